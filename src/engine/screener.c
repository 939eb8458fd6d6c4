/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/screener.h"

#include "engine/engine-private.h"
#include "engine/history.h"
#include "engine/jobs.h"
#include "engine/span.h"

#include <math.h>

#define YEAR_BARS    252
#define SETTLE_BARS  250 /* what averages that never quite forget need to settle */
#define MANY_SYMBOLS 500 /* from here on reading them is a job that people see */

/* Reference counted, atomically. */
typedef struct
{
  gint n_read, n_to_read; /* atomic */
} Progress;

struct _BwScreener
{
  GObject parent_instance;
  BwEngine *engine;      /* (owned) */
  GHashTable *entries;   /* (owned): instrument id -> BwScreenEntry */
  BwTimelineId timeline; /* of @entries, and so on */
  BwTimeframe timeframe;
  gsize n_bars;
  Progress *progress; /* (owned): of the newest call */
};

G_DEFINE_FINAL_TYPE (BwScreener, bw_screener, G_TYPE_OBJECT)

/* What a worker reads. It is freed on another thread, so it holds no screener. */
typedef struct
{
  Progress *progress; /* (owned) */
  GTask *task;        /* (owned) */
  BwTimelineId timeline;
  BwTimeframe timeframe;
  gsize n_bars;
  GArray *instruments; /* (owned): BwInstrument */
  GPtrArray *live;     /* (owned): GArray of BwMinuteView, or NULL, of each */
  GArray *splits;      /* (owned) (nullable): BwSplit */
  BwTime now;
  char *market_path;          /* (owned) */
  BwPracticeMarket *practice; /* (owned) (nullable) */
  guint64 job;                /* 0: none */
} Reading;

/* One call. */
typedef struct
{
  BwProgram *program; /* (owned) (nullable) */
  gboolean has_condition;
  GArray *instruments; /* (owned): BwInstrumentId */
  BwTimelineId timeline;
  BwTimeframe timeframe;
  gsize n_bars;
  GPtrArray *entries;    /* (owned) (nullable): BwScreenEntry, in the order of @instruments */
  BwScreenPrice *prices; /* (owned) (nullable) */
  BwTime now;
  gint64 begun, read;
} Call;

static void
call_free (Call *call)
{
  g_clear_pointer (&call->program, bw_program_unref);
  g_clear_pointer (&call->instruments, g_array_unref);
  g_clear_pointer (&call->entries, g_ptr_array_unref);
  g_free (call->prices);
  g_free (call);
}

static void
unref_live (gpointer live)
{
  if (live != NULL)
    g_array_unref (live);
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->task);
  g_atomic_rc_box_release (reading->progress);
  g_clear_pointer (&reading->instruments, g_array_unref);
  g_clear_pointer (&reading->live, g_ptr_array_unref);
  g_clear_pointer (&reading->splits, g_array_unref);
  g_clear_pointer (&reading->practice, bw_practice_market_unref);
  g_free (reading->market_path);
  g_free (reading);
}

/* ---- On a worker: bars ---- */

static double
shares_since (const Reading *reading, BwInstrumentId instrument)
{
  double factor = 1;

  for (guint i = 0; reading->splits != NULL && i < reading->splits->len; i++)
    {
      const BwSplit *split = &g_array_index (reading->splits, BwSplit, i);

      if (split->instrument == instrument)
        factor *= bw_fixed_to_double (split->to) / bw_fixed_to_double (split->from);
    }
  return factor;
}

static void
add_facts (const Reading *reading, BwScreenEntry *entry)
{
  const BwInstrument *instrument = &entry->instrument;
  double *numbers = entry->facts.numbers;
  double factor = shares_since (reading, instrument->id), shares;
  gsize index;

  if (reading->practice == NULL || !g_str_equal (instrument->source, "practice") ||
      !bw_practice_market_find (reading->practice, instrument->symbol, &index))
    return;
  entry->facts.texts[BW_FACT_INDUSTRY] = bw_practice_market_sub_industry (reading->practice, index);
  shares = bw_fixed_to_double (bw_practice_market_shares_outstanding (reading->practice, index));
  if (shares > 0)
    numbers[BW_FACT_SHARES] = shares * factor;
  bw_practice_market_fundamentals (reading->practice, index, &numbers[BW_FACT_EARNINGS],
                                   &numbers[BW_FACT_DIVIDEND]);
  numbers[BW_FACT_EARNINGS] /= factor;
  numbers[BW_FACT_DIVIDEND] /= factor;
}

/* An instrument of which nothing is stored has no bars: that is no failure. */
static BwScreenEntry *
read_entry (const Reading *reading, BwHistory *history, guint index, GError **error)
{
  const BwInstrument *instrument = &g_array_index (reading->instruments, BwInstrument, index);
  BwHistoryQuery query = { .instrument = *instrument,
                           .timeframe = reading->timeframe,
                           .before = BW_TIME_MAX,
                           .now = reading->now,
                           .n_max = reading->n_bars,
                           .splits = reading->splits,
                           .live = g_ptr_array_index (reading->live, index) };
  g_autoptr (GError) failure = NULL;
  g_autoptr (BwBarSeries) bars = bw_history_load (history, &query, &failure);
  BwScreenEntry *entry;

  if (bars == NULL && !g_error_matches (failure, BW_ENGINE_ERROR, BW_ENGINE_ERROR_NO_DATA))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  entry = bw_screen_entry_new (instrument, bars);
  if (entry->bars != NULL)
    entry->last_end =
        bw_span_end (instrument->calendar, bars->timeframe, bars->start[bars->n_bars - 1]);
  add_facts (reading, entry);
  return entry;
}

static GPtrArray *
read_entries (Reading *reading, BwLoop *loop, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)bw_screen_entry_unref);
  g_autoptr (BwHistory) history = bw_history_open (reading->market_path, reading->practice, error);

  for (guint i = 0; history != NULL && i < reading->instruments->len; i++)
    {
      BwScreenEntry *entry = read_entry (reading, history, i, error);

      if (entry == NULL ||
          g_cancellable_set_error_if_cancelled (g_task_get_cancellable (reading->task), error))
        {
          g_clear_pointer (&entry, bw_screen_entry_unref);
          return NULL;
        }
      g_ptr_array_add (entries, entry);
      g_atomic_int_inc (&reading->progress->n_read);
      if (reading->job != 0 && i % 64 == 0)
        bw_jobs_report (loop, reading->job, (double)i / reading->instruments->len);
    }
  return history != NULL ? g_steal_pointer (&entries) : NULL;
}

static void
end_reading_run (BwLoop *loop, BwRequest *request)
{
  Reading *reading = request->data;

  bw_jobs_end (loop, reading->job, "");
}

/* The answer goes straight to the task's own context; then the job ends. The task, and with it the
 * engine, is let go of here: the engine thread must not be the last to hold its engine. */
static void
read_cb (BwLoop *loop, gpointer data)
{
  Reading *reading = data;
  GError *error = NULL;
  GPtrArray *entries = read_entries (reading, loop, &error);
  g_autoptr (GTask) task = g_steal_pointer (&reading->task);
  BwRequest *end = reading->job != 0 ? bw_request_new (end_reading_run, NULL) : NULL;

  if (end != NULL)
    {
      bw_engine_set_data (end, reading, reading_free);
      bw_loop_push (loop, end);
    }
  else
    reading_free (reading);
  if (entries != NULL)
    g_task_return_pointer (task, entries, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* ---- On the engine thread: what is known now ---- */

static GArray *
copy_live (const BwTrack *track)
{
  GArray *live = g_array_copy (track->minutes);

  if (track->minute.start != BW_TIME_NONE)
    g_array_append_val (live, track->minute);
  return live;
}

static void
begin_reading_run (BwLoop *loop, BwRequest *request)
{
  Reading *reading = request->data;
  BwRun *run = bw_loop_run (loop, reading->timeline);

  if (!loop->is_open || (run == NULL && reading->timeline != BW_TIMELINE_LIBRARY))
    {
      bw_loop_answer_refusal (loop, request->task,
                              loop->is_open ? BW_ENGINE_ERROR_UNKNOWN : BW_ENGINE_ERROR_CLOSED,
                              "There is no such timeline");
      return;
    }
  reading->now = run != NULL ? run->now : BW_TIME_MAX;
  if (run != NULL)
    reading->splits = g_array_copy (run->splits);
  for (guint i = 0; i < reading->instruments->len; i++)
    {
      BwTrack *track =
          run != NULL && run->kind == BW_TIMELINE_KIND_PRACTICE
              ? bw_run_track (run, g_array_index (reading->instruments, BwInstrument, i).id)
              : NULL;

      g_ptr_array_add (reading->live, track != NULL ? copy_live (track) : NULL);
    }
  reading->market_path = g_strdup (bw_profile_folder_market_path (loop->keeper.folder));
  reading->practice = loop->practice != NULL ? bw_practice_market_ref (loop->practice) : NULL;
  if (reading->instruments->len >= MANY_SYMBOLS)
    reading->job = bw_jobs_begin (loop, "Reading bars for the screener",
                                  g_task_get_cancellable (request->task));
  request->data = NULL;
  bw_jobs_push (loop, read_cb, reading);
}

/* ---- On the caller's thread ---- */

static gboolean
is_stale (BwScreener *self, const BwScreenEntry *entry, BwTimelineId timeline, BwTime now)
{
  const BwQuoteView *quote = bw_engine_quote (self->engine, timeline, entry->instrument.id);
  BwTime traded =
      quote != NULL && quote->market.last.e8 > 0 ? quote->market.last_time : BW_TIME_NONE;

  /* A bar that was under way has ended, or a trade has begun one. */
  if (entry->last_end != BW_TIME_NONE && entry->last_end > now)
    return FALSE;
  if (traded == BW_TIME_NONE || (entry->last_end != BW_TIME_NONE && traded <= entry->last_end))
    return FALSE;
  return bw_timeframe_is_intraday (self->timeframe) ||
         bw_calendar_phase_at (entry->instrument.calendar, traded) == BW_PHASE_CORE;
}

static void
forget_all (BwScreener *self, Call *call)
{
  if (self->timeline == call->timeline && self->timeframe == call->timeframe &&
      self->n_bars >= call->n_bars)
    return;
  g_hash_table_remove_all (self->entries);
  self->timeline = call->timeline;
  self->timeframe = call->timeframe;
  self->n_bars = call->n_bars;
}

/* Returns: (transfer full): BwInstrument of those that must be read */
static GArray *
find_missing (BwScreener *self, const Call *call)
{
  GArray *missing = g_array_new (FALSE, FALSE, sizeof (BwInstrument));

  for (guint i = 0; i < call->instruments->len; i++)
    {
      BwInstrumentId id = g_array_index (call->instruments, BwInstrumentId, i);
      const BwScreenEntry *entry = g_hash_table_lookup (self->entries, GUINT_TO_POINTER (id));
      const BwInstrument *instrument = bw_engine_instrument (self->engine, id);

      if (instrument != NULL &&
          (entry == NULL || is_stale (self, entry, call->timeline, call->now)))
        g_array_append_vals (missing, instrument, 1);
    }
  return missing;
}

static void
gather_entries (BwScreener *self, Call *call)
{
  call->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_screen_entry_unref);
  call->prices = g_new0 (BwScreenPrice, MAX (call->instruments->len, 1u));
  for (guint i = 0; i < call->instruments->len; i++)
    {
      BwInstrumentId id = g_array_index (call->instruments, BwInstrumentId, i);
      BwScreenEntry *entry = g_hash_table_lookup (self->entries, GUINT_TO_POINTER (id));
      const BwQuoteView *quote = bw_engine_quote (self->engine, call->timeline, id);

      if (entry == NULL)
        continue;
      if (quote != NULL)
        {
          call->prices[call->entries->len].last = bw_fixed_to_double (quote->market.last);
          if (call->timeframe == BW_TIMEFRAME_1D)
            call->prices[call->entries->len].volume = bw_fixed_to_double (quote->market.day_volume);
        }
      g_ptr_array_add (call->entries, bw_screen_entry_ref (entry));
    }
}

static void
screen_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Call *call = task_data;
  BwScreenTask screen = {
    call->program, call->has_condition, (BwScreenEntry *const *)call->entries->pdata,
    call->prices,  call->entries->len,  call->now,
    call->n_bars,  cancellable
  };
  const BwClock *clock = bw_clock_system ();
  gint64 begun = bw_clock_monotonic (clock);
  BwScreenResult *result = bw_screen_run (&screen, g_get_num_processors ());

  if (result == NULL)
    {
      g_task_return_error_if_cancelled (task);
      return;
    }
  result->load_ns = call->read;
  result->took_ns = bw_clock_monotonic (clock) - begun;
  g_task_return_pointer (task, result, (GDestroyNotify)bw_screen_result_free);
}

static void
go_on (GTask *task)
{
  BwScreener *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  call->read = bw_clock_monotonic (bw_clock_system ()) - call->begun;
  gather_entries (self, call);
  if (call->program != NULL)
    g_task_run_in_thread (task, screen_thread);
  else
    g_task_return_pointer (task, g_steal_pointer (&call->entries),
                           (GDestroyNotify)g_ptr_array_unref);
}

static void
read_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BwScreener *self = g_task_get_source_object (task);
  const Call *call = g_task_get_task_data (task);
  g_autoptr (GPtrArray) entries = NULL;
  GError *error = NULL;

  entries = g_task_propagate_pointer (G_TASK (result), &error);
  if (entries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* A call for other bars may have come in between. */
  if (self->timeline == call->timeline && self->timeframe == call->timeframe &&
      self->n_bars >= call->n_bars)
    for (guint i = 0; i < entries->len; i++)
      {
        BwScreenEntry *entry = g_ptr_array_index (entries, i);

        g_hash_table_replace (self->entries, GUINT_TO_POINTER (entry->instrument.id),
                              bw_screen_entry_ref (entry));
      }
  else
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Other bars are being read");
      return;
    }
  go_on (task);
}

/* Takes @task. */
static void
begin (BwScreener *self, GTask *task)
{
  Call *call = g_task_get_task_data (task);
  const BwTimelineView *timeline = bw_engine_timeline (self->engine, call->timeline);
  GArray *missing;
  Reading *reading;
  BwRequest *request;

  call->begun = bw_clock_monotonic (bw_clock_system ());
  call->now = timeline != NULL ? timeline->now : BW_TIME_MAX;
  forget_all (self, call);
  missing = find_missing (self, call);
  g_atomic_rc_box_release (self->progress);
  self->progress = g_atomic_rc_box_new0 (Progress);
  self->progress->n_to_read = (gint)missing->len;
  if (missing->len == 0)
    {
      g_array_unref (missing);
      go_on (task);
      g_object_unref (task);
      return;
    }
  reading = g_new0 (Reading, 1);
  reading->progress = g_atomic_rc_box_acquire (self->progress);
  reading->timeline = call->timeline;
  reading->timeframe = call->timeframe;
  reading->n_bars = self->n_bars;
  reading->instruments = missing;
  reading->live = g_ptr_array_new_with_free_func (unref_live);
  reading->task = g_task_new (self->engine, g_task_get_cancellable (task), read_done_cb, task);
  g_task_set_source_tag (reading->task, begin);
  request = bw_request_new (begin_reading_run, reading->task);
  bw_engine_set_data (request, reading, reading_free);
  bw_loop_push (self->engine->loop, request);
}

static Call *
call_new (const BwScreenQuery *query)
{
  Call *call = g_new0 (Call, 1);

  call->timeline = query->timeline;
  call->timeframe = query->timeframe;
  call->instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));
  g_array_append_vals (call->instruments, query->instruments, (guint)query->n_instruments);
  return call;
}

gboolean
bw_screen_is_blank (const char *condition)
{
  while (condition != NULL && g_ascii_isspace (*condition))
    condition++;
  return condition == NULL || *condition == '\0';
}

/**
 * bw_screen_compile:
 * @condition: (nullable): becomes the first root unless it is blank
 * @bad: (out) (nullable): which one is wrong: -1 the condition, else the column
 * @fault: (out caller-allocates): all zero when it is handed in
 *
 * Returns: (transfer full) (nullable)
 */
BwProgram *
bw_screen_compile (BwTimeframe timeframe,
                   const char *condition,
                   const char *const *columns,
                   gsize n_columns,
                   int *bad,
                   BwFault *fault)
{
  g_autoptr (BwProgram) program = bw_program_new (timeframe);

  if (bad != NULL)
    *bad = -1;
  if (!bw_screen_is_blank (condition) && !bw_program_add_condition (program, condition, fault))
    return NULL;
  for (gsize k = 0; k < n_columns; k++)
    if (!bw_program_add (program, columns[k], fault))
      {
        if (bad != NULL)
          *bad = (int)k;
        return NULL;
      }
  return g_steal_pointer (&program);
}

static char *
describe_fault (const BwFault *fault, const char *text)
{
  g_autofree char *message = bw_fault_message (fault, NULL);
  g_autofree char *picture = bw_fault_picture (fault, text);

  return g_strdup_printf ("Line %u, column %u: %s\n%s", fault->line, fault->column, message,
                          picture);
}

void
bw_screener_run_async (BwScreener *self,
                       const BwScreenQuery *query,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = call_new (query);
  g_auto (BwFault) fault = { 0 };
  gsize n_needed;
  int bad;

  g_task_set_source_tag (task, bw_screener_run_async);
  g_task_set_task_data (task, call, (GDestroyNotify)call_free);
  call->has_condition = !bw_screen_is_blank (query->condition);
  call->program = bw_screen_compile (query->timeframe, query->condition, query->columns,
                                     query->n_columns, &bad, &fault);
  if (call->program == NULL)
    {
      g_autofree char *text =
          describe_fault (&fault, bad < 0 ? query->condition : query->columns[bad]);

      g_task_return_new_error (task, BW_ENGINE_ERROR, BW_ENGINE_ERROR_INVALID, "%s", text);
      g_object_unref (task);
      return;
    }
  n_needed = bw_program_get_n_bars (call->program);
  call->n_bars = MAX (n_needed > 2 ? n_needed + SETTLE_BARS : 1, YEAR_BARS + 8);
  begin (self, task);
}

BwScreenResult *
bw_screener_run_finish (BwScreener *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
bw_screener_load_async (BwScreener *self,
                        const BwScreenQuery *query,
                        gsize n_bars,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = call_new (query);

  g_task_set_source_tag (task, bw_screener_load_async);
  g_task_set_task_data (task, call, (GDestroyNotify)call_free);
  call->n_bars = n_bars;
  begin (self, task);
}

GPtrArray *
bw_screener_load_finish (BwScreener *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Returns: how much of the reading under way is done, 0 to 1 */
double
bw_screener_get_progress (BwScreener *self)
{
  gint n = g_atomic_int_get (&self->progress->n_to_read);

  return n > 0 ? CLAMP ((double)g_atomic_int_get (&self->progress->n_read) / n, 0, 1) : 1;
}

/* An import may have brought bars of a symbol that is known. */
static void
changed_cb (BwEngine *engine, guint what, BwScreener *self)
{
  if ((what & BW_CHANGED_INSTRUMENTS) != 0)
    g_hash_table_remove_all (self->entries);
}

static void
bw_screener_dispose (GObject *object)
{
  BwScreener *self = BW_SCREENER (object);

  g_clear_object (&self->engine);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->progress, g_atomic_rc_box_release);
  G_OBJECT_CLASS (bw_screener_parent_class)->dispose (object);
}

static void
bw_screener_class_init (BwScreenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_screener_dispose;
}

static void
bw_screener_init (BwScreener *self)
{
  self->progress = g_atomic_rc_box_new0 (Progress);
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)bw_screen_entry_unref);
}

BwScreener *
bw_screener_new (BwEngine *engine)
{
  BwScreener *self = g_object_new (BW_TYPE_SCREENER, NULL);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (engine, "changed", G_CALLBACK (changed_cb), self, 0);
  return self;
}
