/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/sizing.h"

#include "analytics/equity-curve.h"
#include "engine/instrument-map.h"
#include "market/calendar.h"
#include "store/closed-trades.h"

#define DAYS_READ 120 /* Wilder's average has forgotten by then what it began with */

/* What the worker needs, copied where the views are. */
typedef struct
{
  char *trading_path;      /* (owned) */
  GHashTable *instruments; /* (owned): id to BwInstrument */
  BwTimelineId timeline;
  BwAccountId account;
  BwInstrumentId instrument;
  BwTime opened;
  BwSizingHistory history;
} Request;

static void
request_free (Request *request)
{
  g_free (request->trading_path);
  g_clear_pointer (&request->instruments, g_hash_table_unref);
  g_free (request);
}

static void
read_trades_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  GError *error = NULL;
  g_autoptr (BwTradingReader) reader = bw_trading_reader_open (request->trading_path, &error);
  g_autoptr (GArray) trades = NULL;

  if (reader != NULL)
    trades = bw_closed_trades_read (reader, request->timeline, request->account, request->opened,
                                    bw_instrument_map_look_up, request->instruments, &error);
  if (trades == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  bw_sizing_history_take_trades (&request->history, (const BwTrade *) (gpointer) trades->data, trades->len);
  g_task_return_pointer (task, g_memdup2 (&request->history, sizeof request->history), g_free);
}

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BwEngine *engine = BW_ENGINE (object);
  Request *request = g_task_get_task_data (task);
  const BwAccountView *account = bw_engine_account (engine, request->timeline, request->account);
  GError *error = NULL;

  if (!bw_engine_flush_finish (engine, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (account == NULL)
    {
      g_task_return_new_error (task, BW_ENGINE_ERROR, BW_ENGINE_ERROR_UNKNOWN, "There is no such account.");
      return;
    }
  request->opened = account->account.opened;
  request->trading_path = g_build_filename (bw_engine_profile_path (engine), "trading.db", NULL);
  request->instruments = bw_instrument_map_new (engine);
  g_task_run_in_thread (task, read_trades_thread);
}

/* Days of before today's: that one still grows. */
static gsize
count_whole_days (const BwBarSeries *days, const BwInstrument *instrument, BwTime now)
{
  gsize n_days = days->n_bars;

  while (n_days > 0 && bw_calendar_date_of (instrument->calendar, days->start[n_days - 1]) >=
                           bw_calendar_date_of (instrument->calendar, now))
    n_days--;
  return n_days;
}

/* A symbol without stored days has none: that is no failure. */
static void
days_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BwEngine *engine = BW_ENGINE (object);
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBarSeries) days = bw_engine_load_bars_finish (engine, result, &error);
  const BwInstrument *instrument = bw_engine_instrument (engine, request->instrument);
  const BwTimelineView *timeline = bw_engine_timeline (engine, request->timeline);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (days != NULL && instrument != NULL && timeline != NULL)
    bw_sizing_history_take_days (&request->history, days, count_whole_days (days, instrument, timeline->now),
                                 instrument->calendar == BW_CALENDAR_CRYPTO ? BW_DAYS_PER_YEAR_CRYPTO
                                                                            : BW_DAYS_PER_YEAR_EXCHANGE);
  bw_engine_flush_async (engine, g_task_get_cancellable (task), flushed_cb, g_object_ref (task));
}

/**
 * bw_engine_sizing_history_async:
 *
 * Reads daily bars up to the timeline's yesterday, and on a worker thread the account's fills.
 */
void
bw_engine_sizing_history_async (BwEngine *self, BwTimelineId timeline, BwAccountId account,
                                BwInstrumentId instrument, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->timeline = timeline;
  request->account = account;
  request->instrument = instrument;
  bw_sizing_history_init (&request->history);
  g_task_set_source_tag (task, bw_engine_sizing_history_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  bw_engine_load_bars_async (self, timeline, instrument, BW_TIMEFRAME_1D, BW_TIME_MAX, DAYS_READ, cancellable,
                             days_loaded_cb, task);
}

/**
 * bw_engine_sizing_history_finish:
 *
 * Returns: %FALSE and @error when there is no such account, or its fills can't be read
 */
gboolean
bw_engine_sizing_history_finish (BwEngine *self, GAsyncResult *result, BwSizingHistory *history, GError **error)
{
  g_autofree BwSizingHistory *value = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  value = g_task_propagate_pointer (G_TASK (result), error);
  if (value != NULL)
    *history = *value;
  return value != NULL;
}
