/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/transform/transform.h"

#include <math.h>

#define DAY_START (19000 * BW_DAY)

static BwBarSeries *
make_series (const double (*ohlc)[4], gsize n)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_1M, n);

  for (gsize i = 0; i < n; i++)
    bw_bar_series_append (series, DAY_START + (BwTime) i * BW_MINUTE, ohlc[i][0], ohlc[i][1],
                          ohlc[i][2], ohlc[i][3], 100.0);
  return series;
}

static BwBarSeries *
make_closes (const double *closes, gsize n)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_1M, n);

  for (gsize i = 0; i < n; i++)
    bw_bar_series_append (series, DAY_START + (BwTime) i * BW_MINUTE, closes[i], closes[i],
                          closes[i], closes[i], 100.0);
  return series;
}

static BwChartTypeSpec
make_spec (BwChartType type, double box)
{
  BwChartTypeSpec spec;

  bw_chart_type_spec_init (&spec);
  spec.type = type;
  spec.method = BW_BOX_FIXED;
  spec.box_size = box;
  return spec;
}

static void
assert_bars (const BwBarSeries *series, const double (*ohlc)[4], gsize n)
{
  g_assert_cmpuint (series->n_bars, ==, n);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat_with_epsilon (series->open[i], ohlc[i][0], 1e-9);
      g_assert_cmpfloat_with_epsilon (series->high[i], ohlc[i][1], 1e-9);
      g_assert_cmpfloat_with_epsilon (series->low[i], ohlc[i][2], 1e-9);
      g_assert_cmpfloat_with_epsilon (series->close[i], ohlc[i][3], 1e-9);
    }
}

static void
assert_starts (const BwBarSeries *series, const int *source_bars, gsize n)
{
  g_assert_cmpuint (series->n_bars, ==, n);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpint (series->start[i], ==, DAY_START + source_bars[i] * BW_MINUTE);
}

static double
sum_volume (const BwBarSeries *series)
{
  double sum = 0.0;

  for (gsize i = 0; i < series->n_bars; i++)
    sum += series->volume[i];
  return sum;
}

/* Worked by hand from Valcu's four lines. */
static void
test_heikin_ashi (void)
{
  static const double bars[][4] = { { 10, 12, 9, 11 }, { 11, 13, 10, 12 }, { 12, 12.5, 8, 8.5 } };
  static const double wanted[][4] = { { 10.5, 12, 9, 10.5 }, { 10.5, 13, 10, 11.5 },
                                      { 11, 12.5, 8, 10.25 } };
  BwChartTypeSpec spec = make_spec (BW_CHART_HEIKIN_ASHI, 1.0);
  g_autoptr (BwBarSeries) source = make_series (bars, 3);
  g_autoptr (BwBarSeries) made = bw_transform_series (source, &spec, 0.01);

  assert_bars (made, wanted, 3);
  assert_starts (made, (const int[]){ 0, 1, 2 }, 3);
  g_assert_cmpfloat (sum_volume (made), ==, 300.0);
}

/* Up at each 10; 112 is not yet two boxes down from 130, 109 is. */
static void
test_renko (void)
{
  static const double closes[] = { 100, 108, 110, 131, 112, 109, 95 };
  static const double wanted[][4] = { { 100, 110, 100, 110 }, { 110, 120, 110, 120 },
                                      { 120, 130, 120, 130 }, { 120, 120, 110, 110 },
                                      { 110, 110, 100, 100 } };
  BwChartTypeSpec spec = make_spec (BW_CHART_RENKO, 10.0);
  g_autoptr (BwBarSeries) source = make_closes (closes, G_N_ELEMENTS (closes));
  g_autoptr (BwBarSeries) plain = NULL, wicked = NULL;

  spec.has_wicks = FALSE;
  plain = bw_transform_series (source, &spec, 0.01);
  assert_bars (plain, wanted, 5);
  assert_starts (plain, (const int[]){ 0, 3, 3, 4, 6 }, 5);
  g_assert_cmpfloat_with_epsilon (sum_volume (plain), 700.0, 1e-9);
  source->low[1] = 93.0;
  source->high[4] = 137.0;
  spec.has_wicks = TRUE;
  wicked = bw_transform_series (source, &spec, 0.01);
  g_assert_cmpfloat (wicked->low[0], ==, 93.0);
  g_assert_cmpfloat (wicked->low[1], ==, 110.0);
  g_assert_cmpfloat (wicked->high[3], ==, 137.0);
  g_assert_cmpfloat (wicked->high[4], ==, 110.0);
}

/* A box of cents must not lose a level to the rounding of a sum. */
static void
test_renko_levels_of_cents (void)
{
  static const double closes[] = { 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7 };
  BwChartTypeSpec spec = make_spec (BW_CHART_RENKO, 0.1);
  g_autoptr (BwBarSeries) source = make_closes (closes, G_N_ELEMENTS (closes));
  g_autoptr (BwBarSeries) made = bw_transform_series (source, &spec, 0.01);

  g_assert_cmpuint (made->n_bars, ==, 6);
}

static void
test_kagi (void)
{
  static const double closes[] = { 10, 12, 15, 20, 17, 16, 14, 19, 21, 17, 13, 18, 22 };
  static const double wanted[][4] = { { 10, 20, 10, 20 }, { 20, 20, 14, 14 }, { 14, 21, 14, 21 },
                                      { 21, 21, 13, 13 }, { 13, 22, 13, 22 } };
  static const double turns[] = { NAN, NAN, NAN, 14.0, 21.0 };
  static const gboolean thick[] = { TRUE, TRUE, TRUE, FALSE, TRUE };
  BwChartTypeSpec spec = make_spec (BW_CHART_KAGI, 4.0);
  g_autoptr (BwBarSeries) source = make_closes (closes, G_N_ELEMENTS (closes));
  g_autoptr (BwTransform) transform = bw_transform_new (&spec, 0.01);
  g_autoptr (BwBarSeries) made = bw_bar_series_new (BW_TIMEFRAME_1M, 1);
  BwChartBars bars;

  bw_chart_bars_init (&bars);
  bw_chart_bars_set_base (&bars, source);
  bw_transform_update (transform, &bars, made);
  assert_bars (made, wanted, 5);
  assert_starts (made, (const int[]){ 0, 5, 7, 9, 11 }, 5);
  for (guint i = 0; i < 5; i++)
    {
      const BwKagiBar *kagi = bw_transform_get_kagi (transform, i);

      g_assert_cmpint (kagi->is_thick, ==, thick[i]);
      if (isnan (turns[i]))
        g_assert_true (isnan (kagi->turn));
      else
        g_assert_cmpfloat (kagi->turn, ==, turns[i]);
    }
  g_assert_null (bw_transform_get_kagi (transform, 5));
  bw_chart_bars_clear (&bars);
}

/* 4 % of 100 is 4, of 200 is 8. */
static void
test_kagi_percent (void)
{
  static const double closes[] = { 100, 96, 99.84, 200, 193, 192 };
  BwChartTypeSpec spec = make_spec (BW_CHART_KAGI, 1.0);
  g_autoptr (BwBarSeries) source = make_closes (closes, G_N_ELEMENTS (closes));
  g_autoptr (BwBarSeries) made = NULL;
  static const double wanted[][4] = { { 100, 100, 96, 96 }, { 96, 200, 96, 200 },
                                      { 200, 200, 192, 192 } };

  spec.method = BW_BOX_PERCENT;
  made = bw_transform_series (source, &spec, 0.01);
  assert_bars (made, wanted, 3);
}

/* The three-box example of M. Lim, The Handbook of Technical Analysis (2016), chapter 15: from a top
 * of 25 the reversal comes at 22 with O at 24, 23 and 22; 24 is no reversal; 20 adds two; 23 reverses. */
static void
test_point_figure (void)
{
  static const double closes[] = { 20, 25, 23, 22, 24, 20, 23, 24, 25 };
  static const double wanted[][4] = { { 21, 25, 21, 25 }, { 24, 24, 20, 20 }, { 21, 25, 21, 25 } };
  BwChartTypeSpec spec = make_spec (BW_CHART_POINT_FIGURE, 1.0);
  g_autoptr (BwBarSeries) source = make_closes (closes, G_N_ELEMENTS (closes));
  g_autoptr (BwBarSeries) made = bw_transform_series (source, &spec, 0.01);

  assert_bars (made, wanted, 3);
  assert_starts (made, (const int[]){ 0, 3, 6 }, 3);
}

/* A high that adds an X leaves the low out of it; by closes neither counts. */
static void
test_point_figure_high_low (void)
{
  static const double bars[][4] = { { 20, 20, 20, 20 }, { 20, 25, 20, 24 }, { 24, 26, 21, 22 },
                                    { 22, 26, 23, 24 }, { 24, 25, 22.5, 23 } };
  static const double by_range[][4] = { { 21, 26, 21, 26 }, { 25, 25, 23, 23 } };
  static const double by_close[][4] = { { 21, 24, 21, 24 } };
  BwChartTypeSpec spec = make_spec (BW_CHART_POINT_FIGURE, 1.0);
  g_autoptr (BwBarSeries) source = make_series (bars, G_N_ELEMENTS (bars));
  g_autoptr (BwBarSeries) ranged = bw_transform_series (source, &spec, 0.01), closed = NULL;

  assert_bars (ranged, by_range, 2);
  spec.uses_closes = TRUE;
  closed = bw_transform_series (source, &spec, 0.01);
  assert_bars (closed, by_close, 1);
}

static void
test_range (void)
{
  static const double bars[][4] = { { 10, 13, 9.5, 12 }, { 12, 12.5, 10, 10.5 }, { 15, 15, 15, 15 } };
  static const double wanted[][4] = { { 10, 11.5, 9.5, 11.5 }, { 11.5, 13, 11, 11 },
                                      { 11, 12, 10, 12 },      { 12, 14, 12, 14 },
                                      { 14, 15, 14, 15 } };
  BwChartTypeSpec spec = make_spec (BW_CHART_RANGE, 2.0);
  g_autoptr (BwBarSeries) source = make_series (bars, G_N_ELEMENTS (bars));
  g_autoptr (BwBarSeries) made = bw_transform_series (source, &spec, 0.01);

  assert_bars (made, wanted, 5);
  assert_starts (made, (const int[]){ 0, 0, 1, 2, 2 }, 5);
  g_assert_cmpfloat_with_epsilon (sum_volume (made), 300.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (made->volume[0], 50.0, 1e-9);
}

static BwBarSeries *
make_random (gsize n, guint seed)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_1M, n);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  double price = 60.0;

  for (gsize i = 0; i < n; i++)
    {
      double open = price, close = open * (1.0 + 0.02 * (g_rand_double (random) - 0.5));
      double high = MAX (open, close) + 0.2 * g_rand_double (random);
      double low = MIN (open, close) - 0.2 * g_rand_double (random);
      double volume = g_rand_int_range (random, 0, 5) == 0 ? NAN : 100.0;

      price = close;
      if (g_rand_int_range (random, 0, 40) == 0)
        close = g_rand_boolean (random) ? NAN : INFINITY;
      bw_bar_series_append (series, DAY_START + (BwTime) i * 30 * BW_MINUTE, open, high, low, close,
                            volume);
    }
  return series;
}

static void
assert_same (const BwBarSeries *a, const BwBarSeries *b)
{
  g_assert_cmpuint (a->n_bars, ==, b->n_bars);
  g_assert_cmpmem (a->start, a->n_bars * 8, b->start, b->n_bars * 8);
  g_assert_cmpmem (a->open, a->n_bars * 8, b->open, b->n_bars * 8);
  g_assert_cmpmem (a->high, a->n_bars * 8, b->high, b->n_bars * 8);
  g_assert_cmpmem (a->low, a->n_bars * 8, b->low, b->n_bars * 8);
  g_assert_cmpmem (a->close, a->n_bars * 8, b->close, b->n_bars * 8);
  g_assert_cmpmem (a->volume, a->n_bars * 8, b->volume, b->n_bars * 8);
}

/* Grown bar by bar, each first begun at its open and then wandering, over days that change the box,
 * every step is what the whole gives; and what is said not to have changed has not. */
static void
check_growing (const BwChartTypeSpec *spec, guint seed)
{
  g_autoptr (BwBarSeries) whole = make_random (260, seed), made = bw_bar_series_new (0, 1);
  g_autoptr (BwTransform) transform = bw_transform_new (spec, 0.01);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed + 1);
  BwChartBars bars;

  bw_chart_bars_init (&bars);
  for (gsize i = 0; i < whole->n_bars; i++)
    for (guint step = 0; step < 3; step++)
      {
        g_autoptr (BwBarSeries) before = bw_bar_series_copy_range (made, 0, made->n_bars);
        g_autoptr (BwBarSeries) part = bw_bar_series_copy_range (whole, 0, i + 1), scratch = NULL;
        gsize same;

        if (step < 2)
          {
            double wander = whole->open[i] * (1.0 + 0.05 * (g_rand_double (random) - 0.5));

            part->high[i] = MAX (part->open[i], wander);
            part->low[i] = MIN (part->open[i], wander);
            part->close[i] = wander;
          }
        if (step == 0)
          bw_chart_bars_append (&bars, part->start[i], part->open[i], part->high[i], part->low[i],
                                part->close[i], part->volume[i]);
        else
          bw_chart_bars_update_last (&bars, part->open[i], part->high[i], part->low[i],
                                     part->close[i], part->volume[i]);
        same = bw_transform_update (transform, &bars, made);
        scratch = bw_transform_series (part, spec, 0.01);
        assert_same (made, scratch);
        g_assert_cmpuint (same, <=, MIN (made->n_bars, before->n_bars));
        made->n_bars = before->n_bars = same;
        assert_same (made, before);
        made->n_bars = scratch->n_bars;
      }
  bw_chart_bars_clear (&bars);
}

static void
test_growing (void)
{
  for (BwChartType type = 0; type < BW_CHART_N_TYPES; type++)
    for (BwBoxMethod method = 0; method < BW_BOX_N_METHODS; method++)
      for (guint variant = 0; variant < 2; variant++)
        {
          BwChartTypeSpec spec = make_spec (type, 0.4);

          if (!bw_chart_type_is_derived (type))
            continue;
          spec.method = method;
          spec.percent = 1.0;
          spec.uses_closes = variant == 1;
          spec.has_wicks = variant == 1;
          spec.n_reversal = 1 + 2 * variant;
          check_growing (&spec, 7 * type + variant);
        }
}

/* The box is that of the days before: the same all day, another when the next has begun. */
static void
test_box_holds_a_day (void)
{
  BwChartTypeSpec spec = make_spec (BW_CHART_RENKO, 1.0);
  g_autoptr (BwBarSeries) series = make_random (200, 3), made = bw_bar_series_new (0, 1);
  g_autoptr (BwTransform) transform = NULL;
  double boxes[200];
  BwChartBars bars;

  spec.method = BW_BOX_ATR;
  transform = bw_transform_new (&spec, 0.01);
  bw_chart_bars_init (&bars);
  for (gsize i = 0; i < 200; i++)
    {
      bw_chart_bars_append (&bars, series->start[i], series->open[i], series->high[i],
                            series->low[i], series->close[i], series->volume[i]);
      bw_transform_update (transform, &bars, made);
      boxes[i] = bw_transform_get_box (transform);
      g_assert_cmpfloat_with_epsilon (boxes[i], round (boxes[i] * 100.0) / 100.0, 1e-9);
      /* 48 bars a day. */
      if (i > 15 && i % 48 != 0)
        g_assert_cmpfloat (boxes[i], ==, boxes[i - 1]);
    }
  g_assert_cmpfloat (boxes[199], >, 0.1);
  g_assert_cmpfloat (boxes[199], <, 2.0);
  g_assert_true (boxes[50] != boxes[100] || boxes[100] != boxes[150]);
  bw_chart_bars_clear (&bars);
}

/* By hand: true ranges 2, 3, 2, 4: their mean at the third, then (3 * 2 + ...) by Wilder. */
static void
test_box_is_wilders (void)
{
  static const double bars[][4] = { { 10, 11, 9, 10 }, { 10, 12, 10, 11 }, { 11, 12, 9, 10 },
                                    { 10, 11, 9, 10 }, { 10, 14, 10, 13 }, { 13, 13, 13, 13 } };
  BwChartTypeSpec spec = make_spec (BW_CHART_RENKO, 1.0);
  g_autoptr (BwBarSeries) source = make_series (bars, G_N_ELEMENTS (bars)), made = bw_bar_series_new (0, 1);
  g_autoptr (BwTransform) transform = NULL;
  BwChartBars chart_bars;

  spec.method = BW_BOX_ATR;
  spec.atr_period = 3;
  transform = bw_transform_new (&spec, 0.0001);
  source->start[5] += BW_DAY;
  bw_chart_bars_init (&chart_bars);
  bw_chart_bars_set_base (&chart_bars, source);
  bw_transform_update (transform, &chart_bars, made);
  /* (2 + 3 + 2) / 3 = 2.33333; (2.33333 * 2 + 4) / 3 = 2.88889 */
  g_assert_cmpfloat_with_epsilon (bw_transform_get_box (transform), 2.8889, 1e-9);
  bw_chart_bars_clear (&chart_bars);
}

/* Whatever comes, there are bars that rise in time, or none; never too many. */
static void
test_bad_input (void)
{
  static const double one[][4] = { { 10, 11, 9, 10 } };
  static const double constant[][4] = { { 5, 5, 5, 5 }, { 5, 5, 5, 5 }, { 5, 5, 5, 5 } };
  static const double nothing[][4] = { { NAN, NAN, NAN, NAN }, { NAN, 1, 1, NAN } };
  static const double zero[][4] = { { 0, 0, 0, 0 }, { 0, 0, 0, 0 }, { -3, -1, -4, -2 } };
  static const double jump[][4] = { { 0.01, 0.01, 0.01, 0.01 }, { 1e14, 1e14, 1e14, 1e14 },
                                    { 1e300, 1e300, 1e-300, 1e-300 }, { 3, 4, 2, 3 } };
  const struct { const double (*bars)[4]; gsize n; } cases[] = {
    { one, 0 }, { one, 1 }, { constant, 3 }, { nothing, 2 }, { zero, 3 }, { jump, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (BwChartType type = 0; type < BW_CHART_N_TYPES; type++)
      for (BwBoxMethod method = 0; method < BW_BOX_N_METHODS; method++)
        {
          BwChartTypeSpec spec = make_spec (type, 0.01);
          g_autoptr (BwBarSeries) source = make_series (cases[i].bars, cases[i].n), made = NULL;

          if (!bw_chart_type_is_derived (type))
            continue;
          spec.method = method;
          made = bw_transform_series (source, &spec, 0.01);
          g_assert_cmpuint (made->n_bars, <=, BW_TRANSFORM_N_BARS_MAX);
          for (gsize bar = 1; bar < made->n_bars; bar++)
            g_assert_cmpint (made->start[bar], >=, made->start[bar - 1]);
          for (gsize bar = 0; bar < made->n_bars && type != BW_CHART_HEIKIN_ASHI; bar++)
            g_assert_true (isfinite (made->open[bar]) && made->low[bar] <= made->high[bar]);
        }
}

static void
test_spec (void)
{
  BwChartTypeSpec spec, other;

  bw_chart_type_spec_init (&spec);
  other = spec;
  g_assert_true (bw_chart_type_spec_equal (&spec, &other));
  for (BwChartType type = 0; type < BW_CHART_N_TYPES; type++)
    {
      BwChartType found;

      g_assert_true (bw_chart_type_find (bw_chart_type_get_name (type), &found));
      g_assert_cmpint (found, ==, type);
    }
  g_assert_false (bw_chart_type_find ("three-line-break", &other.type));
  g_assert_false (bw_chart_type_find (NULL, &other.type));
  other = (BwChartTypeSpec){ .type = 99, .method = 99, .atr_period = 0, .box_size = -1.0,
                             .percent = NAN, .n_reversal = 4000, .baseline = INFINITY };
  bw_chart_type_spec_clamp (&other);
  g_assert_cmpint (other.type, ==, BW_CHART_CANDLES);
  g_assert_cmpint (other.method, ==, BW_BOX_ATR);
  g_assert_cmpuint (other.atr_period, ==, 1);
  g_assert_cmpfloat (other.box_size, ==, 1e-8);
  g_assert_cmpfloat (other.percent, ==, 4.0);
  g_assert_cmpuint (other.n_reversal, ==, 20);
  g_assert_cmpfloat (other.baseline, ==, 99.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/transform/heikin-ashi", test_heikin_ashi);
  g_test_add_func ("/chart/transform/renko", test_renko);
  g_test_add_func ("/chart/transform/renko-cents", test_renko_levels_of_cents);
  g_test_add_func ("/chart/transform/kagi", test_kagi);
  g_test_add_func ("/chart/transform/kagi-percent", test_kagi_percent);
  g_test_add_func ("/chart/transform/point-figure", test_point_figure);
  g_test_add_func ("/chart/transform/point-figure-high-low", test_point_figure_high_low);
  g_test_add_func ("/chart/transform/range", test_range);
  g_test_add_func ("/chart/transform/growing", test_growing);
  g_test_add_func ("/chart/transform/box-holds-a-day", test_box_holds_a_day);
  g_test_add_func ("/chart/transform/box-is-wilders", test_box_is_wilders);
  g_test_add_func ("/chart/transform/bad-input", test_bad_input);
  g_test_add_func ("/chart/transform/spec", test_spec);
  return g_test_run ();
}
