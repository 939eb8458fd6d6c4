/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/calendar.h"

#include <string.h>

#include "shared-data.h"

static BwTime
parse_time (const char *text)
{
  BwTime time = BW_TIME_NONE;

  g_assert_true (bw_time_parse_rfc3339 (text, -1, &time));
  return time;
}

static BwDate
parse_date (const char *text)
{
  BwDate date = BW_DATE_NONE;

  g_assert_true (bw_date_parse (text, 10, &date));
  return date;
}

/* Every day from the first row's to the last row's is a session exactly when the file has it. */
static void
test_xnys_sessions (void)
{
  g_auto (GStrv) lines = shared_data_load_lines ("calendars/xnys_sessions_1990_2023.csv.gz");
  gsize n_lines;
  gsize i = 0;
  BwDate last;

  if (lines == NULL)
    {
      g_test_skip ("the shared data set is not here");
      return;
    }
  n_lines = g_strv_length (lines);
  g_assert_cmpuint (n_lines, ==, 8324);
  last = parse_date (lines[n_lines - 1]);
  for (BwDate date = bw_date_from_ymd (1990, 1, 1); date <= last; date++)
    {
      BwSession session;
      gboolean is_session = bw_calendar_session (BW_CALENDAR_XNYS, date, &session);
      g_auto (GStrv) cells = NULL;

      if (!is_session)
        {
          g_assert_nonnull (bw_calendar_closure_reason (BW_CALENDAR_XNYS, date));
          g_assert_cmpint (parse_date (lines[i]), >, date);
          continue;
        }
      cells = g_strsplit (lines[i++], ",", -1);
      g_assert_cmpint (parse_date (cells[0]), ==, date);
      g_assert_null (bw_calendar_closure_reason (BW_CALENDAR_XNYS, date));
      g_assert_cmpint (session.date, ==, date);
      g_assert_cmpint (session.open, ==, parse_time (cells[1]));
      g_assert_cmpint (session.close, ==, parse_time (cells[2]));
      g_assert_cmpint (session.is_early_close, ==, strcmp (cells[4], "16:00") != 0);
    }
  g_assert_cmpuint (i, ==, n_lines);
}

static void
test_xnys_holidays (void)
{
  g_auto (GStrv) lines = shared_data_load_lines ("calendars/nyse_holidays_1990_2028.csv");
  g_autoptr (GHashTable) kinds = g_hash_table_new (NULL, NULL);

  if (lines == NULL)
    {
      g_test_skip ("the shared data set is not here");
      return;
    }
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *kind = strstr (lines[i], "early_close") != NULL ? "early_close" : "holiday";

      g_hash_table_insert (kinds, GINT_TO_POINTER (parse_date (lines[i])), (gpointer) kind);
    }
  g_assert_cmpuint (g_hash_table_size (kinds), ==, 436);
  for (BwDate date = parse_date (lines[0]); date <= bw_date_from_ymd (2028, 12, 31); date++)
    {
      const char *kind = g_hash_table_lookup (kinds, GINT_TO_POINTER (date));
      BwSession session = { 0 };
      gboolean is_session = bw_calendar_session (BW_CALENDAR_XNYS, date, &session);

      g_assert_cmpint (is_session, ==,
                       bw_date_weekday (date) <= 5 && g_strcmp0 (kind, "holiday") != 0);
      if (is_session)
        g_assert_cmpint (session.is_early_close, ==, g_strcmp0 (kind, "early_close") == 0);
    }
}

static const struct
{
  const char *name;
  const char *date;
  const char *reason; /* NULL: a session */
  const char *close;  /* UTC */
  const char *post_close;
} day_cases[] = {
  { "plain winter day", "2024-01-17", NULL, "2024-01-17T21:00:00Z", "2024-01-18T01:00:00Z" },
  { "plain summer day", "2024-07-17", NULL, "2024-07-17T20:00:00Z", "2024-07-18T00:00:00Z" },
  { "early close", "2024-11-29", NULL, "2024-11-29T18:00:00Z", "2024-11-29T22:00:00Z" },
  { "early close of 1992", "1992-12-24", NULL, "1992-12-24T19:00:00Z", "1992-12-24T23:00:00Z" },
  { "new year's holiday of 1990", "1990-01-01", "New Year's Day", NULL, NULL },
  { "no King day before 1998", "1997-01-20", NULL, "1997-01-20T21:00:00Z", "1997-01-21T01:00:00Z" },
  { "King day", "1998-01-19", "Martin Luther King Jr. Day", NULL, NULL },
  { "no Juneteenth before 2022", "2021-06-18", NULL, "2021-06-18T20:00:00Z", "2021-06-19T00:00:00Z" },
  { "Juneteenth on a Sunday", "2022-06-20", "Juneteenth", NULL, NULL },
  { "Carter", "2025-01-09", "Mourning for President Carter", NULL, NULL },
  { "a Saturday's New Year is not kept", "2021-12-31", NULL, "2021-12-31T21:00:00Z", "2022-01-01T01:00:00Z" },
  { "Sunday", "2024-01-14", "Weekend", NULL, NULL },
  /* By the rules as they stand; Easter of 2040 is on 1 April, of 2038 as late as it can be. */
  { "Good Friday 2040", "2040-03-30", "Good Friday", NULL, NULL },
  { "Good Friday 2038", "2038-04-23", "Good Friday", NULL, NULL },
  { "Thanksgiving 2040", "2040-11-22", "Thanksgiving Day", NULL, NULL },
  { "the day after, 2040", "2040-11-23", NULL, "2040-11-23T18:00:00Z", "2040-11-23T22:00:00Z" },
  { "Christmas Eve 2040", "2040-12-24", NULL, "2040-12-24T18:00:00Z", "2040-12-24T22:00:00Z" },
  { "summer time behind GLib's table", "2040-07-18", NULL, "2040-07-18T20:00:00Z", "2040-07-19T00:00:00Z" },
};

static void
test_xnys_days (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (day_cases); i++)
    {
      BwDate date = parse_date (day_cases[i].date);
      BwSession session;
      gboolean is_session = bw_calendar_session (BW_CALENDAR_XNYS, date, &session);

      g_test_message ("%s", day_cases[i].name);
      g_assert_cmpstr (bw_calendar_closure_reason (BW_CALENDAR_XNYS, date), ==, day_cases[i].reason);
      g_assert_cmpint (is_session, ==, day_cases[i].reason == NULL);
      if (!is_session)
        continue;
      g_assert_cmpint (session.close, ==, parse_time (day_cases[i].close));
      g_assert_cmpint (session.post_close, ==, parse_time (day_cases[i].post_close));
    }
}

/* 252 sessions a year, give or take, in every year that BwTime holds; all in order. */
static void
test_xnys_years (void)
{
  for (int year = 1690; year <= 2250; year++)
    {
      int n_sessions = 0;
      BwTime previous_end = BW_TIME_NONE;

      for (BwDate date = bw_date_from_ymd (year, 1, 1); date < bw_date_from_ymd (year + 1, 1, 1); date++)
        {
          BwSession session;

          if (!bw_calendar_session (BW_CALENDAR_XNYS, date, &session))
            continue;
          n_sessions++;
          g_assert_cmpint (session.pre_open, >, previous_end);
          g_assert_cmpint (session.open, >, session.pre_open);
          g_assert_cmpint (session.close, >, session.open);
          g_assert_cmpint (session.post_close, >, session.close);
          previous_end = session.post_close;
        }
      g_assert_cmpint (n_sessions, >=, 248);
      g_assert_cmpint (n_sessions, <=, 255);
    }
}

static const struct
{
  BwCalendarId calendar;
  const char *time;
  BwSessionPhase phase;
} phase_cases[] = {
  { BW_CALENDAR_XNYS, "2024-01-17T08:59:59Z", BW_PHASE_OVERNIGHT },
  { BW_CALENDAR_XNYS, "2024-01-17T09:00:00Z", BW_PHASE_PRE },
  { BW_CALENDAR_XNYS, "2024-01-17T14:29:59Z", BW_PHASE_PRE },
  { BW_CALENDAR_XNYS, "2024-01-17T14:30:00Z", BW_PHASE_CORE },
  { BW_CALENDAR_XNYS, "2024-01-17T20:59:59Z", BW_PHASE_CORE },
  { BW_CALENDAR_XNYS, "2024-01-17T21:00:00Z", BW_PHASE_POST },
  { BW_CALENDAR_XNYS, "2024-01-18T00:59:59Z", BW_PHASE_POST },
  { BW_CALENDAR_XNYS, "2024-01-18T01:00:00Z", BW_PHASE_OVERNIGHT },
  { BW_CALENDAR_XNYS, "2024-01-20T01:00:00Z", BW_PHASE_CLOSED },    /* Friday evening */
  { BW_CALENDAR_XNYS, "2024-01-20T15:00:00Z", BW_PHASE_CLOSED },    /* Saturday */
  { BW_CALENDAR_XNYS, "2024-01-22T00:59:59Z", BW_PHASE_CLOSED },    /* Sunday evening */
  { BW_CALENDAR_XNYS, "2024-01-22T01:00:00Z", BW_PHASE_OVERNIGHT },
  { BW_CALENDAR_XNYS, "2024-01-15T02:00:00Z", BW_PHASE_CLOSED },    /* the eve of King day */
  { BW_CALENDAR_XNYS, "2024-01-16T02:00:00Z", BW_PHASE_OVERNIGHT }, /* its evening */
  { BW_CALENDAR_XNYS, "2024-11-29T18:00:00Z", BW_PHASE_POST },      /* early close */
  { BW_CALENDAR_XNYS, "2024-11-29T22:00:00Z", BW_PHASE_CLOSED },
  { BW_CALENDAR_XNYS, "2024-07-03T22:30:00Z", BW_PHASE_CLOSED },
  { BW_CALENDAR_CRYPTO, "2024-12-25T03:04:05Z", BW_PHASE_CORE },
  { BW_CALENDAR_FX, "2024-01-19T21:59:59Z", BW_PHASE_CORE },
  { BW_CALENDAR_FX, "2024-01-19T22:00:00Z", BW_PHASE_CLOSED }, /* Friday 17:00 New York */
  { BW_CALENDAR_FX, "2024-01-21T21:59:59Z", BW_PHASE_CLOSED },
  { BW_CALENDAR_FX, "2024-01-21T22:00:00Z", BW_PHASE_CORE },
  { BW_CALENDAR_FX, "2024-03-10T21:00:00Z", BW_PHASE_CORE }, /* the Sunday of the clock change */
};

static void
test_phases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (phase_cases); i++)
    {
      g_test_message ("%s %s", bw_calendar_name (phase_cases[i].calendar), phase_cases[i].time);
      g_assert_cmpint (bw_calendar_phase_at (phase_cases[i].calendar, parse_time (phase_cases[i].time)),
                       ==, phase_cases[i].phase);
    }
}

/* The two searches by time are neighbours, and each agrees with stepping by date. */
static void
test_neighbours (void)
{
  const BwCalendarId calendars[] = { BW_CALENDAR_XNYS, BW_CALENDAR_CRYPTO, BW_CALENDAR_FX };
  BwTime first = parse_time ("2001-08-30T00:00:00Z");

  for (gsize c = 0; c < G_N_ELEMENTS (calendars); c++)
    for (int i = 0; i < 4000; i++)
      {
        BwTime time = first + i * 10 * BW_MINUTE + (i % 3) * BW_SECOND;
        BwSession after, before, next, previous;

        g_assert_true (bw_calendar_session_at_or_after (calendars[c], time, &after));
        g_assert_true (bw_calendar_session_before (calendars[c], time, &before));
        g_assert_cmpint (after.post_close, >, time);
        g_assert_cmpint (before.post_close, <=, time);
        g_assert_true (bw_calendar_next_session (calendars[c], before.date, &next));
        g_assert_true (bw_calendar_previous_session (calendars[c], after.date, &previous));
        g_assert_cmpint (next.date, ==, after.date);
        g_assert_cmpint (previous.date, ==, before.date);
      }
}

static void
test_date_of (void)
{
  static const struct
  {
    BwCalendarId calendar;
    const char *start;
    const char *date;
  } starts[] = {
    { BW_CALENDAR_XNYS, "2024-01-17T14:30:00Z", "2024-01-17" },
    { BW_CALENDAR_CRYPTO, "2024-01-20T00:00:00Z", "2024-01-20" },
    { BW_CALENDAR_FX, "2024-01-21T22:00:00Z", "2024-01-22" }, /* Sunday evening is Monday's */
    { BW_CALENDAR_FX, "2024-01-22T22:00:00Z", "2024-01-23" },
    { BW_CALENDAR_FX, "2024-01-22T00:00:00Z", "2024-01-22" }, /* a file of UTC days */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    g_assert_cmpint (bw_calendar_date_of (starts[i].calendar, parse_time (starts[i].start)), ==,
                     parse_date (starts[i].date));
}

static void
test_names (void)
{
  BwCalendarId calendar;

  g_assert_true (bw_calendar_parse ("xnys", &calendar));
  g_assert_cmpint (calendar, ==, BW_CALENDAR_XNYS);
  g_assert_true (bw_calendar_parse (bw_calendar_name (BW_CALENDAR_CRYPTO), &calendar));
  g_assert_cmpint (calendar, ==, BW_CALENDAR_CRYPTO);
  g_assert_true (bw_calendar_parse (bw_calendar_name (BW_CALENDAR_FX), &calendar));
  g_assert_cmpint (calendar, ==, BW_CALENDAR_FX);
  g_assert_false (bw_calendar_parse ("", &calendar));
  g_assert_cmpstr (bw_calendar_zone (BW_CALENDAR_CRYPTO), ==, "UTC");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market/calendar/xnys-sessions", test_xnys_sessions);
  g_test_add_func ("/market/calendar/xnys-holidays", test_xnys_holidays);
  g_test_add_func ("/market/calendar/xnys-days", test_xnys_days);
  g_test_add_func ("/market/calendar/xnys-years", test_xnys_years);
  g_test_add_func ("/market/calendar/phases", test_phases);
  g_test_add_func ("/market/calendar/neighbours", test_neighbours);
  g_test_add_func ("/market/calendar/date-of", test_date_of);
  g_test_add_func ("/market/calendar/names", test_names);
  return g_test_run ();
}
