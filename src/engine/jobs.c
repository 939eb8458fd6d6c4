/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/jobs.h"

/* Reading and pure work never waits for an import: one thread more than runs long. */
#define N_WORKERS 3

typedef struct
{
  BwJobRun run;
  gpointer data;
} Work;

typedef struct
{
  BwJobView view;
  GCancellable *cancellable; /* (owned) (nullable) */
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->cancellable);
  g_free (job);
}

static void
work_cb (gpointer data, gpointer user_data)
{
  g_autofree Work *work = data;

  work->run (user_data, work->data);
}

/**
 * bw_jobs_push:
 * @data: (transfer full): @run's
 */
void
bw_jobs_push (BwLoop *loop, BwJobRun run, gpointer data)
{
  Work *work = g_new (Work, 1);

  work->run = run;
  work->data = data;
  if (loop->workers == NULL)
    loop->workers = g_thread_pool_new (work_cb, loop, N_WORKERS, FALSE, NULL);
  g_thread_pool_push (loop->workers, work, NULL);
}

static GHashTable *
ensure_jobs (BwLoop *loop)
{
  if (loop->jobs == NULL)
    loop->jobs = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, free_job);
  return loop->jobs;
}

void
bw_jobs_stop (BwLoop *loop)
{
  GHashTableIter iter;
  gpointer value;

  g_atomic_int_set (&loop->is_stopping, TRUE);
  g_hash_table_iter_init (&iter, ensure_jobs (loop));
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Job *) value)->cancellable != NULL)
      g_cancellable_cancel (((Job *) value)->cancellable);
  if (loop->workers != NULL)
    g_thread_pool_free (g_steal_pointer (&loop->workers), FALSE, TRUE);
  g_clear_pointer (&loop->jobs, g_hash_table_unref);
}

static void
show_job (BwLoop *loop, const Job *job)
{
  g_array_append_val (bw_loop_gather (loop)->jobs, job->view);
  bw_loop_gather (loop)->changed |= BW_CHANGED_JOBS;
}

/**
 * bw_jobs_begin:
 * @cancellable: (nullable)
 */
guint64
bw_jobs_begin (BwLoop *loop, const char *title, GCancellable *cancellable)
{
  Job *job = g_new0 (Job, 1);

  job->view.id = ++loop->last_job;
  job->view.fraction = -1;
  job->view.is_running = TRUE;
  g_strlcpy (job->view.title, title, sizeof job->view.title);
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_hash_table_insert (ensure_jobs (loop), &job->view.id, job);
  show_job (loop, job);
  return job->view.id;
}

void
bw_jobs_progress (BwLoop *loop, guint64 job, double fraction)
{
  Job *entry = g_hash_table_lookup (ensure_jobs (loop), &job);

  if (entry == NULL)
    return;
  entry->view.fraction = fraction;
  show_job (loop, entry);
}

void
bw_jobs_end (BwLoop *loop, guint64 job, const char *message)
{
  Job *entry = g_hash_table_lookup (ensure_jobs (loop), &job);
  const char *end;

  if (entry == NULL)
    return;
  entry->view.fraction = 1;
  entry->view.is_running = FALSE;
  g_strlcpy (entry->view.message, message, sizeof entry->view.message);
  /* Not in the middle of a character. */
  if (!g_utf8_validate (entry->view.message, -1, &end))
    entry->view.message[end - entry->view.message] = '\0';
  show_job (loop, entry);
  g_hash_table_remove (loop->jobs, &job);
}

void
bw_jobs_cancel_run (BwLoop *loop, BwRequest *request)
{
  guint64 id = (guint64) request->time;
  Job *job = g_hash_table_lookup (ensure_jobs (loop), &id);

  if (job != NULL && job->cancellable != NULL)
    g_cancellable_cancel (job->cancellable);
}

typedef struct
{
  guint64 job;
  double fraction;
} Report;

static void
report_run (BwLoop *loop, BwRequest *request)
{
  const Report *report = request->data;

  bw_jobs_progress (loop, report->job, report->fraction);
}

void
bw_jobs_report (BwLoop *loop, guint64 job, double fraction)
{
  BwRequest *request = bw_request_new (report_run, NULL);
  Report *report = g_new (Report, 1);

  report->job = job;
  report->fraction = fraction;
  request->has_data = TRUE;
  request->data = report;
  request->free_data = g_free;
  bw_loop_push (loop, request);
}
