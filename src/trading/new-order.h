/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/order.h"

G_BEGIN_DECLS

/* What a front end asks for when it sends or replaces an order. */

#define BW_CLIENT_ID_BYTES 129
#define BW_CONDITION_BYTES 256
#define BW_SOURCE_BYTES 32

/**
 * BwNewOrder:
 * @uuid: made at the edge
 * @client_id: the sender's idempotency key; empty for none
 * @quantity: 0 when @notional is given
 * @trail: trailing types: money, or percent with %BW_ORDER_TRAIL_PERCENT
 * @limit_offset: trailing_stop_limit: how far beyond its stop the limit is, above 0
 * @display: iceberg: how much of it the book shows at a time; 0: all
 * @take_profit, @stop_loss, @stop_loss_limit: prices of the legs of a bracket, oco or oto; 0: none
 * @expires: gtc: bw_gtc_expiry() of the moment it is sent (0: 90 times 24 hours on); gtd: its end
 * @when: the condition it waits for, as SCENARIOS.md writes it; empty for none
 * @strategy, @agent: who sends it, whose limits count too; empty: nobody of the kind
 */
typedef struct
{
  BwUuid uuid;
  char client_id[BW_CLIENT_ID_BYTES];
  BwAccountId account;
  BwInstrumentId instrument;
  guint8 side;   /* BwSide */
  guint8 intent; /* BwIntent */
  guint8 type;   /* BwOrderType */
  guint8 tif;    /* BwTif */
  guint8 order_class; /* BwOrderClass */
  guint16 flags; /* BwOrderFlags the sender may set */
  BwFixed quantity;
  BwFixed notional;
  BwFixed limit_price;
  BwFixed stop_price;
  BwFixed trail;
  BwFixed limit_offset;
  BwFixed display;
  BwFixed take_profit;
  BwFixed stop_loss;
  BwFixed stop_loss_limit;
  BwTime expires;
  char when[BW_CONDITION_BYTES];
  char strategy[BW_SOURCE_BYTES];
  char agent[BW_SOURCE_BYTES];
} BwNewOrder;

/* A field at 0 stays as it is. The replacement is a new order with a new id. */
typedef struct
{
  BwUuid uuid;
  BwOrderId order;
  BwFixed quantity;
  BwFixed limit_price;
  BwFixed stop_price;
  BwFixed trail;
  char client_id[BW_CLIENT_ID_BYTES]; /* of the replacement; empty: the order's own goes on */
} BwReplaceOrder;

G_END_DECLS
