/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "store/error.h"

G_BEGIN_DECLS

/**
 * BwImportSource:
 *
 * The files in a file: a plain one holds itself, a compressed one what it unpacks to, an archive its
 * members. Their bytes come in pieces, so that memory does not grow with the file.
 */
typedef struct _BwImportSource BwImportSource;

BwImportSource *bw_import_source_open (const char *path, GError **error);
void bw_import_source_close (BwImportSource *source);

/* Moves to the next file; FALSE without @error behind the last. */
gboolean bw_import_source_next_file (BwImportSource *source, GError **error);
/* The current file's own name, without folders and endings of compression. */
const char *bw_import_source_name (const BwImportSource *source);
/* Its name within the archive; NULL outside of one. */
const char *bw_import_source_member (const BwImportSource *source);
/* The next piece, good until the next call; @n_bytes 0 at the file's end. */
gboolean bw_import_source_read (BwImportSource *source, const guint8 **bytes, gsize *n_bytes, GError **error);
/* How far through the whole, 0 to 1. */
double bw_import_source_fraction (const BwImportSource *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImportSource, bw_import_source_close)

G_END_DECLS
