/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/bar-series.h"
#include "market/feed.h"
#include "market/split.h"

G_BEGIN_DECLS

/* How replays are played that are opened now: finer bars may stand in for longer ones (3). The clock
 * alone doesn't lead the core into a bar that it hasn't seen (2); it did (1), so that what was told
 * between two bars depended on how it was played. */
#define BW_REPLAY_VERSION 3

/**
 * BwReplaySource:
 * @start, @end: bars that end in (start, end] are played
 * @cash: what its account is opened with
 * @version: how it is played, for good
 * @finer: as many as @instruments, or none: bars of which timeframe stand in for an instrument's own
 *   where they agree with it; %BW_TIMEFRAME_NONE: none
 * @splits: of its instruments that are known when it is opened, by time: bars are as they were traded, so
 *   that the account has to see the splits between them
 *
 * Which stored bars a replay plays.
 */
typedef struct
{
  BwTimeframe timeframe;
  BwTime start, end;
  BwFixed cash;
  int version;
  GArray *instruments; /* (owned): BwInstrumentId */
  GArray *finer;       /* (owned): BwTimeframe */
  GArray *splits;      /* (owned): BwSplit */
} BwReplaySource;

BwReplaySource *bw_replay_source_new (void);
BwReplaySource *bw_replay_source_copy (const BwReplaySource *source);
void bw_replay_source_free (BwReplaySource *source);

/* Bars of one instrument that start in [first, end). Called on the thread that uses the feed. */
typedef BwBarSeries *(*BwReplayLoad) (BwInstrumentId instrument, BwTimeframe timeframe, BwTime first, BwTime end, gpointer user_data);

/* The feed reads bars through @load, a stretch at a time. */
BwFeed *bw_replay_feed_new (const BwReplaySource *source, const BwInstrument *instruments, BwReplayLoad load, gpointer user_data, GDestroyNotify free_user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwReplaySource, bw_replay_source_free)

G_END_DECLS
