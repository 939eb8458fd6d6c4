/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/order.h"

G_BEGIN_DECLS

/* What follows from an order's type and time in force. */

/* A limit, a trigger that the sender gives: limit_price, stop_price. */
static inline gboolean
bw_order_type_has_limit (BwOrderType type)
{
  return type == BW_ORDER_LIMIT || type == BW_ORDER_STOP_LIMIT || type == BW_ORDER_LIMIT_IF_TOUCHED;
}

static inline gboolean
bw_order_type_has_trigger (BwOrderType type)
{
  return type == BW_ORDER_STOP || type == BW_ORDER_STOP_LIMIT ||
         type == BW_ORDER_MARKET_IF_TOUCHED || type == BW_ORDER_LIMIT_IF_TOUCHED;
}

static inline gboolean
bw_order_type_trails (BwOrderType type)
{
  return type == BW_ORDER_TRAILING_STOP || type == BW_ORDER_TRAILING_STOP_LIMIT;
}

/* Waits for a price that turns it into a market or a limit order. */
static inline gboolean
bw_order_waits_for_price (const BwOrder *order)
{
  return (order->flags & BW_ORDER_TRIGGERED) == 0 &&
         (bw_order_type_has_trigger ((BwOrderType) order->type) ||
          bw_order_type_trails ((BwOrderType) order->type));
}

/* Trades in an auction alone. */
static inline gboolean
bw_order_is_for_auction (const BwOrder *order)
{
  return order->tif == BW_TIF_OPG || order->tif == BW_TIF_CLS;
}

G_END_DECLS
