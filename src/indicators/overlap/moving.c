/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/adaptive-private.h"
#include "indicators/moving-private.h"
#include "indicators/running-private.h"
#include "indicators/smoother-private.h"

#include <string.h>

/* The averages that stand on their own; those made of others are in moving-chain.c. */

typedef struct
{
  gsize period;
  double scale;
  BwRunning sum;
} Window;

static void
run_sum (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Window *window = node->state;

  bw_running_run (&window->sum, in[0], in[0] - window->period, window->scale, n, out[0]);
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
  bw_smoother_align (smoother, 0);
}

void
bw_wilder_node_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  BwSmoother *smoother = bw_node_setup (node, run_smoother, sizeof *smoother, 0, period - 1);

  bw_smoother_init_wilder (smoother, period);
  bw_smoother_align (smoother, 0);
}

/* Kaufman's: the smoothing follows how straight the way of the last values was. */
typedef struct
{
  gsize period;
  BwRunning path;
  BwAdaptive average;
  double *path_block, *keep_block;
} Kaufman;

/* What each bar keeps of the average, and what it adds. @path: how long the way was */
BW_CLONES static void
weigh_path (const double *x, const double *path, gsize period, gsize n, double *keep, double *part)
{
  const double *past = x - period;
  double slowest = 2.0 / 31.0, span = 2.0 / 3.0 - slowest;

  for (gsize i = 0; i < n; i++)
    {
      double change = x[i] - past[i], ratio = fabs (change / path[i]), factor;

      ratio = path[i] > change ? ratio : 1.0;
      ratio = path[i] >= 1e-14 ? ratio : 1.0;
      factor = ratio * span + slowest;
      factor *= factor;
      keep[i] = 1.0 - factor;
      part[i] = factor * x[i];
    }
}

BW_CLONES static void
run_kaufman (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Kaufman *state = node->state;
  const double *x = in[0], *last = in[0] - 1, *past = in[0] - state->period, *older = past - 1;
  double *path = state->path_block, *keep = state->keep_block;
  gsize first = node->seen >= state->period ? 0 : MIN (n, state->period - node->seen);

  for (gsize i = 0; i < n; i++)
    path[i] = fabs (x[i] - last[i]) - fabs (past[i] - older[i]);
  /* Steps from before the first bar are none. */
  for (gsize i = 0; i < n && node->seen + i <= state->period; i++)
    path[i] = node->seen + i == 0 ? 0.0 : fabs (x[i] - last[i]);
  bw_running_run (&state->path, path, NULL, 1.0, n, path);
  if (first > 0)
    state->average.base = x[first - 1];
  weigh_path (x + first, path + first, state->period, n - first, keep + first, out[0] + first);
  bw_adaptive_run (&state->average, node->seen + first, keep + first, n - first, out[0] + first);
}

void
bw_kama_node_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Kaufman *state = bw_node_setup (node, run_kaufman, sizeof *state, period + 1, period);

  state->period = period;
  bw_adaptive_init (&state->average, period);
  state->path_block = bw_node_alloc_block (node);
  state->keep_block = bw_node_alloc_block (node);
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
