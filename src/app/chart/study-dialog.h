/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-keeper.h"

G_BEGIN_DECLS

void bw_study_dialog_show (BwChartKeeper *keeper, GtkWindow *parent, guint64 id);

G_END_DECLS
