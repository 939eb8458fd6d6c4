/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/sma.h"

#include "golden.h"

#include <math.h>

static void
feed_pieces (const double *values, gsize n_values, guint period, gsize n_piece, double *out)
{
  g_autofree double *window = g_new (double, period);
  BwSma sma;

  bw_sma_init (&sma, period, window);
  for (gsize i = 0; i < n_values; i += n_piece)
    bw_sma_feed (&sma, values + i, MIN (n_piece, n_values - i), out + i);
}

static void
test_golden (void)
{
  check_golden ("SMA", bw_sma);
}

static void
test_pieces (void)
{
  check_pieces (bw_sma, feed_pieces);
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
      for (guint i = 0; i < 500; i++)
        {
          double sum = 0.0;

          for (guint j = 0; i + 1 >= period && j < period; j++)
            sum += values[i - j];
          expected[i] = i + 1 >= period ? sum / period : NAN;
        }
      bw_sma (values, 500, period, actual);
      check_close (actual, expected, 500, 1e-12);
    }
}

static void
test_edges (void)
{
  double values[] = { 1.0, 2.0, 3.0, NAN, 5.0, 6.0 }, out[6] = { 7.0 };

  bw_sma (values, 0, 3, out);
  g_assert_cmpfloat (out[0], ==, 7.0);
  bw_sma (values, 2, 3, out);
  g_assert_true (isnan (out[0]) && isnan (out[1]));
  bw_sma (values, 6, 2, out);
  g_assert_true (isnan (out[0]));
  g_assert_cmpfloat (out[1], ==, 1.5);
  g_assert_cmpfloat (out[2], ==, 2.5);
  g_assert_true (isnan (out[3]) && isnan (out[4]) && isnan (out[5]));
  g_assert_cmpuint (bw_sma_lead (30), ==, 29);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sma/golden", test_golden);
  g_test_add_func ("/sma/reference", test_reference);
  g_test_add_func ("/sma/pieces", test_pieces);
  g_test_add_func ("/sma/edges", test_edges);
  return g_test_run ();
}
