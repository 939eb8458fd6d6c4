/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/event.h"
#include "market/injection.h"

G_BEGIN_DECLS

typedef struct _BwFeed BwFeed;

/**
 * BwFeedClass:
 * @peek: the time of the next event; %BW_TIME_MAX at the end
 * @next: writes up to @n_max events with time <= @until, in order; returns how many (0: none is due)
 * @position: how many events have been handed out since the feed's start; with @identify it names
 *   what the core has seen
 * @identify: (transfer full): source id and content hash, or seed and generator version, as text
 * @save: appends what @restore needs to go on from here with the same events
 * @restore: %FALSE and @error when the bytes are not of this feed
 * @inject: (nullable): makes something happen at @time, not before its last event; the same at the
 *   same position gives the same events. %FALSE and @error, and nothing changed, when it can't be
 *
 * @horizon: (nullable): the clock alone, without the feed's events, is to lead nobody beyond it: a
 *   bar under way has already begun; NULL: as far as it goes
 * @whole_end: (nullable): when the bar ends that the next event is a part of; NULL: with the event
 *
 * A source of market events in one total order. Embedded as the first field of its implementations.
 * Used by one thread at a time; never blocks.
 */
typedef struct
{
  BwTime (*peek) (BwFeed *feed);
  gsize (*next) (BwFeed *feed, BwTime until, BwMarketEvent *events, gsize n_max);
  guint64 (*position) (BwFeed *feed);
  char *(*identify) (BwFeed *feed);
  void (*save) (BwFeed *feed, GByteArray *bytes);
  gboolean (*restore) (BwFeed *feed, const guint8 *bytes, gsize n_bytes, GError **error);
  void (*free) (BwFeed *feed);
  gboolean (*inject) (BwFeed *feed, BwTime time, const BwInjection *injection, GError **error);
  BwTime (*horizon) (BwFeed *feed);
  BwTime (*whole_end) (BwFeed *feed);
} BwFeedClass;

struct _BwFeed
{
  const BwFeedClass *klass;
};

static inline BwTime
bw_feed_peek (BwFeed *feed)
{
  return feed->klass->peek (feed);
}

static inline gsize
bw_feed_next (BwFeed *feed, BwTime until, BwMarketEvent *events, gsize n_max)
{
  return feed->klass->next (feed, until, events, n_max);
}

static inline guint64
bw_feed_position (BwFeed *feed)
{
  return feed->klass->position (feed);
}

static inline char *
bw_feed_identify (BwFeed *feed)
{
  return feed->klass->identify (feed);
}

static inline void
bw_feed_save (BwFeed *feed, GByteArray *bytes)
{
  feed->klass->save (feed, bytes);
}

static inline gboolean
bw_feed_restore (BwFeed *feed, const guint8 *bytes, gsize n_bytes, GError **error)
{
  return feed->klass->restore (feed, bytes, n_bytes, error);
}

static inline gboolean
bw_feed_inject (BwFeed *feed, BwTime time, const BwInjection *injection, GError **error)
{
  return feed->klass->inject (feed, time, injection, error);
}

static inline BwTime
bw_feed_horizon (BwFeed *feed)
{
  return feed->klass->horizon != NULL ? feed->klass->horizon (feed) : BW_TIME_MAX;
}

static inline BwTime
bw_feed_whole_end (BwFeed *feed)
{
  return feed->klass->whole_end != NULL ? feed->klass->whole_end (feed) : feed->klass->peek (feed);
}

static inline void
bw_feed_free (BwFeed *feed)
{
  if (feed != NULL)
    feed->klass->free (feed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwFeed, bw_feed_free)

G_END_DECLS
