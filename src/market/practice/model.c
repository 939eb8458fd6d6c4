/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/market-private.h"

#include <math.h>

/* From one session to the next. A market factor, eleven sector factors and every company's own
 * part each have a variance of their own: GJR-GARCH, r_t^2 feeding the variance of t + 1, falls of
 * the market more than its rises (leverage). Steps are Student's t. A night takes a good quarter of
 * the variance and all the jumps: the market's rare bad nights, a company's quarterly reports and
 * its odd piece of news. Levels lean back to their trends over years, too slowly to be seen, so
 * that a market left running stays a market. */

#define SESSIONS_PER_YEAR 252.0
#define REPORT_JUMP       2.3  /* daily sds: a report's effect */
#define SHOCK_MAX         36.0 /* squared, in variances: what one day may teach the variance */

typedef struct
{
  double yearly_sd;
  double arch, leverage, garch;
  double variance_max; /* in long-run variances */
  double night_share;
  double trend_yearly;   /* log return */
  double reversion_days; /* e-folding of the level */
  double jump_probability, jump_mean, jump_sd;
} Process;

static const Process market_process = {
  .yearly_sd = 0.15,
  .arch = 0.02,
  .leverage = 0.2,
  .garch = 0.865,
  .variance_max = 14,
  .night_share = 0.26,
  .trend_yearly = 0.065,
  .reversion_days = 3.5 * SESSIONS_PER_YEAR,
  .jump_probability = 0.006,
  .jump_mean = -0.014,
  .jump_sd = 0.012,
};

static const Process sector_process = {
  .yearly_sd = 0.12,
  .arch = 0.07,
  .leverage = 0,
  .garch = 0.915,
  .variance_max = 9,
  .night_share = 0.26,
  .reversion_days = 4 * SESSIONS_PER_YEAR,
  .jump_probability = 0.003,
  .jump_sd = 0.015,
};

static const Process stock_process = {
  .arch = 0.08,
  .leverage = 0.02,
  .garch = 0.89,
  .variance_max = 9,
  .night_share = 0.28,
  .reversion_days = 7 * SESSIONS_PER_YEAR,
  .jump_probability = 0.005,
  .jump_sd = 2.6, /* in daily sds */
};

static double
next_variance (const Process *process, double variance, double long_run, double shock)
{
  double square = MIN (shock * shock, SHOCK_MAX * variance);
  double persistence = process->arch + 0.5 * process->leverage + process->garch;
  double next = (1 - persistence) * long_run + process->arch * square + process->garch * variance +
                (shock < 0 ? process->leverage * square : 0);

  return CLAMP (next, 0.15 * long_run, process->variance_max * long_run);
}

static double
draw_jump (const Process *process, guint64 key, double unit)
{
  if (bw_random_unit (bw_practice_draw (key, 2)) >= process->jump_probability)
    return 0;
  return process->jump_mean +
         unit * process->jump_sd *
             bw_quantile_signed (&bw_practice_tables ()->normal, bw_practice_draw (key, 3));
}

/* How much a session swings, given how far it goes: a day that goes far is a wild day, not a
 * straight line. Mean square 1. */
static double
restlessness (double z)
{
  return 0.61 + 0.45 * sqrt (z * z);
}

static void
step_factor (const BwPracticeMarket *market,
             gsize factor,
             BwDate date,
             BwPracticeState *state,
             BwPracticeFactorDay *day)
{
  const Process *process = factor == 0 ? &market_process : &sector_process;
  double long_run = process->yearly_sd * process->yearly_sd / SESSIONS_PER_YEAR;
  guint64 key = bw_practice_key (market, BW_PRACTICE_STREAM_FACTOR_DAY, factor, date);
  double night = sqrt (state->variance * process->night_share);
  double day_sd = sqrt (state->variance * (1 - process->night_share));
  double trend = process->trend_yearly / SESSIONS_PER_YEAR;
  double drift = trend - state->level / process->reversion_days;
  double z = bw_quantile_signed (&bw_practice_tables ()->student_6, bw_practice_draw (key, 1));
  double shock;

  day->stress = sqrt (state->variance / long_run);
  day->overnight =
      night * bw_quantile_signed (&bw_practice_tables ()->student_4, bw_practice_draw (key, 0)) +
      draw_jump (process, key, 1);
  day->intraday = day_sd * z;
  day->intraday_sd = day_sd * restlessness (z);
  shock = day->overnight + day->intraday;
  day->overnight += drift;
  state->level += shock + drift - trend;
  state->variance = next_variance (process, state->variance, long_run, shock);
}

/* A company reports every 13 weeks, before the open, on a weekday of its own. */
static guint64
days_since_report (gsize company, BwDate date)
{
  guint64 weeks = bw_random_mix (company * 2 + 1) % 6;
  guint64 weekday = bw_random_mix (company * 2 + 2) % 4;

  /* 1970-01-01 was a Thursday: date % 7 == 4 is a Monday; reports come Tuesday to Friday. */
  return ((guint64) date + 91 - 5 - weekday - 7 * weeks) % 91;
}

static gboolean
is_report_day (gsize company, BwDate date)
{
  return days_since_report (company, date) == 0;
}

static double
report_surprise (const BwPracticeMarket *market, gsize company, BwDate date)
{
  guint64 key = bw_practice_key (market, BW_PRACTICE_STREAM_STOCK_DAY, company, date);

  return bw_quantile_signed (&bw_practice_tables ()->student_6, bw_practice_draw (key, 4));
}

/**
 * bw_practice_report:
 * @surprise: (out): in standard deviations; above 0: better than expected
 *
 * Returns: whether the company reports on the morning of @date
 */
gboolean
bw_practice_report (const BwPracticeMarket *market, gsize company, BwDate date, double *surprise)
{
  *surprise = report_surprise (market, company, date);
  return is_report_day (company, date);
}

/* What a report leaves to be learned: for two weeks the price goes on in the direction it jumped. */
static double
report_drift (const BwPracticeMarket *market, gsize company, BwDate date)
{
  guint64 n_days = days_since_report (company, date);

  if (market->version < 2 || n_days == 0 || n_days > 14)
    return 0;
  return 0.018 * REPORT_JUMP * market->traits[company].own_daily_sd *
         report_surprise (market, company, date - (BwDate) n_days);
}

static void
step_stock (const BwPracticeMarket *market,
            gsize company,
            BwDate date,
            const BwPracticeFactorDay *factors,
            BwPracticeState *state,
            BwPracticeStockDay *day)
{
  const Process *process = &stock_process;
  const BwPracticeTraits *traits = &market->traits[company];
  gsize sector = 1 + company / BW_PRACTICE_N_PER_SECTOR;
  double beta = traits->exposure[0], load = traits->exposure[sector];
  double long_run = traits->own_daily_sd * traits->own_daily_sd;
  guint64 key = bw_practice_key (market, BW_PRACTICE_STREAM_STOCK_DAY, company, date);
  double sd = sqrt (state->variance), day_sd = sd * sqrt (1 - process->night_share);
  double z = bw_quantile_signed (&bw_practice_tables ()->student_6, bw_practice_draw (key, 1));
  double overnight, intraday, jump, shock, drift, noise, stress, surprise;

  jump = draw_jump (process, key, traits->own_daily_sd);
  if (is_report_day (company, date))
    jump += REPORT_JUMP * traits->own_daily_sd *
            bw_quantile_signed (&bw_practice_tables ()->student_6, bw_practice_draw (key, 4));
  overnight = sd * sqrt (process->night_share) *
              bw_quantile_signed (&bw_practice_tables ()->student_4, bw_practice_draw (key, 0));
  intraday = day_sd * z;
  shock = overnight + jump + intraday;
  drift = -state->level / process->reversion_days + report_drift (market, company, date);

  day->log_open = state->log_price + beta * factors[0].overnight +
                  load * factors[sector].overnight + overnight + jump + drift;
  day->log_close =
      day->log_open + beta * factors[0].intraday + load * factors[sector].intraday + intraday;
  day->own_sd = (float) (day_sd * restlessness (z));
  noise = 1 + 0.15 * bw_quantile_signed (&bw_practice_tables ()->normal, bw_practice_draw (key, 5));
  stress = 0.5 * sd / traits->own_daily_sd + 0.5 * factors[0].stress;
  surprise = MIN (sqrt (shock * shock) / sd, 7);
  day->activity =
      (float) MAX (0.1, noise * noise * (0.5 + 0.35 * stress) * (0.8 + 0.35 * surprise));

  state->log_price = day->log_close;
  state->level += shock + drift;
  state->variance = next_variance (process, state->variance, long_run, shock);
}

/* Everything at its long-run level; log prices at 0: the market shifts them to its anchors. */
void
bw_practice_state_init (const BwPracticeMarket *market,
                        BwPracticeState *factors,
                        BwPracticeState *stocks)
{
  for (gsize i = 0; i < BW_PRACTICE_N_FACTORS; i++)
    {
      double sd = i == 0 ? market_process.yearly_sd : sector_process.yearly_sd;

      factors[i] = (BwPracticeState){ .variance = sd * sd / SESSIONS_PER_YEAR };
    }
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    stocks[i] = (BwPracticeState){ .variance = market->traits[i].own_daily_sd *
                                               market->traits[i].own_daily_sd };
}

/**
 * bw_practice_day_step:
 * @factors: (inout): as the session before left them
 * @stocks: (inout): likewise
 *
 * The next session as a whole. Cost: about 10 µs.
 */
void
bw_practice_day_step (const BwPracticeMarket *market,
                      const BwSession *session,
                      BwPracticeState *factors,
                      BwPracticeState *stocks,
                      BwPracticeDay *day)
{
  day->session = *session;
  day->n_minutes =
      (int) CLAMP ((session->close - session->open) / BW_MINUTE, 1, BW_PRACTICE_MINUTES_MAX);
  for (gsize i = 0; i < BW_PRACTICE_N_FACTORS; i++)
    step_factor (market, i, session->date, &factors[i], &day->factors[i]);
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    step_stock (market, i, session->date, day->factors, &stocks[i], &day->stocks[i]);
}
