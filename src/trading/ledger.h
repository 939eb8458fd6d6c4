/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

/**
 * BwLedgerFill:
 * @side, @quantity, @price: the execution
 * @fill: its number (out), as all below
 * @cash: what the cash changes by, before the fee
 * @securities: what the position's cost changes by
 *
 * One execution as the books see it.
 */
typedef struct
{
  BwSide side;
  BwFixed quantity, price;
  BwFillId fill;
  BwFixed cash, securities, realized, fee;
} BwLedgerFill;

gboolean bw_ledger_book_fill (BwCore *core, BwAccountState *account, BwPositionState *position, const BwInstrumentState *instrument, BwLedgerFill *booked);
void bw_ledger_say_fill (BwCore *core, BwAccountState *account, const BwInstrumentState *instrument, const BwLedgerFill *booked);
gboolean bw_ledger_move_cash (BwCore *core, BwAccountState *account, BwFixed amount);
gboolean bw_ledger_transfer_in (BwCore *core, BwAccountState *account, BwPositionState *position, BwInstrumentState *instrument, BwFixed quantity, BwFixed price);
void bw_ledger_set_held (BwCore *core, BwAccountState *account, BwPositionState *position, gboolean was_held);

G_END_DECLS
