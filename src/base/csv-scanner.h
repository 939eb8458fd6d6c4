/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A row in quotes that grows beyond this had a quote that never closes. */
#define BW_CSV_ROW_BYTES_MAX (1024 * 1024)

/**
 * BwCsvCell:
 * @text: (borrowed): into the scanned bytes, without the outer quotes
 * @has_escapes: holds doubled quotes; bw_csv_cell_dup() undoes them
 */
typedef struct
{
  const char *text;
  gsize n_bytes;
  gboolean is_quoted;
  gboolean has_escapes;
} BwCsvCell;

/**
 * BwCsvRow:
 * @cells: (borrowed): room for @n_cells_max of them, set by the caller
 * @n_cells: cells of the row; those beyond @n_cells_max are counted, not kept
 * @n_bytes: bytes of the row, its line end included
 * @n_lines: lines that it spans, at least 1
 * @is_malformed: text behind a closing quote, or a quote that never closes; such a row then ends at
 *   its first line end
 */
typedef struct
{
  BwCsvCell *cells;
  guint n_cells_max;
  guint n_cells;
  gsize n_bytes;
  guint n_lines;
  gboolean is_malformed;
} BwCsvRow;

typedef enum
{
  BW_CSV_ROW,
  BW_CSV_MORE, /* the row isn't whole: call again from its start with more bytes */
  BW_CSV_END,  /* no bytes are left */
} BwCsvOutcome;

BwCsvOutcome bw_csv_scan_row (const char *bytes, gsize n_bytes, gboolean is_last, char delimiter, BwCsvRow *row);
char *bw_csv_cell_dup (const BwCsvCell *cell);
gboolean bw_csv_row_is_blank (const BwCsvRow *row);

/* The first of delimiter, quote, LF and CR from @text on, or @end. */
const char *bw_csv_find_special (const char *text, const char *end, char delimiter);
const char *bw_csv_find_special_scalar (const char *text, const char *end, char delimiter);

G_END_DECLS
