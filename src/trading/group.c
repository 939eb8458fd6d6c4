/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/group.h"

#include "trading/execute.h"
#include "trading/match.h"
#include "trading/order-legs.h"
#include "trading/session.h"
#include "trading/working.h"

/* A bracket is an entry and two legs, what takes the profit and what limits the loss; an OTO has one
 * of them; an OCO is the order that takes the profit (the OCO itself) and its leg, the stop. Legs are
 * orders of their own. They are `held` until the entry is completely filled: in no tree, counted
 * nowhere, reserving nothing. Then they leave exactly what the entry has opened, or what of it is
 * still there.
 *
 * Of two exits that work, the one that limits the loss is set aside: it counts for nothing, as both
 * want the same shares. What one of them fills, the other loses at once, in the same event, and when
 * there is nothing left it is canceled: both can never fill. When any order of a group ends unfilled,
 * the rest ends with it; a replacement takes the place of what it replaces.
 *
 * The links are order ids in BwOrderExtra: the entry's legs, the legs' siblings; BwOrder.parent. */

static guint32
find_open (const BwCore *core, BwOrderId id)
{
  return id == 0 ? BW_NIL : bw_working_find (core, id);
}

/* An inert leg of @entry, at @limit where it has one, at @stop where it is the stop. */
static guint32
make_leg (BwCore *core, const BwWorkingOrder *entry, BwFixed limit, BwFixed stop)
{
  gboolean is_oco = entry->order.order_class == BW_ORDER_CLASS_OCO;
  BwOrder leg = {
    .id = core->next_order++,
    .account = entry->order.account,
    .instrument = entry->order.instrument,
    .side = is_oco                              ? entry->order.side
            : entry->order.side == BW_SIDE_BUY ? BW_SIDE_SELL
                                               : BW_SIDE_BUY,
    .intent = BW_INTENT_CLOSE,
    .type = stop.e8 == 0 ? BW_ORDER_LIMIT : limit.e8 == 0 ? BW_ORDER_STOP : BW_ORDER_STOP_LIMIT,
    .tif = entry->order.tif,
    .order_class = entry->order.order_class,
    .status = BW_ORDER_HELD,
    .flags = stop.e8 == 0 ? BW_ORDER_TAKE_PROFIT : BW_ORDER_STOP_LOSS,
    .quantity = { entry->order.quantity.e8 },
    .limit_price = limit,
    .stop_price = stop,
    .created = core->now,
    .updated = core->now,
    .expires = entry->order.tif == BW_TIF_GTC ? entry->order.expires : BW_TIME_MAX,
    .parent = entry->order.id,
    .strategy = entry->order.strategy,
    .agent = entry->order.agent,
  };
  guint32 slot;

  leg.uuid = bw_order_leg_uuid (&entry->order.uuid, stop.e8 != 0);
  slot = bw_working_new (core, &leg, entry->position);
  bw_core_working (core, slot)->arrival = BW_TIME_MAX;
  return slot;
}

/**
 * bw_group_begin:
 * @slot: of an order that has just been accepted
 *
 * Makes the legs that its class asks for.
 */
void
bw_group_begin (BwCore *core, guint32 slot, const BwNewOrder *request)
{
  BwWorkingOrder *entry = bw_core_working (core, slot);
  BwOrderExtra *links;
  guint32 legs[2] = { BW_NIL, BW_NIL };

  if (entry->order.order_class == BW_ORDER_CLASS_SIMPLE)
    return;
  links = bw_extra_ensure (core, entry);
  if (request->take_profit.e8 != 0 && entry->order.order_class != BW_ORDER_CLASS_OCO)
    legs[0] = make_leg (core, entry, request->take_profit, BW_FIXED_ZERO);
  if (request->stop_loss.e8 != 0)
    legs[1] = make_leg (core, entry, request->stop_loss_limit, request->stop_loss);
  for (int i = 0; i < 2; i++)
    {
      BwWorkingOrder *leg = legs[i] == BW_NIL ? NULL : bw_core_working (core, legs[i]);
      BwOrderExtra *own;

      if (leg == NULL)
        continue;
      own = bw_extra_ensure (core, leg);
      if (entry->order.order_class == BW_ORDER_CLASS_OCO)
        {
          own->sibling = entry->order.id;
          links->sibling = leg->order.id;
        }
      else
        {
          links->legs[i] = leg->order.id;
          if (legs[1 - i] != BW_NIL)
            own->sibling = bw_core_working (core, legs[1 - i])->order.id;
        }
      bw_execute_say_order (core, leg);
    }
}

static void
end_as (BwCore *core, BwOrderId id, BwOrderStatus status, BwReason reason)
{
  guint32 slot = find_open (core, id);

  if (slot != BW_NIL)
    bw_execute_end_order (core, slot, status, reason);
}

/* An inert leg begins to work, with @quantity to trade. */
static void
release_leg (BwCore *core, guint32 slot, BwFixed quantity)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  const BwAccountState *account = bw_core_account_state (core, working->order.account);

  working->order.quantity = quantity;
  working->arrival = bw_core_later (core->now, account->account.terms.latency_ns);
  bw_session_begin_order (core, &working->order, working->arrival);
  working->order.updated = core->now;
  bw_working_set_aside (core, slot,
                        (working->order.flags & BW_ORDER_STOP_LOSS) != 0 &&
                            working->order.order_class != BW_ORDER_CLASS_OTO);
  bw_execute_say_order (core, working);
  if (working->arrival <= core->now)
    bw_match_arrive (core, slot);
  else
    bw_timer_set (core, slot);
}

/* What a leg can leave: what is held in its direction, without what other exits already want. */
static BwFixed
quantity_left (const BwCore *core, const BwWorkingOrder *leg)
{
  const BwPositionState *position = bw_core_position_at (core, leg->position);
  gint64 held_e8 = leg->order.side == BW_SIDE_SELL ? position->quantity.e8 : -position->quantity.e8;
  gint64 free_e8 = held_e8 - position->pending[bw_side_index (leg->order.side)].e8;

  return (BwFixed){ MIN (free_e8, leg->order.quantity.e8) };
}

/* The entry is completely filled. Its links were copied: the slot is gone. */
static void
release_legs (BwCore *core, const BwOrderId legs[2])
{
  BwFixed quantity = BW_FIXED_ZERO;

  for (int i = 0; i < 2; i++)
    {
      guint32 slot = find_open (core, legs[i]);

      if (slot == BW_NIL) /* there is none, or its sibling filled as soon as it was there */
        continue;
      if (quantity.e8 == 0)
        quantity = quantity_left (core, bw_core_working (core, slot));
      if (quantity.e8 > 0)
        release_leg (core, slot, quantity);
      else /* its sibling goes with it */
        bw_execute_end_order (core, slot, BW_ORDER_CANCELED, BW_REASON_INSUFFICIENT_POSITION);
    }
}

/**
 * bw_group_follow:
 * @id: of an order that has been accepted and has met the market
 *
 * The stop of an OCO works as soon as its target does.
 */
void
bw_group_follow (BwCore *core, BwOrderId id)
{
  guint32 slot = find_open (core, id), stop;
  const BwWorkingOrder *target;

  if (slot == BW_NIL)
    return;
  target = bw_core_working (core, slot);
  if (target->order.order_class != BW_ORDER_CLASS_OCO || target->order.status == BW_ORDER_HELD)
    return;
  stop = find_open (core, bw_core_extra (core, target)->sibling);
  if (stop != BW_NIL && bw_core_working (core, stop)->order.status == BW_ORDER_HELD)
    release_leg (core, stop, bw_order_remaining (&target->order));
}

/* @quantity less to trade, for an order that is set aside or not. */
static void
shrink (BwCore *core, guint32 slot, BwFixed quantity)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  gint64 left_e8 = bw_order_remaining (&working->order).e8 - quantity.e8;

  if (left_e8 <= 0)
    {
      bw_execute_end_order (core, slot, BW_ORDER_CANCELED, BW_REASON_SIBLING_FILLED);
      return;
    }
  bw_working_take_pending (core, working, quantity);
  working->order.quantity.e8 -= quantity.e8;
  working->order.updated = core->now;
  bw_execute_say_order (core, working);
}

/**
 * bw_group_filled:
 * @slot: of an order that has just traded @quantity, and is still in its place
 *
 * Its sibling loses as much; what it has left is never more than what there is to leave.
 */
void
bw_group_filled (BwCore *core, guint32 slot, BwFixed quantity)
{
  const BwOrderExtra *links = bw_core_extra (core, bw_core_working (core, slot));
  guint32 sibling = links == NULL ? BW_NIL : find_open (core, links->sibling);

  if (sibling != BW_NIL)
    shrink (core, sibling, quantity);
}

/**
 * bw_group_ended:
 * @order: as it ended; its slot is free
 * @links: as they were
 *
 * Releases the legs of an entry that is filled; ends the rest of a group that has lost one.
 */
void
bw_group_ended (BwCore *core, const BwOrder *order, const BwOrderExtra *links)
{
  gboolean is_expired = order->status == BW_ORDER_EXPIRED;
  guint32 sibling;

  if (order->status == BW_ORDER_REPLACED)
    return;
  if (order->status == BW_ORDER_FILLED)
    {
      release_legs (core, links->legs);
      return;
    }
  for (int i = 0; i < 2; i++)
    end_as (core, links->legs[i], BW_ORDER_CANCELED, BW_REASON_PARENT_CANCELED);
  if (order->reason == BW_REASON_SIBLING_FILLED || order->reason == BW_REASON_SIBLING_CANCELED ||
      order->reason == BW_REASON_PARENT_CANCELED)
    return; /* who ended it ends the others */
  sibling = find_open (core, links->sibling);
  if (sibling != BW_NIL && bw_core_working (core, sibling)->order.parent == order->id && !is_expired)
    end_as (core, links->sibling, BW_ORDER_CANCELED, BW_REASON_PARENT_CANCELED);
  end_as (core, links->sibling, is_expired ? BW_ORDER_EXPIRED : BW_ORDER_CANCELED,
          is_expired ? BW_REASON_EXPIRED : BW_REASON_SIBLING_CANCELED);
  end_as (core, order->parent, BW_ORDER_CANCELED, BW_REASON_SIBLING_CANCELED);
}

static void
point_to (BwCore *core, BwOrderId holder, BwOrderId old, BwOrderId id)
{
  guint32 slot = find_open (core, holder);
  BwOrderExtra *links = slot == BW_NIL ? NULL : bw_core_extra (core, bw_core_working (core, slot));

  if (links == NULL)
    return;
  for (int i = 0; i < 2; i++)
    if (links->legs[i] == old)
      links->legs[i] = id;
  if (links->sibling == old)
    links->sibling = id;
}

/* The parent's number, and how much there will be to leave. */
static void
update_leg (BwCore *core, BwOrderId id, BwOrderId parent, BwFixed quantity)
{
  guint32 slot = find_open (core, id);
  BwWorkingOrder *leg;

  if (slot == BW_NIL)
    return;
  leg = bw_core_working (core, slot);
  leg->order.parent = parent;
  leg->order.quantity.e8 = leg->order.filled.e8 + quantity.e8; /* inert or aside: counted nowhere */
  leg->order.updated = core->now;
  bw_execute_say_order (core, leg);
}

/**
 * bw_group_carry_over:
 * @old: the order that was replaced, @links what it had
 * @slot: of its replacement, which has not met the market yet
 *
 * The replacement takes its place in the group.
 */
void
bw_group_carry_over (BwCore *core, const BwOrder *old, const BwOrderExtra *links, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwOrderExtra *own;

  if (old->order_class == BW_ORDER_CLASS_SIMPLE)
    return;
  own = bw_extra_ensure (core, working);
  own->legs[0] = links->legs[0];
  own->legs[1] = links->legs[1];
  own->sibling = links->sibling;
  point_to (core, links->sibling, old->id, working->order.id);
  point_to (core, old->parent, old->id, working->order.id);
  for (int i = 0; i < 2; i++)
    update_leg (core, own->legs[i], working->order.id, working->order.quantity);
  if (old->order_class == BW_ORDER_CLASS_OCO && !bw_group_is_leg (old))
    update_leg (core, own->sibling, working->order.id, bw_order_remaining (&working->order));
}
