/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/stamp.h"

#include <string.h>

#include "market/import/guess.h"

/* @utc: the moment with its offset applied (0 without one); NULL: refused. */
static const struct
{
  BwImportDate layout;
  const char *text;
  const char *utc;
  gboolean has_time;
  gboolean has_offset;
} moment_cases[] = {
  { BW_IMPORT_DATE_YMD, "2024-01-31", "2024-01-31T00:00:00Z", FALSE, FALSE },
  { BW_IMPORT_DATE_YMD, " 2024/1/5 ", "2024-01-05T00:00:00Z", FALSE, FALSE },
  { BW_IMPORT_DATE_YMD, "2024.01.31 09:30", "2024-01-31T09:30:00Z", TRUE, FALSE },
  { BW_IMPORT_DATE_YMD, "20240131 093015", "2024-01-31T09:30:15Z", TRUE, FALSE },
  { BW_IMPORT_DATE_YMD, "20240131T0930", "2024-01-31T09:30:00Z", TRUE, FALSE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 9:30:15.25", "2024-01-31T09:30:15.25Z", TRUE, FALSE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 9:30 PM", "2024-01-31T21:30:00Z", TRUE, FALSE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 12:00 am", "2024-01-31T00:00:00Z", TRUE, FALSE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 12:15:30 PM", "2024-01-31T12:15:30Z", TRUE, FALSE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 24:00", "2024-02-01T00:00:00Z", TRUE, FALSE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 09:30:00+01:00", "2024-01-31T08:30:00Z", TRUE, TRUE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 09:30:00 -0500", "2024-01-31T14:30:00Z", TRUE, TRUE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 09:30:00 UTC", "2024-01-31T09:30:00Z", TRUE, TRUE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 09:30:00 GMT+02", "2024-01-31T07:30:00Z", TRUE, TRUE },
  { BW_IMPORT_DATE_YMD, "2024-01-31T09:30:00z", "2024-01-31T09:30:00Z", TRUE, TRUE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 24:01", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 13:30 PM", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 0:30 AM", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 09:30 EST", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 09:30 +19:00", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_YMD, "2024-01-31 09", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_YMD, "2024-01/31", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_YMD, "2023-02-29", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_YMD, "1699-01-01", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_YMD, "2251-01-01", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_YMD, "240131", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_YMD, "", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_MDY, "1/31/2024 16:00", "2024-01-31T16:00:00Z", TRUE, FALSE },
  { BW_IMPORT_DATE_MDY, "01-31-24", "2024-01-31T00:00:00Z", FALSE, FALSE },
  { BW_IMPORT_DATE_MDY, "01/31/85", "1985-01-31T00:00:00Z", FALSE, FALSE },
  { BW_IMPORT_DATE_MDY, "31/01/2024", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_DMY, "31.01.2024", "2024-01-31T00:00:00Z", FALSE, FALSE },
  { BW_IMPORT_DATE_DMY, "31.1.2024, 17:30", "2024-01-31T17:30:00Z", TRUE, FALSE },
  { BW_IMPORT_DATE_DMY, "31.1/2024", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_DMY, "31.1.202", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_NAMED, "31 Jan 2024", "2024-01-31T00:00:00Z", FALSE, FALSE },
  { BW_IMPORT_DATE_NAMED, "31-JAN-24", "2024-01-31T00:00:00Z", FALSE, FALSE },
  { BW_IMPORT_DATE_NAMED, "Sept. 5, 2023", "2023-09-05T00:00:00Z", FALSE, FALSE },
  { BW_IMPORT_DATE_NAMED, "May 5, 2023 10:00", "2023-05-05T10:00:00Z", TRUE, FALSE },
  { BW_IMPORT_DATE_NAMED, "31 Foo 2024", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_NAMED, "Ja 31 2024", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_EPOCH_S, "1706693400", "2024-01-31T09:30:00Z", TRUE, TRUE },
  { BW_IMPORT_DATE_EPOCH_S, "1706693400.5", "2024-01-31T09:30:00.5Z", TRUE, TRUE },
  { BW_IMPORT_DATE_EPOCH_S, "-86400", "1969-12-31T00:00:00Z", TRUE, TRUE },
  { BW_IMPORT_DATE_EPOCH_S, "1.7066934e9", "2024-01-31T09:30:00Z", TRUE, TRUE },
  { BW_IMPORT_DATE_EPOCH_S, "1706693400000", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_EPOCH_S, "soon", NULL, FALSE, FALSE },
  { BW_IMPORT_DATE_EPOCH_MS, "1706693400000", "2024-01-31T09:30:00Z", TRUE, TRUE },
  { BW_IMPORT_DATE_EPOCH_US, "1706693400000000", "2024-01-31T09:30:00Z", TRUE, TRUE },
  { BW_IMPORT_DATE_EPOCH_NS, "1706693400000000001", "2024-01-31T09:30:00.000000001Z", TRUE, TRUE },
  { BW_IMPORT_DATE_EPOCH_NS, "99999999999999999999", NULL, FALSE, FALSE },
};

static void
test_moments (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (moment_cases); i++)
    {
      const char *text = moment_cases[i].text;
      BwImportMoment moment;
      BwTime expected;
      gboolean fits = bw_import_moment_parse (moment_cases[i].layout, text, strlen (text), &moment);

      g_test_message ("%s as %s", text, bw_import_date_name (moment_cases[i].layout));
      g_assert_cmpint (fits, ==, moment_cases[i].utc != NULL);
      if (!fits)
        continue;
      g_assert_true (bw_time_parse_rfc3339 (moment_cases[i].utc, -1, &expected));
      g_assert_cmpint (moment.date * BW_DAY + moment.in_day_ns - moment.offset_ns, ==, expected);
      g_assert_cmpint (moment.has_time, ==, moment_cases[i].has_time);
      g_assert_cmpint (moment.has_offset, ==, moment_cases[i].has_offset);
    }
}

static const struct
{
  const char *text;
  BwTimeframe timeframe; /* NONE: refused */
} timeframe_cases[] = {
  { "1m", 60 },        { "M1", 60 },        { "1min", 60 },   { "15", 900 },      { "M15", 900 },
  { "h4", 14400 },     { "4h", 14400 },     { "1 h", 0 },     { "60min", 3600 },  { "60", 3600 },
  { "D", 86400 },      { "1d", 86400 },     { "daily", 86400 }, { "D1", 86400 },  { "W1", 604800 },
  { "weekly", 604800 }, { "MN1", 2592000 }, { "1M", 2592000 }, { "monthly", 2592000 }, { "30s", 30 },
  { "", 0 },           { "x", 0 },          { "0m", 0 },      { "99999m", 0 },    { "7d", 604800 },
  { "m1x", 0 },        { "13h", 0 },
};

static void
test_timeframes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (timeframe_cases); i++)
    {
      BwTimeframe timeframe = 0;
      gboolean fits = bw_import_timeframe_parse (timeframe_cases[i].text, strlen (timeframe_cases[i].text), &timeframe);

      g_test_message ("\"%s\"", timeframe_cases[i].text);
      g_assert_cmpint (fits, ==, timeframe_cases[i].timeframe != 0);
      if (fits)
        g_assert_cmpint (timeframe, ==, timeframe_cases[i].timeframe);
    }
}

/* Everything that is shown in a chooser has a name of its own. */
static void
test_names (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 0; i < BW_IMPORT_N_ROLES; i++)
    g_assert_true (g_hash_table_add (seen, (gpointer) bw_import_role_name ((BwImportRole) i)));
  g_hash_table_remove_all (seen);
  for (int i = 0; i < BW_IMPORT_N_ITEMS; i++)
    g_assert_true (g_hash_table_add (seen, (gpointer) bw_import_item_name ((BwImportItem) i)));
  for (int i = BW_IMPORT_DATE_YMD; i <= BW_IMPORT_DATE_EPOCH_NS; i++)
    g_assert_true (g_hash_table_add (seen, (gpointer) bw_import_date_name ((BwImportDate) i)));
  for (int i = BW_IMPORT_UTF8; i <= BW_IMPORT_LATIN1; i++)
    g_assert_true (g_hash_table_add (seen, (gpointer) bw_import_encoding_name ((BwImportEncoding) i)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market/import/stamp/moments", test_moments);
  g_test_add_func ("/market/import/stamp/timeframes", test_timeframes);
  g_test_add_func ("/market/import/stamp/names", test_names);
  return g_test_run ();
}
