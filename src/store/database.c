/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/backup.h"
#include "store/database-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define BUSY_TIMEOUT_MS 5000
/* Negative: kibibytes. A bulk of projected rows touches a dozen trees' last pages and some random
 * ones; with SQLite's own 2 MiB they are written and read again within one transaction. */
#define WRITER_CACHE_KIB "-16384"
/* What a long import made the log grow to is given back. */
#define LOG_BYTES_KEPT "16777216"
/* Up to here a file that was not closed is checked whole on opening; a bigger one would hold up the
 * start, and bw_database_check() looks at it in the background. */
#define CHECK_AT_OPEN_BYTES_MAX (16 * 1024 * 1024)

struct _BwDatabase
{
  sqlite3 *handle;         /* (owned) */
  GHashTable *statements;  /* (owned): SQL literal -> sqlite3_stmt */
  char *path;              /* (owned) */
  char *migration_backup;  /* (owned) (nullable) */
  BwDatabaseKind kind;
  int schema_version;
  gboolean was_closed;
};

static BwStoreError
classify (int code, int system_errno)
{
  if (system_errno == ENOSPC || system_errno == EDQUOT)
    return BW_STORE_ERROR_FULL;
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return BW_STORE_ERROR_BUSY;
    case SQLITE_FULL:
      return BW_STORE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return BW_STORE_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return BW_STORE_ERROR_DAMAGED;
    case SQLITE_CANTOPEN:
      return system_errno == EACCES || system_errno == EROFS || system_errno == EPERM
                 ? BW_STORE_ERROR_READ_ONLY
                 : BW_STORE_ERROR_FAILED;
    default:
      return code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_CORRUPTFS
                 ? BW_STORE_ERROR_DAMAGED
                 : BW_STORE_ERROR_FAILED;
    }
}

static const char *
advise (BwStoreError code)
{
  switch (code)
    {
    case BW_STORE_ERROR_BUSY:
      return "Another program is using the file; try again in a moment.";
    case BW_STORE_ERROR_FULL:
      return "The disk is full; nothing of it was saved. Free some space and try again.";
    case BW_STORE_ERROR_READ_ONLY:
      return "The file can't be written; check the permissions of the profile folder.";
    case BW_STORE_ERROR_DAMAGED:
      return "The file is damaged; a backup can be restored.";
    case BW_STORE_ERROR_NEWER:
    case BW_STORE_ERROR_OWNED:
    case BW_STORE_ERROR_NOT_FOUND:
    case BW_STORE_ERROR_FAILED:
      break;
    }
  return "The disk could not be read or written.";
}

GError *
bw_store_error_from_sqlite (int code, int system_errno, const char *message, const char *path,
                            const char *what)
{
  BwStoreError kind = classify (code, system_errno);

  return g_error_new (BW_STORE_ERROR, kind, "%s: %s (%s: %s%s%s)", what, advise (kind), path,
                      message, system_errno != 0 ? "; " : "",
                      system_errno != 0 ? g_strerror (system_errno) : "");
}

sqlite3 *
bw_database_handle (BwDatabase *database)
{
  return database->handle;
}

BwDatabaseKind
bw_database_kind (const BwDatabase *database)
{
  return database->kind;
}

void
bw_database_set_error (BwDatabase *database, const char *what, GError **error)
{
  int code = sqlite3_extended_errcode (database->handle);
  int system_errno = (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN
                         ? sqlite3_system_errno (database->handle)
                         : 0;

  if (error != NULL)
    *error = bw_store_error_from_sqlite (code, system_errno, sqlite3_errmsg (database->handle),
                                         database->path, what);
}

sqlite3_stmt *
bw_database_prepare (BwDatabase *database, const char *sql, const char *what, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (database->statements, sql);

  if (statement == NULL)
    {
      if (sqlite3_prepare_v3 (database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                              NULL) != SQLITE_OK)
        {
          bw_database_set_error (database, what, error);
          return NULL;
        }
      g_hash_table_insert (database->statements, (gpointer) sql, statement);
      return statement;
    }
  sqlite3_reset (statement);
  return statement;
}

gboolean
bw_database_run (BwDatabase *database, sqlite3_stmt *statement, const char *what, GError **error)
{
  int code = sqlite3_step (statement);

  if (code != SQLITE_DONE && code != SQLITE_ROW)
    {
      bw_database_set_error (database, what, error);
      sqlite3_reset (statement);
      return FALSE;
    }
  sqlite3_reset (statement);
  return TRUE;
}

gboolean
bw_database_next (BwDatabase *database, sqlite3_stmt *statement, const char *what, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    bw_database_set_error (database, what, error);
  sqlite3_reset (statement);
  return FALSE;
}

gboolean
bw_database_exec (BwDatabase *database, const char *sql, const char *what, GError **error)
{
  if (sqlite3_exec (database->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  bw_database_set_error (database, what, error);
  return FALSE;
}

/* The first column of the first row. @sql need not be a literal. */
gboolean
bw_database_get_int (BwDatabase *database, const char *sql, gint64 *result, const char *what,
                     GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (database->handle, sql, -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *result = sqlite3_column_int64 (statement, 0);
  else
    bw_database_set_error (database, what, error);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW;
}

/* A file beside the database that was left by a writer that did not close. */
static gboolean
has_left_log (const char *path)
{
  g_autofree char *log_path = g_strconcat (path, "-wal", NULL);
  GStatBuf status;

  return g_stat (log_path, &status) == 0 && status.st_size > 0;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static BwDatabase *
connect_to (BwDatabaseKind kind, const char *path, int flags, GError **error)
{
  BwDatabase *database = g_new0 (BwDatabase, 1);
  int code;

  database->path = g_strdup (path);
  database->kind = kind;
  database->was_closed = !has_left_log (path);
  database->statements
      = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
  code = sqlite3_open_v2 (path, &database->handle,
                          flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (code == SQLITE_OK)
    {
      sqlite3_busy_timeout (database->handle, BUSY_TIMEOUT_MS);
      return database;
    }
  bw_database_set_error (database, "Opening the profile's data", error);
  bw_database_close (database);
  return NULL;
}

static gboolean
identify (BwDatabase *database, gboolean *is_new, GError **error)
{
  static const char what[] = "Opening the profile's data";
  gint64 application = 0, version = 0, n_tables = 0;

  if (!bw_database_get_int (database, "PRAGMA application_id", &application, what, error)
      || !bw_database_get_int (database, "PRAGMA user_version", &version, what, error)
      || !bw_database_get_int (database, "SELECT count(*) FROM sqlite_schema", &n_tables, what,
                               error))
    return FALSE;
  *is_new = application == 0 && version == 0 && n_tables == 0;
  database->schema_version = (int) version;
  if (!*is_new && application != (gint64) database->kind)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED,
                   "%s is not a file of this program, or not the right one of its two. Move it "
                   "away, or restore a backup.",
                   database->path);
      return FALSE;
    }
  if (version > bw_migrations_latest (database->kind))
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NEWER,
                   "%s was written by a newer version of Bellwether (its layout is %d, this "
                   "version knows up to %d). Update the program; the file was not changed.",
                   database->path, (int) version, bw_migrations_latest (database->kind));
      return FALSE;
    }
  return TRUE;
}

static gboolean
configure (BwDatabase *database, gboolean is_new, GError **error)
{
  static const char what[] = "Opening the profile's data";
  g_autofree char *brand = g_strdup_printf ("PRAGMA application_id = %d", (int) database->kind);

  /* Bars come in blobs of tens of kilobytes: long pages spare the chain of overflow pages. */
  if (is_new && database->kind == BW_DATABASE_MARKET
      && !bw_database_exec (database, "PRAGMA page_size = 16384", what, error))
    return FALSE;
  if (!bw_database_exec (database, "PRAGMA journal_mode = WAL", what, error)
      || !bw_database_exec (database, "PRAGMA foreign_keys = ON", what, error)
      || !bw_database_exec (database, "PRAGMA trusted_schema = OFF", what, error)
      || !bw_database_exec (database, "PRAGMA temp_store = MEMORY", what, error)
      || !bw_database_exec (database,
                            database->kind == BW_DATABASE_TRADING ? "PRAGMA synchronous = FULL"
                                                                  : "PRAGMA synchronous = NORMAL",
                            what, error)
      || !bw_database_exec (database, "PRAGMA cache_size = " WRITER_CACHE_KIB, what, error)
      || !bw_database_exec (database, "PRAGMA journal_size_limit = " LOG_BYTES_KEPT, what, error))
    return FALSE;
  return !is_new || bw_database_exec (database, brand, what, error);
}

static gboolean
migrate (BwDatabase *database, gboolean is_new, BwTime now, GError **error)
{
  if (database->schema_version == bw_migrations_latest (database->kind))
    return TRUE;
  if (!is_new)
    {
      g_autofree char *folder = g_path_get_dirname (database->path);
      g_autofree char *backups = g_build_filename (folder, "backups", NULL);

      database->migration_backup = bw_backup_make (database, backups, now, error);
      if (database->migration_backup == NULL)
        return FALSE;
    }
  if (!bw_migrations_run (database, database->schema_version, error))
    return FALSE;
  database->schema_version = bw_migrations_latest (database->kind);
  return TRUE;
}

static gboolean
check_if_left (BwDatabase *database, GError **error)
{
  GStatBuf status;

  if (database->was_closed || g_stat (database->path, &status) != 0
      || status.st_size > CHECK_AT_OPEN_BYTES_MAX)
    return TRUE;
  return bw_database_check (database, error);
}

/**
 * bw_database_open:
 * @path: the file; made when absent, its folder is not
 * @now: the time on the wall, for the name of the backup that goes before a migration
 *
 * Opens the file to read and write, brings its layout up to date, and looks it over when the last
 * writer did not close it and it is small (else the caller runs bw_database_check() when it suits).
 *
 * Errors: every code but %BW_STORE_ERROR_OWNED. After %BW_STORE_ERROR_NEWER and
 * %BW_STORE_ERROR_DAMAGED the file is as it was.
 *
 * Returns: (transfer full): the connection
 */
BwDatabase *
bw_database_open (BwDatabaseKind kind, const char *path, BwTime now, GError **error)
{
  g_autoptr (BwDatabase) database = NULL;
  gboolean is_new = FALSE;

  g_return_val_if_fail (path != NULL, NULL);

  database = connect_to (kind, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  if (database == NULL)
    return NULL;
  if (sqlite3_db_readonly (database->handle, "main") == 1)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_READ_ONLY,
                   "%s can't be written. Check the permissions of the file and of its folder; it "
                   "was not changed.",
                   path);
      return NULL;
    }
  if (!identify (database, &is_new, error) || !check_if_left (database, error)
      || !configure (database, is_new, error) || !migrate (database, is_new, now, error))
    return NULL;
  return g_steal_pointer (&database);
}

/**
 * bw_database_open_read_only:
 *
 * A connection that only reads, for another thread; the file must be of this version's layout.
 *
 * Returns: (transfer full): the connection
 */
BwDatabase *
bw_database_open_read_only (BwDatabaseKind kind, const char *path, GError **error)
{
  g_autoptr (BwDatabase) database = NULL;
  gboolean is_new = FALSE;

  g_return_val_if_fail (path != NULL, NULL);

  database = connect_to (kind, path, SQLITE_OPEN_READONLY, error);
  if (database == NULL || !identify (database, &is_new, error))
    return NULL;
  if (database->schema_version != bw_migrations_latest (kind))
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_FAILED,
                   "%s has not been brought up to date yet (its layout is %d, not %d).", path,
                   database->schema_version, bw_migrations_latest (kind));
      return NULL;
    }
  if (!bw_database_exec (database, "PRAGMA trusted_schema = OFF", "Opening the profile's data",
                         error)
      || !bw_database_exec (database, "PRAGMA temp_store = MEMORY", "Opening the profile's data",
                            error))
    return NULL;
  return g_steal_pointer (&database);
}

/* Closes; the last connection of a file folds its log into it. NULL is allowed. */
void
bw_database_close (BwDatabase *database)
{
  if (database == NULL)
    return;
  g_hash_table_unref (database->statements);
  sqlite3_close_v2 (database->handle);
  g_free (database->path);
  g_free (database->migration_backup);
  g_free (database);
}

const char *
bw_database_path (const BwDatabase *database)
{
  return database->path;
}

int
bw_database_schema_version (const BwDatabase *database)
{
  return database->schema_version;
}

/* Whether the last writer closed the file; if not, the power or the process went. */
gboolean
bw_database_was_closed (const BwDatabase *database)
{
  return database->was_closed;
}

/* (nullable): the backup that was made because opening changed the layout */
const char *
bw_database_migration_backup (const BwDatabase *database)
{
  return database->migration_backup;
}

/**
 * bw_database_begin:
 *
 * Starts a transaction that will write; waits for another writer up to five seconds.
 */
gboolean
bw_database_begin (BwDatabase *database, GError **error)
{
  static const char what[] = "Starting to save";
  sqlite3_stmt *statement = bw_database_prepare (database, "BEGIN IMMEDIATE", what, error);

  return statement != NULL && bw_database_run (database, statement, what, error);
}

/**
 * bw_database_commit:
 *
 * Ends the transaction; on failure nothing of it is kept.
 */
gboolean
bw_database_commit (BwDatabase *database, GError **error)
{
  static const char what[] = "Saving";
  sqlite3_stmt *statement = bw_database_prepare (database, "COMMIT", what, error);

  if (statement != NULL && bw_database_run (database, statement, what, error))
    return TRUE;
  bw_database_rollback (database);
  return FALSE;
}

/* Drops the transaction, if one is open. */
void
bw_database_rollback (BwDatabase *database)
{
  if (!sqlite3_get_autocommit (database->handle))
    sqlite3_exec (database->handle, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * bw_database_sync:
 *
 * Makes every commit so far durable: what bw_database_commit() promises at once in trading.db and
 * only here in market.db.
 */
gboolean
bw_database_sync (BwDatabase *database, GError **error)
{
  sqlite3_file *log = NULL;
  int code;

  if (sqlite3_file_control (database->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK
      || log == NULL || log->pMethods == NULL)
    return TRUE;
  code = log->pMethods->xSync (log, SQLITE_SYNC_NORMAL);
  if (code == SQLITE_OK)
    return TRUE;
  if (error != NULL)
    *error = bw_store_error_from_sqlite (code, sqlite3_system_errno (database->handle),
                                         sqlite3_errstr (code), database->path, "Saving");
  return FALSE;
}

/**
 * bw_database_check:
 *
 * Reads the whole file and checks its structure (not the journal's chain: bw_journal_verify()).
 * Cost: about a second a gigabyte.
 *
 * Errors: %BW_STORE_ERROR_DAMAGED with the first finding.
 */
gboolean
bw_database_check (BwDatabase *database, GError **error)
{
  static const char what[] = "Checking the file";
  sqlite3_stmt *statement = bw_database_prepare (database, "PRAGMA quick_check (1)", what, error);
  gboolean is_sound;

  if (statement == NULL || !bw_database_next (database, statement, what, error))
    return FALSE;
  is_sound = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  if (!is_sound)
    g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED, "%s is damaged: %s",
                 database->path, (const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return is_sound;
}

/* Waits until a file, or the names in a folder, are on the disk. */
gboolean
bw_file_sync (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  int code = fd < 0 ? errno : (fsync (fd) != 0 ? errno : 0);

  if (fd >= 0)
    close (fd);
  if (code == 0)
    return TRUE;
  g_set_error (error, BW_STORE_ERROR,
               code == ENOSPC ? BW_STORE_ERROR_FULL : BW_STORE_ERROR_FAILED,
               "%s could not be written to the disk: %s", path, g_strerror (code));
  return FALSE;
}
