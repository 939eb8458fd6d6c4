/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/time.h"
#include "store/error.h"

G_BEGIN_DECLS

/* Which of a profile's two files. Numbers are the files' application ids: never change one. */
typedef enum
{
  BW_DATABASE_TRADING = 0x42775472, /* "BwTr": every commit is durable */
  BW_DATABASE_MARKET = 0x42774d6b,  /* "BwMk": durable at bw_database_sync() and imports' ends */
} BwDatabaseKind;

/**
 * BwDatabase:
 *
 * One connection to one file. Used by one thread at a time; readers on other threads open their
 * own (write-ahead logging: they neither block the writer nor wait for it).
 */
typedef struct _BwDatabase BwDatabase;

BwDatabase *bw_database_open (BwDatabaseKind kind, const char *path, BwTime now, GError **error);
BwDatabase *bw_database_open_read_only (BwDatabaseKind kind, const char *path, GError **error);
void bw_database_close (BwDatabase *database);

const char *bw_database_path (const BwDatabase *database);
int bw_database_schema_version (const BwDatabase *database);
gboolean bw_database_was_closed (const BwDatabase *database);
const char *bw_database_migration_backup (const BwDatabase *database);

gboolean bw_database_begin (BwDatabase *database, GError **error);
gboolean bw_database_commit (BwDatabase *database, GError **error);
void bw_database_rollback (BwDatabase *database);

gboolean bw_database_sync (BwDatabase *database, GError **error);
gboolean bw_database_check (BwDatabase *database, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDatabase, bw_database_close)

G_END_DECLS
