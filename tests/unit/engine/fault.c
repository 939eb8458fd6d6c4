/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine promises on a disk that fails (tests/unit/store/fault-vfs.h): nothing is answered,
 * shown or lost that isn't on the disk, and trading goes on when it can. */
#include "config.h"

#include "engine-fixture.h"

#include "store/timelines.h"
#include "trading/journal.h"

#include "../store/fault-vfs.h"

#include <string.h>

#define N_OUTAGES 40

static void
begin (EngineFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  bw_fault_vfs_install ((guint32) g_test_rand_int ());
  fixture_open (fixture, bw_clock_system (), &error);
  g_assert_no_error (error);
}

static void
finish (EngineFixture *fixture)
{
  fixture_close (fixture);
  bw_fault_vfs_uninstall ();
  fixture_remove (fixture);
}

static gboolean
try_order (EngineFixture *fixture, BwCommandResult *outcome, GError **error)
{
  BwInput input = { .kind = BW_INPUT_NEW_ORDER };
  g_autoptr (GAsyncResult) result = NULL;

  input.new_order.account = 1;
  input.new_order.instrument = bw_engine_instrument_at (fixture->engine, g_test_rand_int_range (0, 100))->id;
  input.new_order.side = BW_SIDE_BUY;
  input.new_order.type = g_test_rand_bit () ? BW_ORDER_MARKET : BW_ORDER_LIMIT;
  input.new_order.tif = BW_TIF_GTC;
  input.new_order.quantity = BW_FIXED (1);
  input.new_order.limit_price = input.new_order.type == BW_ORDER_LIMIT ? BW_FIXED (1) : BW_FIXED_ZERO;
  bw_engine_command_async (fixture->engine, BW_TIMELINE_PRACTICE, &input, NULL, catch_result_cb, &result);
  return bw_engine_command_finish (fixture->engine, wait_for (&result), outcome, error);
}

static void
check_freeze_and_thaw (EngineFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  BwCommandResult outcome;
  const BwTimelineView *view;
  gsize n_orders;

  g_assert_false (try_order (fixture, &outcome, &error));
  g_assert_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_FROZEN);
  g_test_message ("%s", error->message);
  g_clear_error (&error);
  view = bw_engine_timeline (fixture->engine, BW_TIMELINE_PRACTICE);
  g_assert_nonnull (view->frozen_reason);
  bw_engine_open_orders (fixture->engine, BW_TIMELINE_PRACTICE, 1, &n_orders);
  g_assert_cmpuint (n_orders, ==, 1);
  /* The next one is told so at once. */
  g_assert_false (try_order (fixture, &outcome, &error));
  g_assert_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_FROZEN);
  g_clear_error (&error);

  bw_fault_vfs_set_room (-1);
  bw_fault_vfs_fail_syncs_after (-1);
  while (bw_engine_timeline (fixture->engine, BW_TIMELINE_PRACTICE)->frozen_reason != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (try_order (fixture, &outcome, &error));
  g_assert_no_error (error);
  g_assert_true (fixture_verify (fixture, NULL));
}

static void
place_first (EngineFixture *fixture)
{
  BwCommandResult outcome;

  fixture_order (fixture, BW_TIMELINE_PRACTICE, bw_engine_instrument_at (fixture->engine, 0)->symbol, BW_SIDE_BUY,
                 BW_ORDER_LIMIT, BW_FIXED (1), BW_FIXED (1), &outcome);
  g_assert_cmpint (outcome.reason, ==, BW_REASON_NONE);
  fixture_flush (fixture);
}

static void
test_full_disk (void)
{
  EngineFixture fixture = { 0 };

  begin (&fixture);
  place_first (&fixture);
  bw_fault_vfs_set_room (0);
  check_freeze_and_thaw (&fixture);
  finish (&fixture);
}

static void
test_failing_syncs (void)
{
  EngineFixture fixture = { 0 };

  begin (&fixture);
  place_first (&fixture);
  bw_fault_vfs_fail_syncs_after (0);
  check_freeze_and_thaw (&fixture);
  finish (&fixture);
}

static void
check_acknowledged (EngineFixture *fixture, const GArray *acknowledged)
{
  BwTradingReader *reader = bw_engine_trading_reader (fixture->engine);

  for (guint i = 0; i < acknowledged->len; i++)
    {
      g_autoptr (GError) error = NULL;
      BwOrder order;

      bw_trading_reader_order (reader, BW_TIMELINE_PRACTICE, g_array_index (acknowledged, BwOrderId, i), &order,
                               &error);
      g_assert_no_error (error);
    }
}

/* The power goes in the midst of a write; of what was not synced the disk keeps what it likes. */
static void
test_outages (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GArray) acknowledged = g_array_new (FALSE, FALSE, sizeof (BwOrderId));

  bw_fault_vfs_install ((guint32) g_test_rand_int ());
  for (guint i = 0; i < N_OUTAGES; i++)
    {
      g_autoptr (GError) error = NULL;
      BwCommandResult outcome;

      fixture_open (&fixture, bw_clock_system (), &error);
      g_assert_no_error (error);
      check_acknowledged (&fixture, acknowledged);
      if (i % 8 == 7)
        g_assert_true (fixture_verify (&fixture, NULL));
      bw_fault_vfs_lose_power_after (g_test_rand_int_range (1, 120));
      while (try_order (&fixture, &outcome, NULL))
        g_array_append_val (acknowledged, outcome.order.id);
      fixture_close (&fixture);
      bw_fault_vfs_power_back ();
    }
  g_test_message ("%d outages, %u acknowledged orders", N_OUTAGES, acknowledged->len);
  bw_fault_vfs_uninstall ();
  fixture_remove (&fixture);
}

/* Also while a profile is being made. */
static void
test_first_start_outages (void)
{
  for (guint n = 0; n < 30; n++)
    {
      EngineFixture fixture = { 0 };
      g_autoptr (GError) error = NULL;

      bw_fault_vfs_install ((guint32) g_test_rand_int ());
      bw_fault_vfs_lose_power_after (g_test_rand_int_range (1, 150));
      fixture_open (&fixture, bw_clock_system (), NULL);
      fixture_close (&fixture);
      bw_fault_vfs_power_back ();
      fixture_open (&fixture, bw_clock_system (), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (bw_engine_n_accounts (fixture.engine), ==, 1);
      g_assert_cmpint (bw_engine_account_at (fixture.engine, 0)->account.cash.e8, ==, BW_FIXED (100000).e8);
      g_assert_true (fixture_verify (&fixture, NULL));
      finish (&fixture);
    }
}

/* A profile that can't be opened says why, and the engine closes as usual. */
static void
test_unusable_profiles (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *garbage = g_malloc (8192);

  begin (&fixture);
  fixture_close (&fixture);
  bw_fault_vfs_set_read_only (TRUE);
  g_assert_false (fixture_open (&fixture, bw_clock_system (), &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  fixture_close (&fixture);
  bw_fault_vfs_uninstall ();

  memset (garbage, 'x', 8192);
  path = g_build_filename (fixture.folder, "trading.db", NULL);
  g_assert_true (g_file_set_contents (path, garbage, 8192, NULL));
  g_assert_false (fixture_open (&fixture, bw_clock_system (), &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

/* A journal that not one entry of can be read (of a newer program) has no account to show: the profile doesn't open,
 * says why, and is left as it was. */
static void
test_newer_journal (void)
{
  static const guint8 entry[] = { 255, 0, 0, 0, 0, 0, 0, 0, 0 };
  BwJournalEntry entries[] = { { .timeline = 1, .kind = 1, .bytes = entry, .n_bytes = sizeof entry } };
  BwTimeline row = { .kind = (char *) "practice", .name = (char *) "Practice market", .source = (char *) "{\"generator\":1}", .seed = 1 };
  EngineFixture fixture = { .folder = g_dir_make_tmp ("bw-engine-XXXXXX", NULL) };
  g_autofree char *path = g_build_filename (fixture.folder, "trading.db", NULL);
  g_autoptr (GError) error = NULL;
  BwDatabase *trading = bw_database_open (BW_DATABASE_TRADING, path, 0, &error);
  BwJournal *journal;

  g_assert_no_error (error);
  g_assert_true (bw_timelines_add (trading, &row, &error));
  journal = bw_journal_open (trading, &error);
  g_assert_true (bw_journal_append (journal, entries, 1, &error));
  bw_journal_free (journal);
  bw_database_close (trading);

  g_assert_false (fixture_open (&fixture, bw_clock_system (), &error));
  g_assert_error (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_VERSION);
  g_assert_nonnull (strstr (error->message, "newer version"));
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/fault/full-disk", test_full_disk);
  g_test_add_func ("/engine/fault/failing-syncs", test_failing_syncs);
  g_test_add_func ("/engine/fault/outages", test_outages);
  g_test_add_func ("/engine/fault/first-start-outages", test_first_start_outages);
  g_test_add_func ("/engine/fault/unusable-profiles", test_unusable_profiles);
  g_test_add_func ("/engine/fault/newer-journal", test_newer_journal);
  return g_test_run ();
}
