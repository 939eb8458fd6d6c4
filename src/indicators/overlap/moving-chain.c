/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/cascade-private.h"
#include "indicators/moving-private.h"

/* Averages of averages: DEMA, TEMA, T3, TRIMA, Hull. Each stage begins with the first value of the
 * one before it. */

void
bw_dema_node_init (BwNode *node, const double *parameters)
{
  bw_twice_init (node, parameters[0], (const double[]){ 2.0, -1.0 });
}

void
bw_tema_node_init (BwNode *node, const double *parameters)
{
  bw_filter_init (node, parameters[0], 3, (const double[]){ 3.0, -3.0, 1.0 });
}

/* Tillson's; parameters: the period and the volume factor. */
void
bw_t3_node_init (BwNode *node, const double *parameters)
{
  double v = parameters[1], square = v * v, cube = square * v;
  const double weights[6] = { 0.0,
                              0.0,
                              1.0 + 3.0 * v + 3.0 * square + cube,
                              -6.0 * square - 3.0 * v - 3.0 * cube,
                              3.0 * square + 3.0 * cube,
                              -cube };

  bw_filter_init (node, parameters[0], 6, weights);
}

typedef struct
{
  BwNode *first, *second;
  double *block;
} Triangle;

static void
run_triangle (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Triangle *triangle = node->state;
  gsize skip = bw_node_feed_one (triangle->first, 0, in[0], n, triangle->block);

  bw_node_feed_one (triangle->second, skip, triangle->block, n, out[0]);
}

/* Triangular weights are a mean of means. */
void
bw_trima_node_init (BwNode *node, const double *parameters)
{
  double period = parameters[0], half = floor ((period + 1.0) / 2.0);
  Triangle *triangle = bw_node_setup (node, run_triangle, sizeof *triangle, 0, (gsize)period - 1);

  triangle->first = bw_node_child_period (node, bw_sma_node_init, half);
  triangle->second = bw_node_child_period (node, bw_sma_node_init, period - half + 1.0);
  triangle->block = bw_node_alloc_block (node);
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
