/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine-fixture.h"

/* Clocks that tests turn: the timelines follow the monotonic one alone, however the wall clock jumps. */

typedef struct
{
  BwTime wall;
  gint64 monotonic; /* atomic */
} Hands;

static BwTime
read_wall (gpointer user_data)
{
  return __atomic_load_n (&((Hands *) user_data)->wall, __ATOMIC_SEQ_CST);
}

static gint64
read_monotonic (gpointer user_data)
{
  return __atomic_load_n (&((Hands *) user_data)->monotonic, __ATOMIC_SEQ_CST);
}

static void
turn (Hands *hands, gint64 ns)
{
  __atomic_add_fetch (&hands->monotonic, ns, __ATOMIC_SEQ_CST);
}

static BwTime
now_of (EngineFixture *fixture)
{
  return bw_engine_timeline (fixture->engine, BW_TIMELINE_PRACTICE)->now;
}

/* Turns by small steps, as time does, until the timeline has come as far. */
static void
turn_to (EngineFixture *fixture, Hands *hands, BwTime time)
{
  while (now_of (fixture) < time)
    {
      turn (hands, 20 * BW_MILLISECOND);
      fixture_flush (fixture);
      g_main_context_iteration (NULL, FALSE);
    }
}

static void
begin (EngineFixture *fixture, Hands *hands, BwClock *clock)
{
  g_autoptr (GError) error = NULL;

  *hands = (Hands){ 1000000 * BW_SECOND, BW_HOUR };
  *clock = (BwClock){ read_wall, read_monotonic, hands };
  fixture_open (fixture, clock, &error);
  g_assert_no_error (error);
}

static void
test_wall_jumps (void)
{
  EngineFixture fixture = { 0 };
  BwCommandResult outcome;
  BwClock clock;
  Hands hands;
  BwTime before;

  begin (&fixture, &hands, &clock);
  before = now_of (&fixture);
  for (int i = 0; i < 6; i++)
    {
      /* A year back, a year on. */
      __atomic_store_n (&hands.wall, (i % 2 == 0 ? -365 : 365) * BW_DAY, __ATOMIC_SEQ_CST);
      fixture_order (&fixture, BW_TIMELINE_PRACTICE, bw_engine_instrument_at (fixture.engine, i)->symbol, BW_SIDE_BUY,
                     BW_ORDER_LIMIT, BW_FIXED (1), BW_FIXED (1), &outcome);
      g_assert_cmpint (outcome.reason, ==, BW_REASON_NONE);
    }
  g_assert_cmpint (now_of (&fixture), ==, before);
  turn_to (&fixture, &hands, before + BW_SECOND);
  g_assert_cmpint (now_of (&fixture), <, before + 2 * BW_SECOND);
  g_assert_true (fixture_verify (&fixture, NULL));
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

/* The machine was asleep for a day: the market was, too. */
static void
test_long_sleep (void)
{
  EngineFixture fixture = { 0 };
  BwClock clock;
  Hands hands;
  BwTime before;

  begin (&fixture, &hands, &clock);
  before = now_of (&fixture);
  turn (&hands, BW_DAY);
  turn_to (&fixture, &hands, before + 1);
  g_assert_cmpint (now_of (&fixture), <=, before + BW_SECOND);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

/* After the evening's hours it waits for two market minutes, says so, and hurries to the next morning's;
 * what trades around the clock has gone on meanwhile. */
static void
test_closing_pause (void)
{
  EngineFixture fixture = { 0 };
  const BwTimelineView *view;
  BwTime close, open;
  BwClock clock;
  Hands hands;

  g_assert_true (bw_time_parse_rfc3339 ("2026-03-02T23:00:00Z", -1, &close));
  g_assert_true (bw_time_parse_rfc3339 ("2026-03-03T13:00:00Z", -1, &open));
  begin (&fixture, &hands, &clock);
  fixture_jump (&fixture, BW_TIMELINE_PRACTICE, close - BW_SECOND);
  bw_engine_set_speed (fixture.engine, BW_TIMELINE_PRACTICE, 100);
  turn_to (&fixture, &hands, close + 20 * BW_SECOND);
  view = bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE);
  g_assert_cmpint (view->phase, !=, BW_PHASE_CORE);
  g_assert_cmpint (view->skips_at, >, close + 110 * BW_SECOND);
  g_assert_cmpint (view->skips_at, <, close + 140 * BW_SECOND);
  g_assert_cmpint (view->resumes_at, >, open - 10 * BW_SECOND);
  turn_to (&fixture, &hands, open);
  view = bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE);
  g_assert_cmpint (view->now, <, open + BW_MINUTE);
  g_assert_cmpint (view->phase, ==, BW_PHASE_PRE);
  g_assert_cmpint (view->skips_at, ==, 0);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/clock/wall-jumps", test_wall_jumps);
  g_test_add_func ("/engine/clock/long-sleep", test_long_sleep);
  g_test_add_func ("/engine/clock/closing-pause", test_closing_pause);
  return g_test_run ();
}
