/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-keeper.h"

G_BEGIN_DECLS

/* The symbols that a chart is compared with: kept in its setup, loaded as its own bars are, and live. */
typedef struct _BwChartComparison BwChartComparison;

BwChartComparison *bw_chart_comparison_new (BwChartKeeper *keeper);
GtkWidget *bw_chart_comparison_make_button (BwChartComparison *self);
void bw_chart_comparison_free (BwChartComparison *self);
void bw_chart_comparison_load (BwChartComparison *self, BwTimelineId timeline, BwTimeframe timeframe, gsize n_bars);
void bw_chart_comparison_update (BwChartComparison *self, BwTime bar_start);
void bw_chart_comparison_add (BwChartComparison *self, BwInstrumentId instrument);
void bw_chart_comparison_remove (BwChartComparison *self, BwInstrumentId instrument);
guint bw_chart_comparison_list (BwChartComparison *self, BwInstrumentId *instruments);

BwTimelineId bw_chart_find_source (BwEngine *engine, BwTimelineId timeline, BwInstrumentId instrument);

G_END_DECLS
