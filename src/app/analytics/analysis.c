/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/analytics/analysis.h"

#include "analytics/drawdown.h"
#include "analytics/equity-curve.h"
#include "engine/instrument-map.h"
#include "market/calendar.h"
#include "report/account-curve.h"
#include "store/closed-trades.h"

#include <stdlib.h>

/* What the worker needs, copied where the views are. */
typedef struct
{
  char *trading_path;      /* (owned) */
  GHashTable *instruments; /* (owned): id to BwInstrument */
  const char *zone;        /* (borrowed): static */
  BwTimelineId timeline;
  BwAccountId account;
  BwTime opened;
  BwTime now;
  double equity_now, deposits_now;
} Request;

static void
request_free (Request *request)
{
  g_free (request->trading_path);
  g_clear_pointer (&request->instruments, g_hash_table_unref);
  g_free (request);
}

void
bw_analysis_free (BwAnalysis *analysis)
{
  if (analysis == NULL)
    return;
  g_free (analysis->times);
  g_free (analysis->equity);
  g_free (analysis->drawdown);
  g_clear_pointer (&analysis->by_instrument, g_array_unref);
  g_free (analysis);
}

static int
compare_profit (const void *a, const void *b)
{
  double left = ((const BwInstrumentProfit *) a)->profit, right = ((const BwInstrumentProfit *) b)->profit;

  return (left < right) - (left > right);
}

static gpointer
steal_values (GArray **array)
{
  return g_array_free (g_steal_pointer (array), FALSE);
}

/* Since the account was opened, or begun anew. @flows: (out) (transfer full) */
static gboolean
read_curve (BwAnalysis *analysis, const Request *request, BwTradingReader *reader, double **flows, GError **error)
{
  g_auto (BwAccountCurve) curve = { NULL };
  g_autofree double *growth = NULL;

  if (!bw_account_curve_read (&curve, reader, request->timeline, request->account, request->opened, request->now,
                              request->equity_now, request->deposits_now, error))
    return FALSE;
  analysis->n_points = curve.times->len;
  analysis->times = steal_values (&curve.times);
  analysis->equity = steal_values (&curve.equity);
  *flows = steal_values (&curve.flows);
  growth = g_new (double, analysis->n_points);
  bw_equity_curve_growth (analysis->equity, *flows, analysis->n_points, growth);
  analysis->drawdown = g_new (double, analysis->n_points);
  bw_drawdown_series (growth, analysis->n_points, analysis->drawdown);
  return TRUE;
}

static void
measure_days (BwAnalysis *analysis, const double *flows, const char *zone)
{
  g_autofree BwTime *times = g_new (BwTime, analysis->n_points);
  g_autofree double *equity = g_new (double, analysis->n_points);
  g_autofree double *day_flows = g_new (double, analysis->n_points);
  g_autofree double *returns = g_new (double, analysis->n_points);
  gsize n_returns;

  analysis->n_days = bw_equity_curve_daily (analysis->times, analysis->equity, analysis->n_points, zone, times, equity);
  bw_equity_curve_daily_flows (analysis->times, flows, analysis->n_points, times, analysis->n_days, day_flows);
  n_returns = bw_equity_curve_returns (equity, day_flows, analysis->n_days, returns);
  bw_performance_measure (returns, n_returns, 0, BW_DAYS_PER_YEAR_EXCHANGE, &analysis->performance);
}

static gboolean
measure_trades (BwAnalysis *analysis, const Request *request, BwTradingReader *reader, GError **error)
{
  g_autoptr (GArray) trades = bw_closed_trades_read (reader, request->timeline, request->account, request->opened,
                                                     bw_instrument_map_look_up, request->instruments, error);

  if (trades == NULL)
    return FALSE;
  bw_trade_statistics ((const BwTrade *) (gpointer) trades->data, trades->len, &analysis->trades);
  analysis->by_instrument = bw_trades_by_instrument ((const BwTrade *) (gpointer) trades->data, trades->len);
  qsort (analysis->by_instrument->data, analysis->by_instrument->len, sizeof (BwInstrumentProfit), compare_profit);
  return TRUE;
}

static void
analyse_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autoptr (BwAnalysis) analysis = g_new0 (BwAnalysis, 1);
  g_autofree double *flows = NULL;
  GError *error = NULL;
  g_autoptr (BwTradingReader) reader = bw_trading_reader_open (request->trading_path, &error);

  if (reader == NULL || !read_curve (analysis, request, reader, &flows, &error) ||
      !measure_trades (analysis, request, reader, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  measure_days (analysis, flows, request->zone);
  g_task_return_pointer (task, g_steal_pointer (&analysis), (GDestroyNotify) bw_analysis_free);
}

static gboolean
copy_views (Request *request, BwEngine *engine)
{
  const BwAccountView *account = bw_engine_account (engine, request->timeline, request->account);
  const BwTimelineView *timeline = bw_engine_timeline (engine, request->timeline);

  if (account == NULL || timeline == NULL)
    return FALSE;
  request->trading_path = g_build_filename (bw_engine_profile_path (engine), "trading.db", NULL);
  request->zone = bw_calendar_zone (timeline->calendar);
  request->now = timeline->now;
  request->opened = account->account.opened;
  request->equity_now = bw_fixed_to_double (account->figures.equity);
  request->deposits_now = bw_fixed_to_double (account->account.deposits);
  request->instruments = bw_instrument_map_new (engine);
  return TRUE;
}

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!bw_engine_flush_finish (BW_ENGINE (object), result, &error))
    g_task_return_error (task, error);
  else if (!copy_views (g_task_get_task_data (task), BW_ENGINE (object)))
    g_task_return_new_error (task, BW_ENGINE_ERROR, BW_ENGINE_ERROR_UNKNOWN, "There is no such account.");
  else
    g_task_run_in_thread (task, analyse_thread);
}

/**
 * bw_analysis_load_async:
 *
 * Reads an account's history and measures it on a worker thread.
 */
void
bw_analysis_load_async (BwEngine *engine, BwTimelineId timeline, BwAccountId account, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (engine, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->timeline = timeline;
  request->account = account;
  g_task_set_source_tag (task, bw_analysis_load_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  bw_engine_flush_async (engine, cancellable, flushed_cb, task);
}

/**
 * bw_analysis_load_finish:
 *
 * Returns: (transfer full): the analysis
 */
BwAnalysis *
bw_analysis_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
