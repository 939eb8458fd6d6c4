/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/indicator.h"

#include <math.h>

/* Ten million bars, a piece at a time: what follows a window by its changes must not have drifted
 * from the window, in a market whose prices once were a thousand times as high. */
#define N_BARS  10000000
#define N_PIECE 100000
#define PERIOD  30

static double columns[6][N_PIECE], outputs[BW_INDICATOR_OUTPUTS_MAX][N_PIECE];

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

/* What never forgets: totals, indices and counts since the first bar, and sessions. */
static gboolean
remembers (const char *name)
{
  static const char *const names[] = { "AD",       "ADOSC",       "OBV",    "PVT",
                                       "NVI",      "PVI",         "WAD",    "VWAP",
                                       "TWAP",     "SAR",         "SAREXT", "MAXINDEX",
                                       "MININDEX", "MINMAXINDEX", "ZIGZAG", NULL };

  return g_strv_contains (names, name) || g_str_has_prefix (name, "PIVOTS") ||
         g_str_has_prefix (name, "SESSION");
}

/* A piece with all that feeds bring: quiet stretches, no volume, bars that are missing. */
static void
make_rough_piece (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  double price = 100.0;

  make_piece (random, &price, N_BARS);
  for (gsize i = 0; i < N_PIECE; i++)
    {
      columns[5][i] = floor ((double)i / 390.0);
      if (i % 10000 > 9000 && i % 10000 < 9500)
        columns[0][i] = columns[1][i] = columns[2][i] = columns[3][i] = 100.0;
      if (i % 10000 > 9200 && i % 10000 < 9700)
        columns[4][i] = 0.0;
      if (i % 9973 == 3)
        columns[i / 9973 % 5][i] = i % 2 == 0 ? NAN : INFINITY;
    }
}

static void
feed_pieces (BwIndicator *indicator, guint n_pieces)
{
  const BwIndicatorBars bars = { columns[0], columns[1], columns[2],
                                 columns[3], columns[4], columns[5] };
  double *out[BW_INDICATOR_OUTPUTS_MAX];

  for (guint k = 0; k < BW_INDICATOR_OUTPUTS_MAX; k++)
    out[k] = outputs[k];
  for (guint k = 0; k < n_pieces; k++)
    bw_indicator_feed (indicator, &bars, N_PIECE, out);
}

/* Checked by sanitizers, a tenth of the bars say as much. What takes long a bar: too. */
static guint
count_pieces (const char *name)
{
#ifdef __SANITIZE_ADDRESS__
  return N_BARS / N_PIECE / 10;
#else
  gboolean is_slow = g_str_has_prefix (name, "HT_") || g_str_equal (name, "MAMA") ||
                     g_str_equal (name, "CRSI") || g_str_equal (name, "MAVP");

  return N_BARS / N_PIECE / (is_slow ? 10 : 1);
#endif
}

/* Each of them takes ten million rough bars, and then says of the last what it says after the first
 * hundred thousand; what remembers all of them still says a number. */
static void
test_all (void)
{
  static double early[BW_INDICATOR_OUTPUTS_MAX];

  make_rough_piece ();
  for (gsize i = 0; i < bw_indicator_get_n_infos (); i++)
    {
      const BwIndicatorInfo *info = bw_indicator_get_info (i);
      g_autoptr (BwIndicator) indicator = bw_indicator_new (info, NULL, NULL);
      guint n_outputs = bw_indicator_info_get_n_outputs (info);

      feed_pieces (indicator, 2);
      for (guint k = 0; k < n_outputs; k++)
        early[k] = outputs[k][N_PIECE - 1];
      feed_pieces (indicator, count_pieces (info->name) - 2);
      for (guint k = 0; k < n_outputs; k++)
        {
          double late = outputs[k][N_PIECE - 1];

          if (remembers (info->name)
                  ? isnan (late) && !isnan (early[k]) && !info->is_sparse
                  : !(fabs (late - early[k]) <= 1e-6 * MAX (fabs (early[k]), 1.0)) &&
                        !(isnan (late) && isnan (early[k])))
            g_error ("%s output %u is %.17g after all bars, %.17g after the first", info->name, k,
                     late, early[k]);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/long/drift", test_drift);
  g_test_add_func ("/long/all", test_all);
  return g_test_run ();
}
