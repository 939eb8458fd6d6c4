/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/line-chart.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#define WIDTH 600.0
#define HEIGHT 300.0

static BwDisplayList *
build (const BwTime *times, const double *values, gsize n, BwLineChartKind kind, BwNumberKind number)
{
  BwDisplayList *list = bw_display_list_new ();
  BwChartStyle style;
  BwTextMeasure measure;
  BwLineChart chart = { .times = times,
                        .values = values,
                        .n_points = n,
                        .kind = kind,
                        .number = number,
                        .width = WIDTH,
                        .height = HEIGHT,
                        .scale = 1.0,
                        .hover_x = NAN };

  bw_chart_style_init_light (&style);
  bw_text_measure_init_estimate (&measure);
  chart.colour = style.series[0];
  bw_line_chart_build (&chart, &style, &measure, list);
  return list;
}

static const BwDrawOp *
find_op (const BwDisplayList *list, BwDrawKind kind)
{
  for (guint i = 0; i < list->ops->len; i++)
    if (bw_display_list_get_op (list, i)->kind == kind)
      return bw_display_list_get_op (list, i);
  return NULL;
}

static gboolean
has_text (const BwDisplayList *list, const char *text)
{
  for (guint i = 0; i < list->ops->len; i++)
    {
      const BwDrawOp *op = bw_display_list_get_op (list, i);

      if (op->kind == BW_DRAW_TEXT && strcmp (bw_display_list_get_text (list, op), text) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A million points become a few a pixel, and the one high point among them is still there. */
static void
test_folds (void)
{
  gsize n = 1000000;
  g_autofree double *values = g_new0 (double, n);
  g_autoptr (BwDisplayList) list = NULL;
  const BwDrawOp *line;
  float top = INFINITY, left = INFINITY, right = -INFINITY;

  values[654321] = 50.0;
  values[100000] = NAN;
  list = build (NULL, values, n, BW_LINE_CHART_LINE, BW_NUMBER_PLAIN);
  line = find_op (list, BW_DRAW_POLYLINE);
  g_assert_nonnull (line);
  g_assert_cmpuint (line->n, <=, 4 * 600 + 4);
  for (guint i = 0; i < line->n; i++)
    {
      const BwPoint *point = &g_array_index (list->points, BwPoint, line->first + i);

      if (point->y < top)
        top = point->y;
      left = MIN (left, point->x);
      right = MAX (right, point->x);
    }
  g_assert_cmpfloat (top, <, HEIGHT * 0.1);
  g_assert_cmpfloat (left, <=, 0.01f);
  g_assert_cmpfloat (right, >, WIDTH * 0.8);
}

static void
test_gap (void)
{
  double values[] = { 1.0, 2.0, NAN, 3.0, 4.0 };
  g_autoptr (BwDisplayList) list = build (NULL, values, 5, BW_LINE_CHART_AREA, BW_NUMBER_MONEY);
  guint n_polygons = 0;

  for (guint i = 0; i < list->ops->len; i++)
    n_polygons += bw_display_list_get_op (list, i)->kind == BW_DRAW_POLYGON;
  g_assert_cmpuint (n_polygons, ==, 2);
}

static void
test_numbers (void)
{
  double money[] = { 95000.0, 105000.0 }, cents[] = { 1.0, 1.5 }, falls[] = { 0.0, -0.05 };
  g_autoptr (BwDisplayList) a = build (NULL, money, 2, BW_LINE_CHART_LINE, BW_NUMBER_MONEY);
  g_autoptr (BwDisplayList) b = build (NULL, cents, 2, BW_LINE_CHART_LINE, BW_NUMBER_MONEY);
  g_autoptr (BwDisplayList) c = build (NULL, falls, 2, BW_LINE_CHART_BASELINE, BW_NUMBER_PERCENT);

  g_assert_true (has_text (a, "100,000"));
  g_assert_true (has_text (b, "1.20"));
  g_assert_true (has_text (c, "0 %"));
  g_assert_true (has_text (c, "−4 %"));
}

static void
test_few (void)
{
  double values[] = { 7.0, 7.0 }, nothing[] = { NAN };
  BwTime times[] = { 0, BW_DAY };

  for (gsize n = 0; n <= 2; n++)
    {
      g_autoptr (BwDisplayList) list = build (times, values, n, BW_LINE_CHART_AREA, BW_NUMBER_MONEY);

      g_assert_true ((find_op (list, BW_DRAW_POLYLINE) != NULL) == (n > 0));
      if (n > 0)
        g_assert_cmpuint (find_op (list, BW_DRAW_POLYLINE)->n, >=, 2);
    }
  bw_display_list_free (build (times, nothing, 1, BW_LINE_CHART_BASELINE, BW_NUMBER_PERCENT));
}

static void
test_sparkline (void)
{
  double values[] = { 1.0, 5.0, 2.0 };
  g_autoptr (BwDisplayList) list = bw_display_list_new ();
  const BwDrawOp *line;

  bw_sparkline_build (values, 1, (BwColour){ 0 }, 96.0, 24.0, 1.0, list);
  g_assert_cmpuint (list->ops->len, ==, 0);
  bw_sparkline_build (values, 3, (BwColour){ 0 }, 96.0, 24.0, 1.0, list);
  line = find_op (list, BW_DRAW_POLYLINE);
  g_assert_cmpuint (line->n, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const BwPoint *point = &g_array_index (list->points, BwPoint, line->first + i);

      g_assert_cmpfloat_with_epsilon (point->x, i * 48.0, 0.01);
      g_assert_cmpfloat (point->y, >=, 0.0f);
      g_assert_cmpfloat (point->y, <=, 24.0f);
    }
}

static void
test_bars (void)
{
  static const BwBarItem items[] = { { "AAA", 300.0 }, { "BBB", -100.0 }, { "CCC", 0.0 } };
  BwBarChart chart = { items, G_N_ELEMENTS (items), BW_NUMBER_MONEY, WIDTH, 200.0, 1.0 };
  g_autoptr (BwDisplayList) list = bw_display_list_new ();
  BwChartStyle style;
  BwTextMeasure measure;
  const BwRect *gain, *loss;

  bw_chart_style_init_light (&style);
  bw_text_measure_init_estimate (&measure);
  bw_bar_chart_build (&chart, &style, &measure, list);
  gain = &g_array_index (list->rects, BwRect, 0);
  loss = &g_array_index (list->rects, BwRect, 1);
  g_assert_cmpfloat_with_epsilon (gain->width, loss->width * 3.0, 0.01);
  g_assert_cmpfloat_with_epsilon (loss->x + loss->width, gain->x, 0.01);
  g_assert_true (has_text (list, "+300.00"));
  g_assert_true (has_text (list, "−100.00"));
  g_assert_true (has_text (list, "CCC"));
  /* As many rows as fit; none in no room. */
  bw_display_list_clear (list);
  chart.height = 30.0;
  bw_bar_chart_build (&chart, &style, &measure, list);
  g_assert_false (has_text (list, "BBB"));
  bw_display_list_clear (list);
  chart.width = 20.0;
  bw_bar_chart_build (&chart, &style, &measure, list);
  g_assert_cmpuint (list->ops->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_NUMERIC, "C");
  g_test_add_func ("/line-chart/folds", test_folds);
  g_test_add_func ("/line-chart/gap", test_gap);
  g_test_add_func ("/line-chart/numbers", test_numbers);
  g_test_add_func ("/line-chart/few", test_few);
  g_test_add_func ("/line-chart/sparkline", test_sparkline);
  g_test_add_func ("/line-chart/bars", test_bars);
  return g_test_run ();
}
