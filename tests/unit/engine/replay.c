/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine-fixture.h"

#include <string.h>

/* Replays of imported bars: stepped, played, traded, jumped, forked, saved and proven. */

#define N_DAYS 3
#define N_MINUTES 390

/* Minute bars of three sessions from Monday 1 June 2026 on. A bar's open is 100 plus its number in
 * cents, and it moves by 20 cents around it. */
static BwTime
write_csv (const char *folder, const char *name, char **path)
{
  g_autoptr (GString) text = g_string_new ("timestamp,open,high,low,close,volume\n");
  g_autoptr (GError) error = NULL;
  BwTime first;

  g_assert_true (bw_time_parse_rfc3339 ("2026-06-01T13:30:00Z", -1, &first));
  for (int day = 0; day < N_DAYS; day++)
    for (int minute = 0; minute < N_MINUTES; minute++)
      {
        g_autofree char *stamp = bw_time_to_rfc3339 (first + day * BW_DAY + minute * BW_MINUTE);
        int cents = 10000 + day * N_MINUTES + minute;

        g_string_append_printf (text, "%s,%d.%02d,%d.%02d,%d.%02d,%d.%02d,1000\n", stamp, cents / 100, cents % 100,
                                (cents + 20) / 100, (cents + 20) % 100, (cents - 20) / 100, (cents - 20) % 100,
                                (cents + 1) / 100, (cents + 1) % 100);
      }
  *path = g_build_filename (folder, name, NULL);
  g_file_set_contents (*path, text->str, text->len, &error);
  g_assert_no_error (error);
  return first;
}

static BwTime
import (EngineFixture *fixture, const char *name)
{
  g_autofree char *path = NULL;
  BwTime first = write_csv (fixture->folder, name, &path);
  g_autoptr (BwImportSpec) spec = bw_import_spec_new (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportOutcome) outcome = NULL;

  bw_engine_import_async (fixture->engine, spec, NULL, catch_result_cb, &result);
  outcome = bw_engine_import_finish (fixture->engine, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcome->written.n_added, ==, N_DAYS * N_MINUTES);
  return first;
}

static BwTimelineId
open_replay (EngineFixture *fixture, BwTime start, BwTimeframe timeframe, const char *symbol, const char *other)
{
  BwInstrumentId instruments[] = { bw_engine_find_instrument (fixture->engine, symbol)->id,
                                   bw_engine_find_instrument (fixture->engine, other)->id };
  BwReplaySpec spec = { .name = "Lesson",
                        .instruments = instruments,
                        .n_instruments = G_N_ELEMENTS (instruments),
                        .start = start,
                        .timeframe = timeframe,
                        .speed = 1,
                        .cash = BW_FIXED (50000) };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BwTimelineId id;

  bw_engine_open_replay_async (fixture->engine, &spec, NULL, catch_result_cb, &result);
  id = bw_engine_open_replay_finish (fixture->engine, wait_for (&result), &error);
  g_assert_no_error (error);
  return id;
}

static void
step (EngineFixture *fixture, BwTimelineId timeline, BwTimeframe timeframe)
{
  BwTime before = bw_engine_timeline (fixture->engine, timeline)->now;
  const BwTimelineView *view;

  bw_engine_step (fixture->engine, timeline, timeframe);
  do
    {
      g_main_context_iteration (NULL, TRUE);
      view = bw_engine_timeline (fixture->engine, timeline);
    }
  while (view->is_jumping || view->now == before);
}

/* Opens a profile with two imported symbols and a replay from the first session's open. */
static BwTimelineId
begin (EngineFixture *fixture, BwTime *first)
{
  g_autoptr (GError) error = NULL;

  fixture_open (fixture, bw_clock_system (), &error);
  g_assert_no_error (error);
  *first = import (fixture, "ACME.csv");
  import (fixture, "OTHER.csv");
  return open_replay (fixture, *first, BW_TIMEFRAME_NONE, "ACME", "OTHER");
}

static void
finish (EngineFixture *fixture)
{
  fixture_close (fixture);
  fixture_remove (fixture);
}

static void
test_step_and_trade (void)
{
  EngineFixture fixture = { 0 };
  BwTime first;
  BwTimelineId id = begin (&fixture, &first);
  const BwTimelineView *view = bw_engine_timeline (fixture.engine, id);
  BwCommandResult outcome = { 0 };
  const BwQuoteView *quote;
  const BwPosition *positions;
  BwInstrumentId acme = bw_engine_find_instrument (fixture.engine, "ACME")->id;
  gsize n;

  g_assert_cmpint (view->timeframe, ==, BW_TIMEFRAME_1M);
  g_assert_cmpint (view->now, ==, first);
  g_assert_false (view->is_playing);
  bw_engine_timeline_instruments (fixture.engine, id, &n);
  g_assert_cmpuint (n, ==, 2);

  step (&fixture, id, BW_TIMEFRAME_1M);
  g_assert_cmpint (bw_engine_timeline (fixture.engine, id)->now, ==, first + BW_MINUTE);
  quote = bw_engine_quote (fixture.engine, id, acme);
  g_assert_cmpint (quote->market.last.e8, ==, G_GINT64_CONSTANT (10001000000));

  /* Sent after the first bar, filled at the second one's open. */
  fixture_order (&fixture, id, "ACME", BW_SIDE_BUY, BW_ORDER_MARKET, BW_FIXED (100), BW_FIXED_ZERO, &outcome);
  g_assert_cmpint (outcome.reason, ==, BW_REASON_NONE);
  g_assert_cmpint (outcome.order.status, ==, BW_ORDER_NEW);
  step (&fixture, id, BW_TIMEFRAME_1M);
  g_assert_cmpuint (fixture.n_fills, ==, 1);
  positions = bw_engine_positions (fixture.engine, id, 1, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (positions[0].average_price.e8, ==, G_GINT64_CONSTANT (10001000000));

  step (&fixture, id, BW_TIMEFRAME_1H);
  g_assert_cmpint (bw_engine_timeline (fixture.engine, id)->now, ==, first + BW_HOUR);
  g_assert_true (fixture_verify (&fixture, NULL));
  finish (&fixture);
}

static void
test_no_look_ahead (void)
{
  static const BwTimeframe timeframes[] = { BW_TIMEFRAME_1M, BW_TIMEFRAME_5M, BW_TIMEFRAME_1H, BW_TIMEFRAME_1D };
  EngineFixture fixture = { 0 };
  BwTime first, now;
  BwTimelineId id = begin (&fixture, &first);
  BwInstrumentId acme = bw_engine_find_instrument (fixture.engine, "ACME")->id;

  now = first + BW_DAY + 17 * BW_MINUTE + 30 * BW_SECOND;
  g_assert_cmpuint (fixture_jump (&fixture, id, now), ==, id);
  g_assert_cmpint (bw_engine_timeline (fixture.engine, id)->now, ==, now);
  for (gsize i = 0; i < G_N_ELEMENTS (timeframes); i++)
    {
      g_autoptr (BwBarSeries) bars = fixture_bars (&fixture, id, acme, timeframes[i], 10000);
      g_autoptr (BwBarSeries) library = fixture_bars (&fixture, BW_TIMELINE_LIBRARY, acme, timeframes[i], 10000);

      /* The 17th minute of the second day has ended, the 18th has not. */
      g_assert_cmpfloat_with_epsilon (bars->close[bars->n_bars - 1], 100 + (N_MINUTES + 17) / 100.0, 1e-9);
      g_assert_cmpfloat_with_epsilon (library->close[library->n_bars - 1], 100 + N_DAYS * N_MINUTES / 100.0, 1e-9);
    }
  finish (&fixture);
}

static void
test_fork (void)
{
  EngineFixture fixture = { 0 };
  BwTime first;
  BwTimelineId id = begin (&fixture, &first), fork;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_accounts;

  fixture_jump (&fixture, id, first + BW_DAY);
  n_accounts = bw_engine_n_accounts (fixture.engine);
  fork = fixture_jump (&fixture, id, first + BW_HOUR);
  g_assert_cmpuint (fork, !=, id);
  g_assert_cmpstr (bw_engine_timeline (fixture.engine, fork)->name, ==, "Lesson (2)");
  g_assert_cmpint (bw_engine_timeline (fixture.engine, fork)->now, ==, first + BW_HOUR);
  g_assert_cmpint (bw_engine_timeline (fixture.engine, id)->now, ==, first + BW_DAY);
  g_assert_cmpuint (bw_engine_n_accounts (fixture.engine), ==, n_accounts + 1);
  step (&fixture, fork, BW_TIMEFRAME_1M);
  g_assert_cmpint (bw_engine_quote (fixture.engine, fork, bw_engine_find_instrument (fixture.engine, "ACME")->id)
                       ->market.last.e8,
                   ==, G_GINT64_CONSTANT (10061000000));

  bw_engine_close_timeline_async (fixture.engine, id, catch_result_cb, &result);
  g_assert_true (bw_engine_close_timeline_finish (fixture.engine, wait_for (&result), &error));
  g_assert_null (bw_engine_timeline (fixture.engine, id));
  g_assert_true (fixture_verify (&fixture, NULL));
  finish (&fixture);
}

static void
test_restart (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  BwTime first, now;
  BwTimelineId id = begin (&fixture, &first);
  BwCommandResult outcome = { 0 };
  gsize n;

  fixture_jump (&fixture, id, first + 10 * BW_MINUTE);
  fixture_order (&fixture, id, "OTHER", BW_SIDE_SELL, BW_ORDER_MARKET, BW_FIXED (10), BW_FIXED_ZERO, &outcome);
  step (&fixture, id, BW_TIMEFRAME_1M);
  bw_engine_set_speed (fixture.engine, id, 250);
  now = bw_engine_timeline (fixture.engine, id)->now;
  fixture_close (&fixture);

  fixture_open (&fixture, bw_clock_system (), &error);
  g_assert_no_error (error);
  g_assert_cmpint (bw_engine_timeline (fixture.engine, id)->now, ==, now);
  g_assert_false (bw_engine_timeline (fixture.engine, id)->is_playing);
  g_assert_cmpfloat (bw_engine_timeline (fixture.engine, id)->speed, ==, 250);
  bw_engine_positions (fixture.engine, id, 1, &n);
  g_assert_cmpuint (n, ==, 1);
  /* It goes on with the very next bar. */
  step (&fixture, id, BW_TIMEFRAME_1M);
  g_assert_cmpint (bw_engine_timeline (fixture.engine, id)->now, ==, now + BW_MINUTE);
  g_assert_cmpint (bw_engine_quote (fixture.engine, id, bw_engine_find_instrument (fixture.engine, "ACME")->id)
                       ->market.last.e8,
                   ==, G_GINT64_CONSTANT (10012000000));
  g_assert_true (fixture_verify (&fixture, NULL));
  finish (&fixture);
}

/* At 1,000 times, three sessions and the nights between them, which are passed over, take a minute
 * and ten seconds of trading hours each. */
static void
test_play_to_the_end (void)
{
  EngineFixture fixture = { 0 };
  BwTime first;
  BwTimelineId id = begin (&fixture, &first);
  const BwTimelineView *view;

  fixture_jump (&fixture, id, first + 2 * BW_DAY + (N_MINUTES - 30) * BW_MINUTE);
  bw_engine_set_speed (fixture.engine, id, 1000);
  bw_engine_set_playing (fixture.engine, id, TRUE);
  do
    g_main_context_iteration (NULL, TRUE);
  while (!bw_engine_timeline (fixture.engine, id)->is_playing);
  do
    {
      g_main_context_iteration (NULL, TRUE);
      view = bw_engine_timeline (fixture.engine, id);
    }
  while (view->is_playing);
  g_assert_cmpint (view->now, ==, first + 2 * BW_DAY + N_MINUTES * BW_MINUTE);
  g_assert_cmpint (view->now, ==, view->end);
  finish (&fixture);
}

/* Bars that a replay has been played on are imported again with other prices. */
static void
test_changed_bars (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *text = NULL, *report = NULL;
  BwTime first;
  BwTimelineId id = begin (&fixture, &first);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BwImportSpec) spec = NULL;
  g_autoptr (BwImportOutcome) outcome = NULL;

  fixture_jump (&fixture, id, first + BW_HOUR);
  path = g_build_filename (fixture.folder, "ACME.csv", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  /* The open of the sixth bar. */
  memcpy (strstr (text, ",100.05,") + 1, "100.06", 6);
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  spec = bw_import_spec_new (path);
  bw_engine_import_async (fixture.engine, spec, NULL, catch_result_cb, &result);
  outcome = bw_engine_import_finish (fixture.engine, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcome->written.n_replaced, ==, 1);
  g_assert_false (fixture_verify (&fixture, &report));
  g_assert_nonnull (strstr (report, "have changed since"));
  finish (&fixture);
}

static void
test_refusals (void)
{
  EngineFixture fixture = { 0 };
  BwTime first;
  BwTimelineId id = begin (&fixture, &first);
  BwInstrumentId acme = bw_engine_find_instrument (fixture.engine, "ACME")->id;
  BwReplaySpec spec = { .name = "Late", .instruments = &acme, .n_instruments = 1, .start = first + 400 * BW_DAY };
  g_autoptr (GAsyncResult) result = NULL, second = NULL;
  g_autoptr (GError) error = NULL;
  BwInput input = { .kind = BW_INPUT_MARKET };

  bw_engine_open_replay_async (fixture.engine, &spec, NULL, catch_result_cb, &result);
  g_assert_cmpuint (bw_engine_open_replay_finish (fixture.engine, wait_for (&result), &error), ==, 0);
  g_assert_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_NO_DATA);
  g_clear_error (&error);

  /* No front end may make up a price. */
  bw_engine_command_async (fixture.engine, id, &input, NULL, catch_result_cb, &second);
  g_assert_false (bw_engine_command_finish (fixture.engine, wait_for (&second), NULL, &error));
  g_assert_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_INVALID);
  finish (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/replay/step-and-trade", test_step_and_trade);
  g_test_add_func ("/engine/replay/no-look-ahead", test_no_look_ahead);
  g_test_add_func ("/engine/replay/fork", test_fork);
  g_test_add_func ("/engine/replay/restart", test_restart);
  g_test_add_func ("/engine/replay/play-to-the-end", test_play_to_the_end);
  g_test_add_func ("/engine/replay/changed-bars", test_changed_bars);
  g_test_add_func ("/engine/replay/refusals", test_refusals);
  return g_test_run ();
}
