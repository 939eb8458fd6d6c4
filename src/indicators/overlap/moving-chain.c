/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/moving-private.h"

/* Averages of averages: DEMA, TEMA, T3, TRIMA, Hull. Each stage begins with the first value of the
 * one before it. */
#define STAGES_MAX 6

typedef struct
{
  guint n_stages;
  BwNode *stages[STAGES_MAX];
  double *blocks[STAGES_MAX];
  double weights[STAGES_MAX]; /* of the stages' outputs in the result */
  gboolean is_last_alone;     /* the result is the last stage's output */
} Chain;

/* The weighted sum of the last four stages at most. */
BW_CLONES static void
combine (const Chain *chain, gsize first, gsize n, double *restrict out)
{
  guint last = chain->n_stages - 1, used[4];
  double w[4];
  const double *restrict b[4];

  for (guint k = 0; k < 4; k++)
    {
      used[k] = last >= k ? last - k : last;
      w[k] = last >= k ? chain->weights[used[k]] : 0.0;
      b[k] = chain->blocks[used[k]];
    }
  if (last == 1)
    for (gsize i = first; i < n; i++)
      out[i] = w[1] * b[1][i] + w[0] * b[0][i];
  else if (last == 2)
    for (gsize i = first; i < n; i++)
      out[i] = w[2] * b[2][i] + w[1] * b[1][i] + w[0] * b[0][i];
  else
    for (gsize i = first; i < n; i++)
      out[i] = w[3] * b[3][i] + w[2] * b[2][i] + w[1] * b[1][i] + w[0] * b[0][i];
}

static void
run_chain (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Chain *chain = node->state;
  const double *x = in[0];
  gsize skip = 0;

  for (guint k = 0; k < chain->n_stages; k++)
    {
      gboolean is_result = chain->is_last_alone && k + 1 == chain->n_stages;
      double *values = is_result ? out[0] : chain->blocks[k];

      skip = bw_node_feed_one (chain->stages[k], skip, x, n, values);
      x = values;
    }
  if (!chain->is_last_alone)
    combine (chain, skip, n, out[0]);
}

static void
init_chain (
    BwNode *node, BwInitFunc init, const double *periods, const double *weights, guint n_stages)
{
  Chain *chain = bw_node_setup (node, run_chain, sizeof *chain, 0, 0);

  chain->n_stages = n_stages;
  chain->is_last_alone = weights == NULL;
  for (guint k = 0; k < n_stages; k++)
    {
      chain->stages[k] = bw_node_child_period (node, init, periods[k]);
      chain->blocks[k] = bw_node_alloc_block (node);
      chain->weights[k] = weights != NULL ? weights[k] : 0.0;
      node->lead += chain->stages[k]->lead;
    }
}

void
bw_dema_node_init (BwNode *node, const double *parameters)
{
  init_chain (node, bw_ema_node_init, (const double[]){ parameters[0], parameters[0] },
              (const double[]){ 2.0, -1.0 }, 2);
}

void
bw_tema_node_init (BwNode *node, const double *parameters)
{
  init_chain (node, bw_ema_node_init,
              (const double[]){ parameters[0], parameters[0], parameters[0] },
              (const double[]){ 3.0, -3.0, 1.0 }, 3);
}

/* Tillson's; parameters: the period and the volume factor. */
void
bw_t3_node_init (BwNode *node, const double *parameters)
{
  double period = parameters[0], v = parameters[1], square = v * v, cube = square * v;

  init_chain (
      node, bw_ema_node_init, (const double[]){ period, period, period, period, period, period },
      (const double[]){ 0.0, 0.0, 1.0 + 3.0 * v + 3.0 * square + cube,
                        -6.0 * square - 3.0 * v - 3.0 * cube, 3.0 * square + 3.0 * cube, -cube },
      6);
}

/* Triangular weights are a mean of means. */
void
bw_trima_node_init (BwNode *node, const double *parameters)
{
  double period = parameters[0], half = floor ((period + 1.0) / 2.0);

  init_chain (node, bw_sma_node_init, (const double[]){ half, period - half + 1.0 }, NULL, 2);
}

typedef struct
{
  BwNode *half, *full, *last;
  double *half_block, *full_block;
} Hull;

BW_CLONES static void
run_hull (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Hull *hull = node->state;
  gsize skip = bw_node_feed_one (hull->full, 0, in[0], n, hull->full_block);

  bw_node_feed_one (hull->half, 0, in[0], n, hull->half_block);
  for (gsize i = skip; i < n; i++)
    hull->half_block[i] = 2.0 * hull->half_block[i] - hull->full_block[i];
  bw_node_feed_one (hull->last, skip, hull->half_block, n, out[0]);
}

void
bw_hma_node_init (BwNode *node, const double *parameters)
{
  Hull *hull = bw_node_setup (node, run_hull, sizeof *hull, 0, 0);

  hull->full = bw_node_child_period (node, bw_wma_node_init, parameters[0]);
  hull->half = bw_node_child_period (node, bw_wma_node_init, floor (parameters[0] / 2.0));
  hull->last = bw_node_child_period (node, bw_wma_node_init, floor (sqrt (parameters[0])));
  hull->half_block = bw_node_alloc_block (node);
  hull->full_block = bw_node_alloc_block (node);
  node->lead = hull->full->lead + hull->last->lead;
}
