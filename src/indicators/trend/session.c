/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/trend/trend-private.h"

/* What begins anew with each session: the last input column says which one a bar belongs to. */

/* The mean price since the session's first bar, weighed by volume, and how far prices lay from it:
 * both are moved by each bar, so that no large squares are taken from one another. */
typedef struct
{
  double deviations;
  double session, volume, mean, spread;
} SessionMean;

static void
run_session_vwap (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  SessionMean *state = node->state;

  for (gsize i = 0; i < n; i++)
    {
      double typical = (in[0][i] + in[1][i] + in[2][i]) / 3.0, distance, width;

      if (node->seen + i == 0 || in[4][i] != state->session)
        {
          state->session = in[4][i];
          state->volume = state->spread = 0.0;
          state->mean = typical;
        }
      distance = typical - state->mean;
      if (in[3][i] > 0.0)
        {
          state->volume += in[3][i];
          state->mean += distance * in[3][i] / state->volume;
          state->spread += in[3][i] * distance * (typical - state->mean);
        }
      else if (!(state->volume > 0.0))
        state->mean = typical;
      width = state->volume > 0.0 ? state->deviations * sqrt (state->spread / state->volume) : 0.0;
      out[0][i] = state->mean + width;
      out[1][i] = state->mean;
      out[2][i] = state->mean - width;
    }
}

/* Inputs: high, low, close, volume, session. Parameter: how many deviations away the bands are.
 * Source: TradingView's VWAP anchored to the session: the typical price, and the root of the
 * volume-weighted mean of the squares less the square of the mean. */
void
bw_session_vwap_init (BwNode *node, const double *parameters)
{
  SessionMean *state = bw_node_setup (node, run_session_vwap, sizeof *state, 0, 0);

  state->deviations = parameters[0];
}

typedef struct
{
  double session, sum, n_bars;
} TimeMean;

static void
run_twap (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  TimeMean *state = node->state;

  for (gsize i = 0; i < n; i++)
    {
      if (state->n_bars == 0.0 || in[4][i] != state->session)
        *state = (TimeMean){ .session = in[4][i] };
      state->sum += (in[0][i] + in[1][i] + in[2][i] + in[3][i]) * 0.25;
      state->n_bars += 1.0;
      out[0][i] = state->sum / state->n_bars;
    }
}

/* Inputs: open, high, low, close, session. The mean of the bars' means since the session's first
 * bar. Source: TradingView's Time Weighted Average Price. */
void
bw_twap_init (BwNode *node, const double *parameters)
{
  bw_node_setup (node, run_twap, sizeof (TimeMean), 0, 0);
}

typedef struct
{
  double open, high, low, close;
} Candle;

typedef struct _Pivots Pivots;

/* @open: of the session that the levels are for */
typedef void (*LevelsFunc) (const Candle *last, double open, double *levels);

struct _Pivots
{
  LevelsFunc find;
  guint n_sessions; /* begun; saturates at 2 */
  double session;
  Candle now;
  double levels[BW_INDICATOR_OUTPUTS_MAX];
};

/* Levels: the pivot, then resistance and support 1, 2 and 3. */
static void
put_floor_levels (const Candle *last, double pivot, double *levels)
{
  double range = last->high - last->low;

  levels[0] = pivot;
  levels[1] = 2.0 * pivot - last->low;
  levels[2] = 2.0 * pivot - last->high;
  levels[3] = pivot + range;
  levels[4] = pivot - range;
  levels[5] = last->high + 2.0 * (pivot - last->low);
  levels[6] = last->low - 2.0 * (last->high - pivot);
}

static double
get_typical (const Candle *last)
{
  return (last->high + last->low + last->close) / 3.0;
}

static void
find_classic (const Candle *last, double open, double *levels)
{
  put_floor_levels (last, get_typical (last), levels);
}

static void
find_woodie (const Candle *last, double open, double *levels)
{
  put_floor_levels (last, (last->high + last->low + 2.0 * open) / 4.0, levels);
}

static void
put_around (double pivot, double middle, const double *distances, double *levels)
{
  levels[0] = pivot;
  for (guint k = 0; k < 3; k++)
    {
      levels[1 + 2 * k] = middle + distances[k];
      levels[2 + 2 * k] = middle - distances[k];
    }
}

static void
find_fibonacci (const Candle *last, double open, double *levels)
{
  double range = last->high - last->low, pivot = get_typical (last);

  put_around (pivot, pivot, (const double[]){ 0.382 * range, 0.618 * range, range }, levels);
}

static void
find_camarilla (const Candle *last, double open, double *levels)
{
  double range = 1.1 * (last->high - last->low);

  put_around (get_typical (last), last->close,
              (const double[]){ range / 12.0, range / 6.0, range / 4.0 }, levels);
}

static void
find_demark (const Candle *last, double open, double *levels)
{
  double sum = last->high + last->low + last->close;

  sum += last->close > last->open ? last->high : last->close < last->open ? last->low : last->close;
  levels[0] = sum / 4.0;
  levels[1] = sum / 2.0 - last->low;
  levels[2] = sum / 2.0 - last->high;
}

static void
begin_session (Pivots *pivots, double session, double open)
{
  if (pivots->n_sessions > 0)
    pivots->find (&pivots->now, open, pivots->levels);
  pivots->n_sessions = MIN (pivots->n_sessions + 1, 2u);
  pivots->session = session;
  pivots->now = (Candle){ .open = open, .high = -INFINITY, .low = INFINITY };
}

static void
run_pivots (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Pivots *pivots = node->state;

  for (gsize i = 0; i < n; i++)
    {
      if (pivots->n_sessions == 0 || in[4][i] != pivots->session)
        begin_session (pivots, in[4][i], in[0][i]);
      pivots->now.high = MAX (pivots->now.high, in[1][i]);
      pivots->now.low = MIN (pivots->now.low, in[2][i]);
      pivots->now.close = in[3][i];
      for (guint k = 0; k < node->n_outputs; k++)
        out[k][i] = pivots->n_sessions < 2 ? NAN : pivots->levels[k];
    }
}

/* Inputs: open, high, low, close, session. The first session has no levels: none came before it. */
static void
setup_pivots (BwNode *node, LevelsFunc find)
{
  Pivots *pivots = bw_node_setup (node, run_pivots, sizeof *pivots, 0, 0);

  pivots->find = find;
}

#define PIVOT(name)                                                                                \
  void bw_pivot_##name##_init (BwNode *node, const double *parameters)                             \
  {                                                                                                \
    setup_pivots (node, find_##name);                                                              \
  }

/* Source: TradingView's Pivot Points Standard (there the classic one is called Traditional). */
PIVOT (classic)
PIVOT (fibonacci)
PIVOT (camarilla)
PIVOT (woodie)
PIVOT (demark)
