/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "market/import/guess.h"
#include "market/import/report.h"
#include "store/bar-store.h"

G_BEGIN_DECLS

#define BW_IMPORT_SOURCE "import"

/**
 * BwImportSpec:
 * @path: the file: CSV, or compressed (.csv.gz), or an archive (.zip)
 * @member: (nullable): which file of an archive; %NULL for a plain or compressed file, and for the
 *   whole archive, file by file in one transaction
 * @guess: (nullable): how it reads, as the user confirmed it; %NULL: as guessed
 * @source: (nullable): the source its instruments belong to; %NULL: %BW_IMPORT_SOURCE
 */
typedef struct
{
  char *path;           /* (owned) */
  char *member;         /* (owned) (nullable) */
  BwImportGuess *guess; /* (owned) (nullable) */
  char *source;         /* (owned) (nullable) */
} BwImportSpec;

BwImportSpec *bw_import_spec_new (const char *path);
BwImportSpec *bw_import_spec_copy (const BwImportSpec *spec);
void bw_import_spec_free (BwImportSpec *spec);

/* One symbol and timeframe that an import wrote. */
typedef struct
{
  BwInstrument instrument;
  BwTimeframe timeframe;
  BwTime first, last; /* of the bars in the file */
  BwBarsWritten written;
} BwImportedSeries;

/* What an import did. */
typedef struct
{
  guint64 import_id;      /* under which its report is kept */
  BwImportReport *report; /* (owned) */
  GArray *series;         /* (owned) (element-type BwImportedSeries) */
  BwBarsWritten written;  /* over all series */
  guint64 n_bytes;        /* read, unpacked */
  char *message;          /* (owned): the outcome in a sentence or two */
} BwImportOutcome;

void bw_import_outcome_free (BwImportOutcome *outcome);

/* @fraction: 0 to 1 of the file. Called some times a second on the importing thread. */
typedef void (*BwImportProgress) (double fraction, guint64 n_rows, gpointer user_data);

GPtrArray *bw_import_preview (const char *path, GError **error); /* BwImportSpec, one a file, guesses filled in */
BwImportOutcome *bw_import_run (BwDatabase *market, const BwImportSpec *spec, BwTime now, BwImportProgress progress, gpointer user_data, GCancellable *cancellable, GError **error);

/* One kept report. */
typedef struct
{
  guint64 id;
  char *path;   /* (owned) */
  char *source; /* (owned) */
  BwTime finished;
  guint64 n_rows, n_accepted, n_quarantined;
  char *report_json; /* (owned): counts by reason, gaps, series */
} BwImportRecord;

void bw_import_record_free (BwImportRecord *record);
GPtrArray *bw_import_records (BwDatabase *market, GError **error);                                /* newest first */
GPtrArray *bw_import_record_refusals (BwDatabase *market, guint64 import_id, GError **error); /* BwImportRefusal */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImportSpec, bw_import_spec_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImportOutcome, bw_import_outcome_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImportRecord, bw_import_record_free)

G_END_DECLS
