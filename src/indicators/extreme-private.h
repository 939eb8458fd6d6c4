/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"

G_BEGIN_DECLS

/**
 * BwExtreme:
 *
 * The highest or lowest of the last @period values, at each value. @scratch holds a block and the
 * window before it.
 */
typedef struct
{
  gsize period;
  gsize width; /* the widest power of two that fits the period */
  gboolean is_low;
  double *scratch;
} BwExtreme;

/* The highest and the lowest of a period, as nodes of one input and one output; math/math.c. */
void bw_max_node_init (BwNode *node, const double *parameters);
void bw_min_node_init (BwNode *node, const double *parameters);
void bw_extreme_init (BwExtreme *extreme, BwNode *node, gsize period, gboolean is_low);
void bw_extreme_run (const BwExtreme *extreme, const double *x, gsize seen, gsize n, double *out);
void bw_extreme_follow (const BwExtreme *extreme,
                        const double *x,
                        const double *extremes,
                        gsize seen,
                        gsize n,
                        gboolean wants_newest,
                        gssize *at,
                        double *out);

G_END_DECLS
