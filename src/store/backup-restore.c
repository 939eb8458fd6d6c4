/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup in the place of a damaged trading.db loses what came after it. What of that is still
 * whole in the damaged file's journal, entry by entry up to the first that is not, is carried over:
 * the journal is the truth from which all else is made again. */
#include "config.h"

#include "store/backup-private.h"
#include "store/database-private.h"
#include "store/journal-private.h"
#include "store/timelines.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#define CARRIED_AT_ONCE 256

/* The last entry of a journal that can be read: from its end, or else from its start to the damage. */
static gboolean
find_last_readable (const char *path, guint64 *sequence, BwTime *time)
{
  static const char *const attempts[]
      = { "SELECT sequence, wall_time FROM journal ORDER BY sequence DESC LIMIT 1",
          "SELECT sequence, wall_time FROM journal ORDER BY sequence" };
  sqlite3 *handle = NULL;
  gboolean found = FALSE;

  *sequence = 0;
  *time = BW_TIME_NONE;
  for (gsize i = 0; i < G_N_ELEMENTS (attempts) && !found; i++)
    {
      sqlite3_stmt *statement = NULL;

      if (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
          && sqlite3_prepare_v2 (handle, attempts[i], -1, &statement, NULL) == SQLITE_OK)
        while (sqlite3_step (statement) == SQLITE_ROW)
          {
            *sequence = (guint64) sqlite3_column_int64 (statement, 0);
            *time = sqlite3_column_int64 (statement, 1);
            found = TRUE;
          }
      sqlite3_finalize (statement);
      sqlite3_close (handle);
    }
  return found;
}

/* Whether both files tell the same story up to the backup's end. No backup: from the beginning. */
static gboolean
is_continuation (BwDatabase *damaged, BwDatabase *backup, guint64 *backup_last)
{
  guint64 check = 0, damaged_last = 0, damaged_check = 0;

  *backup_last = 0;
  if (backup == NULL)
    return TRUE;
  return bw_journal_find_last (backup, G_MAXUINT64, backup_last, &check, NULL)
         && bw_journal_find_last (damaged, *backup_last, &damaged_last, &damaged_check, NULL)
         && damaged_last == *backup_last && damaged_check == check;
}

static gboolean
count_saved (const BwJournalEntry *entry, gpointer user_data)
{
  BwBackupLoss *loss = user_data;

  loss->n_saved++;
  loss->saved_time = entry->wall_time;
  return TRUE;
}

/* Opens either; an older layout, which is brought up to date when it is opened to write, is no
 * failure but gives no connection. */
static gboolean
open_backup (const char *backup_path, BwDatabase **backup, GError **error)
{
  GError *failure = NULL;

  *backup = bw_database_open_read_only (BW_DATABASE_TRADING, backup_path, &failure);
  if (*backup != NULL)
    return bw_database_check (*backup, error);
  if (g_error_matches (failure, BW_STORE_ERROR, BW_STORE_ERROR_FAILED))
    {
      g_error_free (failure);
      return TRUE;
    }
  g_propagate_error (error, failure);
  return FALSE;
}

/**
 * bw_backup_compare:
 *
 * @backup_path: (nullable): %NULL: no backup, only what the damaged file itself gives
 *
 * What restoring @backup_path in place of @damaged_path would carry over and what it would lose, as
 * far as the damaged file can still be read.
 *
 * Errors: %BW_STORE_ERROR_DAMAGED when the backup itself can't be used.
 */
gboolean
bw_backup_compare (const char *backup_path, const char *damaged_path, BwBackupLoss *loss,
                   GError **error)
{
  g_autoptr (BwDatabase) backup = NULL;
  g_autoptr (BwDatabase) damaged = NULL;
  guint64 backup_last = 0, last_used = 0;

  memset (loss, 0, sizeof *loss);
  loss->saved_time = BW_TIME_NONE;
  loss->backup_time = BW_TIME_NONE;
  if (backup_path != NULL && !open_backup (backup_path, &backup, error))
    return FALSE;
  if (backup_path != NULL)
    find_last_readable (backup_path, &loss->backup_sequence, &loss->backup_time);
  loss->is_readable
      = find_last_readable (damaged_path, &loss->damaged_sequence, &loss->damaged_time);
  damaged = bw_database_open_read_only (BW_DATABASE_TRADING, damaged_path, NULL);
  if (damaged != NULL && (backup != NULL || backup_path == NULL)
      && is_continuation (damaged, backup, &backup_last))
    bw_journal_read (damaged, backup_last + 1, 0, count_saved, loss, NULL);
  if (damaged != NULL && bw_journal_find_last_used (damaged, &last_used, NULL))
    loss->damaged_sequence = MAX (loss->damaged_sequence, last_used);
  if (loss->damaged_sequence > loss->backup_sequence + loss->n_saved)
    loss->n_lost = loss->damaged_sequence - loss->backup_sequence - loss->n_saved;
  return TRUE;
}

static char *
print_time (BwTime time)
{
  return time != BW_TIME_NONE ? bw_time_to_rfc3339 (time) : g_strdup ("the beginning");
}

/* (transfer full): the comparison in words, for the question whether to restore */
char *
bw_backup_describe_loss (const BwBackupLoss *loss)
{
  g_autofree char *backup_time = print_time (loss->backup_time);
  g_autofree char *saved_time = print_time (loss->saved_time);
  g_autofree char *damaged_time = print_time (loss->damaged_time);
  GString *text = g_string_new (NULL);

  if (loss->backup_sequence == 0)
    g_string_append (text, "There is no backup of any trading.");
  else
    g_string_append_printf (text,
                            "The backup holds everything up to %s (entry %" G_GUINT64_FORMAT ").",
                            backup_time, loss->backup_sequence);
  if (loss->n_saved > 0)
    g_string_append_printf (text,
                            " %" G_GUINT64_FORMAT " later entries, up to %s, are whole in the "
                            "damaged file and will be kept.",
                            loss->n_saved, saved_time);
  if (!loss->is_readable)
    g_string_append (text, " Nothing of the damaged file can be read: what came after the backup is "
                           "lost, and it can't be said how much that is.");
  else if (loss->n_lost > 0)
    g_string_append_printf (text,
                            " %" G_GUINT64_FORMAT " entries after that, up to %s, will be lost.",
                            loss->n_lost, damaged_time);
  else
    g_string_append (text, " Nothing that can be seen in the damaged file will be lost.");
  g_string_append (text, " The damaged file is kept beside it.");
  return g_string_free (text, FALSE);
}

/* Entries on their way from one journal to the other. */
typedef struct
{
  BwJournal *journal;
  BwJournalEntry entries[CARRIED_AT_ONCE];
  guint n_entries;
  GError *error; /* (owned) (nullable): of writing */
} Carrying;

static gboolean
write_carried (Carrying *carrying)
{
  gboolean is_done = bw_journal_append (carrying->journal, carrying->entries, carrying->n_entries,
                                        &carrying->error);

  for (guint i = 0; i < carrying->n_entries; i++)
    g_free ((gpointer) carrying->entries[i].bytes);
  carrying->n_entries = 0;
  return is_done;
}

static gboolean
carry_entry (const BwJournalEntry *entry, gpointer user_data)
{
  Carrying *carrying = user_data;
  BwJournalEntry *copy = &carrying->entries[carrying->n_entries++];

  *copy = *entry;
  copy->bytes = g_memdup2 (entry->bytes, entry->n_bytes);
  return carrying->n_entries < CARRIED_AT_ONCE || write_carried (carrying);
}

/* Timelines that began after the backup; their entries mean nothing without them. */
static gboolean
carry_timelines (BwDatabase *damaged, BwDatabase *restored, GError **error)
{
  g_autoptr (GPtrArray) there = bw_timelines_list (damaged, NULL);
  g_autoptr (GPtrArray) here = bw_timelines_list (restored, error);

  if (here == NULL)
    return FALSE;
  for (guint i = 0; there != NULL && i < there->len; i++)
    {
      BwTimeline *timeline = there->pdata[i];
      gboolean is_known = FALSE;

      for (guint j = 0; j < here->len; j++)
        is_known = is_known || ((BwTimeline *) here->pdata[j])->id == timeline->id;
      if (!is_known && !bw_timelines_add (restored, timeline, error))
        return FALSE;
    }
  return TRUE;
}

/* Failures of reading the damaged file end the carrying; those of writing are failures. */
static gboolean
carry_over (const char *damaged_path, const char *restored_path, BwTime now, GError **error)
{
  g_autoptr (BwDatabase) damaged
      = bw_database_open_read_only (BW_DATABASE_TRADING, damaged_path, NULL);
  g_autoptr (BwDatabase) restored = NULL;
  g_autoptr (BwJournal) journal = NULL;
  g_autofree Carrying *carrying = g_new0 (Carrying, 1);
  guint64 last = 0;

  if (damaged == NULL)
    return TRUE;
  restored = bw_database_open (BW_DATABASE_TRADING, restored_path, now, error);
  if (restored == NULL)
    return FALSE;
  if (!is_continuation (damaged, restored, &last))
    return TRUE;
  journal = bw_journal_open (restored, error);
  if (journal == NULL || !carry_timelines (damaged, restored, error))
    return FALSE;
  carrying->journal = journal;
  bw_journal_read (damaged, last + 1, 0, carry_entry, carrying, NULL);
  if (carrying->error == NULL)
    write_carried (carrying);
  if (carrying->error != NULL)
    g_propagate_error (error, carrying->error);
  return carrying->error == NULL;
}

/* @path, @path-wal and @path-shm also under @aside, so that nothing of the damaged file goes. */
static gboolean
keep_aside (const char *path, const char *aside, GError **error)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (aside, endings[i], NULL);

      if (link (from, to) != 0 && errno != ENOENT)
        {
          bw_backup_set_file_error (error, "Keeping the damaged file", to, errno);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
copy_synced (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) failure = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &failure))
    return bw_file_sync (to, error);
  g_set_error (error, BW_STORE_ERROR,
               g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE)     ? BW_STORE_ERROR_FULL
               : g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? BW_STORE_ERROR_NOT_FOUND
                                                                               : BW_STORE_ERROR_FAILED,
               "Copying the backup: %s", failure->message);
  return FALSE;
}

static gboolean
is_trading (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDatabase) database = bw_database_open_read_only (BW_DATABASE_TRADING, path, &error);

  return database != NULL || g_error_matches (error, BW_STORE_ERROR, BW_STORE_ERROR_FAILED);
}

/* (transfer full): a name beside @path that is free, with those of the log and its index */
static char *
choose_aside (const char *path, BwTime now)
{
  g_autofree char *stamp = bw_backup_print_stamp (now);

  for (int i = 1;; i++)
    {
      g_autofree char *aside = i == 1 ? g_strdup_printf ("%s.damaged-%s", path, stamp)
                                      : g_strdup_printf ("%s.damaged-%s-%d", path, stamp, i);
      g_autofree char *log_path = g_strconcat (aside, "-wal", NULL);
      g_autofree char *index_path = g_strconcat (aside, "-shm", NULL);

      if (!g_file_test (aside, G_FILE_TEST_EXISTS) && !g_file_test (log_path, G_FILE_TEST_EXISTS)
          && !g_file_test (index_path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&aside);
    }
}

/* Puts @restoring in the place of @path, which is kept aside. At every instant either is there. */
gboolean
bw_backup_swap (const char *restoring, const char *path, BwTime now, char **kept_aside,
                GError **error)
{
  g_autofree char *aside = choose_aside (path, now);
  g_autofree char *log_path = g_strconcat (path, "-wal", NULL);
  g_autofree char *index_path = g_strconcat (path, "-shm", NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  if (!keep_aside (path, aside, error) || !bw_file_sync (folder, error))
    return FALSE;
  /* The log goes before the new file comes: SQLite would play the old log onto it. */
  g_unlink (log_path);
  g_unlink (index_path);
  if (g_rename (restoring, path) != 0)
    {
      bw_backup_set_file_error (error, "Restoring", path, errno);
      return FALSE;
    }
  if (kept_aside != NULL)
    *kept_aside = g_steal_pointer (&aside);
  return bw_file_sync (folder, error);
}

/* (transfer full): where the file that is to replace @path is made; nothing is there */
char *
bw_backup_restoring_path (const char *path)
{
  static const char *const endings[] = { ".restoring", ".restoring-wal", ".restoring-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *left = g_strconcat (path, endings[i], NULL);

      g_unlink (left);
    }
  return g_strconcat (path, endings[0], NULL);
}

static gboolean
make_empty (const char *path, BwTime now, GError **error)
{
  g_autoptr (BwDatabase) database = bw_database_open (BW_DATABASE_TRADING, path, now, error);

  return database != NULL;
}

/**
 * bw_backup_restore:
 * @backup_path: (nullable): %NULL: an empty trading.db, filled with what is whole in the damaged one
 * @damaged_path: the database to replace; no connection to it may be open
 * @kept_aside: (out) (transfer full) (optional): where the damaged file is now, with its log beside
 *
 * Puts the backup in the place of the damaged database, with the entries that are whole in its
 * journal and came after the backup. At every instant either of the two is there.
 */
gboolean
bw_backup_restore (const char *backup_path, const char *damaged_path, BwTime now,
                   char **kept_aside, GError **error)
{
  g_autofree char *restoring = bw_backup_restoring_path (damaged_path);

  if ((backup_path != NULL ? !copy_synced (backup_path, restoring, error)
                           : !make_empty (restoring, now, error))
      || ((backup_path == NULL || is_trading (backup_path))
          && !carry_over (damaged_path, restoring, now, error)))
    return FALSE;
  return bw_backup_swap (restoring, damaged_path, now, kept_aside, error);
}
