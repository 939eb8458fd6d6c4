/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/careful-row.h"

#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "market/import/phrase.h"
#include "market/import/stamp.h"

/* Takes a row of cells apart, whatever they look like, and says what is wrong with it. The fast path
 * reads a subset of the same language; tests hold the two against each other. */

#define NUMBER_BYTES_MAX 128
#define SHOWN_BYTES_MAX 40

typedef struct
{
  const char *text;
  gsize n_bytes;
} Span;

static Span
get_span (const BwCsvRow *cells, int column)
{
  const BwCsvCell *cell = &cells->cells[column];
  Span span = { cell->text, cell->n_bytes };

  while (span.n_bytes > 0 && (*span.text == ' ' || *span.text == '\t'))
    {
      span.text++;
      span.n_bytes--;
    }
  while (span.n_bytes > 0 &&
         (span.text[span.n_bytes - 1] == ' ' || span.text[span.n_bytes - 1] == '\t'))
    span.n_bytes--;
  return span;
}

static char *
describe (const char *what, Span span)
{
  g_autofree char *shown = g_utf8_make_valid (span.text, (gssize) MIN (span.n_bytes, SHOWN_BYTES_MAX));

  return bw_import_phrase_fill (span.n_bytes > SHOWN_BYTES_MAX ? BW_IMPORT_PHRASE_CELL_CUT : BW_IMPORT_PHRASE_CELL, what, shown);
}

static gboolean
is_word (Span span, const char *word)
{
  return span.n_bytes == strlen (word) && g_ascii_strncasecmp (span.text, word, span.n_bytes) == 0;
}

static gboolean
is_missing (Span span)
{
  return span.n_bytes == 0 || is_word (span, "null") || is_word (span, "n/a") ||
         is_word (span, "na") || is_word (span, "-") || is_word (span, "none");
}

static gsize
measure_currency_sign (const char *text, gsize n_bytes)
{
  static const char *const signs[] = { "$", "€", "£", "¥" };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (n_bytes > strlen (signs[i]) && memcmp (text, signs[i], strlen (signs[i])) == 0)
      return strlen (signs[i]);
  return 0;
}

/* Groups of three behind the first separator, as in `1,234,567.8` or `1'234`. */
static gboolean
is_group (Span span, gsize at, char point)
{
  gsize n = 1;

  while (at + n < span.n_bytes && g_ascii_isdigit (span.text[at + n]))
    n++;
  return n == 4 && at > 0 && g_ascii_isdigit (span.text[at - 1]) &&
         memchr (span.text, point, at) == NULL;
}

/* Drops a currency sign in front and thousands separators: writes what is left. */
static gboolean
clean_number (Span *span, char point, char *clean)
{
  gsize n = 0;
  gsize start = measure_currency_sign (span->text, span->n_bytes);

  if (span->n_bytes - start >= NUMBER_BYTES_MAX)
    return FALSE;
  for (gsize i = start; i < span->n_bytes; i++)
    {
      char c = span->text[i];
      gboolean is_separator = c == '\'' || (c == ',' && point != ',') || (c == '.' && point != '.');

      if (is_separator && !is_group (*span, i, point))
        return FALSE;
      if (!is_separator)
        clean[n++] = c;
    }
  span->text = clean;
  span->n_bytes = n;
  return TRUE;
}

static BwImportReason
read_price (const BwImportReader *reader, Span span, double *price, gboolean *is_rounded)
{
  char clean[NUMBER_BYTES_MAX];
  BwDecimal decimal;
  guint64 e8;

  if (is_missing (span))
    return BW_IMPORT_REASON_MISSING_VALUE;
  if (!clean_number (&span, reader->guess->decimal_point, clean) ||
      !bw_decimal_parse (span.text, span.n_bytes, reader->guess->decimal_point, &decimal))
    return BW_IMPORT_REASON_BAD_NUMBER;
  if (decimal.is_negative || decimal.digits == 0)
    return BW_IMPORT_REASON_NOT_POSITIVE;
  if (bw_decimal_n_decimals (&decimal) > 8)
    {
      if (reader->guess->decimals == BW_IMPORT_DECIMALS_REFUSE)
        return BW_IMPORT_REASON_DECIMALS;
      *is_rounded = TRUE;
    }
  if (!bw_decimal_round_e8 (&decimal, &e8))
    return BW_IMPORT_REASON_RANGE;
  if (e8 == 0)
    return BW_IMPORT_REASON_DECIMALS;
  *price = (double) e8 / 1e8;
  return BW_IMPORT_ACCEPTED;
}

/* Volumes may end in K, M or B, as some sites print them. */
static BwImportReason
read_volume (const BwImportReader *reader, Span span, double *volume)
{
  char clean[NUMBER_BYTES_MAX];
  double unit = 1;

  *volume = (double) NAN;
  if (is_missing (span))
    return BW_IMPORT_ACCEPTED;
  switch (g_ascii_toupper (span.text[span.n_bytes - 1]))
    {
    case 'K':
      unit = 1e3;
      break;
    case 'M':
      unit = 1e6;
      break;
    case 'B':
      unit = 1e9;
      break;
    }
  if (unit > 1)
    span.n_bytes--;
  if (!clean_number (&span, reader->guess->decimal_point, clean) ||
      !bw_double_parse (span.text, span.n_bytes, reader->guess->decimal_point, volume))
    return BW_IMPORT_REASON_BAD_NUMBER;
  *volume *= unit;
  if (!(*volume >= 0) || *volume > BW_IMPORT_VOLUME_MAX)
    return BW_IMPORT_REASON_BAD_VOLUME;
  *volume += 0.0; /* a negative zero isn't kept */
  return BW_IMPORT_ACCEPTED;
}

static BwImportReason
read_price_role (const BwImportReader *reader, const BwCsvRow *cells, BwImportRole role, double *price,
                 gboolean *is_rounded, char **detail)
{
  Span span = get_span (cells, reader->columns[role]);
  BwImportReason reason = read_price (reader, span, price, is_rounded);

  if (reason != BW_IMPORT_ACCEPTED)
    *detail = describe (bw_import_role_name (role), span);
  return reason;
}

static BwImportReason
read_trade_prices (const BwImportReader *reader, const BwCsvRow *cells, BwImportRow *row, char **detail)
{
  double *const prices[] = { &row->open, &row->high, &row->low, &row->close };
  gboolean is_close_alone = reader->columns[BW_IMPORT_ROLE_OPEN] < 0;

  for (int i = is_close_alone ? 3 : 0; i < 4; i++)
    {
      BwImportReason reason = read_price_role (reader, cells, BW_IMPORT_ROLE_OPEN + i, prices[i],
                                               &row->is_rounded, detail);

      if (reason != BW_IMPORT_ACCEPTED)
        return reason;
    }
  if (is_close_alone)
    row->open = row->high = row->low = row->close;
  return BW_IMPORT_ACCEPTED;
}

/* The middle of two prices with eight decimals has nine: rounded to the even one. */
static double
find_middle (double bid, double ask)
{
  gint64 bid_e8 = (gint64) (bid * 1e8 + 0.5), ask_e8 = (gint64) (ask * 1e8 + 0.5);
  gint64 sum = bid_e8 + ask_e8;
  gint64 half = sum / 2;

  return (double) (half + (sum % 2 != 0 && half % 2 != 0)) / 1e8;
}

static BwImportReason
read_quote_prices (const BwImportReader *reader, const BwCsvRow *cells, BwImportRow *row, char **detail)
{
  double *const prices[] = { &row->open, &row->high, &row->low, &row->close };

  for (int i = 0; i < 4; i++)
    {
      double bid = 0, ask = 0;
      BwImportReason reason = BW_IMPORT_ACCEPTED;

      if (reader->guess->price != BW_IMPORT_PRICE_ASK)
        reason = read_price_role (reader, cells, BW_IMPORT_ROLE_BID_OPEN + i, &bid, &row->is_rounded,
                                  detail);
      if (reason == BW_IMPORT_ACCEPTED && reader->guess->price != BW_IMPORT_PRICE_BID)
        reason = read_price_role (reader, cells, BW_IMPORT_ROLE_ASK_OPEN + i, &ask, &row->is_rounded,
                                  detail);
      if (reason != BW_IMPORT_ACCEPTED)
        return reason;
      if (reader->guess->price == BW_IMPORT_PRICE_MID)
        {
          if (bid > ask)
            return BW_IMPORT_REASON_CROSSED;
          *prices[i] = find_middle (bid, ask);
        }
      else
        *prices[i] = bid + ask;
    }
  return BW_IMPORT_ACCEPTED;
}

static BwImportReason
read_prices (const BwImportReader *reader, const BwCsvRow *cells, BwImportRow *row, char **detail)
{
  Span span;
  BwImportReason reason = reader->guess->price == BW_IMPORT_PRICE_TRADE
                              ? read_trade_prices (reader, cells, row, detail)
                              : read_quote_prices (reader, cells, row, detail);

  row->volume = (double) NAN;
  if (reason != BW_IMPORT_ACCEPTED || reader->columns[BW_IMPORT_ROLE_VOLUME] < 0)
    return reason;
  span = get_span (cells, reader->columns[BW_IMPORT_ROLE_VOLUME]);
  reason = read_volume (reader, span, &row->volume);
  if (reason != BW_IMPORT_ACCEPTED)
    *detail = describe (N_("Volume"), span);
  return reason;
}

static gboolean
is_symbol (Span span)
{
  if (span.n_bytes == 0 || span.n_bytes >= BW_SYMBOL_BYTES)
    return FALSE;
  for (gsize i = 0; i < span.n_bytes; i++)
    if (!g_ascii_isgraph (span.text[i]) || span.text[i] == '"' || span.text[i] == ',')
      return FALSE;
  return TRUE;
}

static BwImportReason
find_stream (BwImportReader *reader, const BwCsvRow *cells, BwImportStream **stream, char **detail)
{
  BwTimeframe timeframe = reader->guess->timeframe;
  Span span = { reader->guess->symbol, 0 };

  if (reader->columns[BW_IMPORT_ROLE_TIMEFRAME] >= 0)
    {
      span = get_span (cells, reader->columns[BW_IMPORT_ROLE_TIMEFRAME]);
      if (!bw_import_timeframe_parse (span.text, span.n_bytes, &timeframe))
        {
          *detail = describe (N_("Timeframe"), span);
          return span.n_bytes == 0 ? BW_IMPORT_REASON_MISSING_VALUE : BW_IMPORT_REASON_BAD_TIMEFRAME;
        }
    }
  if (reader->columns[BW_IMPORT_ROLE_SYMBOL] >= 0)
    span = get_span (cells, reader->columns[BW_IMPORT_ROLE_SYMBOL]);
  else
    span = (Span){ reader->guess->symbol, strlen (reader->guess->symbol) };
  if (!is_symbol (span))
    {
      *detail = describe (N_("Symbol"), span);
      return span.n_bytes == 0 ? BW_IMPORT_REASON_MISSING_VALUE : BW_IMPORT_REASON_BAD_SYMBOL;
    }
  *stream = bw_import_reader_find_stream (reader, span.text, span.n_bytes, timeframe, TRUE);
  return BW_IMPORT_ACCEPTED;
}

/* The instant of a moment; of a repeated local time the one that goes on from the row before. */
static BwImportReason
resolve_moment (const BwImportReader *reader, const BwImportStream *stream, const BwImportMoment *moment,
                BwTime *time)
{
  gint64 local = moment->date * BW_DAY + moment->in_day_ns;
  BwTime earlier, later;
  gboolean is_later;

  if (moment->has_offset)
    {
      *time = local - moment->offset_ns;
      return BW_IMPORT_ACCEPTED;
    }
  switch (bw_zone_resolve (reader->sink.zone, local, &earlier, &later))
    {
    case BW_ZONE_UNIQUE:
      *time = earlier;
      return BW_IMPORT_ACCEPTED;
    case BW_ZONE_REPEATED:
      {
        gint64 shift = reader->guess->stamp == BW_IMPORT_STAMP_END ? stream->timeframe * BW_SECOND : 0;
        BwTime last = stream->last_start;

        if (reader->sink.order == BW_IMPORT_ORDER_RISING)
          is_later = last != BW_TIME_NONE && earlier - shift <= last;
        else
          is_later = last == BW_TIME_NONE || later - shift < last;
        *time = is_later ? later : earlier;
        return BW_IMPORT_ACCEPTED;
      }
    case BW_ZONE_SKIPPED:
      return BW_IMPORT_REASON_ZONE_GAP;
    case BW_ZONE_BEYOND:
      return BW_IMPORT_REASON_BAD_DATE;
    }
  return BW_IMPORT_REASON_BAD_DATE;
}

static BwImportReason
read_moment (const BwImportReader *reader, const BwCsvRow *cells, BwImportMoment *moment, char **detail)
{
  gboolean has_both = reader->columns[BW_IMPORT_ROLE_DATETIME] >= 0;
  int column = reader->columns[has_both ? BW_IMPORT_ROLE_DATETIME : BW_IMPORT_ROLE_DATE];
  Span span = get_span (cells, column);

  if (span.n_bytes == 0)
    {
      *detail = g_strdup (N_("The date is empty"));
      return BW_IMPORT_REASON_MISSING_VALUE;
    }
  if (!bw_import_moment_parse (reader->guess->date, span.text, span.n_bytes, moment))
    {
      *detail = describe (N_("The date"), span);
      return BW_IMPORT_REASON_BAD_DATE;
    }
  if (has_both || reader->columns[BW_IMPORT_ROLE_TIME] < 0)
    return BW_IMPORT_ACCEPTED;
  span = get_span (cells, reader->columns[BW_IMPORT_ROLE_TIME]);
  if (!bw_import_moment_parse_time (span.text, span.n_bytes, moment))
    {
      *detail = describe (N_("The time"), span);
      return BW_IMPORT_REASON_BAD_DATE;
    }
  return BW_IMPORT_ACCEPTED;
}

static BwImportReason
read_start (const BwImportReader *reader, const BwCsvRow *cells, const BwImportStream *stream,
            BwTime *start, char **detail)
{
  BwImportMoment moment;
  BwImportReason reason = read_moment (reader, cells, &moment, detail);

  if (reason != BW_IMPORT_ACCEPTED)
    return reason;
  if (bw_timeframe_is_intraday (stream->timeframe))
    {
      reason = resolve_moment (reader, stream, &moment, start);
      if (reason == BW_IMPORT_ACCEPTED && !moment.has_time)
        {
          *detail = g_strdup (N_("A date without a time of day"));
          reason = BW_IMPORT_REASON_BAD_DATE;
        }
      if (reason == BW_IMPORT_ACCEPTED && reader->guess->stamp == BW_IMPORT_STAMP_END)
        *start -= stream->timeframe * BW_SECOND;
      return reason;
    }
  /* An instant of a day's bar names the day that it falls on in the market's zone; but midnight,
   * whatever its offset, is how a plain date is printed. */
  if (moment.has_offset && moment.in_day_ns != 0)
    {
      BwTime instant = moment.date * BW_DAY + moment.in_day_ns - moment.offset_ns;
      const char *zone = bw_calendar_zone (reader->sink.calendar);

      moment.date = bw_zone_date_at (zone, instant, NULL);
    }
  if (bw_import_sink_place_day (&reader->sink, stream->timeframe, moment.date, start))
    return BW_IMPORT_ACCEPTED;
  *detail = g_strdup (bw_calendar_closure_reason (reader->sink.calendar, moment.date));
  return BW_IMPORT_REASON_NO_SESSION;
}

static gboolean
is_header (const BwImportReader *reader, const BwCsvRow *cells)
{
  if (!reader->guess->has_header)
    return FALSE;
  for (guint i = 0; i < reader->guess->n_columns; i++)
    {
      Span span = get_span (cells, (int) i);
      const char *name = reader->guess->column_names[i];

      if (reader->guess->roles[i] != BW_IMPORT_ROLE_NONE &&
          (strlen (name) != span.n_bytes || memcmp (name, span.text, span.n_bytes) != 0))
        return FALSE;
    }
  return TRUE;
}

static char *
describe_cells (guint n_found, guint n_columns)
{
  char found[12], expected[12];

  g_snprintf (found, sizeof found, "%u", n_found);
  g_snprintf (expected, sizeof expected, "%u", n_columns);
  return bw_import_phrase_fill (BW_IMPORT_PHRASE_CELLS, found, expected);
}

static BwImportReason
check_shape (const BwImportReader *reader, const BwCsvRow *cells, char **detail)
{
  guint n_columns = reader->guess->n_columns;

  if (cells->is_malformed)
    return BW_IMPORT_REASON_BAD_QUOTES;
  if (cells->n_cells < reader->n_columns_needed)
    {
      *detail = describe_cells (cells->n_cells, n_columns);
      return BW_IMPORT_REASON_MISSING_COLUMN;
    }
  for (guint i = n_columns; i < cells->n_cells; i++)
    if (i >= cells->n_cells_max || get_span (cells, (int) i).n_bytes > 0)
      {
        *detail = describe_cells (cells->n_cells, n_columns);
        return BW_IMPORT_REASON_MISSING_COLUMN;
      }
  return BW_IMPORT_ACCEPTED;
}

/**
 * bw_import_careful_read:
 * @cells: one row
 * @stream: (out): its symbol and timeframe
 * @row: (out caller-allocates)
 * @detail: (out) (transfer full): what exactly is wrong, or %NULL
 *
 * Returns: %BW_IMPORT_ACCEPTED or why the row can't be read
 */
BwImportReason
bw_import_careful_read (BwImportReader *reader, const BwCsvRow *cells, BwImportStream **stream,
                        BwImportRow *row, char **detail)
{
  BwImportReason reason = check_shape (reader, cells, detail);

  *row = (BwImportRow){ 0 };
  if (reason != BW_IMPORT_ACCEPTED)
    return reason;
  reason = find_stream (reader, cells, stream, detail);
  if (reason == BW_IMPORT_ACCEPTED)
    reason = read_start (reader, cells, *stream, &row->start, detail);
  if (reason == BW_IMPORT_ACCEPTED)
    reason = read_prices (reader, cells, row, detail);
  if (reason != BW_IMPORT_ACCEPTED && cells->n_cells >= reader->guess->n_columns &&
      is_header (reader, cells))
    {
      g_clear_pointer (detail, g_free);
      return BW_IMPORT_REASON_REPEATED_HEADER;
    }
  return reason;
}
