/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/match.h"

#include "base/random.h"
#include "trading/auction.h"
#include "trading/book.h"
#include "trading/group.h"
#include "trading/session.h"
#include "trading/trail.h"

/* A bar stands for the path O-H-L-C (where the open is nearer to the high) or O-L-H-C; where it is
 * in the middle, for the one that is worse for the position. It fills only orders that had arrived
 * when it began. Market orders fill at its open; a stop that the open gaps through and a limit that
 * it gaps in favour of fill there too; on the way a stop fills at its price, and a limit at its own
 * once the price has gone through it, or reached it where the account says so. A stop and a target
 * of one position that both lie in the bar can't be ordered by it: the stop is taken, but by
 * profile pine, which believes the path. Volume caps nothing unless the account states a cap or
 * splits the volume over the path (SEMANTICS section 2, Bars). */

typedef struct
{
  BwCore *core;
  BwInstrumentState *instrument;
  const BwMarketEvent *bar;
  BwTime start;
  gboolean in_core_session;
  int point;          /* of the path: 0 open … 3 close */
  gboolean is_tie;    /* the open is as far from the high as from the low */
  gboolean for_short; /* then: the walk for short positions, else that of all others */
} Walk;

/* Was the position short after the bar's open? It stays on its path through the bar. */
static gboolean
is_short (const Walk *walk, const BwWorkingOrder *working)
{
  BwPositionState *position = bw_core_position_at (walk->core, working->position);

  if (position->path_bar != walk->instrument->bar_number)
    {
      position->path_bar = walk->instrument->bar_number;
      position->is_short_path = position->quantity.e8 < 0;
    }
  /* Pine has one path for all. */
  return position->is_short_path && bw_match_profile (walk->core, working) != BW_PROFILE_PINE;
}

static gboolean
is_eligible (const Walk *walk, const BwWorkingOrder *working)
{
  if ((working->bits & BW_WORKING_ARRIVED) == 0 || working->arrival > walk->start)
    return FALSE;
  if (walk->is_tie && is_short (walk, working) != walk->for_short)
    return FALSE;
  return walk->in_core_session || bw_session_works (walk->core, walk->instrument, working->order.flags);
}

/* What the bar still has for the account at this point of its path; without a cap and a split, all
 * that the order wants. */
static gint64
volume_left_e8 (const BwFillTerms *terms, const BwInstrumentState *instrument,
                BwPositionState *position, BwFixed volume, int point)
{
  guint64 key = 4 * instrument->bar_number + (terms->splits_volume ? (guint64) point : 0);

  if (position->bar_key != key)
    {
      position->bar_key = key;
      position->bar_used = BW_FIXED_ZERO;
    }
  if (terms->splits_volume)
    volume.e8 /= 4;
  return MAX (bw_fill_terms_share (terms, volume).e8 - position->bar_used.e8, 0);
}

/**
 * bw_match_from_bar:
 * @point: of the bar's path, where @price is
 * @source: of a bar; its volume is @source->level_size
 *
 * Fills as much of the order as the account gets of the bar's volume; fill-or-kill all or nothing.
 *
 * Returns: %FALSE when the order is no longer open
 */
gboolean
bw_match_from_bar (BwCore *core, BwInstrumentState *instrument, guint32 slot, BwFixed price, int point,
                   BwMatchSource *source)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  const BwFillTerms *terms = bw_match_terms (core, working);
  BwPositionState *position = bw_core_position_at (core, working->position);
  BwFixed left = bw_order_remaining (&working->order), taken;
  gint64 available_e8;

  if (terms->participation.e8 == 0 && !terms->splits_volume)
    return bw_execute_fill (core, slot, left, price, source);
  available_e8 = volume_left_e8 (terms, instrument, position, source->level_size, point);
  taken = bw_match_take_of (instrument, &working->order, available_e8);
  if (taken.e8 == 0 || (working->order.tif == BW_TIF_FOK && taken.e8 != left.e8))
    return TRUE;
  source->consumed = position->bar_used;
  if (taken.e8 < left.e8)
    {
      source->rule = BW_RULE_PARTICIPATION;
      source->flags |= BW_CERTIFICATE_CAPPED;
    }
  position->bar_used.e8 += MIN (taken.e8, available_e8);
  return bw_execute_fill (core, slot, taken, price, source);
}

/* Whatever its path: the price came from the open's side to @price_e8, and to the extreme beyond it
 * later. Of a limit that an elected stop has become nobody can say that. */
static gint64
extreme_after (const Walk *walk, const BwOrder *order, gint64 price_e8, BwRule rule)
{
  gboolean is_falling = order->side == BW_SIDE_BUY;

  if (rule == BW_RULE_STOP_TRIGGER)
    is_falling = !is_falling;
  else if ((order->flags & BW_ORDER_TRIGGERED) != 0 && rule != BW_RULE_TOUCH_TRIGGER)
    return price_e8;
  return is_falling ? walk->bar->bar.low.e8 : walk->bar->bar.high.e8;
}

static gboolean
fill (const Walk *walk, guint32 slot, gint64 price_e8, BwRule rule, guint64 draw)
{
  const BwWorkingOrder *working = bw_core_working (walk->core, slot);
  gboolean is_entry = walk->point > 0 && (working->order.order_class == BW_ORDER_CLASS_BRACKET ||
                                          working->order.order_class == BW_ORDER_CLASS_OTO) &&
                      !bw_group_is_leg (&working->order);
  BwBarEntry entry = { working->order.id, working->position, price_e8,
                     extreme_after (walk, &working->order, price_e8, rule) };
  gboolean is_open;
  BwMatchSource source = {
    .rule = rule,
    .level_index = -1,
    .best_price = { price_e8 },
    .level_price = { price_e8 },
    .level_size = walk->bar->bar.volume,
    .market = *walk->bar,
    .draw = draw,
    .flags = (guint8) ((rule == BW_RULE_AMBIGUOUS_PESSIMISTIC ? BW_CERTIFICATE_AMBIGUOUS : 0) |
                       (draw != 0 ? BW_CERTIFICATE_TOUCH_BY_CHANCE : 0)),
  };

  is_open = bw_match_from_bar (walk->core, walk->instrument, slot, (BwFixed){ price_e8 }, walk->point, &source);
  if (G_UNLIKELY (is_entry) && !is_open)
    g_array_append_val (walk->core->bar_entries, entry);
  return is_open;
}

/* An order that stays where it is, whatever it was given. */
static void
fill_in_place (const Walk *walk, guint32 slot, gint64 price_e8, BwRule rule, guint64 draw)
{
  BwWorkingOrder *working = bw_core_working (walk->core, slot);
  gint64 filled_e8 = working->order.filled.e8;

  if (fill (walk, slot, price_e8, rule, draw) && working->order.filled.e8 != filled_e8)
    bw_execute_say_order (walk->core, working);
}

/* The stop is reached where the price is @price: it fills there, or works as the limit it becomes. */
static void
trigger_stop (const Walk *walk, guint32 slot, gint64 price_e8, BwRule rule)
{
  BwWorkingOrder *working = bw_core_working (walk->core, slot);

  bw_match_elect (walk->core, walk->instrument, slot);
  if (bw_match_within_limit (&working->order, price_e8) && !fill (walk, slot, price_e8, rule, 0))
    return;
  bw_match_rest (walk->core, walk->instrument, slot);
  bw_execute_say_order (walk->core, working);
}

static BwTouchRule
touch_rule (const Walk *walk, const BwWorkingOrder *working)
{
  const BwFillTerms *terms = bw_match_terms (walk->core, working);

  if (terms->touch != BW_TOUCH_BY_PROFILE)
    return (BwTouchRule) terms->touch;
  switch (bw_match_profile (walk->core, working))
    {
    case BW_PROFILE_TOUCH:
    case BW_PROFILE_PINE:
    case BW_PROFILE_IMMEDIATE:
      return BW_TOUCH_REACHED;
    case BW_PROFILE_REALISTIC:
    case BW_PROFILE_ALPACA:
    case BW_PROFILE_IBKR:
    case BW_PROFILE_CONSERVATIVE:
      break;
    }
  return BW_TOUCH_STRICT;
}

/* Does a price that came to @reached fill the limit? One that only just came there by the account's
 * touch rule. Chance is drawn once a bar. */
static gboolean
limit_gives_way (const Walk *walk, const BwWorkingOrder *working, gint64 reached_e8, guint64 *draw)
{
  const BwOrder *order = &working->order;
  const BwFillTerms *terms = bw_match_terms (walk->core, working);
  gint64 beyond_e8 = order->side == BW_SIDE_BUY ? order->limit_price.e8 - reached_e8
                                                : reached_e8 - order->limit_price.e8;

  *draw = 0;
  if (beyond_e8 < 0)
    return FALSE;
  if (terms->limit_ticks > 0)
    {
      gint64 tick_e8 = bw_instrument_tick_at (&walk->instrument->definition, order->limit_price).e8;

      return beyond_e8 / terms->limit_ticks >= tick_e8;
    }
  if (beyond_e8 > 0)
    return TRUE;
  switch (touch_rule (walk, working))
    {
    case BW_TOUCH_REACHED:
      return TRUE;
    case BW_TOUCH_CHANCE:
      *draw = bw_random_at (walk->core->seed, order->account, order->id, walk->core->n_events, 2);
      return *draw % 100 < terms->touch_percent;
    case BW_TOUCH_BY_PROFILE:
    case BW_TOUCH_STRICT:
      break;
    }
  return FALSE;
}

static void
meet_limit (const Walk *walk, guint32 slot, gint64 reached_e8)
{
  const BwWorkingOrder *working = bw_core_working (walk->core, slot);
  gint64 limit_e8 = working->order.limit_price.e8;
  gboolean is_touch = touch_rule (walk, working) == BW_TOUCH_REACHED || reached_e8 == limit_e8;
  guint64 draw;

  if (limit_gives_way (walk, working, reached_e8, &draw))
    fill_in_place (walk, slot, limit_e8, is_touch ? BW_RULE_TOUCH : BW_RULE_TRADE_THROUGH, draw);
}

static void
open_order (const Walk *walk, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (walk->core, slot);
  const BwOrder *order = &working->order;
  gint64 open_e8 = walk->bar->bar.open.e8;
  guint64 draw;

  if (bw_book_watches (working->book))
    trigger_stop (walk, slot, open_e8,
                  open_e8 == order->stop_price.e8 ? bw_match_trigger_rule (order) : BW_RULE_GAP_OPEN);
  else if (!bw_match_has_limit (order))
    fill_in_place (walk, slot, open_e8, BW_RULE_BAR_OPEN, 0);
  else if (order->limit_price.e8 == open_e8)
    meet_limit (walk, slot, open_e8);
  else if (!limit_gives_way (walk, working, open_e8, &draw))
    return;
  else if (bw_match_profile (walk->core, working) == BW_PROFILE_CONSERVATIVE)
    fill_in_place (walk, slot, order->limit_price.e8, BW_RULE_TRADE_THROUGH, draw);
  else
    fill_in_place (walk, slot, open_e8, BW_RULE_GAP_OPEN, draw);
}

static gboolean
is_led (const BwWorkingOrder *working, gpointer walk)
{
  return is_eligible (walk, working);
}

/* What waits for a price and is reached by a falling or a rising market at @price_e8. */
static void
collect_triggers (const Walk *walk, gboolean is_down, gint64 price_e8)
{
  BwCore *core = walk->core;
  BwFixed price = { price_e8 };

  bw_book_collect (core, walk->instrument, is_down ? BW_BOOK_SELL_STOP : BW_BOOK_BUY_STOP, price_e8);
  if (!walk->instrument->has_watching)
    return;
  bw_book_collect (core, walk->instrument, is_down ? BW_BOOK_BUY_TOUCH : BW_BOOK_SELL_TOUCH, price_e8);
  if (!walk->in_core_session)
    return;
  bw_trail_collect (core, walk->instrument, is_down ? BW_SIDE_SELL : BW_SIDE_BUY, price);
  bw_trail_raise (core, walk->instrument, is_down ? BW_SIDE_BUY : BW_SIDE_SELL, price, walk->start,
                  walk->is_tie ? is_led : NULL, (gpointer) walk);
}

static void
walk_open (const Walk *walk)
{
  BwCore *core = walk->core;
  gint64 open_e8 = walk->bar->bar.open.e8;

  g_array_set_size (core->touched, 0);
  bw_book_collect (core, walk->instrument, BW_BOOK_BUY_MARKET, 0);
  bw_book_collect (core, walk->instrument, BW_BOOK_SELL_MARKET, 0);
  collect_triggers (walk, FALSE, open_e8);
  collect_triggers (walk, TRUE, open_e8);
  bw_book_collect (core, walk->instrument, BW_BOOK_BUY_LIMIT, open_e8);
  bw_book_collect (core, walk->instrument, BW_BOOK_SELL_LIMIT, open_e8);
  for (guint i = 0; i < core->touched->len; i++)
    {
      guint32 slot = g_array_index (core->touched, guint32, i);

      if (is_eligible (walk, bw_core_working (core, slot)))
        open_order (walk, slot);
    }
}

/* Can the exits of the stop's position that the bar reaches not all be filled? Then which came
 * first decides, and the bar does not say it. */
static gboolean
is_ambiguous (const Walk *walk, const BwWorkingOrder *stop)
{
  const BwPositionState *position = bw_core_position_at (walk->core, stop->position);
  gboolean is_long = position->quantity.e8 > 0;
  gint64 target_e8 = is_long ? walk->bar->bar.high.e8 : walk->bar->bar.low.e8;
  __int128 wanted_e8 = bw_order_remaining (&stop->order).e8;
  gboolean has_target = FALSE;
  guint64 draw;

  if (position->quantity.e8 == 0 || is_long != (stop->order.side == BW_SIDE_SELL) ||
      bw_match_profile (walk->core, stop) == BW_PROFILE_PINE)
    return FALSE;
  for (guint32 slot = position->first_order; slot != BW_NIL;)
    {
      const BwWorkingOrder *other = bw_core_working (walk->core, slot);

      if ((other->book == BW_BOOK_SELL_LIMIT || other->book == BW_BOOK_BUY_LIMIT) &&
          other->order.side == stop->order.side && is_eligible (walk, other) &&
          limit_gives_way (walk, other, target_e8, &draw))
        {
          has_target = TRUE;
          wanted_e8 += bw_order_remaining (&other->order).e8;
        }
      slot = other->next;
    }
  return has_target && wanted_e8 > ABS ((__int128) position->quantity.e8);
}

/* Stops and targets within one bar: the stop is taken first, the fill marked and counted. */
static void
settle_ambiguous (const Walk *walk)
{
  BwCore *core = walk->core;
  BwInstrumentState *instrument = walk->instrument;
  gint64 high_e8 = walk->bar->bar.high.e8, low_e8 = walk->bar->bar.low.e8;

  g_array_set_size (core->touched, 0);
  if (instrument->best[BW_BOOK_SELL_STOP] >= low_e8 && instrument->best[BW_BOOK_SELL_LIMIT] <= high_e8)
    bw_book_collect (core, instrument, BW_BOOK_SELL_STOP, low_e8);
  if (instrument->best[BW_BOOK_BUY_STOP] <= high_e8 && instrument->best[BW_BOOK_BUY_LIMIT] >= low_e8)
    bw_book_collect (core, instrument, BW_BOOK_BUY_STOP, high_e8);
  for (guint i = 0; i < core->touched->len; i++)
    {
      guint32 slot = g_array_index (core->touched, guint32, i);
      const BwWorkingOrder *stop = bw_core_working (core, slot);

      if (!is_eligible (walk, stop) || !is_ambiguous (walk, stop))
        continue;
      bw_core_account_state (core, stop->order.account)->account.n_ambiguous++;
      trigger_stop (walk, slot, stop->order.stop_price.e8, BW_RULE_AMBIGUOUS_PESSIMISTIC);
    }
}

/* Where on the way it is: smaller is met earlier. */
static gint64
trigger_key (const BwWorkingOrder *working, gboolean is_down)
{
  return is_down ? -working->order.stop_price.e8 : working->order.stop_price.e8;
}

static gint
compare_triggers (const BwCore *core, gconstpointer a, gconstpointer b, gboolean is_down)
{
  const BwWorkingOrder *first = bw_core_working (core, *(const guint32 *) a);
  const BwWorkingOrder *second = bw_core_working (core, *(const guint32 *) b);
  gint64 first_key = trigger_key (first, is_down), second_key = trigger_key (second, is_down);

  if (first_key != second_key)
    return first_key < second_key ? -1 : 1;
  return first->rank < second->rank ? -1 : first->rank > second->rank;
}

static gint
compare_falling (gconstpointer a, gconstpointer b, gpointer core)
{
  return compare_triggers (core, a, b, TRUE);
}

static gint
compare_rising (gconstpointer a, gconstpointer b, gpointer core)
{
  return compare_triggers (core, a, b, FALSE);
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
  collect_triggers (walk, is_down, to_e8);
  if (walk->instrument->has_watching)
    g_array_sort_with_data (core->touched, is_down ? compare_falling : compare_rising, core);
  n_stops = core->touched->len;
  bw_book_collect (core, walk->instrument, is_down ? BW_BOOK_BUY_LIMIT : BW_BOOK_SELL_LIMIT, to_e8);
  for (stop = 0, limit = n_stops; stop < n_stops || limit < core->touched->len;)
    {
      gboolean takes_stop = limit == core->touched->len;
      guint32 slot;

      if (stop < n_stops && !takes_stop)
        takes_stop =
            trigger_key (bw_core_working (core, g_array_index (core->touched, guint32, stop)), is_down) <=
            bw_book_key (bw_core_working (core, g_array_index (core->touched, guint32, limit)));
      slot = g_array_index (core->touched, guint32, takes_stop ? stop++ : limit++);
      if (!is_eligible (walk, bw_core_working (core, slot)))
        continue;
      if (takes_stop)
        trigger_stop (walk, slot, bw_core_working (core, slot)->order.stop_price.e8,
                      bw_match_trigger_rule (&bw_core_working (core, slot)->order));
      else
        meet_limit (walk, slot, to_e8);
    }
}

/* Where the volume is split, each point of the path has its own quarter: what an earlier one left of
 * market orders and of limits that the price is beyond gets it. */
static void
walk_rest (const Walk *walk, gint64 price_e8)
{
  BwCore *core = walk->core;

  g_array_set_size (core->touched, 0);
  bw_book_collect (core, walk->instrument, BW_BOOK_BUY_MARKET, 0);
  bw_book_collect (core, walk->instrument, BW_BOOK_SELL_MARKET, 0);
  bw_book_collect (core, walk->instrument, BW_BOOK_BUY_LIMIT, price_e8);
  bw_book_collect (core, walk->instrument, BW_BOOK_SELL_LIMIT, price_e8);
  for (guint i = 0; i < core->touched->len; i++)
    {
      guint32 slot = g_array_index (core->touched, guint32, i);
      const BwWorkingOrder *working = bw_core_working (core, slot);

      if (!bw_match_terms (core, working)->splits_volume || !is_eligible (walk, working))
        continue;
      if (bw_match_has_limit (&working->order))
        meet_limit (walk, slot, price_e8);
      else
        fill_in_place (walk, slot, price_e8, BW_RULE_BAR_PATH, 0);
    }
}

static void
walk_stretch (Walk *walk, gint64 from_e8, gint64 to_e8)
{
  if (walk->instrument->is_halted)
    return;
  if (walk->point == 1)
    settle_ambiguous (walk);
  walk_to (walk, from_e8, to_e8);
  walk_rest (walk, to_e8);
}

/* The exits of a group whose entry this bar has filled on its way. What came before the entry is of no
 * account to them: only where the bar reaches one of them alone, and certainly after the entry, does
 * that one fill (SEMANTICS section 2, Bars 6). */
static void
settle_entry (const Walk *walk, const BwBarEntry *entry)
{
  BwCore *core = walk->core;
  const BwPositionState *position = bw_core_position_at (core, entry->position);
  const BwWorkingOrder *target = NULL, *stop = NULL;
  guint32 target_slot = BW_NIL, stop_slot = BW_NIL;
  gint64 close_e8 = walk->bar->bar.close.e8;
  gint64 low_e8 = MIN (MIN (entry->price_e8, entry->extreme_e8), close_e8);
  gint64 high_e8 = MAX (MAX (entry->price_e8, entry->extreme_e8), close_e8);
  gboolean is_long = position->quantity.e8 > 0, hits_target, hits_stop;
  guint64 draw;

  for (guint32 slot = position->first_order; slot != BW_NIL;)
    {
      const BwWorkingOrder *working = bw_core_working (core, slot);

      if (working->order.parent == entry->entry && (working->bits & BW_WORKING_ARRIVED) != 0)
        *((working->order.flags & BW_ORDER_STOP_LOSS) != 0 ? &stop_slot : &target_slot) = slot;
      slot = working->next;
    }
  if (target_slot != BW_NIL)
    target = bw_core_working (core, target_slot);
  if (stop_slot != BW_NIL)
    stop = bw_core_working (core, stop_slot);
  hits_target = target != NULL && limit_gives_way (walk, target, is_long ? walk->bar->bar.high.e8 : walk->bar->bar.low.e8, &draw);
  hits_stop = stop != NULL && (is_long ? walk->bar->bar.low.e8 <= stop->order.stop_price.e8
                                       : walk->bar->bar.high.e8 >= stop->order.stop_price.e8);
  if (hits_target && !hits_stop)
    meet_limit (walk, target_slot, is_long ? high_e8 : low_e8);
  else if (hits_stop && !hits_target &&
           (is_long ? low_e8 <= stop->order.stop_price.e8 : high_e8 >= stop->order.stop_price.e8))
    trigger_stop (walk, stop_slot, stop->order.stop_price.e8, BW_RULE_STOP_TRIGGER);
}

static void
settle_entries (const Walk *walk)
{
  GArray *entries = walk->core->bar_entries;

  for (guint i = 0; i < entries->len; i++)
    {
      BwBarEntry entry = g_array_index (entries, BwBarEntry, i);

      if (!walk->instrument->is_halted && walk->in_core_session &&
          bw_core_account_state (walk->core, bw_core_position_at (walk->core, entry.position)->account)
                  ->account.terms.latency_ns == 0)
        settle_entry (walk, &entry);
    }
  g_array_set_size (entries, 0);
}

/* A day's first and last price are those of its auctions, also where finer bars stand in for it; its
 * volume caps nothing. */
static void
walk_auction (const Walk *walk, BwPrint print, BwFixed price)
{
  const BwCore *core = walk->core;
  BwBarPart part = print == BW_PRINT_AUCTION_OPEN ? BW_BAR_OPENS_DAY : BW_BAR_CLOSES_DAY;

  if ((walk->bar->bar.timeframe == BW_TIMEFRAME_1D || (walk->bar->part & part) != 0) &&
      bw_session_phase (core, walk->instrument->calendar) == BW_PHASE_CORE)
    bw_match_auction_bar (walk->core, walk->instrument, walk->bar, walk->start, print, price, walk->point);
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
  Walk walk = { .core = core, .instrument = instrument, .bar = bar, .start = start };
  gint64 high_e8 = bar->bar.high.e8, low_e8 = bar->bar.low.e8, open_e8 = bar->bar.open.e8;
  gboolean is_high_first = high_e8 - open_e8 < open_e8 - low_e8;
  gint64 path_e8[4] = { open_e8, is_high_first ? high_e8 : low_e8,
                        is_high_first ? low_e8 : high_e8, bar->bar.close.e8 };
  /* The other way round, which a tie is for who is short. */
  gint64 mirror_e8[4] = { open_e8, path_e8[2], path_e8[1], path_e8[3] };
  gboolean is_tie = high_e8 - open_e8 == open_e8 - low_e8 && high_e8 > low_e8;

  walk.in_core_session = bar->bar.timeframe >= BW_TIMEFRAME_1D ||
                         bw_session_was_core (core, instrument, start);
  if (!instrument->is_halted)
    walk_auction (&walk, BW_PRINT_AUCTION_OPEN, bar->bar.open);
  if (!instrument->is_halted)
    walk_open (&walk);
  walk.is_tie = is_tie;
  for (int i = 1; i < 4; i++)
    {
      bw_session_advance (core, MAX (core->now, i == 3 ? bar->time : start + (bar->time - start) / 3 * i));
      walk.point = i;
      walk.for_short = FALSE;
      walk_stretch (&walk, path_e8[i - 1], path_e8[i]);
      walk.for_short = TRUE;
      if (is_tie)
        walk_stretch (&walk, mirror_e8[i - 1], mirror_e8[i]);
    }
  settle_entries (&walk);
  if (!instrument->is_halted)
    walk_auction (&walk, BW_PRINT_AUCTION_CLOSE, bar->bar.close);
}
