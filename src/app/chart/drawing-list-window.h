/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-view.h"
#include "app/desk.h"

G_BEGIN_DECLS

/* All that is drawn on a symbol: to be shown and hidden, locked, gone to, changed and deleted. */
void bw_drawing_list_window_present (BwDesk *desk, BwChartView *view, BwInstrumentId instrument);

G_END_DECLS
