/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/branch.h"

#include "engine/boot.h"
#include "engine/jobs.h"
#include "engine/recovery.h"
#include "engine/references.h"

/* "What if I had not sold?": a timeline's past up to an instant becomes a timeline of its own, which
 * plays on the same market. A worker plays the journal again up to there; what was whole is taken
 * over as it stands, of the entry that the instant falls into only what came before it. The branch
 * has a journal of its own from its first moment on, so that it is proven and recovered like any
 * other and needs its parent no more. */

/* How often the way is told, in entries. */
#define REPORT_ENTRIES 512

typedef struct
{
  GBytes *bytes; /* (owned) */
  BwTime core_time;
} Kept;

typedef struct
{
  GTask *task; /* (owned) */
  BwLoop *loop;
  guint64 job;
  char *trading_path, *market_path; /* (owned) */
  BwPracticeMarket *practice;       /* (owned) (nullable) */
  GCancellable *cancellable;        /* (owned) */
  BwTimeline *row;                  /* (owned): the branch's; its number comes last */
  BwTime time;
  BwTime begun;         /* the parent's first entry */
  guint64 sequence;     /* the parent's last entry */
  double speed;
  BwRun *run;           /* (owned) (nullable) */
  GArray *kept;         /* Kept */
  gboolean is_complete; /* the instant is reached */
  GError *error;        /* (owned) (nullable) */
} Branch;

static void
clear_kept (gpointer data)
{
  g_bytes_unref (((Kept *) data)->bytes);
}

static void
free_branch (gpointer data)
{
  Branch *branch = data;

  g_clear_object (&branch->task);
  g_free (branch->trading_path);
  g_free (branch->market_path);
  g_clear_pointer (&branch->practice, bw_practice_market_unref);
  g_clear_object (&branch->cancellable);
  g_clear_pointer (&branch->row, bw_timeline_free);
  bw_run_free (branch->run);
  g_array_unref (branch->kept);
  g_clear_error (&branch->error);
  g_free (branch);
}

static void
keep (Branch *branch, GBytes *bytes, BwTime core_time)
{
  Kept kept = { bytes, core_time };

  g_array_append_val (branch->kept, kept);
}

/* What is before the instant of an entry that goes beyond it, and the clock set to the instant. */
static gboolean
keep_part (Branch *branch, const BwJournalEntry *entry)
{
  BwInput clock = { .kind = BW_INPUT_TIME, .time = branch->time };
  GByteArray *bytes;

  if (entry != NULL &&
      !bw_run_replay_until (branch->run, entry->bytes, entry->n_bytes, branch->time, &branch->error))
    return FALSE;
  if (entry == NULL)
    bw_batch_reset (&branch->run->batch);
  if (branch->run->now < branch->time)
    bw_run_input (branch->run, &clock);
  bw_run_sample_flows (branch->run);
  bw_run_note_market (branch->run);
  bytes = g_byte_array_new ();
  bw_batch_encode (&branch->run->batch, bytes);
  keep (branch, g_byte_array_free_to_bytes (bytes), branch->run->now);
  branch->is_complete = TRUE;
  return TRUE;
}

static void
report (Branch *branch, BwTime now)
{
  double way = (double) (branch->time - branch->begun);

  if (branch->kept->len % REPORT_ENTRIES == 0 && way > 0)
    bw_jobs_report (branch->loop, branch->job, CLAMP ((double) (now - branch->begun) / way, 0, 1));
}

static gboolean
play_entry_cb (const BwJournalEntry *entry, gpointer user_data)
{
  Branch *branch = user_data;

  if (entry->sequence > branch->sequence)
    return FALSE;
  if (g_atomic_int_get (&branch->loop->is_stopping) ||
      g_cancellable_set_error_if_cancelled (branch->cancellable, &branch->error))
    {
      if (branch->error == NULL)
        g_set_error_literal (&branch->error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_CLOSED,
                             "The profile was closed before the branch was made");
      return FALSE;
    }
  if (branch->kept->len == 0)
    branch->begun = entry->core_time;
  if (entry->core_time > branch->time)
    {
      keep_part (branch, entry);
      return FALSE;
    }
  if (!bw_run_replay (branch->run, entry->bytes, entry->n_bytes, &branch->error))
    return FALSE;
  bw_run_sample_flows (branch->run);
  keep (branch, g_bytes_new (entry->bytes, entry->n_bytes), entry->core_time);
  report (branch, entry->core_time);
  return TRUE;
}

static gboolean
play_past (Branch *branch, GError **error)
{
  g_autoptr (BwDatabase) trading = bw_database_open_read_only (BW_DATABASE_TRADING, branch->trading_path, error);
  g_autoptr (BwDatabase) market = NULL;
  BwRecoveryOrigin origin = { .clock = &branch->loop->clock, .trading = trading, .market_path = branch->market_path };

  market = trading != NULL ? bw_database_open_read_only (BW_DATABASE_MARKET, branch->market_path, error) : NULL;
  if (market == NULL)
    return FALSE;
  origin.market = market;
  origin.practice = g_steal_pointer (&branch->practice);
  branch->run = bw_recovery_first (&origin, branch->row, error);
  g_clear_pointer (&origin.practice, bw_practice_market_unref);
  if (branch->run == NULL ||
      !bw_journal_read (trading, 1, branch->row->parent, play_entry_cb, branch, error))
    return FALSE;
  if (branch->error == NULL && !branch->is_complete)
    keep_part (branch, NULL);
  if (branch->error == NULL && bw_core_n_accounts (branch->run->core) == 0)
    g_set_error_literal (&branch->error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_INVALID,
                         "There was no account yet at that time. Choose a later one.");
  return branch->error == NULL;
}

/* The new timeline becomes durable as a whole: its row first, which without entries is a timeline
 * before its first moment, then its journal in one commit. */
static BwRun *
adopt (Branch *branch, GError **error)
{
  BwLoop *loop = branch->loop;
  g_autofree BwJournalEntry *entries = g_new0 (BwJournalEntry, branch->kept->len);
  BwRun *run;

  if (!loop->is_open || !bw_loop_commit (loop, TRUE))
    {
      g_set_error_literal (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_FROZEN, "Nothing can be written");
      return NULL;
    }
  if (!bw_timelines_add (loop->keeper.trading, branch->row, error))
    return NULL;
  for (guint i = 0; i < branch->kept->len; i++)
    {
      const Kept *kept = &g_array_index (branch->kept, Kept, i);

      entries[i] = (BwJournalEntry){
        .timeline = branch->row->id,
        .kind = BW_JOURNAL_BATCH,
        .wall_time = branch->row->created,
        .core_time = kept->core_time,
      };
      entries[i].bytes = g_bytes_get_data (kept->bytes, &entries[i].n_bytes);
    }
  branch->run->id = branch->row->id;
  if (!bw_keeper_adopt (&loop->keeper, branch->run, entries, branch->kept->len, error))
    {
      bw_timelines_set_closed (loop->keeper.trading, branch->row->id, TRUE, NULL);
      return NULL;
    }
  run = g_steal_pointer (&branch->run);
  bw_batch_reset (&run->batch);
  run->speed = branch->speed;
  run->last_mono = bw_clock_monotonic (&loop->clock);
  bw_loop_add_run (loop, run);
  bw_boot_keep_pace (loop, run);
  bw_loop_show_run (loop, run);
  bw_references_find (loop, run);
  return run;
}

static void
branched_run (BwLoop *loop, BwRequest *request)
{
  Branch *branch = request->data;
  BwRun *run = NULL;

  if (branch->error == NULL)
    run = adopt (branch, &branch->error);
  if (run == NULL)
    {
      bw_jobs_end (loop, branch->job, branch->error->message);
      bw_loop_answer_error (loop, branch->task, g_steal_pointer (&branch->error));
      return;
    }
  bw_jobs_end (loop, branch->job, "The branch is there.");
  bw_loop_answer (loop, branch->task, GUINT_TO_POINTER (run->id), NULL);
}

static void
branch_cb (BwLoop *loop, gpointer data)
{
  Branch *branch = data;
  BwRequest *request = bw_request_new (branched_run, NULL);
  GError *error = NULL;

  if (!play_past (branch, &error) && branch->error == NULL)
    branch->error = g_steal_pointer (&error);
  g_clear_error (&error);
  request->has_data = TRUE;
  request->data = branch;
  request->free_data = free_branch;
  bw_loop_push (loop, request);
}

static BwTimeline *
make_row (BwLoop *loop, const BwRun *parent, const BwBranchSpec *spec, GError **error)
{
  g_autoptr (GPtrArray) rows = bw_timelines_list (loop->keeper.trading, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const BwTimeline *row = g_ptr_array_index (rows, i);
      BwTimeline *branch;

      if (row->id != parent->id)
        continue;
      branch = g_new0 (BwTimeline, 1);
      branch->kind = g_strdup (row->kind);
      branch->name = spec->name[0] != '\0' ? g_strdup (spec->name) : g_strdup_printf ("Branch of %s", row->name);
      branch->source = g_strdup (row->source);
      branch->seed = row->seed;
      branch->parent = row->id;
      branch->forked_at = bw_journal_last (loop->keeper.journal);
      branch->created = bw_clock_wall (&loop->clock);
      return branch;
    }
  if (rows != NULL)
    g_set_error_literal (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_UNKNOWN, "There is no such timeline");
  return NULL;
}

void
bw_branch_run (BwLoop *loop, BwRequest *request)
{
  const BwBranchSpec *spec = request->data;
  BwRun *parent = bw_loop_run (loop, request->timeline);
  GCancellable *cancellable = g_task_get_cancellable (request->task);
  g_autoptr (GError) error = NULL;
  BwTimeline *row = NULL;
  Branch *branch;

  if (parent == NULL || spec->time < parent->start || spec->time > parent->now)
    g_set_error_literal (&error, BW_ENGINE_ERROR, parent == NULL ? BW_ENGINE_ERROR_UNKNOWN : BW_ENGINE_ERROR_INVALID,
                         parent == NULL ? "There is no such timeline"
                                        : "A branch begins between the timeline's start and its present time.");
  else if (!bw_loop_commit (loop, TRUE))
    g_set_error_literal (&error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_FROZEN, "Nothing can be written");
  else
    row = make_row (loop, parent, spec, &error);
  if (row == NULL)
    {
      bw_loop_answer_error (loop, request->task, g_steal_pointer (&error));
      return;
    }
  branch = g_new0 (Branch, 1);
  branch->task = g_object_ref (request->task);
  branch->loop = loop;
  branch->trading_path = g_strdup (bw_profile_folder_trading_path (loop->keeper.folder));
  branch->market_path = g_strdup (bw_profile_folder_market_path (loop->keeper.folder));
  branch->practice = loop->practice != NULL ? bw_practice_market_ref (loop->practice) : NULL;
  branch->cancellable = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  branch->row = row;
  branch->time = spec->time;
  branch->sequence = bw_journal_last (loop->keeper.journal);
  branch->speed = parent->speed;
  branch->kept = g_array_new (FALSE, FALSE, sizeof (Kept));
  g_array_set_clear_func (branch->kept, clear_kept);
  branch->job = bw_jobs_begin (loop, row->name, branch->cancellable);
  bw_jobs_push (loop, branch_cb, branch);
}
