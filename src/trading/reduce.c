/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/reduce.h"

#include "trading/execute.h"
#include "trading/working.h"

/* Reduce-only orders never ask for more than there is to reduce: they shrink as the position does,
 * and end with it. They hold nothing against other orders, which may close the position first. */

/**
 * bw_reduce_room:
 *
 * Returns: how much of the position an order of @side can take away; 0 or above
 */
BwFixed
bw_reduce_room (const BwPositionState *position, BwSide side)
{
  gint64 held_e8 = position == NULL ? 0 : position->quantity.e8;

  return (BwFixed){ MAX (side == BW_SIDE_SELL ? held_e8 : -held_e8, 0) };
}

/* Returns: whether the order has ended. */
static gboolean
shrink (BwCore *core, guint32 slot, BwFixed room)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwFixed excess = { bw_order_remaining (&working->order).e8 - room.e8 };

  if (excess.e8 <= 0)
    return FALSE;
  if (room.e8 == 0)
    {
      bw_execute_end_order (core, slot, BW_ORDER_CANCELED, BW_REASON_REDUCE_ONLY);
      return TRUE;
    }
  bw_working_take_pending (core, working, excess);
  bw_core_account_state (core, working->order.account)->reserved_e16 -=
      bw_fixed_product_e16 (working->reserve_price, excess);
  working->order.quantity.e8 -= excess.e8;
  working->order.updated = core->now;
  bw_execute_say_order (core, working);
  return FALSE;
}

/**
 * bw_reduce_after:
 * @except: the order that has just traded; %BW_NIL
 *
 * The position has changed: its reduce-only orders follow. Any of them may end.
 */
void
bw_reduce_after (BwCore *core, guint32 position, guint32 except)
{
  const BwPositionState *held = bw_core_position_at (core, position);
  guint32 slot = held->n_reduce_only > 0 ? held->first_order : BW_NIL;

  while (slot != BW_NIL)
    {
      const BwWorkingOrder *working = bw_core_working (core, slot);
      guint32 next = working->next;

      if (slot != except && (working->order.flags & BW_ORDER_REDUCE_ONLY) != 0 &&
          shrink (core, slot, bw_reduce_room (held, (BwSide) working->order.side)))
        next = held->first_order; /* its end may have ended others */
      slot = next;
    }
}
