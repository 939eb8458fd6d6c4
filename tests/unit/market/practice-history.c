/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/calendar.h"
#include "market/practice/market.h"

#include <math.h>
#include <string.h>

#define SEED           1
#define N_COMPANIES    132
#define N_SECTOR_FUNDS 11
#define N_SHARES       146

static BwPracticeMarket *market; /* (owned): seed 1, shared by the tests */

static void
digest_doubles (GChecksum *checksum, const double *numbers, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      guint64 word;

      memcpy (&word, &numbers[i], sizeof word);
      word = GUINT64_TO_LE (word);
      g_checksum_update (checksum, (const guchar *) &word, sizeof word);
    }
}

static void
digest_series (GChecksum *checksum, const BwBarSeries *series)
{
  for (gsize i = 0; i < series->n_bars; i++)
    {
      gint64 start = GINT64_TO_LE (series->start[i]);

      g_checksum_update (checksum, (const guchar *) &start, sizeof start);
    }
  digest_doubles (checksum, series->open, series->n_bars);
  digest_doubles (checksum, series->high, series->n_bars);
  digest_doubles (checksum, series->low, series->n_bars);
  digest_doubles (checksum, series->close, series->n_bars);
  digest_doubles (checksum, series->volume, series->n_bars);
}

static char *
digest_instrument (BwPracticeMarket *from, gsize index)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (BwBarSeries) daily = bw_practice_market_daily (from, index);
  g_autoptr (BwBarSeries) minutes = bw_practice_market_minutes (from, index);

  digest_series (checksum, daily);
  digest_series (checksum, minutes);
  return g_strdup (g_checksum_get_string (checksum));
}

/* The same seed and version is the same history everywhere; BW_PRACTICE_VERSION must rise when this
 * changes, and the older ones stay. */
static const char *const goldens[] = {
  NULL,
  "1982bcb41e35a0109b01d73c79643918b44d3245051f7b353cfc749ab4efb7d1",
  "3c94fe246def3d040b4f95261ea374cbf5fb7696b5a2994e43b0d520a3e62627",
  "3c94fe246def3d040b4f95261ea374cbf5fb7696b5a2994e43b0d520a3e62627", /* new symbols are of the live days */
};

static void
test_golden (void)
{
  for (int version = 1; version < (int) G_N_ELEMENTS (goldens); version++)
    {
      g_autoptr (BwPracticeMarket) made = bw_practice_market_new_version (SEED, version);
      g_autoptr (GString) digests = g_string_new (NULL);
      g_autofree char *digest = NULL;

      for (gsize i = 0; i < bw_practice_market_n_instruments (made); i += 5)
        {
          g_autofree char *one = digest_instrument (made, i);

          g_string_append (digests, one);
        }
      digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, digests->str, -1);
      g_assert_cmpstr (digest, ==, goldens[version]);
    }
}

static void
check_bar (const BwInstrument *instrument, const BwBarSeries *series, gsize i)
{
  const double prices[] = { series->open[i], series->high[i], series->low[i], series->close[i] };

  for (gsize k = 0; k < G_N_ELEMENTS (prices); k++)
    {
      BwFixed price;

      g_assert_true (bw_fixed_from_double (prices[k], &price));
      g_assert_true (bw_fixed_is_multiple (price, instrument->tick));
      g_assert_cmpfloat (prices[k], >=, instrument->calendar == BW_CALENDAR_XNYS ? 0.9 : 0.1);
      g_assert_cmpfloat (prices[k], <=, series->high[i]);
      g_assert_cmpfloat (prices[k], >=, series->low[i]);
    }
  g_assert_cmpfloat (series->volume[i], >, 0);
  if (instrument->instrument_class != BW_INSTRUMENT_CRYPTO)
    g_assert_cmpfloat (series->volume[i], ==, floor (series->volume[i]));
}

/* Every session of five years, no other; every minute of the last thirty, and of the live day up to
 * the start; each bar in order. */
static void
test_bars (void)
{
  for (gsize index = 0; index < bw_practice_market_n_instruments (market); index++)
    {
      g_autoptr (BwBarSeries) daily = bw_practice_market_daily (market, index);
      g_autoptr (BwBarSeries) minutes = bw_practice_market_minutes (market, index);
      const BwInstrument *instrument = bw_practice_market_instrument (market, index);
      BwSession session;
      gsize m = 0;

      g_assert_cmpint (daily->timeframe, ==, BW_TIMEFRAME_1D);
      g_assert_cmpint (minutes->timeframe, ==, BW_TIMEFRAME_1M);
      g_assert_true (bw_calendar_session_at_or_after (instrument->calendar, daily->start[0], &session));
      g_assert_cmpint (session.date, >=, bw_date_from_ymd (2021, 3, 1));
      g_assert_cmpint (session.date, <=, bw_date_from_ymd (2021, 3, 4));
      for (gsize i = 0; i < daily->n_bars; i++)
        {
          g_assert_cmpint (daily->start[i], ==, session.open);
          check_bar (instrument, daily, i);
          if (i + 30 >= daily->n_bars)
            for (BwTime start = session.open; start < session.close; start += BW_MINUTE)
              g_assert_cmpint (minutes->start[m++], ==, start);
          g_assert_true (bw_calendar_next_session (instrument->calendar, session.date, &session));
        }
      g_assert_cmpint (session.date, ==, bw_date_from_ymd (2026, 3, 2));
      for (BwTime start = session.open; start < bw_practice_market_start (market);
           start += BW_MINUTE)
        g_assert_cmpint (minutes->start[m++], ==, start);
      g_assert_cmpuint (m, ==, minutes->n_bars);
      for (gsize i = 0; i < minutes->n_bars; i++)
        check_bar (instrument, minutes, i);
    }
}

static BwTime
last_end (gsize index, BwTime start)
{
  BwSession session;

  bw_calendar_session_at_or_after (bw_practice_market_instrument (market, index)->calendar, start, &session);
  return session.close;
}

static void
test_days_are_their_minutes (void)
{
  for (gsize index = 0; index < bw_practice_market_n_instruments (market); index++)
    {
      g_autoptr (BwBarSeries) daily = bw_practice_market_daily (market, index);
      g_autoptr (BwBarSeries) minutes = bw_practice_market_minutes (market, index);
      gsize m = 0;

      for (gsize i = daily->n_bars - 30; i < daily->n_bars; i++)
        {
          BwTime end = i + 1 < daily->n_bars ? daily->start[i + 1] : last_end (index, daily->start[i]);
          double high = 0, low = G_MAXDOUBLE, volume = 0;

          g_assert_cmpfloat (daily->open[i], ==, minutes->open[m]);
          for (; m < minutes->n_bars && minutes->start[m] < end; m++)
            {
              high = MAX (high, minutes->high[m]);
              low = MIN (low, minutes->low[m]);
              volume += minutes->volume[m];
            }
          g_assert_cmpfloat (daily->close[i], ==, minutes->close[m - 1]);
          g_assert_cmpfloat (daily->high[i], ==, high);
          g_assert_cmpfloat (daily->low[i], ==, low);
          g_assert_cmpfloat (daily->volume[i], ==, volume);
        }
      if (index < N_SHARES)
        g_assert_cmpuint (minutes->n_bars - m, ==, 30);
    }
}

typedef struct
{
  BwPracticeMarket *from;
  gsize first;
  GPtrArray *digests; /* (owned) */
} Worker;

static gpointer
digest_worker (gpointer user_data)
{
  Worker *worker = user_data;

  for (gsize i = 0; i < 24; i++)
    g_ptr_array_add (worker->digests,
                     digest_instrument (worker->from, (worker->first + i * 37) % 153));
  return NULL;
}

/* Instruments may be asked for in any order, from any thread, and again. */
static void
test_threads (void)
{
  g_autoptr (BwPracticeMarket) fresh = bw_practice_market_new (SEED);
  Worker workers[3];
  GThread *threads[3];

  for (gsize i = 0; i < G_N_ELEMENTS (workers); i++)
    {
      workers[i] = (Worker){ fresh, 152 - 3 * i, g_ptr_array_new_with_free_func (g_free) };
      threads[i] = g_thread_new ("digest", digest_worker, &workers[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (workers); i++)
    {
      g_thread_join (threads[i]);
      for (gsize k = 0; k < workers[i].digests->len; k++)
        {
          g_autofree char *expected = digest_instrument (market, (workers[i].first + k * 37) % 153);

          g_assert_cmpstr (g_ptr_array_index (workers[i].digests, k), ==, expected);
        }
      g_ptr_array_unref (workers[i].digests);
    }
}

static void
test_seeds (void)
{
  g_autoptr (BwPracticeMarket) other = bw_practice_market_new (SEED + 1);

  for (gsize i = 0; i < bw_practice_market_n_instruments (market); i += 29)
    {
      g_autofree char *a = digest_instrument (market, i), *b = digest_instrument (other, i);

      g_assert_cmpstr (a, !=, b);
      g_assert_cmpstr (bw_practice_market_instrument (market, i)->symbol, ==,
                       bw_practice_market_instrument (other, i)->symbol);
    }
}

/* Holdings of a fund weighted by shares, at each minute's close: within a few cents and basis
 * points (each close is a bid or an ask, and the fund tracks with a fifth of a basis point of
 * noise). */
static void
check_fund_follows (gsize fund, gsize first, gsize end)
{
  g_autoptr (BwBarSeries) own = bw_practice_market_minutes (market, fund);
  g_autofree double *held = g_new0 (double, own->n_bars);
  double ratio_first = 0;

  for (gsize i = first; i < end; i++)
    {
      g_autoptr (BwBarSeries) minutes = bw_practice_market_minutes (market, i);
      double shares = bw_fixed_to_double (bw_practice_market_shares_outstanding (market, i));

      for (gsize m = 0; m < own->n_bars; m++)
        held[m] += shares * minutes->close[m];
    }
  for (gsize m = 0; m < own->n_bars; m++)
    {
      double ratio = own->close[m] / held[m];

      if (m == 0)
        ratio_first = ratio;
      g_assert_cmpfloat (fabs (ratio / ratio_first - 1), <, 0.0015);
    }
}

static void
test_funds (void)
{
  for (gsize sector = 0; sector < N_SECTOR_FUNDS; sector++)
    check_fund_follows (N_COMPANIES + sector, sector * 12, sector * 12 + 12);
  check_fund_follows (N_COMPANIES + N_SECTOR_FUNDS, 0, N_COMPANIES);
}

/* The tape begins where the last minute ended. */
static void
test_joins (void)
{
  g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 0);
  gsize n_instruments = bw_practice_market_n_instruments (market);

  for (gsize i = 0; i < n_instruments; i++)
    {
      g_autoptr (BwBarSeries) minutes = bw_practice_market_minutes (market, i);
      double last = minutes->close[minutes->n_bars - 1];
      BwMarketEvent event;
      double bid, ask;

      do
        g_assert_cmpuint (
            bw_feed_next (feed, bw_practice_market_start (market) + BW_MILLISECOND, &event, 1), ==, 1);
      while (event.kind == BW_MARKET_BORROW);
      g_assert_cmpuint (event.instrument, ==, i + 1);
      g_assert_cmpint (event.kind, ==, BW_MARKET_QUOTE);
      bid = bw_fixed_to_double (event.quote.bid);
      ask = bw_fixed_to_double (event.quote.ask);
      g_assert_cmpfloat (fabs (0.5 * (bid + ask) - last), <, 3 * (ask - bid) + 0.001 * last);
    }
}

static void
test_descriptions (void)
{
  g_autoptr (GHashTable) symbols = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_companies_of[64] = { 0 }, n_funds_of[64] = { 0 };

  for (gsize i = 0; i < bw_practice_market_n_instruments (market); i++)
    {
      const BwInstrument *instrument = bw_practice_market_instrument (market, i);
      const char *description = bw_practice_market_description (market, i);
      gsize n_letters = strlen (instrument->symbol), index;

      g_assert_true (g_hash_table_add (symbols, (char *) instrument->symbol));
      g_assert_true (g_hash_table_add (names, (char *) instrument->name));
      g_assert_cmpuint (n_letters, >=, 3);
      g_assert_cmpuint (n_letters, <=, instrument->instrument_class == BW_INSTRUMENT_FX ? 6 : 5);
      for (gsize k = 0; k < n_letters; k++)
        g_assert_true (g_ascii_isupper (instrument->symbol[k]));
      g_assert_cmpuint (strlen (instrument->name), >=, 8);
      g_assert_true (g_str_has_suffix (description, "."));
      g_assert_true (g_ascii_isupper (description[0]));
      g_assert_cmpstr (instrument->source, ==, "practice");
      g_assert_true (bw_practice_market_find (market, instrument->symbol, &index));
      g_assert_cmpuint (index, ==, i);
      if (i < N_SHARES)
        g_assert_cmpint (bw_practice_market_shares_outstanding (market, i).e8, >, BW_FIXED (1000000).e8);
      g_assert_cmpstr (bw_practice_market_sub_industry (market, i), !=, "");
      if (i >= N_SHARES)
        continue;
      (instrument->instrument_class == BW_INSTRUMENT_EQUITY ? n_companies_of
                                                            : n_funds_of)[instrument->sector]++;
    }
  g_assert_false (bw_practice_market_find (market, "AAPL", &(gsize){ 0 }));
  for (gsize sector = BW_SECTOR_ENERGY; sector <= BW_SECTOR_REAL_ESTATE; sector += 5)
    {
      g_assert_cmpuint (n_companies_of[sector], >=, 11);
      g_assert_cmpuint (n_funds_of[sector], ==, 1);
    }
  g_assert_cmpuint (n_funds_of[BW_SECTOR_NONE], ==, 3);
}

/* The first word of a name in small letters: what one would take a company for. */
static char *
first_word (const char *name)
{
  gsize n = 0;

  while (g_ascii_isalnum (name[n]))
    n++;
  return g_ascii_strdown (name, (gssize) n);
}

/* Adds the fields @symbol_column and @name_column of a reference table; no field before them in
 * these files is quoted. */
static void
add_reference (const char *folder,
               const char *file,
               int symbol_column,
               int name_column,
               GHashTable *symbols,
               GHashTable *words)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);
      int n_fields = (int) g_strv_length (fields);

      if (symbol_column < n_fields)
        g_hash_table_add (symbols,
                          g_strdup (g_strstrip (g_strdelimit (fields[symbol_column], "\"", ' '))));
      if (name_column >= 0 && name_column < n_fields)
        g_hash_table_add (words,
                          first_word (g_strstrip (g_strdelimit (fields[name_column], "\"", ' '))));
    }
}

/* Nobody may take a practice share for a real one. */
static void
test_exist_nowhere (void)
{
  g_autoptr (GHashTable) symbols = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *shared = g_getenv ("BW_TEST_SHARED");
  g_autofree char *folder =
      g_build_filename (shared != NULL ? shared : "", "data", "reference", NULL);

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the shared reference data is not here");
      return;
    }
  add_reference (folder, "nasdaq_listed_2026-08.csv", 0, 1, symbols, words);
  add_reference (folder, "sp500_constituents_2021-04.csv", 0, 1, symbols, words);
  add_reference (folder, "sp500_constituents_2026-08.csv", 0, 1, symbols, words);
  add_reference (folder, "sp500_financials_2026-08.csv", 0, 1, symbols, words);
  add_reference (folder, "sp500_ticker_start_end.csv", 0, -1, symbols, words);
  add_reference (folder, "symbol_properties.csv", 1, -1, symbols, words);
  g_assert_cmpuint (g_hash_table_size (symbols), >, 6000);
  g_assert_true (g_hash_table_contains (symbols, "AAPL"));
  g_assert_true (g_hash_table_contains (words, "apple"));
  for (gsize i = 0; i < bw_practice_market_n_instruments (market); i++)
    {
      const BwInstrument *instrument = bw_practice_market_instrument (market, i);
      g_autofree char *word = first_word (instrument->name);

      g_assert_false (g_hash_table_contains (symbols, instrument->symbol));
      g_assert_false (g_hash_table_contains (words, word));
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  market = bw_practice_market_new (SEED);
  g_test_add_func ("/market/practice/history/golden", test_golden);
  g_test_add_func ("/market/practice/history/bars", test_bars);
  g_test_add_func ("/market/practice/history/days-are-their-minutes", test_days_are_their_minutes);
  g_test_add_func ("/market/practice/history/threads", test_threads);
  g_test_add_func ("/market/practice/history/seeds", test_seeds);
  g_test_add_func ("/market/practice/history/funds", test_funds);
  g_test_add_func ("/market/practice/history/joins", test_joins);
  g_test_add_func ("/market/practice/history/descriptions", test_descriptions);
  g_test_add_func ("/market/practice/history/exist-nowhere", test_exist_nowhere);
  result = g_test_run ();
  bw_practice_market_unref (market);
  return result;
}
