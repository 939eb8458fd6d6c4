/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/projection.h"

G_BEGIN_DECLS

/**
 * BwTradingReader:
 *
 * Reads a profile's history on a connection of its own, on any one thread, while the engine
 * writes. Each call sees one consistent state.
 */
typedef struct _BwTradingReader BwTradingReader;

BwTradingReader *bw_trading_reader_open (const char *trading_path, GError **error);
void bw_trading_reader_free (BwTradingReader *reader);

typedef enum
{
  BW_ORDERS_ALL,
  BW_ORDERS_WORKING,  /* new, accepted, held, partially filled */
  BW_ORDERS_FILLED,
  BW_ORDERS_CANCELED, /* canceled, expired, replaced */
  BW_ORDERS_REJECTED,
} BwOrdersFilter;

typedef enum
{
  BW_ORDERS_BY_CREATED,
  BW_ORDERS_BY_UPDATED,
  BW_ORDERS_BY_INSTRUMENT,
  BW_ORDERS_BY_SIDE,
  BW_ORDERS_BY_QUANTITY,
  BW_ORDERS_BY_LIMIT_PRICE,
  BW_ORDERS_BY_STATUS,
} BwOrdersSort;

/* @instrument 0: all. */
typedef struct
{
  BwTimelineId timeline;
  BwAccountId account;
  BwInstrumentId instrument;
  BwOrdersFilter filter;
  BwOrdersSort sort;
  gboolean is_descending;
} BwOrdersQuery;

/* One thing that happened to an order. */
typedef struct
{
  guint64 sequence; /* of the output */
  guint64 journal_sequence;
  BwTime time;
  BwOrderStatus status;
  BwReason reason;
  BwFixed quantity, filled, limit_price, stop_price;
} BwOrderEvent;

gboolean bw_trading_reader_count_orders (BwTradingReader *reader, const BwOrdersQuery *query, guint64 *n_orders, GError **error);
GArray *bw_trading_reader_orders (BwTradingReader *reader, const BwOrdersQuery *query, guint64 offset, gsize n_max, GError **error); /* BwOrder */
gboolean bw_trading_reader_order (BwTradingReader *reader, BwTimelineId timeline, BwOrderId id, BwOrder *order, GError **error);
gboolean bw_trading_reader_order_by_uuid (BwTradingReader *reader, const BwUuid *uuid, BwTimelineId *timeline, BwOrder *order, GError **error);
GArray *bw_trading_reader_order_events (BwTradingReader *reader, BwTimelineId timeline, BwOrderId id, GError **error); /* BwOrderEvent */
GArray *bw_trading_reader_order_fills (BwTradingReader *reader, BwTimelineId timeline, BwOrderId id, GError **error);  /* BwFill */

gboolean bw_trading_reader_fill (BwTradingReader *reader, BwTimelineId timeline, BwFillId id, BwFill *fill, GError **error);
gboolean bw_trading_reader_count_fills (BwTradingReader *reader, BwTimelineId timeline, BwAccountId account, guint64 *n_fills, GError **error);
GArray *bw_trading_reader_fills (BwTradingReader *reader, BwTimelineId timeline, BwAccountId account, BwFillId after, gsize n_max, GError **error); /* BwFill */
GArray *bw_trading_reader_posting_sets (BwTradingReader *reader, BwTimelineId timeline, BwAccountId account, guint64 after, gsize n_max, GError **error); /* BwPostingSet */
GArray *bw_trading_reader_equity (BwTradingReader *reader, BwTimelineId timeline, BwAccountId account, BwTime first, BwTime end, GError **error); /* BwEquitySample */
GArray *bw_trading_reader_accounts (BwTradingReader *reader, BwTimelineId timeline, GError **error); /* BwAccount */
GArray *bw_trading_reader_positions (BwTradingReader *reader, BwTimelineId timeline, BwAccountId account, GError **error); /* BwPosition */
guint64 bw_trading_reader_sequence (BwTradingReader *reader);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTradingReader, bw_trading_reader_free)

G_END_DECLS
