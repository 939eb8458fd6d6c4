/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/extreme-private.h"
#include "indicators/moving-private.h"
#include "indicators/overlap/overlap-private.h"
#include "indicators/statistics/statistics-private.h"

typedef struct
{
  BwNode *middle, *deviation;
  double up, down;
  double *deviation_block;
} Bands;

BW_CLONES static void
run_bands (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Bands *bands = node->state;

  bw_node_feed_one (bands->deviation, 0, in[0], n, bands->deviation_block);
  bw_node_feed_one (bands->middle, 0, in[0], n, out[1]);
  for (gsize i = 0; i < n; i++)
    {
      out[0][i] = out[1][i] + bands->up * bands->deviation_block[i];
      out[2][i] = out[1][i] - bands->down * bands->deviation_block[i];
    }
}

/* The deviation is from the simple mean, whatever the middle line is. */
void
bw_bbands_init (BwNode *node, const double *parameters)
{
  Bands *bands;

  if (parameters[3] == 0.0)
    {
      bw_mean_bands_init (node, parameters);
      return;
    }
  bands = bw_node_setup (node, run_bands, sizeof *bands, 0, 0);
  bands->middle = bw_node_child_ma (node, parameters[0], parameters[3]);
  bands->deviation =
      bw_node_child (node, 1, 1, bw_stddev_init, (const double[]){ parameters[0], 1.0 });
  bands->up = parameters[1];
  bands->down = parameters[2];
  bands->deviation_block = bw_node_alloc_block (node);
  node->lead = MAX (bands->middle->lead, bands->deviation->lead);
}

typedef struct
{
  BwNode *means[3];
  double *upper, *lower;
} Acceleration;

BW_CLONES static void
run_accbands (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Acceleration *state = node->state;
  const double *high = in[0], *low = in[1];

  for (gsize i = 0; i < n; i++)
    {
      double sum = high[i] + low[i];
      double width = fabs (sum) < 1e-14 ? 0.0 : 4.0 * (high[i] - low[i]) / sum;

      state->upper[i] = high[i] * (1.0 + width);
      state->lower[i] = low[i] * (1.0 - width);
    }
  bw_node_feed_one (state->means[0], 0, state->upper, n, out[0]);
  bw_node_feed_one (state->means[1], 0, in[2], n, out[1]);
  bw_node_feed_one (state->means[2], 0, state->lower, n, out[2]);
}

void
bw_accbands_init (BwNode *node, const double *parameters)
{
  Acceleration *state =
      bw_node_setup (node, run_accbands, sizeof *state, 0, (gsize)parameters[0] - 1);

  for (guint k = 0; k < 3; k++)
    state->means[k] = bw_node_child_period (node, bw_sma_node_init, parameters[0]);
  state->upper = bw_node_alloc_block (node);
  state->lower = bw_node_alloc_block (node);
}

typedef struct
{
  BwExtreme high, low;
  double *block;
} Middle;

BW_CLONES static void
run_middle (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Middle *middle = node->state;

  bw_extreme_run (&middle->high, in[0], node->seen, n, out[0]);
  bw_extreme_run (&middle->low, in[node->n_inputs - 1], node->seen, n, middle->block);
  for (gsize i = 0; i < n; i++)
    out[0][i] = (out[0][i] + middle->block[i]) / 2.0;
}

void
bw_midprice_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Middle *middle = bw_node_setup (node, run_middle, sizeof *middle, period, period - 1);

  bw_extreme_init (&middle->high, node, period, FALSE);
  bw_extreme_init (&middle->low, node, period, TRUE);
  middle->block = bw_node_alloc_block (node);
}

void
bw_midpoint_init (BwNode *node, const double *parameters)
{
  bw_midprice_init (node, parameters);
}
