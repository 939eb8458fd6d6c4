/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/axis.h"
#include "chart/style.h"
#include "market/bar-series.h"

G_BEGIN_DECLS

/**
 * BwChartModel:
 *
 * A price chart without a toolkit: bars, a range, a style and a size in, one display list per layer
 * out. Layers are rebuilt when something they show has changed and kept otherwise; pointer motion
 * rebuilds the crosshair alone. The cost of a layer is in proportion to pixels, never to history.
 * Not thread-safe: it belongs to the thread that draws.
 */
typedef struct _BwChartModel BwChartModel;

typedef enum
{
  BW_CHART_LAYER_GRID,       /* background, grid, session separators, badge */
  BW_CHART_LAYER_VOLUME,
  BW_CHART_LAYER_PROFILE,    /* volume by price */
  BW_CHART_LAYER_BARS,       /* candles */
  BW_CHART_LAYER_COMPARED,   /* lines of other symbols: see compare.h */
  BW_CHART_LAYER_OVERLAYS,   /* indicators over the prices: see chart-studies.h */
  BW_CHART_LAYER_PANES,      /* indicators in panes of their own */
  BW_CHART_LAYER_NEWEST,     /* the newest bar, its volume and the ends of its indicators */
  BW_CHART_LAYER_FILLS,
  BW_CHART_LAYER_DRAWINGS,   /* what the user drew: see chart-drawings.h */
  BW_CHART_LAYER_ORDERS,     /* order and position lines with their labels, the last price's line */
  BW_CHART_LAYER_AXES,       /* axis labels and price tags, countdown */
  BW_CHART_LAYER_CROSSHAIR,  /* crosshair, its tags, the legend, the measure */
  BW_CHART_N_LAYERS
} BwChartLayer;

typedef enum
{
  BW_ORDER_ROLE_ENTRY,
  BW_ORDER_ROLE_STOP,
  BW_ORDER_ROLE_TARGET,
  BW_ORDER_ROLE_ALERT, /* no order: it tells when the price comes there */
} BwOrderRole;

/* An order line. @label is copied: "Buy 200 limit". */
typedef struct
{
  guint64 id;
  double price;
  BwOrderRole role;
  gboolean is_buy;
  gboolean is_draggable;
  gboolean is_cancellable;
  const char *label;
  gboolean is_waiting; /* it can't trade yet: dashed */
} BwChartOrder;

/* @label is copied: "Long 200 @ 61.12  +$166.00 (+1.36 %)"; @gain's sign colours it. */
typedef struct
{
  double price;
  double gain;
  const char *label;
} BwChartPosition;

typedef struct
{
  guint64 id;
  BwTime time;
  double price;
  gboolean is_buy;
} BwChartFill;

typedef enum
{
  BW_PRICE_SCALE_LINEAR,
  BW_PRICE_SCALE_LOG,
  BW_PRICE_SCALE_PERCENT, /* linear; the axis says by how much it is off the first close in view */
  BW_PRICE_SCALE_INDEXED, /* the same with that close as 100 */
  BW_PRICE_N_SCALES
} BwPriceScale;

BwChartModel *bw_chart_model_new (void);
void bw_chart_model_free (BwChartModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwChartModel, bw_chart_model_free)

/* What is shown */
void bw_chart_model_set_series (BwChartModel *model, BwBarSeries *series);
void bw_chart_model_append (BwChartModel *model, BwTime start, double open, double high, double low, double close, double volume);
void bw_chart_model_update_last (BwChartModel *model, double open, double high, double low, double close, double volume);
gsize bw_chart_model_get_n_bars (const BwChartModel *model);
BwTime bw_chart_model_get_bar (const BwChartModel *model, gsize bar_index, double *ohlcv);
gsize bw_chart_model_find_bar (const BwChartModel *model, BwTime time);
void bw_chart_model_set_orders (BwChartModel *model, const BwChartOrder *orders, guint n_orders);
void bw_chart_model_set_position (BwChartModel *model, const BwChartPosition *position);
void bw_chart_model_set_fills (BwChartModel *model, const BwChartFill *fills, guint n_fills);
void bw_chart_model_set_last (BwChartModel *model, double price);
void bw_chart_model_set_countdown (BwChartModel *model, const char *text);
void bw_chart_model_set_badge (BwChartModel *model, const char *text);
void bw_chart_model_set_title (BwChartModel *model, const char *symbol, const char *detail);
void bw_chart_model_set_zone (BwChartModel *model, const char *zone, BwZoneOffsetFunc offset_at);
void bw_chart_model_set_price_format (BwChartModel *model, guint n_decimals, double tick);
void bw_chart_model_set_volume_visible (BwChartModel *model, gboolean is_visible);
void bw_chart_model_set_legend_visible (BwChartModel *model, gboolean is_visible);

/* How it looks */
void bw_chart_model_set_style (BwChartModel *model, const BwChartStyle *style);
const BwChartStyle *bw_chart_model_get_style (const BwChartModel *model);
void bw_chart_model_set_text_measure (BwChartModel *model, const BwTextMeasure *measure);
void bw_chart_model_set_size (BwChartModel *model, double width, double height, double scale);

/* Which part is shown: bars across, price up */
void bw_chart_model_set_range (BwChartModel *model, double first_bar, double n_visible);
void bw_chart_model_get_range (const BwChartModel *model, double *first_bar, double *n_visible);
void bw_chart_model_show_time (BwChartModel *model, BwTime from, BwTime to);
void bw_chart_model_zoom_at (BwChartModel *model, double x, double factor);
void bw_chart_model_pan (BwChartModel *model, double dx, double dy);
void bw_chart_model_reset (BwChartModel *model);
gboolean bw_chart_model_is_following (const BwChartModel *model);
void bw_chart_model_set_scale (BwChartModel *model, BwPriceScale scale);
BwPriceScale bw_chart_model_get_scale (const BwChartModel *model);
void bw_chart_model_set_price_auto (BwChartModel *model, gboolean is_auto);
gboolean bw_chart_model_is_price_auto (const BwChartModel *model);
void bw_chart_model_scale_price (BwChartModel *model, double factor);

/* The pointer, in device units of the chart; a measure goes from one point to another. */
void bw_chart_model_set_crosshair (BwChartModel *model, double x, double y);
void bw_chart_model_clear_crosshair (BwChartModel *model);
void bw_chart_model_set_measure (BwChartModel *model, double x0, double y0, double x1, double y1);
void bw_chart_model_clear_measure (BwChartModel *model);
void bw_chart_model_drag_order (BwChartModel *model, guint64 id, double price);
gboolean bw_chart_model_hit (BwChartModel *model, double x, double y, BwHitRegion *region);

/* What to paint */
const BwChartAxis *bw_chart_model_get_axis (BwChartModel *model);
const BwDisplayList *bw_chart_model_get_layer (BwChartModel *model, BwChartLayer layer, guint64 *serial);
char *bw_chart_model_print_price (const BwChartModel *model, double price);
char *bw_chart_model_summarize (BwChartModel *model);

G_END_DECLS
