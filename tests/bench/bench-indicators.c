/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/indicator.h"

#include <stdlib.h>

/* Prints `indicator.NAME ns`: nanoseconds a bar over 1,000,000 bars at default parameters, or at
 * those that the peers' bench takes for its eight (indicator.NAME.14 and the like). The median
 * of 9. */
#define N_BARS    1000000
#define N_REPEATS 9

static double *columns[5], *outputs[BW_INDICATOR_OUTPUTS_MAX];

static int
compare_times (const void *a, const void *b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

static void
measure (const char *name, const char *suffix, const char *parameter, const char *value)
{
  const BwIndicatorInfo *info = bw_indicator_find (name);
  BwIndicatorBars bars = { columns[0], columns[1], columns[2], columns[3], columns[4] };
  double parameters[BW_INDICATOR_PARAMETERS_MAX];
  gint64 times[N_REPEATS];

  bw_indicator_info_get_defaults (info, parameters);
  if (parameter != NULL)
    bw_indicator_info_set_parameter (info, parameters, parameter, value, NULL);
  for (guint r = 0; r < N_REPEATS; r++)
    {
      gint64 begun = g_get_monotonic_time ();
      g_autoptr (BwIndicator) indicator = bw_indicator_new (info, parameters, NULL);

      bw_indicator_feed (indicator, &bars, N_BARS, outputs);
      times[r] = g_get_monotonic_time () - begun;
    }
  qsort (times, N_REPEATS, sizeof times[0], compare_times);
  g_print ("indicator.%s%s %.3f ns\n", name, suffix,
           (double)times[N_REPEATS / 2] * 1000.0 / N_BARS);
}

static void
make_bars (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260401);
  double price = 100.0;

  for (guint k = 0; k < 5; k++)
    {
      columns[k] = g_new (double, N_BARS);
      outputs[k] = g_new0 (double, N_BARS);
    }
  for (guint i = 0; i < N_BARS; i++)
    {
      columns[0][i] = price;
      price = MAX (1.0, price + 0.2 * (g_rand_double (random) - 0.5));
      columns[1][i] = MAX (columns[0][i], price) + 0.1 * g_rand_double (random);
      columns[2][i] = MIN (columns[0][i], price) - 0.1 * g_rand_double (random);
      columns[3][i] = price;
      columns[4][i] = 1000.0 * g_rand_double (random);
    }
}

int
main (void)
{
  make_bars ();
  measure ("SMA", ".20", "TimePeriod", "20");
  measure ("EMA", ".20", "TimePeriod", "20");
  measure ("BBANDS", ".20", "TimePeriod", "20");
  measure ("STOCH", ".14", "FastK_Period", "14");
  for (gsize i = 0; i < bw_indicator_get_n_infos (); i++)
    measure (bw_indicator_get_info (i)->name, "", NULL, NULL);
  return 0;
}
