/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwPerformance:
 * @periods_per_year: 252 for exchanges, 365 for markets that never close
 * @total_return: of the whole span, 0.01 is one percent
 * @annual_return: compounded to a year
 * @annual_volatility: sample deviation (ddof 1), annualised
 * @downside_risk: root mean square of the returns below the risk-free rate, over all periods
 * @max_drawdown: 0 or below; the starting value counts as a peak
 * @omega: gains above the risk-free rate over losses below it
 * @value_at_risk_95: the loss that one period in twenty exceeds, above 0 is a loss
 * @expected_shortfall_95: mean loss of the worst twentieth
 * @value_at_risk_95_normal: the same from mean and deviation alone
 * @tail_ratio: 95th percentile over the 5th, without signs
 * @stability: R² of the cumulative log return against time
 * @probabilistic_sharpe: chance that the true Sharpe ratio is above 0
 * @positive_share: share of periods with a gain
 *
 * What a series of simple periodic returns says about itself (SEMANTICS section 4, the
 * convention of empyrical). A figure that the data can't give (too few returns, nothing to
 * divide by) is NaN, never 0 and never infinite.
 */
typedef struct
{
  gsize n_returns;
  double periods_per_year;
  double total_return;
  double annual_return;
  double annual_volatility;
  double sharpe;
  double downside_risk;
  double sortino;
  double max_drawdown;
  double calmar;
  double omega;
  double value_at_risk_95;
  double expected_shortfall_95;
  double value_at_risk_95_normal;
  double value_at_risk_99_normal;
  double tail_ratio;
  double stability;
  double probabilistic_sharpe;
  double skewness;
  double kurtosis; /* raw: a normal distribution has 3 */
  double best_return;
  double worst_return;
  double positive_share;
} BwPerformance;

void bw_performance_measure (const double *returns,
                             gsize n_returns,
                             double risk_free_per_period,
                             double periods_per_year,
                             BwPerformance *performance);

double bw_percentile (const double *sorted, gsize n_values, double fraction);

G_END_DECLS
