/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/trend/trend-private.h"

#include "indicators/extreme-private.h"
#include "indicators/cascade-private.h"
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
  BwNode *averages;
  double *blocks[3];  /* one value of the bar before, then the block's: typical, range, trend */
  double *reset;      /* what the trend's range is begun with */
  double *kept, *sum; /* whether the trend goes on; its range so far */
  double range_sum;
} Klinger;

enum
{
  TYPICAL,
  RANGE,
  TREND
};

/* The trend is up (1) or down (-1) by the typical price; where it turns, its range begins anew with
 * the bar's and the last bar's. The first bar has none. */
BW_CLONES static void
find_trends (Klinger *state, const double *const *in, gboolean is_first, gsize n)
{
  const double *high = in[0], *low = in[1], *close = in[2];
  double *restrict typical = state->blocks[TYPICAL], *restrict range = state->blocks[RANGE];
  double *restrict trend = state->blocks[TREND], *restrict reset = state->reset;
  double *restrict kept = state->kept;

  for (gsize i = 0; i < n; i++)
    {
      typical[i + 1] = high[i] + low[i] + close[i];
      range[i + 1] = high[i] - low[i];
    }
  for (gsize i = 0; i < n; i++)
    trend[i + 1] = typical[i + 1] > typical[i] ? 1.0 : -1.0;
  if (is_first)
    trend[1] = 0.0;
  for (gsize i = 0; i < n; i++)
    {
      kept[i] = trend[i + 1] == trend[i] ? 1.0 : 0.0;
      reset[i] = trend[i + 1] == trend[i] ? range[i + 1] : range[i + 1] + range[i];
    }
}

/* The range of the trend so far, at each bar. */
static void
sum_ranges (Klinger *state, gsize n)
{
  double sum = state->range_sum, *restrict out = state->sum;
  const double *restrict kept = state->kept, *restrict reset = state->reset;

  for (gsize i = 0; i < n; i++)
    out[i] = sum = kept[i] * sum + reset[i];
  state->range_sum = sum;
}

BW_CLONES static void
find_force (Klinger *state, const double *volume, gsize n)
{
  const double *restrict range = state->blocks[RANGE] + 1, *restrict trend =
                                                               state->blocks[TREND] + 1;
  double *restrict sum = state->sum;

  for (gsize i = 0; i < n; i++)
    {
      double share = range[i] / sum[i];

      share = sum[i] != 0.0 ? share : 0.0;
      sum[i] = volume[i] * fabs (2.0 * share - 1.0) * trend[i] * 100.0;
    }
}

static void
run_klinger (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Klinger *state = node->state;
  double *values[3] = { out[0], out[1], state->reset };

  find_trends (state, in, node->seen == 0, n);
  sum_ranges (state, n);
  find_force (state, in[3], n);
  bw_node_feed_after (state->averages, node->seen == 0 ? 1 : 0,
                      (const double *const[]){ state->sum }, n, values);
  for (guint k = 0; k < 3; k++)
    state->blocks[k][0] = state->blocks[k][n];
}

static void
init_force_averages (BwNode *node, const double *parameters)
{
  bw_pair_init (node, &(const BwPair){ .fast = MIN (parameters[0], parameters[1]),
                                       .slow = MAX (parameters[0], parameters[1]),
                                       .signal = parameters[2] });
}

/* Inputs: high, low, close, volume. Source: S. J. Klinger, Stocks & Commodities, December 1997. */
void
bw_klinger_init (BwNode *node, const double *parameters)
{
  Klinger *state = bw_node_setup (node, run_klinger, sizeof *state, 0, 0);

  state->averages = bw_node_child (node, 1, 3, init_force_averages, parameters);
  for (guint k = 0; k < 3; k++)
    state->blocks[k] = bw_node_alloc (node, (BW_BLOCK + 1) * sizeof (double));
  state->reset = bw_node_alloc_block (node);
  state->kept = bw_node_alloc_block (node);
  state->sum = bw_node_alloc_block (node);
  node->lead = 1 + state->averages->lead;
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
