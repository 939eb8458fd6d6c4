/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/engine-private.h"

#include "engine/boot.h"
#include "engine/drawings.h"
#include "engine/jobs.h"
#include "engine/requests.h"
#include "engine/risk.h"
#include "engine/work.h"
#include "store/values.h"

#include <string.h>

/* The façade: turns calls into requests to the engine thread, and its updates into views, signals
 * and answers. Holds no trading state of its own. */

G_DEFINE_FINAL_TYPE (BwEngine, bw_engine, G_TYPE_OBJECT)
G_DEFINE_QUARK (bw-engine-error-quark, bw_engine_error)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ORDER_EVENT,
  SIGNAL_FILL,
  SIGNAL_MARGIN_EVENT,
  SIGNAL_ALERT_FIRED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  GSource source;
  BwEngine *engine; /* (borrowed): cleared when it goes */
} WakeSource;

static void
give_answers (BwUpdate *update)
{
  for (guint i = 0; i < update->replies->len; i++)
    {
      BwReply *reply = &g_array_index (update->replies, BwReply, i);
      g_autoptr (GTask) task = g_steal_pointer (&reply->task);

      if (reply->error != NULL)
        g_task_return_error (task, g_steal_pointer (&reply->error));
      else
        g_task_return_pointer (task, g_steal_pointer (&reply->value), reply->free_value);
    }
}

static void
emit_signals (BwEngine *self, const BwUpdate *update)
{
  for (guint i = 0; i < update->orders->len; i++)
    {
      const BwOrderUpdate *change = &g_array_index (update->orders, BwOrderUpdate, i);

      if (!change->is_silent)
        g_signal_emit (self, signals[SIGNAL_ORDER_EVENT], 0, change->timeline, &change->order);
    }
  for (guint i = 0; i < update->fills->len; i++)
    {
      const BwFillUpdate *change = &g_array_index (update->fills, BwFillUpdate, i);

      g_signal_emit (self, signals[SIGNAL_FILL], 0, change->timeline, &change->fill);
    }
  for (guint i = 0; i < update->margins->len; i++)
    {
      const BwMarginUpdate *change = &g_array_index (update->margins, BwMarginUpdate, i);

      g_signal_emit (self, signals[SIGNAL_MARGIN_EVENT], 0, change->timeline, &change->event);
    }
  for (guint i = 0; i < update->firings->len; i++)
    g_signal_emit (self, signals[SIGNAL_ALERT_FIRED], 0, &g_array_index (update->firings, BwAlertFiring, i));
  if (update->changed != 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, (guint) update->changed);
}

static gboolean
wake_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  BwEngine *engine = ((WakeSource *) source)->engine;
  g_autoptr (BwUpdate) update = NULL;

  g_source_set_ready_time (source, -1);
  if (engine == NULL)
    return G_SOURCE_REMOVE;
  update = bw_loop_take_update (engine->loop);
  if (update == NULL)
    return G_SOURCE_CONTINUE;
  g_object_ref (engine);
  bw_views_apply (engine->views, update);
  bw_engine_apply_alerts (engine, update);
  engine->health = update->health;
  emit_signals (engine, update);
  give_answers (update);
  g_object_unref (engine);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs wake_funcs = { .dispatch = wake_dispatch };

static void
bw_engine_finalize (GObject *object)
{
  BwEngine *self = BW_ENGINE (object);

  ((WakeSource *) self->wake)->engine = NULL;
  if (!self->is_closed)
    bw_loop_push (self->loop, bw_request_new (bw_boot_close_run, NULL));
  bw_loop_free (self->loop);
  g_source_destroy (self->wake);
  g_source_unref (self->wake);
  bw_views_free (self->views);
  g_hash_table_unref (self->alerts_by_id);
  g_ptr_array_unref (self->alerts);
  g_array_unref (self->notices);
  g_clear_pointer (&self->reader, bw_trading_reader_free);
  g_clear_pointer (&self->market, bw_database_close);
  g_clear_pointer (&self->texts_source, bw_database_close);
  g_hash_table_unref (self->texts);
  g_clear_pointer (&self->drawings, bw_drawing_books_free);
  g_free (self->profile_path);
  G_OBJECT_CLASS (bw_engine_parent_class)->finalize (object);
}

static void
bw_engine_class_init (BwEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bw_engine_finalize;

  /**
   * BwEngine::changed:
   * @what: BwChanged flags
   *
   * The views have been refreshed.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", BW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * BwEngine::order-event:
   * @timeline: whose
   * @order: (type gpointer): as it is after the event; good during the emission
   *
   * Something happened to an order. Durable.
   */
  signals[SIGNAL_ORDER_EVENT] = g_signal_new ("order-event", BW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_POINTER);
  /**
   * BwEngine::fill:
   * @timeline: whose
   * @fill: (type gpointer): good during the emission
   *
   * An order was filled, or a part of it. Durable.
   */
  signals[SIGNAL_FILL] = g_signal_new ("fill", BW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_UINT, G_TYPE_POINTER);
  /**
   * BwEngine::margin-event:
   * @timeline: whose
   * @event: (type gpointer): a BwMarginEvent, good during the emission
   *
   * An account got or met a call, was restricted or liquidated. Durable.
   */
  signals[SIGNAL_MARGIN_EVENT] = g_signal_new ("margin-event", BW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_POINTER);
  /**
   * BwEngine::drawings-changed:
   * @instrument: whose
   *
   * A drawing came, went or changed, see drawings.h.
   */
  g_signal_new ("drawings-changed", BW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * BwEngine::alert-fired:
   * @firing: (type gpointer): a BwAlertFiring, good during the emission
   *
   * An alert has fired. Durable.
   */
  signals[SIGNAL_ALERT_FIRED] = g_signal_new ("alert-fired", BW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
bw_engine_init (BwEngine *self)
{
  self->views = bw_views_new ();
  self->alerts = g_ptr_array_new_with_free_func (g_free);
  self->alerts_by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->notices = g_array_new (FALSE, FALSE, sizeof (BwNotice));
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->wake = g_source_new (&wake_funcs, sizeof (WakeSource));
  g_source_set_name (self->wake, "engine updates");
  ((WakeSource *) self->wake)->engine = self;
  g_source_set_ready_time (self->wake, -1);
}

/**
 * bw_engine_new:
 * @profile_path: the profile's folder; made when it is opened for the first time
 * @clock: outlives the engine
 *
 * Returns: (transfer full): an engine of the calling thread, not open yet
 */
BwEngine *
bw_engine_new (const char *profile_path, const BwClock *clock)
{
  BwEngine *self = g_object_new (BW_TYPE_ENGINE, NULL);

  self->profile_path = g_strdup (profile_path);
  g_source_attach (self->wake, g_main_context_get_thread_default ());
  self->loop = bw_loop_new (profile_path, clock, self->wake);
  bw_loop_start (self->loop);
  return self;
}

const char *
bw_engine_profile_path (BwEngine *self)
{
  return self->profile_path;
}

/* What was done stays done and is told, also when the caller no longer cares. */
BwRequest *
bw_engine_begin_call (BwEngine *self, BwRequestRun run, gpointer tag, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  return bw_request_new (run, task);
}

/* A look changes nothing: once cancelled its answer is never told, were it ready a moment before. Else one that
 * comes late would be taken for what was asked after it. */
static BwRequest *
begin_look (BwEngine *self, BwRequestRun run, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return bw_request_new (run, task);
}

gboolean
bw_engine_finish_call (BwEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_task_propagate_pointer (G_TASK (result), error);
  return !g_task_had_error (G_TASK (result));
}

void
bw_engine_set_data (BwRequest *request, gpointer data, GDestroyNotify free_data)
{
  request->has_data = TRUE;
  request->data = data;
  request->free_data = free_data;
}

void
bw_engine_open_async (BwEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  bw_loop_push (self->loop,
                bw_engine_begin_call (self, bw_boot_open_run, bw_engine_open_async, cancellable, callback, user_data));
}

gboolean
bw_engine_open_finish (BwEngine *self, GAsyncResult *result, GError **error)
{
  return bw_engine_finish_call (self, result, error);
}

void
bw_engine_close_async (BwEngine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  self->is_closed = TRUE;
  g_clear_pointer (&self->reader, bw_trading_reader_free);
  g_clear_pointer (&self->market, bw_database_close);
  g_clear_pointer (&self->texts_source, bw_database_close);
  bw_loop_push (self->loop, bw_engine_begin_call (self, bw_boot_close_run, bw_engine_close_async, NULL, callback, user_data));
}

gboolean
bw_engine_close_finish (BwEngine *self, GAsyncResult *result, GError **error)
{
  return bw_engine_finish_call (self, result, error);
}

gsize
bw_engine_n_timelines (BwEngine *self)
{
  return bw_views_n_timelines (self->views);
}

const BwTimelineView *
bw_engine_timeline_at (BwEngine *self, gsize index)
{
  return bw_views_timeline_at (self->views, index);
}

const BwTimelineView *
bw_engine_timeline (BwEngine *self, BwTimelineId timeline)
{
  return bw_views_timeline (self->views, timeline);
}

gsize
bw_engine_n_accounts (BwEngine *self)
{
  return bw_views_n_accounts (self->views);
}

const BwAccountView *
bw_engine_account_at (BwEngine *self, gsize index)
{
  return bw_views_account_at (self->views, index);
}

const BwAccountView *
bw_engine_account (BwEngine *self, BwTimelineId timeline, BwAccountId account)
{
  return bw_views_account (self->views, timeline, account);
}

const BwPosition *
bw_engine_positions (BwEngine *self, BwTimelineId timeline, BwAccountId account, gsize *n_positions)
{
  return bw_views_positions (self->views, timeline, account, n_positions);
}

const BwOrder *const *
bw_engine_open_orders (BwEngine *self, BwTimelineId timeline, BwAccountId account, gsize *n_orders)
{
  return bw_views_open_orders (self->views, timeline, account, n_orders);
}

const BwQuoteView *
bw_engine_quote (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument)
{
  return bw_views_quote (self->views, timeline, instrument);
}

gsize
bw_engine_n_activities (BwEngine *self)
{
  return bw_views_n_activities (self->views);
}

const BwActivityView *
bw_engine_activity_at (BwEngine *self, gsize index)
{
  return bw_views_activity_at (self->views, index);
}

gsize
bw_engine_n_happenings (BwEngine *self)
{
  return bw_views_n_happenings (self->views);
}

const BwHappeningView *
bw_engine_happening_at (BwEngine *self, gsize index)
{
  return bw_views_happening_at (self->views, index);
}

gsize
bw_engine_n_jobs (BwEngine *self)
{
  return bw_views_n_jobs (self->views);
}

const BwJobView *
bw_engine_job_at (BwEngine *self, gsize index)
{
  return bw_views_job_at (self->views, index);
}

void
bw_engine_cancel_job (BwEngine *self, guint64 job)
{
  BwRequest *request = bw_request_new (bw_jobs_cancel_run, NULL);

  request->time = (BwTime) job;
  bw_loop_push (self->loop, request);
}

gsize
bw_engine_n_instruments (BwEngine *self)
{
  return bw_views_n_instruments (self->views);
}

const BwInstrument *
bw_engine_instrument_at (BwEngine *self, gsize index)
{
  return bw_views_instrument_at (self->views, index);
}

const BwInstrument *
bw_engine_instrument (BwEngine *self, BwInstrumentId instrument)
{
  return bw_views_instrument (self->views, instrument);
}

const BwInstrument *
bw_engine_find_instrument (BwEngine *self, const char *symbol)
{
  return bw_views_find_instrument (self->views, symbol);
}

const char *
bw_engine_instrument_description (BwEngine *self, BwInstrumentId instrument)
{
  return bw_views_description (self->views, instrument);
}

const BwInstrumentId *
bw_engine_timeline_instruments (BwEngine *self, BwTimelineId timeline, gsize *n_instruments)
{
  return bw_views_listing (self->views, timeline, n_instruments);
}

static void
push_subscription (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument, gboolean is_on)
{
  BwRequest *request = bw_request_new (bw_request_subscribe_run, NULL);

  request->timeline = timeline;
  request->instrument = instrument;
  request->is_on = is_on;
  bw_loop_push (self->loop, request);
}

void
bw_engine_subscribe (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument)
{
  if (bw_views_subscribe (self->views, timeline, instrument))
    push_subscription (self, timeline, instrument, TRUE);
}

void
bw_engine_unsubscribe (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument)
{
  if (bw_views_unsubscribe (self->views, timeline, instrument))
    push_subscription (self, timeline, instrument, FALSE);
}

gboolean
bw_engine_depth (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument, BwDepth *depth)
{
  return bw_views_depth (self->views, timeline, instrument, depth);
}

const BwTapeView *
bw_engine_tape (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument, gsize *n_prints)
{
  return bw_views_tape (self->views, timeline, instrument, n_prints);
}

const BwMinuteView *
bw_engine_new_minutes (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument, gsize *n_minutes)
{
  return bw_views_minutes (self->views, timeline, instrument, n_minutes);
}

void
bw_engine_load_bars_async (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument, BwTimeframe timeframe,
                           BwTime before, gsize n_max, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  BwRequest *request =
      begin_look (self, bw_work_bars_run, bw_engine_load_bars_async, cancellable, callback, user_data);
  BwWorkBars *bars = bw_work_bars_new ();

  request->instrument = instrument;
  bars->timeline = timeline;
  bars->query.timeframe = timeframe;
  bars->query.before = before;
  bars->query.n_max = n_max;
  bw_engine_set_data (request, bars, (GDestroyNotify) bw_work_bars_free);
  bw_loop_push (self->loop, request);
}

BwBarSeries *
bw_engine_load_bars_finish (BwEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
bw_engine_command_async (BwEngine *self, BwTimelineId timeline, const BwInput *input, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  BwRequest *request =
      bw_engine_begin_call (self, bw_request_command_run, bw_engine_command_async, cancellable, callback, user_data);

  request->timeline = timeline;
  request->input = *input;
  bw_loop_push (self->loop, request);
}

gboolean
bw_engine_command_finish (BwEngine *self, GAsyncResult *result, BwCommandResult *outcome, GError **error)
{
  g_autofree BwCommandResult *value = g_task_propagate_pointer (G_TASK (result), error);

  if (value != NULL && outcome != NULL)
    *outcome = *value;
  return value != NULL;
}

/**
 * bw_engine_inject_async:
 *
 * Makes something happen in the practice market, or in a branch of it; a replay can be halted and
 * resumed. Journaled, so that a restart and a proof play it again.
 *
 * Errors: %BW_ENGINE_ERROR_INVALID with a sentence for people.
 */
void
bw_engine_inject_async (BwEngine *self, BwTimelineId timeline, const BwInjection *injection,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  BwInput input = { .kind = BW_INPUT_INJECT };

  input.inject = *injection;
  bw_engine_command_async (self, timeline, &input, cancellable, callback, user_data);
}

gboolean
bw_engine_inject_finish (BwEngine *self, GAsyncResult *result, GError **error)
{
  return bw_engine_command_finish (self, result, NULL, error);
}

void
bw_engine_preview_async (BwEngine *self, BwTimelineId timeline, const BwNewOrder *order, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  BwRequest *request =
      begin_look (self, bw_request_preview_run, bw_engine_preview_async, cancellable, callback, user_data);

  request->timeline = timeline;
  request->order = *order;
  bw_loop_push (self->loop, request);
}

gboolean
bw_engine_preview_finish (BwEngine *self, GAsyncResult *result, BwOrderPreview *preview, GError **error)
{
  g_autofree BwOrderPreview *value = g_task_propagate_pointer (G_TASK (result), error);

  if (value != NULL)
    *preview = *value;
  return value != NULL;
}

/* See engine/risk.h. */
void
bw_engine_risk_async (BwEngine *self, BwTimelineId timeline, BwAccountId account, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  BwRequest *request = begin_look (self, bw_request_risk_run, bw_engine_risk_async, cancellable, callback, user_data);

  request->timeline = timeline;
  request->input.account.account = account;
  bw_loop_push (self->loop, request);
}

/**
 * bw_engine_trading_reader:
 *
 * Returns: (transfer none) (nullable): the reader; %NULL while the profile is not open
 */
BwTradingReader *
bw_engine_trading_reader (BwEngine *self)
{
  g_autofree char *path = g_build_filename (self->profile_path, "trading.db", NULL);

  if (self->reader == NULL && !self->is_closed)
    self->reader = bw_trading_reader_open (path, NULL);
  return self->reader;
}

/**
 * bw_engine_market_reader:
 *
 * What is stored of the market: instruments, bars, kept import reports (store/bar-store.h,
 * store/import-job.h). For this thread alone.
 *
 * Returns: (transfer none) (nullable): a read-only connection; %NULL while the profile is not open
 */
BwDatabase *
bw_engine_market_reader (BwEngine *self)
{
  g_autofree char *path = g_build_filename (self->profile_path, "market.db", NULL);

  if (self->market == NULL && !self->is_closed)
    self->market = bw_database_open_read_only (BW_DATABASE_MARKET, path, NULL);
  return self->market;
}

void
bw_engine_flush_async (BwEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  bw_loop_push (self->loop,
                bw_engine_begin_call (self, bw_request_flush_run, bw_engine_flush_async, cancellable, callback, user_data));
}

gboolean
bw_engine_flush_finish (BwEngine *self, GAsyncResult *result, GError **error)
{
  return bw_engine_finish_call (self, result, error);
}

void
bw_engine_import_async (BwEngine *self, const BwImportSpec *spec, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  BwRequest *request =
      bw_engine_begin_call (self, bw_work_import_run, bw_engine_import_async, cancellable, callback, user_data);

  bw_engine_set_data (request, bw_import_spec_copy (spec), (GDestroyNotify) bw_import_spec_free);
  bw_loop_push (self->loop, request);
}

BwImportOutcome *
bw_engine_import_finish (BwEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static char *
make_text_key (const char *key)
{
  return g_strconcat ("text/", key, NULL);
}

/**
 * bw_engine_get_text:
 *
 * Returns: (transfer full) (nullable): what was last set
 */
char *
bw_engine_get_text (BwEngine *self, const char *key)
{
  g_autofree char *stored_key = make_text_key (key);
  g_autofree char *path = g_build_filename (self->profile_path, "trading.db", NULL);
  char *text;

  if (g_hash_table_lookup_extended (self->texts, stored_key, NULL, (gpointer *) &text))
    return g_strdup (text);
  if (self->texts_source == NULL && !self->is_closed)
    self->texts_source = bw_database_open_read_only (BW_DATABASE_TRADING, path, NULL);
  if (self->texts_source == NULL)
    return NULL;
  text = bw_values_get (self->texts_source, stored_key, NULL);
  g_hash_table_insert (self->texts, g_steal_pointer (&stored_key), text);
  return g_strdup (text);
}

/**
 * bw_engine_set_text:
 *
 * Seen by bw_engine_get_text() at once; on the disk soon after, in order with all else.
 */
void
bw_engine_set_text (BwEngine *self, const char *key, const char *text)
{
  BwRequest *request;
  g_autofree char *stored_key = make_text_key (key);
  gsize n_key = strlen (stored_key) + 1;
  gsize n_text = strlen (text) + 1;
  char *data;

  if (g_strcmp0 (g_hash_table_lookup (self->texts, stored_key), text) == 0)
    return;
  request = bw_request_new (bw_request_set_text_run, NULL);
  data = g_malloc (n_key + n_text);
  memcpy (data, stored_key, n_key);
  memcpy (data + n_key, text, n_text);
  bw_engine_set_data (request, data, g_free);
  bw_loop_push (self->loop, request);
  g_hash_table_insert (self->texts, g_steal_pointer (&stored_key), g_strdup (text));
}

/**
 * bw_engine_health:
 * @health: (out caller-allocates)
 */
void
bw_engine_health (BwEngine *self, BwEngineHealth *health)
{
  *health = self->health;
}
