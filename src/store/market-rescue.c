/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A damaged page takes some rows with it, and a walk through the table ends there. So chunks are
 * asked for one by one, by their numbers, and each is decoded before it is kept. */
#include "config.h"

#include "store/market-rescue-private.h"

#include "store/bar-codec.h"
#include "store/bar-store.h"
#include "store/database-private.h"
#include "store/instruments.h"

/* Where instruments were lost, their numbers must not be given to others: trading remembers them. */
#define NUMBERS_PASSED_OVER 10000

typedef struct
{
  sqlite3 *source;    /* (owned) (nullable) */
  BwDatabase *target; /* (borrowed) (nullable) */
  guint64 n_bars_kept;
  guint64 n_bars_expected;
} Rescue;

/* The first column of the first row; @otherwise when it can't be read. */
static gint64
read_number (Rescue *rescue, const char *sql, gint64 otherwise)
{
  sqlite3_stmt *statement = NULL;
  gint64 number = otherwise;

  if (sqlite3_prepare_v2 (rescue->source, sql, -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW
      && sqlite3_column_type (statement, 0) == SQLITE_INTEGER)
    number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return number;
}

/* Copies rows up to the first that can't be read; @n_columns as they are. */
static gboolean
copy_rows (Rescue *rescue, const char *select, const char *insert, int n_columns,
           gboolean *is_whole, GError **error)
{
  static const char what[] = "Rescuing the market data";
  sqlite3_stmt *from = NULL;
  sqlite3_stmt *to = bw_database_prepare (rescue->target, insert, what, error);
  int code = SQLITE_DONE;
  gboolean is_done = to != NULL;

  *is_whole = sqlite3_prepare_v2 (rescue->source, select, -1, &from, NULL) == SQLITE_OK;
  while (is_done && *is_whole && (code = sqlite3_step (from)) == SQLITE_ROW)
    {
      for (int i = 0; i < n_columns; i++)
        sqlite3_bind_value (to, i + 1, sqlite3_column_value (from, i));
      is_done = bw_database_run (rescue->target, to, what, error);
    }
  *is_whole = *is_whole && code == SQLITE_DONE;
  sqlite3_finalize (from);
  return is_done;
}

static gboolean
copy_small_tables (Rescue *rescue, GError **error)
{
  gboolean is_whole = FALSE, is_rest_whole = FALSE;

  if (!copy_rows (rescue, "SELECT * FROM instruments ORDER BY id",
                  "INSERT OR IGNORE INTO instruments VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", 15,
                  &is_whole, error)
      || !copy_rows (rescue, "SELECT * FROM imports ORDER BY id",
                     "INSERT OR IGNORE INTO imports VALUES (?,?,?,?,?,?,?,?)", 8, &is_rest_whole,
                     error)
      || !copy_rows (rescue, "SELECT * FROM import_rows ORDER BY import_id, n",
                     "INSERT OR IGNORE INTO import_rows SELECT ?1,?2,?3,?4,?5,?6,?7,?8,?9"
                     " WHERE ?1 IN (SELECT id FROM imports)",
                     9, &is_rest_whole, error))
    return FALSE;
  return is_whole
         || bw_database_exec (rescue->target,
                              "INSERT INTO sqlite_sequence (name, seq) SELECT 'instruments', 0"
                              " WHERE NOT EXISTS"
                              "  (SELECT 1 FROM sqlite_sequence WHERE name = 'instruments');"
                              "UPDATE sqlite_sequence SET seq = seq + " G_STRINGIFY (
                                  NUMBERS_PASSED_OVER) " WHERE name = 'instruments'",
                              "Rescuing the market data", error);
}

static gboolean
keep_chunk (Rescue *rescue, sqlite3_stmt *row, GError **error)
{
  BwInstrumentId instrument = (BwInstrumentId) sqlite3_column_int64 (row, 0);
  BwTimeframe timeframe = (BwTimeframe) sqlite3_column_int64 (row, 1);
  g_autoptr (BwBarSeries) series = NULL;
  BwInstrument known;

  if (timeframe <= 0)
    return TRUE;
  series = bw_bar_series_new (timeframe, 0);
  if (!bw_bar_codec_decode (sqlite3_column_blob (row, 3), (gsize) sqlite3_column_bytes (row, 3),
                            series, NULL))
    return TRUE;
  if (rescue->target != NULL)
    {
      /* Without its instrument nobody could ask for it. */
      if (!bw_instruments_get (rescue->target, instrument, &known, NULL))
        return TRUE;
      if (!bw_bars_write (rescue->target, instrument, series,
                          (guint64) sqlite3_column_int64 (row, 2), NULL, error))
        return FALSE;
    }
  rescue->n_bars_kept += series->n_bars;
  return TRUE;
}

static gboolean
keep_chunks (Rescue *rescue, GError **error)
{
  gint64 last
      = MAX (read_number (rescue, "SELECT max (id) FROM bar_chunks", 0),
             read_number (rescue,
                          "SELECT max (id) FROM bar_chunks INDEXED BY sqlite_autoindex_bar_chunks_1",
                          0));
  sqlite3_stmt *row = NULL;
  gboolean is_done = TRUE;

  if (sqlite3_prepare_v2 (rescue->source,
                          "SELECT instrument, timeframe, import_id, bytes FROM bar_chunks"
                          " WHERE id = ?",
                          -1, &row, NULL)
      != SQLITE_OK)
    return TRUE;
  for (gint64 id = 1; id <= last && is_done; id++)
    {
      sqlite3_bind_int64 (row, 1, id);
      if (sqlite3_step (row) == SQLITE_ROW)
        is_done = keep_chunk (rescue, row, error);
      sqlite3_reset (row);
    }
  sqlite3_finalize (row);
  return is_done;
}

gboolean
bw_market_rescue (const char *damaged_path, BwDatabase *target, guint64 *n_bars_kept,
                  guint64 *n_bars_lost, GError **error)
{
  Rescue rescue = { .target = target };
  gboolean is_done = target == NULL || bw_database_begin (target, error);
  guint64 n_expected = 0;

  if (is_done && sqlite3_open_v2 (damaged_path, &rescue.source, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
    {
      n_expected = (guint64) read_number (&rescue, "SELECT sum (n_bars) FROM bar_totals", 0);
      is_done = (target == NULL || copy_small_tables (&rescue, error)) && keep_chunks (&rescue, error);
    }
  sqlite3_close (rescue.source);
  if (target != NULL && is_done)
    is_done = bw_database_commit (target, error) && bw_database_sync (target, error);
  else if (target != NULL)
    bw_database_rollback (target);
  *n_bars_kept = rescue.n_bars_kept;
  *n_bars_lost = n_expected > rescue.n_bars_kept ? n_expected - rescue.n_bars_kept : 0;
  return is_done;
}
