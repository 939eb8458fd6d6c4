/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/numbers.h"

#include <math.h>
#include <string.h>

#define LN2             0.693147180559945309417
#define LN2_HIGH        0x1.62e42fee00000p-1
#define LN2_LOW         0x1.a39ef35793c76p-33
#define LOG2_E          1.44269504088896340736
#define LOGNORMAL_SIGMA 0.9

static BwPracticeTables tables;

/**
 * bw_practice_exp:
 * @x: clamped to ±700
 *
 * e to the power @x by range reduction and the Taylor polynomial of degree 11 on ±ln(2)/2: relative
 * error below 1e-14, and the same bits everywhere.
 */
double
bw_practice_exp (double x)
{
  /* 1/n!, from n = 11 down to 0. */
  static const double coefficients[] = {
    1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720,
    1.0 / 120,      1.0 / 24,      1.0 / 6,      0.5,         1.0,        1.0,
  };
  double clamped = CLAMP (x, -700.0, 700.0);
  gint64 exponent = (gint64) (clamped * LOG2_E + (clamped >= 0 ? 0.5 : -0.5));
  double rest = (clamped - (double) exponent * LN2_HIGH) - (double) exponent * LN2_LOW;
  guint64 scale_bits = (guint64) (exponent + 1023) << 52;
  double scale, sum = coefficients[0];

  for (gsize i = 1; i < G_N_ELEMENTS (coefficients); i++)
    sum = sum * rest + coefficients[i];
  memcpy (&scale, &scale_bits, sizeof scale);
  return sum * scale;
}

/**
 * bw_practice_log:
 * @x: a normal number above 0
 *
 * The natural logarithm: the mantissa by the series of the inverse hyperbolic tangent.
 */
double
bw_practice_log (double x)
{
  guint64 bits;
  int exponent;
  double mantissa, f, f2, sum = 0;

  g_return_val_if_fail (x > 0, 0);

  memcpy (&bits, &x, sizeof bits);
  exponent = (int) ((bits >> 52) & 0x7ff) - 1023;
  bits = (bits & G_GUINT64_CONSTANT (0x000fffffffffffff)) | G_GUINT64_CONSTANT (0x3ff0000000000000);
  memcpy (&mantissa, &bits, sizeof mantissa);
  if (mantissa > 1.4142135623730951)
    {
      mantissa *= 0.5;
      exponent++;
    }
  f = (mantissa - 1) / (mantissa + 1);
  f2 = f * f;
  for (int n = 21; n >= 1; n -= 2)
    sum = sum * f2 + 1.0 / n;
  return 2 * f * sum + exponent * LN2;
}

/* The integral of (1 - x^2)^m from 0 to @s, by the recursion on m. With s = t / sqrt (nu + t^2) and
 * m = nu / 2 - 1 it is Student's distribution up to a factor: algebraic for every even nu. */
static double
integrate_student (double s, int m)
{
  double integral = s, power = 1;

  for (int i = 1; i <= m; i++)
    {
      power *= 1 - s * s;
      integral = (s * power + 2 * i * integral) / (2 * i + 1);
    }
  return integral;
}

/* The s that |S| exceeds with probability @u, searched rightwards from @start. The integral is
 * concave, so that Newton's steps from the left never overshoot. */
static double
invert_student (double u, int m, double start)
{
  double target = (1 - u) * integrate_student (1, m);
  double s = start;

  for (int i = 0; i < 40; i++)
    {
      double density = 1, next;

      for (int j = 0; j < m; j++)
        density *= 1 - s * s;
      next = s + (target - integrate_student (s, m)) / density;
      if (!(next > s) || next >= 1)
        break;
      s = next;
    }
  return s;
}

static double
node_u (gboolean is_tail, int i)
{
  double cell = is_tail ? 1.0 / 65536 : 1.0 / BW_QUANTILE_CELLS;

  return i == 0 ? 0.25 * cell : i * cell;
}

/* Mean of the n-th power over a table read with linear interpolation. */
static double
table_moment (const BwQuantile *quantile, int n)
{
  double sum = 0;

  for (int i = 0; i < 2 * BW_QUANTILE_CELLS; i++)
    {
      gboolean is_tail = i < BW_QUANTILE_CELLS;
      int cell = i % BW_QUANTILE_CELLS;
      const double *node = (is_tail ? quantile->tail : quantile->body) + cell;
      double a = node[0], b = node[1];

      if (!is_tail && cell < BW_QUANTILE_CELLS / 64)
        continue;
      sum += (n == 1 ? 0.5 * (a + b) : (a * a + a * b + b * b) / 3) *
             (is_tail ? 1.0 / 65536 : 1.0 / BW_QUANTILE_CELLS);
    }
  return sum;
}

static void
scale_table (BwQuantile *quantile, double factor)
{
  for (int i = 0; i <= BW_QUANTILE_CELLS; i++)
    {
      quantile->body[i] *= factor;
      quantile->tail[i] *= factor;
    }
}

static void
fill_student_nodes (double *nodes, gboolean is_tail, int degrees_of_freedom)
{
  double s = 0;

  for (int i = BW_QUANTILE_CELLS; i >= 0; i--)
    {
      s = invert_student (node_u (is_tail, i), degrees_of_freedom / 2 - 1, s);
      nodes[i] = s * sqrt (degrees_of_freedom / ((1 - s) * (1 + s)));
    }
}

static void
fill_student (BwQuantile *quantile, int degrees_of_freedom)
{
  fill_student_nodes (quantile->body, FALSE, degrees_of_freedom);
  fill_student_nodes (quantile->tail, TRUE, degrees_of_freedom);
  scale_table (quantile, 1 / sqrt (table_moment (quantile, 2)));
}

static void
fill_exponential (BwQuantile *quantile)
{
  for (int i = 0; i <= BW_QUANTILE_CELLS; i++)
    {
      quantile->body[i] = -bw_practice_log (node_u (FALSE, i));
      quantile->tail[i] = -bw_practice_log (node_u (TRUE, i));
    }
  scale_table (quantile, 1 / table_moment (quantile, 1));
}

/* exp (sigma Z), where the upper half of u is the mirror of the lower one; no size is above some 26
 * times the usual one. */
static void
fill_lognormal (BwQuantile *quantile, const BwQuantile *normal)
{
  for (int i = 0; i <= BW_QUANTILE_CELLS; i++)
    for (int is_tail = 0; is_tail < 2; is_tail++)
      {
        double u = node_u (is_tail, i);
        double two_sided = CLAMP (u < 0.5 ? 2 * u : 2 * (1 - u), 0x1p-12, 1 - 0x1p-12);
        double z = bw_quantile_magnitude (normal, (guint64) (two_sided * 0x1p63) << 1);

        (is_tail ? quantile->tail : quantile->body)[i] =
            bw_practice_exp (u < 0.5 ? LOGNORMAL_SIGMA * z : -LOGNORMAL_SIGMA * z);
      }
  scale_table (quantile, 1 / table_moment (quantile, 1));
}

/**
 * bw_practice_tables:
 *
 * Returns: the tables, made once; any thread
 */
const BwPracticeTables *
bw_practice_tables (void)
{
  static gsize is_filled;

  if (g_once_init_enter (&is_filled))
    {
      fill_student (&tables.normal, 26);
      fill_student (&tables.student_6, 6);
      fill_student (&tables.student_4, 4);
      fill_exponential (&tables.exponential);
      fill_lognormal (&tables.lognormal, &tables.normal);
      g_once_init_leave (&is_filled, 1);
    }
  return &tables;
}
