/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/transform/transform-private.h"

/*
 * Point and figure. Boxes lie on multiples of the box; a column of X rises, one of O falls. In a
 * column of X the high is looked at first: where it fills another box the column grows and the low is
 * not looked at; else a low that fills a box as many below the top as the reversal says begins a
 * column of O, one box below the top. In a column of O the other way round. By closes, the close is
 * both. The first column begins with the first bar whose high or low reaches a box away from the first
 * close. Each column is a bar from its first box to its last; the last is still growing.
 * Source: J. Murphy, Technical Analysis of the Financial Markets (1999), chapter 11, "Construction of
 * the 3 Point Reversal Chart"; StockCharts' ChartSchool, "P&F Pricing Methods".
 */

static void
begin_column (BwTransformState *state, BwTime start, int direction, double from, double to, double box)
{
  state->direction = direction;
  state->has_growing = TRUE;
  state->growing = (BwGrowingBar){ start, from * box, MAX (from, to) * box, MIN (from, to) * box,
                                   to * box, 0.0, { NAN, FALSE } };
  state->top = MAX (from, to);
  state->bottom = MIN (from, to);
}

/* The first bar only says where the market is. */
static void
begin (BwTransformStep *step, BwTransformState *state, const BwSourceBar *bar, double high, double low)
{
  double top = bw_level_floor (high, step->box), bottom = bw_level_ceil (low, step->box);

  if (!state->has_begun)
    {
      state->has_begun = TRUE;
      state->start = bar->start;
      state->top = bw_level_floor (bar->close, step->box);
      state->bottom = bw_level_ceil (bar->close, step->box);
      return;
    }
  if (top > state->top)
    begin_column (state, state->start, 1, state->top + 1.0, top, step->box);
  else if (bottom < state->bottom)
    begin_column (state, state->start, -1, state->bottom - 1.0, bottom, step->box);
}

static void
take_up (BwTransformStep *step, BwTransformState *state, BwTime start, double high, double low)
{
  double top = bw_level_floor (high, step->box), bottom = bw_level_ceil (low, step->box);

  if (top > state->top)
    {
      state->top = top;
      state->growing.high = state->growing.close = top * step->box;
    }
  else if (bottom <= state->top - step->spec->n_reversal)
    {
      bw_transform_finish (step, &state->growing);
      begin_column (state, start, -1, state->top - 1.0, bottom, step->box);
    }
}

static void
take_down (BwTransformStep *step, BwTransformState *state, BwTime start, double high, double low)
{
  double top = bw_level_floor (high, step->box), bottom = bw_level_ceil (low, step->box);

  if (bottom < state->bottom)
    {
      state->bottom = bottom;
      state->growing.low = state->growing.close = bottom * step->box;
    }
  else if (top >= state->bottom + step->spec->n_reversal)
    {
      bw_transform_finish (step, &state->growing);
      begin_column (state, start, 1, state->bottom + 1.0, top, step->box);
    }
}

void
bw_transform_take_point_figure (BwTransformStep *step, BwTransformState *state, const BwSourceBar *bar)
{
  double high = step->spec->uses_closes ? bar->close : bar->high;
  double low = step->spec->uses_closes ? bar->close : bar->low;

  if (!isfinite (bar->close) || !isfinite (high) || !isfinite (low))
    return;
  if (state->direction == 0)
    begin (step, state, bar, high, low);
  else if (state->direction > 0)
    take_up (step, state, bar->start, high, low);
  else
    take_down (step, state, bar->start, high, low);
  if (state->has_growing && isfinite (bar->volume))
    state->growing.volume += bar->volume;
}
