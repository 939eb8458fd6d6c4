/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/reset.h"

#include "trading/execute.h"
#include "trading/ledger.h"
#include "trading/lots.h"
#include "trading/risk/own.h"
#include "trading/risk/risk.h"
#include "trading/setup.h"
#include "trading/working.h"

/* A reset closes the books by postings against capital: positions leave at their cost, every account
 * of the ledger goes back to nothing, and the cash is what was asked for. What was, stays in the
 * history; the figures begin anew. */

static void
drop_position (BwCore *core, BwAccountState *account, BwPositionState *position)
{
  gboolean was_held = position->quantity.e8 != 0;
  BwPostingSet *set;

  if (was_held)
    {
      set = bw_ledger_begin_set (core, account, BW_ACTIVITY_JNLS, 2, 0);
      bw_ledger_write (&set->postings[0], BW_LEDGER_SECURITIES, position->instrument,
                       bw_ledger_negated (position->cost), bw_ledger_negated (position->quantity));
      bw_ledger_write (&set->postings[1], BW_LEDGER_CAPITAL, 0, position->cost, BW_FIXED_ZERO);
      bw_ledger_post_set (account, set);
      bw_lots_take (core, position, position->quantity, (BwLotMethod) account->account.terms.lot_method);
    }
  position->quantity = position->cost = position->realized = position->realized_before_day = BW_FIXED_ZERO;
  bw_ledger_set_held (core, account, position, was_held);
  position->opened_today = position->is_unpaid = FALSE;
  position->day_quantity = position->day_cost = position->unfunded = BW_FIXED_ZERO;
}

/* By rising instrument: the account's own list goes by what came last, which a core that was loaded
 * from its saved state doesn't know. */
static void
drop_positions (BwCore *core, BwAccountState *account)
{
  for (BwInstrumentId id = 1; id < core->instruments->len; id++)
    {
      guint32 slot = bw_position_find (core, account->account.id, id);

      if (slot != BW_NIL)
        drop_position (core, account, bw_core_position_at (core, slot));
    }
}

/* What one account of the ledger has left, taken out of it. */
static gboolean
close_ledger (const BwAccountState *account, BwLedger ledger, BwFixed target, BwPosting *posting)
{
  __int128 change_e8 = target.e8 - account->ledger_e8[ledger];

  if (change_e8 > G_MAXINT64 || change_e8 <= G_MININT64)
    return FALSE;
  bw_ledger_write (posting, ledger, 0, (BwFixed){ (gint64) change_e8 }, BW_FIXED_ZERO);
  return TRUE;
}

static void
close_books (BwCore *core, BwAccountState *account, const BwPosting *postings, int n_postings)
{
  BwPostingSet *set = bw_ledger_begin_set (core, account, BW_ACTIVITY_JNLC, n_postings, 0);

  for (int i = 0; i < n_postings; i++)
    set->postings[i] = postings[i];
  bw_ledger_post_set (account, set);
}

static void
forget_dividends (BwCore *core, BwAccountId account)
{
  for (guint i = core->dividends->len; i > 0; i--)
    if (g_array_index (core->dividends, BwReceivable, i - 1).account == account)
      g_array_remove_index (core->dividends, i - 1);
}

/**
 * bw_reset_account:
 * @cash: what it begins with again, 0 or above
 *
 * Returns: why not, with nothing changed; %BW_REASON_NONE when it is done
 */
BwReason
bw_reset_account (BwCore *core, BwAccountState *account, BwFixed cash)
{
  static const BwLedger closed[] = { BW_LEDGER_REALIZED, BW_LEDGER_FEES, BW_LEDGER_DIVIDENDS,
                                     BW_LEDGER_INTEREST, BW_LEDGER_RECEIVABLE };
  BwPosting postings[G_N_ELEMENTS (closed) + 2];
  BwAccount *a = &account->account;
  BwWorkingFilter orders = { .account = a->id };
  gboolean fits = close_ledger (account, BW_LEDGER_CASH, cash, &postings[0]);
  __int128 sum_e8 = 0;

  if (cash.e8 < 0)
    return BW_REASON_QUANTITY;
  for (gsize i = 0; i < G_N_ELEMENTS (closed); i++)
    fits &= close_ledger (account, closed[i], BW_FIXED_ZERO, &postings[1 + i]);
  for (gsize i = 0; fits && i <= G_N_ELEMENTS (closed); i++)
    sum_e8 += postings[i].amount.e8;
  if (!fits || sum_e8 >= G_MAXINT64 || sum_e8 <= G_MININT64)
    return BW_REASON_NOTIONAL_TOO_LARGE;
  bw_execute_cancel_all (core, &orders, BW_REASON_CANCELED_BY_USER);
  drop_positions (core, account);
  /* The sum of the others, which fits. */
  bw_invariant (close_ledger (account, BW_LEDGER_CAPITAL, bw_ledger_negated (cash),
                              &postings[G_N_ELEMENTS (closed) + 1]));
  close_books (core, account, postings, G_N_ELEMENTS (postings));
  forget_dividends (core, a->id);
  bw_own_forget (core, a->id);
  account->tally = (BwFeeTally){ 0 };
  account->carry = (BwCarry){ 0 };
  a->cash = a->deposits = a->day_start_equity = cash;
  a->realized = a->fees = a->day_start_realized = BW_FIXED_ZERO;
  a->dividends = a->interest = a->receivable = a->accrued = BW_FIXED_ZERO;
  a->opened = core->now;
  a->margin = (BwAccountMargin){ .last_equity = cash };
  a->halt = BW_HALT_NONE;
  a->halt_reason = BW_REASON_NONE;
  bw_risk_forget_peak (core, account);
  bw_setup_say_account (core, account);
  return BW_REASON_NONE;
}
