/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/trend/trend-private.h"

#include "indicators/moving-private.h"
#include "indicators/vector-private.h"

#include <string.h>

typedef struct
{
  gsize period;
  double *weights; /* of the newest first */
} Weights;

#define SUMS_AT_ONCE 32

BW_CLONES static void
weigh (const double *weights, const double *x, gsize period, gsize n, double *restrict out)
{
  gsize i = 0;

  for (; i + SUMS_AT_ONCE <= n; i += SUMS_AT_ONCE)
    {
      BwEight sums[4];

      for (guint v = 0; v < 4; v++)
        sums[v] = weights[0] * BW_EIGHT_AT (x + i + 8 * v);
      for (gsize k = 1; k < period; k++)
        for (guint v = 0; v < 4; v++)
          sums[v] += weights[k] * BW_EIGHT_AT (x + i + 8 * v - k);
      for (guint v = 0; v < 4; v++)
        BW_EIGHT_SET (out + i + 8 * v, sums[v]);
    }
  for (; i < n; i++)
    {
      double sum = weights[0] * x[i];

      for (gsize k = 1; k < period; k++)
        sum += weights[k] * x[(gssize)i - (gssize)k];
      out[i] = sum;
    }
}

static void
run_weighed (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  const Weights *state = node->state;

  weigh (state->weights, in[0], state->period, n, out[0]);
}

/**
 * bw_weighed_init:
 * @weights: (array length=period): of the newest value first; copied
 */
void
bw_weighed_init (BwNode *node, const double *weights, gsize period)
{
  Weights *state = bw_node_setup (node, run_weighed, sizeof *state, period, period - 1);

  state->period = period;
  state->weights = bw_node_alloc (node, period * sizeof (double));
  memcpy (state->weights, weights, period * sizeof (double));
}

/* Parameters: period, offset of the bell's centre (1: the newest), sigma */
void
bw_alma_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  double weights[BW_ALMA_PERIOD_MAX];
  double centre = parameters[1] * (parameters[0] - 1.0), width = parameters[0] / parameters[2];
  double sum = 0.0;

  for (gsize k = 0; k < period; k++)
    {
      double distance = (double)(period - 1 - k) - centre;

      weights[k] = exp (-distance * distance / (2.0 * width * width));
      sum += weights[k];
    }
  /* A bell so narrow that it misses every bar becomes the nearest bar. */
  if (!(sum > 0.0))
    sum = weights[period - 1 - (gsize)(centre + 0.5)] = 1.0;
  for (gsize k = 0; k < period; k++)
    weights[k] /= sum;
  bw_weighed_init (node, weights, period);
}

typedef struct
{
  BwNode *money, *volume;
  double *money_block, *volume_block;
} Weighed;

BW_CLONES static void
multiply (const double *a, const double *b, gsize n, double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    out[i] = a[i] * b[i];
}

/* Without volume, the close itself. */
BW_CLONES static void
divide (const double *restrict money,
        const double *restrict volume,
        const double *close,
        gsize n,
        double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    {
      double value = money[i] / volume[i];

      out[i] = volume[i] > 0.0 ? value : close[i];
    }
}

static void
run_vwma (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Weighed *state = node->state;

  multiply (in[0], in[1], n, state->money_block);
  bw_node_feed_one (state->money, 0, state->money_block, n, state->money_block);
  bw_node_feed_one (state->volume, 0, in[1], n, state->volume_block);
  divide (state->money_block, state->volume_block, in[0], n, out[0]);
}

void
bw_vwma_init (BwNode *node, const double *parameters)
{
  Weighed *state = bw_node_setup (node, run_vwma, sizeof *state, 0, (gsize)parameters[0] - 1);

  state->money = bw_node_child_period (node, bw_sum_node_init, parameters[0]);
  state->volume = bw_node_child_period (node, bw_sum_node_init, parameters[0]);
  state->money_block = bw_node_alloc_block (node);
  state->volume_block = bw_node_alloc_block (node);
}

/* Anchored at the first bar fed: who wants one a session begins a new one each session. */
BW_CLONES static void
run_vwap (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  double *sums = node->state; /* money, volume */

  for (gsize i = 0; i < n; i++)
    {
      double typical = (in[0][i] + in[1][i] + in[2][i]) / 3.0;

      sums[0] += typical * in[3][i];
      sums[1] += in[3][i];
      out[0][i] = sums[1] > 0.0 ? sums[0] / sums[1] : typical;
    }
}

void
bw_vwap_init (BwNode *node, const double *parameters)
{
  bw_node_setup (node, run_vwap, 2 * sizeof (double), 0, 0);
}
