/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"
#include "engine/batch.h"
#include "engine/run-setup.h"
#include "engine/track.h"
#include "market/feed.h"
#include "market/practice/market.h"
#include "market/split.h"
#include "store/projection.h"

G_BEGIN_DECLS

/* After the close the practice market stands still this long before it goes to the next open. */
#define BW_CLOSING_PAUSE (2 * BW_MINUTE)

/* A calendar whose sessions are told to the core; @told is the last one. */
typedef struct
{
  BwCalendarId calendar;
  BwSession told;
} BwRunCalendar;

#define BW_RUN_CALENDARS_MAX 3

typedef struct
{
  BwAccountId account;
  BwEquitySample sample;
} BwRunSample;

typedef struct _BwRunAlerts BwRunAlerts;

/**
 * BwRun:
 * @now: the timeline's clock; never behind the core's
 * @told: the newest time the core was told, though it may wait behind it for a bar
 * @position, @market_hash: what the core has seen of the feed
 * @noted_position: what the batch says of it
 * @next_minute: where the next equity sample is taken
 * @samples: (element-type BwRunSample): taken and not yet stored
 * @dirty_quotes: (element-type guint): indices of tracks
 * @are_instruments_dirty: charts have to be read again
 * @happenings: halts, actions, earnings, headlines
 * @frozen: (nullable): why it stands still, in a sentence
 * @jump_target: where it hurries to; %BW_TIME_NONE when it doesn't
 * @pending_ns: play time not yet used, of bars of a day and longer
 * @n_snapshot_events, @n_snapshot_entries: since the last state snapshot
 * @event_position: of the event that is being looked at
 *
 * One timeline as the engine thread runs it.
 */
typedef struct
{
  BwTimelineId id, parent;
  BwTimelineKind kind;
  char name[64];
  guint64 seed;
  BwTime start, end, now, told;
  BwTimeframe timeframe;
  double speed;
  gboolean is_playing;
  const BwClock *clock; /* (borrowed) */
  gint64 last_mono;

  BwCore *core;             /* (owned) */
  BwFeed *feed;             /* (owned) */
  BwPracticeMarket *market; /* (owned) (nullable) */
  guint64 position;
  guint64 noted_position;
  guint64 market_hash;
  BwTime last_event_time;
  BwRunCalendar calendars[BW_RUN_CALENDARS_MAX];
  guint n_calendars;

  BwTrack *tracks; /* (owned) (array length=n_tracks) */
  guint n_tracks;
  gint32 *track_of; /* (owned): by instrument id; -1 for none */
  guint n_track_of;
  GArray *dirty_quotes; /* (owned) */
  GArray *splits;       /* (owned): BwSplit, all that were */
  gboolean are_instruments_dirty;

  BwBatch batch;
  gint64 batch_mono; /* when it began */
  BwTime next_minute;
  GArray *samples; /* (owned) */
  GArray *happenings; /* (owned): BwMarketEvent, the newest ones */
  guint n_happenings_told;

  BwTime jump_target;
  gboolean is_jump_to_open; /* then on to the next session */
  GPtrArray *jump_waiters;  /* (owned) (element-type GTask), of the loop */
  guint64 jump_job;         /* 0: too short for one */
  BwTime jump_from;
  GCancellable *jump_cancellable; /* (owned) (nullable): its job's */
  gint64 pending_ns;
  BwTime lag;        /* how far the clock is behind where it should be: there was too much to do */
  BwTime skips_at;   /* 0: no pause */
  BwTime resumes_at;
  const char *frozen; /* (nullable): interned */
  gint64 retry_mono;
  gboolean is_view_dirty;
  gboolean are_accounts_dirty;
  guint64 n_events;
  guint64 n_snapshot_events;
  guint n_snapshot_entries;
  guint64 event_position;
  BwRunAlerts *alerts; /* (owned) (nullable): it has some */
} BwRun;

BwRun *bw_run_new (const BwRunSetup *setup, BwFeed *feed, BwPracticeMarket *market, const BwClock *clock);
void bw_run_free (BwRun *run);
BwTrack *bw_run_track (BwRun *run, BwInstrumentId instrument);

/* Into the batch and through the core; FALSE when the deadline (monotonic) came first. */
/* The feed's events up to the @position-th, telling the sessions they belong to. */
gboolean bw_run_advance_to (BwRun *run, guint64 position);
gboolean bw_run_advance (BwRun *run, BwTime until, gint64 deadline);
void bw_run_input (BwRun *run, const BwInput *input);
gboolean bw_run_inject (BwRun *run, const BwInput *input, GError **error);
void bw_run_note_market (BwRun *run);
void bw_run_sample_flows (BwRun *run);
void bw_run_set_depth (BwRun *run, BwInstrumentId instrument, gboolean is_on);
gboolean bw_run_has_open_orders (BwRun *run, BwInstrumentId instrument);
void bw_run_tell_sessions (BwRun *run, BwTime time);

/* Moves the clock on; TRUE when there is more to do at once. */
gboolean bw_run_tick (BwRun *run, gint64 mono, gint64 deadline);
/* Asks for the end of the next bar; then the run pauses. */
BwTime bw_run_step_target (BwRun *run, BwTimeframe timeframe);
gboolean bw_run_is_active (const BwRun *run);
void bw_run_view (const BwRun *run, BwTimelineView *view);

/* Without the batch: what a journal entry says happened. */
gboolean bw_run_replay (BwRun *run, const guint8 *bytes, gsize n_bytes, GError **error);
/* What of an entry came up to @until, into the batch. */
gboolean bw_run_replay_until (BwRun *run, const guint8 *bytes, gsize n_bytes, BwTime until, GError **error);

/* The state besides the core's. */
void bw_run_save_feed (BwRun *run, GByteArray *bytes);
gboolean bw_run_restore (BwRun *run, BwCore *core, const guint8 *bytes, gsize n_bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRun, bw_run_free)

G_END_DECLS
