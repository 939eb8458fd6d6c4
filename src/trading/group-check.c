/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/group.h"

#include "trading/margin.h"
#include "trading/working.h"

/* What a group may look like (SEMANTICS section 1, Bracket). */

/* The stop must be at least this far beyond the base price. */
#define STOP_DISTANCE ((BwFixed){ BW_FIXED_ONE_E8 / 100 })

static gboolean
is_trailing (guint8 type)
{
  return type == BW_ORDER_TRAILING_STOP || type == BW_ORDER_TRAILING_STOP_LIMIT;
}

static gboolean
has_right_legs (const BwNewOrder *request)
{
  gboolean has_target = request->take_profit.e8 != 0, has_stop = request->stop_loss.e8 != 0;

  if (request->stop_loss_limit.e8 != 0 && !has_stop)
    return FALSE;
  switch ((BwOrderClass) request->order_class)
    {
    case BW_ORDER_CLASS_SIMPLE:
      return !has_target && !has_stop;
    case BW_ORDER_CLASS_BRACKET:
      return has_target && has_stop && !is_trailing (request->type);
    case BW_ORDER_CLASS_OTO:
      return has_target != has_stop && !is_trailing (request->type);
    case BW_ORDER_CLASS_OCO:
      /* Its limit is the target; who states it again must mean the same. */
      return has_stop && request->type == BW_ORDER_LIMIT &&
             (!has_target || request->take_profit.e8 == request->limit_price.e8);
    }
  return FALSE;
}

/**
 * bw_group_check_class:
 *
 * Has the class the legs it must have, and no others; is its order of a type, time in force and
 * session that may have legs?
 */
BwReason
bw_group_check_class (const BwNewOrder *request, const BwInstrument *definition)
{
  if (!has_right_legs (request))
    return BW_REASON_ORDER_CLASS;
  if (request->order_class == BW_ORDER_CLASS_SIMPLE)
    return BW_REASON_NONE;
  if (request->tif != BW_TIF_DAY && request->tif != BW_TIF_GTC)
    return BW_REASON_TIME_IN_FORCE;
  if ((request->flags & BW_ORDER_EXTENDED_HOURS) != 0)
    return BW_REASON_EXTENDED_HOURS;
  /* Coins know no plain stops. */
  if (definition->instrument_class == BW_INSTRUMENT_CRYPTO && request->stop_loss.e8 != 0 &&
      request->stop_loss_limit.e8 == 0)
    return BW_REASON_ORDER_TYPE;
  return BW_REASON_NONE;
}

static gboolean
is_on_tick (const BwInstrument *definition, BwFixed price)
{
  return price.e8 <= 0 || bw_fixed_is_multiple (price, bw_instrument_tick_at (definition, price));
}

BwReason
bw_group_check_increments (const BwNewOrder *request, const BwInstrument *definition)
{
  return is_on_tick (definition, request->take_profit) && is_on_tick (definition, request->stop_loss) &&
                 is_on_tick (definition, request->stop_loss_limit)
             ? BW_REASON_NONE
             : BW_REASON_PRICE_INCREMENT;
}

/* Is @price at least @distance better for whoever leaves by a sale (else: by a buy) than @other? */
static gboolean
is_beyond (gboolean exits_by_sale, BwFixed price, BwFixed other, BwFixed distance)
{
  gint64 better_e8;

  if (exits_by_sale ? __builtin_sub_overflow (price.e8, other.e8, &better_e8)
                    : __builtin_sub_overflow (other.e8, price.e8, &better_e8))
    return FALSE;
  return better_e8 >= distance.e8;
}

/* A price of 0 is not there, and sets no bound. */
static BwReason
check_relation (gboolean exits_by_sale, BwFixed target, BwFixed stop, BwFixed base)
{
  if (stop.e8 == 0)
    return BW_REASON_NONE;
  if (target.e8 != 0 && !is_beyond (exits_by_sale, target, stop, (BwFixed){ 1 }))
    return BW_REASON_LEG_PRICE;
  if (base.e8 > 0 && !is_beyond (exits_by_sale, base, stop, STOP_DISTANCE))
    return BW_REASON_LEG_PRICE;
  return BW_REASON_NONE;
}

/* The entry's limit; its stop, where that is all it has: until then it is no order; else the price
 * it would meet now. */
static BwFixed
base_price (const BwNewOrder *request, const BwInstrumentState *instrument)
{
  if (request->limit_price.e8 > 0)
    return request->limit_price;
  if (request->stop_price.e8 > 0)
    return request->stop_price;
  return bw_mark_of (instrument, (BwFixed){ request->side == BW_SIDE_BUY ? -1 : 1 });
}

/**
 * bw_group_check_prices:
 *
 * The target lies beyond the stop, the stop at least $0.01 beyond the base price: of an OCO the
 * target, else the entry's limit or stop, else the current price.
 */
BwReason
bw_group_check_prices (const BwNewOrder *request, const BwInstrumentState *instrument)
{
  gboolean is_oco = request->order_class == BW_ORDER_CLASS_OCO;
  gboolean exits_by_sale = (request->side == BW_SIDE_BUY) != is_oco;

  if (request->order_class == BW_ORDER_CLASS_SIMPLE)
    return BW_REASON_NONE;
  if (request->take_profit.e8 < 0 || request->stop_loss.e8 < 0 || request->stop_loss_limit.e8 < 0)
    return BW_REASON_PRICE;
  return check_relation (exits_by_sale, is_oco ? request->limit_price : request->take_profit,
                         request->stop_loss, base_price (request, instrument));
}

/**
 * bw_group_check_direction:
 * @opens: whether the order opens or adds to a position
 *
 * Legs leave what their entry has opened; an OCO leaves what is held.
 */
BwReason
bw_group_check_direction (const BwNewOrder *request, gboolean opens)
{
  switch ((BwOrderClass) request->order_class)
    {
    case BW_ORDER_CLASS_BRACKET:
    case BW_ORDER_CLASS_OTO:
      return opens ? BW_REASON_NONE : BW_REASON_ORDER_CLASS;
    case BW_ORDER_CLASS_OCO:
      if (request->intent == BW_INTENT_OPEN)
        return BW_REASON_ORDER_CLASS;
      return opens ? BW_REASON_INSUFFICIENT_POSITION : BW_REASON_NONE;
    case BW_ORDER_CLASS_SIMPLE:
      break;
    }
  return BW_REASON_NONE;
}

static const BwOrder *
find_order (const BwCore *core, BwOrderId id)
{
  guint32 slot = id == 0 ? BW_NIL : bw_working_find (core, id);

  return slot == BW_NIL ? NULL : &bw_core_working (core, slot)->order;
}

/* A leg with other prices must stand to its sibling and to the entry as before. */
static BwReason
recall_leg (const BwCore *core, const BwOrder *leg, const BwOrderExtra *links, const BwReplaceOrder *change,
            const BwNewOrder *request)
{
  const BwOrder *sibling = find_order (core, links->sibling);
  const BwOrder *parent = find_order (core, leg->parent);
  gboolean is_stop = (leg->flags & BW_ORDER_STOP_LOSS) != 0;
  BwFixed target = is_stop ? BW_FIXED_ZERO : request->limit_price;
  BwFixed stop = is_stop ? request->stop_price : BW_FIXED_ZERO;
  BwFixed base = BW_FIXED_ZERO;

  if (change->quantity.e8 != 0)
    return BW_REASON_NOT_ALLOWED; /* it leaves what the entry opens: no more, no less */
  if (sibling != NULL && is_stop)
    target = sibling->limit_price;
  else if (sibling != NULL)
    stop = sibling->stop_price;
  if (parent != NULL && leg->order_class != BW_ORDER_CLASS_OCO)
    base = parent->limit_price.e8 > 0 ? parent->limit_price : parent->stop_price;
  return check_relation (leg->side == BW_SIDE_SELL, target, stop, base);
}

/**
 * bw_group_recall:
 * @slot: of an order that is to be replaced
 * @request: (inout): of the replacement; gets the group's terms
 *
 * Returns: why that can't be changed of an order of a group
 */
BwReason
bw_group_recall (const BwCore *core, guint32 slot, const BwReplaceOrder *change, BwNewOrder *request)
{
  const BwWorkingOrder *working = bw_core_working (core, slot);
  const BwOrderExtra *links = bw_core_extra (core, working);
  const BwOrder *order = &working->order, *target, *stop;

  request->order_class = order->order_class;
  if (order->order_class == BW_ORDER_CLASS_SIMPLE || links == NULL)
    return BW_REASON_NONE;
  if (bw_group_is_leg (order))
    return recall_leg (core, order, links, change, request);
  target = find_order (core, links->legs[0]);
  stop = find_order (core, order->order_class == BW_ORDER_CLASS_OCO ? links->sibling : links->legs[1]);
  if (target != NULL)
    request->take_profit = target->limit_price;
  if (stop != NULL)
    {
      request->stop_loss = stop->stop_price;
      request->stop_loss_limit = stop->limit_price;
    }
  return BW_REASON_NONE;
}
