/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/zone.h"

static BwTime
parse_time (const char *text)
{
  BwTime time = BW_TIME_NONE;

  g_assert_true (bw_time_parse_rfc3339 (text, -1, &time));
  return time;
}

/* The cached tables against GLib itself, at odd steps over 60 years. */
static void
test_against_glib (void)
{
  const char *names[] = { "America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kolkata",
                          "UTC", "+05:30" };

  for (gsize n = 0; n < G_N_ELEMENTS (names); n++)
    {
      const BwZone *zone = bw_zone_lookup (names[n]);
      g_autoptr (GTimeZone) glib = g_time_zone_new_identifier (names[n]);

      g_assert_nonnull (zone);
      g_assert_cmpstr (bw_zone_name (zone), ==, names[n]);
      for (gint64 s = 0; s < (gint64) 66 * 365 * 86400; s += 86400 / 7 * 5 + 11)
        {
          int interval = g_time_zone_find_interval (glib, G_TIME_TYPE_UNIVERSAL, s);

          g_assert_cmpint (bw_zone_offset (zone, s * BW_SECOND), ==,
                           g_time_zone_get_offset (glib, interval) * BW_SECOND);
        }
    }
}

static void
test_edges (void)
{
  const BwZone *zone = bw_zone_lookup ("America/New_York");
  BwTime spring = parse_time ("2024-03-10T07:00:00Z"), autumn = parse_time ("2024-11-03T06:00:00Z");

  g_assert_cmpint (bw_zone_offset (zone, spring - 1), ==, -5 * BW_HOUR);
  g_assert_cmpint (bw_zone_offset (zone, spring), ==, -4 * BW_HOUR);
  g_assert_cmpint (bw_zone_offset (zone, autumn - 1), ==, -4 * BW_HOUR);
  g_assert_cmpint (bw_zone_offset (zone, autumn), ==, -5 * BW_HOUR);
  /* GLib's own table ends in 2037. */
  g_assert_cmpint (bw_zone_offset (zone, parse_time ("2039-07-01T00:00:00Z")), ==, -4 * BW_HOUR);
  g_assert_cmpint (bw_zone_offset (zone, parse_time ("2040-03-11T06:59:59Z")), ==, -5 * BW_HOUR);
  g_assert_cmpint (bw_zone_offset (zone, parse_time ("2040-03-11T07:00:00Z")), ==, -4 * BW_HOUR);
  g_assert_cmpint (bw_zone_offset (zone, G_MININT64), <, 0);
  g_assert_cmpint (bw_zone_offset (zone, G_MAXINT64), <, 0);
}

static void
test_resolve (void)
{
  const BwZone *zone = bw_zone_lookup ("America/New_York");
  BwTime earlier, later;

  /* 2024-03-10 02:30 never was; 2024-11-03 01:30 was twice. */
  g_assert_cmpint (bw_zone_resolve (zone, parse_time ("2024-03-10T02:30:00Z"), &earlier, &later), ==,
                   BW_ZONE_SKIPPED);
  g_assert_cmpint (bw_zone_resolve (zone, parse_time ("2024-03-10T01:59:59Z"), &earlier, &later), ==,
                   BW_ZONE_UNIQUE);
  g_assert_cmpint (earlier, ==, parse_time ("2024-03-10T06:59:59Z"));
  g_assert_cmpint (bw_zone_resolve (zone, parse_time ("2024-03-10T03:00:00Z"), &earlier, &later), ==,
                   BW_ZONE_UNIQUE);
  g_assert_cmpint (earlier, ==, parse_time ("2024-03-10T07:00:00Z"));
  g_assert_cmpint (bw_zone_resolve (zone, parse_time ("2024-11-03T01:30:00Z"), &earlier, &later), ==,
                   BW_ZONE_REPEATED);
  g_assert_cmpint (earlier, ==, parse_time ("2024-11-03T05:30:00Z"));
  g_assert_cmpint (later, ==, parse_time ("2024-11-03T06:30:00Z"));
  g_assert_cmpint (bw_zone_resolve (zone, G_MAXINT64, &earlier, &later), ==, BW_ZONE_BEYOND);
  g_assert_cmpint (bw_zone_resolve (zone, G_MININT64, &earlier, &later), ==, BW_ZONE_BEYOND);
}

/* Every minute of a year, there and back. */
static void
test_round_trip (void)
{
  const BwZone *zone = bw_zone_lookup ("America/New_York");
  BwTime first = parse_time ("2024-01-01T00:00:00Z");
  int n_repeated = 0;

  for (int i = 0; i < 366 * 1440; i += 7)
    {
      BwTime time = first + i * BW_MINUTE;
      BwTime earlier = 0, later = 0;
      BwZoneFit fit = bw_zone_resolve (zone, time + bw_zone_offset (zone, time), &earlier, &later);

      g_assert_true (fit == BW_ZONE_UNIQUE || fit == BW_ZONE_REPEATED);
      g_assert_true (time == earlier || time == later);
      n_repeated += fit == BW_ZONE_REPEATED;
    }
  g_assert_cmpint (n_repeated, >=, 16);
  g_assert_cmpint (n_repeated, <=, 18);
}

static void
test_by_name (void)
{
  BwTime summer = parse_time ("2024-07-01T12:00:00Z");
  BwTime time;
  gint64 in_day;

  g_assert_true (bw_zone_exists ("Europe/Berlin"));
  g_assert_false (bw_zone_exists ("Europe/Nowhere"));
  g_assert_false (bw_zone_exists (""));
  g_assert_false (bw_zone_exists (NULL));
  g_assert_cmpint (bw_zone_offset_at ("Europe/Berlin", summer), ==, 2 * BW_HOUR);
  g_assert_cmpint (bw_zone_offset_at ("+02:00", summer), ==, 2 * BW_HOUR);
  g_assert_cmpint (bw_zone_offset_at ("Etc/GMT+5", summer), ==, -5 * BW_HOUR);
  g_assert_cmpint (bw_zone_offset_at (BW_ZONE_FX_BROKER, summer), ==, 3 * BW_HOUR);
  g_assert_cmpint (bw_zone_offset_at (BW_ZONE_FX_BROKER, summer - 182 * BW_DAY), ==, 2 * BW_HOUR);
  g_assert_cmpstr (bw_zone_abbreviation_at ("America/New_York", summer), ==, "EDT");
  g_assert_cmpstr (bw_zone_abbreviation_at (BW_ZONE_FX_BROKER, summer), ==, "UTC+3");
  g_assert_true (bw_zone_to_utc ("America/New_York", bw_date_from_ymd (2024, 7, 1), 8 * BW_HOUR, &time));
  g_assert_cmpint (time, ==, summer);
  g_assert_false (bw_zone_to_utc ("America/New_York", bw_date_from_ymd (2024, 3, 10),
                                  2 * BW_HOUR + BW_MINUTE, &time));
  g_assert_cmpint (bw_zone_date_at ("Pacific/Auckland", summer, &in_day), ==,
                   bw_date_from_ymd (2024, 7, 2));
  g_assert_cmpint (in_day, ==, 0);
  g_assert_cmpint (bw_zone_date_at ("UTC", -1, &in_day), ==, -1);
  g_assert_cmpint (in_day, ==, BW_DAY - 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market/zone/against-glib", test_against_glib);
  g_test_add_func ("/market/zone/edges", test_edges);
  g_test_add_func ("/market/zone/resolve", test_resolve);
  g_test_add_func ("/market/zone/round-trip", test_round_trip);
  g_test_add_func ("/market/zone/by-name", test_by_name);
  return g_test_run ();
}
