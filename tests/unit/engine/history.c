/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/history.h"
#include "store/instruments.h"

#include <glib/gstdio.h>

/* The close before a session of a practice share: what its tape has left behind comes before what the
 * market makes up. */

typedef struct
{
  char *folder;
  char *path;
  BwDatabase *market;
  BwPracticeMarket *practice;
  BwInstrument instrument;
  BwTime start;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("bw-history-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "market.db", NULL);
  fixture->market = bw_database_open (BW_DATABASE_MARKET, fixture->path, 0, &error);
  g_assert_no_error (error);
  fixture->practice = bw_practice_market_new (7);
  fixture->start = bw_practice_market_start (fixture->practice);
  fixture->instrument = *bw_practice_market_instrument (fixture->practice, 0);
  g_assert_true (bw_instruments_add (fixture->market, &fixture->instrument, &error));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  bw_practice_market_unref (fixture->practice);
  bw_database_close (fixture->market);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* An hour of minutes of the core session, then one after the close, at another price. */
static void
leave_behind (Fixture *fixture, const BwSession *session, double price)
{
  g_autoptr (BwBarSeries) bars = bw_bar_series_new (BW_TIMEFRAME_1M, 64);
  g_autoptr (GError) error = NULL;
  BwBarsWritten written;

  for (int minute = 60; minute > 0; minute--)
    bw_bar_series_append (bars, session->close - minute * BW_MINUTE, price, price, price, price, 100);
  bw_bar_series_append (bars, session->close + BW_HOUR, price + 9, price + 9, price + 9, price + 9, 100);
  g_assert_true (bw_bars_write (fixture->market, fixture->instrument.id, bars, 0, &written, &error));
  g_assert_no_error (error);
}

static double
close_before (Fixture *fixture, BwTime time)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwHistory) history = bw_history_open (fixture->path, fixture->practice, &error);
  double close = 0;

  g_assert_no_error (error);
  g_assert_true (bw_history_close_before (history, &fixture->instrument, time, &close));
  return close;
}

static void
test_close_before (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwBarSeries) daily = bw_practice_market_daily (fixture->practice, 0);
  BwSession first, second, third;

  g_assert_true (bw_calendar_session_at_or_after (BW_CALENDAR_XNYS, fixture->start, &first));
  g_assert_true (bw_calendar_next_session (BW_CALENDAR_XNYS, first.date, &second));
  g_assert_true (bw_calendar_next_session (BW_CALENDAR_XNYS, second.date, &third));
  g_assert_cmpfloat (close_before (fixture, first.open), ==, daily->close[daily->n_bars - 1]);
  leave_behind (fixture, &first, 321);
  leave_behind (fixture, &second, 654);
  g_assert_cmpfloat (close_before (fixture, first.open), ==, daily->close[daily->n_bars - 1]);
  g_assert_cmpfloat (close_before (fixture, second.open), ==, 321);
  g_assert_cmpfloat (close_before (fixture, third.open + BW_HOUR), ==, 654);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/history/close-before", Fixture, NULL, set_up, test_close_before, tear_down);
  return g_test_run ();
}
