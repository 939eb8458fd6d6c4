/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "store/bar-codec.h"
#include "store/hash.h"

static void
require (gboolean holds, const char *promise)
{
  if (holds)
    return;
  g_printerr ("broken: %s\n", promise);
  abort (); /* libFuzzer keeps the input of an abort, not of g_error()'s trap */
}

static void
require_same (const BwBarSeries *a, const BwBarSeries *b)
{
  gsize n_bytes = a->n_bars * sizeof (double);

  require (a->n_bars == b->n_bars, "as many bars come back");
  if (n_bytes == 0)
    return;
  require (memcmp (a->start, b->start, n_bytes) == 0 && memcmp (a->open, b->open, n_bytes) == 0
               && memcmp (a->high, b->high, n_bytes) == 0 && memcmp (a->low, b->low, n_bytes) == 0
               && memcmp (a->close, b->close, n_bytes) == 0
               && memcmp (a->volume, b->volume, n_bytes) == 0,
           "the same bits come back");
}

/* Any bytes as stored bars: as they are, and with a check that is right, so that the parser behind
 * it sees them too. What is accepted comes back when it is stored again. */
static void
decode_anything (const guint8 *data, gsize data_bytes)
{
  g_autofree guint8 *bytes = g_malloc (data_bytes + 8);
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_1M, 0);
  guint64 check = GUINT64_TO_LE (bw_hash (0, data, data_bytes));

  memcpy (bytes, data, data_bytes);
  memcpy (bytes + data_bytes, &check, sizeof check);
  bw_bar_codec_decode (data, data_bytes, series, NULL);
  require (series->n_bars == 0 || data_bytes > 8, "a check takes eight bytes");
  series->n_bars = 0;
  if (bw_bar_codec_decode (bytes, data_bytes + 8, series, NULL))
    {
      g_autoptr (GByteArray) again = g_byte_array_new ();
      g_autoptr (BwBarSeries) back = bw_bar_series_new (BW_TIMEFRAME_1M, 0);

      bw_bar_codec_encode (again, series, 0, series->n_bars);
      require (bw_bar_codec_decode (again->data, again->len, back, NULL), "what was encoded decodes");
      require_same (series, back);
    }
  else
    require (series->n_bars == 0, "a refused piece leaves nothing");
}

/* The bytes as bars: any doubles at any rising times. */
static void
encode_anything (const guint8 *data, gsize data_bytes)
{
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_1M, 0);
  g_autoptr (BwBarSeries) back = bw_bar_series_new (BW_TIMEFRAME_1M, 0);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  BwTime start = 0;

  for (; data_bytes >= 44; data += 44, data_bytes -= 44)
    {
      double numbers[5];
      guint32 step;

      memcpy (numbers, data, sizeof numbers);
      memcpy (&step, data + sizeof numbers, sizeof step);
      start += 1 + (BwTime) step;
      bw_bar_series_append (series, start, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }
  bw_bar_codec_encode (bytes, series, 0, series->n_bars);
  require (bw_bar_codec_decode (bytes->data, bytes->len, back, &error), "what was encoded decodes");
  require_same (series, back);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize data_bytes)
{
  if (data_bytes == 0)
    return 0;
  if (data[0] % 2 == 0)
    decode_anything (data + 1, data_bytes - 1);
  else
    encode_anything (data + 1, data_bytes - 1);
  return 0;
}
