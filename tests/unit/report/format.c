/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/format.h"

#include <math.h>

#define MINUS BW_MINUS
#define NARROW BW_EN_SPACE

static const struct
{
  const char *number;
  int decimals_min, decimals_max;
  BwFormatFlags flags;
  const char *text;
} number_cases[] = {
  { "0", 0, 8, 0, "0" },
  { "0", 2, 2, BW_FORMAT_SIGN, "0.00" },
  { "999", 2, 2, 0, "999.00" },
  { "1000", 2, 2, 0, "1,000.00" },
  { "-1234567.891", 2, 2, 0, MINUS "1,234,567.89" },
  { "1234567.891", 0, 8, BW_FORMAT_SIGN, "+1,234,567.891" },
  { "-0.001", 2, 2, BW_FORMAT_SIGN, "0.00" },
  { "0.005", 2, 2, 0, "0.00" },
  { "0.015", 2, 2, 0, "0.02" },
  { "5", 2, 2, BW_FORMAT_SIGN | BW_FORMAT_ARROW, "▲" NARROW "+5.00" },
  { "-5", 2, 2, BW_FORMAT_ARROW, "▼" NARROW MINUS "5.00" },
  { "92233720368.54775807", 0, 8, 0, "92,233,720,368.54775807" },
};

static BwFixed
fixed (const char *text)
{
  BwFixed number;

  g_assert_cmpint (bw_fixed_parse (text, -1, &number), ==, BW_FIXED_PARSE_OK);
  return number;
}

static void
test_numbers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (number_cases); i++)
    {
      g_autofree char *text = bw_format_number (fixed (number_cases[i].number), number_cases[i].decimals_min,
                                                number_cases[i].decimals_max, number_cases[i].flags);

      g_assert_cmpstr (text, ==, number_cases[i].text);
    }
}

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_kinds (void)
{
  assert_text (bw_format_money (fixed ("-1234.5"), "USD", BW_FORMAT_PLAIN), MINUS "$1,234.50");
  assert_text (bw_format_money (fixed ("1234.5"), "CHF", BW_FORMAT_SIGN), "+1,234.50" NARROW "CHF");
  assert_text (bw_format_percent (0.0125, BW_FORMAT_SIGN), "+1.25" NARROW "%");
  assert_text (bw_format_percent (NAN, BW_FORMAT_SIGN), BW_DASH);
  assert_text (bw_format_quantity (fixed ("0.50000000"), BW_FORMAT_PLAIN), "0.5");
  assert_text (bw_format_price (NULL, BW_FIXED_ZERO), BW_DASH);
  assert_text (bw_format_count (1234567), "1,234,567");
  assert_text (bw_format_size (950), "950");
  assert_text (bw_format_size (18400), "18.4K");
  assert_text (bw_format_size (2310000), "2.31M");
  assert_text (bw_format_latency (-1), BW_DASH);
  assert_text (bw_format_latency (310 * BW_MICROSECOND), "0.31 ms");
  assert_text (bw_format_age (45 * BW_SECOND), "45 s");
  assert_text (bw_format_age (3 * BW_DAY), "3 days");
}

static void
test_times (void)
{
  BwTime time;

  g_assert_true (bw_time_parse_rfc3339 ("2026-03-02T15:14:32Z", -1, &time));
  assert_text (bw_format_date (time, "America/New_York"), "2 Mar 2026");
  assert_text (bw_format_time (time, "America/New_York"), "10:14:32");
  assert_text (bw_format_minute (time, "UTC"), "15:14");
  assert_text (bw_format_clock (time, "America/New_York"), "Mon 2 Mar 2026  10:14:32 EST");
  assert_text (bw_format_date (BW_TIME_NONE, "UTC"), BW_DASH);
  assert_text (bw_format_date (BW_TIME_MAX, "UTC"), BW_DASH);
}

static const struct
{
  const char *text;
  gint64 e8; /* G_MININT64: refused */
} typed_cases[] = {
  { "1,234.5", 123450000000 }, { " 12 ", 1200000000 }, { "$1,000", 100000000000 }, { MINUS "5", -500000000 },
  { "", G_MININT64 },          { "abc", G_MININT64 },  { "1e5", G_MININT64 },      { "12x", G_MININT64 },
};

static void
test_typed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (typed_cases); i++)
    {
      BwFixed number = { G_MININT64 };

      g_test_message ("\"%s\"", typed_cases[i].text);
      g_assert_cmpint (bw_parse_number (typed_cases[i].text, &number), ==, typed_cases[i].e8 != G_MININT64);
      g_assert_cmpint (number.e8, ==, typed_cases[i].e8);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/numbers", test_numbers);
  g_test_add_func ("/format/kinds", test_kinds);
  g_test_add_func ("/format/times", test_times);
  g_test_add_func ("/format/typed", test_typed);
  return g_test_run ();
}
