/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine-fixture.h"

/* What a user makes happen in the market is journaled: a proof, a branch, a rerun, a restart and a
 * recovery make the same happen again. */

static gboolean
inject (EngineFixture *fixture, BwTimelineId timeline, BwInjectionKind kind, const char *symbol, gint64 magnitude_e8,
        GError **error)
{
  BwInjection injection = { .kind = (guint8) kind, .magnitude = { magnitude_e8 } };
  g_autoptr (GAsyncResult) result = NULL;

  if (symbol != NULL)
    injection.instrument = bw_engine_find_instrument (fixture->engine, symbol)->id;
  bw_engine_inject_async (fixture->engine, timeline, &injection, NULL, catch_result_cb, &result);
  return bw_engine_inject_finish (fixture->engine, wait_for (&result), error);
}

static void
must_inject (EngineFixture *fixture, BwTimelineId timeline, BwInjectionKind kind, const char *symbol,
             gint64 magnitude_e8)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done = inject (fixture, timeline, kind, symbol, magnitude_e8, &error);

  g_assert_no_error (error);
  g_assert_true (is_done);
}

static const BwMarketState *
market_of (EngineFixture *fixture, BwTimelineId timeline, const char *symbol)
{
  return &bw_engine_quote (fixture->engine, timeline, bw_engine_find_instrument (fixture->engine, symbol)->id)->market;
}

static void
go_to (EngineFixture *fixture, BwTimelineId timeline, BwTime time)
{
  fixture_jump (fixture, timeline, time);
  g_assert_cmpint (bw_engine_timeline (fixture->engine, timeline)->now, >=, time);
}

/* How many happenings of @kind the window would list for @symbol. */
static guint
count_happenings (EngineFixture *fixture, BwTimelineId timeline, BwMarketEventKind kind, const char *symbol)
{
  BwInstrumentId instrument = bw_engine_find_instrument (fixture->engine, symbol)->id;
  guint n_found = 0;

  for (gsize i = 0; i < bw_engine_n_happenings (fixture->engine); i++)
    {
      const BwHappeningView *happening = bw_engine_happening_at (fixture->engine, i);

      if (happening->timeline == timeline && happening->event.kind == kind && happening->event.instrument == instrument)
        n_found++;
    }
  return n_found;
}

static void
prove (EngineFixture *fixture)
{
  g_autofree char *report = NULL;
  gboolean is_proven = fixture_verify (fixture, &report);

  g_test_message ("%s", report);
  g_assert_true (is_proven);
}

/* Its commands alone, at full speed, give the same journal. */
static void
play_again (EngineFixture *fixture, BwTimelineId timeline)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwRerun) rerun = NULL;

  fixture_flush (fixture);
  bw_engine_rerun_async (fixture->engine, timeline, NULL, catch_result_cb, &result);
  rerun = bw_engine_rerun_finish (fixture->engine, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rerun->n_outputs, >, 0);
  g_assert_cmpstr (rerun->recorded, ==, rerun->replayed);
}

static BwTimelineId
branch (EngineFixture *fixture, BwTime time)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BwTimelineId id;

  fixture_flush (fixture);
  bw_engine_branch_async (fixture->engine, BW_TIMELINE_PRACTICE, time, NULL, NULL, catch_result_cb, &result);
  id = bw_engine_branch_finish (fixture->engine, wait_for (&result), &error);
  g_assert_no_error (error);
  return id;
}

/* The profile as a power cut would leave it: a copy of the files under a running engine. */
static void
open_after_crash (EngineFixture *fixture, EngineFixture *crashed)
{
  g_autofree char *folder = g_dir_make_tmp ("bw-crashed-XXXXXX", NULL);
  g_autofree char *from = g_build_filename (fixture->folder, ".", NULL);
  const char *argv[] = { "cp", "-R", from, folder, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error));
  g_assert_true (g_spawn_check_wait_status (status, &error));
  crashed->folder = g_steal_pointer (&folder);
  g_assert_true (fixture_open (crashed, bw_clock_system (), &error));
}

static BwTime
open_paused (EngineFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fixture_open (fixture, bw_clock_system (), &error));
  bw_engine_set_playing (fixture->engine, BW_TIMELINE_PRACTICE, FALSE);
  return bw_engine_timeline (fixture->engine, BW_TIMELINE_PRACTICE)->start;
}

/* Everything at once; the window is told of it with the answer, not only with the next price. */
static void
test_all_at_once (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  BwTime start = open_paused (&fixture);
  guint n_halts;

  go_to (&fixture, BW_TIMELINE_PRACTICE, start + BW_MINUTE);
  must_inject (&fixture, BW_TIMELINE_PRACTICE, BW_INJECTION_HALT, "HVRN", 0);
  g_assert_true (market_of (&fixture, BW_TIMELINE_PRACTICE, "HVRN")->is_halted);
  g_assert_cmpint (market_of (&fixture, BW_TIMELINE_PRACTICE, "HVRN")->halt_cause, ==, BW_HALT_CAUSE_USER);
  g_assert_cmpuint (count_happenings (&fixture, BW_TIMELINE_PRACTICE, BW_MARKET_HALT, "HVRN"), ==, 1);
  g_assert_false (inject (&fixture, BW_TIMELINE_PRACTICE, BW_INJECTION_HALT, "HVRN", 0, &error));
  g_assert_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_INVALID);
  must_inject (&fixture, BW_TIMELINE_PRACTICE, BW_INJECTION_MARKET, NULL, -12 * BW_FIXED_ONE_E8 / 100);
  must_inject (&fixture, BW_TIMELINE_PRACTICE, BW_INJECTION_SPLIT, "CDRX", 4 * BW_FIXED_ONE_E8);
  must_inject (&fixture, BW_TIMELINE_PRACTICE, BW_INJECTION_EARNINGS, "SKVR", BW_FIXED_ONE_E8 / 5);
  go_to (&fixture, BW_TIMELINE_PRACTICE, start + 5 * BW_MINUTE);
  /* A fall of 12 % halts the whole stock market, share by share. */
  g_assert_cmpuint (bw_engine_n_happenings (fixture.engine), >=, 100);
  g_assert_cmpuint (count_happenings (&fixture, BW_TIMELINE_PRACTICE, BW_MARKET_EARNINGS, "SKVR"), ==, 1);
  n_halts = count_happenings (&fixture, BW_TIMELINE_PRACTICE, BW_MARKET_HALT, "HVRN");
  prove (&fixture);
  fixture_close (&fixture);

  open_paused (&fixture);
  g_assert_true (market_of (&fixture, BW_TIMELINE_PRACTICE, "HVRN")->is_halted);
  /* The lists are as they were. */
  g_assert_cmpuint (count_happenings (&fixture, BW_TIMELINE_PRACTICE, BW_MARKET_HALT, "HVRN"), ==, n_halts);
  g_assert_cmpuint (count_happenings (&fixture, BW_TIMELINE_PRACTICE, BW_MARKET_EARNINGS, "SKVR"), ==, 1);
  must_inject (&fixture, BW_TIMELINE_PRACTICE, BW_INJECTION_RESUME, "HVRN", 0);
  go_to (&fixture, BW_TIMELINE_PRACTICE, start + 30 * BW_MINUTE);
  prove (&fixture);
  play_again (&fixture, BW_TIMELINE_PRACTICE);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

/* A branch from after an injection has it, one from before has not; both are played again the same. */
static void
test_branch_and_rerun (void)
{
  EngineFixture fixture = { 0 };
  BwTime start = open_paused (&fixture), end = start + 20 * BW_MINUTE;
  BwTimelineId before, after;

  go_to (&fixture, BW_TIMELINE_PRACTICE, start + 2 * BW_MINUTE);
  must_inject (&fixture, BW_TIMELINE_PRACTICE, BW_INJECTION_HALT, "HVRN", 0);
  must_inject (&fixture, BW_TIMELINE_PRACTICE, BW_INJECTION_GAP, "SKVR", -BW_FIXED_ONE_E8 / 50);
  must_inject (&fixture, BW_TIMELINE_PRACTICE, BW_INJECTION_VOLATILITY, "CDRX", 3 * BW_FIXED_ONE_E8);
  go_to (&fixture, BW_TIMELINE_PRACTICE, end);
  before = branch (&fixture, start + BW_MINUTE);
  after = branch (&fixture, start + 3 * BW_MINUTE + 500 * BW_MILLISECOND);
  g_assert_false (market_of (&fixture, before, "HVRN")->is_halted);
  g_assert_true (market_of (&fixture, after, "HVRN")->is_halted);
  go_to (&fixture, before, end);
  go_to (&fixture, after, end);
  g_assert_false (market_of (&fixture, before, "HVRN")->is_halted);
  g_assert_true (market_of (&fixture, after, "HVRN")->is_halted);
  g_assert_cmpint (market_of (&fixture, after, "SKVR")->last.e8, ==,
                   market_of (&fixture, BW_TIMELINE_PRACTICE, "SKVR")->last.e8);
  g_assert_cmpint (market_of (&fixture, after, "CDRX")->quote_time, ==,
                   market_of (&fixture, BW_TIMELINE_PRACTICE, "CDRX")->quote_time);
  g_assert_cmpint (market_of (&fixture, before, "SKVR")->last.e8, !=,
                   market_of (&fixture, BW_TIMELINE_PRACTICE, "SKVR")->last.e8);
  must_inject (&fixture, after, BW_INJECTION_RESUME, "HVRN", 0);
  go_to (&fixture, after, end + BW_MINUTE);
  g_assert_false (market_of (&fixture, after, "HVRN")->is_halted);
  g_assert_true (market_of (&fixture, BW_TIMELINE_PRACTICE, "HVRN")->is_halted);
  fixture_flush (&fixture);
  prove (&fixture);
  play_again (&fixture, BW_TIMELINE_PRACTICE);
  play_again (&fixture, before);
  play_again (&fixture, after);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

/* After a power cut the market goes on as it would have: halted, and on the gap's prices. */
static void
test_crash (void)
{
  EngineFixture fixture = { 0 }, crashed = { 0 };
  BwTime start = open_paused (&fixture), end = start + 12 * BW_MINUTE;

  go_to (&fixture, BW_TIMELINE_PRACTICE, start + 2 * BW_MINUTE);
  must_inject (&fixture, BW_TIMELINE_PRACTICE, BW_INJECTION_HALT, "HVRN", 0);
  must_inject (&fixture, BW_TIMELINE_PRACTICE, BW_INJECTION_GAP, "SKVR", BW_FIXED_ONE_E8 / 40);
  go_to (&fixture, BW_TIMELINE_PRACTICE, start + 6 * BW_MINUTE);
  must_inject (&fixture, BW_TIMELINE_PRACTICE, BW_INJECTION_NEWS_BAD, "CDRX", 0);
  fixture_flush (&fixture);
  open_after_crash (&fixture, &crashed);
  bw_engine_set_playing (crashed.engine, BW_TIMELINE_PRACTICE, FALSE);
  g_assert_true (market_of (&crashed, BW_TIMELINE_PRACTICE, "HVRN")->is_halted);
  go_to (&fixture, BW_TIMELINE_PRACTICE, end);
  go_to (&crashed, BW_TIMELINE_PRACTICE, end);
  g_assert_cmpint (market_of (&crashed, BW_TIMELINE_PRACTICE, "SKVR")->last.e8, ==,
                   market_of (&fixture, BW_TIMELINE_PRACTICE, "SKVR")->last.e8);
  g_assert_cmpint (market_of (&crashed, BW_TIMELINE_PRACTICE, "CDRX")->last.e8, ==,
                   market_of (&fixture, BW_TIMELINE_PRACTICE, "CDRX")->last.e8);
  fixture_flush (&crashed);
  prove (&crashed);
  play_again (&crashed, BW_TIMELINE_PRACTICE);
  fixture_close (&crashed);
  fixture_remove (&crashed);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

static BwTimelineId
open_replay (EngineFixture *fixture, const char *symbol, BwTime start)
{
  BwInstrumentId instrument = bw_engine_find_instrument (fixture->engine, symbol)->id;
  BwReplaySpec spec = { .name = "Again", .instruments = &instrument, .n_instruments = 1, .start = start,
                        .timeframe = BW_TIMEFRAME_1M, .speed = 1, .cash = BW_FIXED (50000) };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BwTimelineId id;

  bw_engine_open_replay_async (fixture->engine, &spec, NULL, catch_result_cb, &result);
  id = bw_engine_open_replay_finish (fixture->engine, wait_for (&result), &error);
  g_assert_no_error (error);
  return id;
}

/* The tape's minutes are stored in the background, half an hour and more at a time. */
static void
wait_stored (EngineFixture *fixture, BwInstrumentId instrument, BwTime time)
{
  BwTime newest = BW_TIME_NONE;

  while (newest < time)
    {
      g_autoptr (BwBarSeries) bars = fixture_bars (fixture, BW_TIMELINE_LIBRARY, instrument, BW_TIMEFRAME_1M, 10);

      newest = bars->start[bars->n_bars - 1];
      fixture_flush (fixture);
      g_usleep (50 * 1000);
    }
}

/* A replay of the practice market's own bars has its splits: what is held is multiplied where the bars
 * are divided, and its chart has no cliff, within it and before it. A halt asked for ends as its rule says. */
static void
test_replay_across_a_split (void)
{
  EngineFixture fixture = { 0 };
  BwTime start = open_paused (&fixture), morning = start + BW_DAY;
  BwInstrumentId instrument = bw_engine_find_instrument (fixture.engine, "CDRX")->id;
  BwCommandResult outcome = { 0 };
  const BwPosition *positions;
  BwTimelineId across, after;
  gsize n_positions;

  must_inject (&fixture, BW_TIMELINE_PRACTICE, BW_INJECTION_SPLIT, "CDRX", 4 * BW_FIXED_ONE_E8);
  go_to (&fixture, BW_TIMELINE_PRACTICE, morning + BW_HOUR);
  wait_stored (&fixture, instrument, morning + 10 * BW_MINUTE);
  across = open_replay (&fixture, "CDRX", start + BW_HOUR);
  after = open_replay (&fixture, "CDRX", morning);
  go_to (&fixture, across, start + BW_HOUR + 2 * BW_MINUTE);
  fixture_order (&fixture, across, "CDRX", BW_SIDE_BUY, BW_ORDER_MARKET, BW_FIXED (10), BW_FIXED_ZERO, &outcome);
  g_assert_cmpint (outcome.reason, ==, BW_REASON_NONE);
  go_to (&fixture, across, start + 2 * BW_HOUR);
  must_inject (&fixture, across, BW_INJECTION_LULD, "CDRX", 0);
  g_assert_true (market_of (&fixture, across, "CDRX")->is_halted);
  go_to (&fixture, across, start + 2 * BW_HOUR + 10 * BW_MINUTE);
  g_assert_false (market_of (&fixture, across, "CDRX")->is_halted);
  go_to (&fixture, across, morning + 5 * BW_MINUTE);
  positions = bw_engine_positions (fixture.engine, across, bw_engine_account_at (fixture.engine, 1)->account.id, &n_positions);
  g_assert_cmpuint (n_positions, ==, 1);
  g_assert_cmpint (positions[0].quantity.e8, ==, BW_FIXED (40).e8);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (BwBarSeries) bars = fixture_bars (&fixture, i == 0 ? across : after, instrument, BW_TIMEFRAME_1M, 2000);

      g_assert_cmpuint (bars->n_bars, >, 390);
      for (gsize k = 1; k < bars->n_bars; k++)
        g_assert_cmpfloat (bars->close[k] / bars->close[k - 1], >, 0.7);
    }
  prove (&fixture);
  play_again (&fixture, across);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/inject/all-at-once", test_all_at_once);
  g_test_add_func ("/engine/inject/branch-and-rerun", test_branch_and_rerun);
  g_test_add_func ("/engine/inject/crash", test_crash);
  g_test_add_func ("/engine/inject/replay-across-a-split", test_replay_across_a_split);
  return g_test_run ();
}
