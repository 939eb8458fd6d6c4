/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"

G_BEGIN_DECLS

typedef enum
{
  BW_EXPORT_CSV_FOLDER, /* the path is a folder, made when absent; one file a table */
  BW_EXPORT_PDF,        /* the path is the account report's file */
} BwExportKind;

void bw_account_export_async (BwEngine *engine, BwTimelineId timeline, BwAccountId account, BwExportKind kind, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bw_account_export_finish (BwEngine *engine, GAsyncResult *result, GError **error);

G_END_DECLS
