/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-keeper.h"

G_BEGIN_DECLS

void bw_study_menu_install (BwChartKeeper *keeper, GtkWidget *panel);

G_END_DECLS
