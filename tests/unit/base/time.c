/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/id.h"
#include "base/time.h"

static void
test_dates (void)
{
  char text[16];
  BwDate date;

  g_assert_cmpint (bw_date_from_ymd (1970, 1, 1), ==, 0);
  g_assert_cmpint (bw_date_from_ymd (2026, 3, 2), ==, 20514);
  g_assert_cmpint (bw_date_weekday (bw_date_from_ymd (2026, 3, 2)), ==, 1);
  g_assert_cmpint (bw_date_weekday (-1), ==, 3);
  for (BwDate day = bw_date_from_ymd (1890, 1, 1); day < bw_date_from_ymd (2110, 1, 1); day++)
    {
      g_assert_true (bw_date_parse (bw_date_print (day, text), -1, &date));
      g_assert_cmpint (date, ==, day);
    }
  g_assert_false (bw_date_parse ("2026-02-29", -1, &date));
  g_assert_true (bw_date_parse ("2024-02-29", -1, &date));
  g_assert_false (bw_date_parse ("2024-2-29", -1, &date));
  g_assert_false (bw_date_parse ("2024-02-29 ", -1, &date));
}

static const struct
{
  const char *text;
  const char *printed; /* (nullable): NULL when refused */
} rfc3339_cases[] = {
  { "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z" },
  { "2026-03-02T10:14:32.125-05:00", "2026-03-02T15:14:32.125Z" },
  { "1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999999Z" },
  { "2026-03-02 10:14:32+00:00", "2026-03-02T10:14:32Z" },
  { "2026-03-02T10:14:32", NULL },
  { "2026-03-02T24:00:00Z", NULL },
  { "2026-03-02T10:14:32.Z", NULL },
  { "2026-03-02T10:14:32Zx", NULL },
  { "9999-01-01T00:00:00Z", NULL },
  { "", NULL },
};

static void
test_rfc3339 (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rfc3339_cases); i++)
    {
      BwTime time;
      g_autofree char *printed = NULL;

      if (bw_time_parse_rfc3339 (rfc3339_cases[i].text, -1, &time))
        printed = bw_time_to_rfc3339 (time);
      g_assert_cmpstr (printed, ==, rfc3339_cases[i].printed);
    }
}

static void
test_uuid (void)
{
  BwUuid first, second, back;
  char text[BW_UUID_TEXT_BYTES];

  bw_uuid_new_v7 (1000 * BW_SECOND, &first);
  bw_uuid_new_v7 (1001 * BW_SECOND, &second);
  g_assert_cmpmem (first.bytes, 6, "\0\0\0\x0f\x42\x40", 6);
  g_assert_cmpint (memcmp (&first, &second, 16), <, 0);
  g_assert_true (bw_uuid_parse (bw_uuid_print (&first, text), &back));
  g_assert_cmpmem (&first, 16, &back, 16);
  g_assert_false (bw_uuid_parse ("not-a-uuid", &back));
  text[14] = 'x';
  g_assert_false (bw_uuid_parse (text, &back));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/time/dates", test_dates);
  g_test_add_func ("/base/time/rfc3339", test_rfc3339);
  g_test_add_func ("/base/id/uuid", test_uuid);
  return g_test_run ();
}
