/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-marks.h"
#include "app/chart/chart-view.h"
#include "app/panel.h"

G_BEGIN_DECLS

/**
 * BwChartExporter:
 *
 * A chart as a picture or as its numbers, in a file or on the clipboard. Its actions are the
 * panel's: chart-export.ask and chart-export.copy.
 */
typedef struct _BwChartExporter BwChartExporter;

BwChartExporter *bw_chart_exporter_new (BwPanel *panel, BwChartView *view, BwChartMarks *marks);
void bw_chart_exporter_free (BwChartExporter *self);
void bw_chart_exporter_set_title (BwChartExporter *self, const char *title, const char *source);

G_END_DECLS
