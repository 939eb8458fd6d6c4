/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"

G_BEGIN_DECLS

/**
 * BwSmoother:
 *
 * y = keep * y + weight * x, begun with the scaled sum of the first values. Four steps are taken
 * from one base, so that the chain from value to value is one product and one sum for four bars.
 */
typedef struct
{
  double weight;
  double keep[5]; /* its powers */
  double seed_scale;
  gsize n_seed; /* values summed to begin with */
  gsize n_seen; /* saturates at n_seed */
  double base;  /* while seeding, the sum */
  double partial;
  guint phase; /* steps since the base */
} BwSmoother;

void bw_smoother_init (
    BwSmoother *smoother, double weight, double keep, gsize n_seed, double seed_scale);
void bw_smoother_init_ema (BwSmoother *smoother, gsize period);
void bw_smoother_init_wilder (BwSmoother *smoother, gsize period);
void bw_smoother_run (BwSmoother *smoother, const double *x, gsize n, double *out);

G_END_DECLS
