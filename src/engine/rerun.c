/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/rerun.h"

#include "base/random.h"
#include "engine/jobs.h"
#include "engine/recovery.h"

/* Live equals replay: a timeline's commands, and nothing else of its journal, are given to a core
 * that begins anew, on the market as its feed gives it, at full speed and in batches of another
 * size. What comes out must be what was recorded, byte for byte. The proof (verify.c) does again
 * what each entry says; this one knows of the entries only when which command came. */

typedef struct
{
  GTask *task; /* (owned) */
  BwLoop *loop;
  guint64 job;
  BwTimeline *row;                  /* (owned) */
  char *trading_path, *market_path; /* (owned) */
  BwPracticeMarket *practice;       /* (owned) (nullable) */
  guint64 sequence;                 /* the last entry */
  BwTime end;                       /* the timeline's clock there */
  guint64 position;                 /* the feed's, by what was read so far */
  BwRun *run;                       /* (owned) (nullable): begun anew */
  GChecksum *recorded, *replayed;   /* (owned) */
  GArray *recorded_list, *replayed_list; /* (owned): Result: to find where they part */
  BwRerun *rerun;                   /* (owned) */
  GError *error;                    /* (owned) (nullable) */
} Work;

typedef struct
{
  guint64 hash;
  BwTime time;
  guint16 kind;
  guint8 status, reason;
  BwOrderId order;
} Result;

void
bw_rerun_free (BwRerun *rerun)
{
  g_free (rerun->recorded);
  g_free (rerun->replayed);
  g_free (rerun->difference);
  g_free (rerun);
}

static void
free_work (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->task);
  g_clear_pointer (&work->row, bw_timeline_free);
  g_free (work->trading_path);
  g_free (work->market_path);
  g_clear_pointer (&work->practice, bw_practice_market_unref);
  bw_run_free (work->run);
  g_array_unref (work->recorded_list);
  g_array_unref (work->replayed_list);
  g_checksum_free (work->recorded);
  g_checksum_free (work->replayed);
  g_clear_pointer (&work->rerun, bw_rerun_free);
  g_clear_error (&work->error);
  g_free (work);
}

/* One output after the other: where an entry ends leaves no trace. */
static void
list_output (GArray *list, const BwOutputHeader *header, const GByteArray *bytes)
{
  Result result = { .kind = header->kind };

  for (guint i = 0; i < bytes->len; i++)
    result.hash = bw_random_mix (result.hash ^ bytes->data[i]);
  if (header->kind == BW_OUTPUT_ORDER)
    {
      const BwOrder *order = bw_output_body (header);

      result.time = order->updated;
      result.order = order->id;
      result.status = order->status;
      result.reason = order->reason;
    }
  else if (header->kind == BW_OUTPUT_FILL)
    {
      const BwFill *fill = bw_output_body (header);

      result.time = fill->time;
      result.order = fill->order;
    }
  g_array_append_val (list, result);
}

static void
describe_result (GString *text, const GArray *list, guint index)
{
  const Result *result = &g_array_index (list, Result, index);
  g_autofree char *time = index < list->len ? bw_time_to_rfc3339 (result->time) : NULL;

  if (index >= list->len)
    {
      g_string_append (text, "nothing more");
      return;
    }
  g_string_append_printf (text, "kind %d", result->kind);
  if (result->order != 0)
    g_string_append_printf (text, " of order %" G_GUINT64_FORMAT " at %s", result->order,
                            time);
  if (result->kind == BW_OUTPUT_ORDER)
    g_string_append_printf (text, " %s %s", bw_order_status_word (result->status), bw_reason_word (result->reason));
}

/* Where the two part, for whoever looks for the reason. */
static char *
find_difference (const Work *work)
{
  GString *text;
  guint index = 0;

  while (index < work->recorded_list->len && index < work->replayed_list->len &&
         g_array_index (work->recorded_list, Result, index).hash ==
             g_array_index (work->replayed_list, Result, index).hash)
    index++;
  if (index == work->recorded_list->len && index == work->replayed_list->len)
    return NULL;
  text = g_string_new (NULL);
  g_string_append_printf (text, "Result %u: recorded ", index + 1);
  describe_result (text, work->recorded_list, index);
  g_string_append (text, "; replayed ");
  describe_result (text, work->replayed_list, index);
  return g_string_free (text, FALSE);
}

static void
digest_outputs (GChecksum *checksum, const BwOutputs *outputs, GArray *list, guint64 *n_outputs)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (const BwOutputHeader *h = bw_outputs_first (outputs); h != NULL; h = bw_outputs_next (outputs, h))
    {
      BwOutputs one = { .bytes = (guint8 *) h, .n_bytes = h->bytes };

      g_byte_array_set_size (bytes, 0);
      bw_journal_encode_outputs (bytes, &one);
      g_checksum_update (checksum, bytes->data, bytes->len);
      list_output (list, h, bytes);
      if (n_outputs != NULL)
        (*n_outputs)++;
    }
}

static void
take_outputs (Work *work)
{
  digest_outputs (work->replayed, &work->run->batch.outputs, work->replayed_list, &work->rerun->n_outputs);
  bw_batch_reset (&work->run->batch);
  g_array_set_size (work->run->samples, 0);
}

/* The timeline tells its own clock and sessions; all else came from outside. */
static gboolean
is_command (const BwSegment *segment)
{
  return segment->kind == BW_SEGMENT_INPUT && segment->input.kind != BW_INPUT_TIME &&
         segment->input.kind != BW_INPUT_SESSION;
}

static gboolean
play_segment (Work *work, const BwSegment *segment)
{
  if (segment->kind == BW_SEGMENT_MARKET)
    work->position = segment->position;
  if (segment->kind == BW_SEGMENT_MARKET || (segment->kind == BW_SEGMENT_INPUT && !is_command (segment)))
    return TRUE;
  if (!bw_run_advance_to (work->run, work->position))
    {
      g_set_error_literal (&work->error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_NO_DATA,
                           "The prices it was played on are no longer stored. Import them again, or restore a backup "
                           "of market.db.");
      return FALSE;
    }
  if (segment->kind == BW_SEGMENT_DEPTH)
    {
      bw_run_set_depth (work->run, segment->instrument, segment->is_on);
      return TRUE;
    }
  bw_run_tell_sessions (work->run, MAX (segment->input.time, work->run->start));
  work->rerun->n_commands++;
  bw_run_input (work->run, &segment->input);
  take_outputs (work);
  return TRUE;
}

static gboolean
play_entry_cb (const BwJournalEntry *entry, gpointer user_data)
{
  Work *work = user_data;
  BwBatchReader reader;
  BwSegment segment;
  BwOutputs outputs;

  if (entry->sequence > work->sequence)
    return FALSE;
  if (g_atomic_int_get (&work->loop->is_stopping))
    {
      g_set_error_literal (&work->error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_CLOSED,
                           "The profile was closed before the replay had ended");
      return FALSE;
    }
  if (!bw_batch_reader_init (&reader, entry->bytes, entry->n_bytes, &work->error))
    return FALSE;
  bw_outputs_init (&outputs);
  while (work->error == NULL && bw_batch_reader_next (&reader, &segment, &work->error))
    if (!play_segment (work, &segment))
      break;
  if (work->error == NULL &&
      bw_journal_decode_outputs (reader.outputs, reader.n_outputs_bytes, &outputs, &work->error))
    digest_outputs (work->recorded, &outputs, work->recorded_list, NULL);
  bw_outputs_clear (&outputs);
  work->end = entry->core_time;
  return work->error == NULL;
}

static void
finish_play (Work *work)
{
  BwInput clock = { .kind = BW_INPUT_TIME, .time = work->end };

  if (!bw_run_advance_to (work->run, work->position))
    return;
  bw_run_input (work->run, &clock);
  take_outputs (work);
  work->rerun->n_events = work->run->n_events;
}

static gboolean
play_all (Work *work, GError **error)
{
  g_autoptr (BwDatabase) trading = bw_database_open_read_only (BW_DATABASE_TRADING, work->trading_path, error);
  g_autoptr (BwDatabase) market = NULL;
  BwRecoveryOrigin origin = { .clock = &work->loop->clock, .trading = trading, .market_path = work->market_path };
  gint64 begun = bw_clock_monotonic (&work->loop->clock);

  market = trading != NULL ? bw_database_open_read_only (BW_DATABASE_MARKET, work->market_path, error) : NULL;
  if (market == NULL)
    return FALSE;
  origin.market = market;
  origin.practice = g_steal_pointer (&work->practice);
  work->run = bw_recovery_first (&origin, work->row, error);
  g_clear_pointer (&origin.practice, bw_practice_market_unref);
  if (work->run == NULL || !bw_journal_read (trading, 1, work->row->id, play_entry_cb, work, error))
    return FALSE;
  if (work->error != NULL)
    return FALSE;
  finish_play (work);
  work->rerun->took_ns = bw_clock_monotonic (&work->loop->clock) - begun;
  work->rerun->difference = find_difference (work);
  work->rerun->recorded = g_strdup (g_checksum_get_string (work->recorded));
  work->rerun->replayed = g_strdup (g_checksum_get_string (work->replayed));
  return TRUE;
}

static void
rerun_ended_run (BwLoop *loop, BwRequest *request)
{
  Work *work = request->data;
  gboolean is_same;

  if (work->error != NULL)
    {
      bw_jobs_end (loop, work->job, work->error->message);
      bw_loop_answer_error (loop, work->task, g_steal_pointer (&work->error));
      return;
    }
  is_same = g_str_equal (work->rerun->recorded, work->rerun->replayed);
  bw_jobs_end (loop, work->job, is_same ? "The same commands gave the same journal."
                                        : "The same commands gave another journal.");
  bw_loop_answer (loop, work->task, g_steal_pointer (&work->rerun), (GDestroyNotify) bw_rerun_free);
}

static void
rerun_cb (BwLoop *loop, gpointer data)
{
  Work *work = data;
  BwRequest *request = bw_request_new (rerun_ended_run, NULL);
  GError *error = NULL;

  if (!play_all (work, &error) && work->error == NULL)
    work->error = g_steal_pointer (&error);
  g_clear_error (&error);
  request->has_data = TRUE;
  request->data = work;
  request->free_data = free_work;
  bw_loop_push (loop, request);
}

static BwTimeline *
find_row (BwLoop *loop, BwTimelineId timeline, GError **error)
{
  g_autoptr (GPtrArray) rows = bw_timelines_list (loop->keeper.trading, error);
  guint index;

  if (rows == NULL)
    return NULL;
  for (index = 0; index < rows->len; index++)
    if (((BwTimeline *) g_ptr_array_index (rows, index))->id == timeline)
      return g_ptr_array_steal_index (rows, index);
  g_set_error_literal (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_UNKNOWN, "There is no such timeline");
  return NULL;
}

void
bw_rerun_run (BwLoop *loop, BwRequest *request)
{
  g_autoptr (GError) error = NULL;
  BwTimeline *row = NULL;
  Work *work;

  if (!loop->is_open || !bw_loop_commit (loop, TRUE))
    g_set_error_literal (&error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_CLOSED,
                         "The engine is not open, or nothing can be written");
  else
    row = find_row (loop, request->timeline, &error);
  if (row == NULL)
    {
      bw_loop_answer_error (loop, request->task, g_steal_pointer (&error));
      return;
    }
  work = g_new0 (Work, 1);
  work->task = g_object_ref (request->task);
  work->loop = loop;
  work->row = row;
  work->trading_path = g_strdup (bw_profile_folder_trading_path (loop->keeper.folder));
  work->market_path = g_strdup (bw_profile_folder_market_path (loop->keeper.folder));
  work->practice = loop->practice != NULL ? bw_practice_market_ref (loop->practice) : NULL;
  work->sequence = bw_journal_last (loop->keeper.journal);
  work->recorded = g_checksum_new (G_CHECKSUM_SHA256);
  work->replayed = g_checksum_new (G_CHECKSUM_SHA256);
  work->recorded_list = g_array_new (FALSE, FALSE, sizeof (Result));
  work->replayed_list = g_array_new (FALSE, FALSE, sizeof (Result));
  work->rerun = g_new0 (BwRerun, 1);
  work->job = bw_jobs_begin (loop, row->name, NULL);
  bw_jobs_push (loop, rerun_cb, work);
}
