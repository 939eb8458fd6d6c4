/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-view.h"
#include "chart/compare.h"
#include "chart/profile.h"
#include "chart/types.h"

G_BEGIN_DECLS

void bw_chart_view_set_type (BwChartView *self, const BwChartTypeSpec *spec);
void bw_chart_view_set_profile (BwChartView *self, const BwProfileSpec *spec);
void bw_chart_view_set_sessions (BwChartView *self, BwCalendarId calendar, gboolean is_shown);
void bw_chart_view_set_compared (BwChartView *self, const BwChartCompared *compared, guint n_compared);
void bw_chart_view_set_compared_series (BwChartView *self, guint64 id, BwBarSeries *series);
void bw_chart_view_append_compared (BwChartView *self, guint64 id, BwTime start, double close);
void bw_chart_view_update_last_compared (BwChartView *self, guint64 id, double close);

G_END_DECLS
