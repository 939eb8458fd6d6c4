/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/drawdown.h"
#include "analytics/performance.h"
#include "analytics/trade-statistics.h"
#include "report/report-data.h"

G_BEGIN_DECLS

/* Daily returns below which nothing is said about a year. */
#define BW_REPORT_DAYS_MIN 20

/* One calendar month of the account, in the report's zone. */
typedef struct
{
  int year;
  int month; /* 1 to 12 */
  double month_return;
} BwMonthReturn;

/**
 * BwReportFigures:
 * @day_times, @day_equity: (array length=n_days): the account's start, if it began within a day,
 *   then every day's last point
 * @is_daily: there are enough days for figures over a year and for a curve of days
 * @curve_times, @curve_equity, @curve_drawdown: (array length=n_curve): what is drawn: the days, or
 *   in a young account every point
 * @performance: of the days; figures over a year and what needs many days are NaN in a young account
 * @worst: indices are of the curve
 * @longest_days: of the daily curve; 0 in a young account
 * @net_profit: end less start less what came in from outside
 * @trades: (owned) (element-type BwTrade): closed in the period
 * @by_instrument: (owned) (element-type BwInstrumentProfit): the best first
 * @months: (owned) (element-type BwMonthReturn): rising
 *
 * What a report says beyond the rows it was given.
 */
typedef struct
{
  BwTime *day_times;  /* (owned) */
  double *day_equity; /* (owned) */
  gsize n_days;
  gboolean is_daily;
  const BwTime *curve_times;  /* (borrowed): from the days or from the data */
  const double *curve_equity; /* (borrowed) */
  double *curve_drawdown;     /* (owned) */
  gsize n_curve;
  double start_equity;
  double end_equity;
  double net_flows;
  double net_profit;
  BwPerformance performance;
  BwDrawdown worst;
  gsize longest_days;
  gboolean is_longest_open;
  GArray *trades;
  BwTradeStatistics statistics;
  GArray *by_instrument;
  GArray *months;
} BwReportFigures;

BwReportFigures *bw_report_figures_new (const BwReportData *data);
void bw_report_figures_free (BwReportFigures *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwReportFigures, bw_report_figures_free)

G_END_DECLS
