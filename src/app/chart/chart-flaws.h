/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-view.h"
#include "app/desk.h"

G_BEGIN_DECLS

void bw_chart_flaws_collect (BwDesk *desk, BwChartView *view, BwInstrumentId instrument, BwTimeframe timeframe, GArray *marks, GPtrArray *texts);

G_END_DECLS
