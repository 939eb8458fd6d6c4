/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "peers.h"

#include "indicators/indicator.h"

#include <math.h>
#include <stdlib.h>

/* Nanoseconds a bar over 1,000,000 bars, and how often ours fits into the faster of TA-Lib's and
 * Tulip's where they were at hand when this was configured (meson option `peers`; see peers.h).
 *
 *   ind.NAME.ns      ours, at the default parameters or at those after the name
 *   ind.NAME.ratio   theirs / ours: above 1 ours is faster
 *   ind.ratio.geomean, ind.ratio.min, ind.ratio.n
 *
 * Ours and theirs take turns, and each counts its best turn, so that a busy machine slows both. */
#define N_BARS    1000000
#define N_REPEATS 15
/* What takes longer a bar is repeated less often. */
#define SLOW_NS        300.0
#define N_REPEATS_SLOW 3

/* What the peers' own bench measures, at its parameters. */
static const struct
{
  const char *name, *suffix, *parameter, *value;
} special[] = {
  { "SMA", "20", "TimePeriod", "20" },
  { "EMA", "20", "TimePeriod", "20" },
  { "BBANDS", "20", "TimePeriod", "20" },
  { "STOCH", "14", "FastK_Period", "14" },
  /* Whose work grows with the period. */
  { "AVGDEV", "500", "TimePeriod", "500" },
  { "CCI", "500", "TimePeriod", "500" },
  { "ALMA", "500", "TimePeriod", "500" },
};

static double *columns[6], *outputs[BW_INDICATOR_OUTPUTS_MAX];
static double log_sum, ratio_min = INFINITY;
static guint n_ratios;

static double
time_ours (const BwIndicatorInfo *info, const double *parameters)
{
  BwIndicatorBars bars = { columns[0], columns[1], columns[2], columns[3], columns[4], columns[5] };
  double begun = peers_now_ns ();
  g_autoptr (BwIndicator) indicator = bw_indicator_new (info, parameters, NULL);

  bw_indicator_feed (indicator, &bars, N_BARS, outputs);
  return (peers_now_ns () - begun) / N_BARS;
}

static void
print_ratio (const char *name, double ours, double theirs)
{
  double ratio = theirs / ours;

  g_print ("ind.%s.peer %.3f ns\nind.%s.ratio %.2f x\n", name, theirs, name, ratio);
  log_sum += log (ratio);
  ratio_min = MIN (ratio_min, ratio);
  n_ratios++;
}

static void
measure (const BwIndicatorInfo *info, const char *suffix, const char *parameter, const char *value)
{
  double parameters[BW_INDICATOR_PARAMETERS_MAX], ours = INFINITY, theirs = INFINITY;
  g_autofree char *lower = g_ascii_strdown (info->name, -1);
  g_autofree char *name = suffix != NULL ? g_strconcat (lower, ".", suffix, NULL) : NULL;
  PeerBars bars = { columns, N_BARS, outputs };

  bw_indicator_info_get_defaults (info, parameters);
  if (parameter != NULL)
    bw_indicator_info_set_parameter (info, parameters, parameter, value, NULL);
  for (guint r = 0; r < N_REPEATS && (r < N_REPEATS_SLOW || ours + theirs < SLOW_NS); r++)
    {
      ours = MIN (ours, time_ours (info, parameters));
      theirs = MIN (theirs, peers_time (info, parameters, &bars));
    }
  if (name == NULL)
    name = g_steal_pointer (&lower);
  g_print ("ind.%s.ns %.3f ns\n", name, ours);
  if (isfinite (theirs))
    print_ratio (name, ours, theirs);
}

static void
make_bars (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260401);
  double price = 100.0;

  for (guint k = 0; k < G_N_ELEMENTS (columns); k++)
    columns[k] = g_new (double, N_BARS);
  for (guint k = 0; k < BW_INDICATOR_OUTPUTS_MAX; k++)
    outputs[k] = g_new0 (double, N_BARS);
  for (guint i = 0; i < N_BARS; i++)
    {
      columns[0][i] = price;
      price = MAX (1.0, price + 0.2 * (g_rand_double (random) - 0.5));
      columns[1][i] = MAX (columns[0][i], price) + 0.1 * g_rand_double (random);
      columns[2][i] = MIN (columns[0][i], price) - 0.1 * g_rand_double (random);
      columns[3][i] = price;
      columns[4][i] = 1000.0 * g_rand_double (random);
      columns[5][i] = i / 390;
    }
}

/* Arguments are names: only these. */
int
main (int argc, char **argv)
{
  peers_open ();
  make_bars ();
  for (guint k = 0; k < G_N_ELEMENTS (special); k++)
    if (argc == 1 || g_strv_contains ((const char *const *)argv + 1, special[k].name))
      measure (bw_indicator_find (special[k].name), special[k].suffix, special[k].parameter,
               special[k].value);
  for (gsize i = 0; i < bw_indicator_get_n_infos (); i++)
    {
      const BwIndicatorInfo *info = bw_indicator_get_info (i);

      if (argc == 1 || g_strv_contains ((const char *const *)argv + 1, info->name))
        measure (info, NULL, NULL, NULL);
    }
  if (n_ratios > 0)
    g_print ("ind.ratio.geomean %.2f x\nind.ratio.min %.2f x\nind.ratio.n %u functions\n",
             exp (log_sum / n_ratios), ratio_min, n_ratios);
  return 0;
}
