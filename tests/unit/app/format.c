/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/format.h"

#include <locale.h>
#include <math.h>

#define M BW_MINUS
#define NARROW BW_EN_SPACE

static const struct
{
  const char *name;
  gint64 e8;
  int decimals_min, decimals_max;
  BwFormatFlags flags;
  const char *text;
} numbers[] = {
  { "grouped", 123456789012345678, 2, 2, BW_FORMAT_PLAIN, "1,234,567,890.12" },
  { "three digits", 99900000000, 0, 2, BW_FORMAT_PLAIN, "999" },
  { "four digits", 100000000000, 0, 2, BW_FORMAT_PLAIN, "1,000" },
  { "true minus", -125000000, 2, 2, BW_FORMAT_PLAIN, M "1.25" },
  { "plus", 125000000, 2, 2, BW_FORMAT_SIGN, "+1.25" },
  { "zero has no sign", 0, 2, 2, BW_FORMAT_SIGN | BW_FORMAT_ARROW, "0.00" },
  { "what rounds to zero has none", -400000, 2, 2, BW_FORMAT_SIGN | BW_FORMAT_ARROW, "0.00" },
  { "half to even, down", 500000, 2, 2, BW_FORMAT_PLAIN, "0.00" },
  { "half to even, up", 1500000, 2, 2, BW_FORMAT_PLAIN, "0.02" },
  { "gain with arrow", 100000000, 2, 2, BW_FORMAT_SIGN | BW_FORMAT_ARROW, "▲" NARROW "+1.00" },
  { "loss with arrow", -100000000, 2, 2, BW_FORMAT_SIGN | BW_FORMAT_ARROW, "▼" NARROW M "1.00" },
  { "no trailing zeros", 150000000, 0, 8, BW_FORMAT_PLAIN, "1.5" },
  { "all eight decimals", 1, 0, 8, BW_FORMAT_PLAIN, "0.00000001" },
};

static void
test_numbers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = bw_format_number ((BwFixed){ numbers[i].e8 }, numbers[i].decimals_min,
                                                numbers[i].decimals_max, numbers[i].flags);

      g_test_message ("%s", numbers[i].name);
      g_assert_cmpstr (text, ==, numbers[i].text);
    }
}

static void
test_money (void)
{
  g_autofree char *dollars = bw_format_money (BW_FIXED (-1234), "USD", BW_FORMAT_SIGN);
  g_autofree char *francs = bw_format_money (BW_FIXED (1234), "CHF", BW_FORMAT_SIGN);
  g_autofree char *percent = bw_format_percent (-0.01234, BW_FORMAT_SIGN);
  g_autofree char *nothing = bw_format_percent (NAN, BW_FORMAT_SIGN);
  g_autofree char *endless = bw_format_percent (INFINITY, BW_FORMAT_SIGN);

  g_assert_cmpstr (dollars, ==, M "$1,234.00");
  g_assert_cmpstr (francs, ==, "+1,234.00" NARROW "CHF");
  g_assert_cmpstr (percent, ==, M "1.23" NARROW "%");
  g_assert_cmpstr (nothing, ==, BW_DASH);
  g_assert_cmpstr (endless, ==, BW_DASH);
}

static void
test_prices (void)
{
  BwInstrument instrument;
  g_autofree char *above = NULL, *below = NULL, *none = NULL;

  bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, "XYZ");
  above = bw_format_price (&instrument, (BwFixed){ 6160000000 });
  below = bw_format_price (&instrument, (BwFixed){ 12340000 });
  none = bw_format_price (&instrument, BW_FIXED_ZERO);
  g_assert_cmpstr (above, ==, "61.60");
  g_assert_cmpstr (below, ==, "0.1234");
  g_assert_cmpstr (none, ==, BW_DASH);
}

static const struct { double size; const char *text; } sizes[] = {
  { 0, "0" }, { 950, "950" }, { 999, "999" }, { 1234, "1,234" }, { 9999, "9,999" }, { 10000, "10.0K" }, { 99999, "100K" }, { 12345, "12.3K" }, { 123456, "123K" },
  { 2310000, "2.31M" }, { -5, "0" },
};

static void
test_sizes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *text = bw_format_size (sizes[i].size);

      g_assert_cmpstr (text, ==, sizes[i].text);
    }
}

static const struct { const char *text; gboolean is_number; gint64 e8; } typed[] = {
  { "100", TRUE, 10000000000 }, { "1,234.5", TRUE, 123450000000 }, { " $5 000 ", TRUE, 500000000000 },
  { "5 %", TRUE, 500000000 },   { M "3", TRUE, -300000000 },       { "", FALSE, 0 },
  { "abc", FALSE, 0 },          { "1e30", FALSE, 0 },              { "nan", FALSE, 0 },
  { "1.123456789", FALSE, 0 },  { "99999999999999", FALSE, 0 },    { "1.2.3", FALSE, 0 },
  { "$", FALSE, 0 },
};

static void
test_typed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      BwFixed number = BW_FIXED_ZERO;

      g_test_message ("“%s”", typed[i].text);
      g_assert_cmpint (bw_parse_number (typed[i].text, &number), ==, typed[i].is_number);
      if (typed[i].is_number)
        g_assert_cmpint (number.e8, ==, typed[i].e8);
    }
}

static void
test_times (void)
{
  BwTime noon = 1772467200 * BW_SECOND; /* 2026-03-02 16:00 UTC, 11:00 in New York */
  g_autofree char *clock = bw_format_clock (noon, "America/New_York");
  g_autofree char *minute = bw_format_minute (noon, NULL);
  g_autofree char *never = bw_format_time (BW_TIME_NONE, NULL);
  g_autofree char *endless = bw_format_date (BW_TIME_MAX, NULL);
  g_autofree char *age = bw_format_age (250 * BW_MILLISECOND);
  g_autofree char *old = bw_format_age (3 * BW_HOUR);

  g_assert_cmpstr (clock, ==, "Mon 2 Mar 2026  11:00:00 EST");
  g_assert_cmpstr (minute, ==, "16:00");
  g_assert_cmpstr (never, ==, BW_DASH);
  g_assert_cmpstr (endless, ==, BW_DASH);
  g_assert_cmpstr (age, ==, "0.2 s");
  g_assert_cmpstr (old, ==, "3 h");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/format/numbers", test_numbers);
  g_test_add_func ("/app/format/money", test_money);
  g_test_add_func ("/app/format/prices", test_prices);
  g_test_add_func ("/app/format/sizes", test_sizes);
  g_test_add_func ("/app/format/typed", test_typed);
  g_test_add_func ("/app/format/times", test_times);
  return g_test_run ();
}
