/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-keeper.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  BW_CHART_LOOK_TYPE,     /* the parameters of the chart's type */
  BW_CHART_LOOK_PROFILE,  /* those of the volume profile */
} BwChartLookPart;

#define BW_TYPE_CHART_LOOK_DIALOG (bw_chart_look_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwChartLookDialog, bw_chart_look_dialog, BW, CHART_LOOK_DIALOG, AdwWindow)

GtkWidget *bw_chart_look_dialog_new (BwChartKeeper *keeper, GtkWindow *parent, BwChartLookPart part);

G_END_DECLS
