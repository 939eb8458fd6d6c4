/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/market-private.h"

#include <math.h>

/* A session is drawn from the outside in: model.c says where each factor and each company opens and
 * closes, this file how they get there, minute by minute. Every path is a sum of heavy-tailed
 * steps whose variance follows the day's U and a GARCH(1,1) of its own, bent to end where it must
 * by a share of the gap in proportion to the variance passed (a bridge). So a company's minutes
 * depend on its own stream and on twelve factor paths, never on another company. */

#define MINUTE_ARCH      0.07
#define MINUTE_GARCH     0.905
#define MINUTE_SHOCK_MAX 16.0
#define FUND_NOISE       0.00002

static double
power (double x, int n)
{
  double result = 1;

  while (n-- > 0)
    result *= x;
  return result;
}

static void
fill_profile (BwPracticeProfile *profile, int n_minutes)
{
  double volume_sum = 0, variance_sum = 0;

  profile->n_minutes = n_minutes;
  for (int i = 0; i < n_minutes; i++)
    {
      double x = (i + 0.5) / n_minutes;
      double bowl = power (2 * x - 1, 2);
      double sd = 0.78 + 0.35 * bowl + 0.9 * power (1 - x, 12) + 0.2 * power (x, 12);

      profile->volume[i] = 0.6 + 0.5 * bowl + 1.6 * power (1 - x, 14) + 1.1 * power (x, 16);
      profile->variance[i] = sd * sd;
      volume_sum += profile->volume[i];
      variance_sum += profile->variance[i];
    }
  for (int i = 0; i < n_minutes; i++)
    {
      profile->volume[i] *= n_minutes / volume_sum;
      profile->variance[i] *= n_minutes / variance_sum;
    }
}

/* The shape of a session: high at the open, low at noon, high again at the close. Any thread. */
const BwPracticeProfile *
bw_practice_profile (int n_minutes)
{
  static gsize made[BW_PRACTICE_MINUTES_MAX + 1];

  if (g_once_init_enter (&made[n_minutes]))
    {
      BwPracticeProfile *profile = g_new0 (BwPracticeProfile, 1);

      fill_profile (profile, n_minutes);
      g_once_init_leave (&made[n_minutes], (gsize) profile);
    }
  return (const BwPracticeProfile *) made[n_minutes];
}

/* Fills @value, @profile->n_minutes + 1 of them from 0 to @target, and each minute's @variance. */
static void
fill_bridge (guint64 key,
             const BwQuantile *steps,
             const BwPracticeProfile *profile,
             double sd,
             double target,
             double *value,
             double *variance)
{
  int n = profile->n_minutes;
  double scale = sd / sqrt (n);
  double sum = 0, variance_sum = 0, passed = 0, gap;
  double heat = 0.6 + 0.8 * bw_random_unit (bw_practice_draw (key, 1000));

  value[0] = 0;
  for (int i = 0; i < n; i++)
    {
      double z = bw_quantile_signed (steps, bw_practice_draw (key, i));

      variance[i] = profile->variance[i] * heat * scale * scale;
      variance_sum += variance[i];
      sum += sqrt (variance[i]) * z;
      value[i + 1] = sum;
      heat = (1 - MINUTE_ARCH - MINUTE_GARCH) +
             heat * (MINUTE_GARCH + MINUTE_ARCH * MIN (z * z, MINUTE_SHOCK_MAX));
    }
  gap = (target - sum) / variance_sum;
  for (int i = 0; i < n; i++)
    {
      passed += variance[i];
      value[i + 1] += gap * passed;
    }
}

/**
 * bw_practice_factor_paths:
 * @factors: (array length=BW_PRACTICE_N_FACTORS) (out caller-allocates)
 */
void
bw_practice_factor_paths (const BwPracticeMarket *market,
                          const BwPracticeDay *day,
                          BwPracticeFactorPath *factors)
{
  const BwPracticeProfile *profile = bw_practice_profile (day->n_minutes);

  for (gsize i = 0; i < BW_PRACTICE_N_FACTORS; i++)
    fill_bridge (bw_practice_key (market, BW_PRACTICE_STREAM_FACTOR_PATH, i, day->session.date),
                 &bw_practice_tables ()->student_6, profile, day->factors[i].intraday_sd,
                 day->factors[i].intraday, factors[i].value, factors[i].variance);
}

/**
 * bw_practice_stock_path:
 *
 * Cost: about 10 µs a session.
 */
void
bw_practice_stock_path (const BwPracticeMarket *market,
                        gsize company,
                        const BwPracticeDay *day,
                        const BwPracticeFactorPath *factors,
                        BwPracticePath *path)
{
  const BwPracticeProfile *profile = bw_practice_profile (day->n_minutes);
  const BwPracticeTraits *traits = &market->traits[company];
  const BwPracticeStockDay *stock = &day->stocks[company];
  gsize sector = 1 + company / BW_PRACTICE_N_PER_SECTOR;
  const BwPracticeFactorPath *whole = &factors[0], *own = &factors[sector];
  double beta = traits->exposure[0], load = traits->exposure[sector];
  int n = day->n_minutes;
  double value[BW_PRACTICE_MINUTES_MAX + 1], variance[BW_PRACTICE_MINUTES_MAX];
  double target =
      stock->log_close - stock->log_open - beta * whole->value[n] - load * own->value[n];

  fill_bridge (bw_practice_key (market, BW_PRACTICE_STREAM_STOCK_PATH, company, day->session.date),
               &bw_practice_tables ()->student_6, profile, stock->own_sd, target, value, variance);
  for (int i = 0; i <= n; i++)
    path->price[i] = bw_practice_exp (stock->log_open + beta * whole->value[i] +
                                      load * own->value[i] + value[i]);
  for (int i = 0; i < n; i++)
    path->sd[i] = (float) sqrt (beta * beta * whole->variance[i] + load * load * own->variance[i] +
                                variance[i]);
}

/**
 * bw_practice_fund_path:
 * @stocks: (array length=BW_PRACTICE_N_COMPANIES): the companies' paths of the same session
 * @scale: (array length=BW_PRACTICE_N_COMPANIES) (nullable): shares today a share of the start
 *
 * What the fund holds, minute by minute, but for a fifth of a basis point of tracking noise.
 */
void
bw_practice_fund_path (const BwPracticeMarket *market,
                       gsize fund,
                       const BwPracticeDay *day,
                       const BwPracticeFactorPath *factors,
                       const BwPracticePath *stocks,
                       const double *scale,
                       BwPracticePath *path)
{
  const BwPracticeProfile *profile = bw_practice_profile (day->n_minutes);
  const BwPracticeTraits *traits = &market->traits[BW_PRACTICE_N_COMPANIES + fund];
  const double *weight = market->fund_weight[fund];
  double own_variance = traits->own_daily_sd * traits->own_daily_sd / day->n_minutes;
  guint64 key = bw_practice_key (market, BW_PRACTICE_STREAM_FUND_PATH, fund, day->session.date);

  for (int i = 0; i <= day->n_minutes; i++)
    path->price[i] = 0;
  for (gsize company = 0; company < BW_PRACTICE_N_COMPANIES; company++)
    if (weight[company] > 0)
      for (int i = 0; i <= day->n_minutes; i++)
        path->price[i] += (scale != NULL ? weight[company] * scale[company] : weight[company]) *
                          stocks[company].price[i];
  for (int i = 0; i <= day->n_minutes; i++)
    path->price[i] *= 1 + FUND_NOISE * bw_quantile_signed (&bw_practice_tables ()->normal,
                                                           bw_practice_draw (key, i));
  for (int i = 0; i < day->n_minutes; i++)
    {
      double variance = own_variance * profile->variance[i];

      for (gsize f = 0; f < BW_PRACTICE_N_FACTORS; f++)
        variance += traits->exposure[f] * traits->exposure[f] * factors[f].variance[i];
      path->sd[i] = (float) sqrt (variance);
    }
}

/* A fund's volume follows the stress of what it holds: the market's, or its sector's. */
double
bw_practice_fund_activity (const BwPracticeDay *day, gsize fund)
{
  const BwPracticeFactorDay *factor = &day->factors[fund < BW_PRACTICE_N_SECTORS ? fund + 1 : 0];
  double move = (factor->overnight + factor->intraday) / factor->intraday_sd;

  return (0.45 + 0.35 * factor->stress) * (0.85 + 0.4 * sqrt (move * move));
}
