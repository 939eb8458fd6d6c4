/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/drawdown.h"
#include "analytics/performance.h"
#include "analytics/trade-statistics.h"
#include "report/report-data.h"

G_BEGIN_DECLS

/* One calendar month of the account, in the report's zone. */
typedef struct
{
  int year;
  int month; /* 1 to 12 */
  double month_return;
} BwMonthReturn;

/**
 * BwReportFigures:
 * @day_times, @day_equity, @day_drawdown: (array length=n_days): the account's start, if it began
 *   within a day, then every day's last point
 * @net_profit: end less start less what came in from outside
 * @trades: (owned) (element-type BwTrade): closed in the period
 * @by_instrument: (owned) (element-type BwInstrumentProfit): the best first
 * @months: (owned) (element-type BwMonthReturn): rising
 *
 * What a report says beyond the rows it was given.
 */
typedef struct
{
  BwTime *day_times;    /* (owned) */
  double *day_equity;   /* (owned) */
  double *day_drawdown; /* (owned) */
  gsize n_days;
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
