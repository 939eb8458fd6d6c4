/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/trend/trend-private.h"

#include "indicators/extreme-private.h"
#include "indicators/moving-private.h"
#include "indicators/overlap/overlap-private.h"
#include "indicators/volatility/volatility-private.h"

#include <string.h>

/* The average whose period each bar names itself: the second input, whole, within bounds. */
typedef struct
{
  gsize shortest, n_averages;
  BwNode **averages; /* of the periods from the shortest on */
  double **blocks;
} Variable;

static void
run_variable (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Variable *state = node->state;
  double longest = (double)(state->shortest + state->n_averages - 1);

  for (gsize k = 0; k < state->n_averages; k++)
    bw_node_feed_one (state->averages[k], 0, in[0], n, state->blocks[k]);
  for (gsize i = 0; i < n; i++)
    {
      double period = CLAMP (in[1][i], (double)state->shortest, longest);

      out[0][i] = state->blocks[(gsize)period - state->shortest][i];
    }
}

/* Parameters: MinPeriod, MaxPeriod (swapped if need be), MAType. Source: TA-Lib's MAVP. */
void
bw_mavp_init (BwNode *node, const double *parameters)
{
  Variable *state = bw_node_setup (node, run_variable, sizeof *state, 0, 0);
  double shortest = MIN (parameters[0], parameters[1]),
         longest = MAX (parameters[0], parameters[1]);

  state->shortest = (gsize)shortest;
  state->n_averages = (gsize)(longest - shortest) + 1;
  state->averages = bw_node_alloc (node, state->n_averages * sizeof (BwNode *));
  state->blocks = bw_node_alloc (node, state->n_averages * sizeof (double *));
  for (gsize k = 0; k < state->n_averages; k++)
    {
      state->averages[k] = bw_node_child_ma (node, shortest + (double)k, parameters[2]);
      state->blocks[k] = bw_node_alloc_block (node);
      node->lead = MAX (node->lead, state->averages[k]->lead);
    }
}

/* Klinger's volume oscillator: volume, with the sign of the trend, weighed by how much of the
 * trend's range the bar's is; two averages of it compared, and an average of that. */
typedef struct
{
  BwNode *fast, *slow, *signal;
  double trend, range, range_sum, typical;
  double *force, *slow_block;
} Klinger;

static double
measure_force (Klinger *state, double high, double low, double close, double volume)
{
  double typical = high + low + close, range = high - low, share, before[2];
  double trend = 2.0 * (typical > state->typical) - 1.0;

  before[0] = state->range;
  before[1] = state->range_sum;
  state->range_sum = range + before[trend == state->trend];
  state->trend = trend;
  state->range = range;
  state->typical = typical;
  share = state->range_sum != 0.0 ? range / state->range_sum : 0.0;
  return volume * fabs (2.0 * share - 1.0) * trend * 100.0;
}

static void
run_klinger (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Klinger *state = node->state;
  gsize first = node->seen == 0 ? 1 : 0, skip;

  if (first == 1)
    {
      state->typical = in[0][0] + in[1][0] + in[2][0];
      state->range = in[0][0] - in[1][0];
    }
  for (gsize i = first; i < n; i++)
    state->force[i] = measure_force (state, in[0][i], in[1][i], in[2][i], in[3][i]);
  bw_node_feed_one (state->fast, first, state->force, n, out[0]);
  skip = bw_node_feed_one (state->slow, first, state->force, n, state->slow_block);
  for (gsize i = skip; i < n; i++)
    out[0][i] -= state->slow_block[i];
  bw_node_feed_one (state->signal, skip, out[0], n, out[1]);
}

/* Inputs: high, low, close, volume. Source: S. J. Klinger, Stocks & Commodities, December 1997. */
void
bw_klinger_init (BwNode *node, const double *parameters)
{
  Klinger *state = bw_node_setup (node, run_klinger, sizeof *state, 0, 0);

  state->fast = bw_node_child_period (node, bw_ema_node_init, MIN (parameters[0], parameters[1]));
  state->slow = bw_node_child_period (node, bw_ema_node_init, MAX (parameters[0], parameters[1]));
  state->signal = bw_node_child_period (node, bw_ema_node_init, parameters[2]);
  state->force = bw_node_alloc_block (node);
  state->slow_block = bw_node_alloc_block (node);
  node->lead = 1 + state->slow->lead + state->signal->lead;
}

/* Where the close is between Bollinger's bands, and how wide they are. */
typedef struct
{
  BwNode *bands;
  double *blocks[3];
} OfBands;

static void
run_percent_b (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  OfBands *state = node->state;

  bw_node_feed (state->bands, in, n, state->blocks);
  for (gsize i = 0; i < n; i++)
    {
      double width = state->blocks[0][i] - state->blocks[2][i];

      out[0][i] = width != 0.0 ? (in[0][i] - state->blocks[2][i]) / width : 0.5;
    }
}

static void
run_band_width (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  OfBands *state = node->state;

  bw_node_feed (state->bands, in, n, state->blocks);
  for (gsize i = 0; i < n; i++)
    {
      double middle = state->blocks[1][i];

      out[0][i] =
          middle != 0.0 ? 100.0 * (state->blocks[0][i] - state->blocks[2][i]) / middle : 0.0;
    }
}

static void
setup_of_bands (BwNode *node, BwRunFunc run, const double *parameters)
{
  OfBands *state = bw_node_setup (node, run, sizeof *state, 0, 0);
  const double bands[4] = { parameters[0], parameters[1], parameters[1], 0.0 };

  state->bands = bw_node_child (node, 1, 3, bw_bbands_init, bands);
  for (guint k = 0; k < 3; k++)
    state->blocks[k] = bw_node_alloc_block (node);
  node->lead = state->bands->lead;
}

void
bw_percent_b_init (BwNode *node, const double *parameters)
{
  setup_of_bands (node, run_percent_b, parameters);
}

void
bw_band_width_init (BwNode *node, const double *parameters)
{
  setup_of_bands (node, run_band_width, parameters);
}

/* McGinley's dynamic: an average that hurries after falling prices and waits for rising ones. */
typedef struct
{
  double period, value;
} Dynamic;

static void
run_mcginley (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Dynamic *state = node->state;

  for (gsize i = 0; i < n; i++)
    {
      double x = in[0][i], ratio = state->value > 0.0 ? x / state->value : 0.0;
      double pace = state->period * (ratio * ratio) * (ratio * ratio);

      if (node->seen + i == 0 || !(ratio > 0.0))
        state->value = x;
      else
        state->value += (x - state->value) / MAX (pace, 1.0);
      out[0][i] = state->value;
    }
}

/* Begun with the first close; a step never goes beyond the close. Source: J. R. McGinley, MTA
 * Journal 1997; TradingView's McGinley Dynamic. */
void
bw_mcginley_init (BwNode *node, const double *parameters)
{
  Dynamic *state = bw_node_setup (node, run_mcginley, sizeof *state, 0, 0);

  state->period = parameters[0];
}

typedef struct
{
  BwNode *average;
  gsize lag;
  double *block;
} ZeroLag;

static void
run_zero_lag (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  ZeroLag *state = node->state;
  const double *past = in[0] - state->lag;
  gsize skip = node->seen >= state->lag ? 0 : MIN (n, state->lag - node->seen);

  for (gsize i = skip; i < n; i++)
    state->block[i] = 2.0 * in[0][i] - past[i];
  bw_node_feed_one (state->average, skip, state->block, n, out[0]);
}

/* The exponential average of the close and its way since half a period ago. Source: J. Ehlers and
 * R. Way, Zero Lag, 2010. */
void
bw_zlema_init (BwNode *node, const double *parameters)
{
  gsize lag = ((gsize)parameters[0] - 1) / 2;
  ZeroLag *state = bw_node_setup (node, run_zero_lag, sizeof *state, lag, 0);

  state->lag = lag;
  state->average = bw_node_child_period (node, bw_ema_node_init, parameters[0]);
  state->block = bw_node_alloc_block (node);
  node->lead = lag + state->average->lead;
}

/* Three of Wilder's averages of the middle price, each drawn some bars ahead. */
typedef struct
{
  BwNode *averages[3];
  gsize shifts[3];
  double *middle;
  double *ahead[3]; /* the last `shift` values, then the block's */
} Alligator;

static void
run_alligator (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Alligator *state = node->state;

  for (gsize i = 0; i < n; i++)
    state->middle[i] = (in[0][i] + in[1][i]) * 0.5;
  for (guint k = 0; k < 3; k++)
    {
      bw_node_feed_one (state->averages[k], 0, state->middle, n,
                        state->ahead[k] + state->shifts[k]);
      memcpy (out[k], state->ahead[k], n * sizeof (double));
      memmove (state->ahead[k], state->ahead[k] + n, state->shifts[k] * sizeof (double));
    }
}

/* Jaw, teeth, lips; parameters: a period and a shift for each. Source: B. Williams, New Trading
 * Dimensions, 1998; TradingView's Williams Alligator. */
void
bw_alligator_init (BwNode *node, const double *parameters)
{
  Alligator *state = bw_node_setup (node, run_alligator, sizeof *state, 0, 0);

  state->middle = bw_node_alloc_block (node);
  for (guint k = 0; k < 3; k++)
    {
      state->averages[k] = bw_node_child_period (node, bw_wilder_node_init, parameters[2 * k]);
      state->shifts[k] = (gsize)parameters[2 * k + 1];
      state->ahead[k] = bw_node_alloc (node, (state->shifts[k] + BW_BLOCK) * sizeof (double));
      node->lead = MAX (node->lead, state->averages[k]->lead + state->shifts[k]);
    }
}

/* So many true ranges below the highest high (above the lowest low). */
typedef struct
{
  BwExtreme high, low;
  BwNode *range;
  double factor;
  double *block;
} Chandelier;

static void
run_chandelier (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Chandelier *state = node->state;

  bw_extreme_run (&state->high, in[0], node->seen, n, out[0]);
  bw_extreme_run (&state->low, in[1], node->seen, n, out[1]);
  bw_node_feed_after (state->range, 0, in, n, &state->block);
  for (gsize i = 0; i < n; i++)
    {
      out[0][i] -= state->factor * state->block[i];
      out[1][i] += state->factor * state->block[i];
    }
}

/* Inputs: high, low, close. Source: C. Le Beau's chandelier exit, in A. Elder, Come into My Trading
 * Room, 2002. */
void
bw_chandelier_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Chandelier *state = bw_node_setup (node, run_chandelier, sizeof *state, period, period);

  bw_extreme_init (&state->high, node, period, FALSE);
  bw_extreme_init (&state->low, node, period, TRUE);
  state->range = bw_node_child (node, 3, 1, bw_atr_init, parameters);
  state->factor = parameters[1];
  state->block = bw_node_alloc_block (node);
}
