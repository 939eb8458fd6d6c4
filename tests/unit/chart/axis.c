/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/axis.h"

#include "market/calendar.h"

#include <math.h>

static const struct
{
  const char *name;
  double span;
  guint n_steps;
  double step_min, step;
} step_cases[] = {
  { "ones", 10.0, 10, 0.0, 1.0 },
  { "just more", 10.01, 10, 0.0, 2.0 },
  { "twos", 17.0, 10, 0.0, 2.0 },
  { "fives", 45.0, 10, 0.0, 5.0 },
  { "next decade", 60.0, 10, 0.0, 10.0 },
  { "small", 0.0034, 4, 0.0, 0.001 },
  { "held by the tick", 0.0034, 4, 0.01, 0.01 },
  { "tick of a quarter", 0.5, 10, 0.25, 0.5 },
};

static void
test_nice_step (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (step_cases); i++)
    {
      double step =
          bw_nice_step (step_cases[i].span, step_cases[i].n_steps, step_cases[i].step_min);

      if (fabs (step / step_cases[i].step - 1.0) > 1e-12)
        g_error ("%s: %g, not %g", step_cases[i].name, step, step_cases[i].step);
    }
}

static void
test_round_trip (void)
{
  BwChartAxis axis = { .x = 10,
                       .y = 20,
                       .width = 800,
                       .height = 400,
                       .first_bar = -3.5,
                       .n_visible = 120,
                       .price_low = 5.0,
                       .price_high = 80.0 };

  for (guint is_log = 0; is_log < 2; is_log++)
    {
      axis.is_log = is_log;
      for (double price = 5.0; price <= 80.0; price += 2.5)
        g_assert_cmpfloat_with_epsilon (bw_chart_axis_price (&axis, bw_chart_axis_y (&axis, price)),
                                        price, 1e-9);
      g_assert_cmpfloat_with_epsilon (bw_chart_axis_y (&axis, 5.0), 420.0, 1e-9);
      g_assert_cmpfloat_with_epsilon (bw_chart_axis_y (&axis, 80.0), 20.0, 1e-9);
    }
  g_assert_cmpfloat_with_epsilon (bw_chart_axis_y (&axis, 20.0), 220.0, 1e-9);
  for (double bar = -10.0; bar < 200.0; bar += 7.25)
    g_assert_cmpfloat_with_epsilon (bw_chart_axis_bar (&axis, bw_chart_axis_x (&axis, bar)), bar,
                                    1e-9);
}

/* Ticks rise, keep their distance, lie in the plot and are multiples of a 1-2-5 step. */
static void
test_price_ticks (void)
{
  static const double lows[] = { 0.0001, 0.37, 12.0, 58.83, 4812.6, -300.0 };
  static const double ratios[] = { 1.0005, 1.07, 2.0, 60.0 };
  double ticks[64];

  for (guint i = 0; i < G_N_ELEMENTS (lows); i++)
    for (guint j = 0; j < G_N_ELEMENTS (ratios); j++)
      for (guint is_log = 0; is_log < 2; is_log++)
        {
          BwChartAxis axis = { .width = 800,
                               .height = 500,
                               .n_visible = 10,
                               .price_low = lows[i],
                               .price_high = lows[i] + fabs (lows[i]) * (ratios[j] - 1.0),
                               .is_log = is_log };
          guint n;

          if (lows[i] < 0.0 && is_log)
            continue;
          n = bw_chart_axis_price_ticks (&axis, 44.0, 0.0, ticks, G_N_ELEMENTS (ticks));
          g_assert_cmpuint (n, >=, 3);
          for (guint k = 0; k < n; k++)
            {
              double y = bw_chart_axis_y (&axis, ticks[k]);

              g_assert_cmpfloat (y, >=, -1e-6);
              g_assert_cmpfloat (y, <=, 500.0 + 1e-6);
              if (k > 0)
                g_assert_cmpfloat (bw_chart_axis_y (&axis, ticks[k - 1]) - y, >=, 44.0 - 1e-6);
            }
        }
}

static void
test_price_ticks_edges (void)
{
  BwChartAxis axis = { .width = 100, .height = 0, .price_low = 1, .price_high = 2 };
  double ticks[4];

  g_assert_cmpuint (bw_chart_axis_price_ticks (&axis, 44.0, 0.0, ticks, 4), ==, 0);
  axis.height = 1000;
  g_assert_cmpuint (bw_chart_axis_price_ticks (&axis, 10.0, 0.0, ticks, 4), ==, 4);
  axis.price_high = 1;
  g_assert_cmpuint (bw_chart_axis_price_ticks (&axis, 10.0, 0.0, ticks, 4), ==, 0);
}

typedef struct
{
  BwTime *times;
  gsize n;
} Times;

static BwTime
get_time (gpointer data, gsize index)
{
  return ((Times *)data)->times[index];
}

static Times
make_sessions (guint n_sessions, gint64 step)
{
  BwSession session;
  GArray *times = g_array_new (FALSE, FALSE, sizeof (BwTime));
  Times made;

  g_assert_true (bw_calendar_session (BW_CALENDAR_XNYS, bw_date_from_ymd (2026, 2, 27), &session));
  for (guint i = 0; i < n_sessions; i++)
    {
      for (BwTime time = session.open; time < session.close; time += step)
        g_array_append_val (times, time);
      g_assert_true (bw_calendar_next_session (BW_CALENDAR_XNYS, session.date, &session));
    }
  made.n = times->len;
  made.times = (BwTime *)(void *)g_array_free (times, FALSE);
  return made;
}

/* A tick's kind is what really changed there, found bar by bar. */
static void
check_ticks (const Times *times, const BwChartAxis *axis, const BwTimeTick *ticks, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      gsize at = ticks[i].bar_index;
      BwTime time = times->times[at];
      BwDate date = bw_zone_date_at ("America/New_York", time, NULL);
      BwDate before =
          at > 0 ? bw_zone_date_at ("America/New_York", times->times[at - 1], NULL) : date - 1;

      g_assert_cmpint (ticks[i].local_ns, ==, time + bw_zone_offset_at ("America/New_York", time));
      g_assert_true ((ticks[i].kind == BW_TICK_TIME) == (date == before));
      if (i > 0)
        g_assert_cmpfloat (bw_chart_axis_x (axis, at) -
                               bw_chart_axis_x (axis, ticks[i - 1].bar_index),
                           >=, 80.0 - 1e-6);
    }
}

static void
test_time_ticks (void)
{
  Times times = make_sessions (260, 5 * BW_MINUTE);
  BwTimeSource source = { get_time, &times, times.n, "America/New_York", bw_zone_offset_at };
  BwTimeTick ticks[64];

  for (double n_visible = 6.0; n_visible < times.n * 1.2; n_visible *= 1.37)
    {
      BwChartAxis axis = { .width = 1200,
                           .height = 500,
                           .first_bar = times.n * 0.93 - n_visible,
                           .n_visible = n_visible };
      guint n = bw_chart_axis_time_ticks (&axis, &source, 80.0, ticks, 64);

      g_assert_cmpuint (n, >=, 1);
      check_ticks (&times, &axis, ticks, n);
    }
  g_free (times.times);
}

/* Friday 27 February and Monday 2 March 2026: the weekend takes no room, and a month begins. */
static void
test_time_ticks_weekend (void)
{
  Times times = make_sessions (2, 5 * BW_MINUTE);
  BwTimeSource source = { get_time, &times, times.n, "America/New_York", bw_zone_offset_at };
  BwChartAxis axis = { .width = 1560, .height = 500, .n_visible = 156 };
  BwTimeTick ticks[64];
  guint n = bw_chart_axis_time_ticks (&axis, &source, 76.0, ticks, 64), n_months = 0;

  g_assert_cmpuint (times.n, ==, 156);
  for (guint i = 0; i < n; i++)
    if (ticks[i].kind == BW_TICK_MONTH)
      {
        g_assert_cmpuint (ticks[i].bar_index, ==, 78);
        n_months++;
      }
  g_assert_cmpuint (n_months, ==, 1);
  axis.n_visible = 400;
  axis.first_bar = -300;
  g_assert_cmpuint (bw_chart_axis_time_ticks (&axis, &source, 76.0, ticks, 64), >=, 1);
  axis.first_bar = 500;
  g_assert_cmpuint (bw_chart_axis_time_ticks (&axis, &source, 76.0, ticks, 64), ==, 0);
  source.n_bars = 1;
  axis.first_bar = 0;
  g_assert_cmpuint (bw_chart_axis_time_ticks (&axis, &source, 76.0, ticks, 64), ==, 1);
  g_free (times.times);
}

static void
test_separate (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint round = 0; round < 2000; round++)
    {
      double wished[12], middles[12], sizes[12], total = 0.0;
      guint n = g_rand_int_range (random, 1, 13);

      for (guint i = 0; i < n; i++)
        {
          middles[i] = wished[i] = g_rand_double_range (random, -50.0, 550.0);
          sizes[i] = g_rand_double_range (random, 10.0, 40.0);
          total += sizes[i];
        }
      bw_separate_spans (middles, sizes, n, 0.0, 500.0);
      g_assert_cmpfloat (total, <=, 500.0);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpfloat (middles[i] - sizes[i] / 2.0, >=, -1e-6);
          g_assert_cmpfloat (middles[i] + sizes[i] / 2.0, <=, 500.0 + 1e-6);
          for (guint j = 0; j < i; j++)
            {
              g_assert_cmpfloat (fabs (middles[i] - middles[j]), >=,
                                 (sizes[i] + sizes[j]) / 2.0 - 1e-6);
              g_assert_true (wished[i] == wished[j] ||
                             (wished[i] < wished[j]) == (middles[i] < middles[j]));
            }
        }
    }
}

static void
test_separate_leaves_alone (void)
{
  double middles[] = { 300.0, 20.0, 100.0 }, sizes[] = { 20.0, 20.0, 20.0 };
  double pair[] = { 100.0, 104.0 };

  bw_separate_spans (middles, sizes, 3, 0.0, 500.0);
  g_assert_cmpfloat (middles[0], ==, 300.0);
  g_assert_cmpfloat (middles[1], ==, 20.0);
  g_assert_cmpfloat (middles[2], ==, 100.0);
  /* Two that touch share the way. */
  bw_separate_spans (pair, sizes, 2, 0.0, 500.0);
  g_assert_cmpfloat_with_epsilon (pair[0], 92.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (pair[1], 112.0, 1e-9);
  bw_separate_spans (NULL, NULL, 0, 0.0, 500.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/axis/nice-step", test_nice_step);
  g_test_add_func ("/axis/round-trip", test_round_trip);
  g_test_add_func ("/axis/price-ticks", test_price_ticks);
  g_test_add_func ("/axis/price-ticks-edges", test_price_ticks_edges);
  g_test_add_func ("/axis/time-ticks", test_time_ticks);
  g_test_add_func ("/axis/time-ticks-weekend", test_time_ticks_weekend);
  g_test_add_func ("/axis/separate", test_separate);
  g_test_add_func ("/axis/separate-leaves-alone", test_separate_leaves_alone);
  return g_test_run ();
}
