/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/transform/transform-private.h"

/*
 * Renko. Bricks of one box lie on levels that are multiples of the box, so that the same prices give
 * the same bricks wherever the history begins. A close that reaches the next level beyond the last
 * brick adds a brick; the other way it has to pass the whole last brick, that is two boxes from where
 * that ended. Closes alone count; highs and lows since the last brick are its wick. Volume since the
 * last brick is shared by the bricks that one bar makes. There is no brick that is still growing.
 * Source: S. Nison, Beyond Candlesticks (1994), chapter 8.
 */

static void
begin (BwTransformState *state, const BwSourceBar *bar, double box)
{
  state->has_begun = TRUE;
  state->top = state->bottom = bw_level_floor (bar->close, box);
  state->start = bar->start;
  state->high = bar->high;
  state->low = bar->low;
  state->volume = 0.0;
}

/* The @index-th of the bricks that one bar makes; the first has the wick of all since the last. */
static void
put_brick (BwTransformStep *step, BwTransformState *state, BwTime start, int direction, double volume,
           gboolean has_wick)
{
  double from = direction > 0 ? state->top : state->bottom;
  double open = from * step->box, close = (from + direction) * step->box;
  BwGrowingBar brick = { start,  open, MAX (open, close), MIN (open, close), close, volume,
                         { NAN, FALSE } };

  if (has_wick && direction > 0)
    brick.low = MIN (brick.low, state->low);
  else if (has_wick)
    brick.high = MAX (brick.high, state->high);
  state->bottom = MIN (from, from + direction);
  state->top = MAX (from, from + direction);
  bw_transform_finish (step, &brick);
}

void
bw_transform_take_renko (BwTransformStep *step, BwTransformState *state, const BwSourceBar *bar)
{
  double n_up, n_down, n;
  int direction;

  if (!isfinite (bar->close) || !isfinite (bar->high) || !isfinite (bar->low))
    return;
  if (!state->has_begun)
    begin (state, bar, step->box);
  state->high = MAX (state->high, bar->high);
  state->low = MIN (state->low, bar->low);
  if (isfinite (bar->volume))
    state->volume += bar->volume;
  if (state->start == BW_TIME_NONE)
    state->start = bar->start;
  n_up = bw_level_floor (bar->close, step->box) - state->top;
  n_down = state->bottom - bw_level_ceil (bar->close, step->box);
  n = MAX (n_up, n_down);
  if (n < 1.0 || !bw_transform_has_room (step, n))
    return;
  direction = n_up >= 1.0 ? 1 : -1;
  for (double i = 0.0; i < n; i += 1.0)
    put_brick (step, state, i == 0.0 ? state->start : bar->start, direction, state->volume / n,
               i == 0.0 && step->spec->has_wicks);
  state->high = state->low = bar->close;
  state->volume = 0.0;
  state->start = BW_TIME_NONE; /* the next begins with the next bar */
}
