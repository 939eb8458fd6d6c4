/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/span.h"

/* The session whose regular hours hold @time. */
static gboolean
find_session (BwCalendarId calendar, BwTime time, BwSession *session)
{
  return bw_calendar_session_at_or_after (calendar, time, session) && session->open <= time;
}

static BwTime
end_of_days (BwCalendarId calendar, BwTimeframe timeframe, BwTime start)
{
  BwSession session;
  BwDate last;
  int year, month, day;

  if (!bw_calendar_session_at_or_after (calendar, start, &session))
    return start + timeframe * BW_SECOND;
  if (timeframe == BW_TIMEFRAME_1D)
    return session.close;
  if (timeframe == BW_TIMEFRAME_1W)
    last = session.date + 6 - (bw_date_weekday (session.date) + 6) % 7;
  else
    {
      bw_date_to_ymd (session.date, &year, &month, &day);
      last = bw_date_from_ymd (month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 1;
    }
  /* The last session of the week or month. */
  if (!bw_calendar_previous_session (calendar, last + 1, &session))
    return start + timeframe * BW_SECOND;
  return session.close;
}

/**
 * bw_span_end:
 * @start: the start of a stored bar
 *
 * Returns: the instant from which the bar is known
 */
BwTime
bw_span_end (BwCalendarId calendar, BwTimeframe timeframe, BwTime start)
{
  BwSession session;
  BwTime end;

  if (!bw_timeframe_is_intraday (timeframe))
    return end_of_days (calendar, timeframe, start);
  end = start + timeframe * BW_SECOND;
  if (timeframe > BW_TIMEFRAME_1M && find_session (calendar, start, &session))
    end = MIN (end, session.close);
  return end;
}

/**
 * bw_span_start:
 * @end: where a bar ends, as bw_span_end() gives it
 */
BwTime
bw_span_start (BwCalendarId calendar, BwTimeframe timeframe, BwTime end)
{
  BwSession session;
  BwTime length = timeframe * BW_SECOND;

  if (timeframe > BW_TIMEFRAME_1M && find_session (calendar, end - 1, &session))
    {
      if (!bw_timeframe_is_intraday (timeframe))
        return session.open;
      return session.open + (end - 1 - session.open) / length * length;
    }
  return end - length;
}
