/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/axis.h"
#include "market/timeframe.h"

G_BEGIN_DECLS

#define BW_DRAWING_N_ANCHORS_MAX 2000 /* of a brush stroke */
#define BW_DRAWING_N_LEVELS_MAX 24
#define BW_DRAWING_TEXT_BYTES_MAX 2000
#define BW_DRAWING_WIDTH_MAX 12.0

/* Stored by their words, see bw_drawing_kind_word(). */
typedef enum
{
  BW_DRAWING_TREND_LINE,
  BW_DRAWING_RAY,             /* from its first anchor through the second */
  BW_DRAWING_EXTENDED_LINE,
  BW_DRAWING_HORIZONTAL_LINE,
  BW_DRAWING_VERTICAL_LINE,
  BW_DRAWING_CHANNEL,         /* two anchors of the base, the third on its parallel */
  BW_DRAWING_FIB_RETRACEMENT, /* level 1 at the first anchor, level 0 at the second */
  BW_DRAWING_FIB_EXTENSION,   /* the move from the first to the second, from the third on */
  BW_DRAWING_RECTANGLE,
  BW_DRAWING_ELLIPSE,
  BW_DRAWING_ARROW,
  BW_DRAWING_BRUSH,
  BW_DRAWING_POLYLINE,
  BW_DRAWING_TEXT,
  BW_DRAWING_MEASURE,
  BW_DRAWING_LONG_POSITION,   /* entry, stop (at the right edge's time), target (at the same time) */
  BW_DRAWING_SHORT_POSITION,
  BW_DRAWING_N_KINDS
} BwDrawingKind;

typedef enum
{
  BW_DRAWING_SOLID,
  BW_DRAWING_DASHED,
  BW_DRAWING_DOTTED,
} BwDrawingDash;

/* A place on the chart that stays when the bars around it change. */
typedef struct
{
  BwTime time;
  double price;
} BwDrawingAnchor;

/**
 * BwDrawing:
 * @id: unique in the profile and never used again; 0 of one that isn't kept yet
 * @rgb: 0xrrggbb when @has_rgb; otherwise @colour_index into BwChartStyle.series, which follows the theme
 * @width: logical pixels, 0.5 to BW_DRAWING_WIDTH_MAX
 * @is_log: prices between anchors are read on a logarithmic scale; set by the chart it was drawn on
 * @risk_percent: of @account_size, that a position tool may lose
 *
 * Something the user drew on a symbol's chart. Reference-counted; one that is shared never changes: copy
 * it, change the copy, let that take its place.
 */
typedef struct
{
  int n_references;
  guint64 id;
  BwDrawingKind kind;
  GArray *anchors;  /* (owned): BwDrawingAnchor */
  GArray *levels;   /* (owned): double, of Fibonacci tools */
  char *text;       /* (owned): the label; never NULL */
  gboolean has_rgb;
  guint32 rgb;
  guint colour_index;
  double width;
  BwDrawingDash dash;
  double fill_opacity;  /* 0 to 1 */
  gboolean is_locked, is_hidden, is_log;
  gboolean extends_left, extends_right;
  double account_size, risk_percent;
} BwDrawing;

/**
 * BwDrawingBars:
 *
 * The bars whose indices are the horizontal axis. A time within a bar lies between its middle and the
 * next one's in proportion to the timeframe; times in a gap lie on the bar after it. Before the first and
 * after the last bar the timeframe goes on without gaps.
 */
typedef struct
{
  BwBarStartFunc start;
  gpointer data;      /* (borrowed) */
  gsize n_bars;
  BwTimeframe timeframe;
} BwDrawingBars;

BwDrawing *bw_drawing_new (BwDrawingKind kind);
BwDrawing *bw_drawing_copy (const BwDrawing *drawing);
BwDrawing *bw_drawing_ref (BwDrawing *drawing);
void bw_drawing_unref (BwDrawing *drawing);
gboolean bw_drawing_equal (const BwDrawing *a, const BwDrawing *b);
const char *bw_drawing_check (const BwDrawing *drawing);
void bw_drawing_add_anchor (BwDrawing *drawing, BwTime time, double price);

/* Kinds */
const char *bw_drawing_kind_word (BwDrawingKind kind);
gboolean bw_drawing_kind_parse (const char *word, BwDrawingKind *kind);
guint bw_drawing_kind_n_clicks (BwDrawingKind kind);
void bw_drawing_kind_n_anchors (BwDrawingKind kind, guint *n_min, guint *n_max);
gboolean bw_drawing_kind_has_levels (BwDrawingKind kind);
gboolean bw_drawing_kind_has_fill (BwDrawingKind kind);
gboolean bw_drawing_kind_can_extend (BwDrawingKind kind);
gboolean bw_drawing_kind_is_position (BwDrawingKind kind);

/* Time and bars */
double bw_drawing_bars_index (const BwDrawingBars *bars, BwTime time);
BwTime bw_drawing_bars_time (const BwDrawingBars *bars, double index);

/* What alerts ask */
guint bw_drawing_n_lines (const BwDrawing *drawing);
char *bw_drawing_line_name (const BwDrawing *drawing, guint line_index);
gboolean bw_drawing_get_price_at (const BwDrawing *drawing, const BwDrawingBars *bars, BwTime time, guint line_index, double *price);

/* What a position tool says */
typedef struct
{
  double risk, reward;      /* per share */
  double ratio;             /* reward to risk */
  double quantity;          /* whole; 0 without an account size */
  double amount_at_risk, amount_to_win;
  double stop_share, target_share;  /* of the entry: 0.05 is 5 % */
} BwDrawingPlan;

gboolean bw_drawing_get_plan (const BwDrawing *drawing, BwDrawingPlan *plan);

static inline const BwDrawingAnchor *
bw_drawing_anchor (const BwDrawing *drawing, guint index)
{
  return &g_array_index (drawing->anchors, BwDrawingAnchor, index);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDrawing, bw_drawing_unref)

G_END_DECLS
