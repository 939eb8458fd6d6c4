/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/trend/trend-private.h"

#include "indicators/cascade-private.h"
#include "indicators/extreme-private.h"
#include "indicators/moving-private.h"
#include "indicators/smoother-private.h"
#include "indicators/statistics/statistics-private.h"
#include "indicators/volatility/volatility-private.h"

#include <string.h>

/* How strongly a market moves, in panes of their own. A quotient of nothing by nothing is 0. */

static inline double
divide (double over, double under)
{
  return under != 0.0 ? over / under : 0.0;
}

static void
run_qstick (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;

  for (gsize i = 0; i < n; i++)
    stages->blocks[0][i] = in[1][i] - in[0][i];
  bw_node_feed_one (stages->stages[0], 0, stages->blocks[0], n, out[0]);
}

/* The mean body. Inputs: open, close. Source: T. Chande and S. Kroll, The New Technical Trader,
 * 1994; Tulip's qstick. */
void
bw_qstick_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_qstick, 0, 1);

  stages->stages[0] = bw_node_child_period (node, bw_sma_node_init, parameters[0]);
  node->lead = stages->stages[0]->lead;
}

/* The highest close less the lowest, over the way of all closes. */
static void
run_vhf (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  const double *x = in[0], *last = in[0] - 1;
  double *way = stages->blocks[0], *high = stages->blocks[1], *low = stages->blocks[2];
  gsize skip = node->seen == 0 ? 1 : 0;

  for (gsize i = skip; i < n; i++)
    way[i] = fabs (x[i] - last[i]);
  skip = bw_node_feed_one (stages->stages[0], skip, way, n, way);
  bw_node_feed_one (stages->stages[1], 0, x, n, high);
  bw_node_feed_one (stages->stages[2], 0, x, n, low);
  for (gsize i = skip; i < n; i++)
    out[0][i] = divide (high[i] - low[i], way[i]);
}

/* Source: A. White, Futures Magazine, August 1991; Tulip's vhf. */
void
bw_vhf_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_vhf, 1, 3);

  stages->stages[0] = bw_node_child_period (node, bw_sum_node_init, parameters[0]);
  stages->stages[1] = bw_node_child_period (node, bw_max_node_init, parameters[0]);
  stages->stages[2] = bw_node_child_period (node, bw_min_node_init, parameters[0]);
  node->lead = (gsize)parameters[0];
}

/* How far the close is from what the line through the bars before it foretold, in percent. */
BW_CLONES static void
compare_forecast (const double *x, const double *restrict foretold, gsize n, double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    {
      double value = 100.0 * (x[i] - foretold[i]) / x[i];

      out[i] = x[i] != 0.0 ? value : 0.0;
    }
}

/* The block keeps one forecast before the block's. */
static void
run_forecast (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  double *foretold = stages->blocks[0];

  bw_node_feed_one (stages->stages[0], 0, in[0], n, foretold + 1);
  compare_forecast (in[0], foretold, n, out[0]);
  foretold[0] = foretold[n];
}

/* Source: T. Chande and S. Kroll, The New Technical Trader, 1994; Tulip's fosc. */
void
bw_forecast_oscillator_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_forecast, 0, 0);

  stages->stages[0] = bw_node_child_period (node, bw_tsf_init, parameters[0]);
  stages->blocks[0] = bw_node_alloc (node, (BW_BLOCK + 1) * sizeof (double));
  node->lead = (gsize)parameters[0];
}

/* Four values weighed 1, 2, 2, 1. */
static inline double
weigh_four (double a, double b, double c, double d)
{
  return (a + 2.0 * b + 2.0 * c + d) / 6.0;
}

#define VIGOR_BACK 3

/* The last block keeps three values before the block's. */
static void
run_vigor (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  double *body = stages->blocks[0], *range = stages->blocks[1], *value = stages->blocks[2];
  const double *o = in[0], *h = in[1], *l = in[2], *c = in[3];
  gsize skip = node->seen >= VIGOR_BACK ? 0 : MIN (n, VIGOR_BACK - node->seen);

  for (gssize i = (gssize)skip; i < (gssize)n; i++)
    {
      body[i] =
          weigh_four (c[i] - o[i], c[i - 1] - o[i - 1], c[i - 2] - o[i - 2], c[i - 3] - o[i - 3]);
      range[i] =
          weigh_four (h[i] - l[i], h[i - 1] - l[i - 1], h[i - 2] - l[i - 2], h[i - 3] - l[i - 3]);
    }
  bw_node_feed_one (stages->stages[0], skip, body, n, body);
  skip = bw_node_feed_one (stages->stages[1], skip, range, n, range);
  for (gsize i = 0; i < n; i++)
    value[VIGOR_BACK + i] = out[0][i] = i < skip ? 0.0 : divide (body[i], range[i]);
  for (gsize i = 0; i < n; i++)
    out[1][i] = weigh_four (value[i + 3], value[i + 2], value[i + 1], value[i]);
  memmove (value, value + n, VIGOR_BACK * sizeof (double));
}

/* Inputs: open, high, low, close. Source: J. Ehlers, Stocks & Commodities, January 2002;
 * TradingView's Relative Vigor Index. */
void
bw_vigor_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_vigor, VIGOR_BACK, 2);

  stages->stages[0] = bw_node_child_period (node, bw_sum_node_init, parameters[0]);
  stages->stages[1] = bw_node_child_period (node, bw_sum_node_init, parameters[0]);
  stages->blocks[2] = bw_node_alloc (node, (VIGOR_BACK + BW_BLOCK) * sizeof (double));
  node->lead = 2 * VIGOR_BACK + (gsize)parameters[0] - 1;
}

/* Deviations on rising bars against all. */
static void
run_relative_volatility (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  double *up = stages->blocks[0], *down = stages->blocks[1];
  gsize skip = bw_node_feed_one (stages->stages[0], 0, in[0], n, down), last;

  for (gssize i = (gssize)skip; i < (gssize)n; i++)
    {
      gboolean rises = in[0][i] > in[0][i - 1];

      up[i] = rises ? down[i] : 0.0;
      down[i] = rises ? 0.0 : down[i];
    }
  bw_node_feed_one (stages->stages[1], skip, up, n, up);
  last = bw_node_feed_one (stages->stages[2], skip, down, n, down);
  for (gsize i = last; i < n; i++)
    out[0][i] = 100.0 * divide (up[i], up[i] + down[i]);
}

/* Source: D. Dorsey, Stocks & Commodities, June 1993; TradingView's Relative Volatility Index. */
void
bw_relative_volatility_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_relative_volatility, 1, 2);

  stages->stages[0] =
      bw_node_child (node, 1, 1, bw_stddev_init, (const double[]){ parameters[0], 1.0 });
  stages->stages[1] = bw_node_child_period (node, bw_ema_node_init, parameters[1]);
  stages->stages[2] = bw_node_child_period (node, bw_ema_node_init, parameters[1]);
  node->lead = stages->stages[0]->lead + stages->stages[1]->lead;
}

static void
init_twice (BwNode *node, const double *parameters)
{
  bw_twice_init (node, parameters[0], (const double[]){ 0.0, 1.0 });
}

/* How far the close is from the middle of the range, both averaged twice. */
static void
run_stochastic_momentum (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  double *high = stages->blocks[0], *low = stages->blocks[1];
  gsize skip = bw_node_feed_one (stages->stages[0], 0, in[0], n, high);

  bw_node_feed_one (stages->stages[1], 0, in[1], n, low);
  for (gsize i = skip; i < n; i++)
    {
      double middle = (high[i] + low[i]) * 0.5;

      high[i] -= low[i];
      low[i] = in[2][i] - middle;
    }
  bw_node_feed_one (stages->stages[2], skip, high, n, high);
  skip = bw_node_feed_one (stages->stages[3], skip, low, n, low);
  for (gsize i = skip; i < n; i++)
    out[0][i] = 200.0 * divide (low[i], high[i]);
  bw_node_feed_one (stages->stages[4], skip, out[0], n, out[1]);
}

/* Inputs: high, low, close. Source: W. Blau, Stocks & Commodities, January 1993; TradingView's
 * Stochastic Momentum Index. */
void
bw_stochastic_momentum_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_stochastic_momentum, 0, 2);

  stages->stages[0] = bw_node_child_period (node, bw_max_node_init, parameters[0]);
  stages->stages[1] = bw_node_child_period (node, bw_min_node_init, parameters[0]);
  stages->stages[2] = bw_node_child_period (node, init_twice, parameters[1]);
  stages->stages[3] = bw_node_child_period (node, init_twice, parameters[1]);
  stages->stages[4] = bw_node_child_period (node, bw_ema_node_init, parameters[2]);
  node->lead = stages->stages[0]->lead + stages->stages[2]->lead + stages->stages[4]->lead;
}

enum
{
  SQUEEZE_HIGH,
  SQUEEZE_LOW,
  SQUEEZE_MEAN,
  SQUEEZE_DEVIATION,
  SQUEEZE_RANGE,
  SQUEEZE_LINE
};

typedef struct
{
  BwStages stages; /* the first field */
  double range_factor;
} Squeeze;

/* Bollinger's bands inside Keltner's channel; and where a line through the closes, less the middle
 * of mean and range, stands. */
static void
run_squeeze (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Squeeze *state = node->state;
  BwNode **stages = state->stages.stages;
  double **blocks = state->stages.blocks, *range = blocks[SQUEEZE_RANGE];
  gsize first = node->seen == 0 ? 1 : 0, skip;

  for (gsize i = first; i < n; i++)
    range[i] = bw_true_range (in, (gssize)i);
  bw_node_feed_one (stages[SQUEEZE_RANGE], first, range, n, range);
  bw_node_feed_one (stages[SQUEEZE_HIGH], 0, in[0], n, blocks[SQUEEZE_HIGH]);
  bw_node_feed_one (stages[SQUEEZE_LOW], 0, in[1], n, blocks[SQUEEZE_LOW]);
  bw_node_feed_one (stages[SQUEEZE_DEVIATION], 0, in[2], n, blocks[SQUEEZE_DEVIATION]);
  skip = bw_node_feed_one (stages[SQUEEZE_MEAN], 0, in[2], n, blocks[SQUEEZE_MEAN]);
  for (gsize i = skip; i < n; i++)
    {
      double middle = (blocks[SQUEEZE_HIGH][i] + blocks[SQUEEZE_LOW][i]) * 0.5;
      double width = state->stages.factor * blocks[SQUEEZE_DEVIATION][i];

      blocks[SQUEEZE_MEAN][i] = in[2][i] - (middle + blocks[SQUEEZE_MEAN][i]) * 0.5;
      out[1][i] = width < state->range_factor * range[i] ? 1.0 : 0.0;
    }
  bw_node_feed_one (stages[SQUEEZE_LINE], skip, blocks[SQUEEZE_MEAN], n, out[0]);
}

/* Inputs: high, low, close. Parameters: period, deviations, true ranges. Outputs: the momentum; 1
 * while the squeeze is on. Source: J. Carter, Mastering the Trade, 2005; LazyBear's Squeeze
 * Momentum on TradingView. */
void
bw_squeeze_init (BwNode *node, const double *parameters)
{
  Squeeze *state = bw_node_setup (node, run_squeeze, sizeof *state, 1, 0);
  BwNode **stages = state->stages.stages;

  for (guint k = 0; k < BW_STAGE_BLOCKS_MAX; k++)
    state->stages.blocks[k] = bw_node_alloc_block (node);
  state->stages.factor = parameters[1];
  state->range_factor = parameters[2];
  stages[SQUEEZE_HIGH] = bw_node_child_period (node, bw_max_node_init, parameters[0]);
  stages[SQUEEZE_LOW] = bw_node_child_period (node, bw_min_node_init, parameters[0]);
  stages[SQUEEZE_MEAN] = bw_node_child_period (node, bw_sma_node_init, parameters[0]);
  stages[SQUEEZE_DEVIATION] =
      bw_node_child (node, 1, 1, bw_stddev_init, (const double[]){ parameters[0], 1.0 });
  stages[SQUEEZE_RANGE] = bw_node_child_period (node, bw_sma_node_init, parameters[0]);
  stages[SQUEEZE_LINE] = bw_node_child_period (node, bw_linearreg_init, parameters[0]);
  node->lead = 2 * (gsize)parameters[0] - 2;
}

/* The correlation of the closes with their places: the slope by both deviations. */
static void
run_trend_strength (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;

  bw_node_feed_one (stages->stages[0], 0, in[0], n, out[0]);
  bw_node_feed_one (stages->stages[1], 0, in[0], n, stages->blocks[0]);
  for (gsize i = 0; i < n; i++)
    {
      double strength = divide (out[0][i] * stages->factor, stages->blocks[0][i]);

      out[0][i] = CLAMP (strength, -1.0, 1.0);
    }
}

/* Source: TradingView's Trend Strength Index (Pearson's r of price and time). */
void
bw_trend_strength_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_trend_strength, 0, 1);

  stages->stages[0] = bw_node_child_period (node, bw_linearreg_slope_init, parameters[0]);
  stages->stages[1] =
      bw_node_child (node, 1, 1, bw_stddev_init, (const double[]){ parameters[0], 1.0 });
  stages->factor = sqrt ((parameters[0] * parameters[0] - 1.0) / 12.0);
  node->lead = stages->stages[0]->lead;
}

typedef struct
{
  BwSmoother first, second;
  gsize first_lead, second_lead;
  BwNode *signal;
  double *block;
} PriceMomentum;

/* Ten times the change in percent, averaged twice with weights of 2 / period. */
static void
run_price_momentum (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  PriceMomentum *state = node->state;
  double *block = state->block;
  gsize first = node->seen == 0 ? 1 : 0;
  gsize second = node->seen >= state->first_lead ? 0 : MIN (n, state->first_lead - node->seen);
  gsize last = node->seen >= state->second_lead ? 0 : MIN (n, state->second_lead - node->seen);

  for (gssize i = (gssize)first; i < (gssize)n; i++)
    block[i] = 1000.0 * divide (in[0][i] - in[0][i - 1], in[0][i - 1]);
  bw_smoother_run (&state->first, block + first, n - first, block + first);
  bw_smoother_run (&state->second, block + second, n - second, out[0] + second);
  bw_node_feed_one (state->signal, last, out[0], n, out[1]);
}

/* Source: C. Swenlin, DecisionPoint; StockCharts' and TradingView's Price Momentum Oscillator. */
void
bw_price_momentum_init (BwNode *node, const double *parameters)
{
  PriceMomentum *state = bw_node_setup (node, run_price_momentum, sizeof *state, 1, 0);
  double first = 2.0 / parameters[0], second = 2.0 / parameters[1];

  bw_smoother_init (&state->first, first, 1.0 - first, (gsize)parameters[0], 1.0 / parameters[0]);
  bw_smoother_init (&state->second, second, 1.0 - second, (gsize)parameters[1],
                    1.0 / parameters[1]);
  state->first_lead = (gsize)parameters[0];
  state->second_lead = state->first_lead + (gsize)parameters[1] - 1;
  state->signal = bw_node_child_period (node, bw_ema_node_init, parameters[2]);
  state->block = bw_node_alloc_block (node);
  node->lead = state->second_lead + state->signal->lead;
}
