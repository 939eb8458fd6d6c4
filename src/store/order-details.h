/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/trading-reader.h"

G_BEGIN_DECLS

/**
 * BwOrderDetails:
 * @limit_offset: trailing_stop_limit: its limit beyond its stop; 0: none
 * @display: iceberg: what the book shows at a time; 0: all
 * @when: what it waits or waited for; empty for nothing
 *
 * What few orders have beside their #BwOrder.
 */
typedef struct
{
  BwOrderId order;
  BwFixed limit_offset;
  BwFixed display;
  char when[BW_CONDITION_BYTES];
} BwOrderDetails;

gboolean bw_trading_reader_order_details (BwTradingReader *reader, BwTimelineId timeline, BwOrderId id, BwOrderDetails *details, GError **error);
GArray *bw_trading_reader_details_of (BwTradingReader *reader, BwTimelineId timeline, const BwOrder *orders, gsize n_orders, GError **error);
const BwOrderDetails *bw_order_details_find (const GArray *details, BwOrderId id);

gboolean bw_trading_reader_order_by_client_id (BwTradingReader *reader, BwTimelineId timeline, const guint64 hash[2], BwOrder *order, GError **error);

GArray *bw_trading_reader_corporate_actions (BwTradingReader *reader, BwTimelineId timeline, BwAccountId account, GError **error);

G_END_DECLS
