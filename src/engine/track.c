/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/track.h"

void
bw_track_init (BwTrack *track, const BwInstrument *instrument, guint feed_index)
{
  *track = (BwTrack){ .instrument = instrument->id, .calendar = instrument->calendar, .feed_index = feed_index };
  track->minute.start = BW_TIME_NONE;
  track->imbalance.time = BW_TIME_NONE;
  track->minutes = g_array_new (FALSE, FALSE, sizeof (BwMinuteView));
}

void
bw_track_clear (BwTrack *track)
{
  g_clear_pointer (&track->minutes, g_array_unref);
  g_clear_pointer (&track->tape, g_free);
  g_clear_pointer (&track->depth, g_free);
}

/* Without a feed of it the last book is soon a lie. */
void
bw_track_set_depth_on (BwTrack *track, gboolean is_on)
{
  track->is_depth_on = is_on;
  if (!is_on)
    {
      g_clear_pointer (&track->depth, g_free);
      track->has_depth = FALSE;
    }
}

/**
 * bw_track_set_subscribed:
 *
 * Begins to keep the tape, empty at first. The book is there at once where an order has it kept.
 */
void
bw_track_set_subscribed (BwTrack *track, gboolean is_subscribed)
{
  if (is_subscribed && track->tape == NULL)
    {
      track->tape = g_new0 (BwTapeView, BW_TAPE_PRINTS_MAX);
      track->n_prints = 0;
      track->n_prints_told = 0;
      track->has_depth = track->depth != NULL;
      track->is_tape_dirty = track->has_depth;
      track->n_minutes_told = track->minutes->len;
    }
  else if (!is_subscribed)
    {
      g_clear_pointer (&track->tape, g_free);
      track->is_tape_dirty = FALSE;
    }
}

static gint8
find_aggressor (const BwTrack *track, BwFixed price)
{
  if (!bw_fixed_is_zero (track->ask) && price.e8 >= track->ask.e8)
    return 1;
  if (!bw_fixed_is_zero (track->bid) && price.e8 <= track->bid.e8)
    return -1;
  return 0;
}

static void
end_minute (BwTrack *track)
{
  if (track->minute.start != BW_TIME_NONE)
    g_array_append_val (track->minutes, track->minute);
}

void
bw_track_trade (BwTrack *track, const BwMarketEvent *event)
{
  double price = bw_fixed_to_double (event->trade.price);
  double size = bw_fixed_to_double (event->trade.size);
  BwTime start = event->time - event->time % BW_MINUTE;

  /* An official closing price is stamped with the close itself, and belongs to the minute before. */
  if (event->print == BW_PRINT_AUCTION_CLOSE && start == event->time)
    start -= BW_MINUTE;
  if (event->print != BW_PRINT_REGULAR)
    track->imbalance.time = BW_TIME_NONE;
  if (start > track->minute.start)
    {
      end_minute (track);
      track->minute = (BwMinuteView){ start, price, price, price, price, size };
    }
  else
    {
      track->minute.high = MAX (track->minute.high, price);
      track->minute.low = MIN (track->minute.low, price);
      track->minute.close = price;
      track->minute.volume += size;
    }
  if (track->tape != NULL)
    {
      track->tape[track->n_prints++ % BW_TAPE_PRINTS_MAX] = (BwTapeView){
        .time = event->time,
        .price = event->trade.price,
        .size = event->trade.size,
        .aggressor = find_aggressor (track, event->trade.price),
        .print = event->print,
      };
      track->is_tape_dirty = TRUE;
    }
}

/**
 * bw_track_bar:
 * @start: the bar's; @event carries its end
 *
 * A bar of a replay stands where a minute would, whatever its length.
 */
void
bw_track_bar (BwTrack *track, const BwMarketEvent *event, BwTime start)
{
  end_minute (track);
  track->minute = (BwMinuteView){
    .start = start,
    .open = bw_fixed_to_double (event->bar.open),
    .high = bw_fixed_to_double (event->bar.high),
    .low = bw_fixed_to_double (event->bar.low),
    .close = bw_fixed_to_double (event->bar.close),
    .volume = bw_fixed_to_double (event->bar.volume),
  };
  if (track->tape != NULL)
    track->is_tape_dirty = TRUE;
}

/**
 * bw_track_split:
 *
 * The close that the day's change is counted from is restated. Ended minutes stay as they were traded.
 */
void
bw_track_split (BwTrack *track, const BwMarketEvent *event)
{
  BwFixed restated;

  if (event->split.to.e8 > 0 && event->split.from.e8 > 0 &&
      bw_fixed_mul_div (track->reference_close, event->split.from, event->split.to, BW_ROUND_HALF_EVEN, &restated))
    track->reference_close = restated;
}

/**
 * bw_track_imbalance:
 *
 * Stands until the auction's print. A restart forgets it; the market tells the next within seconds.
 */
void
bw_track_imbalance (BwTrack *track, const BwMarketEvent *event)
{
  track->imbalance = (BwImbalance){
    .time = event->time,
    .print = event->print,
    .paired = event->imbalance.paired,
    .imbalance = event->imbalance.imbalance,
    .reference = event->imbalance.reference,
  };
}

void
bw_track_depth (BwTrack *track, const BwDepth *depth)
{
  if (track->depth == NULL)
    track->depth = g_new (BwDepth, 1);
  *track->depth = *depth;
  track->has_depth = TRUE;
  track->is_tape_dirty = track->tape != NULL;
}

/**
 * bw_track_forget_minutes:
 *
 * Drops the oldest @n_minutes of the ended ones: they are archived.
 */
void
bw_track_forget_minutes (BwTrack *track, guint n_minutes)
{
  g_array_remove_range (track->minutes, 0, n_minutes);
  track->n_minutes_told -= MIN (track->n_minutes_told, n_minutes);
}

/**
 * bw_track_copy_minutes:
 *
 * Returns: (transfer full) (element-type BwMinuteView): those that aren't archived, the last growing
 */
GArray *
bw_track_copy_minutes (const BwTrack *track)
{
  GArray *minutes = g_array_copy (track->minutes);

  if (track->minute.start != BW_TIME_NONE)
    g_array_append_val (minutes, track->minute);
  return minutes;
}
