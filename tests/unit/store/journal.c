/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/journal.h"

#include <string.h>

#include <sqlite3.h>

#include "temporary-folder.h"

typedef struct
{
  BwTemporaryFolder folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  bw_temporary_folder_make (&fixture->folder);
  fixture->path = g_build_filename (fixture->folder.path, "trading.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_free (fixture->path);
  bw_temporary_folder_remove (&fixture->folder);
}

static BwDatabase *
open_database (Fixture *fixture)
{
  GError *error = NULL;
  BwDatabase *database = bw_database_open (BW_DATABASE_TRADING, fixture->path, 0, &error);

  g_assert_no_error (error);
  return database;
}

static void
append (BwJournal *journal, const char *const *texts, gsize n_texts)
{
  GError *error = NULL;
  BwJournalEntry entries[8] = { 0 };

  g_assert_cmpuint (n_texts, <=, G_N_ELEMENTS (entries));
  for (gsize i = 0; i < n_texts; i++)
    {
      entries[i].timeline = 1 + i % 2;
      entries[i].kind = 7;
      entries[i].wall_time = (BwTime) i * BW_SECOND;
      entries[i].core_time = -(BwTime) i;
      entries[i].bytes = (const guint8 *) texts[i];
      entries[i].n_bytes = strlen (texts[i]);
    }
  g_assert_true (bw_journal_append (journal, entries, n_texts, &error));
  g_assert_no_error (error);
}

static gboolean
collect (const BwJournalEntry *entry, gpointer user_data)
{
  g_string_append_printf (user_data, "%" G_GUINT64_FORMAT ":%u:%.*s ", entry->sequence,
                          entry->timeline, (int) entry->n_bytes, (const char *) entry->bytes);
  return TRUE;
}

static char *
read_all (BwDatabase *database, guint64 first, BwTimelineId timeline)
{
  GError *error = NULL;
  GString *text = g_string_new (NULL);

  g_assert_true (bw_journal_read (database, first, timeline, collect, text, &error));
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static const char *const three[] = { "one", "", "three" };

static void
test_append_and_read (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwDatabase) database = open_database (fixture);
  g_autoptr (BwJournal) journal = bw_journal_open (database, NULL);
  g_autofree char *all = NULL, *tail = NULL, *of_two = NULL, *beyond = NULL;

  g_assert_cmpuint (bw_journal_last (journal), ==, 0);
  append (journal, three, 1);
  append (journal, three, 3);
  g_assert_cmpuint (bw_journal_last (journal), ==, 4);
  all = read_all (database, 0, 0);
  g_assert_cmpstr (all, ==, "1:1:one 2:1:one 3:2: 4:1:three ");
  tail = read_all (database, 3, 0);
  g_assert_cmpstr (tail, ==, "3:2: 4:1:three ");
  of_two = read_all (database, 1, 2);
  g_assert_cmpstr (of_two, ==, "3:2: ");
  beyond = read_all (database, 5, 0);
  g_assert_cmpstr (beyond, ==, "");
}

static void
test_goes_on_after_reopening (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *all = NULL;

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (BwDatabase) database = open_database (fixture);
      g_autoptr (BwJournal) journal = bw_journal_open (database, NULL);

      g_assert_true (bw_database_was_closed (database));
      append (journal, three, 1);
    }
  {
    g_autoptr (BwDatabase) database = open_database (fixture);

    all = read_all (database, 1, 0);
    g_assert_cmpstr (all, ==, "1:1:one 2:1:one 3:1:one ");
  }
}

static void
test_refuses_change (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwDatabase) database = open_database (fixture);
  g_autoptr (BwJournal) journal = bw_journal_open (database, NULL);
  sqlite3 *other = NULL;

  append (journal, three, 3);
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "DELETE FROM journal", NULL, NULL, NULL), !=, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "UPDATE journal SET kind = 1", NULL, NULL, NULL), !=,
                   SQLITE_OK);
  sqlite3_close (other);
  g_assert_cmpuint (bw_journal_last (journal), ==, 3);
}

static const struct
{
  const char *name;
  const char *sql;
  const char *says;
} damages[] = {
  { "a byte", "UPDATE journal SET bytes = x'6f6e66' WHERE sequence = 1", "Entry 1 " },
  { "its time", "UPDATE journal SET core_time = core_time + 1 WHERE sequence = 2", "Entry 2 " },
  { "its timeline", "UPDATE journal SET timeline = 3 WHERE sequence = 3", "Entry 3 " },
  { "missing", "DELETE FROM journal WHERE sequence = 2", "Entry 2 " },
  { "first missing", "DELETE FROM journal WHERE sequence = 1", "Entry 1 " },
  { "swapped",
    "UPDATE journal SET sequence = 9 WHERE sequence = 1;"
    "UPDATE journal SET sequence = 1 WHERE sequence = 3;"
    "UPDATE journal SET sequence = 3 WHERE sequence = 9",
    "Entry 1 " },
};

static void
test_notices_damage (Fixture *fixture, gconstpointer user_data)
{
  gsize which = GPOINTER_TO_SIZE (user_data);
  g_autoptr (BwDatabase) database = open_database (fixture);
  g_autoptr (BwJournal) journal = bw_journal_open (database, NULL);
  g_autoptr (GError) error = NULL;
  sqlite3 *other = NULL;
  guint64 n_entries = 0;

  append (journal, three, 3);
  g_assert_true (bw_journal_verify (database, &n_entries, &error));
  g_assert_cmpuint (n_entries, ==, 3);
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other,
                                 "DROP TRIGGER journal_is_never_changed;"
                                 "DROP TRIGGER journal_is_never_cut",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, damages[which].sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  g_assert_false (bw_journal_verify (database, &n_entries, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, damages[which].says));
}

static void
test_notices_a_missing_end (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwDatabase) database = open_database (fixture);
  g_autoptr (BwJournal) journal = bw_journal_open (database, NULL);
  g_autoptr (GError) error = NULL;
  sqlite3 *other = NULL;

  append (journal, three, 3);
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other,
                                 "UPDATE marks SET value = 3 WHERE name = 'projected_to';"
                                 "DROP TRIGGER journal_is_never_cut;"
                                 "DELETE FROM journal WHERE sequence = 3",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (other);
  g_assert_null (bw_journal_open (database, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "ends at entry 2, but entry 3"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add ("/store/journal/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("append-and-read", test_append_and_read);
  ADD ("goes-on-after-reopening", test_goes_on_after_reopening);
  ADD ("refuses-change", test_refuses_change);
  ADD ("notices-a-missing-end", test_notices_a_missing_end);
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/journal/notices/%s", damages[i].name);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_notices_damage, tear_down);
    }
  return g_test_run ();
}
