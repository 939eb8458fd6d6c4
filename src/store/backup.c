/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/backup-private.h"
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
char *
bw_backup_print_stamp (BwTime now)
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

void
bw_backup_set_file_error (GError **error, const char *what, const char *path, int code)
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
  g_autofree char *stamp = bw_backup_print_stamp (now);

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
      bw_backup_set_file_error (error, what, backups_path, errno);
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
      bw_backup_set_file_error (error, what, path, errno);
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
