/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/replay-feed.h"

#include "engine/finer.h"
#include "engine/span.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

/* Stored bars of several instruments as one stream, each bar given at its end, those of one instant
 * in the order of the instruments, splits before bars. Instead of a bar finer ones are given where they stand in for it:
 * the first opens where it opened, and the last closes where it closed. Bars are loaded a stretch at a time: about this many of an
 * instrument, so that twenty years of minutes cost no more memory than a month. */
#define STRETCH_BARS 20000

typedef struct
{
  BwInstrument instrument;
  BwBarSeries *bars; /* (owned) (nullable): of [stretch, stretch_end) */
  gsize index;       /* of the next one */
  BwFiner finer;     /* what stands in for it */
  BwTime stretch_end;
  BwTime whole_end;  /* of the next bar; BW_TIME_MAX: none is left */
  BwTime next_end;   /* of what is given next: the bar, or a part of it */
} Lane;

typedef struct
{
  BwFeed base;
  BwReplaySource *source; /* (owned) */
  Lane *lanes;            /* (owned) */
  guint n_lanes;
  BwReplayLoad load;
  gpointer user_data;
  GDestroyNotify free_user_data;
  guint64 position;
  BwTime last; /* end of the last bar given, or the last split's time */
  guint n_splits_given; /* those up to the start count as given */
} ReplayFeed;

BwReplaySource *
bw_replay_source_new (void)
{
  BwReplaySource *source = g_new0 (BwReplaySource, 1);

  source->version = BW_REPLAY_VERSION;
  source->instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));
  source->finer = g_array_new (FALSE, FALSE, sizeof (BwTimeframe));
  source->splits = g_array_new (FALSE, FALSE, sizeof (BwSplit));
  return source;
}

BwReplaySource *
bw_replay_source_copy (const BwReplaySource *source)
{
  BwReplaySource *copy = g_memdup2 (source, sizeof *source);

  copy->instruments = g_array_copy (source->instruments);
  copy->finer = g_array_copy (source->finer);
  copy->splits = g_array_copy (source->splits);
  return copy;
}

void
bw_replay_source_free (BwReplaySource *source)
{
  g_array_unref (source->instruments);
  g_array_unref (source->finer);
  g_array_unref (source->splits);
  g_free (source);
}

static BwTime
stretch_ns (const ReplayFeed *feed)
{
  /* A session has some 390 of the day's 1440 minutes, and weekends none: a stretch of time four times
   * as long as its bars. */
  return (BwTime) feed->source->timeframe * BW_SECOND * STRETCH_BARS * 4;
}

static BwTime
bar_end (const Lane *lane, const BwBarSeries *bars, gsize index)
{
  return bw_span_end (lane->instrument.calendar, bars->timeframe, bars->start[index]);
}

static gboolean
load_stretch (ReplayFeed *feed, Lane *lane, BwTime first)
{
  BwTime limit = feed->source->end;

  g_clear_pointer (&lane->bars, bw_bar_series_unref);
  lane->index = 0;
  while (first < limit)
    {
      BwTime end = limit - first > stretch_ns (feed) ? first + stretch_ns (feed) : limit;

      lane->bars = feed->load (lane->instrument.id, feed->source->timeframe, first, end, feed->user_data);
      lane->stretch_end = end;
      if (lane->bars != NULL && lane->bars->n_bars > 0)
        return TRUE;
      g_clear_pointer (&lane->bars, bw_bar_series_unref);
      first = end;
    }
  lane->stretch_end = limit;
  return FALSE;
}

/* After the index has moved. */
static void
find_next_end (ReplayFeed *feed, Lane *lane)
{
  if (lane->bars != NULL && lane->index >= lane->bars->n_bars)
    load_stretch (feed, lane, lane->stretch_end);
  lane->whole_end = BW_TIME_MAX;
  if (lane->bars != NULL)
    lane->whole_end = bar_end (lane, lane->bars, lane->index);
  if (lane->whole_end > feed->source->end)
    lane->whole_end = BW_TIME_MAX;
  lane->next_end = lane->whole_end;
  if (lane->next_end != BW_TIME_MAX &&
      bw_finer_stands_in (&lane->finer, &lane->instrument, lane->bars, lane->index, feed->source->end, feed->load,
                          feed->user_data))
    lane->next_end = bar_end (lane, lane->finer.bars, lane->finer.next);
}

/* On to the next part, or bar. */
static void
pass (ReplayFeed *feed, Lane *lane)
{
  if (bw_finer_is_under_way (&lane->finer) && ++lane->finer.next < lane->finer.last)
    {
      lane->next_end = bar_end (lane, lane->finer.bars, lane->finer.next);
      return;
    }
  lane->index++;
  find_next_end (feed, lane);
}

/* To the first bar that ends after @time. */
static void
seek_lane (ReplayFeed *feed, Lane *lane, BwTime time)
{
  /* A bar that ends after @time may have begun a month and some days before. */
  BwTime slack = MAX ((BwTime) feed->source->timeframe * BW_SECOND * 3 / 2, BW_DAY);

  load_stretch (feed, lane, time - slack);
  find_next_end (feed, lane);
  while (lane->next_end <= time)
    pass (feed, lane);
}

static Lane *
find_first (ReplayFeed *feed)
{
  Lane *first = NULL;

  for (guint i = 0; i < feed->n_lanes; i++)
    if (feed->lanes[i].next_end != BW_TIME_MAX && (first == NULL || feed->lanes[i].next_end < first->next_end))
      first = &feed->lanes[i];
  return first;
}

/* The split that comes before the next bar; %NULL for none. After the last bar nothing is split. */
static const BwSplit *
find_split (const ReplayFeed *feed, const Lane *first)
{
  const BwSplit *split;

  if (first == NULL || feed->n_splits_given >= feed->source->splits->len)
    return NULL;
  split = &g_array_index (feed->source->splits, BwSplit, feed->n_splits_given);
  return split->time <= first->next_end ? split : NULL;
}

/* Those before @time have been given. */
static void
seek_splits (ReplayFeed *feed, BwTime time)
{
  feed->n_splits_given = 0;
  while (feed->n_splits_given < feed->source->splits->len &&
         g_array_index (feed->source->splits, BwSplit, feed->n_splits_given).time < time)
    feed->n_splits_given++;
}

static BwTime
replay_feed_peek (BwFeed *base)
{
  const Lane *first = find_first ((ReplayFeed *) base);
  const BwSplit *split = find_split ((ReplayFeed *) base, first);

  if (split != NULL)
    return split->time;
  return first != NULL ? first->next_end : BW_TIME_MAX;
}

static void
fill_split (const BwSplit *split, BwMarketEvent *event)
{
  *event = (BwMarketEvent){ .time = split->time, .instrument = split->instrument, .kind = BW_MARKET_SPLIT };
  event->split.to = split->to;
  event->split.from = split->from;
}

/* The core's door: %FALSE for a bar that it can't take. */
static gboolean
fill_bar (const BwBarSeries *bars, gsize index, BwMarketEvent *event)
{
  double volume = bars->volume[index];

  event->bar.timeframe = bars->timeframe;
  if (isnan (volume) || !bw_fixed_from_double (volume, &event->bar.volume))
    event->bar.volume = isnan (volume) ? BW_FIXED_ZERO : BW_FIXED_MAX;
  return bw_fixed_from_double (bars->open[index], &event->bar.open) &&
         bw_fixed_from_double (bars->high[index], &event->bar.high) &&
         bw_fixed_from_double (bars->low[index], &event->bar.low) &&
         bw_fixed_from_double (bars->close[index], &event->bar.close);
}

/* The first and the last part keep what the whole bar says: a day's official prices. */
static gboolean
fill_part (const Lane *lane, BwMarketEvent *event)
{
  const BwFiner *finer = &lane->finer;
  gboolean is_first = finer->next == finer->begin, is_last = finer->next + 1 == finer->last;
  gboolean is_day = lane->bars->timeframe == BW_TIMEFRAME_1D;

  event->part = BW_BAR_PART;
  if (!fill_bar (finer->bars, finer->next, event) ||
      (is_first && !bw_fixed_from_double (lane->bars->open[lane->index], &event->bar.open)) ||
      (is_last && !bw_fixed_from_double (lane->bars->close[lane->index], &event->bar.close)))
    return FALSE;
  event->bar.high = bw_fixed_max (event->bar.high, bw_fixed_max (event->bar.open, event->bar.close));
  event->bar.low = bw_fixed_min (event->bar.low, bw_fixed_min (event->bar.open, event->bar.close));
  if (is_day && is_first)
    event->part |= BW_BAR_OPENS_DAY;
  if (is_day && is_last)
    event->part |= BW_BAR_CLOSES_DAY;
  return TRUE;
}

/* %FALSE: it is passed over. */
static gboolean
fill_event (const Lane *lane, BwMarketEvent *event)
{
  *event = (BwMarketEvent){ .time = lane->next_end, .instrument = lane->instrument.id, .kind = BW_MARKET_BAR };
  return bw_finer_is_under_way (&lane->finer) ? fill_part (lane, event) : fill_bar (lane->bars, lane->index, event);
}

static gsize
replay_feed_next (BwFeed *base, BwTime until, BwMarketEvent *events, gsize n_max)
{
  ReplayFeed *feed = (ReplayFeed *) base;
  gsize n_events = 0;

  while (n_events < n_max)
    {
      Lane *lane = find_first (feed);
      const BwSplit *split = find_split (feed, lane);

      if (lane == NULL || (split != NULL ? split->time : lane->next_end) > until)
        break;
      if (split != NULL)
        {
          feed->last = split->time;
          feed->n_splits_given++;
          fill_split (split, &events[n_events++]);
          continue;
        }
      feed->last = lane->next_end;
      if (fill_event (lane, &events[n_events]))
        n_events++;
      pass (feed, lane);
    }
  feed->position += n_events;
  return n_events;
}

static guint64
replay_feed_position (BwFeed *base)
{
  return ((ReplayFeed *) base)->position;
}

static char *
replay_feed_identify (BwFeed *base)
{
  ReplayFeed *feed = (ReplayFeed *) base;

  return g_strdup_printf ("bars:timeframe=%d:instruments=%u", feed->source->timeframe, feed->n_lanes);
}

/* Between two instants all lanes stand behind the same time, so that the time says it all; within
 * one, how many of its splits and bars have been given. */
static guint64
count_given_of_last (ReplayFeed *feed)
{
  guint64 n_given = 0;

  for (guint i = 0; i < feed->n_lanes; i++)
    if (feed->lanes[i].next_end > feed->last)
      n_given++;
  for (guint i = 0; i < feed->n_splits_given; i++)
    if (g_array_index (feed->source->splits, BwSplit, i).time == feed->last)
      n_given++;
  return n_given;
}

static void
replay_feed_save (BwFeed *base, GByteArray *bytes)
{
  ReplayFeed *feed = (ReplayFeed *) base;
  guint64 numbers[3] = { feed->position, (guint64) feed->last, count_given_of_last (feed) };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    numbers[i] = GUINT64_TO_LE (numbers[i]);
  g_byte_array_append (bytes, (const guint8 *) numbers, sizeof numbers);
}

static gboolean
replay_feed_restore (BwFeed *base, const guint8 *bytes, gsize n_bytes, GError **error)
{
  ReplayFeed *feed = (ReplayFeed *) base;
  guint64 numbers[3];
  BwMarketEvent event;

  if (n_bytes != sizeof numbers)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "A replay's saved place is damaged");
      return FALSE;
    }
  memcpy (numbers, bytes, sizeof numbers);
  feed->last = (BwTime) GUINT64_FROM_LE (numbers[1]);
  seek_splits (feed, MAX (feed->last, feed->source->start + 1));
  for (guint i = 0; i < feed->n_lanes; i++)
    seek_lane (feed, &feed->lanes[i], feed->last - 1);
  /* Those of the last instant that were given already. */
  while (count_given_of_last (feed) < GUINT64_FROM_LE (numbers[2]))
    if (replay_feed_next (base, feed->last, &event, 1) == 0)
      break;
  feed->position = GUINT64_FROM_LE (numbers[0]);
  return TRUE;
}

/* How replays of the second version have it: no further than to where what comes next began. */
static BwTime
replay_feed_horizon (BwFeed *base)
{
  ReplayFeed *feed = (ReplayFeed *) base;
  BwTime horizon = BW_TIME_MAX;

  for (guint i = 0; i < feed->n_lanes && feed->source->version >= 2; i++)
    {
      const Lane *lane = &feed->lanes[i];
      BwTimeframe timeframe =
          bw_finer_is_under_way (&lane->finer) ? lane->finer.timeframe : feed->source->timeframe;

      if (lane->next_end != BW_TIME_MAX)
        horizon = MIN (horizon, lane->next_end - (BwTime) timeframe * BW_SECOND);
    }
  return horizon;
}

static BwTime
replay_feed_whole_end (BwFeed *base)
{
  ReplayFeed *feed = (ReplayFeed *) base;
  BwTime end = BW_TIME_MAX;

  for (guint i = 0; i < feed->n_lanes; i++)
    end = MIN (end, feed->lanes[i].whole_end);
  return end;
}

static void
replay_feed_free (BwFeed *base)
{
  ReplayFeed *feed = (ReplayFeed *) base;

  for (guint i = 0; i < feed->n_lanes; i++)
    {
      g_clear_pointer (&feed->lanes[i].bars, bw_bar_series_unref);
      bw_finer_clear (&feed->lanes[i].finer);
    }
  if (feed->free_user_data != NULL)
    feed->free_user_data (feed->user_data);
  g_free (feed->lanes);
  bw_replay_source_free (feed->source);
  g_free (feed);
}

static const BwFeedClass replay_feed_class = {
  .peek = replay_feed_peek,
  .next = replay_feed_next,
  .position = replay_feed_position,
  .identify = replay_feed_identify,
  .save = replay_feed_save,
  .restore = replay_feed_restore,
  .free = replay_feed_free,
  .horizon = replay_feed_horizon,
  .whole_end = replay_feed_whole_end,
};

/**
 * bw_replay_feed_new:
 * @instruments: (array): as many as @source names, in its order
 * @load: (scope notified): where the bars come from
 *
 * Returns: (transfer full): the feed, before the first bar that ends after the source's start
 */
BwFeed *
bw_replay_feed_new (const BwReplaySource *source, const BwInstrument *instruments, BwReplayLoad load,
                    gpointer user_data, GDestroyNotify free_user_data)
{
  ReplayFeed *feed = g_new0 (ReplayFeed, 1);

  feed->base.klass = &replay_feed_class;
  feed->source = bw_replay_source_copy (source);
  feed->n_lanes = source->instruments->len;
  feed->lanes = g_new0 (Lane, MAX (feed->n_lanes, 1));
  feed->load = load;
  feed->user_data = user_data;
  feed->free_user_data = free_user_data;
  feed->last = source->start;
  seek_splits (feed, source->start + 1);
  for (guint i = 0; i < feed->n_lanes; i++)
    {
      feed->lanes[i].instrument = instruments[i];
      if (i < source->finer->len)
        feed->lanes[i].finer.timeframe = g_array_index (source->finer, BwTimeframe, i);
      seek_lane (feed, &feed->lanes[i], source->start);
    }
  return &feed->base;
}
