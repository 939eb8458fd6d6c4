/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/run.h"

#include "engine/span.h"

/* How a timeline's clock goes. Playing, it moves with the monotonic clock, times the speed; the wall
 * clock has no say, so it may jump. Hours in which no share trades are passed over: the practice
 * market waits for two market minutes after 18:00 and then hurries through the night, or the weekend,
 * to 08:00; what trades around the clock goes on meanwhile, and orders in it work. A practice market
 * of the first version waits after the close and goes on at the next open. A replay goes on at the
 * next bar's start. Bars of a day and longer take a minute of play time each,
 * as a minute's bar does, or else a day at 1,000x would take a minute and a half. */

/* A longer stop of the whole process (suspend, debugger) counts as this much. */
#define TICK_NS_MAX (BW_SECOND / 4)
/* Nothing for this long, out of hours: pass over it. */
#define GAP_NS (5 * BW_MINUTE)
#define LAG_NS_MAX (100 * BW_MILLISECOND)
#define RESUME_EARLY_NS (2 * BW_SECOND)
/* At how much market time without an event the core is told the time. */
#define QUIET_NS_WITH_ORDERS (50 * BW_MILLISECOND)
#define QUIET_NS (BW_SECOND)

static void
tell_time (BwRun *run)
{
  BwTime core_now = MAX (bw_core_now (run->core), run->told);
  BwTime quiet = bw_core_n_open_orders (run->core) > 0 ? QUIET_NS_WITH_ORDERS : QUIET_NS;

  if (run->speed > 1)
    quiet = (BwTime) (quiet * run->speed);
  if (core_now == BW_TIME_NONE || run->now - core_now >= quiet)
    bw_run_input (run, &(BwInput){ .kind = BW_INPUT_TIME, .time = run->now });
}

static gboolean
is_daily (const BwRun *run)
{
  return run->kind == BW_TIMELINE_KIND_REPLAY && !bw_timeframe_is_intraday (run->timeframe);
}

static gboolean
is_grown (const BwRun *run)
{
  return run->market != NULL && bw_practice_market_version (run->market) >= 2;
}

/* Where the market goes on, when @next is the next event. */
static BwTime
find_resume (const BwRun *run, BwTime next)
{
  if (run->kind == BW_TIMELINE_KIND_REPLAY)
    return bw_span_start (run->calendars[0].calendar, run->timeframe, next);
  return next - RESUME_EARLY_NS;
}

static gboolean
is_gap (const BwRun *run, BwTime next)
{
  BwTime resume;

  if (next == BW_TIME_MAX)
    return FALSE;
  resume = find_resume (run, next);
  if (resume - run->now < GAP_NS)
    return FALSE;
  return resume - run->now > BW_DAY ||
         bw_calendar_phase_at (run->calendars[0].calendar, run->now) != BW_PHASE_CORE;
}

static void
leave_gap (BwRun *run)
{
  run->now = MAX (run->now, run->resumes_at);
  run->skips_at = 0;
  run->resumes_at = 0;
  run->is_view_dirty = TRUE;
  bw_run_input (run, &(BwInput){ .kind = BW_INPUT_TIME, .time = run->now });
}

/* Returns the clock after @ns of play; at the end of the day's last hours hurries to the next. */
static BwTime
find_target_of_day (BwRun *run, gint64 ns)
{
  BwTime until;

  if (!bw_practice_market_rests (run->market, run->now, &until))
    {
      run->skips_at = 0;
      run->resumes_at = 0;
      return run->now + ns;
    }
  if (run->skips_at == 0)
    {
      run->skips_at = run->now + BW_CLOSING_PAUSE;
      run->resumes_at = until;
      run->is_view_dirty = TRUE;
    }
  if (run->now + ns < run->skips_at)
    return run->now + ns;
  run->jump_target = run->resumes_at;
  run->skips_at = 0;
  run->resumes_at = 0;
  run->is_view_dirty = TRUE;
  return run->now;
}

/* Returns the clock after @ns of play; may pass over a gap. */
static BwTime
find_target (BwRun *run, gint64 ns)
{
  BwTime next = bw_feed_peek (run->feed);
  BwTime target = MIN (run->now + ns, MAX (run->end, run->now));

  if (next == BW_TIME_MAX && run->kind == BW_TIMELINE_KIND_REPLAY)
    {
      run->is_playing = FALSE;
      run->is_view_dirty = TRUE;
      return MAX (run->now, run->end);
    }
  if (!is_gap (run, next))
    {
      run->skips_at = 0;
      return target;
    }
  if (run->skips_at == 0)
    {
      run->skips_at = run->kind == BW_TIMELINE_KIND_PRACTICE ? run->now + BW_CLOSING_PAUSE : run->now;
      run->resumes_at = find_resume (run, next);
      run->is_view_dirty = TRUE;
    }
  if (target >= run->skips_at)
    {
      leave_gap (run);
      return run->now;
    }
  return target;
}

static gboolean
tick_daily (BwRun *run, gint64 ns, gint64 deadline)
{
  run->pending_ns += ns;
  while (run->pending_ns >= BW_MINUTE)
    {
      BwTime next = bw_feed_whole_end (run->feed);

      if (next == BW_TIME_MAX)
        {
          run->is_playing = FALSE;
          run->pending_ns = 0;
          run->is_view_dirty = TRUE;
          return FALSE;
        }
      run->pending_ns -= BW_MINUTE;
      if (!bw_run_advance (run, next, deadline))
        break;
    }
  return FALSE;
}

static void
end_jump (BwRun *run)
{
  run->jump_target = BW_TIME_NONE;
  run->is_view_dirty = TRUE;
  if (run->is_jump_to_open)
    {
      BwTime next = bw_feed_peek (run->feed);

      run->is_jump_to_open = FALSE;
      if (next != BW_TIME_MAX && is_gap (run, next))
        {
          run->resumes_at = find_resume (run, next);
          leave_gap (run);
        }
    }
}

static gboolean
tick_jump (BwRun *run, gint64 deadline)
{
  if (!bw_run_advance (run, run->jump_target, deadline))
    return TRUE;
  if (MAX (bw_core_now (run->core), run->told) < run->now)
    bw_run_input (run, &(BwInput){ .kind = BW_INPUT_TIME, .time = run->now });
  end_jump (run);
  return FALSE;
}

/**
 * bw_run_tick:
 * @mono: the monotonic clock now
 * @deadline: of the same clock: when to come back whatever is left
 */
gboolean
bw_run_tick (BwRun *run, gint64 mono, gint64 deadline)
{
  gint64 passed = CLAMP (mono - run->last_mono, 0, TICK_NS_MAX);
  BwTime target;
  gboolean is_there;
  gint64 ns;

  run->last_mono = mono;
  if (run->frozen != NULL)
    return FALSE;
  if (run->jump_target != BW_TIME_NONE)
    return tick_jump (run, deadline);
  if (!run->is_playing)
    return FALSE;
  ns = (gint64) ((double) passed * run->speed);
  if (is_daily (run))
    return tick_daily (run, ns, deadline);
  target = is_grown (run) ? find_target_of_day (run, ns + run->lag) : find_target (run, ns + run->lag);
  is_there = bw_run_advance (run, target, deadline);
  /* A machine that is too slow for the speed plays slower; it doesn't hurry for ever after. */
  run->lag = is_there ? 0 : MIN (target - run->now, (BwTime) (LAG_NS_MAX * run->speed));
  tell_time (run);
  return !is_there;
}

/**
 * bw_run_step_target:
 *
 * Returns: the end of the bar that is under way or comes next
 */
BwTime
bw_run_step_target (BwRun *run, BwTimeframe timeframe)
{
  BwCalendarId calendar = run->calendars[0].calendar;
  BwTime next = bw_feed_peek (run->feed);
  BwSession session;
  BwTime from = run->now, length = timeframe * BW_SECOND;

  if (next == BW_TIME_MAX)
    return run->now;
  if (is_daily (run) && timeframe <= run->timeframe)
    return bw_feed_whole_end (run->feed);
  if (!bw_calendar_session_at_or_after (calendar, from, &session))
    return next;
  if (from >= session.close && !bw_calendar_next_session (calendar, session.date, &session))
    return next;
  from = MAX (from, session.open);
  if (bw_timeframe_is_intraday (timeframe))
    from = session.open + (from - session.open) / length * length;
  else
    from = session.open;
  return MAX (bw_span_end (calendar, timeframe, from), next);
}

gboolean
bw_run_is_active (const BwRun *run)
{
  return run->frozen == NULL && (run->is_playing || run->jump_target != BW_TIME_NONE);
}

/**
 * bw_run_view:
 * @view: (out caller-allocates)
 */
void
bw_run_view (const BwRun *run, BwTimelineView *view)
{
  *view = (BwTimelineView){
    .id = run->id,
    .parent = run->parent,
    .kind = run->kind,
    .start = run->start,
    .end = run->end,
    .now = run->now,
    .speed = run->speed,
    .is_playing = run->is_playing,
    .is_jumping = run->jump_target != BW_TIME_NONE,
    .calendar = run->calendars[0].calendar,
    .phase = bw_calendar_phase_at (run->calendars[0].calendar, run->now),
    .skips_at = run->skips_at,
    .resumes_at = run->resumes_at,
    .timeframe = run->timeframe,
    .frozen_reason = run->frozen,
  };
  g_strlcpy (view->name, run->name, sizeof view->name);
  bw_calendar_session_at_or_after (view->calendar, run->now, &view->session);
}
