/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/transform/transform-private.h"

/*
 * Range bars (V. Nicolellis, 1995). Every finished bar is one box from low to high and closes at one of
 * the two; the next opens there. What happened within a bar that comes in is not known, so its price
 * is taken to have gone from the open to the nearer of high and low, to the other, to the close. A gap
 * is filled with bars. A bar's volume is shared by the bars it has touched; the last is still growing.
 */

#define SLACK (1.0 + 1e-9)

static void
begin (BwTransformState *state, BwTime start, double price)
{
  state->growing = (BwGrowingBar){ start, price, price, price, price, 0.0, { NAN, FALSE } };
  state->has_growing = TRUE;
}

static void
finish_at (BwTransformStep *step, BwTransformState *state, BwTime start, double price)
{
  BwGrowingBar *bar = &state->growing;

  bar->close = price;
  bar->high = MAX (bar->high, price);
  bar->low = MIN (bar->low, price);
  bw_transform_finish (step, bar);
  begin (state, start, price);
}

static void
go_to (BwTransformStep *step, BwTransformState *state, BwTime start, double price)
{
  BwGrowingBar *bar = &state->growing;
  double box = step->box;

  if (!bw_transform_has_room (step, floor (MAX (price - bar->low, bar->high - price) / box)))
    return;
  while (price - bar->low > box * SLACK)
    finish_at (step, state, start, bar->low + box);
  while (bar->high - price > box * SLACK)
    finish_at (step, state, start, bar->high - box);
  bar->close = price;
  bar->high = MAX (bar->high, price);
  bar->low = MIN (bar->low, price);
}

static void
share_volume (BwTransformStep *step, BwTransformState *state, gsize first, double volume)
{
  double share = volume / (double) (step->derived->n_bars - first + 1);

  for (gsize i = first; i < step->derived->n_bars; i++)
    step->derived->volume[i] += share;
  state->growing.volume += share;
}

void
bw_transform_take_range (BwTransformStep *step, BwTransformState *state, const BwSourceBar *bar)
{
  gboolean is_high_first = bar->high - bar->open < bar->open - bar->low;
  gsize first = step->derived->n_bars;

  if (!isfinite (bar->open) || !isfinite (bar->high) || !isfinite (bar->low) ||
      !isfinite (bar->close))
    return;
  if (!state->has_growing)
    begin (state, bar->start, bar->open);
  go_to (step, state, bar->start, bar->open);
  go_to (step, state, bar->start, is_high_first ? bar->high : bar->low);
  go_to (step, state, bar->start, is_high_first ? bar->low : bar->high);
  go_to (step, state, bar->start, bar->close);
  if (isfinite (bar->volume))
    share_volume (step, state, first, bar->volume);
}
