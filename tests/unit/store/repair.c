/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/repair.h"

#include "store/bar-store.h"
#include "store/instruments.h"
#include "store/journal.h"

#include <string.h>

#include <sqlite3.h>

#include "temporary-folder.h"

#define N_ENTRIES 3000
#define N_BARS 60000
#define N_INSTRUMENTS 3

typedef struct
{
  BwTemporaryFolder folder;
  char *trading_path;
  char *market_path;
} Fixture;

static BwDatabase *
open_well (BwDatabaseKind kind, const char *path)
{
  g_autoptr (GError) error = NULL;
  BwDatabase *database = bw_database_open (kind, path, 0, &error);

  g_assert_no_error (error);
  return database;
}

static void
append (const char *path, int n_entries)
{
  g_autoptr (BwDatabase) database = open_well (BW_DATABASE_TRADING, path);
  g_autoptr (BwJournal) journal = bw_journal_open (database, NULL);
  g_autofree BwJournalEntry *entries = g_new0 (BwJournalEntry, n_entries);
  static const guint8 bytes[60];

  for (int i = 0; i < n_entries; i++)
    entries[i] = (BwJournalEntry){ .timeline = 1, .bytes = bytes, .n_bytes = sizeof bytes };
  g_assert_true (bw_journal_append (journal, entries, (gsize) n_entries, NULL));
}

static void
fill_market (const char *path)
{
  g_autoptr (BwDatabase) market = open_well (BW_DATABASE_MARKET, path);
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_1M, N_BARS);

  for (BwTime i = 0; i < N_BARS; i++)
    {
      double price = 100 + (double) (i * 7919 % 500) / 100;

      bw_bar_series_append (series, i * BW_MINUTE, price, price + 1, price - 1, price, (double) i);
    }
  for (int i = 0; i < N_INSTRUMENTS; i++)
    {
      g_autofree char *symbol = g_strdup_printf ("SYM%d", i);
      BwInstrument instrument;

      bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, symbol);
      g_strlcpy (instrument.source, "import", sizeof instrument.source);
      g_assert_true (bw_instruments_add (market, &instrument, NULL));
      g_assert_true (bw_bars_write (market, instrument.id, series, 0, NULL, NULL));
    }
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  bw_temporary_folder_make (&fixture->folder);
  fixture->trading_path = g_build_filename (fixture->folder.path, "trading.db", NULL);
  fixture->market_path = g_build_filename (fixture->folder.path, "market.db", NULL);
  append (fixture->trading_path, N_ENTRIES);
  fill_market (fixture->market_path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_free (fixture->trading_path);
  g_free (fixture->market_path);
  bw_temporary_folder_remove (&fixture->folder);
}

static void
ruin_page (const char *path, gsize page_bytes, gsize page)
{
  g_autofree char *bytes = NULL;
  gsize n_bytes = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &n_bytes, NULL));
  g_assert_cmpuint ((page + 1) * page_bytes, <=, n_bytes);
  for (gsize at = page * page_bytes; at < (page + 1) * page_bytes; at++)
    bytes[at] = (char) g_test_rand_int ();
  g_assert_true (g_file_set_contents (path, bytes, (gssize) n_bytes, NULL));
}

static gsize
count_pages (const char *path, gsize page_bytes)
{
  g_autofree char *bytes = NULL;
  gsize n_bytes = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &n_bytes, NULL));
  return n_bytes / page_bytes;
}

/* (transfer full): the plan, after it was carried out */
static BwRepair *
repair (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  BwRepair *plan = bw_repair_plan (fixture->folder.path, &error);

  g_assert_no_error (error);
  bw_repair_run (plan, BW_DAY, &error);
  g_assert_no_error (error);
  return plan;
}

static guint64
count_entries (Fixture *fixture)
{
  g_autoptr (BwDatabase) database = open_well (BW_DATABASE_TRADING, fixture->trading_path);
  g_autoptr (GError) error = NULL;
  guint64 n_entries = 0;

  g_assert_true (bw_database_check (database, &error));
  g_assert_true (bw_journal_verify (database, &n_entries, &error));
  g_assert_no_error (error);
  bw_journal_free (bw_journal_open (database, &error));
  g_assert_no_error (error);
  return n_entries;
}

/* Every bar that is there is the one that was written. */
static guint64
count_bars (Fixture *fixture)
{
  g_autoptr (BwDatabase) market = open_well (BW_DATABASE_MARKET, fixture->market_path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) list = bw_bars_list (market, 0, &error);
  guint64 n_bars = 0;

  g_assert_true (bw_database_check (market, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const BwStoredBars *stored = &g_array_index (list, BwStoredBars, i);
      g_autoptr (BwBarSeries) series = bw_bars_load (market, stored->instrument, BW_TIMEFRAME_1M,
                                                     BW_TIME_NONE, BW_TIME_MAX, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (series->n_bars, ==, stored->n_bars);
      for (gsize j = 0; j < series->n_bars; j++)
        g_assert_cmpfloat (series->volume[j], ==, (double) (series->start[j] / BW_MINUTE));
      n_bars += series->n_bars;
    }
  return n_bars;
}

static void
test_nothing_to_do (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwRepair) plan = repair (fixture);

  g_assert_false (plan->is_trading_damaged);
  g_assert_false (plan->is_market_damaged);
  g_assert_cmpuint (count_entries (fixture), ==, N_ENTRIES);
  g_assert_cmpuint (count_bars (fixture), ==, N_INSTRUMENTS * N_BARS);
}

static void
test_market_pages (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *whole = NULL;
  gsize n_bytes = 0, n_pages = count_pages (fixture->market_path, 16384);
  guint n_partial = 0;

  g_assert_true (g_file_get_contents (fixture->market_path, &whole, &n_bytes, NULL));
  for (int i = 0; i < 30; i++)
    {
      g_autoptr (BwRepair) plan = NULL;
      guint64 n_bars;

      g_assert_true (g_file_set_contents (fixture->market_path, whole, (gssize) n_bytes, NULL));
      ruin_page (fixture->market_path, 16384, (gsize) g_test_rand_int_range (1, (gint32) n_pages));
      plan = repair (fixture);
      g_assert_true (plan->is_market_damaged);
      g_assert_false (plan->is_trading_damaged);
      n_bars = count_bars (fixture);
      g_assert_cmpuint (n_bars, <=, plan->n_bars_kept);
      if (plan->n_bars_lost > 0)
        g_assert_cmpuint (plan->n_bars_kept + plan->n_bars_lost, ==, N_INSTRUMENTS * N_BARS);
      n_partial += n_bars > 0;
    }
  g_assert_cmpuint (n_partial, >, 15);
}

static void
test_market_gone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwRepair) plan = NULL;

  g_assert_true (g_file_set_contents (fixture->market_path, "not a database at all", -1, NULL));
  plan = repair (fixture);
  g_assert_true (plan->is_market_damaged);
  g_assert_cmpuint (plan->n_bars_kept, ==, 0);
  g_assert_nonnull (strstr (plan->description, "0 bars can be read"));
  g_assert_cmpuint (count_bars (fixture), ==, 0);
}

/* Without any backup the journal itself gives what comes before the damage. */
static void
test_trading_without_backup (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwRepair) plan = NULL;

  ruin_page (fixture->trading_path, 4096, count_pages (fixture->trading_path, 4096) - 2);
  plan = repair (fixture);
  g_assert_true (plan->is_trading_damaged);
  g_assert_null (plan->backup_path);
  g_assert_cmpuint (plan->trading.n_saved, >, 0);
  g_assert_cmpuint (count_entries (fixture), ==, plan->trading.n_saved);
  g_assert_nonnull (strstr (plan->description, "There is no backup"));
}

/* Whole, but shorter than what was made from it. */
static void
test_trading_without_its_end (Fixture *fixture, gconstpointer unused)
{
  sqlite3 *handle = NULL;
  g_autoptr (BwRepair) plan = NULL;

  g_assert_cmpint (sqlite3_open (fixture->trading_path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle,
                                 "UPDATE marks SET value = 3000 WHERE name = 'projected_to';"
                                 "DROP TRIGGER journal_is_never_cut;"
                                 "DELETE FROM journal WHERE sequence > 2000",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (handle);
  plan = repair (fixture);
  g_assert_true (plan->is_trading_damaged);
  g_assert_cmpuint (plan->trading.n_lost, ==, 1000);
  g_assert_cmpuint (count_entries (fixture), ==, 2000);
}

static void
test_both_with_backup (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *backups = g_build_filename (fixture->folder.path, "backups", NULL);
  g_autofree char *good = NULL, *bad = NULL;
  g_autoptr (BwRepair) plan = NULL;

  {
    g_autoptr (BwDatabase) database = open_well (BW_DATABASE_TRADING, fixture->trading_path);

    good = bw_backup_make (database, backups, 0, NULL);
    bad = bw_backup_make (database, backups, BW_DAY, NULL);
  }
  g_assert_true (g_file_set_contents (bad, "ruined too", -1, NULL));
  append (fixture->trading_path, 50);
  g_assert_true (g_file_set_contents (fixture->trading_path, "ruined", -1, NULL));
  g_assert_true (g_file_set_contents (fixture->market_path, "ruined", -1, NULL));
  plan = repair (fixture);
  g_assert_cmpstr (plan->backup_path, ==, good);
  g_assert_false (plan->trading.is_readable);
  g_assert_cmpuint (count_entries (fixture), ==, N_ENTRIES);
  g_assert_cmpuint (count_bars (fixture), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add ("/store/repair/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("nothing-to-do", test_nothing_to_do);
  ADD ("market-pages", test_market_pages);
  ADD ("market-gone", test_market_gone);
  ADD ("trading-without-backup", test_trading_without_backup);
  ADD ("trading-without-its-end", test_trading_without_its_end);
  ADD ("both-with-backup", test_both_with_backup);
  return g_test_run ();
}
