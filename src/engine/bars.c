/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/jobs.h"
#include "engine/work.h"

#include "store/instruments.h"

/* Bars for charts, and which there are: the engine thread says what is known now, a worker reads and
 * folds. */

BwWorkBars *
bw_work_bars_new (void)
{
  return g_new0 (BwWorkBars, 1);
}

void
bw_work_bars_free (BwWorkBars *bars)
{
  g_clear_pointer (&bars->query.live, g_array_unref);
  g_clear_pointer (&bars->query.splits, g_array_unref);
  g_free (bars);
}

typedef struct
{
  GTask *task; /* (owned) */
  BwWorkBars *bars;
  char *market_path;
  BwPracticeMarket *practice;
} Reading;

static void
free_reading (Reading *reading)
{
  g_object_unref (reading->task);
  bw_work_bars_free (reading->bars);
  g_free (reading->market_path);
  g_clear_pointer (&reading->practice, bw_practice_market_unref);
  g_free (reading);
}

static void
read_cb (BwLoop *loop, gpointer data)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwHistory) history = NULL;
  BwBarSeries *series = NULL;

  /* The result goes straight to the task's own context; it is nobody's state. */
  if (g_task_return_error_if_cancelled (reading->task))
    {
      free_reading (reading);
      return;
    }
  history = bw_history_open (reading->market_path, reading->practice, &error);
  if (history != NULL)
    series = bw_history_load (history, &reading->bars->query, &error);
  if (series != NULL)
    g_task_return_pointer (reading->task, series, (GDestroyNotify) bw_bar_series_unref);
  else
    g_task_return_error (reading->task, g_steal_pointer (&error));
  free_reading (reading);
}

void
bw_work_bars_run (BwLoop *loop, BwRequest *request)
{
  BwWorkBars *bars = request->data;
  BwRun *run = bw_loop_run (loop, bars->timeline);
  g_autoptr (GError) error = NULL;
  BwTrack *track;
  Reading *reading;

  if (!loop->is_open || (run == NULL && bars->timeline != BW_TIMELINE_LIBRARY))
    {
      bw_loop_answer_refusal (loop, request->task, loop->is_open ? BW_ENGINE_ERROR_UNKNOWN : BW_ENGINE_ERROR_CLOSED,
                              "There is no such timeline");
      return;
    }
  if (!bw_instruments_get (loop->keeper.market, request->instrument, &bars->query.instrument, &error))
    {
      bw_loop_answer_error (loop, request->task, g_steal_pointer (&error));
      return;
    }
  bars->query.now = run != NULL ? run->now : BW_TIME_MAX;
  track = run != NULL ? bw_run_track (run, request->instrument) : NULL;
  if (run != NULL)
    bars->query.splits = g_array_copy (run->splits);
  if (track != NULL && run->kind == BW_TIMELINE_KIND_PRACTICE)
    bars->query.live = bw_track_copy_minutes (track);
  reading = g_new0 (Reading, 1);
  reading->task = g_object_ref (request->task);
  reading->bars = bars;
  request->data = NULL;
  reading->market_path = g_strdup (bw_profile_folder_market_path (loop->keeper.folder));
  reading->practice = loop->practice != NULL ? bw_practice_market_ref (loop->practice) : NULL;
  bw_jobs_push (loop, read_cb, reading);
}

typedef struct
{
  GTask *task;         /* (owned) */
  GArray *instruments; /* (owned): BwInstrument */
  char *market_path;   /* (owned) */
  BwPracticeMarket *practice; /* (owned) (nullable) */
} Listing;

static void
free_listing (Listing *listing)
{
  g_object_unref (listing->task);
  g_array_unref (listing->instruments);
  g_free (listing->market_path);
  g_clear_pointer (&listing->practice, bw_practice_market_unref);
  g_free (listing);
}

static GArray *
list_all (const Listing *listing, GError **error)
{
  g_autoptr (BwHistory) history = bw_history_open (listing->market_path, listing->practice, error);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (BwStoredBars));

  if (history == NULL)
    return NULL;
  for (guint i = 0; i < listing->instruments->len; i++)
    {
      g_autoptr (GArray) list = bw_history_list (history, &g_array_index (listing->instruments, BwInstrument, i), error);

      if (list == NULL)
        return NULL;
      g_array_append_vals (all, list->data, list->len);
    }
  return g_steal_pointer (&all);
}

static void
list_cb (BwLoop *loop, gpointer data)
{
  Listing *listing = data;
  GError *error = NULL;
  GArray *all;

  if (!g_task_return_error_if_cancelled (listing->task))
    {
      all = list_all (listing, &error);
      if (all != NULL)
        g_task_return_pointer (listing->task, all, (GDestroyNotify) g_array_unref);
      else
        g_task_return_error (listing->task, error);
    }
  free_listing (listing);
}

void
bw_work_list_bars_run (BwLoop *loop, BwRequest *request)
{
  const GArray *ids = request->data;
  g_autoptr (GArray) instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrument));
  GError *error = NULL;
  Listing *listing;

  if (!loop->is_open)
    {
      bw_loop_answer_refusal (loop, request->task, BW_ENGINE_ERROR_CLOSED, "The engine is not open");
      return;
    }
  for (guint i = 0; i < ids->len; i++)
    {
      BwInstrument instrument;

      if (!bw_instruments_get (loop->keeper.market, g_array_index (ids, BwInstrumentId, i), &instrument, &error))
        {
          bw_loop_answer_error (loop, request->task, error);
          return;
        }
      g_array_append_val (instruments, instrument);
    }
  listing = g_new0 (Listing, 1);
  listing->task = g_object_ref (request->task);
  listing->instruments = g_steal_pointer (&instruments);
  listing->market_path = g_strdup (bw_profile_folder_market_path (loop->keeper.folder));
  listing->practice = loop->practice != NULL ? bw_practice_market_ref (loop->practice) : NULL;
  bw_jobs_push (loop, list_cb, listing);
}
