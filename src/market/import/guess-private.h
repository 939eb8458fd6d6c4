/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/import/guess.h"
#include "market/import/phrase.h"
#include "market/import/stamp.h"

G_BEGIN_DECLS

/* Rows looked at. */
#define BW_IMPORT_GUESS_ROWS_MAX 4000

/* The sample as a table. */
typedef struct
{
  char *text;      /* (owned): UTF-8 */
  gsize n_bytes;
  GPtrArray *rows; /* (owned) (element-type GStrv): below the header, all with at least one cell */
} BwImportTable;

void bw_import_guess_note (BwImportGuess *guess, BwImportItem item, BwImportConfidence confidence, char *reason);

/* The steps, in this order. Each writes its part of the guess. */
gboolean bw_import_guess_encoding (BwImportGuess *guess, const guint8 *bytes, gsize n_bytes);
char *bw_import_guess_decode (const BwImportGuess *guess, const guint8 *bytes, gsize n_bytes, gsize *n_text_bytes);
gboolean bw_import_guess_table (BwImportGuess *guess, BwImportTable *table, gboolean is_delimiter_known, gboolean is_header_known, gboolean is_whole);
void bw_import_table_read_all (const BwImportGuess *guess, BwImportTable *table);
void bw_import_guess_columns (BwImportGuess *guess, const BwImportTable *table);
void bw_import_guess_dates (BwImportGuess *guess, const BwImportTable *table);
void bw_import_guess_symbol (BwImportGuess *guess, const BwImportTable *table);
void bw_import_guess_times (BwImportGuess *guess, BwImportTable *table);
void bw_import_guess_numbers (BwImportGuess *guess, const BwImportTable *table);

BwImportRole bw_import_role_of_name (const char *name);
char *bw_import_normalise_name (const char *name);
BwImportVerdict bw_import_kind_of_names (char **names, guint n_names);
gboolean bw_import_looks_like_number (const char *text);
gboolean bw_import_split_pair (const char *symbol, char *base, char *quote, BwInstrumentClass *instrument_class);
const char *bw_import_table_get (const BwImportTable *table, guint row_index, int column_index);

G_END_DECLS
