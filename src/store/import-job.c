/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This thread reads and parses; a second one packs and writes (import-writer.c). Everything happens
 * in one transaction, so a file is imported whole or not at all, whatever happens meanwhile. */
#include "config.h"

#include "store/import-job.h"

#include "store/database-private.h"
#include "store/import-record-private.h"
#include "store/import-source-private.h"
#include "store/import-writer-private.h"

#include <string.h>

#define PART_BARS_MIN 65536
#define REFUSALS_KEPT_MAX 1000
#define PROGRESS_STEP 0.005
#define PREVIEW_FILES_MAX 1000

typedef struct
{
  const BwImportSpec *spec;
  const char *source_name;
  BwImportSource *source;
  BwImportWriter *writer;
  BwImportReport *report;  /* (owned): over all files */
  GString *passed_over;    /* (owned): members that hold no bars */
  guint n_files;
  guint64 n_bytes;
  BwImportProgress progress;
  gpointer user_data;
  double last_fraction;
  GCancellable *cancellable;
} Job;

/* (transfer full) (nullable): the file's beginning; @is_whole: there is no more of it */
static GByteArray *
read_sample (BwImportSource *source, gboolean *is_whole, GError **error)
{
  g_autoptr (GByteArray) sample = g_byte_array_new ();
  const guint8 *bytes = NULL;
  gsize n_bytes = 0;

  do
    {
      if (!bw_import_source_read (source, &bytes, &n_bytes, error))
        return NULL;
      g_byte_array_append (sample, bytes, (guint) n_bytes);
    }
  while (n_bytes > 0 && sample->len < BW_IMPORT_SAMPLE_BYTES_MAX);
  *is_whole = n_bytes == 0;
  return g_steal_pointer (&sample);
}

static BwImportGuess *
guess_from (BwImportSource *source, const GByteArray *sample, gboolean is_whole)
{
  gsize n_bytes = MIN (sample->len, BW_IMPORT_SAMPLE_BYTES_MAX);

  return bw_import_guess_new (bw_import_source_name (source), sample->data, n_bytes,
                              is_whole && n_bytes == sample->len);
}

/**
 * bw_import_preview:
 *
 * Looks at a file's beginning, or at that of every file in an archive.
 *
 * Returns: (transfer full) (element-type BwImportSpec): one a file, each with a guess to show, correct
 *   and hand to bw_import_run(); the guess's verdict says whether it can be imported
 */
GPtrArray *
bw_import_preview (const char *path, GError **error)
{
  g_autoptr (GPtrArray) specs
      = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_import_spec_free);
  g_autoptr (BwImportSource) source = bw_import_source_open (path, error);
  GError *failure = NULL;

  if (source == NULL)
    return NULL;
  while (specs->len < PREVIEW_FILES_MAX && bw_import_source_next_file (source, &failure))
    {
      gboolean is_whole = FALSE;
      g_autoptr (GByteArray) sample = read_sample (source, &is_whole, &failure);
      BwImportSpec *spec;

      if (sample == NULL)
        break;
      spec = bw_import_spec_new (path);
      spec->member = g_strdup (bw_import_source_member (source));
      spec->guess = guess_from (source, sample, is_whole);
      g_ptr_array_add (specs, spec);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&specs);
}

static void
tell_progress (Job *job, guint64 n_rows)
{
  double fraction = bw_import_source_fraction (job->source);

  if (job->progress == NULL || fraction < job->last_fraction + PROGRESS_STEP)
    return;
  job->last_fraction = fraction;
  job->progress (fraction, n_rows, job->user_data);
}

/* Hands over what the reader has ready. FALSE: the writer has failed. */
static gboolean
hand_over (Job *job, const BwImportGuess *guess, BwImportReader *reader, gsize n_bars_min)
{
  BwImportPart part = { 0 };

  while (bw_import_reader_take (reader, n_bars_min, &part))
    if (!bw_import_writer_put (job->writer, guess, &part))
      return FALSE;
  return TRUE;
}

static gboolean
feed (Job *job, const BwImportGuess *guess, BwImportReader *reader, const guint8 *bytes,
      gsize n_bytes, GError **error)
{
  gboolean is_last = n_bytes == 0;

  if (!bw_import_reader_feed (reader, bytes, n_bytes, is_last, job->cancellable, error))
    return FALSE;
  job->n_bytes += n_bytes;
  tell_progress (job, job->report->n_rows + bw_import_reader_get_report (reader)->n_rows);
  /* When the writer has failed, it says why at the end; there is just no point in going on. */
  return hand_over (job, guess, reader, is_last ? 0 : PART_BARS_MIN);
}

static void
add_report (BwImportReport *total, BwImportReport *one)
{
  total->n_rows += one->n_rows;
  total->n_accepted += one->n_accepted;
  total->n_quarantined += one->n_quarantined;
  for (int i = 0; i < BW_IMPORT_N_REASONS; i++)
    total->n_by_reason[i] += one->n_by_reason[i];
  total->n_rounded += one->n_rounded;
  total->n_jumps += one->n_jumps;
  total->n_blank_lines += one->n_blank_lines;
  total->n_gaps += one->n_gaps;
  total->n_missing_bars += one->n_missing_bars;
  total->n_series += one->n_series;
  if (one->first != BW_TIME_NONE && (total->first == BW_TIME_NONE || one->first < total->first))
    total->first = one->first;
  total->last = MAX (total->last, one->last);
  while (one->refusals->len > 0 && total->refusals->len < total->n_refusals_max)
    g_ptr_array_add (total->refusals, g_ptr_array_steal_index (one->refusals, 0));
  while (one->gaps->len > 0 && total->gaps->len < total->n_gaps_max)
    g_ptr_array_add (total->gaps, g_ptr_array_steal_index (one->gaps, 0));
}

/* Reads the current file to its end. */
static gboolean
read_file (Job *job, const BwImportGuess *guess, const GByteArray *sample, gboolean is_whole,
           GError **error)
{
  g_autoptr (BwImportReader) reader
      = bw_import_reader_new (guess, REFUSALS_KEPT_MAX, error);
  g_autoptr (BwImportReport) report = NULL;
  const guint8 *bytes = NULL;
  gsize n_bytes = 0;

  if (reader == NULL)
    return FALSE;
  if (sample->len > 0 && !feed (job, guess, reader, sample->data, sample->len, error))
    return FALSE;
  do
    {
      if (is_whole)
        n_bytes = 0;
      else if (!bw_import_source_read (job->source, &bytes, &n_bytes, error))
        return FALSE;
      if (!feed (job, guess, reader, bytes, n_bytes, error))
        return FALSE;
    }
  while (n_bytes > 0);
  report = bw_import_reader_steal_report (reader);
  job->report->n_gaps_max = MAX (job->report->n_gaps_max, report->n_gaps_max);
  add_report (job->report, report);
  job->n_files++;
  return TRUE;
}

/* One of an archive's files that holds no bars does not stop the others. */
static gboolean
is_passed_over (Job *job, const BwImportGuess *guess)
{
  const char *member = bw_import_source_member (job->source);

  if (member == NULL || job->spec->member != NULL || guess->verdict == BW_IMPORT_VERDICT_BARS)
    return FALSE;
  g_string_append_printf (job->passed_over, " %s was passed over: %s", member,
                          guess->message != NULL ? guess->message : "it holds no bars.");
  return TRUE;
}

static gboolean
import_file (Job *job, GError **error)
{
  g_autoptr (BwImportGuess) guess = NULL;
  g_autoptr (GByteArray) sample = NULL;
  gboolean is_whole = FALSE;

  if (job->spec->member != NULL
      && g_strcmp0 (job->spec->member, bw_import_source_member (job->source)) != 0)
    return TRUE;
  sample = read_sample (job->source, &is_whole, error);
  if (sample == NULL)
    return FALSE;
  guess = job->spec->guess != NULL ? bw_import_guess_copy (job->spec->guess)
                                   : guess_from (job->source, sample, is_whole);
  return is_passed_over (job, guess) || read_file (job, guess, sample, is_whole, error);
}

static gboolean
import_files (Job *job, GError **error)
{
  GError *failure = NULL;

  while (failure == NULL && bw_import_source_next_file (job->source, &failure))
    if (!import_file (job, &failure))
      break;
  /* A failed writer stops this without a failure of its own, which is told by joining it. */
  if (failure == NULL && job->n_files == 0 && job->spec->member != NULL)
    g_set_error (&failure, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND, "%s has no file %s in it.",
                 job->spec->path, job->spec->member);
  else if (failure == NULL && job->n_files == 0 && job->n_bytes == 0)
    g_set_error (&failure, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_IMPORTABLE,
                 "Nothing in %s can be imported.%s", job->spec->path, job->passed_over->str);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static char *
describe (const Job *job, const BwImportOutcome *outcome)
{
  g_autofree char *name = g_filename_display_basename (job->spec->path);
  g_autofree char *summary = bw_import_report_summarise (outcome->report);
  g_autofree char *replaced
      = outcome->written.n_replaced + outcome->written.n_unchanged == 0
            ? g_strdup ("")
            : g_strdup_printf (" Of the bars, %" G_GUINT64_FORMAT " took the place of stored ones "
                               "and %" G_GUINT64_FORMAT " were there already.",
                               outcome->written.n_replaced, outcome->written.n_unchanged);

  return g_strdup_printf ("%s: %s.%s%s", name, summary, replaced, job->passed_over->str);
}

/* Joins the writer and makes the outcome; the first failure of the two threads counts. */
static BwImportOutcome *
conclude (Job *job, guint64 import_id, GError *failure, GError **error)
{
  g_autoptr (BwImportOutcome) outcome = g_new0 (BwImportOutcome, 1);
  GError *writer_failure = NULL;

  if (!bw_import_writer_join (job->writer, &outcome->series, &writer_failure))
    {
      g_clear_error (&failure);
      failure = writer_failure;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  outcome->import_id = import_id;
  outcome->report = g_steal_pointer (&job->report);
  outcome->n_bytes = job->n_bytes;
  for (guint i = 0; i < outcome->series->len; i++)
    {
      const BwBarsWritten *written
          = &g_array_index (outcome->series, BwImportedSeries, i).written;

      outcome->written.n_added += written->n_added;
      outcome->written.n_replaced += written->n_replaced;
      outcome->written.n_unchanged += written->n_unchanged;
    }
  return g_steal_pointer (&outcome);
}

static BwImportOutcome *
run_in_transaction (BwDatabase *market, Job *job, BwTime now, GError **error)
{
  g_autoptr (BwImportOutcome) outcome = NULL;
  GError *failure = NULL;
  guint64 import_id = 0;

  if (!bw_import_record_begin (market, job->spec, job->source_name, &import_id, error))
    return NULL;
  job->report = bw_import_report_new (REFUSALS_KEPT_MAX, 0);
  job->writer = bw_import_writer_new (market, job->source_name, import_id);
  import_files (job, &failure);
  outcome = conclude (job, import_id, failure, error);
  if (outcome == NULL)
    return NULL;
  outcome->message = describe (job, outcome);
  if (!bw_import_record_finish (market, outcome, now, error))
    return NULL;
  return g_steal_pointer (&outcome);
}

/* market.db is synced at leisure; an import that was reported is on the disk. */
static gboolean
set_durable (BwDatabase *market, gboolean is_durable, GError **error)
{
  return bw_database_exec (market,
                           is_durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL",
                           "Preparing an import", error);
}

static BwImportOutcome *
run (BwDatabase *market, Job *job, BwTime now, GError **error)
{
  g_autoptr (BwImportOutcome) outcome = NULL;

  if (!set_durable (market, TRUE, error) || !bw_database_begin (market, error))
    return NULL;
  outcome = run_in_transaction (market, job, now, error);
  if (outcome == NULL || g_cancellable_set_error_if_cancelled (job->cancellable, error))
    {
      bw_database_rollback (market);
      return NULL;
    }
  if (!bw_database_commit (market, error))
    return NULL;
  if (job->progress != NULL)
    job->progress (1, outcome->report->n_rows, job->user_data);
  return g_steal_pointer (&outcome);
}

/**
 * bw_import_run:
 * @market: market.db, open to write; nobody else uses the connection meanwhile
 * @now: the time on the wall, for the record
 * @progress: (nullable): called on this thread
 *
 * Imports a file: bars of new instruments or more bars of known ones (same source and symbol), with
 * a report that is kept. All of it is durable when this returns, or nothing of it is there. Other
 * writers of market.db wait until it ends. Memory does not grow with the file.
 *
 * Errors: #BwImportError (the file), #BwStoreError (the disk), %G_IO_ERROR_CANCELLED.
 * Cost: some 4 million minute bars a second on two cores.
 *
 * Returns: (transfer full): what was done
 */
BwImportOutcome *
bw_import_run (BwDatabase *market, const BwImportSpec *spec, BwTime now, BwImportProgress progress,
               gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (BwImportSource) source = NULL;
  BwImportOutcome *outcome;
  Job job = { .spec = spec, .progress = progress, .user_data = user_data,
              .cancellable = cancellable };

  g_return_val_if_fail (spec != NULL && spec->path != NULL, NULL);

  source = bw_import_source_open (spec->path, error);
  if (source == NULL)
    return NULL;
  job.source = source;
  job.source_name = spec->source != NULL ? spec->source : BW_IMPORT_SOURCE;
  job.passed_over = g_string_new (NULL);
  outcome = run (market, &job, now, error);
  set_durable (market, FALSE, NULL);
  g_clear_pointer (&job.report, bw_import_report_free);
  g_string_free (job.passed_over, TRUE);
  return outcome;
}
