/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-view.h"
#include "app/desk.h"

G_BEGIN_DECLS

/* The account's marks on a chart: working orders, the position, the newest fills, and what happened to its symbol. */
/* Lines of alerts are told from those of orders by this bit of their number. */
#define BW_CHART_ALERT_BIT (G_GUINT64_CONSTANT (1) << 62)

typedef struct _BwChartMarks BwChartMarks;

BwChartMarks *bw_chart_marks_new (BwDesk *desk, BwChartView *view);
void bw_chart_marks_free (BwChartMarks *self);
void bw_chart_marks_set_instrument (BwChartMarks *self, BwInstrumentId instrument);
void bw_chart_marks_hide (BwChartMarks *self);
void bw_chart_marks_set_hidden (BwChartMarks *self, const char *letters);
void bw_chart_marks_set_timeframe (BwChartMarks *self, BwTimeframe timeframe);
void bw_chart_marks_update (BwChartMarks *self, guint what);
const BwOrder *bw_chart_marks_find_order (BwChartMarks *self, BwOrderId id);

G_END_DECLS
