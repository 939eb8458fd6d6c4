/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-model.h"
#include "chart/chart-studies.h"
#include "chart/marks.h"

#include <math.h>
#include <string.h>

#define WIDTH  800.0
#define HEIGHT 600.0

static BwBarSeries *
make_bars (gsize n)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_5M, n);
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  double price = 60.0;

  for (gsize i = 0; i < n; i++)
    {
      double open = price, close = open * (1.0 + 0.002 * (g_rand_double (random) - 0.5));

      bw_bar_series_append (series, (BwTime)i * 5 * BW_MINUTE + 1700000000 * BW_SECOND, open,
                            MAX (open, close) + 0.02, MIN (open, close) - 0.02, close,
                            100.0 + g_rand_int_range (random, 0, 900));
      price = close;
    }
  return series;
}

static BwChartModel *
make_model (gsize n)
{
  BwStudySpec studies[4];
  g_autoptr (BwBarSeries) series = make_bars (n);
  BwChartModel *model = bw_chart_model_new ();

  bw_chart_model_set_size (model, WIDTH, HEIGHT, 1.0);
  bw_chart_model_set_title (model, "HLVN", "5m");
  bw_chart_model_set_series (model, series);
  bw_study_spec_init_period (&studies[0], "SMA", 20, 1);
  bw_study_spec_init_period (&studies[1], "EMA", 50, 2);
  bw_study_spec_init_period (&studies[2], "RSI", 14, 3);
  bw_study_spec_init_period (&studies[3], "MACD", 12, 4);
  bw_chart_model_set_studies (model, studies, G_N_ELEMENTS (studies));
  return model;
}

static void
get_serials (BwChartModel *model, guint64 *serials)
{
  for (guint i = 0; i < BW_CHART_N_LAYERS; i++)
    bw_chart_model_get_layer (model, i, &serials[i]);
}

static void
test_pointer_rebuilds_one_layer (void)
{
  g_autoptr (BwChartModel) model = make_model (500);
  guint64 before[BW_CHART_N_LAYERS], after[BW_CHART_N_LAYERS];

  get_serials (model, before);
  get_serials (model, after);
  g_assert_cmpmem (before, sizeof before, after, sizeof after);
  bw_chart_model_set_crosshair (model, 300.0, 200.0);
  get_serials (model, after);
  for (guint i = 0; i < BW_CHART_N_LAYERS; i++)
    g_assert_cmpuint (after[i] - before[i], ==, i == BW_CHART_LAYER_CROSSHAIR ? 1 : 0);
  bw_chart_model_pan (model, 10.0, 0.0);
  get_serials (model, before);
  for (guint i = 0; i < BW_CHART_N_LAYERS; i++)
    g_assert_cmpuint (before[i], >, after[i]);
}

/* Bar by bar, each first begun and then changed, it draws what it draws of the whole series. */
static void
test_incremental_equals_rebuilt (void)
{
  static const double n_visible[] = { 60.0, 700.0, 3000.0 };
  g_autoptr (BwBarSeries) whole = make_bars (9000),
                          start = bw_bar_series_copy_range (whole, 0, 4000);

  for (guint k = 0; k < G_N_ELEMENTS (n_visible); k++)
    {
      g_autoptr (BwChartModel) grown = make_model (1), built = make_model (9000);
      double first_bar, n;

      bw_chart_model_set_series (grown, start);
      bw_chart_model_set_range (grown, 4003.0 - n_visible[k], n_visible[k]);
      for (gsize i = 4000; i < 9000; i++)
        {
          bw_chart_model_append (grown, whole->start[i], whole->open[i], whole->open[i],
                                 whole->open[i], whole->open[i], 1.0);
          if (i % 50 == 0)
            bw_chart_model_get_layer (grown, BW_CHART_LAYER_OVERLAYS, NULL);
          bw_chart_model_update_last (grown, whole->open[i], whole->high[i], whole->low[i],
                                      whole->close[i], whole->volume[i]);
        }
      bw_chart_model_get_range (grown, &first_bar, &n);
      g_assert_cmpfloat (n, ==, n_visible[k]);
      g_assert_cmpfloat_with_epsilon (first_bar + n, 9003.0, 1e-6);
      bw_chart_model_set_range (built, first_bar, n);
      for (guint i = 0; i < BW_CHART_N_LAYERS; i++)
        g_assert_true (bw_display_list_equal (bw_chart_model_get_layer (grown, i, NULL),
                                              bw_chart_model_get_layer (built, i, NULL)));
    }
}

/* Every column of a folded view reaches exactly from its lowest low to its highest high. */
static void
test_fold_keeps_extremes (void)
{
  gsize n = 200000, spike = 123456;
  g_autoptr (BwBarSeries) series = make_bars (n);
  g_autoptr (BwChartModel) model = make_model (1);
  const BwChartAxis *axis;
  const BwDisplayList *list;
  double top = G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  series->high[spike] *= 3.0;
  series->low[spike + 40000] *= 0.3;
  bw_chart_model_set_series (model, series);
  bw_chart_model_set_range (model, 0.0, n);
  axis = bw_chart_model_get_axis (model);
  g_assert_cmpfloat (axis->price_high, >, series->high[spike]);
  g_assert_cmpfloat (axis->price_low, <, series->low[spike + 40000]);
  list = bw_chart_model_get_layer (model, BW_CHART_LAYER_BARS, NULL);
  g_assert_cmpuint (list->rects->len, <=, (guint)axis->width + 2);
  g_assert_cmpuint (list->rects->len, >=, (guint)axis->width - 2);
  /* The first rectangle is the clip. */
  for (guint i = 1; i < list->rects->len; i++)
    {
      const BwRect *rect = &g_array_index (list->rects, BwRect, i);

      g_assert_cmpfloat (rect->width, ==, 1.0f);
      top = MIN (top, rect->y);
      bottom = MAX (bottom, rect->y + rect->height);
    }
  g_assert_cmpfloat (fabs (top - bw_chart_axis_y (axis, series->high[spike])), <=, 1.0);
  g_assert_cmpfloat (fabs (bottom - bw_chart_axis_y (axis, series->low[spike + 40000])), <=, 1.0);
}

static gboolean
has_order_text (const BwDisplayList *list, const char *text)
{
  for (guint i = 0; i < list->ops->len; i++)
    {
      const BwDrawOp *op = bw_display_list_get_op (list, i);

      if (op->kind == BW_DRAW_TEXT && strcmp (bw_display_list_get_text (list, op), text) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The boxes that texts cover, as the estimated measure has them. */
static guint
collect_text_boxes (const BwDisplayList *list, BwRect *boxes, guint n_max)
{
  BwTextMeasure measure;
  guint n = 0;

  bw_text_measure_init_estimate (&measure);
  for (guint i = 0; i < list->ops->len && n < n_max; i++)
    {
      const BwDrawOp *op = bw_display_list_get_op (list, i);
      float width, height;

      if (op->kind != BW_DRAW_TEXT)
        continue;
      measure.measure (measure.data, bw_display_list_get_text (list, op), op->font_size,
                       op->is_bold, &width, &height);
      /* Ink is lower than the line. */
      boxes[n++] = (BwRect){ op->x - op->align * width, op->y - op->font_size * 0.4f, width,
                             op->font_size * 0.8f };
    }
  return n;
}

static void
assert_apart (const BwRect *boxes, guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      if (boxes[i].x < boxes[j].x + boxes[j].width && boxes[j].x < boxes[i].x + boxes[i].width &&
          boxes[i].y < boxes[j].y + boxes[j].height && boxes[j].y < boxes[i].y + boxes[i].height)
        g_error ("texts %u and %u overlap at %g, %g", i, j, boxes[i].x, boxes[i].y);
}

static void
test_labels_never_overlap (void)
{
  static const double heights[] = { 160.0, 300.0, 600.0 };
  g_autoptr (GRand) random = g_rand_new_with_seed (12);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (BwChartModel) model = make_model (300);
      BwChartOrder orders[12];
      BwChartPosition position = { 60.0, -3.0, "Long 10 @ 60.00" };
      guint n_orders = g_rand_int_range (random, 0, 13), n;
      BwRect boxes[128];

      for (guint i = 0; i < n_orders; i++)
        orders[i] = (BwChartOrder){
          i + 1, g_rand_double_range (random, 58.0, 62.0), i % 3, TRUE, TRUE, TRUE, "Buy 100 limit"
        };
      bw_chart_model_set_size (model, 300.0 + 100.0 * (round % 7), heights[round % 3], 1.0);
      bw_chart_model_set_orders (model, orders, n_orders);
      bw_chart_model_set_position (model, &position);
      bw_chart_model_set_countdown (model, round % 2 ? "3:12" : NULL);
      bw_chart_model_set_badge (model, "Practice market");
      n = collect_text_boxes (bw_chart_model_get_layer (model, BW_CHART_LAYER_AXES, NULL), boxes,
                              128);
      assert_apart (boxes, n);
      n = collect_text_boxes (bw_chart_model_get_layer (model, BW_CHART_LAYER_ORDERS, NULL), boxes,
                              128);
      assert_apart (boxes, n);
      n = collect_text_boxes (bw_chart_model_get_layer (model, BW_CHART_LAYER_CROSSHAIR, NULL),
                              boxes, 128);
      assert_apart (boxes, n);
    }
}

static void
test_hits (void)
{
  g_autoptr (BwChartModel) model = make_model (500);
  double last = 0.0, ohlcv[5], y;
  BwTime time = bw_chart_model_get_bar (model, 480, ohlcv);
  BwChartOrder orders[] = {
    { 71, ohlcv[3] * 1.002, BW_ORDER_ROLE_TARGET, FALSE, TRUE, TRUE, "Target 10" },
    { 72, ohlcv[3] * 0.998, BW_ORDER_ROLE_STOP, FALSE, FALSE, FALSE, "Fixed" },
  };
  BwChartFill fill = { 55, time + BW_MINUTE, ohlcv[3], TRUE };
  const BwChartAxis *axis;
  BwHitRegion region;

  bw_chart_model_set_studies (model, NULL, 0);
  bw_chart_model_set_orders (model, orders, 2);
  bw_chart_model_set_fills (model, &fill, 1);
  axis = bw_chart_model_get_axis (model);
  y = bw_chart_axis_y (axis, orders[0].price);
  g_assert_true (bw_chart_model_hit (model, axis->width - 60.0, y, &region));
  g_assert_cmpint (region.kind, ==, BW_HIT_ORDER_LINE);
  g_assert_cmpuint (region.id, ==, 71);
  g_assert_true (bw_chart_model_hit (model, axis->width - 60.0,
                                     bw_chart_axis_y (axis, orders[1].price), &region));
  g_assert_cmpint (region.kind, ==, BW_HIT_PLOT);
  g_assert_true (bw_chart_model_hit (model, axis->width + 5.0, 100.0, &region));
  g_assert_cmpint (region.kind, ==, BW_HIT_PRICE_AXIS);
  g_assert_true (bw_chart_model_hit (model, 100.0, HEIGHT - 5.0, &region));
  g_assert_cmpint (region.kind, ==, BW_HIT_TIME_AXIS);
  g_assert_true (bw_chart_model_hit (model, 100.0, HEIGHT - 40.0, &region));
  g_assert_cmpint (region.kind, ==, BW_HIT_VOLUME);
  g_assert_true (bw_chart_model_hit (model, bw_chart_axis_x (axis, 480.5),
                                     bw_chart_axis_y (axis, ohlcv[3]) + 4.0, &region));
  g_assert_cmpint (region.kind, ==, BW_HIT_FILL);
  g_assert_cmpuint (region.id, ==, 55);
  g_assert_false (bw_chart_model_hit (model, WIDTH + 5.0, 10.0, &region));
  /* The × of the label: at its right end. */
  for (double x = 0.0; x < 300.0; x += 1.0)
    if (bw_chart_model_hit (model, x, y, &region) && region.kind == BW_HIT_ORDER_CANCEL)
      last = x;
  g_assert_cmpfloat (last, >, 60.0);
  bw_chart_model_set_crosshair (model, 300.0, 150.0);
  g_assert_true (bw_chart_model_hit (model, axis->width - 10.0, 150.0, &region));
  g_assert_cmpint (region.kind, ==, BW_HIT_PRICE_PLUS);
}

static void
test_zoom_and_pan (void)
{
  g_autoptr (BwChartModel) model = make_model (5000);
  double first_bar, n_visible, before, bar;
  const BwChartAxis *axis;

  bw_chart_model_set_range (model, 2000.0, 300.0);
  axis = bw_chart_model_get_axis (model);
  bar = bw_chart_axis_bar (axis, 250.0);
  for (guint i = 0; i < 5; i++)
    {
      bw_chart_model_zoom_at (model, 250.0, 1.2);
      g_assert_cmpfloat_with_epsilon (bw_chart_axis_bar (bw_chart_model_get_axis (model), 250.0),
                                      bar, 1e-6);
    }
  bw_chart_model_get_range (model, &before, &n_visible);
  g_assert_cmpfloat_with_epsilon (n_visible, 300.0 / pow (1.2, 5.0), 1e-9);
  bw_chart_model_pan (model, 100.0, 0.0);
  bw_chart_model_get_range (model, &first_bar, &n_visible);
  g_assert_cmpfloat_with_epsilon (before - first_bar,
                                  100.0 * n_visible / bw_chart_model_get_axis (model)->width, 1e-9);
  /* Neither end can be lost, nor zoom run away. */
  bw_chart_model_pan (model, 1e9, 0.0);
  bw_chart_model_get_range (model, &first_bar, &n_visible);
  g_assert_cmpfloat (first_bar + n_visible, >=, 1.0);
  bw_chart_model_pan (model, -1e9, 0.0);
  bw_chart_model_get_range (model, &first_bar, &n_visible);
  g_assert_cmpfloat (first_bar, <, 5000.0);
  bw_chart_model_zoom_at (model, 400.0, 1e-9);
  bw_chart_model_get_range (model, &first_bar, &n_visible);
  g_assert_cmpfloat (n_visible, <=, 5000.0 * 1.15);
  bw_chart_model_zoom_at (model, 400.0, 1e12);
  bw_chart_model_get_range (model, &first_bar, &n_visible);
  g_assert_cmpfloat (n_visible, >=, 5.0);
  bw_chart_model_reset (model);
  g_assert_true (bw_chart_model_is_following (model));
}

static void
test_price_scale (void)
{
  g_autoptr (BwChartModel) model = make_model (300);
  BwChartAxis before = *bw_chart_model_get_axis (model), after;

  bw_chart_model_scale_price (model, 2.0);
  after = *bw_chart_model_get_axis (model);
  g_assert_false (bw_chart_model_is_price_auto (model));
  g_assert_cmpfloat_with_epsilon (after.price_high - after.price_low,
                                  (before.price_high - before.price_low) / 2.0, 1e-9);
  bw_chart_model_pan (model, 0.0, 50.0);
  g_assert_cmpfloat_with_epsilon (
      bw_chart_axis_y (bw_chart_model_get_axis (model), after.price_high), 50.0, 1e-6);
  bw_chart_model_set_price_auto (model, TRUE);
  g_assert_cmpfloat (bw_chart_model_get_axis (model)->price_high, ==, before.price_high);
  bw_chart_model_set_scale (model, BW_PRICE_SCALE_LOG);
  g_assert_true (bw_chart_model_get_axis (model)->is_log);
  g_assert_cmpfloat (bw_chart_model_get_axis (model)->price_low, >, 0.0);
}

/* Older bars paged in before the view leave it at the same times. */
static void
test_paging_keeps_the_view (void)
{
  g_autoptr (BwBarSeries) whole = make_bars (5000),
                          newer = bw_bar_series_copy_range (whole, 3000, 5000);
  g_autoptr (BwChartModel) model = make_model (1);
  double first_bar, n_visible;

  bw_chart_model_set_series (model, newer);
  bw_chart_model_set_range (model, 10.25, 100.0);
  bw_chart_model_set_series (model, whole);
  bw_chart_model_get_range (model, &first_bar, &n_visible);
  g_assert_cmpfloat_with_epsilon (first_bar, 3010.25, 1e-9);
  g_assert_cmpfloat (n_visible, ==, 100.0);
  bw_chart_model_set_range (model, 4902.0, 100.0);
  bw_chart_model_set_series (model, newer);
  bw_chart_model_get_range (model, &first_bar, &n_visible);
  g_assert_cmpfloat_with_epsilon (first_bar, 1902.0, 1e-9);
}

static void
test_few_and_no_bars (void)
{
  static const gsize counts[] = { 0, 1, 2, 10 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (BwChartModel) model = make_model (counts[i]);
      g_autofree char *summary = bw_chart_model_summarize (model);

      bw_chart_model_set_crosshair (model, 100.0, 100.0);
      for (guint layer = 0; layer < BW_CHART_N_LAYERS; layer++)
        g_assert_nonnull (bw_chart_model_get_layer (model, layer, NULL));
      bw_chart_model_zoom_at (model, 10.0, 1.2);
      bw_chart_model_pan (model, 10.0, 10.0);
      bw_chart_model_reset (model);
      g_assert_nonnull (strstr (summary, counts[i] == 0 ? "no bars" : "HLVN 5m, last"));
      bw_chart_model_set_size (model, 0.0, 0.0, 1.0);
      bw_chart_model_get_layer (model, BW_CHART_LAYER_BARS, NULL);
      bw_chart_model_set_size (model, 50.0, 30.0, 2.0);
      bw_chart_model_get_layer (model, BW_CHART_LAYER_AXES, NULL);
    }
}

static void
test_drag_order_holds_the_axis (void)
{
  g_autoptr (BwChartModel) model = make_model (300);
  BwChartOrder order = { 5, 60.0, BW_ORDER_ROLE_ENTRY, TRUE, TRUE, TRUE, "Buy" };
  BwChartAxis before;

  bw_chart_model_set_orders (model, &order, 1);
  before = *bw_chart_model_get_axis (model);
  bw_chart_model_drag_order (model, 5, before.price_high * 0.999);
  g_assert_cmpmem (&before, sizeof before, bw_chart_model_get_axis (model), sizeof before);
  g_assert_true (
      has_order_text (bw_chart_model_get_layer (model, BW_CHART_LAYER_ORDERS, NULL), "Buy"));
  bw_chart_model_drag_order (model, 0, 0.0);
  g_assert_cmpmem (&before, sizeof before, bw_chart_model_get_axis (model), sizeof before);
}

/* Cairo's coordinates hold 23 bits before the point. A break in a line is a NaN. */
static void
assert_paintable (const BwDisplayList *list)
{
  for (guint i = 0; i < list->rects->len; i++)
    {
      const BwRect *rect = &g_array_index (list->rects, BwRect, i);

      g_assert_true (fabsf (rect->x) + fabsf (rect->width) < 1e6f);
      g_assert_true (fabsf (rect->y) + fabsf (rect->height) < 1e6f);
    }
  for (guint i = 0; i < list->points->len; i++)
    {
      const BwPoint *point = &g_array_index (list->points, BwPoint, i);

      g_assert_true (isnan (point->y) || (fabsf (point->x) < 1e6f && fabsf (point->y) < 1e6f));
    }
}

/* Bars that no market has: nothing breaks, and what is sound among them is still drawn. */
static void
test_odd_bars (void)
{
  static const double odd[] = { NAN, INFINITY, -INFINITY, 0.0, -5.0, 1e-12, 1e300, 100.0 };
  g_autoptr (GRand) random = g_rand_new_with_seed (21);

  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (BwChartModel) model = make_model (1);
      g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_5M, 3000);
      BwChartOrder order = {
        1, odd[round % G_N_ELEMENTS (odd)], BW_ORDER_ROLE_STOP, TRUE, TRUE, TRUE, ""
      };
      BwChartFill fill = { 2, 5 * BW_MINUTE, odd[round / 2 % G_N_ELEMENTS (odd)], TRUE };

      for (guint i = 0; i < 3000; i++)
        {
          double values[5];

          for (guint k = 0; k < 5; k++)
            values[k] =
                g_rand_int_range (random, 0, 4) == 0
                    ? odd[g_rand_int_range (random, 0, 1 + (gint32)(round % G_N_ELEMENTS (odd)))]
                    : 100.0;
          bw_bar_series_append (series, (BwTime)i * 5 * BW_MINUTE, values[0], values[1], values[2],
                                values[3], values[4]);
        }
      bw_chart_model_set_series (model, series);
      bw_chart_model_set_orders (model, &order, 1);
      bw_chart_model_set_fills (model, &fill, 1);
      bw_chart_model_set_last (model, odd[round % G_N_ELEMENTS (odd)]);
      bw_chart_model_set_scale (model, round % 2 ? BW_PRICE_SCALE_LOG : BW_PRICE_SCALE_LINEAR);
      for (double n_visible = 10.0; n_visible < 4000.0; n_visible *= 3.0)
        {
          BwHitRegion region;
          const BwChartAxis *axis;
          g_autofree char *summary = NULL;

          bw_chart_model_set_range (model, 0.0, n_visible);
          bw_chart_model_set_crosshair (model, 200.0, 100.0);
          bw_chart_model_set_measure (model, 10.0, 10.0, 300.0, 300.0);
          for (guint layer = 0; layer < BW_CHART_N_LAYERS; layer++)
            assert_paintable (bw_chart_model_get_layer (model, layer, NULL));
          bw_chart_model_hit (model, 100.0, 100.0, &region);
          axis = bw_chart_model_get_axis (model);
          g_assert_true (isfinite (axis->price_low) && isfinite (axis->price_high));
          g_assert_cmpfloat (axis->price_low, <, axis->price_high);
          summary = bw_chart_model_summarize (model);
        }
    }
}

/* A letter at the foot of its bar says in words what happened; two of a bar stand one on the other,
 * two of one letter as one. */
static void
test_marks (void)
{
  g_autoptr (BwChartModel) model = make_model (600);
  double ohlcv[5], x;
  BwTime time = bw_chart_model_get_bar (model, 580, ohlcv);
  BwChartMark marks[] = {
    { time, 'N', "news" }, { time + BW_SECOND, 'N', "more news" }, { time + BW_SECOND, 'H', "halted" }
  };
  const BwChartAxis *axis;
  BwHitRegion region;

  bw_chart_model_set_marks (model, marks, G_N_ELEMENTS (marks));
  axis = bw_chart_model_get_axis (model);
  x = bw_chart_axis_x (axis, 580.5);
  g_assert_true (bw_chart_model_hit (model, x, axis->height - 10.0, &region));
  g_assert_cmpint (region.kind, ==, BW_HIT_MARK);
  g_assert_cmpstr (bw_chart_model_get_mark_text (model, region.id), ==, "halted");
  g_assert_true (bw_chart_model_hit (model, x, axis->height - 28.0, &region));
  g_assert_cmpstr (bw_chart_model_get_mark_text (model, region.id), ==, "more news");
  g_assert_true (bw_chart_model_hit (model, x, axis->height - 46.0, &region));
  g_assert_cmpint (region.kind, !=, BW_HIT_MARK);
  g_assert_null (bw_chart_model_get_mark_text (model, 3));
  bw_chart_model_set_marks (model, NULL, 0);
  g_assert_true (bw_chart_model_hit (model, x, axis->height - 10.0, &region));
  g_assert_cmpint (region.kind, !=, BW_HIT_MARK);
}

static gint64
shift_an_hour (const char *zone, BwTime time)
{
  return BW_HOUR;
}

static char *
collect_texts (const BwDisplayList *list)
{
  GString *texts = g_string_new (NULL);

  for (guint i = 0; i < list->ops->len; i++)
    if (bw_display_list_get_op (list, i)->kind == BW_DRAW_TEXT)
      g_string_append_printf (texts, "%s ",
                              bw_display_list_get_text (list, bw_display_list_get_op (list, i)));
  return g_string_free (texts, FALSE);
}

/* The axis can stay while what its labels say changes. */
static void
test_zone_changes_labels (void)
{
  g_autoptr (BwChartModel) model = make_model (300);
  g_autofree char *utc =
                      collect_texts (bw_chart_model_get_layer (model, BW_CHART_LAYER_AXES, NULL)),
                  *shifted = NULL;

  g_assert_nonnull (strstr (utc, ":"));
  bw_chart_model_set_zone (model, "one east", shift_an_hour);
  shifted = collect_texts (bw_chart_model_get_layer (model, BW_CHART_LAYER_AXES, NULL));
  g_assert_cmpstr (shifted, !=, utc);
  g_assert_nonnull (strstr (shifted, ":"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-model/marks", test_marks);
  g_test_add_func ("/chart-model/pointer-rebuilds-one-layer", test_pointer_rebuilds_one_layer);
  g_test_add_func ("/chart-model/incremental-equals-rebuilt", test_incremental_equals_rebuilt);
  g_test_add_func ("/chart-model/fold-keeps-extremes", test_fold_keeps_extremes);
  g_test_add_func ("/chart-model/labels-never-overlap", test_labels_never_overlap);
  g_test_add_func ("/chart-model/hits", test_hits);
  g_test_add_func ("/chart-model/zoom-and-pan", test_zoom_and_pan);
  g_test_add_func ("/chart-model/price-scale", test_price_scale);
  g_test_add_func ("/chart-model/paging-keeps-the-view", test_paging_keeps_the_view);
  g_test_add_func ("/chart-model/few-and-no-bars", test_few_and_no_bars);
  g_test_add_func ("/chart-model/odd-bars", test_odd_bars);
  g_test_add_func ("/chart-model/zone-changes-labels", test_zone_changes_labels);
  g_test_add_func ("/chart-model/drag-order-holds-the-axis", test_drag_order_holds_the_axis);
  return g_test_run ();
}
