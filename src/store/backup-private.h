/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/backup.h"

G_BEGIN_DECLS

/* (transfer full): a time as part of a file's name */
char *bw_backup_print_stamp (BwTime now);
void bw_backup_set_file_error (GError **error, const char *what, const char *path, int code);

char *bw_backup_restoring_path (const char *path);
gboolean bw_backup_swap (const char *restoring, const char *path, BwTime now, char **kept_aside, GError **error);

G_END_DECLS
