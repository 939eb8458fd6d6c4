/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/match.h"

#include "trading/book.h"
#include "trading/session.h"
#include "trading/trail.h"
#include "trading/working.h"

/* The state of a working order against its instrument, as every way of matching needs it. */

BwProfile
bw_match_profile (const BwCore *core, const BwWorkingOrder *working)
{
  return (BwProfile) bw_core_account_state (core, working->order.account)->account.terms.profile;
}

const BwFillTerms *
bw_match_terms (const BwCore *core, const BwWorkingOrder *working)
{
  return &bw_core_account_state (core, working->order.account)->account.terms.fills;
}

/* How much of @available the order takes: whole lots, but with its last whole lot also the
 * fraction that is left ("the whole part's fill price is used for the fraction"). */
BwFixed
bw_match_take_of (const BwInstrumentState *instrument, const BwOrder *order, gint64 available_e8)
{
  gint64 left_e8 = bw_order_remaining (order).e8;
  gint64 lot_e8 = instrument->definition.lot.e8;
  gint64 whole_e8 = left_e8 - left_e8 % lot_e8;

  if (available_e8 >= left_e8 || (whole_e8 > 0 && available_e8 >= whole_e8))
    return (BwFixed){ left_e8 };
  if (whole_e8 == 0)
    return (BwFixed){ MAX (available_e8, 0) };
  return (BwFixed){ MAX (available_e8 - available_e8 % lot_e8, 0) };
}

/* What the account has consumed of the displayed size of a side, of the book as it stands. */
BwFixed *
bw_match_consumed (const BwInstrumentState *instrument, BwPositionState *position, int side)
{
  if (position->book_number != instrument->book_number)
    {
      position->book_number = instrument->book_number;
      position->consumed[0] = position->consumed[1] = BW_FIXED_ZERO;
    }
  return &position->consumed[side];
}

/* May the order trade at this moment? */
gboolean
bw_match_is_live (const BwCore *core, const BwInstrumentState *instrument,
                  const BwWorkingOrder *working)
{
  return !instrument->is_halted && (working->bits & BW_WORKING_ARRIVED) != 0 &&
         bw_session_works (core, instrument, working->order.flags);
}

/**
 * bw_match_displayed_at:
 * @side: 0 for bids, 1 for asks
 *
 * Returns: the size displayed at @price; below 0 when the book does not reach as far as @price
 */
BwFixed
bw_match_displayed_at (const BwInstrumentState *instrument, int side, BwFixed price)
{
  BwDepthLevel top = { side == 0 ? instrument->bid : instrument->ask,
                       side == 0 ? instrument->bid_size : instrument->ask_size };
  const BwDepthLevel *levels = &top;
  int n_levels = top.size.e8 > 0 ? 1 : 0;

  if (instrument->has_depth)
    {
      levels = side == 0 ? instrument->depth->bids : instrument->depth->asks;
      n_levels = side == 0 ? instrument->depth->n_bids : instrument->depth->n_asks;
    }
  for (int i = 0; i < n_levels; i++)
    {
      if (levels[i].price.e8 == price.e8)
        return levels[i].size;
      if (side == 0 ? levels[i].price.e8 < price.e8 : levels[i].price.e8 > price.e8)
        return BW_FIXED_ZERO;
    }
  return (BwFixed){ -1 };
}

/**
 * bw_match_rest:
 *
 * Puts an order that is in no tree into the one it belongs to; a limit takes its place in the
 * queue behind the size that is displayed at its price.
 */
void
bw_match_rest (BwCore *core, BwInstrumentState *instrument, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (core, slot);

  if (bw_match_has_limit (&working->order))
    working->queue_ahead = bw_match_displayed_at (
        instrument, bw_side_index (working->order.side), working->order.limit_price);
  bw_book_insert (core, instrument, slot);
}

/* The stop is elected: from here on the order is a market or a limit order, in no tree yet. */
void
bw_match_elect (BwCore *core, BwInstrumentState *instrument, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (core, slot);

  bw_book_remove (core, instrument, slot);
  working->order.flags |= BW_ORDER_TRIGGERED;
  working->order.updated = core->now;
  working->rank = core->next_rank++;
}

/* The word for a fill of an order that a price has just turned into one that trades. */
BwRule
bw_match_trigger_rule (const BwOrder *order)
{
  if (bw_order_type_trails ((BwOrderType) order->type))
    return BW_RULE_TRAIL_TRIGGER;
  if (order->type == BW_ORDER_MARKET_IF_TOUCHED || order->type == BW_ORDER_LIMIT_IF_TOUCHED)
    return BW_RULE_TOUCH_TRIGGER;
  return BW_RULE_STOP_TRIGGER;
}

/* A quote elects only where no trade has been seen that day: a stop when the market has moved
 * against it, an if-touched order when it has come to it. */
static gboolean
is_elected_by_quote (const BwCore *core, const BwInstrumentState *instrument, const BwOrder *order)
{
  gboolean is_buy = order->side == BW_SIDE_BUY;
  gint64 size_e8 = is_buy ? instrument->ask_size.e8 : instrument->bid_size.e8;
  gint64 price_e8 = is_buy ? instrument->ask.e8 : instrument->bid.e8;
  gboolean is_rising = is_buy;

  if (instrument->traded_day == core->calendars[instrument->calendar].day + 1 || size_e8 <= 0 ||
      order->stop_price.e8 <= 0)
    return FALSE;
  if (order->type == BW_ORDER_MARKET_IF_TOUCHED || order->type == BW_ORDER_LIMIT_IF_TOUCHED)
    is_rising = !is_buy;
  return is_rising ? price_e8 >= order->stop_price.e8 : price_e8 <= order->stop_price.e8;
}

/* What immediate-or-cancel and fill-or-kill orders have left when they have met the book. */
static gboolean
end_remainder (BwCore *core, guint32 slot)
{
  const BwOrder *order = &bw_core_working (core, slot)->order;

  if (order->tif != BW_TIF_IOC && order->tif != BW_TIF_FOK)
    return FALSE;
  bw_execute_end_order (core, slot, BW_ORDER_CANCELED,
                        order->tif == BW_TIF_IOC ? BW_REASON_IOC_REMAINDER : BW_REASON_FOK);
  return TRUE;
}

/* Prices while it was on its way count by where they led. */
static void
start_trailing (BwCore *core, const BwInstrumentState *instrument, BwWorkingOrder *working)
{
  BwOrderExtra *extra = bw_extra_ensure (core, working);
  BwSide side = (BwSide) working->order.side;
  BwFixed market = bw_trail_market_price (core, instrument, side);

  if ((working->order.flags & BW_ORDER_TRIGGERED) == 0 &&
      bw_session_works (core, instrument, working->order.flags))
    bw_trail_set_mark (&instrument->definition, &working->order, extra,
                       bw_trail_better_mark (side, extra->water_mark, market));
}

/* The order has been on its way: it says that it is there. */
static void
say_arrival (BwCore *core, const BwInstrumentState *instrument, BwWorkingOrder *working)
{
  working->order.status = (guint8) bw_session_status (core, &working->order, working->arrival);
  working->order.reason = instrument->is_halted ? BW_REASON_HALTED : BW_REASON_NONE;
  working->order.updated = core->now;
  bw_execute_say_order (core, working);
}

/**
 * bw_match_arrive:
 *
 * The order's latency is over: it meets the standing book if it may trade now, and rests.
 */
void
bw_match_arrive (BwCore *core, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwInstrumentState *instrument = bw_core_instrument_state (core, working->order.instrument);
  gboolean is_elected = FALSE;

  working->bits |= BW_WORKING_ARRIVED;
  working->arrival = MIN (working->arrival, core->now);
  working->rank = core->next_rank++;
  bw_timer_clear (core, slot);
  if (bw_order_type_trails ((BwOrderType) working->order.type))
    start_trailing (core, instrument, working);
  if (G_UNLIKELY (working->order.status == BW_ORDER_PENDING_NEW))
    say_arrival (core, instrument, working);
  if (bw_order_is_for_auction (&working->order))
    ; /* waits for its print, whatever the book says */
  else if (bw_match_is_live (core, instrument, working))
    {
      gboolean is_stop = bw_order_waits_for_price (&working->order);
      BwFixed filled = working->order.filled;

      if (is_stop && is_elected_by_quote (core, instrument, &working->order))
        {
          bw_match_elect (core, instrument, slot);
          is_elected = TRUE;
        }
      if (!is_stop || is_elected)
        {
          if (!bw_match_meet_book (core, instrument, slot, BW_MEETS_ARRIVING,
                                   is_elected ? bw_match_trigger_rule (&working->order)
                                              : BW_RULE_BOOK_WALK))
            return;
          if (end_remainder (core, slot))
            return;
        }
      if (is_elected || working->order.filled.e8 != filled.e8)
        bw_execute_say_order (core, working);
    }
  else if (end_remainder (core, slot))
    return;
  bw_match_rest (core, instrument, slot);
  bw_timer_set (core, slot);
}

/**
 * bw_match_collect_watching:
 * @buys_at, @sells_at: the price that counts for buys, for sales; 0: none
 *
 * Appends to the touched orders the if-touched and the trailing ones that the market reaches, and
 * moves the water marks that it betters, in the core session alone.
 */
void
bw_match_collect_watching (BwCore *core, BwInstrumentState *instrument, BwFixed buys_at,
                           BwFixed sells_at)
{
  if (buys_at.e8 > 0)
    bw_book_collect (core, instrument, BW_BOOK_BUY_TOUCH, buys_at.e8);
  if (sells_at.e8 > 0)
    bw_book_collect (core, instrument, BW_BOOK_SELL_TOUCH, sells_at.e8);
  if (!bw_trail_any (instrument) || bw_session_phase (core, instrument->calendar) != BW_PHASE_CORE)
    return;
  if (buys_at.e8 > 0)
    {
      bw_trail_collect (core, instrument, BW_SIDE_BUY, buys_at);
      bw_trail_raise (core, instrument, BW_SIDE_BUY, buys_at, BW_TIME_MAX, NULL, NULL);
    }
  if (sells_at.e8 > 0)
    {
      bw_trail_collect (core, instrument, BW_SIDE_SELL, sells_at);
      bw_trail_raise (core, instrument, BW_SIDE_SELL, sells_at, BW_TIME_MAX, NULL, NULL);
    }
}

static void
collect_quote (BwCore *core, BwInstrumentState *instrument)
{
  gboolean has_bid = instrument->bid_size.e8 > 0, has_ask = instrument->ask_size.e8 > 0;

  g_array_set_size (core->touched, 0);
  if (instrument->has_waiting)
    {
      bw_book_collect (core, instrument, BW_BOOK_BUY_MARKET, 0);
      bw_book_collect (core, instrument, BW_BOOK_SELL_MARKET, 0);
    }
  if (has_ask)
    bw_book_collect (core, instrument, BW_BOOK_BUY_LIMIT, instrument->ask.e8);
  if (has_bid)
    bw_book_collect (core, instrument, BW_BOOK_SELL_LIMIT, instrument->bid.e8);
  if (instrument->traded_day == core->calendars[instrument->calendar].day + 1)
    return;
  if (has_ask)
    bw_book_collect (core, instrument, BW_BOOK_BUY_STOP, instrument->ask.e8);
  if (has_bid)
    bw_book_collect (core, instrument, BW_BOOK_SELL_STOP, instrument->bid.e8);
  if (instrument->has_watching)
    bw_match_collect_watching (core, instrument, instrument->ask, instrument->bid);
}

static void
meet_quote (BwCore *core, BwInstrumentState *instrument, guint32 slot, BwMeets meets)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  gint64 filled_e8 = working->order.filled.e8;
  gboolean is_elected = FALSE;

  if (bw_order_waits_for_price (&working->order))
    {
      bw_match_elect (core, instrument, slot);
      is_elected = TRUE;
      meets = BW_MEETS_ARRIVING;
    }
  else if (!bw_match_has_limit (&working->order))
    meets = BW_MEETS_ARRIVING;
  if (!bw_match_meet_book (core, instrument, slot, meets,
                           is_elected ? bw_match_trigger_rule (&working->order)
                           : meets == BW_MEETS_ARRIVING ? BW_RULE_BOOK_WALK
                                                        : BW_RULE_NONE))
    return;
  if (is_elected)
    bw_match_rest (core, instrument, slot);
  if (is_elected || working->order.filled.e8 != filled_e8)
    bw_execute_say_order (core, working);
}

/**
 * bw_match_quote:
 *
 * A quote or a depth has been stored: the orders it reaches meet it.
 */
void
bw_match_quote (BwCore *core, BwInstrumentState *instrument)
{
  collect_quote (core, instrument);
  for (guint i = 0; i < core->touched->len; i++)
    {
      guint32 slot = g_array_index (core->touched, guint32, i);

      if (bw_match_is_live (core, instrument, bw_core_working (core, slot)))
        meet_quote (core, instrument, slot, BW_MEETS_RESTING);
    }
}

/* Did it come while it could not be traded? Extended hours close later, and open sooner. */
static gboolean
came_meanwhile (const BwCore *core, const BwInstrumentState *instrument, const BwWorkingOrder *working)
{
  const BwCalendarState *calendar = &core->calendars[instrument->calendar];

  if (working->rank >= instrument->dormant_rank && working->rank < instrument->resumed_rank)
    return TRUE;
  if ((working->order.flags & BW_ORDER_EXTENDED_HOURS) != 0)
    return working->rank >= calendar->closed_rank && working->rank < calendar->open_rank;
  return working->rank >= instrument->dormant_rank && working->rank < calendar->open_rank;
}

/**
 * bw_match_standing:
 *
 * The instrument can be traded again: what stands in the book fills orders it reaches; those that
 * came meanwhile arrive only now.
 */
void
bw_match_standing (BwCore *core, BwInstrumentState *instrument)
{
  collect_quote (core, instrument);
  for (guint i = 0; i < core->touched->len; i++)
    {
      guint32 slot = g_array_index (core->touched, guint32, i);
      const BwWorkingOrder *working = bw_core_working (core, slot);

      if (bw_match_is_live (core, instrument, working))
        meet_quote (core, instrument, slot,
                    came_meanwhile (core, instrument, working) ? BW_MEETS_ARRIVING : BW_MEETS_RESTING);
    }
}
