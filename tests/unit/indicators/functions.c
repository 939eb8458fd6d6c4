/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/indicator.h"

#include <math.h>

/* Our own elementary functions against the C library's, over the magnitudes that prices, volumes
 * and ratios have, and beyond the limits where they hand over to it. */
#define N_VALUES 20000

typedef struct
{
  const char *name;
  double (*library) (double x);
  double n_ulps; /* how many units in the last place may differ */
} Case;

static const Case cases[] = {
  { "ACOS", acos, 4 }, { "ASIN", asin, 4 },   { "ATAN", atan, 4 }, { "CEIL", ceil, 0 },
  { "COS", cos, 4 },   { "COSH", cosh, 4 },   { "EXP", exp, 4 },   { "FLOOR", floor, 0 },
  { "LN", log, 4 },    { "LOG10", log10, 4 }, { "SIN", sin, 4 },   { "SINH", sinh, 4 },
  { "SQRT", sqrt, 0 }, { "TAN", tan, 6 },     { "TANH", tanh, 4 },
};

static void
fill_values (double *values, double scale)
{
  static const double special[] = { 0.0,
                                    -0.0,
                                    1.0,
                                    -1.0,
                                    0.5,
                                    -0.5,
                                    10.0,
                                    1e3,
                                    1e15,
                                    1e22,
                                    0.1,
                                    1e-310,
                                    4503599627370497.0,
                                    1e18,
                                    0.6875,
                                    2.4375,
                                    709.0,
                                    1e300,
                                    5e-324 };
  g_autoptr (GRand) random = g_rand_new_with_seed (77);

  for (guint i = 0; i < N_VALUES; i++)
    values[i] = i < G_N_ELEMENTS (special) ? special[i] * MIN (scale, 1.0)
                                           : scale * (2.0 * g_rand_double (random) - 1.0);
}

static void
check_function (const Case *test, const double *values)
{
  g_autoptr (BwIndicator) indicator = bw_indicator_new (bw_indicator_find (test->name), NULL, NULL);
  g_autofree double *actual = g_new (double, N_VALUES);
  BwIndicatorBars bars = { .close = values };

  bw_indicator_feed (indicator, &bars, N_VALUES, &actual);
  for (guint i = 0; i < N_VALUES; i++)
    {
      double expected = test->library (values[i]);
      double ulp = nextafter (fabs (expected), INFINITY) - fabs (expected);

      if (actual[i] == expected || (isnan (actual[i]) && isnan (expected)))
        continue;
      if (!(fabs (actual[i] - expected) <= test->n_ulps * ulp))
        g_error ("%s of %.17g is %.17g, not %.17g", test->name, values[i], actual[i], expected);
    }
}

static void
test_against_library (void)
{
  static const double scales[] = { 1e-9, 0.7, 1.0, 3.0, 30.0, 100.0, 800.0, 9e4, 1e6, 1e12 };
  g_autofree double *values = g_new (double, N_VALUES);

  for (guint s = 0; s < G_N_ELEMENTS (scales); s++)
    {
      fill_values (values, scales[s]);
      for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
        check_function (&cases[k], values);
    }
}

/* The logarithm of a power of ten is whole. */
static void
test_powers (void)
{
  for (int power = -20; power <= 20; power++)
    {
      double value = pow (10.0, power), result;
      double *output = &result;
      g_autoptr (BwIndicator) indicator =
          bw_indicator_new (bw_indicator_find ("LOG10"), NULL, NULL);
      BwIndicatorBars bars = { .close = &value };

      bw_indicator_feed (indicator, &bars, 1, &output);
      g_assert_cmpfloat (result, ==, power);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/functions/against-library", test_against_library);
  g_test_add_func ("/functions/powers", test_powers);
  return g_test_run ();
}
