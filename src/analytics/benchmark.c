/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analytics/benchmark.h"

#include <math.h>

static double
divide (double numerator, double denominator)
{
  return fabs (denominator) > 1e-15 ? numerator / denominator : NAN;
}

static double
annualise (double growth, gsize n_returns, double periods_per_year)
{
  if (n_returns == 0 || growth < 0)
    return NAN;
  return pow (growth, periods_per_year / (double) n_returns) - 1;
}

/* Annual returns of both over the periods in which the benchmark's sign is @sign; 0 is all. */
static double
measure_capture (const double *returns, const double *benchmark, gsize n_returns, int sign, double year)
{
  double own = 1, other = 1;
  gsize n_used = 0;

  for (gsize i = 0; i < n_returns; i++)
    {
      if ((sign > 0 && !(benchmark[i] > 0)) || (sign < 0 && !(benchmark[i] < 0)))
        continue;
      own *= 1 + returns[i];
      other *= 1 + benchmark[i];
      n_used++;
    }
  return divide (annualise (own, n_used, year), annualise (other, n_used, year));
}

typedef struct
{
  double mean, mean_benchmark;
  double variance, variance_benchmark, covariance, variance_difference; /* sums of squares */
} Joint;

static Joint
measure_joint (const double *returns, const double *benchmark, gsize n_returns)
{
  Joint joint = { 0 };
  double n = (double) n_returns;

  for (gsize i = 0; i < n_returns; i++)
    {
      joint.mean += returns[i] / n;
      joint.mean_benchmark += benchmark[i] / n;
    }
  for (gsize i = 0; i < n_returns; i++)
    {
      double own = returns[i] - joint.mean, other = benchmark[i] - joint.mean_benchmark;

      joint.variance += own * own;
      joint.variance_benchmark += other * other;
      joint.covariance += own * other;
      joint.variance_difference += (own - other) * (own - other);
    }
  return joint;
}

/**
 * bw_benchmark_measure:
 * @returns: (array length=n_returns): simple returns of equal periods
 * @benchmark: (array length=n_returns): the benchmark's, of the same periods
 * @measured: (out caller-allocates): the figures; all NaN below two periods
 *
 * Source: SEMANTICS section 4 (empyrical's alpha_aligned and beta; Treynor as LEAN).
 */
void
bw_benchmark_measure (const double *returns,
                      const double *benchmark,
                      gsize n_returns,
                      double risk_free_per_period,
                      double periods_per_year,
                      BwBenchmark *measured)
{
  Joint joint;
  double excess, annual, growth = 1, n = (double) n_returns, year = periods_per_year;

  *measured = (BwBenchmark){ n_returns, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
  if (n_returns < 2)
    return;

  joint = measure_joint (returns, benchmark, n_returns);
  for (gsize i = 0; i < n_returns; i++)
    growth *= 1 + returns[i];
  annual = annualise (growth, n_returns, year);
  measured->beta = divide (joint.covariance, joint.variance_benchmark);
  excess = joint.mean - risk_free_per_period
           - measured->beta * (joint.mean_benchmark - risk_free_per_period);
  measured->alpha = pow (1 + excess, year) - 1;
  measured->correlation = divide (joint.covariance, sqrt (joint.variance * joint.variance_benchmark));
  measured->tracking_error = sqrt (joint.variance_difference / (n - 1)) * sqrt (year);
  measured->information_ratio
      = divide ((joint.mean - joint.mean_benchmark) * year, measured->tracking_error);
  measured->treynor = divide (annual - (pow (1 + risk_free_per_period, year) - 1), measured->beta);
  measured->capture = measure_capture (returns, benchmark, n_returns, 0, year);
  measured->up_capture = measure_capture (returns, benchmark, n_returns, 1, year);
  measured->down_capture = measure_capture (returns, benchmark, n_returns, -1, year);
}
