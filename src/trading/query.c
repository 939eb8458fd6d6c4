/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/check.h"
#include "trading/fees.h"
#include "trading/margin.h"
#include "trading/risk/impact.h"
#include "trading/trail.h"
#include "trading/working.h"

#include <stdlib.h>

/* What is now: everything here only reads. */

BwTime
bw_core_now (const BwCore *core)
{
  return core->now;
}

/**
 * bw_core_sequence:
 *
 * Returns: the number of the last output; 0 before the first
 */
guint64
bw_core_sequence (const BwCore *core)
{
  return core->sequence;
}

const BwInstrument *
bw_core_instrument (const BwCore *core, BwInstrumentId instrument)
{
  const BwInstrumentState *state = bw_core_instrument_state (core, instrument);

  return state != NULL ? &state->definition : NULL;
}

gsize
bw_core_n_accounts (const BwCore *core)
{
  return core->accounts->len;
}

const BwAccount *
bw_core_account_at (const BwCore *core, gsize index)
{
  return bw_core_account (core, (BwAccountId) index + 1);
}

const BwAccount *
bw_core_account (const BwCore *core, BwAccountId account)
{
  const BwAccountState *state = bw_core_account_state (core, account);

  return state != NULL ? &state->account : NULL;
}

/**
 * bw_core_account_figures:
 *
 * Returns: %FALSE for an unknown account or a figure out of range. Cost: O(positions held)
 */
gboolean
bw_core_account_figures (const BwCore *core, BwAccountId account, BwAccountFigures *figures)
{
  const BwAccountState *state = bw_core_account_state (core, account);

  return state != NULL && bw_margin_figures (core, state, figures);
}

static void
read_position (const BwCore *core, const BwPositionState *state, BwPosition *position)
{
  const BwInstrumentState *instrument = bw_core_instrument_state (core, state->instrument);
  const BwInstrument *definition = &instrument->definition;
  __int128 value_e16 = 0;
  BwFixed size;

  *position = (BwPosition){
    .account = state->account,
    .instrument = state->instrument,
    .quantity = state->quantity,
    .cost = state->cost,
    .realized = state->realized,
    .opened = state->opened,
  };
  position->realized_today = state->realized;
  if (state->day == core->calendars[instrument->calendar].day)
    position->realized_today.e8 -= state->realized_before_day.e8;
  else
    position->realized_today = BW_FIXED_ZERO;
  if (state->quantity.e8 == 0)
    return;
  position->mark = bw_mark_of (instrument, state->quantity);
  if (bw_margin_size_e8 (definition, state->quantity, &size) &&
      !bw_fixed_div (state->cost, size, BW_ROUND_HALF_EVEN, &position->average_price))
    position->average_price = BW_FIXED_ZERO;
  if (position->mark.e8 <= 0 ||
      !bw_margin_value_e16 (definition, state->quantity, position->mark, &value_e16) ||
      !bw_fixed_from_e16 (value_e16, BW_ROUND_HALF_EVEN, &position->market_value) ||
      !bw_fixed_sub (position->market_value, state->cost, &position->unrealized))
    position->unrealized = BW_FIXED_ZERO;
}

static gint
compare_positions (gconstpointer a, gconstpointer b)
{
  const BwPosition *first = a, *second = b;

  return first->instrument < second->instrument ? -1 : first->instrument > second->instrument;
}

/**
 * bw_core_positions:
 * @positions: (array length=n_max) (out caller-allocates) (nullable)
 *
 * Positions that are not flat, by rising instrument id.
 *
 * Returns: how many there are, even when more than @n_max
 */
gsize
bw_core_positions (const BwCore *core, BwAccountId account, BwPosition *positions, gsize n_max)
{
  const BwAccountState *state = bw_core_account_state (core, account);
  gsize n = 0;

  if (state == NULL)
    return 0;
  for (guint32 slot = state->first_held; slot != BW_NIL;)
    {
      const BwPositionState *position = bw_core_position_at (core, slot);

      if (n < n_max)
        read_position (core, position, &positions[n]);
      n++;
      slot = position->next_held;
    }
  if (n <= n_max && n > 1)
    qsort (positions, n, sizeof *positions, compare_positions);
  return n;
}

/**
 * bw_core_position:
 *
 * Returns: %FALSE when the account never had anything to do with the instrument; a flat position
 * still says what it realised
 */
gboolean
bw_core_position (const BwCore *core, BwAccountId account, BwInstrumentId instrument,
                  BwPosition *position)
{
  guint32 slot = bw_position_find (core, account, instrument);

  if (slot == BW_NIL)
    return FALSE;
  read_position (core, bw_core_position_at (core, slot), position);
  return TRUE;
}

const BwOrder *
bw_core_open_order (const BwCore *core, BwOrderId order)
{
  guint32 slot = bw_working_find (core, order);

  if (slot == BW_NIL)
    return NULL;
  bw_trail_refresh (core, bw_core_working (core, slot));
  return &bw_core_working (core, slot)->order;
}

gsize
bw_core_n_open_orders (const BwCore *core)
{
  return core->orders.n_used;
}

/**
 * bw_core_foreach_open_order:
 * @account: whose; 0: everybody's
 *
 * Visits open orders by rising id. @visit must not step the core.
 */
void
bw_core_foreach_open_order (const BwCore *core, BwAccountId account,
                            void (*visit) (const BwOrder *order, gpointer user_data),
                            gpointer user_data)
{
  BwWorkingFilter filter = { .account = account };
  GArray *slots = bw_working_list (core, &filter);

  for (guint i = 0; i < slots->len; i++)
    {
      BwWorkingOrder *working = bw_core_working (core, g_array_index (slots, guint32, i));

      bw_trail_refresh (core, working);
      visit (&working->order, user_data);
    }
  g_array_unref (slots);
}

gboolean
bw_core_market_state (const BwCore *core, BwInstrumentId instrument, BwMarketState *state)
{
  const BwInstrumentState *from = bw_core_instrument_state (core, instrument);
  gboolean is_bar_newer;

  if (from == NULL)
    return FALSE;
  is_bar_newer = from->bar_time > from->last_time || from->last.e8 == 0;
  *state = (BwMarketState){
    .quote_time = from->quote_time,
    .bid = from->bid,
    .bid_size = from->bid_size,
    .ask = from->ask,
    .ask_size = from->ask_size,
    .last_time = is_bar_newer ? from->bar_time : from->last_time,
    .last = is_bar_newer ? from->bar_close : from->last,
    .day_open = from->day_open,
    .day_high = from->day_high,
    .day_low = from->day_low,
    .day_volume = from->day_volume,
    .previous_close = from->previous_close,
    .is_halted = from->is_halted,
    .halt_cause = (BwHaltCause) from->halt_cause,
    .halt_until = from->halt_until,
    .has_borrow_rate = from->has_borrow_rate,
    .borrow_rate = from->borrow_rate,
  };
  return TRUE;
}

/* The price the order would trade at now, for what the ticket shows. */
static BwFixed
likely_price (const BwInstrumentState *instrument, const BwOrder *order, BwFixed valued_at)
{
  gint64 own_side = order->side == BW_SIDE_BUY ? -1 : 1;
  BwFixed market = bw_mark_of (instrument, (BwFixed){ own_side }); /* the far side */

  if (order->limit_price.e8 > 0)
    return order->limit_price;
  if (order->stop_price.e8 > 0)
    return order->stop_price;
  return market.e8 > 0 ? market : valued_at;
}

static BwFixed
largest_quantity (const BwCore *core, const BwVerdict *verdict, const BwPositionState *position,
                  BwFixed buying_power, BwFixed equity)
{
  const BwInstrument *definition =
      &bw_core_instrument_state (core, verdict->order.instrument)->definition;
  BwFixed step = definition->fractionable ? (BwFixed){ 1 } : definition->lot;
  BwFixed unit, quantity = BW_FIXED_ZERO;
  int side = bw_side_index (verdict->order.side);

  if (!verdict->opens)
    {
      gint64 left_e8 = ABS (position->quantity.e8) - position->pending[side].e8 +
                       position->pending_reduce[side].e8;

      return (BwFixed){ MAX (left_e8, 0) };
    }
  if (verdict->price.e8 <= 0 || !bw_margin_size_e8 (definition, verdict->price, &unit))
    return quantity;
  if (!bw_margin_cost (core, bw_core_account_state (core, verdict->order.account), definition,
                       (BwSide) verdict->order.side, verdict->price, equity, unit, &unit))
    return quantity;
  if (!bw_fixed_div (buying_power, unit, BW_ROUND_FLOOR, &quantity) ||
      !bw_fixed_round_to (quantity, step, BW_ROUND_FLOOR, &quantity))
    return BW_FIXED_ZERO;
  return quantity;
}

static BwFixed
share_of (__int128 value_e16, BwFixed equity)
{
  BwFixed value, share;

  if (equity.e8 <= 0 || !bw_fixed_from_e16 (value_e16, BW_ROUND_HALF_EVEN, &value) ||
      !bw_fixed_div (value, equity, BW_ROUND_HALF_EVEN, &share))
    return BW_FIXED_ZERO;
  return share;
}

static void
preview_position (const BwInstrumentState *instrument, const BwOrder *order, gint64 held_e8,
                  BwFixed price, BwFixed equity, BwOrderPreview *preview)
{
  gint64 signed_e8 = order->side == BW_SIDE_BUY ? order->quantity.e8 : -order->quantity.e8;
  BwFixed mark = bw_mark_of (instrument, (BwFixed){ held_e8 });
  __int128 value_e16;

  if (!bw_fixed_add ((BwFixed){ held_e8 }, (BwFixed){ signed_e8 }, &preview->position_after))
    preview->position_after = (BwFixed){ held_e8 };
  if (bw_margin_value_e16 (&instrument->definition, (BwFixed){ held_e8 }, mark, &value_e16))
    preview->weight_before = share_of (value_e16, equity);
  if (bw_margin_value_e16 (&instrument->definition, preview->position_after,
                           mark.e8 > 0 ? mark : price, &value_e16))
    preview->weight_after = share_of (value_e16, equity);
}

/* As if it took liquidity, whole and at once. */
static BwFixed
likely_fees (const BwCore *core, const BwAccountState *account, const BwInstrumentState *instrument,
             const BwOrder *order, BwFixed notional)
{
  BwFeeTally tally = account->tally;
  BwFeeQuestion question = {
    .schedule = account->account.terms.fee_schedule,
    .instrument = &instrument->definition,
    .side = (BwSide) order->side,
    .time = core->now,
    .day = core->calendars[BW_CALENDAR_XNYS].day,
    .quantity = order->quantity,
    .amount = notional,
  };
  BwFixed sum;
  BwFees fees;

  return bw_fees_of_fill (&question, &tally, &fees) && bw_fixed_add (fees.cash, fees.coins_amount, &sum)
             ? sum
             : BW_FIXED_MAX;
}

/**
 * bw_core_preview:
 *
 * Runs the checks of a new order without sending it.
 */
void
bw_core_preview (const BwCore *core, const BwNewOrder *order, BwOrderPreview *preview)
{
  const BwAccountState *account = bw_core_account_state (core, order->account);
  const BwInstrumentState *instrument = bw_core_instrument_state (core, order->instrument);
  guint32 slot = bw_position_find (core, order->account, order->instrument);
  const BwPositionState *position = slot == BW_NIL ? NULL : bw_core_position_at (core, slot);
  BwAccountFigures figures = { 0 };
  BwVerdict verdict;
  __int128 value_e16;

  *preview = (BwOrderPreview){ 0 };
  bw_check_order (core, order, BW_NIL, NULL, &verdict);
  preview->reason = verdict.reason;
  if (account == NULL || instrument == NULL || !bw_margin_figures (core, account, &figures))
    return;
  if (verdict.price.e8 == 0 && verdict.order.quantity.e8 > 0)
    verdict.price = bw_margin_check_price (core, instrument, &verdict.order);
  preview->buying_power_before = preview->buying_power_after = figures.buying_power;
  preview->price = likely_price (instrument, &verdict.order, verdict.price);
  preview->quantity_max = largest_quantity (core, &verdict, position, figures.buying_power, figures.equity);
  if (verdict.order.quantity.e8 <= 0)
    return;
  preview_position (instrument, &verdict.order, position != NULL ? position->quantity.e8 : 0,
                    preview->price, figures.equity, preview);
  if (!bw_margin_value_e16 (&instrument->definition, verdict.order.quantity, preview->price, &value_e16) ||
      !bw_fixed_from_e16 (value_e16, BW_ROUND_HALF_EVEN, &preview->notional))
    return;
  preview->fees = likely_fees (core, account, instrument, &verdict.order, preview->notional);
  bw_risk_impact (core, account, instrument, order, &verdict, figures.equity, preview);
  if (!verdict.opens || !bw_fixed_from_e16 (verdict.cost_e16, BW_ROUND_CEILING, &preview->cost) ||
      !bw_fixed_sub (figures.buying_power, preview->cost, &preview->buying_power_after))
    preview->cost = BW_FIXED_ZERO;
}
