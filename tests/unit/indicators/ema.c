/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/ema.h"

#include "golden.h"

#include <math.h>

static void
feed_pieces (const double *values, gsize n_values, guint period, gsize n_piece, double *out)
{
  BwEma ema;

  bw_ema_init (&ema, period);
  for (gsize i = 0; i < n_values; i += n_piece)
    bw_ema_feed (&ema, values + i, MIN (n_piece, n_values - i), out + i);
}

static void
test_golden (void)
{
  check_golden ("EMA", bw_ema);
}

static void
test_pieces (void)
{
  check_pieces (bw_ema, feed_pieces);
}

static void
test_reference (void)
{
  double values[500], expected[500], actual[500];
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (guint i = 0; i < 500; i++)
    values[i] = 1000.0 * g_rand_double (random);
  for (guint period = 1; period < 60; period += 7)
    {
      double sum = 0.0;

      for (guint i = 0; i < 500; i++)
        {
          sum += i < period ? values[i] : 0.0;
          if (i + 1 < period)
            expected[i] = NAN;
          else if (i + 1 == period)
            expected[i] = sum / period;
          else
            expected[i] = expected[i - 1] + 2.0 / (period + 1.0) * (values[i] - expected[i - 1]);
        }
      bw_ema (values, 500, period, actual);
      check_close (actual, expected, 500, 1e-12);
    }
}

static void
test_edges (void)
{
  double values[] = { 1.0, 2.0, 3.0, NAN, 5.0 }, out[5] = { 7.0 };

  bw_ema (values, 0, 3, out);
  g_assert_cmpfloat (out[0], ==, 7.0);
  bw_ema (values, 2, 3, out);
  g_assert_true (isnan (out[0]) && isnan (out[1]));
  bw_ema (values, 5, 2, out);
  g_assert_cmpfloat (out[1], ==, 1.5);
  g_assert_true (isnan (out[3]) && isnan (out[4]));
  bw_ema (values, 3, 1, values);
  g_assert_cmpfloat (values[2], ==, 3.0);
  g_assert_cmpuint (bw_ema_lead (30), ==, 29);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ema/golden", test_golden);
  g_test_add_func ("/ema/reference", test_reference);
  g_test_add_func ("/ema/pieces", test_pieces);
  g_test_add_func ("/ema/edges", test_edges);
  return g_test_run ();
}
