/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/transform/transform-private.h"

/**
 * bw_transform_take_heikin_ashi:
 *
 * close = (o + h + l + c) / 4; open = the mean of the open and close before, at first of the bar's
 * own; high and low are the extremes of those and the bar's. One bar for each, with its volume; a bar
 * that holds no number comes out as one and is passed over. Source: D. Valcu, "Using the Heikin-Ashi
 * Technique", Technical Analysis of Stocks & Commodities 22:2 (2004).
 */
void
bw_transform_take_heikin_ashi (BwTransformStep *step, BwTransformState *state, const BwSourceBar *bar)
{
  BwGrowingBar made = { bar->start, NAN, NAN, NAN, NAN, bar->volume, { NAN, FALSE } };
  double close = (bar->open + bar->high + bar->low + bar->close) / 4.0;

  if (isfinite (close))
    {
      made.close = close;
      made.open = state->has_begun ? (state->before_open + state->before_close) / 2.0
                                   : (bar->open + bar->close) / 2.0;
      made.high = MAX (bar->high, MAX (made.open, made.close));
      made.low = MIN (bar->low, MIN (made.open, made.close));
      state->has_begun = TRUE;
      state->before_open = made.open;
      state->before_close = made.close;
    }
  bw_transform_finish (step, &made);
}
