/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database-private.h"
#include "store/trading-reader.h"

G_BEGIN_DECLS

/* What writer and readers of the projected tables agree on. */

#define BW_ORDERS_BLOCK 1024

/* Orders, fills and posting sets are numbered within a timeline; their tables by this. */
static inline gint64
bw_table_key (BwTimelineId timeline, guint64 id)
{
  return (gint64) ((guint64) timeline << 40 | id);
}

static inline guint64
bw_table_key_id (gint64 key)
{
  return (guint64) key & ((G_GUINT64_CONSTANT (1) << 40) - 1);
}

/* Stored in orders.state: never change a number. */
typedef enum
{
  BW_ORDER_STATE_WORKING = 1,
  BW_ORDER_STATE_FILLED = 2,
  BW_ORDER_STATE_CANCELED = 3,
  BW_ORDER_STATE_REJECTED = 4,
} BwOrderState;

#define BW_ORDER_COLUMNS \
  "key, timeline, account, place, state, uuid, client_hash_1, client_hash_2, instrument, side," \
  " intent, type, tif, class, status, flags, reason, quantity_e8, filled_e8, filled_cost_high," \
  " filled_cost_low, limit_price_e8, stop_price_e8, trail_e8, notional_e8, created, updated," \
  " expires, parent, replaces, replaced_by"

#define BW_FILL_COLUMNS \
  "key, timeline, account, order_key, instrument, side, is_last, time, quantity_e8, price_e8," \
  " fee_e8, realized_e8, position_after_e8, profile, rule, level_index, model_version," \
  " market_kind, market_print, market_time, market_1, market_2, market_3, market_4, market_5," \
  " market_timeframe, age_ns, best_price_e8, level_price_e8, level_size_e8, slippage_e8," \
  " latency_ns, seed, draw, consumed_e8, model_slippage_e8, flags"

BwOrderState bw_order_state_of (BwOrderStatus status);
void bw_bind_order (sqlite3_stmt *statement, BwTimelineId timeline, guint64 place, const BwOrder *order);
void bw_take_order (sqlite3_stmt *statement, BwOrder *order);
void bw_bind_fill (sqlite3_stmt *statement, BwTimelineId timeline, const BwFill *fill);
void bw_take_fill (sqlite3_stmt *statement, BwFill *fill);
void bw_bind_account (sqlite3_stmt *statement, BwTimelineId timeline, const BwAccount *account);
void bw_take_account (sqlite3_stmt *statement, BwAccount *account);
void bw_bind_position (sqlite3_stmt *statement, BwTimelineId timeline, const BwPosition *position);
void bw_take_position (sqlite3_stmt *statement, BwPosition *position);
gboolean bw_order_details_add (BwDatabase *database, BwTimelineId timeline, const BwOrderDetail *detail, GError **error);
gboolean bw_order_details_add_condition (BwDatabase *database, BwTimelineId timeline, const BwOrderCondition *condition, GError **error);
gboolean bw_corporate_action_add (BwDatabase *database, BwTimelineId timeline, guint64 sequence, const BwCorporateAction *action, GError **error);
gboolean bw_verdict_log_add (BwDatabase *database, BwTimelineId timeline, guint64 sequence, const BwVerdicts *verdicts, GError **error);

G_END_DECLS
