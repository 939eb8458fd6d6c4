/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/match.h"

#include "trading/iceberg.h"

/* An order against the standing book. What one order has taken of the displayed size is gone for
 * the account's next one, until the book is refreshed. */

/* A market order beyond the displayed size pays one tick more for each further block of it; an
 * order that would need more blocks than this waits for the next refresh. */
#define BLOCKS_MAX 1000

typedef struct
{
  BwDepthLevel top;
  const BwDepthLevel *levels;
  int n_levels;
  int side; /* 0 for bids, 1 for asks */
} Ladder;

/* The side of the book that the order would take from. */
static void
get_ladder (const BwInstrumentState *instrument, const BwOrder *order, Ladder *ladder)
{
  gboolean is_buy = order->side == BW_SIDE_BUY;

  ladder->side = is_buy ? 1 : 0;
  if (instrument->has_depth)
    {
      ladder->levels = is_buy ? instrument->depth->asks : instrument->depth->bids;
      ladder->n_levels = is_buy ? instrument->depth->n_asks : instrument->depth->n_bids;
      return;
    }
  ladder->top.price = is_buy ? instrument->ask : instrument->bid;
  ladder->top.size = is_buy ? instrument->ask_size : instrument->bid_size;
  ladder->levels = &ladder->top;
  ladder->n_levels = ladder->top.size.e8 > 0 ? 1 : 0;
}

static gboolean
is_fresh (const BwCore *core, const BwInstrumentState *instrument, const BwOrder *order)
{
  const BwAccountState *account = bw_core_account_state (core, order->account);

  return core->now - instrument->quote_time <= account->account.terms.stale_after_ns;
}

/**
 * bw_match_book_has:
 *
 * Returns: whether there is a fresh quote on the side that the order takes from
 */
gboolean
bw_match_book_has (const BwCore *core, const BwInstrumentState *instrument, guint32 slot)
{
  const BwOrder *order = &bw_core_working (core, slot)->order;
  Ladder ladder;

  get_ladder (instrument, order, &ladder);
  return ladder.n_levels > 0 && is_fresh (core, instrument, order);
}

/* The standing quote as the event that a certificate names. */
void
bw_match_source_quote (const BwInstrumentState *instrument, BwRule rule, BwMatchSource *source)
{
  *source = (BwMatchSource){
    .rule = rule,
    .market = {
        .time = instrument->quote_time,
        .instrument = instrument->definition.id,
        .kind = instrument->has_depth ? BW_MARKET_DEPTH : BW_MARKET_QUOTE,
        .quote = { instrument->bid, instrument->bid_size, instrument->ask, instrument->ask_size },
    },
  };
}

static gint64
available_within_limit (const Ladder *ladder, const BwOrder *order, BwFixed consumed)
{
  __int128 size_e8 = 0;

  for (int i = 0; i < ladder->n_levels; i++)
    if (bw_match_within_limit (order, ladder->levels[i].price.e8))
      size_e8 += ladder->levels[i].size.e8;
  return (gint64) CLAMP (size_e8 - consumed.e8, 0, G_MAXINT64);
}

static void
consume (BwFixed *consumed, BwFixed taken, gint64 available_e8)
{
  consumed->e8 += MIN (taken.e8, available_e8);
}

/* Level by level, each a fill at its own price. */
static gboolean
walk_levels (BwCore *core, BwInstrumentState *instrument, guint32 slot, const Ladder *ladder,
             BwFixed *consumed, BwMatchSource *source)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  gint64 skip_e8 = consumed->e8;

  for (int i = 0; i < ladder->n_levels; i++)
    {
      const BwDepthLevel *level = &ladder->levels[i];
      gint64 available_e8 = level->size.e8 - MIN (skip_e8, level->size.e8);
      BwFixed taken;

      skip_e8 -= MIN (skip_e8, level->size.e8);
      if (!bw_match_within_limit (&working->order, level->price.e8))
        break;
      taken = bw_match_take_of (instrument, &working->order, available_e8);
      if (taken.e8 == 0)
        continue;
      source->level_index = i;
      source->level_price = level->price;
      source->level_size = level->size;
      source->consumed.e8 = level->size.e8 - available_e8;
      consume (consumed, taken, available_e8);
      if (!bw_execute_fill (core, slot, taken, level->price, source))
        return FALSE;
    }
  return TRUE;
}

/* Beyond what is displayed: one tick worse for each further block of the last level's size. */
static gboolean
walk_beyond (BwCore *core, BwInstrumentState *instrument, guint32 slot, const Ladder *ladder,
             BwMatchSource *source)
{
  const BwDepthLevel *last = &ladder->levels[ladder->n_levels - 1];
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwFixed price = last->price;

  for (int block = 0; block < BLOCKS_MAX; block++)
    {
      BwFixed tick = bw_instrument_tick_at (&instrument->definition, price);
      BwFixed taken = bw_match_take_of (instrument, &working->order, last->size.e8);

      if (!(working->order.side == BW_SIDE_BUY ? bw_fixed_add (price, tick, &price)
                                               : bw_fixed_sub (price, tick, &price)) ||
          price.e8 <= 0 || taken.e8 == 0)
        break;
      source->level_index = ladder->n_levels + block;
      source->level_price = price;
      source->level_size = last->size;
      source->consumed = BW_FIXED_ZERO;
      if (!bw_execute_fill (core, slot, taken, price, source))
        return FALSE;
    }
  return TRUE;
}

/* Fill-or-kill: is there enough for all of it? */
static gboolean
has_all (const BwInstrumentState *instrument, const Ladder *ladder, const BwOrder *order, BwFixed consumed)
{
  if (!bw_match_has_limit (order))
    return ladder->n_levels > 0;
  return bw_match_take_of (instrument, order, available_within_limit (ladder, order, consumed)).e8 ==
         bw_order_remaining (order).e8;
}

static void
wait_for_fresh_quote (BwCore *core, BwWorkingOrder *working)
{
  if (working->order.reason == BW_REASON_STALE_DATA)
    return;
  working->order.reason = BW_REASON_STALE_DATA;
  working->order.updated = core->now;
  bw_execute_say_order (core, working);
}

/**
 * bw_match_meet_book:
 * @rule: what its fills are for; %BW_RULE_NONE: a resting limit's, touch or trade-through
 *
 * Fills the order with what stands in the book, as far as its limit and the displayed size go.
 *
 * Returns: %FALSE when the order is no longer open
 */
gboolean
bw_match_meet_book (BwCore *core, BwInstrumentState *instrument, guint32 slot, BwMeets meets,
                    BwRule rule)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  const BwOrder *order = &working->order;
  BwProfile profile = bw_match_profile (core, working);
  BwMatchSource source;
  BwFixed *consumed, taken;
  gint64 available_e8;
  Ladder ladder;

  if (profile == BW_PROFILE_IMMEDIATE)
    return bw_match_immediate (core, instrument, slot);
  if (meets == BW_MEETS_ARRIVING && bw_match_closes (core, instrument, slot))
    return bw_match_at_close (core, instrument, slot);
  get_ladder (instrument, order, &ladder);
  if (ladder.n_levels == 0 || profile == BW_PROFILE_PINE)
    return TRUE;
  if (!is_fresh (core, instrument, order))
    {
      wait_for_fresh_quote (core, working);
      return TRUE;
    }
  if (profile == BW_PROFILE_ALPACA)
    return bw_match_paper (core, instrument, slot);
  if (profile == BW_PROFILE_IBKR)
    return bw_match_top (core, instrument, slot, meets, rule);
  consumed = bw_match_consumed (instrument, bw_core_position_at (core, working->position), ladder.side);
  if (order->tif == BW_TIF_FOK && !has_all (instrument, &ladder, order, *consumed))
    return TRUE;
  bw_match_source_quote (instrument, rule, &source);
  source.best_price = ladder.levels[0].price;
  if (meets == BW_MEETS_ARRIVING)
    return walk_levels (core, instrument, slot, &ladder, consumed, &source) &&
           (bw_match_has_limit (order) || walk_beyond (core, instrument, slot, &ladder, &source));

  available_e8 = available_within_limit (&ladder, order, *consumed);
  if (ladder.levels[0].price.e8 == order->limit_price.e8)
    available_e8 = MIN (available_e8, bw_iceberg_shown (core, working).e8);
  taken = bw_match_take_of (instrument, order, available_e8);
  if (taken.e8 == 0)
    return TRUE;
  if (rule == BW_RULE_NONE)
    source.rule = ladder.levels[0].price.e8 == order->limit_price.e8 ? BW_RULE_TOUCH
                                                                     : BW_RULE_TRADE_THROUGH;
  source.level_price = ladder.levels[0].price;
  source.level_size = ladder.levels[0].size;
  source.consumed = *consumed;
  consume (consumed, taken, available_e8);
  return bw_execute_fill (core, slot, taken, order->limit_price, &source);
}
