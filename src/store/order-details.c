/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hangs on orders and accounts beside their rows: details of few orders, the owner of a
 * client id, what companies did to what an account held. */
#include "config.h"

#include "store/order-details.h"

#include "store/ledger-tables-private.h"
#include "store/trading-reader-private.h"

static const char what[] = "Reading what hangs on orders";
static const char writing[] = "Saving what hangs on orders";

/* Writes what is said of an order when it is accepted; twice is once. */
gboolean
bw_order_details_add (BwDatabase *database, BwTimelineId timeline, const BwOrderDetail *detail, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      database,
      "INSERT INTO order_details (order_key, limit_offset_e8, display_e8) VALUES (?, ?, ?)"
      " ON CONFLICT (order_key) DO UPDATE SET limit_offset_e8 = excluded.limit_offset_e8,"
      " display_e8 = excluded.display_e8",
      writing, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, bw_table_key (timeline, detail->order));
  bw_bind_fixed (statement, 2, detail->limit_offset);
  bw_bind_fixed (statement, 3, detail->display);
  return bw_database_run (database, statement, writing, error);
}

gboolean
bw_order_details_add_condition (BwDatabase *database, BwTimelineId timeline, const BwOrderCondition *condition,
                                GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      database,
      "INSERT INTO order_details (order_key, condition) VALUES (?, ?)"
      " ON CONFLICT (order_key) DO UPDATE SET condition = excluded.condition",
      writing, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, bw_table_key (timeline, condition->order));
  bw_bind_text (statement, 2, condition->when);
  return bw_database_run (database, statement, writing, error);
}

gboolean
bw_corporate_action_add (BwDatabase *database, BwTimelineId timeline, guint64 sequence,
                         const BwCorporateAction *action, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      database, "INSERT OR REPLACE INTO corporate_actions VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", writing, error);
  const gint64 numbers[] = {
    timeline,         (gint64) sequence,           action->account,           action->kind,    action->instrument,
    action->time,     action->quantity_before.e8, action->quantity_after.e8, action->cash.e8, action->to.e8,
    action->from.e8, action->pay,
  };

  if (statement == NULL)
    return FALSE;
  for (int i = 0; i < (int) G_N_ELEMENTS (numbers); i++)
    bw_bind_int (statement, 1 + i, numbers[i]);
  bw_bind_text (statement, 13, action->symbol);
  return bw_database_run (database, statement, writing, error);
}

static void
take_text (sqlite3_stmt *statement, int column, char *text, gsize n_bytes)
{
  const char *stored = (const char *) sqlite3_column_text (statement, column);

  g_strlcpy (text, stored != NULL ? stored : "", n_bytes);
}

static void
take_details (sqlite3_stmt *statement, BwOrderDetails *details)
{
  *details = (BwOrderDetails){ .order = bw_table_key_id (sqlite3_column_int64 (statement, 0)) };
  details->limit_offset = bw_column_fixed (statement, 1);
  details->display = bw_column_fixed (statement, 2);
  take_text (statement, 3, details->when, sizeof details->when);
}

/* (transfer full): of orders @first to @last, by number */
static GArray *
read_details (BwTradingReader *reader, BwTimelineId timeline, BwOrderId first, BwOrderId last, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (BwOrderDetails));
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database,
      "SELECT order_key, limit_offset_e8, display_e8, condition FROM order_details"
      " WHERE order_key BETWEEN ? AND ? ORDER BY order_key",
      what, error);

  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, bw_table_key (timeline, first));
  bw_bind_int (statement, 2, bw_table_key (timeline, last));
  while (bw_database_next (reader->database, statement, what, &failure))
    {
      BwOrderDetails details;

      take_details (statement, &details);
      g_array_append_val (rows, details);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&rows);
}

/**
 * bw_trading_reader_order_details:
 * @details: (out): all 0 and empty for the most, which have none
 *
 * Cost: one seek.
 */
gboolean
bw_trading_reader_order_details (BwTradingReader *reader, BwTimelineId timeline, BwOrderId id,
                                 BwOrderDetails *details, GError **error)
{
  g_autoptr (GArray) rows = read_details (reader, timeline, id, id, error);

  *details = (BwOrderDetails){ .order = id };
  if (rows == NULL)
    return FALSE;
  if (rows->len > 0)
    *details = g_array_index (rows, BwOrderDetails, 0);
  return TRUE;
}

/**
 * bw_trading_reader_details_of:
 * @orders: (array length=n_orders): of @timeline, in any order
 *
 * Cost: a seek, and as many rows as orders between the first and the last of them have details.
 *
 * Returns: (transfer full) (element-type BwOrderDetails): for bw_order_details_find()
 */
GArray *
bw_trading_reader_details_of (BwTradingReader *reader, BwTimelineId timeline, const BwOrder *orders, gsize n_orders,
                              GError **error)
{
  BwOrderId first = n_orders > 0 ? orders[0].id : 0, last = first;

  for (gsize i = 1; i < n_orders; i++)
    {
      first = MIN (first, orders[i].id);
      last = MAX (last, orders[i].id);
    }
  return read_details (reader, timeline, first, last, error);
}

/**
 * bw_order_details_find:
 * @details: (element-type BwOrderDetails): by number
 *
 * Returns: (nullable): what @id has beside its row
 */
const BwOrderDetails *
bw_order_details_find (const GArray *details, BwOrderId id)
{
  gsize first = 0, end = details->len;

  while (first < end)
    {
      gsize middle = (first + end) / 2;

      if (g_array_index (details, BwOrderDetails, middle).order < id)
        first = middle + 1;
      else
        end = middle;
    }
  return first < details->len && g_array_index (details, BwOrderDetails, first).order == id
             ? &g_array_index (details, BwOrderDetails, first)
             : NULL;
}

/**
 * bw_trading_reader_order_by_client_id:
 * @hash: of an account's client id, as its orders hold it
 *
 * The order that was accepted under a client id: the first, not what repeated it and was refused.
 *
 * Errors: %BW_STORE_ERROR_NOT_FOUND
 */
gboolean
bw_trading_reader_order_by_client_id (BwTradingReader *reader, BwTimelineId timeline, const guint64 hash[2],
                                      BwOrder *order, GError **error)
{
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database,
      "SELECT " BW_ORDER_COLUMNS " FROM orders WHERE timeline = ? AND client_hash_1 = ? AND client_hash_2 = ?"
      " AND client_hash_1 <> 0 AND reason <> ? ORDER BY status = ?, key LIMIT 1",
      what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, timeline);
  bw_bind_int (statement, 2, (gint64) hash[0]);
  bw_bind_int (statement, 3, (gint64) hash[1]);
  bw_bind_int (statement, 4, BW_REASON_DUPLICATE_CLIENT_ID);
  bw_bind_int (statement, 5, BW_ORDER_REJECTED);
  if (bw_database_next (reader->database, statement, what, &failure))
    {
      bw_take_order (statement, order);
      sqlite3_reset (statement);
      return TRUE;
    }
  if (failure == NULL)
    g_set_error_literal (&failure, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND, "No order was sent under this id.");
  g_propagate_error (error, failure);
  return FALSE;
}

static void
take_action (sqlite3_stmt *statement, BwCorporateAction *action)
{
  *action = (BwCorporateAction){ 0 };
  action->account = (BwAccountId) sqlite3_column_int64 (statement, 0);
  action->kind = (guint8) sqlite3_column_int (statement, 1);
  action->instrument = (BwInstrumentId) sqlite3_column_int64 (statement, 2);
  action->time = sqlite3_column_int64 (statement, 3);
  action->quantity_before = bw_column_fixed (statement, 4);
  action->quantity_after = bw_column_fixed (statement, 5);
  action->cash = bw_column_fixed (statement, 6);
  action->to = bw_column_fixed (statement, 7);
  action->from = bw_column_fixed (statement, 8);
  action->pay = sqlite3_column_int64 (statement, 9);
  take_text (statement, 10, action->symbol, sizeof action->symbol);
}

/**
 * bw_trading_reader_corporate_actions:
 *
 * Returns: (transfer full) (element-type BwCorporateAction): what companies did to what the account
 *   held, oldest first
 */
GArray *
bw_trading_reader_corporate_actions (BwTradingReader *reader, BwTimelineId timeline, BwAccountId account,
                                     GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (BwCorporateAction));
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database,
      "SELECT account, kind, instrument, time, quantity_before_e8, quantity_after_e8, cash_e8, to_e8, from_e8,"
      " pay, symbol FROM corporate_actions WHERE timeline = ? AND account = ? ORDER BY sequence",
      what, error);

  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, timeline);
  bw_bind_int (statement, 2, account);
  while (bw_database_next (reader->database, statement, what, &failure))
    {
      BwCorporateAction action;

      take_action (statement, &action);
      g_array_append_val (rows, action);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&rows);
}
