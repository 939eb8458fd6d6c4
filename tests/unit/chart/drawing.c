/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-drawings.h"
#include "chart/drawing-list.h"

#include <math.h>

#define START (1700000000 * BW_SECOND)

static BwTime
get_start (gpointer data, gsize bar_index)
{
  return ((const BwTime *) data)[bar_index];
}

/* Ten bars of five minutes, and after a night ten more. */
static BwTime *
make_starts (void)
{
  BwTime *starts = g_new (BwTime, 20);

  for (guint i = 0; i < 20; i++)
    starts[i] = START + i * 5 * BW_MINUTE + (i >= 10 ? 17 * BW_HOUR : 0);
  return starts;
}

static BwDrawing *
make_line (BwDrawingKind kind, BwTime t0, double p0, BwTime t1, double p1)
{
  BwDrawing *drawing = bw_drawing_new (kind);

  bw_drawing_add_anchor (drawing, t0, p0);
  bw_drawing_add_anchor (drawing, t1, p1);
  return drawing;
}

static BwDrawingView
make_view (BwTime *starts, gboolean is_log)
{
  static BwTextMeasure measure;

  bw_text_measure_init_estimate (&measure);
  return (BwDrawingView){ .axis = { 0.0, 0.0, 400.0, 200.0, 0.0, 20.0, 50.0, 200.0, is_log },
                          .bars = { get_start, starts, 20, BW_TIMEFRAME_5M },
                          .scale = 1.0,
                          .font_size = 10.0,
                          .n_decimals = 2,
                          .measure = &measure };
}

/* ---- Time and bars ---- */

static void
test_bars (void)
{
  g_autofree BwTime *starts = make_starts ();
  BwDrawingBars bars = { get_start, starts, 20, BW_TIMEFRAME_5M };
  const struct
  {
    const char *name;
    BwTime time;
    double index;
  } cases[] = {
    { "a bar's start is its middle", starts[3], 3.5 },
    { "half way through a bar", starts[3] + 150 * BW_SECOND, 4.0 },
    { "the last moment before a night", starts[9] + 5 * BW_MINUTE, 10.5 },
    { "in the night", starts[9] + 3 * BW_HOUR, 10.5 },
    { "after the night", starts[10], 10.5 },
    { "the last bar", starts[19], 19.5 },
    { "three bars after it", starts[19] + 15 * BW_MINUTE, 22.5 },
    { "a thousand bars after it", starts[19] + 5000 * BW_MINUTE, 1019.5 },
    { "the first bar", starts[0], 0.5 },
    { "four bars before it", starts[0] - 20 * BW_MINUTE, -3.5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmpfloat_with_epsilon (bw_drawing_bars_index (&bars, cases[i].time), cases[i].index, 1e-9);
    }
  /* There and back is exact, on a bar, in the future and in the past. */
  for (int i = -5000; i < 5000; i++)
    g_assert_cmpfloat (bw_drawing_bars_index (&bars, bw_drawing_bars_time (&bars, i + 0.5)), ==, i + 0.5);
  for (guint i = 0; i < 20; i++)
    g_assert_cmpint (bw_drawing_bars_time (&bars, i + 0.5), ==, starts[i]);
  bars.n_bars = 0;
  g_assert_cmpfloat (bw_drawing_bars_index (&bars, START), ==, 0.0);
  g_assert_cmpint (bw_drawing_bars_time (&bars, 12.0), ==, 0);
}

/* Older bars come, or bars of another timeframe: the anchor's bar is the one that holds its time. */
static void
test_other_bars (void)
{
  g_autofree BwTime *starts = make_starts ();
  BwTime hours[3] = { starts[0], starts[0] + BW_HOUR, starts[10] };
  BwDrawingBars all = { get_start, starts, 20, BW_TIMEFRAME_5M }, late = { get_start, starts + 8, 12, BW_TIMEFRAME_5M };
  BwDrawingBars coarse = { get_start, hours, 3, BW_TIMEFRAME_1H };
  double before = -1e9;

  for (guint i = 8; i < 20; i++)
    g_assert_cmpfloat (bw_drawing_bars_index (&all, starts[i]), ==, bw_drawing_bars_index (&late, starts[i]) + 8.0);
  for (guint i = 0; i < 20; i++)
    {
      double index = bw_drawing_bars_index (&coarse, starts[i]);

      g_assert_cmpfloat (index, >, before);
      before = index;
    }
  g_assert_cmpfloat_with_epsilon (bw_drawing_bars_index (&coarse, starts[3]), 0.5 + 0.25, 1e-9);
}

/* February is shorter than a month's nominal length, March longer. */
static void
test_months (void)
{
  BwTime months[4];
  BwDrawingBars bars = { get_start, months, 4, BW_TIMEFRAME_1MO };

  for (int i = 0; i < 4; i++)
    months[i] = bw_date_from_ymd (2026, 1 + i, 1) * BW_DAY;
  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpfloat (bw_drawing_bars_index (&bars, months[i]), ==, i + 0.5);
      g_assert_cmpfloat (bw_drawing_bars_index (&bars, months[i + 1] - 1), <=, i + 1.5);
      g_assert_cmpfloat (bw_drawing_bars_index (&bars, months[i] + 14 * BW_DAY), >, i + 0.9);
    }
}

/* ---- Prices for alerts ---- */

static void
check_price (const BwDrawing *drawing, const BwDrawingBars *bars, BwTime time, guint line, double expected)
{
  double price = NAN;
  gboolean has_price = bw_drawing_get_price_at (drawing, bars, time, line, &price);

  g_assert_cmpint (has_price, ==, !isnan (expected));
  if (has_price)
    g_assert_cmpfloat_with_epsilon (price, expected, 1e-9 * fabs (expected));
}

static void
test_line_prices (void)
{
  g_autofree BwTime *starts = make_starts ();
  BwDrawingBars bars = { get_start, starts, 20, BW_TIMEFRAME_5M };
  g_autoptr (BwDrawing) line = make_line (BW_DRAWING_TREND_LINE, starts[8], 100.0, starts[12], 108.0);
  g_autoptr (BwDrawing) ray = make_line (BW_DRAWING_RAY, starts[12], 108.0, starts[8], 100.0);
  g_autoptr (BwDrawing) whole = make_line (BW_DRAWING_EXTENDED_LINE, starts[8], 100.0, starts[12], 108.0);
  g_autoptr (BwDrawing) upright = make_line (BW_DRAWING_TREND_LINE, starts[8], 100.0, starts[8], 108.0);

  /* The night between bars 9 and 10 takes no room. */
  check_price (line, &bars, starts[10], 0, 104.0);
  check_price (line, &bars, starts[9] + 5 * BW_HOUR, 0, 104.0);
  check_price (line, &bars, starts[8], 0, 100.0);
  check_price (line, &bars, starts[12], 0, 108.0);
  check_price (line, &bars, starts[7], 0, NAN);
  check_price (line, &bars, starts[13], 0, NAN);
  check_price (line, &bars, starts[10], 1, NAN);
  line->extends_right = TRUE;
  check_price (line, &bars, starts[19] + 10 * BW_MINUTE, 0, 126.0);
  check_price (line, &bars, starts[7], 0, NAN);
  check_price (ray, &bars, starts[0], 0, 84.0);
  check_price (ray, &bars, starts[13], 0, NAN);
  check_price (whole, &bars, starts[0], 0, 84.0);
  check_price (whole, &bars, starts[13], 0, 110.0);
  check_price (upright, &bars, starts[8], 0, NAN);
  line->is_log = TRUE;
  check_price (line, &bars, starts[10], 0, sqrt (100.0 * 108.0));
}

static void
test_channel_and_level_prices (void)
{
  g_autofree BwTime *starts = make_starts ();
  BwDrawingBars bars = { get_start, starts, 20, BW_TIMEFRAME_5M };
  g_autoptr (BwDrawing) channel = make_line (BW_DRAWING_CHANNEL, starts[2], 100.0, starts[6], 104.0);
  g_autoptr (BwDrawing) fib = make_line (BW_DRAWING_FIB_RETRACEMENT, starts[2], 100.0, starts[6], 200.0);
  g_autoptr (BwDrawing) extension = make_line (BW_DRAWING_FIB_EXTENSION, starts[2], 100.0, starts[6], 120.0);
  g_autoptr (BwDrawing) level = bw_drawing_new (BW_DRAWING_HORIZONTAL_LINE);
  g_autofree char *name = NULL, *edge = NULL;

  bw_drawing_add_anchor (channel, starts[4], 112.0);
  check_price (channel, &bars, starts[5], 0, 103.0);
  check_price (channel, &bars, starts[5], 1, 113.0);
  channel->is_log = TRUE;
  check_price (channel, &bars, starts[2], 1, 100.0 * 112.0 / sqrt (100.0 * 104.0));
  for (guint i = 0; i < fib->levels->len; i++)
    check_price (fib, &bars, starts[4], i, 200.0 - 100.0 * g_array_index (fib->levels, double, i));
  check_price (fib, &bars, starts[7], 0, NAN);
  fib->extends_right = TRUE;
  check_price (fib, &bars, starts[19], 0, 200.0);
  name = bw_drawing_line_name (fib, 4);
  g_assert_cmpstr (name, ==, "61.8 %");
  bw_drawing_add_anchor (extension, starts[8], 110.0);
  check_price (extension, &bars, starts[8], 3, 130.0);
  bw_drawing_add_anchor (level, starts[5], 77.25);
  check_price (level, &bars, starts[19] + 500 * BW_DAY, 0, 77.25);
  check_price (level, &bars, starts[0] - 500 * BW_DAY, 0, 77.25);
  edge = bw_drawing_line_name (channel, 1);
  g_assert_cmpstr (edge, ==, "Parallel");
}

static void
test_plan (void)
{
  g_autoptr (BwDrawing) position = make_line (BW_DRAWING_LONG_POSITION, START, 100.0, START + BW_HOUR, 98.0);
  BwDrawingPlan plan;

  bw_drawing_add_anchor (position, START + BW_HOUR, 106.0);
  position->account_size = 25000.0;
  position->risk_percent = 1.0;
  g_assert_true (bw_drawing_get_plan (position, &plan));
  g_assert_cmpfloat (plan.ratio, ==, 3.0);
  g_assert_cmpfloat (plan.quantity, ==, 125.0);
  g_assert_cmpfloat (plan.amount_at_risk, ==, 250.0);
  g_assert_cmpfloat (plan.amount_to_win, ==, 750.0);
  g_assert_cmpfloat_with_epsilon (plan.stop_share, 0.02, 1e-12);
  position->kind = BW_DRAWING_SHORT_POSITION;
  g_assert_false (bw_drawing_get_plan (position, &plan));
  bw_drawing_move_handle (position, 1, &(BwDrawingAnchor){ START + 2 * BW_HOUR, 104.0 });
  bw_drawing_move_handle (position, 2, &(BwDrawingAnchor){ START + 3 * BW_HOUR, 90.0 });
  g_assert_true (bw_drawing_get_plan (position, &plan));
  g_assert_cmpfloat (plan.ratio, ==, 2.5);
  /* Both edges on the right keep one time. */
  g_assert_cmpint (bw_drawing_anchor (position, 1)->time, ==, START + 3 * BW_HOUR);
  bw_drawing_move_handle (position, 1, &(BwDrawingAnchor){ START + 2 * BW_HOUR, 100.0 });
  g_assert_false (bw_drawing_get_plan (position, &plan));
}

/* ---- What is refused ---- */

static void
test_bad_input (void)
{
  g_autoptr (BwDrawing) line = make_line (BW_DRAWING_TREND_LINE, START, 100.0, START, 100.0);
  g_autoptr (BwDrawing) few = bw_drawing_new (BW_DRAWING_CHANNEL);
  g_autofree BwTime *starts = make_starts ();
  BwDrawingBars bars = { get_start, starts, 20, BW_TIMEFRAME_5M };
  static const double bad[] = { NAN, INFINITY, -INFINITY, 1e300 };
  double price;

  g_assert_null (bw_drawing_check (line));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_array_index (line->anchors, BwDrawingAnchor, 1).price = bad[i];
      g_assert_nonnull (bw_drawing_check (line));
      g_assert_false (bw_drawing_get_price_at (line, &bars, START, 0, &price));
    }
  g_array_index (line->anchors, BwDrawingAnchor, 1).price = 1.0;
  g_array_index (line->anchors, BwDrawingAnchor, 1).time = BW_TIME_NONE;
  g_assert_nonnull (bw_drawing_check (line));
  g_array_index (line->anchors, BwDrawingAnchor, 1).time = START;
  line->width = NAN;
  g_assert_nonnull (bw_drawing_check (line));
  line->width = 1.0;
  line->fill_opacity = 1.5;
  g_assert_nonnull (bw_drawing_check (line));
  line->fill_opacity = 0.0;
  g_assert_null (bw_drawing_check (line));
  bw_drawing_add_anchor (line, START, 5.0);
  g_assert_nonnull (bw_drawing_check (line));
  g_assert_nonnull (bw_drawing_check (few));
  few->kind = BW_DRAWING_N_KINDS;
  g_assert_nonnull (bw_drawing_check (few));
  few->kind = BW_DRAWING_TEXT;
}

/* ---- Geometry ---- */

static void
test_clip (void)
{
  static const BwRect clip = { 0.0f, 0.0f, 100.0f, 50.0f };
  static const struct
  {
    const char *name;
    BwPlace a, b;
    gboolean before, beyond, is_seen;
    BwPlace from, to;
  } cases[] = {
    { "inside", { 10, 10 }, { 20, 20 }, FALSE, FALSE, TRUE, { 10, 10 }, { 20, 20 } },
    { "across", { -50, 25 }, { 150, 25 }, FALSE, FALSE, TRUE, { 0, 25 }, { 100, 25 } },
    { "a million bars off", { -1e9, -1e9 }, { 1e9, 1e9 }, FALSE, FALSE, TRUE, { 0, 0 }, { 50, 50 } },
    { "beyond", { 10, 10 }, { 20, 20 }, FALSE, TRUE, TRUE, { 10, 10 }, { 50, 50 } },
    { "before", { 10, 10 }, { 20, 20 }, TRUE, FALSE, TRUE, { 0, 0 }, { 20, 20 } },
    { "backwards", { 20, 20 }, { 10, 10 }, FALSE, TRUE, TRUE, { 20, 20 }, { 0, 0 } },
    { "upright", { 30, -10 }, { 30, 90 }, FALSE, FALSE, TRUE, { 30, 0 }, { 30, 50 } },
    { "a point", { 30, 30 }, { 30, 30 }, TRUE, TRUE, TRUE, { 30, 30 }, { 30, 30 } },
    { "above", { 0, -10 }, { 90, -5 }, FALSE, FALSE, FALSE, { 0, 0 }, { 0, 0 } },
    { "past a corner", { -10, 5 }, { 5, -10 }, TRUE, TRUE, FALSE, { 0, 0 }, { 0, 0 } },
    { "ends before it", { -20, 10 }, { -10, 10 }, FALSE, FALSE, FALSE, { 0, 0 }, { 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwPlace from, to;

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (bw_clip_line (&clip, cases[i].a, cases[i].b, cases[i].before, cases[i].beyond, &from, &to), ==,
                       cases[i].is_seen);
      if (!cases[i].is_seen)
        continue;
      g_assert_cmpfloat_with_epsilon (from.x, cases[i].from.x, 1e-6);
      g_assert_cmpfloat_with_epsilon (from.y, cases[i].from.y, 1e-6);
      g_assert_cmpfloat_with_epsilon (to.x, cases[i].to.x, 1e-6);
      g_assert_cmpfloat_with_epsilon (to.y, cases[i].to.y, 1e-6);
    }
}

/* A drawing of every kind, with all anchors in the plot. */
static BwDrawing *
make_one (BwDrawingKind kind, const BwTime *starts)
{
  static const double prices[] = { 100.0, 120.0, 90.0 };
  BwDrawing *drawing = bw_drawing_new (kind);
  guint n_min, n_max;

  bw_drawing_kind_n_anchors (kind, &n_min, &n_max);
  for (guint i = 0; i < n_min; i++)
    bw_drawing_add_anchor (drawing, starts[4 + 4 * i], prices[i]);
  if (kind == BW_DRAWING_LONG_POSITION)
    {
      bw_drawing_move_handle (drawing, 1, &(BwDrawingAnchor){ starts[12], 90.0 });
      bw_drawing_move_handle (drawing, 2, &(BwDrawingAnchor){ starts[12], 120.0 });
    }
  drawing->text = (g_free (drawing->text), g_strdup ("Here"));
  return drawing;
}

static gboolean
is_in_plot (const BwPlace *place)
{
  return isnan (place->x) || (place->x >= -1e-6 && place->x <= 400.0 + 1e-6 && place->y >= -1e-6 && place->y <= 200.0 + 1e-6);
}

/* Every kind on both scales, in view, zoomed in and far away: nothing is drawn outside the plot, what is drawn can be
 * touched, and one that is moved or dragged by a handle stays sound. */
static void
test_every_kind (void)
{
  static const struct { double first_bar, n_visible; } ranges[] = { { 0.0, 20.0 }, { 8.0, 3.0 }, { -1e6, 2e6 }, { 4e5, 100.0 } };
  g_autofree BwTime *starts = make_starts ();
  g_autoptr (BwDrawingSketch) sketch = bw_drawing_sketch_new ();

  for (guint kind = 0; kind < BW_DRAWING_N_KINDS; kind++)
    for (guint i = 0; i < 2 * G_N_ELEMENTS (ranges); i++)
      {
        g_autoptr (BwDrawing) drawing = make_one (kind, starts);
        BwDrawingView view = make_view (starts, i % 2 == 1);
        gboolean is_seen;

        view.axis.first_bar = ranges[i / 2].first_bar;
        view.axis.n_visible = ranges[i / 2].n_visible;
        g_assert_null (bw_drawing_check (drawing));
        is_seen = bw_drawing_sketch_build (sketch, drawing, &view);
        if (i < 2)
          g_assert_true (is_seen);
        for (guint k = 0; k < sketch->points->len; k++)
          g_assert_true (is_in_plot (&g_array_index (sketch->points, BwPlace, k)));
        if (i < 2 && sketch->strokes->len > 0)
          {
            const BwPlace *place = &g_array_index (sketch->points, BwPlace, g_array_index (sketch->strokes, BwSketchPart, 0).first);

            g_assert_cmpint (bw_drawing_sketch_hit (sketch, place->x, place->y, 1.0), ==, BW_DRAWING_PART_LINE);
          }
        for (guint k = 0; k < sketch->handles->len && k < 4; k++)
          {
            bw_drawing_move_handle (drawing, k, &(BwDrawingAnchor){ starts[6], 105.0 });
            g_assert_null (bw_drawing_check (drawing));
          }
        bw_drawing_shift (drawing, &view.bars, 7.0, 100.0, 110.0, i % 2 == 1);
        g_assert_null (bw_drawing_check (drawing));
        bw_drawing_sketch_build (sketch, drawing, &view);
      }
}

/* Straight on the screen, also where prices are logarithmic. */
static void
test_straight_on_log (void)
{
  g_autofree BwTime *starts = make_starts ();
  g_autoptr (BwDrawingSketch) sketch = bw_drawing_sketch_new ();
  g_autoptr (BwDrawing) line = make_line (BW_DRAWING_TREND_LINE, starts[2], 60.0, starts[14], 180.0);
  BwDrawingView view = make_view (starts, TRUE);
  BwPlace a = bw_drawing_view_place (&view, bw_drawing_anchor (line, 0));
  BwPlace b = bw_drawing_view_place (&view, bw_drawing_anchor (line, 1));

  g_assert_true (bw_drawing_sketch_build (sketch, line, &view));
  g_assert_cmpfloat_with_epsilon (bw_drawing_sketch_distance (sketch, (a.x + b.x) / 2.0, (a.y + b.y) / 2.0), 0.0, 1e-6);
  /* Half way up the line stands the geometric mean, which is what its alert price says. */
  line->is_log = TRUE;
  {
    double price;

    g_assert_true (bw_drawing_get_price_at (line, &view.bars, starts[8], 0, &price));
    g_assert_cmpfloat_with_epsilon (price, sqrt (60.0 * 180.0), 1e-9);
    g_assert_cmpfloat_with_epsilon (bw_chart_axis_y (&view.axis, price), (a.y + b.y) / 2.0, 1e-6);
  }
  /* Moved up on a log scale it keeps its slope on the screen. */
  bw_drawing_shift (line, &view.bars, 1.0, 100.0, 90.0, TRUE);
  g_assert_cmpfloat_with_epsilon (bw_drawing_view_place (&view, bw_drawing_anchor (line, 1)).y -
                                      bw_drawing_view_place (&view, bw_drawing_anchor (line, 0)).y,
                                  b.y - a.y, 1e-6);
  g_assert_cmpint (bw_drawing_anchor (line, 0)->time, ==, starts[3]);
  /* A price that no log scale has is no crash. */
  g_array_index (line->anchors, BwDrawingAnchor, 0).price = -5.0;
  bw_drawing_sketch_build (sketch, line, &view);
}

static void
test_handles (void)
{
  g_autofree BwTime *starts = make_starts ();
  g_autoptr (BwDrawingSketch) sketch = bw_drawing_sketch_new ();
  g_autoptr (BwDrawing) box = make_line (BW_DRAWING_RECTANGLE, starts[2], 60.0, starts[14], 180.0);
  BwDrawingView view = make_view (starts, FALSE);
  BwPlace corner = bw_drawing_view_place (&view, &(BwDrawingAnchor){ starts[2], 180.0 });

  g_assert_true (bw_drawing_sketch_build (sketch, box, &view));
  g_assert_cmpint (bw_drawing_sketch_hit_handle (sketch, corner.x + 21.0, corner.y, 22.0), ==, 2);
  g_assert_cmpint (bw_drawing_sketch_hit_handle (sketch, corner.x + 23.0, corner.y, 22.0), ==, -1);
  bw_drawing_move_handle (box, 2, &(BwDrawingAnchor){ starts[4], 170.0 });
  g_assert_cmpint (bw_drawing_anchor (box, 0)->time, ==, starts[4]);
  g_assert_cmpfloat (bw_drawing_anchor (box, 1)->price, ==, 170.0);
  g_assert_cmpfloat (bw_drawing_anchor (box, 0)->price, ==, 60.0);
  g_assert_cmpint (bw_drawing_sketch_hit (sketch, 200.0, 100.0, 5.0), ==, BW_DRAWING_PART_INSIDE);
  g_assert_cmpint (bw_drawing_sketch_hit (sketch, 390.0, 190.0, 5.0), ==, BW_DRAWING_PART_NONE);
}

static void
test_constrain (void)
{
  static const struct { double dx, dy, x, y; } cases[] = {
    { 10, 1, 10, 0 },  { 10, 8, 10, 10 },   { 1, 10, 0, 10 },   { -9, 10, -10, 10 },
    { -10, 1, -10, 0 }, { -10, -7, -10, -10 }, { 1, -10, 0, -10 }, { 8, -10, 10, -10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double x = 50.0 + cases[i].dx, y = 60.0 + cases[i].dy;

      bw_drawing_constrain (50.0, 60.0, &x, &y);
      g_assert_cmpfloat_with_epsilon (x, 50.0 + cases[i].x, 1e-9);
      g_assert_cmpfloat_with_epsilon (y, 60.0 + cases[i].y, 1e-9);
    }
}

/* ---- In the chart ---- */

static BwChartModel *
make_model (const BwTime *starts)
{
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_5M, 20);
  BwChartModel *model = bw_chart_model_new ();

  for (guint i = 0; i < 20; i++)
    bw_bar_series_append (series, starts[i], 100.0 + i, 103.0 + i, 98.0 + i, 101.0 + i, 10.0);
  bw_chart_model_set_size (model, 800.0, 600.0, 1.0);
  bw_chart_model_set_series (model, series);
  bw_chart_model_set_range (model, 0.0, 25.0);
  return model;
}

static void
test_in_chart (void)
{
  g_autofree BwTime *starts = make_starts ();
  g_autoptr (BwChartModel) model = make_model (starts);
  g_autoptr (BwDrawing) line = make_line (BW_DRAWING_TREND_LINE, starts[2], 102.0, starts[14], 116.0);
  g_autoptr (BwDrawing) bad = make_line (BW_DRAWING_TREND_LINE, starts[2], NAN, starts[14], 116.0);
  g_autoptr (BwDrawing) moved = NULL;
  BwDrawing *both[] = { line, bad };
  BwDrawingView view;
  BwDrawingHit hit;
  BwPlace a, b;
  guint64 before, after;
  g_autofree char *words = NULL;

  line->id = 7;
  bad->id = 8;
  bw_chart_model_get_layer (model, BW_CHART_LAYER_BARS, &before);
  bw_chart_model_set_drawings (model, both, 2);
  bw_chart_model_get_layer (model, BW_CHART_LAYER_BARS, &after);
  g_assert_cmpuint (before, ==, after);
  g_assert_cmpuint (bw_chart_model_get_layer (model, BW_CHART_LAYER_DRAWINGS, NULL)->ops->len, ==, 3);
  g_assert_null (bw_chart_model_find_drawing (model, 8));
  bw_chart_model_get_drawing_view (model, &view);
  a = bw_drawing_view_place (&view, bw_drawing_anchor (line, 0));
  b = bw_drawing_view_place (&view, bw_drawing_anchor (line, 1));
  g_assert_true (bw_chart_model_hit_drawing (model, (a.x + b.x) / 2.0, (a.y + b.y) / 2.0, FALSE, &hit));
  g_assert_cmpuint (hit.id, ==, 7);
  g_assert_cmpint (hit.part, ==, BW_DRAWING_PART_LINE);
  g_assert_false (bw_chart_model_hit_drawing (model, a.x + 100.0, b.y - 20.0, FALSE, &hit));
  bw_chart_model_select_drawing (model, 7);
  g_assert_true (bw_chart_model_hit_drawing (model, b.x + 8.0, b.y, FALSE, &hit));
  g_assert_cmpint (hit.handle, ==, 1);
  g_assert_false (bw_chart_model_hit_drawing (model, b.x + 18.0, b.y - 10.0, FALSE, &hit));
  g_assert_true (bw_chart_model_hit_drawing (model, b.x + 18.0, b.y - 10.0, TRUE, &hit));
  g_assert_cmpuint (bw_chart_model_next_drawing (model, 0, 1), ==, 7);
  g_assert_cmpuint (bw_chart_model_next_drawing (model, 7, 1), ==, 0);
  words = bw_chart_model_describe_drawing (model, line);
  g_assert_cmpstr (words, ==, "Trend line from Tue 14 Nov 2023  22:23, 102.00 to Wed 15 Nov 2023  16:23, 116.00");
  /* While it is dragged the draft stands for it. */
  moved = bw_drawing_copy (line);
  bw_drawing_shift (moved, &view.bars, 3.0, 100.0, 105.0, FALSE);
  bw_chart_model_set_drafted (model, moved);
  g_assert_false (bw_chart_model_hit_drawing (model, (a.x + b.x) / 2.0, (a.y + b.y) / 2.0, FALSE, &hit));
  bw_chart_model_set_drafted (model, NULL);
  g_assert_true (bw_chart_model_hit_drawing (model, (a.x + b.x) / 2.0, (a.y + b.y) / 2.0, FALSE, &hit));
  bw_chart_model_set_drawings (model, NULL, 0);
  g_assert_cmpuint (bw_chart_model_get_selected_drawing (model), ==, 0);
}

static void
add_some (BwDisplayList *list, float x)
{
  BwColour colour = bw_colour_from_rgb (0x123456);

  bw_display_list_add_text (list, colour, x, 1.0f, 0.0f, 11.0f, FALSE, "words");
  bw_display_list_add_rect (list, colour, x, 2.0f, 3.0f, 4.0f);
  bw_display_list_add_line (list, colour, 1.0f, x, 0.0f, 9.0f, 9.0f, 2.0f);
  bw_display_list_push_clip (list, (BwRect){ x, 0.0f, 1.0f, 1.0f });
  bw_display_list_pop_clip (list);
  bw_display_list_add_hit (list, (BwRect){ x, 0.0f, 1.0f, 1.0f }, BW_HIT_MARK, 5);
}

/* Two lists one after the other are what one list of both would have been. */
static void
test_append_lists (void)
{
  g_autoptr (BwDisplayList) whole = bw_display_list_new (), first = bw_display_list_new (), second = bw_display_list_new ();

  add_some (whole, 1.0f);
  add_some (whole, 2.0f);
  add_some (first, 1.0f);
  add_some (second, 2.0f);
  g_assert_false (bw_display_list_equal (whole, first));
  bw_display_list_append (first, second);
  g_assert_true (bw_display_list_equal (whole, first));
}

static void
test_magnet (void)
{
  g_autofree BwTime *starts = make_starts ();
  g_autoptr (BwChartModel) model = make_model (starts);
  const BwChartAxis *axis = bw_chart_model_get_axis (model);
  double x = bw_chart_axis_x (axis, 5.9), y_high = bw_chart_axis_y (axis, 108.0);
  BwDrawingAnchor anchor;

  bw_chart_model_point_at (model, x, y_high - 6.0, BW_MAGNET_WEAK, &anchor);
  g_assert_cmpint (anchor.time, ==, starts[5]);
  g_assert_cmpfloat (anchor.price, ==, 108.0);
  bw_chart_model_point_at (model, x, y_high - 60.0, BW_MAGNET_WEAK, &anchor);
  g_assert_cmpfloat (anchor.price, !=, 108.0);
  bw_chart_model_point_at (model, x, y_high - 60.0, BW_MAGNET_STRONG, &anchor);
  g_assert_cmpfloat (anchor.price, ==, 108.0);
  bw_chart_model_point_at (model, x, y_high - 6.0, BW_MAGNET_OFF, &anchor);
  g_assert_cmpfloat (anchor.price, >, 108.0);
  /* Past the newest bar there is no bar to be drawn to, but there is a time. */
  bw_chart_model_point_at (model, bw_chart_axis_x (axis, 22.3), y_high, BW_MAGNET_STRONG, &anchor);
  g_assert_cmpint (anchor.time, ==, starts[19] + 15 * BW_MINUTE);
}

/* ---- Undo ---- */

static char *
print_list (BwDrawingList *list)
{
  GString *text = g_string_new (NULL);
  GPtrArray *drawings = bw_drawing_list_get (list);

  for (guint i = 0; i < drawings->len; i++)
    {
      const BwDrawing *drawing = g_ptr_array_index (drawings, i);

      g_string_append_printf (text, "%u:%g ", (guint) drawing->id, bw_drawing_anchor (drawing, 0)->price);
    }
  return g_string_free (text, FALSE);
}

/* Steps of every kind, all undone and all redone: each state is met again on the way back and forth. */
static void
test_undo (void)
{
  g_autoptr (BwDrawingList) list = bw_drawing_list_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  guint64 last_id = 0;

  g_ptr_array_add (states, print_list (list));
  for (guint step = 0; step < 300; step++)
    {
      g_autoptr (GArray) changes = bw_drawing_changes_new ();
      GPtrArray *drawings = bw_drawing_list_get (list);
      guint act = drawings->len == 0 ? 0 : (guint) g_rand_int_range (random, 0, 3);
      BwDrawing *old = act > 0 ? g_ptr_array_index (drawings, g_rand_int_range (random, 0, (gint32) drawings->len)) : NULL;
      g_autoptr (BwDrawing) new = act == 2 ? NULL : bw_drawing_new (BW_DRAWING_HORIZONTAL_LINE);

      if (new != NULL)
        {
          new->id = old != NULL ? old->id : ++last_id;
          bw_drawing_add_anchor (new, START, step);
        }
      bw_drawing_changes_add (changes, old, new);
      if (act == 0 && step % 7 == 0)
        {
          g_autoptr (BwDrawing) second = bw_drawing_copy (new);

          second->id = ++last_id;
          bw_drawing_changes_add (changes, NULL, second);
        }
      g_assert_true (bw_drawing_list_do (list, changes));
      g_ptr_array_add (states, print_list (list));
    }
  for (guint round = 0; round < 2; round++)
    {
      for (guint i = states->len - 1; i > 0; i--)
        {
          g_autofree char *state = NULL;

          g_assert_nonnull (bw_drawing_list_undo (list));
          state = print_list (list);
          g_assert_cmpstr (state, ==, g_ptr_array_index (states, i - 1));
        }
      g_assert_null (bw_drawing_list_undo (list));
      for (guint i = 1; i < states->len; i++)
        {
          g_autofree char *state = NULL;

          g_assert_nonnull (bw_drawing_list_redo (list));
          state = print_list (list);
          g_assert_cmpstr (state, ==, g_ptr_array_index (states, i));
        }
      g_assert_null (bw_drawing_list_redo (list));
    }
}

static void
test_list_refuses (void)
{
  g_autoptr (BwDrawingList) list = bw_drawing_list_new ();
  g_autoptr (BwDrawing) one = bw_drawing_new (BW_DRAWING_HORIZONTAL_LINE), bad = NULL;
  g_autoptr (GArray) unnumbered = bw_drawing_changes_new (), first = bw_drawing_changes_new (), twice = bw_drawing_changes_new (),
                     unsound = bw_drawing_changes_new (), empty = bw_drawing_changes_new ();

  bw_drawing_add_anchor (one, START, 5.0);
  bad = bw_drawing_copy (one);
  bw_drawing_changes_add (unnumbered, NULL, bad);
  g_assert_false (bw_drawing_list_do (list, unnumbered));
  one->id = 1;
  bw_drawing_changes_add (first, NULL, one);
  g_assert_true (bw_drawing_list_do (list, first));
  bw_drawing_changes_add (twice, NULL, one);
  g_assert_false (bw_drawing_list_do (list, twice));
  g_clear_pointer (&bad, bw_drawing_unref);
  bad = bw_drawing_copy (one);
  g_array_index (bad->anchors, BwDrawingAnchor, 0).price = NAN;
  bw_drawing_changes_add (unsound, one, bad);
  g_assert_false (bw_drawing_list_do (list, unsound));
  g_assert_false (bw_drawing_list_do (list, empty));
  g_assert_cmpuint (bw_drawing_list_get (list)->len, ==, 1);
  g_assert_true (bw_drawing_list_can_undo (list));
  g_assert_false (bw_drawing_list_can_redo (list));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drawing/bars", test_bars);
  g_test_add_func ("/drawing/other-bars", test_other_bars);
  g_test_add_func ("/drawing/months", test_months);
  g_test_add_func ("/drawing/line-prices", test_line_prices);
  g_test_add_func ("/drawing/channel-and-level-prices", test_channel_and_level_prices);
  g_test_add_func ("/drawing/plan", test_plan);
  g_test_add_func ("/drawing/bad-input", test_bad_input);
  g_test_add_func ("/drawing/clip", test_clip);
  g_test_add_func ("/drawing/every-kind", test_every_kind);
  g_test_add_func ("/drawing/straight-on-log", test_straight_on_log);
  g_test_add_func ("/drawing/handles", test_handles);
  g_test_add_func ("/drawing/constrain", test_constrain);
  g_test_add_func ("/drawing/in-chart", test_in_chart);
  g_test_add_func ("/drawing/magnet", test_magnet);
  g_test_add_func ("/drawing/append-lists", test_append_lists);
  g_test_add_func ("/drawing/undo", test_undo);
  g_test_add_func ("/drawing/list-refuses", test_list_refuses);
  return g_test_run ();
}
