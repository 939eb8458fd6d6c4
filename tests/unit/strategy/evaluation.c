/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/random.h"
#include "strategy/evaluation.h"

#include <math.h>
#include <string.h>

/* What expressions come to: on bars anybody can work out, and the same however bars are fed. */

#define N_SMALL 6

static const double small_open[N_SMALL] = { 10, 11, 12, 11, 10, 12 };
static const double small_high[N_SMALL] = { 11, 12, 13, 12, 11, 15 };
static const double small_low[N_SMALL] = { 9, 10, 11, 10, 8, 12 };
static const double small_close[N_SMALL] = { 10, 12, 12, 10, 11, 14 };
static const double small_volume[N_SMALL] = { 100, 200, 300, 200, NAN, 400 };
static const BwIndicatorBars small_bars = { small_open,  small_high,   small_low,
                                            small_close, small_volume, NULL };
static const double two_a_session[N_SMALL] = { 1, 1, 2, 2, 3, 3 };
static const BwFacts small_facts = {
  { 1e6, -2, 0.7 }, { "ABC", "Alpha Bank", "Energy", NULL, "equity", "XNYS", "USD", "" }
};

#define N NAN

static const struct
{
  const char *name;
  const char *text;
  gboolean has_sessions;
  double values[N_SMALL];
} cases[] = {
  { "close", "close", FALSE, { 10, 12, 12, 10, 11, 14 } },
  { "arithmetic", "2 * close - open / 2 + -1", FALSE, { 14, 17.5, 17, 13.5, 16, 21 } },
  { "division by nothing", "close / (open - 11)", FALSE, { -10, N, 12, N, -11, 14 } },
  { "comparison", "close > open", FALSE, { 0, 1, 0, 0, 1, 1 } },
  { "equal", "close = open", FALSE, { 1, 0, 1, 0, 0, 0 } },
  { "unequal", "close <> open", FALSE, { 0, 1, 0, 1, 1, 1 } },
  { "at most", "close <= open", FALSE, { 1, 0, 1, 1, 0, 0 } },
  { "unknown is not compared", "volume > 150", FALSE, { 0, 1, 1, 1, N, 1 } },
  { "not unknown is unknown", "not volume > 150", FALSE, { 1, 0, 0, 0, N, 0 } },
  { "what decides, decides", "volume > 150 or close > open", FALSE, { 0, 1, 1, 1, 1, 1 } },
  { "what doesn't, doesn't", "volume > 150 and close > open", FALSE, { 0, 1, 0, 0, N, 1 } },
  { "history", "close[2]", FALSE, { N, N, 10, 12, 12, 10 } },
  { "history of a condition", "(close > open)[1]", FALSE, { N, 0, 1, 0, 0, 1 } },
  { "crosses above", "close crosses above 11", FALSE, { N, 1, 0, 0, 0, 1 } },
  { "crosses below", "close crosses below 11", FALSE, { N, 0, 0, 1, 0, 0 } },
  { "from the line it crosses", "close crosses above 12", FALSE, { N, 0, 0, 0, 0, 1 } },
  { "crosses either way", "close crosses 11", FALSE, { N, 1, 0, 1, 0, 1 } },
  { "between, ends included", "close between 10 and 11", FALSE, { 1, 0, 0, 1, 1, 0 } },
  { "not between", "close not between 10 and 11", FALSE, { 0, 1, 1, 0, 0, 1 } },
  { "in", "close in (10, 14)", FALSE, { 1, 0, 0, 1, 0, 1 } },
  { "not in", "close not in (10, 14)", FALSE, { 0, 1, 1, 0, 1, 0 } },
  { "previous close", "previous close", FALSE, { N, 10, 12, 12, 10, 11 } },
  { "previous close within a session", "previous close", TRUE, { N, N, 12, 12, 10, 10 } },
  { "session open", "session open", TRUE, { 10, 10, 12, 12, 10, 10 } },
  { "change", "change", FALSE, { N, 2, 0, -2, 1, 3 } },
  { "change in percent", "change%", FALSE, { N, 20, 0, -100.0 / 6, 10, 300.0 / 11 } },
  { "change within a session", "change", TRUE, { N, N, 0, -2, 1, 4 } },
  { "gap", "gap", FALSE, { N, 10, 0, -100.0 / 12, 0, 100.0 / 11 } },
  { "return", "return(2)", FALSE, { N, N, 20, -100.0 / 6, -100.0 / 12, 40 } },
  { "a percentage as a factor", "close * 50%", FALSE, { 5, 6, 6, 5, 5.5, 7 } },
  { "over a percentage", "close / 50%", FALSE, { 20, 24, 24, 20, 22, 28 } },
  { "highest", "highest(3)", FALSE, { N, N, 13, 13, 13, 15 } },
  { "lowest of a series", "lowest(close, 2)", FALSE, { N, 10, 12, 10, 10, 11 } },
  { "highest where one is unknown", "highest(volume, 2)", FALSE, { N, 200, 300, 300, N, N } },
  { "a year's high of what there is", "52-week high", FALSE, { 11, 12, 13, 13, 13, 15 } },
  { "a year's low", "52w low", FALSE, { 9, 9, 9, 9, 8, 8 } },
  { "average", "average(close, 2)", FALSE, { N, 11, 12, 11, 10.5, 12.5 } },
  { "sum", "sum(2)", FALSE, { N, 22, 24, 22, 21, 25 } },
  { "count", "count(close > open, 3)", FALSE, { 0, 1, 1, 1, 1, 2 } },
  { "the larger", "max(open, close, 11.5)", FALSE, { 11.5, 12, 12, 11.5, 11.5, 14 } },
  { "the smaller", "min(open, close)", FALSE, { 10, 11, 12, 10, 10, 12 } },
  { "without its sign", "abs(change)", FALSE, { N, 2, 0, 2, 1, 3 } },
  { "dollar volume", "dollar volume", FALSE, { 1000, 2400, 3600, 2000, N, 5600 } },
  { "average volume", "average volume(2)", FALSE, { N, 150, 250, 250, N, 300 } },
  { "relative volume", "relative volume(2)", FALSE, { N, N, 2, 0.8, N, N } },
  { "market cap", "market cap", FALSE, { 1e7, 1.2e7, 1.2e7, 1e7, 1.1e7, 1.4e7 } },
  { "no earnings, no ratio", "price earnings", FALSE, { N, N, N, N, N, N } },
  { "dividend yield", "dividend yield", FALSE, { 7, 70.0 / 12, 70.0 / 12, 7, 70.0 / 11, 5 } },
  { "a text in any case", "sector = \"eNergy\"", FALSE, { 1, 1, 1, 1, 1, 1 } },
  { "another text", "sector != \"Energy\"", FALSE, { 0, 0, 0, 0, 0, 0 } },
  { "a part of a text", "name contains \"BANK\"", FALSE, { 1, 1, 1, 1, 1, 1 } },
  { "no such text", "industry = \"Oil\"", FALSE, { N, N, N, N, N, N } },
  { "an empty text is none", "source = \"practice\"", FALSE, { N, N, N, N, N, N } },
  { "a list of texts", "sector in (\"Materials\", \"Energy\")", FALSE, { 1, 1, 1, 1, 1, 1 } },
  { "a constant condition", "1 < 2", FALSE, { 1, 1, 1, 1, 1, 1 } },
  { "nothing by nothing", "0 / 0 = 0", FALSE, { N, N, N, N, N, N } },
};

#undef N

static gboolean
is_close (double a, double b)
{
  return isnan (a) ? isnan (b) : fabs (a - b) <= 1e-9 * (1 + fabs (b));
}

static BwProgram *
compile (const char *text)
{
  g_autoptr (BwProgram) program = bw_program_new (BW_TIMEFRAME_1D);
  g_auto (BwFault) fault = { 0 };

  if (!bw_program_add (program, text, &fault))
    g_error ("%s: refused", text);
  return g_steal_pointer (&program);
}

static void
test_case (gconstpointer data)
{
  gsize k = GPOINTER_TO_SIZE (data);
  g_autoptr (BwProgram) program = compile (cases[k].text);
  g_autoptr (BwEvaluation) evaluation = bw_evaluation_new (program);
  BwIndicatorBars bars = small_bars;
  double values[N_SMALL], last;
  double *columns[] = { values };

  bars.session = cases[k].has_sessions ? two_a_session : NULL;
  bw_evaluation_feed (evaluation, &bars, N_SMALL, &small_facts, columns);
  for (guint i = 0; i < N_SMALL; i++)
    if (!is_close (values[i], cases[k].values[i]))
      g_error ("%s: bar %u is %g, not %g", cases[k].text, i, values[i], cases[k].values[i]);
  for (gsize n = 1; n <= N_SMALL; n++)
    {
      bw_evaluation_last (evaluation, &bars, n, &small_facts, &last);
      if (!is_close (last, cases[k].values[n - 1]))
        g_error ("%s: the last of %zu bars is %g, not %g", cases[k].text, n, last,
                 cases[k].values[n - 1]);
    }
}

#define N_LONG 1500

/* Prices that wander, with bars that are missing and volumes that are 0. */
static void
make_bars (guint64 seed, double columns[6][N_LONG], BwIndicatorBars *bars)
{
  double price = 100;

  for (gsize i = 0; i < N_LONG; i++)
    {
      double step = bw_random_unit (bw_random_at (seed, i, 1, 0, 0)) - 0.5;
      double spread = bw_random_unit (bw_random_at (seed, i, 2, 0, 0));
      gboolean is_missing = bw_random_unit (bw_random_at (seed, i, 3, 0, 0)) < 0.01;

      columns[0][i] = is_missing ? NAN : price;
      price = MAX (price + step * 2, 1);
      columns[1][i] = MAX (columns[0][i], price) + spread;
      columns[2][i] = MIN (columns[0][i], price) - spread;
      columns[3][i] = is_missing ? NAN : price;
      columns[4][i] = i % 97 == 0 ? 0 : floor (1000 * spread);
      columns[5][i] = (double)(i / 78);
    }
  *bars =
      (BwIndicatorBars){ columns[0], columns[1], columns[2], columns[3], columns[4], columns[5] };
}

static const char *const long_texts[] = {
  "RSI(14) < 30 and close > SMA(50)",
  "MACD.hist crosses above 0",
  "close > BBANDS(20, 2).upper",
  "SMA(RSI(14), 5)[3] - EMA(volume, 9)",
  "highest(55) - lowest(close, 300)",
  "count(close > open, 20) >= 12",
  "change% between -1% and 1%",
  "gap > 0.5% or gap < -0.5%",
  "52-week high = high",
  "return(20) * 2 - relative volume",
  "STOCH.k crosses STOCH.d",
  "SUPERTREND.direction = 1 and VWAP < close",
  "(close crosses above SMA(20))[1] and close > close[1]",
  "CDLENGULFING > 0",
  "close - average(close, 200) > 2 * STDDEV(close, 20)",
};

static BwProgram *
compile_all (void)
{
  g_autoptr (BwProgram) program = bw_program_new (BW_TIMEFRAME_1D);
  g_auto (BwFault) fault = { 0 };

  for (gsize k = 0; k < G_N_ELEMENTS (long_texts); k++)
    if (!bw_program_add (program, long_texts[k], &fault))
      g_error ("%s: %s", long_texts[k], bw_fault_message (&fault, NULL));
  return g_steal_pointer (&program);
}

#define N_ROOTS G_N_ELEMENTS (long_texts)

static void
shift (const BwIndicatorBars *bars, gsize n, BwIndicatorBars *shifted)
{
  *shifted = (BwIndicatorBars){ bars->open + n,  bars->high + n,   bars->low + n,
                                bars->close + n, bars->volume + n, bars->session + n };
}

static void
feed_in_steps (BwEvaluation *evaluation,
               const BwIndicatorBars *bars,
               gsize n_step,
               double values[N_ROOTS][N_LONG])
{
  for (gsize first = 0; first < N_LONG; first += n_step)
    {
      BwIndicatorBars block;
      double *columns[N_ROOTS];

      shift (bars, first, &block);
      for (gsize k = 0; k < N_ROOTS; k++)
        columns[k] = values[k] + first;
      bw_evaluation_feed (evaluation, &block, MIN (n_step, N_LONG - first), NULL, columns);
    }
}

static double whole[N_ROOTS][N_LONG], parts[N_ROOTS][N_LONG];
static double long_columns[6][N_LONG];

/* Any cut gives the same bits; the last bar of any length is that bar of the whole. */
static void
test_streaming (void)
{
  static const gsize n_steps[] = { 1, 2, 3, 7, 13, 256, 257 };
  g_autoptr (BwProgram) program = compile_all ();
  g_autoptr (BwEvaluation) evaluation = bw_evaluation_new (program);
  BwIndicatorBars bars;
  gsize n_met = 0;

  for (guint64 seed = 1; seed <= 3; seed++)
    {
      make_bars (seed, long_columns, &bars);
      bw_evaluation_reset (evaluation);
      feed_in_steps (evaluation, &bars, N_LONG, whole);
      for (gsize i = 0; i < N_LONG; i++)
        n_met += bw_value_is_met (whole[5][i]);
      for (gsize s = 0; s < G_N_ELEMENTS (n_steps); s++)
        {
          bw_evaluation_reset (evaluation);
          feed_in_steps (evaluation, &bars, n_steps[s], parts);
          for (gsize k = 0; k < N_ROOTS; k++)
            for (gsize i = 0; i < N_LONG; i++)
              if (memcmp (&whole[k][i], &parts[k][i], sizeof (double)) != 0 &&
                  !(isnan (whole[k][i]) && isnan (parts[k][i])))
                g_error ("%s, %zu at a time: bar %zu is %g, not %g", long_texts[k], n_steps[s], i,
                         parts[k][i], whole[k][i]);
        }
      for (gsize n = 1; n <= N_LONG; n = n < 40 ? n + 1 : n + 131)
        {
          double last[N_ROOTS];

          bw_evaluation_last (evaluation, &bars, n, NULL, last);
          for (gsize k = 0; k < N_ROOTS; k++)
            if (last[k] != whole[k][n - 1] && !(isnan (last[k]) && isnan (whole[k][n - 1])))
              g_error ("%s: the last of %zu is %g, not %g", long_texts[k], n, last[k],
                       whole[k][n - 1]);
        }
    }
  g_assert_cmpuint (n_met, >, 0);
}

/* A bar that grows is looked at and taken back, and leaves no trace. */
static void
test_growing_bar (void)
{
  g_autoptr (BwProgram) program = compile_all ();
  g_autoptr (BwEvaluation) evaluation = bw_evaluation_new (program);
  g_autofree gpointer state = g_malloc (bw_evaluation_get_state_size (evaluation));
  BwIndicatorBars bars;

  make_bars (7, long_columns, &bars);
  feed_in_steps (evaluation, &bars, N_LONG, whole);
  bw_evaluation_reset (evaluation);
  for (gsize i = 0; i < N_LONG; i++)
    {
      BwIndicatorBars one, growing;
      double unripe = long_columns[3][i] * 1.5, values[N_ROOTS];
      double *columns[N_ROOTS];

      for (gsize k = 0; k < N_ROOTS; k++)
        columns[k] = &values[k];
      shift (&bars, i, &one);
      growing = one;
      growing.close = &unripe;
      bw_evaluation_save (evaluation, state);
      bw_evaluation_feed (evaluation, &growing, 1, NULL, columns);
      bw_evaluation_restore (evaluation, state);
      bw_evaluation_feed (evaluation, &one, 1, NULL, columns);
      for (gsize k = 0; k < N_ROOTS; k++)
        g_assert_true (values[k] == whole[k][i] || (isnan (values[k]) && isnan (whole[k][i])));
    }
}

/* An indicator in an expression is the indicator. */
static void
test_indicator (void)
{
  g_autoptr (BwProgram) program = compile ("MACD(8, 21, 5).signal");
  g_autoptr (BwEvaluation) evaluation = bw_evaluation_new (program);
  g_autoptr (BwIndicator) indicator =
      bw_indicator_new (bw_indicator_find ("MACD"), (double[]){ 8, 21, 5 }, NULL);
  double *columns[] = { whole[0] }, *outputs[] = { parts[0], parts[1], parts[2] };
  BwIndicatorBars bars;

  make_bars (11, long_columns, &bars);
  bw_evaluation_feed (evaluation, &bars, N_LONG, NULL, columns);
  bw_indicator_feed (indicator, &bars, N_LONG, outputs);
  for (gsize i = 0; i < N_LONG; i++)
    g_assert_true (whole[0][i] == parts[1][i] || (isnan (whole[0][i]) && isnan (parts[1][i])));
}

/* No bars, one bar, a column that isn't there, bars that are infinite: unknown, and no condition
 * met. */
static void
test_nothing (void)
{
  g_autoptr (BwProgram) program = compile_all ();
  g_autoptr (BwEvaluation) evaluation = bw_evaluation_new (program);
  double infinite[] = { INFINITY, -INFINITY, NAN }, values[N_ROOTS];
  BwIndicatorBars bars = { infinite, infinite, infinite, infinite, infinite, NULL };
  BwIndicatorBars none = { NULL };

  bw_evaluation_last (evaluation, &none, 0, NULL, values);
  for (gsize k = 0; k < N_ROOTS; k++)
    g_assert_true (isnan (values[k]));
  for (gsize n = 1; n <= 3; n++)
    {
      bw_evaluation_last (evaluation, n == 3 ? &none : &bars, n, NULL, values);
      for (gsize k = 0; k < N_ROOTS; k++)
        g_assert_false (bw_value_is_met (values[k]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autofree char *path = g_strdup_printf ("/evaluation/case/%s", cases[k].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (k), test_case);
    }
  g_test_add_func ("/evaluation/streaming", test_streaming);
  g_test_add_func ("/evaluation/growing-bar", test_growing_bar);
  g_test_add_func ("/evaluation/indicator", test_indicator);
  g_test_add_func ("/evaluation/nothing", test_nothing);
  return g_test_run ();
}
