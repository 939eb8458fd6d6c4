/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwBenchmark:
 * @alpha: annual return that the benchmark doesn't explain
 * @tracking_error: annual deviation of the difference of returns
 * @information_ratio: mean difference over its deviation, annualised
 * @treynor: annual return above the risk-free rate for a unit of beta
 * @up_capture, @down_capture: annual return over the benchmark's, in its rising and falling periods
 *
 * How returns stand to a benchmark's of the same periods. NaN where the data can't say.
 */
typedef struct
{
  gsize n_returns;
  double beta;
  double alpha;
  double correlation;
  double tracking_error;
  double information_ratio;
  double treynor;
  double capture;
  double up_capture;
  double down_capture;
} BwBenchmark;

void bw_benchmark_measure (const double *returns,
                           const double *benchmark,
                           gsize n_returns,
                           double risk_free_per_period,
                           double periods_per_year,
                           BwBenchmark *measured);

G_END_DECLS
