/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/recovery.h"

#include "engine/history.h"
#include "engine/run-alerts.h"
#include "store/instruments.h"
#include "store/snapshot.h"

#include <json-glib/json-glib.h>

/* Books of this many levels. */
#define PRACTICE_DEPTH_LEVELS 10

/* Rows of instrument, time, to and from. */
static void
print_splits (JsonBuilder *builder, GArray *splits)
{
  json_builder_set_member_name (builder, "splits");
  json_builder_begin_array (builder);
  for (guint i = 0; i < splits->len; i++)
    {
      const BwSplit *split = &g_array_index (splits, BwSplit, i);

      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, split->instrument);
      json_builder_add_int_value (builder, split->time);
      json_builder_add_int_value (builder, split->to.e8);
      json_builder_add_int_value (builder, split->from.e8);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
}

/**
 * bw_recovery_print_source:
 *
 * Returns: (transfer full): JSON, as the timelines table keeps it
 */
char *
bw_recovery_print_source (const BwReplaySource *source)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "timeframe");
  json_builder_add_int_value (builder, source->timeframe);
  json_builder_set_member_name (builder, "start");
  json_builder_add_int_value (builder, source->start);
  json_builder_set_member_name (builder, "end");
  json_builder_add_int_value (builder, source->end);
  json_builder_set_member_name (builder, "cash_e8");
  json_builder_add_int_value (builder, source->cash.e8);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, source->version);
  json_builder_set_member_name (builder, "instruments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < source->instruments->len; i++)
    json_builder_add_int_value (builder, g_array_index (source->instruments, BwInstrumentId, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "finer");
  json_builder_begin_array (builder);
  for (guint i = 0; i < source->finer->len; i++)
    json_builder_add_int_value (builder, g_array_index (source->finer, BwTimeframe, i));
  json_builder_end_array (builder);
  print_splits (builder, source->splits);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static gboolean
read_member (JsonReader *reader, const char *name, gint64 *number)
{
  gboolean is_there = json_reader_read_member (reader, name);

  if (is_there)
    *number = json_reader_get_int_value (reader);
  json_reader_end_member (reader);
  return is_there;
}

/* Into elements of four bytes each. */
static gboolean
read_numbers (JsonReader *reader, const char *name, GArray *numbers)
{
  gboolean is_there = json_reader_read_member (reader, name) && json_reader_is_array (reader);

  for (int i = 0; is_there && i < json_reader_count_elements (reader); i++)
    {
      guint32 number;

      json_reader_read_element (reader, i);
      number = (guint32) json_reader_get_int_value (reader);
      json_reader_end_element (reader);
      g_array_append_val (numbers, number);
    }
  json_reader_end_member (reader);
  return is_there;
}

static gint64
read_element (JsonReader *reader, int index)
{
  gint64 number = 0;

  if (json_reader_read_element (reader, index))
    number = json_reader_get_int_value (reader);
  json_reader_end_element (reader);
  return number;
}

/* An older replay names none. */
static void
read_splits (JsonReader *reader, GArray *splits)
{
  gboolean is_there = json_reader_read_member (reader, "splits") && json_reader_is_array (reader);

  for (int i = 0; is_there && i < json_reader_count_elements (reader); i++)
    {
      BwSplit split;

      json_reader_read_element (reader, i);
      split.instrument = (BwInstrumentId) read_element (reader, 0);
      split.time = read_element (reader, 1);
      split.to.e8 = read_element (reader, 2);
      split.from.e8 = read_element (reader, 3);
      json_reader_end_element (reader);
      g_array_append_val (splits, split);
    }
  json_reader_end_member (reader);
}

BwReplaySource *
bw_recovery_parse_source (const char *text, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (text, error);
  g_autoptr (JsonReader) reader = NULL;
  g_autoptr (BwReplaySource) source = bw_replay_source_new ();
  gint64 timeframe = 0, version = 1;

  if (root == NULL)
    return NULL;
  reader = json_reader_new (root);
  if (!read_member (reader, "timeframe", &timeframe) || !read_member (reader, "start", &source->start) ||
      !read_member (reader, "end", &source->end) || !read_member (reader, "cash_e8", &source->cash.e8) ||
      timeframe <= 0 || timeframe > G_MAXINT32 ||
      (read_member (reader, "version", &version) && (version < 1 || version > BW_REPLAY_VERSION)) ||
      !read_numbers (reader, "instruments", source->instruments) ||
      (version >= 3 && !read_numbers (reader, "finer", source->finer)))
    {
      g_set_error_literal (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_INVALID, "A replay's description is damaged");
      return NULL;
    }
  source->timeframe = (BwTimeframe) timeframe;
  source->version = (int) version;
  read_splits (reader, source->splits);
  return g_steal_pointer (&source);
}

/**
 * bw_recovery_make_practice:
 * @timeline: of the practice market
 *
 * The market of the version the timeline began with: what was played on it stays what it was.
 *
 * Errors: %BW_ENGINE_ERROR_INVALID: the version is newer than this program, or none.
 *
 * Returns: (transfer full): the market
 */
BwPracticeMarket *
bw_recovery_make_practice (const BwTimeline *timeline, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (timeline->source, NULL);
  g_autoptr (JsonReader) reader = json_reader_new (root);
  gint64 version = 0;

  if (root == NULL || !read_member (reader, "generator", &version) || version < BW_PRACTICE_VERSION_OLDEST ||
      version > BW_PRACTICE_VERSION)
    {
      g_set_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_INVALID,
                   "The practice market was made by a newer version of Bellwether (generator %" G_GINT64_FORMAT ")",
                   version);
      return NULL;
    }
  return bw_practice_market_new_version (timeline->seed, (int) version);
}

static gboolean
ensure_practice (BwRecoveryOrigin *origin, const BwTimeline *timeline, GError **error)
{
  if (origin->practice == NULL)
    origin->practice = bw_recovery_make_practice (timeline, error);
  return origin->practice != NULL;
}

static BwRun *
make_practice (BwRecoveryOrigin *origin, const BwTimeline *timeline, BwRunSetup *setup, GError **error)
{
  g_autoptr (GArray) instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrument));
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));
  BwFeed *feed;

  if (!ensure_practice (origin, timeline, error))
    return NULL;
  for (gsize i = 0; i < bw_practice_market_n_instruments (origin->practice); i++)
    {
      const BwInstrument *made = bw_practice_market_instrument (origin->practice, i);
      BwInstrument numbered;

      if (!bw_instruments_find (origin->market, made->source, made->symbol, &numbered, error))
        return NULL;
      g_array_append_val (instruments, numbered);
      g_array_append_val (ids, numbered.id);
    }
  feed = bw_practice_feed_new (origin->practice, (const BwInstrumentId *) ids->data, PRACTICE_DEPTH_LEVELS);
  setup->kind = BW_TIMELINE_KIND_PRACTICE;
  setup->start = bw_practice_market_start (origin->practice);
  setup->end = BW_TIME_MAX;
  setup->instruments = (const BwInstrument *) instruments->data;
  setup->n_instruments = instruments->len;
  return bw_run_new (setup, feed, bw_practice_market_ref (origin->practice), origin->clock);
}

typedef struct
{
  BwHistory *history;
  GArray *instruments; /* BwInstrument */
} Loader;

static void
free_loader (gpointer data)
{
  Loader *loader = data;

  bw_history_free (loader->history);
  g_array_unref (loader->instruments);
  g_free (loader);
}

static BwBarSeries *
load_cb (BwInstrumentId instrument, BwTimeframe timeframe, BwTime first, BwTime end, gpointer user_data)
{
  Loader *loader = user_data;

  for (guint i = 0; i < loader->instruments->len; i++)
    {
      const BwInstrument *candidate = &g_array_index (loader->instruments, BwInstrument, i);
      g_autoptr (GError) error = NULL;
      BwBarSeries *bars;

      if (candidate->id != instrument)
        continue;
      bars = bw_history_stored (loader->history, candidate, timeframe, first, end, &error);
      if (bars == NULL)
        g_message ("Reading the bars of %s: %s", candidate->symbol, error->message);
      return bars;
    }
  return NULL;
}

static gboolean
ensure_the_practice (BwRecoveryOrigin *origin, GError **error)
{
  g_autoptr (GPtrArray) rows = origin->practice == NULL ? bw_timelines_list (origin->trading, error) : NULL;

  if (origin->practice != NULL)
    return TRUE;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const BwTimeline *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->kind, "practice"))
        return ensure_practice (origin, row, error);
    }
  return rows != NULL;
}

static BwRun *
make_replay (BwRecoveryOrigin *origin, const BwTimeline *timeline, BwRunSetup *setup, GError **error)
{
  g_autoptr (BwReplaySource) source = bw_recovery_parse_source (timeline->source, error);
  g_autoptr (GArray) instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrument));
  BwFeed *feed;
  BwRun *run;
  Loader *loader;

  if (source == NULL)
    return NULL;
  for (guint i = 0; i < source->instruments->len; i++)
    {
      BwInstrument instrument;

      if (!bw_instruments_get (origin->market, g_array_index (source->instruments, BwInstrumentId, i), &instrument,
                               error))
        return NULL;
      if (g_str_equal (instrument.source, "practice") && !ensure_the_practice (origin, error))
        return NULL;
      g_array_append_val (instruments, instrument);
    }
  loader = g_new0 (Loader, 1);
  loader->instruments = g_array_ref (instruments);
  loader->history = bw_history_open (origin->market_path, origin->practice, error);
  if (loader->history == NULL)
    {
      free_loader (loader);
      return NULL;
    }
  feed = bw_replay_feed_new (source, (const BwInstrument *) instruments->data, load_cb, loader, free_loader);
  setup->kind = BW_TIMELINE_KIND_REPLAY;
  setup->start = source->start;
  setup->end = source->end;
  setup->timeframe = source->timeframe;
  setup->instruments = (const BwInstrument *) instruments->data;
  setup->n_instruments = instruments->len;
  run = bw_run_new (setup, feed, NULL, origin->clock);
  /* Charts of what was before it are in the shares it begins with. */
  for (guint i = 0; i < source->splits->len; i++)
    if (g_array_index (source->splits, BwSplit, i).time <= source->start)
      g_array_append_val (run->splits, g_array_index (source->splits, BwSplit, i));
  return run;
}

/**
 * bw_recovery_first:
 *
 * Returns: (transfer full): the timeline with an empty core, its feed at the start
 */
BwRun *
bw_recovery_first (BwRecoveryOrigin *origin, const BwTimeline *timeline, GError **error)
{
  BwRunSetup setup = { .id = timeline->id, .parent = timeline->parent, .seed = timeline->seed };

  g_strlcpy (setup.name, timeline->name, sizeof setup.name);
  if (g_str_equal (timeline->kind, "practice"))
    return make_practice (origin, timeline, &setup, error);
  if (g_str_equal (timeline->kind, "replay"))
    return make_replay (origin, timeline, &setup, error);
  g_set_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_INVALID,
               "The timeline \"%s\" is of a kind that this version doesn't know: %s", timeline->name, timeline->kind);
  return NULL;
}

/* The newest good snapshot, or the beginning; @sequence: the last journal entry that is in it. */
static BwRun *
restore_newest (BwRecoveryOrigin *origin, const BwTimeline *timeline, guint64 *sequence, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (BwSnapshot) snapshot = bw_snapshot_load (origin->trading, timeline->id, &local);
  g_autoptr (BwRun) run = NULL;
  BwCore *core;
  gsize n_bytes;
  gconstpointer bytes;

  *sequence = 0;
  if (snapshot == NULL && !g_error_matches (local, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  run = bw_recovery_first (origin, timeline, error);
  if (run == NULL || snapshot == NULL)
    return g_steal_pointer (&run);
  bytes = g_bytes_get_data (snapshot->core, &n_bytes);
  core = bw_core_load (bytes, n_bytes, &local);
  bytes = g_bytes_get_data (snapshot->feed, &n_bytes);
  if (core == NULL || !bw_run_restore (run, core, bytes, n_bytes, &local))
    {
      /* Of an older or newer program: the journal has it all. */
      g_message ("The saved state of \"%s\" can't be used, so it is played again from the start: %s", timeline->name,
                 local->message);
      bw_run_free (g_steal_pointer (&run));
      return bw_recovery_first (origin, timeline, error);
    }
  *sequence = snapshot->journal_sequence;
  return g_steal_pointer (&run);
}

typedef struct
{
  BwRun *run;
  guint64 sequence; /* in it */
  GError *error;    /* (owned) (nullable) */
} Tail;

typedef struct
{
  BwLoop *loop;
  GArray *tails; /* Tail */
} Replay;

static gboolean
replay_entry_cb (const BwJournalEntry *entry, gpointer user_data)
{
  Replay *replay = user_data;

  for (guint i = 0; i < replay->tails->len; i++)
    {
      Tail *tail = &g_array_index (replay->tails, Tail, i);

      if (tail->run->id != entry->timeline || entry->sequence <= tail->sequence || tail->error != NULL)
        continue;
      bw_run_replay (tail->run, entry->bytes, entry->n_bytes, &tail->error);
      bw_run_sample_flows (tail->run);
      if (entry->sequence > bw_projection_sequence (replay->loop->keeper.projection))
        bw_keeper_add_samples (&replay->loop->keeper, tail->run,
                               bw_projection_sequence (replay->loop->keeper.projection));
      else
        g_array_set_size (tail->run->samples, 0);
    }
  return TRUE;
}

static void
clear_tail (gpointer data)
{
  g_clear_error (&((Tail *) data)->error);
}

static gboolean
replay_tails (BwLoop *loop, GArray *tails, GError **error)
{
  Replay replay = { loop, tails };
  guint64 first = bw_journal_last (loop->keeper.journal);

  g_array_set_clear_func (tails, clear_tail);
  for (guint i = 0; i < tails->len; i++)
    first = MIN (first, g_array_index (tails, Tail, i).sequence);
  if (first < bw_journal_last (loop->keeper.journal) &&
      !bw_journal_read (loop->keeper.trading, first + 1, 0, replay_entry_cb, &replay, error))
    return FALSE;
  for (guint i = 0; i < tails->len; i++)
    {
      Tail *tail = &g_array_index (tails, Tail, i);

      bw_batch_reset (&tail->run->batch);
      if (tail->error == NULL)
        continue;
      if (tail->run->id == BW_TIMELINE_PRACTICE && bw_core_n_accounts (tail->run->core) == 0)
        { /* not even its beginning can be read: there is nothing to look at */
          g_propagate_error (error, g_steal_pointer (&tail->error));
          return FALSE;
        }
      g_message ("Recovering: %s", tail->error->message);
      tail->run->frozen = g_intern_string (tail->error->message);
      tail->run->retry_mono = G_MAXINT64;
      g_clear_error (&tail->error);
    }
  return TRUE;
}

static void
init_origin (BwLoop *loop, BwRecoveryOrigin *origin)
{
  *origin = (BwRecoveryOrigin){
    .clock = &loop->clock,
    .trading = loop->keeper.trading,
    .market = loop->keeper.market,
    .market_path = bw_profile_folder_market_path (loop->keeper.folder),
    .practice = loop->practice,
  };
}

static BwRun *
restore_one (BwLoop *loop, const BwTimeline *row, guint64 *sequence, GError **error)
{
  BwRecoveryOrigin origin;
  BwRun *run;

  init_origin (loop, &origin);
  run = restore_newest (&origin, row, sequence, error);
  loop->practice = origin.practice;
  if (run != NULL && !bw_run_alerts_load (run, loop->keeper.trading, error))
    g_clear_pointer (&run, bw_run_free);
  return run;
}

/**
 * bw_recovery_open_all:
 *
 * Brings every open timeline to where the journal ends. One that can't be is frozen and says why;
 * the others run.
 */
gboolean
bw_recovery_open_all (BwLoop *loop, GError **error)
{
  g_autoptr (GPtrArray) rows = bw_timelines_list (loop->keeper.trading, error);
  g_autoptr (GArray) tails = g_array_new (FALSE, FALSE, sizeof (Tail));

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const BwTimeline *row = g_ptr_array_index (rows, i);
      g_autoptr (GError) local = NULL;
      Tail tail = { 0 };

      if (row->is_closed)
        continue;
      tail.run = restore_one (loop, row, &tail.sequence, &local);
      if (tail.run == NULL)
        {
          if (g_str_equal (row->kind, "practice"))
            {
              g_propagate_error (error, g_steal_pointer (&local));
              return FALSE;
            }
          g_message ("The timeline \"%s\" can't be opened: %s", row->name, local->message);
          continue;
        }
      bw_loop_add_run (loop, tail.run);
      g_array_append_val (tails, tail);
    }
  return replay_tails (loop, tails, error);
}

BwRun *
bw_recovery_open (BwLoop *loop, BwTimelineId timeline, GError **error)
{
  g_autoptr (GPtrArray) rows = bw_timelines_list (loop->keeper.trading, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const BwTimeline *row = g_ptr_array_index (rows, i);
      g_autoptr (GArray) tails = g_array_new (FALSE, FALSE, sizeof (Tail));
      Tail tail = { 0 };

      if (row->id != timeline)
        continue;
      tail.run = restore_one (loop, row, &tail.sequence, error);
      if (tail.run == NULL)
        return NULL;
      g_array_append_val (tails, tail);
      if (!replay_tails (loop, tails, error))
        {
          bw_run_free (tail.run);
          return NULL;
        }
      return tail.run;
    }
  if (rows != NULL)
    g_set_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_UNKNOWN, "There is no timeline %u", timeline);
  return NULL;
}

/**
 * bw_recovery_again:
 *
 * Returns: (transfer full): @run's timeline made anew from what is durable; it plays as @run did
 */
BwRun *
bw_recovery_again (BwLoop *loop, BwRun *run, GError **error)
{
  BwRun *again = bw_recovery_open (loop, run->id, error);

  if (again == NULL)
    return NULL;
  g_array_set_size (again->samples, 0);
  again->speed = run->speed;
  again->is_playing = run->is_playing;
  again->last_mono = run->last_mono;
  for (guint i = 0; i < again->n_tracks; i++)
    {
      again->tracks[i].n_subscribers = run->tracks[i].n_subscribers;
      again->tracks[i].reference_close = run->tracks[i].reference_close;
      bw_track_set_subscribed (&again->tracks[i], run->tracks[i].n_subscribers > 0);
    }
  for (guint i = 0; i < run->jump_waiters->len; i++)
    g_ptr_array_add (again->jump_waiters, g_ptr_array_index (run->jump_waiters, i));
  again->jump_target = run->jump_target;
  again->n_happenings_told = again->happenings->len; /* what was written was told */
  again->jump_from = run->jump_from;
  again->jump_job = run->jump_job;
  again->jump_cancellable = g_steal_pointer (&run->jump_cancellable);
  again->is_jump_to_open = run->is_jump_to_open;
  g_ptr_array_set_size (run->jump_waiters, 0);
  return again;
}
