/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/live-bar.h"

#define OPEN (1772461800 * BW_SECOND) /* 2026-03-02 09:30 in New York */

static const BwSession session = { .pre_open = OPEN, .open = OPEN, .close = OPEN + 390 * BW_MINUTE,
                                   .post_close = OPEN + 390 * BW_MINUTE };

static BwMinuteView
make_minute (int minute, double price, double volume)
{
  return (BwMinuteView){ OPEN + minute * BW_MINUTE, price, price + 1, price - 1, price, volume };
}

static void
begin (BwLiveBar *bar, BwTimeframe timeframe, int now_minute)
{
  g_autoptr (BwBarSeries) series = bw_bar_series_new (timeframe, 1);

  bw_bar_series_append (series, OPEN, 10, 12, 9, 11, 500);
  bw_live_bar_init (bar, series, OPEN + now_minute * BW_MINUTE);
}

static void
test_minutes (void)
{
  BwLiveBar bar;
  BwMinuteView minute = make_minute (0, 20, 700);

  begin (&bar, BW_TIMEFRAME_1M, 0);
  g_assert_cmpint (bw_live_bar_take (&bar, &minute, &session), ==, BW_LIVE_UPDATE);
  g_assert_cmpfloat (bar.high, ==, 21);
  g_assert_cmpfloat (bar.close, ==, 20);
  g_assert_cmpfloat (bar.volume, ==, 700);
  minute = make_minute (1, 21, 5);
  g_assert_cmpint (bw_live_bar_take (&bar, &minute, &session), ==, BW_LIVE_APPEND);
  g_assert_cmpint (bar.start, ==, OPEN + BW_MINUTE);
  g_assert_cmpfloat (bar.volume, ==, 5);
  minute = make_minute (0, 99, 5);
  g_assert_cmpint (bw_live_bar_take (&bar, &minute, &session), ==, BW_LIVE_NOTHING);
  g_assert_cmpfloat (bar.high, ==, 22);
}

/* Volume of a growing minute is counted once, however often the minute is seen. */
static void
test_joined_volume (void)
{
  BwLiveBar bar;
  BwMinuteView minute;

  begin (&bar, BW_TIMEFRAME_5M, 2);
  minute = make_minute (2, 11, 80); /* in the 500 already */
  g_assert_cmpint (bw_live_bar_take (&bar, &minute, &session), ==, BW_LIVE_UPDATE);
  g_assert_cmpfloat (bar.volume, ==, 500);
  minute.volume = 100;
  bw_live_bar_take (&bar, &minute, &session);
  g_assert_cmpfloat (bar.volume, ==, 520);
  minute = make_minute (3, 11, 10);
  bw_live_bar_take (&bar, &minute, &session);
  minute.volume = 30;
  bw_live_bar_take (&bar, &minute, &session);
  g_assert_cmpfloat (bar.volume, ==, 550);
  minute = make_minute (5, 13, 7);
  g_assert_cmpint (bw_live_bar_take (&bar, &minute, &session), ==, BW_LIVE_APPEND);
  g_assert_cmpint (bar.start, ==, OPEN + 5 * BW_MINUTE);
  g_assert_cmpfloat (bar.volume, ==, 7);
}

/* A minute far ahead begins the bar it belongs to, not the next one. */
static void
test_skipped (void)
{
  BwLiveBar bar;
  BwMinuteView minute = make_minute (63, 11, 1);

  begin (&bar, BW_TIMEFRAME_15M, 2);
  g_assert_cmpint (bw_live_bar_take (&bar, &minute, &session), ==, BW_LIVE_APPEND);
  g_assert_cmpint (bar.start, ==, OPEN + 60 * BW_MINUTE);
}

static void
test_days (void)
{
  BwLiveBar bar;
  BwSession next = session;
  BwMinuteView minute = make_minute (100, 15, 3);

  begin (&bar, BW_TIMEFRAME_1D, 90);
  g_assert_cmpint (bw_live_bar_take (&bar, &minute, &session), ==, BW_LIVE_UPDATE);
  g_assert_cmpfloat (bar.high, ==, 16);
  next.open += BW_DAY;
  next.close += BW_DAY;
  minute.start += BW_DAY;
  g_assert_cmpint (bw_live_bar_take (&bar, &minute, &next), ==, BW_LIVE_RELOAD);
}

static void
test_empty (void)
{
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_5M, 0);
  BwLiveBar bar;
  BwMinuteView minute = make_minute (7, 11, 1);

  bw_live_bar_init (&bar, series, OPEN);
  g_assert_cmpint (bw_live_bar_take (&bar, &minute, &session), ==, BW_LIVE_APPEND);
  g_assert_cmpint (bar.start, ==, OPEN + 5 * BW_MINUTE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/live-bar/minutes", test_minutes);
  g_test_add_func ("/app/live-bar/joined-volume", test_joined_volume);
  g_test_add_func ("/app/live-bar/skipped", test_skipped);
  g_test_add_func ("/app/live-bar/days", test_days);
  g_test_add_func ("/app/live-bar/empty", test_empty);
  return g_test_run ();
}
