/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-keeper.h"

G_BEGIN_DECLS

void bw_templates_dialog_show (BwChartKeeper *keeper, GtkWindow *parent);
BwChartSetup *bw_templates_load_preferred (BwEngine *engine);

G_END_DECLS
