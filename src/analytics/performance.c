/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analytics/performance.h"

#include "analytics/drawdown.h"
#include "analytics/equity-curve.h"

#include <math.h>
#include <stdlib.h>

/* Quantiles of the standard normal distribution. */
#define NORMAL_Z_05 -1.6448536269514722
#define NORMAL_Z_01 -2.3263478740408408

/* A deviation this far below the size of the numbers it comes from is rounding, not risk. */
#define DEVIATION_MIN 1e-15

static double
divide (double numerator, double denominator)
{
  return fabs (denominator) > DEVIATION_MIN ? numerator / denominator : NAN;
}

static void
fill_with_nan (BwPerformance *performance)
{
  *performance = (BwPerformance){
    .total_return = NAN, .annual_return = NAN, .annual_volatility = NAN, .sharpe = NAN,
    .downside_risk = NAN, .sortino = NAN, .max_drawdown = NAN, .calmar = NAN, .omega = NAN,
    .value_at_risk_95 = NAN, .expected_shortfall_95 = NAN, .value_at_risk_95_normal = NAN,
    .value_at_risk_99_normal = NAN, .tail_ratio = NAN, .stability = NAN,
    .probabilistic_sharpe = NAN, .skewness = NAN, .kurtosis = NAN, .best_return = NAN,
    .worst_return = NAN, .positive_share = NAN,
  };
}

typedef struct
{
  double mean;
  double deviation; /* sample, ddof 1; NaN below two values */
  double skewness;  /* of the population */
  double kurtosis;  /* of the population, raw */
} Moments;

static Moments
measure_moments (const double *values, gsize n_values)
{
  Moments moments = { 0 };
  double second = 0, third = 0, fourth = 0, n = (double) n_values;

  for (gsize i = 0; i < n_values; i++)
    moments.mean += values[i] / n;
  for (gsize i = 0; i < n_values; i++)
    {
      double distance = values[i] - moments.mean, square = distance * distance;

      second += square;
      third += square * distance;
      fourth += square * square;
    }
  moments.deviation = n_values > 1 ? sqrt (second / (n - 1)) : NAN;
  moments.skewness = divide (third / n, pow (second / n, 1.5));
  moments.kurtosis = divide (fourth / n, second / n * (second / n));
  return moments;
}

static int
compare_doubles (const void *a, const void *b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

/**
 * bw_percentile:
 * @sorted: (array length=n_values): rising, without NaN
 * @fraction: 0 to 1
 *
 * Returns: the value below which @fraction of the values lie, interpolated linearly between
 *   neighbours (numpy's default); NaN of none
 */
double
bw_percentile (const double *sorted, gsize n_values, double fraction)
{
  double position;
  gsize below;

  if (n_values == 0)
    return NAN;
  position = fraction * (double) (n_values - 1);
  below = (gsize) position;
  if (below + 1 >= n_values)
    return sorted[n_values - 1];
  return sorted[below] + (position - (double) below) * (sorted[below + 1] - sorted[below]);
}

static void
measure_tails (const double *returns, gsize n_returns, BwPerformance *performance)
{
  g_autofree double *sorted = g_memdup2 (returns, n_returns * sizeof *returns);
  gsize n_worst = (gsize) ((double) (n_returns - 1) * 0.05) + 1;
  double sum = 0;

  qsort (sorted, n_returns, sizeof *sorted, compare_doubles);
  for (gsize i = 0; i < n_worst; i++)
    sum += sorted[i];
  performance->value_at_risk_95 = -bw_percentile (sorted, n_returns, 0.05);
  performance->expected_shortfall_95 = -sum / (double) n_worst;
  performance->tail_ratio = divide (fabs (bw_percentile (sorted, n_returns, 0.95)),
                                    fabs (bw_percentile (sorted, n_returns, 0.05)));
  performance->worst_return = sorted[0];
  performance->best_return = sorted[n_returns - 1];
}

/* R² of the line through the cumulative log returns. */
static double
measure_stability (const double *returns, gsize n_returns)
{
  double n = (double) n_returns, mean_x = (n - 1) / 2, mean_y = 0, sum = 0;
  double xx = 0, yy = 0, xy = 0;

  for (gsize i = 0; i < n_returns; i++)
    {
      if (returns[i] <= -1.0)
        return NAN;
      sum += log1p (returns[i]);
      mean_y += sum / n;
    }
  sum = 0;
  for (gsize i = 0; i < n_returns; i++)
    {
      double x = (double) i - mean_x;

      sum += log1p (returns[i]);
      xx += x * x;
      yy += (sum - mean_y) * (sum - mean_y);
      xy += x * (sum - mean_y);
    }
  return divide (xy * xy, xx * yy);
}

static double
measure_drawdown (const double *returns, gsize n_returns)
{
  double value = 1, peak = 1, worst = 0;

  for (gsize i = 0; i < n_returns; i++)
    {
      value *= 1 + returns[i];
      peak = MAX (peak, value);
      worst = MIN (worst, value / peak - 1);
    }
  return worst;
}

static void
measure_ratios (const double *returns,
                gsize n_returns,
                double risk_free_per_period,
                const Moments *moments,
                BwPerformance *performance)
{
  double year = performance->periods_per_year, n = (double) n_returns;
  double excess = moments->mean - risk_free_per_period;
  double per_period, gains = 0, losses = 0, squares = 0;
  gsize n_positive = 0;

  for (gsize i = 0; i < n_returns; i++)
    {
      double over = returns[i] - risk_free_per_period;

      n_positive += returns[i] > 0;
      gains += MAX (over, 0);
      losses -= MIN (over, 0);
      squares += MIN (over, 0) * MIN (over, 0);
    }
  per_period = divide (excess, moments->deviation);
  performance->annual_volatility = moments->deviation * sqrt (year);
  performance->sharpe = per_period * sqrt (year);
  performance->downside_risk = sqrt (squares / n) * sqrt (year);
  performance->sortino = divide (excess * year, performance->downside_risk);
  performance->omega = divide (gains, losses);
  performance->positive_share = (double) n_positive / n;
  performance->value_at_risk_95_normal = -(moments->mean + NORMAL_Z_05 * moments->deviation);
  performance->value_at_risk_99_normal = -(moments->mean + NORMAL_Z_01 * moments->deviation);
  if (n_returns > 1)
    {
      double spread = 1 - moments->skewness * per_period
                      + (moments->kurtosis - 1) / 4 * per_period * per_period;

      if (spread > 0)
        performance->probabilistic_sharpe
            = 0.5 * erfc (-per_period * sqrt (n - 1) / sqrt (spread) / G_SQRT2);
    }
}

/**
 * bw_performance_measure:
 * @returns: (array length=n_returns): simple returns of equal periods, oldest first
 * @n_returns: 0 is allowed
 * @risk_free_per_period: what money earned without risk, per period
 * @periods_per_year: %BW_DAYS_PER_YEAR_EXCHANGE for daily returns of an exchange
 * @performance: (out caller-allocates): the figures
 *
 * A return that is NaN or infinite makes every figure NaN: it is not skipped in silence.
 *
 * Cost: O(n log n), one copy. Source: SEMANTICS section 4; checked by its golden vector and by
 * empyrical's results on real returns.
 */
void
bw_performance_measure (const double *returns,
                        gsize n_returns,
                        double risk_free_per_period,
                        double periods_per_year,
                        BwPerformance *performance)
{
  Moments moments;

  fill_with_nan (performance);
  performance->n_returns = n_returns;
  performance->periods_per_year = periods_per_year;
  if (n_returns == 0)
    return;
  for (gsize i = 0; i < n_returns; i++)
    if (!isfinite (returns[i]))
      return;

  moments = measure_moments (returns, n_returns);
  performance->skewness = moments.skewness;
  performance->kurtosis = moments.kurtosis;
  performance->total_return = bw_returns_compound (returns, n_returns);
  if (performance->total_return >= -1)
    performance->annual_return
        = pow (1 + performance->total_return, periods_per_year / (double) n_returns) - 1;
  performance->max_drawdown = measure_drawdown (returns, n_returns);
  performance->calmar = divide (performance->annual_return, -performance->max_drawdown);
  measure_ratios (returns, n_returns, risk_free_per_period, &moments, performance);
  measure_tails (returns, n_returns, performance);
  performance->stability = measure_stability (returns, n_returns);
}
