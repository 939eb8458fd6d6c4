/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/risk/risk.h"

#include "trading/execute.h"
#include "trading/margin.h"
#include "trading/risk/own.h"
#include "trading/setup.h"
#include "trading/working.h"

/* Losses that halt an account. Its equity changes with every quote, but no quote is asked to look:
 * losses are looked at after an event that filled one of its orders, before each of its orders, when
 * a limit is set, when a day begins, and once a minute when the clock goes beyond it. A tick costs
 * nothing, and a loss is seen at most a minute late.
 *
 * A halted account may close and cancel. Its open orders that would open or add are cancelled with
 * the halt's reason; exits stay. A daily loss is over with the day. A drawdown lasts until the halt
 * is lifted by hand, which measures anew from there. Lifting a daily loss by hand while the loss is
 * still there halts again at the next look: raise the limit or switch it off first. */

/**
 * bw_risk_losses_of:
 * @equity, @total_profit: the account's, now
 *
 * bw_risk_losses() where these are at hand.
 */
gboolean
bw_risk_losses_of (const BwAccountState *account, BwFixed equity, BwFixed total_profit,
                   BwFixed *day_loss, BwFixed *drawdown)
{
  const BwAccount *a = &account->account;
  BwFixed loss, highest, peak;

  if (!bw_fixed_sub (a->day_start_equity, equity, &loss))
    return FALSE;
  if (loss.e8 == 0)
    *day_loss = BW_FIXED_ZERO;
  else if (!bw_fixed_div (loss, a->day_start_equity, BW_ROUND_HALF_EVEN, day_loss))
    *day_loss = loss.e8 > 0 ? BW_FIXED (1) : BW_FIXED_ZERO;
  peak = bw_fixed_max (account->risk->peak_profit, total_profit);
  if (!bw_fixed_sub (peak, total_profit, &loss) || !bw_fixed_add (a->deposits, peak, &highest))
    return FALSE;
  if (loss.e8 == 0)
    *drawdown = BW_FIXED_ZERO;
  else if (highest.e8 <= 0 || !bw_fixed_div (loss, highest, BW_ROUND_HALF_EVEN, drawdown))
    *drawdown = loss.e8 > 0 ? BW_FIXED (1) : BW_FIXED_ZERO;
  return TRUE;
}

/**
 * bw_risk_losses:
 * @day_loss: (out): of the day's starting equity, a fraction; below 0: a profit
 * @drawdown: (out): below the highest equity since the limit was set, a fraction of that
 *
 * Deposits and withdrawals are neither. Returns: %FALSE when a figure is out of range
 */
gboolean
bw_risk_losses (const BwCore *core, const BwAccountState *account, BwFixed *day_loss, BwFixed *drawdown)
{
  BwFixed equity, total_profit;

  return bw_margin_profit (core, account, &equity, &total_profit) &&
         bw_risk_losses_of (account, equity, total_profit, day_loss, drawdown);
}

/* The drawdown is measured from what the equity is now. */
void
bw_risk_forget_peak (BwCore *core, BwAccountState *account)
{
  BwAccountFigures figures;

  if (account->risk->keeps_peak &&
      bw_margin_figures (core, account, &figures))
    account->risk->peak_profit = figures.total_profit;
}

/* An order that ends may take others with it. */
static void
cancel_openings (BwCore *core, BwAccountId account, BwReason reason)
{
  BwWorkingFilter filter = { .account = account };
  GArray *slots = bw_working_list (core, &filter);

  for (guint i = 0; i < slots->len; i++)
    {
      guint32 slot = g_array_index (slots, guint32, i);

      if (bw_working_is_open (core, slot) && (bw_core_working (core, slot)->bits & BW_WORKING_OPENS) != 0)
        bw_execute_end_order (core, slot, BW_ORDER_CANCELED, reason);
    }
  g_array_unref (slots);
}

static void
halt (BwCore *core, BwAccountState *account, BwReason reason)
{
  account->account.halt = BW_HALT_NEW_ORDERS;
  account->account.halt_reason = (guint8) reason;
  bw_setup_say_account (core, account);
  cancel_openings (core, account->account.id, reason);
}

static gboolean
is_beyond (const BwLimit *limit, BwFixed loss)
{
  return limit != NULL && bw_fixed_compare (loss, limit->value) >= 0;
}

/* Raises the peak and halts an account whose losses are beyond its limits. */
static void
look (BwCore *core, BwAccountState *account, BwFixed equity, BwFixed total_profit)
{
  BwRiskAccount *risk = account->risk;
  BwFixed day_loss, drawdown;

  if (risk->keeps_peak)
    risk->peak_profit = bw_fixed_max (risk->peak_profit, total_profit);
  if (core->risk->n_drawdowns > 0)
    bw_own_raise (core, account->account.id);
  if (account->account.halt != BW_HALT_NONE ||
      !bw_risk_losses_of (account, equity, total_profit, &day_loss, &drawdown))
    return;
  if (is_beyond (risk->active[BW_LIMIT_DAILY_LOSS], day_loss))
    halt (core, account, BW_REASON_DAILY_LOSS);
  else if (is_beyond (risk->active[BW_LIMIT_DRAWDOWN], drawdown))
    halt (core, account, BW_REASON_DRAWDOWN);
}

/* Halts @account when its losses are beyond its limits. One that is halted stays as it is. */
void
bw_risk_watch (BwCore *core, BwAccountState *account)
{
  BwFixed equity, total_profit;

  if (account->risk->watches_losses && bw_margin_profit (core, account, &equity, &total_profit))
    look (core, account, equity, total_profit);
}

/**
 * bw_risk_watch_figures:
 * @figures: (out): the account's
 *
 * bw_risk_watch() for who needs the figures too.
 *
 * Returns: whether @figures are its figures still: losses were looked at, and nothing was halted
 */
gboolean
bw_risk_watch_figures (BwCore *core, BwAccountState *account, BwAccountFigures *figures)
{
  if (!account->risk->watches_losses)
    return FALSE;
  if (!bw_margin_figures (core, account, figures))
    {
      bw_risk_watch (core, account);
      return FALSE;
    }
  look (core, account, figures->equity, figures->total_profit);
  return account->account.halt == BW_HALT_NONE;
}

/* After an event: the accounts that had fills in it. */
void
bw_risk_run_watches (BwCore *core)
{
  core->risk->is_any_due = FALSE;
  for (guint i = 0; i < core->accounts->len; i++)
    {
      BwAccountState *account = g_ptr_array_index (core->accounts, i);

      if (!account->risk->is_due)
        continue;
      account->risk->is_due = FALSE;
      bw_risk_watch (core, account);
    }
}

/* The clock goes beyond a full minute. One look is enough for many minutes in which nothing came:
 * bw_risk_schedule() says when the next is. */
void
bw_risk_check_minute (BwCore *core)
{
  core->risk->next_check = BW_TIME_MAX;
  for (guint i = 0; i < core->accounts->len; i++)
    bw_risk_watch (core, g_ptr_array_index (core->accounts, i));
}

/* The first full minute from now on, where an account's losses are watched. */
void
bw_risk_schedule (BwCore *core)
{
  gboolean is_any = FALSE;
  BwTime into;

  for (guint i = 0; i < core->accounts->len; i++)
    is_any |= ((BwAccountState *) g_ptr_array_index (core->accounts, i))->risk->watches_losses;
  core->risk->next_check = BW_TIME_MAX;
  if (!is_any || core->now == BW_TIME_NONE || core->now > BW_TIME_MAX - BW_MINUTE)
    return;
  into = ((core->now % BW_MINUTE) + BW_MINUTE) % BW_MINUTE;
  core->risk->next_check = into == 0 ? core->now : core->now + BW_MINUTE - into;
}

/* A daily loss ends with its day; the new day's starting equity is known. */
void
bw_risk_begin_day (BwCore *core, BwAccountState *account)
{
  if (account->account.halt != BW_HALT_NONE && account->account.halt_reason == BW_REASON_DAILY_LOSS)
    {
      account->account.halt = BW_HALT_NONE;
      account->account.halt_reason = BW_REASON_NONE;
      bw_setup_say_account (core, account);
    }
  bw_risk_watch (core, account);
}
