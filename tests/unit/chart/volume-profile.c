/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/profile.h"
#include "chart/types.h"

#include <math.h>
#include <string.h>

#define START (19000 * BW_DAY)

static BwBarSeries *
make_bars (gsize n, guint seed)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_5M, n);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  double price = 60.0;

  for (gsize i = 0; i < n; i++)
    {
      double open = price, close = open * (1.0 + 0.006 * (g_rand_double (random) - 0.5));
      double high = MAX (open, close) + 0.1 * g_rand_int_range (random, 0, 2);
      double volume = g_rand_int_range (random, 0, 20) == 0 ? NAN : g_rand_int_range (random, 0, 900);

      bw_bar_series_append (series, START + (BwTime) i * 5 * BW_MINUTE, open, high,
                            MIN (open, close), close, volume);
      price = close;
    }
  return series;
}

static BwExtent
get_extent (const BwBarSeries *series, gsize first, gsize end)
{
  BwExtent extent = bw_extent_empty ();

  bw_extent_fold (&extent, series->low + first, series->high + first, series->volume + first,
                  end - first);
  return extent;
}

/* The Board of Trade's example: of 554 in all 388 are to be inside. From the 150 at 106: 90 at 107
 * before 70 at 105, 80 at 108 before 70, then 70 before 50 at 109. */
static void
test_value_area (void)
{
  static const double volumes[] = { 54, 60, 70, 150, 90, 80, 50 }; /* 103 to 109 */
  BwVolumeProfile profile = { .row_size = 1.0, .first_row = 103, .n_rows = 7 };

  memcpy (profile.up, volumes, sizeof volumes);
  bw_volume_profile_find_value_area (&profile, 0.7);
  g_assert_cmpfloat (profile.total, ==, 554.0);
  g_assert_cmpuint (profile.control, ==, 3);
  g_assert_cmpuint (profile.value_first, ==, 2);
  g_assert_cmpuint (profile.value_end, ==, 6);
  bw_volume_profile_find_value_area (&profile, 1.0);
  g_assert_cmpuint (profile.value_first, ==, 0);
  g_assert_cmpuint (profile.value_end, ==, 7);
  /* Of equals the one nearest to the middle. */
  profile.up[0] = profile.up[4] = 150.0;
  bw_volume_profile_find_value_area (&profile, 0.01);
  g_assert_cmpuint (profile.control, ==, 3);
  g_assert_cmpuint (profile.value_end - profile.value_first, ==, 1);
}

static void
build (const BwBarSeries *series, double row_size, BwVolumeProfile *profile)
{
  g_autoptr (BwBarSeries) copy = bw_bar_series_copy_range (series, 0, series->n_bars);
  BwExtent extent = get_extent (series, 0, series->n_bars);
  g_autoptr (BwProfileIndex) index = NULL;
  BwChartBars bars;

  bw_chart_bars_init (&bars);
  bw_chart_bars_set_base (&bars, copy);
  index = bw_profile_index_new (&bars);
  bw_profile_index_build (index, 0, series->n_bars, row_size, &extent, 0.7, profile);
  bw_chart_bars_clear (&bars);
}

/* 100 from 10 to 12 is 25 a row of a half; 8 at one price goes to the row that holds it. */
static void
test_spreading (void)
{
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_5M, 4);
  BwVolumeProfile profile;

  bw_bar_series_append (series, START, 10.0, 12.0, 10.0, 11.0, 100.0);
  bw_bar_series_append (series, START + 1, 11.0, 11.75, 11.25, 10.9, 30.0);
  bw_bar_series_append (series, START + 2, 11.6, 11.6, 11.6, 11.6, 8.0);
  bw_bar_series_append (series, START + 3, 10.0, NAN, 10.0, 11.0, 1000.0);
  build (series, 0.5, &profile);
  g_assert_cmpuint (profile.n_rows, ==, 5);
  g_assert_cmpint (profile.first_row, ==, 20);
  g_assert_cmpfloat_with_epsilon (profile.up[0], 25.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (profile.up[2], 25.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (profile.up[3], 33.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (profile.up[4], 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (profile.down[2], 15.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (profile.down[3], 15.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (profile.total, 138.0, 1e-9);
  g_assert_cmpuint (profile.control, ==, 3);
}

/* The slow way: every row looks at every bar. */
static double
look (const BwBarSeries *series, gsize first, gsize end, double low, double high, gboolean is_up)
{
  double sum = 0.0;

  for (gsize i = first; i < end; i++)
    {
      double overlap = MIN (high, series->high[i]) - MAX (low, series->low[i]);
      gboolean is_flat = series->high[i] == series->low[i];

      if (isnan (series->volume[i]) || (series->close[i] >= series->open[i]) != is_up)
        continue;
      if (is_flat)
        sum += series->low[i] >= low && series->low[i] < high ? series->volume[i] : 0.0;
      else if (overlap > 0.0)
        sum += series->volume[i] * overlap / (series->high[i] - series->low[i]);
    }
  return sum;
}

static void
test_index_against_looking (void)
{
  g_autoptr (BwBarSeries) series = make_bars (20000, 3);
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autoptr (BwProfileIndex) index = NULL;
  BwChartBars bars;

  bw_chart_bars_init (&bars);
  bw_chart_bars_set_base (&bars, series);
  index = bw_profile_index_new (&bars);
  for (guint round = 0; round < 60; round++)
    {
      gsize first = g_rand_int_range (random, 0, 19999), end = g_rand_int_range (random, first + 1, 20001);
      BwExtent extent = get_extent (series, first, end);
      double size = bw_profile_choose_row_size (&extent, 20 + round, 0.01);
      BwVolumeProfile profile;

      bw_profile_index_build (index, first, end, size, &extent, 0.7, &profile);
      g_assert_cmpuint (profile.n_rows, <=, 20 + round);
      for (guint row = 0; row < profile.n_rows; row += 3)
        {
          double low = (profile.first_row + row) * size;

          g_assert_cmpfloat_with_epsilon (profile.up[row],
                                          look (series, first, end, low, low + size, TRUE), 1e-4);
          g_assert_cmpfloat_with_epsilon (profile.down[row],
                                          look (series, first, end, low, low + size, FALSE), 1e-4);
        }
      if (round % 10 == 9)
        {
          bw_chart_bars_update_last (&bars, 60.0, 61.0, 59.0, 60.5, 1e4 * round);
          bw_profile_index_invalidate_from (index, 19999);
          series->low[19999] = 59.0;
          series->high[19999] = 61.0;
          series->open[19999] = 60.0;
          series->close[19999] = 60.5;
          series->volume[19999] = 1e4 * round;
        }
    }
  bw_chart_bars_clear (&bars);
}

static void
test_row_sizes (void)
{
  static const struct { double low, high, tick, size; guint n_rows; } cases[] = {
    { 10.0, 20.0, 0.01, 0.2, 60 },  { 10.0, 20.0, 0.5, 0.5, 60 }, { 10.0, 10.0, 0.01, 0.01, 60 },
    { 0.1, 0.9, 0.0, 0.02, 60 },    { 100.0, 1e6, 0.01, 20000.0, 60 },
  };
  const BwExtent nothing = bw_extent_empty ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwExtent extent = { cases[i].low, cases[i].high, 1.0 };

      g_assert_cmpfloat_with_epsilon (
          bw_profile_choose_row_size (&extent, cases[i].n_rows, cases[i].tick), cases[i].size, 1e-9);
    }
  g_assert_cmpfloat (bw_profile_choose_row_size (&nothing, 60, 0.01), ==, 0.0);
}

static BwChartModel *
make_model (BwBarSeries *series, BwProfileRange range)
{
  BwChartModel *model = bw_chart_model_new ();
  BwProfileSpec spec;

  bw_profile_spec_init (&spec);
  spec.range = range;
  bw_chart_model_set_size (model, 800.0, 600.0, 1.0);
  bw_chart_model_set_series (model, series);
  bw_chart_model_set_profile (model, &spec);
  return model;
}

/* Rows lie at the edge that was asked for and keep to their share of the plot; off, there is nothing. */
static void
test_layer (void)
{
  g_autoptr (BwBarSeries) series = make_bars (1000, 5);
  g_autoptr (BwChartModel) model = make_model (series, BW_PROFILE_VISIBLE);
  BwProfileSpec spec = *bw_chart_model_get_profile (model);
  double width = bw_chart_model_get_axis (model)->width;
  g_autofree char *text = bw_chart_model_describe_profile (model);

  g_assert_nonnull (text);
  for (guint left = 0; left < 2; left++)
    {
      const BwDisplayList *list;

      spec.is_left = left == 1;
      bw_chart_model_set_profile (model, &spec);
      list = bw_chart_model_get_layer (model, BW_CHART_LAYER_PROFILE, NULL);
      g_assert_cmpuint (list->rects->len, >, 20);
      for (guint i = 1; i < list->rects->len; i++)
        {
          const BwRect *rect = &g_array_index (list->rects, BwRect, i);

          g_assert_cmpfloat (rect->x, >=, left == 1 ? 0.0 : width * 0.75 - 2.0);
          g_assert_cmpfloat (rect->x + rect->width, <=, left == 1 ? width * 0.25 + 2.0 : width + 1.0);
        }
    }
  spec.range = BW_PROFILE_OFF;
  bw_chart_model_set_profile (model, &spec);
  g_assert_cmpuint (bw_chart_model_get_layer (model, BW_CHART_LAYER_PROFILE, NULL)->ops->len, ==, 0);
  g_assert_null (bw_chart_model_describe_profile (model));
}

/* A session's profile is that of its whole day, whatever part is in view; days too narrow have none. */
static void
test_sessions (void)
{
  g_autoptr (BwBarSeries) series = make_bars (3000, 5); /* 288 a day */
  g_autoptr (BwChartModel) model = make_model (series, BW_PROFILE_SESSIONS);
  guint n_lines = 0;
  const BwDisplayList *list;

  bw_chart_model_set_range (model, 288.0 * 2, 288.0 * 3);
  list = bw_chart_model_get_layer (model, BW_CHART_LAYER_PROFILE, NULL);
  for (guint i = 0; i < list->ops->len; i++)
    n_lines += bw_display_list_get_op (list, i)->kind == BW_DRAW_POLYLINE;
  g_assert_cmpuint (n_lines, ==, 3 * 3);
  bw_chart_model_set_size (model, 300.0, 600.0, 1.0);
  bw_chart_model_set_range (model, 0.0, 3000.0 * 1.1);
  list = bw_chart_model_get_layer (model, BW_CHART_LAYER_PROFILE, NULL);
  g_assert_cmpuint (list->points->len, ==, 0);
}

/* A live tick changes it as building it anew does. */
static void
test_growing (void)
{
  g_autoptr (BwBarSeries) whole = make_bars (9000, 7), start = bw_bar_series_copy_range (whole, 0, 8000);
  g_autoptr (BwChartModel) grown = make_model (start, BW_PROFILE_VISIBLE);
  g_autoptr (BwChartModel) built = make_model (whole, BW_PROFILE_VISIBLE);

  bw_chart_model_set_range (grown, 0.0, 8000.0);
  for (gsize i = 8000; i < 9000; i++)
    {
      bw_chart_model_append (grown, whole->start[i], 60.0, 70.0, 50.0, 60.0, 1e6);
      if (i % 100 == 0)
        bw_chart_model_get_layer (grown, BW_CHART_LAYER_PROFILE, NULL);
      bw_chart_model_update_last (grown, whole->open[i], whole->high[i], whole->low[i], whole->close[i],
                                  whole->volume[i]);
    }
  bw_chart_model_set_range (grown, 0.0, 9000.0);
  bw_chart_model_set_range (built, 0.0, 9000.0);
  g_assert_true (bw_display_list_equal (bw_chart_model_get_layer (grown, BW_CHART_LAYER_PROFILE, NULL),
                                        bw_chart_model_get_layer (built, BW_CHART_LAYER_PROFILE, NULL)));
}

static void
test_bad_input (void)
{
  static const double bars[][5] = {
    { 10, 10, 10, 10, 0 },   { 10, 10, 10, 10, 50 },       { NAN, NAN, NAN, NAN, NAN },
    { 1, 1e300, 1, 1, 5 },   { 10, 9, 11, 10, 5 },         { -5, -4, -6, -5, 3 },
    { 1, INFINITY, 1, 1, 5 }, { 1e-300, 1e-299, 1e-300, 1e-300, 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
    for (BwProfileRange range = 0; range < BW_PROFILE_N_RANGES; range++)
      for (gsize n = 0; n < 3; n++)
        {
          g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_5M, 3);
          g_autoptr (BwChartModel) model = NULL;
          const BwDisplayList *list;

          for (gsize j = 0; j < n; j++)
            bw_bar_series_append (series, START + (BwTime) j * BW_MINUTE, bars[i][0], bars[i][1],
                                  bars[i][2], bars[i][3], bars[i][4]);
          model = make_model (series, range);
          list = bw_chart_model_get_layer (model, BW_CHART_LAYER_PROFILE, NULL);
          for (guint j = 0; j < list->rects->len; j++)
            {
              const BwRect *rect = &g_array_index (list->rects, BwRect, j);

              g_assert_true (isfinite (rect->x) && isfinite (rect->y));
              g_assert_true (rect->width >= 0.0f && rect->height >= 0.0f);
            }
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/volume-profile/value-area", test_value_area);
  g_test_add_func ("/chart/volume-profile/spreading", test_spreading);
  g_test_add_func ("/chart/volume-profile/index", test_index_against_looking);
  g_test_add_func ("/chart/volume-profile/row-sizes", test_row_sizes);
  g_test_add_func ("/chart/volume-profile/layer", test_layer);
  g_test_add_func ("/chart/volume-profile/sessions", test_sessions);
  g_test_add_func ("/chart/volume-profile/growing", test_growing);
  g_test_add_func ("/chart/volume-profile/bad-input", test_bad_input);
  return g_test_run ();
}
