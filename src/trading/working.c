/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/working.h"

#include "base/random.h"
#include "trading/risk/exposure.h"
#include "trading/extra.h"

static guint32
home_of (const BwCore *core, BwOrderId id)
{
  return (guint32) bw_random_mix (id) & (core->n_order_slots - 1);
}

static void
place_order (BwCore *core, guint32 slot)
{
  guint32 i = home_of (core, bw_core_working (core, slot)->order.id);

  while (core->order_slots[i] != BW_NIL)
    i = (i + 1) & (core->n_order_slots - 1);
  core->order_slots[i] = slot;
}

static void
grow_order_slots (BwCore *core)
{
  guint32 *old_slots = core->order_slots;
  guint32 n_old = core->n_order_slots;

  core->n_order_slots = MAX (64, 2 * n_old);
  core->order_slots = g_new (guint32, core->n_order_slots);
  for (guint32 i = 0; i < core->n_order_slots; i++)
    core->order_slots[i] = BW_NIL;
  for (guint32 i = 0; i < n_old; i++)
    if (old_slots[i] != BW_NIL)
      place_order (core, old_slots[i]);
  g_free (old_slots);
}

void
bw_working_index (BwCore *core, guint32 slot)
{
  if (2 * core->orders.n_used > core->n_order_slots)
    grow_order_slots (core);
  place_order (core, slot);
}

static guint32
find_index (const BwCore *core, BwOrderId id)
{
  guint32 i;

  if (core->n_order_slots == 0)
    return BW_NIL;
  for (i = home_of (core, id); core->order_slots[i] != BW_NIL; i = (i + 1) & (core->n_order_slots - 1))
    if (bw_core_working (core, core->order_slots[i])->order.id == id)
      return i;
  return BW_NIL;
}

/* Linear probing without tombstones: what follows the hole moves back where it may. */
static void
unindex (BwCore *core, BwOrderId id)
{
  guint32 mask = core->n_order_slots - 1;
  guint32 hole = find_index (core, id);

  if (hole == BW_NIL)
    return;
  for (guint32 i = (hole + 1) & mask; core->order_slots[i] != BW_NIL; i = (i + 1) & mask)
    {
      guint32 home = home_of (core, bw_core_working (core, core->order_slots[i])->order.id);

      if (((i - home) & mask) >= ((i - hole) & mask))
        {
          core->order_slots[hole] = core->order_slots[i];
          hole = i;
        }
    }
  core->order_slots[hole] = BW_NIL;
}

guint32
bw_working_find (const BwCore *core, BwOrderId id)
{
  guint32 i = find_index (core, id);

  return i == BW_NIL ? BW_NIL : core->order_slots[i];
}

/* Orders whose price is not known before they trade: the wash-trade rule takes them as crossing. */
gboolean
bw_working_is_market_like (const BwOrder *order)
{
  if (bw_working_is_wash_exempt (order))
    return FALSE;
  return order->type == BW_ORDER_MARKET || order->type == BW_ORDER_STOP ||
         order->type == BW_ORDER_MARKET_IF_TOUCHED;
}

/* Into the position's counts, or (@by -1) out of them. */
static void
count_order (BwCore *core, const BwWorkingOrder *working, int by)
{
  BwPositionState *holder = bw_core_position_at (core, working->position);
  int side = bw_side_index (working->order.side);

  if (!bw_working_is_wash_exempt (&working->order))
    holder->n_open[side] += (guint32) by;
  if (bw_working_is_market_like (&working->order))
    holder->n_market_like[side] += (guint32) by;
  /* That it fits was checked when the order was accepted. */
  bw_invariant (bw_fixed_add (holder->pending[side],
                              (BwFixed){ by * bw_order_remaining (&working->order).e8 },
                              &holder->pending[side]));
  if ((working->order.flags & BW_ORDER_REDUCE_ONLY) != 0) /* at most all that is pending */
    holder->pending_reduce[side].e8 += by * bw_order_remaining (&working->order).e8;
}

/**
 * bw_working_set_aside:
 *
 * An order that is set aside is in no count of its position: it is inert, or another stands for it.
 */
void
bw_working_set_aside (BwCore *core, guint32 slot, gboolean is_aside)
{
  BwWorkingOrder *working = bw_core_working (core, slot);

  if (((working->bits & BW_WORKING_ASIDE) != 0) == is_aside)
    return;
  count_order (core, working, is_aside ? -1 : 1);
  working->bits ^= BW_WORKING_ASIDE;
}

/**
 * bw_working_new:
 *
 * A slot for an open order, in its position's list and counts (but not in these while it is `held`);
 * in no tree yet, without a timer.
 */
guint32
bw_working_new (BwCore *core, const BwOrder *order, guint32 position)
{
  guint32 slot = bw_pool_take (&core->orders);
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwPositionState *holder = bw_core_position_at (core, position);

  working->order = *order;
  working->book = BW_BOOK_NONE;
  working->left = working->right = BW_NIL;
  working->timer_index = BW_NIL;
  working->extra = BW_NIL;
  working->position = position;
  working->previous = BW_NIL;
  working->next = holder->first_order;
  if (working->next != BW_NIL)
    bw_core_working (core, working->next)->previous = slot;
  holder->first_order = slot;
  if ((order->flags & BW_ORDER_REDUCE_ONLY) != 0)
    holder->n_reduce_only++;
  if (order->status == BW_ORDER_HELD)
    working->bits = BW_WORKING_ASIDE;
  else
    count_order (core, working, 1);
  bw_exposure_note (core, position);
  bw_core_account_state (core, order->account)->account.n_open_orders++;
  bw_working_index (core, slot);
  return slot;
}

/* The order wants @quantity less from now on. */
void
bw_working_take_pending (BwCore *core, const BwWorkingOrder *working, BwFixed quantity)
{
  BwPositionState *holder = bw_core_position_at (core, working->position);
  int side = bw_side_index (working->order.side);

  if ((working->bits & BW_WORKING_ASIDE) != 0)
    return;
  holder->pending[side].e8 -= quantity.e8;
  if ((working->order.flags & BW_ORDER_REDUCE_ONLY) != 0)
    holder->pending_reduce[side].e8 -= quantity.e8;
}

/* Is the slot still an open order's? For those that end orders one by one, as one may end others.
 * No order comes into the core meanwhile. */
gboolean
bw_working_is_open (const BwCore *core, guint32 slot)
{
  return bw_order_status_is_open ((BwOrderStatus) bw_core_working (core, slot)->order.status);
}

/* The order must be out of its tree; what it has left is taken from the position's pending. */
void
bw_working_free (BwCore *core, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwPositionState *holder = bw_core_position_at (core, working->position);

  if (working->previous != BW_NIL)
    bw_core_working (core, working->previous)->next = working->next;
  else
    holder->first_order = working->next;
  if (working->next != BW_NIL)
    bw_core_working (core, working->next)->previous = working->previous;
  bw_exposure_note (core, working->position);
  if ((working->order.flags & BW_ORDER_REDUCE_ONLY) != 0)
    holder->n_reduce_only--;
  if ((working->bits & BW_WORKING_ASIDE) == 0)
    count_order (core, working, -1);
  bw_core_account_state (core, working->order.account)->account.n_open_orders--;
  bw_timer_clear (core, slot);
  unindex (core, working->order.id);
  bw_extra_free (core, working);
  /* Whoever goes through a list of slots sees that this one is free: an order may end another. */
  working->bits = 0;
  working->order.status = 0;
  working->bits = 0;          /* whoever still has the slot in hand finds it dead */
  working->position = BW_NIL;
  bw_pool_give_back (&core->orders, slot);
}

static gint
compare_ids (gconstpointer a, gconstpointer b, gpointer user_data)
{
  BwCore *core = user_data;
  BwOrderId first = bw_core_working (core, *(const guint32 *) a)->order.id;
  BwOrderId second = bw_core_working (core, *(const guint32 *) b)->order.id;

  return first < second ? -1 : first > second;
}

static gboolean
passes (const BwCore *core, const BwWorkingFilter *filter, const BwOrder *order)
{
  return (filter->account == 0 || order->account == filter->account) &&
         (filter->instrument == 0 || order->instrument == filter->instrument) &&
         (filter->tif == 0 || order->tif == filter->tif) &&
         (filter->statuses == 0 || (filter->statuses & 1u << order->status) != 0) &&
         (filter->calendar == 0 ||
          bw_core_instrument_state (core, order->instrument)->calendar == filter->calendar);
}

/* Looks through the position's orders where they are all that can pass, else through all. */
static void
list_orders (const BwCore *core, const BwWorkingFilter *filter, GArray *slots)
{
  guint32 position;

  if (filter->account == 0 || filter->instrument == 0)
    {
      for (guint32 i = 0; i < core->n_order_slots; i++)
        if (core->order_slots[i] != BW_NIL &&
            passes (core, filter, &bw_core_working (core, core->order_slots[i])->order))
          g_array_append_val (slots, core->order_slots[i]);
      return;
    }
  position = bw_position_find (core, filter->account, filter->instrument);
  for (guint32 slot = position == BW_NIL ? BW_NIL : bw_core_position_at (core, position)->first_order;
       slot != BW_NIL; slot = bw_core_working (core, slot)->next)
    if (passes (core, filter, &bw_core_working (core, slot)->order))
      g_array_append_val (slots, slot);
}

/**
 * bw_working_list:
 *
 * Returns: (transfer full): slots by rising order id, whatever the pool looks like
 */
GArray *
bw_working_list (const BwCore *core, const BwWorkingFilter *filter)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (guint32));

  list_orders (core, filter, slots);
  g_array_sort_with_data (slots, compare_ids, (gpointer) core);
  return slots;
}

/* Timers: a binary heap of order slots by (due, order id). */

static gboolean
is_sooner (const BwCore *core, guint32 a, guint32 b)
{
  const BwWorkingOrder *first = bw_core_working (core, a);
  const BwWorkingOrder *second = bw_core_working (core, b);

  BwTime first_due = bw_working_due (first), second_due = bw_working_due (second);

  return first_due != second_due ? first_due < second_due : first->order.id < second->order.id;
}

static void
put_timer (BwCore *core, guint32 index, guint32 slot)
{
  g_array_index (core->timers, guint32, index) = slot;
  bw_core_working (core, slot)->timer_index = index;
}

static void
sift (BwCore *core, guint32 index)
{
  guint32 slot = g_array_index (core->timers, guint32, index);

  while (index > 0 && is_sooner (core, slot, g_array_index (core->timers, guint32, (index - 1) / 2)))
    {
      put_timer (core, index, g_array_index (core->timers, guint32, (index - 1) / 2));
      index = (index - 1) / 2;
    }
  for (;;)
    {
      guint32 child = 2 * index + 1;

      if (child >= core->timers->len)
        break;
      if (child + 1 < core->timers->len &&
          is_sooner (core, g_array_index (core->timers, guint32, child + 1),
                     g_array_index (core->timers, guint32, child)))
        child++;
      if (!is_sooner (core, g_array_index (core->timers, guint32, child), slot))
        break;
      put_timer (core, index, g_array_index (core->timers, guint32, child));
      index = child;
    }
  put_timer (core, index, slot);
}

/**
 * bw_timer_set:
 *
 * Wakes the core when the order is due; never, when that is %BW_TIME_MAX.
 */
void
bw_timer_set (BwCore *core, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwTime due = bw_working_due (working);

  bw_timer_clear (core, slot);
  if (due == BW_TIME_MAX)
    return;
  g_array_append_val (core->timers, slot);
  working->timer_index = core->timers->len - 1;
  sift (core, working->timer_index);
  core->next_due = MIN (core->next_due, due);
}

void
bw_timer_clear (BwCore *core, guint32 slot)
{
  guint32 index = bw_core_working (core, slot)->timer_index;
  guint32 last;

  if (index == BW_NIL)
    return;
  bw_core_working (core, slot)->timer_index = BW_NIL;
  last = g_array_index (core->timers, guint32, core->timers->len - 1);
  g_array_set_size (core->timers, core->timers->len - 1);
  if (last == slot)
    return;
  put_timer (core, index, last);
  sift (core, index);
}

guint32
bw_timer_first (const BwCore *core)
{
  return core->timers->len > 0 ? g_array_index (core->timers, guint32, 0) : BW_NIL;
}

/* Positions, by account and instrument. */

static guint32
position_home (const BwCore *core, BwAccountId account, BwInstrumentId instrument)
{
  return (guint32) bw_random_mix ((guint64) account << 32 | instrument) & (core->n_position_slots - 1);
}

static void
place_position (BwCore *core, guint32 slot)
{
  const BwPositionState *position = bw_core_position_at (core, slot);
  guint32 i = position_home (core, position->account, position->instrument);

  while (core->position_slots[i] != BW_NIL)
    i = (i + 1) & (core->n_position_slots - 1);
  core->position_slots[i] = slot;
}

guint32
bw_position_find (const BwCore *core, BwAccountId account, BwInstrumentId instrument)
{
  guint32 mask = core->n_position_slots - 1;

  if (core->n_position_slots == 0)
    return BW_NIL;
  for (guint32 i = position_home (core, account, instrument); core->position_slots[i] != BW_NIL;
       i = (i + 1) & mask)
    {
      const BwPositionState *position = bw_core_position_at (core, core->position_slots[i]);

      if (position->account == account && position->instrument == instrument)
        return core->position_slots[i];
    }
  return BW_NIL;
}

/**
 * bw_position_ensure:
 *
 * The slot of the account's position in the instrument; a flat one is made where there is none.
 * Positions are kept for good: they hold what was realised.
 */
guint32
bw_position_ensure (BwCore *core, BwAccountId account, BwInstrumentId instrument)
{
  guint32 slot = bw_position_find (core, account, instrument);
  BwPositionState *position;
  BwAccountState *holder;

  if (slot != BW_NIL)
    return slot;
  slot = bw_pool_take (&core->positions);
  position = bw_core_position_at (core, slot);
  position->account = account;
  position->instrument = instrument;
  position->first_lot = position->last_lot = BW_NIL;
  position->previous_held = position->next_held = BW_NIL;
  position->first_order = BW_NIL;
  holder = bw_core_account_state (core, account);
  position->next_position = holder->first_position;
  holder->first_position = slot;
  if (2 * core->positions.n_used > core->n_position_slots)
    {
      core->n_position_slots = MAX (64, 2 * core->n_position_slots);
      core->position_slots = g_renew (guint32, core->position_slots, core->n_position_slots);
      for (guint32 i = 0; i < core->n_position_slots; i++)
        core->position_slots[i] = BW_NIL;
      for (guint32 i = 0; i + 1 < core->positions.n_used; i++)
        place_position (core, i);
    }
  place_position (core, slot);
  return slot;
}

/* Client ids: only their hashes are kept, of 128 bits, for as long as the core lives. */

void
bw_client_id_hash (BwAccountId account, const char *client_id, guint64 hash[2])
{
  guint64 a = bw_random_mix (account);
  guint64 b = bw_random_mix (~(guint64) account);

  for (const char *c = client_id; *c != '\0'; c++)
    {
      a = bw_random_mix (a ^ (guint8) *c);
      b = bw_random_mix (b + (guint8) *c);
    }
  hash[0] = a | 1; /* 0,0 is none */
  hash[1] = b;
}

static guint32
find_client_slot (const BwCore *core, const guint64 hash[2])
{
  guint32 i = (guint32) hash[1] & (core->n_client_slots - 1);

  while (core->client_ids[i][0] != 0 &&
         (core->client_ids[i][0] != hash[0] || core->client_ids[i][1] != hash[1]))
    i = (i + 1) & (core->n_client_slots - 1);
  return i;
}

gboolean
bw_client_id_is_used (const BwCore *core, const guint64 hash[2])
{
  return core->n_client_slots > 0 && core->client_ids[find_client_slot (core, hash)][0] != 0;
}

void
bw_client_id_add (BwCore *core, const guint64 hash[2])
{
  guint32 i;

  if (2 * (core->n_client_ids + 1) > core->n_client_slots)
    {
      guint64 (*old)[2] = core->client_ids;
      guint32 n_old = core->n_client_slots;

      core->n_client_slots = MAX (64, 2 * n_old);
      core->client_ids = g_malloc0_n (core->n_client_slots, sizeof *core->client_ids);
      for (guint32 j = 0; j < n_old; j++)
        if (old[j][0] != 0)
          {
            i = find_client_slot (core, old[j]);
            core->client_ids[i][0] = old[j][0];
            core->client_ids[i][1] = old[j][1];
          }
      g_free (old);
    }
  i = find_client_slot (core, hash);
  if (core->client_ids[i][0] == 0)
    core->n_client_ids++;
  core->client_ids[i][0] = hash[0];
  core->client_ids[i][1] = hash[1];
}
