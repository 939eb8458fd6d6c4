/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/vector-private.h"

#include <math.h>

G_BEGIN_DECLS

/* Elementary functions without branches, so that the compiler may take several values at a time.
 * They hold within the limits named here; bw_each_exp() and its like ask the C library beyond.
 * Reductions and coefficients are those of Sun's fdlibm and of Moshier's Cephes; errors are within
 * 2 units in the last place (4 for the tangent). */

#define BW_EXP_MAX 700.0    /* of the argument's magnitude */
#define BW_LOG_MIN 2.3e-308 /* logarithms: up to G_MAXDOUBLE */

/* Adding this leaves the nearest whole number in the low bits. */
#define BW_ROUNDER 6755399441055744.0

static inline double
bw_exp (double x)
{
  double shifted = x * 1.44269504088896338700e+00 + BW_ROUNDER, k = shifted - BW_ROUNDER;
  double hi = x - k * 6.93147180369123816490e-01, lo = k * 1.90821492927058770002e-10;
  double r = hi - lo, t = r * r, c, y;

  c = r - t * (1.66666666666666019037e-01 +
               t * (-2.77777777770155933842e-03 +
                    t * (6.61375632143793436117e-05 +
                         t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  y = 1.0 - ((lo - (r * c) / (2.0 - c)) - hi);
  return bw_from_bits (bw_bits_of (y) + (bw_bits_of (shifted) << 52));
}

/* Parts @x into a whole exponent, returned, and a factor from sqrt(1/2) to sqrt(2). */
static inline double
bw_part (double x, double *factor)
{
  guint64 bits = bw_bits_of (x) + (G_GUINT64_CONSTANT (0x3ff0000000000000) -
                                   G_GUINT64_CONSTANT (0x3fe6a09e00000000));

  *factor = bw_from_bits ((bits & G_GUINT64_CONSTANT (0x000fffffffffffff)) +
                          G_GUINT64_CONSTANT (0x3fe6a09e00000000));
  return bw_from_bits ((bits >> 52) | G_GUINT64_CONSTANT (0x4330000000000000)) -
         (4503599627370496.0 + 1023.0);
}

static inline double
bw_log_part (double k, double factor)
{
  double f = factor - 1.0, s = f / (2.0 + f), z = s * s, half = 0.5 * f * f;
  double r =
      z * (6.666666666666735130e-01 +
           z * (3.999999999940941908e-01 +
                z * (2.857142874366239149e-01 +
                     z * (2.222219843214978396e-01 +
                          z * (1.818357216161805012e-01 +
                               z * (1.531383769920937332e-01 + z * 1.479819860511658591e-01))))));

  return k * 6.93147180369123816490e-01 -
         ((half - (s * (half + r) + k * 1.90821492927058770002e-10)) - f);
}

static inline double
bw_log (double x)
{
  double factor, k = bw_part (x, &factor);

  return bw_log_part (k, factor);
}

static inline double
bw_log10 (double x)
{
  double factor, k = bw_part (x, &factor);

  return k * 3.69423907715893078616e-13 + 4.34294481903251816668e-01 * bw_log_part (0.0, factor) +
         k * 3.01029995663611771306e-01;
}

G_END_DECLS
