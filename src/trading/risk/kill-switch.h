/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/codec.h"
#include "trading/risk/risk.h"

G_BEGIN_DECLS

/* Stops an account, all of them, a strategy or an agent (kill-switch.c). */
void bw_kill_switch_set (BwCore *core, BwAccountId account, guint16 source, const BwLimit *limit);
BwReason bw_kill_switch_check (const BwCore *core, BwVerdict *verdict);
void bw_kill_switch_put (GByteArray *bytes, const BwCore *core);
void bw_kill_switch_get (BwReader *reader, BwCore *core);

G_END_DECLS
