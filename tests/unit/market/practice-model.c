/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The model's own header: decades of tape would take minutes, decades of its days take none. */
#include "market/practice/feed-private.h"

#include <math.h>
#include <string.h>

/* Runs the days from the live one until the day before @end; leaves the states there. */
static void
run_until (const BwPracticeMarket *market,
           BwDate end,
           BwPracticeState *factors,
           BwPracticeState *stocks,
           BwSession *session)
{
  BwPracticeDay day;

  memcpy (factors, market->live_factors, sizeof market->live_factors);
  memcpy (stocks, market->live_stocks, sizeof market->live_stocks);
  *session = market->days[market->n_days].session;
  while (session->date < end)
    {
      bw_practice_day_step (market, session, factors, stocks, &day);
      for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
        {
          g_assert_cmpfloat (day.stocks[i].log_close, >, bw_practice_log (0.3));
          g_assert_cmpfloat (day.stocks[i].log_close, <, bw_practice_log (10e6));
          g_assert_cmpfloat (day.stocks[i].activity, >, 0);
        }
      g_assert_true (bw_calendar_next_session (BW_CALENDAR_XNYS, session->date, session));
    }
}

/* A market left running for a lifetime stays a market. */
static void
test_decades (void)
{
  for (guint64 seed = 1; seed <= 6; seed++)
    {
      g_autoptr (BwPracticeMarket) market = bw_practice_market_new (seed);
      BwPracticeState factors[BW_PRACTICE_N_FACTORS], stocks[BW_PRACTICE_N_COMPANIES];
      BwSession session;

      run_until (market, bw_date_from_ymd (BW_PRACTICE_YEAR_END, 1, 1), factors, stocks, &session);
      g_assert_cmpfloat (fabs (factors[0].level), <, 1.5);
    }
}

static BwPracticeFeed *
feed_at (BwPracticeMarket *market, BwDate date)
{
  g_autoptr (BwPracticeMarket) first = bw_practice_market_new_version (market->seed, 1);
  BwPracticeFeed *feed = (BwPracticeFeed *) bw_practice_feed_new (first, NULL, 0);
  BwSession session;

  run_until (first, date, feed->factors, feed->stocks, &session);
  bw_practice_feed_prepare_session (feed, &session);
  bw_practice_feed_open_tapes (feed, session.open);
  return feed;
}

/* The day after Thanksgiving: it ends at one o'clock, and Monday goes on from there. */
static void
test_early_close (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (1);
  BwPracticeFeed *feed = feed_at (market, bw_date_from_ymd (2026, 11, 27));
  BwTime close = feed->day.session.close, last = 0;
  BwMarketEvent events[512];
  gsize n;

  g_assert_true (feed->day.session.is_early_close);
  g_assert_cmpint (feed->day.n_minutes, ==, 210);
  while ((n = bw_feed_next (&feed->parent, close, events, G_N_ELEMENTS (events))) > 0)
    last = events[n - 1].time;
  g_assert_cmpint (last, <, close);
  g_assert_cmpint (last, >, close - BW_SECOND);
  g_assert_cmpint (bw_feed_peek (&feed->parent), ==,
                   close + 2 * BW_DAY + 20 * BW_HOUR + 30 * BW_MINUTE);
  bw_feed_free (&feed->parent);
}

/* The clocks change on 8 March 2026: the session is where New York's day is. */
static void
test_summer_time (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (1);
  BwPracticeFeed *feed = feed_at (market, bw_date_from_ymd (2026, 3, 9));

  g_assert_cmpint (bw_feed_peek (&feed->parent) % BW_DAY, ==, 13 * BW_HOUR + 30 * BW_MINUTE);
  bw_feed_free (&feed->parent);
}

/* The last session of the century is the last; then the feed says so, and again. */
static void
test_end (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (1);
  BwPracticeFeed *feed = feed_at (market, bw_date_from_ymd (BW_PRACTICE_YEAR_END - 1, 12, 31));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  BwMarketEvent events[512];
  guint64 n_events = 0;
  gsize n;

  while ((n = bw_feed_next (&feed->parent, BW_TIME_MAX, events, G_N_ELEMENTS (events))) > 0)
    for (gsize i = 0; i < n; i++, n_events++)
      if (events[i].kind == BW_MARKET_QUOTE)
        g_assert_cmpint (events[i].quote.bid.e8, <, events[i].quote.ask.e8);
  g_assert_cmpuint (n_events, >, 1000000);
  g_assert_cmpint (bw_feed_peek (&feed->parent), ==, BW_TIME_MAX);
  bw_feed_save (&feed->parent, bytes);
  g_assert_true (bw_feed_restore (&feed->parent, bytes->data, bytes->len, NULL));
  g_assert_cmpint (bw_feed_peek (&feed->parent), ==, BW_TIME_MAX);
  g_assert_cmpuint (bw_feed_next (&feed->parent, BW_TIME_MAX, events, 1), ==, 0);
  bw_feed_free (&feed->parent);
}

/* Against the C library, over the range that prices and volatilities need. */
static void
test_functions (void)
{
  for (double x = -40; x < 40; x += 0.00917)
    {
      g_assert_cmpfloat (fabs (bw_practice_exp (x) / exp (x) - 1), <, 2e-14);
      g_assert_cmpfloat (fabs (bw_practice_log (exp (x)) - x), <, 2e-14);
    }
  g_assert_cmpfloat (bw_practice_exp (0), ==, 1);
  g_assert_cmpfloat (bw_practice_log (1), ==, 0);
}

static void
check_table (const BwQuantile *quantile,
             double variance_error,
             double kurtosis_min,
             double kurtosis_max)
{
  double sum = 0, sum_2 = 0, sum_4 = 0;
  int n = 2000000;

  for (int i = 0; i < n; i++)
    {
      double z = bw_quantile_signed (quantile, bw_practice_draw (7, (guint64) i));

      sum += z;
      sum_2 += z * z;
      sum_4 += z * z * z * z;
    }
  g_assert_cmpfloat (fabs (sum / n), <, 0.005);
  g_assert_cmpfloat (fabs (sum_2 / n - 1), <, variance_error);
  g_assert_cmpfloat (sum_4 * n / (sum_2 * sum_2), >, kurtosis_min);
  g_assert_cmpfloat (sum_4 * n / (sum_2 * sum_2), <, kurtosis_max);
}

static void
check_positive_table (const BwQuantile *quantile)
{
  double sum = 0;
  int n = 2000000;

  for (int i = 0; i < n; i++)
    sum += bw_quantile_magnitude (quantile, bw_practice_draw (8, (guint64) i));
  g_assert_cmpfloat (fabs (sum / n - 1), <, 0.01);
}

/* Tables fall without a step, where body and tail meet too; moments are the distributions'. */
static void
test_tables (void)
{
  const BwPracticeTables *tables = bw_practice_tables ();
  const BwQuantile *all[] = { &tables->normal, &tables->student_6, &tables->student_4,
                              &tables->exponential, &tables->lognormal };

  for (gsize t = 0; t < G_N_ELEMENTS (all); t++)
    {
      double last = G_MAXDOUBLE;

      for (guint64 u = 0; u < 100000; u++)
        {
          double magnitude = bw_quantile_magnitude (all[t], u * (G_MAXUINT64 / 100000));

          g_assert_cmpfloat (magnitude, <=, last);
          g_assert_cmpfloat (magnitude, >=, 0);
          last = magnitude;
        }
      g_assert_cmpfloat (fabs (all[t]->body[16] - all[t]->tail[1024]), <, 1e-9);
    }
  check_table (&tables->normal, 0.01, 3.0, 3.5);
  check_table (&tables->student_6, 0.01, 5.0, 6.5);
  check_table (&tables->student_4, 0.02, 9, 30);
  check_positive_table (&tables->exponential);
  check_positive_table (&tables->lognormal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market/practice/model/functions", test_functions);
  g_test_add_func ("/market/practice/model/tables", test_tables);
  g_test_add_func ("/market/practice/model/decades", test_decades);
  g_test_add_func ("/market/practice/model/early-close", test_early_close);
  g_test_add_func ("/market/practice/model/summer-time", test_summer_time);
  g_test_add_func ("/market/practice/model/end", test_end);
  return g_test_run ();
}
