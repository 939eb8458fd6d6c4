/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bar-codec.h"

#include <math.h>
#include <string.h>

/* Series that differ in what makes them easy or hard to pack. */
typedef struct
{
  const char *name;
  gsize n_bars;
  int decimals;        /* of prices; -1: none that fit, any bits */
  int volume_decimals; /* -1: any bits; -2: all NaN; -3: some NaN */
  gint64 step;         /* between bars, in nanoseconds */
  int gap_in;          /* one bar in so many comes after a gap; 0: never */
  double price, move;
  double bytes_per_bar_max; /* 0: whatever it takes */
} Kind;

static const Kind kinds[] = {
  { "one bar", 1, 2, 0, BW_MINUTE, 0, 100, 0.1, 0 },
  { "one block", 128, 2, 0, BW_MINUTE, 0, 100, 0.1, 6 },
  { "a block and one", 129, 2, 0, BW_MINUTE, 0, 100, 0.1, 6 },
  { "minutes in cents", 20000, 2, 0, BW_MINUTE, 0, 100, 0.05, 5 },
  { "minutes with gaps", 20000, 2, 0, BW_MINUTE, 50, 100, 0.05, 6 },
  { "sub-penny", 5000, 4, 0, BW_MINUTE, 390, 250, 0.2, 10 },
  { "coin", 5000, 8, 8, BW_MINUTE, 9, 0.00012, 0.0000001, 16 },
  { "big coin", 5000, 2, 8, BW_MINUTE, 0, 60000, 30, 16 },
  { "days", 3000, 2, 0, BW_DAY, 5, 100, 2, 12 },
  { "twelve decimals", 1000, 12, 0, BW_MINUTE, 0, 0.001, 0.0001, 0 },
  { "any bits", 1000, -1, -1, BW_MINUTE, 3, 100, 1, 0 },
  { "no volume", 1000, 2, -2, BW_MINUTE, 0, 100, 0.1, 4 },
  { "some volume", 1000, 2, -3, BW_MINUTE, 0, 100, 0.1, 0 },
  { "nanoseconds", 1000, 2, 0, 1, 2, 100, 0.1, 0 },
  { "nothing moves", 20000, 2, 0, BW_MINUTE, 0, 100, 0, 3 },
  { "huge prices", 1000, 0, 0, BW_HOUR, 0, 1e15, 1e13, 0 },
};

static double
quantize (double number, int decimals)
{
  g_autofree char *text = g_strdup_printf ("%.*f", decimals, number);

  return g_ascii_strtod (text, NULL);
}

static double
any_double (void)
{
  guint64 bits = (guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
  double number;

  memcpy (&number, &bits, sizeof number);
  return number;
}

static double
price_near (const Kind *kind, double price)
{
  double next = fabs (price + kind->move * g_test_rand_double_range (-1, 1));

  return kind->decimals < 0 ? any_double () : quantize (next, kind->decimals);
}

static double
make_volume (const Kind *kind)
{
  if (kind->volume_decimals == -1)
    return any_double ();
  if (kind->volume_decimals == -2 || (kind->volume_decimals == -3 && g_test_rand_bit ()))
    return NAN;
  return quantize (g_test_rand_double_range (0, 20000), MAX (kind->volume_decimals, 0));
}

static BwBarSeries *
make_series (const Kind *kind)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_1M, kind->n_bars);
  BwTime start = 1400000000 * BW_SECOND;
  double close = kind->price;

  for (gsize i = 0; i < kind->n_bars; i++)
    {
      double open = g_test_rand_int_range (0, 3) == 0 ? price_near (kind, close) : close;
      double high, low;

      if (kind->decimals >= 0)
        open = quantize (open, kind->decimals);
      close = price_near (kind, open);
      high = kind->decimals < 0 ? any_double () : MAX (open, MAX (close, price_near (kind, open)));
      low = kind->decimals < 0 ? any_double () : MIN (open, MIN (close, price_near (kind, open)));
      bw_bar_series_append (series, start, open, high, low, close, make_volume (kind));
      start += kind->step;
      if (kind->gap_in > 0 && g_test_rand_int_range (0, kind->gap_in) == 0)
        start += kind->step * g_test_rand_int_range (1, kind->step == BW_DAY ? 4 : 2000);
    }
  return series;
}

static void
assert_same_bits (const BwBarSeries *a, const BwBarSeries *b)
{
  gsize n_bytes = a->n_bars * sizeof (double);

  g_assert_cmpuint (a->n_bars, ==, b->n_bars);
  g_assert_cmpmem (a->start, n_bytes, b->start, n_bytes);
  g_assert_cmpmem (a->open, n_bytes, b->open, n_bytes);
  g_assert_cmpmem (a->high, n_bytes, b->high, n_bytes);
  g_assert_cmpmem (a->low, n_bytes, b->low, n_bytes);
  g_assert_cmpmem (a->close, n_bytes, b->close, n_bytes);
  g_assert_cmpmem (a->volume, n_bytes, b->volume, n_bytes);
}

static void
test_comes_back (gconstpointer user_data)
{
  const Kind *kind = user_data;

  for (int i = 0; i < (kind->n_bars > 10000 ? 2 : 10); i++)
    {
      g_autoptr (BwBarSeries) series = make_series (kind);
      g_autoptr (BwBarSeries) back = bw_bar_series_new (BW_TIMEFRAME_1M, 0);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GError) error = NULL;
      gsize middle = (gsize) g_test_rand_int_range (0, (gint32) kind->n_bars + 1);
      guint first_bytes;

      bw_bar_codec_encode (bytes, series, 0, middle);
      first_bytes = bytes->len;
      bw_bar_codec_encode (bytes, series, middle, kind->n_bars);
      g_assert_true (bw_bar_codec_decode (bytes->data, first_bytes, back, &error));
      g_assert_no_error (error);
      g_assert_true (bw_bar_codec_decode (bytes->data + first_bytes, bytes->len - first_bytes, back,
                                          &error));
      g_assert_no_error (error);
      assert_same_bits (series, back);
      if (kind->bytes_per_bar_max > 0)
        g_assert_cmpfloat ((double) bytes->len / (double) kind->n_bars, <,
                           kind->bytes_per_bar_max + 300.0 / (double) kind->n_bars);
    }
}

static void
test_notices_every_byte (void)
{
  static const Kind kind = { "", 300, 2, 0, BW_MINUTE, 20, 100, 0.1, 0 };
  g_autoptr (BwBarSeries) series = make_series (&kind);
  g_autoptr (BwBarSeries) back = bw_bar_series_new (BW_TIMEFRAME_1M, 0);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  bw_bar_codec_encode (bytes, series, 0, 300);
  for (guint i = 0; i < bytes->len; i++)
    {
      g_autoptr (GError) error = NULL;

      bytes->data[i] ^= (guint8) (1 << (i % 8));
      g_assert_false (bw_bar_codec_decode (bytes->data, bytes->len, back, &error));
      g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
      g_assert_cmpuint (back->n_bars, ==, 0);
      bytes->data[i] ^= (guint8) (1 << (i % 8));
    }
  for (guint n_bytes = 0; n_bytes < bytes->len; n_bytes++)
    g_assert_false (bw_bar_codec_decode (bytes->data, n_bytes, back, NULL));
}

static void
test_stays_in_its_stretch (void)
{
  static const Kind kind = { "", 200, 2, 0, BW_MINUTE, 0, 100, 0.1, 0 };
  g_autoptr (BwBarSeries) series = make_series (&kind);
  g_autoptr (BwBarSeries) back = bw_bar_series_new (BW_TIMEFRAME_1M, 300);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  bw_bar_codec_encode (bytes, series, 0, 200);
  back->close[49] = -1;
  back->close[250] = -2;
  g_assert_true (bw_bar_codec_decode_at (bytes->data, bytes->len, back, 50, 200, NULL));
  g_assert_cmpmem (back->close + 50, 1600, series->close, 1600);
  g_assert_cmpfloat (back->close[49], ==, -1);
  g_assert_cmpfloat (back->close[250], ==, -2);
  g_assert_false (bw_bar_codec_decode_at (bytes->data, bytes->len, back, 0, 199, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_false (bw_bar_codec_decode_at (bytes->data, bytes->len, back, 101, 200, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/bar-codec/comes-back/%s", kinds[i].name);

      g_test_add_data_func (path, &kinds[i], test_comes_back);
    }
  g_test_add_func ("/store/bar-codec/notices-every-byte", test_notices_every_byte);
  g_test_add_func ("/store/bar-codec/stays-in-its-stretch", test_stays_in_its_stretch);
  return g_test_run ();
}
