/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bare-commit.h"

#include "../unit/engine/engine-fixture.h"

/* Prints order.durable.*, order.batched, replay.engine.events, replay.1000x.*.pace and start.engine.*.
 * The market plays at 1x while orders are sent, as it does under a window. */

#define N_SINGLE 4000
#define N_BATCHED 100000
/* About what an order's journal entry weighs. */
#define ENTRY_BYTES 300

static void
make_limit (EngineFixture *fixture, BwInput *input, guint n)
{
  *input = (BwInput){ .kind = BW_INPUT_NEW_ORDER };
  input->new_order.account = bw_engine_account_at (fixture->engine, 0)->account.id;
  input->new_order.instrument = bw_engine_instrument_at (fixture->engine, n % 50)->id;
  input->new_order.side = BW_SIDE_BUY;
  input->new_order.type = BW_ORDER_LIMIT;
  input->new_order.tif = BW_TIF_DAY;
  input->new_order.quantity = BW_FIXED (1);
  input->new_order.limit_price = BW_FIXED (1);
}

/* One at a time, from the call to the callback on the main loop, in turn with bare commits. */
static void
bench_single (EngineFixture *fixture)
{
  g_autofree double *ours = g_new (double, N_SINGLE);
  g_autofree double *theirs = g_new (double, N_SINGLE);
  g_autofree char *path = g_build_filename (fixture->folder, "bare.db", NULL);
  BwBareCommit *bare = bw_bare_commit_new (path);
  const BwClock *clock = bw_clock_system ();
  double p50, bare_p50;

  for (guint i = 0; i < N_SINGLE; i++)
    {
      BwCommandResult outcome;
      BwInput input;
      gint64 begin;

      theirs[i] = bw_bare_commit_once_ms (bare, ENTRY_BYTES);
      make_limit (fixture, &input, i);
      begin = bw_clock_monotonic (clock);
      fixture_command (fixture, BW_TIMELINE_PRACTICE, &input, &outcome);
      ours[i] = (double) (bw_clock_monotonic (clock) - begin) / BW_MILLISECOND;
    }
  p50 = bw_bench_quantile (ours, N_SINGLE, 0.5);
  bare_p50 = bw_bench_quantile (theirs, N_SINGLE, 0.5);
  g_print ("order.durable.bare %.3f ms\n", bare_p50);
  g_print ("order.durable.bare.p99 %.3f ms\n", bw_bench_quantile (theirs, N_SINGLE, 0.99));
  g_print ("order.durable.p50 %.3f ms\n", p50);
  g_print ("order.durable.p99 %.3f ms\n", bw_bench_quantile (ours, N_SINGLE, 0.99));
  g_print ("order.durable.ratio %.2f x\n", p50 / bare_p50);
  bw_bare_commit_free (bare);
}

static void
count_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwCommandResult outcome;

  if (bw_engine_command_finish (BW_ENGINE (object), result, &outcome, NULL))
    ++*(guint *) user_data;
}

static double
bench_batched (EngineFixture *fixture)
{
  const BwClock *clock = bw_clock_system ();
  gint64 begin = bw_clock_monotonic (clock);
  guint n_done = 0;

  for (guint i = 0; i < N_BATCHED; i++)
    {
      BwInput input;

      make_limit (fixture, &input, i);
      bw_engine_command_async (fixture->engine, BW_TIMELINE_PRACTICE, &input, NULL, count_cb, &n_done);
    }
  while (n_done < N_BATCHED)
    g_main_context_iteration (NULL, TRUE);
  return N_BATCHED / ((double) (bw_clock_monotonic (clock) - begin) / BW_SECOND);
}

/* Market events a second that pass through feed, core and views while a session is hurried through. */
static double
bench_hurry (EngineFixture *fixture)
{
  const BwClock *clock = bw_clock_system ();
  BwEngineHealth before, after;
  gint64 begin;

  bw_engine_health (fixture->engine, &before);
  begin = bw_clock_monotonic (clock);
  fixture_jump (fixture, BW_TIMELINE_PRACTICE,
                bw_engine_timeline (fixture->engine, BW_TIMELINE_PRACTICE)->now + 2 * BW_HOUR);
  bw_engine_health (fixture->engine, &after);
  return (double) (after.n_events - before.n_events) /
         ((double) (bw_clock_monotonic (clock) - begin) / BW_SECOND);
}

/* How many market seconds a second a timeline really makes at 1,000x, and the longest that the main
 * loop was kept by an update. */
static void
bench_pace (EngineFixture *fixture, BwTimelineId timeline, const char *name)
{
  const BwClock *clock = bw_clock_system ();
  gint64 begin, worst = 0, now;
  BwTime from;

  bw_engine_set_speed (fixture->engine, timeline, 1000);
  bw_engine_set_playing (fixture->engine, timeline, TRUE);
  do
    g_main_context_iteration (NULL, TRUE);
  while (bw_engine_timeline (fixture->engine, timeline)->speed < 1000);
  begin = bw_clock_monotonic (clock);
  from = bw_engine_timeline (fixture->engine, timeline)->now;
  do
    {
      gint64 before;

      while (!g_main_context_pending (NULL))
        g_usleep (200);
      before = bw_clock_monotonic (clock);
      g_main_context_iteration (NULL, FALSE);
      now = bw_clock_monotonic (clock);
      worst = MAX (worst, now - before);
    }
  while (now - begin < 5 * BW_SECOND);
  g_print ("replay.1000x.%s.pace %.0f x\n", name,
           (double) (bw_engine_timeline (fixture->engine, timeline)->now - from) / (double) (now - begin));
  g_print ("replay.1000x.%s.main %.2f ms\n", name, (double) worst / BW_MILLISECOND);
  bw_engine_set_speed (fixture->engine, timeline, 1);
  bw_engine_set_playing (fixture->engine, timeline, FALSE);
}

/* Twenty symbols' minutes. */
static BwTimelineId
open_replay (EngineFixture *fixture)
{
  BwInstrumentId instruments[20];
  BwReplaySpec spec = { .name = "Bench",
                        .instruments = instruments,
                        .n_instruments = G_N_ELEMENTS (instruments),
                        .timeframe = BW_TIMEFRAME_1M,
                        .speed = 1000,
                        .cash = BW_FIXED (100000) };
  g_autoptr (GAsyncResult) result = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (instruments); i++)
    instruments[i] = bw_engine_instrument_at (fixture->engine, i)->id;
  bw_time_parse_rfc3339 ("2026-02-02T14:30:00Z", -1, &spec.start);
  bw_engine_open_replay_async (fixture->engine, &spec, NULL, catch_result_cb, &result);
  return bw_engine_open_replay_finish (fixture->engine, wait_for (&result), NULL);
}

int
main (int argc, char **argv)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  const BwClock *clock = bw_clock_system ();
  gint64 begin = bw_clock_monotonic (clock);

  if (!fixture_open (&fixture, clock, &error))
    {
      g_printerr ("bench-engine: %s\n", error->message);
      return 1;
    }
  g_print ("start.engine.first %.1f ms\n", (double) (bw_clock_monotonic (clock) - begin) / BW_MILLISECOND);
  bench_single (&fixture);
  g_print ("order.batched %.0f /s\n", bench_batched (&fixture));
  fixture_flush (&fixture);
  g_print ("replay.engine.events %.0f /s\n", bench_hurry (&fixture));
  bench_pace (&fixture, BW_TIMELINE_PRACTICE, "practice");
  bench_pace (&fixture, open_replay (&fixture), "bars");
  fixture_close (&fixture);
  begin = bw_clock_monotonic (clock);
  fixture_open (&fixture, clock, NULL);
  g_print ("start.engine.again %.1f ms\n", (double) (bw_clock_monotonic (clock) - begin) / BW_MILLISECOND);
  fixture_close (&fixture);
  fixture_remove (&fixture);
  return 0;
}
