/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/bar-series.h"

#include <string.h>

BwBarSeries *
bw_bar_series_new (BwTimeframe timeframe, gsize n_reserved)
{
  BwBarSeries *series = g_new0 (BwBarSeries, 1);

  series->ref_count = 1;
  series->timeframe = timeframe;
  bw_bar_series_reserve (series, n_reserved);
  return series;
}

BwBarSeries *
bw_bar_series_ref (BwBarSeries *series)
{
  g_atomic_int_inc (&series->ref_count);
  return series;
}

void
bw_bar_series_unref (BwBarSeries *series)
{
  if (!g_atomic_int_dec_and_test (&series->ref_count))
    return;
  g_free (series->start);
  g_free (series->open);
  g_free (series->high);
  g_free (series->low);
  g_free (series->close);
  g_free (series->volume);
  g_free (series);
}

/**
 * bw_bar_series_reserve:
 *
 * Makes room for @n_bars in all, so that appending up to there allocates nothing.
 */
void
bw_bar_series_reserve (BwBarSeries *series, gsize n_bars)
{
  if (n_bars <= series->n_allocated)
    return;
  series->start = g_renew (BwTime, series->start, n_bars);
  series->open = g_renew (double, series->open, n_bars);
  series->high = g_renew (double, series->high, n_bars);
  series->low = g_renew (double, series->low, n_bars);
  series->close = g_renew (double, series->close, n_bars);
  series->volume = g_renew (double, series->volume, n_bars);
  series->n_allocated = n_bars;
}

void
bw_bar_series_append (BwBarSeries *series, BwTime start, double open, double high, double low,
                      double close, double volume)
{
  gsize i = series->n_bars;

  if (i == series->n_allocated)
    bw_bar_series_reserve (series, MAX (64, series->n_allocated + series->n_allocated / 2));
  series->start[i] = start;
  series->open[i] = open;
  series->high[i] = high;
  series->low[i] = low;
  series->close[i] = close;
  series->volume[i] = volume;
  series->n_bars++;
}

/**
 * bw_bar_series_copy_range:
 * @first: index of the first bar
 * @end: index behind the last
 *
 * Returns: (transfer full): a series of its own with those bars
 */
BwBarSeries *
bw_bar_series_copy_range (const BwBarSeries *series, gsize first, gsize end)
{
  BwBarSeries *copy;
  gsize n_bars = end - first;

  g_return_val_if_fail (first <= end && end <= series->n_bars, NULL);

  copy = bw_bar_series_new (series->timeframe, n_bars);
  if (n_bars == 0)
    return copy;
  memcpy (copy->start, series->start + first, n_bars * sizeof (BwTime));
  memcpy (copy->open, series->open + first, n_bars * sizeof (double));
  memcpy (copy->high, series->high + first, n_bars * sizeof (double));
  memcpy (copy->low, series->low + first, n_bars * sizeof (double));
  memcpy (copy->close, series->close + first, n_bars * sizeof (double));
  memcpy (copy->volume, series->volume + first, n_bars * sizeof (double));
  copy->n_bars = n_bars;
  return copy;
}

/**
 * bw_bar_series_find:
 *
 * Returns: index of the first bar that starts at or after @time; n_bars when none does. Cost: O(log n)
 */
gsize
bw_bar_series_find (const BwBarSeries *series, BwTime time)
{
  gsize first = 0, end = series->n_bars;

  while (first < end)
    {
      gsize middle = first + (end - first) / 2;

      if (series->start[middle] < time)
        first = middle + 1;
      else
        end = middle;
    }
  return first;
}
