/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

BwFixed bw_reduce_room (const BwPositionState *position, BwSide side);
void bw_reduce_after (BwCore *core, guint32 position, guint32 except);

G_END_DECLS
