/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/moving-private.h"
#include "indicators/smoother-private.h"

#include <string.h>

/* The averages that stand on their own; those made of others are in moving-chain.c. */

typedef struct
{
  gsize period;
  double scale;
  double sum;
} Window;

static void
run_sum (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Window *window = node->state;
  const double *x = in[0], *leaving = in[0] - window->period;
  double sum = window->sum, scale = window->scale;

  for (gsize i = 0; i < n; i++)
    {
      sum += x[i] - leaving[i];
      out[0][i] = sum * scale;
    }
  window->sum = sum;
}

static void
init_window (BwNode *node, gsize period, double scale)
{
  Window *window = bw_node_setup (node, run_sum, sizeof *window, period, period - 1);

  window->period = period;
  window->scale = scale;
}

void
bw_sma_node_init (BwNode *node, const double *parameters)
{
  init_window (node, (gsize)parameters[0], 1.0 / parameters[0]);
}

void
bw_sum_node_init (BwNode *node, const double *parameters)
{
  init_window (node, (gsize)parameters[0], 1.0);
}

static void
run_smoother (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  bw_smoother_run (node->state, in[0], n, out[0]);
}

void
bw_ema_node_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  BwSmoother *smoother = bw_node_setup (node, run_smoother, sizeof *smoother, 0, period - 1);

  bw_smoother_init_ema (smoother, period);
}

void
bw_wilder_node_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  BwSmoother *smoother = bw_node_setup (node, run_smoother, sizeof *smoother, 0, period - 1);

  bw_smoother_init_wilder (smoother, period);
}

/* The weighted sum loses one of each value in the window when the window moves on. */
typedef struct
{
  gsize period;
  double scale;
  double sum, weighted;
} Weighted;

static void
run_weighted (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Weighted *state = node->state;
  const double *x = in[0], *leaving = in[0] - state->period;
  double sum = state->sum, weighted = state->weighted, scale = state->scale;
  double period = (double)state->period;

  for (gsize i = 0; i < n; i++)
    {
      weighted += period * x[i] - sum;
      sum += x[i] - leaving[i];
      out[0][i] = weighted * scale;
    }
  state->sum = sum;
  state->weighted = weighted;
}

void
bw_wma_node_init (BwNode *node, const double *parameters)
{
  double period = parameters[0];
  Weighted *state =
      bw_node_setup (node, run_weighted, sizeof *state, (gsize)period, (gsize)period - 1);

  state->period = (gsize)period;
  state->scale = 2.0 / (period * (period + 1.0));
}

/* Kaufman's: the smoothing follows how straight the way of the last values was. */
typedef struct
{
  gsize period;
  double path;
  double average;
} Kaufman;

static void
run_kaufman (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Kaufman *state = node->state;
  const double *x = in[0];
  gssize period = (gssize)state->period;
  double slowest = 2.0 / 31.0, span = 2.0 / 3.0 - slowest, average = state->average;

  for (gssize i = 0; i < (gssize)n; i++)
    {
      gsize bar = node->seen + (gsize)i;
      double change = x[i] - x[i - period], ratio = 1.0, factor;

      state->path += bar > 0 ? fabs (x[i] - x[i - 1]) : 0.0;
      if (bar > (gsize)period)
        state->path -= fabs (x[i - period] - x[i - period - 1]);
      if (bar < (gsize)period)
        {
          average = x[i];
          out[0][i] = average;
          continue;
        }
      if (state->path > change && state->path >= 1e-14)
        ratio = fabs (change / state->path);
      factor = ratio * span + slowest;
      average += (x[i] - average) * (factor * factor);
      out[0][i] = average;
    }
  state->average = average;
}

void
bw_kama_node_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Kaufman *state = bw_node_setup (node, run_kaufman, sizeof *state, period + 1, period);

  state->period = period;
}

static void
run_copy (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  memcpy (out[0], in[0], n * sizeof (double));
}

typedef struct
{
  BwNode *mama;
  double *follower;
} MamaAlone;

static void
run_mama_alone (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  MamaAlone *state = node->state;
  double *both[2] = { out[0], state->follower };

  bw_node_feed (state->mama, in, n, both);
}

void
bw_ma_node_init (BwNode *node, const double *parameters)
{
  static const BwInitFunc kinds[] = { bw_sma_node_init,  bw_ema_node_init,
                                      bw_wma_node_init,  bw_dema_node_init,
                                      bw_tema_node_init, bw_trima_node_init,
                                      bw_kama_node_init, NULL,
                                      bw_t3_node_init };
  gsize kind = (gsize)parameters[1];

  if (parameters[0] <= 1.0)
    bw_node_setup (node, run_copy, 0, 0, 0);
  else if (kind == 7)
    {
      MamaAlone *state = bw_node_setup (node, run_mama_alone, sizeof *state, 0, 0);

      state->mama = bw_node_child (node, 1, 2, bw_mama_node_init, (const double[]){ 0.5, 0.05 });
      state->follower = bw_node_alloc_block (node);
      node->lead = state->mama->lead;
    }
  else
    kinds[kind](node, (const double[]){ parameters[0], 0.7 });
}
