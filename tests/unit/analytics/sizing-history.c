/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analytics/sizing-history.h"

#include <math.h>

/* Days whose closes rise and fall by one percent in turns, each with a range of 2. */
static BwBarSeries *
make_days (gsize n_days)
{
  BwBarSeries *days = bw_bar_series_new (BW_TIMEFRAME_1D, n_days);
  double close = 100;

  for (gsize i = 0; i < n_days; i++)
    {
      close *= i % 2 == 0 ? 1.01 : 1 / 1.01;
      bw_bar_series_append (days, (BwTime) i * BW_DAY, close, close + 1, close - 1, close, 1000);
    }
  return days;
}

static void
test_days (void)
{
  g_autoptr (BwBarSeries) days = make_days (40);
  BwSizingHistory history;
  double up = 0.01, down = 1 / 1.01 - 1, mean = (up + down) / 2;

  bw_sizing_history_init (&history);
  bw_sizing_history_take_days (&history, days, 40, 252);
  g_assert_cmpuint (history.n_days, ==, 40);
  g_assert_cmpint (history.last_day, ==, 39 * BW_DAY);
  g_assert_cmpfloat_with_epsilon (history.range, 2, 0.01); /* no gap is wider than a day */
  g_assert_cmpfloat_with_epsilon (history.volatility,
                                  sqrt (20.0 / 19 * (up - mean) * (up - mean) * 252), 1e-12);
}

/* One day fewer than is needed: not known, rather than guessed. */
static void
test_too_few (void)
{
  g_autoptr (BwBarSeries) days = make_days (40);
  BwSizingHistory history;

  bw_sizing_history_init (&history);
  g_assert_true (isnan (history.range) && isnan (history.volatility) && isnan (history.win_rate));
  for (gsize n_days = 0; n_days <= 40; n_days++)
    {
      bw_sizing_history_take_days (&history, days, n_days, 252);
      g_assert_cmpint (isnan (history.range) != 0, ==, n_days <= BW_SIZING_RANGE_DAYS);
      g_assert_cmpint (isnan (history.volatility) != 0, ==, n_days <= BW_SIZING_VOLATILITY_DAYS);
    }
}

static void
test_trades (void)
{
  const BwTrade trades[] = { { .profit = 300 }, { .profit = -100 }, { .profit = 100 }, { .profit = 0 } };
  BwSizingFacts facts = { 0 };
  BwSizingHistory history;

  bw_sizing_history_init (&history);
  bw_sizing_history_take_trades (&history, trades, 4);
  g_assert_cmpuint (history.n_trades, ==, 4);
  g_assert_cmpfloat (history.win_rate, ==, 0.5);
  g_assert_cmpfloat (history.payoff, ==, 2);
  bw_sizing_history_fill (&history, &facts);
  g_assert_cmpint (facts.win_rate.e8, ==, BW_FIXED_ONE_E8 / 2);
  g_assert_cmpint (facts.payoff.e8, ==, 2 * BW_FIXED_ONE_E8);
  g_assert_cmpint (facts.range.e8, ==, 0); /* no day was seen */
  bw_sizing_history_take_trades (&history, trades, 1); /* nothing lost yet: nobody knows */
  g_assert_cmpfloat (history.win_rate, ==, 1);
  g_assert_true (isnan (history.payoff));
  bw_sizing_history_take_trades (&history, trades, 0);
  g_assert_true (isnan (history.win_rate));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analytics/sizing-history/days", test_days);
  g_test_add_func ("/analytics/sizing-history/too-few", test_too_few);
  g_test_add_func ("/analytics/sizing-history/trades", test_trades);
  return g_test_run ();
}
