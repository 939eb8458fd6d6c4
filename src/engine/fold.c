/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/fold.h"

#include "market/aggregate.h"

#include <math.h>

/**
 * bw_fold_is_possible:
 *
 * Whether bars of @to can be made of whole bars of @from.
 */
gboolean
bw_fold_is_possible (BwTimeframe from, BwTimeframe to)
{
  if (from == to)
    return TRUE;
  if (from > to)
    return FALSE;
  if (bw_timeframe_is_intraday (from))
    return !bw_timeframe_is_intraday (to) || to % from == 0;
  return from == BW_TIMEFRAME_1D;
}

static void
add_to_last (BwBarSeries *folded, const BwBarSeries *bars, gsize index)
{
  gsize last = folded->n_bars - 1;

  folded->high[last] = MAX (folded->high[last], bars->high[index]);
  folded->low[last] = MIN (folded->low[last], bars->low[index]);
  folded->close[last] = bars->close[index];
  if (!isnan (bars->volume[index]))
    folded->volume[last] = isnan (folded->volume[last]) ? bars->volume[index]
                                                        : folded->volume[last] + bars->volume[index];
}

/**
 * bw_fold_append:
 * @folded: grows; what is in it ends before @bars, or its last bar is gone on with
 * @bars: of a timeframe that divides @folded's
 *
 * Days and longer are of the core session alone, shorter ones of all hours.
 */
void
bw_fold_append (BwBarSeries *folded, const BwBarSeries *bars, BwCalendarId calendar)
{
  g_autoptr (BwBarSeries) coarse = NULL;

  g_return_if_fail (bw_fold_is_possible (bars->timeframe, folded->timeframe));

  if (bars->timeframe != folded->timeframe)
    coarse = bw_aggregate (bars, calendar, folded->timeframe,
                           bw_timeframe_is_intraday (folded->timeframe) ? BW_HOURS_EXTENDED : BW_HOURS_CORE);
  else
    coarse = bw_bar_series_ref ((BwBarSeries *) bars);
  for (gsize i = 0; i < coarse->n_bars; i++)
    {
      if (folded->n_bars > 0 && coarse->start[i] <= folded->start[folded->n_bars - 1])
        add_to_last (folded, coarse, i);
      else
        bw_bar_series_append (folded, coarse->start[i], coarse->open[i], coarse->high[i], coarse->low[i],
                              coarse->close[i], coarse->volume[i]);
    }
}
