/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The format, version 1. All numbers are little-endian, columns as in bit-pack-private.h.
 *
 *   version     byte, 1
 *   n_bars      varint
 *   blocks      of 128 bars, the last one of fewer:
 *     start     8 bytes: the first bar's start
 *     unit      varint, nanoseconds: all starts are the first plus a multiple of it
 *     step      varint: the smallest distance of two bars, in units
 *     times     column: (start[i] - start[0]) / unit - i * step
 *     scale     byte: decimals of the prices, 0 to 12, or 255: prices as they are
 *     255:      open[n], high[n], low[n], close[n] as doubles
 *     else      columns of prices * 10^scale:
 *       close   as it is
 *       gap     zigzag varint: open[0] - close[0]
 *       open    open[i] - close[i - 1]; 0 for the first
 *       high    high - max (open, close)
 *       low     min (open, close) - low
 *     scale     byte: of the volumes; 254: all NaN; 255: volumes as they are
 *     volume    column, nothing, or volume[n] as doubles
 *   check       8 bytes: bw_hash() of all before
 *
 * A price is kept as a whole number only if that number divided by the power of ten has the price's
 * very bits; both are exact in a double, so the division gives the same everywhere. Nothing depends
 * on the bar before (no running sums), so that a block is decoded in independent lanes. */
#include "config.h"

#include "store/bar-codec.h"
#include "store/bit-pack-private.h"
#include "store/hash.h"

#include <math.h>

#define VERSION 1
#define N BW_PACK_NUMBERS
#define SCALE_MAX 12
#define SCALE_NAN 254
#define SCALE_RAW 255
#define CHECK_SEED 0
#define CHECK_BYTES 8
/* Whole numbers below this are converted by adding it to the bits of 1.5 * 2^52. */
#define WHOLE_MAX (G_GINT64_CONSTANT (1) << 51)

static const double powers[SCALE_MAX + 1]
    = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12 };

/* The whole numbers of @prices at @scale; FALSE when one does not come back with the same bits. */
static gboolean
scale_to_whole (const double *prices, guint n_prices, guint scale, gint64 *whole)
{
  double power = powers[scale];

  for (guint i = 0; i < n_prices; i++)
    {
      double scaled = prices[i] * power, back;

      /* Also refuses NaN. */
      if (!(scaled > -(double) WHOLE_MAX && scaled < (double) WHOLE_MAX))
        return FALSE;
      whole[i] = (gint64) (scaled + (scaled < 0 ? -0.5 : 0.5));
      back = (double) whole[i] / power;
      if (memcmp (&back, &prices[i], sizeof back) != 0 || whole[i] <= -WHOLE_MAX
          || whole[i] >= WHOLE_MAX)
        return FALSE;
    }
  return TRUE;
}

static void
put_raw (GByteArray *bytes, const double *numbers, guint n_numbers)
{
  for (guint i = 0; i < n_numbers; i++)
    {
      guint64 word;

      memcpy (&word, &numbers[i], sizeof word);
      word = GUINT64_TO_LE (word);
      g_byte_array_append (bytes, (const guint8 *) &word, sizeof word);
    }
}

static void
put_byte (GByteArray *bytes, guint byte)
{
  guint8 one = (guint8) byte;

  g_byte_array_append (bytes, &one, 1);
}

static guint64
greatest_common_divisor (guint64 a, guint64 b)
{
  while (b != 0)
    {
      guint64 rest = a % b;

      a = b;
      b = rest;
    }
  return a;
}

static void
encode_times (GByteArray *bytes, const BwTime *start, guint n_bars, guint64 likely_unit)
{
  guint64 first = GUINT64_TO_LE ((guint64) start[0]);
  guint64 unit = 0, step = G_MAXUINT64;
  gint64 numbers[N];

  for (guint i = 1; i < n_bars; i++)
    {
      guint64 distance = (guint64) start[i] - (guint64) start[i - 1];

      step = MIN (step, distance);
      unit = unit == 0 && distance % likely_unit == 0 ? likely_unit
             : unit != 0 && distance % unit == 0      ? unit
                                                      : greatest_common_divisor (unit, distance);
    }
  unit = MAX (unit, 1);
  step = n_bars > 1 ? step / unit : 0;
  for (guint i = 0; i < n_bars; i++)
    numbers[i] = (gint64) (((guint64) start[i] - (guint64) start[0]) / unit - i * step);
  g_byte_array_append (bytes, (const guint8 *) &first, sizeof first);
  bw_pack_varint (bytes, unit);
  bw_pack_varint (bytes, step);
  bw_pack_column (bytes, numbers, n_bars);
}

static void
encode_whole_prices (GByteArray *bytes, gint64 whole[4][N], guint n_bars)
{
  gint64 *open = whole[0], *high = whole[1], *low = whole[2], *close = whole[3];
  gint64 opens[N], highs[N], lows[N];

  for (guint i = 0; i < n_bars; i++)
    {
      opens[i] = i == 0 ? 0 : open[i] - close[i - 1];
      highs[i] = high[i] - MAX (open[i], close[i]);
      lows[i] = MIN (open[i], close[i]) - low[i];
    }
  bw_pack_column (bytes, close, n_bars);
  bw_pack_varint (bytes, bw_zigzag (open[0] - close[0]));
  bw_pack_column (bytes, opens, n_bars);
  bw_pack_column (bytes, highs, n_bars);
  bw_pack_column (bytes, lows, n_bars);
}

/* @scale starts at what the block before needed, and grows. */
static void
encode_prices (GByteArray *bytes, const double *const columns[4], guint n_bars, guint *scale)
{
  gint64 whole[4][N];

  for (guint attempt = *scale; attempt <= SCALE_MAX; attempt++)
    if (scale_to_whole (columns[3], n_bars, attempt, whole[3])
        && scale_to_whole (columns[0], n_bars, attempt, whole[0])
        && scale_to_whole (columns[1], n_bars, attempt, whole[1])
        && scale_to_whole (columns[2], n_bars, attempt, whole[2]))
      {
        *scale = attempt;
        put_byte (bytes, attempt);
        encode_whole_prices (bytes, whole, n_bars);
        return;
      }
  put_byte (bytes, SCALE_RAW);
  for (guint i = 0; i < 4; i++)
    put_raw (bytes, columns[i], n_bars);
}

static void
encode_volumes (GByteArray *bytes, const double *volume, guint n_bars, guint *scale)
{
  const double usual_nan = NAN;
  gint64 whole[N];
  gboolean is_nan = TRUE;

  for (guint i = 0; i < n_bars && is_nan; i++)
    is_nan = memcmp (&volume[i], &usual_nan, sizeof usual_nan) == 0;
  if (is_nan)
    {
      put_byte (bytes, SCALE_NAN);
      return;
    }
  for (guint attempt = *scale; attempt <= SCALE_MAX; attempt++)
    if (scale_to_whole (volume, n_bars, attempt, whole))
      {
        *scale = attempt;
        put_byte (bytes, attempt);
        bw_pack_column (bytes, whole, n_bars);
        return;
      }
  put_byte (bytes, SCALE_RAW);
  put_raw (bytes, volume, n_bars);
}

/**
 * bw_bar_codec_encode:
 * @bytes: appended to
 * @first: index of the first bar
 * @end: index behind the last; at most %BW_BAR_CODEC_BARS_MAX bars
 *
 * Cost: some 40 ns a bar.
 */
void
bw_bar_codec_encode (GByteArray *bytes, const BwBarSeries *series, gsize first, gsize end)
{
  guint64 likely_unit = (guint64) MAX (series->timeframe, 1) * BW_SECOND;
  guint start = bytes->len, price_scale = 0, volume_scale = 0;
  guint64 check;

  g_return_if_fail (first <= end && end <= series->n_bars);
  g_return_if_fail (end - first <= BW_BAR_CODEC_BARS_MAX);

  put_byte (bytes, VERSION);
  bw_pack_varint (bytes, end - first);
  for (gsize i = first; i < end; i += N)
    {
      guint n_bars = (guint) MIN (N, end - i);
      const double *const columns[4]
          = { series->open + i, series->high + i, series->low + i, series->close + i };

      encode_times (bytes, series->start + i, n_bars, likely_unit);
      encode_prices (bytes, columns, n_bars, &price_scale);
      encode_volumes (bytes, series->volume + i, n_bars, &volume_scale);
    }
  check = GUINT64_TO_LE (bw_hash (CHECK_SEED, bytes->data + start, bytes->len - start));
  g_byte_array_append (bytes, (const guint8 *) &check, sizeof check);
}

/* Writes N numbers whatever the block's count: constant loops become vector instructions. */
static inline void
whole_to_doubles (const gint64 *whole, double power, double *numbers)
{
  const double magic = 6755399441055744.0; /* 1.5 * 2^52 */
  gint64 magic_bits;

  memcpy (&magic_bits, &magic, sizeof magic_bits);
  for (guint i = 0; i < N; i++)
    {
      gint64 bits = (gint64) ((guint64) whole[i] + (guint64) magic_bits);
      double number;

      memcpy (&number, &bits, sizeof number);
      numbers[i] = (number - magic) / power;
    }
}

/* From the columns to prices. @closes has the one before the first in front, at [-1]. */
BW_PACK_KERNEL static void
restore_prices (const gint64 *closes, gint64 *open, gint64 *high, gint64 *low, double power,
                double *const columns[4])
{
  for (guint i = 0; i < N; i++)
    {
      gint64 whole_close = closes[i];
      gint64 whole_open = (gint64) ((guint64) open[i] + (guint64) closes[(int) i - 1]);
      gint64 above = whole_open > whole_close ? whole_open : whole_close;
      gint64 below = whole_open > whole_close ? whole_close : whole_open;

      open[i] = whole_open;
      high[i] = (gint64) ((guint64) above + (guint64) high[i]);
      low[i] = (gint64) ((guint64) below - (guint64) low[i]);
    }
  whole_to_doubles (open, power, columns[0]);
  whole_to_doubles (high, power, columns[1]);
  whole_to_doubles (low, power, columns[2]);
  whole_to_doubles (closes, power, columns[3]);
}

BW_PACK_KERNEL static void
restore_volumes (const gint64 *whole, double power, double *volume)
{
  whole_to_doubles (whole, power, volume);
}

BW_PACK_KERNEL static void
restore_times (const gint64 *numbers, guint64 first, guint64 step, guint64 unit, BwTime *start)
{
  for (guint64 i = 0; i < N; i++)
    start[i] = (BwTime) (first + ((guint64) numbers[i] + i * step) * unit);
}

static void
take_raw (BwPackReader *reader, double *numbers, guint n_numbers)
{
  if ((gsize) (reader->end - reader->at) < (gsize) n_numbers * 8)
    {
      reader->is_broken = TRUE;
      return;
    }
  for (guint i = 0; i < n_numbers; i++, reader->at += 8)
    {
      guint64 word = bw_hash_load (reader->at);

      memcpy (&numbers[i], &word, sizeof word);
    }
}

static void
decode_times (BwPackReader *reader, guint n_bars, BwTime *start)
{
  gint64 numbers[N] = { 0 };
  guint64 first, unit, step;

  if (reader->end - reader->at < 8)
    {
      reader->is_broken = TRUE;
      return;
    }
  first = bw_hash_load (reader->at);
  reader->at += 8;
  unit = bw_unpack_varint (reader);
  step = bw_unpack_varint (reader);
  bw_unpack_column (reader, numbers, n_bars);
  restore_times (numbers, first, step, unit, start);
}

static void
decode_prices (BwPackReader *reader, guint n_bars, double *const columns[4])
{
  gint64 open[N] = { 0 }, high[N] = { 0 }, low[N] = { 0 }, close[N + 1] = { 0 };
  guint scale = bw_unpack_byte (reader);
  gint64 *closes = close + 1; /* close[i] is the one before closes[i] */

  if (scale == SCALE_RAW)
    {
      for (guint i = 0; i < 4; i++)
        take_raw (reader, columns[i], n_bars);
      return;
    }
  if (scale > SCALE_MAX)
    {
      reader->is_broken = TRUE;
      return;
    }
  bw_unpack_column (reader, closes, n_bars);
  close[0] = (gint64) ((guint64) closes[0] + (guint64) bw_unzigzag (bw_unpack_varint (reader)));
  bw_unpack_column (reader, open, n_bars);
  bw_unpack_column (reader, high, n_bars);
  bw_unpack_column (reader, low, n_bars);
  restore_prices (closes, open, high, low, powers[scale], columns);
}

static void
decode_volumes (BwPackReader *reader, guint n_bars, double *volume)
{
  gint64 whole[N] = { 0 };
  guint scale = bw_unpack_byte (reader);

  if (scale == SCALE_NAN)
    for (guint i = 0; i < N; i++)
      volume[i] = NAN;
  else if (scale == SCALE_RAW)
    take_raw (reader, volume, n_bars);
  else if (scale <= SCALE_MAX)
    {
      bw_unpack_column (reader, whole, n_bars);
      restore_volumes (whole, powers[scale], volume);
    }
  else
    reader->is_broken = TRUE;
}

static gboolean
fail_damaged (GError **error, const char *how)
{
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED,
               "Stored bars are damaged (%s). Import them again, or restore a backup.", how);
  return FALSE;
}

static gboolean
is_rising (const BwBarSeries *series, gsize first, gsize end)
{
  guint n_wrong = 0;

  for (gsize i = MAX (first, 1); i < end; i++)
    n_wrong += series->start[i] <= series->start[i - 1];
  return n_wrong == 0;
}

/**
 * bw_bar_codec_is_plausible:
 *
 * Whether so many bars can be in so many bytes: to ask before memory is taken for them. A block of
 * 128 takes 28 bytes at least.
 */
gboolean
bw_bar_codec_is_plausible (gsize n_bytes, guint64 n_bars)
{
  return n_bars <= BW_BAR_CODEC_BARS_MAX && n_bars / 8 <= n_bytes;
}

static gboolean
open_piece (const guint8 *bytes, gsize n_bytes, BwPackReader *reader, guint64 *n_bars,
            GError **error)
{
  if (n_bytes < 2 + CHECK_BYTES)
    return fail_damaged (error, "cut short");
  if (bytes[0] > VERSION)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NEWER,
                   "Stored bars are of format %u, which this version does not know. Update the "
                   "program.",
                   bytes[0]);
      return FALSE;
    }
  if (bytes[0] == 0
      || bw_hash_load (bytes + n_bytes - CHECK_BYTES)
             != bw_hash (CHECK_SEED, bytes, n_bytes - CHECK_BYTES))
    return fail_damaged (error, "their check is wrong");
  *reader = (BwPackReader){ bytes + 1, bytes + n_bytes - CHECK_BYTES, FALSE };
  *n_bars = bw_unpack_varint (reader);
  if (reader->is_broken || !bw_bar_codec_is_plausible (n_bytes, *n_bars))
    return fail_damaged (error, "an impossible count");
  return TRUE;
}

/* A block into columns that have room for whole blocks. */
static void
decode_block (BwPackReader *reader, guint n_bars, BwTime *start, double *const prices[4],
              double *volume)
{
  decode_times (reader, n_bars, start);
  decode_prices (reader, n_bars, prices);
  decode_volumes (reader, n_bars, volume);
}

/* The last block of a piece: what follows it in the series may be another thread's. */
static void
decode_short_block (BwPackReader *reader, guint n_bars, BwBarSeries *series, gsize at)
{
  BwTime start[N];
  double columns[5][N];
  double *const prices[4] = { columns[0], columns[1], columns[2], columns[3] };

  decode_block (reader, n_bars, start, prices, columns[4]);
  if (reader->is_broken)
    return;
  memcpy (series->start + at, start, n_bars * sizeof start[0]);
  memcpy (series->open + at, columns[0], n_bars * sizeof (double));
  memcpy (series->high + at, columns[1], n_bars * sizeof (double));
  memcpy (series->low + at, columns[2], n_bars * sizeof (double));
  memcpy (series->close + at, columns[3], n_bars * sizeof (double));
  memcpy (series->volume + at, columns[4], n_bars * sizeof (double));
}

/**
 * bw_bar_codec_decode_at:
 * @first: where in @series' arrays the bars go; they must have been reserved
 * @n_bars: how many there must be
 *
 * Writes the bars [@first, @first + @n_bars) of the arrays and nothing else, so that several
 * threads can fill one series. Reads nothing outside of @bytes, whatever they are.
 *
 * Errors: %BW_STORE_ERROR_DAMAGED, %BW_STORE_ERROR_NEWER. Cost: some 8 ns a bar.
 */
gboolean
bw_bar_codec_decode_at (const guint8 *bytes, gsize n_bytes, BwBarSeries *series, gsize first,
                        gsize n_bars, GError **error)
{
  BwPackReader reader;
  guint64 n_found;

  if (!open_piece (bytes, n_bytes, &reader, &n_found, error))
    return FALSE;
  if (n_found != n_bars || first + n_bars > series->n_allocated)
    return fail_damaged (error, "another count than was noted");
  for (gsize i = first; i < first + n_bars && !reader.is_broken; i += N)
    {
      double *const prices[4]
          = { series->open + i, series->high + i, series->low + i, series->close + i };

      if (first + n_bars - i >= N)
        decode_block (&reader, N, series->start + i, prices, series->volume + i);
      else
        decode_short_block (&reader, (guint) (first + n_bars - i), series, i);
    }
  if (reader.is_broken || reader.at != reader.end)
    return fail_damaged (error, "they don't add up");
  if (!is_rising (series, first + 1, first + n_bars))
    return fail_damaged (error, "their times don't rise");
  return TRUE;
}

/**
 * bw_bar_codec_decode:
 * @series: appended to; its last bar must be before the first of these
 *
 * On failure @series is as it was.
 *
 * Errors: %BW_STORE_ERROR_DAMAGED, %BW_STORE_ERROR_NEWER.
 */
gboolean
bw_bar_codec_decode (const guint8 *bytes, gsize n_bytes, BwBarSeries *series, GError **error)
{
  BwPackReader reader;
  guint64 n_bars;
  gsize first = series->n_bars;

  if (!open_piece (bytes, n_bytes, &reader, &n_bars, error))
    return FALSE;
  bw_bar_series_reserve (series, first + n_bars);
  if (!bw_bar_codec_decode_at (bytes, n_bytes, series, first, n_bars, error))
    return FALSE;
  if (!is_rising (series, first, first + MIN (n_bars, 1)))
    return fail_damaged (error, "their times don't rise");
  series->n_bars = first + n_bars;
  return TRUE;
}
