/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/aggregate.h"

#include <math.h>

#include "base/random.h"
#include "market/import/reader.h"
#include "shared-data.h"

static BwTime
parse_time (const char *text)
{
  BwTime time = BW_TIME_NONE;

  g_assert_true (bw_time_parse_rfc3339 (text, -1, &time));
  return time;
}

static const struct
{
  const char *name;
  BwCalendarId calendar;
  const char *timeframe;
  const char *time;
  const char *start, *end;
} bucket_cases[] = {
  { "15m at the open", BW_CALENDAR_XNYS, "15m", "2024-01-17T14:30:00Z", "2024-01-17T14:30:00Z", "2024-01-17T14:45:00Z" },
  { "15m's last instant", BW_CALENDAR_XNYS, "15m", "2024-01-17T14:44:59Z", "2024-01-17T14:30:00Z", "2024-01-17T14:45:00Z" },
  { "1h is counted from 9:30", BW_CALENDAR_XNYS, "1h", "2024-01-17T20:59:00Z", "2024-01-17T20:30:00Z", "2024-01-17T21:30:00Z" },
  { "1h before the open", BW_CALENDAR_XNYS, "1h", "2024-01-17T14:29:00Z", "2024-01-17T13:30:00Z", "2024-01-17T14:30:00Z" },
  { "4h cut off at 4:00", BW_CALENDAR_XNYS, "4h", "2024-01-17T09:10:00Z", "2024-01-17T09:00:00Z", "2024-01-17T10:30:00Z" },
  { "day", BW_CALENDAR_XNYS, "1d", "2024-01-17T16:00:00Z", "2024-01-17T14:30:00Z", "2024-01-18T01:00:00Z" },
  { "day from its pre-market", BW_CALENDAR_XNYS, "1d", "2024-01-17T09:00:00Z", "2024-01-17T14:30:00Z", "2024-01-18T01:00:00Z" },
  { "week after a holiday Monday", BW_CALENDAR_XNYS, "1w", "2024-01-17T16:00:00Z", "2024-01-16T14:30:00Z", "2024-01-20T01:00:00Z" },
  { "month", BW_CALENDAR_XNYS, "1M", "2024-01-17T16:00:00Z", "2024-01-02T14:30:00Z", "2024-02-01T01:00:00Z" },
  { "December", BW_CALENDAR_XNYS, "1M", "2023-12-29T16:00:00Z", "2023-12-01T14:30:00Z", "2023-12-30T01:00:00Z" },
  { "crypto 4h", BW_CALENDAR_CRYPTO, "4h", "2024-01-20T07:59:59Z", "2024-01-20T04:00:00Z", "2024-01-20T08:00:00Z" },
  { "crypto day", BW_CALENDAR_CRYPTO, "1d", "2024-01-20T23:59:59Z", "2024-01-20T00:00:00Z", "2024-01-21T00:00:00Z" },
  { "crypto week", BW_CALENDAR_CRYPTO, "1w", "2024-01-21T12:00:00Z", "2024-01-15T00:00:00Z", "2024-01-22T00:00:00Z" },
  { "fx 4h from 17:00 New York", BW_CALENDAR_FX, "4h", "2024-01-17T03:00:00Z", "2024-01-17T02:00:00Z", "2024-01-17T06:00:00Z" },
  { "fx Monday from Sunday", BW_CALENDAR_FX, "1d", "2024-01-21T23:00:00Z", "2024-01-21T22:00:00Z", "2024-01-22T22:00:00Z" },
  { "fx week", BW_CALENDAR_FX, "1w", "2024-01-24T23:00:00Z", "2024-01-21T22:00:00Z", "2024-01-26T22:00:00Z" },
};

static void
test_buckets (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bucket_cases); i++)
    {
      BwBucket bucket;
      BwTimeframe timeframe;

      g_test_message ("%s", bucket_cases[i].name);
      g_assert_true (bw_timeframe_parse (bucket_cases[i].timeframe, &timeframe));
      g_assert_true (bw_bucket_at (bucket_cases[i].calendar, timeframe,
                                   parse_time (bucket_cases[i].time), &bucket));
      g_assert_cmpint (bucket.start, ==, parse_time (bucket_cases[i].start));
      g_assert_cmpint (bucket.end, ==, parse_time (bucket_cases[i].end));
    }
}

/* Minute bars of a few sessions with extended hours and holes, from a seed. */
static BwBarSeries *
make_minutes (BwCalendarId calendar, guint64 seed, BwDate date, int n_sessions)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_1M, 0);
  BwSession session;

  for (int s = 0; s < n_sessions; s++)
    {
      g_assert_true (bw_calendar_next_session (calendar, date, &session));
      date = session.date;
      for (BwTime at = session.pre_open; at < session.post_close; at += BW_MINUTE)
        {
          guint64 draw = bw_random_at (seed, (guint64) at, 0, 0, 0);
          double open = 100 + (double) (draw % 100) / 100, close = 100 + (double) (draw / 100 % 100) / 100;

          if (draw % 7 != 0)
            bw_bar_series_append (series, at, open, MAX (open, close) + 0.25, MIN (open, close) - 0.25,
                                  close, draw % 11 == 0 ? (double) NAN : (double) (draw % 1000));
        }
    }
  return series;
}

/* For each fine bar its bucket is asked for anew, and the bars of a bucket are searched from the start. */
static BwBarSeries *
aggregate_slowly (const BwBarSeries *fine, BwCalendarId calendar, BwTimeframe timeframe, BwHours hours)
{
  BwBarSeries *coarse = bw_bar_series_new (timeframe, 0);

  for (gsize i = 0; i < fine->n_bars; i++)
    {
      BwBucket bucket;
      gsize k = 0;

      if (hours == BW_HOURS_CORE && bw_calendar_phase_at (calendar, fine->start[i]) != BW_PHASE_CORE)
        continue;
      g_assert_true (bw_bucket_at (calendar, timeframe, fine->start[i], &bucket));
      while (k < coarse->n_bars && coarse->start[k] != bucket.start)
        k++;
      if (k == coarse->n_bars)
        {
          bw_bar_series_append (coarse, bucket.start, fine->open[i], fine->high[i], fine->low[i],
                                fine->close[i], fine->volume[i]);
          continue;
        }
      coarse->high[k] = MAX (coarse->high[k], fine->high[i]);
      coarse->low[k] = MIN (coarse->low[k], fine->low[i]);
      coarse->close[k] = fine->close[i];
      if (isnan (coarse->volume[k]))
        coarse->volume[k] = fine->volume[i];
      else if (!isnan (fine->volume[i]))
        coarse->volume[k] += fine->volume[i];
    }
  return coarse;
}

static void
assert_same (const BwBarSeries *a, const BwBarSeries *b)
{
  g_assert_cmpuint (a->n_bars, ==, b->n_bars);
  for (gsize i = 0; i < a->n_bars; i++)
    {
      g_assert_cmpint (a->start[i], ==, b->start[i]);
      g_assert_true (i == 0 || a->start[i] > a->start[i - 1]);
      g_assert_cmpfloat (a->open[i], ==, b->open[i]);
      g_assert_cmpfloat (a->high[i], ==, b->high[i]);
      g_assert_cmpfloat (a->low[i], ==, b->low[i]);
      g_assert_cmpfloat (a->close[i], ==, b->close[i]);
      g_assert_true (isnan (a->volume[i]) ? isnan (b->volume[i]) : a->volume[i] == b->volume[i]);
    }
}

static void
test_against_model (void)
{
  const char *timeframes[] = { "1m", "5m", "15m", "1h", "4h", "1d", "1w", "1M" };
  const BwCalendarId calendars[] = { BW_CALENDAR_XNYS, BW_CALENDAR_CRYPTO, BW_CALENDAR_FX };

  for (gsize c = 0; c < G_N_ELEMENTS (calendars); c++)
    {
      /* Over Thanksgiving, an early close and the end of a month. */
      g_autoptr (BwBarSeries) fine =
          make_minutes (calendars[c], 7, bw_date_from_ymd (2024, 11, 25), 8);

      for (gsize t = 0; t < G_N_ELEMENTS (timeframes); t++)
        for (int hours = BW_HOURS_CORE; hours <= BW_HOURS_EXTENDED; hours++)
          {
            BwTimeframe timeframe;
            g_autoptr (BwBarSeries) coarse = NULL;
            g_autoptr (BwBarSeries) slow = NULL;

            g_assert_true (bw_timeframe_parse (timeframes[t], &timeframe));
            coarse = bw_aggregate (fine, calendars[c], timeframe, (BwHours) hours);
            slow = aggregate_slowly (fine, calendars[c], timeframe, (BwHours) hours);
            g_test_message ("%s %s: %u bars", bw_calendar_name (calendars[c]), timeframes[t],
                            (guint) coarse->n_bars);
            g_assert_cmpuint (coarse->n_bars, >, 0);
            assert_same (coarse, slow);
          }
    }
}

/* Minutes to weeks in one step or by way of days: the same. */
static void
test_by_way_of_days (void)
{
  g_autoptr (BwBarSeries) fine = make_minutes (BW_CALENDAR_XNYS, 3, bw_date_from_ymd (2024, 2, 20), 15);
  g_autoptr (BwBarSeries) days = bw_aggregate (fine, BW_CALENDAR_XNYS, BW_TIMEFRAME_1D, BW_HOURS_CORE);
  const BwTimeframe timeframes[] = { BW_TIMEFRAME_1W, BW_TIMEFRAME_1MO };

  g_assert_cmpuint (days->n_bars, ==, 15);
  for (gsize i = 0; i < G_N_ELEMENTS (timeframes); i++)
    {
      g_autoptr (BwBarSeries) direct = bw_aggregate (fine, BW_CALENDAR_XNYS, timeframes[i], BW_HOURS_CORE);
      g_autoptr (BwBarSeries) stepped = bw_aggregate (days, BW_CALENDAR_XNYS, timeframes[i], BW_HOURS_CORE);

      assert_same (direct, stepped);
    }
}

static void
test_steps (void)
{
  g_autoptr (BwAggregator) aggregator =
      bw_aggregator_new (BW_CALENDAR_XNYS, BW_TIMEFRAME_1M, BW_TIMEFRAME_5M, BW_HOURS_CORE);
  BwTime open = parse_time ("2024-01-17T14:30:00Z");

  g_assert_cmpint (bw_aggregator_append (aggregator, open - BW_MINUTE, 1, 1, 1, 1, 1), ==, BW_AGGREGATE_SKIPPED);
  g_assert_cmpint (bw_aggregator_append (aggregator, open, 2, 4, 1, 3, 10), ==, BW_AGGREGATE_OPENED);
  g_assert_cmpint (bw_aggregator_append (aggregator, open + 4 * BW_MINUTE, 3, 5, 2, 4, 5), ==, BW_AGGREGATE_UPDATED);
  g_assert_cmpint (bw_aggregator_append (aggregator, open + 5 * BW_MINUTE, 9, 9, 9, 9, 1), ==, BW_AGGREGATE_OPENED);
  g_assert_cmpuint (aggregator->coarse->n_bars, ==, 2);
  g_assert_cmpfloat (aggregator->coarse->open[0], ==, 2);
  g_assert_cmpfloat (aggregator->coarse->high[0], ==, 5);
  g_assert_cmpfloat (aggregator->coarse->low[0], ==, 1);
  g_assert_cmpfloat (aggregator->coarse->close[0], ==, 4);
  g_assert_cmpfloat (aggregator->coarse->volume[0], ==, 15);
  g_assert_cmpint (bw_aggregator_append (aggregator, open + 390 * BW_MINUTE, 1, 1, 1, 1, 1), ==, BW_AGGREGATE_SKIPPED);
}

static GHashTable *
import_all (const char *relative)
{
  g_autoptr (GBytes) bytes = shared_data_load (relative);
  g_autoptr (BwImportGuess) guess = NULL;
  g_autoptr (BwImportReader) reader = NULL;
  GHashTable *all;
  BwImportPart part;
  gsize n;
  const guint8 *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &n);
  guess = bw_import_guess_new (relative, data, n, TRUE);
  reader = bw_import_reader_new (guess, 10, NULL);
  g_assert_true (bw_import_reader_feed (reader, data, n, TRUE, NULL, NULL));
  all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bw_bar_series_unref);
  while (bw_import_reader_take (reader, 0, &part))
    g_hash_table_insert (all, g_strdup (part.symbol), part.series);
  return all;
}

/* One vendor's files of three timeframes. He made each from ticks of his own, so prices differ a little;
 * the bars' places must not. */
static void
compare_vendor (const char *fine_file, const char *coarse_file, BwTimeframe timeframe, guint n_expected,
                double tolerance)
{
  g_autoptr (GHashTable) fine = import_all (fine_file);
  g_autoptr (GHashTable) coarse = import_all (coarse_file);
  GHashTableIter iter;
  gpointer symbol, series;
  guint n_compared = 0;

  if (fine == NULL || coarse == NULL)
    {
      g_test_skip ("the shared data set is not here");
      return;
    }
  g_hash_table_iter_init (&iter, fine);
  while (g_hash_table_iter_next (&iter, &symbol, &series))
    {
      g_autoptr (BwBarSeries) ours = bw_aggregate (series, BW_CALENDAR_XNYS, timeframe, BW_HOURS_CORE);
      const BwBarSeries *theirs = g_hash_table_lookup (coarse, symbol);
      gsize k = bw_bar_series_find (theirs, ours->start[0]);

      for (gsize i = 0; i < ours->n_bars; i++, k++, n_compared++)
        {
          g_assert_cmpuint (k, <, theirs->n_bars);
          g_assert_cmpint (ours->start[i], ==, theirs->start[k]);
          g_assert_cmpfloat_with_epsilon (ours->open[i] / theirs->open[k], 1, tolerance);
          g_assert_cmpfloat_with_epsilon (ours->high[i] / theirs->high[k], 1, tolerance);
          g_assert_cmpfloat_with_epsilon (ours->low[i] / theirs->low[k], 1, tolerance);
          g_assert_cmpfloat_with_epsilon (ours->close[i] / theirs->close[k], 1, tolerance);
        }
    }
  g_assert_cmpuint (n_compared, ==, n_expected);
}

static void
test_vendor_minutes (void)
{
  compare_vendor ("equities/us_1min_2019-02-11_15.csv.gz", "equities/us_15min_2019-01-04_2019-02-15.csv.gz",
                  BW_TIMEFRAME_15M, 2080, 0.0015);
}

static void
test_vendor_days (void)
{
  compare_vendor ("equities/us_15min_2019-01-04_2019-02-15.csv.gz", "equities/us_daily_2018-01_2019-02.csv.gz",
                  BW_TIMEFRAME_1D, 480, 0.015);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market/aggregate/buckets", test_buckets);
  g_test_add_func ("/market/aggregate/against-model", test_against_model);
  g_test_add_func ("/market/aggregate/by-way-of-days", test_by_way_of_days);
  g_test_add_func ("/market/aggregate/steps", test_steps);
  g_test_add_func ("/market/aggregate/vendor-minutes", test_vendor_minutes);
  g_test_add_func ("/market/aggregate/vendor-days", test_vendor_days);
  return g_test_run ();
}
