/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of an account's orders by offset, among a million, three ways:
 *
 * - all orders by creation: the offset is the place, one seek;
 * - one state by creation: order_blocks says how many of it every 1,024 places hold; adding these up
 *   (a thousand numbers for a million orders) finds the block, and the index the rows in it;
 * - any other filter or order: the keys are sorted once and rows fetched by key. The pages stay those
 *   of one sort until the list is counted again, which sorts anew if something was projected. Costs
 *   half a second for a million. */
#include "config.h"

#include "store/ledger-tables-private.h"
#include "store/trading-reader-private.h"

#include <string.h>

static const char what[] = "Reading the orders";

static gboolean
is_by_place (const BwOrdersQuery *query)
{
  return query->sort == BW_ORDERS_BY_CREATED && query->instrument == 0;
}

static BwOrderState
state_of_filter (BwOrdersFilter filter)
{
  switch (filter)
    {
    case BW_ORDERS_ALL:
      return 0;
    case BW_ORDERS_WORKING:
      return BW_ORDER_STATE_WORKING;
    case BW_ORDERS_FILLED:
      return BW_ORDER_STATE_FILLED;
    case BW_ORDERS_CANCELED:
      return BW_ORDER_STATE_CANCELED;
    case BW_ORDERS_REJECTED:
      return BW_ORDER_STATE_REJECTED;
    }
  g_return_val_if_reached (0);
}

static void
bind_account (sqlite3_stmt *statement, const BwOrdersQuery *query)
{
  bw_bind_int (statement, 1, query->timeline);
  bw_bind_int (statement, 2, query->account);
}

/* The first number of the only row. */
static gboolean
take_number (BwTradingReader *reader, sqlite3_stmt *statement, guint64 *number, GError **error)
{
  if (!bw_database_next (reader->database, statement, what, error))
    return FALSE;
  *number = (guint64) sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
count_all (BwTradingReader *reader, const BwOrdersQuery *query, guint64 *n_orders, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database,
      "SELECT ifnull (max (place), 0) FROM orders WHERE timeline = ? AND account = ?", what, error);

  if (statement == NULL)
    return FALSE;
  bind_account (statement, query);
  return take_number (reader, statement, n_orders, error);
}

static gboolean
count_state (BwTradingReader *reader, const BwOrdersQuery *query, guint64 *n_orders,
             GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database,
      "SELECT ifnull (sum (n), 0) FROM order_blocks WHERE timeline = ? AND account = ?"
      " AND state = ?",
      what, error);

  if (statement == NULL)
    return FALSE;
  bind_account (statement, query);
  bw_bind_int (statement, 3, state_of_filter (query->filter));
  return take_number (reader, statement, n_orders, error);
}

/* The expression that a sort goes by; each names a column of ours, never a user's text. */
static const char *
column_of_sort (BwOrdersSort sort)
{
  switch (sort)
    {
    case BW_ORDERS_BY_CREATED:
      return "place";
    case BW_ORDERS_BY_UPDATED:
      return "updated";
    case BW_ORDERS_BY_INSTRUMENT:
      return "instrument";
    case BW_ORDERS_BY_SIDE:
      return "side";
    case BW_ORDERS_BY_QUANTITY:
      return "quantity_e8";
    case BW_ORDERS_BY_LIMIT_PRICE:
      return "limit_price_e8";
    case BW_ORDERS_BY_STATUS:
      return "status";
    }
  g_return_val_if_reached ("place");
}

static gboolean
is_sorted_already (BwTradingReader *reader, const BwOrdersQuery *query, guint64 sequence)
{
  const BwOrdersQuery *sorted = &reader->sorted_query;

  return reader->sorted_keys != NULL && reader->sorted_sequence == sequence
         && sorted->timeline == query->timeline && sorted->account == query->account
         && sorted->instrument == query->instrument && sorted->filter == query->filter
         && sorted->sort == query->sort && sorted->is_descending == query->is_descending;
}

/* A statement of its own: the text depends on the query, so the cache can't have it. */
static sqlite3_stmt *
prepare_sort (BwTradingReader *reader, const BwOrdersQuery *query, GError **error)
{
  const char *direction = query->is_descending ? "DESC" : "ASC";
  /* Named indexes: without statistics SQLite would walk all orders to spare itself a sort. */
  g_autofree char *sql = g_strdup_printf (
      "SELECT key FROM orders%s WHERE timeline = ?1 AND account = ?2%s%s ORDER BY %s %s, place %s",
      query->instrument != 0             ? " INDEXED BY orders_by_instrument"
      : query->filter != BW_ORDERS_ALL ? " INDEXED BY orders_by_state"
                                         : "",
      query->instrument != 0 ? " AND instrument = ?3" : "",
      query->filter != BW_ORDERS_ALL ? " AND state = ?4" : "", column_of_sort (query->sort),
      direction, direction);
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (bw_database_handle (reader->database), sql, -1, &statement, NULL)
      != SQLITE_OK)
    {
      bw_database_set_error (reader->database, what, error);
      return NULL;
    }
  bind_account (statement, query);
  bw_bind_int (statement, 3, query->instrument);
  bw_bind_int (statement, 4, state_of_filter (query->filter));
  return statement;
}

static gboolean
sort_keys (BwTradingReader *reader, const BwOrdersQuery *query, gboolean is_fresh, GError **error)
{
  guint64 sequence = bw_trading_reader_sequence (reader);
  g_autoptr (GArray) keys = NULL;
  GError *failure = NULL;
  sqlite3_stmt *statement;

  if (is_sorted_already (reader, query, is_fresh ? sequence : reader->sorted_sequence))
    return TRUE;
  statement = prepare_sort (reader, query, error);
  if (statement == NULL)
    return FALSE;
  keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  while (bw_database_next (reader->database, statement, what, &failure))
    {
      gint64 key = sqlite3_column_int64 (statement, 0);

      g_array_append_val (keys, key);
    }
  sqlite3_finalize (statement);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_clear_pointer (&reader->sorted_keys, g_array_unref);
  reader->sorted_keys = g_steal_pointer (&keys);
  reader->sorted_query = *query;
  reader->sorted_sequence = sequence;
  return TRUE;
}

/* Finds the block that holds the order at @offset (counted in the list's direction) of a state, and
 * how many orders of the state the list has in front of that block. FALSE: beyond the end. */
static gboolean
find_block (BwTradingReader *reader, const BwOrdersQuery *query, guint64 offset, guint64 *block,
            guint64 *n_before, GError **error)
{
  GError *failure = NULL;
  gboolean found = FALSE;
  sqlite3_stmt *statement
      = query->is_descending
            ? bw_database_prepare (reader->database,
                                   "SELECT block, n FROM order_blocks WHERE timeline = ?"
                                   " AND account = ? AND state = ? ORDER BY block DESC",
                                   what, error)
            : bw_database_prepare (reader->database,
                                   "SELECT block, n FROM order_blocks WHERE timeline = ?"
                                   " AND account = ? AND state = ? ORDER BY block",
                                   what, error);

  if (statement == NULL)
    return FALSE;
  bind_account (statement, query);
  bw_bind_int (statement, 3, state_of_filter (query->filter));
  *n_before = 0;
  while (!found && bw_database_next (reader->database, statement, what, &failure))
    {
      guint64 n = (guint64) sqlite3_column_int64 (statement, 1);

      *block = (guint64) sqlite3_column_int64 (statement, 0);
      found = *n_before + n > offset;
      if (!found)
        *n_before += n;
    }
  sqlite3_reset (statement);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return found;
}

static gboolean
take_page (BwTradingReader *reader, sqlite3_stmt *statement, GArray *orders, GError **error)
{
  GError *failure = NULL;

  while (bw_database_next (reader->database, statement, what, &failure))
    {
      g_array_set_size (orders, orders->len + 1);
      bw_take_order (statement, &g_array_index (orders, BwOrder, orders->len - 1));
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gboolean
page_all (BwTradingReader *reader, const BwOrdersQuery *query, guint64 offset, gsize n_max,
          GArray *orders, GError **error)
{
  guint64 n_orders = 0;
  sqlite3_stmt *statement;

  if (!count_all (reader, query, &n_orders, error))
    return FALSE;
  if (offset >= n_orders)
    return TRUE;
  statement = query->is_descending
                  ? bw_database_prepare (reader->database,
                                         "SELECT " BW_ORDER_COLUMNS
                                         " FROM orders WHERE timeline = ? AND account = ?"
                                         " AND place <= ? ORDER BY place DESC LIMIT ?",
                                         what, error)
                  : bw_database_prepare (reader->database,
                                         "SELECT " BW_ORDER_COLUMNS
                                         " FROM orders WHERE timeline = ? AND account = ?"
                                         " AND place >= ? ORDER BY place LIMIT ?",
                                         what, error);
  if (statement == NULL)
    return FALSE;
  bind_account (statement, query);
  bw_bind_int (statement, 3, (gint64) (query->is_descending ? n_orders - offset : offset + 1));
  bw_bind_int (statement, 4, (gint64) n_max);
  return take_page (reader, statement, orders, error);
}

static gboolean
page_state (BwTradingReader *reader, const BwOrdersQuery *query, guint64 offset, gsize n_max,
            GArray *orders, GError **error)
{
  GError *failure = NULL;
  guint64 block = 0, n_before = 0;
  sqlite3_stmt *statement;

  if (!find_block (reader, query, offset, &block, &n_before, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, failure);
      return failure == NULL;
    }
  statement = query->is_descending
                  ? bw_database_prepare (reader->database,
                                         "SELECT " BW_ORDER_COLUMNS
                                         " FROM orders WHERE timeline = ? AND account = ?"
                                         " AND state = ? AND place <= ? ORDER BY place DESC"
                                         " LIMIT ? OFFSET ?",
                                         what, error)
                  : bw_database_prepare (reader->database,
                                         "SELECT " BW_ORDER_COLUMNS
                                         " FROM orders WHERE timeline = ? AND account = ?"
                                         " AND state = ? AND place >= ? ORDER BY place"
                                         " LIMIT ? OFFSET ?",
                                         what, error);
  if (statement == NULL)
    return FALSE;
  bind_account (statement, query);
  bw_bind_int (statement, 3, state_of_filter (query->filter));
  bw_bind_int (statement, 4,
               (gint64) (query->is_descending ? (block + 1) * BW_ORDERS_BLOCK
                                              : block * BW_ORDERS_BLOCK + 1));
  bw_bind_int (statement, 5, (gint64) n_max);
  bw_bind_int (statement, 6, (gint64) (offset - n_before));
  return take_page (reader, statement, orders, error);
}

static gboolean
page_sorted (BwTradingReader *reader, const BwOrdersQuery *query, guint64 offset, gsize n_max,
             GArray *orders, GError **error)
{
  if (!sort_keys (reader, query, FALSE, error))
    return FALSE;
  for (guint64 i = offset; i < reader->sorted_keys->len && i - offset < n_max; i++)
    {
      sqlite3_stmt *statement
          = bw_database_prepare (reader->database,
                                 "SELECT " BW_ORDER_COLUMNS " FROM orders WHERE key = ?", what,
                                 error);

      if (statement == NULL)
        return FALSE;
      bw_bind_int (statement, 1, g_array_index (reader->sorted_keys, gint64, i));
      if (!take_page (reader, statement, orders, error))
        return FALSE;
    }
  return TRUE;
}

/* One state of the database for all statements of a call. */
static gboolean
begin_read (BwTradingReader *reader, GError **error)
{
  return bw_database_exec (reader->database, "BEGIN", what, error);
}

/**
 * bw_trading_reader_count_orders:
 *
 * How many orders the list has now. Cost: a seek; with a state a few hundred small rows; otherwise
 * the list is sorted, if anything came since it was.
 */
gboolean
bw_trading_reader_count_orders (BwTradingReader *reader, const BwOrdersQuery *query,
                                guint64 *n_orders, GError **error)
{
  gboolean is_done;

  if (!begin_read (reader, error))
    return FALSE;
  if (!is_by_place (query))
    {
      is_done = sort_keys (reader, query, TRUE, error);
      *n_orders = is_done ? reader->sorted_keys->len : 0;
    }
  else if (query->filter == BW_ORDERS_ALL)
    is_done = count_all (reader, query, n_orders, error);
  else
    is_done = count_state (reader, query, n_orders, error);
  bw_database_rollback (reader->database);
  return is_done;
}

/**
 * bw_trading_reader_orders:
 * @offset: how many orders of the list to pass over
 *
 * Pages of a list that is neither by creation nor of one state or all stay in the order of the last
 * bw_trading_reader_count_orders() with the same query.
 *
 * Returns: (transfer full) (element-type BwOrder): at most @n_max orders from there; none beyond the
 *   end
 */
GArray *
bw_trading_reader_orders (BwTradingReader *reader, const BwOrdersQuery *query, guint64 offset,
                          gsize n_max, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, TRUE, sizeof (BwOrder));
  gboolean is_done;

  n_max = MIN (n_max, (gsize) G_MAXINT32);
  if (!begin_read (reader, error))
    return NULL;
  if (!is_by_place (query))
    is_done = page_sorted (reader, query, offset, n_max, orders, error);
  else if (query->filter == BW_ORDERS_ALL)
    is_done = page_all (reader, query, offset, n_max, orders, error);
  else
    is_done = page_state (reader, query, offset, n_max, orders, error);
  bw_database_rollback (reader->database);
  return is_done ? g_steal_pointer (&orders) : NULL;
}
