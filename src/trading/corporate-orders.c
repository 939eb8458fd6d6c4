/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/corporate.h"

#include "trading/book.h"
#include "trading/execute.h"
#include "trading/extra.h"
#include "trading/working.h"

/* What a corporate action does to open orders, as FINRA rule 5330 has it: a forward split divides
 * their prices and multiplies what they have left, a reverse split cancels them, a dividend takes its
 * amount off those that would otherwise trade because of it. Orders of a group are sent "do not
 * reduce, do not cancel" (SEMANTICS section 1, Bracket): a dividend leaves them, and a reverse split
 * restates them. */

/* By id: ending one order may end others with it. */
static GArray *
list_ids (const BwCore *core, BwInstrumentId instrument)
{
  BwWorkingFilter filter = { .instrument = instrument };
  GArray *slots = bw_working_list (core, &filter);
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (BwOrderId), slots->len);

  for (guint i = 0; i < slots->len; i++)
    g_array_append_vals (ids, &bw_core_working (core, g_array_index (slots, guint32, i))->order.id, 1);
  g_array_unref (slots);
  return ids;
}

typedef struct
{
  BwFixed quantity, filled, limit_price, stop_price, reserve_price;
} Changed;

static gboolean
scale (BwFixed number, BwFixed to, BwFixed from, BwRound round, BwFixed *scaled)
{
  return bw_fixed_mul_div (number, to, from, round, scaled) && scaled->e8 < G_MAXINT64 / 4;
}

/* On a price step, down for both sides: never above what was asked. */
static gboolean
scale_price (const BwInstrument *definition, BwFixed price, BwFixed to, BwFixed from, BwFixed *scaled)
{
  if (price.e8 == 0)
    {
      *scaled = price;
      return TRUE;
    }
  return scale (price, from, to, BW_ROUND_HALF_EVEN, scaled) &&
         bw_fixed_round_to (*scaled, bw_instrument_tick_at (definition, *scaled), BW_ROUND_FLOOR, scaled);
}

/* What the order becomes; %FALSE where a number is out of range. */
static gboolean
split_order (const BwCore *core, const BwWorkingOrder *working, BwFixed to, BwFixed from, Changed *changed)
{
  const BwOrder *order = &working->order;
  const BwInstrument *definition = &bw_core_instrument_state (core, order->instrument)->definition;
  BwFixed step = definition->fractionable ? (BwFixed){ 1 } : definition->lot;
  BwFixed left;

  if (!scale (bw_order_remaining (order), to, from, BW_ROUND_FLOOR, &left) ||
      !bw_fixed_round_to (left, step, BW_ROUND_FLOOR, &left) ||
      !scale (order->filled, to, from, BW_ROUND_HALF_EVEN, &changed->filled) ||
      !bw_fixed_add (left, changed->filled, &changed->quantity) ||
      !scale_price (definition, order->limit_price, to, from, &changed->limit_price) ||
      !scale_price (definition, order->stop_price, to, from, &changed->stop_price) ||
      !scale (working->reserve_price, from, to, BW_ROUND_CEILING, &changed->reserve_price))
    return FALSE;
  return TRUE;
}

/* Sent "do not reduce, do not cancel". */
static gboolean
is_kept (const BwOrder *order)
{
  return order->order_class != BW_ORDER_CLASS_SIMPLE;
}

/* Prices that can't be restated: trailing amounts, touched prices, conditions of any symbol. */
static gboolean
can_be_restated (const BwCore *core, const BwWorkingOrder *working)
{
  const BwOrderExtra *extra = bw_core_extra (core, working);

  return working->order.type <= BW_ORDER_STOP_LIMIT && (working->order.flags & BW_ORDER_WAITS) == 0 &&
         (extra == NULL || extra->display.e8 == 0);
}

/**
 * bw_corporate_split_fits:
 *
 * Returns: whether every open order has numbers to be restated in
 */
gboolean
bw_corporate_split_fits (const BwCore *core, BwInstrumentId instrument, BwFixed to, BwFixed from)
{
  GArray *ids = list_ids (core, instrument);
  __int128 pending_e8 = 0;
  gboolean fits = TRUE;

  for (guint i = 0; i < ids->len && fits && to.e8 > from.e8; i++)
    {
      Changed changed;

      fits = split_order (core, bw_core_working (core, bw_working_find (core, g_array_index (ids, BwOrderId, i))),
                          to, from, &changed);
      pending_e8 += fits ? changed.quantity.e8 : 0;
    }
  g_array_unref (ids);
  return fits && pending_e8 < G_MAXINT64 / 2;
}

static __int128
reserved_e16 (const BwWorkingOrder *working)
{
  return bw_fixed_product_e16 (working->reserve_price, bw_order_remaining (&working->order));
}

/* Keeps its time; where it rests, its place in the queue is unknown from now on. */
static void
restate (BwCore *core, BwInstrumentState *instrument, guint32 slot, const Changed *changed)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwOrder *order = &working->order;
  BwAccountState *account = bw_core_account_state (core, order->account);
  gboolean was_in_book = working->book != BW_BOOK_NONE;
  gboolean was_aside = (working->bits & BW_WORKING_ASIDE) != 0;

  bw_book_remove (core, instrument, slot);
  account->reserved_e16 -= reserved_e16 (working);
  bw_working_set_aside (core, slot, TRUE); /* what it counts for changes */
  order->quantity = changed->quantity;
  order->filled = changed->filled;
  order->limit_price = changed->limit_price;
  order->stop_price = changed->stop_price;
  order->updated = core->now;
  working->reserve_price = changed->reserve_price;
  working->queue_ahead.e8 = -1;
  bw_working_set_aside (core, slot, was_aside);
  account->reserved_e16 += reserved_e16 (working);
  if (was_in_book)
    bw_book_insert (core, instrument, slot);
  bw_execute_say_order (core, working);
}

static void
cancel (BwCore *core, guint32 slot, BwReason reason)
{
  bw_execute_end_order (core, slot, BW_ORDER_CANCELED, reason);
}

/**
 * bw_corporate_split_orders:
 *
 * Orders that would have nothing left, or no price, are cancelled.
 */
void
bw_corporate_split_orders (BwCore *core, BwInstrumentState *instrument, BwFixed to, BwFixed from)
{
  GArray *ids = list_ids (core, instrument->definition.id);

  for (guint i = 0; i < ids->len; i++)
    {
      guint32 slot = bw_working_find (core, g_array_index (ids, BwOrderId, i));
      const BwWorkingOrder *working;
      Changed changed;

      if (slot == BW_NIL)
        continue;
      working = bw_core_working (core, slot);
      if ((to.e8 <= from.e8 && !is_kept (&working->order)) || !can_be_restated (core, working) ||
          !split_order (core, working, to, from, &changed) || changed.quantity.e8 <= changed.filled.e8 ||
          (working->order.limit_price.e8 > 0 && changed.limit_price.e8 <= 0) ||
          (working->order.stop_price.e8 > 0 && changed.stop_price.e8 <= 0))
        cancel (core, slot, BW_REASON_CORPORATE_ACTION);
      else
        restate (core, instrument, slot, &changed);
    }
  g_array_unref (ids);
}

/* Lower by @amount, on a price step; 0 where nothing is left. */
static BwFixed
reduced (const BwInstrument *definition, BwFixed price, BwFixed amount)
{
  BwFixed lower = { price.e8 - amount.e8 };

  if (price.e8 == 0 || lower.e8 <= 0 ||
      !bw_fixed_round_to (lower, bw_instrument_tick_at (definition, lower), BW_ROUND_FLOOR, &lower))
    return BW_FIXED_ZERO;
  return lower;
}

/* What the fall on the ex-date would otherwise fill: limits to buy, stops to sell. */
static gboolean
is_reduced (const BwOrder *order)
{
  if ((order->tif != BW_TIF_GTC && order->tif != BW_TIF_GTD) || is_kept (order))
    return FALSE;
  if (order->side == BW_SIDE_BUY)
    return order->type == BW_ORDER_LIMIT;
  return (order->type == BW_ORDER_STOP || order->type == BW_ORDER_STOP_LIMIT) &&
         (order->flags & BW_ORDER_TRIGGERED) == 0;
}

/**
 * bw_corporate_reduce_orders:
 * @amount: of the dividend, a share
 */
void
bw_corporate_reduce_orders (BwCore *core, BwInstrumentState *instrument, BwFixed amount)
{
  GArray *ids = list_ids (core, instrument->definition.id);

  for (guint i = 0; i < ids->len; i++)
    {
      guint32 slot = bw_working_find (core, g_array_index (ids, BwOrderId, i));
      const BwWorkingOrder *working = slot != BW_NIL ? bw_core_working (core, slot) : NULL;
      Changed changed;

      if (working == NULL || !is_reduced (&working->order))
        continue;
      changed = (Changed){ working->order.quantity, working->order.filled,
                           reduced (&instrument->definition, working->order.limit_price, amount),
                           reduced (&instrument->definition, working->order.stop_price, amount),
                           working->reserve_price };
      if ((working->order.limit_price.e8 > 0 && changed.limit_price.e8 == 0) ||
          (working->order.stop_price.e8 > 0 && changed.stop_price.e8 == 0))
        {
          cancel (core, slot, BW_REASON_CORPORATE_ACTION);
          continue;
        }
      if (working->reserve_price.e8 > 0 && working->order.limit_price.e8 > 0 &&
          !bw_fixed_mul_div (working->reserve_price, changed.limit_price, working->order.limit_price,
                             BW_ROUND_CEILING, &changed.reserve_price))
        changed.reserve_price = working->reserve_price;
      restate (core, instrument, slot, &changed);
    }
  g_array_unref (ids);
}

void
bw_corporate_cancel_orders (BwCore *core, BwInstrumentId instrument, BwReason reason)
{
  GArray *ids = list_ids (core, instrument);

  for (guint i = 0; i < ids->len; i++)
    {
      guint32 slot = bw_working_find (core, g_array_index (ids, BwOrderId, i));

      if (slot != BW_NIL)
        cancel (core, slot, reason);
    }
  g_array_unref (ids);
}

/* It can't be borrowed easily any more: sales that would open or add to a short position go. */
void
bw_corporate_cancel_shorts (BwCore *core, BwInstrumentId instrument)
{
  GArray *ids = list_ids (core, instrument);

  for (guint i = 0; i < ids->len; i++)
    {
      guint32 slot = bw_working_find (core, g_array_index (ids, BwOrderId, i));
      const BwWorkingOrder *working = slot != BW_NIL ? bw_core_working (core, slot) : NULL;

      if (working != NULL && working->order.side == BW_SIDE_SELL && (working->bits & BW_WORKING_OPENS) != 0)
        cancel (core, slot, BW_REASON_HARD_TO_BORROW);
    }
  g_array_unref (ids);
}
