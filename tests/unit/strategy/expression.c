/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/program.h"

#include <string.h>

/* What the expression language takes and what it refuses, with the place and the words. */

static const struct
{
  const char *name;
  const char *text;
  BwValueType type;
  BwUnit unit;
} good_cases[] = {
  { "a field", "close", BW_VALUE_NUMBER, BW_UNIT_PRICE },
  { "its other name", "PRICE", BW_VALUE_NUMBER, BW_UNIT_PRICE },
  { "a name of two words", "previous close", BW_VALUE_NUMBER, BW_UNIT_PRICE },
  { "its words joined", "previous_close", BW_VALUE_NUMBER, BW_UNIT_PRICE },
  { "a name with a number", "52-week high", BW_VALUE_NUMBER, BW_UNIT_PRICE },
  { "the same in short", "52w low", BW_VALUE_NUMBER, BW_UNIT_PRICE },
  { "a name with a sign", "change% > 5", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "percent against percent", "change% > 5%", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "a percentage of something", "close > SMA(50) * 105%", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "units of thousands", "volume >= 1.5M and market cap > 2B", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "an indicator", "RSI(14)", BW_VALUE_NUMBER, BW_UNIT_PLAIN },
  { "one with its defaults", "RSI", BW_VALUE_NUMBER, BW_UNIT_PLAIN },
  { "one over the prices", "SMA(50)", BW_VALUE_NUMBER, BW_UNIT_PRICE },
  { "of a series", "SMA(volume, 20)", BW_VALUE_NUMBER, BW_UNIT_PLAIN },
  { "of an indicator", "SMA(RSI(14), 5)", BW_VALUE_NUMBER, BW_UNIT_PLAIN },
  { "of its own three", "ATR(high, low, close, 14)", BW_VALUE_NUMBER, BW_UNIT_PLAIN },
  { "of two series", "CORREL(close, volume, 30)", BW_VALUE_NUMBER, BW_UNIT_PLAIN },
  { "parameters by name", "MACD(FastPeriod=8, slow=21).signal", BW_VALUE_NUMBER, BW_UNIT_PLAIN },
  { "a length by name", "RSI(length = 7)", BW_VALUE_NUMBER, BW_UNIT_PLAIN },
  { "an output", "BBANDS(20, 2).upper", BW_VALUE_NUMBER, BW_UNIT_PRICE },
  { "an output in short", "STOCH.k crosses above STOCH.d", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "the histogram", "MACD.histogram > 0", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "history", "close[1]", BW_VALUE_NUMBER, BW_UNIT_PRICE },
  { "of a condition", "(close > open)[1]", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "history of history", "close[1][2]", BW_VALUE_NUMBER, BW_UNIT_PRICE },
  { "arithmetic", "-close + 2 * (open - low) / 3", BW_VALUE_NUMBER, BW_UNIT_PRICE },
  { "no operator binds as tightly as a comparison", "close - open > 1 and not volume < 5",
    BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "a crossing", "EMA(9) crosses below EMA(21)", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "a crossing either way", "close crosses 100", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "a range", "RSI(14) between 30 and 70 and close > 5", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "not a range", "RSI(14) not between 30 and 70", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "a list", "sector in (\"Energy\", 'Materials')", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "a list of numbers", "CDLHAMMER in (100, -100)", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "a text", "sector = \"Energy\"", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "the text first", "\"Energy\" = sector", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "a part of a text", "name contains \"bank\"", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "a field that is a text", "industry", BW_VALUE_TEXT, BW_UNIT_PLAIN },
  { "functions", "max(open, close) - min(open, close) > abs(change)", BW_VALUE_TRUTH,
    BW_UNIT_PLAIN },
  { "windows", "highest(20) > lowest(close, 20)", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "a count of a comparison that looks like a name", "count(close = open, 5) > 2", BW_VALUE_TRUTH,
    BW_UNIT_PLAIN },
  { "a return", "return(20) > 10%", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "volumes", "relative volume > 2 and average volume(50) > 1M", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "signs of other keyboards", "close ≥ 5 and volume ≠ 0", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "several lines", "close > 5\n  and\n  volume > 1K", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "an exponent", "volume > 1e6", BW_VALUE_TRUTH, BW_UNIT_PLAIN },
  { "twice a change", "change% * 2", BW_VALUE_NUMBER, BW_UNIT_PERCENT },
  { "a change of a price", "close * change%", BW_VALUE_NUMBER, BW_UNIT_PRICE },
};

static void
test_good (gconstpointer data)
{
  const char *text = good_cases[GPOINTER_TO_SIZE (data)].text;
  g_autoptr (BwProgram) program = bw_program_new (BW_TIMEFRAME_1D);
  g_auto (BwFault) fault = { 0 };
  gboolean is_good = bw_program_add (program, text, &fault);
  g_autofree char *message = is_good ? NULL : bw_fault_message (&fault, NULL);
  const BwProgramRoot *root;

  g_assert_cmpstr (message, ==, NULL);
  g_assert_true (is_good);
  root = bw_program_get_root (program, 0);
  g_assert_cmpint (root->type, ==, good_cases[GPOINTER_TO_SIZE (data)].type);
  g_assert_cmpint (root->unit, ==, good_cases[GPOINTER_TO_SIZE (data)].unit);
}

static const struct
{
  const char *name;
  const char *text;
  guint line, column, n_bytes;
  const char *message;
} bad_cases[] = {
  { "nothing", "  ", 1, 3, 0,
    "nothing is written here: expected a condition, as in “RSI(14) < 30”" },
  { "letters swapped", "RIS(14) < 30", 1, 1, 3, "unknown name “RIS”: did you mean RSI?" },
  { "a typo in two words", "close > previus close", 1, 9, 13,
    "unknown name “previus close”: did you mean previous close?" },
  { "a typo on the second line", "close > 5 and\n  volme > 1", 2, 3, 5,
    "unknown name “volme”: did you mean volume?" },
  { "like nothing", "quux > 1", 1, 1, 4,
    "unknown name “quux”: expected a field, a function or an indicator" },
  { "an end", "close >", 1, 8, 0,
    "the text ends too early: expected a number, a field or an indicator" },
  { "an open bracket", "RSI(14", 1, 7, 0, "the text ends too early: expected “,” or “)”" },
  { "a missing operator", "close 5", 1, 7, 1,
    "expected an operator, as in “> 5”, or the end, not “5”" },
  { "two fields", "close open", 1, 7, 4,
    "expected an operator, as in “> 5”, or the end, not “open”" },
  { "a comma too many", "RSI(14,)", 1, 8, 1,
    "expected a number, a field or an indicator, not “)”" },
  { "a chain", "10 < close < 20", 1, 12, 1,
    "one comparison can't follow another: expected “and”, “or” or the end; a range is “x between a "
    "and b”" },
  { "a strange sign", "close ? 5", 1, 7, 1, "“?” means nothing here" },
  { "a strange number", "volume > 5Q", 1, 10, 2,
    "“5Q” is no number: expected digits, then %, K, M, B, T or nothing" },
  { "an open text", "sector = \"Energy", 1, 10, 1, "this text has no closing quote" },
  { "a text without quotes", "sector = Energi", 1, 10, 6,
    "unknown name “Energi”: expected a field, a function or an indicator" },
  { "a number for a text", "sector = 5", 1, 10, 1,
    "“5” is a number: expected a text in quotes, as in “sector = \"Energy\"”" },
  { "a text for a number", "close > \"5\"", 1, 9, 3, "“\"5\"” is a text: expected a number" },
  { "a condition for a number", "close + (open > 5)", 1, 9, 10,
    "“(open > 5)” is a condition: expected a number" },
  { "a number for a condition", "close and volume > 5", 1, 1, 5,
    "“close” is a number: expected a condition, as in “RSI(14) < 30”" },
  { "a percentage of a price", "close > 5%", 1, 9, 2,
    "“5%” is in percent and the other side isn't: expected a plain number, or a percentage of "
    "something, as in “close * 105%”" },
  { "percent and a price", "change% > close", 1, 1, 7,
    "“change%” is in percent and the other side isn't: expected a plain number, or a percentage of "
    "something, as in “close * 105%”" },
  { "a length out of range", "RSI(1) < 30", 1, 5, 1,
    "“1” is out of range: expected a whole number, TimePeriod: 2 … 100000" },
  { "half a length", "SMA(2.5)", 1, 5, 3,
    "“2.5” is out of range: expected a whole number, TimePeriod: 1 … 100000" },
  { "a length that changes", "SMA(close, volume)", 1, 12, 6,
    "“volume” changes from bar to bar: expected a fixed number for TimePeriod" },
  { "too many values", "RSI(14, 2)", 1, 1, 3,
    "“RSI” is given the wrong number of values: expected RSI(TimePeriod)" },
  { "an unknown parameter", "RSI(speed=3)", 1, 5, 5,
    "unknown parameter “speed”: expected RSI(TimePeriod)" },
  { "a parameter twice", "MACD(12, fast=8).signal", 1, 15, 1,
    "“8” is given twice: expected it once" },
  { "an unknown output", "MACD.sgnal", 1, 6, 5,
    "unknown output “sgnal”: expected .MACD, .MACDSignal, .MACDHist" },
  { "no output where there are several", "BBANDS(20, 2) > 5", 1, 1, 6,
    "“BBANDS” has several outputs: expected one of .RealUpperBand, .RealMiddleBand, .RealLowerBand "
    "behind it" },
  { "an output of a field", "close.upper", 1, 1, 5,
    "“close” has no outputs to choose from: expected no “.” behind it" },
  { "values of a field", "close(5)", 1, 1, 5,
    "“close” takes no values: expected no “(” behind it" },
  { "no length", "highest()", 1, 1, 7,
    "“highest” is given the wrong number of values: expected highest(20), highest(close, 20)" },
  { "too long ago", "close[5001]", 1, 7, 4,
    "expected a whole number of bars from 0 to 5000, not “5001”" },
  { "half a bar ago", "close[0.5]", 1, 7, 3,
    "expected a whole number of bars from 0 to 5000, not “0.5”" },
  { "an unclosed index", "close[1 > 5", 1, 9, 1, "expected “]”, not “>”" },
  { "half a range", "close between 5", 1, 16, 0,
    "the text ends too early: expected “and” and the upper end of the range" },
  { "a list without brackets", "sector in \"Energy\"", 1, 11, 8,
    "expected “(” and a list, not “\"Energy\"”" },
  { "a text's history", "sector[1]", 1, 1, 6,
    "“sector” is a text: expected a number or a condition before “[”" },
  { "characters count, not bytes", "close ≥ ≥", 1, 9, 3,
    "expected a number, a field or an indicator, not “≥”" },
};

static void
test_bad (gconstpointer data)
{
  gsize k = GPOINTER_TO_SIZE (data);
  g_autoptr (BwProgram) program = bw_program_new (BW_TIMEFRAME_1D);
  g_auto (BwFault) fault = { 0 };
  g_autofree char *message = NULL, *picture = NULL;

  g_assert_false (bw_program_add (program, bad_cases[k].text, &fault));
  message = bw_fault_message (&fault, NULL);
  g_assert_cmpstr (message, ==, bad_cases[k].message);
  g_assert_cmpuint (fault.line, ==, bad_cases[k].line);
  g_assert_cmpuint (fault.column, ==, bad_cases[k].column);
  g_assert_cmpuint (fault.span.n_bytes, ==, bad_cases[k].n_bytes);
  picture = bw_fault_picture (&fault, bad_cases[k].text);
  g_assert_nonnull (strstr (picture, "^"));
  g_assert_cmpuint (bw_program_get_n_roots (program), ==, 0);
}

static void
test_picture (void)
{
  const char *text = "close > 5 and\n  volme > 1";
  g_autoptr (BwProgram) program = bw_program_new (BW_TIMEFRAME_1D);
  g_auto (BwFault) fault = { 0 };
  g_autofree char *picture = NULL;

  g_assert_false (bw_program_add (program, text, &fault));
  picture = bw_fault_picture (&fault, text);
  g_assert_cmpstr (picture, ==, "  volme > 1\n  ^^^^^");
}

static BwFaultCode
refusal_of (const char *text)
{
  g_autoptr (BwProgram) program = bw_program_new (BW_TIMEFRAME_1D);
  g_auto (BwFault) fault = { 0 };

  return bw_program_add (program, text, &fault) ? BW_FAULT_NONE : fault.code;
}

static char *
repeat (const char *before, const char *middle, const char *after, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < n; k++)
    g_string_append (text, before);
  g_string_append (text, middle);
  for (guint k = 0; k < n; k++)
    g_string_append (text, after);
  return g_string_free (text, FALSE);
}

/* Length, depth and cost have an end, and what is just within it is taken. */
static void
test_bounds (void)
{
  g_autofree char *deep = repeat ("(", "1", ")", 47), *deeper = repeat ("(", "1", ")", 48);
  g_autofree char *minus = repeat ("-", "1", "", 4000),
                  *history = repeat ("", "close", "[1]", 1000);
  g_autofree char *nots = repeat ("not ", "close > 1", "", 500);
  g_autofree char *blanks = repeat (" ", "close", "", 4091),
                  *more = repeat (" ", "close", "", 4092);
  g_autofree char *sums = repeat ("1+", "1", "", 190), *long_sum = repeat ("1+", "1", "", 1900);
  g_autofree char *costly = repeat ("SMA(close[1], 99999) + ", "1", "", 5);

  g_assert_cmpint (refusal_of (deep), ==, BW_FAULT_NONE);
  g_assert_cmpint (refusal_of (deeper), ==, BW_FAULT_TOO_DEEP);
  g_assert_cmpint (refusal_of (minus), ==, BW_FAULT_TOO_DEEP);
  g_assert_cmpint (refusal_of (history), ==, BW_FAULT_TOO_DEEP);
  g_assert_cmpint (refusal_of (nots), ==, BW_FAULT_TOO_DEEP);
  g_assert_cmpint (refusal_of (blanks), ==, BW_FAULT_NONE);
  g_assert_cmpint (refusal_of (more), ==, BW_FAULT_TOO_LONG);
  g_assert_cmpint (refusal_of (sums), ==, BW_FAULT_NONE);
  g_assert_cmpint (refusal_of (long_sum), ==, BW_FAULT_TOO_DEEP);
  g_assert_cmpint (refusal_of (costly), ==, BW_FAULT_NONE); /* the same one five times is one */
  g_assert_cmpint (refusal_of ("SMA(99999)+SMA(99998)+SMA(99997)+SMA(99996)+SMA(99995)"), ==,
                   BW_FAULT_TOO_COSTLY);
  g_assert_cmpint (refusal_of ("close > \xff"), ==, BW_FAULT_NOT_UTF8);
}

/* A year has as many bars as the timeframe says, and of minutes it has too many. */
static void
test_year (void)
{
  static const struct
  {
    BwTimeframe timeframe;
    gsize n_bars;
  } cases[] = { { BW_TIMEFRAME_1D, 1 }, { BW_TIMEFRAME_1W, 1 }, { BW_TIMEFRAME_1H, 1 } };
  g_autoptr (BwProgram) minutes = bw_program_new (BW_TIMEFRAME_1M);
  g_auto (BwFault) fault = { 0 };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autoptr (BwProgram) program = bw_program_new (cases[k].timeframe);

      g_assert_true (bw_program_add (program, "52-week high", &fault));
      g_assert_cmpuint (bw_program_get_n_bars (program), ==, cases[k].n_bars);
    }
  g_assert_false (bw_program_add (minutes, "52-week high", &fault));
  g_assert_cmpint (fault.code, ==, BW_FAULT_TIMEFRAME);
}

/* Of what several expressions have in common there is one. */
static void
test_common (void)
{
  g_autoptr (BwProgram) program = bw_program_new (BW_TIMEFRAME_1D);
  g_auto (BwFault) fault = { 0 };
  guint n_steps;

  g_assert_true (bw_program_add_condition (program, "RSI(14) < 30 and close > SMA(50)", &fault));
  n_steps = bw_program_get_n_steps (program);
  g_assert_true (bw_program_add (program, "RSI(close, TimePeriod = 7 * 2)", &fault));
  g_assert_true (bw_program_add (program, "SMA(50)", &fault));
  g_assert_true (bw_program_add (program, "rsi(14)<30", &fault));
  /* 7, 2 and 14 are constants that weren't there. */
  g_assert_cmpuint (bw_program_get_n_steps (program), <=, n_steps + 4);
  g_assert_cmpuint (bw_program_get_root (program, 1)->column, <, n_steps);
  g_assert_cmpuint (bw_program_get_n_bars (program), ==, 50);
  g_assert_false (bw_program_add_condition (program, "close", &fault));
  g_assert_cmpuint (bw_program_get_n_roots (program), ==, 4);
}

/* Every indicator of the registry can be called by its name, and each of its outputs by theirs. */
static void
test_registry (void)
{
  for (gsize k = 0; k < bw_indicator_get_n_infos (); k++)
    {
      const BwIndicatorInfo *info = bw_indicator_get_info (k);

      if (bw_word_find (info->name) != NULL)
        continue; /* MIN, MAX and SUM: the language has its own */
      for (guint output = 0; info->outputs[output] != NULL; output++)
        {
          g_autofree char *text = g_strdup_printf ("%s.%s", info->name, info->outputs[output]);

          g_assert_cmpint (refusal_of (text), ==, BW_FAULT_NONE);
        }
    }
}

static void
test_words (void)
{
  for (guint k = 0; k < BW_N_WORDS; k++)
    {
      const BwWord *word = bw_word_get (k);
      g_auto (GStrv) aliases = g_strsplit (word->aliases, "|", -1);

      g_assert_cmpuint (word->id, ==, k);
      g_assert_true (bw_word_find (word->name) == word);
      for (guint a = 0; aliases[a] != NULL; a++)
        g_assert_true (bw_word_find (aliases[a]) == word);
      if (word->n_values_max == 0)
        g_assert_cmpint (refusal_of (word->name), ==, BW_FAULT_NONE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize k = 0; k < G_N_ELEMENTS (good_cases); k++)
    {
      g_autofree char *path = g_strdup_printf ("/expression/good/%s", good_cases[k].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (k), test_good);
    }
  for (gsize k = 0; k < G_N_ELEMENTS (bad_cases); k++)
    {
      g_autofree char *path = g_strdup_printf ("/expression/bad/%s", bad_cases[k].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (k), test_bad);
    }
  g_test_add_func ("/expression/picture", test_picture);
  g_test_add_func ("/expression/bounds", test_bounds);
  g_test_add_func ("/expression/year", test_year);
  g_test_add_func ("/expression/common", test_common);
  g_test_add_func ("/expression/registry", test_registry);
  g_test_add_func ("/expression/words", test_words);
  return g_test_run ();
}
