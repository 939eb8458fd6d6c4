/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

void bw_halt_take (BwCore *core, const BwMarketEvent *event);
void bw_halt_end_first (BwCore *core);
void bw_halt_update_due (BwCore *core);

G_END_DECLS
