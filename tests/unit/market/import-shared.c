/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/reader.h"

#include <string.h>

#include "shared-data.h"

/* Everything in the shared data set is either imported, with known counts, or refused with a known
 * verdict. A file that this table doesn't know fails the test. */

#define FEED_BYTES 65536

typedef struct
{
  const char *path;
  BwImportVerdict verdict;
  guint64 n_rows, n_accepted;
  guint n_series;
  const char *zone; /* NULL: not looked at */
  BwImportStamp stamp;
} Expected;

static const Expected expected_outcomes[] = {
  { "README.md", BW_IMPORT_VERDICT_NOT_TABLE },
  { "calendars/market_hours.json", BW_IMPORT_VERDICT_NOT_TABLE },
  { "calendars/nyse_holidays_1990_2028.csv", BW_IMPORT_VERDICT_CALENDAR },
  { "calendars/xnys_sessions_1990_2023.csv.gz", BW_IMPORT_VERDICT_CALENDAR },
  { "crypto/coinbase_1min_samples_2016_2018.csv.gz", BW_IMPORT_VERDICT_BARS, 21639, 21639, 3, "UTC", BW_IMPORT_STAMP_START },
  /* One day with a low of 0.06 beside a close of 1178. */
  { "crypto/coinbase_btcusd_daily_2014_2018.csv", BW_IMPORT_VERDICT_BARS, 1318, 1317, 1 },
  /* Three highs of ten to sixteen times the day's open and close. */
  { "crypto/crypto_daily_2013_2021.csv.gz", BW_IMPORT_VERDICT_BARS, 31212, 31209, 18 },
  { "equities/as_found/DA-AAPL-T-2021-04-21.csv", BW_IMPORT_VERDICT_BARS, 5402, 5402, 1 },
  { "equities/as_found/DA-JNJ-T-2021-04-21.csv", BW_IMPORT_VERDICT_BARS, 5402, 5402, 1 },
  { "equities/as_found/DA-NVDA-T-2021-04-21.csv", BW_IMPORT_VERDICT_BARS, 5402, 5402, 1 },
  { "equities/as_found/DA-TSLA-T-2021-04-21.csv", BW_IMPORT_VERDICT_BARS, 2722, 2722, 1 },
  { "equities/corporate_actions_1999_2021.csv", BW_IMPORT_VERDICT_ACTIONS },
  { "equities/us_15min_2019-01-04_2019-02-15.csv.gz", BW_IMPORT_VERDICT_BARS, 12480, 12480, 16, "America/New_York", BW_IMPORT_STAMP_END },
  { "equities/us_1min_2019-02-11_15.csv.gz", BW_IMPORT_VERDICT_BARS, 30859, 30859, 16, "America/New_York", BW_IMPORT_STAMP_END },
  { "equities/us_1min_quotes_spy2013_aapl2014.csv.gz", BW_IMPORT_VERDICT_INCOMPLETE },
  { "equities/us_1min_trades_spy2013_aapl2014.csv.gz", BW_IMPORT_VERDICT_BARS, 7142, 7142, 2, "America/New_York", BW_IMPORT_STAMP_START },
  { "equities/us_daily_2010_2021.csv.gz", BW_IMPORT_VERDICT_BARS, 436658, 436658, 157 },
  { "equities/us_daily_2018-01_2019-02.csv.gz", BW_IMPORT_VERDICT_BARS, 4528, 4528, 16 },
  { "fx/eurusd_daily_bidask_2007_2018.csv.gz", BW_IMPORT_VERDICT_BARS, 3738, 3738, 1 },
  { "fx/fx_daily_2012_2022.csv.gz", BW_IMPORT_VERDICT_BARS, 14400, 14400, 6 },
  /* Its Fridays end an hour early between New York's clock change and Europe's. */
  { "fx/fx_intraday_2018_2022.csv.gz", BW_IMPORT_VERDICT_BARS, 58373, 58373, 3, "Europe/Athens", BW_IMPORT_STAMP_START },
  { "golden/README.md", BW_IMPORT_VERDICT_NOT_TABLE },
  { "golden/bars_JNJ_2014_2015.csv", BW_IMPORT_VERDICT_BARS, 504, 504, 1 },
  { "golden/backtests/bars_JNJ.csv", BW_IMPORT_VERDICT_BARS, 1258, 1258, 1 },
  { "golden/backtests/summary.json", BW_IMPORT_VERDICT_NOT_TABLE },
  { "golden/backtests/trades_*", BW_IMPORT_VERDICT_TRADES },
  { "golden/metrics/empyrical.json", BW_IMPORT_VERDICT_NOT_TABLE },
  { "golden/metrics/returns_*", BW_IMPORT_VERDICT_NO_PRICES },
  { "golden/talib/index.csv", BW_IMPORT_VERDICT_NO_TIME },
  { "golden/talib/*", BW_IMPORT_VERDICT_NO_PRICES },
  { "macro/economic_calendar_2022.csv", BW_IMPORT_VERDICT_CALENDAR },
  { "macro/fed_meeting_dates_1975_2023.csv", BW_IMPORT_VERDICT_CALENDAR },
  { "macro/sp500_shiller_monthly.csv", BW_IMPORT_VERDICT_NO_PRICES },
  { "macro/us_*", BW_IMPORT_VERDICT_NO_PRICES },
  /* 47 rows whose open or close is outside of low and high, 33 on days without a session. */
  { "macro/vix_daily_1990_2026.csv", BW_IMPORT_VERDICT_BARS, 9235, 9154, 1 },
  { "news/*", BW_IMPORT_VERDICT_NEWS },
  { "options/*", BW_IMPORT_VERDICT_OPTIONS },
  { "orderbook/binance_ws_*", BW_IMPORT_VERDICT_NOT_TABLE },
  { "orderbook/btcusdt_l2_top20_1s_2024-08-08_09.csv.gz", BW_IMPORT_VERDICT_ORDER_BOOK },
  { "orderbook/btcusdt_trades_2024-08-08_09.csv.gz", BW_IMPORT_VERDICT_TRADES },
  { "reference/sp500_changes_since_2019.csv", BW_IMPORT_VERDICT_NO_PRICES },
  { "reference/*", BW_IMPORT_VERDICT_NO_TIME },
};

static const Expected *
find_expected (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (expected_outcomes); i++)
    if (g_pattern_match_simple (expected_outcomes[i].path, path))
      return &expected_outcomes[i];
  return NULL;
}

static void
check_bars (const BwImportGuess *guess, const guint8 *bytes, gsize n_bytes, const Expected *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportReader) reader = bw_import_reader_new (guess, 100, &error);
  const BwImportReport *report;
  BwImportPart part;
  guint64 n_taken = 0;

  g_assert_no_error (error);
  for (gsize at = 0; at < n_bytes; at += FEED_BYTES)
    g_assert_true (bw_import_reader_feed (reader, bytes + at, MIN (FEED_BYTES, n_bytes - at), FALSE,
                                          NULL, &error));
  g_assert_true (bw_import_reader_feed (reader, NULL, 0, TRUE, NULL, &error));
  while (bw_import_reader_take (reader, 0, &part))
    {
      n_taken += part.series->n_bars;
      bw_import_part_clear (&part);
    }
  report = bw_import_reader_get_report (reader);
  for (guint i = 0; i < report->refusals->len; i++)
    {
      const BwImportRefusal *refusal = g_ptr_array_index (report->refusals, i);

      g_test_message ("  line %" G_GUINT64_FORMAT ": %s: %s: %s", refusal->line,
                      bw_import_reason_name (refusal->reason), refusal->detail, refusal->raw);
    }
  g_assert_cmpuint (report->n_rows, ==, expected->n_rows);
  g_assert_cmpuint (report->n_accepted, ==, expected->n_accepted);
  g_assert_cmpuint (report->n_accepted + report->n_quarantined, ==, report->n_rows);
  g_assert_cmpuint (n_taken, ==, report->n_accepted);
  g_assert_cmpuint (report->n_series, ==, expected->n_series);
}

static void
check_file (const char *path, const char *relative)
{
  g_autoptr (GBytes) bytes = shared_data_load_path (path);
  gsize n_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &n_bytes);
  g_autoptr (BwImportGuess) guess = bw_import_guess_new (path, data, n_bytes, TRUE);
  g_autofree char *description = bw_import_guess_describe (guess);
  const Expected *expected = find_expected (relative);

  g_test_message ("%s: %s", relative, description);
  g_assert_nonnull (expected);
  g_assert_cmpint (guess->verdict, ==, expected->verdict);
  if (expected->zone != NULL)
    {
      g_assert_cmpstr (guess->zone, ==, expected->zone);
      g_assert_cmpint (guess->stamp, ==, expected->stamp);
    }
  if (guess->verdict == BW_IMPORT_VERDICT_BARS)
    check_bars (guess, data, n_bytes, expected);
  else
    g_assert_cmpuint (strlen (guess->message), >, 40);
}

static guint
walk (const char *folder, const char *relative)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_files = 0;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *below = *relative != '\0' ? g_build_filename (relative, name, NULL) : g_strdup (name);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n_files += walk (path, below);
      else
        {
          check_file (path, below);
          n_files++;
        }
    }
  return n_files;
}

static void
test_everything (void)
{
  g_autofree char *folder = shared_data_path ("");

  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the shared data set is not here");
      return;
    }
  g_assert_cmpuint (walk (folder, ""), >=, G_N_ELEMENTS (expected_outcomes));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market/import/shared/everything", test_everything);
  return g_test_run ();
}
