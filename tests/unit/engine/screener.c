/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine-fixture.h"

#include "../market/shared-data.h"
#include "base/random.h"
#include "engine/screener.h"

#include <math.h>
#include <string.h>

/* The screener against one symbol at a time, and what it says when there is nothing to say. */

#define N_SYMBOLS 700
#define N_BARS    260

static const char condition[] = "RSI(14) < 45 and close > SMA(100) and volume > 100";
static const char *const columns[] = { "close", "RSI(14)", "return(20)", "symbol" };

static BwBarSeries *
make_bars (guint64 seed, gsize n_bars)
{
  BwBarSeries *bars = bw_bar_series_new (BW_TIMEFRAME_1D, n_bars);
  double price = 20 + 100 * bw_random_unit (bw_random_at (seed, 0, 0, 0, 0));

  for (gsize i = 0; i < n_bars; i++)
    {
      double open = price, step = bw_random_unit (bw_random_at (seed, i, 1, 0, 0)) - 0.48;

      price = MAX (1, price * (1 + step * 0.04));
      bw_bar_series_append (bars, (BwTime)i * BW_DAY, open, MAX (open, price) * 1.01,
                            MIN (open, price) * 0.99, price,
                            floor (1e4 * bw_random_unit (bw_random_at (seed, i, 2, 0, 0))));
    }
  return bars;
}

static GPtrArray *
make_entries (gsize n)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_screen_entry_unref);

  for (gsize k = 0; k < n; k++)
    {
      /* Some have too few bars, or none. */
      gsize n_bars = k % 10 == 0 ? k % 40 : N_BARS;
      g_autoptr (BwBarSeries) bars = make_bars (k + 1, n_bars);
      g_autofree char *symbol = g_strdup_printf ("S%04zu", k);
      BwInstrument instrument;

      bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, symbol);
      instrument.id = (BwInstrumentId)k + 1;
      g_ptr_array_add (entries, bw_screen_entry_new (&instrument, bars));
    }
  return entries;
}

static BwScreenResult *
run (GPtrArray *entries, BwProgram *program, guint n_threads, GCancellable *cancellable)
{
  BwScreenTask task = { program, TRUE,         (BwScreenEntry *const *)entries->pdata,
                        NULL,    entries->len, BW_TIME_MAX,
                        N_BARS,  cancellable };

  return bw_screen_run (&task, n_threads);
}

static BwProgram *
compile (const char *text)
{
  g_auto (BwFault) fault = { 0 };
  BwProgram *program =
      bw_screen_compile (BW_TIMEFRAME_1D, text, columns, G_N_ELEMENTS (columns), NULL, &fault);

  g_assert_nonnull (program);
  return program;
}

/* One thread or four: the same rows, each as its bars alone say. */
static void
test_threads (void)
{
  g_autoptr (GPtrArray) entries = make_entries (N_SYMBOLS);
  g_autoptr (BwProgram) program = compile (condition);
  g_autoptr (BwScreenResult) one = run (entries, program, 1, NULL);
  g_autoptr (BwScreenResult) four = run (entries, program, 4, NULL);
  gsize n_expected = 0;

  for (guint k = 0; k < entries->len; k++)
    {
      const BwScreenEntry *entry = g_ptr_array_index (entries, k);
      const BwBarSeries *bars = entry->bars;
      g_autoptr (BwIndicator) rsi = bw_indicator_new (bw_indicator_find ("RSI"), NULL, NULL);
      double values[N_BARS], sum = 0, *outputs[] = { values };

      if (bars == NULL || bars->n_bars < 100)
        continue;
      bw_indicator_feed (rsi, &(BwIndicatorBars){ .close = bars->close }, bars->n_bars, outputs);
      for (gsize i = bars->n_bars - 100; i < bars->n_bars; i++)
        sum += bars->close[i];
      if (!(values[bars->n_bars - 1] < 45 && bars->close[bars->n_bars - 1] > sum / 100 &&
            bars->volume[bars->n_bars - 1] > 100))
        continue;
      g_assert_cmpuint (n_expected, <, one->rows->len);
      g_assert_true (g_ptr_array_index (one->rows, n_expected) == entry);
      g_assert_cmpfloat (bw_screen_result_value (one, n_expected, 1), ==, values[bars->n_bars - 1]);
      g_assert_cmpstr (bw_screen_result_text (one, n_expected, 3), ==, entry->instrument.symbol);
      n_expected++;
    }
  g_assert_cmpuint (n_expected, >, 5);
  g_assert_cmpuint (one->rows->len, ==, n_expected);
  g_assert_cmpuint (four->rows->len, ==, n_expected);
  g_assert_cmpmem (one->values, n_expected * 4 * sizeof (double), four->values,
                   n_expected * 4 * sizeof (double));
  g_assert_cmpuint (one->n_universe, ==, N_SYMBOLS);
  /* Of none and of ten bars nothing is known; of twenty and thirty it depends on the RSI alone. */
  g_assert_cmpuint (one->n_unknown, >=, N_SYMBOLS / 20);
  g_assert_cmpuint (one->n_unknown, <=, N_SYMBOLS / 10);
  g_assert_cmpuint (one->n_without_bars, ==, 18); /* every fortieth has none */
}

static void
test_sort (void)
{
  g_autoptr (GPtrArray) entries = make_entries (60);
  g_autoptr (BwProgram) program = compile ("close > 0 or symbol contains \"S\"");
  g_autoptr (BwScreenResult) result = run (entries, program, 2, NULL);
  guint order[60];

  g_assert_cmpuint (result->rows->len, ==, 60);
  for (int is_descending = 0; is_descending < 2; is_descending++)
    {
      bw_screen_result_sort (result, 1, is_descending, order);
      for (guint i = 1; i < 60; i++)
        {
          double before = bw_screen_result_value (result, order[i - 1], 1);
          double after = bw_screen_result_value (result, order[i], 1);

          g_assert_true (isnan (after) || (is_descending ? before >= after : before <= after));
        }
      g_assert_true (isnan (bw_screen_result_value (result, order[59], 1)));
    }
  bw_screen_result_sort (result, 3, TRUE, order);
  g_assert_cmpstr (bw_screen_result_text (result, order[0], 3), ==, "S0059");
}

static void
test_cancelled (void)
{
  g_autoptr (GPtrArray) entries = make_entries (100);
  g_autoptr (BwProgram) program = compile (condition);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (run (entries, program, 2, cancellable));
}

/* A newer price is the last bar's close, and high or low where it is beyond them. */
static void
test_price (void)
{
  static const char *const bar[] = { "open", "high", "low", "close", "volume", "SMA(2)" };
  g_autoptr (BwBarSeries) bars = bw_bar_series_new (BW_TIMEFRAME_1D, 2);
  g_auto (BwFault) fault = { 0 };
  g_autoptr (BwProgram) program =
      bw_screen_compile (BW_TIMEFRAME_1D, NULL, bar, G_N_ELEMENTS (bar), NULL, &fault);
  g_autoptr (BwScreenEntry) entry = NULL;
  g_autoptr (BwScreenResult) result = NULL, over = NULL;
  BwScreenPrice price = { 13, 700 };
  BwScreenTask task = { program, FALSE, &entry, &price, 1, 2 * BW_DAY, N_BARS, NULL };
  static const double expected[] = { 10, 13, 9, 13, 700, 11.5 };
  BwInstrument instrument;

  bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, "ABC");
  bw_bar_series_append (bars, BW_DAY, 9, 11, 8, 10, 500);
  bw_bar_series_append (bars, 2 * BW_DAY, 10, 12, 9, 11, 600);
  entry = bw_screen_entry_new (&instrument, bars);
  entry->last_end = 3 * BW_DAY;
  result = bw_screen_run (&task, 1);
  for (guint k = 0; k < G_N_ELEMENTS (expected); k++)
    g_assert_cmpfloat (bw_screen_result_value (result, 0, k), ==, expected[k]);
  g_assert_cmpfloat (bars->close[1], ==, 11);
  task.now = 3 * BW_DAY; /* it is over */
  over = bw_screen_run (&task, 1);
  g_assert_cmpfloat (bw_screen_result_value (over, 0, 3), ==, 11);
}

/* ---- In a profile ---- */

static GArray *
all_instruments (BwEngine *engine)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));

  for (gsize i = 0; i < bw_engine_n_instruments (engine); i++)
    g_array_append_val (all, bw_engine_instrument_at (engine, i)->id);
  return all;
}

static BwScreenResult *
screen (BwScreener *screener,
        const GArray *universe,
        const char *text,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  BwScreenQuery query = { BW_TIMELINE_PRACTICE,
                          BW_TIMEFRAME_1D,
                          text,
                          columns,
                          G_N_ELEMENTS (columns),
                          (const BwInstrumentId *)(gpointer)universe->data,
                          universe->len };

  bw_screener_run_async (screener, &query, cancellable, catch_result_cb, &result);
  return bw_screener_run_finish (screener, wait_for (&result), error);
}

static void
test_practice (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwScreener) screener = NULL;
  g_autoptr (GArray) universe = NULL;
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));
  g_autoptr (BwScreenResult) all = NULL, large = NULL, sector = NULL, typo = NULL, empty = NULL,
                             cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  bw_engine_set_playing (fixture.engine, BW_TIMELINE_PRACTICE, FALSE);
  screener = bw_screener_new (fixture.engine);
  universe = all_instruments (fixture.engine);

  all = screen (screener, universe, "", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->rows->len, ==, universe->len);
  g_assert_cmpuint (all->n_without_bars, ==, 0);
  for (guint i = 0; i < all->rows->len; i++)
    {
      const BwScreenEntry *entry = g_ptr_array_index (all->rows, i);
      const BwQuoteView *quote =
          bw_engine_quote (fixture.engine, BW_TIMELINE_PRACTICE, entry->instrument.id);

      if (quote != NULL && quote->market.last.e8 > 0 && entry->last_end > all->now)
        g_assert_cmpfloat_with_epsilon (bw_screen_result_value (all, i, 0),
                                        bw_fixed_to_double (quote->market.last), 1e-6);
    }

  /* Bars that are known are not read again. */
  large = screen (screener, universe,
                  "market cap > 100B and price earnings > 0 and dividend yield > 1%", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (bw_screener_get_progress (screener), ==, 1);
  g_assert_cmpuint (large->rows->len, >, 0);
  g_assert_cmpuint (large->rows->len, <, universe->len / 2);
  sector = screen (screener, universe, "sector = \"Energy\" and class = \"equity\"", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sector->rows->len, ==, 12);

  typo = screen (screener, universe, "close >\n RIS(14)", NULL, &error);
  g_assert_null (typo);
  g_assert_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_INVALID);
  g_assert_nonnull (strstr (
      error->message, "Line 2, column 2: unknown name “RIS”: did you mean RSI?\n RIS(14)\n ^^^"));
  g_clear_error (&error);

  empty = screen (screener, none, "close > 1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (empty->rows->len, ==, 0);
  g_assert_cmpuint (empty->n_universe, ==, 0);

  g_cancellable_cancel (cancellable);
  cancelled = screen (screener, universe, "close > 1", cancellable, &error);
  g_assert_null (cancelled);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&screener);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

/* ---- Real bars ---- */

static void
add_real_row (GHashTable *series, char **fields)
{
  BwBarSeries *bars = g_hash_table_lookup (series, fields[0]);
  double values[5];

  if (bars == NULL)
    {
      bars = bw_bar_series_new (BW_TIMEFRAME_1D, 3000);
      g_hash_table_insert (series, g_strdup (fields[0]), bars);
    }
  for (guint k = 0; k < 4; k++)
    values[k] = g_ascii_strtod (fields[2 + k], NULL);
  values[4] = g_ascii_strtod (fields[7], NULL);
  bw_bar_series_append (bars, (BwTime)bars->n_bars * BW_DAY, values[0], values[1], values[2],
                        values[3], values[4]);
}

static double
last_of (const char *name, const double *parameters, guint output, const BwBarSeries *bars)
{
  const BwIndicatorInfo *info = bw_indicator_find (name);
  g_autoptr (BwIndicator) indicator = bw_indicator_new (info, parameters, NULL);
  BwIndicatorBars columns_of = {
    bars->open, bars->high, bars->low, bars->close, bars->volume, NULL
  };
  double *outputs[BW_INDICATOR_OUTPUTS_MAX], value;

  for (guint k = 0; k < bw_indicator_info_get_n_outputs (info); k++)
    outputs[k] = g_new (double, bars->n_bars);
  bw_indicator_feed (indicator, &columns_of, bars->n_bars, outputs);
  value = outputs[output][bars->n_bars - 1];
  for (guint k = 0; k < bw_indicator_info_get_n_outputs (info); k++)
    g_free (outputs[k]);
  return value;
}

/* Of all real shares, by hand: who is oversold, who is above the upper band, who trends. */
static gboolean
is_met_by_hand (const BwBarSeries *bars)
{
  gsize last = bars->n_bars - 1;
  double close = bars->close[last];

  return (last_of ("RSI", (double[]){ 14 }, 0, bars) < 45 &&
          close > last_of ("SMA", (double[]){ 200 }, 0, bars)) ||
         close > last_of ("BBANDS", (double[]){ 20, 2, 2, 0 }, 0, bars) ||
         (last_of ("ADX", (double[]){ 14 }, 0, bars) > 25 &&
          last_of ("MACD", (double[]){ 12, 26, 9 }, 2, bars) > 0 &&
          close / bars->close[last - 20] - 1 > 0.1);
}

static void
test_real (void)
{
  static const char text[] = "RSI(14) < 45 and close > SMA(200) or close > BBANDS(20, 2).upper\n"
                             "or ADX(14) > 25 and MACD(12, 26, 9).hist > 0 and return(20) > 10%";
  g_auto (GStrv) lines = shared_data_load_lines ("equities/us_daily_2010_2021.csv.gz");
  g_autoptr (GHashTable) series =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)bw_bar_series_unref);
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)bw_screen_entry_unref);
  g_autoptr (BwProgram) program = NULL;
  g_autoptr (BwScreenResult) result = NULL;
  GHashTableIter iter;
  gpointer symbol, bars;
  guint n_met = 0;

  if (lines == NULL)
    {
      g_test_skip ("the shared data set isn't here");
      return;
    }
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) fields = g_strsplit (*line, ",", 12);

      g_assert_cmpuint (g_strv_length (fields), >=, 8);
      add_real_row (series, fields);
    }
  g_hash_table_iter_init (&iter, series);
  while (g_hash_table_iter_next (&iter, &symbol, &bars))
    {
      BwInstrument instrument;

      bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, symbol);
      g_ptr_array_add (entries, bw_screen_entry_new (&instrument, bars));
    }
  program = compile (text);
  {
    BwScreenTask task = { program, TRUE,         (BwScreenEntry *const *)entries->pdata,
                          NULL,    entries->len, BW_TIME_MAX,
                          100000,  NULL };

    result = bw_screen_run (&task, 2);
  }
  for (guint k = 0; k < entries->len; k++)
    {
      const BwScreenEntry *entry = g_ptr_array_index (entries, k);
      gboolean is_found = g_ptr_array_find (result->rows, entry, NULL);

      if (is_found != is_met_by_hand (entry->bars))
        g_error ("%s is %sfound", entry->instrument.symbol, is_found ? "" : "not ");
      n_met += is_found;
    }
  g_assert_cmpuint (n_met, >, 5);
  g_assert_cmpuint (n_met, <, entries->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/screener/threads", test_threads);
  g_test_add_func ("/screener/sort", test_sort);
  g_test_add_func ("/screener/cancelled", test_cancelled);
  g_test_add_func ("/screener/price", test_price);
  g_test_add_func ("/screener/practice", test_practice);
  g_test_add_func ("/screener/real", test_real);
  return g_test_run ();
}
