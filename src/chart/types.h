/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model.h"
#include "chart/chart-type.h"

G_BEGIN_DECLS

void bw_chart_model_set_type (BwChartModel *model, const BwChartTypeSpec *spec);
const BwChartTypeSpec *bw_chart_model_get_type (const BwChartModel *model);
double bw_chart_model_get_box (const BwChartModel *model);
char *bw_chart_model_print_type (const BwChartModel *model, char *text);

G_END_DECLS
