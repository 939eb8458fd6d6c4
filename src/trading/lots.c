/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/lots.h"

/* A position's lots, oldest first. A lot keeps what it cost in all, never an average: taking part
 * of it takes that share of the cost, half-even at eight decimals, and leaves the exact rest, so
 * that no rounding is ever lost. Quantities and costs of short lots are below 0. */

static BwLot *
lot_at (const BwCore *core, guint32 slot)
{
  return bw_pool_at (&core->lots, slot);
}

static void
unlink_lot (BwCore *core, BwPositionState *position, guint32 slot)
{
  BwLot *lot = lot_at (core, slot);

  if (lot->previous != BW_NIL)
    lot_at (core, lot->previous)->next = lot->next;
  else
    position->first_lot = lot->next;
  if (lot->next != BW_NIL)
    lot_at (core, lot->next)->previous = lot->previous;
  else
    position->last_lot = lot->previous;
  position->n_lots--;
  bw_pool_give_back (&core->lots, slot);
}

static BwFixed
share_of_cost (const BwLot *lot, gint64 quantity_e8)
{
  BwFixed share;

  if (quantity_e8 == lot->quantity.e8)
    return lot->cost;
  /* A share of at most the whole always fits. */
  bw_invariant (bw_fixed_mul_div (lot->cost, (BwFixed){ quantity_e8 }, lot->quantity,
                                  BW_ROUND_HALF_EVEN, &share));
  return share;
}

/**
 * bw_lots_add:
 * @quantity: below 0: short; of the same sign as the position
 * @cost: money paid; below 0: received
 *
 * With %BW_LOTS_AVERAGE there is one lot, which takes everything in.
 */
void
bw_lots_add (BwCore *core, BwPositionState *position, BwFixed quantity, BwFixed cost, BwTime opened,
             BwLotMethod method)
{
  guint32 slot;
  BwLot *lot;

  if (method == BW_LOTS_AVERAGE && position->last_lot != BW_NIL)
    {
      lot = lot_at (core, position->last_lot);
      lot->quantity.e8 += quantity.e8;
      lot->cost.e8 += cost.e8;
      return;
    }
  slot = bw_pool_take (&core->lots);
  lot = lot_at (core, slot);
  *lot = (BwLot){ quantity, cost, opened, position->last_lot, BW_NIL };
  if (position->last_lot != BW_NIL)
    lot_at (core, position->last_lot)->next = slot;
  else
    position->first_lot = slot;
  position->last_lot = slot;
  position->n_lots++;
}

/**
 * bw_lots_cost_of:
 * @quantity: of the position's sign, at most all of it
 *
 * Returns: what closing @quantity would take out of the position's cost
 */
BwFixed
bw_lots_cost_of (const BwCore *core, const BwPositionState *position, BwFixed quantity,
                 BwLotMethod method)
{
  guint32 slot = method == BW_LOTS_LIFO ? position->last_lot : position->first_lot;
  gint64 left_e8 = quantity.e8;
  BwFixed cost = BW_FIXED_ZERO;

  while (left_e8 != 0)
    {
      const BwLot *lot = lot_at (core, slot);
      gint64 taken_e8 = ABS (left_e8) < ABS (lot->quantity.e8) ? left_e8 : lot->quantity.e8;

      cost.e8 += share_of_cost (lot, taken_e8).e8;
      left_e8 -= taken_e8;
      slot = method == BW_LOTS_LIFO ? lot->previous : lot->next;
    }
  return cost;
}

/* Takes @quantity out of the lots, with exactly the cost that bw_lots_cost_of() said. */
void
bw_lots_take (BwCore *core, BwPositionState *position, BwFixed quantity, BwLotMethod method)
{
  gint64 left_e8 = quantity.e8;

  while (left_e8 != 0)
    {
      guint32 slot = method == BW_LOTS_LIFO ? position->last_lot : position->first_lot;
      BwLot *lot = lot_at (core, slot);

      if (ABS (left_e8) < ABS (lot->quantity.e8))
        {
          lot->cost.e8 -= share_of_cost (lot, left_e8).e8;
          lot->quantity.e8 -= left_e8;
          return;
        }
      left_e8 -= lot->quantity.e8;
      unlink_lot (core, position, slot);
    }
}

/* Whose quantity came to nothing leaves its cost to the lot beside it. */
static void
merge_lot (BwCore *core, BwPositionState *position, guint32 slot)
{
  BwLot *lot = lot_at (core, slot);
  guint32 beside = lot->previous != BW_NIL ? lot->previous : lot->next;

  lot_at (core, beside)->cost.e8 += lot->cost.e8;
  unlink_lot (core, position, slot);
}

/**
 * bw_lots_scale:
 * @quantity: what all lots are together from now on; not 0, of the position's sign
 *
 * Each lot takes the same share of the new quantity as of the old one and keeps its cost; roundings
 * are of the running sum, so that the parts make up the whole.
 */
void
bw_lots_scale (BwCore *core, BwPositionState *position, BwFixed quantity)
{
  BwFixed before = position->quantity, sum = BW_FIXED_ZERO, scaled_sum = BW_FIXED_ZERO;
  guint32 next;

  for (guint32 slot = position->first_lot; slot != BW_NIL; slot = next)
    {
      BwLot *lot = lot_at (core, slot);
      BwFixed until;

      next = lot->next;
      sum.e8 += lot->quantity.e8;
      bw_invariant (bw_fixed_mul_div (quantity, sum, before, BW_ROUND_HALF_EVEN, &until));
      lot->quantity.e8 = until.e8 - scaled_sum.e8;
      scaled_sum = until;
      if (lot->quantity.e8 == 0)
        merge_lot (core, position, slot);
    }
}
