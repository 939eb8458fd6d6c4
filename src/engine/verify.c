/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/jobs.h"
#include "engine/proof.h"
#include "engine/recovery.h"
#include "engine/work.h"

#include <string.h>

/* The whole proof: every timeline is played again from its first journal entry on a worker, with
 * connections of its own, and compared with the running state and with the tables that people read.
 * While it reads them they stand still (bw_keeper held); trading goes on. */

typedef struct
{
  BwTimelineId timeline;
  guint8 digest[BW_CORE_DIGEST_BYTES];
} Living;

typedef struct
{
  GTask *task; /* (owned) */
  guint64 job;
  BwClock clock;
  char *trading_path, *market_path;
  guint64 sequence; /* the last entry of the proof */
  GArray *living;   /* Living: the running cores, at that entry */
  GString *report;
  gboolean is_proven;
  BwLoop *loop;
  GError *error; /* (owned) (nullable) */
} Verify;

static void
free_verify (gpointer data)
{
  Verify *verify = data;

  g_clear_object (&verify->task);
  g_free (verify->trading_path);
  g_free (verify->market_path);
  g_array_unref (verify->living);
  g_string_free (verify->report, TRUE);
  g_clear_error (&verify->error);
  g_free (verify);
}

static void
verified_run (BwLoop *loop, BwRequest *request)
{
  Verify *verify = request->data;
  char *text;

  loop->keeper.held--;
  if (verify->error != NULL)
    {
      bw_jobs_end (loop, verify->job, verify->error->message);
      bw_loop_answer_error (loop, verify->task, g_steal_pointer (&verify->error));
      return;
    }
  /* The first byte says whether all is well; the finisher takes it off. */
  text = g_strdup_printf ("%c%s", verify->is_proven ? '+' : '-', verify->report->str);
  bw_jobs_end (loop, verify->job, verify->is_proven ? "Everything is as the journal says." : "Something is wrong.");
  bw_loop_answer (loop, verify->task, text, g_free);
}

typedef struct
{
  Verify *verify;
  BwRun *run;
  BwProof *proof;
  GError *error;   /* the journal's */
  GError *stopped; /* nobody waits any more */
} Pass;

static gboolean
replay_entry_cb (const BwJournalEntry *entry, gpointer user_data)
{
  Pass *pass = user_data;

  if (entry->sequence > pass->verify->sequence)
    return FALSE;
  if (g_atomic_int_get (&pass->verify->loop->is_stopping))
    {
      g_set_error_literal (&pass->stopped, BW_ENGINE_ERROR, BW_ENGINE_ERROR_CLOSED,
                           "The profile was closed before the proof had ended");
      return FALSE;
    }
  if (!bw_run_replay (pass->run, entry->bytes, entry->n_bytes, &pass->error))
    {
      g_prefix_error (&pass->error, "Entry %" G_GUINT64_FORMAT ": ", entry->sequence);
      return FALSE;
    }
  g_array_set_size (pass->run->samples, 0);
  bw_proof_add (pass->proof, &pass->run->batch.outputs);
  pass->proof->n_entries++;
  return TRUE;
}

static void
check_digest (Verify *verify, const BwRun *run, GPtrArray *failures)
{
  for (guint i = 0; i < verify->living->len; i++)
    {
      const Living *living = &g_array_index (verify->living, Living, i);
      guint8 digest[BW_CORE_DIGEST_BYTES];

      if (living->timeline != run->id)
        continue;
      bw_core_digest (run->core, digest);
      if (memcmp (digest, living->digest, sizeof digest) != 0)
        g_ptr_array_add (failures, g_strdup ("The running state is not what the journal makes of it."));
    }
}

static void
tell (Verify *verify, const BwTimeline *row, const Pass *pass, GPtrArray *failures)
{
  g_string_append_printf (verify->report,
                          "%s: %" G_GUINT64_FORMAT " journal entries played again, with %u orders, %u fills and %u "
                          "posting sets. ",
                          row->name, pass->proof->n_entries, g_hash_table_size (pass->proof->orders),
                          pass->proof->fills->len, pass->proof->posting_sets->len);
  if (failures->len == 0)
    {
      g_string_append (verify->report, "Every result, the books, the tables and the state agree.\n");
      return;
    }
  verify->is_proven = FALSE;
  for (guint i = 0; i < failures->len; i++)
    g_string_append_printf (verify->report, "%s%s", i > 0 ? " " : "", (char *) g_ptr_array_index (failures, i));
  g_string_append_c (verify->report, '\n');
}

static gboolean
verify_timeline (Verify *verify, BwRecoveryOrigin *origin, BwTradingReader *reader, const BwTimeline *row,
                 GError **error)
{
  g_autoptr (BwRun) run = bw_recovery_first (origin, row, error);
  g_autoptr (BwProof) proof = bw_proof_new ();
  g_autoptr (GPtrArray) failures = g_ptr_array_new_with_free_func (g_free);
  Pass pass = { verify, run, proof, NULL, NULL };
  g_autofree char *why_not = NULL;
  g_autoptr (GError) local = NULL;

  if (run == NULL)
    return FALSE;
  if (!bw_journal_read (origin->trading, 1, row->id, replay_entry_cb, &pass, &local))
    g_ptr_array_add (failures, g_strdup (local->message));
  if (pass.stopped != NULL)
    {
      g_propagate_error (error, pass.stopped);
      return FALSE;
    }
  if (pass.error != NULL)
    {
      g_ptr_array_add (failures, g_strdup (pass.error->message));
      g_clear_error (&pass.error);
      tell (verify, row, &pass, failures);
      return TRUE;
    }
  if (!bw_core_is_balanced (run->core, &why_not))
    g_ptr_array_add (failures, g_strdup_printf ("The books don't balance: %s", why_not));
  check_digest (verify, run, failures);
  if (!bw_proof_compare (proof, reader, row->id, run->core, failures, error))
    return FALSE;
  tell (verify, row, &pass, failures);
  return TRUE;
}

static gboolean
verify_all (Verify *verify, GError **error)
{
  g_autoptr (BwDatabase) trading = bw_database_open_read_only (BW_DATABASE_TRADING, verify->trading_path, error);
  g_autoptr (BwDatabase) market = NULL;
  g_autoptr (BwTradingReader) reader = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  BwRecoveryOrigin origin = { .clock = &verify->clock, .trading = trading, .market_path = verify->market_path };
  gboolean is_done = TRUE;

  if (trading == NULL)
    return FALSE;
  market = bw_database_open_read_only (BW_DATABASE_MARKET, verify->market_path, error);
  reader = market != NULL ? bw_trading_reader_open (verify->trading_path, error) : NULL;
  rows = reader != NULL ? bw_timelines_list (trading, error) : NULL;
  if (rows == NULL)
    return FALSE;
  origin.market = market;
  verify->is_proven = TRUE;
  for (guint i = 0; is_done && i < rows->len; i++)
    is_done = verify_timeline (verify, &origin, reader, g_ptr_array_index (rows, i), error);
  g_clear_pointer (&origin.practice, bw_practice_market_unref);
  return is_done;
}

static void
verify_cb (BwLoop *loop, gpointer data)
{
  Verify *verify = data;
  BwRequest *request = bw_request_new (verified_run, NULL);

  verify_all (verify, &verify->error);
  request->has_data = TRUE;
  request->data = verify;
  request->free_data = free_verify;
  bw_loop_push (loop, request);
}

void
bw_work_verify_run (BwLoop *loop, BwRequest *request)
{
  g_autoptr (GError) error = NULL;
  Verify *verify;

  if (!loop->is_open || !bw_loop_commit (loop, TRUE) ||
      !bw_keeper_project (&loop->keeper, loop->runs, G_MAXSIZE, NULL, NULL, &error))
    {
      bw_loop_answer_refusal (loop, request->task, loop->is_open ? BW_ENGINE_ERROR_FROZEN : BW_ENGINE_ERROR_CLOSED,
                              error != NULL ? error->message : "The engine is not open, or nothing can be written");
      return;
    }
  verify = g_new0 (Verify, 1);
  verify->task = g_object_ref (request->task);
  verify->job = bw_jobs_begin (loop, "Proof of the books", NULL);
  verify->loop = loop;
  verify->clock = loop->clock;
  verify->trading_path = g_strdup (bw_profile_folder_trading_path (loop->keeper.folder));
  verify->market_path = g_strdup (bw_profile_folder_market_path (loop->keeper.folder));
  verify->sequence = bw_journal_last (loop->keeper.journal);
  verify->living = g_array_new (FALSE, FALSE, sizeof (Living));
  verify->report = g_string_new (NULL);
  for (guint i = 0; i < loop->runs->len; i++)
    {
      const BwRun *run = g_ptr_array_index (loop->runs, i);
      Living living = { .timeline = run->id };

      bw_core_digest (run->core, living.digest);
      g_array_append_val (verify->living, living);
    }
  loop->keeper.held++;
  bw_jobs_push (loop, verify_cb, verify);
}
