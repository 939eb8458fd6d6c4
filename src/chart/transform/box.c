/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/transform/transform-private.h"

/*
 * The box. A box that follows the newest bar would redraw the whole chart with every tick, and one
 * found once when a chart was opened would differ from the same chart opened later. So it hangs on
 * the bars before the day (UTC) of the newest bar alone: it is the same all day, and the same
 * whenever the chart is opened. On the first day there is, it hangs on the first bars.
 */

#define N_SMOOTHED_MAX 1000 /* bars back; Wilder's weight of the one before is below 1e-16 at 14 */

static gint64
get_day (BwTime time)
{
  return time / BW_DAY - (time % BW_DAY < 0);
}

static gboolean
needs_basis (const BwChartTypeSpec *spec)
{
  if (spec->type == BW_CHART_HEIKIN_ASHI || spec->method == BW_BOX_FIXED)
    return FALSE;
  return spec->method == BW_BOX_ATR || spec->type != BW_CHART_KAGI;
}

/**
 * bw_transform_count_basis:
 *
 * Returns: how many bars, from the first on, the box is found from; 0 where it hangs on none
 */
gsize
bw_transform_count_basis (const BwChartTypeSpec *spec, const BwChartBars *source)
{
  gsize n = bw_chart_bars_get_n (source), n_before, n_least = spec->atr_period + 1;
  gint64 day;

  if (n == 0 || !needs_basis (spec))
    return 0;
  day = get_day (bw_chart_bars_get_start (source, n - 1));
  n_before = bw_chart_bars_find (source, day * BW_DAY);
  return n_before >= n_least ? n_before : MIN (n, n_least);
}

static BwSourceBar
get_bar (const BwChartBars *source, gsize bar_index)
{
  BwBarRun run = bw_chart_bars_get_run (source, bar_index, bar_index + 1);

  return (BwSourceBar){ run.start[0], run.open[0],  run.high[0],
                        run.low[0],   run.close[0], run.volume[0] };
}

/* Wilder's: the mean of the first true ranges, then each with a weight of one in @period. Source: J.
 * Welles Wilder, New Concepts in Technical Trading Systems (1978), "Volatility System". */
static double
find_average_range (const BwChartBars *source, gsize end, guint period)
{
  gsize first = end > N_SMOOTHED_MAX ? end - N_SMOOTHED_MAX : 0;
  double before = NAN, average = 0.0;
  guint n = 0;

  for (gsize i = first; i < end; i++)
    {
      BwSourceBar bar = get_bar (source, i);
      double range;

      if (!isfinite (bar.high) || !isfinite (bar.low) || !isfinite (bar.close))
        continue;
      range = isnan (before) ? bar.high - bar.low
                             : MAX (bar.high, before) - MIN (bar.low, before);
      if (!isnan (before) || end - first == 1)
        {
          n++;
          average += (range - average) / MIN (n, period);
        }
      before = bar.close;
    }
  return average;
}

static double
find_last_close (const BwChartBars *source, gsize end)
{
  while (end > 0)
    {
      double close = get_bar (source, --end).close;

      if (isfinite (close))
        return close;
    }
  return NAN;
}

/**
 * bw_transform_find_box:
 * @n_basis: from bw_transform_count_basis()
 *
 * Returns: the box in price, in whole ticks and at least one; percent for Kagi by percent. Bars that
 *   never move get a box of a ten-thousandth of their price.
 */
double
bw_transform_find_box (const BwChartTypeSpec *spec,
                       const BwChartBars *source,
                       gsize n_basis,
                       double tick)
{
  double box = spec->box_size, close;

  if (spec->type == BW_CHART_HEIKIN_ASHI)
    return 1.0;
  if (!needs_basis (spec))
    return spec->method == BW_BOX_PERCENT ? spec->percent : spec->box_size;
  close = find_last_close (source, n_basis);
  if (spec->method == BW_BOX_ATR)
    box = find_average_range (source, n_basis, spec->atr_period);
  else
    box = fabs (close) * spec->percent / 100.0;
  if (tick > 0.0 && isfinite (box))
    box = MAX (round (box / tick), 1.0) * tick;
  if (!(box > 0.0) || !isfinite (box))
    box = isfinite (close) && close != 0.0 ? fabs (close) * 1e-4 : 1.0;
  return box;
}
