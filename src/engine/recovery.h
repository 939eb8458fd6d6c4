/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/loop.h"
#include "engine/replay-feed.h"
#include "store/timelines.h"

G_BEGIN_DECLS

/**
 * BwRecoveryOrigin:
 * @practice: (owned) (nullable): the practice market, shared by all that need it
 *
 * What timelines are made from: the stored instruments and prices of a profile.
 */
typedef struct
{
  const BwClock *clock;
  BwDatabase *trading; /* (borrowed) */
  BwDatabase *market;  /* (borrowed): of the thread that uses the origin */
  const char *market_path;
  BwPracticeMarket *practice;
} BwRecoveryOrigin;

/* A timeline as it was before its first journal entry. */
BwRun *bw_recovery_first (BwRecoveryOrigin *origin, const BwTimeline *timeline, GError **error);

/* All open timelines: newest snapshots and the journal behind them. */
gboolean bw_recovery_open_all (BwLoop *loop, GError **error);
/* One timeline as the journal has it; @run is left as it is. */
BwRun *bw_recovery_again (BwLoop *loop, BwRun *run, GError **error);
/* A timeline by its row, which may be closed. */
BwRun *bw_recovery_open (BwLoop *loop, BwTimelineId timeline, GError **error);

/* The practice market that a timeline of it began with. */
BwPracticeMarket *bw_recovery_make_practice (const BwTimeline *timeline, GError **error);

/* A replay's source, as the timelines table has it. */
char *bw_recovery_print_source (const BwReplaySource *source);
BwReplaySource *bw_recovery_parse_source (const char *text, GError **error);

G_END_DECLS
