/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "slow.h"

double opens[N_BARS], highs[N_BARS], lows[N_BARS], closes[N_BARS], volumes[N_BARS];
double sessions[N_BARS];
double outputs[BW_INDICATOR_OUTPUTS_MAX][N_BARS];

void
slow_make_bars (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (41);
  double price = 100.0;

  for (guint i = 0; i < N_BARS; i++)
    {
      opens[i] = price;
      price = MAX (1.0, price + 3.0 * (g_rand_double (random) - 0.5));
      closes[i] = i % 50 == 7 ? opens[i] : price;
      highs[i] = MAX (opens[i], closes[i]) + g_rand_double (random);
      lows[i] = MIN (opens[i], closes[i]) - g_rand_double (random);
      volumes[i] = i % 61 == 0 ? 0.0 : floor (1000.0 * g_rand_double (random));
      sessions[i] = 20.0 + i / SESSION;
    }
}

void
slow_run (const char *name, const double *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwIndicator) indicator =
      bw_indicator_new (bw_indicator_find (name), parameters, &error);
  BwIndicatorBars bars = { opens, highs, lows, closes, volumes, sessions };
  double *out[BW_INDICATOR_OUTPUTS_MAX];

  g_assert_no_error (error);
  for (guint k = 0; k < BW_INDICATOR_OUTPUTS_MAX; k++)
    out[k] = outputs[k];
  bw_indicator_feed (indicator, &bars, N_BARS, out);
}

void
slow_check (guint output, guint bar, double expected)
{
  double actual = outputs[output][bar];

  if (isnan (expected) ? !isnan (actual)
                       : !(fabs (actual - expected) <= 1e-9 * MAX (fabs (expected), 1.0)))
    g_error ("output %u of bar %u is %.17g, not %.17g", output, bar, actual, expected);
}

/* Begun with the mean of the first values. Returns: the value at @bar, NaN before there is one */
double
slow_average (const double *x, guint first, double weight, guint period, guint bar)
{
  double value = 0.0;

  if (bar + 1 < first + period)
    return NAN;
  for (guint i = first; i < first + period; i++)
    value += x[i] / period;
  for (guint i = first + period; i <= bar; i++)
    value += weight * (x[i] - value);
  return value;
}

double
slow_mean (const double *x, guint period, guint bar)
{
  double sum = 0.0;

  for (guint k = 0; k < period; k++)
    sum += x[bar - k];
  return sum / period;
}
