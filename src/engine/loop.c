/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/loop.h"

#include "engine/alert-work.h"
#include "engine/archive.h"
#include "engine/recovery.h"
#include "engine/requests.h"
#include "store/values.h"

/* How long a turn may work on one timeline before it looks at the queue again. */
#define SLICE_NS (4 * BW_MILLISECOND)
/* A batch without outputs is written this often. */
#define QUIET_COMMIT_NS BW_SECOND
/* Requests taken into one commit. */
#define REQUESTS_PER_TURN 4096
#define PROJECT_AFTER_NS (20 * BW_MILLISECOND)
#define PROJECT_AT_LAST_NS (250 * BW_MILLISECOND)
#define PROJECT_LEAST 64
/* Somebody who sends one order after the other isn't kept waiting in between. */
#define PROJECT_IDLE_NS (5 * BW_MILLISECOND)
#define BACKLOG_BYTES_MAX (64 * 1024 * 1024)
#define SNAPSHOT_EVENTS 1000000
#define SNAPSHOT_ENTRIES 5000
#define RETRY_NS BW_SECOND

BwRequest *
bw_request_new (BwRequestRun run, GTask *task)
{
  BwRequest *request = g_new0 (BwRequest, 1);

  request->run = run;
  request->task = task != NULL ? g_object_ref (task) : NULL;
  return request;
}

static void
free_request (gpointer data)
{
  BwRequest *request = data;

  if (request->has_data && request->data != NULL && request->free_data != NULL)
    request->free_data (request->data);
  g_clear_object (&request->task);
  g_free (request);
}

/**
 * bw_loop_new:
 * @wake: (transfer none): made ready whenever there is an update to take
 *
 * Returns: (transfer full): a loop that doesn't run yet
 */
BwLoop *
bw_loop_new (const char *profile_path, const BwClock *clock, GSource *wake)
{
  BwLoop *loop = g_new0 (BwLoop, 1);

  loop->clock = *clock;
  loop->profile_path = g_strdup (profile_path);
  loop->wake = wake;
  g_mutex_init (&loop->lock);
  g_cond_init (&loop->cond);
  g_queue_init (&loop->requests);
  loop->awaiting = g_array_new (FALSE, FALSE, sizeof (BwReply));
  loop->flushers = g_ptr_array_new_with_free_func (g_object_unref);
  loop->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_run_free);
  return loop;
}

/**
 * bw_loop_push:
 * @request: (transfer full)
 *
 * May be called from any thread.
 */
void
bw_loop_push (BwLoop *loop, BwRequest *request)
{
  request->submitted = bw_clock_monotonic (&loop->clock);
  g_mutex_lock (&loop->lock);
  g_queue_push_tail (&loop->requests, request);
  if (loop->requests.length == 1)
    g_cond_signal (&loop->cond);
  g_mutex_unlock (&loop->lock);
}

/**
 * bw_loop_take_update:
 *
 * Returns: (transfer full) (nullable): all that has changed since the last call
 */
BwUpdate *
bw_loop_take_update (BwLoop *loop)
{
  return __atomic_exchange_n (&loop->update, NULL, __ATOMIC_ACQ_REL);
}

BwUpdate *
bw_loop_gather (BwLoop *loop)
{
  if (loop->gathering == NULL)
    loop->gathering = bw_update_new ();
  return loop->gathering;
}

BwRun *
bw_loop_run (BwLoop *loop, BwTimelineId timeline)
{
  for (guint i = 0; i < loop->runs->len; i++)
    {
      BwRun *run = g_ptr_array_index (loop->runs, i);

      if (run->id == timeline)
        return run;
    }
  return NULL;
}

void
bw_loop_add_run (BwLoop *loop, BwRun *run)
{
  run->last_mono = bw_clock_monotonic (&loop->clock);
  g_ptr_array_add (loop->runs, run);
}

void
bw_loop_remove_run (BwLoop *loop, BwRun *run)
{
  g_ptr_array_remove (loop->runs, run);
}

/* Answers leave with the next update, after the commit that ends this turn. */
static void
push_reply (BwLoop *loop, GTask *task, gpointer value, GDestroyNotify free_value, GError *error)
{
  BwReply reply = { NULL, error, value, free_value };

  /* Nobody asked: an engine that is dropped without being closed. */
  if (task == NULL)
    {
      if (value != NULL && free_value != NULL)
        free_value (value);
      g_clear_error (&error);
      return;
    }
  reply.task = g_object_ref (task);
  g_array_append_val (loop->awaiting, reply);
}

/**
 * bw_loop_answer:
 * @task: (transfer none)
 * @value: (transfer full) (nullable): NULL answers a task that returns a boolean with %TRUE
 */
void
bw_loop_answer (BwLoop *loop, GTask *task, gpointer value, GDestroyNotify free_value)
{
  push_reply (loop, task, value, free_value, NULL);
}

void
bw_loop_answer_error (BwLoop *loop, GTask *task, GError *error)
{
  push_reply (loop, task, NULL, NULL, error);
}

void
bw_loop_answer_refusal (BwLoop *loop, GTask *task, BwEngineError code, const char *message)
{
  bw_loop_answer_error (loop, task, g_error_new_literal (BW_ENGINE_ERROR, code, message));
}

static void
freeze (BwLoop *loop, BwRun *run, const GError *error)
{
  g_autofree char *reason = g_strdup_printf ("Nothing can be written: %s Trading goes on as soon as it can.",
                                             error->message);

  run->frozen = g_intern_string (reason);
  run->retry_mono = loop->mono + RETRY_NS;
  run->is_view_dirty = TRUE;
}

/* Whoever waits for this commit is told that it failed; nothing was done. */
static void
fail_awaiting (BwLoop *loop, const GError *error)
{
  for (guint i = 0; i < loop->awaiting->len; i++)
    {
      BwReply *reply = &g_array_index (loop->awaiting, BwReply, i);

      if (reply->error != NULL)
        continue;
      if (reply->value != NULL && reply->free_value != NULL)
        reply->free_value (reply->value);
      reply->value = NULL;
      reply->error = g_error_new (BW_ENGINE_ERROR, BW_ENGINE_ERROR_FROZEN,
                                  "It was not done, because nothing can be written: %s", error->message);
    }
}

/* The cores have run ahead of what is on disk: make them again from there. */
static void
rebuild (BwLoop *loop, BwRun **runs, gsize n_runs, const GError *failure)
{
  for (gsize i = 0; i < n_runs; i++)
    {
      g_autoptr (GError) error = NULL;
      BwRun *again;

      freeze (loop, runs[i], failure);
      again = bw_recovery_again (loop, runs[i], &error);
      if (again == NULL)
        {
          g_warning ("Rebuilding a timeline: %s", error->message);
          bw_batch_reset (&runs[i]->batch);
          freeze (loop, runs[i], error);
          runs[i]->retry_mono = G_MAXINT64;
          continue;
        }
      again->frozen = runs[i]->frozen;
      again->retry_mono = runs[i]->retry_mono;
      bw_loop_remove_run (loop, runs[i]);
      bw_loop_add_run (loop, again);
      bw_loop_show_run (loop, again);
    }
}

static gboolean
is_due (const BwRun *run, gint64 mono, gboolean is_forced)
{
  if (bw_batch_is_empty (&run->batch) && run->noted_position == run->position)
    return FALSE;
  return is_forced || run->batch.n_inputs > 0 || bw_run_alerts_has_news (run) || run->batch.outputs.n_bytes > 0 ||
         mono - run->batch_mono >= QUIET_COMMIT_NS;
}

static void
show_committed (BwLoop *loop, BwRun *run)
{
  if (run->batch.outputs.n_bytes > 0)
    {
      bw_update_add_outputs (bw_loop_gather (loop), run->id, &run->batch.outputs);
      bw_loop_gather (loop)->changed |= BW_CHANGED_ACCOUNTS | BW_CHANGED_POSITIONS;
      run->are_accounts_dirty = TRUE;
    }
  bw_batch_reset (&run->batch);
}

/**
 * bw_loop_commit:
 * @is_forced: also what is not due yet
 *
 * Makes all batches durable in one commit; then their outputs may be shown and the answers given.
 * When that fails, nothing of it happened and the timelines are frozen.
 */
gboolean
bw_loop_commit (BwLoop *loop, gboolean is_forced)
{
  g_autofree BwRun **due = g_new (BwRun *, loop->runs->len + 1);
  g_autoptr (GError) error = NULL;
  gsize n_due = 0;
  gint64 mono = bw_clock_monotonic (&loop->clock);

  for (guint i = 0; i < loop->runs->len; i++)
    {
      BwRun *run = g_ptr_array_index (loop->runs, i);

      if (is_due (run, mono, is_forced))
        due[n_due++] = run;
    }
  if (n_due == 0)
    return TRUE;
  if (!bw_keeper_commit (&loop->keeper, due, n_due, &error))
    {
      g_message ("A commit failed: %s", error->message);
      fail_awaiting (loop, error);
      rebuild (loop, due, n_due, error);
      return FALSE;
    }
  for (gsize i = 0; i < n_due; i++)
    {
      show_committed (loop, due[i]);
      bw_alerts_flush (loop, due[i]);
    }
  if (loop->command_submitted != 0)
    loop->command_durable_ns = bw_clock_monotonic (&loop->clock) - loop->command_submitted;
  loop->command_submitted = 0;
  return TRUE;
}

/* Whether the disk takes anything again; the core stands where the journal does. */
static void
retry (BwLoop *loop, BwRun *run)
{
  g_autoptr (GError) error = NULL;

  if (loop->mono < run->retry_mono)
    return;
  if (!bw_values_set (loop->keeper.trading, "engine/probe", run->name, &error))
    {
      freeze (loop, run, error);
      return;
    }
  run->frozen = NULL;
  run->last_mono = loop->mono;
  run->is_view_dirty = TRUE;
}

static void
tick_all (BwLoop *loop)
{
  for (guint i = 0; i < loop->runs->len; i++)
    {
      BwRun *run = g_ptr_array_index (loop->runs, i);

      if (run->frozen != NULL)
        {
          retry (loop, run);
          continue;
        }
      if (!bw_run_is_active (run))
        {
          run->last_mono = loop->mono;
          continue;
        }
      bw_run_tick (run, loop->mono, loop->mono + SLICE_NS);
      bw_alerts_tick (loop, run);
      loop->unpublished |= BW_CHANGED_TIMELINES | BW_CHANGED_QUOTES;
      bw_loop_end_jumps (loop, run);
    }
}

static gboolean
has_requests_cb (gpointer user_data)
{
  BwLoop *loop = user_data;

  /* A peek without the lock: at worst a turn late. */
  return __atomic_load_n (&loop->requests.length, __ATOMIC_RELAXED) > 0;
}

static void
end_flushes (BwLoop *loop)
{
  if (bw_keeper_has_backlog (&loop->keeper))
    return;
  for (guint i = 0; i < loop->flushers->len; i++)
    bw_loop_answer (loop, g_ptr_array_index (loop->flushers, i), NULL, NULL);
  g_ptr_array_set_size (loop->flushers, 0);
}

static void
project (BwLoop *loop)
{
  g_autoptr (GError) error = NULL;
  gint64 age = loop->mono - loop->keeper.backlog_mono;
  gboolean is_pressing = loop->flushers->len > 0 || loop->is_flushing ||
                         loop->keeper.n_backlog_bytes > BACKLOG_BYTES_MAX;
  guint64 before = bw_projection_sequence (loop->keeper.projection);

  if (bw_keeper_has_backlog (&loop->keeper) && loop->keeper.held == 0 &&
      (is_pressing || age >= PROJECT_AT_LAST_NS ||
       (age >= PROJECT_AFTER_NS && loop->mono - loop->request_mono >= PROJECT_IDLE_NS)))
    {
      gsize n_least = is_pressing ? G_MAXSIZE
                      : age >= PROJECT_AT_LAST_NS ? MAX (PROJECT_LEAST, loop->keeper.backlog.length / 4)
                                                  : 1;

      /* The journal has it all: what can't be written now is written later. */
      if (!bw_keeper_project (&loop->keeper, loop->runs, n_least, has_requests_cb, loop, &error))
        {
          g_message ("Writing the history tables: %s", error->message);
          loop->keeper.backlog_mono = loop->mono + RETRY_NS;
        }
      if (bw_projection_sequence (loop->keeper.projection) != before)
        bw_loop_gather (loop)->changed |= BW_CHANGED_HISTORY;
    }
  if (loop->flushers->len > 0)
    end_flushes (loop);
}

static void
save_due (BwLoop *loop)
{
  for (guint i = 0; i < loop->runs->len; i++)
    {
      g_autoptr (GError) error = NULL;
      BwRun *run = g_ptr_array_index (loop->runs, i);

      if (run->frozen != NULL ||
          (run->n_snapshot_events < SNAPSHOT_EVENTS && run->n_snapshot_entries < SNAPSHOT_ENTRIES))
        continue;
      if (!bw_loop_commit (loop, TRUE))
        return;
      /* Samples and outputs before it can't be made again from the snapshot. */
      if (!bw_keeper_project (&loop->keeper, loop->runs, G_MAXSIZE, NULL, NULL, &error) ||
          !bw_alerts_keep_all (loop, run, &error) || !bw_keeper_save (&loop->keeper, run, &error))
        {
          g_message ("Saving the state: %s", error->message);
          run->n_snapshot_events = 0;
          run->n_snapshot_entries = 0;
        }
    }
}

/* When the thread must wake up even if nobody asks for anything. */
static gint64
find_deadline (BwLoop *loop)
{
  gint64 deadline = G_MAXINT64;

  for (guint i = 0; i < loop->runs->len; i++)
    {
      const BwRun *run = g_ptr_array_index (loop->runs, i);

      if (run->frozen != NULL)
        deadline = MIN (deadline, run->retry_mono);
      else if (run->jump_target != BW_TIME_NONE || (run->is_playing && run->lag > 0))
        return 0;
      else if (run->is_playing)
        deadline = MIN (deadline, run->last_mono + BW_LOOP_FRAME_NS);
      if (run->frozen == NULL &&
          (!bw_batch_is_empty (&run->batch) || run->noted_position != run->position))
        deadline = MIN (deadline, run->batch_mono + QUIET_COMMIT_NS);
    }
  if (bw_keeper_has_backlog (&loop->keeper) && loop->keeper.held == 0)
    deadline = MIN (deadline, loop->keeper.backlog_mono + PROJECT_AFTER_NS);
  if (loop->unpublished != 0 || loop->gathering != NULL)
    deadline = MIN (deadline, loop->published_mono + BW_LOOP_FRAME_NS);
  return deadline;
}

/* Waits for requests or the deadline, and takes what there is. FALSE: the end. */
static gboolean
take_requests (BwLoop *loop, GQueue *taken)
{
  gint64 deadline = loop->awaiting->len > 0 ? 0 : find_deadline (loop);
  gboolean goes_on;

  g_mutex_lock (&loop->lock);
  while (loop->requests.length == 0 && !loop->is_quitting)
    {
      gint64 left_ns = deadline == G_MAXINT64 ? BW_HOUR : deadline - bw_clock_monotonic (&loop->clock);
      gint64 until_us;

      if (left_ns <= 0)
        break;
      /* GLib waits by the system's clock, whatever ours is. */
      until_us = (bw_clock_monotonic (bw_clock_system ()) + MIN (left_ns, BW_HOUR)) / BW_MICROSECOND + 1;
      if (!g_cond_wait_until (&loop->cond, &loop->lock, until_us) && deadline != G_MAXINT64)
        break;
    }
  for (guint i = 0; i < REQUESTS_PER_TURN && loop->requests.length > 0; i++)
    g_queue_push_tail_link (taken, g_queue_pop_head_link (&loop->requests));
  goes_on = taken->length > 0 || !loop->is_quitting;
  g_mutex_unlock (&loop->lock);
  return goes_on;
}

static gpointer
run_thread (gpointer user_data)
{
  BwLoop *loop = user_data;
  GQueue taken = G_QUEUE_INIT;

  while (take_requests (loop, &taken))
    {
      BwRequest *request;

      loop->mono = bw_clock_monotonic (&loop->clock);
      tick_all (loop);
      if (taken.length > 0)
        loop->request_mono = loop->mono;
      while ((request = g_queue_pop_head (&taken)) != NULL)
        {
          request->run (loop, request);
          free_request (request);
        }
      bw_loop_commit (loop, FALSE);
      bw_loop_publish (loop);
      if (!loop->is_open)
        continue;
      loop->mono = bw_clock_monotonic (&loop->clock);
      project (loop);
      save_due (loop);
      bw_loop_archive (loop);
    }
  return NULL;
}

void
bw_loop_start (BwLoop *loop)
{
  loop->thread = g_thread_new ("engine", run_thread, loop);
}

void
bw_loop_free (BwLoop *loop)
{
  if (loop->thread != NULL)
    {
      g_mutex_lock (&loop->lock);
      loop->is_quitting = TRUE;
      g_cond_signal (&loop->cond);
      g_mutex_unlock (&loop->lock);
      g_thread_join (loop->thread);
    }
  g_queue_clear_full (&loop->requests, free_request);
  g_clear_pointer (&loop->update, bw_update_free);
  g_clear_pointer (&loop->gathering, bw_update_free);
  g_ptr_array_unref (loop->runs);
  g_array_unref (loop->awaiting);
  g_ptr_array_unref (loop->flushers);
  g_clear_pointer (&loop->practice, bw_practice_market_unref);
  bw_keeper_close (&loop->keeper);
  g_clear_pointer (&loop->jobs, g_hash_table_unref);
  g_cond_clear (&loop->cond);
  g_mutex_clear (&loop->lock);
  g_free (loop->profile_path);
  g_free (loop);
}
