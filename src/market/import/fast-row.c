/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "base/csv-scanner.h"
#include "base/decimal-scan.h"
#include "market/import/reader-private.h"

/* The short cut: a row of the plain shape is read in one pass, straight from the bytes, without cells.
 * Anything unusual (a quote, a sign, an exponent, a blank, an empty price, a ninth decimal, an odd date)
 * makes it give up, and the careful path reads the row from its beginning. It never refuses a row. */

/* Each step may look this far ahead. */
#define LOOK_AHEAD_BYTES 64

gboolean
bw_import_fast_is_possible (const BwImportReader *reader)
{
  const BwImportGuess *guess = reader->guess;

  return guess->price == BW_IMPORT_PRICE_TRADE && guess->delimiter != guess->decimal_point &&
         guess->date != BW_IMPORT_DATE_NAMED && reader->columns[BW_IMPORT_ROLE_TIMEFRAME] < 0 &&
         guess->delimiter != ' ' && guess->n_columns <= BW_IMPORT_COLUMNS_MAX;
}

/* The day that @text begins with, in @n_bytes; known from the row before or looked up. */
static gboolean
find_day (BwImportReader *reader, const char *text, guint n_bytes)
{
  BwImportDay *day = &reader->day;
  gint64 digits[3] = { 0 };
  BwDate date;
  BwTime later;
  int order[3] = { 0, 1, 2 };
  int part = 0;

  if (n_bytes == 8)
    {
      guint64 bytes = bw_decimal_load (text);
      guint64 number;

      if (bw_decimal_count_digits (bytes) != 8)
        return FALSE;
      number = bw_decimal_join_digits (bytes, 8);
      digits[0] = (gint64) (number / 10000);
      digits[1] = (gint64) (number / 100 % 100);
      digits[2] = (gint64) (number % 100);
    }
  else
    for (guint i = 0; i < n_bytes; i++)
      {
        if (g_ascii_isdigit (text[i]))
          digits[part] = digits[part] * 10 + (text[i] - '0');
        else if (++part > 2)
          return FALSE;
      }
  if (reader->guess->date == BW_IMPORT_DATE_MDY)
    memcpy (order, (int[]){ 2, 0, 1 }, sizeof order);
  else if (reader->guess->date == BW_IMPORT_DATE_DMY)
    memcpy (order, (int[]){ 2, 1, 0 }, sizeof order);
  if (digits[order[0]] < 1700 || digits[order[0]] > 2250 ||
      !bw_date_is_valid_ymd ((int) digits[order[0]], (int) digits[order[1]], (int) digits[order[2]]))
    return FALSE;
  date = bw_date_from_ymd ((int) digits[order[0]], (int) digits[order[1]], (int) digits[order[2]]);
  day->n_bytes = 0;
  if (bw_timeframe_is_intraday (reader->guess->timeframe))
    {
      BwTime next_midnight;

      /* A day whose clocks change is left to the careful path. */
      if (bw_zone_resolve (reader->sink.zone, date * BW_DAY, &day->midnight, &later) != BW_ZONE_UNIQUE ||
          bw_zone_resolve (reader->sink.zone, (date + 1) * BW_DAY, &next_midnight, &later) !=
              BW_ZONE_UNIQUE ||
          next_midnight - day->midnight != BW_DAY)
        return FALSE;
    }
  else if (!bw_import_sink_place_day (&reader->sink, reader->guess->timeframe, date, &day->midnight))
    return FALSE;
  day->date = date;
  memcpy (day->text, text, n_bytes);
  day->n_bytes = n_bytes;
  return TRUE;
}

/* `YYYY?MM?DD` or `MM?DD?YYYY` with one separator twice: 10; eight digits: 8; else 0. */
static guint
measure_date (BwImportDate layout, const char *text)
{
  int first = layout == BW_IMPORT_DATE_YMD ? 4 : 2;
  int second = layout == BW_IMPORT_DATE_YMD ? 7 : 5;
  char separator = text[first];

  if (layout == BW_IMPORT_DATE_YMD && g_ascii_isdigit (separator))
    return 8;
  if (separator != text[second] || (separator != '-' && separator != '/' && separator != '.'))
    return 0;
  for (int i = 0; i < 10; i++)
    if (i != first && i != second && !g_ascii_isdigit (text[i]))
      return 0;
  return 10;
}

static inline const char *
read_date (BwImportReader *reader, const char *text, BwTime *midnight)
{
  BwImportDay *day = &reader->day;
  guint n_bytes;

  if (G_LIKELY (day->n_bytes == 10 && memcmp (text, day->text, 10) == 0 && !g_ascii_isdigit (text[10])))
    {
      *midnight = day->midnight;
      return text + 10;
    }
  n_bytes = measure_date (reader->guess->date, text);
  if (n_bytes == 0 || g_ascii_isdigit (text[n_bytes]))
    return NULL;
  if ((day->n_bytes != n_bytes || memcmp (text, day->text, n_bytes) != 0) &&
      !find_day (reader, text, n_bytes))
    return NULL;
  *midnight = day->midnight;
  return text + n_bytes;
}

/* `HH:MM` or `HH:MM:SS`. */
static inline const char *
read_clock (const char *text, gint64 *in_day_ns)
{
  guint64 bytes = bw_decimal_load (text);
  guint64 apart = bytes ^ G_GUINT64_CONSTANT (0x30303a30303a3030);
  gboolean has_seconds = text[5] == ':';
  unsigned hour, minute, second = 0;

  if (!has_seconds)
    apart &= G_GUINT64_CONSTANT (0x000000ffffffffff);
  /* Digits are 0 to 9 now, colons 0. */
  if (((apart + G_GUINT64_CONSTANT (0x76767f76767f7676)) | apart) &
      G_GUINT64_CONSTANT (0x8080808080808080))
    return NULL;
  hour = (unsigned) ((apart & 0xff) * 10 + ((apart >> 8) & 0xff));
  minute = (unsigned) (((apart >> 24) & 0xff) * 10 + ((apart >> 32) & 0xff));
  if (has_seconds)
    second = (unsigned) (((apart >> 48) & 0xff) * 10 + (apart >> 56));
  if (hour > 23 || minute > 59 || second > 59)
    return NULL;
  *in_day_ns = (gint64) (hour * 3600 + minute * 60 + second) * BW_SECOND;
  return text + (has_seconds ? 8 : 5);
}

/* Seconds, milliseconds, microseconds: up to 16 digits. Nanoseconds are the careful path's. */
static inline const char *
read_epoch (const BwImportReader *reader, const char *text, BwTime *time)
{
  static const gint64 units[] = { BW_SECOND, BW_MILLISECOND, BW_MICROSECOND, 1 };
  guint64 number;
  int n_decimals;

  text = bw_decimal_scan (text, '.', &number, &n_decimals);
  if (text == NULL || n_decimals != 0 ||
      __builtin_mul_overflow ((gint64) number, units[reader->guess->date - BW_IMPORT_DATE_EPOCH_S], time) ||
      *time > bw_date_from_ymd (2250, 12, 31) * BW_DAY)
    return NULL;
  return text;
}

/* `Z`, `+HH:MM` or nothing behind a clock: makes the zone's midnight that of the offset. */
static const char *
read_offset (const BwImportReader *reader, const char *text, BwTime *midnight)
{
  gint64 hours, minutes;

  if (*text == 'Z')
    {
      *midnight = reader->day.date * BW_DAY;
      return text + 1;
    }
  if (*text != '+' && *text != '-')
    return text;
  for (int i = 1; i < 6; i++)
    if (i == 3 ? text[i] != ':' : !g_ascii_isdigit (text[i]))
      return NULL;
  hours = (text[1] - '0') * 10 + (text[2] - '0');
  minutes = (text[4] - '0') * 10 + (text[5] - '0');
  if (hours > 18 || minutes > 59)
    return NULL;
  *midnight = reader->day.date * BW_DAY;
  *midnight += (*text == '-' ? 1 : -1) * (hours * BW_HOUR + minutes * BW_MINUTE);
  return text + 6;
}

/* A date and time in one cell; a bar of a day may have no time, others must. */
static inline const char *
read_datetime (BwImportReader *reader, const char *text, BwTime *start)
{
  gint64 in_day_ns;

  if (reader->guess->date >= BW_IMPORT_DATE_EPOCH_S)
    return bw_timeframe_is_intraday (reader->guess->timeframe) ? read_epoch (reader, text, start) : NULL;
  text = read_date (reader, text, start);
  if (text == NULL)
    return NULL;
  if (!bw_timeframe_is_intraday (reader->guess->timeframe))
    return text; /* anything but a delimiter behind it fails */
  if (*text != ' ' && *text != 'T')
    return NULL;
  text = read_clock (text + 1, &in_day_ns);
  if (text == NULL)
    return NULL;
  if (reader->guess->has_offsets)
    text = read_offset (reader, text, start);
  *start += in_day_ns;
  return text;
}

/* By the number of decimals: digits from here on make a price beyond the range. */
static const guint64 price_ends[9] = {
  (guint64) BW_IMPORT_PRICE_E8_END / 100000000 + 1, (guint64) BW_IMPORT_PRICE_E8_END / 10000000 + 1,
  (guint64) BW_IMPORT_PRICE_E8_END / 1000000 + 1,   (guint64) BW_IMPORT_PRICE_E8_END / 100000 + 1,
  (guint64) BW_IMPORT_PRICE_E8_END / 10000 + 1,     (guint64) BW_IMPORT_PRICE_E8_END / 1000 + 1,
  (guint64) BW_IMPORT_PRICE_E8_END / 100 + 1,       (guint64) BW_IMPORT_PRICE_E8_END / 10 + 1,
  (guint64) BW_IMPORT_PRICE_E8_END,
};

static inline const char *
read_price (const char *text, char point, double *price)
{
  guint64 digits;
  int n_decimals;

  text = bw_decimal_scan (text, point, &digits, &n_decimals);
  if (G_UNLIKELY (text == NULL || digits == 0 || digits >= price_ends[n_decimals]))
    return NULL;
  *price = (double) digits / bw_decimal_powers[n_decimals];
  return text;
}

static inline const char *
read_volume (const char *text, char point, double *volume)
{
  guint64 digits;
  int n_decimals;

  text = bw_decimal_scan (text, point, &digits, &n_decimals);
  if (G_UNLIKELY (text == NULL || digits > BW_DECIMAL_EXACT_MAX))
    return NULL;
  *volume = (double) digits / bw_decimal_powers[n_decimals];
  return text;
}

static inline const char *
read_symbol (BwImportReader *reader, const char *text, char delimiter, BwImportStream **stream)
{
  gsize n = 0;

  if (G_LIKELY (reader->current != NULL && text[reader->current_bytes] == delimiter &&
                memcmp (text, reader->current_text, reader->current_bytes) == 0))
    {
      *stream = reader->current;
      return text + reader->current_bytes;
    }
  while (n < BW_SYMBOL_BYTES && g_ascii_isalnum (text[n]))
    n++;
  if (n == 0 || n >= BW_SYMBOL_BYTES || text[n] != delimiter)
    return NULL;
  /* A new symbol is the careful path's to make: this row may yet turn out unreadable. */
  *stream = bw_import_reader_find_stream (reader, text, n, reader->guess->timeframe, FALSE);
  return *stream != NULL ? text + n : NULL;
}

static const char *
skip_cell (const char *text, const char *end, char delimiter)
{
  const char *stop = bw_csv_find_special (text, end, delimiter);

  return stop < end && *stop != '"' ? stop : NULL;
}

/**
 * bw_import_fast_read:
 * @text: the start of a row
 * @end: of the bytes at hand
 * @stream: (out): its symbol and timeframe
 * @row: (out caller-allocates)
 *
 * Returns: (nullable): the start of the next row; %NULL when the careful path must read this one
 */
const char *
bw_import_fast_read (BwImportReader *reader, const char *text, const char *end, BwImportStream **stream,
                     BwImportRow *row)
{
  const BwImportGuess *guess = reader->guess;
  const char delimiter = guess->delimiter, point = guess->decimal_point;
  const guint n_columns = guess->n_columns;
  double *const prices = &row->open;
  gint64 in_day_ns = 0;

  *stream = reader->current;
  row->volume = (double) NAN;
  row->is_rounded = FALSE;
  for (guint i = 0; i < n_columns; i++)
    {
      BwImportRole role = guess->roles[i];

      if (G_UNLIKELY (end - text < LOOK_AHEAD_BYTES))
        return NULL;
      if (role >= BW_IMPORT_ROLE_OPEN && role <= BW_IMPORT_ROLE_CLOSE)
        text = read_price (text, point, &prices[role - BW_IMPORT_ROLE_OPEN]);
      else if (role == BW_IMPORT_ROLE_VOLUME)
        text = *text == delimiter || *text == '\n' ? text : read_volume (text, point, &row->volume);
      else if (role == BW_IMPORT_ROLE_DATETIME)
        text = read_datetime (reader, text, &row->start);
      else if (role == BW_IMPORT_ROLE_SYMBOL)
        text = read_symbol (reader, text, delimiter, stream);
      else if (role == BW_IMPORT_ROLE_DATE)
        text = guess->date >= BW_IMPORT_DATE_EPOCH_S ? NULL : read_date (reader, text, &row->start);
      else if (role == BW_IMPORT_ROLE_TIME)
        text = read_clock (text, &in_day_ns);
      else
        text = skip_cell (text, end, delimiter);
      if (G_UNLIKELY (text == NULL))
        return NULL;
      if (G_LIKELY (i + 1 < n_columns))
        {
          if (G_UNLIKELY (*text++ != delimiter))
            return NULL;
        }
      else
        {
          text += *text == '\r';
          if (G_UNLIKELY (text >= end || *text++ != '\n'))
            return NULL;
        }
    }
  if (bw_timeframe_is_intraday (guess->timeframe))
    {
      row->start += in_day_ns;
      if (guess->stamp == BW_IMPORT_STAMP_END)
        row->start -= guess->timeframe * BW_SECOND;
    }
  if (reader->columns[BW_IMPORT_ROLE_OPEN] < 0)
    row->open = row->high = row->low = row->close;
  return text;
}
