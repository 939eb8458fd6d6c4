/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/smoother-private.h"

void
bw_smoother_init (BwSmoother *smoother, double weight, double keep, gsize n_seed, double seed_scale)
{
  *smoother = (BwSmoother){ .weight = weight, .n_seed = n_seed, .seed_scale = seed_scale };
  smoother->keep[0] = 1.0;
  for (guint k = 1; k < G_N_ELEMENTS (smoother->keep); k++)
    smoother->keep[k] = smoother->keep[k - 1] * keep;
}

/* The exponential average, begun with the mean of the first @period values. */
void
bw_smoother_init_ema (BwSmoother *smoother, gsize period)
{
  double weight = 2.0 / ((double)period + 1.0);

  bw_smoother_init (smoother, weight, 1.0 - weight, period, 1.0 / (double)period);
}

/* Wilder's average: an exponential one of weight 1 / @period. */
void
bw_smoother_init_wilder (BwSmoother *smoother, gsize period)
{
  double weight = 1.0 / (double)period;

  bw_smoother_init (smoother, weight, 1.0 - weight, period, weight);
}

static inline double
step (BwSmoother *smoother, double x)
{
  double term = smoother->weight * x, y;

  smoother->partial = smoother->phase == 0 ? term : smoother->keep[1] * smoother->partial + term;
  y = smoother->keep[++smoother->phase] * smoother->base + smoother->partial;
  if (smoother->phase == 4)
    {
      smoother->base = y;
      smoother->phase = 0;
    }
  return y;
}

/* The first n_seed - 1 values are partial sums, of no meaning. @out may be @x. */
void
bw_smoother_run (BwSmoother *smoother, const double *x, gsize n, double *out)
{
  double weight = smoother->weight, keep = smoother->keep[1], keep2 = smoother->keep[2],
         keep3 = smoother->keep[3], keep4 = smoother->keep[4], base;
  gsize i = 0;

  for (; i < n && smoother->n_seen < smoother->n_seed; i++)
    {
      smoother->base += x[i];
      if (++smoother->n_seen == smoother->n_seed)
        smoother->base *= smoother->seed_scale;
      out[i] = smoother->base;
    }
  for (; i < n && smoother->phase != 0; i++)
    out[i] = step (smoother, x[i]);
  base = smoother->base;
  for (; i + 4 <= n; i += 4)
    {
      double first = weight * x[i], second = keep * first + weight * x[i + 1],
             third = keep * second + weight * x[i + 2], fourth = keep * third + weight * x[i + 3];

      out[i] = keep * base + first;
      out[i + 1] = keep2 * base + second;
      out[i + 2] = keep3 * base + third;
      base = keep4 * base + fourth;
      out[i + 3] = base;
    }
  smoother->base = base;
  for (; i < n; i++)
    out[i] = step (smoother, x[i]);
}
