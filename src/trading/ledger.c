/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/ledger.h"

#include "trading/execute.h"
#include "trading/fees.h"
#include "trading/lots.h"
#include "trading/margin.h"
#include "trading/risk/exposure.h"
#include "trading/wait.h"
#include "trading/working.h"

/* The books. A change first computes every new figure and refuses when one does not fit; only then
 * is anything written, and what is written is a set of postings that sums to zero. */

/**
 * bw_ledger_begin_set:
 * @fill: what it comes from; 0 where none
 *
 * A set of @n_postings, said but still empty: each is written and the set posted before anything
 * else is said.
 */
BwPostingSet *
bw_ledger_begin_set (BwCore *core, const BwAccountState *account, BwActivity activity, int n_postings,
                     BwFillId fill)
{
  gsize body_bytes = G_STRUCT_OFFSET (BwPostingSet, postings) + (gsize) n_postings * sizeof (BwPosting);
  BwPostingSet *set = bw_execute_say (core, BW_OUTPUT_POSTINGS, body_bytes);

  set->id = core->next_posting_set++;
  set->account = account->account.id;
  set->activity = (guint8) activity;
  set->n_postings = (guint8) n_postings;
  set->time = core->now;
  set->fill = fill;
  bw_wait_mark_accounts (core);
  return set;
}

/* The set's sum is checked where it is written: books that don't balance never leave the core. */
void
bw_ledger_post_set (BwAccountState *account, const BwPostingSet *set)
{
  __int128 sum_e8 = 0;

  for (int i = 0; i < set->n_postings; i++)
    {
      account->ledger_e8[set->postings[i].ledger] += set->postings[i].amount.e8;
      sum_e8 += set->postings[i].amount.e8;
    }
  bw_invariant (sum_e8 == 0);
}

void
bw_ledger_write (BwPosting *posting, BwLedger ledger, BwInstrumentId instrument, BwFixed amount,
                 BwFixed quantity)
{
  posting->ledger = (guint8) ledger;
  posting->instrument = instrument;
  posting->amount = amount;
  posting->quantity = quantity;
}

/* A position that is not flat is in its account's list of held ones. */
void
bw_ledger_set_held (BwCore *core, BwAccountState *account, BwPositionState *position,
                    gboolean was_held)
{
  gboolean is_held = position->quantity.e8 != 0;
  guint32 slot;

  if (is_held == was_held)
    return;
  slot = bw_position_find (core, position->account, position->instrument);
  bw_exposure_note (core, slot);
  if (is_held)
    {
      position->previous_held = BW_NIL;
      position->next_held = account->first_held;
      if (account->first_held != BW_NIL)
        bw_core_position_at (core, account->first_held)->previous_held = slot;
      account->first_held = slot;
      position->opened = core->now;
      account->account.n_positions++;
      return;
    }
  if (position->previous_held != BW_NIL)
    bw_core_position_at (core, position->previous_held)->next_held = position->next_held;
  else
    account->first_held = position->next_held;
  if (position->next_held != BW_NIL)
    bw_core_position_at (core, position->next_held)->previous_held = position->previous_held;
  position->previous_held = position->next_held = BW_NIL;
  account->account.n_positions--;
}

void
bw_ledger_begin_position_day (const BwCore *core, const BwInstrumentState *instrument, BwPositionState *position)
{
  gint32 day = core->calendars[instrument->calendar].day;

  if (position->day == day)
    return;
  position->day = day;
  position->realized_before_day = position->realized;
}

gboolean
bw_ledger_adds (BwFixed a, BwFixed b, BwFixed *sum)
{
  /* MIN has no negative: it is out of range for the books. */
  return bw_fixed_add (a, b, sum) && sum->e8 != G_MININT64;
}

/* Money for @quantity at @price: what a sale brings, half-even at eight decimals. */
gboolean
bw_ledger_money_of (const BwInstrument *definition, BwFixed quantity, BwFixed price, BwFixed *money)
{
  __int128 value_e16;

  return bw_margin_value_e16 (definition, quantity, price, &value_e16) &&
         bw_fixed_from_e16 (value_e16, BW_ROUND_HALF_EVEN, money) && money->e8 != G_MININT64;
}

/* What the fill costs; the tally takes it in. */
static gboolean
charge_fill (const BwCore *core, BwAccountState *account, const BwInstrument *definition, BwFixed amount,
             BwFeeTally *tally, BwLedgerFill *booked)
{
  BwFeeQuestion question = {
    .schedule = account->account.terms.fee_schedule,
    .instrument = definition,
    .side = booked->side,
    .time = core->now,
    .day = core->calendars[BW_CALENDAR_XNYS].day,
    .quantity = booked->quantity,
    .amount = amount,
    .order_quantity = booked->order_quantity,
    .order_amount = booked->order_amount,
    .is_maker = booked->is_maker,
  };

  return bw_fees_of_fill (&question, tally, &booked->fees) &&
         bw_ledger_adds (booked->fees.cash, booked->fees.coins_amount, &booked->fee);
}

/**
 * bw_ledger_book_fill:
 * @booked: (inout): side, quantity, price and what its order had filled in; the rest out
 *
 * Closes lots of the other direction first, then opens with what is left, and updates account and
 * position. A fee in coins is taken out of what was bought. bw_ledger_say_fill() then writes the
 * postings.
 *
 * Returns: %FALSE, with nothing changed, when a figure would be out of range
 */
gboolean
bw_ledger_book_fill (BwCore *core, BwAccountState *account, BwPositionState *position,
                     const BwInstrumentState *instrument, BwLedgerFill *booked)
{
  const BwInstrument *definition = &instrument->definition;
  BwAccount *a = &account->account;
  BwLotMethod method = (BwLotMethod) a->terms.lot_method;
  BwFeeTally tally = account->tally;
  gint64 sign = booked->side == BW_SIDE_BUY ? 1 : -1;
  gint64 held_e8 = position->quantity.e8;
  gint64 closing_e8 = (held_e8 > 0) != (sign > 0) ? MIN (ABS (held_e8), booked->quantity.e8) : 0;
  BwFixed closing = { held_e8 > 0 ? closing_e8 : -closing_e8 }; /* of the position's sign */
  BwFixed opening = { sign * (booked->quantity.e8 - closing_e8) };
  BwFixed amount, closing_amount = BW_FIXED_ZERO, opening_cost, cost_taken, cost, quantity, cash, account_realized, realized, fees;

  if (!bw_ledger_money_of (definition, booked->quantity, booked->price, &amount) ||
      (closing_e8 != 0 && closing_e8 != booked->quantity.e8 &&
       !bw_ledger_money_of (definition, (BwFixed){ closing_e8 }, booked->price, &closing_amount)) ||
      !charge_fill (core, account, definition, amount, &tally, booked))
    return FALSE;
  if (closing_e8 == 0 || closing_e8 == booked->quantity.e8)
    closing_amount = closing_e8 == 0 ? BW_FIXED_ZERO : amount;
  if (booked->fees.coins.e8 > opening.e8)
    booked->fees = (BwFees){ .cash = booked->fee }; /* there are no coins to take it from */
  booked->cash = (BwFixed){ -sign * amount.e8 };
  cost_taken = closing_e8 == 0 ? BW_FIXED_ZERO : bw_lots_cost_of (core, position, closing, method);
  opening_cost.e8 = sign * (amount.e8 - closing_amount.e8) - booked->fees.coins_amount.e8;
  if (!bw_ledger_adds ((BwFixed){ -sign * closing_amount.e8 }, bw_ledger_negated (cost_taken), &booked->realized) ||
      !bw_ledger_adds ((BwFixed){ sign * (amount.e8 - closing_amount.e8) }, bw_ledger_negated (cost_taken), &booked->securities) ||
      !bw_ledger_adds (position->cost, booked->securities, &cost) ||
      !bw_ledger_adds (position->quantity, (BwFixed){ sign * booked->quantity.e8 }, &quantity) ||
      !bw_ledger_adds (a->cash, booked->cash, &cash) || !bw_ledger_adds (cash, bw_ledger_negated (booked->fees.cash), &cash) ||
      !bw_ledger_adds (a->realized, booked->realized, &account_realized) ||
      !bw_ledger_adds (position->realized, booked->realized, &realized) || !bw_ledger_adds (a->fees, booked->fee, &fees))
    return FALSE;

  bw_ledger_begin_position_day (core, instrument, position);
  if (closing_e8 != 0)
    bw_lots_take (core, position, closing, method);
  position->quantity.e8 = quantity.e8 - booked->fees.coins.e8;
  position->cost.e8 = cost.e8 - booked->fees.coins_amount.e8;
  position->realized = realized;
  opening.e8 -= booked->fees.coins.e8;
  if (opening.e8 != 0)
    bw_lots_add (core, position, opening, opening_cost, core->now, method);
  a->cash = cash;
  a->realized = account_realized;
  a->fees = fees;
  account->tally = tally;
  bw_ledger_set_held (core, account, position, held_e8 != 0);
  booked->fill = core->next_fill++;
  return TRUE;
}

static void
say_fees (BwCore *core, BwAccountState *account, BwInstrumentId id, const BwLedgerFill *booked)
{
  BwPostingSet *set;

  if (booked->fees.coins_amount.e8 != 0 || booked->fees.coins.e8 != 0)
    {
      set = bw_ledger_begin_set (core, account, BW_ACTIVITY_CFEE, 2, booked->fill);
      bw_ledger_write (&set->postings[0], BW_LEDGER_SECURITIES, id, bw_ledger_negated (booked->fees.coins_amount),
                       bw_ledger_negated (booked->fees.coins));
      bw_ledger_write (&set->postings[1], BW_LEDGER_FEES, 0, booked->fees.coins_amount, BW_FIXED_ZERO);
      bw_ledger_post_set (account, set);
    }
  if (booked->fees.cash.e8 != 0)
    {
      set = bw_ledger_begin_set (core, account, booked->is_coin ? BW_ACTIVITY_CFEE : BW_ACTIVITY_FEE, 2,
                                 booked->fill);
      bw_ledger_write (&set->postings[0], BW_LEDGER_CASH, 0, bw_ledger_negated (booked->fees.cash), BW_FIXED_ZERO);
      bw_ledger_write (&set->postings[1], BW_LEDGER_FEES, 0, booked->fees.cash, BW_FIXED_ZERO);
      bw_ledger_post_set (account, set);
    }
}

void
bw_ledger_say_fill (BwCore *core, BwAccountState *account, const BwInstrumentState *instrument,
                    const BwLedgerFill *booked)
{
  gint64 sign = booked->side == BW_SIDE_BUY ? 1 : -1;
  BwInstrumentId id = instrument->definition.id;
  int n_postings = booked->realized.e8 != 0 ? 3 : 2;
  BwPostingSet *set = bw_ledger_begin_set (core, account, BW_ACTIVITY_FILL, n_postings, booked->fill);

  bw_ledger_write (&set->postings[0], BW_LEDGER_CASH, 0, booked->cash, BW_FIXED_ZERO);
  bw_ledger_write (&set->postings[1], BW_LEDGER_SECURITIES, id, booked->securities,
                   (BwFixed){ sign * booked->quantity.e8 });
  if (n_postings == 3)
    bw_ledger_write (&set->postings[2], BW_LEDGER_REALIZED, id, bw_ledger_negated (booked->realized), BW_FIXED_ZERO);
  bw_ledger_post_set (account, set);
  say_fees (core, account, id, booked);
}

/**
 * bw_ledger_cash_out:
 * @quantity: of the position's sign, at most all of it
 * @cash: what comes in; below 0: what is paid to get out of a short position
 *
 * Part of a position, or all, turns into cash without an order.
 *
 * Returns: %FALSE, with nothing changed, when a figure would be out of range
 */
gboolean
bw_ledger_cash_out (BwCore *core, BwAccountState *account, BwPositionState *position,
                    const BwInstrumentState *instrument, BwActivity activity, BwFixed quantity, BwFixed cash)
{
  BwAccount *a = &account->account;
  BwInstrumentId id = instrument->definition.id;
  BwLotMethod method = (BwLotMethod) a->terms.lot_method;
  gboolean was_held = position->quantity.e8 != 0;
  BwFixed cost = bw_lots_cost_of (core, position, quantity, method);
  BwFixed realized, account_realized, position_realized, account_cash;
  BwPostingSet *set;

  if (!bw_ledger_adds (cash, bw_ledger_negated (cost), &realized) ||
      !bw_ledger_adds (a->realized, realized, &account_realized) ||
      !bw_ledger_adds (position->realized, realized, &position_realized) ||
      !bw_ledger_adds (a->cash, cash, &account_cash))
    return FALSE;
  bw_ledger_begin_position_day (core, instrument, position);
  bw_lots_take (core, position, quantity, method);
  position->quantity.e8 -= quantity.e8;
  position->cost.e8 -= cost.e8;
  position->realized = position_realized;
  a->realized = account_realized;
  a->cash = account_cash;
  bw_ledger_set_held (core, account, position, was_held);
  set = bw_ledger_begin_set (core, account, activity, 3, 0);
  bw_ledger_write (&set->postings[0], BW_LEDGER_CASH, 0, cash, BW_FIXED_ZERO);
  bw_ledger_write (&set->postings[1], BW_LEDGER_SECURITIES, id, bw_ledger_negated (cost), bw_ledger_negated (quantity));
  bw_ledger_write (&set->postings[2], BW_LEDGER_REALIZED, id, bw_ledger_negated (realized), BW_FIXED_ZERO);
  bw_ledger_post_set (account, set);
  return TRUE;
}

/**
 * bw_ledger_move_cash:
 * @amount: above 0: a deposit; below: a withdrawal
 *
 * Returns: %FALSE, with nothing changed, when a figure would be out of range
 */
gboolean
bw_ledger_move_cash (BwCore *core, BwAccountState *account, BwFixed amount)
{
  BwAccount *a = &account->account;
  BwFixed cash, deposits, day_start;
  BwPostingSet *set;

  if (!bw_ledger_adds (a->cash, amount, &cash) || !bw_ledger_adds (a->deposits, amount, &deposits) ||
      !bw_ledger_adds (a->day_start_equity, amount, &day_start))
    return FALSE;
  a->cash = cash;
  a->deposits = deposits;
  a->day_start_equity = day_start;
  set = bw_ledger_begin_set (core, account, amount.e8 > 0 ? BW_ACTIVITY_CSD : BW_ACTIVITY_CSW, 2, 0);
  bw_ledger_write (&set->postings[0], BW_LEDGER_CASH, 0, amount, BW_FIXED_ZERO);
  bw_ledger_write (&set->postings[1], BW_LEDGER_CAPITAL, 0, bw_ledger_negated (amount), BW_FIXED_ZERO);
  bw_ledger_post_set (account, set);
  return TRUE;
}

/**
 * bw_ledger_transfer_in:
 * @quantity: below 0: short; of the position's sign, or the position is flat
 *
 * A position brought along at a price: a lot of that cost, against capital.
 *
 * Returns: %FALSE, with nothing changed, when a figure would be out of range
 */
gboolean
bw_ledger_transfer_in (BwCore *core, BwAccountState *account, BwPositionState *position,
                       BwInstrumentState *instrument, BwFixed quantity, BwFixed price)
{
  BwAccount *a = &account->account;
  gboolean was_held = position->quantity.e8 != 0;
  BwFixed lot_cost, cost, total, deposits, day_start;
  BwPostingSet *set;

  if (!bw_ledger_money_of (&instrument->definition, quantity, price, &lot_cost) ||
      !bw_ledger_adds (position->cost, lot_cost, &cost) || !bw_ledger_adds (position->quantity, quantity, &total) ||
      !bw_ledger_adds (a->deposits, lot_cost, &deposits) || !bw_ledger_adds (a->day_start_equity, lot_cost, &day_start))
    return FALSE;
  bw_lots_add (core, position, quantity, lot_cost, core->now, (BwLotMethod) a->terms.lot_method);
  position->quantity = total;
  position->cost = cost;
  a->deposits = deposits;
  a->day_start_equity = day_start;
  instrument->hold_price = price;
  bw_ledger_set_held (core, account, position, was_held);
  set = bw_ledger_begin_set (core, account, BW_ACTIVITY_ACATS, 2, 0);
  bw_ledger_write (&set->postings[0], BW_LEDGER_SECURITIES, instrument->definition.id, lot_cost, quantity);
  bw_ledger_write (&set->postings[1], BW_LEDGER_CAPITAL, 0, bw_ledger_negated (lot_cost), BW_FIXED_ZERO);
  bw_ledger_post_set (account, set);
  return TRUE;
}
