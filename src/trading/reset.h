/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

BwReason bw_reset_account (BwCore *core, BwAccountState *account, BwFixed cash);

G_END_DECLS
