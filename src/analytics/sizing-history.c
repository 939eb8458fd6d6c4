/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analytics/sizing-history.h"

#include "analytics/performance.h"
#include "analytics/trade-statistics.h"
#include "indicators/indicator.h"

#include <math.h>

/** bw_sizing_history_init: nothing is known. */
void
bw_sizing_history_init (BwSizingHistory *history)
{
  *history = (BwSizingHistory){
    .last_day = BW_TIME_NONE, .range = NAN, .volatility = NAN, .win_rate = NAN, .payoff = NAN,
  };
}

/* Wilder's, of all days that there are: older ones fade. */
static double
measure_range (const BwBarSeries *days, gsize n_days)
{
  const BwIndicatorInfo *info = bw_indicator_find ("ATR");
  const double parameters[BW_INDICATOR_PARAMETERS_MAX] = { BW_SIZING_RANGE_DAYS };
  g_autoptr (BwIndicator) indicator = bw_indicator_new (info, parameters, NULL);
  const BwIndicatorBars bars = { days->open, days->high, days->low, days->close, days->volume };
  g_autofree double *ranges = g_new (double, MAX (n_days, 1));

  if (n_days <= BW_SIZING_RANGE_DAYS)
    return NAN;
  bw_indicator_feed (indicator, &bars, n_days, (double *const[]){ ranges });
  return ranges[n_days - 1];
}

static double
measure_volatility (const double *close, gsize n_days, double days_per_year)
{
  double returns[BW_SIZING_VOLATILITY_DAYS];
  BwPerformance performance;

  if (n_days <= BW_SIZING_VOLATILITY_DAYS)
    return NAN;
  close += n_days - BW_SIZING_VOLATILITY_DAYS;
  for (int i = 0; i < BW_SIZING_VOLATILITY_DAYS; i++)
    returns[i] = close[i] / close[i - 1] - 1;
  bw_performance_measure (returns, BW_SIZING_VOLATILITY_DAYS, 0, days_per_year, &performance);
  return performance.annual_volatility;
}

/**
 * bw_sizing_history_take_days:
 * @n_days: how many of them are over; a day that still grows says nothing yet
 * @days_per_year: 252 for exchanges, 365 for markets that never close
 */
void
bw_sizing_history_take_days (BwSizingHistory *history, const BwBarSeries *days, gsize n_days, double days_per_year)
{
  history->n_days = n_days;
  history->last_day = n_days > 0 ? days->start[n_days - 1] : BW_TIME_NONE;
  history->range = measure_range (days, n_days);
  history->volatility = measure_volatility (days->close, n_days, days_per_year);
}

void
bw_sizing_history_take_trades (BwSizingHistory *history, const BwTrade *trades, gsize n_trades)
{
  BwTradeStatistics statistics;

  bw_trade_statistics (trades, n_trades, &statistics);
  history->n_trades = n_trades;
  history->win_rate = statistics.win_rate;
  history->payoff = statistics.payoff_ratio;
}

/* To so many decimals as people read; 0 where it is not known. */
static BwFixed
round_known (double number, BwFixed step)
{
  BwFixed exact;

  if (isnan (number) || !bw_fixed_from_double (number, &exact) ||
      !bw_fixed_round_to (exact, step, BW_ROUND_HALF_EVEN, &exact))
    return BW_FIXED_ZERO;
  return exact;
}

/**
 * bw_sizing_history_fill:
 * @facts: (inout): gets range, volatility, win rate and payoff; 0 is unknown
 */
void
bw_sizing_history_fill (const BwSizingHistory *history, BwSizingFacts *facts)
{
  const BwFixed fine = { BW_FIXED_ONE_E8 / 10000 };

  facts->range = round_known (history->range, fine);
  facts->volatility = round_known (history->volatility, fine);
  facts->win_rate = round_known (history->win_rate, fine);
  facts->payoff = round_known (history->payoff, fine);
}
