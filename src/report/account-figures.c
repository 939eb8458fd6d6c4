/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/account-figures.h"

#include "analytics/equity-curve.h"
#include "market/calendar.h"

#include <math.h>
#include <string.h>

/* The curve that returns are measured on: the first point, then every day's last. A curve that
 * begins with a day's only point needs no start of its own. */
static void
take_days (BwReportFigures *figures, const BwReportData *data)
{
  gsize n_points = data->n_points, n_days;
  BwTime *times = g_new0 (BwTime, n_points + 1);
  double *equity = g_new0 (double, n_points + 1);

  n_days = bw_equity_curve_daily (data->point_times, data->point_equity, n_points, data->zone, times + 1,
                                  equity + 1);
  if (n_days > 0)
    {
      times[0] = data->point_times[0];
      equity[0] = data->point_equity[0];
    }
  if (n_days > 0 && times[0] == times[1])
    {
      memmove (times, times + 1, n_days * sizeof *times);
      memmove (equity, equity + 1, n_days * sizeof *equity);
    }
  else if (n_days > 0)
    n_days++;
  figures->day_times = times;
  figures->day_equity = equity;
  figures->n_days = n_days;
}

static gboolean
is_open_every_day (const BwReportData *data)
{
  for (gsize i = 0; i < data->n_fills; i++)
    {
      const BwInstrument *instrument = data->lookup (data->fills[i].instrument, data->lookup_data);

      if (instrument == NULL || instrument->calendar != BW_CALENDAR_CRYPTO)
        return FALSE;
    }
  return data->n_fills > 0;
}

static GArray *
chain_months (const BwReportFigures *figures, const double *returns, const char *zone)
{
  GArray *months = g_array_new (FALSE, FALSE, sizeof (BwMonthReturn));

  for (gsize i = 1; i < figures->n_days; i++)
    {
      BwMonthReturn *last = months->len > 0 ? &g_array_index (months, BwMonthReturn, months->len - 1) : NULL;
      int year, month, day;

      bw_date_to_ymd (bw_zone_date_at (zone, figures->day_times[i], NULL), &year, &month, &day);
      if (last == NULL || last->year != year || last->month != month)
        {
          BwMonthReturn fresh = { year, month, returns[i - 1] };

          g_array_append_val (months, fresh);
        }
      else
        last->month_return = (1 + last->month_return) * (1 + returns[i - 1]) - 1;
    }
  return months;
}

/* Of the growth by returns, so that a deposit makes no peak. */
static void
measure_drawdowns (BwReportFigures *figures, const double *flows)
{
  gsize n_curve = figures->n_curve;
  g_autofree double *growth = g_new0 (double, n_curve + 1);

  bw_equity_curve_growth (figures->curve_equity, flows, n_curve, growth);
  figures->curve_drawdown = g_new0 (double, n_curve + 1);
  bw_drawdown_series (growth, n_curve, figures->curve_drawdown);
  bw_drawdown_worst (growth, n_curve, &figures->worst);
  if (figures->is_daily)
    figures->longest_days = bw_drawdown_longest (growth, n_curve, &figures->is_longest_open);
}

/* From a few days nobody can tell a year. */
static void
drop_what_needs_days (BwPerformance *performance)
{
  performance->annual_return = NAN;
  performance->annual_volatility = NAN;
  performance->sharpe = NAN;
  performance->sortino = NAN;
  performance->calmar = NAN;
  performance->value_at_risk_95 = NAN;
  performance->expected_shortfall_95 = NAN;
}

/* Trades come in order of their exits. */
static void
drop_earlier_trades (GArray *trades, BwTime period_start)
{
  guint n_earlier = 0;

  while (n_earlier < trades->len && g_array_index (trades, BwTrade, n_earlier).exit_time < period_start)
    n_earlier++;
  if (n_earlier > 0)
    g_array_remove_range (trades, 0, n_earlier);
}

/**
 * bw_report_figures_new:
 *
 * Returns: (transfer full): everything that follows from @data; figures that it can't give are NaN
 */
BwReportFigures *
bw_report_figures_new (const BwReportData *data)
{
  BwReportFigures *figures = g_new0 (BwReportFigures, 1);
  g_autofree double *flows = NULL;
  g_autofree double *returns = NULL;
  gsize n_returns;

  take_days (figures, data);
  flows = g_new0 (double, figures->n_days + 1);
  bw_equity_curve_daily_flows (data->point_times, data->point_flows, data->n_points, figures->day_times,
                               figures->n_days, flows);
  returns = g_new0 (double, figures->n_days + 1);
  n_returns = bw_equity_curve_returns (figures->day_equity, flows, figures->n_days, returns);
  bw_performance_measure (returns, n_returns, 0,
                          is_open_every_day (data) ? BW_DAYS_PER_YEAR_CRYPTO : BW_DAYS_PER_YEAR_EXCHANGE,
                          &figures->performance);
  figures->is_daily = figures->performance.n_returns >= BW_REPORT_DAYS_MIN;
  figures->curve_times = figures->is_daily ? figures->day_times : data->point_times;
  figures->curve_equity = figures->is_daily ? figures->day_equity : data->point_equity;
  figures->n_curve = figures->is_daily ? figures->n_days : data->n_points;
  measure_drawdowns (figures, figures->is_daily ? flows : data->point_flows);
  if (!figures->is_daily)
    {
      drop_what_needs_days (&figures->performance);
      figures->performance.max_drawdown = figures->n_curve > 0 ? figures->worst.depth : NAN;
    }
  figures->months = chain_months (figures, returns, data->zone);

  for (gsize i = 1; i < figures->n_days; i++)
    figures->net_flows += flows[i];
  figures->start_equity = figures->n_days > 0 ? figures->day_equity[0] : NAN;
  figures->end_equity = bw_fixed_to_double (data->figures.equity);
  figures->net_profit = figures->end_equity - figures->start_equity - figures->net_flows;

  figures->trades = bw_trades_from_history (data->fills, data->n_fills, data->actions, data->n_actions, data->lookup,
                                            data->lookup_data);
  drop_earlier_trades (figures->trades, data->period_start);
  bw_trade_statistics ((const BwTrade *) (gconstpointer) figures->trades->data, figures->trades->len,
                       &figures->statistics);
  figures->by_instrument = bw_trades_by_instrument (
      (const BwTrade *) (gconstpointer) figures->trades->data, figures->trades->len);
  return figures;
}

void
bw_report_figures_free (BwReportFigures *figures)
{
  g_free (figures->day_times);
  g_free (figures->day_equity);
  g_free (figures->curve_drawdown);
  g_clear_pointer (&figures->trades, g_array_unref);
  g_clear_pointer (&figures->by_instrument, g_array_unref);
  g_clear_pointer (&figures->months, g_array_unref);
  g_free (figures);
}
