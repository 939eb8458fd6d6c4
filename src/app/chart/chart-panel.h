/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* A chart with its toolbar, orders, position and fills of the account. */
#define BW_TYPE_CHART_PANEL (bw_chart_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwChartPanel, bw_chart_panel, BW, CHART_PANEL, BwPanel)


BwTimeframe bw_chart_panel_get_timeframe (BwChartPanel *self);

G_END_DECLS
