/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model.h"

G_BEGIN_DECLS

/* Pointing at a moment from elsewhere: a row of the table twin, the crosshair of a linked chart. */

gboolean bw_chart_model_point_to (BwChartModel *model, BwTime time, double price);
BwTime bw_chart_model_get_pointed (BwChartModel *model);

G_END_DECLS
