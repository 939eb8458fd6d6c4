/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/margin-fill.h"

#include "trading/margin-call.h"
#include "trading/margin-table.h"
#include "trading/margin.h"

/* What an execution does to the account's standing: day trades, day-trading power, settlement, good
 * faith, and whether it has borrowed. */

typedef struct
{
  BwCore *core;
  BwAccountState *account;
  BwPositionState *position;
  const BwMarginFill *fill;
  gint64 opening_e8, closing_e8; /* sizes */
} Change;

/* Figures of another day are gone. */
void
bw_margin_roll_position (const BwCore *core, BwPositionState *position)
{
  gint32 day = core->calendars[BW_CALENDAR_XNYS].day;

  if (position->margin_day == day)
    return;
  position->margin_day = day;
  position->opened_today = FALSE;
  position->day_quantity = position->day_cost = BW_FIXED_ZERO;
  position->day_trade_order = 0;
}

/* After a split the shares of the day and those not paid for are as many as the rest. */
void
bw_margin_scale_position (BwPositionState *position, BwFixed to, BwFixed from)
{
  if (!bw_fixed_mul_div (position->day_quantity, to, from, BW_ROUND_FLOOR, &position->day_quantity) ||
      !bw_fixed_mul_div (position->unfunded, to, from, BW_ROUND_FLOOR, &position->unfunded))
    position->day_quantity = position->unfunded = BW_FIXED_ZERO;
}

/**
 * bw_margin_settles_in:
 *
 * Returns: business days until a trade made now settles; coins and currencies settle at once
 */
int
bw_margin_settles_in (const BwCore *core, const BwInstrument *instrument)
{
  return bw_margin_is_marginable (instrument) ? bw_margin_table_settlement_days (core->now) : 0;
}

static void
flag_pattern (Change *change)
{
  BwAccountMargin *margin = &change->account->account.margin;
  guint n_day_trades = 0, n_trades = 0;

  for (int i = 0; i < BW_DAY_TRADE_DAYS; i++)
    {
      n_day_trades += margin->n_day_trades[i];
      n_trades += margin->n_trades[i];
    }
  if (margin->is_pattern_day_trader || !bw_margin_is_pattern (n_day_trades, n_trades))
    return;
  margin->is_pattern_day_trader = TRUE;
  bw_margin_say (change->core, change->account, BW_MARGIN_PATTERN, BW_REASON_DAY_TRADES,
                 BW_FIXED_ZERO, 0);
}

/* A day trade is a change of direction: whatever was opened today and then closed by one order,
 * however many executions either took. The other way round is none. Source: [AL-prot 2025] and its
 * counting examples; FINRA's interpretation /02 of Rule 4210(f)(8)(B). */
static void
count_day_trades (Change *change)
{
  BwAccountMargin *margin = &change->account->account.margin;
  BwPositionState *position = change->position;
  BwOrderId order = change->fill->order->id;

  if (change->fill->is_first && margin->n_trades[0] < G_MAXUINT16)
    margin->n_trades[0]++;
  if (change->closing_e8 > 0 && position->opened_today && position->day_trade_order != order)
    {
      position->opened_today = FALSE;
      position->day_trade_order = order;
      if (margin->n_day_trades[0] < G_MAXUINT16)
        margin->n_day_trades[0]++;
      flag_pattern (change);
    }
  if (change->opening_e8 > 0)
    position->opened_today = TRUE;
}

static BwFixed
share (BwFixed whole, gint64 part_e8, gint64 of_e8)
{
  BwFixed result;

  return bw_fixed_mul_div (whole, (BwFixed){ part_e8 }, (BwFixed){ of_e8 }, BW_ROUND_HALF_EVEN, &result)
             ? result : BW_FIXED_ZERO;
}

/* What is opened today takes day-trading power at its entry price, and gives the same back when it is
 * closed today, whatever it earned. Source: [AL-old] user protections, DTMC. */
static void
count_day_power (Change *change)
{
  BwAccountMargin *margin = &change->account->account.margin;
  BwPositionState *position = change->position;
  const BwLedgerFill *booked = change->fill->booked;

  if (change->closing_e8 > 0 && position->day_quantity.e8 > 0)
    {
      gint64 closed_e8 = MIN (change->closing_e8, position->day_quantity.e8);
      BwFixed back = share (position->day_cost, closed_e8, position->day_quantity.e8);

      position->day_quantity.e8 -= closed_e8;
      position->day_cost.e8 -= back.e8;
      margin->day_power_used.e8 = MAX (margin->day_power_used.e8 - back.e8, 0);
    }
  if (change->opening_e8 > 0)
    {
      BwFixed amount = share (bw_fixed_abs (booked->cash), change->opening_e8, booked->quantity.e8);
      BwFixed cost;

      if (!bw_margin_cost (change->core, change->account, &change->fill->instrument->definition,
                           booked->side, booked->price, margin->last_equity, amount, &cost) ||
          !bw_fixed_add (margin->day_power_used, cost, &margin->day_power_used))
        margin->day_power_used = BW_FIXED_MAX;
      else
        {
          position->day_quantity.e8 += change->opening_e8;
          position->day_cost.e8 += cost.e8;
        }
    }
}

/* Proceeds wait for settlement; what buys a short back comes out of the proceeds that wait. */
static void
count_unsettled (Change *change, int n_days)
{
  BwAccountMargin *margin = &change->account->account.margin;
  gint64 amount_e8 = change->fill->booked->cash.e8 - change->fill->booked->fee.e8;

  if (amount_e8 > 0)
    {
      if (!bw_fixed_add (margin->unsettled[n_days - 1], (BwFixed){ amount_e8 }, &margin->unsettled[n_days - 1]))
        margin->unsettled[n_days - 1] = BW_FIXED_MAX;
      return;
    }
  for (int i = n_days - 1; i >= 0 && change->closing_e8 > 0 && amount_e8 < 0; i--)
    {
      gint64 taken_e8 = MIN (-amount_e8, margin->unsettled[i].e8);

      margin->unsettled[i].e8 -= taken_e8;
      amount_e8 += taken_e8;
    }
}

/* A purchase beyond settled cash is paid for only when the proceeds it uses settle. */
static void
note_funding (Change *change, BwFixed unsettled_before, int n_days)
{
  const BwAccountMargin *margin = &change->account->account.margin;
  BwPositionState *position = change->position;
  gint64 spent_e8 = -change->fill->booked->cash.e8 + change->fill->booked->fee.e8;
  gint64 missing_e8 = spent_e8 - (change->fill->cash.e8 - unsettled_before.e8);
  gint32 day = change->core->calendars[BW_CALENDAR_XNYS].day;
  int i = 0;

  if (day >= position->unfunded_until && !position->is_unpaid)
    position->unfunded = BW_FIXED_ZERO;
  if (missing_e8 <= 0)
    return;
  while (i < BW_SETTLEMENT_DAYS_MAX && missing_e8 > margin->unsettled[i].e8)
    missing_e8 -= margin->unsettled[i++].e8;
  if (i == BW_SETTLEMENT_DAYS_MAX)
    {
      position->is_unpaid = TRUE; /* it took more than there was */
      i = n_days - 1;
    }
  position->unfunded.e8 += change->fill->booked->quantity.e8;
  position->unfunded_until = MAX (position->unfunded_until, day + i + 1);
}

/* Selling what is not paid for yet: the shares bought with settled cash go first. */
static void
note_violation (Change *change)
{
  BwPositionState *position = change->position;
  gint64 funded_e8, early_e8;
  gboolean is_free_riding = position->is_unpaid && change->fill->cash.e8 < 0;

  if (position->unfunded.e8 == 0)
    return;
  if (change->core->calendars[BW_CALENDAR_XNYS].day >= position->unfunded_until && !is_free_riding)
    {
      position->unfunded = BW_FIXED_ZERO;
      position->is_unpaid = FALSE;
      return;
    }
  funded_e8 = change->fill->held.e8 - position->unfunded.e8;
  early_e8 = change->fill->booked->quantity.e8 - MAX (funded_e8, 0);
  if (early_e8 <= 0)
    return;
  position->unfunded.e8 = MAX (position->unfunded.e8 - early_e8, 0);
  if (position->unfunded.e8 == 0)
    position->is_unpaid = FALSE;
  if (position->violation_order == change->fill->order->id)
    return;
  position->violation_order = change->fill->order->id;
  bw_margin_violate (change->core, change->account,
                     is_free_riding ? BW_REASON_FREE_RIDING : BW_REASON_GOOD_FAITH,
                     position->instrument, change->fill->order->id);
}

/**
 * bw_margin_after_fill:
 *
 * The fill is booked: position and account are as they are after it. Cost: O(1); O(positions) for an
 * account that has borrowed.
 */
void
bw_margin_after_fill (BwCore *core, BwAccountState *account, BwPositionState *position,
                      const BwMarginFill *fill)
{
  BwAccount *a = &account->account;
  gint64 sign = fill->booked->side == BW_SIDE_BUY ? 1 : -1;
  gint64 held_e8 = fill->held.e8, quantity_e8 = fill->booked->quantity.e8;
  Change change = { core, account, position, fill, 0, 0 };
  BwFixed unsettled_before = bw_margin_unsettled (a);
  int n_days = bw_margin_settles_in (core, &fill->instrument->definition);

  change.closing_e8 = (held_e8 > 0) != (sign > 0) ? MIN (ABS (held_e8), quantity_e8) : 0;
  change.opening_e8 = quantity_e8 - change.closing_e8;
  bw_margin_roll_position (core, position);
  if (n_days > 0)
    {
      count_unsettled (&change, n_days);
      if (a->terms.type == BW_ACCOUNT_CASH && sign > 0)
        note_funding (&change, unsettled_before, n_days);
      else if (a->terms.type == BW_ACCOUNT_CASH)
        note_violation (&change);
    }
  if (a->terms.type != BW_ACCOUNT_MARGIN)
    return;
  if (n_days > 0 && bw_margin_regime (core, account) == BW_MARGIN_RULE_REGT_PDT)
    count_day_trades (&change);
  if (a->terms.multiplier == 4)
    count_day_power (&change);
  if (a->cash.e8 < 0 || position->quantity.e8 < 0)
    bw_margin_expose (core, account);
  if (a->margin.is_exposed)
    bw_margin_check (core, account, change.opening_e8 > 0);
}
