/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/volatility/volatility-private.h"

#include "indicators/extreme-private.h"
#include "indicators/cascade-private.h"
#include "indicators/math/functions-private.h"
#include "indicators/math/power-private.h"
#include "indicators/momentum/momentum-private.h"
#include "indicators/moving-private.h"
#include "indicators/pure-private.h"
#include "indicators/smoother-private.h"
#include "indicators/statistics/statistics-private.h"
#include "indicators/tables-private.h"

BW_PURE (trange, 3, MAX (a[i], c[(gssize)i - 1]) - MIN (b[i], c[(gssize)i - 1]))

void
bw_trange_init (BwNode *node, const double *parameters)
{
  bw_node_setup_pure (node, run_trange, 0, 1, 1);
}

typedef struct
{
  BwSmoother average;
  gboolean is_percent;
} Atr;

/* In percent of the close. */
BW_CLONES static void
relate (const double *close, gsize n, double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    {
      double value = out[i] / close[i] * 100.0;

      out[i] = close[i] != 0.0 ? value : 0.0;
    }
}

static void
run_atr (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Atr *atr = node->state;
  gsize skip = node->seen == 0 ? 1 : 0;
  const double *const columns[3] = { in[0] + skip, in[1] + skip, in[2] + skip };
  double *ranges = out[0] + skip;

  run_trange (node, columns, n - skip, &ranges);
  bw_smoother_run (&atr->average, ranges, n - skip, ranges);
  if (atr->is_percent)
    relate (columns[2], n - skip, ranges);
}

void
bw_atr_init (BwNode *node, const double *parameters)
{
  Atr *atr = bw_node_setup (node, run_atr, sizeof *atr, 1, (gsize)parameters[0]);

  bw_smoother_init_wilder (&atr->average, (gsize)parameters[0]);
  bw_smoother_align (&atr->average, 1);
}

static void
init_natr (BwNode *node, const double *parameters)
{
  bw_atr_init (node, parameters);
  ((Atr *)node->state)->is_percent = TRUE;
}

/* How much of the way was forward: log of the ranges' sum over the whole range. */
typedef struct
{
  BwExtreme high, low;
  BwNode *ranges;
  double scale;
  double *sum, *low_block;
} Choppiness;

BW_CLONES static void
run_choppiness (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Choppiness *state = node->state;
  gsize skip = node->seen == 0 ? 1 : 0;

  for (gsize i = skip; i < n; i++)
    state->sum[i] = bw_true_range (in, (gssize)i);
  bw_node_feed_one (state->ranges, skip, state->sum, n, state->sum);
  bw_extreme_run (&state->high, in[0], node->seen, n, out[0]);
  bw_extreme_run (&state->low, in[1], node->seen, n, state->low_block);
  for (gsize i = 0; i < n; i++)
    {
      double range = out[0][i] - state->low_block[i];

      out[0][i] = range > 0.0 ? state->sum[i] / range : 1.0;
    }
  bw_each_log10 (out[0], n, out[0]);
  for (gsize i = 0; i < n; i++)
    out[0][i] *= state->scale;
}

static void
init_choppiness (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Choppiness *state = bw_node_setup (node, run_choppiness, sizeof *state, period, period);

  bw_extreme_init (&state->high, node, period, FALSE);
  bw_extreme_init (&state->low, node, period, TRUE);
  state->ranges = bw_node_child_period (node, bw_sum_node_init, parameters[0]);
  state->scale = 100.0 / log10 (parameters[0]);
  state->sum = bw_node_alloc_block (node);
  state->low_block = bw_node_alloc_block (node);
}

BW_CLONES static void
find_ranges (const double *high, const double *low, gsize n, double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    out[i] = high[i] - low[i];
}

/* A function of the close through a first stage and a second. */
typedef struct
{
  BwNode *first, *second;
  double factor;
  double *block;
} Staged;

BW_CLONES static void
find_log_changes (const double *x, gsize n, double *restrict out)
{
  const double *last = x - 1;

  for (gsize i = 0; i < n; i++)
    {
      double ratio = x[i] / last[i];
      double value = bw_log (ratio);

      value = ratio >= BW_LOG_MIN ? value : 0.0;
      out[i] = ratio <= G_MAXDOUBLE ? value : 0.0;
    }
}

/* Historical volatility: the deviation of log changes, a year's worth, in percent. */
BW_CLONES static void
run_historical (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Staged *state = node->state;
  gsize skip = node->seen == 0 ? 1 : 0;

  find_log_changes (in[0] + skip, n - skip, state->block + skip);
  bw_node_feed_one (state->first, skip, state->block, n, out[0]);
  for (gsize i = skip; i < n; i++)
    out[0][i] *= state->factor;
}

static void
init_historical (BwNode *node, const double *parameters)
{
  double period = parameters[0];
  Staged *state = bw_node_setup (node, run_historical, sizeof *state, 1, (gsize)period);

  state->first = bw_node_child (node, 1, 1, bw_stddev_init, (const double[]){ period, 1.0 });
  state->factor = 100.0 * sqrt (parameters[1] * period / (period - 1.0));
  state->block = bw_node_alloc_block (node);
}

/* Chaikin's volatility: the change of the averaged range. */
BW_CLONES static void
run_chaikin (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Staged *state = node->state;
  gsize skip;

  find_ranges (in[0], in[1], n, state->block);
  skip = bw_node_feed_one (state->first, 0, state->block, n, state->block);
  bw_node_feed_one (state->second, skip, state->block, n, out[0]);
}

static void
init_chaikin (BwNode *node, const double *parameters)
{
  Staged *state = bw_node_setup (node, run_chaikin, sizeof *state, 0,
                                 (gsize)(parameters[0] - 1.0 + parameters[1]));

  state->first = bw_node_child_period (node, bw_ema_node_init, parameters[0]);
  state->second = bw_node_child_period (node, bw_roc_init, parameters[1]);
  state->block = bw_node_alloc_block (node);
}

/* Volatilities from the bars themselves: the root of the mean of what each bar shows of the
 * variance, a year's worth, in percent. */
static void
finish_bars (Staged *state, gsize n, double *out)
{
  bw_node_feed_one (state->first, 0, state->block, n, out);
  for (gsize i = 0; i < n; i++)
    out[i] = state->factor * sqrt (MAX (out[i], 0.0));
}

/* The squares of the logarithms of the bars' ratios; 0 where prices are not above 0. */
static void
square_logs (const double *over, const double *under, gsize n, double *out)
{
  for (gsize i = 0; i < n; i++)
    out[i] = over[i] > 0.0 && under[i] > 0.0 ? over[i] / under[i] : 1.0;
  bw_each_log (out, n, out);
  for (gsize i = 0; i < n; i++)
    out[i] *= out[i];
}

static void
run_parkinson (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Staged *state = node->state;

  square_logs (in[0], in[1], n, state->block);
  for (gsize i = 0; i < n; i++)
    state->block[i] /= 4.0 * G_LN2;
  finish_bars (state, n, out[0]);
}

static void
run_garman_klass (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Staged *state = node->state;

  square_logs (in[1], in[2], n, state->block);
  square_logs (in[3], in[0], n, out[0]);
  for (gsize i = 0; i < n; i++)
    state->block[i] = 0.5 * state->block[i] - (2.0 * G_LN2 - 1.0) * out[0][i];
  finish_bars (state, n, out[0]);
}

static void
setup_of_bars (BwNode *node, BwRunFunc run, const double *parameters)
{
  Staged *state = bw_node_setup (node, run, sizeof *state, 0, (gsize)parameters[0] - 1);

  state->first = bw_node_child_period (node, bw_sma_node_init, parameters[0]);
  state->factor = 100.0 * sqrt (parameters[1]);
  state->block = bw_node_alloc_block (node);
}

/* Inputs: high, low. Source: M. Parkinson, Journal of Business 53, 1980. */
static void
init_parkinson (BwNode *node, const double *parameters)
{
  setup_of_bars (node, run_parkinson, parameters);
}

/* Inputs: open, high, low, close. Source: M. Garman and M. Klass, Journal of Business 53, 1980. */
static void
init_garman_klass (BwNode *node, const double *parameters)
{
  setup_of_bars (node, run_garman_klass, parameters);
}

static void
run_day_range (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Staged *state = node->state;

  find_ranges (in[0], in[1], n, state->block);
  bw_node_feed_one (state->first, 0, state->block, n, out[0]);
}

/* Inputs: high, low. Source: TradingView's Average Day Range. */
static void
init_day_range (BwNode *node, const double *parameters)
{
  setup_of_bars (node, run_day_range, (const double[]){ parameters[0], 1.0 });
}

/* Ulcer index: the root of the mean square of the falls from the highest close. */
typedef struct
{
  BwExtreme high;
  BwNode *mean;
  double *block;
} Ulcer;

BW_CLONES static void
run_ulcer (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Ulcer *state = node->state;

  bw_extreme_run (&state->high, in[0], node->seen, n, state->block);
  for (gsize i = 0; i < n; i++)
    {
      double high = node->seen + i < state->high.period - 1 ? 0.0 : state->block[i];
      double fall = high > 0.0 ? 100.0 * (in[0][i] - high) / high : 0.0;

      state->block[i] = fall * fall;
    }
  {
    gsize lead = state->high.period - 1;
    gsize skip = node->seen >= lead ? 0 : MIN (n, lead - node->seen);

    bw_node_feed_one (state->mean, skip, state->block, n, out[0]);
    for (gsize i = skip; i < n; i++)
      out[0][i] = sqrt (MAX (out[0][i], 0.0));
  }
}

static void
init_ulcer (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Ulcer *state = bw_node_setup (node, run_ulcer, sizeof *state, period, 2 * (period - 1));

  bw_extreme_init (&state->high, node, period, FALSE);
  state->mean = bw_node_child_period (node, bw_sma_node_init, parameters[0]);
  state->block = bw_node_alloc_block (node);
}

/* Mass index: the range's average over that average's average, summed. */
typedef struct
{
  BwNode *quotient, *sum;
  double *range;
} Mass;

static void
run_mass (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Mass *mass = node->state;
  gsize skip;

  find_ranges (in[0], in[1], n, mass->range);
  skip = bw_node_feed_one (mass->quotient, 0, mass->range, n, mass->range);
  bw_node_feed_one (mass->sum, skip, mass->range, n, out[0]);
}

static void
init_quotient (BwNode *node, const double *parameters)
{
  bw_twice_init (node, parameters[0], NULL);
}

static void
init_mass (BwNode *node, const double *parameters)
{
  Mass *mass = bw_node_setup (node, run_mass, sizeof *mass, 0, 0);

  mass->quotient = bw_node_child_period (node, init_quotient, parameters[0]);
  mass->sum = bw_node_child_period (node, bw_sum_node_init, parameters[1]);
  mass->range = bw_node_alloc_block (node);
  node->lead = mass->quotient->lead + mass->sum->lead;
}

#define REAL                                                                                       \
  {                                                                                                \
    "Real"                                                                                         \
  }
#define VOLATILITY(NAME, title, inputs, ...)                                                       \
  {                                                                                                \
    NAME, title, BW_INDICATOR_VOLATILITY, inputs, REAL, __VA_ARGS__                                \
  }

/* clang-format off */
const BwIndicatorInfo bw_volatility_table[] = {
  VOLATILITY ("TRANGE", "True Range", "hlc", .init = bw_trange_init),
  VOLATILITY ("ATR", "Average True Range", "hlc", { BW_TIME_PERIOD (14, 1) }, .init = bw_atr_init),
  VOLATILITY ("NATR", "Normalized Average True Range", "hlc", { BW_TIME_PERIOD (14, 1) }, .init = init_natr),
  VOLATILITY ("CHOP", "Choppiness Index", "hlc", { BW_TIME_PERIOD (14, 2) }, .n_levels = 2, .levels = { 38.2, 61.8 }, .init = init_choppiness),
  VOLATILITY ("HV", "Historical Volatility", "c", { BW_TIME_PERIOD (10, 2), BW_REAL ("BarsPerYear", 252, 1, 1e6) }, .init = init_historical),
  VOLATILITY ("CHAIKINVOL", "Chaikin Volatility", "hl", { BW_TIME_PERIOD (10, 1), BW_PERIOD ("ChangePeriod", 10, 1) }, .n_levels = 1, .levels = { 0 }, .init = init_chaikin),
  VOLATILITY ("PARKINSON", "Parkinson Volatility", "hl", { BW_TIME_PERIOD (10, 1), BW_REAL ("BarsPerYear", 252, 1, 1e6) }, .init = init_parkinson),
  VOLATILITY ("GARMANKLASS", "Garman-Klass Volatility", "ohlc", { BW_TIME_PERIOD (10, 1), BW_REAL ("BarsPerYear", 252, 1, 1e6) }, .init = init_garman_klass),
  VOLATILITY ("ADR", "Average Day Range", "hl", { BW_TIME_PERIOD (14, 1) }, .init = init_day_range),
  VOLATILITY ("ULCER", "Ulcer Index", "c", { BW_TIME_PERIOD (14, 2) }, .init = init_ulcer),
  VOLATILITY ("MASS", "Mass Index", "hl", { BW_PERIOD ("EmaPeriod", 9, 1), BW_PERIOD ("SumPeriod", 25, 1) }, .n_levels = 2, .levels = { 26.5, 27 }, .init = init_mass),
  { NULL },
};
/* clang-format on */
