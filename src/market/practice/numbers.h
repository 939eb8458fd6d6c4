/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/random.h"

G_BEGIN_DECLS

/* What the generator computes with: + - * / sqrt, polynomials and tables of our own, so that the
 * same seed gives the same bits on every CPU. Private to market/practice. */

#define BW_QUANTILE_CELLS 1024

/**
 * BwQuantile:
 * @body: the magnitude at u = cell / 1024
 * @tail: the magnitude at u = cell / 65536, for u below 1/64
 *
 * A distribution as its inverse: u is uniform in [0, 1), magnitudes fall as u grows. The tail has a
 * table of its own because there the quantile bends most; its first node stands at a quarter cell,
 * which makes every draw finite.
 */
typedef struct
{
  double body[BW_QUANTILE_CELLS + 1];
  double tail[BW_QUANTILE_CELLS + 1];
} BwQuantile;

/* All with variance 1, except the exponential and the lognormal sizes, which have mean 1. */
typedef struct
{
  BwQuantile normal;      /* Student's t with 26 degrees of freedom: normal to the eye */
  BwQuantile student_6;   /* excess kurtosis 3 */
  BwQuantile student_4;   /* heavier: news */
  BwQuantile exponential; /* waiting times; also -log of a uniform number */
  BwQuantile lognormal;   /* sizes; sigma 0.9 */
} BwPracticeTables;

const BwPracticeTables *bw_practice_tables (void);
double bw_practice_exp (double x);
double bw_practice_log (double x);

/* The n-th word of the stream that @key names (SplitMix64, random access). */
static inline guint64
bw_practice_draw (guint64 key, guint64 n)
{
  return bw_random_mix (key + n * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
}

static inline double
bw_quantile_magnitude (const BwQuantile *quantile, guint64 bits)
{
  guint64 cell = bits >> 54;
  const double *node;
  double fraction;

  if (cell >= 16)
    {
      node = quantile->body + cell;
      fraction = (double) ((bits >> 22) & 0xffffffffu) * 0x1p-32;
    }
  else
    {
      node = quantile->tail + (bits >> 48);
      fraction = (double) ((bits >> 16) & 0xffffffffu) * 0x1p-32;
    }
  return node[0] + (node[1] - node[0]) * fraction;
}

/* For the distributions that are symmetric about 0; the lowest bit is the sign. */
static inline double
bw_quantile_signed (const BwQuantile *quantile, guint64 bits)
{
  double magnitude = bw_quantile_magnitude (quantile, bits);

  return (bits & 1) != 0 ? -magnitude : magnitude;
}

G_END_DECLS
