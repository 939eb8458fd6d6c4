/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/work.h"

#include "engine/boot.h"
#include "engine/finer.h"
#include "engine/jobs.h"
#include "engine/recovery.h"
#include "engine/references.h"
#include "engine/requests.h"
#include "store/backup.h"
#include "store/instruments.h"

void
bw_work_replay_free (BwWorkReplay *replay)
{
  g_clear_pointer (&replay->source, bw_replay_source_free);
  g_free (replay);
}

static gboolean
refuse (GError **error, BwEngineError code, const char *message)
{
  g_set_error_literal (error, BW_ENGINE_ERROR, code, message);
  return FALSE;
}

/* The finest timeframe that all instruments have after the start. */
static gboolean
choose_timeframe (BwHistory *history, GArray *instruments, BwReplaySource *source, GError **error)
{
  g_autoptr (GArray) first = bw_history_list (history, &g_array_index (instruments, BwInstrument, 0), error);
  BwTimeframe chosen = source->timeframe;

  if (first == NULL)
    return FALSE;
  for (guint i = 0; chosen == BW_TIMEFRAME_NONE && i < first->len; i++)
    {
      const BwStoredBars *stored = &g_array_index (first, BwStoredBars, i);

      if (stored->last > source->start &&
          (source->timeframe == BW_TIMEFRAME_NONE || stored->timeframe < source->timeframe))
        source->timeframe = stored->timeframe;
    }
  if (source->timeframe == BW_TIMEFRAME_NONE)
    return refuse (error, BW_ENGINE_ERROR_NO_DATA, "Nothing is stored after that date. Choose an earlier one, or "
                                                   "import more history.");
  return TRUE;
}

/* Where the last bar of the replay ends. */
static gboolean
find_end (BwHistory *history, GArray *instruments, BwReplaySource *source, GError **error)
{
  source->end = source->start;
  for (guint i = 0; i < instruments->len; i++)
    {
      const BwInstrument *instrument = &g_array_index (instruments, BwInstrument, i);
      g_autoptr (GArray) list = bw_history_list (history, instrument, error);

      if (list == NULL)
        return FALSE;
      for (guint k = 0; k < list->len; k++)
        {
          const BwStoredBars *stored = &g_array_index (list, BwStoredBars, k);
          BwTime end;

          if (stored->timeframe != source->timeframe)
            continue;
          end = stored->last + stored->timeframe * BW_SECOND;
          source->end = MAX (source->end, end);
        }
    }
  if (source->end <= source->start)
    return refuse (error, BW_ENGINE_ERROR_NO_DATA, "Nothing is stored of these symbols after that date in that "
                                                   "timeframe. Choose another, or import more history.");
  return TRUE;
}

/* Which of the instruments have bars that can stand in for those that are played. */
static gboolean
choose_finer (BwHistory *history, GArray *instruments, BwReplaySource *source, GError **error)
{
  gboolean has_any = FALSE;

  g_array_set_size (source->finer, 0);
  for (guint i = 0; i < instruments->len; i++)
    {
      const BwInstrument *instrument = &g_array_index (instruments, BwInstrument, i);
      g_autoptr (GArray) list = bw_history_list (history, instrument, error);
      BwTimeframe finer;

      if (list == NULL)
        return FALSE;
      finer = bw_finer_choose (list, instrument->id, source->timeframe, source->start, source->end);
      has_any |= finer != BW_TIMEFRAME_NONE;
      g_array_append_val (source->finer, finer);
    }
  if (!has_any)
    g_array_set_size (source->finer, 0);
  return TRUE;
}

/* What the practice market has split by now. */
static void
fill_splits (BwLoop *loop, BwReplaySource *source)
{
  const BwRun *practice = bw_loop_run (loop, BW_TIMELINE_PRACTICE);

  g_array_set_size (source->splits, 0);
  for (guint i = 0; practice != NULL && i < practice->splits->len; i++)
    for (guint k = 0; k < source->instruments->len; k++)
      if (g_array_index (practice->splits, BwSplit, i).instrument ==
          g_array_index (source->instruments, BwInstrumentId, k))
        g_array_append_val (source->splits, g_array_index (practice->splits, BwSplit, i));
}

static gboolean
complete_source (BwLoop *loop, BwReplaySource *source, gboolean uses_finer, GArray *instruments, GError **error)
{
  g_autoptr (BwHistory) history = NULL;

  if (source->instruments->len == 0)
    return refuse (error, BW_ENGINE_ERROR_INVALID, "A replay needs at least one symbol");
  for (guint i = 0; i < source->instruments->len; i++)
    {
      BwInstrument instrument;

      if (!bw_instruments_get (loop->keeper.market, g_array_index (source->instruments, BwInstrumentId, i),
                               &instrument, error))
        return FALSE;
      g_array_append_val (instruments, instrument);
    }
  fill_splits (loop, source);
  history = bw_history_open (bw_profile_folder_market_path (loop->keeper.folder), loop->practice, error);
  return history != NULL && choose_timeframe (history, instruments, source, error) &&
         find_end (history, instruments, source, error) &&
         (!uses_finer || choose_finer (history, instruments, source, error));
}

static BwRun *
open_replay (BwLoop *loop, const BwWorkReplay *replay, BwTimelineId parent, GError **error)
{
  BwReplaySource *source = replay->source;
  g_autoptr (GArray) instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrument));
  g_autoptr (BwTimeline) row = g_new0 (BwTimeline, 1);
  g_autofree char *account_name = g_strdup_printf ("%s account", replay->name);
  BwTime wall = bw_clock_wall (&loop->clock);
  BwRun *run;

  if (!complete_source (loop, source, replay->uses_finer, instruments, error))
    return NULL;
  row->kind = g_strdup ("replay");
  row->name = g_strdup (replay->name);
  row->source = bw_recovery_print_source (source);
  row->seed = loop->keeper.projection != NULL ? (guint64) wall : 0;
  row->parent = parent;
  row->forked_at = parent != 0 ? bw_journal_last (loop->keeper.journal) : 0;
  row->created = wall;
  if (!bw_loop_commit (loop, TRUE))
    {
      refuse (error, BW_ENGINE_ERROR_FROZEN, "Nothing can be written");
      return NULL;
    }
  if (!bw_timelines_add (loop->keeper.trading, row, error))
    return NULL;
  run = bw_recovery_open (loop, row->id, error);
  if (run == NULL)
    return NULL;
  bw_loop_add_run (loop, run);
  bw_boot_begin_timeline (run, (const BwInstrument *) instruments->data, instruments->len, account_name, source->cash,
                          wall);
  run->speed = CLAMP (replay->speed, 1, 1000);
  if (!bw_loop_commit (loop, TRUE))
    {
      refuse (error, BW_ENGINE_ERROR_FROZEN, "Nothing can be written");
      return NULL;
    }
  bw_boot_keep_pace (loop, run);
  bw_loop_show_run (loop, run);
  bw_references_find (loop, run);
  return run;
}

void
bw_work_replay_run (BwLoop *loop, BwRequest *request)
{
  BwWorkReplay *replay = request->data;
  g_autoptr (GError) error = NULL;
  BwRun *run;

  if (!loop->is_open)
    {
      bw_loop_answer_refusal (loop, request->task, BW_ENGINE_ERROR_CLOSED, "The engine is not open");
      return;
    }
  run = open_replay (loop, replay, 0, &error);
  if (run == NULL)
    bw_loop_answer_error (loop, request->task, g_steal_pointer (&error));
  else
    bw_loop_answer (loop, request->task, GUINT_TO_POINTER (run->id), NULL);
}

static BwReplaySource *
find_source (BwLoop *loop, BwTimelineId timeline, GError **error)
{
  g_autoptr (GPtrArray) rows = bw_timelines_list (loop->keeper.trading, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const BwTimeline *row = g_ptr_array_index (rows, i);

      if (row->id == timeline)
        return bw_recovery_parse_source (row->source, error);
    }
  return NULL;
}

/* "Lesson", "Lesson (2)", "Lesson (3)". */
static void
number_name (BwLoop *loop, const char *name, char *numbered, gsize n_bytes)
{
  g_autoptr (GPtrArray) rows = bw_timelines_list (loop->keeper.trading, NULL);
  const char *bracket = g_strrstr (name, " (");
  g_autofree char *base = bracket != NULL ? g_strndup (name, bracket - name) : g_strdup (name);
  guint n_alike = 0;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_str_has_prefix (((BwTimeline *) g_ptr_array_index (rows, i))->name, base))
      n_alike++;
  g_snprintf (numbered, n_bytes, "%s (%u)", base, n_alike + 1);
}

/* A core's time never goes back: an earlier start is a new timeline. */
static BwRun *
fork_back (BwLoop *loop, BwRun *run, BwTime time, GError **error)
{
  g_autoptr (BwReplaySource) source = NULL;
  BwWorkReplay fork = { .speed = run->speed };

  if (run->kind != BW_TIMELINE_KIND_REPLAY)
    {
      refuse (error, BW_ENGINE_ERROR_INVALID, "The practice market can't go back. Open a replay of its history instead.");
      return NULL;
    }
  source = find_source (loop, run->id, error);
  if (source == NULL)
    return NULL;
  number_name (loop, run->name, fork.name, sizeof fork.name);
  source->start = time;
  source->version = BW_REPLAY_VERSION;
  fork.source = source;
  fork.uses_finer = source->finer->len > 0;
  return open_replay (loop, &fork, run->id, error);
}

void
bw_work_jump_run (BwLoop *loop, BwRequest *request)
{
  BwRun *run = bw_request_find_run (loop, request);
  g_autoptr (GError) error = NULL;

  if (run == NULL)
    return;
  if (request->time >= run->now)
    {
      bw_loop_begin_jump (loop, run, MIN (request->time, run->end), request->task);
      return;
    }
  run = fork_back (loop, run, request->time, &error);
  if (run == NULL)
    bw_loop_answer_error (loop, request->task, g_steal_pointer (&error));
  else
    bw_loop_answer (loop, request->task, GUINT_TO_POINTER (run->id), NULL);
}

void
bw_work_close_timeline_run (BwLoop *loop, BwRequest *request)
{
  BwRun *run = bw_loop_run (loop, request->timeline);
  g_autoptr (GError) error = NULL;
  BwTimelineId id = request->timeline;

  if (run == NULL || run->id == BW_TIMELINE_PRACTICE)
    {
      bw_loop_answer_refusal (loop, request->task, run == NULL ? BW_ENGINE_ERROR_UNKNOWN : BW_ENGINE_ERROR_INVALID,
                              run == NULL ? "There is no such timeline" : "The practice market can't be closed");
      return;
    }
  bw_loop_commit (loop, TRUE);
  run = bw_loop_run (loop, id);
  if (run != NULL && bw_keeper_project (&loop->keeper, loop->runs, G_MAXSIZE, NULL, NULL, &error) &&
      bw_timelines_set_closed (loop->keeper.trading, id, TRUE, &error))
    {
      bw_loop_stop_jumps (loop, run);
      bw_loop_remove_run (loop, run);
      g_array_append_val (bw_loop_gather (loop)->timelines_closed, id);
      bw_loop_gather (loop)->changed |= BW_CHANGED_TIMELINES | BW_CHANGED_ACCOUNTS | BW_CHANGED_ORDERS;
      bw_loop_answer (loop, request->task, NULL, NULL);
      return;
    }
  bw_loop_answer_error (loop, request->task,
                        error != NULL ? g_steal_pointer (&error)
                                      : g_error_new_literal (BW_ENGINE_ERROR, BW_ENGINE_ERROR_FROZEN,
                                                             "Nothing can be written"));
}

/* Imports and backups: a worker with a connection of its own. */
typedef struct
{
  GTask *task; /* (owned) */
  guint64 job;
  BwClock clock;
  char *path;    /* (owned): of the database */
  char *backups; /* (owned) */
  BwLoop *loop;
  BwImportSpec *spec;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  BwImportOutcome *outcome; /* (owned) (nullable) */
  char *backup_path;        /* (owned) (nullable) */
  GError *error;            /* (owned) (nullable) */
} Labour;

static void
free_labour (gpointer data)
{
  Labour *labour = data;

  g_clear_object (&labour->task);
  g_clear_object (&labour->cancellable);
  g_free (labour->path);
  g_free (labour->backups);
  g_clear_pointer (&labour->spec, bw_import_spec_free);
  g_clear_pointer (&labour->outcome, bw_import_outcome_free);
  g_free (labour->backup_path);
  g_clear_error (&labour->error);
  g_free (labour);
}

static Labour *
begin_labour (BwLoop *loop, BwRequest *request, const char *title)
{
  Labour *labour = g_new0 (Labour, 1);

  labour->task = g_object_ref (request->task);
  labour->loop = loop;
  labour->clock = loop->clock;
  labour->backups = g_strdup (bw_profile_folder_backups_path (loop->keeper.folder));
  labour->cancellable = g_task_get_cancellable (request->task) != NULL
                            ? g_object_ref (g_task_get_cancellable (request->task))
                            : g_cancellable_new ();
  labour->job = bw_jobs_begin (loop, title, labour->cancellable);
  return labour;
}

static void
push_end (BwLoop *loop, BwRequestRun run, Labour *labour)
{
  BwRequest *request = bw_request_new (run, NULL);

  request->has_data = TRUE;
  request->data = labour;
  request->free_data = free_labour;
  bw_loop_push (loop, request);
}

static void
imported_run (BwLoop *loop, BwRequest *request)
{
  Labour *labour = request->data;

  if (labour->outcome == NULL)
    {
      bw_jobs_end (loop, labour->job, labour->error->message);
      bw_loop_answer_error (loop, labour->task, g_steal_pointer (&labour->error));
      return;
    }
  bw_jobs_end (loop, labour->job, labour->outcome->message != NULL ? labour->outcome->message : "");
  if (loop->is_open)
    bw_boot_show_instruments (loop);
  bw_loop_answer (loop, labour->task, g_steal_pointer (&labour->outcome), (GDestroyNotify) bw_import_outcome_free);
}

static void
import_progress_cb (double fraction, guint64 n_rows, gpointer user_data)
{
  Labour *labour = user_data;

  bw_jobs_report (labour->loop, labour->job, fraction);
}

static void
import_cb (BwLoop *loop, gpointer data)
{
  Labour *labour = data;
  BwTime now = bw_clock_wall (&labour->clock);
  g_autoptr (BwDatabase) market = bw_database_open (BW_DATABASE_MARKET, labour->path, now, &labour->error);

  if (market != NULL)
    labour->outcome = bw_import_run (market, labour->spec, now, import_progress_cb, labour, labour->cancellable,
                                     &labour->error);
  push_end (loop, imported_run, labour);
}

void
bw_work_import_run (BwLoop *loop, BwRequest *request)
{
  BwImportSpec *spec = request->data;
  g_autofree char *name = g_path_get_basename (spec->path);
  g_autofree char *title = g_strdup_printf ("Import of %s", name);
  Labour *labour;

  if (!loop->is_open)
    {
      bw_loop_answer_refusal (loop, request->task, BW_ENGINE_ERROR_CLOSED, "The engine is not open");
      return;
    }
  labour = begin_labour (loop, request, title);
  labour->path = g_strdup (bw_profile_folder_market_path (loop->keeper.folder));
  labour->spec = g_steal_pointer (&request->data);
  bw_jobs_push (loop, import_cb, labour);
}

static void
backed_up_run (BwLoop *loop, BwRequest *request)
{
  Labour *labour = request->data;

  if (labour->backup_path == NULL)
    {
      bw_jobs_end (loop, labour->job, labour->error->message);
      bw_loop_answer_error (loop, labour->task, g_steal_pointer (&labour->error));
      return;
    }
  bw_jobs_end (loop, labour->job, labour->backup_path);
  bw_loop_answer (loop, labour->task, g_steal_pointer (&labour->backup_path), g_free);
}

static void
backup_cb (BwLoop *loop, gpointer data)
{
  Labour *labour = data;
  g_autoptr (BwDatabase) trading =
      bw_database_open_read_only (BW_DATABASE_TRADING, labour->path, &labour->error);

  if (trading != NULL)
    labour->backup_path =
        bw_backup_make (trading, labour->backups, bw_clock_wall (&labour->clock), &labour->error);
  push_end (loop, backed_up_run, labour);
}

void
bw_work_backup_run (BwLoop *loop, BwRequest *request)
{
  Labour *labour;

  if (!loop->is_open)
    {
      bw_loop_answer_refusal (loop, request->task, BW_ENGINE_ERROR_CLOSED, "The engine is not open");
      return;
    }
  labour = begin_labour (loop, request, "Backup");
  labour->path = g_strdup (bw_profile_folder_trading_path (loop->keeper.folder));
  bw_jobs_push (loop, backup_cb, labour);
}
