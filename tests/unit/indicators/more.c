/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "slow.h"

/* Indicators that TA-Lib lacks, against their definitions done slowly: each bar from all bars
 * before it. */
static void
test_session_vwap (void)
{
  const double deviations = 1.5;

  slow_run ("SESSIONVWAP", &deviations);
  for (guint i = 0; i < N_BARS; i++)
    {
      double sum = 0.0, money = 0.0, squares = 0.0, mean, width;

      for (guint k = i / SESSION * SESSION; k <= i; k++)
        {
          double typical = (highs[k] + lows[k] + closes[k]) / 3.0;

          sum += volumes[k];
          money += volumes[k] * typical;
          squares += volumes[k] * typical * typical;
        }
      mean = sum > 0.0 ? money / sum : (highs[i] + lows[i] + closes[i]) / 3.0;
      width = sum > 0.0 ? deviations * sqrt (MAX (squares / sum - mean * mean, 0.0)) : 0.0;
      slow_check (1, i, mean);
      /* The slow form loses digits in its squares; the width is right to a millionth. */
      g_assert_cmpfloat_with_epsilon (outputs[0][i] - mean, width, 1e-5);
      g_assert_cmpfloat_with_epsilon (mean - outputs[2][i], width, 1e-5);
    }
}

typedef struct
{
  double o, h, l, c, next_open;
} Day;

static gboolean
find_last_day (guint bar, Day *day)
{
  guint first = bar / SESSION * SESSION;

  if (first == 0)
    return FALSE;
  *day = (Day){ opens[first - SESSION], 0.0, INFINITY, closes[first - 1], opens[first] };
  for (guint k = first - SESSION; k < first; k++)
    {
      day->h = MAX (day->h, highs[k]);
      day->l = MIN (day->l, lows[k]);
    }
  return TRUE;
}

static void
check_levels (const char *name, guint n_levels, void (*find) (const Day *day, double *levels))
{
  slow_run (name, NULL);
  for (guint i = 0; i < N_BARS; i++)
    {
      Day day;
      double levels[7] = { NAN, NAN, NAN, NAN, NAN, NAN, NAN };

      if (find_last_day (i, &day))
        find (&day, levels);
      for (guint k = 0; k < n_levels; k++)
        slow_check (k, i, levels[k]);
    }
}

static void
find_classic (const Day *d, double *levels)
{
  double p = (d->h + d->l + d->c) / 3;
  const double expected[] = { p,
                              2 * p - d->l,
                              2 * p - d->h,
                              p + d->h - d->l,
                              p - d->h + d->l,
                              2 * p + d->h - 2 * d->l,
                              2 * p - 2 * d->h + d->l };

  for (guint k = 0; k < 7; k++)
    levels[k] = expected[k];
}

static void
find_fibonacci (const Day *d, double *levels)
{
  double p = (d->h + d->l + d->c) / 3, r = d->h - d->l;
  const double expected[] = { p,     p + 0.382 * r, p - 0.382 * r, p + 0.618 * r, p - 0.618 * r,
                              p + r, p - r };

  for (guint k = 0; k < 7; k++)
    levels[k] = expected[k];
}

static void
find_camarilla (const Day *d, double *levels)
{
  double r = d->h - d->l;
  const double expected[] = { (d->h + d->l + d->c) / 3, d->c + r * 1.1 / 12, d->c - r * 1.1 / 12,
                              d->c + r * 1.1 / 6,       d->c - r * 1.1 / 6,  d->c + r * 1.1 / 4,
                              d->c - r * 1.1 / 4 };

  for (guint k = 0; k < 7; k++)
    levels[k] = expected[k];
}

static void
find_woodie (const Day *d, double *levels)
{
  Day shifted = *d;

  /* The classic levels round another pivot. */
  shifted.c = 3 * (d->h + d->l + 2 * d->next_open) / 4 - d->h - d->l;
  find_classic (&shifted, levels);
}

static void
find_demark (const Day *d, double *levels)
{
  double x = d->c == d->o  ? d->h + d->l + 2 * d->c
             : d->c > d->o ? 2 * d->h + d->l + d->c
                           : d->h + 2 * d->l + d->c;

  levels[0] = x / 4;
  levels[1] = x / 2 - d->l;
  levels[2] = x / 2 - d->h;
}

static void
test_pivots (void)
{
  check_levels ("PIVOTS", 7, find_classic);
  check_levels ("PIVOTS_FIBONACCI", 7, find_fibonacci);
  check_levels ("PIVOTS_CAMARILLA", 7, find_camarilla);
  check_levels ("PIVOTS_WOODIE", 7, find_woodie);
  check_levels ("PIVOTS_DEMARK", 3, find_demark);
}

/* What makes a zigzag: highs and lows take turns, each is the extreme of its leg, and a leg is at
 * least so many percent long. */
static void
test_zigzag (void)
{
  const double percent = 4.0;
  gssize last_bar = -1;
  double last_price = 0.0, last_leg = 0.0;
  guint n_swings = 0;

  slow_run ("ZIGZAG", &percent);
  for (guint i = 0; i < N_BARS; i++)
    {
      gssize bar;

      if (isnan (outputs[0][i]))
        {
          slow_check (1, i, NAN);
          slow_check (2, i, last_leg);
          continue;
        }
      bar = (gssize)i - (gssize)outputs[1][i];
      g_assert_cmpint (bar, <, i);
      g_assert_cmpfloat (outputs[2][i], !=, last_leg);
      last_leg = outputs[2][i];
      slow_check (0, i, last_leg < 0.0 ? highs[bar] : lows[bar]);
      for (gssize k = last_bar + 1; k < (gssize)i; k++)
        g_assert_true (last_leg < 0.0 ? highs[k] <= highs[bar] : lows[k] >= lows[bar]);
      if (n_swings++ > 0)
        g_assert_cmpfloat (MAX (last_price, outputs[0][i]) / MIN (last_price, outputs[0][i]), >=,
                           1.0 + percent / 100.0 - 1e-12);
      last_price = outputs[0][i];
      last_bar = bar;
    }
  g_assert_cmpuint (n_swings, >, 10);
}

static void
test_fractal (void)
{
  const double reach = 3;

  slow_run ("FRACTAL", &reach);
  for (gssize i = 0; i < N_BARS; i++)
    {
      gboolean is_high = i >= 6, is_low = i >= 6;

      for (gssize k = i - 6; k <= i && i >= 6; k++)
        {
          is_high = is_high && (k == i - 3 || highs[k] < highs[i - 3]);
          is_low = is_low && (k == i - 3 || lows[k] > lows[i - 3]);
        }
      slow_check (0, (guint)i, is_high ? highs[i - 3] : NAN);
      slow_check (1, (guint)i, is_low ? lows[i - 3] : NAN);
    }
}

static void
test_klinger (void)
{
  static double force[N_BARS], oscillator[N_BARS];
  const double parameters[] = { 5, 9, 4 };
  double trend = 0.0, sum = highs[0] - lows[0];

  for (guint i = 1; i < N_BARS; i++)
    {
      double now = highs[i] + lows[i] + closes[i],
             then = highs[i - 1] + lows[i - 1] + closes[i - 1];
      double sign = now > then ? 1.0 : -1.0, range = highs[i] - lows[i];

      sum = (sign == trend ? sum : highs[i - 1] - lows[i - 1]) + range;
      trend = sign;
      force[i] = volumes[i] * fabs (2.0 * range / sum - 1.0) * sign * 100.0;
    }
  slow_run ("KLINGER", parameters);
  for (guint i = 0; i < N_BARS; i++)
    {
      oscillator[i] =
          slow_average (force, 1, 2.0 / 6.0, 5, i) - slow_average (force, 1, 2.0 / 10.0, 9, i);
      slow_check (0, i, i < 12 ? NAN : oscillator[i]);
      slow_check (1, i, i < 12 ? NAN : slow_average (oscillator, 9, 2.0 / 5.0, 4, i));
    }
}

static void
test_mavp (void)
{
  const double parameters[] = { 20, 3, 0 };

  slow_run ("MAVP", parameters);
  for (guint i = 0; i < N_BARS; i++)
    slow_check (0, i, i < 19 ? NAN : slow_mean (closes, (guint)CLAMP (volumes[i], 3.0, 20.0), i));
}

static void
test_bands (void)
{
  const double parameters[] = { 20, 2.5 };

  for (guint is_width = 0; is_width < 2; is_width++)
    {
      slow_run (is_width ? "BANDWIDTH" : "PERCENTB", parameters);
      for (guint i = 19; i < N_BARS; i++)
        {
          double mean = slow_mean (closes, 20, i), squares = 0.0, reach;

          for (guint k = 0; k < 20; k++)
            squares += (closes[i - k] - mean) * (closes[i - k] - mean) / 20;
          reach = 2.5 * sqrt (squares);
          slow_check (0, i,
                      is_width ? 200.0 * reach / mean : (closes[i] - mean + reach) / (2.0 * reach));
        }
    }
}

static void
test_averages (void)
{
  static double lagless[N_BARS], middle[N_BARS];
  const double period = 11, alligator[] = { 13, 8, 8, 5, 5, 3 };
  double dynamic = closes[0];

  slow_run ("MCGINLEY", &period);
  for (guint i = 0; i < N_BARS; i++)
    {
      dynamic += (closes[i] - dynamic) / MAX (11.0 * pow (closes[i] / dynamic, 4.0), 1.0);
      slow_check (0, i, dynamic);
      lagless[i] = i >= 5 ? 2.0 * closes[i] - closes[i - 5] : 0.0;
      middle[i] = (highs[i] + lows[i]) / 2.0;
    }
  slow_run ("ZLEMA", &period);
  for (guint i = 0; i < N_BARS; i++)
    slow_check (0, i, slow_average (lagless, 5, 2.0 / 12.0, 11, i));
  slow_run ("ALLIGATOR", alligator);
  for (guint k = 0; k < 3; k++)
    for (guint i = 20; i < N_BARS; i++)
      slow_check (k, i,
                  slow_average (middle, 0, 1.0 / alligator[2 * k], (guint)alligator[2 * k],
                                i - (guint)alligator[2 * k + 1]));
}

static void
test_chandelier (void)
{
  static double ranges[N_BARS];
  const double parameters[] = { 10, 2.5 };

  for (guint i = 1; i < N_BARS; i++)
    ranges[i] = MAX (highs[i], closes[i - 1]) - MIN (lows[i], closes[i - 1]);
  slow_run ("CHANDELIER", parameters);
  for (guint i = 10; i < N_BARS; i++)
    {
      double top = 0.0, bottom = INFINITY, reach = 2.5 * slow_average (ranges, 1, 0.1, 10, i);

      for (guint k = 0; k < 10; k++)
        {
          top = MAX (top, highs[i - k]);
          bottom = MIN (bottom, lows[i - k]);
        }
      slow_check (0, i, top - reach);
      slow_check (1, i, bottom + reach);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  slow_make_bars ();
  g_test_add_func ("/more/session-vwap", test_session_vwap);
  g_test_add_func ("/more/pivots", test_pivots);
  g_test_add_func ("/more/zigzag", test_zigzag);
  g_test_add_func ("/more/fractal", test_fractal);
  g_test_add_func ("/more/klinger", test_klinger);
  g_test_add_func ("/more/mavp", test_mavp);
  g_test_add_func ("/more/bands", test_bands);
  g_test_add_func ("/more/averages", test_averages);
  g_test_add_func ("/more/chandelier", test_chandelier);
  return g_test_run ();
}
