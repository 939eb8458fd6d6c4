/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/corporate.h"

#include "trading/ledger.h"
#include "trading/working.h"

/* A dividend is owed from its ex-date on: to those who are long before it, by those who are short. It
 * is part of the account's equity at once, as the price falls at once, and cash when it is paid. */

#define CENT ((BwFixed){ 1000000 })

/* By payment; of one instant in the order they were declared. */
void
bw_dividend_add (BwCore *core, const BwReceivable *receivable)
{
  guint index = core->dividends->len;

  while (index > 0 && g_array_index (core->dividends, BwReceivable, index - 1).pay > receivable->pay)
    index--;
  g_array_insert_val (core->dividends, index, *receivable);
  core->next_due = MIN (core->next_due, bw_dividend_due (core));
}

/* @ledger takes the dividend's amount from where it was; the account's figures with it. */
static void
post (BwCore *core, BwAccountState *account, BwActivity activity, const BwReceivable *dividend,
      BwLedger to, BwLedger from)
{
  BwPostingSet *set = bw_ledger_begin_set (core, account, activity, 2, 0);

  bw_ledger_write (&set->postings[0], to, to == BW_LEDGER_CASH ? 0 : dividend->instrument, dividend->amount,
                   BW_FIXED_ZERO);
  bw_ledger_write (&set->postings[1], from, dividend->instrument, bw_ledger_negated (dividend->amount),
                   BW_FIXED_ZERO);
  bw_ledger_post_set (account, set);
}

static gboolean
declare (BwCore *core, BwAccountState *account, const BwReceivable *dividend)
{
  BwAccount *a = &account->account;
  gboolean is_paid_now = dividend->pay <= core->now;
  BwFixed dividends, held;

  if (!bw_ledger_adds (a->dividends, dividend->amount, &dividends) ||
      !bw_ledger_adds (is_paid_now ? a->cash : a->receivable, dividend->amount, &held))
    return FALSE;
  a->dividends = dividends;
  if (is_paid_now)
    {
      a->cash = held;
      post (core, account, BW_ACTIVITY_DIV, dividend, BW_LEDGER_CASH, BW_LEDGER_DIVIDENDS);
      return TRUE;
    }
  a->receivable = held;
  post (core, account, BW_ACTIVITY_DIVEX, dividend, BW_LEDGER_RECEIVABLE, BW_LEDGER_DIVIDENDS);
  bw_dividend_add (core, dividend);
  return TRUE;
}

/**
 * bw_dividend_pay_first:
 *
 * The dividend that is due turns into cash. One that no longer fits the account's cash stays owed.
 */
void
bw_dividend_pay_first (BwCore *core)
{
  BwReceivable dividend = g_array_index (core->dividends, BwReceivable, 0);
  BwAccountState *account = bw_core_account_state (core, dividend.account);
  BwFixed cash;

  g_array_remove_index (core->dividends, 0);
  if (!bw_ledger_adds (account->account.cash, dividend.amount, &cash))
    return;
  account->account.cash = cash;
  account->account.receivable.e8 -= dividend.amount.e8;
  post (core, account, BW_ACTIVITY_DIV, &dividend, BW_LEDGER_CASH, BW_LEDGER_RECEIVABLE);
}

/**
 * bw_dividend_take:
 *
 * Returns: why it is refused; %BW_REASON_NONE when it is declared
 */
BwReason
bw_dividend_take (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event)
{
  if (event->dividend.amount.e8 <= 0)
    return BW_REASON_PRICE;
  if (event->dividend.pay == BW_TIME_MAX)
    return BW_REASON_NOT_ALLOWED;
  bw_corporate_reduce_orders (core, instrument, event->dividend.amount);
  for (guint i = 0; i < core->accounts->len; i++)
    {
      BwAccountState *account = g_ptr_array_index (core->accounts, i);
      guint32 slot = bw_position_find (core, account->account.id, instrument->definition.id);
      const BwPositionState *position = slot == BW_NIL ? NULL : bw_core_position_at (core, slot);
      BwReceivable dividend = { event->dividend.pay, account->account.id, instrument->definition.id,
                                BW_FIXED_ZERO };
      BwCorporateAction *action;

      if (position == NULL || position->quantity.e8 == 0 || !bw_corporate_pays (account) ||
          !bw_ledger_money_of (&instrument->definition, position->quantity, event->dividend.amount,
                               &dividend.amount) ||
          !bw_fixed_round_to (dividend.amount, CENT, BW_ROUND_HALF_EVEN, &dividend.amount) ||
          dividend.amount.e8 == 0 || !declare (core, account, &dividend))
        continue;
      action = bw_corporate_say (core, event, instrument, position);
      action->cash = dividend.amount;
      action->to = event->dividend.amount;
      action->pay = MAX (event->dividend.pay, core->now);
    }
  return BW_REASON_NONE;
}
