/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-view.h"
#include "app/panel.h"

G_BEGIN_DECLS

/**
 * BwChartTwin:
 *
 * A chart's table twin, below the chart or in its place: it follows the crosshair, and the chart
 * follows the row chosen in it. Its actions are the panel's: chart-twin.show ("chart", "both",
 * "table") and chart-twin.toggle. The table is made when it is first shown.
 */
typedef struct _BwChartTwin BwChartTwin;

BwChartTwin *bw_chart_twin_new (BwPanel *panel, GtkPaned *pane, BwChartView *view);
void bw_chart_twin_free (BwChartTwin *self);
void bw_chart_twin_restore (BwChartTwin *self);
void bw_chart_twin_update_titles (BwChartTwin *self);

G_END_DECLS
