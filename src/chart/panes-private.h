/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model-private.h"

G_BEGIN_DECLS

#define BW_PANE_N_TICKS_MAX 16

/**
 * BwChartPane:
 * @study: (borrowed)
 * @axis: the chart's across, the study's values up
 * @rect, @axis_rect: the plot and its value axis
 * @n_decimals: of a value in the legend
 * @is_short: values are so large that they are written 1.25M
 */
typedef struct
{
  BwStudy *study;
  BwChartAxis axis;
  BwRect rect, axis_rect;
  double ticks[BW_PANE_N_TICKS_MAX];
  guint n_ticks;
  guint n_decimals;
  gboolean is_short;
} BwChartPane;

void bw_chart_studies_init (BwChartModel *model);
void bw_chart_studies_clear (BwChartModel *model);
void bw_chart_studies_reset (BwChartModel *model);
void bw_chart_studies_bars_changed_from (BwChartModel *model, gsize first);
void bw_chart_studies_zone_changed (BwChartModel *model);
BwColour bw_chart_studies_get_colour (const BwChartModel *model, const BwStudyOutput *output, double value);
void bw_chart_studies_append_summary (BwChartModel *model, GString *summary);
BwStudy *bw_chart_studies_find (const BwChartModel *model, guint64 id);

/* Layout, in this order: heights, ranges (from which the axis gets its width), places, ticks. */
double bw_chart_panes_take_heights (BwChartModel *model, double height);
void bw_chart_panes_place_values (BwChartModel *model);
void bw_chart_panes_place (BwChartModel *model, double top);
gboolean bw_chart_panes_note_change (BwChartModel *model);
void bw_chart_panes_place_ticks (BwChartModel *model);

static inline guint
bw_chart_panes_get_n (const BwChartModel *model)
{
  return model->panes->len;
}

static inline BwChartPane *
bw_chart_panes_get (const BwChartModel *model, guint pane_index)
{
  return &g_array_index (model->panes, BwChartPane, pane_index);
}

BwChartPane *bw_chart_panes_find_at (const BwChartModel *model, double y);
BwChartPane *bw_chart_panes_find_study (const BwChartModel *model, const BwStudy *study);
char *bw_chart_panes_print_value (const BwChartPane *pane, double value, char *text);
char *bw_chart_panes_print_tick (const BwChartPane *pane, double value, char *text);

void bw_chart_draw_pane_grid (BwChartModel *model, BwDisplayList *list);
void bw_chart_draw_pane_axes (BwChartModel *model, BwDisplayList *list);
void bw_chart_build_panes (BwChartModel *model, BwDisplayList *list);
void bw_chart_draw_legend (BwChartModel *model, BwDisplayList *list, gsize bar_index);

G_END_DECLS
