/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/match.h"

#include "trading/book.h"
#include "trading/session.h"

/* A bar stands for the path O-H-L-C (where the open is nearer to the high) or O-L-H-C, and fills
 * only orders that had arrived when it began. Market orders fill at its open; a stop that the open
 * gaps through and a limit that it gaps in favour of fill there too; on the way a stop fills at its
 * price, and a limit at its own once the price has gone through it (profile touch: reached it).
 * Volume caps nothing (SEMANTICS section 2, Bars). */

typedef struct
{
  BwCore *core;
  BwInstrumentState *instrument;
  const BwMarketEvent *bar;
  BwTime start;
  gboolean in_core_session;
} Walk;

static gboolean
is_eligible (const Walk *walk, const BwWorkingOrder *working)
{
  if ((working->bits & BW_WORKING_ARRIVED) == 0 || working->arrival > walk->start)
    return FALSE;
  return walk->in_core_session || bw_session_works (walk->core, walk->instrument, working->order.flags);
}

/* All of the order at @price. */
static gboolean
fill_whole (const Walk *walk, guint32 slot, gint64 price_e8, BwRule rule)
{
  const BwOrder *order = &bw_core_working (walk->core, slot)->order;
  BwMatchSource source = {
    .rule = rule,
    .level_index = -1,
    .best_price = { price_e8 },
    .level_price = { price_e8 },
    .level_size = walk->bar->bar.volume,
    .market = *walk->bar,
  };

  return bw_execute_fill (walk->core, slot, bw_order_remaining (order), (BwFixed){ price_e8 }, &source);
}

/* The stop is reached where the price is @price: it fills there, or works as the limit it becomes. */
static void
trigger_stop (const Walk *walk, guint32 slot, gint64 price_e8, BwRule rule)
{
  BwWorkingOrder *working = bw_core_working (walk->core, slot);

  bw_match_elect (walk->core, walk->instrument, slot);
  if (bw_match_within_limit (&working->order, price_e8) && !fill_whole (walk, slot, price_e8, rule))
    return;
  bw_match_rest (walk->core, walk->instrument, slot);
  bw_execute_say_order (walk->core, working);
}

/* A price that only reaches the limit fills it in profile touch alone. */
static void
meet_limit (const Walk *walk, guint32 slot, gint64 reached_e8)
{
  const BwWorkingOrder *working = bw_core_working (walk->core, slot);
  gint64 limit_e8 = working->order.limit_price.e8;
  gboolean is_touch = bw_match_profile (walk->core, working) == BW_PROFILE_TOUCH;

  if (limit_e8 == reached_e8 && !is_touch)
    return;
  fill_whole (walk, slot, limit_e8, is_touch ? BW_RULE_TOUCH : BW_RULE_TRADE_THROUGH);
}

static void
open_order (const Walk *walk, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (walk->core, slot);
  const BwOrder *order = &working->order;
  gint64 open_e8 = walk->bar->bar.open.e8;

  if (working->book == BW_BOOK_BUY_STOP || working->book == BW_BOOK_SELL_STOP)
    trigger_stop (walk, slot, open_e8,
                  open_e8 == order->stop_price.e8 ? BW_RULE_STOP_TRIGGER : BW_RULE_GAP_OPEN);
  else if (!bw_match_has_limit (order))
    fill_whole (walk, slot, open_e8, BW_RULE_BAR_OPEN);
  else if (order->limit_price.e8 == open_e8)
    meet_limit (walk, slot, open_e8);
  else if (bw_match_profile (walk->core, working) == BW_PROFILE_CONSERVATIVE)
    fill_whole (walk, slot, order->limit_price.e8, BW_RULE_TRADE_THROUGH);
  else
    fill_whole (walk, slot, open_e8, BW_RULE_GAP_OPEN);
}

static void
walk_open (const Walk *walk)
{
  BwCore *core = walk->core;
  gint64 open_e8 = walk->bar->bar.open.e8;

  g_array_set_size (core->touched, 0);
  bw_book_collect (core, walk->instrument, BW_BOOK_BUY_MARKET, 0);
  bw_book_collect (core, walk->instrument, BW_BOOK_SELL_MARKET, 0);
  bw_book_collect (core, walk->instrument, BW_BOOK_BUY_STOP, open_e8);
  bw_book_collect (core, walk->instrument, BW_BOOK_SELL_STOP, open_e8);
  bw_book_collect (core, walk->instrument, BW_BOOK_BUY_LIMIT, open_e8);
  bw_book_collect (core, walk->instrument, BW_BOOK_SELL_LIMIT, open_e8);
  for (guint i = 0; i < core->touched->len; i++)
    {
      guint32 slot = g_array_index (core->touched, guint32, i);

      if (is_eligible (walk, bw_core_working (core, slot)))
        open_order (walk, slot);
    }
}

/* One straight stretch of the path, to @to: what it meets, in the order of the path. Stops and
 * limits are two sorted runs that are merged; at the same price the stop comes first, as it needs
 * only to be reached. */
static void
walk_to (const Walk *walk, gint64 from_e8, gint64 to_e8)
{
  BwCore *core = walk->core;
  gboolean is_down = to_e8 < from_e8;
  guint stop, limit, n_stops;

  if (to_e8 == from_e8)
    return;
  g_array_set_size (core->touched, 0);
  bw_book_collect (core, walk->instrument, is_down ? BW_BOOK_SELL_STOP : BW_BOOK_BUY_STOP, to_e8);
  n_stops = core->touched->len;
  bw_book_collect (core, walk->instrument, is_down ? BW_BOOK_BUY_LIMIT : BW_BOOK_SELL_LIMIT, to_e8);
  for (stop = 0, limit = n_stops; stop < n_stops || limit < core->touched->len;)
    {
      gboolean takes_stop = limit == core->touched->len;
      guint32 slot;

      if (stop < n_stops && !takes_stop)
        takes_stop =
            bw_book_key (bw_core_working (core, g_array_index (core->touched, guint32, stop))) <=
            bw_book_key (bw_core_working (core, g_array_index (core->touched, guint32, limit)));
      slot = g_array_index (core->touched, guint32, takes_stop ? stop++ : limit++);
      if (!is_eligible (walk, bw_core_working (core, slot)))
        continue;
      if (takes_stop)
        trigger_stop (walk, slot, bw_core_working (core, slot)->order.stop_price.e8,
                      BW_RULE_STOP_TRIGGER);
      else
        meet_limit (walk, slot, to_e8);
    }
}

/**
 * bw_match_bar:
 * @start: when the bar began; the core's clock is there or later
 *
 * Walks the bar's path, the clock with it: the open at @start, the extremes a third of the bar
 * apart, the close at its end.
 */
void
bw_match_bar (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *bar, BwTime start)
{
  Walk walk = { core, instrument, bar, start, FALSE };
  gint64 high_e8 = bar->bar.high.e8, low_e8 = bar->bar.low.e8, open_e8 = bar->bar.open.e8;
  gboolean is_high_first = high_e8 - open_e8 < open_e8 - low_e8;
  gint64 path_e8[4] = { open_e8, is_high_first ? high_e8 : low_e8,
                        is_high_first ? low_e8 : high_e8, bar->bar.close.e8 };

  walk.in_core_session = bar->bar.timeframe >= BW_TIMEFRAME_1D ||
                         bw_session_was_core (core, instrument, start);
  if (!instrument->is_halted)
    walk_open (&walk);
  for (int i = 1; i < 4; i++)
    {
      bw_session_advance (core, MAX (core->now, i == 3 ? bar->time : start + (bar->time - start) / 3 * i));
      if (!instrument->is_halted)
        walk_to (&walk, path_e8[i - 1], path_e8[i]);
    }
}
