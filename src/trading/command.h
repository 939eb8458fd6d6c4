/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/check.h"
#include "trading/risk/own.h"
#include "trading/risk/source.h"

G_BEGIN_DECLS

/* What people and programs ask of the core: each does it or says why not. */
void bw_command_run (BwCore *core, const BwInput *input);
void bw_command_run_reversals (BwCore *core);
void bw_command_replace (BwCore *core, guint32 slot, const BwReplaceOrder *change, gboolean has_travelled);
void bw_command_say_verdicts (BwCore *core, BwVerdict *verdict, BwOrderId order);
void bw_command_refuse (BwCore *core, BwInputKind kind, BwReason reason, BwAccountId account, BwInstrumentId instrument, BwOrderId order);
BwReason bw_command_halt_account (BwCore *core, const BwInput *input, BwAccountState *account);
void bw_command_close_part (BwCore *core, const BwOwnPosition *own, const BwUuid *uuid, const BwRiskSource *source);
void bw_command_liquidate (BwCore *core, BwAccountId account, BwInstrumentId instrument, BwSide side, BwFixed quantity);

G_END_DECLS
