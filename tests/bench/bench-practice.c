/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/market.h"

/* practice.generate: a market and its whole history, one core. practice.live: events from the
 * tape, all instruments together, without books; practice.live.depth: with everybody's. */

#define N_EVENTS_MAX 4096
#define N_LIVE       20000000

static double
seconds_since (gint64 start_us)
{
  return (double) (g_get_monotonic_time () - start_us) * 1e-6;
}

static double
measure_live (BwPracticeMarket *market, guint depth_levels)
{
  static BwMarketEvent events[N_EVENTS_MAX];
  g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, depth_levels);
  gint64 start_us = g_get_monotonic_time ();
  gsize n_live = 0;

  while (n_live < N_LIVE / (depth_levels > 0 ? 5 : 1))
    n_live += bw_feed_next (feed, BW_TIME_MAX - 1, events, N_EVENTS_MAX);
  return (double) n_live / seconds_since (start_us);
}

int
main (void)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (1);
  double new_s = seconds_since (start_us);
  gsize n_bars = 0;

  for (gsize i = 0; i < bw_practice_market_n_instruments (market); i++)
    {
      g_autoptr (BwBarSeries) daily = bw_practice_market_daily (market, i);
      g_autoptr (BwBarSeries) minutes = bw_practice_market_minutes (market, i);

      n_bars += daily->n_bars + minutes->n_bars;
    }
  g_print ("practice.generate %.3f s\n", seconds_since (start_us));
  g_print ("practice.new %.1f ms\n", new_s * 1e3);
  g_print ("practice.bars %" G_GSIZE_FORMAT " bars\n", n_bars);
  g_print ("practice.live %.0f events/s\n", measure_live (market, 0));
  g_print ("practice.live.depth %.0f events/s\n", measure_live (market, BW_DEPTH_LEVELS_MAX));
  return 0;
}
