/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model.h"
#include "chart/chart-studies.h"
#include "chart/marks.h"
#include "report/chart-export.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_CHART_VIEW (bw_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (BwChartView, bw_chart_view, BW, CHART_VIEW, GtkWidget)

/*
 * A price chart. Signals (all %G_SIGNAL_RUN_LAST, no return value):
 *   "order-line-moved" (guint64 id, double price): an order's line was dropped at another price
 *   "order-line-cancelled" (guint64 id): its × was clicked
 *   "price-activated" (double price): the + at the price axis was clicked
 *   "fill-activated" (guint64 id): a fill's marker was clicked
 *   "menu-asked" (double x, double y, double price, gint64 time): by a right click or its key, there,
 *     in logical units; the price is snapped, the time is the bar's start or BW_TIME_NONE
 *   "older-wanted" (): the view is near the left edge; page older bars in with set_series
 *   "study-activated" (guint64 id, double x, double y): an indicator's legend entry was clicked, there
 *   "study-removed" (guint64 id): its × was clicked
 *   "panes-resized" (): a separator was let go; the heights are in the model's studies
 *   "range-changed" (): pan, zoom, reset
 *   "bars-changed" (int BwBarsChange): what is drawn has become another
 *   "pointed" (gint64 time): the crosshair is on another bar; its start, or BW_TIME_NONE
 * Actions (with shortcuts): chart.zoom-in, chart.zoom-out, chart.pan-left, chart.pan-right,
 *   chart.page-left, chart.page-right, chart.first, chart.last, chart.reset, chart.crosshair-left,
 *   chart.crosshair-right, chart.crosshair-up, chart.crosshair-down, chart.crosshair-off,
 *   chart.place-order, chart.log-scale, chart.menu
 */
typedef enum
{
  BW_BARS_ALL,      /* other bars */
  BW_BARS_NEWEST,   /* bars were added, or the newest is another */
  BW_BARS_STUDIES,  /* the same bars with other indicators */
} BwBarsChange;

typedef double (*BwSnapPriceFunc) (double price, gpointer user_data);

GtkWidget *bw_chart_view_new (void);

void bw_chart_view_set_title (BwChartView *self, const char *symbol, const char *detail);
void bw_chart_view_set_message (BwChartView *self, const char *message);
void bw_chart_view_set_series (BwChartView *self, BwBarSeries *series);
void bw_chart_view_append (BwChartView *self, BwTime start, double open, double high, double low, double close, double volume);
void bw_chart_view_update_last (BwChartView *self, double open, double high, double low, double close, double volume);
void bw_chart_view_set_studies (BwChartView *self, const BwStudySpec *specs, guint n_specs);
void bw_chart_view_set_orders (BwChartView *self, const BwChartOrder *orders, guint n_orders);
void bw_chart_view_set_position (BwChartView *self, const BwChartPosition *position);
void bw_chart_view_set_fills (BwChartView *self, const BwChartFill *fills, guint n_fills);
void bw_chart_view_set_last (BwChartView *self, double price);
void bw_chart_view_set_marks (BwChartView *self, const BwChartMark *marks, guint n_marks);
void bw_chart_view_set_countdown (BwChartView *self, const char *text);
void bw_chart_view_set_badge (BwChartView *self, const char *text);
void bw_chart_view_set_zone (BwChartView *self, const char *zone, BwZoneOffsetFunc offset_at);
void bw_chart_view_set_price_format (BwChartView *self, guint n_decimals, double tick);
void bw_chart_view_set_snap_func (BwChartView *self, BwSnapPriceFunc snap, gpointer user_data);
void bw_chart_view_set_scale (BwChartView *self, BwPriceScale scale);
void bw_chart_view_set_volume_visible (BwChartView *self, gboolean is_visible);
void bw_chart_view_set_candle_shape (BwChartView *self, BwCandleShape shape);

void bw_chart_view_get_range (BwChartView *self, double *first_bar, double *n_visible);
void bw_chart_view_set_range (BwChartView *self, double first_bar, double n_visible);
void bw_chart_view_show_time (BwChartView *self, BwTime from, BwTime to);
void bw_chart_view_reset (BwChartView *self);
void bw_chart_view_point_at (BwChartView *self, BwTime time, double price, gboolean must_show);
BwTime bw_chart_view_get_pointed (BwChartView *self);
BwChartModel *bw_chart_view_get_model (BwChartView *self);
gboolean bw_chart_view_export (BwChartView *self, const BwChartExport *export, const char *path, GError **error);
GBytes *bw_chart_view_render (BwChartView *self, const BwChartExport *export, GError **error);

G_END_DECLS
