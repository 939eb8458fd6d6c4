/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/fold.h"

#include <math.h>

/**
 * bw_fold_is_possible:
 *
 * Whether bars of @to can be made of whole bars of @from.
 */
gboolean
bw_fold_is_possible (BwTimeframe from, BwTimeframe to)
{
  if (from == to)
    return TRUE;
  if (from > to)
    return FALSE;
  if (bw_timeframe_is_intraday (from))
    return !bw_timeframe_is_intraday (to) || to % from == 0;
  return from == BW_TIMEFRAME_1D;
}

/* Which week or month a date is in. */
static gint64
period_of (BwTimeframe timeframe, BwDate date)
{
  int year, month, day;

  if (timeframe == BW_TIMEFRAME_1D)
    return date;
  if (timeframe == BW_TIMEFRAME_1W)
    return date - (bw_date_weekday (date) - 1);
  bw_date_to_ymd (date, &year, &month, &day);
  return (gint64) year * 12 + month;
}

typedef struct
{
  BwCalendarId calendar;
  BwTimeframe timeframe;
  BwSession session;
  gboolean has_session;
} Buckets;

static void
find_session (Buckets *buckets, BwTime time)
{
  if (buckets->has_session && time >= buckets->session.pre_open && time < buckets->session.post_close)
    return;
  buckets->has_session = bw_calendar_session_at_or_after (buckets->calendar, time, &buckets->session);
}

/* The start of the bar that @time falls in. A bar outside every session stands for itself. */
static BwTime
bucket_start (Buckets *buckets, BwTime time, BwTime previous)
{
  BwTime length = buckets->timeframe * BW_SECOND;
  BwSession before;
  BwTime offset;

  find_session (buckets, time);
  if (!buckets->has_session)
    return time;
  if (bw_timeframe_is_intraday (buckets->timeframe))
    {
      offset = (time - buckets->session.open) % length;
      return time - (offset < 0 ? offset + length : offset);
    }
  if (buckets->timeframe == BW_TIMEFRAME_1D || previous == BW_TIME_NONE ||
      !bw_calendar_session_at_or_after (buckets->calendar, previous, &before) ||
      period_of (buckets->timeframe, before.date) != period_of (buckets->timeframe, buckets->session.date))
    return buckets->session.open;
  return previous;
}

static void
add_to_last (BwBarSeries *folded, const BwBarSeries *bars, gsize index)
{
  gsize last = folded->n_bars - 1;

  folded->high[last] = MAX (folded->high[last], bars->high[index]);
  folded->low[last] = MIN (folded->low[last], bars->low[index]);
  folded->close[last] = bars->close[index];
  if (!isnan (bars->volume[index]))
    folded->volume[last] = isnan (folded->volume[last]) ? bars->volume[index]
                                                        : folded->volume[last] + bars->volume[index];
}

/**
 * bw_fold_append:
 * @folded: grows; what is in it ends before @bars, or its last bar is gone on with
 * @bars: of a timeframe that divides @folded's
 *
 * Cost: one pass, a calendar look-up a session.
 */
void
bw_fold_append (BwBarSeries *folded, const BwBarSeries *bars, BwCalendarId calendar)
{
  Buckets buckets = { .calendar = calendar, .timeframe = folded->timeframe };

  g_return_if_fail (bw_fold_is_possible (bars->timeframe, folded->timeframe));

  for (gsize i = 0; i < bars->n_bars; i++)
    {
      BwTime previous = folded->n_bars > 0 ? folded->start[folded->n_bars - 1] : BW_TIME_NONE;
      BwTime start = bars->timeframe == folded->timeframe && bw_timeframe_is_intraday (folded->timeframe)
                         ? bars->start[i]
                         : bucket_start (&buckets, bars->start[i], previous);

      if (previous != BW_TIME_NONE && start <= previous)
        add_to_last (folded, bars, i);
      else
        bw_bar_series_append (folded, start, bars->open[i], bars->high[i], bars->low[i], bars->close[i],
                              bars->volume[i]);
    }
}
