/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/overlay.h"
#include "chart/pyramid.h"

#include "indicators/indicator.h"

#include <math.h>
#include <string.h>

typedef struct
{
  double *low, *high, *volume;
  gsize n_reads; /* values handed out */
} Source;

static void
read_source (gpointer data,
             gsize first,
             gsize n,
             const double **low,
             const double **high,
             const double **volume)
{
  Source *source = data;

  *low = source->low + first;
  *high = source->high + first;
  *volume = source->volume + first;
  source->n_reads += n;
}

static Source
make_source (gsize n, GRand *random)
{
  Source source = { g_new (double, n), g_new (double, n), g_new (double, n), 0 };

  for (gsize i = 0; i < n; i++)
    {
      source.low[i] = g_rand_double (random) * 100.0;
      source.high[i] = source.low[i] + g_rand_double (random);
      source.volume[i] = g_rand_int_range (random, 0, 1000);
      if (g_rand_int_range (random, 0, 50) == 0)
        source.volume[i] = NAN;
      if (g_rand_int_range (random, 0, 70) == 0)
        source.low[i] = source.high[i] = NAN;
    }
  return source;
}

static void
free_source (Source *source)
{
  g_free (source->low);
  g_free (source->high);
  g_free (source->volume);
}

/* The obvious fold; whole volumes, so that their sums are exact in any order. */
static BwExtent
fold_slowly (const Source *source, gsize first, gsize end)
{
  BwExtent extent = bw_extent_empty ();

  for (gsize i = first; i < end; i++)
    {
      if (source->low[i] < extent.low)
        extent.low = source->low[i];
      if (source->high[i] > extent.high)
        extent.high = source->high[i];
      if (!isnan (source->volume[i]))
        extent.volume += source->volume[i];
    }
  return extent;
}

static void
assert_equal (BwExtent a, BwExtent b)
{
  g_assert_cmpfloat (a.low, ==, b.low);
  g_assert_cmpfloat (a.high, ==, b.high);
  g_assert_cmpfloat (a.volume, ==, b.volume);
}

static void
test_equals_slow (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  static const gsize sizes[] = { 1, 7, 31, 32, 33, 1024, 4095, 4096, 4097, 30011 };

  for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
    {
      Source source = make_source (sizes[k], random);
      g_autoptr (BwPyramid) pyramid = bw_pyramid_new (read_source, &source);

      bw_pyramid_reset (pyramid, sizes[k]);
      for (guint i = 0; i < 800; i++)
        {
          gsize a = g_rand_int_range (random, 0, (gint32)sizes[k] + 1);
          gsize b = g_rand_int_range (random, 0, (gint32)sizes[k] + 1);

          assert_equal (bw_pyramid_fold (pyramid, MIN (a, b), MAX (a, b)),
                        fold_slowly (&source, MIN (a, b), MAX (a, b)));
        }
      assert_equal (bw_pyramid_fold (pyramid, 0, sizes[k] + 500),
                    fold_slowly (&source, 0, sizes[k]));
      free_source (&source);
    }
}

/* Grown value by value, with the last ones changing, it is the same as built at once. */
static void
test_grows (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  Source source = make_source (9000, random);
  g_autoptr (BwPyramid) pyramid = bw_pyramid_new (read_source, &source);

  bw_pyramid_reset (pyramid, 0);
  for (gsize n = 1; n <= 9000; n++)
    {
      bw_pyramid_grow (pyramid, n);
      if (n % 3 == 0)
        {
          source.low[n - 1] = g_rand_double (random) * 100.0;
          source.high[n - 1] = source.low[n - 1] + 1.0;
          bw_pyramid_invalidate_from (pyramid, n - 1);
        }
      if (n % 97 == 0 || n > 8990)
        assert_equal (bw_pyramid_fold (pyramid, n / 3, n), fold_slowly (&source, n / 3, n));
    }
  free_source (&source);
}

/* Once built, a fold looks at few values, however many it spans. */
static void
test_is_cheap (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  gsize n = 1000000;
  Source source = make_source (n, random);
  g_autoptr (BwPyramid) pyramid = bw_pyramid_new (read_source, &source);

  bw_pyramid_reset (pyramid, n);
  g_assert_cmpuint (source.n_reads, ==, 0);
  bw_pyramid_fold (pyramid, 0, n);
  source.n_reads = 0;
  for (gsize i = 0; i < 1600; i++)
    bw_pyramid_fold (pyramid, i * n / 1600, (i + 1) * n / 1600);
  g_assert_cmpuint (source.n_reads, <=, 1600 * 2 * BW_PYRAMID_FAN);
  free_source (&source);
}

static BwBarSeries *
make_bars (gsize n)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_1M, n);
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (gsize i = 0; i < n; i++)
    {
      double price = 20.0 + g_rand_double (random);

      bw_bar_series_append (series, (BwTime)i * BW_MINUTE, price, price + 0.1, price - 0.1, price,
                            1.0);
    }
  return series;
}

static void
evaluate (const char *name, guint period, const double *closes, gsize n, double *values)
{
  double parameter = period;
  g_autoptr (BwIndicator) indicator = bw_indicator_new (bw_indicator_find (name), &parameter, NULL);
  BwIndicatorBars bars = { .close = closes };

  bw_indicator_feed (indicator, &bars, n, &values);
}

/* Chunk by chunk, in any order of asking, an overlay has the values of the whole series at once. */
static void
test_overlay (void)
{
  static const BwChartOverlay specs[] = { { BW_OVERLAY_SMA, 20, 0 },
                                          { BW_OVERLAY_SMA, 5000, 0 },
                                          { BW_OVERLAY_EMA, 50, 0 },
                                          { BW_OVERLAY_EMA, 6000, 0 },
                                          { BW_OVERLAY_SMA, 1, 0 } };
  gsize n = 20000;
  g_autoptr (BwBarSeries) series = make_bars (n);
  g_autofree double *expected = g_new (double, n);
  g_autoptr (GRand) random = g_rand_new_with_seed (6);
  BwChartBars bars;

  bw_chart_bars_init (&bars);
  bw_chart_bars_set_base (&bars, series);
  for (guint k = 0; k < G_N_ELEMENTS (specs); k++)
    {
      BwOverlayLine *line = bw_overlay_line_new (&specs[k], &bars);

      evaluate (specs[k].kind == BW_OVERLAY_SMA ? "SMA" : "EMA", specs[k].period, series->close, n,
                expected);
      for (guint i = 0; i < 200; i++)
        {
          gsize at = g_rand_int_range (random, 0, (gint32)n);
          double value = bw_overlay_line_get_value (line, at);

          g_assert_true (isnan (value) == isnan (expected[at]));
          g_assert_true (isnan (value) || fabs (value - expected[at]) < 1e-9);
        }
      bw_overlay_line_free (line);
    }
  bw_chart_bars_clear (&bars);
}

static void
test_overlay_follows_last (void)
{
  BwChartOverlay spec = { BW_OVERLAY_EMA, 10, 0 };
  g_autoptr (BwBarSeries) series = make_bars (8192);
  g_autofree double *closes = g_memdup2 (series->close, 8192 * sizeof (double));
  g_autofree double *expected = g_new (double, 8300);
  BwChartBars bars;
  BwOverlayLine *line;

  closes = g_renew (double, closes, 8300);
  bw_chart_bars_init (&bars);
  bw_chart_bars_set_base (&bars, series);
  line = bw_overlay_line_new (&spec, &bars);
  bw_overlay_line_get_value (line, 8191);
  for (gsize n = 8192; n < 8300; n++)
    {
      closes[n - 1] = 33.0 + n % 7;
      bw_chart_bars_update_last (&bars, 33.0, 40.0, 30.0, closes[n - 1], 2.0);
      bw_overlay_line_bars_changed_from (line, n - 1);
      closes[n] = 21.0 + n % 5;
      bw_chart_bars_append (&bars, (BwTime)n * BW_MINUTE, 21.0, 30.0, 20.0, closes[n], 1.0);
      bw_overlay_line_bars_changed_from (line, n);
      evaluate ("EMA", 10, closes, n + 1, expected);
      g_assert_cmpfloat (bw_overlay_line_get_value (line, n), ==, expected[n]);
      g_assert_cmpfloat (bw_overlay_line_get_value (line, n - 1), ==, expected[n - 1]);
    }
  bw_overlay_line_free (line);
  bw_chart_bars_clear (&bars);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pyramid/equals-slow", test_equals_slow);
  g_test_add_func ("/pyramid/grows", test_grows);
  g_test_add_func ("/pyramid/is-cheap", test_is_cheap);
  g_test_add_func ("/pyramid/overlay", test_overlay);
  g_test_add_func ("/pyramid/overlay-follows-last", test_overlay_follows_last);
  return g_test_run ();
}
