/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a chart looks like, as data: operations in painting order, in device units (pixels of the
 * target, y down; points on paper). A painter (app: GSK, report: cairo) needs nothing else. */

typedef struct
{
  float red, green, blue, alpha;
} BwColour;

typedef struct
{
  float x, y, width, height;
} BwRect;

typedef struct
{
  float x, y;
} BwPoint;

typedef enum
{
  BW_DRAW_RECTS,       /* @n filled rectangles on whole pixels, no antialiasing */
  BW_DRAW_POLYLINE,    /* @n points stroked; a point with a NaN breaks the line */
  BW_DRAW_POLYGON,     /* @n points, closed and filled */
  BW_DRAW_ROUND_RECT,  /* one rectangle with @radius; filled, or stroked when @line_width > 0 */
  BW_DRAW_TEXT,        /* one line; see @font_size, @is_bold, @align */
  BW_DRAW_CLIP_PUSH,   /* one rectangle; until the matching pop */
  BW_DRAW_CLIP_POP,
} BwDrawKind;

/**
 * BwDrawOp:
 * @first: index of the first rectangle or point, or the byte offset of the text, in the list
 * @n: rectangles or points
 * @x, @y: text only: the anchor; @y is the vertical middle of the line
 * @align: text only: which part of the text is at @x: 0 left, 0.5 middle, 1 right
 * @dash_on, @dash_off: polyline only; 0 is a solid line
 */
typedef struct
{
  BwDrawKind kind;
  BwColour colour;
  guint first, n;
  float line_width, dash_on, dash_off, radius;
  float x, y, align, font_size;
  gboolean is_bold;
} BwDrawOp;

typedef enum
{
  BW_HIT_NONE,
  BW_HIT_PLOT,
  BW_HIT_VOLUME,
  BW_HIT_PRICE_AXIS,
  BW_HIT_TIME_AXIS,
  BW_HIT_PRICE_PLUS,   /* the + at the crosshair's price tag: place an order here */
  BW_HIT_ORDER_LINE,   /* drag to change */
  BW_HIT_ORDER_CANCEL, /* the × of an order's label */
  BW_HIT_POSITION,
  BW_HIT_FILL,
  BW_HIT_MARK,
  BW_HIT_STUDY,          /* an indicator's legend entry */
  BW_HIT_STUDY_REMOVE,   /* its × */
  BW_HIT_PANE,           /* an indicator's pane */
  BW_HIT_PANE_AXIS,
  BW_HIT_PANE_SEPARATOR, /* the line over its pane: drag to resize */
  BW_HIT_COMPARED_REMOVE, /* the × of a compared symbol in the legend */
} BwHitKind;

typedef struct
{
  BwRect rect;
  BwHitKind kind;
  guint64 id;   /* of the order, fill, mark or study; 0 otherwise */
} BwHitRegion;

typedef struct
{
  GArray *ops;     /* (owned): BwDrawOp */
  GArray *rects;   /* (owned): BwRect */
  GArray *points;  /* (owned): BwPoint */
  GString *texts;  /* (owned): NUL-terminated, one after the other */
  GArray *hits;    /* (owned): BwHitRegion; later ones lie on top */
} BwDisplayList;

BwDisplayList *bw_display_list_new (void);
void bw_display_list_free (BwDisplayList *list);
void bw_display_list_clear (BwDisplayList *list);
void bw_display_list_append (BwDisplayList *list, const BwDisplayList *other);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDisplayList, bw_display_list_free)

void bw_display_list_add_rects (BwDisplayList *list, BwColour colour, const BwRect *rects, guint n_rects);
void bw_display_list_add_rect (BwDisplayList *list, BwColour colour, float x, float y, float width, float height);
BwPoint *bw_display_list_add_polyline (BwDisplayList *list, BwColour colour, float line_width, guint n_points);
BwPoint *bw_display_list_add_polygon (BwDisplayList *list, BwColour colour, guint n_points);
void bw_display_list_add_line (BwDisplayList *list, BwColour colour, float line_width, float x0, float y0, float x1, float y1, float dash);
void bw_display_list_add_round_rect (BwDisplayList *list, BwColour colour, BwRect rect, float radius, float line_width);
void bw_display_list_add_text (BwDisplayList *list, BwColour colour, float x, float y, float align, float font_size, gboolean is_bold, const char *text);
void bw_display_list_push_clip (BwDisplayList *list, BwRect rect);
void bw_display_list_pop_clip (BwDisplayList *list);
void bw_display_list_add_hit (BwDisplayList *list, BwRect rect, BwHitKind kind, guint64 id);
gboolean bw_display_list_hit (const BwDisplayList *list, float x, float y, BwHitRegion *region);
gboolean bw_display_list_equal (const BwDisplayList *a, const BwDisplayList *b);

static inline const BwDrawOp *
bw_display_list_get_op (const BwDisplayList *list, guint op_index)
{
  return &g_array_index (list->ops, BwDrawOp, op_index);
}

static inline const char *
bw_display_list_get_text (const BwDisplayList *list, const BwDrawOp *op)
{
  return list->texts->str + op->first;
}

G_END_DECLS
