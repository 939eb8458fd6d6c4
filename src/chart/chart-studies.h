/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model.h"
#include "chart/study.h"

G_BEGIN_DECLS

/* The indicators of a chart: over the prices, or each in a pane of its own under them. A pane has its
 * own value axis and legend; separators between panes are moved with the pointer or by key. */

void bw_chart_model_set_studies (BwChartModel *model, const BwStudySpec *specs, guint n_specs);
guint bw_chart_model_get_n_studies (const BwChartModel *model);
const BwStudySpec *bw_chart_model_get_study_spec (const BwChartModel *model, guint study_index);
const BwStudySpec *bw_chart_model_find_study (const BwChartModel *model, guint64 id);
double bw_chart_model_get_study_value (BwChartModel *model, guint study_index, guint output, gsize bar_index);
char *bw_chart_model_print_study_value (BwChartModel *model, guint study_index, double value, char *text);

/* A pane's place, in device units; FALSE when the study has none that is shown. */
gboolean bw_chart_model_get_pane (BwChartModel *model, guint64 id, BwRect *rect);
gboolean bw_chart_model_move_separator (BwChartModel *model, guint64 id, double y);

G_END_DECLS
