/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/csv-scanner.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* RFC 4180, and what is met in the wild: LF, CRLF or CR as line end; any delimiter; a quote inside an
 * unquoted cell is a plain character. */

const char *
bw_csv_find_special_scalar (const char *text, const char *end, char delimiter)
{
  while (text < end && *text != delimiter && *text != '"' && *text != '\n' && *text != '\r')
    text++;
  return text;
}

#ifdef __SSE2__
const char *
bw_csv_find_special (const char *text, const char *end, char delimiter)
{
  const __m128i delimiters = _mm_set1_epi8 (delimiter);
  const __m128i quotes = _mm_set1_epi8 ('"');
  const __m128i feeds = _mm_set1_epi8 ('\n');
  const __m128i returns = _mm_set1_epi8 ('\r');

  for (; end - text >= 16; text += 16)
    {
      __m128i block = _mm_loadu_si128 ((const __m128i *) text);
      __m128i found = _mm_or_si128 (
          _mm_or_si128 (_mm_cmpeq_epi8 (block, delimiters), _mm_cmpeq_epi8 (block, quotes)),
          _mm_or_si128 (_mm_cmpeq_epi8 (block, feeds), _mm_cmpeq_epi8 (block, returns)));
      int mask = _mm_movemask_epi8 (found);

      if (mask != 0)
        return text + __builtin_ctz ((unsigned) mask);
    }
  return bw_csv_find_special_scalar (text, end, delimiter);
}
#else
const char *
bw_csv_find_special (const char *text, const char *end, char delimiter)
{
  return bw_csv_find_special_scalar (text, end, delimiter);
}
#endif

/* The end of a quoted cell that begins behind @text - 1: its closing quote; NULL when there is none. */
static const char *
find_closing_quote (const char *text, const char *end, BwCsvCell *cell, guint *n_lines)
{
  for (; text < end; text++)
    {
      const char *quote = memchr (text, '"', (gsize) (end - text));

      for (const char *at = text; (at = memchr (at, '\n', (gsize) ((quote != NULL ? quote : end) - at)));
           at++)
        (*n_lines)++;
      if (quote == NULL)
        return NULL;
      if (quote + 1 == end || quote[1] != '"')
        return quote;
      cell->has_escapes = TRUE;
      text = quote + 1;
    }
  return NULL;
}

static void
keep_cell (BwCsvRow *row, const BwCsvCell *cell)
{
  if (row->n_cells < row->n_cells_max)
    row->cells[row->n_cells] = *cell;
  row->n_cells++;
}

/* Bytes of the line end at @text: 1 or 2; 0 when more bytes must be seen first. */
static gsize
measure_line_end (const char *text, const char *end, gboolean is_last)
{
  if (*text == '\n')
    return 1;
  if (text + 1 < end)
    return text[1] == '\n' ? 2 : 1;
  return is_last ? 1 : 0;
}

/* One cell from @text on; NULL when it isn't whole. The byte returned is a delimiter, a line end, or
 * @end. */
static const char *
scan_cell (const char *text, const char *end, gboolean is_last, char delimiter, BwCsvRow *row)
{
  BwCsvCell cell = { .text = text };
  const char *stop;

  if (text < end && *text == '"')
    {
      cell.is_quoted = TRUE;
      cell.text = text + 1;
      stop = find_closing_quote (cell.text, end, &cell, &row->n_lines);
      if (stop == NULL || (stop + 1 == end && !is_last))
        return NULL;
      cell.n_bytes = (gsize) (stop - cell.text);
      text = stop + 1;
      if (text < end && *text != delimiter && *text != '\n' && *text != '\r')
        row->is_malformed = TRUE;
    }
  /* A quote on the way is a plain character. */
  for (stop = text; (stop = bw_csv_find_special (stop, end, delimiter)) < end && *stop == '"';)
    stop++;
  if (stop == end && !is_last)
    return NULL;
  if (!cell.is_quoted)
    cell.n_bytes = (gsize) (stop - cell.text);
  keep_cell (row, &cell);
  return stop;
}

/* A row whose quote never closes: its first line, as one cell. */
static BwCsvOutcome
give_up_row (const char *bytes, const char *end, gboolean is_last, BwCsvRow *row)
{
  BwCsvCell cell = { .text = bytes };
  const char *stop = bytes;

  while (stop < end && *stop != '\n' && *stop != '\r')
    stop++;
  cell.n_bytes = (gsize) (stop - bytes);
  row->n_cells = 0;
  row->n_lines = 1;
  row->is_malformed = TRUE;
  row->n_bytes = cell.n_bytes;
  if (stop < end)
    row->n_bytes += MAX (1, measure_line_end (stop, end, is_last));
  keep_cell (row, &cell);
  return BW_CSV_ROW;
}

/**
 * bw_csv_scan_row:
 * @bytes: from the start of a row on
 * @is_last: nothing follows @bytes
 * @row: (inout): @cells and @n_cells_max set by the caller
 *
 * Scans one row. Cost: one pass over the row; no allocation.
 */
BwCsvOutcome
bw_csv_scan_row (const char *bytes, gsize n_bytes, gboolean is_last, char delimiter, BwCsvRow *row)
{
  const char *end = bytes + n_bytes;
  const char *text = bytes;

  row->n_cells = 0;
  row->n_lines = 1;
  row->is_malformed = FALSE;
  if (n_bytes == 0)
    return BW_CSV_END;
  for (;;)
    {
      gsize n_end_bytes;

      text = scan_cell (text, end, is_last, delimiter, row);
      if (text == NULL)
        return is_last || n_bytes > BW_CSV_ROW_BYTES_MAX ? give_up_row (bytes, end, is_last, row)
                                                         : BW_CSV_MORE;
      if (text == end)
        {
          row->n_bytes = n_bytes;
          return BW_CSV_ROW;
        }
      if (*text == delimiter)
        {
          text++;
          continue;
        }
      n_end_bytes = measure_line_end (text, end, is_last);
      if (n_end_bytes == 0)
        return BW_CSV_MORE;
      row->n_bytes = (gsize) (text - bytes) + n_end_bytes;
      return BW_CSV_ROW;
    }
}

/**
 * bw_csv_cell_dup:
 *
 * Returns: (transfer full): the cell's text, doubled quotes made single, NUL-terminated
 */
char *
bw_csv_cell_dup (const BwCsvCell *cell)
{
  char *copy = g_strndup (cell->text, cell->n_bytes);
  gsize n_kept = 0;

  if (!cell->has_escapes)
    return copy;
  for (gsize i = 0; i < cell->n_bytes; i++)
    {
      copy[n_kept++] = cell->text[i];
      if (cell->text[i] == '"' && i + 1 < cell->n_bytes && cell->text[i + 1] == '"')
        i++;
    }
  copy[n_kept] = '\0';
  return copy;
}

/**
 * bw_csv_row_is_blank:
 *
 * Returns: whether there is nothing in it, not even a delimiter
 */
gboolean
bw_csv_row_is_blank (const BwCsvRow *row)
{
  if (row->n_cells != 1 || row->n_cells_max == 0 || row->cells[0].is_quoted)
    return row->n_cells == 0;
  for (gsize i = 0; i < row->cells[0].n_bytes; i++)
    if (row->cells[0].text[i] != ' ' && row->cells[0].text[i] != '\t')
      return FALSE;
  return TRUE;
}
