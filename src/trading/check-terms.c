/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/check-terms.h"

#include "trading/margin.h"
#include "trading/order-matrix.h"

/* What an order says of itself, held against its type: the checks that need no account. */

static gboolean
is_on_tick (const BwInstrumentState *instrument, BwFixed price, BwFixed at)
{
  return bw_fixed_is_multiple (price, bw_instrument_tick_at (&instrument->definition, at));
}

/* An iceberg is a limit order that rests, in whole lots. */
static BwReason
check_display (const BwInstrumentState *instrument, const BwNewOrder *request, const BwOrder *order)
{
  if (request->display.e8 == 0)
    return BW_REASON_NONE;
  if (order->type != BW_ORDER_LIMIT)
    return BW_REASON_ORDER_TYPE;
  if (order->tif != BW_TIF_DAY && order->tif != BW_TIF_GTC && order->tif != BW_TIF_GTD)
    return BW_REASON_TIME_IN_FORCE;
  if (request->display.e8 < 0 || request->display.e8 > order->quantity.e8)
    return BW_REASON_QUANTITY;
  return bw_fixed_is_multiple (request->display, instrument->definition.lot) ? BW_REASON_NONE
                                                                             : BW_REASON_LOT_SIZE;
}

/**
 * bw_check_terms:
 *
 * The type × time-in-force matrix and what goes with it: gtd's end, icebergs, trailing orders in no
 * group, and nothing but limits before the first trade of a new listing.
 */
BwReason
bw_check_terms (const BwCore *core, const BwInstrumentState *instrument, const BwNewOrder *request,
                const BwOrder *order)
{
  gboolean is_fraction = !bw_fixed_is_multiple (order->quantity, instrument->definition.lot);
  BwReason reason = bw_order_matrix_check (&instrument->definition, order, is_fraction);

  if (reason != BW_REASON_NONE)
    return reason;
  if (order->tif == BW_TIF_GTD && (request->expires <= core->now || request->expires == BW_TIME_MAX))
    return BW_REASON_TIME_IN_FORCE;
  if (bw_order_type_trails ((BwOrderType) order->type) &&
      request->order_class != BW_ORDER_CLASS_SIMPLE)
    return BW_REASON_ORDER_CLASS;
  if (instrument->definition.is_ipo && instrument->last.e8 == 0 && instrument->bar_close.e8 == 0 &&
      order->type != BW_ORDER_LIMIT)
    return BW_REASON_IPO_LIMIT_ONLY;
  return check_display (instrument, request, order);
}

/**
 * bw_check_terms_increments:
 *
 * Prices and distances on the instrument's steps; a distance on the step of the price it is from.
 */
BwReason
bw_check_terms_increments (const BwInstrumentState *instrument, const BwNewOrder *request,
                           const BwOrder *order)
{
  BwOrderType type = (BwOrderType) order->type;
  gboolean is_money = (order->flags & BW_ORDER_TRAIL_PERCENT) == 0;

  if (bw_order_type_has_limit (type) && !is_on_tick (instrument, order->limit_price, order->limit_price))
    return BW_REASON_PRICE_INCREMENT;
  if (bw_order_type_has_trigger (type) && !is_on_tick (instrument, order->stop_price, order->stop_price))
    return BW_REASON_PRICE_INCREMENT;
  if (!bw_order_type_trails (type))
    return BW_REASON_NONE;
  if ((is_money && !is_on_tick (instrument, order->trail, order->stop_price)) ||
      (type == BW_ORDER_TRAILING_STOP_LIMIT &&
       !is_on_tick (instrument, request->limit_offset, order->stop_price)))
    return BW_REASON_PRICE_INCREMENT;
  return BW_REASON_NONE;
}

/**
 * bw_check_terms_prices:
 *
 * Prices above 0; a trail that leaves a price above 0, where the market has one.
 */
BwReason
bw_check_terms_prices (const BwInstrumentState *instrument, const BwNewOrder *request,
                       const BwOrder *order)
{
  BwOrderType type = (BwOrderType) order->type;
  gboolean has_market = instrument->last.e8 > 0 || instrument->bar_close.e8 > 0;

  if ((bw_order_type_has_limit (type) && order->limit_price.e8 <= 0) ||
      (bw_order_type_has_trigger (type) && order->stop_price.e8 <= 0))
    return BW_REASON_PRICE;
  if (!bw_order_type_trails (type))
    return BW_REASON_NONE;
  if (order->trail.e8 <= 0 ||
      ((order->flags & BW_ORDER_TRAIL_PERCENT) != 0 && order->trail.e8 >= BW_FIXED (100).e8) ||
      (type == BW_ORDER_TRAILING_STOP_LIMIT && request->limit_offset.e8 <= 0) ||
      (has_market && order->stop_price.e8 <= 0))
    return BW_REASON_PRICE;
  return BW_REASON_NONE;
}

/* The broker's own: its threshold is not public, this one is ours. */
#define PRICE_AWAY_PERCENT 50

/**
 * bw_check_terms_price_away:
 *
 * A limit that would pay half as much again as the far side of the market asks, or take half of what it
 * bids, is taken for a mistake (`price-collar`) by profile alpaca. A stop-limit's is looked at from its
 * stop. Source: [AL-prot] limit price-away sanity check.
 */
BwReason
bw_check_terms_price_away (const BwInstrumentState *instrument, const BwOrder *order)
{
  gboolean is_buy = order->side == BW_SIDE_BUY;
  gint64 market_e8 = order->stop_price.e8;
  __int128 beyond_e8;

  if (market_e8 <= 0)
    market_e8 = bw_mark_of (instrument, (BwFixed){ is_buy ? -1 : 1 }).e8;
  if (order->limit_price.e8 <= 0 || market_e8 <= 0)
    return BW_REASON_NONE;
  beyond_e8 = is_buy ? (__int128) order->limit_price.e8 - market_e8 : (__int128) market_e8 - order->limit_price.e8;
  return beyond_e8 * 100 > (__int128) market_e8 * PRICE_AWAY_PERCENT ? BW_REASON_PRICE_COLLAR : BW_REASON_NONE;
}
