/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/match.h"

#include "trading/auction.h"
#include "trading/book.h"
#include "trading/iceberg.h"
#include "trading/session.h"

/* A trade is an event: it fills orders that were there before it, each account's up to its size.
 * A limit it goes through fills; one it only touches fills when what was displayed ahead of it has
 * traded. Inside the quote it elects stops. */

static gint64
trade_left_e8 (BwInstrumentState *instrument, BwPositionState *position, BwFixed size)
{
  if (position->trade_number != instrument->trade_number)
    {
      position->trade_number = instrument->trade_number;
      position->trade_used = BW_FIXED_ZERO;
    }
  return size.e8 - position->trade_used.e8;
}

/* Returns: FALSE when the order is no longer open. */
gboolean
bw_match_from_trade (BwCore *core, BwInstrumentState *instrument, guint32 slot,
                     const BwMarketEvent *trade, gint64 available_e8, BwFixed price, BwRule rule)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwPositionState *position = bw_core_position_at (core, working->position);
  gint64 left_e8 = bw_order_remaining (&working->order).e8;
  gint64 lot_e8 = instrument->definition.lot.e8;
  gint64 whole_e8 = left_e8 - left_e8 % lot_e8;
  BwMatchSource source = {
    .rule = rule,
    .level_index = -1,
    .best_price = trade->trade.price,
    .level_price = trade->trade.price,
    .level_size = trade->trade.size,
    .market = *trade,
  };

  BwFixed share = bw_fill_terms_share (bw_match_terms (core, working), trade->trade.size);

  available_e8 = MIN (available_e8, trade_left_e8 (instrument, position, share));
  if (share.e8 < trade->trade.size.e8 && available_e8 < left_e8)
    {
      source.rule = BW_RULE_PARTICIPATION;
      source.flags = BW_CERTIFICATE_CAPPED;
    }
  source.consumed = position->trade_used;
  if (available_e8 < left_e8 && whole_e8 > 0)
    available_e8 = available_e8 >= whole_e8 ? left_e8 : available_e8 - available_e8 % lot_e8;
  available_e8 = MIN (available_e8, left_e8);
  if (available_e8 <= 0)
    return TRUE;
  position->trade_used.e8 = MIN (position->trade_used.e8 + available_e8, share.e8);
  return bw_execute_fill (core, slot, (BwFixed){ available_e8 }, price, &source);
}

static void
meet_resting_limit (BwCore *core, BwInstrumentState *instrument, guint32 slot,
                    const BwMarketEvent *trade)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwFixed limit = working->order.limit_price;
  gint64 size_e8 = trade->trade.size.e8;
  gint64 filled_e8 = working->order.filled.e8;
  gint64 ahead_e8;

  if (limit.e8 != trade->trade.price.e8)
    {
      if (bw_match_from_trade (core, instrument, slot, trade, size_e8, limit, BW_RULE_TRADE_THROUGH) &&
          working->order.filled.e8 != filled_e8)
        bw_execute_say_order (core, working);
      return;
    }
  while (size_e8 > 0)
    {
      gint64 before_e8 = working->order.filled.e8, shown_e8 = bw_iceberg_shown (core, working).e8;

      if (working->queue_ahead.e8 < 0)
        working->queue_ahead = bw_fixed_max (
            bw_match_displayed_at (instrument, bw_side_index (working->order.side), limit), BW_FIXED_ZERO);
      ahead_e8 = MIN (working->queue_ahead.e8, size_e8);
      working->queue_ahead.e8 -= ahead_e8;
      size_e8 -= ahead_e8;
      if (size_e8 > 0 && !bw_match_from_trade (core, instrument, slot, trade, MIN (size_e8, shown_e8),
                                               limit, BW_RULE_QUEUE))
        return;
      size_e8 -= working->order.filled.e8 - before_e8;
      /* Only an iceberg that shows its next part goes on with the same trade. */
      if (working->order.filled.e8 - before_e8 != shown_e8)
        break;
    }
  if (working->order.filled.e8 != filled_e8)
    bw_execute_say_order (core, working);
}

/* The paper engines of brokers look at quotes; a print fills nothing there. */
static gboolean
fills_at_quotes_alone (BwProfile profile)
{
  return profile == BW_PROFILE_ALPACA || profile == BW_PROFILE_IBKR;
}

/* The trade that elects a stop also fills it where there is no quote to fill it from. */
static void
meet_stop (BwCore *core, BwInstrumentState *instrument, guint32 slot, const BwMarketEvent *trade)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwProfile profile = bw_match_profile (core, working);

  BwRule rule = bw_match_trigger_rule (&working->order);

  bw_match_elect (core, instrument, slot);
  if (profile == BW_PROFILE_PINE)
    {
      if (!bw_match_tick (core, instrument, slot, trade, BW_RULE_STOP_TRIGGER))
        return;
    }
  else if (bw_match_book_has (core, instrument, slot) ||
      profile == BW_PROFILE_IMMEDIATE)
    {
      if (!bw_match_meet_book (core, instrument, slot, BW_MEETS_ARRIVING, rule))
        return;
    }
  else if (!fills_at_quotes_alone (profile) &&
           bw_match_within_limit (&working->order, trade->trade.price.e8))
    {
      if (!bw_match_from_trade (core, instrument, slot, trade, trade->trade.size.e8, trade->trade.price,
                                rule))
        return;
    }
  bw_match_rest (core, instrument, slot);
  bw_execute_say_order (core, working);
}

static void
meet_trade (BwCore *core, BwInstrumentState *instrument, guint32 slot, const BwMarketEvent *trade)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwProfile profile = bw_match_profile (core, working);
  gint64 filled_e8 = working->order.filled.e8;

  if (bw_book_watches (working->book))
    meet_stop (core, instrument, slot, trade);
  else if (profile == BW_PROFILE_IMMEDIATE)
    bw_match_immediate (core, instrument, slot);
  else if (profile == BW_PROFILE_PINE)
    bw_match_tick (core, instrument, slot, trade, BW_RULE_NONE);
  else if (fills_at_quotes_alone (profile))
    return;
  else if (bw_match_has_limit (&working->order))
    meet_resting_limit (core, instrument, slot, trade);
  else if (bw_match_from_trade (core, instrument, slot, trade, trade->trade.size.e8, trade->trade.price,
                            BW_RULE_TRADE_PRINT) &&
           working->order.filled.e8 != filled_e8)
    bw_execute_say_order (core, working);
}

/* A missing side lets the test pass. */
static gboolean
is_inside_quote (const BwInstrumentState *instrument, BwFixed price)
{
  return (instrument->bid_size.e8 == 0 || price.e8 >= instrument->bid.e8) &&
         (instrument->ask_size.e8 == 0 || price.e8 <= instrument->ask.e8);
}

/**
 * bw_match_trade:
 *
 * A trade has been stored: the orders it reaches meet it; market orders that wait first, then
 * limits, then what a price turns into one of them. An official print is the auction first.
 */
void
bw_match_trade (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *trade)
{
  gboolean is_core = bw_session_phase (core, instrument->calendar) == BW_PHASE_CORE;
  gint64 price_e8 = trade->trade.price.e8;

  if (trade->trade.size.e8 <= 0)
    return;
  if (trade->print != BW_PRINT_REGULAR && is_core)
    bw_match_auction (core, instrument, trade);
  g_array_set_size (core->touched, 0);
  if (trade->print == BW_PRINT_REGULAR || !is_core)
    {
      bw_book_collect (core, instrument, BW_BOOK_BUY_MARKET, 0);
      bw_book_collect (core, instrument, BW_BOOK_SELL_MARKET, 0);
      bw_book_collect (core, instrument, BW_BOOK_BUY_LIMIT, price_e8);
      bw_book_collect (core, instrument, BW_BOOK_SELL_LIMIT, price_e8);
    }
  /* The close is over with its print: it elects nothing. */
  if (is_inside_quote (instrument, trade->trade.price) && trade->print != BW_PRINT_AUCTION_CLOSE)
    {
      bw_book_collect (core, instrument, BW_BOOK_BUY_STOP, price_e8);
      bw_book_collect (core, instrument, BW_BOOK_SELL_STOP, price_e8);
      if (instrument->has_watching)
        bw_match_collect_watching (core, instrument, trade->trade.price, trade->trade.price);
    }
  for (guint i = 0; i < core->touched->len; i++)
    {
      guint32 slot = g_array_index (core->touched, guint32, i);

      if (bw_match_is_live (core, instrument, bw_core_working (core, slot)))
        meet_trade (core, instrument, slot, trade);
    }
}
