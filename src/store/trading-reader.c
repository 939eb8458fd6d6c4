/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything but the order list, which is order-list.c. */
#include "config.h"

#include "store/ledger-tables-private.h"
#include "store/trading-reader-private.h"

static const char what[] = "Reading the history";

/**
 * bw_trading_reader_open:
 * @trading_path: an existing trading.db of this version's layout
 *
 * Returns: (transfer full): the reader
 */
BwTradingReader *
bw_trading_reader_open (const char *trading_path, GError **error)
{
  BwDatabase *database = bw_database_open_read_only (BW_DATABASE_TRADING, trading_path, error);
  BwTradingReader *reader;

  if (database == NULL)
    return NULL;
  reader = g_new0 (BwTradingReader, 1);
  reader->database = database;
  return reader;
}

void
bw_trading_reader_free (BwTradingReader *reader)
{
  if (reader == NULL)
    return;
  g_clear_pointer (&reader->sorted_keys, g_array_unref);
  bw_database_close (reader->database);
  g_free (reader);
}

/* Runs @statement to its end, @take making an element of each row. */
static GArray *
collect (BwTradingReader *reader, sqlite3_stmt *statement, gsize element_bytes,
         void (*take) (sqlite3_stmt *statement, gpointer element), GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, (guint) element_bytes);
  GError *failure = NULL;

  while (bw_database_next (reader->database, statement, what, &failure))
    {
      g_array_set_size (rows, rows->len + 1);
      take (statement, rows->data + (rows->len - 1) * element_bytes);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&rows);
}

static void
take_order (sqlite3_stmt *statement, gpointer element)
{
  bw_take_order (statement, element);
}

static void
take_fill (sqlite3_stmt *statement, gpointer element)
{
  bw_take_fill (statement, element);
}

static void
take_account (sqlite3_stmt *statement, gpointer element)
{
  bw_take_account (statement, element);
}

static void
take_position (sqlite3_stmt *statement, gpointer element)
{
  bw_take_position (statement, element);
}

static void
take_event (sqlite3_stmt *statement, gpointer element)
{
  BwOrderEvent *event = element;

  event->sequence = (guint64) sqlite3_column_int64 (statement, 0);
  event->journal_sequence = (guint64) sqlite3_column_int64 (statement, 1);
  event->time = sqlite3_column_int64 (statement, 2);
  event->status = sqlite3_column_int (statement, 3);
  event->reason = sqlite3_column_int (statement, 4);
  event->quantity = bw_column_fixed (statement, 5);
  event->filled = bw_column_fixed (statement, 6);
  event->limit_price = bw_column_fixed (statement, 7);
  event->stop_price = bw_column_fixed (statement, 8);
}

static void
take_sample (sqlite3_stmt *statement, gpointer element)
{
  BwEquitySample *sample = element;

  sample->time = sqlite3_column_int64 (statement, 0);
  sample->equity = bw_column_fixed (statement, 1);
  sample->cash = bw_column_fixed (statement, 2);
  sample->long_value = bw_column_fixed (statement, 3);
  sample->short_value = bw_column_fixed (statement, 4);
  sample->realized = bw_column_fixed (statement, 5);
  sample->fees = bw_column_fixed (statement, 6);
  sample->deposits = bw_column_fixed (statement, 7);
}

/* The first row as the only result. */
static gboolean
take_one (BwTradingReader *reader, sqlite3_stmt *statement, gpointer element,
          void (*take) (sqlite3_stmt *statement, gpointer element), const char *name,
          GError **error)
{
  GError *failure = NULL;

  if (bw_database_next (reader->database, statement, what, &failure))
    {
      take (statement, element);
      sqlite3_reset (statement);
      return TRUE;
    }
  if (failure == NULL)
    g_set_error (&failure, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND, "There is no such %s.", name);
  g_propagate_error (error, failure);
  return FALSE;
}

/* Errors: %BW_STORE_ERROR_NOT_FOUND */
gboolean
bw_trading_reader_order (BwTradingReader *reader, BwTimelineId timeline, BwOrderId id,
                         BwOrder *order, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database, "SELECT " BW_ORDER_COLUMNS " FROM orders WHERE key = ?", what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, bw_table_key (timeline, id));
  return take_one (reader, statement, order, take_order, "order", error);
}

typedef struct
{
  BwTimelineId timeline;
  BwOrder order;
} TimelineOrder;

static void
take_timeline_order (sqlite3_stmt *statement, gpointer element)
{
  TimelineOrder *found = element;

  found->timeline = (BwTimelineId) sqlite3_column_int64 (statement, 1);
  bw_take_order (statement, &found->order);
}

/* Errors: %BW_STORE_ERROR_NOT_FOUND */
gboolean
bw_trading_reader_order_by_uuid (BwTradingReader *reader, const BwUuid *uuid,
                                 BwTimelineId *timeline, BwOrder *order, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database, "SELECT " BW_ORDER_COLUMNS " FROM orders WHERE uuid = ? LIMIT 1", what,
      error);
  TimelineOrder found;

  if (statement == NULL)
    return FALSE;
  bw_bind_bytes (statement, 1, uuid->bytes, sizeof uuid->bytes);
  if (!take_one (reader, statement, &found, take_timeline_order, "order", error))
    return FALSE;
  *timeline = found.timeline;
  *order = found.order;
  return TRUE;
}

/* (transfer full) (element-type BwOrderEvent): what happened to an order, oldest first */
GArray *
bw_trading_reader_order_events (BwTradingReader *reader, BwTimelineId timeline, BwOrderId id,
                                GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database,
      "SELECT sequence, journal_sequence, time, status, reason, quantity_e8, filled_e8,"
      " limit_price_e8, stop_price_e8 FROM order_events WHERE order_key = ? ORDER BY sequence",
      what, error);

  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, bw_table_key (timeline, id));
  return collect (reader, statement, sizeof (BwOrderEvent), take_event, error);
}

/* (transfer full) (element-type BwFill): an order's fills, oldest first */
GArray *
bw_trading_reader_order_fills (BwTradingReader *reader, BwTimelineId timeline, BwOrderId id,
                               GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database, "SELECT " BW_FILL_COLUMNS " FROM fills WHERE order_key = ? ORDER BY key",
      what, error);

  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, bw_table_key (timeline, id));
  return collect (reader, statement, sizeof (BwFill), take_fill, error);
}

/* A fill with its certificate. Errors: %BW_STORE_ERROR_NOT_FOUND */
gboolean
bw_trading_reader_fill (BwTradingReader *reader, BwTimelineId timeline, BwFillId id, BwFill *fill,
                        GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database, "SELECT " BW_FILL_COLUMNS " FROM fills WHERE key = ?", what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, bw_table_key (timeline, id));
  return take_one (reader, statement, fill, take_fill, "fill", error);
}

gboolean
bw_trading_reader_count_fills (BwTradingReader *reader, BwTimelineId timeline, BwAccountId account,
                               guint64 *n_fills, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database, "SELECT count(*) FROM fills WHERE timeline = ? AND account = ?", what,
      error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, timeline);
  bw_bind_int (statement, 2, account);
  if (!bw_database_next (reader->database, statement, what, error))
    return FALSE;
  *n_fills = (guint64) sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static void
bind_page (sqlite3_stmt *statement, BwTimelineId timeline, BwAccountId account, guint64 after,
           gsize n_max)
{
  bw_bind_int (statement, 1, timeline);
  bw_bind_int (statement, 2, account);
  bw_bind_int (statement, 3, bw_table_key (timeline, after));
  bw_bind_int (statement, 4, (gint64) MIN (n_max, (gsize) G_MAXINT32));
}

/**
 * bw_trading_reader_fills:
 * @after: the last fill of the page before; 0 for the first
 *
 * Returns: (transfer full) (element-type BwFill): the next fills of an account, oldest first
 */
GArray *
bw_trading_reader_fills (BwTradingReader *reader, BwTimelineId timeline, BwAccountId account,
                         BwFillId after, gsize n_max, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database,
      "SELECT " BW_FILL_COLUMNS " FROM fills WHERE timeline = ? AND account = ? AND key > ?"
      " ORDER BY key LIMIT ?",
      what, error);

  if (statement == NULL)
    return NULL;
  bind_page (statement, timeline, account, after, n_max);
  return collect (reader, statement, sizeof (BwFill), take_fill, error);
}

/* One row a posting: the set's columns, then the posting's. */
static void
take_posting (sqlite3_stmt *statement, GArray *sets)
{
  guint64 id = bw_table_key_id (sqlite3_column_int64 (statement, 0));
  BwPostingSet *set = sets->len > 0 ? &g_array_index (sets, BwPostingSet, sets->len - 1) : NULL;
  BwPosting *posting;

  if (set == NULL || set->id != id)
    {
      g_array_set_size (sets, sets->len + 1);
      set = &g_array_index (sets, BwPostingSet, sets->len - 1);
      set->id = id;
      set->account = (BwAccountId) sqlite3_column_int64 (statement, 1);
      set->activity = (guint8) sqlite3_column_int (statement, 2);
      set->time = sqlite3_column_int64 (statement, 3);
      set->fill = (BwFillId) sqlite3_column_int64 (statement, 4);
    }
  if (sqlite3_column_type (statement, 5) == SQLITE_NULL || set->n_postings == BW_POSTING_SET_MAX)
    return;
  posting = &set->postings[set->n_postings++];
  posting->ledger = (guint8) sqlite3_column_int (statement, 5);
  posting->instrument = (BwInstrumentId) sqlite3_column_int64 (statement, 6);
  posting->amount = bw_column_fixed (statement, 7);
  posting->quantity = bw_column_fixed (statement, 8);
}

/**
 * bw_trading_reader_posting_sets:
 * @after: the last set of the page before; 0 for the first
 *
 * Returns: (transfer full) (element-type BwPostingSet): the next events of an account's books
 */
GArray *
bw_trading_reader_posting_sets (BwTradingReader *reader, BwTimelineId timeline,
                                BwAccountId account, guint64 after, gsize n_max, GError **error)
{
  g_autoptr (GArray) sets = g_array_new (FALSE, TRUE, sizeof (BwPostingSet));
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database,
      "SELECT s.key, s.account, s.activity, s.time, s.fill, p.ledger, p.instrument, p.amount_e8,"
      " p.quantity_e8 FROM (SELECT * FROM posting_sets WHERE timeline = ? AND account = ?"
      " AND key > ? ORDER BY key LIMIT ?) s LEFT JOIN postings p ON p.set_key = s.key"
      " ORDER BY s.key, p.n",
      what, error);

  if (statement == NULL)
    return NULL;
  bind_page (statement, timeline, account, after, n_max);
  while (bw_database_next (reader->database, statement, what, &failure))
    take_posting (statement, sets);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&sets);
}

/* (transfer full) (element-type BwEquitySample): an account's curve in [@first, @end) */
GArray *
bw_trading_reader_equity (BwTradingReader *reader, BwTimelineId timeline, BwAccountId account,
                          BwTime first, BwTime end, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database,
      "SELECT time, equity_e8, cash_e8, long_value_e8, short_value_e8, realized_e8, fees_e8,"
      " deposits_e8 FROM equity WHERE timeline = ? AND account = ? AND time >= ? AND time < ?"
      " ORDER BY time",
      what, error);

  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, timeline);
  bw_bind_int (statement, 2, account);
  bw_bind_int (statement, 3, first);
  bw_bind_int (statement, 4, end);
  return collect (reader, statement, sizeof (BwEquitySample), take_sample, error);
}

/* (transfer full) (element-type BwAccount): a timeline's accounts, as last projected */
GArray *
bw_trading_reader_accounts (BwTradingReader *reader, BwTimelineId timeline, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database, "SELECT * FROM accounts WHERE timeline = ? ORDER BY account", what, error);

  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, timeline);
  return collect (reader, statement, sizeof (BwAccount), take_account, error);
}

/* (transfer full) (element-type BwPosition): an account's open positions, as last projected */
GArray *
bw_trading_reader_positions (BwTradingReader *reader, BwTimelineId timeline, BwAccountId account,
                             GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database,
      "SELECT * FROM positions WHERE timeline = ? AND account = ? ORDER BY instrument", what,
      error);

  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, timeline);
  bw_bind_int (statement, 2, account);
  return collect (reader, statement, sizeof (BwPosition), take_position, error);
}

/* The last journal entry whose effect can be read here; 0 when that can't be told. */
guint64
bw_trading_reader_sequence (BwTradingReader *reader)
{
  gint64 sequence = 0;

  bw_database_get_int (reader->database, "SELECT value FROM marks WHERE name = 'projected_to'",
                       &sequence, what, NULL);
  return (guint64) sequence;
}
