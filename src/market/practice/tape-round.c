/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/feed-private.h"

#include <math.h>

/* The tape of what trades around the clock is a walk without a grid: from one event to the next by as
 * much as the time between them asks for. While the stock exchange sleeps it goes at a tenth of its
 * pace, since nobody watches; the pairs rest over the weekend. */

#define NIGHT_PACE 0.04

/**
 * bw_practice_round_open:
 *
 * Sets the tape to the price at which the live market starts.
 */
void
bw_practice_round_open (BwPracticeFeed *feed, gsize index, BwTime time)
{
  const BwPracticeTraits *traits = &feed->market->traits[index];

  feed->tapes[index] = (BwPracticeTape){
    .latent = traits->anchor * ((double) BW_FIXED_ONE_E8 / (double) feed->market->tick_e8[index]),
    .latent_time = time,
    .key = bw_practice_key (feed->market, BW_PRACTICE_STREAM_TAPE, index, feed->market->days[feed->market->n_days].session.date),
  };
  feed->activity[index] = 1;
  feed->next_time[index] = time + (BwTime) index * BW_MICROSECOND;
}

/**
 * bw_practice_round_advance:
 * @bits: a word of the tape's
 *
 * Brings the latent price to @now.
 */
void
bw_practice_round_advance (BwPracticeFeed *feed, gsize index, BwTime now, guint64 bits)
{
  BwPracticeTape *tape = &feed->tapes[index];
  double passed = (double) (now - tape->latent_time) / (double) BW_MINUTE;
  double sd;

  if (passed <= 0)
    return;
  sd = feed->market->traits[index].minute_sd * sqrt (passed);
  tape->latent *= bw_practice_exp (sd * bw_quantile_signed (&bw_practice_tables ()->student_6, bits));
  tape->latent = MAX (tape->latent, 4);
  tape->latent_time = now;
}

double
bw_practice_round_rate (const BwPracticeFeed *feed, BwTime now)
{
  return now >= feed->grid_start && now < feed->grid_start + feed->n_grid * BW_MINUTE ? 1 : NIGHT_PACE;
}

/**
 * bw_practice_round_next:
 *
 * Returns: @next, or the beginning of the session it would have to wait for
 */
BwTime
bw_practice_round_next (const BwPracticeFeed *feed, gsize index, BwTime next)
{
  BwSession session;

  if (index < BW_PRACTICE_N_STOCKS + BW_PRACTICE_N_COINS)
    return next;
  if (!bw_calendar_session_at_or_after (BW_CALENDAR_FX, next, &session))
    return BW_TIME_MAX;
  return MAX (next, session.open);
}
