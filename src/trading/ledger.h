/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"
#include "trading/posting.h"

G_BEGIN_DECLS

/**
 * BwLedgerFill:
 * @side, @quantity, @price: the execution
 * @order_quantity, @order_amount: what its order had filled before
 * @is_maker: it rested in the book
 * @is_coin: of a coin, whose fees have a name of their own
 * @fill: its number (out), as all below
 * @cash: what the cash changes by, before the fee
 * @fees: what it costs; @fee: their worth in the account's money
 * @securities: what the position's cost changes by
 *
 * One execution as the books see it.
 */
typedef struct
{
  BwSide side;
  BwFixed quantity, price;
  BwFixed order_quantity, order_amount;
  gboolean is_maker, is_coin;
  BwFillId fill;
  BwFixed cash, securities, realized, fee;
  BwFees fees;
} BwLedgerFill;

gboolean bw_ledger_book_fill (BwCore *core, BwAccountState *account, BwPositionState *position, const BwInstrumentState *instrument, BwLedgerFill *booked);
void bw_ledger_say_fill (BwCore *core, BwAccountState *account, const BwInstrumentState *instrument, const BwLedgerFill *booked);
gboolean bw_ledger_move_cash (BwCore *core, BwAccountState *account, BwFixed amount);
gboolean bw_ledger_transfer_in (BwCore *core, BwAccountState *account, BwPositionState *position, BwInstrumentState *instrument, BwFixed quantity, BwFixed price);
void bw_ledger_set_held (BwCore *core, BwAccountState *account, BwPositionState *position, gboolean was_held);
gboolean bw_ledger_cash_out (BwCore *core, BwAccountState *account, BwPositionState *position, const BwInstrumentState *instrument, BwActivity activity, BwFixed quantity, BwFixed cash);
void bw_ledger_begin_position_day (const BwCore *core, const BwInstrumentState *instrument, BwPositionState *position);

/* What every change of the books is made of. */
BwPostingSet *bw_ledger_begin_set (BwCore *core, const BwAccountState *account, BwActivity activity, int n_postings, BwFillId fill);
void bw_ledger_write (BwPosting *posting, BwLedger ledger, BwInstrumentId instrument, BwFixed amount, BwFixed quantity);
void bw_ledger_post_set (BwAccountState *account, const BwPostingSet *set);
gboolean bw_ledger_adds (BwFixed a, BwFixed b, BwFixed *sum);
gboolean bw_ledger_money_of (const BwInstrument *definition, BwFixed quantity, BwFixed price, BwFixed *money);

static inline BwFixed
bw_ledger_negated (BwFixed amount)
{
  /* Amounts in the books are checked to stay away from the range's end. */
  return (BwFixed){ -amount.e8 };
}

G_END_DECLS
