/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-model.h"
#include "chart/chart-studies.h"
#include "chart/marks.h"
#include "chart/types.h"

#include <math.h>
#include <string.h>

#define WIDTH  800.0
#define HEIGHT 600.0
#define START  (19000 * BW_DAY)

static BwBarSeries *
make_bars (gsize n, guint seed)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_5M, n);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  double price = 60.0;

  for (gsize i = 0; i < n; i++)
    {
      double open = price, close = open * (1.0 + 0.006 * (g_rand_double (random) - 0.5));

      bw_bar_series_append (series, START + (BwTime) i * 5 * BW_MINUTE, open,
                            MAX (open, close) + 0.05, MIN (open, close) - 0.05, close,
                            100.0 + g_rand_int_range (random, 0, 900));
      price = close;
    }
  return series;
}

static BwBarSeries *
make_flat (gsize n, double price, double volume)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_5M, n);

  for (gsize i = 0; i < n; i++)
    bw_bar_series_append (series, START + (BwTime) i * 5 * BW_MINUTE, price, price, price, price, volume);
  return series;
}

static BwChartTypeSpec
make_spec (BwChartType type)
{
  BwChartTypeSpec spec;

  bw_chart_type_spec_init (&spec);
  spec.type = type;
  spec.method = BW_BOX_FIXED;
  spec.box_size = 0.2;
  return spec;
}

static BwChartModel *
make_model (BwChartType type, BwBarSeries *series)
{
  BwStudySpec studies[3];
  BwChartTypeSpec spec = make_spec (type);
  BwChartModel *model = bw_chart_model_new ();

  bw_chart_model_set_size (model, WIDTH, HEIGHT, 1.0);
  bw_chart_model_set_title (model, "HLVN", "5m");
  bw_chart_model_set_type (model, &spec);
  bw_chart_model_set_series (model, series);
  bw_study_spec_init_period (&studies[0], "SMA", 20, 1);
  bw_study_spec_init_period (&studies[1], "EMA", 50, 2);
  bw_study_spec_init_period (&studies[2], "MACD", 12, 3);
  bw_chart_model_set_studies (model, studies, G_N_ELEMENTS (studies));
  return model;
}

static void
assert_same_lists (BwChartModel *a, BwChartModel *b)
{
  for (guint i = 0; i < BW_CHART_N_LAYERS; i++)
    g_assert_true (bw_display_list_equal (bw_chart_model_get_layer (a, i, NULL),
                                          bw_chart_model_get_layer (b, i, NULL)));
}

/* Painters are promised numbers; a point that breaks a line is NaN on purpose. */
static void
assert_paintable (BwChartModel *model)
{
  for (guint layer = 0; layer < BW_CHART_N_LAYERS; layer++)
    {
      const BwDisplayList *list = bw_chart_model_get_layer (model, layer, NULL);

      for (guint i = 0; i < list->rects->len; i++)
        {
          const BwRect *rect = &g_array_index (list->rects, BwRect, i);

          g_assert_true (isfinite (rect->x) && isfinite (rect->y));
          g_assert_true (rect->width >= 0.0f && rect->height >= 0.0f);
          g_assert_true (isfinite (rect->width) && isfinite (rect->height));
        }
      for (guint i = 0; i < list->points->len; i++)
        {
          const BwPoint *point = &g_array_index (list->points, BwPoint, i);

          g_assert_false (isinf (point->x) || isinf (point->y));
          g_assert_true (isnan (point->y) || fabsf (point->y) <= 1.1e5f);
        }
    }
}

/* Each type, grown bar by bar, draws in every layer what it draws of the whole; wide and folded. */
static void
test_growing_equals_whole (void)
{
  static const double n_visible[] = { 60.0, 1500.0 };
  g_autoptr (BwBarSeries) whole = make_bars (3000, 9), start = bw_bar_series_copy_range (whole, 0, 2500);

  for (BwChartType type = 0; type < BW_CHART_N_TYPES; type++)
    for (guint k = 0; k < G_N_ELEMENTS (n_visible); k++)
      {
        g_autoptr (BwChartModel) grown = make_model (type, start), built = make_model (type, whole);
        double first_bar, n = MIN (n_visible[k], (double) bw_chart_model_get_n_bars (grown));

        bw_chart_model_set_range (grown, bw_chart_model_get_n_bars (grown) + 2.0 - n, n);
        for (gsize i = 2500; i < 3000; i++)
          {
            bw_chart_model_append (grown, whole->start[i], whole->open[i], whole->open[i],
                                   whole->open[i], whole->open[i], 1.0);
            if (i % 20 == 0)
              bw_chart_model_get_layer (grown, BW_CHART_LAYER_OVERLAYS, NULL);
            bw_chart_model_update_last (grown, whole->open[i], whole->high[i] * 1.01, whole->low[i],
                                        whole->high[i] * 1.01, 2.0);
            if (i % 20 == 0)
              bw_chart_model_get_layer (grown, BW_CHART_LAYER_BARS, NULL);
            bw_chart_model_update_last (grown, whole->open[i], whole->high[i], whole->low[i],
                                        whole->close[i], whole->volume[i]);
          }
        g_assert_cmpuint (bw_chart_model_get_n_bars (grown), ==, bw_chart_model_get_n_bars (built));
        g_assert_true (bw_chart_model_is_following (grown));
        bw_chart_model_get_range (grown, &first_bar, &n);
        bw_chart_model_set_range (built, first_bar, n);
        assert_same_lists (grown, built);
        assert_paintable (grown);
      }
}

/* From a type to another and back it is what it was, whatever it was in between. */
static void
test_switching (void)
{
  g_autoptr (BwBarSeries) series = make_bars (4000, 5);
  g_autoptr (BwChartModel) kept = make_model (BW_CHART_CANDLES, series);
  g_autoptr (BwChartModel) model = make_model (BW_CHART_CANDLES, series);

  bw_chart_model_set_range (kept, 1000.0, 150.0);
  bw_chart_model_set_range (model, 1000.0, 150.0);
  for (BwChartType type = 1; type <= BW_CHART_N_TYPES; type++)
    {
      BwChartTypeSpec spec = make_spec (type % BW_CHART_N_TYPES);

      bw_chart_model_set_type (model, &spec);
      assert_paintable (model);
    }
  g_assert_cmpuint (bw_chart_model_get_n_bars (model), ==, 4000);
  bw_chart_model_set_range (model, 1000.0, 150.0);
  assert_same_lists (kept, model);
}

/* The first bar in view stays the first in time. */
static void
test_switching_keeps_the_time (void)
{
  g_autoptr (BwBarSeries) series = make_bars (4000, 5);

  for (BwChartType type = 0; type < BW_CHART_N_TYPES; type++)
    {
      g_autoptr (BwChartModel) model = make_model (BW_CHART_CANDLES, series);
      BwChartTypeSpec spec = make_spec (type);
      double first_bar, n_visible, ohlcv[5];

      bw_chart_model_set_range (model, 1000.0, 20.0);
      bw_chart_model_set_type (model, &spec);
      bw_chart_model_get_range (model, &first_bar, &n_visible);
      g_assert_cmpint (ABS (bw_chart_model_get_bar (model, (gsize) first_bar, ohlcv) -
                            series->start[1000]),
                       <, BW_DAY / 2);
      /* At the newest bars it stays there. */
      bw_chart_model_reset (model);
      spec = make_spec (BW_CHART_CANDLES);
      bw_chart_model_set_type (model, &spec);
      g_assert_true (bw_chart_model_is_following (model));
    }
}

static guint
count_ops (const BwDisplayList *list, BwDrawKind kind, const BwColour *colour)
{
  guint n = 0;

  for (guint i = 0; i < list->ops->len; i++)
    {
      const BwDrawOp *op = bw_display_list_get_op (list, i);

      if (op->kind == kind && (colour == NULL || bw_colour_equal (op->colour, *colour)))
        n += kind == BW_DRAW_RECTS ? op->n : 1;
    }
  return n;
}

/* Four candles of two pixels' wick: rising above the close before, falling but above it, rising but
 * below it, falling below it. An outline is four rectangles, a filled body one. */
static void
test_hollow (void)
{
  static const double bars[][4] = { { 10, 10, 9, 9 }, { 9, 12, 9, 12 }, { 14, 14, 13, 13 },
                                    { 10, 12, 10, 12 }, { 12, 12, 8, 8 } };
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_5M, 5);
  g_autoptr (BwChartModel) model = NULL;
  const BwDisplayList *list, *newest;
  const BwChartStyle *style;

  for (gsize i = 0; i < 5; i++)
    bw_bar_series_append (series, START + (BwTime) i * 5 * BW_MINUTE, bars[i][0], bars[i][1],
                          bars[i][2], bars[i][3], 1.0);
  model = make_model (BW_CHART_HOLLOW, series);
  bw_chart_model_set_range (model, 0.0, 6.0);
  list = bw_chart_model_get_layer (model, BW_CHART_LAYER_BARS, NULL);
  newest = bw_chart_model_get_layer (model, BW_CHART_LAYER_NEWEST, NULL);
  style = bw_chart_model_get_style (model);
  /* Up: a hollow and a filled one. Down: the first (filled), a hollow one; a filled one is the newest. */
  g_assert_cmpuint (count_ops (list, BW_DRAW_RECTS, &style->up), ==, 4 + 1);
  g_assert_cmpuint (count_ops (list, BW_DRAW_RECTS, &style->down), ==, 1 + 4);
  g_assert_cmpuint (count_ops (newest, BW_DRAW_RECTS, &style->down), ==, 1);
}

static void
test_bars_have_arms (void)
{
  g_autoptr (BwBarSeries) series = make_flat (3, 10.0, 1.0);
  g_autoptr (BwChartModel) model = NULL;
  const BwDisplayList *list;
  const BwChartAxis *axis;
  const BwRect *rects;

  series->low[1] = 9.0;
  series->high[1] = 12.0;
  series->close[1] = 11.0;
  model = make_model (BW_CHART_BARS, series);
  bw_chart_model_set_range (model, 0.0, 8.0);
  axis = bw_chart_model_get_axis (model);
  list = bw_chart_model_get_layer (model, BW_CHART_LAYER_BARS, NULL);
  /* The clip, then stem, open, close of each but the newest. */
  rects = (const BwRect *) (const void *) list->rects->data + 1 + 3;
  g_assert_cmpuint (list->rects->len, ==, 1 + 6);
  g_assert_cmpfloat (fabs (rects[0].y - bw_chart_axis_y (axis, 12.0)), <=, 1.0);
  g_assert_cmpfloat (fabs (rects[0].y + rects[0].height - bw_chart_axis_y (axis, 9.0)), <=, 1.0);
  g_assert_cmpfloat (fabs (rects[1].y + rects[1].height / 2 - bw_chart_axis_y (axis, 10.0)), <=, 1.0);
  g_assert_cmpfloat (fabs (rects[2].y + rects[2].height / 2 - bw_chart_axis_y (axis, 11.0)), <=, 1.0);
  g_assert_cmpfloat (rects[1].x + rects[1].width, ==, rects[0].x);
  g_assert_cmpfloat (rects[2].x, ==, rects[0].x + rects[0].width);
}

/* A line goes through the closes and breaks where there is none; a step stays level to the next bar. */
static void
test_lines (void)
{
  g_autoptr (BwBarSeries) series = make_bars (20, 3);
  const BwChartType types[] = { BW_CHART_LINE, BW_CHART_STEP_LINE, BW_CHART_AREA, BW_CHART_BASELINE };

  series->close[10] = NAN;
  for (guint k = 0; k < G_N_ELEMENTS (types); k++)
    {
      g_autoptr (BwChartModel) model = make_model (types[k], series);
      guint n_a_bar = types[k] == BW_CHART_STEP_LINE ? 2 : 1, n_lines = 0, n_broken = 0;
      const BwDisplayList *list;
      const BwChartAxis *axis;

      bw_chart_model_set_range (model, 0.0, 22.0);
      axis = bw_chart_model_get_axis (model);
      list = bw_chart_model_get_layer (model, BW_CHART_LAYER_BARS, NULL);
      for (guint i = 0; i < list->ops->len; i++)
        {
          const BwDrawOp *op = bw_display_list_get_op (list, i);
          const BwPoint *points = &g_array_index (list->points, BwPoint, op->first);

          if (op->kind != BW_DRAW_POLYLINE || op->n < 10)
            continue;
          n_lines++;
          g_assert_cmpfloat_with_epsilon (points[0].y, bw_chart_axis_y (axis, series->close[0]), 0.01);
          g_assert_cmpfloat_with_epsilon (points[n_a_bar * 4].y,
                                          bw_chart_axis_y (axis, series->close[4]), 0.01);
          g_assert_cmpfloat_with_epsilon (points[n_a_bar * 4].x, bw_chart_axis_x (axis, 4.5), 0.01);
          for (guint j = 0; j < op->n; j++)
            n_broken += isnan (points[j].y);
          if (n_a_bar == 2)
            g_assert_cmpfloat (points[2 * 4 - 1].y, ==, points[2 * 3].y);
        }
      g_assert_cmpuint (n_lines, ==, types[k] == BW_CHART_BASELINE ? 2 : 1);
      g_assert_cmpuint (n_broken, ==, n_lines);
      g_assert_cmpuint (count_ops (list, BW_DRAW_POLYGON, NULL), ==,
                        types[k] == BW_CHART_BASELINE ? 4 : types[k] == BW_CHART_AREA ? 2 : 0);
      assert_paintable (model);
    }
}

/* A close far off among many is in sight however narrow the bars. */
static void
test_folded_line_keeps_extremes (void)
{
  gsize n = 200000;
  g_autoptr (BwBarSeries) series = make_bars (n, 8);
  g_autoptr (BwChartModel) model = NULL;
  double top = G_MAXDOUBLE;
  const BwDisplayList *list;

  series->close[123456] = series->high[123456] = 1000.0;
  model = make_model (BW_CHART_LINE, series);
  bw_chart_model_set_range (model, 0.0, n);
  list = bw_chart_model_get_layer (model, BW_CHART_LAYER_BARS, NULL);
  g_assert_cmpuint (list->rects->len, <=, (guint) bw_chart_model_get_axis (model)->width + 2);
  for (guint i = 1; i < list->rects->len; i++)
    top = MIN (top, g_array_index (list->rects, BwRect, i).y);
  g_assert_cmpfloat (fabs (top - bw_chart_axis_y (bw_chart_model_get_axis (model), 1000.0)), <=, 2.0);
}

/* A box is written as a letter each: X in a rising column, O in a falling one. */
static void
test_point_figure_letters (void)
{
  static const double closes[] = { 20, 25, 22, 20, 23 };
  g_autoptr (BwBarSeries) series = make_flat (5, 20.0, 1.0);
  g_autoptr (BwChartModel) model = bw_chart_model_new ();
  BwChartTypeSpec spec = make_spec (BW_CHART_POINT_FIGURE);
  const BwDisplayList *list;

  for (guint i = 0; i < 5; i++)
    series->open[i] = series->high[i] = series->low[i] = series->close[i] = closes[i];
  spec.box_size = 1.0;
  bw_chart_model_set_size (model, WIDTH, HEIGHT, 1.0);
  bw_chart_model_set_type (model, &spec);
  bw_chart_model_set_series (model, series);
  bw_chart_model_set_range (model, 0.0, 8.0);
  list = bw_chart_model_get_layer (model, BW_CHART_LAYER_BARS, NULL);
  /* X at 21 to 25, O at 24 to 20, X at 21 to 23. */
  g_assert_cmpuint (count_ops (list, BW_DRAW_POLYLINE, NULL), ==, 3);
  g_assert_cmpuint (bw_display_list_get_op (list, 1)->n, ==, 5 * 6);
  g_assert_cmpuint (bw_display_list_get_op (list, 2)->n, ==, 5 * 14);
  g_assert_cmpuint (bw_display_list_get_op (list, 3)->n, ==, 3 * 6);
  g_assert_cmpfloat_with_epsilon (g_array_index (list->points, BwPoint, 0).y +
                                      g_array_index (list->points, BwPoint, 1).y,
                                  2.0 * bw_chart_axis_y (bw_chart_model_get_axis (model), 21.0), 0.1);
}

/* A fill and a mark stand at the derived bar that was growing then; order lines and the last price at
 * the market's own price. */
static void
test_fills_and_marks (void)
{
  g_autoptr (BwBarSeries) series = make_bars (500, 4);

  for (BwChartType type = 0; type < BW_CHART_N_TYPES; type++)
    {
      g_autoptr (BwChartModel) model = make_model (type, series);
      gsize n = bw_chart_model_get_n_bars (model), bar = n - MIN (n, (gsize) 3);
      double ohlcv[5];
      BwTime time = bw_chart_model_get_bar (model, bar, ohlcv);
      BwChartFill fill = { 55, time, ohlcv[3], TRUE };
      BwChartMark mark = { time, 'N', "News" };
      BwChartOrder order = { 71, series->close[499], BW_ORDER_ROLE_ENTRY, TRUE, TRUE, TRUE, "Buy" };
      const BwChartAxis *axis;
      BwHitRegion region;
      double x;

      g_assert_cmpuint (n, >=, 3);
      while (bar > 0 && bw_chart_model_get_bar (model, bar - 1, ohlcv) == time)
        bar--;
      bw_chart_model_set_fills (model, &fill, 1);
      bw_chart_model_set_marks (model, &mark, 1);
      axis = bw_chart_model_get_axis (model);
      x = bw_chart_axis_x (axis, bar + 0.5);
      g_assert_true (bw_chart_model_hit (model, x, bw_chart_axis_y (axis, fill.price) + 4.0, &region));
      g_assert_cmpint (region.kind, ==, BW_HIT_FILL);
      g_assert_true (bw_chart_model_hit (model, x, axis->height - 9.0, &region));
      g_assert_cmpint (region.kind, ==, BW_HIT_MARK);
      bw_chart_model_set_orders (model, &order, 1);
      axis = bw_chart_model_get_axis (model);
      g_assert_true (bw_chart_model_hit (model, axis->width - 60.0, bw_chart_axis_y (axis, order.price), &region));
      g_assert_cmpint (region.kind, ==, BW_HIT_ORDER_LINE);
    }
}

static void
test_bad_input (void)
{
  g_autoptr (BwBarSeries) none = make_flat (0, 1.0, 1.0), one = make_flat (1, 10.0, 1.0);
  g_autoptr (BwBarSeries) constant = make_flat (300, 10.0, 0.0), nothing = make_flat (300, NAN, NAN);
  g_autoptr (BwBarSeries) wild = make_bars (300, 6);
  BwBarSeries *all[] = { none, one, constant, nothing, wild, NULL };

  wild->high[100] = INFINITY;
  wild->close[150] = 1e300;
  wild->low[200] = -1e300;
  wild->close[220] = -5.0;
  wild->open[230] = NAN;
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    for (BwChartType type = 0; type < BW_CHART_N_TYPES; type++)
      for (BwBoxMethod method = 0; method < BW_BOX_N_METHODS; method++)
        {
          g_autoptr (BwChartModel) model = make_model (type, all[i]);
          BwChartTypeSpec spec = make_spec (type);
          g_autofree char *summary = NULL;

          spec.method = method;
          bw_chart_model_set_type (model, &spec);
          assert_paintable (model);
          bw_chart_model_set_scale (model, BW_PRICE_SCALE_LOG);
          bw_chart_model_set_crosshair (model, 300.0, 200.0);
          assert_paintable (model);
          bw_chart_model_append (model, START + 400 * BW_DAY, 10.0, 11.0, 9.0, 10.0, 5.0);
          assert_paintable (model);
          summary = bw_chart_model_summarize (model);
          g_assert_true (strlen (summary) > 10);
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/types/growing", test_growing_equals_whole);
  g_test_add_func ("/chart/types/switching", test_switching);
  g_test_add_func ("/chart/types/switching-keeps-the-time", test_switching_keeps_the_time);
  g_test_add_func ("/chart/types/hollow", test_hollow);
  g_test_add_func ("/chart/types/bars", test_bars_have_arms);
  g_test_add_func ("/chart/types/lines", test_lines);
  g_test_add_func ("/chart/types/folded-line", test_folded_line_keeps_extremes);
  g_test_add_func ("/chart/types/letters", test_point_figure_letters);
  g_test_add_func ("/chart/types/fills-and-marks", test_fills_and_marks);
  g_test_add_func ("/chart/types/bad-input", test_bad_input);
  return g_test_run ();
}
