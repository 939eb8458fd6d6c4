/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model.h"

G_BEGIN_DECLS

#define BW_COMPARED_N_MAX 8

/* Another symbol shown as a line. @symbol is copied. */
typedef struct
{
  guint64 id;
  const char *symbol;
  guint colour_index;  /* into BwChartStyle.series */
} BwChartCompared;

/*
 * Compared symbols. All lines begin at the same height: where the view begins, the compared symbol is
 * put at the chart's own price, and goes from there as it goes itself in percent. So lines move when
 * the view is panned. A symbol that begins later begins at the chart's price of then. Bars are joined by
 * their times: a bar of the chart takes the compared symbol's last close within it; where there is
 * none, the line goes straight on to the next.
 */
void bw_chart_model_set_compared (BwChartModel *model, const BwChartCompared *compared, guint n_compared);
guint bw_chart_model_get_n_compared (const BwChartModel *model);
void bw_chart_model_set_compared_series (BwChartModel *model, guint64 id, BwBarSeries *series);
void bw_chart_model_append_compared (BwChartModel *model, guint64 id, BwTime start, double close);
void bw_chart_model_update_last_compared (BwChartModel *model, guint64 id, double close);
double bw_chart_model_get_compared_change (BwChartModel *model, guint compared_index, gsize bar_index);

char *bw_chart_model_describe_compared (BwChartModel *model);

/* Prices as the axis has them: in percent or indexed from where the view begins. */
char *bw_chart_model_print_axis_price (const BwChartModel *model, double price, char *text);

G_END_DECLS
