/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/pyramid.h"

#include <math.h>
#include <string.h>

typedef struct
{
  double *low, *high, *volume;
  gsize n_reads; /* values handed out */
} Source;

static void
read_source (gpointer data,
             gsize first,
             gsize n,
             const double **low,
             const double **high,
             const double **volume)
{
  Source *source = data;

  *low = source->low + first;
  *high = source->high + first;
  *volume = source->volume + first;
  source->n_reads += n;
}

static Source
make_source (gsize n, GRand *random)
{
  Source source = { g_new (double, n), g_new (double, n), g_new (double, n), 0 };

  for (gsize i = 0; i < n; i++)
    {
      source.low[i] = g_rand_double (random) * 100.0;
      source.high[i] = source.low[i] + g_rand_double (random);
      source.volume[i] = g_rand_int_range (random, 0, 1000);
      if (g_rand_int_range (random, 0, 50) == 0)
        source.volume[i] = NAN;
      if (g_rand_int_range (random, 0, 70) == 0)
        source.low[i] = source.high[i] = NAN;
    }
  return source;
}

static void
free_source (Source *source)
{
  g_free (source->low);
  g_free (source->high);
  g_free (source->volume);
}

/* The obvious fold; whole volumes, so that their sums are exact in any order. */
static BwExtent
fold_slowly (const Source *source, gsize first, gsize end)
{
  BwExtent extent = bw_extent_empty ();

  for (gsize i = first; i < end; i++)
    {
      if (source->low[i] < extent.low)
        extent.low = source->low[i];
      if (source->high[i] > extent.high)
        extent.high = source->high[i];
      if (!isnan (source->volume[i]))
        extent.volume += source->volume[i];
    }
  return extent;
}

static void
assert_equal (BwExtent a, BwExtent b)
{
  g_assert_cmpfloat (a.low, ==, b.low);
  g_assert_cmpfloat (a.high, ==, b.high);
  g_assert_cmpfloat (a.volume, ==, b.volume);
}

static void
test_equals_slow (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  static const gsize sizes[] = { 1, 7, 31, 32, 33, 1024, 4095, 4096, 4097, 30011 };

  for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
    {
      Source source = make_source (sizes[k], random);
      g_autoptr (BwPyramid) pyramid = bw_pyramid_new (read_source, &source);

      bw_pyramid_reset (pyramid, sizes[k]);
      for (guint i = 0; i < 800; i++)
        {
          gsize a = g_rand_int_range (random, 0, (gint32)sizes[k] + 1);
          gsize b = g_rand_int_range (random, 0, (gint32)sizes[k] + 1);

          assert_equal (bw_pyramid_fold (pyramid, MIN (a, b), MAX (a, b)),
                        fold_slowly (&source, MIN (a, b), MAX (a, b)));
        }
      assert_equal (bw_pyramid_fold (pyramid, 0, sizes[k] + 500),
                    fold_slowly (&source, 0, sizes[k]));
      free_source (&source);
    }
}

/* Grown value by value, with the last ones changing, it is the same as built at once. */
static void
test_grows (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  Source source = make_source (9000, random);
  g_autoptr (BwPyramid) pyramid = bw_pyramid_new (read_source, &source);

  bw_pyramid_reset (pyramid, 0);
  for (gsize n = 1; n <= 9000; n++)
    {
      bw_pyramid_grow (pyramid, n);
      if (n % 3 == 0)
        {
          source.low[n - 1] = g_rand_double (random) * 100.0;
          source.high[n - 1] = source.low[n - 1] + 1.0;
          bw_pyramid_invalidate_from (pyramid, n - 1);
        }
      if (n % 97 == 0 || n > 8990)
        assert_equal (bw_pyramid_fold (pyramid, n / 3, n), fold_slowly (&source, n / 3, n));
    }
  free_source (&source);
}

/* Once built, a fold looks at few values, however many it spans. */
static void
test_is_cheap (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  gsize n = 1000000;
  Source source = make_source (n, random);
  g_autoptr (BwPyramid) pyramid = bw_pyramid_new (read_source, &source);

  bw_pyramid_reset (pyramid, n);
  g_assert_cmpuint (source.n_reads, ==, 0);
  bw_pyramid_fold (pyramid, 0, n);
  source.n_reads = 0;
  for (gsize i = 0; i < 1600; i++)
    bw_pyramid_fold (pyramid, i * n / 1600, (i + 1) * n / 1600);
  g_assert_cmpuint (source.n_reads, <=, 1600 * 2 * BW_PYRAMID_FAN);
  free_source (&source);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pyramid/equals-slow", test_equals_slow);
  g_test_add_func ("/pyramid/grows", test_grows);
  g_test_add_func ("/pyramid/is-cheap", test_is_cheap);
  return g_test_run ();
}
