/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "slow.h"

/* What charting sites and Tulip have beside TA-Lib's, against the published definitions done
 * slowly. */

static double
window_high (const double *x, guint period, guint bar)
{
  double high = x[bar];

  for (guint k = 1; k < period; k++)
    high = MAX (high, x[bar - k]);
  return high;
}

static double
window_low (const double *x, guint period, guint bar)
{
  double low = x[bar];

  for (guint k = 1; k < period; k++)
    low = MIN (low, x[bar - k]);
  return low;
}

static double
deviation_of (const double *x, guint period, guint bar)
{
  double mean = slow_mean (x, period, bar), squares = 0.0;

  for (guint k = 0; k < period; k++)
    squares += (x[bar - k] - mean) * (x[bar - k] - mean);
  return sqrt (squares / period);
}

typedef struct
{
  double slope, value, squares; /* at the last bar; of the distances from it */
} Line;

static Line
fit_line (const double *x, guint period, guint bar)
{
  double mean = slow_mean (x, period, bar), over = 0.0, under = 0.0, centre = (period - 1) / 2.0;
  Line line = { 0 };

  for (guint k = 0; k < period; k++)
    {
      over += (k - centre) * (x[bar + 1 - period + k] - mean);
      under += (k - centre) * (k - centre);
    }
  line.slope = over / under;
  line.value = mean + line.slope * centre;
  for (guint k = 0; k < period; k++)
    {
      double distance = x[bar + 1 - period + k] - (mean + line.slope * (k - centre));

      line.squares += distance * distance;
    }
  return line;
}

static double ranges[N_BARS]; /* true ranges, from the second bar on */

static void
make_ranges (void)
{
  for (guint i = 1; i < N_BARS; i++)
    ranges[i] = MAX (highs[i], closes[i - 1]) - MIN (lows[i], closes[i - 1]);
}

static double
quotient (double over, double under)
{
  return under != 0.0 ? over / under : 0.0;
}

static void
test_strengths (void)
{
  static double body[N_BARS], deviation[N_BARS], up[N_BARS], down[N_BARS];
  const double seven = 7, volatility[] = { 6, 9 };

  for (guint i = 0; i < N_BARS; i++)
    {
      body[i] = closes[i] - opens[i];
      deviation[i] = i >= 5 ? deviation_of (closes, 6, i) : 0.0;
      up[i] = i >= 5 && closes[i] > closes[i - 1] ? deviation[i] : 0.0;
      down[i] = i >= 5 && closes[i] <= closes[i - 1] ? deviation[i] : 0.0;
    }
  slow_run ("QSTICK", &seven);
  for (guint i = 0; i < N_BARS; i++)
    slow_check (0, i, i < 6 ? NAN : slow_mean (body, 7, i));
  slow_run ("VHF", &seven);
  for (guint i = 0; i < N_BARS; i++)
    {
      double way = 0.0;

      for (guint k = 0; k < 7 && i >= 7; k++)
        way += fabs (closes[i - k] - closes[i - k - 1]);
      slow_check (0, i,
                  i < 7 ? NAN : (window_high (closes, 7, i) - window_low (closes, 7, i)) / way);
    }
  slow_run ("FOSC", &seven);
  for (guint i = 7; i < N_BARS; i++)
    {
      Line line = fit_line (closes, 7, i - 1);

      slow_check (0, i, 100.0 * (closes[i] - line.value - line.slope) / closes[i]);
    }
  slow_run ("TRENDSTRENGTH", &seven);
  for (guint i = 6; i < N_BARS; i++)
    slow_check (0, i, fit_line (closes, 7, i).slope * 2.0 / deviation_of (closes, 7, i));
  slow_run ("RVI", volatility);
  for (guint i = 0; i < N_BARS; i++)
    {
      double rising = slow_average (up, 5, 0.2, 9, i), falling = slow_average (down, 5, 0.2, 9, i);

      slow_check (0, i, i < 13 ? NAN : 100.0 * rising / (rising + falling));
    }
}

static double
four (const double *a, const double *b, guint i)
{
  return (a[i] - b[i] + 2.0 * (a[i - 1] - b[i - 1]) + 2.0 * (a[i - 2] - b[i - 2]) + a[i - 3] -
          b[i - 3]) /
         6.0;
}

static void
test_vigor (void)
{
  static double value[N_BARS];
  const double period = 5;

  slow_run ("RVGI", &period);
  for (guint i = 7; i < N_BARS; i++)
    {
      double over = 0.0, under = 0.0;

      for (guint k = 0; k < 5; k++)
        {
          over += four (closes, opens, i - k);
          under += four (highs, lows, i - k);
        }
      value[i] = over / under;
      slow_check (0, i, i < 10 ? NAN : value[i]);
      slow_check (
          1, i, i < 10 ? NAN : (value[i] + 2 * value[i - 1] + 2 * value[i - 2] + value[i - 3]) / 6);
    }
}

static void
test_stochastic_momentum (void)
{
  static double range[N_BARS], place[N_BARS], once[2][N_BARS], value[N_BARS];
  const double parameters[] = { 8, 3, 4 };

  slow_run ("SMI", parameters);
  for (guint i = 7; i < N_BARS; i++)
    {
      double high = window_high (highs, 8, i), low = window_low (lows, 8, i);

      range[i] = high - low;
      place[i] = closes[i] - (high + low) / 2.0;
      once[0][i] = slow_average (range, 7, 0.5, 3, i);
      once[1][i] = slow_average (place, 7, 0.5, 3, i);
      value[i] =
          200.0 * slow_average (once[1], 9, 0.5, 3, i) / slow_average (once[0], 9, 0.5, 3, i);
      slow_check (0, i, i < 14 ? NAN : value[i]);
      slow_check (1, i, i < 14 ? NAN : slow_average (value, 11, 0.4, 4, i));
    }
}

static void
test_squeeze (void)
{
  static double distance[N_BARS];
  const double parameters[] = { 9, 2, 1.5 };
  guint n_on = 0;

  slow_run ("SQUEEZE", parameters);
  for (guint i = 8; i < N_BARS; i++)
    {
      double middle = (window_high (highs, 9, i) + window_low (lows, 9, i)) / 2.0;
      gboolean is_on = i >= 9 && 2.0 * deviation_of (closes, 9, i) < 1.5 * slow_mean (ranges, 9, i);

      distance[i] = closes[i] - (middle + slow_mean (closes, 9, i)) / 2.0;
      slow_check (0, i, i < 16 ? NAN : fit_line (distance, 9, i).value);
      slow_check (1, i, i < 16 ? NAN : is_on);
      n_on += is_on;
    }
  g_assert_cmpuint (n_on, >, 10);
  g_assert_cmpuint (n_on, <, N_BARS - 10);
}

static void
test_price_momentum (void)
{
  static double change[N_BARS], once[N_BARS], value[N_BARS];
  const double parameters[] = { 10, 6, 4 };

  slow_run ("PMO", parameters);
  for (guint i = 1; i < N_BARS; i++)
    {
      change[i] = 1000.0 * (closes[i] / closes[i - 1] - 1.0);
      once[i] = slow_average (change, 1, 0.2, 10, i);
      value[i] = i < 15 ? NAN : slow_average (once, 10, 1.0 / 3.0, 6, i);
      slow_check (0, i, i < 18 ? NAN : value[i]);
      slow_check (1, i, i < 18 ? NAN : slow_average (value, 15, 0.4, 4, i));
    }
}

static void
check_like (const char *name, const double *parameters, guint output, guint like, guint first)
{
  g_autofree double *expected = g_memdup2 (outputs[like], sizeof outputs[like]);

  slow_run (name, parameters);
  for (guint i = 0; i < N_BARS; i++)
    slow_check (output, i, i < first ? NAN : expected[i]);
}

/* Lines that others draw alone. */
static void
test_panes (void)
{
  const double cci[] = { 14, 6 }, period = 9, ribbon[] = { 4, 9, 16, 25, 1 };
  const double guppy[] = { 9, 2, 3, 4, 5, 6 };

  slow_run ("CCI", &cci[1]);
  check_like ("WOODIESCCI", cci, 1, 0, 13);
  slow_run ("CCI", cci);
  check_like ("WOODIESCCI", cci, 0, 0, 13);
  slow_run ("PLUS_DI", &period);
  check_like ("DMI", &period, 0, 0, 17);
  slow_run ("MINUS_DI", &period);
  check_like ("DMI", &period, 1, 0, 17);
  slow_run ("ADX", &period);
  check_like ("DMI", &period, 2, 0, 17);
  slow_run ("EMA", &period);
  check_like ("RIBBON", ribbon, 1, 0, 24);
  slow_run ("EMA", &period);
  check_like ("GUPPY", guppy, 0, 0, 8);
}

static void
test_williams (void)
{
  static double middle[N_BARS], awesome[N_BARS];
  const double accelerator[] = { 3, 8, 4 }, period = 6, chop[] = { 7, 5 };

  for (guint i = 0; i < N_BARS; i++)
    {
      middle[i] = (highs[i] + lows[i]) / 2.0;
      awesome[i] = i < 7 ? 0.0 : slow_mean (middle, 3, i) - slow_mean (middle, 8, i);
    }
  slow_run ("AC", accelerator);
  for (guint i = 0; i < N_BARS; i++)
    slow_check (0, i, i < 10 ? NAN : awesome[i] - slow_mean (awesome, 4, i));
  slow_run ("BBP", &period);
  for (guint i = 0; i < N_BARS; i++)
    slow_check (0, i, highs[i] + lows[i] - 2.0 * slow_average (closes, 0, 2.0 / 7.0, 6, i));
  slow_run ("VIXFIX", &period);
  for (guint i = 5; i < N_BARS; i++)
    {
      double high = window_high (closes, 6, i);

      slow_check (0, i, 100.0 * (high - lows[i]) / high);
    }
  slow_run ("CHOPZONE", chop);
  for (guint i = 6; i < N_BARS; i++)
    {
      double low = window_low (lows, 7, i), span = 25.0 / (window_high (highs, 7, i) - low) * low;
      double rise =
          slow_average (closes, 0, 1.0 / 3.0, 5, i) - slow_average (closes, 0, 1.0 / 3.0, 5, i - 1);
      double angle =
          180.0 * acos (1.0 / hypot (1.0, rise / ((highs[i] + lows[i] + closes[i]) / 3.0) * span)) /
          G_PI;

      slow_check (0, i, floor (copysign (angle, rise) + 0.5));
    }
}

static void
test_stops (void)
{
  static double first[2][N_BARS];
  const double kroll[] = { 6, 1.5, 4 };

  slow_run ("CHANDEKROLL", kroll);
  for (guint i = 6; i < N_BARS; i++)
    {
      double range = 1.5 * slow_average (ranges, 1, 1.0 / 6.0, 6, i);

      first[0][i] = window_low (lows, 6, i) + range;
      first[1][i] = window_high (highs, 6, i) - range;
      slow_check (0, i, i < 9 ? NAN : window_low (first[0], 4, i));
      slow_check (1, i, i < 9 ? NAN : window_high (first[1], 4, i));
    }
}

/* The published script, line by line. */
static void
test_volatility_stop (void)
{
  const double parameters[] = { 5, 1.5 };
  double high = closes[5], low = closes[5], stop = 0.0;
  gboolean is_up = TRUE;

  slow_run ("VSTOP", parameters);
  for (guint i = 5; i < N_BARS; i++)
    {
      double distance = 1.5 * slow_average (ranges, 1, 0.2, 5, i);
      gboolean was_up = is_up;

      high = MAX (high, closes[i]);
      low = MIN (low, closes[i]);
      stop = is_up ? MAX (stop, high - distance) : MIN (stop, low + distance);
      is_up = closes[i] - stop >= 0.0;
      if (is_up != was_up)
        {
          high = low = closes[i];
          stop = is_up ? high - distance : low + distance;
        }
      slow_check (0, i, stop);
      slow_check (1, i, is_up ? 1.0 : -1.0);
    }
}

static void
test_lines (void)
{
  static double value[N_BARS], error[N_BARS];
  const double channel[] = { 12, 2 }, bands[] = { 12, 2, 3 };

  slow_run ("LINREGCHANNEL", channel);
  for (guint i = 11; i < N_BARS; i++)
    {
      Line line = fit_line (closes, 12, i);

      value[i] = line.value;
      error[i] = sqrt (line.squares / 10.0);
      slow_check (0, i, line.value + 2.0 * sqrt (line.squares / 12.0));
      slow_check (1, i, line.value);
      slow_check (2, i, line.value - 2.0 * sqrt (line.squares / 12.0));
    }
  slow_run ("STDERRBANDS", bands);
  for (guint i = 13; i < N_BARS; i++)
    {
      slow_check (1, i, slow_mean (value, 3, i));
      slow_check (0, i, slow_mean (value, 3, i) + 2.0 * slow_mean (error, 3, i));
      slow_check (2, i, slow_mean (value, 3, i) - 2.0 * slow_mean (error, 3, i));
    }
  slow_run ("STDERR", channel);
  for (guint i = 11; i < N_BARS; i++)
    slow_check (0, i, deviation_of (closes, 12, i) / sqrt (12.0));
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

static void
test_averages (void)
{
  const double vidya[] = { 4, 10, 0.3 }, periods[] = { 7, 8 };
  double value = closes[8];

  slow_run ("VIDYA", vidya);
  for (guint i = 9; i < N_BARS; i++)
    {
      value +=
          0.3 * deviation_of (closes, 4, i) / deviation_of (closes, 10, i) * (closes[i] - value);
      slow_check (0, i, value);
    }
  slow_check (0, 8, closes[8]);
  for (guint p = 0; p < 2; p++)
    {
      guint period = (guint)periods[p];

      slow_run ("MEDIAN", &periods[p]);
      for (guint i = period - 1; i < N_BARS; i++)
        {
          double sorted[8];

          for (guint k = 0; k < period; k++)
            sorted[k] = closes[i - k];
          qsort (sorted, period, sizeof (double), compare_values);
          slow_check (0, i, (sorted[period / 2] + sorted[(period - 1) / 2]) / 2.0);
        }
    }
}

static void
test_volume (void)
{
  static double oscillator[N_BARS];
  const double period = 10, pvo[] = { 4, 9, 5 };
  double sum = 0.0;

  slow_run ("WAD", NULL);
  for (guint i = 1; i < N_BARS; i++)
    {
      if (closes[i] > closes[i - 1])
        sum += closes[i] - MIN (lows[i], closes[i - 1]);
      else if (closes[i] < closes[i - 1])
        sum += closes[i] - MAX (highs[i], closes[i - 1]);
      slow_check (0, i, sum);
    }
  slow_run ("MARKETFI", NULL);
  for (guint i = 0; i < N_BARS; i++)
    slow_check (0, i, quotient (highs[i] - lows[i], volumes[i]));
  slow_run ("NETVOLUME", NULL);
  for (guint i = 1; i < N_BARS; i++)
    slow_check (0, i, volumes[i] * ((closes[i] > closes[i - 1]) - (closes[i] < closes[i - 1])));
  slow_run ("RVOL", &period);
  for (guint i = 9; i < N_BARS; i++)
    slow_check (0, i, volumes[i] / slow_mean (volumes, 10, i));
  slow_run ("PVO", pvo);
  for (guint i = 8; i < N_BARS; i++)
    {
      double slow = slow_average (volumes, 0, 0.2, 9, i);

      oscillator[i] = 100.0 * (slow_average (volumes, 0, 0.4, 4, i) - slow) / slow;
      slow_check (0, i, i < 12 ? NAN : oscillator[i]);
      slow_check (1, i, i < 12 ? NAN : slow_average (oscillator, 8, 1.0 / 3.0, 5, i));
      slow_check (2, i,
                  i < 12 ? NAN : oscillator[i] - slow_average (oscillator, 8, 1.0 / 3.0, 5, i));
    }
}

static void
test_ranges (void)
{
  static double range[N_BARS], park[N_BARS], garman[N_BARS];
  const double parameters[] = { 8, 252 };

  for (guint i = 0; i < N_BARS; i++)
    {
      double wide = log (highs[i] / lows[i]), body = log (closes[i] / opens[i]);

      range[i] = highs[i] - lows[i];
      park[i] = wide * wide / (4.0 * log (2.0));
      garman[i] = 0.5 * wide * wide - (2.0 * log (2.0) - 1.0) * body * body;
    }
  slow_run ("ADR", parameters);
  for (guint i = 0; i < N_BARS; i++)
    slow_check (0, i, i < 7 ? NAN : slow_mean (range, 8, i));
  slow_run ("PARKINSON", parameters);
  for (guint i = 7; i < N_BARS; i++)
    slow_check (0, i, 100.0 * sqrt (252.0 * slow_mean (park, 8, i)));
  slow_run ("GARMANKLASS", parameters);
  for (guint i = 7; i < N_BARS; i++)
    slow_check (0, i, 100.0 * sqrt (252.0 * slow_mean (garman, 8, i)));
}

static void
test_bars (void)
{
  const double percent = 45;
  guint n_found = 0;

  slow_run ("IRB", &percent);
  for (guint i = 0; i < N_BARS; i++)
    {
      double share = 0.45 * (highs[i] - lows[i]), x = lows[i] + share, y = highs[i] - share;
      gboolean is_small = fabs (closes[i] - opens[i]) < share;
      gboolean up = is_small && highs[i] > y && closes[i] < y && opens[i] < y;
      gboolean down = is_small && lows[i] < x && closes[i] > x && opens[i] > x;

      slow_check (0, i, up ? 100.0 : down ? -100.0 : 0.0);
      n_found += up || down;
    }
  g_assert_cmpuint (n_found, >, 10);
  slow_run ("TWAP", NULL);
  for (guint i = 0; i < N_BARS; i++)
    {
      double sum = 0.0;

      for (guint k = i / SESSION * SESSION; k <= i; k++)
        sum += (opens[k] + highs[k] + lows[k] + closes[k]) / 4.0;
      slow_check (0, i, sum / (i % SESSION + 1));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  slow_make_bars ();
  make_ranges ();
  g_test_add_func ("/popular/strengths", test_strengths);
  g_test_add_func ("/popular/vigor", test_vigor);
  g_test_add_func ("/popular/stochastic-momentum", test_stochastic_momentum);
  g_test_add_func ("/popular/squeeze", test_squeeze);
  g_test_add_func ("/popular/price-momentum", test_price_momentum);
  g_test_add_func ("/popular/panes", test_panes);
  g_test_add_func ("/popular/williams", test_williams);
  g_test_add_func ("/popular/stops", test_stops);
  g_test_add_func ("/popular/volatility-stop", test_volatility_stop);
  g_test_add_func ("/popular/lines", test_lines);
  g_test_add_func ("/popular/averages", test_averages);
  g_test_add_func ("/popular/volume", test_volume);
  g_test_add_func ("/popular/ranges", test_ranges);
  g_test_add_func ("/popular/bars", test_bars);
  return g_test_run ();
}
