/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine-fixture.h"

#include <string.h>

/* The practice market as a front end sees it: alive, tradable, durable, provable. */

static const char *
first_symbol (EngineFixture *fixture)
{
  return bw_engine_instrument_at (fixture->engine, 0)->symbol;
}

static void
test_first_start (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  const BwTimelineView *timeline;
  const BwAccountView *account;
  BwTime start;

  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  g_assert_cmpuint (bw_engine_n_timelines (fixture.engine), ==, 1);
  timeline = bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE);
  g_assert_cmpint (timeline->kind, ==, BW_TIMELINE_KIND_PRACTICE);
  g_assert_true (timeline->is_playing);
  g_assert_true (bw_time_parse_rfc3339 ("2026-03-02T15:00:00Z", -1, &start));
  g_assert_cmpint (timeline->start, ==, start);
  g_assert_cmpint (timeline->phase, ==, BW_PHASE_CORE);
  g_assert_cmpuint (bw_engine_n_instruments (fixture.engine), >=, 120);
  g_assert_cmpuint (bw_engine_n_accounts (fixture.engine), ==, 1);
  account = bw_engine_account_at (fixture.engine, 0);
  g_assert_cmpint (account->account.cash.e8, ==, BW_FIXED (100000).e8);
  g_assert_cmpint (account->figures.equity.e8, ==, BW_FIXED (100000).e8);
  g_assert_cmpint (account->figures.buying_power.e8, ==, BW_FIXED (200000).e8);

  /* It moves by itself. */
  fixture.changed = 0;
  while ((fixture.changed & BW_CHANGED_QUOTES) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE)->now, >, start);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

static void
wait_for_fill (EngineFixture *fixture)
{
  while (fixture->n_fills == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_trade_and_restart (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;
  g_autofree char *symbol = NULL;
  BwCommandResult outcome = { 0 };
  const BwPosition *positions;
  gsize n_positions, n_orders;
  BwFixed cash;

  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  symbol = g_strdup (first_symbol (&fixture));
  fixture_order (&fixture, BW_TIMELINE_PRACTICE, symbol, BW_SIDE_BUY, BW_ORDER_MARKET, BW_FIXED (10), BW_FIXED_ZERO,
                 &outcome);
  g_assert_cmpint (outcome.reason, ==, BW_REASON_NONE);
  g_assert_cmpuint (outcome.order.id, >, 0);
  wait_for_fill (&fixture);
  fixture_order (&fixture, BW_TIMELINE_PRACTICE, symbol, BW_SIDE_BUY, BW_ORDER_LIMIT, BW_FIXED (5), BW_FIXED (1),
                 &outcome);
  g_assert_cmpint (outcome.reason, ==, BW_REASON_NONE);
  /* A refusal is an outcome, and it is kept. */
  fixture_order (&fixture, BW_TIMELINE_PRACTICE, symbol, BW_SIDE_BUY, BW_ORDER_LIMIT, BW_FIXED (0), BW_FIXED (1),
                 &outcome);
  g_assert_cmpint (outcome.reason, ==, BW_REASON_QUANTITY);

  positions = bw_engine_positions (fixture.engine, BW_TIMELINE_PRACTICE, 1, &n_positions);
  g_assert_cmpuint (n_positions, ==, 1);
  g_assert_cmpint (positions[0].quantity.e8, ==, BW_FIXED (10).e8);
  bw_engine_open_orders (fixture.engine, BW_TIMELINE_PRACTICE, 1, &n_orders);
  g_assert_cmpuint (n_orders, ==, 1);
  cash = bw_engine_account_at (fixture.engine, 0)->account.cash;
  g_assert_true (fixture_verify (&fixture, &report));
  fixture_close (&fixture);

  /* The second start finds it all. */
  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  g_assert_cmpint (bw_engine_account_at (fixture.engine, 0)->account.cash.e8, ==, cash.e8);
  bw_engine_positions (fixture.engine, BW_TIMELINE_PRACTICE, 1, &n_positions);
  g_assert_cmpuint (n_positions, ==, 1);
  bw_engine_open_orders (fixture.engine, BW_TIMELINE_PRACTICE, 1, &n_orders);
  g_assert_cmpuint (n_orders, ==, 1);
  g_assert_cmpuint (bw_engine_n_activities (fixture.engine), >, 0);
  g_clear_pointer (&report, g_free);
  g_assert_true (fixture_verify (&fixture, &report));
  g_test_message ("%s", report);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

static void
test_second_owner (void)
{
  EngineFixture first = { 0 }, second = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fixture_open (&first, bw_clock_system (), &error));
  second.folder = g_strdup (first.folder);
  g_assert_false (fixture_open (&second, bw_clock_system (), &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_OWNED);
  g_clear_object (&second.engine);
  g_free (second.folder);
  fixture_close (&first);
  fixture_remove (&first);
}

static void
test_texts (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  g_assert_null (bw_engine_get_text (fixture.engine, "layout"));
  bw_engine_set_text (fixture.engine, "layout", "{\"a\":\"ä\"}");
  text = bw_engine_get_text (fixture.engine, "layout");
  g_assert_cmpstr (text, ==, "{\"a\":\"ä\"}");
  g_clear_pointer (&text, g_free);
  fixture_close (&fixture);
  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  text = bw_engine_get_text (fixture.engine, "layout");
  g_assert_cmpstr (text, ==, "{\"a\":\"ä\"}");
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

static void
test_subscription (void)
{
  BwCommandResult outcome;
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  BwInstrumentId instrument;
  gsize n_prints = 0, n_minutes = 0, n_seen = 0;
  BwDepth depth;

  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  instrument = bw_engine_instrument_at (fixture.engine, 0)->id;
  g_assert_false (bw_engine_depth (fixture.engine, BW_TIMELINE_PRACTICE, instrument, &depth));
  bw_engine_set_speed (fixture.engine, BW_TIMELINE_PRACTICE, 100);
  bw_engine_subscribe (fixture.engine, BW_TIMELINE_PRACTICE, instrument);
  while (n_prints < 20 || !bw_engine_depth (fixture.engine, BW_TIMELINE_PRACTICE, instrument, &depth))
    {
      g_main_context_iteration (NULL, TRUE);
      bw_engine_tape (fixture.engine, BW_TIMELINE_PRACTICE, instrument, &n_prints);
      bw_engine_new_minutes (fixture.engine, BW_TIMELINE_PRACTICE, instrument, &n_minutes);
      n_seen += n_minutes;
    }
  g_assert_cmpuint (depth.n_bids, ==, 10);
  g_assert_cmpint (depth.bids[0].price.e8, <, depth.asks[0].price.e8);
  g_assert_cmpuint (n_seen, >, 0);
  bw_engine_unsubscribe (fixture.engine, BW_TIMELINE_PRACTICE, instrument);
  g_assert_null (bw_engine_tape (fixture.engine, BW_TIMELINE_PRACTICE, instrument, &n_prints));

  /* An order has the book kept: who looks again sees it, and nothing is asked of the market for it. */
  fixture_order (&fixture, BW_TIMELINE_PRACTICE, first_symbol (&fixture), BW_SIDE_BUY, BW_ORDER_LIMIT, BW_FIXED (1),
                 BW_FIXED (1), &outcome);
  g_assert_false (bw_engine_depth (fixture.engine, BW_TIMELINE_PRACTICE, instrument, &depth));
  bw_engine_subscribe (fixture.engine, BW_TIMELINE_PRACTICE, instrument);
  while (!bw_engine_depth (fixture.engine, BW_TIMELINE_PRACTICE, instrument, &depth))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (depth.n_asks, ==, 10);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

static void
test_bars (void)
{
  static const struct
  {
    BwTimeframe timeframe;
    gsize n_least;
  } cases[] = {
    { BW_TIMEFRAME_1M, 11000 }, { BW_TIMEFRAME_5M, 2300 }, { BW_TIMEFRAME_1H, 200 },
    { BW_TIMEFRAME_1D, 1200 },  { BW_TIMEFRAME_1W, 250 },  { BW_TIMEFRAME_1MO, 59 },
  };
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  BwInstrumentId instrument;

  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  instrument = bw_engine_instrument_at (fixture.engine, 0)->id;
  fixture_jump (&fixture, BW_TIMELINE_PRACTICE,
                bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE)->now + 40 * BW_MINUTE);
  bw_engine_set_playing (fixture.engine, BW_TIMELINE_PRACTICE, FALSE);
  fixture_flush (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwBarSeries) bars =
          fixture_bars (&fixture, BW_TIMELINE_PRACTICE, instrument, cases[i].timeframe, 1000000);
      BwTime now = bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE)->now;

      g_assert_cmpuint (bars->n_bars, >=, cases[i].n_least);
      for (gsize k = 1; k < bars->n_bars; k++)
        g_assert_cmpint (bars->start[k], >, bars->start[k - 1]);
      /* Up to now, and not beyond. */
      g_assert_cmpint (bars->start[bars->n_bars - 1], <=, now);
      if (bw_timeframe_is_intraday (cases[i].timeframe))
        g_assert_cmpint (bars->start[bars->n_bars - 1], >, now - cases[i].timeframe * BW_SECOND - 5 * BW_MINUTE);
      else
        g_assert_cmpint (bars->start[bars->n_bars - 1], >, now - cases[i].timeframe * BW_SECOND);
    }
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

static void
test_skip_to_open (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  const BwTimelineView *view;
  BwTime open;

  g_assert_true (bw_time_parse_rfc3339 ("2026-03-03T14:30:00Z", -1, &open));
  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  bw_engine_skip_to_open (fixture.engine, BW_TIMELINE_PRACTICE);
  do
    {
      g_main_context_iteration (NULL, TRUE);
      view = bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE);
    }
  while (view->is_jumping || view->now < open - BW_MINUTE);
  g_assert_cmpint (view->now, <, open + BW_MINUTE);
  g_assert_true (fixture_verify (&fixture, NULL));
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

static void
test_backup_and_jobs (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *path = NULL;
  gboolean is_listed = FALSE;

  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  bw_engine_backup_async (fixture.engine, NULL, catch_result_cb, &result);
  path = bw_engine_backup_finish (fixture.engine, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  for (gsize i = 0; i < bw_engine_n_jobs (fixture.engine); i++)
    {
      const BwJobView *job = bw_engine_job_at (fixture.engine, i);

      if (g_str_equal (job->title, "Backup"))
        is_listed = !job->is_running && strstr (job->message, "trading") != NULL;
    }
  g_assert_true (is_listed);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

/* A year ahead is a long way; closing doesn't wait for it, and neither does who cancels it. */
static void
test_long_jump (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) first = NULL, second = NULL;
  BwTime start, far;
  gsize n_jobs;

  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  start = bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE)->now;
  far = start + 365 * BW_DAY;
  bw_engine_jump_async (fixture.engine, BW_TIMELINE_PRACTICE, far, NULL, catch_result_cb, &first);
  while (!bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE)->is_jumping)
    g_main_context_iteration (NULL, TRUE);
  n_jobs = bw_engine_n_jobs (fixture.engine);
  g_assert_cmpuint (n_jobs, >, 0);
  bw_engine_cancel_job (fixture.engine, bw_engine_job_at (fixture.engine, n_jobs - 1)->id);
  g_assert_cmpuint (bw_engine_jump_finish (fixture.engine, wait_for (&first), &error), ==, BW_TIMELINE_PRACTICE);
  g_assert_cmpint (bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE)->now, <, far);

  bw_engine_jump_async (fixture.engine, BW_TIMELINE_PRACTICE, far, NULL, catch_result_cb, &second);
  fixture_close (&fixture);
  g_assert_nonnull (second);
  fixture_remove (&fixture);
}

/* Every minute and every fill leave a point of the equity curve. */
static void
test_equity_curve (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) curve = NULL;
  BwCommandResult outcome;
  BwTime start;

  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  start = bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE)->start;
  fixture_order (&fixture, BW_TIMELINE_PRACTICE, first_symbol (&fixture), BW_SIDE_BUY, BW_ORDER_MARKET, BW_FIXED (10),
                 BW_FIXED_ZERO, &outcome);
  wait_for_fill (&fixture);
  fixture_jump (&fixture, BW_TIMELINE_PRACTICE, start + 10 * BW_MINUTE);
  fixture_flush (&fixture);
  curve = bw_trading_reader_equity (bw_engine_trading_reader (fixture.engine), BW_TIMELINE_PRACTICE, 1, start,
                                    BW_TIME_MAX, &error);
  g_assert_no_error (error);
  /* The deposit, the fill, and nine or ten minutes. */
  g_assert_cmpuint (curve->len, >=, 11);
  for (guint i = 1; i < curve->len; i++)
    g_assert_cmpint (g_array_index (curve, BwEquitySample, i).time, >,
                     g_array_index (curve, BwEquitySample, i - 1).time);
  g_assert_cmpint (g_array_index (curve, BwEquitySample, curve->len - 1).deposits.e8, ==, BW_FIXED (100000).e8);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

/* A look that is given up is never answered, were the answer on its way: a chart would draw one symbol's bars under
 * the name of the next. */
static void
test_cancelled_look (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL, second = NULL;
  g_autoptr (BwBarSeries) series = NULL;
  BwInstrumentId a, b;

  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  a = bw_engine_instrument_at (fixture.engine, 0)->id;
  b = bw_engine_instrument_at (fixture.engine, 1)->id;
  bw_engine_load_bars_async (fixture.engine, BW_TIMELINE_PRACTICE, a, BW_TIMEFRAME_1D, BW_TIME_MAX, 100, cancellable,
                             catch_result_cb, &first);
  bw_engine_load_bars_async (fixture.engine, BW_TIMELINE_PRACTICE, b, BW_TIMEFRAME_1D, BW_TIME_MAX, 100, NULL,
                             catch_result_cb, &second);
  wait_for (&first);
  wait_for (&second);
  g_cancellable_cancel (cancellable);
  g_assert_null (bw_engine_load_bars_finish (fixture.engine, first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  series = bw_engine_load_bars_finish (fixture.engine, second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (series->n_bars, ==, 100);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/practice/first-start", test_first_start);
  g_test_add_func ("/engine/practice/trade-and-restart", test_trade_and_restart);
  g_test_add_func ("/engine/practice/second-owner", test_second_owner);
  g_test_add_func ("/engine/practice/texts", test_texts);
  g_test_add_func ("/engine/practice/subscription", test_subscription);
  g_test_add_func ("/engine/practice/bars", test_bars);
  g_test_add_func ("/engine/practice/skip-to-open", test_skip_to_open);
  g_test_add_func ("/engine/practice/backup-and-jobs", test_backup_and_jobs);
  g_test_add_func ("/engine/practice/long-jump", test_long_jump);
  g_test_add_func ("/engine/practice/equity-curve", test_equity_curve);
  g_test_add_func ("/engine/practice/cancelled-look", test_cancelled_look);
  return g_test_run ();
}
