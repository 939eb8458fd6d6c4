/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

#define BW_BACKUPS_KEPT 8

typedef struct
{
  char *path; /* (owned) */
  BwDatabaseKind kind;
  BwTime created;
  guint64 n_bytes;
} BwBackup;

void bw_backup_free (BwBackup *backup);

/**
 * BwBackupLoss:
 * @is_readable: whether anything of the damaged file's journal could be read
 * @damaged_sequence: the newest journal entry that can be seen in it; 0 for none
 * @n_saved: entries after the backup's that are whole there, and are carried over
 * @n_lost: entries that are seen but not whole; how many more the damage hides can't be known
 */
typedef struct
{
  gboolean is_readable;
  guint64 damaged_sequence;
  BwTime damaged_time;
  guint64 backup_sequence;
  BwTime backup_time;
  guint64 n_saved;
  BwTime saved_time; /* of the last that is carried over */
  guint64 n_lost;
} BwBackupLoss;

char *bw_backup_make (BwDatabase *database, const char *backups_path, BwTime now, GError **error);
GPtrArray *bw_backup_list (const char *backups_path, BwDatabaseKind kind, GError **error); /* newest first */
gboolean bw_backup_compare (const char *backup_path, const char *damaged_path, BwBackupLoss *loss, GError **error);
char *bw_backup_describe_loss (const BwBackupLoss *loss);
gboolean bw_backup_restore (const char *backup_path, const char *damaged_path, BwTime now, char **kept_aside, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwBackup, bw_backup_free)

G_END_DECLS
