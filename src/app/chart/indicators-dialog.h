/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-keeper.h"

G_BEGIN_DECLS

/**
 * BwIndicatorsDialog:
 *
 * What is on a chart, and all that can be put on it: typed for, added by Enter or a double click.
 */
#define BW_TYPE_INDICATORS_DIALOG (bw_indicators_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwIndicatorsDialog, bw_indicators_dialog, BW, INDICATORS_DIALOG, AdwWindow)

GtkWidget *bw_indicators_dialog_new (BwChartKeeper *keeper);

G_END_DECLS
