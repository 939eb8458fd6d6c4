/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/aggregate.h"

#include <math.h>

/* A fine bar belongs to the coarse one that its start falls in. Within a day coarse bars are counted
 * from the session's open, backwards too, so that the bars before it end at the open. A day is a
 * session with what leads into it; weeks and months are made of whole sessions by their dates. */

static gint64
floor_div (gint64 numerator, gint64 divisor)
{
  gint64 quotient = numerator / divisor;

  return numerator % divisor < 0 ? quotient - 1 : quotient;
}

/* When the session before is over: from there on time leads into @session. */
static BwTime
find_lead (BwCalendarId calendar, const BwSession *session)
{
  BwSession before;

  if (!bw_calendar_previous_session (calendar, session->date, &before))
    return session->pre_open;
  return before.post_close;
}

static void
place_intraday (const BwSession *session, gint64 step, BwTime time, BwBucket *bucket)
{
  BwTime begin = time < session->pre_open ? G_MININT64 : session->pre_open;

  bucket->start = session->open + floor_div (time - session->open, step) * step;
  bucket->end = MIN (bucket->start + step, session->post_close);
  /* A day's first bar may be a short one; what comes in the night before is apart from it. */
  if (time < session->pre_open)
    bucket->end = MIN (bucket->end, session->pre_open);
  bucket->start = MAX (bucket->start, begin);
}

static BwDate
find_period_first (BwTimeframe timeframe, BwDate date)
{
  int year, month, day;

  if (timeframe == BW_TIMEFRAME_1W)
    return date - (bw_date_weekday (date) - 1);
  bw_date_to_ymd (date, &year, &month, &day);
  return bw_date_from_ymd (year, month, 1);
}

static BwDate
find_period_end (BwTimeframe timeframe, BwDate first)
{
  int year, month, day;

  if (timeframe == BW_TIMEFRAME_1W)
    return first + 7;
  bw_date_to_ymd (first, &year, &month, &day);
  return month == 12 ? bw_date_from_ymd (year + 1, 1, 1) : bw_date_from_ymd (year, month + 1, 1);
}

/* From the end of the last session before the period to the end of the period's last session. */
static gboolean
place_period (BwCalendarId calendar, BwTimeframe timeframe, BwDate date, BwBucket *window,
              BwTime *start)
{
  BwDate first = find_period_first (timeframe, date);
  BwSession opening, closing;

  if (!bw_calendar_next_session (calendar, first - 1, &opening) ||
      !bw_calendar_previous_session (calendar, find_period_end (timeframe, first), &closing))
    return FALSE;
  *start = opening.open;
  *window = (BwBucket){ find_lead (calendar, &opening), closing.post_close };
  return TRUE;
}

/* The coarse bar that @time falls in, and the window of time that does so too. */
static gboolean
place (BwCalendarId calendar, BwTimeframe timeframe, BwTime time, BwBucket *bucket, BwBucket *window)
{
  BwSession session;

  if (!bw_calendar_session_at_or_after (calendar, time, &session))
    return FALSE;
  if (bw_timeframe_is_intraday (timeframe))
    {
      place_intraday (&session, timeframe * BW_SECOND, time, bucket);
      *window = *bucket;
      return TRUE;
    }
  if (timeframe == BW_TIMEFRAME_1D)
    {
      *window = (BwBucket){ find_lead (calendar, &session), session.post_close };
      *bucket = (BwBucket){ session.open, session.post_close };
      return TRUE;
    }
  if (!place_period (calendar, timeframe, session.date, window, &bucket->start))
    return FALSE;
  bucket->end = window->end;
  return TRUE;
}

/**
 * bw_bucket_at:
 * @bucket: (out caller-allocates)
 *
 * Which bar of @timeframe an instant belongs to.
 *
 * Returns: %FALSE beyond the calendar
 */
gboolean
bw_bucket_at (BwCalendarId calendar, BwTimeframe timeframe, BwTime time, BwBucket *bucket)
{
  BwBucket window;

  return place (calendar, timeframe, time, bucket, &window);
}

/**
 * bw_aggregator_new:
 * @fine: of the bars to come; at most @coarse. Within a day it should divide @coarse
 * @hours: with a fine timeframe of a day and more all bars count
 */
BwAggregator *
bw_aggregator_new (BwCalendarId calendar, BwTimeframe fine, BwTimeframe coarse, BwHours hours)
{
  BwAggregator *aggregator;

  g_return_val_if_fail (fine > 0 && fine <= coarse, NULL);

  aggregator = g_new0 (BwAggregator, 1);
  aggregator->calendar = calendar;
  aggregator->fine = fine;
  aggregator->hours = hours;
  aggregator->coarse = bw_bar_series_new (coarse, 64);
  return aggregator;
}

void
bw_aggregator_free (BwAggregator *aggregator)
{
  if (aggregator == NULL)
    return;
  bw_bar_series_unref (aggregator->coarse);
  g_free (aggregator);
}

static gboolean
is_in_hours (const BwAggregator *aggregator, BwTime time)
{
  BwSession session;

  if (aggregator->hours == BW_HOURS_EXTENDED || !bw_timeframe_is_intraday (aggregator->fine) ||
      aggregator->calendar != BW_CALENDAR_XNYS)
    return TRUE;
  return bw_calendar_session_at_or_after (aggregator->calendar, time, &session) &&
         time >= session.open && time < session.close;
}

static void
update_last (BwBarSeries *coarse, double high, double low, double close, double volume)
{
  gsize last = coarse->n_bars - 1;

  coarse->high[last] = MAX (coarse->high[last], high);
  coarse->low[last] = MIN (coarse->low[last], low);
  coarse->close[last] = close;
  if (isnan (coarse->volume[last]))
    coarse->volume[last] = volume;
  else if (!isnan (volume))
    coarse->volume[last] += volume;
}

/**
 * bw_aggregator_append:
 * @start: after the start of the bar before
 *
 * Adds one fine bar. Cost: some ns within a coarse bar, some 100 ns when one opens.
 */
BwAggregateStep
bw_aggregator_append (BwAggregator *aggregator, BwTime start, double open, double high, double low,
                      double close, double volume)
{
  BwBarSeries *coarse = aggregator->coarse;
  BwBucket bucket, window;

  if (G_LIKELY (start >= aggregator->window_start && start < aggregator->window_end))
    {
      update_last (coarse, high, low, close, volume);
      return BW_AGGREGATE_UPDATED;
    }
  if (!is_in_hours (aggregator, start) ||
      !place (aggregator->calendar, coarse->timeframe, start, &bucket, &window))
    return BW_AGGREGATE_SKIPPED;
  aggregator->window_start = window.start;
  aggregator->window_end = window.end;
  /* Out of hours a look at each bar is needed, so the window ends with the session's core. */
  if (aggregator->hours == BW_HOURS_CORE && bw_timeframe_is_intraday (aggregator->fine) &&
      aggregator->calendar == BW_CALENDAR_XNYS)
    {
      BwSession session;

      if (bw_calendar_session_at_or_after (aggregator->calendar, start, &session))
        {
          aggregator->window_start = MAX (window.start, session.open);
          aggregator->window_end = MIN (window.end, session.close);
        }
    }
  if (coarse->n_bars > 0 && coarse->start[coarse->n_bars - 1] == bucket.start)
    {
      update_last (coarse, high, low, close, volume);
      return BW_AGGREGATE_UPDATED;
    }
  aggregator->bucket = bucket;
  bw_bar_series_append (coarse, bucket.start, open, high, low, close, volume);
  return BW_AGGREGATE_OPENED;
}

/**
 * bw_aggregate:
 * @timeframe: coarser than that of @fine, or the same (then only @hours sieves)
 *
 * Returns: (transfer full): the coarse bars. Cost: one pass, some 2 ns a bar
 */
BwBarSeries *
bw_aggregate (const BwBarSeries *fine, BwCalendarId calendar, BwTimeframe timeframe, BwHours hours)
{
  g_autoptr (BwAggregator) aggregator = NULL;

  g_return_val_if_fail (fine->timeframe <= timeframe, NULL);

  aggregator = bw_aggregator_new (calendar, fine->timeframe, timeframe, hours);
  for (gsize i = 0; i < fine->n_bars; i++)
    bw_aggregator_append (aggregator, fine->start[i], fine->open[i], fine->high[i], fine->low[i],
                          fine->close[i], fine->volume[i]);
  return bw_bar_series_ref (aggregator->coarse);
}
