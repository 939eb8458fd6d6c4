/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/indicator.h"

#include <math.h>

/* Ten million bars, a piece at a time: what follows a window by its changes must not have drifted
 * from the window, in a market whose prices once were a thousand times as high. */
#define N_BARS  10000000
#define N_PIECE 100000
#define PERIOD  30

static double columns[5][N_PIECE], outputs[BW_INDICATOR_OUTPUTS_MAX][N_PIECE];

static void
make_piece (GRand *random, double *price, gsize first)
{
  double scale = first < N_BARS / 2 ? 1000.0 : 1.0;

  for (gsize i = 0; i < N_PIECE; i++)
    {
      columns[0][i] = *price * scale;
      *price = CLAMP (*price + 0.5 * (g_rand_double (random) - 0.5), 50.0, 150.0);
      columns[3][i] = *price * scale;
      columns[1][i] = MAX (columns[0][i], columns[3][i]) + 0.1 * scale;
      columns[2][i] = MIN (columns[0][i], columns[3][i]) - 0.1 * scale;
      columns[4][i] = 1.0 + floor (1000.0 * g_rand_double (random));
    }
}

static void
feed_all (const char *name)
{
  const double period = PERIOD;
  g_autoptr (GRand) random = g_rand_new_with_seed (10);
  const BwIndicatorInfo *info = bw_indicator_find (name);
  double parameters[BW_INDICATOR_PARAMETERS_MAX], price = 100.0;
  g_autoptr (BwIndicator) indicator = NULL;
  double *out[BW_INDICATOR_OUTPUTS_MAX];
  BwIndicatorBars bars = { columns[0], columns[1], columns[2], columns[3], columns[4] };

  bw_indicator_info_get_defaults (info, parameters);
  parameters[0] = period;
  indicator = bw_indicator_new (info, parameters, NULL);
  for (guint k = 0; k < BW_INDICATOR_OUTPUTS_MAX; k++)
    out[k] = outputs[k];
  for (gsize first = 0; first < N_BARS; first += N_PIECE)
    {
      make_piece (random, &price, first);
      bw_indicator_feed (indicator, &bars, N_PIECE, out);
    }
}

/* The sums over the last window. */
typedef struct
{
  double sum, weighted, squares, up, down;
} Window;

static Window
sum_last (void)
{
  Window window = { 0 };

  for (guint k = 0; k < PERIOD; k++)
    {
      const guint i = N_PIECE - PERIOD + k;
      double change = (columns[1][i] + columns[2][i] + columns[3][i]) / 3.0 -
                      (columns[1][i - 1] + columns[2][i - 1] + columns[3][i - 1]) / 3.0;
      double money = (columns[1][i] + columns[2][i] + columns[3][i]) / 3.0 * columns[4][i];

      window.sum += columns[3][i];
      window.weighted += (k + 1) * columns[3][i];
      window.up += change > 0.0 ? money : 0.0;
      window.down += change < 0.0 ? money : 0.0;
    }
  for (guint k = 0; k < PERIOD; k++)
    {
      double distance = columns[3][N_PIECE - PERIOD + k] - window.sum / PERIOD;

      window.squares += distance * distance;
    }
  return window;
}

static void
check (const char *name, double expected, double tolerance)
{
  double actual = outputs[0][N_PIECE - 1];

  if (!(fabs (actual - expected) <= tolerance * fabs (expected)))
    g_error ("%s is %.17g after ten million bars, not %.17g", name, actual, expected);
}

static void
test_drift (void)
{
  Window window;

  feed_all ("SMA");
  window = sum_last ();
  check ("SMA", window.sum / PERIOD, 1e-9);
  feed_all ("WMA");
  check ("WMA", window.weighted * 2.0 / (PERIOD * (PERIOD + 1.0)), 1e-9);
  feed_all ("STDDEV");
  check ("STDDEV", sqrt (window.squares / PERIOD), 1e-9);
  feed_all ("VAR");
  check ("VAR", window.squares / PERIOD, 1e-9);
  feed_all ("LINEARREG");
  check ("LINEARREG",
         3.0 * window.weighted * 2.0 / (PERIOD * (PERIOD + 1.0)) - 2.0 * window.sum / PERIOD, 1e-9);
  feed_all ("MFI");
  check ("MFI", 100.0 * window.up / (window.up + window.down), 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/long/drift", test_drift);
  return g_test_run ();
}
