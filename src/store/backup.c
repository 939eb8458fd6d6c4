/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/backup.h"
#include "store/database-private.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

static const char *
prefix_of (BwDatabaseKind kind)
{
  return kind == BW_DATABASE_TRADING ? "trading-" : "market-";
}

/* "20261120T204632Z"; a name, so no colons */
static char *
print_stamp (BwTime now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / BW_SECOND);

  return time != NULL ? g_date_time_format (time, "%Y%m%dT%H%M%SZ") : g_strdup ("00000000T000000Z");
}

static gboolean
parse_stamp (const char *text, BwTime *time)
{
  g_autofree char *spread = NULL;

  if (strlen (text) < 16 || text[8] != 'T' || text[15] != 'Z')
    return FALSE;
  spread = g_strdup_printf ("%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", text, text + 4, text + 6, text + 9, text + 11,
                            text + 13);
  return bw_time_parse_rfc3339 (spread, -1, time);
}

static void
set_file_error (GError **error, const char *what, const char *path, int code)
{
  g_set_error (error, BW_STORE_ERROR,
               code == ENOSPC || code == EDQUOT                     ? BW_STORE_ERROR_FULL
               : code == EACCES || code == EROFS || code == EPERM ? BW_STORE_ERROR_READ_ONLY
                                                                    : BW_STORE_ERROR_FAILED,
               "%s (%s): %s", what, path, g_strerror (code));
}

void
bw_backup_free (BwBackup *backup)
{
  g_free (backup->path);
  g_free (backup);
}

static void
drop_oldest (const char *backups_path, BwDatabaseKind kind)
{
  g_autoptr (GPtrArray) backups = bw_backup_list (backups_path, kind, NULL);

  for (guint i = BW_BACKUPS_KEPT; backups != NULL && i < backups->len; i++)
    g_unlink (((BwBackup *) backups->pdata[i])->path);
}

static char *
choose_name (const char *backups_path, BwDatabaseKind kind, BwTime now)
{
  g_autofree char *stamp = print_stamp (now);

  for (int i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf ("%s%s.db", prefix_of (kind), stamp)
                                     : g_strdup_printf ("%s%s-%d.db", prefix_of (kind), stamp, i);
      g_autofree char *path = g_build_filename (backups_path, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

/**
 * bw_backup_make:
 * @backups_path: the folder; made when absent
 * @now: the time on the wall, which names the backup
 *
 * Copies the whole database as of now, compacted, while others go on reading and writing; keeps the
 * newest %BW_BACKUPS_KEPT of its kind. The copy is on the disk, whole and under its name, or absent.
 *
 * Returns: (transfer full): the backup's path
 */
char *
bw_backup_make (BwDatabase *database, const char *backups_path, BwTime now, GError **error)
{
  static const char what[] = "Making a backup";
  BwDatabaseKind kind = bw_database_kind (database);
  g_autofree char *path = NULL;
  g_autofree char *partial_path = NULL;
  sqlite3_stmt *statement;

  if (g_mkdir_with_parents (backups_path, 0700) != 0)
    {
      set_file_error (error, what, backups_path, errno);
      return NULL;
    }
  path = choose_name (backups_path, kind, now);
  partial_path = g_strconcat (path, ".partial", NULL);
  g_unlink (partial_path);
  statement = bw_database_prepare (database, "VACUUM INTO ?", what, error);
  if (statement == NULL)
    return NULL;
  bw_bind_text (statement, 1, partial_path);
  if (!bw_database_run (database, statement, what, error) || !bw_file_sync (partial_path, error))
    {
      g_unlink (partial_path);
      return NULL;
    }
  if (g_rename (partial_path, path) != 0)
    {
      set_file_error (error, what, path, errno);
      g_unlink (partial_path);
      return NULL;
    }
  if (!bw_file_sync (backups_path, error))
    return NULL;
  drop_oldest (backups_path, kind);
  return g_steal_pointer (&path);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const BwBackup *one = *(BwBackup *const *) a, *other = *(BwBackup *const *) b;

  if (one->created != other->created)
    return one->created > other->created ? -1 : 1;
  return g_strcmp0 (other->path, one->path);
}

/**
 * bw_backup_list:
 *
 * Returns: (transfer full) (element-type BwBackup): the backups of that kind, newest first; empty
 *   when the folder does not exist
 */
GPtrArray *
bw_backup_list (const char *backups_path, BwDatabaseKind kind, GError **error)
{
  g_autoptr (GPtrArray) backups = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_backup_free);
  g_autoptr (GDir) folder = NULL;
  const char *prefix = prefix_of (kind);
  const char *name;

  if (!g_file_test (backups_path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&backups);
  folder = g_dir_open (backups_path, 0, error);
  if (folder == NULL)
    return NULL;
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (backups_path, name, NULL);
      BwBackup *backup;
      GStatBuf status;
      BwTime created;

      if (!g_str_has_prefix (name, prefix) || !g_str_has_suffix (name, ".db")
          || !parse_stamp (name + strlen (prefix), &created) || g_stat (path, &status) != 0)
        continue;
      backup = g_new0 (BwBackup, 1);
      backup->path = g_steal_pointer (&path);
      backup->kind = kind;
      backup->created = created;
      backup->n_bytes = (guint64) status.st_size;
      g_ptr_array_add (backups, backup);
    }
  g_ptr_array_sort (backups, compare_newest_first);
  return g_steal_pointer (&backups);
}

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

/**
 * bw_backup_compare:
 *
 * What restoring @backup_path in place of @damaged_path would lose, as far as the damaged file can
 * still be read.
 *
 * Errors: %BW_STORE_ERROR_DAMAGED when the backup itself can't be used.
 */
gboolean
bw_backup_compare (const char *backup_path, const char *damaged_path, BwBackupLoss *loss,
                   GError **error)
{
  g_autoptr (BwDatabase) backup = NULL;
  GError *failure = NULL;

  memset (loss, 0, sizeof *loss);
  backup = bw_database_open_read_only (BW_DATABASE_TRADING, backup_path, &failure);
  /* A backup of an older layout is fine: it is brought up to date when it is opened to write. */
  if (backup == NULL && !g_error_matches (failure, BW_STORE_ERROR, BW_STORE_ERROR_FAILED))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_clear_error (&failure);
  if (backup != NULL && !bw_database_check (backup, error))
    return FALSE;
  find_last_readable (backup_path, &loss->backup_sequence, &loss->backup_time);
  loss->is_readable
      = find_last_readable (damaged_path, &loss->damaged_sequence, &loss->damaged_time);
  if (loss->damaged_sequence > loss->backup_sequence)
    loss->n_lost = loss->damaged_sequence - loss->backup_sequence;
  return TRUE;
}

/* (transfer full): the comparison in words, for the question whether to restore */
char *
bw_backup_describe_loss (const BwBackupLoss *loss)
{
  g_autofree char *backup_time
      = loss->backup_time != BW_TIME_NONE ? bw_time_to_rfc3339 (loss->backup_time) : NULL;
  g_autofree char *damaged_time
      = loss->damaged_time != BW_TIME_NONE ? bw_time_to_rfc3339 (loss->damaged_time) : NULL;

  if (loss->backup_sequence == 0)
    return g_strdup ("The backup is of an empty profile: everything would be lost.");
  if (!loss->is_readable)
    return g_strdup_printf ("The backup holds everything up to %s (entry %" G_GUINT64_FORMAT "). "
                            "Nothing of the damaged file can be read, so what came after that is "
                            "lost, and it can't be said how much that is.",
                            backup_time, loss->backup_sequence);
  if (loss->n_lost == 0)
    return g_strdup_printf ("The backup holds everything that can be read in the damaged file, up "
                            "to %s (entry %" G_GUINT64_FORMAT ").",
                            backup_time, loss->backup_sequence);
  return g_strdup_printf ("The backup holds everything up to %s (entry %" G_GUINT64_FORMAT "). At "
                          "least %" G_GUINT64_FORMAT " later entries, up to %s, would be lost.",
                          backup_time, loss->backup_sequence, loss->n_lost, damaged_time);
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
          set_file_error (error, "Keeping the damaged file", to, errno);
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

/**
 * bw_backup_restore:
 * @damaged_path: the database to replace; no connection to it may be open
 * @kept_aside: (out) (transfer full): where the damaged file is now, with its log beside it
 *
 * Puts the backup in the place of the damaged database. At every instant either of the two is there.
 */
gboolean
bw_backup_restore (const char *backup_path, const char *damaged_path, BwTime now,
                   char **kept_aside, GError **error)
{
  g_autofree char *stamp = print_stamp (now);
  g_autofree char *aside = g_strdup_printf ("%s.damaged-%s", damaged_path, stamp);
  g_autofree char *restoring = g_strconcat (damaged_path, ".restoring", NULL);
  g_autofree char *log_path = g_strconcat (damaged_path, "-wal", NULL);
  g_autofree char *index_path = g_strconcat (damaged_path, "-shm", NULL);
  g_autofree char *folder = g_path_get_dirname (damaged_path);

  if (!copy_synced (backup_path, restoring, error) || !keep_aside (damaged_path, aside, error)
      || !bw_file_sync (folder, error))
    return FALSE;
  /* The log goes before the new file comes: SQLite would play the old log onto it. */
  g_unlink (log_path);
  g_unlink (index_path);
  if (g_rename (restoring, damaged_path) != 0)
    {
      set_file_error (error, "Restoring the backup", damaged_path, errno);
      return FALSE;
    }
  *kept_aside = g_steal_pointer (&aside);
  return bw_file_sync (folder, error);
}
