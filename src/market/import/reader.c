/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/reader.h"

#include <errno.h>
#include <string.h>

#include "market/import/careful-row.h"
#include "market/import/phrase.h"
#include "market/import/reader-private.h"

#define N_GAPS_MAX 1000
#define ROWS_BETWEEN_LOOKS 65536
#define N_PENDING_MAX 4000000

/* A converter's output for one piece of input. */
#define CONVERTED_BYTES 65536

G_DEFINE_QUARK (bw-import-error-quark, bw_import_error)

static void
free_stream (gpointer stream)
{
  bw_import_stream_free (stream);
}

static void
map_columns (BwImportReader *reader)
{
  const BwImportGuess *guess = reader->guess;

  for (int role = 0; role < BW_IMPORT_N_ROLES; role++)
    reader->columns[role] = bw_import_guess_find_role (guess, (BwImportRole) role);
  for (guint i = 0; i < guess->n_columns; i++)
    if (guess->roles[i] != BW_IMPORT_ROLE_NONE && guess->roles[i] != BW_IMPORT_ROLE_ADJ_CLOSE)
      reader->n_columns_needed = i + 1;
}

/**
 * bw_import_reader_new:
 * @guess: copied
 * @n_refusals_max: how many refused rows the report keeps with their text; all are counted
 *
 * Returns: (transfer full) (nullable): %NULL and @error when the guess's verdict forbids it
 */
BwImportReader *
bw_import_reader_new (const BwImportGuess *guess, guint n_refusals_max, GError **error)
{
  g_autoptr (BwImportGuess) own = bw_import_guess_copy (guess);
  BwImportReader *reader;
  const BwZone *zone = bw_zone_lookup (own->zone);

  if (bw_import_guess_check (own) != BW_IMPORT_VERDICT_BARS || zone == NULL)
    {
      g_set_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_IMPORTABLE, "%s",
                   own->message != NULL ? own->message : "Unknown time zone.");
      return NULL;
    }
  reader = g_new0 (BwImportReader, 1);
  reader->report = bw_import_report_new (n_refusals_max, N_GAPS_MAX);
  reader->sink = (BwImportSink){ .calendar = own->calendar,
                                 .instrument_class = own->instrument_class,
                                 .order = own->order,
                                 .zone = zone,
                                 .report = reader->report };
  reader->streams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_stream);
  reader->stream_order = g_ptr_array_new ();
  reader->carry = g_byte_array_new ();
  reader->wide = g_byte_array_new ();
  reader->converter = (GIConv) -1;
  if (own->encoding == BW_IMPORT_UTF16_LE || own->encoding == BW_IMPORT_UTF16_BE)
    reader->converter =
        g_iconv_open ("UTF-8", own->encoding == BW_IMPORT_UTF16_LE ? "UTF-16LE" : "UTF-16BE");
  reader->line = 1;
  reader->n_to_skip = own->n_skipped_lines + (own->has_header ? 1 : 0);
  reader->is_at_start = TRUE;
  reader->guess = g_steal_pointer (&own);
  map_columns (reader);
  reader->is_fast = bw_import_fast_is_possible (reader);
  if (reader->columns[BW_IMPORT_ROLE_SYMBOL] < 0 && reader->columns[BW_IMPORT_ROLE_TIMEFRAME] < 0)
    bw_import_reader_find_stream (reader, reader->guess->symbol, strlen (reader->guess->symbol),
                                  reader->guess->timeframe, TRUE);
  return reader;
}

void
bw_import_reader_free (BwImportReader *reader)
{
  if (reader == NULL)
    return;
  if (reader->converter != (GIConv) -1)
    g_iconv_close (reader->converter);
  g_byte_array_unref (reader->carry);
  g_byte_array_unref (reader->wide);
  g_ptr_array_unref (reader->stream_order);
  g_hash_table_unref (reader->streams);
  g_clear_pointer (&reader->report, bw_import_report_free);
  bw_import_guess_free (reader->guess);
  g_free (reader);
}

/**
 * bw_import_reader_find_stream:
 * @text: the symbol as the file has it, up to 31 printable ASCII bytes
 *
 * Returns: (transfer none) (nullable): the stream, made when it is new and @is_made; also the current
 *   one from now on
 */
BwImportStream *
bw_import_reader_find_stream (BwImportReader *reader, const char *text, gsize n_bytes,
                              BwTimeframe timeframe, gboolean is_made)
{
  char key[BW_SYMBOL_BYTES + 16];
  char symbol[BW_SYMBOL_BYTES];
  BwImportStream *stream = reader->current;

  if (stream != NULL && stream->timeframe == timeframe && reader->current_bytes == n_bytes &&
      memcmp (reader->current_text, text, n_bytes) == 0)
    return stream;
  for (gsize i = 0; i < n_bytes; i++)
    symbol[i] = g_ascii_toupper (text[i]);
  symbol[n_bytes] = '\0';
  g_snprintf (key, sizeof key, "%s/%d", symbol, timeframe);
  stream = g_hash_table_lookup (reader->streams, key);
  if (stream == NULL && !is_made)
    return NULL;
  if (stream == NULL)
    {
      stream = bw_import_stream_new (symbol, n_bytes, timeframe);
      g_hash_table_insert (reader->streams, g_strdup (key), stream);
      g_ptr_array_add (reader->stream_order, stream);
    }
  reader->current = stream;
  memcpy (reader->current_text, text, n_bytes);
  reader->current_bytes = n_bytes;
  return stream;
}

/* What is known of where the row would have gone. */
static BwImportPlace
get_place (const BwImportStream *stream, const BwImportRow *row)
{
  return (BwImportPlace){ stream != NULL ? stream->symbol : NULL,
                          stream != NULL ? stream->timeframe : BW_TIMEFRAME_NONE,
                          row->start != 0 ? row->start : BW_TIME_NONE };
}

static void
take_row (BwImportReader *reader, const char *text, const BwCsvRow *cells)
{
  BwImportStream *stream = NULL;
  BwImportRow row;
  BwImportPlace place;
  char *detail = NULL;
  BwImportReason reason;

  if (reader->n_to_skip > 0)
    {
      reader->n_to_skip--;
      return;
    }
  if (bw_csv_row_is_blank (cells))
    {
      reader->report->n_blank_lines++;
      return;
    }
  reader->report->n_rows++;
  reason = bw_import_careful_read (reader, cells, &stream, &row, &detail);
  row.line = reader->line;
  if (reason == BW_IMPORT_ACCEPTED)
    reason = bw_import_stream_accept (stream, &reader->sink, &row);
  if (reason == BW_IMPORT_SUSPECT)
    bw_import_stream_remember (stream, text, cells->n_bytes);
  else if (reason != BW_IMPORT_ACCEPTED)
    {
      place = get_place (stream, &row);
      bw_import_report_refuse (reader->report, reader->line, reason, &place, detail, text,
                               cells->n_bytes);
    }
}

/* A row that the fast path has read; its text is at @text. */
static inline void
take_fast_row (BwImportReader *reader, BwImportStream *stream, BwImportRow *row, const char *text,
               const char *next)
{
  BwImportReason reason;

  row->line = reader->line;
  reason = bw_import_stream_accept (stream, &reader->sink, row);
  reader->report->n_rows++;
  if (G_LIKELY (reason == BW_IMPORT_ACCEPTED))
    return;
  if (reason == BW_IMPORT_SUSPECT)
    bw_import_stream_remember (stream, text, (gsize) (next - text));
  else
    {
      BwImportPlace place = get_place (stream, row);

      bw_import_report_refuse (reader->report, reader->line, reason, &place, NULL, text,
                               (gsize) (next - text));
    }
}

/* Reads whole rows; returns how many bytes they had. */
static gsize
read_rows (BwImportReader *reader, const char *bytes, gsize n_bytes, gboolean is_last,
           GCancellable *cancellable)
{
  BwCsvCell cells[BW_IMPORT_COLUMNS_MAX];
  const char *text = bytes;
  const char *end = bytes + n_bytes;
  guint n_until_look = ROWS_BETWEEN_LOOKS;
  gboolean is_fast = reader->is_fast && !reader->is_careful;

  while (text < end)
    {
      BwCsvRow row = { .cells = cells, .n_cells_max = G_N_ELEMENTS (cells) };
      BwImportStream *stream;
      BwImportRow bar;
      const char *next = NULL;

      if (G_UNLIKELY (--n_until_look == 0))
        {
          if (g_cancellable_is_cancelled (cancellable))
            break;
          n_until_look = ROWS_BETWEEN_LOOKS;
        }
      if (G_LIKELY (is_fast && reader->n_to_skip == 0))
        next = bw_import_fast_read (reader, text, end, &stream, &bar);
      if (G_LIKELY (next != NULL))
        {
          take_fast_row (reader, stream, &bar, text, next);
          reader->line++;
          text = next;
          continue;
        }
      if (bw_csv_scan_row (text, (gsize) (end - text), is_last, reader->guess->delimiter, &row) !=
          BW_CSV_ROW)
        break;
      take_row (reader, text, &row);
      reader->line += row.n_lines;
      text += row.n_bytes;
    }
  return (gsize) (text - bytes);
}

/* Plain text: what was carried over is completed first, the rest read where it lies. */
static void
feed_text (BwImportReader *reader, const char *bytes, gsize n_bytes, gboolean is_last,
           GCancellable *cancellable)
{
  gsize n_read;

  while (reader->carry->len > 0)
    {
      const char *newline = n_bytes > 0 ? memchr (bytes, '\n', n_bytes) : NULL;
      gsize n_added = newline != NULL ? (gsize) (newline - bytes) + 1 : n_bytes;

      g_byte_array_append (reader->carry, (const guint8 *) bytes, (guint) n_added);
      bytes += n_added;
      n_bytes -= n_added;
      n_read = read_rows (reader, (const char *) reader->carry->data, reader->carry->len,
                          is_last && n_bytes == 0, cancellable);
      if (n_read > 0)
        g_byte_array_remove_range (reader->carry, 0, (guint) n_read);
      if (n_bytes == 0)
        return;
    }
  n_read = read_rows (reader, bytes, n_bytes, is_last, cancellable);
  g_byte_array_append (reader->carry, (const guint8 *) bytes + n_read, (guint) (n_bytes - n_read));
}

/* UTF-16, piece by piece; what isn't a whole character waits. */
static gboolean
feed_wide (BwImportReader *reader, const guint8 *bytes, gsize n_bytes, gboolean is_last,
           GCancellable *cancellable, GError **error)
{
  g_autofree char *converted = g_malloc (CONVERTED_BYTES);
  char *input;
  gsize n_input;

  g_byte_array_append (reader->wide, bytes, (guint) n_bytes);
  input = (char *) reader->wide->data;
  n_input = reader->wide->len;
  for (;;)
    {
      char *output = converted;
      gsize n_output = CONVERTED_BYTES;
      gsize outcome = g_iconv (reader->converter, &input, &n_input, &output, &n_output);
      int problem = outcome == (gsize) -1 ? errno : 0;

      feed_text (reader, converted, CONVERTED_BYTES - n_output, FALSE, cancellable);
      if (problem == E2BIG)
        continue;
      if (problem == EILSEQ || (problem == EINVAL && is_last))
        {
          g_autofree char *line = g_strdup_printf ("%" G_GUINT64_FORMAT, reader->line);
          g_autofree char *message = bw_import_phrase_fill (BW_IMPORT_PHRASE_BAD_BYTES, line,
                                                            bw_import_encoding_name (reader->guess->encoding));

          g_set_error_literal (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_ENCODING, message);
          return FALSE;
        }
      break;
    }
  g_byte_array_remove_range (reader->wide, 0, reader->wide->len - (guint) n_input);
  if (is_last)
    feed_text (reader, "", 0, TRUE, cancellable);
  return TRUE;
}

/* The byte order mark at the very start. */
static gsize
measure_mark (BwImportReader *reader, const guint8 *bytes, gsize n_bytes)
{
  if (n_bytes == 0 || !reader->is_at_start)
    return 0;
  reader->is_at_start = FALSE;
  if (reader->converter != (GIConv) -1)
    return n_bytes >= 2 && ((bytes[0] == 0xff && bytes[1] == 0xfe) ||
                            (bytes[0] == 0xfe && bytes[1] == 0xff))
               ? 2
               : 0;
  return n_bytes >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/**
 * bw_import_reader_feed:
 * @bytes: (nullable): the next piece of the file, unpacked; the first of at least three bytes, when
 *   there are so many
 * @is_last: nothing follows
 *
 * Reads what is there. Cost: about 100 ns a row of the usual shape. Cancelled, it leaves the reader
 * good for nothing but its report and bw_import_reader_free().
 *
 * Returns: %FALSE and @error when cancelled or when the bytes aren't text of the guessed encoding
 */
gboolean
bw_import_reader_feed (BwImportReader *reader, const guint8 *bytes, gsize n_bytes, gboolean is_last,
                       GCancellable *cancellable, GError **error)
{
  gsize n_mark;

  g_return_val_if_fail (!reader->is_finished, FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  n_mark = measure_mark (reader, bytes, n_bytes);
  reader->n_bytes += n_bytes;
  reader->is_finished = is_last;
  if (reader->converter != (GIConv) -1)
    {
      if (!feed_wide (reader, bytes + n_mark, n_bytes - n_mark, is_last, cancellable, error))
        return FALSE;
    }
  else
    feed_text (reader, (const char *) bytes + n_mark, n_bytes - n_mark, is_last, cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Parts below the caller's size are given out all the same when together they take too much memory:
 * from half the average size on. */
static gsize
choose_size (const BwImportReader *reader, gsize n_bars_min)
{
  gsize n_streams = reader->stream_order->len;

  if (reader->is_finished)
    return 1;
  if (reader->sink.n_pending > N_PENDING_MAX)
    n_bars_min = MIN (n_bars_min, reader->sink.n_pending / n_streams / 2);
  return MAX (1, n_bars_min);
}

/**
 * bw_import_reader_take:
 * @n_bars_min: parts with fewer bars stay, until the file is over or four million bars (200 MB) wait
 * @part: (out caller-allocates): bw_import_part_clear() it
 *
 * Returns: %FALSE when there is no part
 */
gboolean
bw_import_reader_take (BwImportReader *reader, gsize n_bars_min, BwImportPart *part)
{
  guint n_streams = reader->stream_order->len;
  gsize n_bars = choose_size (reader, n_bars_min);

  for (guint i = 0; i < n_streams; i++)
    {
      BwImportStream *stream = g_ptr_array_index (reader->stream_order, reader->take_index);
      BwBarSeries *series =
          bw_import_stream_take (stream, &reader->sink, n_bars, reader->is_finished);

      if (series != NULL)
        {
          memcpy (part->symbol, stream->symbol, sizeof part->symbol);
          part->series = series;
          return TRUE;
        }
      reader->take_index = (reader->take_index + 1) % n_streams;
    }
  return FALSE;
}

void
bw_import_part_clear (BwImportPart *part)
{
  g_clear_pointer (&part->series, bw_bar_series_unref);
}

/**
 * bw_import_reader_get_n_bytes:
 *
 * Returns: bytes fed so far, for a progress bar
 */
guint64
bw_import_reader_get_n_bytes (const BwImportReader *reader)
{
  return reader->n_bytes;
}

/**
 * bw_import_reader_get_report:
 *
 * Returns: (transfer none): the counts so far; final after the last feed and take
 */
const BwImportReport *
bw_import_reader_get_report (const BwImportReader *reader)
{
  return reader->report;
}

/**
 * bw_import_reader_steal_report:
 *
 * Returns: (transfer full): the report; the reader may only be freed after that
 */
BwImportReport *
bw_import_reader_steal_report (BwImportReader *reader)
{
  return g_steal_pointer (&reader->report);
}

void
bw_import_reader_set_careful (BwImportReader *reader, gboolean is_careful)
{
  reader->is_careful = is_careful;
}
