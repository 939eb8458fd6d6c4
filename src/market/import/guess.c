/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/guess.h"

#include <string.h>

#include "market/import/guess-private.h"

void
bw_import_guess_note (BwImportGuess *guess, BwImportItem item, BwImportConfidence confidence, char *reason)
{
  guess->notes[item].confidence = confidence;
  g_free (guess->notes[item].reason);
  guess->notes[item].reason = reason;
}

static void
reset (BwImportGuess *guess)
{
  guess->kind = BW_IMPORT_VERDICT_BARS;
  guess->decimal_point = '.';
  guess->n_skipped_lines = 0;
  guess->n_columns = 0;
  g_clear_pointer (&guess->column_names, g_strfreev);
  g_clear_pointer (&guess->roles, g_free);
  guess->has_offsets = FALSE;
  guess->timeframe = BW_TIMEFRAME_NONE;
  guess->stamp = BW_IMPORT_STAMP_START;
  guess->order = BW_IMPORT_ORDER_RISING;
  guess->price = BW_IMPORT_PRICE_TRADE;
  guess->calendar = BW_CALENDAR_XNYS;
  guess->instrument_class = BW_INSTRUMENT_EQUITY;
  g_free (guess->zone);
  guess->zone = g_strdup (BW_ZONE_NEW_YORK);
  bw_import_guess_set_currency (guess, "USD");
  g_clear_pointer (&guess->symbol, g_free);
  g_ptr_array_set_size (guess->sample, 0);
}

static void
free_row (gpointer row)
{
  g_strfreev (row);
}

static void
keep_sample (BwImportGuess *guess, const BwImportTable *table)
{
  for (guint i = 0; i < MIN (table->rows->len, BW_IMPORT_SAMPLE_ROWS_MAX); i++)
    g_ptr_array_add (guess->sample, g_strdupv (g_ptr_array_index (table->rows, i)));
}

/* From the sample to the whole guess; what is known already stays. */
static void
run (BwImportGuess *guess, gboolean is_reading_known, gboolean is_whole)
{
  gsize n_bytes;
  const guint8 *bytes = g_bytes_get_data (guess->sample_bytes, &n_bytes);
  BwImportTable table = { 0 };

  reset (guess);
  if (n_bytes == 0)
    guess->kind = BW_IMPORT_VERDICT_EMPTY;
  else if (is_reading_known || bw_import_guess_encoding (guess, bytes, n_bytes))
    {
      table.text = bw_import_guess_decode (guess, bytes, n_bytes, &table.n_bytes);
      table.rows = g_ptr_array_new_with_free_func (free_row);
      if (bw_import_guess_table (guess, &table, is_reading_known, is_reading_known, is_whole))
        {
          bw_import_guess_columns (guess, &table);
          bw_import_guess_numbers (guess, &table);
          bw_import_guess_dates (guess, &table);
          bw_import_guess_symbol (guess, &table);
          bw_import_guess_times (guess, &table);
          keep_sample (guess, &table);
        }
      g_ptr_array_unref (table.rows);
      g_free (table.text);
    }
  bw_import_guess_check (guess);
}

/**
 * bw_import_guess_new:
 * @file_name: (nullable): for the symbol; packing suffixes are ignored
 * @bytes: the file's beginning, unpacked; %BW_IMPORT_SAMPLE_BYTES_MAX of it are enough and all that is used
 * @is_whole: @bytes are the whole file
 *
 * Guesses how the file reads. It always gives a guess; whether it can be imported says its verdict.
 */
BwImportGuess *
bw_import_guess_new (const char *file_name, const guint8 *bytes, gsize n_bytes, gboolean is_whole)
{
  BwImportGuess *guess = g_new0 (BwImportGuess, 1);

  is_whole = is_whole && n_bytes <= BW_IMPORT_SAMPLE_BYTES_MAX;
  guess->file_name = g_strdup (file_name);
  guess->sample = g_ptr_array_new_with_free_func (free_row);
  guess->sample_bytes = g_bytes_new (bytes, MIN (n_bytes, BW_IMPORT_SAMPLE_BYTES_MAX));
  guess->delimiter = ',';
  run (guess, FALSE, is_whole);
  return guess;
}

BwImportGuess *
bw_import_guess_copy (const BwImportGuess *guess)
{
  BwImportGuess *copy = g_memdup2 (guess, sizeof *guess);

  copy->file_name = g_strdup (guess->file_name);
  copy->column_names = g_strdupv (guess->column_names);
  copy->roles = g_memdup2 (guess->roles, guess->n_columns * sizeof *guess->roles);
  copy->zone = g_strdup (guess->zone);
  copy->symbol = g_strdup (guess->symbol);
  copy->currency = g_strdup (guess->currency);
  copy->message = g_strdup (guess->message);
  for (int i = 0; i < BW_IMPORT_N_ITEMS; i++)
    copy->notes[i].reason = g_strdup (guess->notes[i].reason);
  copy->sample = g_ptr_array_ref (guess->sample);
  copy->sample_bytes = g_bytes_ref (guess->sample_bytes);
  return copy;
}

void
bw_import_guess_free (BwImportGuess *guess)
{
  if (guess == NULL)
    return;
  g_free (guess->file_name);
  g_strfreev (guess->column_names);
  g_free (guess->roles);
  g_free (guess->zone);
  g_free (guess->symbol);
  g_free (guess->currency);
  g_free (guess->message);
  for (int i = 0; i < BW_IMPORT_N_ITEMS; i++)
    g_free (guess->notes[i].reason);
  g_ptr_array_unref (guess->sample);
  g_bytes_unref (guess->sample_bytes);
  g_free (guess);
}

/**
 * bw_import_guess_set_reading:
 * @delimiter: one byte, not a quote or a line end
 *
 * Reads the sample again and guesses everything else anew: earlier corrections are gone.
 */
void
bw_import_guess_set_reading (BwImportGuess *guess, BwImportEncoding encoding, char delimiter,
                             gboolean has_header)
{
  g_return_if_fail (delimiter != '"' && delimiter != '\n' && delimiter != '\r' && delimiter != '\0');

  g_ptr_array_unref (guess->sample); /* a copy may share it */
  guess->sample = g_ptr_array_new_with_free_func (free_row);
  guess->encoding = encoding;
  guess->delimiter = delimiter;
  guess->has_header = has_header;
  run (guess, TRUE, g_bytes_get_size (guess->sample_bytes) < BW_IMPORT_SAMPLE_BYTES_MAX);
}

/**
 * bw_import_guess_set_role:
 *
 * Says what a column holds; another column that held it is not imported any more.
 */
void
bw_import_guess_set_role (BwImportGuess *guess, guint column_index, BwImportRole role)
{
  int held = bw_import_guess_find_role (guess, role);

  g_return_if_fail (column_index < guess->n_columns);

  if (role != BW_IMPORT_ROLE_NONE && held >= 0)
    guess->roles[held] = BW_IMPORT_ROLE_NONE;
  guess->roles[column_index] = role;
  bw_import_guess_note (guess, BW_IMPORT_ITEM_COLUMNS, BW_IMPORT_CERTAIN, g_strdup (N_("As chosen.")));
}

/**
 * bw_import_guess_set_symbol:
 * @symbol: (nullable): made upper case
 */
void
bw_import_guess_set_symbol (BwImportGuess *guess, const char *symbol)
{
  char *upper = symbol != NULL ? g_ascii_strup (symbol, -1) : NULL;

  g_free (guess->symbol);
  guess->symbol = upper;
}

/**
 * bw_import_guess_set_zone:
 *
 * Returns: %FALSE, and changes nothing, when there is no such zone
 */
gboolean
bw_import_guess_set_zone (BwImportGuess *guess, const char *zone)
{
  char *copy;

  if (!bw_zone_exists (zone))
    return FALSE;
  copy = g_strdup (zone);
  g_free (guess->zone);
  guess->zone = copy;
  return TRUE;
}

void
bw_import_guess_set_currency (BwImportGuess *guess, const char *currency)
{
  char *copy = g_strdup (currency);

  g_free (guess->currency);
  guess->currency = copy;
}

/**
 * bw_import_guess_find_role:
 *
 * Returns: index of the first column with that role, or -1
 */
int
bw_import_guess_find_role (const BwImportGuess *guess, BwImportRole role)
{
  for (guint i = 0; i < guess->n_columns; i++)
    if (guess->roles[i] == role)
      return (int) i;
  return -1;
}

/**
 * bw_import_item_name:
 *
 * Returns: the item in English words
 */
const char *
bw_import_item_name (BwImportItem item)
{
  static const char *const names[BW_IMPORT_N_ITEMS] = {
    "Encoding", "Delimiter", "Decimal point", "Header",   "Columns", "Date layout", "Time zone", "Time stamp",
    "Timeframe", "Symbol",   "Market",        "Currency", "Prices",  "Decimals",    "Order",
  };

  return names[item];
}
