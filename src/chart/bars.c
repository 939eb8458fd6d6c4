/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/bars.h"

void
bw_chart_bars_init (BwChartBars *bars)
{
  *bars = (BwChartBars){ .tail = bw_bar_series_new (BW_TIMEFRAME_NONE, 64) };
}

void
bw_chart_bars_clear (BwChartBars *bars)
{
  g_clear_pointer (&bars->base, bw_bar_series_unref);
  g_clear_pointer (&bars->tail, bw_bar_series_unref);
  bars->n_base = 0;
}

/**
 * bw_chart_bars_set_base:
 * @base: (nullable): shared from here on; its maker writes it no more
 *
 * Starts over with @base's bars. Cost: constant, nothing is copied but the last bar.
 */
void
bw_chart_bars_set_base (BwChartBars *bars, BwBarSeries *base)
{
  if (base != NULL)
    bw_bar_series_ref (base);
  g_clear_pointer (&bars->base, bw_bar_series_unref);
  bars->base = base;
  bars->n_base = 0;
  bars->tail->n_bars = 0;
  bars->tail->timeframe = base != NULL ? base->timeframe : BW_TIMEFRAME_NONE;
  if (base != NULL && base->n_bars > 0)
    {
      gsize last = base->n_bars - 1;

      bars->n_base = last;
      bw_bar_series_append (bars->tail, base->start[last], base->open[last], base->high[last],
                            base->low[last], base->close[last], base->volume[last]);
    }
}

void
bw_chart_bars_append (BwChartBars *bars,
                      BwTime start,
                      double open,
                      double high,
                      double low,
                      double close,
                      double volume)
{
  bw_bar_series_append (bars->tail, start, open, high, low, close, volume);
}

/**
 * bw_chart_bars_update_last:
 *
 * Changes the last bar; there must be one.
 */
void
bw_chart_bars_update_last (
    BwChartBars *bars, double open, double high, double low, double close, double volume)
{
  gsize last;

  g_return_if_fail (bars->tail->n_bars > 0);

  last = bars->tail->n_bars - 1;
  bars->tail->open[last] = open;
  bars->tail->high[last] = high;
  bars->tail->low[last] = low;
  bars->tail->close[last] = close;
  bars->tail->volume[last] = volume;
}

/**
 * bw_chart_bars_get_run:
 *
 * Returns: the longest run of bars that lie together, from @first on, ending at @end at most
 */
BwBarRun
bw_chart_bars_get_run (const BwChartBars *bars, gsize first, gsize end)
{
  gsize n = (first < bars->n_base ? MIN (end, bars->n_base) : end) - first;
  const BwBarSeries *part = bw_chart_bars_locate (bars, &first);

  return (BwBarRun){ part->start + first,
                     part->open + first,
                     part->high + first,
                     part->low + first,
                     part->close + first,
                     part->volume + first,
                     n };
}

/**
 * bw_chart_bars_find:
 *
 * Returns: index of the first bar that starts at or after @time; the number of bars when none does
 */
gsize
bw_chart_bars_find (const BwChartBars *bars, BwTime time)
{
  if (bars->n_base > 0)
    {
      gsize found = bw_bar_series_find (bars->base, time);

      if (found < bars->n_base)
        return found;
    }
  return bars->n_base + bw_bar_series_find (bars->tail, time);
}
