/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/drawing.h"
#include "chart/style.h"

G_BEGIN_DECLS

/* Device units, like the axis; double, because anchors may lie a million bars off the plot. */
typedef struct
{
  double x, y;
} BwPlace;

/**
 * BwDrawingView:
 *
 * What turns anchors into places: the plot's axis, its bars, and how text is written.
 */
typedef struct
{
  BwChartAxis axis;
  BwDrawingBars bars;
  double scale;       /* device units in a logical pixel */
  double font_size;   /* device units */
  guint n_decimals;
  const BwTextMeasure *measure; /* (borrowed) */
} BwDrawingView;

/* Which of the drawing's colours. */
typedef enum
{
  BW_SKETCH_MAIN,
  BW_SKETCH_PROFIT,
  BW_SKETCH_LOSS,
  BW_SKETCH_LEVEL, /* @level counts through the series' colours */
} BwSketchRole;

/* A line of @n points from @first on, or the polygon that they bound. */
typedef struct
{
  guint first, n;
  BwSketchRole role;
  guint level;
} BwSketchPart;

typedef struct
{
  double x, y;        /* left edge and middle */
  double width, height;
  gsize offset;       /* of its words in @words */
  BwSketchRole role;
  guint level;
  gboolean has_ground;
} BwSketchText;

/**
 * BwDrawingSketch:
 *
 * One drawing on one view: what is painted, and what the pointer can touch, already clipped to the
 * plot. Building anew reuses the memory.
 */
typedef struct
{
  GArray *points;  /* (owned): BwPlace */
  GArray *strokes; /* (owned): BwSketchPart */
  GArray *fills;   /* (owned): BwSketchPart */
  GArray *texts;   /* (owned): BwSketchText */
  GArray *handles; /* (owned): BwPlace; not clipped */
  GString *words;  /* (owned): NUL-terminated, one after the other */
  BwRect clip;
} BwDrawingSketch;

typedef enum
{
  BW_DRAWING_PART_NONE,
  BW_DRAWING_PART_HANDLE,
  BW_DRAWING_PART_LINE,   /* a line or a text */
  BW_DRAWING_PART_INSIDE,
} BwDrawingPart;

BwDrawingSketch *bw_drawing_sketch_new (void);
void bw_drawing_sketch_free (BwDrawingSketch *sketch);
gboolean bw_drawing_sketch_build (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view);
BwDrawingPart bw_drawing_sketch_hit (const BwDrawingSketch *sketch, double x, double y, double tolerance);
int bw_drawing_sketch_hit_handle (const BwDrawingSketch *sketch, double x, double y, double tolerance);
double bw_drawing_sketch_distance (const BwDrawingSketch *sketch, double x, double y);

gboolean bw_drawing_is_near (const BwDrawing *drawing, const BwDrawingView *view);
BwPlace bw_drawing_view_place (const BwDrawingView *view, const BwDrawingAnchor *anchor);
void bw_drawing_view_anchor (const BwDrawingView *view, double x, double y, BwDrawingAnchor *anchor);

/* Changes to a drawing of one's own. */
void bw_drawing_move_handle (BwDrawing *drawing, guint handle, const BwDrawingAnchor *to);
void bw_drawing_shift (BwDrawing *drawing, const BwDrawingBars *bars, double n_bars, double from_price, double to_price, gboolean is_log);
void bw_drawing_finish (BwDrawing *drawing, const BwDrawingView *view);
void bw_drawing_constrain (double from_x, double from_y, double *x, double *y);

gboolean bw_clip_line (const BwRect *clip, BwPlace a, BwPlace b, gboolean before_a, gboolean beyond_b, BwPlace *from, BwPlace *to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDrawingSketch, bw_drawing_sketch_free)

G_END_DECLS
