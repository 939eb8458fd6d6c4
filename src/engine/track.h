/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/view.h"
#include "strategy/alert/alert-book.h"

G_BEGIN_DECLS

#define BW_TAPE_PRINTS_MAX 64

/**
 * BwTrack:
 * @feed_index: its place in the feed's list
 * @minute: the one under way; its start is %BW_TIME_NONE before the first trade
 * @minutes: (element-type BwMinuteView): ended, and not yet handed to the archive
 * @n_minutes_told: how many of @minutes the main loop has seen
 * @tape: a ring; @n_prints counts all that ever went in
 * @reference_close: the close before the timeline's first session; 0 while unknown
 *
 * What the engine thread watches of one instrument in one timeline for charts and lists. Follows
 * from the market's events alone.
 */
typedef struct
{
  BwInstrumentId instrument;
  BwCalendarId calendar;
  guint feed_index;
  guint n_subscribers;
  gboolean is_quote_dirty;
  gboolean is_tape_dirty;
  gboolean is_depth_on; /* the feed gives its book */
  gboolean has_depth;   /* one that was not told yet */
  BwMinuteView minute;
  GArray *minutes; /* (owned) */
  guint n_minutes_told;
  guint64 n_prints;
  guint64 n_prints_told;
  BwTapeView *tape; /* (owned) (nullable): while subscribed */
  BwDepth *depth;   /* (owned) (nullable): the last, while the feed gives it */
  BwFixed bid, ask;
  BwFixed reference_close;
  BwImbalance imbalance;
  BwAlertBook *alerts; /* (borrowed) (nullable): of the run's */
} BwTrack;

void bw_track_init (BwTrack *track, const BwInstrument *instrument, guint feed_index);
void bw_track_clear (BwTrack *track);
void bw_track_set_depth_on (BwTrack *track, gboolean is_on);
void bw_track_set_subscribed (BwTrack *track, gboolean is_subscribed);
void bw_track_trade (BwTrack *track, const BwMarketEvent *event);
void bw_track_bar (BwTrack *track, const BwMarketEvent *event, BwTime start);
void bw_track_split (BwTrack *track, const BwMarketEvent *event);
void bw_track_imbalance (BwTrack *track, const BwMarketEvent *event);
void bw_track_depth (BwTrack *track, const BwDepth *depth);
GArray *bw_track_copy_minutes (const BwTrack *track);
void bw_track_forget_minutes (BwTrack *track, guint n_minutes);

static inline void
bw_track_quote (BwTrack *track, const BwMarketEvent *event)
{
  track->bid = event->quote.bid_size.e8 > 0 ? event->quote.bid : BW_FIXED_ZERO;
  track->ask = event->quote.ask_size.e8 > 0 ? event->quote.ask : BW_FIXED_ZERO;
}

G_END_DECLS
