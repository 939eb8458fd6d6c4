/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/reader.h"

#include <string.h>

/* How files from many places are guessed, and what the first bar then is. */

typedef struct
{
  const char *name;
  const char *file_name;
  const char *text;
  const char *symbol;
  const char *timeframe; /* NULL: not importable as it stands */
  BwCalendarId calendar;
  const char *zone;
  BwImportStamp stamp;
  const char *first; /* of the earliest bar, UTC */
  double close;      /* of that bar */
  guint n_bars;
} GuessCase;

static const GuessCase cases[] = {
  { "Yahoo", "AAPL.csv",
    "Date,Open,High,Low,Close,Adj Close,Volume\n"
    "2024-01-16,182.16,184.26,180.93,183.63,183.63,65603000\n"
    "2024-01-17,181.27,182.93,180.30,182.68,182.68,47317400\n",
    "AAPL", "1d", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 183.63, 2 },
  { "Alpha Vantage, newest first", "intraday_5min_IBM.csv",
    "timestamp,open,high,low,close,volume\n"
    "2024-01-17 16:00:00,3,3,3,3,3\n2024-01-17 15:55:00,2,2,2,2,2\n2024-01-17 15:50:00,1,1,1,1,1\n",
    "IBM", "5m", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_END, "2024-01-17T20:45:00Z", 1, 3 },
  { "Stooq", "msft.us.txt",
    "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\n"
    "MSFT.US,D,20240116,000000,393.66,394.03,387.62,390.27,27202300,0\n"
    "MSFT.US,D,20240117,000000,387.98,390.11,384.81,389.47,22234100,0\n",
    "MSFT.US", "several", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 390.27, 2 },
  { "Nasdaq, newest first, dollars", "HistoricalData_KO.csv",
    "Date,Close/Last,Volume,Open,High,Low\n"
    "01/17/2024,$59.87,14038560,$60.12,$60.27,$59.78\n01/16/2024,$60.15,13542060,$60.20,$60.35,$59.90\n",
    "KO", "1d", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 60.15, 2 },
  { "Investing.com", "NVDA Historical Data.csv",
    "\xef\xbb\xbf\"Date\",\"Price\",\"Open\",\"High\",\"Low\",\"Vol.\",\"Change %\"\n"
    "\"01/17/2024\",\"1,560.53\",\"1,563.47\",\"1,564.70\",\"1,547.40\",\"47.44M\",\"-0.58%\"\n"
    "\"01/16/2024\",\"1,563.82\",\"1,550.20\",\"1,568.30\",\"1,549.10\",\"44.96M\",\"3.06%\"\n",
    "NVDA", "1d", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 1563.82, 2 },
  { "Binance, no header, milliseconds", "BTCUSDT-1m-2024-01.csv",
    "1704067200000,42283.58,42298.62,42261.02,42298.61,35.92724,1704067259999,1519032.68,1327,23.18766,980394.7,0\n"
    "1704067260000,42298.62,42320.00,42298.61,42320.00,21.16779,1704067319999,895580.3,1348,13.08,553404.3,0\n",
    "BTCUSDT", "1m", BW_CALENDAR_CRYPTO, "UTC", BW_IMPORT_STAMP_START, "2024-01-01T00:00:00Z", 42298.61, 2 },
  { "CryptoDataDownload with a title", "Coinbase_ETHUSD_1h.csv",
    "https://www.CryptoDataDownload.com\n"
    "unix,date,symbol,open,high,low,close,Volume ETH,Volume USD\n"
    "1704070800,2024-01-01 01:00:00,ETH/USD,2297,2303,2290,2295,1,2\n"
    "1704067200,2024-01-01 00:00:00,ETH/USD,2282,2299,2280,2297,1,2\n",
    "ETH/USD", "1h", BW_CALENDAR_CRYPTO, "UTC", BW_IMPORT_STAMP_START, "2024-01-01T00:00:00Z", 2297, 2 },
  { "MetaTrader 5", "EURUSD_M15.csv",
    "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n"
    "2024.01.17\t00:00:00\t1.08756\t1.08781\t1.08752\t1.08770\t512\t0\t10\n"
    "2024.01.17\t00:15:00\t1.08770\t1.08790\t1.08765\t1.08779\t498\t0\t10\n",
    "EURUSD", "15m", BW_CALENDAR_FX, "America/New_York+7", BW_IMPORT_STAMP_START, "2024-01-16T22:00:00Z", 1.0877, 2 },
  { "MetaTrader 4, no header", "GBPUSD60.csv",
    "2024.01.17,10:00,1.2650,1.2680,1.2640,1.2670,1200\n2024.01.17,11:00,1.2670,1.2690,1.2660,1.2680,1100\n",
    "GBPUSD", "1h", BW_CALENDAR_FX, "America/New_York+7", BW_IMPORT_STAMP_START, "2024-01-17T08:00:00Z", 1.267, 2 },
  { "Dukascopy", "USDJPY_Candlestick_1_m_BID.csv",
    "Gmt time,Open,High,Low,Close,Volume\n"
    "17.01.2024 00:00:00.000,147.187,147.196,147.180,147.190,108.5\n"
    "17.01.2024 00:01:00.000,147.190,147.200,147.185,147.195,99.1\n",
    "USDJPY", "1m", BW_CALENDAR_FX, "UTC", BW_IMPORT_STAMP_START, "2024-01-17T00:00:00Z", 147.19, 2 },
  { "Alpaca", "SPY.csv",
    "t,o,h,l,c,v,n,vw\n2024-01-16T05:00:00Z,475.26,476.61,473.06,474.93,85014874,1,2\n"
    "2024-01-17T05:00:00Z,471.82,472.79,469.87,472.29,68843928,1,2\n",
    "SPY", "1d", BW_CALENDAR_XNYS, "UTC", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 474.93, 2 },
  { "Tiingo, midnight in UTC", "prices_T.csv",
    "date,close,high,low,open\n2024-01-16T00:00:00.000Z,16.5,16.7,16.4,16.6\n2024-01-17T00:00:00.000Z,16.4,16.6,16.3,16.5\n",
    "T", "1d", BW_CALENDAR_XNYS, "UTC", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 16.5, 2 },
  { "offsets in the text", "QQQ.csv",
    "datetime,open,high,low,close,volume\n2024-01-17 09:30:00-05:00,405,406,404,405.5,1\n"
    "2024-01-17 09:31:00-05:00,405.5,406,405,405.7,1\n",
    "QQQ", "1m", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-17T14:30:00Z", 405.5, 2 },
  { "stocks stamped in UTC", "F.csv",
    "datetime,open,high,low,close\n2024-01-16 14:30:00,1,1,1,1\n2024-01-16 17:30:00,1,1,1,1\n2024-01-16 20:30:00,1,1,1,1\n",
    "F", "3h", BW_CALENDAR_XNYS, "UTC", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 1, 3 },
  { "German, decimal comma", "SAP.csv",
    "Datum;Erster;Hoch;Tief;Schlusskurs;Stück\n16.01.2024;139,50;140,12;138,90;139,98;1.250.300\n"
    "17.01.2024;139,00;139,44;137,20;137,96;1.411.020\n",
    "SAP", "1d", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 139.98, 2 },
  { "day first told by the 17th", "GE.csv",
    "Date,Open,High,Low,Close\n16/01/2024,1,2,1,1.5\n17/01/2024,1,2,1,1.6\n",
    "GE", "1d", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 1.5, 2 },
  { "day first told by the order", "GE.csv",
    "Date,Open,High,Low,Close\n08/01/2024,1,2,1,1.5\n09/01/2024,1,2,1,1.6\n10/01/2024,1,2,1,1.6\n"
    "11/01/2024,1,2,1,1.6\n12/01/2024,1,2,1,1.6\n01/02/2024,1,2,1,1.6\n02/02/2024,1,2,1,1.6\n",
    "GE", "1d", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-08T14:30:00Z", 1.5, 7 },
  { "month by name", "WMT.csv",
    "Date,Open,High,Low,Close\n\"Jan 16, 2024\",1,2,1,1.5\n\"Jan 17, 2024\",1,2,1,1.6\n",
    "WMT", "1d", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 1.5, 2 },
  { "weekly, stamped on Fridays", "XOM.csv",
    "Date,Open,High,Low,Close\n2024-01-05,1,2,1,1.5\n2024-01-12,1,2,1,1.6\n2024-01-19,1,2,1,1.7\n",
    "XOM", "1w", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-02T14:30:00Z", 1.5, 3 },
  { "monthly", "CVX.csv",
    "Date,Open,High,Low,Close\n2024-01-01,1,2,1,1.5\n2024-02-01,1,2,1,1.6\n2024-03-01,1,2,1,1.7\n",
    "CVX", "1M", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-02T14:30:00Z", 1.5, 3 },
  { "a close alone", "MMM.csv", "date,close\n2024-01-16,1.5\n2024-01-17,1.6\n",
    "MMM", "1d", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 1.5, 2 },
  { "pandas floats", "TSLA.csv",
    "Date,Open,High,Low,Close\n2024-01-16,215.10000610351562,223.49000549316406,212.17999267578125,219.91000366210938\n"
    "2024-01-17,214.86000061035156,215.6699981689453,212.00999450683594,215.5500030517578\n",
    "TSLA", "1d", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 219.91000366, 2 },
  { "yfinance", "data.csv",
    "Price,Close,High,Low,Open,Volume\nTicker,MSFT,MSFT,MSFT,MSFT,MSFT\nDate,,,,,\n"
    "2024-01-16,390.27,394.03,387.62,393.66,27202300\n2024-01-17,389.47,390.11,384.81,387.98,22234100\n",
    "MSFT", "1d", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 390.27, 2 },
  { "pandas, an index without a name", "PG.csv",
    ",Open,High,Low,Close,Volume\n2024-01-16,1,2,1,1.5,3\n2024-01-17,1,2,1,1.6,3\n",
    "PG", "1d", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 1.5, 2 },
  { "quantmod", "HD.csv",
    "Index,HD.Open,HD.High,HD.Low,HD.Close,HD.Volume,HD.Adjusted\n2024-01-16,1,2,1,1.5,3,1\n2024-01-17,1,2,1,1.6,3,1\n",
    "HD", "1d", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 1.5, 2 },
  { "a bar a row of many symbols by date", "prices.csv",
    "date,ticker,open,high,low,close,volume\n2024-01-16,A,1,2,1,1.5,1\n2024-01-16,B,1,2,1,1.5,1\n"
    "2024-01-17,A,1,2,1,1.5,1\n2024-01-17,B,1,2,1,1.5,1\n",
    NULL, "1d", BW_CALENDAR_XNYS, "America/New_York", BW_IMPORT_STAMP_START, "2024-01-16T14:30:00Z", 1.5, 4 },
};

static BwImportGuess *
guess_text (const char *file_name, const char *text)
{
  return bw_import_guess_new (file_name, (const guint8 *) text, strlen (text), TRUE);
}

static void
check_first (const BwImportGuess *guess, const GuessCase *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportReader) reader = bw_import_reader_new (guess, 10, &error);
  BwImportPart part;
  BwTime first = BW_TIME_MAX, wanted;
  double close = 0;

  g_assert_no_error (error);
  g_assert_true (bw_import_reader_feed (reader, (const guint8 *) expected->text, strlen (expected->text), TRUE,
                                        NULL, &error));
  for (guint i = 0; i < bw_import_reader_get_report (reader)->refusals->len; i++)
    {
      const BwImportRefusal *refusal = g_ptr_array_index (bw_import_reader_get_report (reader)->refusals, i);

      g_test_message ("  refused: %s: %s", refusal->detail, refusal->raw);
    }
  while (bw_import_reader_take (reader, 0, &part))
    {
      if (part.series->start[0] < first)
        {
          first = part.series->start[0];
          close = part.series->close[0];
        }
      bw_import_part_clear (&part);
    }
  g_assert_true (bw_time_parse_rfc3339 (expected->first, -1, &wanted));
  g_assert_cmpint (first, ==, wanted);
  g_assert_cmpfloat (close, ==, expected->close);
  g_assert_cmpuint (bw_import_reader_get_report (reader)->n_accepted, ==, expected->n_bars);
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwImportGuess) guess = guess_text (cases[i].file_name, cases[i].text);
      g_autofree char *description = bw_import_guess_describe (guess);
      char timeframe[16];

      g_test_message ("%s: %s", cases[i].name, description);
      g_assert_cmpint (guess->verdict, ==, BW_IMPORT_VERDICT_BARS);
      if (bw_import_guess_find_role (guess, BW_IMPORT_ROLE_SYMBOL) < 0)
        g_assert_cmpstr (guess->symbol, ==, cases[i].symbol);
      if (bw_import_guess_find_role (guess, BW_IMPORT_ROLE_TIMEFRAME) < 0)
        g_assert_cmpstr (bw_timeframe_print (guess->timeframe, timeframe), ==, cases[i].timeframe);
      else
        g_assert_cmpstr ("several", ==, cases[i].timeframe);
      g_assert_cmpint (guess->calendar, ==, cases[i].calendar);
      g_assert_cmpstr (guess->zone, ==, cases[i].zone);
      g_assert_cmpint (guess->stamp, ==, cases[i].stamp);
      for (int item = 0; item < BW_IMPORT_N_ITEMS; item++)
        g_assert_true (guess->notes[item].reason != NULL || item == BW_IMPORT_ITEM_PRICE);
      check_first (guess, &cases[i]);
    }
}

static void
test_corrections (void)
{
  const char *text = "when;a;b;c;d\n2024-01-16 10:00;1,5;1,6;1,4;1,55\n2024-01-16 10:05;1,55;1,6;1,4;1,5\n";
  g_autoptr (BwImportGuess) guess = guess_text ("notes.csv", text);
  g_autoptr (BwImportReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  const BwImportRole roles[] = { BW_IMPORT_ROLE_DATETIME, BW_IMPORT_ROLE_OPEN, BW_IMPORT_ROLE_HIGH,
                                 BW_IMPORT_ROLE_LOW, BW_IMPORT_ROLE_CLOSE };
  BwImportPart part;

  g_assert_cmpint (guess->verdict, ==, BW_IMPORT_VERDICT_NO_TIME);
  g_assert_null (bw_import_reader_new (guess, 10, &error));
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_IMPORTABLE);
  g_assert_nonnull (strstr (error->message, "when, a, b, c, d"));
  g_clear_error (&error);
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    bw_import_guess_set_role (guess, i, roles[i]);
  guess->decimal_point = ',';
  g_assert_cmpint (bw_import_guess_check (guess), ==, BW_IMPORT_VERDICT_INCOMPLETE);
  guess->timeframe = BW_TIMEFRAME_5M;
  bw_import_guess_set_symbol (guess, "");
  g_assert_cmpint (bw_import_guess_check (guess), ==, BW_IMPORT_VERDICT_INCOMPLETE);
  bw_import_guess_set_symbol (guess, "abc");
  g_assert_cmpint (bw_import_guess_check (guess), ==, BW_IMPORT_VERDICT_BARS);
  g_assert_false (bw_import_guess_set_zone (guess, "Mars/Olympus"));
  g_assert_true (bw_import_guess_set_zone (guess, "Europe/Berlin"));
  guess->calendar = BW_CALENDAR_CRYPTO;
  g_assert_cmpstr (guess->symbol, ==, "ABC");
  reader = bw_import_reader_new (guess, 10, &error);
  g_assert_no_error (error);
  g_assert_true (bw_import_reader_feed (reader, (const guint8 *) text, strlen (text), TRUE, NULL, &error));
  g_assert_cmpuint (bw_import_reader_get_report (reader)->n_accepted, ==, 2);
  g_assert_true (bw_import_reader_take (reader, 0, &part));
  bw_import_part_clear (&part);
  g_assert_cmpint (bw_import_reader_get_report (reader)->first, ==,
                   (bw_date_from_ymd (2024, 1, 16) * BW_DAY) + 9 * BW_HOUR);
  /* A role is held by one column. */
  bw_import_guess_set_role (guess, 1, BW_IMPORT_ROLE_CLOSE);
  g_assert_cmpint (guess->roles[4], ==, BW_IMPORT_ROLE_NONE);
  g_assert_cmpint (bw_import_guess_check (guess), ==, BW_IMPORT_VERDICT_NO_PRICES);
}

static void
test_set_reading (void)
{
  const char *text = "2024-01-16;1;2;1;1,5\n2024-01-17;1;2;1;1,6\n";
  g_autoptr (BwImportGuess) guess = guess_text ("IBM.csv", text);
  g_autoptr (BwImportGuess) copy = bw_import_guess_copy (guess);

  g_assert_cmpint (guess->verdict, ==, BW_IMPORT_VERDICT_BARS);
  g_assert_false (guess->has_header);
  g_assert_cmpint (guess->delimiter, ==, ';');
  bw_import_guess_set_reading (guess, BW_IMPORT_UTF8, '\t', FALSE);
  g_assert_cmpint (guess->verdict, ==, BW_IMPORT_VERDICT_NOT_TABLE);
  bw_import_guess_set_reading (guess, BW_IMPORT_LATIN1, ';', TRUE);
  g_assert_cmpuint (guess->n_columns, ==, 5);
  g_assert_cmpstr (guess->column_names[0], ==, "2024-01-16");
  /* The copy is not touched. */
  g_assert_cmpint (copy->verdict, ==, BW_IMPORT_VERDICT_BARS);
  g_assert_cmpuint (copy->sample->len, ==, 2);
  g_assert_cmpstr (((char **) g_ptr_array_index (copy->sample, 1))[4], ==, "1,6");
}

static const struct
{
  const char *name;
  const char *text;
  gsize n_bytes; /* 0: a string */
  BwImportVerdict verdict;
  const char *says;
} refusals[] = {
  { "empty", "", 0, BW_IMPORT_VERDICT_EMPTY, "empty" },
  { "blanks", " \n\n  \n", 0, BW_IMPORT_VERDICT_EMPTY, "empty" },
  { "a zip", "PK\x03\x04zzzz", 8, BW_IMPORT_VERDICT_BINARY, "zip" },
  { "zeros", "a\0b\0\0\0\0c", 8, BW_IMPORT_VERDICT_BINARY, "binary" },
  { "noise", "\x01\x02\x03\x04\x05\x06\x07\x08,\x0b\x0c", 0, BW_IMPORT_VERDICT_BINARY, "binary" },
  { "prose", "Once upon a time\nthere was a file.\n", 0, BW_IMPORT_VERDICT_NOT_TABLE, "Found" },
  { "JSON", "{\"a\": [1, 2]}", 0, BW_IMPORT_VERDICT_NOT_TABLE, "without columns" },
  { "HTML", "<html><body>a,b</body></html>\n", 0, BW_IMPORT_VERDICT_NOT_TABLE, "without columns" },
  { "wrong columns", "name,city\nAnn,Rome\nBob,Oslo\n", 0, BW_IMPORT_VERDICT_NO_TIME, "name, city" },
  { "no high and low", "date,open,close\n2024-01-16,1,2\n", 0, BW_IMPORT_VERDICT_NO_PRICES, "date, open, close" },
  { "a header alone", "date,open,high,low,close\n", 0, BW_IMPORT_VERDICT_EMPTY, "header" },
  { "options", "date,strike,expiry,open,last\n2024-01-16,5,2024-02-16,1,2\n", 0, BW_IMPORT_VERDICT_OPTIONS, "option chain" },
  { "quotes of a stock", "symbol,datetime,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,ask_close\n"
    "SPY,2024-01-16 09:30,1,1,1,1,2,2,2,2\nSPY,2024-01-16 09:31,1,1,1,1,2,2,2,2\n", 0,
    BW_IMPORT_VERDICT_INCOMPLETE, "bid and ask" },
  { "dates and intraday", "date,open,high,low,close\n2024-01-16 10:00,1,1,1,1\n", 0, BW_IMPORT_VERDICT_INCOMPLETE, "timeframe" },
};

static void
test_refusals (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      gsize n = refusals[i].n_bytes > 0 ? refusals[i].n_bytes : strlen (refusals[i].text);
      g_autoptr (BwImportGuess) guess =
          bw_import_guess_new ("X.csv", (const guint8 *) refusals[i].text, n, TRUE);
      g_autofree char *description = bw_import_guess_describe (guess);

      g_test_message ("%s: %s", refusals[i].name, description);
      g_assert_cmpint (guess->verdict, ==, refusals[i].verdict);
      g_assert_nonnull (strstr (description, refusals[i].says));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market/import/guess/cases", test_cases);
  g_test_add_func ("/market/import/guess/corrections", test_corrections);
  g_test_add_func ("/market/import/guess/set-reading", test_set_reading);
  g_test_add_func ("/market/import/guess/refusals", test_refusals);
  return g_test_run ();
}
