/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/compare.h"
#include "chart/marks.h"
#include "chart/types.h"

#include <math.h>
#include <string.h>

#define START (19000 * BW_DAY)

/* Closes from @first on, rising by @step a bar; every @every-th bar is there. */
static BwBarSeries *
make_bars (gsize n, double first, double step, guint every)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_5M, n);

  for (gsize i = 0; i < n; i++)
    {
      double close = first + step * (double) i;

      if (i % every == 0)
        bw_bar_series_append (series, START + (BwTime) i * 5 * BW_MINUTE, close, close, close, close, 1.0);
    }
  return series;
}

static BwChartModel *
make_model (gsize n, double first, double step)
{
  g_autoptr (BwBarSeries) series = make_bars (n, first, step, 1);
  BwChartModel *model = bw_chart_model_new ();

  bw_chart_model_set_size (model, 800.0, 600.0, 1.0);
  bw_chart_model_set_series (model, series);
  return model;
}

static void
compare_with (BwChartModel *model, BwBarSeries *series)
{
  const BwChartCompared compared = { 7, "ABC", 2 };

  bw_chart_model_set_compared (model, &compared, 1);
  bw_chart_model_set_compared_series (model, 7, series);
}

static const BwPoint *
get_line (BwChartModel *model, guint *n)
{
  const BwDisplayList *list = bw_chart_model_get_layer (model, BW_CHART_LAYER_COMPARED, NULL);

  for (guint i = 0; i < list->ops->len; i++)
    {
      const BwDrawOp *op = bw_display_list_get_op (list, i);

      if (op->kind == BW_DRAW_POLYLINE)
        {
          *n = op->n;
          return &g_array_index (list->points, BwPoint, op->first);
        }
    }
  *n = 0;
  return NULL;
}

/* From 50 to 51 while the chart is at 100: the line begins at 100 and goes to 102, wherever the view
 * begins. */
static void
test_rebased_at_the_left_edge (void)
{
  g_autoptr (BwChartModel) model = make_model (1000, 100.0, 0.0);
  g_autoptr (BwBarSeries) other = make_bars (1000, 50.0, 0.01, 1);

  compare_with (model, other);
  for (guint round = 0; round < 3; round++)
    {
      gsize first = 100 + 200 * round, last = first + 100;
      double base = 50.0 + 0.01 * (double) first, at_last = 50.0 + 0.01 * (double) last;
      const BwChartAxis *axis;
      const BwPoint *points;
      guint n;

      bw_chart_model_set_range (model, (double) first, 120.0);
      axis = bw_chart_model_get_axis (model);
      points = get_line (model, &n);
      g_assert_cmpuint (n, >=, 120);
      /* One point lies before the view. */
      g_assert_cmpfloat_with_epsilon (points[1].y, bw_chart_axis_y (axis, 100.0), 0.05);
      g_assert_cmpfloat_with_epsilon (points[101].y, bw_chart_axis_y (axis, 100.0 * at_last / base), 0.05);
      g_assert_cmpfloat_with_epsilon (points[101].x, bw_chart_axis_x (axis, (double) last + 0.5), 0.05);
      g_assert_cmpfloat_with_epsilon (bw_chart_model_get_compared_change (model, 0, last),
                                      (at_last / base - 1.0) * 100.0, 1e-9);
      /* What is in view is in sight. */
      g_assert_cmpfloat (axis->price_high, >, 100.0 * at_last / base);
    }
}

/* Only every seventh bar: the line has those points and no others, and the change that of the last. */
static void
test_gaps (void)
{
  g_autoptr (BwChartModel) model = make_model (500, 100.0, 0.0);
  g_autoptr (BwBarSeries) other = make_bars (500, 50.0, 0.01, 7);
  const BwPoint *points;
  guint n;

  compare_with (model, other);
  bw_chart_model_set_range (model, 70.0, 70.0);
  points = get_line (model, &n);
  g_assert_cmpuint (n, ==, 11);
  g_assert_cmpfloat_with_epsilon (points[0].x, bw_chart_axis_x (bw_chart_model_get_axis (model), 70.5), 0.05);
  g_assert_cmpfloat_with_epsilon (points[1].x, bw_chart_axis_x (bw_chart_model_get_axis (model), 77.5), 0.05);
  g_assert_cmpfloat (bw_chart_model_get_compared_change (model, 0, 80), ==,
                     bw_chart_model_get_compared_change (model, 0, 77));
}

/* It begins within the view at the chart's price of then; before that it has none. */
static void
test_begins_later (void)
{
  g_autoptr (BwChartModel) model = make_model (500, 100.0, 0.1);
  g_autoptr (BwBarSeries) whole = make_bars (500, 50.0, 0.0, 1), late = bw_bar_series_copy_range (whole, 150, 500);
  const BwPoint *points;
  guint n;

  compare_with (model, late);
  bw_chart_model_set_range (model, 100.0, 100.0);
  points = get_line (model, &n);
  g_assert_cmpuint (n, >=, 50);
  g_assert_cmpfloat_with_epsilon (points[0].y, bw_chart_axis_y (bw_chart_model_get_axis (model), 115.0), 0.05);
  g_assert_true (isnan (bw_chart_model_get_compared_change (model, 0, 120)));
  g_assert_cmpfloat (bw_chart_model_get_compared_change (model, 0, 180), ==, 0.0);
  /* Not in view at all. */
  bw_chart_model_set_range (model, 10.0, 100.0);
  g_assert_null (get_line (model, &n));
}

/* Bar by bar it draws what it draws of the whole; folded too. */
static void
test_live (void)
{
  static const double n_visible[] = { 100.0, 3000.0 };
  g_autoptr (BwBarSeries) whole = make_bars (5000, 50.0, 0.01, 1), start = bw_bar_series_copy_range (whole, 0, 4000);

  for (guint k = 0; k < G_N_ELEMENTS (n_visible); k++)
    {
      g_autoptr (BwChartModel) grown = make_model (5000, 100.0, 0.01), built = make_model (5000, 100.0, 0.01);

      compare_with (grown, start);
      compare_with (built, whole);
      bw_chart_model_set_range (grown, 5000.0 - n_visible[k], n_visible[k]);
      bw_chart_model_set_range (built, 5000.0 - n_visible[k], n_visible[k]);
      for (gsize i = 4000; i < 5000; i++)
        {
          bw_chart_model_append_compared (grown, 7, whole->start[i], 1.0);
          if (i % 100 == 0)
            bw_chart_model_get_layer (grown, BW_CHART_LAYER_COMPARED, NULL);
          bw_chart_model_update_last_compared (grown, 7, whole->close[i]);
        }
      for (guint i = 0; i < BW_CHART_N_LAYERS; i++)
        g_assert_true (bw_display_list_equal (bw_chart_model_get_layer (grown, i, NULL),
                                              bw_chart_model_get_layer (built, i, NULL)));
    }
}

static gboolean
has_text (const BwDisplayList *list, const char *text)
{
  for (guint i = 0; i < list->ops->len; i++)
    {
      const BwDrawOp *op = bw_display_list_get_op (list, i);

      if (op->kind == BW_DRAW_TEXT && strstr (bw_display_list_get_text (list, op), text) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
test_scales (void)
{
  g_autoptr (BwChartModel) model = make_model (300, 100.0, 0.1);
  char text[96];
  BwHitRegion region;
  gboolean is_hit = FALSE;
  g_autoptr (BwBarSeries) other = make_bars (300, 50.0, 0.1, 1);

  compare_with (model, other);
  bw_chart_model_set_range (model, 0.0, 305.0);
  bw_chart_model_get_axis (model);
  g_assert_cmpstr (bw_chart_model_print_axis_price (model, 110.0, text), ==, "110.00");
  bw_chart_model_set_scale (model, BW_PRICE_SCALE_PERCENT);
  bw_chart_model_get_axis (model);
  g_assert_cmpstr (bw_chart_model_print_axis_price (model, 110.0, text), ==, "+10.00 %");
  g_assert_cmpstr (bw_chart_model_print_axis_price (model, 100.0, text), ==, "0.00 %");
  g_assert_true (has_text (bw_chart_model_get_layer (model, BW_CHART_LAYER_AXES, NULL), "+20.00 %"));
  bw_chart_model_set_scale (model, BW_PRICE_SCALE_INDEXED);
  bw_chart_model_get_axis (model);
  g_assert_cmpstr (bw_chart_model_print_axis_price (model, 110.0, text), ==, "110.00");
  g_assert_true (has_text (bw_chart_model_get_layer (model, BW_CHART_LAYER_AXES, NULL), "120.00"));
  /* The legend names it, says where it has got to, and lets it go. */
  g_assert_true (has_text (bw_chart_model_get_layer (model, BW_CHART_LAYER_CROSSHAIR, NULL), "ABC"));
  g_assert_true (has_text (bw_chart_model_get_layer (model, BW_CHART_LAYER_CROSSHAIR, NULL), "+59.80 %"));
  for (double y = 0.0; y < 120.0; y += 4.0)
    for (double x = 0.0; x < 300.0; x += 4.0)
      is_hit |= bw_chart_model_hit (model, x, y, &region) && region.kind == BW_HIT_COMPARED_REMOVE &&
                region.id == 7;
  g_assert_true (is_hit);
  bw_chart_model_set_compared (model, NULL, 0);
  g_assert_cmpuint (bw_chart_model_get_n_compared (model), ==, 0);
  g_assert_false (has_text (bw_chart_model_get_layer (model, BW_CHART_LAYER_CROSSHAIR, NULL), "ABC"));
}

static void
test_bad_input (void)
{
  static const double closes[] = { NAN, 0.0, -5.0, INFINITY, 1e300, 1e-300 };
  g_autoptr (BwBarSeries) none = make_bars (0, 1.0, 0.0, 1), one = make_bars (1, 10.0, 0.0, 1);

  for (guint i = 0; i < G_N_ELEMENTS (closes) + 2; i++)
    for (guint n_bars = 0; n_bars < 50; n_bars += 24)
      for (BwPriceScale scale = 0; scale < BW_PRICE_N_SCALES; scale++)
        {
          g_autoptr (BwChartModel) model = make_model (n_bars, n_bars == 24 ? 0.0 : 10.0, 0.0);
          g_autoptr (BwBarSeries) bad = make_bars (40, 10.0, 0.1, 1);

          for (gsize k = 0; i < G_N_ELEMENTS (closes) && k < 40; k += 1 + i % 2)
            bad->close[k] = bad->low[k] = bad->high[k] = closes[i];
          compare_with (model, i == G_N_ELEMENTS (closes) ? none : i > G_N_ELEMENTS (closes) ? one : bad);
          bw_chart_model_set_scale (model, scale);
          for (guint layer = 0; layer < BW_CHART_N_LAYERS; layer++)
            {
              const BwDisplayList *list = bw_chart_model_get_layer (model, layer, NULL);

              for (guint k = 0; k < list->points->len; k++)
                g_assert_false (isinf (g_array_index (list->points, BwPoint, k).y));
              for (guint k = 0; k < list->rects->len; k++)
                g_assert_true (isfinite (g_array_index (list->rects, BwRect, k).y));
            }
        }
}

/* Bars from 04:00 to 20:00 New York of two days: what is outside 09:30 to 16:00 is shaded. */
static void
test_sessions_are_shaded (void)
{
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_5M, 400);
  g_autoptr (BwChartModel) model = bw_chart_model_new ();
  BwSession session;
  const BwDisplayList *list;
  guint n_shades = 0;

  g_assert_true (bw_calendar_session (BW_CALENDAR_XNYS, bw_date_from_ymd (2026, 3, 2), &session));
  for (guint day = 0; day < 2; day++)
    for (BwTime time = session.pre_open; time < session.post_close; time += 5 * BW_MINUTE)
      bw_bar_series_append (series, time + day * BW_DAY, 10.0, 10.0, 10.0, 10.0, 1.0);
  bw_chart_model_set_size (model, 800.0, 600.0, 1.0);
  bw_chart_model_set_series (model, series);
  bw_chart_model_set_range (model, 0.0, 400.0);
  bw_chart_model_get_layer (model, BW_CHART_LAYER_GRID, NULL);
  bw_chart_model_set_sessions (model, BW_CALENDAR_XNYS, TRUE);
  list = bw_chart_model_get_layer (model, BW_CHART_LAYER_GRID, NULL);
  for (guint i = 0; i < list->rects->len; i++)
    {
      const BwRect *rect = &g_array_index (list->rects, BwRect, i);

      n_shades += rect->width > 50.0f && rect->height > 400.0f && rect->width < 300.0f;
    }
  g_assert_cmpuint (n_shades, ==, 4);
}

/* A row put aside is a line through the place its bar would have had, and a mark that says why. */
static void
test_bad_data_is_marked (void)
{
  g_autoptr (BwChartModel) model = make_model (100, 10.0, 0.1);
  BwChartMark marks[] = { { START + 50 * 5 * BW_MINUTE, BW_CHART_MARK_BAD, "Row put aside" },
                          { START + 70 * 5 * BW_MINUTE + BW_MINUTE, BW_CHART_MARK_GAP, "Bars missing" } };
  const BwChartAxis *axis;
  const BwDisplayList *list;
  float found[2] = { 0.0f, 0.0f };
  guint n = 0;

  bw_chart_model_set_marks (model, marks, 2);
  axis = bw_chart_model_get_axis (model);
  list = bw_chart_model_get_layer (model, BW_CHART_LAYER_FILLS, NULL);
  for (guint i = 0; i < list->ops->len; i++)
    {
      const BwDrawOp *op = bw_display_list_get_op (list, i);

      if (op->kind == BW_DRAW_POLYLINE && n < 2)
        found[n++] = g_array_index (list->points, BwPoint, op->first).x;
    }
  g_assert_cmpuint (n, ==, 2);
  /* The newest is drawn first; it has no bar of its own: between two. */
  g_assert_cmpfloat (fabs (found[0] - bw_chart_axis_x (axis, 71.0)), <=, 1.5);
  g_assert_cmpfloat (fabs (found[1] - bw_chart_axis_x (axis, 50.5)), <=, 1.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/compare/rebased", test_rebased_at_the_left_edge);
  g_test_add_func ("/chart/compare/gaps", test_gaps);
  g_test_add_func ("/chart/compare/begins-later", test_begins_later);
  g_test_add_func ("/chart/compare/live", test_live);
  g_test_add_func ("/chart/compare/scales", test_scales);
  g_test_add_func ("/chart/compare/bad-input", test_bad_input);
  g_test_add_func ("/chart/compare/sessions", test_sessions_are_shaded);
  g_test_add_func ("/chart/compare/bad-data", test_bad_data_is_marked);
  return g_test_run ();
}
