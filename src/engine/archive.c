/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/archive.h"

#include "engine/jobs.h"
#include "store/bar-store.h"

/* The tape's minutes stay in memory, and in the state snapshots, until they are stored as bars;
 * only then are they dropped. What a crash makes twice is the same bar again. */

/* Of an instrument, before it is worth writing. */
#define MINUTES_LEAST 30
#define RETRY_NS (5 * BW_SECOND)

typedef struct
{
  BwInstrumentId instrument;
  GArray *minutes; /* (owned): BwMinuteView */
} Stretch;

typedef struct
{
  BwTimelineId timeline;
  BwClock clock;
  char *market_path; /* (owned) */
  GArray *stretches; /* (owned): Stretch */
  GError *error;     /* (owned) (nullable) */
} Archive;

static void
clear_stretch (gpointer data)
{
  g_array_unref (((Stretch *) data)->minutes);
}

static void
free_archive (gpointer data)
{
  Archive *archive = data;

  g_free (archive->market_path);
  g_array_unref (archive->stretches);
  g_clear_error (&archive->error);
  g_free (archive);
}

static void
archived_run (BwLoop *loop, BwRequest *request)
{
  Archive *archive = request->data;
  BwRun *run = bw_loop_run (loop, archive->timeline);

  loop->is_archiving = FALSE;
  loop->archive_mono = loop->mono + RETRY_NS;
  if (archive->error != NULL)
    {
      g_message ("Storing the practice market's minutes: %s", archive->error->message);
      return;
    }
  for (guint i = 0; run != NULL && i < archive->stretches->len; i++)
    {
      const Stretch *stretch = &g_array_index (archive->stretches, Stretch, i);
      BwTrack *track = bw_run_track (run, stretch->instrument);
      BwTime last = g_array_index (stretch->minutes, BwMinuteView, stretch->minutes->len - 1).start;
      guint n_stored = 0;

      /* By time: the timeline may have been rebuilt meanwhile. */
      while (track != NULL && n_stored < track->minutes->len &&
             g_array_index (track->minutes, BwMinuteView, n_stored).start <= last)
        n_stored++;
      if (n_stored > 0)
        bw_track_forget_minutes (track, n_stored);
    }
}

static gboolean
write_stretch (BwDatabase *market, const Stretch *stretch, GError **error)
{
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_1M, stretch->minutes->len);
  BwBarsWritten written;

  for (guint i = 0; i < stretch->minutes->len; i++)
    {
      const BwMinuteView *minute = &g_array_index (stretch->minutes, BwMinuteView, i);

      bw_bar_series_append (series, minute->start, minute->open, minute->high, minute->low, minute->close,
                            minute->volume);
    }
  return bw_bars_write (market, stretch->instrument, series, 0, &written, error);
}

static gboolean
write_all (Archive *archive, GError **error)
{
  g_autoptr (BwDatabase) market =
      bw_database_open (BW_DATABASE_MARKET, archive->market_path, bw_clock_wall (&archive->clock), error);

  if (market == NULL || !bw_database_begin (market, error))
    return FALSE;
  for (guint i = 0; i < archive->stretches->len; i++)
    if (!write_stretch (market, &g_array_index (archive->stretches, Stretch, i), error))
      {
        bw_database_rollback (market);
        return FALSE;
      }
  return bw_database_commit (market, error) && bw_database_sync (market, error);
}

static void
archive_cb (BwLoop *loop, gpointer data)
{
  Archive *archive = data;
  BwRequest *request = bw_request_new (archived_run, NULL);

  write_all (archive, &archive->error);
  request->has_data = TRUE;
  request->data = archive;
  request->free_data = free_archive;
  bw_loop_push (loop, request);
}

static gboolean
is_worth_it (BwRun *run)
{
  for (guint i = 0; i < run->n_tracks; i++)
    if (run->tracks[i].minutes->len >= MINUTES_LEAST)
      return TRUE;
  return FALSE;
}

void
bw_loop_archive (BwLoop *loop)
{
  BwRun *run = bw_loop_run (loop, BW_TIMELINE_PRACTICE);
  Archive *archive;

  if (run == NULL || loop->is_archiving || loop->mono < loop->archive_mono)
    return;
  loop->archive_mono = loop->mono + BW_SECOND;
  if (!is_worth_it (run))
    return;
  archive = g_new0 (Archive, 1);
  archive->timeline = run->id;
  archive->clock = loop->clock;
  archive->market_path = g_strdup (bw_profile_folder_market_path (loop->keeper.folder));
  archive->stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  g_array_set_clear_func (archive->stretches, clear_stretch);
  for (guint i = 0; i < run->n_tracks; i++)
    if (run->tracks[i].minutes->len > 0)
      {
        Stretch stretch = { run->tracks[i].instrument, g_array_copy (run->tracks[i].minutes) };

        g_array_append_val (archive->stretches, stretch);
      }
  loop->is_archiving = TRUE;
  bw_jobs_push (loop, archive_cb, archive);
}
