/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

void bw_margin_say (BwCore *core, const BwAccountState *account, BwMarginEventKind kind, BwReason reason, BwFixed amount, BwTime until);
void bw_margin_violate (BwCore *core, BwAccountState *account, BwReason reason, BwInstrumentId instrument, BwOrderId order);
void bw_margin_expose (BwCore *core, BwAccountState *account);
void bw_margin_check (BwCore *core, BwAccountState *account, gboolean is_reducing);
void bw_margin_move_cash (BwCore *core, BwAccountState *account, BwFixed amount);
void bw_margin_bring (BwCore *core, BwAccountState *account, BwFixed cost);

void bw_margin_start_of_day (BwCore *core, BwAccountState *account);
void bw_margin_close_of_day (BwCore *core, BwAccountState *account);
void bw_margin_arm (BwCore *core);
void bw_margin_timer (BwCore *core);

/* Four or more, and more than 6 % of the trades, in five business days. */
static inline gboolean
bw_margin_is_pattern (guint n_day_trades, guint n_trades)
{
  return n_day_trades >= 4 && n_day_trades * 100 > n_trades * 6;
}

G_END_DECLS
