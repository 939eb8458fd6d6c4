/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/momentum/momentum-private.h"

#include "indicators/moving-private.h"
#include "indicators/smoother-private.h"
#include "indicators/statistics/statistics-private.h"

#include <string.h>

/* RSI and Chande's oscillator: Wilder's averages of the rises and of the falls. */
typedef struct
{
  BwSmoother rise, fall;
  gboolean is_chande;
  double *rises, *falls;
} Strength;

static void
run_strength (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Strength *state = node->state;
  const double *x = in[0];
  double *rises = state->rises, *falls = state->falls;
  gsize first = node->seen == 0 ? 1 : 0;

  for (gsize i = first; i < n; i++)
    {
      double change = x[i] - x[(gssize)i - 1];

      rises[i] = change > 0.0 ? change : 0.0;
      falls[i] = change < 0.0 ? -change : 0.0;
    }
  bw_smoother_run (&state->rise, rises + first, n - first, rises + first);
  bw_smoother_run (&state->fall, falls + first, n - first, falls + first);
  if (state->is_chande)
    for (gsize i = first; i < n; i++)
      {
        double sum = rises[i] + falls[i];

        out[0][i] = sum < 1e-14 ? 0.0 : 100.0 * ((rises[i] - falls[i]) / sum);
      }
  else
    for (gsize i = first; i < n; i++)
      {
        double sum = rises[i] + falls[i];

        out[0][i] = sum < 1e-14 ? 0.0 : 100.0 * (rises[i] / sum);
      }
}

void
bw_rsi_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Strength *state = bw_node_setup (node, run_strength, sizeof *state, 1, period);

  bw_smoother_init_wilder (&state->rise, period);
  bw_smoother_init_wilder (&state->fall, period);
  state->rises = bw_node_alloc_block (node);
  state->falls = bw_node_alloc_block (node);
}

void
bw_cmo_init (BwNode *node, const double *parameters)
{
  bw_rsi_init (node, parameters);
  ((Strength *)node->state)->is_chande = TRUE;
}

/* What went up against all that moved, summed over a window: IMI of bodies, MFI of money. */
typedef struct
{
  BwNode *up_sum, *down_sum;
  double *up, *down;
  double smallest; /* below it, nothing moved and the value is 0 */
} Flow;

static void
finish_flow (Flow *flow, gsize skip, gsize n, double *out)
{
  bw_node_feed_one (flow->up_sum, skip, flow->up, n, flow->up);
  bw_node_feed_one (flow->down_sum, skip, flow->down, n, flow->down);
  for (gsize i = skip; i < n; i++)
    {
      double sum = flow->up[i] + flow->down[i];

      out[i] = sum < flow->smallest ? 0.0 : 100.0 * (flow->up[i] / sum);
    }
}

static Flow *
setup_flow (BwNode *node, BwRunFunc run, gsize history, double period, double smallest)
{
  Flow *flow = bw_node_setup (node, run, sizeof *flow, history, (gsize)period - 1 + history);

  flow->up_sum = bw_node_child_period (node, bw_sum_node_init, period);
  flow->down_sum = bw_node_child_period (node, bw_sum_node_init, period);
  flow->up = bw_node_alloc_block (node);
  flow->down = bw_node_alloc_block (node);
  flow->smallest = smallest;
  return flow;
}

static void
run_imi (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Flow *flow = node->state;

  for (gsize i = 0; i < n; i++)
    {
      double body = in[1][i] - in[0][i];

      flow->up[i] = body > 0.0 ? body : 0.0;
      flow->down[i] = body > 0.0 ? 0.0 : -body;
    }
  finish_flow (flow, 0, n, out[0]);
}

void
bw_imi_init (BwNode *node, const double *parameters)
{
  setup_flow (node, run_imi, 0, parameters[0], 1e-14);
}

static void
run_mfi (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Flow *flow = node->state;
  const double *high = in[0], *low = in[1], *close = in[2], *volume = in[3];
  gsize skip = node->seen == 0 ? 1 : 0;
  double last = (high[(gssize)skip - 1] + low[(gssize)skip - 1] + close[(gssize)skip - 1]) / 3.0;

  for (gsize i = skip; i < n; i++)
    {
      double typical = (high[i] + low[i] + close[i]) / 3.0, money = typical * volume[i];

      flow->up[i] = typical > last ? money : 0.0;
      flow->down[i] = typical < last ? money : 0.0;
      last = typical;
    }
  finish_flow (flow, skip, n, out[0]);
}

void
bw_mfi_init (BwNode *node, const double *parameters)
{
  setup_flow (node, run_mfi, 1, parameters[0], 1.0);
}

static void
run_bop (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  for (gsize i = 0; i < n; i++)
    {
      double range = in[1][i] - in[2][i];

      out[0][i] = range < 1e-14 ? 0.0 : (in[3][i] - in[0][i]) / range;
    }
}

void
bw_bop_init (BwNode *node, const double *parameters)
{
  bw_node_setup (node, run_bop, 0, 0, 0);
}

typedef struct
{
  BwNode *mean, *deviation;
  double *typical, *mean_block;
} Channel;

static void
run_cci (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Channel *state = node->state;

  for (gsize i = 0; i < n; i++)
    state->typical[i] = (in[0][i] + in[1][i] + in[2][i]) / 3.0;
  bw_node_feed_one (state->mean, 0, state->typical, n, state->mean_block);
  bw_node_feed_one (state->deviation, 0, state->typical, n, out[0]);
  for (gsize i = 0; i < n; i++)
    {
      double distance = state->typical[i] - state->mean_block[i];

      out[0][i] = distance != 0.0 && out[0][i] != 0.0 ? distance / (0.015 * out[0][i]) : 0.0;
    }
}

void
bw_cci_init (BwNode *node, const double *parameters)
{
  Channel *state = bw_node_setup (node, run_cci, sizeof *state, 0, (gsize)parameters[0] - 1);

  state->mean = bw_node_child_period (node, bw_sma_node_init, parameters[0]);
  state->deviation = bw_node_child_period (node, bw_avgdev_init, parameters[0]);
  state->typical = bw_node_alloc_block (node);
  state->mean_block = bw_node_alloc_block (node);
}

typedef struct
{
  BwNode *pressures[3], *ranges[3];
  double *pressure, *range, *pressure_sum, *range_sum;
} Ultimate;

static void
run_ultosc (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  static const double weights[] = { 4.0, 2.0, 1.0 };
  Ultimate *state = node->state;
  gsize skip = node->seen == 0 ? 1 : 0;

  for (gsize i = skip; i < n; i++)
    {
      double last = in[2][(gssize)i - 1], low = MIN (in[1][i], last), high = MAX (in[0][i], last);

      state->pressure[i] = in[2][i] - low;
      state->range[i] = high - low;
    }
  memset (out[0], 0, n * sizeof (double));
  for (guint k = 0; k < 3; k++)
    {
      bw_node_feed_one (state->pressures[k], skip, state->pressure, n, state->pressure_sum);
      bw_node_feed_one (state->ranges[k], skip, state->range, n, state->range_sum);
      for (gsize i = skip; i < n; i++)
        if (state->range_sum[i] > 1e-14)
          out[0][i] += weights[k] * (state->pressure_sum[i] / state->range_sum[i]);
    }
  for (gsize i = 0; i < n; i++)
    out[0][i] *= 100.0 / 7.0;
}

void
bw_ultosc_init (BwNode *node, const double *parameters)
{
  double sorted[3] = { parameters[0], parameters[1], parameters[2] };
  Ultimate *state = bw_node_setup (node, run_ultosc, sizeof *state, 1, 0);

  for (guint k = 0; k < 2; k++)
    for (guint j = 0; j < 2; j++)
      if (sorted[j] > sorted[j + 1])
        {
          double larger = sorted[j];

          sorted[j] = sorted[j + 1];
          sorted[j + 1] = larger;
        }
  for (guint k = 0; k < 3; k++)
    {
      state->pressures[k] = bw_node_child_period (node, bw_sum_node_init, sorted[k]);
      state->ranges[k] = bw_node_child_period (node, bw_sum_node_init, sorted[k]);
    }
  state->pressure = bw_node_alloc_block (node);
  state->range = bw_node_alloc_block (node);
  state->pressure_sum = bw_node_alloc_block (node);
  state->range_sum = bw_node_alloc_block (node);
  node->lead = (gsize)sorted[2];
}
