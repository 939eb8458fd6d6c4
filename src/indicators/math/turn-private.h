/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/math/power-private.h"

G_BEGIN_DECLS

/* As power-private.h: sines and the arc tangent. */
#define BW_TURN_MAX 1e5 /* of the argument's magnitude: sine, cosine, tangent */
#define BW_PI_2_HI  1.57079632679489655800e+00
#define BW_PI_2_LO  6.12323399573676603587e-17

/* What is left of @x beyond whole quarter turns, as a sum of two; returns their number in the low
 * bits. */
static inline guint64
bw_reduce_turn (double x, double *r, double *rest)
{
  double shifted = x * 6.36619772367581382433e-01 + BW_ROUNDER, k = shifted - BW_ROUNDER;
  double t = x - k * 1.57079632673412561417e+00, w = k * 6.07710050630396597660e-11, u = t - w;

  w = k * 2.02226624879595063154e-21 - ((t - u) - w);
  *r = u - w;
  *rest = (u - *r) - w;
  return bw_bits_of (shifted);
}

static inline double
bw_sin_part (double r, double rest)
{
  double z = r * r, v = z * r;
  double p = 8.33333333332248946124e-03 +
             z * (-1.98412698298579493134e-04 +
                  z * (2.75573137070700676789e-06 +
                       z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)));

  return r - ((z * (0.5 * rest - v * p) - rest) - v * -1.66666666666666324348e-01);
}

static inline double
bw_cos_part (double r, double rest)
{
  double z = r * r, half = 0.5 * z, w = 1.0 - half;
  double p =
      z * (4.16666666666666019037e-02 +
           z * (-1.38888888888741095749e-03 +
                z * (2.48015872894767294178e-05 +
                     z * (-2.75573143513906633035e-07 +
                          z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)))));

  return w + (((1.0 - w) - half) + (z * p - r * rest));
}

/* @quarter: 0 for the sine, 1 for the cosine */
static inline double
bw_wave (double x, guint64 quarter)
{
  double r, rest;
  guint64 turn = bw_reduce_turn (x, &r, &rest) + quarter;
  guint64 odd = (guint64)0 - (turn & 1);
  double sine = bw_sin_part (r, rest), cosine = bw_cos_part (r, rest);
  guint64 bits = (bw_bits_of (sine) & ~odd) | (bw_bits_of (cosine) & odd);

  return bw_from_bits (bits ^ ((turn & 2) << 62));
}

static inline double
bw_sin (double x)
{
  return bw_wave (x, 0);
}

static inline double
bw_cos (double x)
{
  return bw_wave (x, 1);
}

static inline double
bw_tan (double x)
{
  double r, rest;
  guint64 turn = bw_reduce_turn (x, &r, &rest), odd = (guint64)0 - (turn & 1);
  guint64 sine = bw_bits_of (bw_sin_part (r, rest)), cosine = bw_bits_of (bw_cos_part (r, rest));
  guint64 over = (sine & ~odd) | (cosine & odd), under = (cosine & ~odd) | (sine & odd);

  return bw_from_bits (over ^ (odd << 63)) / bw_from_bits (under);
}

/* The arc tangent of @top / @bottom is @t + @t * @p / @q more than the multiple of pi / 4 that is
 * returned. */
static inline double
bw_atan_parts (double top, double bottom, double *t, double *p, double *q)
{
  gboolean is_steep = top > 2.4375 * bottom, is_slanting = top > 0.6875 * bottom;
  double over = is_steep ? -bottom : is_slanting ? top - bottom : top;
  double under = is_steep ? top : is_slanting ? top + bottom : bottom, z, square;

  *t = over / under;
  z = *t * *t;
  square = z * z;
  *p = z * ((-8.750608600031904122785e-01 * square +
             (-1.615753718733365076637e+01 * z - 7.500855792314704667340e+01)) *
                square -
            (1.228866684490136173410e+02 * z + 6.485021904942025371773e+01));
  *q = ((z + 2.485846490142306297962e+01) * square +
        (1.650270098316988542046e+02 * z + 4.328810604912902668951e+02)) *
           square +
       (4.853903996359136964868e+02 * z + 1.945506571482613964425e+02);
  return is_steep ? BW_PI_2_HI : is_slanting ? 7.85398163397448278999e-01 : 0.0;
}

/* The arc tangent of @a / @b, for magnitudes that don't overflow when doubled. */
static inline double
bw_atan_ratio (double a, double b)
{
  double t, p, q, base = bw_atan_parts (fabs (a), fabs (b), &t, &p, &q);
  double base_lo = base * (BW_PI_2_LO / BW_PI_2_HI);

  return copysign (base + (t * (p / q) + base_lo + t), a) * copysign (1.0, b);
}

/* Any argument but NaN. */
static inline double
bw_atan (double x)
{
  return bw_atan_ratio (x, 1.0);
}

G_END_DECLS
