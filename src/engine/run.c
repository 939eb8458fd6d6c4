/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/run.h"

#include "engine/run-alerts.h"
#include "engine/span.h"

#include <string.h>

/* Events handed from the feed to the core at a time. */
#define CHUNK_EVENTS 256

static void
add_calendar (BwRun *run, BwCalendarId calendar)
{
  for (guint i = 0; i < run->n_calendars; i++)
    if (run->calendars[i].calendar == calendar)
      return;
  g_assert (run->n_calendars < BW_RUN_CALENDARS_MAX);
  run->calendars[run->n_calendars++] = (BwRunCalendar){ .calendar = calendar, .told = { .date = BW_DATE_NONE } };
}

/**
 * bw_run_new:
 * @feed: (transfer full): at its start
 * @market: (transfer full) (nullable): the practice market
 *
 * Returns: (transfer full): a timeline whose core is empty
 */
BwRun *
bw_run_new (const BwRunSetup *setup, BwFeed *feed, BwPracticeMarket *market, const BwClock *clock)
{
  BwRun *run = g_new0 (BwRun, 1);
  BwInstrumentId id_max = 0;

  run->id = setup->id;
  run->parent = setup->parent;
  run->kind = setup->kind;
  g_strlcpy (run->name, setup->name, sizeof run->name);
  run->seed = setup->seed;
  run->start = setup->start;
  run->end = setup->end;
  run->now = setup->start;
  run->timeframe = setup->timeframe;
  run->told = BW_TIME_NONE;
  run->speed = 1;
  run->clock = clock;
  run->core = bw_core_new (setup->seed);
  run->feed = feed;
  run->market = market;
  run->last_event_time = setup->start;
  run->next_minute = setup->start - setup->start % BW_MINUTE + BW_MINUTE;
  run->jump_target = BW_TIME_NONE;
  run->jump_waiters = g_ptr_array_new ();
  run->dirty_quotes = g_array_new (FALSE, FALSE, sizeof (guint));
  run->splits = g_array_new (FALSE, FALSE, sizeof (BwSplit));
  run->samples = g_array_new (FALSE, FALSE, sizeof (BwRunSample));
  run->happenings = g_array_new (FALSE, FALSE, sizeof (BwMarketEvent));
  run->is_view_dirty = TRUE;
  bw_batch_init (&run->batch);

  run->n_tracks = setup->n_instruments;
  run->tracks = g_new0 (BwTrack, MAX (run->n_tracks, 1));
  for (guint i = 0; i < run->n_tracks; i++)
    {
      bw_track_init (&run->tracks[i], &setup->instruments[i], i);
      id_max = MAX (id_max, setup->instruments[i].id);
      add_calendar (run, setup->instruments[i].calendar);
    }
  run->n_track_of = id_max + 1;
  run->track_of = g_new (gint32, run->n_track_of);
  for (guint i = 0; i < run->n_track_of; i++)
    run->track_of[i] = -1;
  for (guint i = 0; i < run->n_tracks; i++)
    run->track_of[run->tracks[i].instrument] = i;
  return run;
}

void
bw_run_free (BwRun *run)
{
  if (run == NULL)
    return;
  for (guint i = 0; i < run->n_tracks; i++)
    bw_track_clear (&run->tracks[i]);
  g_free (run->tracks);
  g_free (run->track_of);
  g_array_unref (run->dirty_quotes);
  g_array_unref (run->splits);
  g_array_unref (run->samples);
  g_array_unref (run->happenings);
  g_ptr_array_unref (run->jump_waiters);
  g_clear_object (&run->jump_cancellable);
  bw_batch_clear (&run->batch);
  g_clear_pointer (&run->alerts, bw_run_alerts_free);
  g_clear_pointer (&run->core, bw_core_free);
  bw_feed_free (run->feed);
  g_clear_pointer (&run->market, bw_practice_market_unref);
  g_free (run);
}

BwTrack *
bw_run_track (BwRun *run, BwInstrumentId instrument)
{
  if (instrument >= run->n_track_of || run->track_of[instrument] < 0)
    return NULL;
  return &run->tracks[run->track_of[instrument]];
}

static void
sample_account (BwRun *run, const BwAccount *account, BwTime time)
{
  BwAccountFigures figures;
  BwRunSample sample;

  if (!bw_core_account_figures (run->core, account->id, &figures))
    return;
  sample = (BwRunSample){
    .account = account->id,
    .sample = {
      .time = time,
      .equity = figures.equity,
      .cash = figures.cash,
      .long_value = figures.long_value,
      .short_value = figures.short_value,
      .realized = account->realized,
      .fees = account->fees,
      .deposits = account->deposits,
    },
  };
  g_array_append_val (run->samples, sample);
}

/* The minute's end as the core stands: before what comes at or after it. */
static void
sample_minute (BwRun *run, BwTime time)
{
  for (gsize i = 0; i < bw_core_n_accounts (run->core); i++)
    sample_account (run, bw_core_account_at (run->core, i), run->next_minute);
  run->next_minute = time - time % BW_MINUTE + BW_MINUTE;
}

static inline void
cross_minutes (BwRun *run, BwTime time)
{
  if (G_UNLIKELY (time >= run->next_minute))
    sample_minute (run, time);
}

/* What was traded before it is shown in the shares of today. */
static void
keep_split (BwRun *run, const BwMarketEvent *event)
{
  BwSplit split = { event->instrument, event->time, event->split.to, event->split.from };

  g_array_append_val (run->splits, split);
  run->are_instruments_dirty = TRUE;
}

static void
note_happening (BwRun *run, const BwMarketEvent *event)
{
  if (run->happenings->len >= 2 * BW_HAPPENINGS_KEPT)
    {
      g_array_remove_range (run->happenings, 0, BW_HAPPENINGS_KEPT);
      run->n_happenings_told -= MIN (run->n_happenings_told, BW_HAPPENINGS_KEPT);
    }
  g_array_append_val (run->happenings, *event);
}

static void
mark_quote (BwRun *run, BwTrack *track)
{
  guint index = track - run->tracks;

  if (track->is_quote_dirty)
    return;
  track->is_quote_dirty = TRUE;
  g_array_append_val (run->dirty_quotes, index);
}

/* A headline, or a halt of the whole market. */
static void
observe_all (BwRun *run, const BwMarketEvent *event)
{
  if (event->kind == BW_MARKET_NEWS || event->kind == BW_MARKET_HALT || event->kind == BW_MARKET_RESUME)
    note_happening (run, event);
  if (event->kind == BW_MARKET_HALT || event->kind == BW_MARKET_RESUME)
    for (guint i = 0; i < run->n_tracks; i++)
      mark_quote (run, &run->tracks[i]);
}

/* What charts and lists are told of an event. */
static void
observe (BwRun *run, const BwMarketEvent *event)
{
  BwTrack *track = bw_run_track (run, event->instrument);

  if (G_UNLIKELY (track == NULL))
    {
      observe_all (run, event);
      return;
    }
  if (track->alerts != NULL)
    bw_run_alerts_see (run, track->alerts, event);
  switch ((BwMarketEventKind) event->kind)
    {
    case BW_MARKET_QUOTE:
      bw_track_quote (track, event);
      break;
    case BW_MARKET_TRADE:
      bw_track_trade (track, event);
      break;
    case BW_MARKET_BAR:
      bw_track_bar (track, event, bw_span_start (track->calendar, event->bar.timeframe, event->time));
      break;
    case BW_MARKET_DEPTH:
      bw_track_depth (track, event->depth);
      return;
    case BW_MARKET_SPLIT:
      bw_track_split (track, event);
      keep_split (run, event);
      note_happening (run, event);
      break;
    case BW_MARKET_HALT:
      track->imbalance.time = BW_TIME_NONE;
      note_happening (run, event);
      break;
    case BW_MARKET_RESUME:
    case BW_MARKET_DIVIDEND:
    case BW_MARKET_RENAME:
    case BW_MARKET_DELIST:
    case BW_MARKET_EARNINGS:
    case BW_MARKET_NEWS:
      note_happening (run, event);
      break;
    case BW_MARKET_IMBALANCE:
      bw_track_imbalance (track, event);
      break;
    case BW_MARKET_BORROW:
      break;
    }
  mark_quote (run, track);
}

/* One chunk of the feed, up to @until and @n_max events, none beyond the minute under way. */
static gsize
take_chunk (BwRun *run, BwTime until, guint64 n_max)
{
  BwMarketEvent events[CHUNK_EVENTS];
  BwTime limit = MIN (until, run->next_minute - 1);
  gsize n_events = bw_feed_next (run->feed, limit, events, MIN (n_max, CHUNK_EVENTS));

  if (n_events == 0)
    return 0;
  run->event_position = run->position;
  for (gsize i = 0; i < n_events; i++)
    {
      run->event_position++;
      observe (run, &events[i]);
    }
  run->market_hash = bw_market_hash (run->market_hash, events, n_events);
  run->last_event_time = events[n_events - 1].time;
  run->position += n_events;
  run->n_events += n_events;
  run->n_snapshot_events += n_events;
  bw_core_step_market (run->core, events, n_events, &run->batch.outputs);
  return n_events;
}

/* Up to @position exactly; FALSE when the feed has no such event. */
static gboolean
take_to_position (BwRun *run, guint64 position)
{
  while (run->position < position)
    {
      BwTime next;

      if (take_chunk (run, BW_TIME_MAX, position - run->position) > 0)
        continue;
      next = bw_feed_peek (run->feed);
      if (next == BW_TIME_MAX)
        return FALSE;
      cross_minutes (run, next);
    }
  return TRUE;
}

/**
 * bw_run_sample_flows:
 *
 * A point of the equity curve for each account that the batch's outputs filled or paid.
 */
void
bw_run_sample_flows (BwRun *run)
{
  const BwOutputs *outputs = &run->batch.outputs;
  BwAccountId last = 0;

  for (const BwOutputHeader *h = bw_outputs_first (outputs); h != NULL; h = bw_outputs_next (outputs, h))
    {
      const BwPostingSet *set = bw_output_body (h);
      const BwAccount *account;

      if (h->kind != BW_OUTPUT_POSTINGS || set->account == last)
        continue;
      last = set->account;
      account = bw_core_account (run->core, set->account);
      if (account != NULL)
        sample_account (run, account, run->now);
    }
}

static void
begin_batch (BwRun *run)
{
  if (bw_batch_is_empty (&run->batch) && run->noted_position == run->position)
    run->batch_mono = bw_clock_monotonic (run->clock);
}

/**
 * bw_run_note_market:
 *
 * Writes into the batch how far the feed has been read. To be called before anything else enters
 * the batch, and before it is encoded.
 */
void
bw_run_note_market (BwRun *run)
{
  if (run->position == run->noted_position)
    return;
  bw_batch_add_market (&run->batch, run->position, run->market_hash);
  run->noted_position = run->position;
}

/**
 * bw_run_advance:
 * @until: inclusive
 *
 * Hands the feed's events to the core. Tells the sessions they belong to first.
 */
gboolean
bw_run_advance (BwRun *run, BwTime until, gint64 deadline)
{
  guint n_chunks = 0;

  begin_batch (run);
  for (;;)
    {
      BwTime next = bw_feed_peek (run->feed);

      if (next > until)
        break;
      bw_run_tell_sessions (run, next);
      cross_minutes (run, next);
      take_chunk (run, until, G_MAXUINT64);
      if (++n_chunks % 8 == 0 && bw_clock_monotonic (run->clock) >= deadline)
        {
          run->now = MAX (run->now, run->last_event_time);
          return FALSE;
        }
    }
  run->now = MAX (run->now, until);
  return TRUE;
}

/**
 * bw_run_advance_to:
 *
 * Returns: %FALSE when the feed has no such event
 */
gboolean
bw_run_advance_to (BwRun *run, guint64 position)
{
  begin_batch (run);
  while (run->position < position)
    {
      BwTime next = bw_feed_peek (run->feed);

      if (next == BW_TIME_MAX)
        return FALSE;
      bw_run_tell_sessions (run, next);
      cross_minutes (run, next);
      take_chunk (run, BW_TIME_MAX, position - run->position);
    }
  run->now = MAX (run->now, run->last_event_time);
  return TRUE;
}

static void
see_session (BwRun *run, const BwInput *input)
{
  for (guint i = 0; i < run->n_calendars; i++)
    if (run->calendars[i].calendar == input->session.calendar)
      run->calendars[i].told = input->session.session;
  run->is_view_dirty = TRUE;
}

static void
step (BwRun *run, const BwInput *input)
{
  BwInput clock = { .kind = BW_INPUT_TIME };

  cross_minutes (run, input->time);
  /* A bar is given at its end and fills from its start on. What the clock alone would do in between
   * (an order that arrives or expires, a session that ends) the core does on the bar's way, or else
   * it would depend on when the time was told. */
  if (input->kind == BW_INPUT_TIME)
    clock.time = MIN (input->time, bw_feed_horizon (run->feed));
  bw_core_step (run->core, input->kind == BW_INPUT_TIME ? &clock : input, &run->batch.outputs);
  run->told = MAX (run->told, input->time);
  if (input->kind == BW_INPUT_SESSION)
    see_session (run, input);
  else if (input->kind == BW_INPUT_MARKET)
    observe (run, &input->market);
  run->now = MAX (run->now, input->time);
}

/**
 * bw_run_input:
 *
 * One input other than the market's, at its time.
 */
void
bw_run_input (BwRun *run, const BwInput *input)
{
  if (input->kind == BW_INPUT_INJECT)
    {
      bw_run_inject (run, input, NULL);
      return;
    }
  begin_batch (run);
  bw_run_note_market (run);
  bw_batch_add_input (&run->batch, input);
  step (run, input);
}

static gboolean
ask_feed (BwRun *run, const BwInput *input, GError **error)
{
  if (run->feed->klass->inject != NULL)
    return bw_feed_inject (run->feed, input->time, &input->inject, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Nothing can be injected into this market.");
  return FALSE;
}

/**
 * bw_run_inject:
 * @input: of %BW_INPUT_INJECT
 *
 * Makes something happen in the practice market from here on. Journaled at its place between the
 * events, so that doing the journal again makes the same happen.
 *
 * Errors: a sentence for people; nothing has happened then.
 */
gboolean
bw_run_inject (BwRun *run, const BwInput *input, GError **error)
{
  begin_batch (run);
  bw_run_note_market (run);
  if (!ask_feed (run, input, error))
    return FALSE;
  bw_batch_add_input (&run->batch, input);
  step (run, input);
  return TRUE;
}

static gboolean
find_next_told (const BwRunCalendar *calendar, BwTime time, BwSession *session)
{
  if (calendar->told.date == BW_DATE_NONE)
    return bw_calendar_session_at_or_after (calendar->calendar, time, session);
  return bw_calendar_next_session (calendar->calendar, calendar->told.date, session);
}

/**
 * bw_run_tell_sessions:
 *
 * Sees to it that the session @time is in, or the next, and the one behind it are known.
 */
void
bw_run_tell_sessions (BwRun *run, BwTime time)
{
  for (guint i = 0; i < run->n_calendars; i++)
    while (run->calendars[i].told.date == BW_DATE_NONE || run->calendars[i].told.pre_open <= time)
      {
        BwInput input = { .kind = BW_INPUT_SESSION, .time = bw_core_now (run->core) };

        if (!find_next_told (&run->calendars[i], time, &input.session.session))
          break;
        if (input.time == BW_TIME_NONE || input.time < run->start)
          input.time = run->start;
        input.session.calendar = run->calendars[i].calendar;
        input.session.session.overnight_open = 0; /* neither stored bars nor the practice market have it */
        bw_run_input (run, &input);
      }
}

/**
 * bw_run_set_depth:
 *
 * Asks the feed for an instrument's book, or for no more of it; journaled, since the core matches
 * against what it is given.
 */
void
bw_run_set_depth (BwRun *run, BwInstrumentId instrument, gboolean is_on)
{
  BwTrack *track = bw_run_track (run, instrument);

  if (track == NULL || run->market == NULL || track->is_depth_on == is_on)
    return;
  begin_batch (run);
  bw_run_note_market (run);
  bw_batch_add_depth (&run->batch, instrument, is_on);
  bw_track_set_depth_on (track, is_on);
  bw_practice_feed_set_depth (run->feed, track->feed_index, is_on);
}

typedef struct
{
  BwInstrumentId instrument;
  gboolean is_found;
} Search;

static void
look_at_order_cb (const BwOrder *order, gpointer user_data)
{
  Search *search = user_data;

  if (order->instrument == search->instrument)
    search->is_found = TRUE;
}

gboolean
bw_run_has_open_orders (BwRun *run, BwInstrumentId instrument)
{
  Search search = { instrument, FALSE };

  for (gsize i = 0; i < bw_core_n_accounts (run->core); i++)
    bw_core_foreach_open_order (run->core, bw_core_account_at (run->core, i)->id, look_at_order_cb, &search);
  return search.is_found;
}

static gboolean
refuse (BwRun *run, GError **error, const char *what)
{
  g_set_error (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_DAMAGED, "%s: %s", run->name, what);
  return FALSE;
}

static gboolean
replay_segment (BwRun *run, const BwSegment *segment, GError **error)
{
  BwTrack *track;

  switch (segment->kind)
    {
    case BW_SEGMENT_INPUT:
      if (segment->input.kind == BW_INPUT_INJECT && !ask_feed (run, &segment->input, error))
        return FALSE;
      step (run, &segment->input);
      return TRUE;

    case BW_SEGMENT_MARKET:
      if (!take_to_position (run, segment->position))
        return refuse (run, error, "the prices it was played on are no longer stored. Import them again, or restore "
                                   "a backup of market.db.");
      if (run->market_hash != segment->market_hash)
        return refuse (run, error, "the prices it was played on have changed since. Restore a backup of market.db, "
                                   "or start a new replay.");
      run->noted_position = run->position;
      run->now = MAX (run->now, run->last_event_time);
      return TRUE;

    case BW_SEGMENT_DEPTH:
      track = bw_run_track (run, segment->instrument);
      if (track == NULL || run->market == NULL)
        return refuse (run, error, "the journal names a book that this market doesn't have.");
      bw_track_set_depth_on (track, segment->is_on);
      bw_practice_feed_set_depth (run->feed, track->feed_index, segment->is_on);
      return TRUE;
    }
  return FALSE;
}

/**
 * bw_run_replay:
 * @bytes: (array length=n_bytes): of a journal entry
 *
 * Does again what the entry says. The outputs must be those it carries; they are left in the
 * batch's buffer until the next call.
 *
 * Errors: %BW_JOURNAL_ERROR.
 */
gboolean
bw_run_replay (BwRun *run, const guint8 *bytes, gsize n_bytes, GError **error)
{
  g_autoptr (GByteArray) again = NULL;
  g_autoptr (GError) local = NULL;
  BwBatchReader reader;
  BwSegment segment;

  bw_batch_reset (&run->batch);
  if (!bw_batch_reader_init (&reader, bytes, n_bytes, error))
    return FALSE;
  while (bw_batch_reader_next (&reader, &segment, &local))
    if (!replay_segment (run, &segment, error))
      return FALSE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  again = g_byte_array_sized_new (reader.n_outputs_bytes);
  bw_journal_encode_outputs (again, &run->batch.outputs);
  if (again->len != reader.n_outputs_bytes || memcmp (again->data, reader.outputs, again->len) != 0)
    return refuse (run, error, "doing again what the journal says gives other results than it recorded.");
  return TRUE;
}

/* The market's events up to @position, but none after @until; FALSE when it stopped before. */
static gboolean
take_until (BwRun *run, guint64 position, BwTime until)
{
  while (run->position < position)
    {
      BwTime next = bw_feed_peek (run->feed);

      if (next > until)
        break;
      cross_minutes (run, next);
      take_chunk (run, until, position - run->position);
    }
  return run->position == position;
}

/**
 * bw_run_replay_until:
 * @bytes: (array length=n_bytes): of a journal entry that goes beyond @until
 *
 * Does again what the entry says up to and with @until, and gathers it in the batch as if it
 * happened now.
 *
 * Errors: %BW_JOURNAL_ERROR.
 */
gboolean
bw_run_replay_until (BwRun *run, const guint8 *bytes, gsize n_bytes, BwTime until, GError **error)
{
  g_autoptr (GError) local = NULL;
  BwBatchReader reader;
  BwSegment segment;

  bw_batch_reset (&run->batch);
  if (!bw_batch_reader_init (&reader, bytes, n_bytes, error))
    return FALSE;
  while (bw_batch_reader_next (&reader, &segment, &local))
    {
      if (segment.kind == BW_SEGMENT_MARKET)
        {
          if (!take_until (run, segment.position, until))
            break;
          run->now = MAX (run->now, run->last_event_time);
          continue;
        }
      if (segment.kind == BW_SEGMENT_INPUT && segment.input.time > until)
        break;
      bw_run_note_market (run);
      if (segment.kind == BW_SEGMENT_INPUT)
        bw_batch_add_input (&run->batch, &segment.input);
      else
        bw_batch_add_depth (&run->batch, segment.instrument, segment.is_on);
      if (!replay_segment (run, &segment, error))
        return FALSE;
    }
  run->now = MAX (run->now, run->last_event_time);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
