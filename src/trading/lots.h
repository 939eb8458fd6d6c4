/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

void bw_lots_add (BwCore *core, BwPositionState *position, BwFixed quantity, BwFixed cost, BwTime opened, BwLotMethod method);
BwFixed bw_lots_cost_of (const BwCore *core, const BwPositionState *position, BwFixed quantity, BwLotMethod method);
void bw_lots_take (BwCore *core, BwPositionState *position, BwFixed quantity, BwLotMethod method);
void bw_lots_scale (BwCore *core, BwPositionState *position, BwFixed quantity);

G_END_DECLS
