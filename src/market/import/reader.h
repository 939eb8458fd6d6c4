/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "market/bar-series.h"
#include "market/import/guess.h"
#include "market/import/report.h"

G_BEGIN_DECLS

/**
 * BwImportReader:
 *
 * Turns a file's bytes, handed over in pieces of any size, into bars, a part of a series at a time.
 * Memory is bounded by what the caller leaves in it: feed, take, feed, take. One thread at a time.
 *
 *     reader = bw_import_reader_new (guess, 1000, &error);
 *     while ((n = read (…)) > 0)
 *       {
 *         if (!bw_import_reader_feed (reader, bytes, n, FALSE, cancellable, &error)) …
 *         while (bw_import_reader_take (reader, 65536, &part)) { …; bw_import_part_clear (&part); }
 *       }
 *     bw_import_reader_feed (reader, NULL, 0, TRUE, cancellable, &error);
 *     while (bw_import_reader_take (reader, 0, &part)) …
 */
typedef struct _BwImportReader BwImportReader;

#define BW_IMPORT_ERROR (bw_import_error_quark ())
GQuark bw_import_error_quark (void);

typedef enum
{
  BW_IMPORT_ERROR_NOT_IMPORTABLE, /* the guess's verdict forbids it; its message is the error's */
  BW_IMPORT_ERROR_ENCODING,       /* bytes that the guessed encoding doesn't have */
} BwImportError;

/**
 * BwImportPart:
 * @series: (owned): bars in rising order, none twice, stamped by their start
 *
 * Consecutive parts of one symbol and timeframe follow each other in time without overlap; when
 * the file is newest first, each part is earlier than the one before.
 */
typedef struct
{
  char symbol[BW_SYMBOL_BYTES];
  BwBarSeries *series;
} BwImportPart;

BwImportReader *bw_import_reader_new (const BwImportGuess *guess, guint n_refusals_max, GError **error);
void bw_import_reader_free (BwImportReader *reader);
gboolean bw_import_reader_feed (BwImportReader *reader, const guint8 *bytes, gsize n_bytes, gboolean is_last,
                                GCancellable *cancellable, GError **error);
gboolean bw_import_reader_take (BwImportReader *reader, gsize n_bars_min, BwImportPart *part);
void bw_import_part_clear (BwImportPart *part);
guint64 bw_import_reader_get_n_bytes (const BwImportReader *reader);
const BwImportReport *bw_import_reader_get_report (const BwImportReader *reader);
BwImportReport *bw_import_reader_steal_report (BwImportReader *reader);

/* For tests and benches: the path that takes no short cuts. */
void bw_import_reader_set_careful (BwImportReader *reader, gboolean is_careful);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImportReader, bw_import_reader_free)

G_END_DECLS
