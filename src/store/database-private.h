/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "base/fixed.h"
#include "store/database.h"

G_BEGIN_DECLS

/* SQLite for the rooms of the store. Every function that takes @what uses it to begin the error's
 * message: "saving the order list", "reading the bars". */

sqlite3 *bw_database_handle (BwDatabase *database);
BwDatabaseKind bw_database_kind (const BwDatabase *database);

/* The cached statement of @sql, which must be a literal: reset, nothing bound. (transfer none) */
sqlite3_stmt *bw_database_prepare (BwDatabase *database, const char *sql, const char *what, GError **error);

/* Runs a statement that gives no rows, and resets it. */
gboolean bw_database_run (BwDatabase *database, sqlite3_stmt *statement, const char *what, GError **error);

/* Moves to the next row. FALSE at the end, and on failure, when @error is set; resets it then. */
gboolean bw_database_next (BwDatabase *database, sqlite3_stmt *statement, const char *what, GError **error);

gboolean bw_database_exec (BwDatabase *database, const char *sql, const char *what, GError **error);
gboolean bw_database_get_int (BwDatabase *database, const char *sql, gint64 *result, const char *what, GError **error);
void bw_database_set_error (BwDatabase *database, const char *what, GError **error);

GError *bw_store_error_from_sqlite (int code, int system_errno, const char *message, const char *path, const char *what);
int bw_migrations_latest (BwDatabaseKind kind);
gboolean bw_migrations_run (BwDatabase *database, int from_version, GError **error);
gboolean bw_file_sync (const char *path, GError **error);

static inline void
bw_bind_int (sqlite3_stmt *statement, int index, gint64 number)
{
  sqlite3_bind_int64 (statement, index, number);
}

static inline void
bw_bind_fixed (sqlite3_stmt *statement, int index, BwFixed number)
{
  sqlite3_bind_int64 (statement, index, number.e8);
}

static inline BwFixed
bw_column_fixed (sqlite3_stmt *statement, int index)
{
  return (BwFixed){ sqlite3_column_int64 (statement, index) };
}

/* The statement borrows @bytes until it is reset. An empty blob is stored as such, never as NULL. */
static inline void
bw_bind_bytes (sqlite3_stmt *statement, int index, gconstpointer bytes, gsize n_bytes)
{
  if (n_bytes == 0)
    sqlite3_bind_zeroblob (statement, index, 0);
  else
    sqlite3_bind_blob64 (statement, index, bytes, n_bytes, SQLITE_STATIC);
}

static inline void
bw_bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

G_END_DECLS
