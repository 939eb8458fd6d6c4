/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/transform/transform-private.h"

/*
 * Kagi, of closes. A line goes on as long as closes do; a close that comes back from its end by the
 * reversal (in price, or in percent of the end) begins a line the other way, from that end. An upward
 * line turns thick where it passes the end of the upward line before (a shoulder), a downward one thin
 * where it passes the end of the downward line before (a waist). The first line begins when a close is
 * the reversal away from the first, and is thick upward, thin downward. Each line is a bar from where
 * it began to where it has got; the last is still growing.
 * Source: S. Nison, Beyond Candlesticks (1994), chapter 7; 4 % as in StockCharts' ChartSchool, "Kagi
 * Charts".
 */

static double
get_reversal (const BwTransformStep *step, double price)
{
  return step->spec->method == BW_BOX_PERCENT ? fabs (price) * step->box / 100.0 : step->box;
}

static void
extend (BwTransformState *state, double close)
{
  BwGrowingBar *line = &state->growing;

  line->close = close;
  line->high = MAX (line->high, close);
  line->low = MIN (line->low, close);
  if (state->direction > 0 && !line->kagi.is_thick && close > state->shoulder)
    {
      line->kagi.is_thick = TRUE;
      line->kagi.turn = state->shoulder;
    }
  else if (state->direction < 0 && line->kagi.is_thick && close < state->waist)
    {
      line->kagi.is_thick = FALSE;
      line->kagi.turn = state->waist;
    }
}

static void
turn (BwTransformStep *step, BwTransformState *state, const BwSourceBar *bar)
{
  BwGrowingBar ended = state->growing;

  bw_transform_finish (step, &ended);
  if (state->direction > 0)
    state->shoulder = ended.close;
  else
    state->waist = ended.close;
  state->direction = -state->direction;
  state->growing = (BwGrowingBar){ bar->start,  ended.close, ended.close,
                                   ended.close, ended.close, 0.0,
                                   { NAN, ended.kagi.is_thick } };
  extend (state, bar->close);
}

void
bw_transform_take_kagi (BwTransformStep *step, BwTransformState *state, const BwSourceBar *bar)
{
  double volume = isfinite (bar->volume) ? bar->volume : 0.0, come_back;
  BwGrowingBar *line = &state->growing;

  if (!isfinite (bar->close))
    return;
  if (!state->has_begun)
    {
      *state = (BwTransformState){ .has_begun = TRUE, .has_growing = TRUE, .shoulder = NAN,
                                   .waist = NAN };
      *line = (BwGrowingBar){ bar->start, bar->close, bar->close, bar->close, bar->close, 0.0,
                              { NAN, FALSE } };
    }
  if (state->direction == 0 &&
      fabs (bar->close - line->open) >= get_reversal (step, line->open) * (1.0 - 1e-9))
    {
      state->direction = bar->close > line->open ? 1 : -1;
      line->kagi.is_thick = state->direction > 0;
    }
  come_back = (line->close - bar->close) * state->direction;
  if (come_back < 0.0)
    extend (state, bar->close);
  else if (state->direction != 0 &&
           come_back >= get_reversal (step, line->close) * (1.0 - 1e-9) && come_back > 0.0)
    turn (step, state, bar);
  line->volume += volume;
}
