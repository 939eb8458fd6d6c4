/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/trail.h"

#include "trading/book.h"

#include "base/random.h"

/* Trailing orders of one instrument and side that share a water mark are one group: a new extreme
 * moves the group and visits none of its orders. Groups the market overtakes become one, the smaller
 * going into the larger, so that an order changes its group O(log n) times over its life; those it
 * does not reach are not looked at. A stop is computed from its group's mark when somebody looks.
 *
 * Groups are a treap by their mark, each node with the nearest stop of its subtree; within a group
 * two trees of the ordinary sort (book.h) hold the orders by (trail, rank): one for money, one for
 * percent, as each of them has its stops in the order of the trails.
 *
 * All is told for sales: buys have their prices negated, so that a better mark is always above, and a
 * stop always below it. One state has one form: one group a mark. */

#define NO_MARK G_MININT64 /* no price yet; also a stop that nothing reaches */

typedef struct
{
  gint64 mark;
  gint64 nearest;      /* the first stop of its orders */
  gint64 nearest_of_all; /* … of its subtree */
  BwTime newest;       /* when the last of its orders arrived, or later */
  guint32 left, right;
  guint32 root[2];     /* orders: money, percent */
  guint32 n_orders;
} BwTrailGroup;

G_STATIC_ASSERT (sizeof (BwTrailGroup) <= BW_TRAIL_GROUP_BYTES);

static inline BwTrailGroup *
group_at (const BwCore *core, guint32 group)
{
  return bw_pool_at (&core->trail_groups, group);
}

static inline gint64
turn (guint8 side, gint64 price_e8)
{
  return side == BW_SIDE_SELL ? price_e8 : -price_e8;
}

static inline gint64
turn_mark (guint8 side, BwFixed mark)
{
  return mark.e8 > 0 ? turn (side, mark.e8) : NO_MARK;
}

static inline BwFixed
turn_back (guint8 side, gint64 mark)
{
  return mark == NO_MARK ? BW_FIXED_ZERO : (BwFixed){ turn (side, mark) };
}

/**
 * bw_trail_stop:
 * @water_mark: the best price since it was sent; 0: none yet
 *
 * The mark less the trail for a sale, plus it for a buy, on tick and never nearer than asked.
 *
 * Returns: 0 where there is none: no mark yet, or a trail wider than the price
 */
BwFixed
bw_trail_stop (const BwInstrument *definition, const BwOrder *order, BwFixed water_mark)
{
  gboolean is_sell = order->side == BW_SIDE_SELL;
  BwRound round = is_sell ? BW_ROUND_FLOOR : BW_ROUND_CEILING;
  BwFixed stop = BW_FIXED_ZERO, trail = { is_sell ? -order->trail.e8 : order->trail.e8 };

  if (water_mark.e8 <= 0)
    return BW_FIXED_ZERO;
  if ((order->flags & BW_ORDER_TRAIL_PERCENT) != 0)
    {
      if (!bw_fixed_add (BW_FIXED (100), trail, &trail) ||
          !bw_fixed_mul_div (water_mark, trail, BW_FIXED (100), round, &stop))
        return BW_FIXED_ZERO;
    }
  else if (!bw_fixed_add (water_mark, trail, &stop))
    return BW_FIXED_ZERO;
  if (stop.e8 <= 0 ||
      !bw_fixed_round_to (stop, bw_instrument_tick_at (definition, stop), round, &stop))
    return BW_FIXED_ZERO;
  return stop;
}

/* Where the limit of a trailing stop-limit is: beyond its stop, at least a tick above nothing. */
BwFixed
bw_trail_limit (const BwInstrument *definition, const BwOrder *order, BwFixed limit_offset)
{
  BwFixed limit;

  if (order->type != BW_ORDER_TRAILING_STOP_LIMIT || order->stop_price.e8 <= 0)
    return BW_FIXED_ZERO;
  if (order->side == BW_SIDE_BUY)
    return bw_fixed_add (order->stop_price, limit_offset, &limit) ? limit : order->stop_price;
  limit.e8 = order->stop_price.e8 - limit_offset.e8;
  return limit.e8 > 0 ? limit : bw_instrument_tick_at (definition, BW_FIXED_ZERO);
}

BwFixed
bw_trail_better_mark (BwSide side, BwFixed a, BwFixed b)
{
  return turn_mark ((guint8) side, a) >= turn_mark ((guint8) side, b) ? a : b;
}

/**
 * bw_trail_market_price:
 *
 * What a trailing order of @side starts from: the last trade or bar of the day; on a day without
 * one the quote that would elect it; else the last price known; 0 where there is none.
 */
BwFixed
bw_trail_market_price (const BwCore *core, const BwInstrumentState *instrument, BwSide side)
{
  gboolean is_bar_newer = instrument->bar_time > instrument->last_time || instrument->last.e8 == 0;
  BwFixed last = is_bar_newer ? instrument->bar_close : instrument->last;

  if (instrument->traded_day == core->calendars[instrument->calendar].day + 1)
    return last;
  if (side == BW_SIDE_SELL && instrument->bid_size.e8 > 0)
    return instrument->bid;
  if (side == BW_SIDE_BUY && instrument->ask_size.e8 > 0)
    return instrument->ask;
  return last;
}

void
bw_trail_set_mark (const BwInstrument *definition, BwOrder *order, BwOrderExtra *extra,
                   BwFixed water_mark)
{
  extra->water_mark = water_mark;
  order->stop_price = bw_trail_stop (definition, order, water_mark);
  order->limit_price = bw_trail_limit (definition, order, extra->limit_offset);
}

/* The stop of an order with @mark, turned. */
static gint64
stop_at (const BwInstrumentState *instrument, const BwOrder *order, gint64 mark)
{
  return turn_mark (order->side, bw_trail_stop (&instrument->definition, order, turn_back (order->side, mark)));
}

static void
pull (const BwCore *core, BwTrailGroup *group)
{
  group->nearest_of_all = group->nearest;
  if (group->left != BW_NIL)
    group->nearest_of_all = MAX (group->nearest_of_all, group_at (core, group->left)->nearest_of_all);
  if (group->right != BW_NIL)
    group->nearest_of_all = MAX (group->nearest_of_all, group_at (core, group->right)->nearest_of_all);
}

/* After its mark or its first orders changed. */
static void
update_nearest (const BwCore *core, const BwInstrumentState *instrument, BwTrailGroup *group)
{
  group->nearest = NO_MARK;
  for (int i = 0; i < 2; i++)
    {
      guint32 slot = bw_book_first (core, group->root[i]);

      if (slot != BW_NIL)
        group->nearest = MAX (group->nearest,
                              stop_at (instrument, &bw_core_working (core, slot)->order, group->mark));
    }
}

/* Parts the groups whose mark is below @mark from the rest. */
static void
split (BwCore *core, guint32 tree, gint64 mark, guint32 *below, guint32 *rest)
{
  BwTrailGroup *group;

  if (tree == BW_NIL)
    {
      *below = *rest = BW_NIL;
      return;
    }
  group = group_at (core, tree);
  if (group->mark < mark)
    {
      *below = tree;
      split (core, group->right, mark, &group->right, rest);
    }
  else
    {
      *rest = tree;
      split (core, group->left, mark, below, &group->left);
    }
  pull (core, group);
}

static guint32
join (BwCore *core, guint32 below, guint32 above)
{
  BwTrailGroup *a, *b;

  if (below == BW_NIL || above == BW_NIL)
    return below == BW_NIL ? above : below;
  a = group_at (core, below);
  b = group_at (core, above);
  if (bw_random_mix ((guint64) a->mark) > bw_random_mix ((guint64) b->mark))
    {
      a->right = join (core, a->right, above);
      pull (core, a);
      return below;
    }
  b->left = join (core, below, b->left);
  pull (core, b);
  return above;
}

/* Takes the group of exactly @mark out of @tree; %BW_NIL where there is none. */
static guint32
take_out (BwCore *core, guint32 *tree, gint64 mark)
{
  guint32 below, group, above;

  split (core, *tree, mark, &below, &above);
  split (core, above, mark + 1, &group, &above);
  *tree = join (core, below, above);
  return group;
}

static void
put_in (BwCore *core, guint32 *tree, guint32 group)
{
  BwTrailGroup *it = group_at (core, group);
  guint32 below, above;

  it->left = it->right = BW_NIL;
  pull (core, it);
  split (core, *tree, it->mark, &below, &above);
  *tree = join (core, join (core, below, group), above);
}

static void
add_order (BwCore *core, guint32 group, guint32 slot)
{
  BwTrailGroup *it = group_at (core, group);
  BwWorkingOrder *working = bw_core_working (core, slot);
  int kind = (working->order.flags & BW_ORDER_TRAIL_PERCENT) != 0;

  bw_book_tree_insert (core, &it->root[kind], slot);
  bw_extra_ensure (core, working)->trail_group = group;
  it->newest = MAX (it->newest, working->arrival);
  it->n_orders++;
}

static guint32
new_group (BwCore *core, gint64 mark)
{
  guint32 group = bw_pool_take (&core->trail_groups);
  BwTrailGroup *it = group_at (core, group);

  it->mark = mark;
  it->nearest = it->nearest_of_all = NO_MARK;
  it->newest = BW_TIME_NONE;
  it->left = it->right = it->root[0] = it->root[1] = BW_NIL;
  return group;
}

/**
 * bw_trail_insert:
 *
 * Puts the order where its water mark says. Cost: O(log n).
 */
void
bw_trail_insert (BwCore *core, BwInstrumentState *instrument, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  guint32 *tree = &instrument->trail_root[bw_side_index (working->order.side)];
  gint64 mark = turn_mark (working->order.side, bw_extra_ensure (core, working)->water_mark);
  guint32 group = take_out (core, tree, mark);

  if (group == BW_NIL)
    group = new_group (core, mark);
  add_order (core, group, slot);
  update_nearest (core, instrument, group_at (core, group));
  put_in (core, tree, group);
}

/**
 * bw_trail_refresh:
 *
 * Brings the prices that the order shows up to date with the mark of its group; nothing happens to
 * one that rests in none.
 */
void
bw_trail_refresh (const BwCore *core, BwWorkingOrder *working)
{
  BwOrderExtra *extra = bw_core_extra (core, working);

  if (extra == NULL || extra->trail_group == BW_NIL)
    return;
  bw_trail_set_mark (&bw_core_instrument_state (core, working->order.instrument)->definition,
                     &working->order, extra,
                     turn_back (working->order.side, group_at (core, extra->trail_group)->mark));
}

/**
 * bw_trail_remove:
 *
 * Takes the order out of its group, with the prices it has there. Cost: O(log n).
 */
void
bw_trail_remove (BwCore *core, BwInstrumentState *instrument, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwOrderExtra *extra = bw_core_extra (core, working);
  guint32 *tree = &instrument->trail_root[bw_side_index (working->order.side)];
  int kind = (working->order.flags & BW_ORDER_TRAIL_PERCENT) != 0;
  BwTrailGroup *it = group_at (core, extra->trail_group);
  guint32 group = take_out (core, tree, it->mark);

  bw_trail_refresh (core, working);
  bw_book_tree_remove (core, &it->root[kind], slot);
  extra->trail_group = BW_NIL;
  if (--it->n_orders == 0)
    {
      bw_pool_give_back (&core->trail_groups, group);
      return;
    }
  update_nearest (core, instrument, it);
  put_in (core, tree, group);
}

typedef struct
{
  BwCore *core;
  BwInstrumentState *instrument;
  guint32 *tree;    /* what is not overtaken */
  guint32 target;   /* what is; %BW_NIL: nothing yet */
  BwTime arrived_by;
  BwTrailFilter is_moved; /* (nullable): each order for itself */
  gpointer user_data;
} Raise;

static gboolean
is_moved (const Raise *raise, const BwWorkingOrder *working)
{
  return working->arrival <= raise->arrived_by &&
         (raise->is_moved == NULL || raise->is_moved (working, raise->user_data));
}

/* Moves the orders of @tree that follow the price into @into; links the others again into @back. */
static void
move_orders (const Raise *raise, guint32 tree, guint32 into, guint32 back)
{
  BwWorkingOrder *working;
  guint32 left, right;

  if (tree == BW_NIL)
    return;
  working = bw_core_working (raise->core, tree);
  left = working->left;
  right = working->right;
  move_orders (raise, left, into, back);
  move_orders (raise, right, into, back);
  add_order (raise->core, into == back || is_moved (raise, working) ? into : back, tree);
}

/* @back is @from, or @into where all of it goes there. */
static void
empty_into (const Raise *raise, guint32 from, guint32 into, guint32 back)
{
  BwTrailGroup *it = group_at (raise->core, from);
  guint32 root[2] = { it->root[0], it->root[1] };

  it->root[0] = it->root[1] = BW_NIL;
  it->n_orders = 0;
  it->newest = BW_TIME_NONE;
  move_orders (raise, root[0], into, back);
  move_orders (raise, root[1], into, back);
}

/* All of the group has arrived in time: the smaller of it and what was overtaken so far goes into
 * the larger. */
static void
overtake_whole (Raise *raise, guint32 group)
{
  BwCore *core = raise->core;
  guint32 from = group;

  if (raise->target == BW_NIL)
    {
      raise->target = group;
      return;
    }
  if (group_at (core, group)->n_orders > group_at (core, raise->target)->n_orders)
    {
      from = raise->target;
      raise->target = group;
    }
  empty_into (raise, from, raise->target, raise->target);
  bw_pool_give_back (&core->trail_groups, from);
}

/* Those that came within a bar stay as they are. */
static void
overtake_part (Raise *raise, guint32 group)
{
  BwCore *core = raise->core;

  if (raise->target == BW_NIL)
    raise->target = new_group (core, NO_MARK);
  empty_into (raise, group, raise->target, group);
  if (group_at (core, group)->n_orders == 0)
    {
      bw_pool_give_back (&core->trail_groups, group);
      return;
    }
  update_nearest (core, raise->instrument, group_at (core, group));
  put_in (core, raise->tree, group);
}

static void
overtake_all (Raise *raise, guint32 tree)
{
  guint32 left, right;

  if (tree == BW_NIL)
    return;
  left = group_at (raise->core, tree)->left;
  right = group_at (raise->core, tree)->right;
  overtake_all (raise, left);
  if (raise->is_moved == NULL && group_at (raise->core, tree)->newest <= raise->arrived_by)
    overtake_whole (raise, tree);
  else
    overtake_part (raise, tree);
  overtake_all (raise, right);
}

/**
 * bw_trail_is_moved:
 *
 * Returns: whether a price elects an order or moves a mark
 */
gboolean
bw_trail_is_moved (const BwCore *core, const BwInstrumentState *instrument, BwSide side, BwFixed price)
{
  guint32 group = instrument->trail_root[bw_side_index ((guint8) side)];
  gint64 at = turn ((guint8) side, price.e8);

  if (group == BW_NIL)
    return FALSE;
  if (group_at (core, group)->nearest_of_all >= at)
    return TRUE;
  while (group_at (core, group)->left != BW_NIL)
    group = group_at (core, group)->left;
  return group_at (core, group)->mark < at;
}

/**
 * bw_trail_raise:
 * @arrived_by: orders that arrived later keep their mark
 * @filter: (nullable): more that an order must be; makes it visit all whose mark is bettered
 *
 * The market is at @price: marks that it betters are there now. Cost: O(log n), and O(log n) for an
 * order at most as often as its group was the smaller one.
 */
void
bw_trail_raise (BwCore *core, BwInstrumentState *instrument, BwSide side, BwFixed price,
                BwTime arrived_by, BwTrailFilter filter, gpointer user_data)
{
  guint32 *tree = &instrument->trail_root[bw_side_index ((guint8) side)];
  Raise raise = { core, instrument, tree, BW_NIL, arrived_by, filter, user_data };
  gint64 at = turn_mark ((guint8) side, price);
  guint32 below;

  if (*tree == BW_NIL || at == NO_MARK)
    return;
  split (core, *tree, at, &below, tree);
  if (below == BW_NIL)
    return;
  overtake_all (&raise, below);
  if (raise.target == BW_NIL)
    return;
  if (group_at (core, raise.target)->n_orders == 0)
    {
      bw_pool_give_back (&core->trail_groups, raise.target);
      return;
    }
  below = take_out (core, tree, at);
  if (below != BW_NIL)
    overtake_whole (&raise, below);
  group_at (core, raise.target)->mark = at;
  update_nearest (core, instrument, group_at (core, raise.target));
  put_in (core, tree, raise.target);
}

/* The orders of one tree whose stop is at or above @at: the first ones. */
static void
collect_orders (BwCore *core, guint32 tree, gint64 at)
{
  while (tree != BW_NIL)
    {
      BwWorkingOrder *working = bw_core_working (core, tree);

      bw_trail_refresh (core, working);
      if (turn_mark (working->order.side, working->order.stop_price) < at)
        {
          tree = working->left;
          continue;
        }
      collect_orders (core, working->left, at);
      g_array_append_val (core->touched, tree);
      tree = working->right;
    }
}

static void
collect_groups (BwCore *core, guint32 tree, gint64 at)
{
  const BwTrailGroup *group;

  if (tree == BW_NIL || group_at (core, tree)->nearest_of_all < at)
    return;
  group = group_at (core, tree);
  collect_groups (core, group->left, at);
  if (group->nearest >= at)
    {
      collect_orders (core, group->root[0], at);
      collect_orders (core, group->root[1], at);
    }
  collect_groups (core, group->right, at);
}

/**
 * bw_trail_collect:
 *
 * Appends to the core's touched orders those whose stop a market at @price reaches. Cost:
 * O(log n + orders touched).
 */
void
bw_trail_collect (BwCore *core, BwInstrumentState *instrument, BwSide side, BwFixed price)
{
  collect_groups (core, instrument->trail_root[bw_side_index ((guint8) side)],
                  turn ((guint8) side, price.e8));
}
