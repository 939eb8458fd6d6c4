/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/live-bar.h"

/**
 * bw_live_bar_init:
 * @series: what the chart shows; its last bar may be growing
 * @now: the market's time when it was read: volume of the minute under way is in it already
 */
void
bw_live_bar_init (BwLiveBar *bar, const BwBarSeries *series, BwTime now)
{
  gsize last = series->n_bars - 1;

  *bar = (BwLiveBar){ .timeframe = series->timeframe, .start = BW_TIME_NONE, .minute_start = BW_TIME_NONE };
  if (series->n_bars == 0)
    return;
  bar->start = series->start[last];
  bar->open = series->open[last];
  bar->high = series->high[last];
  bar->low = series->low[last];
  bar->close = series->close[last];
  bar->volume = series->volume[last] == series->volume[last] ? series->volume[last] : 0;
  bar->minute_start = now - now % BW_MINUTE;
  bar->minute_volume = -1; /* unknown: the first sight of this minute sets it */
}

/* Where the bar begins that holds @time. */
static BwTime
find_start (const BwLiveBar *bar, BwTime time, const BwSession *session)
{
  gint64 span = (gint64) bar->timeframe * BW_SECOND;
  BwTime anchor = session->open <= time && time < session->close ? session->open
                  : bar->start != BW_TIME_NONE                   ? bar->start
                                                                 : time;

  return anchor + (time - anchor) / span * span;
}

static void
begin (BwLiveBar *bar, BwTime start, const BwMinuteView *minute)
{
  bar->start = start;
  bar->open = minute->open;
  bar->high = minute->high;
  bar->low = minute->low;
  bar->close = minute->close;
  bar->volume = minute->volume;
  bar->minute_start = minute->start;
  bar->minute_volume = minute->volume;
}

/** bw_live_bar_take: joins one minute, which may be seen many times while it grows. */
BwLiveStep
bw_live_bar_take (BwLiveBar *bar, const BwMinuteView *minute, const BwSession *session)
{
  BwTime start;

  if (bar->start != BW_TIME_NONE && minute->start < bar->start)
    return BW_LIVE_NOTHING;
  if (!bw_timeframe_is_intraday (bar->timeframe))
    {
      if (bar->start == BW_TIME_NONE || (session->open > bar->start && minute->start >= session->open))
        return BW_LIVE_RELOAD;
      start = bar->start;
    }
  else
    start = find_start (bar, minute->start, session);
  if (bar->start == BW_TIME_NONE || start > bar->start)
    {
      begin (bar, start, minute);
      return BW_LIVE_APPEND;
    }

  bar->high = MAX (bar->high, minute->high);
  bar->low = MIN (bar->low, minute->low);
  bar->close = minute->close;
  if (bar->timeframe == BW_TIMEFRAME_1M)
    bar->volume = minute->volume;
  else if (minute->start > bar->minute_start)
    bar->volume += minute->volume;
  else if (minute->start == bar->minute_start && bar->minute_volume >= 0)
    bar->volume += minute->volume - bar->minute_volume;
  if (minute->start >= bar->minute_start)
    {
      bar->minute_start = minute->start;
      bar->minute_volume = minute->volume;
    }
  return BW_LIVE_UPDATE;
}
