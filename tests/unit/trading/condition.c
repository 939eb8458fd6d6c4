/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/condition.h"

#include <string.h>

/* Conditions alone: what is understood, what is not and where, what it comes to. */

static BwInstrumentId
find_symbol (const char *symbol, gpointer user_data G_GNUC_UNUSED)
{
  static const char *const symbols[] = { "XYZ", "BRK.B", "BTC-USD", "7203.T", NULL };

  for (guint i = 0; symbols[i] != NULL; i++)
    if (g_str_equal (symbols[i], symbol))
      return i + 1;
  return 0;
}

#define NAMES { find_symbol, NULL, "America/New_York", 20514 } /* 2026-03-02 */

static const struct
{
  const char *text;
  guint column, n_bytes;
  BwConditionExpected expected;
} problems[] = {
  { "", 1, 0, BW_CONDITION_EXPECTED_OPERAND },
  { "XYZ", 4, 0, BW_CONDITION_EXPECTED_COMPARISON },
  { "XYZ 5", 5, 1, BW_CONDITION_EXPECTED_COMPARISON },
  { "XYZ > ", 7, 0, BW_CONDITION_EXPECTED_OPERAND },
  { "XYZ > and", 7, 3, BW_CONDITION_EXPECTED_OPERAND },
  { "XYZ > 5 6", 9, 1, BW_CONDITION_EXPECTED_END },
  { "(XYZ > 5", 9, 0, BW_CONDITION_EXPECTED_CLOSING },
  { "XYZ > 5)", 8, 1, BW_CONDITION_EXPECTED_END },
  { "ZYX > 5", 1, 3, BW_CONDITION_EXPECTED_SYMBOL },
  { "XYZ.mid > 5", 1, 7, BW_CONDITION_EXPECTED_SYMBOL },
  { "XYZ > 1.123456789", 7, 11, BW_CONDITION_EXPECTED_NUMBER },
  { "XYZ > 99999999999999", 7, 14, BW_CONDITION_EXPECTED_NUMBER },
  { "time > 5", 8, 1, BW_CONDITION_EXPECTED_TIME },
  { "time > 25:00", 8, 5, BW_CONDITION_EXPECTED_TIME },
  { "XYZ > 10:30", 7, 5, BW_CONDITION_EXPECTED_NO_TIME },
  { "time - 1 > 10:30", 6, 1, BW_CONDITION_EXPECTED_NO_TIME },
  { "XYZ + time > 5", 7, 4, BW_CONDITION_EXPECTED_NO_TIME },
  { "XYZ > 5 &", 9, 1, BW_CONDITION_EXPECTED_END },
};

static void
test_problems (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      BwConditionNames names = NAMES;
      BwConditionProblem problem = { 0 };
      BwCondition condition;

      g_test_message ("'%s'", problems[i].text);
      g_assert_false (bw_condition_parse (problems[i].text, &names, &condition, &problem));
      g_assert_cmpint (problem.expected, ==, problems[i].expected);
      g_assert_cmpuint (problem.column, ==, problems[i].column);
      g_assert_cmpuint (problem.n_bytes, ==, problems[i].n_bytes);
      g_assert_cmpstr (bw_condition_expected_words (problem.expected), !=, "something else");
    }
}

/* XYZ is 100, its bid unknown, BRK.B 5, BTC-USD 7, 7203.T 9; it is 10:30 in New York. */
static gboolean
read_number (const BwConditionStep *step, gpointer user_data G_GNUC_UNUSED, gint64 *number)
{
  static const gint64 prices[] = { 0, 100, 5, 7, 9 };

  if (step->kind == BW_CONDITION_TIME)
    return bw_time_parse_rfc3339 ("2026-03-02T15:30:00Z", -1, number);
  if (step->kind == BW_CONDITION_BID)
    return FALSE;
  *number = prices[step->instrument] * 100000000;
  if (step->kind == BW_CONDITION_DAY_PNL)
    *number = -250000000;
  return TRUE;
}

static const struct
{
  const char *text;
  BwTruth truth;
} truths[] = {
  { "XYZ>99.99999999", BW_TRUTH_TRUE },
  { "XYZ.last == 100 and BRK.B.ask = 5.00", BW_TRUTH_TRUE },
  { "BTC-USD <> 7", BW_TRUTH_FALSE },
  { "7203.T - BTC-USD = 2 and 5 + BRK.B = 10", BW_TRUTH_TRUE },
  { "day-pnl <= -2.5", BW_TRUTH_TRUE },
  { "day-pnl < -2.5", BW_TRUTH_FALSE },
  { "time >= 10:30 and time <= 10:30:00", BW_TRUTH_TRUE },
  { "time > 2026-03-02T10:30:00-05:00", BW_TRUTH_FALSE },
  { "XYZ.bid > 1", BW_TRUTH_UNKNOWN },
  { "not XYZ.bid > 1", BW_TRUTH_UNKNOWN },
  { "XYZ.bid > 1 or XYZ = 100", BW_TRUTH_TRUE },
  { "XYZ.bid > 1 or XYZ = 99", BW_TRUTH_UNKNOWN },
  { "XYZ.bid > 1 and XYZ = 99", BW_TRUTH_FALSE },
  { "not (XYZ.bid > 1 and XYZ = 99)", BW_TRUTH_TRUE },
  { "92233720368 + 92233720368 > 1", BW_TRUTH_UNKNOWN },
};

static void
test_truths (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (truths); i++)
    {
      BwConditionNames names = NAMES;
      BwConditionProblem problem;
      BwCondition condition;

      g_test_message ("%s", truths[i].text);
      g_assert_true (bw_condition_parse (truths[i].text, &names, &condition, &problem));
      g_assert_true (bw_condition_is_sound (&condition));
      g_assert_cmpint (bw_condition_evaluate (&condition, read_number, NULL), ==, truths[i].truth);
    }
}

static void
test_times (void)
{
  g_autofree char *anchored = bw_condition_anchor ("time>=10:30 and XYZ > 1 or time<9:30", "America/New_York", 20514);
  BwConditionNames names = { find_symbol, NULL, NULL, 0 };
  BwConditionProblem problem;
  BwCondition condition;
  BwTime half_past;

  g_assert_cmpstr (anchored, ==, "time>=2026-03-02T15:30:00Z and XYZ > 1 or time<9:30");
  g_assert_false (bw_condition_parse ("time > 10:30", &names, &condition, &problem));
  g_assert_cmpint (problem.expected, ==, BW_CONDITION_EXPECTED_FULL_TIME);
  g_assert_true (bw_condition_parse ("time > 2026-03-02T15:30:00Z", &names, &condition, &problem));
  g_assert_true (bw_time_parse_rfc3339 ("2026-03-02T15:30:00Z", -1, &half_past));
  g_assert_cmpint (bw_condition_next_instant (&condition, 0), ==, half_past);
  g_assert_cmpint (bw_condition_next_instant (&condition, half_past), ==, half_past + 1);
  g_assert_cmpint (bw_condition_next_instant (&condition, half_past + 1), ==, BW_TIME_MAX);
}

/* Steps from a damaged state: none of these may be evaluated. */
static void
test_unsound (void)
{
  static const BwCondition unsound[] = {
    { 0 },
    { 1, { { BW_CONDITION_NUMBER, 0, 1 } } },
    { 1, { { BW_CONDITION_AND, 0, 0 } } },
    { 2, { { BW_CONDITION_NUMBER, 0, 1 }, { BW_CONDITION_NOT, 0, 0 } } },
    { 3, { { BW_CONDITION_NUMBER, 0, 1 }, { BW_CONDITION_INSTANT, 0, 1 }, { BW_CONDITION_LESS, 0, 0 } } },
    { 3, { { BW_CONDITION_TIME, 0, 0 }, { BW_CONDITION_INSTANT, 0, 1 }, { BW_CONDITION_ADD, 0, 0 } } },
    { 3, { { BW_CONDITION_NUMBER, 0, 1 }, { BW_CONDITION_NUMBER, 0, 1 }, { 99, 0, 0 } } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (unsound); i++)
    g_assert_false (bw_condition_is_sound (&unsound[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/condition/problems", test_problems);
  g_test_add_func ("/trading/condition/truths", test_truths);
  g_test_add_func ("/trading/condition/times", test_times);
  g_test_add_func ("/trading/condition/unsound", test_unsound);
  return g_test_run ();
}
