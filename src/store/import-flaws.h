/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/import/report.h"
#include "store/database.h"

G_BEGIN_DECLS

/* What is wrong with the stored bars of a symbol: a row that was put aside, or bars that are missing. */
typedef struct
{
  BwImportReason reason; /* of a row; 0 for a gap */
  BwTime from;           /* of the row's bar, or of the first that is missing */
  BwTime to;             /* of a gap: the next bar's start */
  guint64 n_missing;     /* of a gap: bars */
  guint64 line;          /* of a row */
  char *detail;          /* (owned) (nullable): of a row, in English: see bw_import_phrase_split() */
  char *path;            /* (owned): the file */
} BwDataFlaw;

void bw_data_flaw_free (BwDataFlaw *flaw);
GPtrArray *bw_import_flaws (BwDatabase *market, const char *source, const char *symbol, BwTimeframe timeframe, GError **error);

G_END_DECLS
