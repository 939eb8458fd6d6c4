/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/ledger.h"

#include "trading/execute.h"
#include "trading/fees.h"
#include "trading/lots.h"
#include "trading/margin.h"
#include "trading/working.h"

/* The books. A change first computes every new figure and refuses when one does not fit; only then
 * is anything written, and what is written is a set of postings that sums to zero. */

static BwPostingSet *
begin_set (BwCore *core, const BwAccountState *account, BwActivity activity, int n_postings,
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
  return set;
}

/* The set's sum is checked where it is written: books that don't balance never leave the core. */
static void
post_set (BwAccountState *account, const BwPostingSet *set)
{
  __int128 sum_e8 = 0;

  for (int i = 0; i < set->n_postings; i++)
    {
      account->ledger_e8[set->postings[i].ledger] += set->postings[i].amount.e8;
      sum_e8 += set->postings[i].amount.e8;
    }
  bw_invariant (sum_e8 == 0);
}

static void
write_posting (BwPosting *posting, BwLedger ledger, BwInstrumentId instrument, BwFixed amount,
               BwFixed quantity)
{
  posting->ledger = (guint8) ledger;
  posting->instrument = instrument;
  posting->amount = amount;
  posting->quantity = quantity;
}

static BwFixed
negated (BwFixed amount)
{
  /* Amounts in the books are checked to stay away from the range's end. */
  return (BwFixed){ -amount.e8 };
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

static void
begin_position_day (const BwCore *core, const BwInstrumentState *instrument, BwPositionState *position)
{
  gint32 day = core->calendars[instrument->calendar].day;

  if (position->day == day)
    return;
  position->day = day;
  position->realized_before_day = position->realized;
}

static gboolean
adds (BwFixed a, BwFixed b, BwFixed *sum)
{
  /* MIN has no negative: it is out of range for the books. */
  return bw_fixed_add (a, b, sum) && sum->e8 != G_MININT64;
}

/* Money for @quantity at @price: what a sale brings, half-even at eight decimals. */
static gboolean
money_of (const BwInstrument *definition, BwFixed quantity, BwFixed price, BwFixed *money)
{
  __int128 value_e16;

  return bw_margin_value_e16 (definition, quantity, price, &value_e16) &&
         bw_fixed_from_e16 (value_e16, BW_ROUND_HALF_EVEN, money) && money->e8 != G_MININT64;
}

/**
 * bw_ledger_book_fill:
 * @booked: (inout): side, quantity and price in; the rest out
 *
 * Closes lots of the other direction first, then opens with what is left, and updates account and
 * position. bw_ledger_say_fill() then writes the postings.
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
  gint64 sign = booked->side == BW_SIDE_BUY ? 1 : -1;
  gint64 held_e8 = position->quantity.e8;
  gint64 closing_e8 = (held_e8 > 0) != (sign > 0) ? MIN (ABS (held_e8), booked->quantity.e8) : 0;
  BwFixed closing = { held_e8 > 0 ? closing_e8 : -closing_e8 }; /* of the position's sign */
  BwFixed opening = { sign * (booked->quantity.e8 - closing_e8) };
  BwFixed amount, closing_amount, cost_taken, cost, quantity, cash, account_realized, realized, fees;

  if (!money_of (definition, booked->quantity, booked->price, &amount) ||
      !money_of (definition, (BwFixed){ closing_e8 }, booked->price, &closing_amount))
    return FALSE;
  booked->fee = bw_fees_of_fill (a->terms.fee_schedule, definition, booked->side, core->now,
                                 booked->quantity, amount);
  booked->cash = (BwFixed){ -sign * amount.e8 };
  cost_taken = closing_e8 == 0 ? BW_FIXED_ZERO : bw_lots_cost_of (core, position, closing, method);
  if (!adds ((BwFixed){ -sign * closing_amount.e8 }, negated (cost_taken), &booked->realized) ||
      !adds ((BwFixed){ sign * (amount.e8 - closing_amount.e8) }, negated (cost_taken), &booked->securities) ||
      !adds (position->cost, booked->securities, &cost) ||
      !adds (position->quantity, (BwFixed){ sign * booked->quantity.e8 }, &quantity) ||
      !adds (a->cash, booked->cash, &cash) || !adds (cash, negated (booked->fee), &cash) ||
      !adds (a->realized, booked->realized, &account_realized) ||
      !adds (position->realized, booked->realized, &realized) || !adds (a->fees, booked->fee, &fees))
    return FALSE;

  begin_position_day (core, instrument, position);
  if (closing_e8 != 0)
    bw_lots_take (core, position, closing, method);
  position->quantity = quantity;
  position->cost = cost;
  position->realized = realized;
  if (opening.e8 != 0)
    bw_lots_add (core, position, opening, (BwFixed){ sign * (amount.e8 - closing_amount.e8) },
                 core->now, method);
  a->cash = cash;
  a->realized = account_realized;
  a->fees = fees;
  bw_ledger_set_held (core, account, position, held_e8 != 0);
  booked->fill = core->next_fill++;
  return TRUE;
}

void
bw_ledger_say_fill (BwCore *core, BwAccountState *account, const BwInstrumentState *instrument,
                    const BwLedgerFill *booked)
{
  gint64 sign = booked->side == BW_SIDE_BUY ? 1 : -1;
  BwInstrumentId id = instrument->definition.id;
  int n_postings = booked->realized.e8 != 0 ? 3 : 2;
  BwPostingSet *set = begin_set (core, account, BW_ACTIVITY_FILL, n_postings, booked->fill);

  write_posting (&set->postings[0], BW_LEDGER_CASH, 0, booked->cash, BW_FIXED_ZERO);
  write_posting (&set->postings[1], BW_LEDGER_SECURITIES, id, booked->securities,
                 (BwFixed){ sign * booked->quantity.e8 });
  if (n_postings == 3)
    write_posting (&set->postings[2], BW_LEDGER_REALIZED, id, negated (booked->realized), BW_FIXED_ZERO);
  post_set (account, set);
  if (booked->fee.e8 == 0)
    return;
  set = begin_set (core, account, BW_ACTIVITY_FEE, 2, booked->fill);
  write_posting (&set->postings[0], BW_LEDGER_CASH, 0, negated (booked->fee), BW_FIXED_ZERO);
  write_posting (&set->postings[1], BW_LEDGER_FEES, 0, booked->fee, BW_FIXED_ZERO);
  post_set (account, set);
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

  if (!adds (a->cash, amount, &cash) || !adds (a->deposits, amount, &deposits) ||
      !adds (a->day_start_equity, amount, &day_start))
    return FALSE;
  a->cash = cash;
  a->deposits = deposits;
  a->day_start_equity = day_start;
  set = begin_set (core, account, amount.e8 > 0 ? BW_ACTIVITY_CSD : BW_ACTIVITY_CSW, 2, 0);
  write_posting (&set->postings[0], BW_LEDGER_CASH, 0, amount, BW_FIXED_ZERO);
  write_posting (&set->postings[1], BW_LEDGER_CAPITAL, 0, negated (amount), BW_FIXED_ZERO);
  post_set (account, set);
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

  if (!money_of (&instrument->definition, quantity, price, &lot_cost) ||
      !adds (position->cost, lot_cost, &cost) || !adds (position->quantity, quantity, &total) ||
      !adds (a->deposits, lot_cost, &deposits) || !adds (a->day_start_equity, lot_cost, &day_start))
    return FALSE;
  bw_lots_add (core, position, quantity, lot_cost, core->now, (BwLotMethod) a->terms.lot_method);
  position->quantity = total;
  position->cost = cost;
  a->deposits = deposits;
  a->day_start_equity = day_start;
  instrument->hold_price = price;
  bw_ledger_set_held (core, account, position, was_held);
  set = begin_set (core, account, BW_ACTIVITY_ACATS, 2, 0);
  write_posting (&set->postings[0], BW_LEDGER_SECURITIES, instrument->definition.id, lot_cost, quantity);
  write_posting (&set->postings[1], BW_LEDGER_CAPITAL, 0, negated (lot_cost), BW_FIXED_ZERO);
  post_set (account, set);
  return TRUE;
}
