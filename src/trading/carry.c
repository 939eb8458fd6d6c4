/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/carry.h"

#include "trading/corporate.h"
#include "trading/ledger.h"
#include "trading/margin.h"

/* When a trading day ends, what one calendar day of its balances costs is noted; when the next one
 * begins, that counts for the days in between: three over a weekend. What has come together is posted,
 * to the cent, with the first day of a month; the rest of a cent is carried on. */

#define DAYS_A_YEAR 360
#define BORROW_LOT BW_FIXED (100)
#define CENT_E16 ((__int128) 1000000 * BW_FIXED_ONE_E8)

/* Of one day: shares sold short, up to the hundred, at the mark. */
static __int128
borrow_day_e16 (const BwCore *core, const BwAccountState *account)
{
  __int128 sum_e16 = 0;

  for (guint32 slot = account->first_held; slot != BW_NIL;)
    {
      const BwPositionState *position = bw_core_position_at (core, slot);
      const BwInstrumentState *instrument = bw_core_instrument_state (core, position->instrument);
      BwFixed rate = instrument->borrow_rate, borrowed;
      __int128 value_e16;

      slot = position->next_held;
      if (position->quantity.e8 >= 0 || !bw_margin_is_marginable (&instrument->definition) ||
          (!instrument->has_borrow_rate &&
           !bw_rates_borrow (account->account.terms.fee_schedule, core->now, &rate)) ||
          !bw_fixed_round_to (bw_fixed_abs (position->quantity), BORROW_LOT, BW_ROUND_CEILING, &borrowed) ||
          !bw_margin_value_e16 (&instrument->definition, borrowed, bw_mark_of (instrument, position->quantity),
                                &value_e16))
        continue;
      /* Money to eight decimals first: its product with a rate has room then. */
      sum_e16 += value_e16 / BW_FIXED_ONE_E8 * rate.e8 / DAYS_A_YEAR;
    }
  return sum_e16;
}

/**
 * bw_carry_end_of_day:
 * @date: of the trading day that is over
 *
 * Source: SEMANTICS 3 Interest [AL-old].
 */
void
bw_carry_end_of_day (BwCore *core, BwDate date)
{
  for (guint i = 0; i < core->accounts->len; i++)
    {
      BwAccountState *account = g_ptr_array_index (core->accounts, i);
      const char *schedule = account->account.terms.fee_schedule;
      BwFixed cash = account->account.cash;
      BwCarry *carry = &account->carry;

      carry->date = date;
      carry->debit_day_e16 = carry->credit_day_e16 = carry->borrow_day_e16 = 0;
      if (!bw_corporate_pays (account))
        continue;
      if (cash.e8 < 0)
        bw_rates_of_day_e16 (schedule, BW_RATE_DEBIT, core->now, bw_fixed_abs (cash), &carry->debit_day_e16);
      else if (cash.e8 > 0)
        bw_rates_of_day_e16 (schedule, BW_RATE_CREDIT, core->now, cash, &carry->credit_day_e16);
      carry->borrow_day_e16 = borrow_day_e16 (core, account);
    }
}

/* To the cent, half-even. */
static gboolean
round_to_cent (__int128 e16, BwFixed *rounded)
{
  return bw_fixed_from_e16 (e16, BW_ROUND_HALF_EVEN, rounded) &&
         bw_fixed_round_to (*rounded, (BwFixed){ 1000000 }, BW_ROUND_HALF_EVEN, rounded);
}

static void
post (BwCore *core, BwAccountState *account, BwActivity activity, __int128 *owed_e16)
{
  BwAccount *a = &account->account;
  BwFixed owed, cash, interest;
  BwPostingSet *set;

  if (!round_to_cent (*owed_e16, &owed) || owed.e8 == 0 || !bw_fixed_sub (a->cash, owed, &cash) ||
      !bw_ledger_adds (a->interest, owed, &interest))
    return;
  a->cash = cash;
  a->interest = interest;
  *owed_e16 -= (__int128) owed.e8 * BW_FIXED_ONE_E8;
  set = bw_ledger_begin_set (core, account, activity, 2, 0);
  bw_ledger_write (&set->postings[0], BW_LEDGER_CASH, 0, bw_ledger_negated (owed), BW_FIXED_ZERO);
  bw_ledger_write (&set->postings[1], BW_LEDGER_INTEREST, 0, owed, BW_FIXED_ZERO);
  bw_ledger_post_set (account, set);
}

/* Owed and not posted yet, in money. */
BwFixed
bw_carry_owed (const BwCarry *carry)
{
  BwFixed owed;

  return bw_fixed_from_e16 (carry->interest_e16 + carry->borrow_e16, BW_ROUND_HALF_EVEN, &owed)
             ? owed
             : BW_FIXED_MAX;
}

static gint
month_of (BwDate date)
{
  int year, month, day;

  bw_date_to_ymd (date, &year, &month, &day);
  return 12 * year + month;
}

/**
 * bw_carry_start_of_day:
 * @date: of the trading day that begins
 */
void
bw_carry_start_of_day (BwCore *core, BwDate date)
{
  for (guint i = 0; i < core->accounts->len; i++)
    {
      BwAccountState *account = g_ptr_array_index (core->accounts, i);
      BwCarry *carry = &account->carry;
      gint64 n_days = carry->date != 0 && date > carry->date ? date - carry->date : 0;

      if (n_days == 0)
        continue;
      carry->interest_e16 += n_days * (carry->debit_day_e16 - carry->credit_day_e16);
      carry->borrow_e16 += n_days * carry->borrow_day_e16;
      if (month_of (date) != month_of (carry->date))
        {
          post (core, account, BW_ACTIVITY_INT, &carry->interest_e16);
          post (core, account, BW_ACTIVITY_BORROW, &carry->borrow_e16);
        }
      carry->date = date;
      carry->debit_day_e16 = carry->credit_day_e16 = carry->borrow_day_e16 = 0;
      account->account.accrued = bw_carry_owed (carry);
    }
}
