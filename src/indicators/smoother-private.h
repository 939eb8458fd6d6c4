/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"
#include "indicators/vector-private.h"

G_BEGIN_DECLS

/**
 * BwSmoother:
 *
 * y = keep * y + weight * x, begun with the scaled sum of the first values. Eight steps are taken
 * from one base, so that the chain from value to value is one product and one sum for eight bars.
 * Groups of eight are counted from the beginning, whatever the split of bars into calls.
 */
typedef struct
{
  double weight;
  double keep[9]; /* its powers */
  double seed_scale;
  gsize n_seed;    /* values summed to begin with */
  gsize n_seen;    /* saturates at n_seed */
  double base;     /* while seeding, the sum */
  double terms[8]; /* of a group begun */
  guint phase;     /* how many */
} BwSmoother;

/* Of four weighted values: each with what is kept of those before it. */
#define BW_FOUR_SMOOTH(v, keep1, keep2)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    v += (keep1)*BW_FOUR_UP_1 (v);                                                                 \
    v += (keep2)*BW_FOUR_UP_2 (v);                                                                 \
  }                                                                                                \
  G_STMT_END

void bw_smoother_init (
    BwSmoother *smoother, double weight, double keep, gsize n_seed, double seed_scale);
void bw_smoother_init_ema (BwSmoother *smoother, gsize period);
void bw_smoother_init_wilder (BwSmoother *smoother, gsize period);
void bw_smoother_run (BwSmoother *smoother, const double *x, gsize n, double *out);

G_END_DECLS
