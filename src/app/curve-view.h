/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/line-chart.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_CURVE_VIEW (bw_curve_view_get_type ())
G_DECLARE_FINAL_TYPE (BwCurveView, bw_curve_view, BW, CURVE_VIEW, GtkWidget)

/* An equity or drawdown curve, a sparkline or bars by symbol; it copies what it is given. */
GtkWidget *bw_curve_view_new (void);
void bw_curve_view_set_curve (BwCurveView *self, BwLineChartKind kind, BwNumberKind number, const BwTime *times, const double *values, const double *others, gsize n_points);
void bw_curve_view_set_sparkline (BwCurveView *self, const double *values, gsize n_values);
void bw_curve_view_set_bars (BwCurveView *self, BwNumberKind number, const BwBarItem *items, guint n_items);
void bw_curve_view_set_zone (BwCurveView *self, const char *zone, BwZoneOffsetFunc offset_at);
void bw_curve_view_set_colour_name (BwCurveView *self, const char *css_name);

G_END_DECLS
