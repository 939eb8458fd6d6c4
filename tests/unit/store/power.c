/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store promises when the power goes, the disk is full or a sync fails, on a disk that does
 * it (fault-vfs.h): what was acknowledged is there, in order; what was not is there whole or not. */
#include "config.h"

#include "store/import-job.h"
#include "store/snapshot.h"
#include "store/timelines.h"
#include "store/trading-reader.h"
#include "store/values.h"

#include <string.h>

#include "fault-vfs.h"
#include "temporary-folder.h"

#define N_OUTAGES 250

typedef struct
{
  BwTemporaryFolder folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer name)
{
  bw_temporary_folder_make (&fixture->folder);
  fixture->path = g_build_filename (fixture->folder.path, name, NULL);
  bw_fault_vfs_install ((guint32) g_test_rand_int ());
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  bw_fault_vfs_uninstall ();
  g_free (fixture->path);
  bw_temporary_folder_remove (&fixture->folder);
}

/* The bytes of entry @sequence: of its own length, and a function of its number. */
static gsize
make_bytes (guint64 sequence, guint8 *bytes)
{
  gsize n_bytes = sequence * 2654435761u % (sequence % 9 == 0 ? 9000 : 400);

  for (gsize i = 0; i < n_bytes; i++)
    bytes[i] = (guint8) (sequence * 31 + i);
  return n_bytes;
}

typedef struct
{
  guint64 n_acknowledged;
  guint64 snapshot_sequence; /* of the last acknowledged one */
  guint64 projected_to;
  guint64 value;
} Promises;

static gboolean
append_some (BwJournal *journal, Promises *promises)
{
  static guint8 bytes[8][9000];
  BwJournalEntry entries[8] = { 0 };
  gsize n_entries = g_test_rand_bit () ? 1 : (gsize) g_test_rand_int_range (1, 9);

  for (gsize i = 0; i < n_entries; i++)
    {
      entries[i].timeline = 1;
      entries[i].n_bytes = make_bytes (bw_journal_last (journal) + 1 + i, bytes[i]);
      entries[i].bytes = bytes[i];
    }
  if (!bw_journal_append (journal, entries, n_entries, NULL))
    return FALSE;
  promises->n_acknowledged = bw_journal_last (journal);
  return TRUE;
}

static gboolean
save_snapshot (BwDatabase *database, BwJournal *journal, Promises *promises)
{
  guint64 sequence = bw_journal_last (journal);
  g_autofree guint8 *state = g_malloc (9000);
  gsize n_bytes = make_bytes (sequence, state);
  g_autoptr (GBytes) core = g_bytes_new (state, n_bytes);
  BwSnapshot snapshot = { .timeline = 1, .journal_sequence = sequence, .core = core };

  if (!bw_snapshot_save (database, &snapshot, NULL))
    return FALSE;
  promises->snapshot_sequence = sequence;
  return TRUE;
}

static gboolean
project (BwProjection *projection, BwJournal *journal, Promises *promises)
{
  BwEquitySample sample = { .time = (BwTime) bw_journal_last (journal) };

  if (!bw_projection_begin (projection, NULL))
    return FALSE;
  if (!bw_projection_equity (projection, 1, 1, &sample, NULL)
      || !bw_projection_commit (projection, bw_journal_last (journal), NULL))
    {
      bw_projection_rollback (projection);
      return FALSE;
    }
  promises->projected_to = bw_journal_last (journal);
  return TRUE;
}

static gboolean
set_value (BwDatabase *database, Promises *promises)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, promises->value + 1);

  if (!bw_values_set (database, "counter", text, NULL))
    return FALSE;
  promises->value++;
  return TRUE;
}

/* Works until something fails, keeping book of what was acknowledged. */
static void
work (const char *path, Promises *promises)
{
  g_autoptr (BwDatabase) database = bw_database_open (BW_DATABASE_TRADING, path, 0, NULL);
  g_autoptr (BwJournal) journal = NULL;
  g_autoptr (BwProjection) projection = NULL;
  gboolean is_well;

  if (database == NULL)
    return;
  journal = bw_journal_open (database, NULL);
  projection = bw_projection_new (database, NULL);
  is_well = journal != NULL && projection != NULL;
  while (is_well && bw_journal_last (journal) < promises->n_acknowledged + 4000)
    switch (g_test_rand_int_range (0, 20))
      {
      case 0:
        is_well = save_snapshot (database, journal, promises);
        break;
      case 1:
        is_well = project (projection, journal, promises);
        break;
      case 2:
        is_well = set_value (database, promises);
        break;
      default:
        is_well = append_some (journal, promises);
      }
}

static gboolean
check_entry (const BwJournalEntry *entry, gpointer user_data)
{
  guint8 bytes[9000];
  gsize n_bytes = make_bytes (entry->sequence, bytes);

  g_assert_cmpmem (entry->bytes, entry->n_bytes, bytes, n_bytes);
  *(guint64 *) user_data = entry->sequence;
  return TRUE;
}

static void
assert_kept (const char *path, const Promises *promises)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDatabase) database = bw_database_open (BW_DATABASE_TRADING, path, 0, &error);
  g_autofree char *value = NULL;
  guint64 last = 0;

  g_assert_no_error (error);
  g_assert_true (bw_database_check (database, &error));
  g_assert_no_error (error);
  g_assert_true (bw_journal_read (database, 1, 0, check_entry, &last, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (last, >=, promises->n_acknowledged);
  value = bw_values_get (database, "counter", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (value != NULL ? g_ascii_strtoull (value, NULL, 10) : 0, >=, promises->value);
  if (promises->snapshot_sequence > 0)
    {
      g_autoptr (BwSnapshot) snapshot = bw_snapshot_load (database, 1, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (snapshot->journal_sequence, >=, promises->snapshot_sequence);
      g_assert_cmpuint (snapshot->n_skipped, ==, 0);
    }
  {
    g_autoptr (BwProjection) projection = bw_projection_new (database, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (bw_projection_sequence (projection), >=, promises->projected_to);
    g_assert_cmpuint (bw_projection_sequence (projection), <=, last);
  }
}

static void
add_timeline (const char *path)
{
  g_autoptr (BwDatabase) database = bw_database_open (BW_DATABASE_TRADING, path, 0, NULL);
  BwTimeline timeline = { .kind = (char *) "practice", .name = (char *) "", .source = (char *) "{}" };

  g_assert_true (bw_timelines_add (database, &timeline, NULL));
  g_assert_cmpuint (timeline.id, ==, 1);
}

static void
test_outages (Fixture *fixture, gconstpointer unused)
{
  Promises promises = { 0 };

  add_timeline (fixture->path);
  for (int i = 0; i < N_OUTAGES; i++)
    {
      bw_fault_vfs_lose_power_after (g_test_rand_int_range (0, i % 5 == 0 ? 3000 : 120));
      work (fixture->path, &promises);
      bw_fault_vfs_power_back ();
      assert_kept (fixture->path, &promises);
    }
  g_assert_cmpuint (promises.n_acknowledged, >, N_OUTAGES);
}

/* The very first opening, cut at every one of its operations, never leaves a file that won't open. */
static void
test_outage_while_making (Fixture *fixture, gconstpointer unused)
{
  Promises none = { 0 };
  gboolean is_made = FALSE;

  for (int n = 0; !is_made; n++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%d", fixture->path, n);

      bw_fault_vfs_lose_power_after (n);
      {
        g_autoptr (BwDatabase) database = bw_database_open (BW_DATABASE_TRADING, path, 0, NULL);

        is_made = database != NULL;
      }
      bw_fault_vfs_power_back ();
      assert_kept (path, &none);
    }
}

static void
test_full_disk (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDatabase) database = NULL;
  g_autoptr (BwJournal) journal = NULL;
  Promises promises = { 0 };
  BwJournalEntry entry = { .timeline = 1 };

  add_timeline (fixture->path);
  database = bw_database_open (BW_DATABASE_TRADING, fixture->path, 0, &error);
  g_assert_no_error (error);
  journal = bw_journal_open (database, &error);
  for (int i = 0; i < 100; i++)
    {
      guint64 last = bw_journal_last (journal);

      bw_fault_vfs_set_room (g_test_rand_int_range (0, 200000));
      while (append_some (journal, &promises))
        last = bw_journal_last (journal);
      g_assert_cmpuint (bw_journal_last (journal), ==, last);
      bw_fault_vfs_set_room (0);
      {
        g_autofree guint8 *bytes = g_malloc0 (100000);

        entry.bytes = bytes;
        entry.n_bytes = 100000;
        g_assert_false (bw_journal_append (journal, &entry, 1, &error));
        g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_FULL);
        g_assert_nonnull (strstr (error->message, "The disk is full"));
        g_clear_error (&error);
      }
      bw_fault_vfs_set_room (-1);
      g_assert_true (append_some (journal, &promises));
    }
  g_clear_pointer (&journal, bw_journal_free);
  g_clear_pointer (&database, bw_database_close);
  assert_kept (fixture->path, &promises);
}

static void
test_failing_syncs (Fixture *fixture, gconstpointer unused)
{
  Promises promises = { 0 };

  add_timeline (fixture->path);
  for (int i = 0; i < 60; i++)
    {
      bw_fault_vfs_fail_syncs_after (g_test_rand_int_range (0, 40));
      work (fixture->path, &promises);
      bw_fault_vfs_lose_power_after (0);
      bw_fault_vfs_power_back ();
      assert_kept (fixture->path, &promises);
    }
}

static void
test_read_only (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  add_timeline (fixture->path);
  bw_fault_vfs_set_read_only (TRUE);
  g_assert_null (bw_database_open (BW_DATABASE_TRADING, fixture->path, 0, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  bw_fault_vfs_set_read_only (FALSE);
  {
    g_autoptr (BwTradingReader) reader = bw_trading_reader_open (fixture->path, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (bw_trading_reader_sequence (reader), ==, 0);
  }
}

#define N_MINUTES 30000

static char *
write_minutes (Fixture *fixture)
{
  GString *text = g_string_new ("timestamp,open,high,low,close,volume\n");
  char *path = g_build_filename (fixture->folder.path, "BTCUSD.csv", NULL);

  for (int i = 0; i < N_MINUTES; i++)
    g_string_append_printf (text, "%d,10.00,10.%02d,9.50,10.00,%d\n", 1577836800 + i * 60, i % 100,
                            i * 7919 % 100000);
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  g_string_free (text, TRUE);
  return path;
}

static gboolean
import (const char *market_path, const char *csv_path, GError **error)
{
  g_autoptr (BwDatabase) market = bw_database_open (BW_DATABASE_MARKET, market_path, 0, error);
  g_autoptr (BwImportSpec) spec = bw_import_spec_new (csv_path);
  g_autoptr (BwImportOutcome) outcome = NULL;

  if (market == NULL)
    return FALSE;
  outcome = bw_import_run (market, spec, 0, NULL, NULL, NULL, error);
  return outcome != NULL;
}

/* All of the import's bars and its record, or none of either. */
static gboolean
is_imported (const char *market_path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDatabase) market = bw_database_open (BW_DATABASE_MARKET, market_path, 0, &error);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GArray) list = NULL;
  g_autoptr (BwBarSeries) series = NULL;

  g_assert_no_error (error);
  g_assert_true (bw_database_check (market, &error));
  records = bw_import_records (market, &error);
  list = bw_bars_list (market, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, list->len);
  if (list->len == 0)
    return FALSE;
  series = bw_bars_load (market, g_array_index (list, BwStoredBars, 0).instrument, BW_TIMEFRAME_1M,
                         BW_TIME_NONE, BW_TIME_MAX, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (series->n_bars, ==, N_MINUTES);
  return TRUE;
}

static void
test_import_outages (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *csv_path = write_minutes (fixture);
  guint64 n_operations;
  guint n_done = 0;

  {
    g_autofree char *path = g_strconcat (fixture->path, "-whole", NULL);

    g_assert_true (import (path, csv_path, NULL));
    n_operations = bw_fault_vfs_n_operations ();
  }
  for (int i = 0; i < 60; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%d", fixture->path, i);
      gboolean is_acknowledged;

      bw_fault_vfs_lose_power_after (g_test_rand_int_range (0, (gint32) n_operations + 2));
      is_acknowledged = import (path, csv_path, NULL);
      bw_fault_vfs_power_back ();
      g_assert_true (is_imported (path) || !is_acknowledged);
      n_done += is_acknowledged;
    }
  g_assert_cmpuint (n_done, <, 60);
}

static void
test_import_to_full_disk (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *csv_path = write_minutes (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_false (is_imported (fixture->path));
  for (int room = 0; room < 6; room++)
    {
      bw_fault_vfs_set_room (room * 8192);
      g_assert_false (import (fixture->path, csv_path, &error));
      g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_FULL);
      g_clear_error (&error);
      bw_fault_vfs_set_room (-1);
      g_assert_false (is_imported (fixture->path));
    }
  g_assert_true (import (fixture->path, csv_path, &error));
  g_assert_no_error (error);
  g_assert_true (is_imported (fixture->path));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, file, function) \
  g_test_add ("/store/power/" path, Fixture, file, set_up, function, tear_down)
  ADD ("outages", "trading.db", test_outages);
  ADD ("outage-while-making", "trading.db", test_outage_while_making);
  ADD ("full-disk", "trading.db", test_full_disk);
  ADD ("failing-syncs", "trading.db", test_failing_syncs);
  ADD ("read-only", "trading.db", test_read_only);
  ADD ("import-outages", "market.db", test_import_outages);
  ADD ("import-to-full-disk", "market.db", test_import_to_full_disk);
  return g_test_run ();
}
