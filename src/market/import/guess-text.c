/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/csv-scanner.h"
#include "market/import/guess-private.h"

/* From bytes to a table: encoding, delimiter, header. */

#define ROWS_FOR_DELIMITER 60
#define TITLE_LINES_MAX 20

static gboolean
starts_with (const guint8 *bytes, gsize n_bytes, const char *magic, gsize n_magic)
{
  return n_bytes >= n_magic && memcmp (bytes, magic, n_magic) == 0;
}

static const char *
name_container (const guint8 *bytes, gsize n_bytes)
{
  static const struct
  {
    const char *magic;
    gsize n_magic;
    const char *name;
  } containers[] = {
    { "\x1f\x8b", 2, N_("a gzip archive") },      { "PK\x03\x04", 4, N_("a zip archive or a spreadsheet") },
    { "BZh", 3, N_("a bzip2 archive") },          { "\xfd" "7zXZ", 5, N_("an xz archive") },
    { "\x28\xb5\x2f\xfd", 4, N_("a zstd archive") }, { "%PDF", 4, N_("a PDF") },
    { "SQLite format 3", 15, N_("a database") },  { "PAR1", 4, N_("a Parquet file") },
    { "\x89PNG", 4, N_("a picture") },            { "\xff\xd8\xff", 3, N_("a picture") },
    { "\xd0\xcf\x11\xe0", 4, N_("an old spreadsheet") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (containers); i++)
    if (starts_with (bytes, n_bytes, containers[i].magic, containers[i].n_magic))
      return containers[i].name;
  return NULL;
}

static gboolean
is_utf8 (const guint8 *bytes, gsize n_bytes)
{
  const char *end;

  if (g_utf8_validate ((const char *) bytes, (gssize) n_bytes, &end))
    return TRUE;
  /* A character may be cut at the sample's end. */
  return (const char *) bytes + n_bytes - end < 4 &&
         g_utf8_get_char_validated (end, (const char *) bytes + n_bytes - end) == (gunichar) -2;
}

/* UTF-16 of mostly Latin text has a zero in every second byte. */
static gboolean
guess_wide (BwImportGuess *guess, const guint8 *bytes, gsize n_bytes)
{
  gsize n_zeros[2] = { 0, 0 };

  for (gsize i = 0; i < n_bytes; i++)
    n_zeros[i % 2] += bytes[i] == 0;
  if (n_zeros[1] > n_bytes / 4 && n_zeros[0] < n_bytes / 50)
    guess->encoding = BW_IMPORT_UTF16_LE;
  else if (n_zeros[0] > n_bytes / 4 && n_zeros[1] < n_bytes / 50)
    guess->encoding = BW_IMPORT_UTF16_BE;
  else
    return FALSE;
  bw_import_guess_note (guess, BW_IMPORT_ITEM_ENCODING, BW_IMPORT_LIKELY,
                        g_strdup (N_("Every second byte is zero.")));
  return TRUE;
}

static gboolean
refuse_binary (BwImportGuess *guess, const char *what)
{
  guess->kind = BW_IMPORT_VERDICT_BINARY;
  bw_import_guess_note (guess, BW_IMPORT_ITEM_ENCODING, BW_IMPORT_CERTAIN,
                        bw_import_phrase_fill (BW_IMPORT_PHRASE_NOT_TEXT, what));
  return FALSE;
}

/**
 * bw_import_guess_encoding:
 *
 * Returns: %FALSE when it isn't text
 */
gboolean
bw_import_guess_encoding (BwImportGuess *guess, const guint8 *bytes, gsize n_bytes)
{
  const char *container = name_container (bytes, n_bytes);
  gsize n_controls = 0;

  if (container != NULL)
    return refuse_binary (guess, container);
  if (starts_with (bytes, n_bytes, "\xef\xbb\xbf", 3))
    guess->encoding = BW_IMPORT_UTF8_BOM;
  else if (starts_with (bytes, n_bytes, "\xff\xfe", 2))
    guess->encoding = BW_IMPORT_UTF16_LE;
  else if (starts_with (bytes, n_bytes, "\xfe\xff", 2))
    guess->encoding = BW_IMPORT_UTF16_BE;
  if (guess->encoding != BW_IMPORT_UTF8)
    {
      bw_import_guess_note (guess, BW_IMPORT_ITEM_ENCODING, BW_IMPORT_CERTAIN,
                            g_strdup (N_("It begins with a byte order mark.")));
      return TRUE;
    }
  if (memchr (bytes, 0, n_bytes) != NULL)
    return guess_wide (guess, bytes, n_bytes) || refuse_binary (guess, N_("binary data"));
  for (gsize i = 0; i < n_bytes; i++)
    n_controls += bytes[i] < 32 && bytes[i] != '\t' && bytes[i] != '\n' && bytes[i] != '\r';
  if (n_controls > n_bytes / 100)
    return refuse_binary (guess, N_("binary data"));
  if (is_utf8 (bytes, n_bytes))
    bw_import_guess_note (guess, BW_IMPORT_ITEM_ENCODING, BW_IMPORT_CERTAIN,
                          g_strdup (N_("The text is valid UTF-8.")));
  else
    {
      guess->encoding = BW_IMPORT_LATIN1;
      bw_import_guess_note (guess, BW_IMPORT_ITEM_ENCODING, BW_IMPORT_LIKELY,
                            g_strdup (N_("The text is not valid UTF-8.")));
    }
  return TRUE;
}

/**
 * bw_import_guess_decode:
 *
 * Returns: (transfer full): the sample as UTF-8 without a byte order mark
 */
char *
bw_import_guess_decode (const BwImportGuess *guess, const guint8 *bytes, gsize n_bytes,
                        gsize *n_text_bytes)
{
  const char *charset = "UTF-8";
  char *text;

  switch (guess->encoding)
    {
    case BW_IMPORT_UTF8_BOM:
    case BW_IMPORT_UTF8:
      if (starts_with (bytes, n_bytes, "\xef\xbb\xbf", 3))
        {
          bytes += 3;
          n_bytes -= 3;
        }
      text = g_utf8_make_valid ((const char *) bytes, (gssize) n_bytes);
      *n_text_bytes = strlen (text);
      return text;
    case BW_IMPORT_UTF16_LE:
    case BW_IMPORT_UTF16_BE:
      charset = guess->encoding == BW_IMPORT_UTF16_LE ? "UTF-16LE" : "UTF-16BE";
      if (starts_with (bytes, n_bytes, "\xff\xfe", 2) || starts_with (bytes, n_bytes, "\xfe\xff", 2))
        {
          bytes += 2;
          n_bytes -= 2;
        }
      n_bytes -= n_bytes % 2;
      break;
    case BW_IMPORT_LATIN1:
      charset = "ISO-8859-1";
      break;
    }
  text = g_convert_with_fallback ((const char *) bytes, (gssize) n_bytes, "UTF-8", charset, "?", NULL,
                                  n_text_bytes, NULL);
  if (text != NULL)
    return text;
  *n_text_bytes = 0;
  return g_strdup ("");
}

/* How a delimiter fits the first rows. */
typedef struct
{
  guint n_cells;      /* the commonest count */
  double share;       /* of rows that have it */
  guint n_known;      /* names of columns known in one row */
} Fit;

static guint
count_known (const BwCsvRow *row)
{
  guint n_known = 0;

  for (guint i = 0; i < MIN (row->n_cells, row->n_cells_max); i++)
    {
      g_autofree char *name = bw_csv_cell_dup (&row->cells[i]);

      n_known += bw_import_role_of_name (name) != BW_IMPORT_ROLE_NONE;
    }
  return n_known;
}

static Fit
fit_delimiter (const char *text, gsize n_bytes, char delimiter)
{
  guint counts[BW_IMPORT_COLUMNS_MAX + 1] = { 0 };
  BwCsvCell cells[BW_IMPORT_COLUMNS_MAX];
  Fit fit = { 0 };
  guint n_rows = 0;

  while (n_rows < ROWS_FOR_DELIMITER)
    {
      BwCsvRow row = { .cells = cells, .n_cells_max = G_N_ELEMENTS (cells) };

      if (bw_csv_scan_row (text, n_bytes, TRUE, delimiter, &row) != BW_CSV_ROW)
        break;
      text += row.n_bytes;
      n_bytes -= row.n_bytes;
      if (bw_csv_row_is_blank (&row))
        continue;
      n_rows++;
      counts[MIN (row.n_cells, BW_IMPORT_COLUMNS_MAX)]++;
      if (n_rows <= TITLE_LINES_MAX)
        fit.n_known = MAX (fit.n_known, count_known (&row));
    }
  for (guint i = 1; i <= BW_IMPORT_COLUMNS_MAX; i++)
    if (counts[i] > counts[fit.n_cells])
      fit.n_cells = i;
  fit.share = n_rows > 0 ? (double) counts[fit.n_cells] / n_rows : 0;
  return fit;
}

static double
score_fit (const Fit *fit)
{
  if (fit->n_cells < 2)
    return 0;
  return fit->share * 4 + fit->n_known * 2 + (fit->n_cells >= 5) + (fit->n_cells >= 3);
}

static void
guess_delimiter (BwImportGuess *guess, const BwImportTable *table, Fit *best)
{
  static const char delimiters[] = { ',', ';', '\t', '|', ' ' };
  static const char *const names[] = { N_("a comma"), N_("a semicolon"), N_("a tab"), N_("a bar"), N_("a blank") };
  double best_score = 0;
  gsize found = 0;
  char percent[8], n_cells[12];

  for (gsize i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      Fit fit = fit_delimiter (table->text, table->n_bytes, delimiters[i]);
      double score = score_fit (&fit) - (delimiters[i] == ' ' ? 3 : 0);

      if (score > best_score)
        {
          best_score = score;
          *best = fit;
          found = i;
        }
    }
  guess->delimiter = delimiters[found];
  g_snprintf (percent, sizeof percent, "%.0f", best->share * 100);
  g_snprintf (n_cells, sizeof n_cells, "%u", best->n_cells);
  bw_import_guess_note (guess, BW_IMPORT_ITEM_DELIMITER,
                        best->share > 0.9 ? BW_IMPORT_CERTAIN : BW_IMPORT_LIKELY,
                        bw_import_phrase_fill (BW_IMPORT_PHRASE_DELIMITER, names[found], percent, n_cells));
}

static char **
dup_row (const BwCsvRow *row, guint n_columns)
{
  char **cells = g_new0 (char *, n_columns + 1);

  for (guint i = 0; i < n_columns; i++)
    cells[i] = i < MIN (row->n_cells, row->n_cells_max)
                   ? g_strstrip (bw_csv_cell_dup (&row->cells[i]))
                   : g_strdup ("");
  return cells;
}

/* A row is a header when it names a column, or when nothing in it is a number or a date. */
static gboolean
is_header_row (char **cells)
{
  gboolean has_value = FALSE;

  for (guint i = 0; cells[i] != NULL; i++)
    {
      if (bw_import_role_of_name (cells[i]) != BW_IMPORT_ROLE_NONE)
        return TRUE;
      has_value |= bw_import_looks_like_number (cells[i]) || g_ascii_isdigit (cells[i][0]);
    }
  return !has_value;
}

static void
set_columns (BwImportGuess *guess, char **names, guint n_columns)
{
  g_strfreev (guess->column_names);
  g_free (guess->roles);
  guess->n_columns = n_columns;
  guess->column_names = names;
  guess->roles = g_new0 (BwImportRole, n_columns + 1);
}

static char **
make_names (guint n_columns)
{
  char **names = g_new0 (char *, n_columns + 1);

  for (guint i = 0; i < n_columns; i++)
    names[i] = g_strdup_printf ("Column %u", i + 1);
  return names;
}

/* Reads the rows; the first one of @n_cells decides about a header. */
static void
read_table (BwImportGuess *guess, BwImportTable *table, guint n_cells, gboolean is_header_known,
            gboolean is_whole)
{
  BwCsvCell cells[BW_IMPORT_COLUMNS_MAX];
  const char *text = table->text;
  gsize n_left = table->n_bytes;
  gboolean is_first = TRUE;

  guess->n_skipped_lines = 0;
  while (table->rows->len < BW_IMPORT_GUESS_ROWS_MAX)
    {
      BwCsvRow row = { .cells = cells, .n_cells_max = G_N_ELEMENTS (cells) };
      g_auto (GStrv) values = NULL;

      if (bw_csv_scan_row (text, n_left, is_whole, guess->delimiter, &row) != BW_CSV_ROW)
        break;
      text += row.n_bytes;
      n_left -= row.n_bytes;
      if (is_first && row.n_cells != n_cells && guess->n_skipped_lines < TITLE_LINES_MAX)
        {
          guess->n_skipped_lines++;
          continue;
        }
      if (bw_csv_row_is_blank (&row))
        continue;
      values = dup_row (&row, is_first ? n_cells : guess->n_columns);
      if (is_first && !is_header_known)
        guess->has_header = is_header_row (values);
      if (is_first && guess->has_header)
        set_columns (guess, g_steal_pointer (&values), n_cells);
      else if (is_first)
        set_columns (guess, make_names (n_cells), n_cells);
      is_first = FALSE;
      if (values != NULL)
        g_ptr_array_add (table->rows, g_steal_pointer (&values));
    }
}

/**
 * bw_import_table_read_all:
 * @table: (inout): its rows become all those of the sample
 *
 * For what shows only over months.
 */
void
bw_import_table_read_all (const BwImportGuess *guess, BwImportTable *table)
{
  BwCsvCell cells[BW_IMPORT_COLUMNS_MAX];
  const char *text = table->text;
  gsize n_left = table->n_bytes;
  guint n_to_skip = guess->n_skipped_lines + (guess->has_header ? 1 : 0);

  g_ptr_array_set_size (table->rows, 0);
  for (;;)
    {
      BwCsvRow row = { .cells = cells, .n_cells_max = G_N_ELEMENTS (cells) };

      if (bw_csv_scan_row (text, n_left, FALSE, guess->delimiter, &row) != BW_CSV_ROW)
        return;
      text += row.n_bytes;
      n_left -= row.n_bytes;
      if (n_to_skip > 0)
        n_to_skip--;
      else if (!bw_csv_row_is_blank (&row))
        g_ptr_array_add (table->rows, dup_row (&row, guess->n_columns));
    }
}

/**
 * bw_import_guess_table:
 * @table: (inout): its text is read into rows
 *
 * Returns: %FALSE when the text is no table
 */
gboolean
bw_import_guess_table (BwImportGuess *guess, BwImportTable *table, gboolean is_delimiter_known,
                       gboolean is_header_known, gboolean is_whole)
{
  Fit fit = { 0 };
  const char *first = table->text;

  while (g_ascii_isspace (*first))
    first++;
  if (*first == '\0')
    {
      guess->kind = BW_IMPORT_VERDICT_EMPTY;
      return FALSE;
    }
  if (is_delimiter_known)
    fit = fit_delimiter (table->text, table->n_bytes, guess->delimiter);
  else
    guess_delimiter (guess, table, &fit);
  if (guess->delimiter == ' ' && (fit.share < 0.9 || (fit.n_known < 3 && fit.n_cells < 5)))
    {
      guess->kind = BW_IMPORT_VERDICT_NOT_TABLE; /* prose */
      return FALSE;
    }
  if (*first == '{' || *first == '[' || *first == '<' || fit.n_cells < 2 ||
      (fit.share < 0.6 && fit.n_known < 3) || strstr (first, "{\"") != NULL)
    {
      /* MetaTrader's headers are in angle brackets: a table nevertheless. */
      if (*first != '<' || fit.n_known < 3)
        {
          guess->kind = BW_IMPORT_VERDICT_NOT_TABLE;
          return FALSE;
        }
    }
  read_table (guess, table, fit.n_cells, is_header_known, is_whole);
  if (guess->column_names == NULL)
    {
      guess->kind = BW_IMPORT_VERDICT_NOT_TABLE;
      return FALSE;
    }
  if (table->rows->len == 0)
    guess->kind = BW_IMPORT_VERDICT_EMPTY;
  bw_import_guess_note (guess, BW_IMPORT_ITEM_HEADER,
                        is_header_known ? BW_IMPORT_CERTAIN : BW_IMPORT_LIKELY,
                        g_strdup (guess->has_header ? N_("The first row names the columns.")
                                                    : N_("The first row holds values.")));
  return TRUE;
}
