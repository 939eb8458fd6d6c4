/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/match.h"

#include "base/random.h"
#include "trading/margin.h"

/* The profiles that meet the market in a way of their own (SEMANTICS section 2), and orders that
 * fill at the close they were decided on. */

/* The best price that the order would take, as every profile of the top of the book sees it. */
static BwDepthLevel
top_of (const BwInstrumentState *instrument, const BwOrder *order)
{
  if (order->side == BW_SIDE_BUY)
    return (BwDepthLevel){ instrument->ask, instrument->ask_size };
  return (BwDepthLevel){ instrument->bid, instrument->bid_size };
}

static BwMarketEvent
last_bar_of (const BwInstrumentState *instrument)
{
  return (BwMarketEvent){
    .time = instrument->bar_time,
    .instrument = instrument->definition.id,
    .kind = BW_MARKET_BAR,
    .bar = { instrument->bar_open, instrument->bar_high, instrument->bar_low, instrument->bar_close,
             instrument->bar_volume, instrument->bar_timeframe },
  };
}

/**
 * bw_match_paper:
 *
 * Profile alpaca: a marketable order fills at the best opposite price, whatever its size; one in
 * ten fills is a random part of it, the rest waits for the next quote.
 */
gboolean
bw_match_paper (BwCore *core, BwInstrumentState *instrument, guint32 slot)
{
  const BwOrder *order = &bw_core_working (core, slot)->order;
  BwDepthLevel top = top_of (instrument, order);
  BwFixed quantity = bw_order_remaining (order);
  gint64 n_lots = quantity.e8 / instrument->definition.lot.e8;
  BwMatchSource source;

  if (!bw_match_within_limit (order, top.price.e8))
    return TRUE;
  bw_match_source_quote (instrument, BW_RULE_PAPER_QUOTE, &source);
  source.best_price = source.level_price = top.price;
  source.level_size = top.size;
  source.draw = bw_random_at (core->seed, order->account, order->id, core->n_events, 0);
  if (source.draw % 10 == 0 && n_lots > 1 && order->tif != BW_TIF_FOK)
    {
      guint64 part = bw_random_at (core->seed, order->account, order->id, core->n_events, 1);

      quantity.e8 = (gint64) (1 + part % (guint64) (n_lots - 1)) * instrument->definition.lot.e8;
      source.flags = BW_CERTIFICATE_PART_BY_CHANCE;
    }
  return bw_execute_fill (core, slot, quantity, top.price, &source);
}

/* What is left of a market order that the top of the book has filled in part is turned away. */
static gboolean
end_book_remainder (BwCore *core, guint32 slot)
{
  const BwOrder *order = &bw_core_working (core, slot)->order;

  if (bw_match_has_limit (order) || order->tif == BW_TIF_IOC || order->tif == BW_TIF_FOK)
    return TRUE;
  bw_execute_end_order (core, slot, BW_ORDER_CANCELED, BW_REASON_BOOK_REMAINDER);
  return FALSE;
}

/**
 * bw_match_top:
 *
 * Profile ibkr: the top of the book is all there is. An arriving order takes what it displays, at
 * its price; a resting limit fills at its own when the opposite quote comes to it. A market order
 * is filled as far as the top goes, and the rest of it is canceled (`book-remainder`).
 */
gboolean
bw_match_top (BwCore *core, BwInstrumentState *instrument, guint32 slot, BwMeets meets, BwRule rule)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  const BwOrder *order = &working->order;
  BwDepthLevel top = top_of (instrument, order);
  int side = order->side == BW_SIDE_BUY ? 1 : 0;
  BwFixed *consumed =
      bw_match_consumed (instrument, bw_core_position_at (core, working->position), side);
  gboolean is_resting = meets == BW_MEETS_RESTING && bw_match_has_limit (order);
  BwMatchSource source;
  BwFixed taken;

  if (!bw_match_within_limit (order, top.price.e8))
    return TRUE;
  taken = bw_match_take_of (instrument, order, MAX (top.size.e8 - consumed->e8, 0));
  if (taken.e8 == 0 || (order->tif == BW_TIF_FOK && taken.e8 != bw_order_remaining (order).e8))
    return TRUE;
  if (rule == BW_RULE_NONE)
    rule = top.price.e8 == order->limit_price.e8 ? BW_RULE_TOUCH : BW_RULE_TRADE_THROUGH;
  bw_match_source_quote (instrument, rule == BW_RULE_BOOK_WALK ? BW_RULE_TOP_OF_BOOK : rule, &source);
  source.best_price = source.level_price = top.price;
  source.level_size = top.size;
  source.consumed = *consumed;
  consumed->e8 += MIN (taken.e8, top.size.e8 - consumed->e8);
  return bw_execute_fill (core, slot, taken, is_resting ? order->limit_price : top.price, &source) &&
         end_book_remainder (core, slot);
}

/**
 * bw_match_immediate:
 *
 * Profile immediate, for lessons: all of it at the last price, once that is within the limit.
 */
gboolean
bw_match_immediate (BwCore *core, BwInstrumentState *instrument, guint32 slot)
{
  const BwOrder *order = &bw_core_working (core, slot)->order;
  gboolean is_bar = instrument->bar_number > 0 &&
                    (instrument->last.e8 <= 0 || instrument->bar_time > instrument->last_time);
  BwFixed price = is_bar ? instrument->bar_close : instrument->last;
  BwMatchSource source;

  if (price.e8 <= 0)
    price = bw_mark_of (instrument, (BwFixed){ order->side == BW_SIDE_BUY ? -1 : 1 });
  if (price.e8 <= 0 || !bw_match_within_limit (order, price.e8))
    return TRUE;
  bw_match_source_quote (instrument, BW_RULE_LAST_PRICE, &source);
  if (is_bar)
    source.market = last_bar_of (instrument);
  else if (instrument->last.e8 > 0)
    source.market = (BwMarketEvent){ .time = instrument->last_time,
                                     .instrument = instrument->definition.id,
                                     .kind = BW_MARKET_TRADE,
                                     .trade = { instrument->last, instrument->last_size } };
  source.best_price = source.level_price = price;
  source.level_index = -1;
  return bw_execute_fill (core, slot, bw_order_remaining (order), price, &source);
}

/**
 * bw_match_tick:
 * @rule: of an order that this trade elected; else %BW_RULE_NONE
 *
 * Profile pine: each trade is a tick of the broker emulator; what it reaches fills whole, at the
 * tick's price, which is the limit or better. Quotes are nothing to it.
 */
gboolean
bw_match_tick (BwCore *core, BwInstrumentState *instrument, guint32 slot, const BwMarketEvent *trade,
               BwRule rule)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  const BwOrder *order = &working->order;
  BwFixed price = trade->trade.price;
  BwMatchSource source = {
    .level_index = -1,
    .best_price = price,
    .level_price = price,
    .level_size = trade->trade.size,
    .market = *trade,
  };

  if (!bw_match_within_limit (order, price.e8))
    return TRUE;
  if (rule == BW_RULE_NONE)
    rule = !bw_match_has_limit (order)               ? BW_RULE_TRADE_PRINT
           : price.e8 == order->limit_price.e8 ? BW_RULE_TOUCH
                                                     : BW_RULE_TRADE_THROUGH;
  source.rule = rule;
  return bw_execute_fill (core, slot, bw_order_remaining (order), price, &source);
}

/**
 * bw_match_closes:
 *
 * Returns: whether the order came at the very close of a bar, by an account that fills there, and
 *   no quote is there to fill it
 */
gboolean
bw_match_closes (const BwCore *core, const BwInstrumentState *instrument, guint32 slot)
{
  const BwWorkingOrder *working = bw_core_working (core, slot);

  return bw_match_terms (core, working)->bar_fill == BW_BAR_FILL_AT_CLOSE &&
         instrument->bar_number > 0 && instrument->bar_time == core->now &&
         working->order.created == core->now &&
         (bw_match_profile (core, working) == BW_PROFILE_PINE || !bw_match_book_has (core, instrument, slot));
}

/**
 * bw_match_at_close:
 *
 * The option "at close": the order fills at the close of the bar that it was decided on, which no
 * order can in a market; the certificate says so (SEMANTICS section 2, Bars 1).
 */
gboolean
bw_match_at_close (BwCore *core, BwInstrumentState *instrument, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  const BwOrder *order = &working->order;
  BwFixed price = instrument->bar_close;
  BwMatchSource source = {
    .rule = BW_RULE_BAR_CLOSE,
    .level_index = -1,
    .best_price = price,
    .level_price = price,
    .level_size = instrument->bar_volume,
    .market = last_bar_of (instrument),
    .flags = BW_CERTIFICATE_OPTIMISTIC,
  };

  if (!bw_match_within_limit (order, price.e8))
    return TRUE;
  return bw_match_from_bar (core, instrument, slot, price, BW_BAR_CLOSE_POINT, &source);
}
