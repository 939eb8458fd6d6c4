/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/log.h"

static BwTime
read_fixed (gpointer user_data)
{
  return 42 * BW_SECOND;
}

static const BwClock fixed_clock = { read_fixed, read_fixed, NULL };

static void
test_keeps_the_last (void)
{
  guint64 before = bw_log_last_number ();
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) newest = NULL;
  BwLogLine *line;

  g_message ("first of many");
  for (int i = 0; i < BW_LOG_LINES_MAX; i++)
    g_message ("line %d", i);
  all = bw_log_lines (0);
  g_assert_cmpuint (all->len, ==, BW_LOG_LINES_MAX);
  line = g_ptr_array_index (all, 0);
  g_assert_cmpstr (line->message, ==, "line 0");
  g_assert_cmpint (line->time, ==, 42 * BW_SECOND);
  g_assert_cmpstr (line->domain, ==, "test-base");
  g_assert_cmpstr (bw_log_level_name (line->level), ==, "message");
  newest = bw_log_lines (before + BW_LOG_LINES_MAX);
  g_assert_cmpuint (newest->len, ==, 1);
}

static void
test_cuts_long_lines (void)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autoptr (GPtrArray) lines = NULL;
  guint64 before = bw_log_last_number ();

  g_message ("%s", text);
  g_debug ("not kept");
  lines = bw_log_lines (before);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpuint (strlen (((BwLogLine *) g_ptr_array_index (lines, 0))->message), <, 5000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  bw_log_install (&fixed_clock);
  g_test_add_func ("/base/log/keeps-the-last", test_keeps_the_last);
  g_test_add_func ("/base/log/cuts-long-lines", test_cuts_long_lines);
  return g_test_run ();
}
