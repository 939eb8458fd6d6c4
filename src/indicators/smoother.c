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

/**
 * bw_smoother_align:
 * @begin: the bar it averages first, counted from those its node was fed
 *
 * Lets groups begin at bars whose number is a multiple of eight, as blocks do.
 *
 * Returns: the first bar of its first group
 */
gsize
bw_smoother_align (BwSmoother *smoother, gsize begin)
{
  gsize first = begin + smoother->n_seed;

  smoother->n_plain = (8 - first % 8) % 8;
  return first + smoother->n_plain;
}

/* @n: a multiple of 8. Returns: the new base */
BW_CLONES static double
run_groups (const BwSmoother *smoother, double start, const double *x, gsize n, double *out)
{
  BwSmoothing smoothing = bw_smoothing_of (smoother);
  BwFour base = BW_FOUR_ALL (start);

  for (gsize i = 0; i < n; i += 8)
    {
      BwFour low = BW_FOUR_AT (x + i), high = BW_FOUR_AT (x + i + 4);

      bw_smoothing_step (&smoothing, &base, &low, &high);
      BW_FOUR_SET (out + i, low);
      BW_FOUR_SET (out + i + 4, high);
    }
  return base[0];
}

/* Some values of one group. */
static void
run_part (BwSmoother *smoother, const double *x, gsize n, double *out)
{
  double values[8], base;

  for (gsize i = 0; i < n; i++)
    smoother->terms[smoother->phase + i] = x[i];
  base = run_groups (smoother, smoother->base, smoother->terms, 8, values);
  for (gsize i = 0; i < n; i++)
    out[i] = values[smoother->phase + i];
  smoother->phase += (guint)n;
  if (smoother->phase < 8)
    return;
  smoother->base = base;
  smoother->phase = 0;
}

/* The first n_seed - 1 values are partial sums, of no meaning. @out may be @x. */
void
bw_smoother_run (BwSmoother *smoother, const double *x, gsize n, double *out)
{
  gsize i = 0, part, whole;

  for (; i < n && smoother->n_seen < smoother->n_seed; i++)
    {
      smoother->base += x[i];
      if (++smoother->n_seen == smoother->n_seed)
        smoother->base *= smoother->seed_scale;
      out[i] = smoother->base;
    }
  for (; i < n && smoother->n_seen < smoother->n_seed + smoother->n_plain; i++, smoother->n_seen++)
    out[i] = smoother->base = smoother->keep[1] * smoother->base + smoother->weight * x[i];
  part = MIN (n - i, (8 - smoother->phase) % 8);
  if (part > 0)
    run_part (smoother, x + i, part, out + i);
  i += part;
  whole = (n - i) / 8 * 8;
  if (whole > 0)
    smoother->base = run_groups (smoother, smoother->base, x + i, whole, out + i);
  i += whole;
  if (i < n)
    run_part (smoother, x + i, n - i, out + i);
}
