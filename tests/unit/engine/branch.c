/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine-fixture.h"

/* A symbol that trades from the first minute on. */
static const char *
busy_symbol (EngineFixture *fixture)
{
  const BwInstrumentId *ids;
  gsize n_ids;

  ids = bw_engine_timeline_instruments (fixture->engine, BW_TIMELINE_PRACTICE, &n_ids);
  for (gsize i = 0; i < n_ids; i++)
    {
      const BwQuoteView *quote = bw_engine_quote (fixture->engine, BW_TIMELINE_PRACTICE, ids[i]);
      const BwInstrument *instrument = bw_engine_instrument (fixture->engine, ids[i]);

      if (quote != NULL && quote->market.ask.e8 > 0 && instrument->calendar == BW_CALENDAR_XNYS)
        return instrument->symbol;
    }
  g_assert_not_reached ();
}

static BwTime
now_of (EngineFixture *fixture, BwTimelineId timeline)
{
  return bw_engine_timeline (fixture->engine, timeline)->now;
}

static void
jump (EngineFixture *fixture, BwTimelineId timeline, BwTime time)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bw_engine_jump_async (fixture->engine, timeline, time, NULL, catch_result_cb, &result);
  bw_engine_jump_finish (fixture->engine, wait_for (&result), &error);
  g_assert_no_error (error);
  while (now_of (fixture, timeline) < time)
    g_main_context_iteration (NULL, TRUE);
}

static BwTimelineId
branch (EngineFixture *fixture, BwTimelineId timeline, BwTime time, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bw_engine_branch_async (fixture->engine, timeline, time, NULL, NULL, catch_result_cb, &result);
  return bw_engine_branch_finish (fixture->engine, wait_for (&result), error);
}

static BwFixed
position_of (EngineFixture *fixture, BwTimelineId timeline)
{
  gsize n_positions;
  const BwPosition *positions = bw_engine_positions (fixture->engine, timeline, 1, &n_positions);

  return n_positions > 0 ? positions[0].quantity : BW_FIXED_ZERO;
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

  bw_engine_rerun_async (fixture->engine, timeline, NULL, catch_result_cb, &result);
  rerun = bw_engine_rerun_finish (fixture->engine, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rerun->n_outputs, >, 0);
  g_assert_cmpuint (rerun->n_commands, >, 100);
  g_assert_cmpstr (rerun->recorded, ==, rerun->replayed);
}

/* The views of two timelines come as their quotes are published. */
static void
wait_for_same_price (EngineFixture *fixture, BwTimelineId timeline, BwInstrumentId instrument)
{
  for (guint i = 0; bw_engine_quote (fixture->engine, timeline, instrument)->market.last.e8 !=
                    bw_engine_quote (fixture->engine, BW_TIMELINE_PRACTICE, instrument)->market.last.e8; i++)
    {
      bw_engine_set_speed (fixture->engine, timeline, 1 + i % 2);
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (i, <, 1000);
    }
}

/* Bought, then sold: the branch from between still holds, on the same prices. */
static void
test_what_if (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  BwCommandResult outcome = { 0 };
  g_autofree char *symbol = NULL;
  BwInstrumentId instrument;
  BwTime start, between, end;
  BwTimelineId id;
  gsize n_orders;

  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  bw_engine_set_playing (fixture.engine, BW_TIMELINE_PRACTICE, FALSE);
  start = now_of (&fixture, BW_TIMELINE_PRACTICE);
  jump (&fixture, BW_TIMELINE_PRACTICE, start + BW_MINUTE);
  symbol = g_strdup (busy_symbol (&fixture));
  instrument = bw_engine_find_instrument (fixture.engine, symbol)->id;
  fixture_order (&fixture, BW_TIMELINE_PRACTICE, symbol, BW_SIDE_BUY, BW_ORDER_MARKET, BW_FIXED (10), BW_FIXED_ZERO, &outcome);
  fixture_order (&fixture, BW_TIMELINE_PRACTICE, symbol, BW_SIDE_BUY, BW_ORDER_LIMIT, BW_FIXED (5), BW_FIXED (1), &outcome);
  jump (&fixture, BW_TIMELINE_PRACTICE, start + 3 * BW_MINUTE);
  between = start + 3 * BW_MINUTE - 7 * BW_SECOND;
  fixture_order (&fixture, BW_TIMELINE_PRACTICE, symbol, BW_SIDE_SELL, BW_ORDER_LIMIT, BW_FIXED (10), BW_FIXED (1), &outcome);
  g_assert_cmpint (outcome.reason, ==, BW_REASON_WASH_TRADE);
  jump (&fixture, BW_TIMELINE_PRACTICE, start + 4 * BW_MINUTE);
  g_assert_cmpint (position_of (&fixture, BW_TIMELINE_PRACTICE).e8, ==, BW_FIXED (10).e8);
  {
    BwInput close = { .kind = BW_INPUT_CLOSE_POSITION };

    close.account.account = 1;
    close.account.instrument = instrument;
    fixture_command (&fixture, BW_TIMELINE_PRACTICE, &close, &outcome);
  }
  end = start + 10 * BW_MINUTE;
  jump (&fixture, BW_TIMELINE_PRACTICE, end);
  g_assert_cmpint (position_of (&fixture, BW_TIMELINE_PRACTICE).e8, ==, 0);

  id = branch (&fixture, BW_TIMELINE_PRACTICE, between, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (id, >, BW_TIMELINE_PRACTICE);
  g_assert_cmpint (now_of (&fixture, id), ==, between);
  g_assert_cmpuint (bw_engine_timeline (fixture.engine, id)->parent, ==, BW_TIMELINE_PRACTICE);
  g_assert_false (bw_engine_timeline (fixture.engine, id)->is_playing);
  g_assert_cmpint (position_of (&fixture, id).e8, ==, BW_FIXED (10).e8);
  bw_engine_open_orders (fixture.engine, id, 1, &n_orders);
  g_assert_cmpuint (n_orders, ==, 1);
  /* It plays on by itself, and what is done there stays there. */
  jump (&fixture, id, end);
  g_assert_cmpint (position_of (&fixture, id).e8, ==, BW_FIXED (10).e8);
  wait_for_same_price (&fixture, id, instrument);
  fixture_order (&fixture, id, symbol, BW_SIDE_BUY, BW_ORDER_MARKET, BW_FIXED (1), BW_FIXED_ZERO, &outcome);
  g_assert_cmpint (outcome.reason, ==, BW_REASON_NONE);
  jump (&fixture, id, end + BW_MINUTE);
  g_assert_cmpint (position_of (&fixture, id).e8, ==, BW_FIXED (11).e8);
  g_assert_cmpint (position_of (&fixture, BW_TIMELINE_PRACTICE).e8, ==, 0);
  fixture_flush (&fixture);
  prove (&fixture);
  play_again (&fixture, BW_TIMELINE_PRACTICE);
  play_again (&fixture, id);
  fixture_close (&fixture);

  /* The next start finds both. */
  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  g_assert_cmpint (now_of (&fixture, id), ==, end + BW_MINUTE);
  g_assert_cmpint (position_of (&fixture, id).e8, ==, BW_FIXED (11).e8);
  prove (&fixture);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

static void
test_refused (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  BwTime start;

  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  bw_engine_set_playing (fixture.engine, BW_TIMELINE_PRACTICE, FALSE);
  start = now_of (&fixture, BW_TIMELINE_PRACTICE);
  g_assert_cmpuint (branch (&fixture, BW_TIMELINE_PRACTICE, start + BW_HOUR, &error), ==, 0);
  g_assert_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpuint (branch (&fixture, BW_TIMELINE_PRACTICE, 0, &error), ==, 0);
  g_assert_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpuint (branch (&fixture, 99, start, &error), ==, 0);
  g_assert_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_UNKNOWN);
  g_clear_error (&error);
  /* A branch of a branch, closed again. */
  {
    BwTimelineId first = branch (&fixture, BW_TIMELINE_PRACTICE, now_of (&fixture, BW_TIMELINE_PRACTICE), &error);
    BwTimelineId second = branch (&fixture, first, now_of (&fixture, first), &error);
    g_autoptr (GAsyncResult) result = NULL;

    g_assert_no_error (error);
    g_assert_cmpuint (second, >, first);
    bw_engine_close_timeline_async (fixture.engine, first, catch_result_cb, &result);
    g_assert_true (bw_engine_close_timeline_finish (fixture.engine, wait_for (&result), &error));
    g_assert_nonnull (bw_engine_timeline (fixture.engine, second));
  }
  prove (&fixture);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/branch/what-if", test_what_if);
  g_test_add_func ("/engine/branch/refused", test_refused);
  return g_test_run ();
}
