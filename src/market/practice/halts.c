/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/halts.h"
#include "market/practice/feed-private.h"

/* Why trading stands still: a share leaves its price band for fifteen seconds (limit up, limit down);
 * the index falls as far as a breaker (once each); news is pending; somebody practises. How wide a band
 * is, how far a breaker and how long a halt, is market/halts.h's; here is what the market does about it.
 * A band lies around the mean of the last five minutes. */

#define BAND_MINUTES  5
#define LAST_NS       (30 * BW_SECOND) /* a halt ends so long before the close */
#define TIER_1_CAP_BN 15.0

/* A share of @price: it is drawn, and has no exact value. */
static double
band_width (const BwPracticeFeed *feed, gsize index, double price)
{
  gboolean is_tier_1 = index >= BW_PRACTICE_N_COMPANIES ||
                       bw_practice_companies[index].market_cap_bn >= TIER_1_CAP_BN;
  BwLuldTier tier = is_tier_1 ? BW_LULD_TIER_1 : BW_LULD_TIER_2;
  BwTime minute = feed->grid_start + feed->tapes[index].minute * BW_MINUTE;
  BwFixed reference = BW_FIXED_MAX;
  guint percent;
  double width;

  bw_fixed_from_double (price, &reference);
  percent = bw_luld_percent (tier, reference);
  width = percent == 75 ? MIN (0.75, 0.15 / price) : percent / 100.0;
  return bw_luld_is_wide (tier, reference, minute, &feed->day.session) ? 2 * width : width;
}

static gboolean
is_core_minute (const BwPracticeFeed *feed, gint32 minute)
{
  return minute >= feed->core_first && minute < feed->core_first + feed->day.n_minutes;
}

/* Prices in dollars; the band in ticks. */
static void
set_band (BwPracticeFeed *feed, gsize index, double mean)
{
  double width = band_width (feed, index, mean);

  feed->fates[index].band_low = (double) (gint64) (mean * (1 - width) * 100 + 1);
  feed->fates[index].band_high = (double) (gint64) (mean * (1 + width) * 100);
}

/**
 * bw_practice_band_renew:
 *
 * Sets the band for the minute the tape is in. A share that is being bought for cash has none.
 */
void
bw_practice_band_renew (BwPracticeFeed *feed, gsize index)
{
  BwPracticeFate *fate = &feed->fates[index];
  gint32 minute = feed->tapes[index].minute;
  gint32 first = MAX (MAX (feed->core_first, fate->band_first), minute - BAND_MINUTES);
  double sum = 0, mean;

  fate->band_low = 0;
  fate->band_high = G_MAXDOUBLE;
  if (!is_core_minute (feed, minute) || fate->cash_price > 0)
    {
      fate->limit_since = 0;
      return;
    }
  /* A minute's own start may have been bent since: while it stands at its limit the band stays. */
  for (gint32 m = MIN (first, minute); m <= minute; m++)
    sum += feed->grids[index].price[m];
  mean = sum / (minute - MIN (first, minute) + 1);
  if (fate->limit_since != 0)
    mean = feed->grids[index].price[MIN (first, minute)];
  set_band (feed, index, mean);
}

/* Five minutes without trading. */
void
bw_practice_pause (BwPracticeFeed *feed, gsize index, BwTime now)
{
  bw_practice_agenda_add (feed, &(BwPracticeAgendaItem){
                                    .time = now,
                                    .kind = BW_AGENDA_HALT,
                                    .index = (gint32) index,
                                    .a = BW_HALT_CAUSE_LULD,
                                    .b = now + BW_LULD_PAUSE_NS,
                                });
}

/**
 * bw_practice_band_hold:
 *
 * The latent price has left the band. Quotes stay within it, and after fifteen seconds trading stops.
 * Leaves the tape's latent price at the band.
 *
 * Returns: where the latent price is
 */
double
bw_practice_band_hold (BwPracticeFeed *feed, gsize index, BwTime now)
{
  BwPracticeFate *fate = &feed->fates[index];
  BwPracticeTape *tape = &feed->tapes[index];
  double latent = tape->latent;

  tape->latent = CLAMP (latent, fate->band_low + 1, fate->band_high - 1);
  if (fate->limit_since == 0)
    fate->limit_since = now;
  else if (now - fate->limit_since >= BW_LULD_LIMIT_STATE_NS)
    bw_practice_pause (feed, index, now);
  return latent;
}

gboolean
bw_practice_is_halted (const BwPracticeFeed *feed, gsize index)
{
  return feed->fates[index].halted_until != 0;
}

/**
 * bw_practice_halt:
 * @until: %BW_TIME_MAX: until somebody ends it
 *
 * Takes the share off the tape; says on the agenda when it comes back.
 */
void
bw_practice_halt (BwPracticeFeed *feed, gsize index, BwHaltCause cause, BwTime until)
{
  BwPracticeFate *fate = &feed->fates[index];
  BwTime last = feed->day.session.close - LAST_NS;

  if (feed->last_time < last && until > last && cause != BW_HALT_CAUSE_BREAKER_3 && until != BW_TIME_MAX)
    until = last;
  fate->halted_until = until;
  fate->halt_cause = (guint8) cause;
  fate->limit_since = 0;
  feed->tapes[index].bid = feed->tapes[index].ask = 0;
  if (feed->is_depth_fresh[index])
    {
      feed->is_depth_fresh[index] = FALSE;
      feed->n_depths_fresh--;
    }
  if (feed->depth_pending == (gint32) index)
    feed->depth_pending = -1;
  bw_practice_feed_set_time (feed, index, BW_TIME_MAX);
  if (until == BW_TIME_MAX)
    return;
  bw_practice_agenda_add (
      feed, &(BwPracticeAgendaItem){ .time = until, .kind = BW_AGENDA_RESUME, .index = (gint32) index });
}

/**
 * bw_practice_resume:
 *
 * Back on the tape, with a new band, a millisecond after the print that reopens it.
 */
void
bw_practice_resume (BwPracticeFeed *feed, gsize index, BwTime now)
{
  BwPracticeFate *fate = &feed->fates[index];

  fate->halted_until = 0;
  fate->halt_cause = BW_HALT_CAUSE_UNSTATED;
  fate->limit_since = 0;
  fate->band_first = bw_practice_grid_minute (feed, now) + 1;
  if (index >= BW_PRACTICE_N_STOCKS)
    {
      bw_practice_feed_set_time (feed, index, bw_practice_round_next (feed, index, now + BW_MILLISECOND));
      return;
    }
  if (now < feed->grid_start || now >= feed->grid_start + feed->n_grid * BW_MINUTE || fate->is_gone)
    return;
  bw_practice_tape_look (feed, index, now);
  fate->band_low = 0;
  fate->band_high = G_MAXDOUBLE;
  /* Around the price it reopens at, until the next minute has a mean. */
  if (feed->market->version >= 3 && is_core_minute (feed, feed->tapes[index].minute) && fate->cash_price <= 0)
    set_band (feed, index, feed->tapes[index].latent / 100);
  bw_practice_feed_set_time (feed, index, now + BW_MILLISECOND);
}

static BwHaltCause
cause_of (gint32 level)
{
  return (BwHaltCause) (BW_HALT_CAUSE_BREAKER_1 + level - 1);
}

static BwTime
next_morning (const BwPracticeFeed *feed)
{
  BwSession next;

  if (!bw_calendar_next_session (BW_CALENDAR_XNYS, feed->day.session.date, &next))
    return BW_TIME_MAX;
  return next.open - BW_PRACTICE_PRE_MINUTES * BW_MINUTE + BW_SECOND;
}

/**
 * bw_practice_breaker_is_on:
 * @level: 1 to 3
 *
 * Whether the breaker of that level would stop the market now: each does so once a day, in core hours,
 * and the first two not from 35 minutes before the close on.
 */
gboolean
bw_practice_breaker_is_on (const BwPracticeFeed *feed, BwTime now, gint32 level)
{
  return level > feed->breaker && is_core_minute (feed, bw_practice_grid_minute (feed, now)) &&
         now >= feed->day.session.open && bw_halt_until (cause_of (level), now, &feed->day.session) > now;
}

void
bw_practice_breaker_halt (BwPracticeFeed *feed, BwTime now, gint32 level)
{
  feed->breaker = level;
  bw_practice_agenda_add (feed, &(BwPracticeAgendaItem){
                                    .time = now,
                                    .kind = BW_AGENDA_HALT_ALL,
                                    .a = cause_of (level),
                                    .b = level < 3 ? bw_halt_until (cause_of (level), now, &feed->day.session)
                                                   : next_morning (feed),
                                });
}

/**
 * bw_practice_breaker_look:
 *
 * Whether the index has fallen so far that the whole market stops.
 */
void
bw_practice_breaker_look (BwPracticeFeed *feed, BwTime now)
{
  BwFixed index = BW_FIXED_MAX, previous = BW_FIXED (1);
  BwHaltCause reached;
  gint32 level;

  bw_fixed_from_double (feed->tapes[BW_PRACTICE_INDEX].latent / 100, &index);
  bw_fixed_from_double (feed->fates[BW_PRACTICE_INDEX].reference, &previous);
  reached = bw_breaker_reached (index, previous);
  level = reached == BW_HALT_CAUSE_UNSTATED ? 0 : reached - BW_HALT_CAUSE_BREAKER_1 + 1;
  if (is_core_minute (feed, feed->tapes[BW_PRACTICE_INDEX].minute) && bw_practice_breaker_is_on (feed, now, level))
    bw_practice_breaker_halt (feed, now, level);
}
