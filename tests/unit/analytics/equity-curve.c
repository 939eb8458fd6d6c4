/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analytics/drawdown.h"
#include "analytics/equity-curve.h"
#include "market/calendar.h"

#include <math.h>

static void
test_returns (void)
{
  const double equity[] = { 100, 110, 99 };
  double returns[3];

  g_assert_cmpuint (bw_equity_curve_returns (equity, NULL, 3, returns), ==, 2);
  g_assert_cmpfloat_with_epsilon (returns[0], 0.1, 1e-15);
  g_assert_cmpfloat_with_epsilon (returns[1], -0.1, 1e-15);
  g_assert_cmpfloat_with_epsilon (bw_returns_compound (returns, 2), -0.01, 1e-15);
  g_assert_cmpuint (bw_equity_curve_returns (equity, NULL, 1, returns), ==, 0);
  g_assert_cmpuint (bw_equity_curve_returns (NULL, NULL, 0, returns), ==, 0);
  g_assert_cmpfloat (bw_returns_compound (NULL, 0), ==, 0);
}

/* A deposit is not a gain, a withdrawal no loss. */
static void
test_flows (void)
{
  const double equity[] = { 100, 160, 110 }, flows[] = { 100, 50, -50 };
  double returns[3];

  bw_equity_curve_returns (equity, flows, 3, returns);
  g_assert_cmpfloat_with_epsilon (returns[0], 0.1, 1e-15);
  g_assert_cmpfloat_with_epsilon (returns[1], 0.0, 1e-15);
}

/* A deposit that doubles the equity is no growth, a loss behind it is one of the doubled. */
static void
test_growth (void)
{
  const BwTime times[] = { 0, BW_HOUR, BW_DAY + BW_HOUR, BW_DAY + 2 * BW_HOUR };
  const BwTime days[] = { BW_HOUR, BW_DAY + 2 * BW_HOUR };
  const double equity[] = { 100, 200, 180, 130 }, flows[] = { 100, 100, 0, -50 };
  double growth[4], day_flows[2];

  bw_equity_curve_growth (equity, flows, 4, growth);
  g_assert_cmpfloat_with_epsilon (growth[1], 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (growth[2], 0.9, 1e-12);
  g_assert_cmpfloat_with_epsilon (growth[3], 0.9, 1e-12);
  bw_equity_curve_growth (equity, NULL, 2, growth);
  g_assert_cmpfloat_with_epsilon (growth[1], 2.0, 1e-12);
  bw_equity_curve_daily_flows (times, flows, 4, days, 2, day_flows);
  g_assert_cmpfloat_with_epsilon (day_flows[0], 100, 1e-12);
  g_assert_cmpfloat_with_epsilon (day_flows[1], -50, 1e-12);
}

static void
test_ruin (void)
{
  const double equity[] = { 100, 0, 10, 20 };
  double returns[4];

  bw_equity_curve_returns (equity, NULL, 4, returns);
  g_assert_cmpfloat (returns[0], ==, -1);
  g_assert_true (isnan (returns[1]));
  g_assert_cmpfloat (returns[2], ==, 1);
}

static BwTime
at (const char *text)
{
  BwTime time;

  g_assert_true (bw_time_parse_rfc3339 (text, -1, &time));
  return time;
}

/* New York's days end at 05:00 UTC in winter and at 04:00 in summer. */
static void
test_daily (void)
{
  const BwTime times[] = {
    at ("2024-03-08T20:00:00Z"), at ("2024-03-09T04:59:59Z"), at ("2024-03-09T05:00:00Z"),
    at ("2024-03-11T03:59:59Z"), at ("2024-03-11T04:00:00Z"), at ("2024-03-11T20:00:00Z"),
  };
  const double equity[] = { 1, 2, 3, 4, 5, 6 };
  BwTime day_times[6];
  double day_equity[6];

  g_assert_cmpuint (
      bw_equity_curve_daily (times, equity, 6, "America/New_York", day_times, day_equity), ==, 4);
  g_assert_cmpfloat (day_equity[0], ==, 2);
  g_assert_cmpfloat (day_equity[1], ==, 3);
  g_assert_cmpfloat (day_equity[2], ==, 4);
  g_assert_cmpfloat (day_equity[3], ==, 6);
  g_assert_cmpint (day_times[3], ==, times[5]);
  g_assert_cmpuint (bw_equity_curve_daily (times, equity, 6, "UTC", day_times, day_equity), ==, 3);
  g_assert_cmpuint (bw_equity_curve_daily (times, equity, 0, "UTC", day_times, day_equity), ==, 0);
}

static const double hills[] = { 100, 120, 90, 119, 120, 60, 61, 130, 130, 125 };

static void
test_drawdown_series (void)
{
  const double expected[] = { 0, 0, -0.25, 119.0 / 120 - 1, 0, -0.5, 61.0 / 120 - 1, 0, 0, 125.0 / 130 - 1 };
  double drawdown[G_N_ELEMENTS (hills)];

  bw_drawdown_series (hills, G_N_ELEMENTS (hills), drawdown);
  for (gsize i = 0; i < G_N_ELEMENTS (hills); i++)
    g_assert_cmpfloat_with_epsilon (drawdown[i], expected[i], 1e-15);
}

static void
test_drawdown_list (void)
{
  BwDrawdown list[4];
  gboolean is_open;

  g_assert_cmpuint (bw_drawdown_list (hills, G_N_ELEMENTS (hills), list, 4), ==, 3);
  g_assert_cmpfloat (list[0].depth, ==, -0.5);
  g_assert_cmpuint (list[0].peak_index, ==, 4);
  g_assert_cmpuint (list[0].trough_index, ==, 5);
  g_assert_cmpuint (list[0].recovery_index, ==, 7);
  g_assert_cmpfloat (list[1].depth, ==, -0.25);
  g_assert_cmpuint (list[1].peak_index, ==, 1);
  g_assert_cmpuint (list[1].recovery_index, ==, 4);
  g_assert_cmpuint (list[2].peak_index, ==, 8);
  g_assert_cmpuint (list[2].recovery_index, ==, BW_DRAWDOWN_OPEN);

  g_assert_cmpuint (bw_drawdown_list (hills, G_N_ELEMENTS (hills), list, 1), ==, 1);
  g_assert_cmpfloat (list[0].depth, ==, -0.5);
  bw_drawdown_worst (hills, G_N_ELEMENTS (hills), list);
  g_assert_cmpfloat (list[0].depth, ==, -0.5);
  g_assert_cmpuint (bw_drawdown_longest (hills, G_N_ELEMENTS (hills), &is_open), ==, 3);
  g_assert_false (is_open);
}

static void
test_drawdown_edges (void)
{
  const double rising[] = { 1, 2, 3 }, falling[] = { 3, 2, 1 }, dead[] = { 0, 0, -1 };
  double drawdown[3];
  BwDrawdown worst;
  gboolean is_open;

  bw_drawdown_worst (rising, 3, &worst);
  g_assert_cmpfloat (worst.depth, ==, 0);
  g_assert_cmpuint (bw_drawdown_longest (rising, 3, &is_open), ==, 0);
  g_assert_false (is_open);
  g_assert_cmpuint (bw_drawdown_longest (falling, 3, &is_open), ==, 2);
  g_assert_true (is_open);
  bw_drawdown_worst (falling, 3, &worst);
  g_assert_cmpuint (worst.trough_index, ==, 2);
  g_assert_cmpuint (worst.recovery_index, ==, BW_DRAWDOWN_OPEN);
  bw_drawdown_worst (NULL, 0, &worst);
  g_assert_cmpfloat (worst.depth, ==, 0);
  bw_drawdown_series (dead, 3, drawdown);
  g_assert_cmpfloat (drawdown[2], ==, 0);
}

/* Two accounts over one time axis: a branch begins later and may end earlier or later. */
static void
test_join (void)
{
  const BwTime times_a[] = { 10, 20, 30, 40 }, times_b[] = { 20, 25, 50 };
  const double a[] = { 1, 2, 3, 4 }, b[] = { 5, 6, 7 };
  BwTime times[7];
  double joined_a[7], joined_b[7];

  g_assert_cmpuint (bw_equity_curve_join (times_a, a, 4, times_b, b, 3, times, joined_a, joined_b), ==, 6);
  g_assert_cmpint (times[0], ==, 10);
  g_assert_true (isnan (joined_b[0]));
  g_assert_cmpfloat (joined_b[1], ==, 5);
  g_assert_cmpint (times[2], ==, 25);
  g_assert_cmpfloat (joined_a[2], ==, 2);
  g_assert_cmpfloat (joined_b[3], ==, 6);
  g_assert_cmpfloat (joined_a[4], ==, 4);
  g_assert_true (isnan (joined_a[5]));
  g_assert_cmpfloat (joined_b[5], ==, 7);
  g_assert_cmpuint (bw_equity_curve_join (NULL, NULL, 0, times_b, b, 3, times, joined_a, joined_b), ==, 3);
  g_assert_true (isnan (joined_a[0]));
  g_assert_cmpuint (bw_equity_curve_join (NULL, NULL, 0, NULL, NULL, 0, times, joined_a, joined_b), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/equity-curve/returns", test_returns);
  g_test_add_func ("/equity-curve/flows", test_flows);
  g_test_add_func ("/equity-curve/growth", test_growth);
  g_test_add_func ("/equity-curve/ruin", test_ruin);
  g_test_add_func ("/equity-curve/daily", test_daily);
  g_test_add_func ("/equity-curve/join", test_join);
  g_test_add_func ("/drawdown/series", test_drawdown_series);
  g_test_add_func ("/drawdown/list", test_drawdown_list);
  g_test_add_func ("/drawdown/edges", test_drawdown_edges);
  return g_test_run ();
}
