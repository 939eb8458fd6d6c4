/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/math/functions-private.h"

#include "indicators/math/power-private.h"
#include "indicators/math/turn-private.h"
#include "indicators/node-private.h"

static inline double
own_tanh (double x)
{
  double a = fabs (x), z = x * x, e = bw_exp (2.0 * (a < 22.0 ? a : 22.0));
  double large = 1.0 - 2.0 / (e + 1.0);
  double small = a + a * z *
                         ((-9.64399179425052238628e-01 * z - 9.92877231001918586564e+01) * z -
                          1.61468768441708447952e+03) /
                         (((z + 1.12811678491632931402e+02) * z + 2.23548839060100448583e+03) * z +
                          4.84406305325125486048e+03);

  return copysign (a < 0.625 ? small : large, x);
}

static inline double
own_cosh (double x)
{
  double e = bw_exp (fabs (x));

  return 0.5 * e + 0.5 / e;
}

static inline double
own_sinh (double x)
{
  double a = fabs (x), e = bw_exp (a), z = a < 1.0 ? x * x : 1.0, large = 0.5 * e - 0.5 / e;
  double small = a + a * z *
                         (((-7.89474443963537015605e-01 * z - 1.63725857525983828727e+02) * z -
                           1.15614435765005216044e+04) *
                              z -
                          3.51754964808151394800e+05) /
                         (((z - 2.77711081420602794433e+02) * z + 3.61578279834431989373e+04) * z -
                          2.11052978884890840399e+06);

  return copysign (a < 1.0 ? small : large, x);
}

static inline double
get_arc_ratio (double z)
{
  double p =
      z * (1.66666666666666657415e-01 +
           z * (-3.25565818622400915405e-01 +
                z * (2.01212532134862925881e-01 +
                     z * (-4.00555345006794114027e-02 +
                          z * (7.91534994289814532176e-04 + z * 3.47933107596021167570e-05)))));
  double q = 1.0 + z * (-2.40339491173441421878e+00 +
                        z * (2.02094576023350569471e+00 +
                             z * (-6.88283971605453293030e-01 + z * 7.70381505559019352791e-02)));

  return p / q;
}

/* Half the arc to the nearer end: asin(sqrt(z)) for z = (1 - |x|) / 2. */
static inline double
get_arc_half (double z)
{
  double s = sqrt (z);

  return s + s * get_arc_ratio (z);
}

/* Beyond 1 the root, and so the value, is NaN. */
static inline double
own_asin (double x)
{
  double a = fabs (x), large = BW_PI_2_HI - (2.0 * get_arc_half ((1.0 - a) * 0.5) - BW_PI_2_LO);
  double small = a + a * get_arc_ratio (a < 0.5 ? a * a : 0.0);

  return copysign (a < 0.5 ? small : large, x);
}

static inline double
own_acos (double x)
{
  double a = fabs (x), far = 2.0 * get_arc_half ((1.0 - a) * 0.5);
  double near = BW_PI_2_HI - (x - (BW_PI_2_LO - x * get_arc_ratio (a < 0.5 ? a * a : 0.0)));

  return a < 0.5 ? near : x < 0.0 ? 2.0 * BW_PI_2_HI - (far - 2.0 * BW_PI_2_LO) : far;
}

/* Our own function where it holds, the C library's for the odd value beyond: which one a value gets
 * depends on the value alone. */
#define EACH(name, holds, own, library)                                                            \
  BW_CLONES void bw_each_##name (const double *x, gsize n, double *out)                            \
  {                                                                                                \
    double odd[BW_BLOCK];                                                                          \
    gsize n_odd = 0;                                                                               \
                                                                                                   \
    for (gsize i = 0; i < n; i++)                                                                  \
      n_odd += !(holds);                                                                           \
    if (n_odd > 0)                                                                                 \
      for (gsize i = 0; i < n; i++)                                                                \
        odd[i] = x[i];                                                                             \
    for (gsize i = 0; i < n; i++)                                                                  \
      out[i] = own (x[i]);                                                                         \
    x = odd;                                                                                       \
    for (gsize i = 0; i < n && n_odd > 0; i++)                                                     \
      if (!(holds))                                                                                \
        out[i] = library (x[i]);                                                                   \
  }

EACH (exp, fabs (x[i]) < BW_EXP_MAX, bw_exp, exp)
EACH (log, x[i] > BW_LOG_MIN, bw_log, log)
EACH (log10, x[i] > BW_LOG_MIN, bw_log10, log10)
EACH (sin, fabs (x[i]) < BW_TURN_MAX, bw_sin, sin)
EACH (cos, fabs (x[i]) < BW_TURN_MAX, bw_cos, cos)
EACH (tan, fabs (x[i]) < BW_TURN_MAX, bw_tan, tan)
EACH (sinh, fabs (x[i]) < BW_EXP_MAX, own_sinh, sinh)
EACH (cosh, fabs (x[i]) < BW_EXP_MAX, own_cosh, cosh)

#define EVERY(name, own)                                                                           \
  BW_CLONES void bw_each_##name (const double *x, gsize n, double *out)                            \
  {                                                                                                \
    for (gsize i = 0; i < n; i++)                                                                  \
      out[i] = own (x[i]);                                                                         \
  }

EVERY (tanh, own_tanh)
EVERY (asin, own_asin)
EVERY (acos, own_acos)
EVERY (atan, bw_atan)
