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
  gsize n_plain;   /* steps taken one by one after them, until groups begin where others' do */
  gsize n_seen;    /* saturates at the sum of both */
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

/* What a step needs, spread over four places. */
typedef struct
{
  BwFour weight, keep1, keep2, keep8;
  BwFour first, second; /* what is kept of the base by the first four values, and by the others */
} BwSmoothing;

static inline BwSmoothing
bw_smoothing_of (const BwSmoother *smoother)
{
  const double *keep = smoother->keep;

  return (BwSmoothing){
    .weight = BW_FOUR_ALL (smoother->weight),
    .keep1 = BW_FOUR_ALL (keep[1]),
    .keep2 = BW_FOUR_ALL (keep[2]),
    .keep8 = BW_FOUR_ALL (keep[8]),
    .first = { keep[1], keep[2], keep[3], keep[4] },
    .second = { keep[5], keep[6], keep[7], keep[8] },
  };
}

/* One group: @low and @high are eight values and become their averages; @base moves on. */
G_ALWAYS_INLINE static inline void
bw_smoothing_step (const BwSmoothing *smoothing, BwFour *base, BwFour *low, BwFour *high)
{
  BwFour a = smoothing->weight * *low, b = smoothing->weight * *high;

  BW_FOUR_SMOOTH (a, smoothing->keep1, smoothing->keep2);
  BW_FOUR_SMOOTH (b, smoothing->keep1, smoothing->keep2);
  b += smoothing->first * BW_FOUR_LAST (a);
  *low = smoothing->first * *base + a;
  *high = smoothing->second * *base + b;
  *base = smoothing->keep8 * *base + BW_FOUR_LAST (b);
}

void bw_smoother_init (
    BwSmoother *smoother, double weight, double keep, gsize n_seed, double seed_scale);
void bw_smoother_init_ema (BwSmoother *smoother, gsize period);
void bw_smoother_init_wilder (BwSmoother *smoother, gsize period);
gsize bw_smoother_align (BwSmoother *smoother, gsize begin);
void bw_smoother_run (BwSmoother *smoother, const double *x, gsize n, double *out);

G_END_DECLS
