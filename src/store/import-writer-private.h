/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/import/reader.h"
#include "store/import-job.h"

G_BEGIN_DECLS

/**
 * BwImportWriter:
 *
 * A thread that stores parts of series as they are handed over, in the transaction that is open on
 * its connection, which is its alone until it is joined. Holds a few parts at most: who hands over
 * faster than it stores waits.
 */
typedef struct _BwImportWriter BwImportWriter;

BwImportWriter *bw_import_writer_new (BwDatabase *market, const char *source, guint64 import_id);
gboolean bw_import_writer_put (BwImportWriter *writer, const BwImportGuess *guess, BwImportPart *part);
gboolean bw_import_writer_join (BwImportWriter *writer, GArray **series, GError **error);

G_END_DECLS
