/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/indicator.h"

#include <math.h>
#include <string.h>

/* Prints a number for each indicator that depends on every bit of what it gives: over lengths that
 * leave some bars beside every vector, from every place in a cache line, in markets plain, with
 * bars missing, constant, and of prices that no market has. Programs built with loops for other
 * machines must print the same: same-bits.py. */
#define N_BARS 1040

typedef enum
{
  PLAIN,
  GAPPY,
  CONSTANT,
  EXTREME,
  N_MARKETS
} Market;

static double columns[6][N_BARS + 8];
static double outputs[BW_INDICATOR_OUTPUTS_MAX][N_BARS + 8];

static double
spoil (GRand *random, Market market, double value)
{
  static const double odd[] = { NAN, INFINITY, -INFINITY };
  double dice = g_rand_double (random);

  if (market == GAPPY && dice < 0.01)
    return odd[(guint)(dice * 300.0)];
  if (market == EXTREME && dice < 0.3)
    return (dice < 0.15 ? -value : value) * pow (10.0, floor (2000.0 * dice) - 300.0);
  return value;
}

static void
make_bars (Market market)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4711);
  double price = 100.0, step = market == CONSTANT ? 0.0 : 2.0;

  for (guint i = 0; i < N_BARS + 8; i++)
    {
      double open = price;

      price = MAX (1.0, price + step * (g_rand_double (random) - 0.5));
      columns[0][i] = spoil (random, market, open);
      columns[1][i] = spoil (random, market, MAX (open, price) + step * g_rand_double (random));
      columns[2][i] = spoil (random, market, MIN (open, price) - step * g_rand_double (random));
      columns[3][i] = spoil (random, market, price);
      columns[4][i] = spoil (random, market, floor (500.0 * step * g_rand_double (random)));
      columns[5][i] = i / 78;
    }
}

/* Any NaN is as good as another. */
static guint64
add_bits (guint64 sum, double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  return (sum ^ (isnan (value) ? 1 : bits)) * G_GUINT64_CONSTANT (0x100000001b3);
}

static guint64
add_run (guint64 sum, const BwIndicatorInfo *info, const double *parameters, gsize at, gsize n)
{
  g_autoptr (BwIndicator) indicator = bw_indicator_new (info, parameters, NULL);
  const BwIndicatorBars bars = { columns[0] + at, columns[1] + at, columns[2] + at,
                                 columns[3] + at, columns[4] + at, columns[5] + at };
  double *out[BW_INDICATOR_OUTPUTS_MAX];

  for (guint k = 0; k < BW_INDICATOR_OUTPUTS_MAX; k++)
    out[k] = outputs[k] + (at + 3) % 8;
  bw_indicator_feed (indicator, &bars, n, out);
  for (guint k = 0; k < bw_indicator_info_get_n_outputs (info); k++)
    for (gsize i = 0; i < n; i++)
      sum = add_bits (sum, out[k][i]);
  return sum;
}

static guint64
add_market (guint64 sum, const BwIndicatorInfo *info)
{
  static const gsize lengths[] = { 1, 2, 7, 33, 255, 513, N_BARS };
  static const double periods[] = { 3, 17, 280 };
  double parameters[BW_INDICATOR_PARAMETERS_MAX];

  bw_indicator_info_get_defaults (info, parameters);
  for (guint k = 0; k < G_N_ELEMENTS (lengths); k++)
    sum = add_run (sum, info, parameters, k % 8, lengths[k]);
  for (guint k = 0; k < G_N_ELEMENTS (periods) && info->parameters[0].name != NULL; k++)
    {
      parameters[0] = CLAMP (periods[k], info->parameters[0].min, info->parameters[0].max);
      sum = add_run (sum, info, parameters, 7 - k, N_BARS - k);
    }
  return sum;
}

int
main (void)
{
  gsize n_infos = bw_indicator_get_n_infos ();
  g_autofree guint64 *sums = g_new0 (guint64, n_infos);

  for (Market market = PLAIN; market < N_MARKETS; market++)
    {
      make_bars (market);
      for (gsize i = 0; i < n_infos; i++)
        sums[i] = add_market (sums[i], bw_indicator_get_info (i));
    }
  for (gsize i = 0; i < n_infos; i++)
    g_print ("%s %016" G_GINT64_MODIFIER "x\n", bw_indicator_get_info (i)->name, sums[i]);
  return 0;
}
