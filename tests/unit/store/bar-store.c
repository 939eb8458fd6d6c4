/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bar-store.h"
#include "store/instruments.h"

#include <math.h>
#include <string.h>

#include <sqlite3.h>

#include "temporary-folder.h"

typedef struct
{
  BwTemporaryFolder folder;
  char *path;
  BwDatabase *market;
  BwInstrument instrument;
} Fixture;

static void
add_instrument (Fixture *fixture, const char *symbol, BwInstrument *instrument)
{
  g_autoptr (GError) error = NULL;

  bw_instrument_init (instrument, BW_INSTRUMENT_EQUITY, symbol);
  g_strlcpy (instrument->source, "import", sizeof instrument->source);
  g_assert_true (bw_instruments_add (fixture->market, instrument, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  bw_temporary_folder_make (&fixture->folder);
  fixture->path = g_build_filename (fixture->folder.path, "market.db", NULL);
  fixture->market = bw_database_open (BW_DATABASE_MARKET, fixture->path, 0, &error);
  g_assert_no_error (error);
  add_instrument (fixture, "TEST", &fixture->instrument);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  bw_database_close (fixture->market);
  g_free (fixture->path);
  bw_temporary_folder_remove (&fixture->folder);
}

static void
append_bar (BwBarSeries *series, BwTime start, double price)
{
  bw_bar_series_append (series, start, price, price + 1, price - 1, price, NAN);
}

/* A slow model: the price of every minute from -@n_minutes/2 on; NaN where there is no bar. */
#define N_MINUTES 30000
#define START(i) (((BwTime) (i) - N_MINUTES / 2) * BW_MINUTE)

static void
write_random (Fixture *fixture, double *model)
{
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_1M, 0);
  g_autoptr (GError) error = NULL;
  BwBarsWritten expected = { 0 }, written = { 0 };
  int first = g_test_rand_int_range (0, N_MINUTES), n = g_test_rand_int_range (0, 12000);
  int density = g_test_rand_int_range (1, 4);

  for (int i = first; i < MIN (first + n, N_MINUTES); i++)
    {
      double price = 100 + g_test_rand_int_range (0, 2);

      if (g_test_rand_int_range (0, density) != 0)
        continue;
      append_bar (series, START (i), price);
      if (isnan (model[i]))
        expected.n_added++;
      else if (model[i] == price)
        expected.n_unchanged++;
      else
        expected.n_replaced++;
      model[i] = price;
    }
  g_assert_true (bw_bars_write (fixture->market, fixture->instrument.id, series, 7, &written, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (written.n_added, ==, expected.n_added);
  g_assert_cmpuint (written.n_replaced, ==, expected.n_replaced);
  g_assert_cmpuint (written.n_unchanged, ==, expected.n_unchanged);
}

static void
assert_range (Fixture *fixture, const double *model, int first, int end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBarSeries) series
      = bw_bars_load (fixture->market, fixture->instrument.id, BW_TIMEFRAME_1M,
                      first < 0 ? BW_TIME_NONE : START (first),
                      end > N_MINUTES ? BW_TIME_MAX : START (end), &error);
  gsize n_bars = 0;

  g_assert_no_error (error);
  for (int i = MAX (first, 0); i < MIN (end, N_MINUTES); i++)
    {
      if (isnan (model[i]))
        continue;
      g_assert_cmpuint (n_bars, <, series->n_bars);
      g_assert_cmpint (series->start[n_bars], ==, START (i));
      g_assert_cmpfloat (series->open[n_bars], ==, model[i]);
      n_bars++;
    }
  g_assert_cmpuint (n_bars, ==, series->n_bars);
}

static void
test_like_the_model (Fixture *fixture, gconstpointer unused)
{
  g_autofree double *model = g_new (double, N_MINUTES);
  g_autoptr (GArray) list = NULL;
  guint64 n_bars = 0;

  for (int i = 0; i < N_MINUTES; i++)
    model[i] = NAN;
  for (int i = 0; i < 30; i++)
    {
      int first = g_test_rand_int_range (-2, N_MINUTES), end = g_test_rand_int_range (-2, N_MINUTES);

      write_random (fixture, model);
      assert_range (fixture, model, first, end);
    }
  assert_range (fixture, model, -1, N_MINUTES + 1);
  for (int i = 0; i < N_MINUTES; i++)
    n_bars += !isnan (model[i]);
  list = bw_bars_list (fixture->market, 0, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpuint (g_array_index (list, BwStoredBars, 0).n_bars, ==, n_bars);
}

static void
test_long_series_in_two_threads (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_1M, 0);
  g_autoptr (BwBarSeries) back = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_bytes;

  for (BwTime i = 0; i < 300001; i++)
    if (i % 977 != 0)
      append_bar (series, i * BW_MINUTE, 100 + (double) (i * 7 % 13));
  g_assert_true (bw_bars_write (fixture->market, fixture->instrument.id, series, 0, NULL, &error));
  g_assert_no_error (error);
  back = bw_bars_load (fixture->market, fixture->instrument.id, BW_TIMEFRAME_1M, BW_TIME_NONE,
                       BW_TIME_MAX, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->n_bars, ==, series->n_bars);
  n_bytes = back->n_bars * 8;
  g_assert_cmpmem (back->start, n_bytes, series->start, n_bytes);
  g_assert_cmpmem (back->open, n_bytes, series->open, n_bytes);
  g_assert_cmpmem (back->low, n_bytes, series->low, n_bytes);
}

static void
test_list_and_delete (Fixture *fixture, gconstpointer unused)
{
  BwInstrument other;
  g_autoptr (BwBarSeries) minutes = bw_bar_series_new (BW_TIMEFRAME_1M, 0);
  g_autoptr (BwBarSeries) days = bw_bar_series_new (BW_TIMEFRAME_1D, 0);
  g_autoptr (BwBarSeries) back = NULL;
  g_autoptr (GArray) list = NULL, rest = NULL;

  add_instrument (fixture, "OTHER", &other);
  append_bar (minutes, -BW_MINUTE, 5);
  append_bar (minutes, BW_DAY * 400, 6);
  append_bar (days, BW_DAY, 7);
  g_assert_true (bw_bars_write (fixture->market, fixture->instrument.id, minutes, 0, NULL, NULL));
  g_assert_true (bw_bars_write (fixture->market, fixture->instrument.id, days, 0, NULL, NULL));
  g_assert_true (bw_bars_write (fixture->market, other.id, days, 0, NULL, NULL));
  list = bw_bars_list (fixture->market, fixture->instrument.id, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpint (g_array_index (list, BwStoredBars, 0).timeframe, ==, BW_TIMEFRAME_1M);
  g_assert_cmpint (g_array_index (list, BwStoredBars, 0).first, ==, -BW_MINUTE);
  g_assert_cmpint (g_array_index (list, BwStoredBars, 0).last, ==, BW_DAY * 400);
  g_assert_cmpuint (g_array_index (list, BwStoredBars, 0).n_bars, ==, 2);
  g_assert_true (
      bw_bars_delete (fixture->market, fixture->instrument.id, BW_TIMEFRAME_1M, NULL));
  back = bw_bars_load (fixture->market, fixture->instrument.id, BW_TIMEFRAME_1M, BW_TIME_NONE,
                       BW_TIME_MAX, NULL);
  g_assert_cmpuint (back->n_bars, ==, 0);
  rest = bw_bars_list (fixture->market, 0, NULL);
  g_assert_cmpuint (rest->len, ==, 2);
}

static void
test_rolls_back_with_the_caller (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_1M, 0);
  g_autoptr (GArray) list = NULL;

  append_bar (series, 0, 5);
  g_assert_true (bw_database_begin (fixture->market, NULL));
  g_assert_true (bw_bars_write (fixture->market, fixture->instrument.id, series, 0, NULL, NULL));
  bw_database_rollback (fixture->market);
  list = bw_bars_list (fixture->market, 0, NULL);
  g_assert_cmpuint (list->len, ==, 0);
}

static void
test_damaged_chunk (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_1M, 0);
  g_autoptr (GError) error = NULL;
  sqlite3 *other = NULL;

  append_bar (series, 0, 5);
  append_bar (series, BW_DAY * 100, 5);
  g_assert_true (bw_bars_write (fixture->market, fixture->instrument.id, series, 0, NULL, NULL));
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other,
                                 "UPDATE bar_chunks SET bytes = zeroblob (length (bytes))"
                                 " WHERE first > 0",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (other);
  g_assert_null (bw_bars_load (fixture->market, fixture->instrument.id, BW_TIMEFRAME_1M,
                               BW_TIME_NONE, BW_TIME_MAX, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
  g_clear_error (&error);
  /* The half that is whole can still be read; writing into the other one is refused. */
  {
    g_autoptr (BwBarSeries) half = bw_bars_load (fixture->market, fixture->instrument.id,
                                                 BW_TIMEFRAME_1M, BW_TIME_NONE, BW_DAY, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (half->n_bars, ==, 1);
  }
  g_assert_false (
      bw_bars_write (fixture->market, fixture->instrument.id, series, 0, NULL, &error));
  g_assert_nonnull (error);
}

static void
test_absurd_count (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_1M, 0);
  g_autoptr (GError) error = NULL;
  sqlite3 *other = NULL;

  append_bar (series, 0, 5);
  g_assert_true (bw_bars_write (fixture->market, fixture->instrument.id, series, 0, NULL, NULL));
  for (int i = 0; i < 2; i++)
    {
      g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (other,
                                     i == 0 ? "UPDATE bar_chunks SET n_bars = 1000000"
                                            : "UPDATE bar_chunks SET n_bars = -1",
                                     NULL, NULL, NULL),
                       ==, SQLITE_OK);
      sqlite3_close (other);
      g_assert_null (bw_bars_load (fixture->market, fixture->instrument.id, BW_TIMEFRAME_1M,
                                   BW_TIME_NONE, BW_TIME_MAX, &error));
      g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
      g_clear_error (&error);
    }
}

static void
test_instruments (Fixture *fixture, gconstpointer unused)
{
  BwInstrument again, found, numbered;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) list = NULL;

  add_instrument (fixture, "TEST", &again);
  g_assert_cmpuint (again.id, ==, fixture->instrument.id);
  bw_instrument_init (&numbered, BW_INSTRUMENT_CRYPTO, "BTC");
  g_strlcpy (numbered.source, "practice", sizeof numbered.source);
  numbered.id = 500;
  g_assert_true (bw_instruments_add (fixture->market, &numbered, &error));
  g_assert_no_error (error);
  add_instrument (fixture, "AFTER", &again);
  g_assert_cmpuint (again.id, ==, 501);
  g_strlcpy (numbered.name, "Bitcoin", sizeof numbered.name);
  g_assert_true (bw_instruments_update (fixture->market, &numbered, &error));
  g_assert_true (bw_instruments_get (fixture->market, 500, &found, &error));
  g_assert_cmpmem (&found, sizeof found, &numbered, sizeof numbered);
  g_assert_false (bw_instruments_find (fixture->market, "import", "BTC", &found, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND);
  list = bw_instruments_list (fixture->market, "import", NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (g_array_index (list, BwInstrument, 0).symbol, ==, "AFTER");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add ("/store/bar-store/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("like-the-model", test_like_the_model);
  ADD ("long-series-in-two-threads", test_long_series_in_two_threads);
  ADD ("list-and-delete", test_list_and_delete);
  ADD ("rolls-back-with-the-caller", test_rolls_back_with_the_caller);
  ADD ("damaged-chunk", test_damaged_chunk);
  ADD ("absurd-count", test_absurd_count);
  ADD ("instruments", test_instruments);
  return g_test_run ();
}
