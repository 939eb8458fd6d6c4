/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/study.h"

#include <math.h>
#include <string.h>

#define CHUNK ((gsize)BW_PYRAMID_CHUNK)

/* Bars with what real ones have: gaps in time, bars that are missing, no volume, no movement. */
static BwBarSeries *
make_bars (gsize n)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_5M, n);
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  double price = 50.0;

  for (gsize i = 0; i < n; i++)
    {
      double open = price, close = open * (1.0 + 0.01 * (g_rand_double (random) - 0.5));
      BwTime start = (BwTime)i * 5 * BW_MINUTE + (BwTime)(i / 78) * 17 * BW_HOUR;

      if (i % 997 == 500)
        close = NAN;
      if (i % 501 < 12)
        close = open;
      bw_bar_series_append (series, start, open, MAX (open, close) + (i % 501 < 12 ? 0.0 : 0.05),
                            MIN (open, close) - (i % 501 < 12 ? 0.0 : 0.05), close,
                            i % 41 == 3 ? 0.0 : 100.0 + g_rand_int_range (random, 0, 900));
      price = isnan (close) ? open : close;
    }
  return series;
}

static void
fill_sessions (const BwBarSeries *series, double *session)
{
  for (gsize i = 0; i < series->n_bars; i++)
    session[i] = floor ((double)series->start[i] / (double)(24 * BW_HOUR));
}

/* All bars at once: what the chart's way of asking must give. */
static void
evaluate (const BwStudySpec *spec, const BwBarSeries *series, gsize n, double *const *outputs)
{
  g_autoptr (BwIndicator) indicator = bw_indicator_new (spec->info, spec->parameters, NULL);
  g_autofree double *session = g_new (double, series->n_bars);
  BwIndicatorBars bars = { series->open, series->high, series->low, series->close, series->volume, session };

  fill_sessions (series, session);
  bw_indicator_feed (indicator, &bars, n, outputs);
}

typedef struct
{
  double *values[BW_INDICATOR_OUTPUTS_MAX];
} Columns;

static void
make_columns (Columns *columns, gsize n)
{
  for (guint k = 0; k < BW_INDICATOR_OUTPUTS_MAX; k++)
    columns->values[k] = g_new (double, n);
}

static void
free_columns (Columns *columns)
{
  for (guint k = 0; k < BW_INDICATOR_OUTPUTS_MAX; k++)
    g_free (columns->values[k]);
}

static void
assert_same (const BwStudySpec *spec, guint output, gsize at, double value, double expected)
{
  if (memcmp (&value, &expected, sizeof value) != 0 && !(isnan (value) && isnan (expected)))
    g_error ("%s.%s at %zu: %.17g, not %.17g", spec->info->name, spec->info->outputs[output], at, value,
             expected);
}

/* Chunk by chunk, in any order of asking, each indicator has the bits of the whole series at once. */
static void
test_equals_batch (void)
{
  gsize n = 3 * CHUNK + 700;
  g_autoptr (BwBarSeries) series = make_bars (n);
  g_autoptr (GRand) random = g_rand_new_with_seed (6);
  BwChartBars bars;
  Columns expected;

  make_columns (&expected, n);
  bw_chart_bars_init (&bars);
  bw_chart_bars_set_base (&bars, series);
  for (gsize i = 0; i < bw_indicator_get_n_infos (); i++)
    {
      static const gsize edges[] = { CHUNK, CHUNK - 1, 3 * CHUNK, 0, 2 * CHUNK + 1, 2 * CHUNK - 1 };
      g_autoptr (BwStudy) study = NULL;
      BwStudySpec spec;

      bw_study_spec_init (&spec, bw_indicator_get_info (i));
      evaluate (&spec, series, n, expected.values);
      study = bw_study_new (&spec, &bars);
      for (guint k = 0; k < bw_study_get_n_outputs (study); k++)
        for (guint j = 0; j < 60; j++)
          {
            gsize at = j < G_N_ELEMENTS (edges) ? edges[j] : (gsize)g_rand_int_range (random, 0, (gint32)n);

            assert_same (&spec, k, at, bw_study_get_value (study, k, at), expected.values[k][at]);
          }
    }
  bw_chart_bars_clear (&bars);
  free_columns (&expected);
}

/* Live, a bar that begins, changes and is followed by the next gives what the whole series does, over
 * the end of a chunk too. */
static void
test_follows_last (void)
{
  gsize n_base = CHUNK - 20, n = CHUNK + 30;
  g_autoptr (BwBarSeries) whole = make_bars (n), start = bw_bar_series_copy_range (whole, 0, n_base);
  Columns expected;

  make_columns (&expected, n);
  for (gsize i = 0; i < bw_indicator_get_n_infos (); i++)
    {
      g_autoptr (BwStudy) study = NULL;
      BwStudySpec spec;
      BwChartBars bars;

      bw_study_spec_init (&spec, bw_indicator_get_info (i));
      evaluate (&spec, whole, n, expected.values);
      bw_chart_bars_init (&bars);
      bw_chart_bars_set_base (&bars, start);
      study = bw_study_new (&spec, &bars);
      bw_study_get_value (study, 0, n_base - 1);
      for (gsize at = n_base; at < n; at++)
        {
          bw_chart_bars_append (&bars, whole->start[at], 1.0, 2.0, 0.5, 1.5, 10.0);
          bw_study_bars_changed_from (study, at);
          if (at % 3 != 0)
            bw_study_get_value (study, 0, at);
          bw_chart_bars_update_last (&bars, whole->open[at], whole->high[at], whole->low[at],
                                     whole->close[at], whole->volume[at]);
          bw_study_bars_changed_from (study, at);
          for (guint k = 0; k < bw_study_get_n_outputs (study); k++)
            {
              assert_same (&spec, k, at, bw_study_get_value (study, k, at), expected.values[k][at]);
              assert_same (&spec, k, at - 1, bw_study_get_value (study, k, at - 1), expected.values[k][at - 1]);
            }
        }
      bw_chart_bars_clear (&bars);
    }
  free_columns (&expected);
}

/* A tick works out one bar; the next bar two. */
static void
test_tick_is_one_step (void)
{
  g_autoptr (BwBarSeries) series = make_bars (10 * CHUNK + 100);
  g_autoptr (BwStudy) study = NULL;
  BwStudySpec spec;
  BwChartBars bars;
  guint64 before;
  gsize n;

  bw_study_spec_init_period (&spec, "EMA", 50, 1);
  bw_chart_bars_init (&bars);
  bw_chart_bars_set_base (&bars, series);
  study = bw_study_new (&spec, &bars);
  n = bw_chart_bars_get_n (&bars);
  bw_study_get_value (study, 0, n - 1);
  for (guint i = 0; i < 10; i++)
    {
      before = bw_study_get_n_fed (study);
      bw_chart_bars_update_last (&bars, 1.0, 2.0, 0.5, 1.0 + i, 10.0);
      bw_study_bars_changed_from (study, n - 1);
      bw_study_get_value (study, 0, n - 1);
      g_assert_cmpuint (bw_study_get_n_fed (study) - before, ==, 1);
    }
  before = bw_study_get_n_fed (study);
  bw_chart_bars_append (&bars, series->start[n - 1] + BW_MINUTE, 1.0, 2.0, 0.5, 1.5, 10.0);
  bw_study_bars_changed_from (study, n);
  bw_study_get_value (study, 0, n);
  g_assert_cmpuint (bw_study_get_n_fed (study) - before, ==, 2);
  bw_chart_bars_clear (&bars);
}

/* A state too large to be kept for each chunk is kept for some; the values are the same. */
static void
test_few_checkpoints (void)
{
  gsize n = 40 * CHUNK;
  g_autoptr (BwBarSeries) series = make_bars (n);
  g_autoptr (BwStudy) study = NULL;
  g_autofree double *expected = g_new (double, n);
  BwStudySpec spec;
  BwChartBars bars;

  bw_study_spec_init_period (&spec, "WMA", 20000, 1);
  evaluate (&spec, series, n, &expected);
  bw_chart_bars_init (&bars);
  bw_chart_bars_set_base (&bars, series);
  study = bw_study_new (&spec, &bars);
  for (gsize at = n - 1; at > 1000; at -= 997)
    assert_same (&spec, 0, at, bw_study_get_value (study, 0, at), expected[at]);
  bw_chart_bars_clear (&bars);
}

static void
test_fold (void)
{
  gsize n = 2 * CHUNK + 300;
  g_autoptr (BwBarSeries) series = make_bars (n);
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autoptr (BwStudy) study = NULL;
  BwStudySpec spec;
  BwChartBars bars;

  bw_study_spec_init_period (&spec, "MACD", 12, 1);
  bw_chart_bars_init (&bars);
  bw_chart_bars_set_base (&bars, series);
  study = bw_study_new (&spec, &bars);
  for (guint i = 0; i < 100; i++)
    {
      gsize first = (gsize)g_rand_int_range (random, 0, (gint32)n - 1);
      gsize end = (gsize)g_rand_int_range (random, (gint32)first + 1, (gint32)n);
      guint k = i % 3;
      double low = INFINITY, high = -INFINITY;
      BwExtent extent = bw_study_fold (study, k, first, end);

      for (gsize at = first; at < end; at++)
        {
          double value = bw_study_get_value (study, k, at);

          low = value < low ? value : low;
          high = value > high ? value : high;
        }
      g_assert_cmpfloat (extent.low, ==, low);
      g_assert_cmpfloat (extent.high, ==, high);
    }
  bw_chart_bars_clear (&bars);
}

/* No bars, one bar, ten bars of one price without volume. */
static void
test_little_to_read (void)
{
  static const gsize counts[] = { 0, 1, 10 };

  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    {
      g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_1D, 16);
      BwChartBars bars;

      for (gsize i = 0; i < counts[c]; i++)
        bw_bar_series_append (series, (BwTime)i * 24 * BW_HOUR, 7.0, 7.0, 7.0, 7.0, 0.0);
      bw_chart_bars_init (&bars);
      bw_chart_bars_set_base (&bars, series);
      for (gsize i = 0; i < bw_indicator_get_n_infos (); i++)
        {
          g_autoptr (BwStudy) study = NULL;
          BwStudySpec spec;
          BwExtent extent;

          bw_study_spec_init (&spec, bw_indicator_get_info (i));
          study = bw_study_new (&spec, &bars);
          extent = bw_study_fold_seen (study, 0, counts[c]);
          g_assert_true (counts[c] > 0 || extent.low > extent.high);
        }
      bw_chart_bars_clear (&bars);
    }
}

static void
test_parameter_out_of_range (void)
{
  BwChartBars bars;
  BwStudySpec spec;

  bw_chart_bars_init (&bars);
  bw_study_spec_init_period (&spec, "RSI", 1.0, 1);
  g_assert_null (bw_study_new (&spec, &bars));
  bw_study_spec_init_period (&spec, "RSI", 14.5, 1);
  g_assert_null (bw_study_new (&spec, &bars));
  bw_chart_bars_clear (&bars);
}

/* Each indicator is drawn in a way its readers know. */
static void
test_looks (void)
{
  static const struct { const char *name; guint output; BwPlotKind plot; gboolean in_pane; } cases[] = {
    { "SMA", 0, BW_PLOT_LINE, FALSE },     { "RSI", 0, BW_PLOT_LINE, TRUE },
    { "MACD", 2, BW_PLOT_HISTOGRAM, TRUE }, { "SAR", 0, BW_PLOT_DOTS, FALSE },
    { "CDLDOJI", 0, BW_PLOT_MARKS, FALSE }, { "PIVOTS", 0, BW_PLOT_STEPS, FALSE },
  };
  char title[BW_STUDY_TITLE_BYTES];
  BwStudySpec spec;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      bw_study_spec_init (&spec, bw_indicator_find (cases[i].name));
      g_assert_cmpint (spec.outputs[cases[i].output].plot, ==, cases[i].plot);
      g_assert_cmpint (spec.in_pane, ==, cases[i].in_pane);
    }
  bw_study_spec_init (&spec, bw_indicator_find ("MACD"));
  g_assert_cmpstr (bw_study_spec_print_title (&spec, title), ==, "MACD 12 26 9");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/equals-batch", test_equals_batch);
  g_test_add_func ("/study/follows-last", test_follows_last);
  g_test_add_func ("/study/tick-is-one-step", test_tick_is_one_step);
  g_test_add_func ("/study/few-checkpoints", test_few_checkpoints);
  g_test_add_func ("/study/fold", test_fold);
  g_test_add_func ("/study/little-to-read", test_little_to_read);
  g_test_add_func ("/study/parameter-out-of-range", test_parameter_out_of_range);
  g_test_add_func ("/study/looks", test_looks);
  return g_test_run ();
}
