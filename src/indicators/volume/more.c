/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/volume/volume-private.h"

#include "indicators/cascade-private.h"
#include "indicators/moving-private.h"
#include "indicators/pure-private.h"
#include "indicators/running-private.h"

/* What a rising close adds from the lowest, and a falling one takes from the highest, of the bar
 * and the close before. */
BW_CLONES static void
measure_accumulation (const double *const *in, gsize n, double *restrict out)
{
  const double *high = in[0], *low = in[1], *close = in[2], *last = in[2] - 1;

  for (gsize i = 0; i < n; i++)
    {
      double up = close[i] - (low[i] < last[i] ? low[i] : last[i]);
      double down = close[i] - (high[i] > last[i] ? high[i] : last[i]);

      up = close[i] > last[i] ? up : 0.0;
      out[i] = close[i] < last[i] ? down : up;
    }
}

static void
run_accumulation (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  measure_accumulation (in, n, out[0]);
  if (node->seen == 0)
    out[0][0] = 0.0;
  bw_running_run (node->state, out[0], NULL, 1.0, n, out[0]);
}

/* Inputs: high, low, close. Source: L. Williams, How I Made One Million Dollars, 1972; Tulip's wad.
 */
void
bw_williams_ad_init (BwNode *node, const double *parameters)
{
  bw_node_setup (node, run_accumulation, sizeof (BwRunning), 1, 1);
}

BW_PURE (facilitation, 3, c[i] != 0.0 ? (a[i] - b[i]) / c[i] : 0.0)

/* Inputs: high, low, volume. The range that a unit of volume made. Source: B. Williams, Trading
 * Chaos, 1995; Tulip's marketfi. */
void
bw_facilitation_init (BwNode *node, const double *parameters)
{
  bw_node_setup_pure (node, run_facilitation, 0, 0, 0);
}

BW_PURE (net_volume,
         2,
         (a[i] > a[(gssize)i - 1] ? b[i] : 0.0) - (a[i] < a[(gssize)i - 1] ? b[i] : 0.0))

/* Inputs: close, volume. Source: TradingView's Net Volume, of the bars themselves. */
void
bw_net_volume_init (BwNode *node, const double *parameters)
{
  bw_node_setup_pure (node, run_net_volume, 0, 1, 1);
}

typedef struct
{
  BwNode *average, *signal;
  double *block;
} Compared;

static void
run_relative_volume (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Compared *state = node->state;
  double *mean = state->block;

  bw_node_feed_one (state->average, 0, in[0], n, mean);
  for (gsize i = 0; i < n; i++)
    out[0][i] = mean[i] > 0.0 ? in[0][i] / mean[i] : 0.0;
}

/* The volume over its mean. */
void
bw_relative_volume_init (BwNode *node, const double *parameters)
{
  Compared *state = bw_node_setup (node, run_relative_volume, sizeof *state, 0, 0);

  state->average = bw_node_child_period (node, bw_sma_node_init, parameters[0]);
  state->block = bw_node_alloc_block (node);
  node->lead = state->average->lead;
}

static void
init_percent (BwNode *node, const double *parameters)
{
  bw_pair_init (
      node, &(const BwPair){ .fast = parameters[0], .slow = parameters[1], .is_percent = TRUE });
}

static void
run_percent_volume (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Compared *state = node->state;
  gsize skip = bw_node_feed_one (state->average, 0, in[0], n, out[0]);

  bw_node_feed_one (state->signal, skip, out[0], n, out[1]);
  for (gsize i = 0; i < n; i++)
    out[2][i] = out[0][i] - out[1][i];
}

/* The volume's averages compared in percent, as VOSC, with a signal. Source: StockCharts'
 * Percentage Volume Oscillator. */
void
bw_percent_volume_init (BwNode *node, const double *parameters)
{
  Compared *state = bw_node_setup (node, run_percent_volume, sizeof *state, 0, 0);

  state->average = bw_node_child (node, 1, 1, init_percent, parameters);
  state->signal = bw_node_child_period (node, bw_ema_node_init, parameters[2]);
  node->lead = state->average->lead + state->signal->lead;
}
