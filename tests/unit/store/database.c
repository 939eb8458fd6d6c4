/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/backup.h"
#include "store/journal.h"
#include "store/profile-folder.h"
#include "store/snapshot.h"
#include "store/timelines.h"
#include "store/values.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "temporary-folder.h"

#define NOON_2026 (1795867200 * BW_SECOND)

typedef struct
{
  BwTemporaryFolder folder;
  char *path;
  char *backups;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  bw_temporary_folder_make (&fixture->folder);
  fixture->path = g_build_filename (fixture->folder.path, "trading.db", NULL);
  fixture->backups = g_build_filename (fixture->folder.path, "backups", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_free (fixture->path);
  g_free (fixture->backups);
  bw_temporary_folder_remove (&fixture->folder);
}

static BwDatabase *
open_well (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  BwDatabase *database = bw_database_open (BW_DATABASE_TRADING, fixture->path, NOON_2026, &error);

  g_assert_no_error (error);
  return database;
}

static void
append (BwDatabase *database, int n_entries)
{
  g_autoptr (BwJournal) journal = bw_journal_open (database, NULL);

  while (n_entries > 0)
    {
      BwJournalEntry entries[100];
      int n = MIN (n_entries, (int) G_N_ELEMENTS (entries));

      for (int i = 0; i < n; i++)
        entries[i] = (BwJournalEntry){ .timeline = 1, .wall_time = NOON_2026, .bytes = (guint8 *) "x", .n_bytes = 1 };
      g_assert_true (bw_journal_append (journal, entries, (gsize) n, NULL));
      n_entries -= n;
    }
}

static guint64
count_entries (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDatabase) database = bw_database_open (BW_DATABASE_TRADING, path, NOON_2026, &error);
  guint64 n_entries = 0;

  g_assert_no_error (error);
  g_assert_true (bw_journal_verify (database, &n_entries, &error));
  return n_entries;
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

static void
assert_refused (Fixture *fixture, BwStoreError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gsize n_before = 0, n_after = 0;

  g_assert_true (g_file_get_contents (fixture->path, &before, &n_before, NULL));
  g_assert_null (bw_database_open (BW_DATABASE_TRADING, fixture->path, NOON_2026, &error));
  g_assert_error (error, BW_STORE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, "trading.db"));
  g_assert_true (g_file_get_contents (fixture->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

static void
test_layout (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwDatabase) database = open_well (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *market_path = g_build_filename (fixture->folder.path, "market.db", NULL);
  g_autoptr (BwDatabase) market = bw_database_open (BW_DATABASE_MARKET, market_path, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpint (bw_database_schema_version (database), >=, 1);
  g_assert_cmpint (bw_database_schema_version (market), >=, 1);
  g_assert_null (bw_database_migration_backup (database));
  g_assert_true (bw_database_sync (market, &error));
  g_assert_no_error (error);
  /* The two files can't be taken for each other. */
  g_assert_null (bw_database_open (BW_DATABASE_MARKET, fixture->path, 0, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
}

/* Every table is STRICT: a text in a number's place is refused, not kept. */
static void
test_strict (Fixture *fixture, gconstpointer unused)
{
  sqlite3_stmt *statement = NULL;
  sqlite3 *handle = NULL;
  int n_tables = 0;

  bw_database_close (open_well (fixture));
  g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle,
                                       "SELECT name, strict FROM pragma_table_list"
                                       " WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  for (; sqlite3_step (statement) == SQLITE_ROW; n_tables++)
    g_assert_cmpint (sqlite3_column_int (statement, 1), ==, 1);
  g_assert_cmpint (n_tables, >, 10);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
}

static void
test_newer (Fixture *fixture, gconstpointer unused)
{
  bw_database_close (open_well (fixture));
  run_sql (fixture->path, "PRAGMA user_version = 9999");
  assert_refused (fixture, BW_STORE_ERROR_NEWER);
}

static void
test_foreign (Fixture *fixture, gconstpointer unused)
{
  run_sql (fixture->path, "CREATE TABLE recipes (name TEXT)");
  assert_refused (fixture, BW_STORE_ERROR_DAMAGED);
}

static void
test_garbage (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (g_file_set_contents (fixture->path, "This is a letter to my bank, not a database.", -1, NULL));
  assert_refused (fixture, BW_STORE_ERROR_DAMAGED);
}

static void
test_no_folder (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_database_open (BW_DATABASE_TRADING, "/nowhere/at/all/trading.db", 0, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_FAILED);
}

/* Overwrites pages, or cuts the file; whichever page it is, it is noticed when it is checked. */
static void
test_damage (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *whole = NULL;
  gsize n_bytes = 0;

  {
    g_autoptr (BwDatabase) database = open_well (fixture);

    append (database, 2000);
  }
  g_assert_true (g_file_get_contents (fixture->path, &whole, &n_bytes, NULL));
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *damaged = g_memdup2 (whole, n_bytes);
      gsize page = (gsize) g_test_rand_int_range (0, (gint32) (n_bytes / 4096));
      gsize n_kept = i % 4 == 0 ? MAX (page, 1) * 4096 - 100 : n_bytes;
      g_autoptr (BwDatabase) database = NULL;
      g_autoptr (GError) error = NULL;
      guint64 n_entries = 0;

      for (gsize at = page * 4096; at < (page + 1) * 4096 && i % 4 != 0; at++)
        damaged[at] = (char) g_test_rand_int ();
      g_assert_true (g_file_set_contents (fixture->path, damaged, (gssize) n_kept, NULL));
      database = bw_database_open (BW_DATABASE_TRADING, fixture->path, NOON_2026, &error);
      if (database != NULL && bw_database_check (database, &error))
        g_assert_false (bw_journal_verify (database, &n_entries, &error));
      g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
    }
}

static void
test_not_closed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwDatabase) open = open_well (fixture);
  g_autofree char *copy = g_build_filename (fixture->folder.path, "copy.db", NULL);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *copy_log = g_strconcat (copy, "-wal", NULL);
  g_autofree char *bytes = NULL, *log_bytes = NULL;
  g_autoptr (BwDatabase) again = NULL;
  gsize n_bytes, n_log_bytes;

  /* What a kill leaves behind: the file and its log as they are in mid-work. */
  append (open, 3);
  g_assert_true (bw_database_was_closed (open));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &n_bytes, NULL));
  g_assert_true (g_file_get_contents (log, &log_bytes, &n_log_bytes, NULL));
  g_assert_true (g_file_set_contents (copy, bytes, (gssize) n_bytes, NULL));
  g_assert_true (g_file_set_contents (copy_log, log_bytes, (gssize) n_log_bytes, NULL));
  again = bw_database_open (BW_DATABASE_TRADING, copy, 0, NULL);
  g_assert_nonnull (again);
  g_assert_false (bw_database_was_closed (again));
  g_assert_cmpuint (count_entries (copy), ==, 3);
}

static void
test_backup_and_restore (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDatabase) database = open_well (fixture);
  g_autofree char *backup = NULL, *second = NULL, *aside = NULL, *words = NULL;
  g_autoptr (GPtrArray) list = NULL;
  BwBackupLoss loss;

  append (database, 10);
  backup = bw_backup_make (database, fixture->backups, NOON_2026, &error);
  g_assert_no_error (error);
  second = bw_backup_make (database, fixture->backups, NOON_2026, &error);
  g_assert_cmpstr (backup, !=, second);
  append (database, 5);
  g_clear_pointer (&database, bw_database_close);
  list = bw_backup_list (fixture->backups, BW_DATABASE_TRADING, &error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpint (((BwBackup *) list->pdata[0])->created, ==, NOON_2026);

  g_assert_true (bw_backup_compare (backup, fixture->path, &loss, &error));
  g_assert_no_error (error);
  g_assert_true (loss.is_readable);
  g_assert_cmpuint (loss.backup_sequence, ==, 10);
  g_assert_cmpuint (loss.damaged_sequence, ==, 15);
  g_assert_cmpuint (loss.n_saved, ==, 5);
  g_assert_cmpuint (loss.n_lost, ==, 0);
  words = bw_backup_describe_loss (&loss);
  g_assert_nonnull (strstr (words, "5 later entries"));

  g_assert_true (g_file_set_contents (fixture->path, "ruined", -1, NULL));
  g_assert_true (bw_backup_compare (backup, fixture->path, &loss, &error));
  g_assert_false (loss.is_readable);
  g_assert_true (bw_backup_restore (backup, fixture->path, NOON_2026 + BW_SECOND, &aside, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_entries (fixture->path), ==, 10);
  {
    g_autofree char *kept = NULL;

    g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
    g_assert_cmpstr (kept, ==, "ruined");
  }
  g_assert_true (g_file_set_contents (second, "ruined", -1, NULL));
  g_assert_false (bw_backup_compare (second, fixture->path, &loss, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
}

/* Of the entries after the backup, those before the damage are carried over. */
static void
test_restore_carries_over (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDatabase) database = open_well (fixture);
  g_autoptr (GPtrArray) timelines = NULL;
  BwTimeline early = { .kind = (char *) "practice", .name = (char *) "", .source = (char *) "{}" };
  BwTimeline late = { .kind = (char *) "replay", .name = (char *) "", .source = (char *) "{}" };
  g_autofree char *backup = NULL, *aside = NULL, *words = NULL;
  BwBackupLoss loss;

  g_assert_true (bw_timelines_add (database, &early, NULL));
  append (database, 10);
  backup = bw_backup_make (database, fixture->backups, NOON_2026, &error);
  g_assert_no_error (error);
  g_assert_true (bw_timelines_add (database, &late, NULL));
  append (database, 700);
  g_clear_pointer (&database, bw_database_close);
  run_sql (fixture->path, "DROP TRIGGER journal_is_never_changed;"
                          "UPDATE journal SET bytes = x'00' WHERE sequence = 601");
  g_assert_true (bw_backup_compare (backup, fixture->path, &loss, &error));
  g_assert_cmpuint (loss.n_saved, ==, 590);
  g_assert_cmpuint (loss.n_lost, ==, 110);
  words = bw_backup_describe_loss (&loss);
  g_assert_nonnull (strstr (words, "590 later entries"));
  g_assert_nonnull (strstr (words, "110 entries"));
  g_assert_true (bw_backup_restore (backup, fixture->path, NOON_2026, &aside, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_entries (fixture->path), ==, 600);
  database = open_well (fixture);
  timelines = bw_timelines_list (database, NULL);
  g_assert_cmpuint (timelines->len, ==, 2);
}

static void
test_backups_are_few (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwDatabase) database = open_well (fixture);
  g_autoptr (GPtrArray) list = NULL;

  for (int i = 0; i < BW_BACKUPS_KEPT + 3; i++)
    {
      g_autofree char *path = bw_backup_make (database, fixture->backups, NOON_2026 + i * BW_DAY, NULL);

      g_assert_nonnull (path);
    }
  list = bw_backup_list (fixture->backups, BW_DATABASE_TRADING, NULL);
  g_assert_cmpuint (list->len, ==, BW_BACKUPS_KEPT);
  g_assert_cmpint (((BwBackup *) list->pdata[0])->created, ==, NOON_2026 + (BW_BACKUPS_KEPT + 2) * BW_DAY);
}

static void
test_snapshots (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwDatabase) database = open_well (fixture);
  BwTimeline timeline = { .kind = (char *) "replay", .name = (char *) "R", .source = (char *) "{}", .seed = G_MAXUINT64 };
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *state = g_malloc0 (100000);
  g_autoptr (BwSnapshot) newest = NULL, older = NULL;

  g_assert_true (bw_timelines_add (database, &timeline, &error));
  for (guint64 sequence = 1; sequence <= 5; sequence++)
    {
      g_autoptr (GBytes) core = NULL, feed = g_bytes_new_static ("feed", sequence == 5 ? 0 : 4);
      BwSnapshot snapshot = { .timeline = timeline.id, .journal_sequence = sequence, .core_time = 9 };

      state[7] = (guint8) sequence;
      core = g_bytes_new (state, sequence == 4 ? 0 : 100000);
      snapshot.core = core;
      snapshot.feed = feed;
      g_assert_true (bw_snapshot_save (database, &snapshot, &error));
      g_assert_no_error (error);
    }
  newest = bw_snapshot_load (database, timeline.id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (newest->journal_sequence, ==, 5);
  g_assert_cmpuint (newest->n_skipped, ==, 0);
  g_assert_cmpmem (g_bytes_get_data (newest->core, NULL), g_bytes_get_size (newest->core), state, 100000);
  g_assert_cmpuint (g_bytes_get_size (newest->feed), ==, 0);
  run_sql (fixture->path, "UPDATE snapshots SET core = zeroblob (length (core)) WHERE journal_sequence = 5");
  older = bw_snapshot_load (database, timeline.id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (older->journal_sequence, ==, 4);
  g_assert_cmpuint (older->n_skipped, ==, 1);
  g_assert_cmpuint (g_bytes_get_size (older->core), ==, 0);
  g_assert_cmpuint (g_bytes_get_size (older->feed), ==, 4);
  run_sql (fixture->path, "UPDATE snapshots SET digest = zeroblob (32)");
  g_assert_null (bw_snapshot_load (database, timeline.id, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "3 damaged"));
}

static void
test_timelines_and_values (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwDatabase) database = open_well (fixture);
  BwTimeline one = { .kind = (char *) "practice", .name = (char *) "Übung", .source = (char *) "{}", .seed = G_MAXUINT64 };
  BwTimeline two = { .kind = (char *) "replay", .name = (char *) "", .source = (char *) "[]", .forked_at = 7 };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *none = NULL, *layout = NULL;
  g_auto (GStrv) keys = NULL;

  g_assert_true (bw_timelines_add (database, &one, NULL));
  two.parent = one.id;
  g_assert_true (bw_timelines_add (database, &two, NULL));
  g_assert_true (bw_timelines_set_closed (database, one.id, TRUE, NULL));
  g_assert_false (bw_timelines_set_closed (database, 99, TRUE, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  list = bw_timelines_list (database, &error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (((BwTimeline *) list->pdata[0])->is_closed);
  g_assert_cmpstr (((BwTimeline *) list->pdata[0])->name, ==, "Übung");
  g_assert_cmpuint (((BwTimeline *) list->pdata[0])->seed, ==, G_MAXUINT64);
  g_assert_cmpuint (((BwTimeline *) list->pdata[1])->parent, ==, one.id);

  none = bw_values_get (database, "layout", &error);
  g_assert_no_error (error);
  g_assert_null (none);
  g_assert_true (bw_values_set (database, "layout", "{\"a\": 1}", NULL));
  g_assert_true (bw_values_set (database, "layout", "{\"a\": \"ü\"}", NULL));
  g_assert_true (bw_values_set (database, "drawing:7", "", NULL));
  g_assert_true (bw_values_set (database, "drawing:8", "x", NULL));
  g_assert_true (bw_values_set (database, "drawing:8", NULL, NULL));
  layout = bw_values_get (database, "layout", NULL);
  g_assert_cmpstr (layout, ==, "{\"a\": \"ü\"}");
  keys = bw_values_keys (database, "drawing:", NULL);
  g_assert_cmpuint (g_strv_length (keys), ==, 1);
  g_assert_cmpstr (keys[0], ==, "drawing:7");
}

static void
test_one_owner (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder.path, "a", "b", NULL);
  BwProfileOwner owner;
  g_autoptr (BwProfileFolder) second = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;
  int to_child[2], to_parent[2];
  char letter;
  pid_t child;

  g_assert_cmpint (pipe (to_child), ==, 0);
  g_assert_cmpint (pipe (to_parent), ==, 0);
  child = fork ();
  if (child == 0)
    {
      BwProfileFolder *mine = bw_profile_folder_open (path, bw_clock_system (), NULL);

      if (write (to_parent[1], mine != NULL ? "y" : "n", 1) != 1 || read (to_child[0], &letter, 1) < 0)
        _exit (1);
      pause ();
    }
  g_assert_cmpint (read (to_parent[0], &letter, 1), ==, 1);
  g_assert_cmpint (letter, ==, 'y');
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_null (bw_profile_folder_open (path, bw_clock_system (), &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_OWNED);
  {
    g_autofree char *pid = g_strdup_printf ("process %d on ", (int) child);

    g_assert_nonnull (strstr (error->message, pid));
    g_assert_true (bw_profile_folder_owner (path, &owner));
    g_assert_cmpint (owner.process, ==, child);
    g_assert_cmpstr (owner.host, ==, g_get_host_name ());
    g_assert_cmpint (bw_clock_wall (bw_clock_system ()) - owner.since, >=, 0);
    g_assert_cmpint (bw_clock_wall (bw_clock_system ()) - owner.since, <, BW_HOUR);
  }
  /* The owner need not let go: its end does. */
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  g_clear_error (&error);
  g_assert_false (bw_profile_folder_owner (path, &owner));
  second = bw_profile_folder_open (path, bw_clock_system (), &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (bw_profile_folder_trading_path (second), "/a/b/trading.db"));
  close (to_child[0]);
  close (to_child[1]);
  close (to_parent[0]);
  close (to_parent[1]);
}

static void
test_folder_is_a_file (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  g_assert_null (bw_profile_folder_open (fixture->path, bw_clock_system (), &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_FAILED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add ("/store/database/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("layout", test_layout);
  ADD ("strict", test_strict);
  ADD ("newer", test_newer);
  ADD ("foreign", test_foreign);
  ADD ("garbage", test_garbage);
  ADD ("no-folder", test_no_folder);
  ADD ("damage", test_damage);
  ADD ("not-closed", test_not_closed);
  ADD ("backup-and-restore", test_backup_and_restore);
  ADD ("restore-carries-over", test_restore_carries_over);
  ADD ("backups-are-few", test_backups_are_few);
  ADD ("snapshots", test_snapshots);
  ADD ("timelines-and-values", test_timelines_and_values);
  ADD ("one-owner", test_one_owner);
  ADD ("folder-is-a-file", test_folder_is_a_file);
  return g_test_run ();
}
