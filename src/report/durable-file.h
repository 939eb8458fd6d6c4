/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BwDurableFile:
 *
 * A file that is there whole or not at all: written beside its final place, brought to the disk
 * and renamed by bw_durable_file_commit(). Freed without that, it leaves nothing behind.
 */
typedef struct _BwDurableFile BwDurableFile;

BwDurableFile *bw_durable_file_new (const char *path, GError **error);
gboolean bw_durable_file_write (BwDurableFile *file, gconstpointer bytes, gsize n_bytes, GError **error);
gboolean bw_durable_file_commit (BwDurableFile *file, GError **error);
void bw_durable_file_free (BwDurableFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDurableFile, bw_durable_file_free)

G_END_DECLS
