/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/split.h"

static void
restate (BwBarSeries *bars, gsize n_bars, double ratio)
{
  for (gsize i = 0; i < n_bars; i++)
    {
      bars->open[i] *= ratio;
      bars->high[i] *= ratio;
      bars->low[i] *= ratio;
      bars->close[i] *= ratio;
      bars->volume[i] /= ratio;
    }
}

/**
 * bw_splits_adjust:
 * @splits: (array length=n_splits): in any order, of any instrument
 * @bars: (inout): as they were traded, of @instrument; nobody else has them yet
 *
 * Restates bars that began before a split in the shares that are traded after it, so that a curve
 * has no cliff there: prices times from / to, volume times to / from. What is stored stays as it was
 * traded; this is done whenever it is read.
 *
 * Cost: one pass a split of the instrument, over the bars before it.
 */
void
bw_splits_adjust (const BwSplit *splits, gsize n_splits, BwInstrumentId instrument, BwBarSeries *bars)
{
  for (gsize i = 0; i < n_splits; i++)
    {
      double to = bw_fixed_to_double (splits[i].to), from = bw_fixed_to_double (splits[i].from);

      if (splits[i].instrument == instrument && to > 0 && from > 0)
        restate (bars, bw_bar_series_find (bars, splits[i].time), from / to);
    }
}
