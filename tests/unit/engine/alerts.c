/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/alerts.h"

#include "engine-fixture.h"

/* Alerts where they live: on a market that plays, over restarts and kills, and alike at any speed. */

static BwAlert
save (EngineFixture *fixture, const BwAlert *alert, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  BwAlert kept = { 0 };

  bw_engine_save_alert_async (fixture->engine, alert, NULL, catch_result_cb, &result);
  bw_engine_save_alert_finish (fixture->engine, wait_for (&result), &kept, error);
  return kept;
}

static void
act (EngineFixture *fixture, guint64 id, BwAlertAct what, BwTime duration_ns)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bw_engine_change_alert_async (fixture->engine, id, what, duration_ns, NULL, catch_result_cb, &result);
  bw_engine_change_alert_finish (fixture->engine, wait_for (&result), &error);
  g_assert_no_error (error);
}

static GArray *
read_log (EngineFixture *fixture, BwTimelineId timeline)
{
  g_autoptr (GError) error = NULL;
  GArray *log;

  fixture_flush (fixture);
  log = bw_trading_reader_firings (bw_engine_trading_reader (fixture->engine), timeline, 0, 0, 10000, &error);
  g_assert_no_error (error);
  return log;
}

static void
open_at_rest (EngineFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fixture_open (fixture, bw_clock_system (), &error));
  bw_engine_set_playing (fixture->engine, BW_TIMELINE_PRACTICE, FALSE);
}

/* Alerts of every kind on one symbol, a few cents from where it stands. */
static void
set_many (EngineFixture *fixture, BwTimelineId timeline, BwInstrumentId instrument, BwFixed price)
{
  g_autoptr (GError) error = NULL;

  for (int i = -20; i <= 20; i++)
    {
      BwAlert alert;

      bw_alert_init (&alert, BW_ALERT_PRICE, instrument);
      alert.timeline = timeline;
      alert.level.e8 = price.e8 + i * price.e8 / 2000 / 1000000 * 1000000;
      alert.test = BW_ALERT_CROSSES + (i + 20) % 5;
      alert.repeat = BW_ALERT_ONCE + (i + 20) % 3;
      alert.timeframe = BW_TIMEFRAME_5M;
      alert.pause_ns = 10 * BW_SECOND;
      save (fixture, &alert, &error);
      g_assert_no_error (error);
    }
  for (int i = 0; i < 2; i++)
    {
      BwAlert alert;

      bw_alert_init (&alert, i == 0 ? BW_ALERT_MOVE : BW_ALERT_VOLUME, instrument);
      alert.timeline = timeline;
      alert.test = i == 0 ? BW_ALERT_MOVES : BW_ALERT_IS_ABOVE;
      alert.repeat = BW_ALERT_EVERY_TIME;
      alert.share.e8 = BW_FIXED_ONE_E8 / 1000;
      alert.window_minutes = 3;
      alert.level = BW_FIXED (500);
      save (fixture, &alert, &error);
      g_assert_no_error (error);
    }
}

static BwInstrumentId
first_instrument (EngineFixture *fixture)
{
  return bw_engine_instrument_at (fixture->engine, 0)->id;
}

static BwFixed
last_price (EngineFixture *fixture, BwTimelineId timeline, BwInstrumentId instrument)
{
  return bw_engine_quote (fixture->engine, timeline, instrument)->market.last;
}

static void
assert_same_firings (GArray *one, GArray *other)
{
  g_assert_cmpuint (one->len, ==, other->len);
  for (guint i = 0; i < one->len; i++)
    {
      const BwAlertFiring *left = &g_array_index (one, BwAlertFiring, i), *right = &g_array_index (other, BwAlertFiring, i);

      g_assert_cmpuint (left->alert.id, ==, right->alert.id);
      g_assert_cmpint (left->time, ==, right->time);
      g_assert_cmpint (left->price.e8, ==, right->price.e8);
      g_assert_cmpint (left->value.e8, ==, right->value.e8);
      g_assert_cmpuint (left->alert.n_fired, ==, right->alert.n_fired);
    }
}

/* A profile as a kill would leave it: its files, while the engine still has them. */
static char *
copy_profile (const char *folder)
{
  g_autofree char *copy = g_dir_make_tmp ("bw-engine-XXXXXX", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *from = g_build_filename (folder, name, NULL), *to = g_build_filename (copy, name, NULL);
      g_autofree char *contents = NULL;
      gsize n_bytes;

      if (g_file_get_contents (from, &contents, &n_bytes, NULL) && !g_str_equal (name, "lock"))
        g_assert_true (g_file_set_contents (to, contents, (gssize) n_bytes, NULL));
    }
  return g_steal_pointer (&copy);
}

static void
test_fires_once (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) log = NULL, later = NULL;
  BwInstrumentId instrument;
  BwFixed price;
  BwTime now;

  open_at_rest (&fixture);
  instrument = first_instrument (&fixture);
  now = bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE)->now;
  fixture_jump (&fixture, BW_TIMELINE_PRACTICE, now + BW_MINUTE);
  price = last_price (&fixture, BW_TIMELINE_PRACTICE, instrument);
  set_many (&fixture, BW_TIMELINE_PRACTICE, instrument, price);
  fixture_jump (&fixture, BW_TIMELINE_PRACTICE, now + 10 * BW_MINUTE);
  log = read_log (&fixture, BW_TIMELINE_PRACTICE);
  g_assert_cmpuint (log->len, >, 20);
  g_assert_cmpuint (bw_engine_n_alerts (fixture.engine), ==, 43);
  fixture_close (&fixture);

  /* A start on the same profile finds the same, and goes on from there. */
  open_at_rest (&fixture);
  later = read_log (&fixture, BW_TIMELINE_PRACTICE);
  assert_same_firings (log, later);
  g_assert_cmpuint (bw_engine_n_alerts (fixture.engine), ==, 43);
  fixture_jump (&fixture, BW_TIMELINE_PRACTICE, now + 11 * BW_MINUTE);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

/* The same alerts on the same market: in one go, in many, with restarts and with kills in between. */
static void
test_any_way (void)
{
  EngineFixture base = { 0 };
  g_autoptr (GArray) expected = NULL;
  BwInstrumentId instrument;
  BwTime now;

  open_at_rest (&base);
  instrument = first_instrument (&base);
  now = bw_engine_timeline (base.engine, BW_TIMELINE_PRACTICE)->now;
  fixture_jump (&base, BW_TIMELINE_PRACTICE, now + BW_MINUTE);
  set_many (&base, BW_TIMELINE_PRACTICE, instrument, last_price (&base, BW_TIMELINE_PRACTICE, instrument));
  fixture_flush (&base);
  fixture_close (&base);
  for (int way = 0; way < 3; way++)
    {
      EngineFixture fixture = { .folder = copy_profile (base.folder) };
      g_autoptr (GArray) log = NULL;

      open_at_rest (&fixture);
      for (int step = 1; step <= 40; step++)
        {
          g_autofree char *killed = NULL;

          if (way == 0 && step < 40)
            continue;
          fixture_jump (&fixture, BW_TIMELINE_PRACTICE, now + BW_MINUTE + step * 13 * BW_SECOND);
          if (way == 1 && step % 4 == 0)
            {
              fixture_close (&fixture);
              open_at_rest (&fixture);
            }
          if (way != 2 || step % 4 != 0)
            continue;
          fixture_flush (&fixture);
          killed = copy_profile (fixture.folder);
          fixture_close (&fixture);
          fixture_remove (&fixture);
          fixture.folder = g_steal_pointer (&killed);
          open_at_rest (&fixture);
        }
      log = read_log (&fixture, BW_TIMELINE_PRACTICE);
      if (way == 0)
        expected = g_steal_pointer (&log);
      else
        assert_same_firings (expected, log);
      fixture_close (&fixture);
      fixture_remove (&fixture);
    }
  g_assert_cmpuint (expected->len, >, 20);
  fixture_remove (&base);
}

static void
test_acts (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  BwAlert alert, kept;
  BwTime now;

  open_at_rest (&fixture);
  now = bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE)->now;
  bw_alert_init (&alert, BW_ALERT_PRICE, first_instrument (&fixture));
  alert.timeline = BW_TIMELINE_PRACTICE;
  save (&fixture, &alert, &error);
  g_assert_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_INVALID);
  g_clear_error (&error);
  alert.level = BW_FIXED (1);
  alert.test = BW_ALERT_IS_ABOVE; /* true as soon as it may be */
  kept = save (&fixture, &alert, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept.id, >, 0);
  act (&fixture, kept.id, BW_ALERT_ACT_DISABLE, 0);
  fixture_jump (&fixture, BW_TIMELINE_PRACTICE, now + BW_MINUTE);
  g_assert_cmpuint (bw_engine_alert (fixture.engine, kept.id)->n_fired, ==, 0);
  act (&fixture, kept.id, BW_ALERT_ACT_ENABLE, 0);
  act (&fixture, kept.id, BW_ALERT_ACT_SNOOZE, BW_MINUTE);
  fixture_jump (&fixture, BW_TIMELINE_PRACTICE, now + BW_MINUTE + 50 * BW_SECOND);
  g_assert_cmpuint (bw_engine_alert (fixture.engine, kept.id)->n_fired, ==, 0);
  fixture_jump (&fixture, BW_TIMELINE_PRACTICE, now + 3 * BW_MINUTE);
  fixture_flush (&fixture);
  g_assert_cmpuint (bw_engine_alert (fixture.engine, kept.id)->n_fired, ==, 1);
  g_assert_cmpint (bw_engine_alert (fixture.engine, kept.id)->status, ==, BW_ALERT_DONE);
  act (&fixture, kept.id, BW_ALERT_ACT_REMOVE, 0);
  g_assert_cmpuint (bw_engine_n_alerts (fixture.engine), ==, 0);
  fixture_close (&fixture);
  open_at_rest (&fixture);
  g_assert_cmpuint (bw_engine_n_alerts (fixture.engine), ==, 0);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

static void
wait_for_log (EngineFixture *fixture, guint n_least)
{
  for (;;)
    {
      g_autoptr (GArray) log = read_log (fixture, BW_TIMELINE_PRACTICE);

      if (log->len >= n_least)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

/* On every bar that closes up, as the chart's bars say; a restart in between changes nothing. */
static void
test_condition (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) log = NULL;
  g_autoptr (BwBarSeries) bars = NULL;
  BwInstrumentId instrument;
  BwAlert alert;
  BwTime now, newest;
  guint n_found = 0;

  open_at_rest (&fixture);
  instrument = first_instrument (&fixture);
  now = bw_engine_timeline (fixture.engine, BW_TIMELINE_PRACTICE)->now;
  bw_alert_init (&alert, BW_ALERT_EXPRESSION, instrument);
  alert.timeline = BW_TIMELINE_PRACTICE;
  alert.repeat = BW_ALERT_EVERY_BAR;
  g_strlcpy (alert.expression, "close > SMA(3", sizeof alert.expression);
  save (&fixture, &alert, &error);
  g_assert_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_INVALID);
  g_clear_error (&error);
  g_strlcpy (alert.expression, "close > SMA(3) + 0.0001", sizeof alert.expression);
  save (&fixture, &alert, &error);
  g_assert_no_error (error);
  for (int part = 0; part < 2; part++)
    {
      bw_engine_set_speed (fixture.engine, BW_TIMELINE_PRACTICE, 1000);
      bw_engine_set_playing (fixture.engine, BW_TIMELINE_PRACTICE, TRUE);
      wait_for_log (&fixture, 4 * (part + 1));
      bw_engine_set_playing (fixture.engine, BW_TIMELINE_PRACTICE, FALSE);
      fixture_close (&fixture);
      open_at_rest (&fixture);
    }
  log = read_log (&fixture, BW_TIMELINE_PRACTICE);
  bars = fixture_bars (&fixture, BW_TIMELINE_PRACTICE, instrument, BW_TIMEFRAME_1M, 4000);
  newest = g_array_index (log, BwAlertFiring, 0).time;
  /* Every bar since then that says so, once, at its end and its close; no other. */
  for (gsize bar = bars->n_bars; bar-- > 2;)
    {
      double mean = (bars->close[bar] + bars->close[bar - 1] + bars->close[bar - 2]) / 3;
      const BwAlertFiring *firing;

      if (bars->start[bar] + BW_MINUTE > newest || bars->start[bar] + BW_MINUTE <= now || bars->close[bar] <= mean + 0.0001) /* prices are cents: nothing lies near */
        continue;
      g_assert_cmpuint (n_found, <, log->len);
      firing = &g_array_index (log, BwAlertFiring, n_found++);
      g_assert_cmpint (firing->time, ==, bars->start[bar] + BW_MINUTE);
      g_assert_cmpfloat_with_epsilon (bw_fixed_to_double (firing->price), bars->close[bar], 1e-9);
    }
  g_assert_cmpuint (n_found, ==, log->len);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

static void
test_notices (void)
{
  EngineFixture fixture = { 0 };
  BwNotice notice = { .kind = BW_NOTICE_JOB, .timeline = 1 };

  open_at_rest (&fixture);
  g_strlcpy (notice.title, "Imported", sizeof notice.title);
  bw_engine_add_notice (fixture.engine, &notice);
  g_strlcpy (notice.title, "Filled", sizeof notice.title);
  bw_engine_add_notice (fixture.engine, &notice);
  while (bw_engine_n_notices (fixture.engine) < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (bw_engine_notice_at (fixture.engine, 0)->title, ==, "Filled");
  g_assert_cmpuint (bw_engine_n_unread_notices (fixture.engine), ==, 2);
  bw_engine_read_notices (fixture.engine, bw_engine_notice_at (fixture.engine, 1)->id);
  while (bw_engine_n_unread_notices (fixture.engine) == 2)
    g_main_context_iteration (NULL, TRUE);
  fixture_close (&fixture);
  open_at_rest (&fixture);
  while (bw_engine_n_notices (fixture.engine) < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (bw_engine_n_unread_notices (fixture.engine), ==, 1);
  bw_engine_read_notices (fixture.engine, 0);
  while (bw_engine_n_unread_notices (fixture.engine) > 0)
    g_main_context_iteration (NULL, TRUE);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alerts/fires-once", test_fires_once);
  g_test_add_func ("/alerts/any-way", test_any_way);
  g_test_add_func ("/alerts/acts", test_acts);
  g_test_add_func ("/alerts/condition", test_condition);
  g_test_add_func ("/alerts/notices", test_notices);
  return g_test_run ();
}
