/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model-private.h"
#include "chart/compare.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 id;
  char *symbol;       /* (owned) */
  guint colour_index;
  BwChartBars bars;   /* closes alone count */
  BwPyramid *closes;  /* (owned): over bars */
  double base;        /* its close where the view begins; NaN: not in view */
  double factor;      /* from its prices to the chart's */
} BwComparedLine;

GPtrArray *bw_chart_compared_list_new (void);
void bw_chart_compared_place (BwChartModel *model);
void bw_chart_compared_include (BwChartModel *model, gsize first, gsize end, double *low, double *high);
void bw_chart_build_compared (BwChartModel *model, BwDisplayList *list);
void bw_chart_draw_compared_legend (BwChartModel *model, BwDisplayList *list, gsize bar_index);
double bw_chart_measure_compared_legend (const BwChartModel *model);
void bw_chart_place_price_ticks (BwChartModel *model);

static inline BwComparedLine *
bw_chart_compared_get (const BwChartModel *model, guint compared_index)
{
  return g_ptr_array_index (model->compared, compared_index);
}

G_END_DECLS
