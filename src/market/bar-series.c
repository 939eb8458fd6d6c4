/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/bar-series.h"

#include <stdlib.h>
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

/* Columns of megabytes begin and end where a long page of memory does, so that who fills them can
 * have them in long pages. */
#define LONG_PAGE_BYTES (2 * 1024 * 1024)
#define LONG_PAGE_BARS (LONG_PAGE_BYTES / 8)

static gpointer
renew_column (gpointer column, gsize n_bars_kept, gsize n_bars)
{
  gpointer renewed = NULL;

  if (n_bars < LONG_PAGE_BARS)
    return g_realloc (column, n_bars * 8);
  if (posix_memalign (&renewed, LONG_PAGE_BYTES, n_bars * 8) != 0)
    g_error ("no memory for %" G_GSIZE_FORMAT " bars", n_bars);
  if (n_bars_kept > 0)
    memcpy (renewed, column, n_bars_kept * 8);
  g_free (column);
  return renewed;
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
  if (n_bars >= LONG_PAGE_BARS)
    n_bars = (n_bars + LONG_PAGE_BARS - 1) / LONG_PAGE_BARS * LONG_PAGE_BARS;
  series->start = renew_column (series->start, series->n_bars, n_bars);
  series->open = renew_column (series->open, series->n_bars, n_bars);
  series->high = renew_column (series->high, series->n_bars, n_bars);
  series->low = renew_column (series->low, series->n_bars, n_bars);
  series->close = renew_column (series->close, series->n_bars, n_bars);
  series->volume = renew_column (series->volume, series->n_bars, n_bars);
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
