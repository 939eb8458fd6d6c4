/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/alerts.h"
#include "store/notices.h"
#include "strategy/alert/alert-record.h"

#include <sqlite3.h>

#include "temporary-folder.h"

typedef struct
{
  BwTemporaryFolder folder;
  char *path;
  BwDatabase *database;
} Fixture;

static void
open_again (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->database, bw_database_close);
  fixture->database = bw_database_open (BW_DATABASE_TRADING, fixture->path, 0, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  bw_temporary_folder_make (&fixture->folder);
  fixture->path = g_build_filename (fixture->folder.path, "trading.db", NULL);
  open_again (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  bw_database_close (fixture->database);
  g_free (fixture->path);
  bw_temporary_folder_remove (&fixture->folder);
}

static BwAlert
add_alert (Fixture *fixture, guint32 timeline, int level)
{
  g_autoptr (GError) error = NULL;
  BwAlert alert;

  bw_alert_init (&alert, BW_ALERT_PRICE, 7);
  alert.timeline = timeline;
  alert.level = BW_FIXED (level);
  g_assert_true (bw_alerts_add (fixture->database, &alert, &error));
  g_assert_no_error (error);
  return alert;
}

static guint
count_alerts (Fixture *fixture, guint32 timeline)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) alerts = bw_alerts_list (fixture->database, timeline, &error);

  g_assert_no_error (error);
  return alerts->len;
}

static void
test_alerts (Fixture *fixture, gconstpointer unused)
{
  BwAlert first = add_alert (fixture, 1, 60), second = add_alert (fixture, 2, 70), third;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) alerts = NULL;
  g_autoptr (GBytes) record = NULL;
  BwAlertWindow window = { .slot = 9 };

  g_assert_cmpuint (second.id, >, first.id);
  first.n_fired = 4;
  first.kind = BW_ALERT_MOVE;
  record = bw_alert_record_write (&first, &window);
  g_assert_true (bw_alerts_update (fixture->database, first.id, record, &error));
  open_again (fixture);
  alerts = bw_alerts_list (fixture->database, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (alerts->len, ==, 1);
  g_assert_cmpmem (&g_array_index (alerts, BwStoredAlert, 0).alert, sizeof first, &first, sizeof first);
  g_assert_cmpint (g_array_index (alerts, BwStoredAlert, 0).window.slot, ==, 9);
  g_assert_cmpuint (count_alerts (fixture, 0), ==, 2);
  /* A number is never given twice. */
  g_assert_true (bw_alerts_remove (fixture->database, second.id, &error));
  third = add_alert (fixture, 2, 80);
  g_assert_cmpuint (third.id, >, second.id);
  g_assert_false (bw_alerts_update (fixture->database, second.id, record, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND);
}

/* One damaged row takes none of the others with it. */
static void
test_damaged (Fixture *fixture, gconstpointer unused)
{
  sqlite3 *handle;

  add_alert (fixture, 1, 60);
  add_alert (fixture, 1, 70);
  g_clear_pointer (&fixture->database, bw_database_close);
  g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "UPDATE alerts SET record = x'0102' WHERE id = 1", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
  open_again (fixture);
  g_test_expect_message ("bw-store", G_LOG_LEVEL_MESSAGE, "*can't be read*");
  g_assert_cmpuint (count_alerts (fixture, 0), ==, 1);
  g_test_assert_expected_messages ();
}

static void
test_log (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTradingReader) reader = bw_trading_reader_open (fixture->path, &error);
  g_autoptr (GArray) newest = NULL;
  BwAlertFiring firing = { .alert = add_alert (fixture, 3, 60), .time = 100, .price = BW_FIXED (61), .is_up = TRUE };
  guint64 n_firings = 0;

  firing.value = BW_FIXED (60);
  for (guint n = 1; n <= 3; n++)
    {
      firing.alert.n_fired = n;
      firing.time = 100 * n;
      g_assert_true (bw_alert_log_add (fixture->database, &firing, &error));
    }
  /* Said again, after a crash: it is there once. */
  g_assert_true (bw_alert_log_add (fixture->database, &firing, &error));
  g_assert_true (bw_trading_reader_count_firings (reader, 3, 0, &n_firings, &error));
  g_assert_cmpuint (n_firings, ==, 3);
  g_assert_true (bw_trading_reader_count_firings (reader, 4, 0, &n_firings, &error));
  g_assert_cmpuint (n_firings, ==, 0);
  newest = bw_trading_reader_firings (reader, 0, firing.alert.id, 1, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (newest->len, ==, 1);
  g_assert_cmpint (g_array_index (newest, BwAlertFiring, 0).time, ==, 200);
  g_assert_cmpint (g_array_index (newest, BwAlertFiring, 0).price.e8, ==, BW_FIXED (61).e8);
  g_assert_true (g_array_index (newest, BwAlertFiring, 0).is_up);
}

static void
test_notices (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) notices = NULL, later = NULL;
  BwNotice notice = { .kind = BW_NOTICE_ORDER, .timeline = 1, .instrument = 7, .object = 12, .time = 5, .wall_time = 6 };
  guint n_unread = 0;

  g_strlcpy (notice.title, "Größe", sizeof notice.title);
  g_strlcpy (notice.body, "Bought 10 XYZ", sizeof notice.body);
  g_assert_true (bw_database_begin (fixture->database, &error));
  for (guint i = 0; i < BW_NOTICES_KEPT + 5; i++)
    g_assert_true (bw_notices_add (fixture->database, &notice, &error));
  g_assert_true (bw_database_commit (fixture->database, &error));
  notices = bw_notices_list (fixture->database, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notices->len, ==, BW_NOTICES_KEPT);
  g_assert_cmpmem (&g_array_index (notices, BwNotice, notices->len - 1), sizeof notice, &notice, sizeof notice);
  g_assert_true (bw_notices_set_read (fixture->database, notice.id, &error));
  open_again (fixture);
  later = bw_notices_list (fixture->database, &error);
  for (guint i = 0; i < later->len; i++)
    n_unread += !g_array_index (later, BwNotice, i).is_read;
  g_assert_cmpuint (n_unread, ==, BW_NOTICES_KEPT - 1);
  g_assert_true (g_array_index (later, BwNotice, later->len - 1).is_read);
  g_assert_true (bw_notices_set_read (fixture->database, 0, &error));
  g_array_unref (later);
  later = bw_notices_list (fixture->database, &error);
  for (guint i = 0; i < later->len; i++)
    g_assert_true (g_array_index (later, BwNotice, i).is_read);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, run) g_test_add ("/alerts/" name, Fixture, NULL, set_up, run, tear_down)
  ADD ("kept", test_alerts);
  ADD ("damaged", test_damaged);
  ADD ("log", test_log);
  ADD ("notices", test_notices);
#undef ADD
  return g_test_run ();
}
