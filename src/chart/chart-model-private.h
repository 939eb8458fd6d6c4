/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/bars.h"
#include "chart/chart-drawings.h"
#include "chart/chart-model.h"
#include "chart/marks.h"
#include "chart/profile.h"
#include "chart/pyramid.h"
#include "chart/study.h"
#include "chart/text.h"
#include "chart/transform/transform.h"
#include "chart/types.h"
#include "market/calendar.h"

G_BEGIN_DECLS

#define BW_CHART_N_TICKS_MAX 64
#define BW_CHART_LAYER_BIT(layer) (1u << (layer))
#define BW_CHART_ALL_LAYERS ((1u << BW_CHART_N_LAYERS) - 1u)
#define BW_CHART_PANE_LAYERS                                                                       \
  (BW_CHART_LAYER_BIT (BW_CHART_LAYER_GRID) | BW_CHART_LAYER_BIT (BW_CHART_LAYER_NEWEST) |         \
   BW_CHART_LAYER_BIT (BW_CHART_LAYER_PANES) | BW_CHART_LAYER_BIT (BW_CHART_LAYER_AXES) |            \
   BW_CHART_LAYER_BIT (BW_CHART_LAYER_CROSSHAIR))

/* The fold of one pixel column's bars, when there are more bars than columns. */
typedef struct
{
  BwExtent extent;
  gboolean has_bars, is_up;
} BwChartColumn;

typedef struct
{
  BwDisplayList *list;  /* (owned) */
  guint64 serial;
} BwLayerCache;

struct _BwChartModel
{
  /* What is shown */
  BwChartBars bars;        /* as drawn: those that came in, or derived ones */
  BwPyramid *pyramid;      /* (owned): over bars */
  BwPyramid *closes;       /* (owned) (nullable): over their closes, once a type asked for it */
  BwChartTypeSpec type;
  BwTransform *transform;  /* (owned) (nullable): of a derived type */
  GPtrArray *compared;     /* (owned): BwComparedLine */
  double base;             /* the first close in view, from which percent is counted; NaN: none */
  BwCalendarId calendar;   /* of the sessions that are shaded */
  gboolean has_sessions;
  BwProfileSpec profile;
  BwProfileIndex *profile_index; /* (owned) (nullable): over bars, once a profile was asked for */
  BwChartBars source;      /* those that came in, with a transform; else empty */
  GPtrArray *studies;      /* (owned): BwStudy */
  GArray *orders;          /* (owned): BwChartOrder, labels owned */
  GArray *fills;           /* (owned): BwChartFill, by time */
  GArray *marks;           /* (owned): BwChartMark, by time, texts owned */
  GPtrArray *drawings;     /* (owned): BwDrawing, in painting order */
  BwDrawing *draft;        /* (owned) (nullable): being placed or changed */
  guint64 selected_drawing; /* 0: none */
  BwDrawingSketch *sketch; /* (owned): of the drawing at hand */
  BwDisplayList *drawing_lines, *drawing_words; /* (owned): until all are drawn */
  BwChartPosition position;
  gboolean has_position;
  double last;             /* NaN: the last close */
  char *countdown, *badge, *symbol, *detail, *zone; /* (owned) (nullable) */
  BwZoneOffsetFunc offset_at;
  guint n_decimals;
  double tick;
  gboolean has_volume, has_legend;

  /* How it looks */
  BwChartStyle style;
  BwTextMeasure measure;
  double width, height, scale;

  /* Which part */
  gboolean has_range;
  double first_bar, n_visible;
  BwPriceScale price_scale;
  gboolean is_price_auto;
  double manual_low, manual_high;

  /* The pointer */
  gboolean has_crosshair, has_measure;
  gboolean is_pointed_from_afar; /* by another picture: a time without a price */
  double crosshair_x, crosshair_y;
  double measure_x0, measure_y0, measure_x1, measure_y1;
  guint64 dragged_id;      /* 0: none */
  double dragged_price;

  /* Worked out by bw_chart_model_ensure_layout () */
  gboolean is_layout_valid;
  BwChartAxis axis;
  BwRect volume_rect, price_axis_rect, time_axis_rect;
  double price_ticks[BW_CHART_N_TICKS_MAX];
  BwTimeTick time_ticks[BW_CHART_N_TICKS_MAX];
  guint n_price_ticks, n_time_ticks;

  GArray *panes;           /* (owned): BwChartPane of panes-private.h */
  GArray *pane_axes;       /* (owned): BwChartAxis of each when the layers were last built */

  /* Layers of bars draw those from part_first to part_end: what is old and what may still change are
   * layers of their own, so that a tick draws one bar. */
  gsize part_first, part_end;
  double greatest_volume;  /* in view when the volume's layer was built */
  guint dirty_layers;
  BwLayerCache layers[BW_CHART_N_LAYERS];
  GArray *scratch_rects[3]; /* (owned): BwRect, up, down, and the inside of wide up bodies */
  GArray *columns;          /* (owned): BwChartColumn, shared by candles and volume */
  gboolean are_columns_valid;
  GArray *study_rects[4];   /* (owned): BwRect: above 0, below, and both where they come nearer to it */
  GArray *scratch_values;   /* (owned): double */
  GArray *order_label_rects; /* (owned): BwRect */
  GArray *label_rects;      /* (owned): BwRect of the labels on the axes, without tags */
};

void bw_chart_model_init_series (BwChartModel *model);
void bw_chart_model_clear_series (BwChartModel *model);
void bw_chart_model_set_tick (BwChartModel *model, double tick);
const BwChartBars *bw_chart_model_get_source (const BwChartModel *model);
BwExtent bw_chart_model_fold_closes (BwChartModel *model, gsize first, gsize end);
void bw_chart_model_ensure_layout (BwChartModel *model);
void bw_chart_model_invalidate (BwChartModel *model, guint layers);
void bw_chart_model_layout_changed (BwChartModel *model);
void bw_chart_model_clamp_range (BwChartModel *model);
void bw_chart_model_keep_range (BwChartModel *model, gboolean was_following, gsize n_before, BwTime first_time, gboolean has_same_timeframe);
gboolean bw_chart_model_get_visible (const BwChartModel *model, gsize *first, gsize *end);
double bw_chart_model_get_last (const BwChartModel *model);
double bw_chart_model_get_order_price (const BwChartModel *model, const BwChartOrder *order);
gint64 bw_chart_model_to_local (const BwChartModel *model, BwTime time);
void bw_chart_model_measure_text (const BwChartModel *model, const char *text, double size, gboolean is_bold, double *width, double *height);

void bw_chart_build_grid (BwChartModel *model, BwDisplayList *list);
void bw_chart_build_volume (BwChartModel *model, BwDisplayList *list);
void bw_chart_build_profile (BwChartModel *model, BwDisplayList *list);
void bw_chart_build_bars (BwChartModel *model, BwDisplayList *list);
void bw_chart_build_overlays (BwChartModel *model, BwDisplayList *list);
void bw_chart_build_fills (BwChartModel *model, BwDisplayList *list);
void bw_chart_build_drawings (BwChartModel *model, BwDisplayList *list);
void bw_chart_build_marks (BwChartModel *model, BwDisplayList *list);
GArray *bw_chart_marks_list_new (void);
void bw_chart_build_orders (BwChartModel *model, BwDisplayList *list);
void bw_chart_build_axes (BwChartModel *model, BwDisplayList *list);
void bw_chart_build_crosshair (BwChartModel *model, BwDisplayList *list);
double bw_chart_measure_legend (BwChartModel *model);
BwColour bw_chart_get_role_colour (const BwChartStyle *style, BwOrderRole role);
void bw_chart_measure_badge (const BwChartModel *model, BwRect *rect);

G_END_DECLS
