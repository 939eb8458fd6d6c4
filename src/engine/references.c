/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/references.h"

#include "engine/history.h"
#include "engine/jobs.h"
#include "store/values.h"

/* Closes before a timeline's first session. */
typedef struct
{
  BwTimelineId timeline;
  guint64 job;
  char *market_path;
  BwPracticeMarket *practice;
  BwTime time;
  GArray *instruments; /* BwInstrument */
  GArray *closes;      /* BwFixed */
} References;

static char *
make_key (BwTimelineId timeline)
{
  return g_strdup_printf ("engine/references/%u", timeline);
}

static void
free_references (gpointer data)
{
  References *references = data;

  g_free (references->market_path);
  g_clear_pointer (&references->practice, bw_practice_market_unref);
  g_array_unref (references->instruments);
  g_array_unref (references->closes);
  g_free (references);
}

static void
set_reference (BwRun *run, BwInstrumentId instrument, BwFixed close)
{
  BwTrack *track = bw_run_track (run, instrument);
  guint index;

  if (track == NULL)
    return;
  track->reference_close = close;
  index = track - run->tracks;
  if (!track->is_quote_dirty)
    {
      track->is_quote_dirty = TRUE;
      g_array_append_val (run->dirty_quotes, index);
    }
}

/* Kept, since finding them takes a while: "instrument:close in 1e-8 ", one behind the other. */
static void
keep (BwLoop *loop, BwRun *run, const References *references)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *key = make_key (run->id);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < references->closes->len; i++)
    g_string_append_printf (text, "%u:%" G_GINT64_FORMAT " ",
                            g_array_index (references->instruments, BwInstrument, i).id,
                            g_array_index (references->closes, BwFixed, i).e8);
  if (!bw_values_set (loop->keeper.trading, key, text->str, &error))
    g_message ("Keeping the closes before a timeline's start: %s", error->message);
}

static gboolean
find_kept (BwLoop *loop, BwRun *run)
{
  g_autofree char *key = make_key (run->id);
  g_autofree char *text = bw_values_get (loop->keeper.trading, key, NULL);
  char *cursor = text;

  while (cursor != NULL && *cursor != '\0')
    {
      guint64 instrument = g_ascii_strtoull (cursor, &cursor, 10);
      BwFixed close;

      if (*cursor != ':')
        break;
      close.e8 = g_ascii_strtoll (cursor + 1, &cursor, 10);
      set_reference (run, (BwInstrumentId) instrument, close);
      while (*cursor == ' ')
        cursor++;
    }
  return text != NULL;
}

static void
references_found_run (BwLoop *loop, BwRequest *request)
{
  References *references = request->data;
  BwRun *run = bw_loop_run (loop, references->timeline);

  bw_jobs_end (loop, references->job, "Done");
  if (run == NULL || references->closes->len < references->instruments->len)
    return;
  for (guint i = 0; i < references->closes->len; i++)
    set_reference (run, g_array_index (references->instruments, BwInstrument, i).id,
                   g_array_index (references->closes, BwFixed, i));
  keep (loop, run, references);
  loop->unpublished |= BW_CHANGED_QUOTES;
}

static void
find_references_cb (BwLoop *loop, gpointer data)
{
  References *references = data;
  g_autoptr (BwHistory) history = bw_history_open (references->market_path, references->practice, NULL);
  BwRequest *request = bw_request_new (references_found_run, NULL);

  for (guint i = 0;
       history != NULL && i < references->instruments->len && !g_atomic_int_get (&loop->is_stopping); i++)
    {
      const BwInstrument *instrument = &g_array_index (references->instruments, BwInstrument, i);
      BwFixed close = BW_FIXED_ZERO;
      double number;

      if (bw_history_close_before (history, instrument, references->time, &number))
        bw_fixed_from_double (number, &close);
      g_array_append_val (references->closes, close);
    }
  request->has_data = TRUE;
  request->data = references;
  request->free_data = free_references;
  bw_loop_push (loop, request);
}

void
bw_references_find (BwLoop *loop, BwRun *run)
{
  References *references;

  if (find_kept (loop, run))
    return;
  references = g_new0 (References, 1);
  references->timeline = run->id;
  references->job = bw_jobs_begin (loop, run->market != NULL ? "The practice market's history" : "Closes before the replay", NULL);
  references->market_path = g_strdup (bw_profile_folder_market_path (loop->keeper.folder));
  references->practice = loop->practice != NULL ? bw_practice_market_ref (loop->practice) : NULL;
  references->time = run->start;
  references->instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrument));
  references->closes = g_array_new (FALSE, FALSE, sizeof (BwFixed));
  for (guint i = 0; i < run->n_tracks; i++)
    {
      const BwInstrument *instrument = bw_core_instrument (run->core, run->tracks[i].instrument);

      if (instrument != NULL)
        g_array_append_vals (references->instruments, instrument, 1);
    }
  bw_jobs_push (loop, find_references_cb, references);
}
