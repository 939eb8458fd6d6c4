/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

void bw_liquidate (BwCore *core, BwAccountState *account);

G_END_DECLS
