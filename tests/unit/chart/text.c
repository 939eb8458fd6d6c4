/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/text.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static const struct
{
  double number;
  guint n_decimals;
  const char *text;
} numbers[] = {
  { 0.0, 2, "0.00" },
  { 61.955, 2, "61.95" },
  { -3.5, 1, "−3.5" },
  { -0.001, 2, "0.00" },
  { 999.0, 0, "999" },
  { 1000.0, 0, "1,000" },
  { 1234567.891, 2, "1,234,567.89" },
  { -1234.0, 0, "−1,234" },
  { NAN, 2, "–" },
  { INFINITY, 0, "–" },
};

static const struct
{
  double number;
  const char *text;
} shorts[] = {
  { 512.0, "512" },     { 999.0, "999" },      { 1000.0, "1.00K" },
  { 18400.0, "18.4K" }, { 999999.0, "1.00M" }, { 1.25e6, "1.25M" },
  { 3.1e9, "3.10B" },   { 0.5, "0.5000" },     { -18400.0, "−18.4K" },
};

static const struct
{
  double number, step;
  BwNumberKind kind;
  const char *text;
} axis_numbers[] = {
  { 104000.0, 2000.0, BW_NUMBER_MONEY, "104,000" },
  { 1.5, 0.5, BW_NUMBER_MONEY, "1.50" },
  { -0.05, 0.01, BW_NUMBER_PERCENT, "−5 %" },
  { 0.012, 0.002, BW_NUMBER_PERCENT, "1.2 %" },
  { 3.5, 0.5, BW_NUMBER_PLAIN, "3.5" },
};

static void
test_numbers (void)
{
  char text[BW_CHART_TEXT_BYTES];

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_cmpstr (bw_chart_print_number (numbers[i].number, numbers[i].n_decimals, text), ==,
                     numbers[i].text);
  for (guint i = 0; i < G_N_ELEMENTS (shorts); i++)
    g_assert_cmpstr (bw_chart_print_short (shorts[i].number, text), ==, shorts[i].text);
  for (guint i = 0; i < G_N_ELEMENTS (axis_numbers); i++)
    g_assert_cmpstr (bw_chart_print_axis_number (axis_numbers[i].number, axis_numbers[i].step,
                                                 axis_numbers[i].kind, text),
                     ==, axis_numbers[i].text);
}

/* Numbers longer than the room are cut, never written past it. */
static void
test_huge (void)
{
  struct
  {
    char text[BW_CHART_TEXT_BYTES];
    char guard[16];
  } room;

  memset (&room, 'x', sizeof room);
  for (double number = 1e60; number < 1e300; number *= 10.0)
    {
      bw_chart_print_number (number, 2, room.text);
      g_assert_cmpuint (strlen (room.text), <, BW_CHART_TEXT_BYTES);
      bw_chart_print_number (-number, 8, room.text);
      g_assert_cmpuint (strlen (room.text), <, BW_CHART_TEXT_BYTES);
      g_assert_cmpmem (room.guard, 16, "xxxxxxxxxxxxxxxx", 16);
    }
}

static void
test_times (void)
{
  gint64 local = (gint64)bw_date_from_ymd (2026, 3, 2) * BW_DAY + 10 * BW_HOUR + 30 * BW_MINUTE;
  BwTimeTick tick = { 0, BW_TICK_TIME, local };
  char text[BW_CHART_TEXT_BYTES];

  g_assert_cmpstr (bw_chart_print_tick (&tick, TRUE, text), ==, "10:30");
  tick.kind = BW_TICK_DAY;
  g_assert_cmpstr (bw_chart_print_tick (&tick, TRUE, text), ==, "2 Mar");
  tick.kind = BW_TICK_MONTH;
  g_assert_cmpstr (bw_chart_print_tick (&tick, TRUE, text), ==, "2 Mar");
  g_assert_cmpstr (bw_chart_print_tick (&tick, FALSE, text), ==, "Mar");
  tick.kind = BW_TICK_YEAR;
  g_assert_cmpstr (bw_chart_print_tick (&tick, FALSE, text), ==, "2026");
  g_assert_cmpstr (bw_chart_print_instant (local, TRUE, text), ==, "Mon 2 Mar 2026  10:30");
  g_assert_cmpstr (bw_chart_print_instant (local, FALSE, text), ==, "Mon 2 Mar 2026");
  g_assert_cmpstr (bw_chart_print_instant (-BW_DAY, FALSE, text), ==, "Wed 31 Dec 1969");
  g_assert_cmpstr (bw_chart_print_duration (45 * BW_SECOND, text), ==, "45 s");
  g_assert_cmpstr (bw_chart_print_duration (-70 * BW_MINUTE, text), ==, "1 h 10 m");
  g_assert_cmpstr (bw_chart_print_duration (76 * BW_HOUR, text), ==, "3 d 4 h");
}

static const char *
shout (const char *context, const char *text)
{
  return strcmp (context, "month") == 0 ? "MONTH" : text;
}

static void
test_translator (void)
{
  BwTimeTick tick = { 0, BW_TICK_MONTH, 0 };
  char text[BW_CHART_TEXT_BYTES];

  bw_chart_set_translator (shout);
  g_assert_cmpstr (bw_chart_print_tick (&tick, FALSE, text), ==, "MONTH");
  bw_chart_set_translator (NULL);
  g_assert_cmpstr (bw_chart_print_tick (&tick, FALSE, text), ==, "Jan");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_NUMERIC, "C");
  g_test_add_func ("/text/numbers", test_numbers);
  g_test_add_func ("/text/huge", test_huge);
  g_test_add_func ("/text/times", test_times);
  g_test_add_func ("/text/translator", test_translator);
  return g_test_run ();
}
