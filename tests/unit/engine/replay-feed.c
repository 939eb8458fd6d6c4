/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/replay-feed.h"

#include "engine/batch.h"
#include "engine/finer.h"
#include "engine/span.h"
#include "store/bar-store.h"

/* Five symbols with holes, over sessions of June 2026. */
#define N_SYMBOLS 5

static BwTime
june (int day)
{
  return bw_date_from_ymd (2026, 6, day) * BW_DAY + 13 * BW_HOUR + 30 * BW_MINUTE;
}

static gboolean
has_bar (BwInstrumentId instrument, int day, int minute)
{
  return (day * 390 + minute) % (2 * instrument + 1) != 0;
}

static BwBarSeries *
load_cb (BwInstrumentId instrument, BwTimeframe timeframe, BwTime first, BwTime end, gpointer user_data)
{
  BwBarSeries *series = bw_bar_series_new (timeframe, 0);
  int n_minutes = timeframe / 60;

  for (int day = 1; day <= 12; day++)
    for (int minute = 0; minute < 390; minute += n_minutes)
      {
        BwTime start = june (day) + minute * BW_MINUTE;
        double price = instrument * 100 + day + minute / 400.0;

        if (bw_date_weekday (bw_date_from_ymd (2026, 6, day)) < 6 && has_bar (instrument, day, minute) &&
            start >= first && start < end)
          bw_bar_series_append (series, start, price, price + 1, price - 1, price + 0.5, 100);
      }
  ++*(guint *) user_data;
  return series;
}

/* Of minutes that end in (@start, @end]. */
static guint64
count_bars (BwTime start, BwTime end)
{
  guint64 n_bars = 0;
  guint n_loads = 0;

  for (guint i = 0; i < N_SYMBOLS; i++)
    {
      g_autoptr (BwBarSeries) bars =
          load_cb (i + 1, BW_TIMEFRAME_1M, start - BW_MINUTE + 1, end - BW_MINUTE + 1, &n_loads);

      n_bars += bars->n_bars;
    }
  return n_bars;
}

/* One before what is played, two before an open, one at a bar's very end, one after everything. */
static void
add_splits (GArray *splits)
{
  const BwSplit all[] = {
    { 1, june (1) - BW_DAY, BW_FIXED (2), BW_FIXED (1) }, { 2, june (3) - BW_HOUR, BW_FIXED (4), BW_FIXED (1) },
    { 3, june (3) - BW_HOUR, BW_FIXED (1), BW_FIXED (10) }, { 4, june (3) + 30 * BW_MINUTE, BW_FIXED (3), BW_FIXED (1) },
    { 5, june (12), BW_FIXED (2), BW_FIXED (1) },
  };

  g_array_append_vals (splits, all, G_N_ELEMENTS (all));
}

static BwFeed *
make_feed (BwTimeframe timeframe, BwTime start, BwTime end, guint *n_loads)
{
  g_autoptr (BwReplaySource) source = bw_replay_source_new ();
  BwInstrument instruments[N_SYMBOLS];

  source->timeframe = timeframe;
  source->start = start;
  source->end = end;
  for (guint i = 0; i < N_SYMBOLS; i++)
    {
      bw_instrument_init (&instruments[i], BW_INSTRUMENT_EQUITY, "X");
      instruments[i].id = i + 1;
      g_array_append_val (source->instruments, instruments[i].id);
    }
  add_splits (source->splits);
  return bw_replay_feed_new (source, instruments, load_cb, n_loads, NULL);
}

static void
test_order_and_bounds (void)
{
  guint n_loads = 0;
  g_autoptr (BwFeed) feed = make_feed (BW_TIMEFRAME_1M, june (2) + BW_HOUR, june (4), &n_loads);
  BwMarketEvent event, before = { 0 };
  guint64 n_events = 0;
  guint n_splits = 0;

  while (bw_feed_next (feed, BW_TIME_MAX, &event, 1) == 1)
    {
      /* The bar that ends at the start has been seen; later ones come in order. */
      g_assert_cmpint (event.time, >, june (2) + BW_HOUR);
      g_assert_cmpint (event.time, <=, june (4));
      g_assert_true (event.time > before.time || (event.time == before.time && event.instrument > before.instrument) ||
                     before.kind == BW_MARKET_SPLIT);
      if (event.kind == BW_MARKET_SPLIT)
        {
          /* Before the bars of its instant, and not the one that was before the start. */
          g_assert_cmpuint (event.instrument, ==, 2 + n_splits++);
          g_assert_true (event.time > before.time || before.kind == BW_MARKET_SPLIT);
        }
      else
        n_events++;
      before = event;
    }
  g_assert_cmpuint (n_splits, ==, 3);
  g_assert_cmpuint (bw_feed_position (feed), ==, n_events + n_splits);
  g_assert_cmpint (bw_feed_peek (feed), ==, BW_TIME_MAX);
  g_assert_cmpuint (n_events, ==, count_bars (june (2) + BW_HOUR, june (4)));
}

/* However it is read, and wherever it is saved and restored, the stream is the same. */
static void
test_save_and_restore (void)
{
  guint n_loads = 0;
  g_autoptr (BwFeed) plain = make_feed (BW_TIMEFRAME_5M, june (1), june (10), &n_loads);
  g_autoptr (BwFeed) broken = make_feed (BW_TIMEFRAME_5M, june (1), june (10), &n_loads);
  guint64 expected = 0, hash = 0;
  BwMarketEvent events[64];
  gsize n;

  while ((n = bw_feed_next (plain, BW_TIME_MAX, events, G_N_ELEMENTS (events))) > 0)
    expected = bw_market_hash (expected, events, n);
  for (;;)
    {
      g_autoptr (GByteArray) saved = g_byte_array_new ();
      g_autoptr (GError) error = NULL;
      BwTime next = bw_feed_peek (broken);

      if (next == BW_TIME_MAX)
        break;
      n = bw_feed_next (broken, next + g_test_rand_int_range (0, 20) * BW_MINUTE, events,
                        g_test_rand_int_range (1, G_N_ELEMENTS (events)));
      hash = bw_market_hash (hash, events, n);
      bw_feed_save (broken, saved);
      bw_feed_free (broken);
      broken = make_feed (BW_TIMEFRAME_5M, june (1), june (10), &n_loads);
      g_assert_true (bw_feed_restore (broken, saved->data, saved->len, &error));
      g_assert_no_error (error);
    }
  g_assert_cmpuint (hash, ==, expected);
  g_assert_cmpuint (bw_feed_position (broken), ==, bw_feed_position (plain));
}

static void
test_damaged_place (void)
{
  guint n_loads = 0;
  g_autoptr (BwFeed) feed = make_feed (BW_TIMEFRAME_5M, june (1), june (10), &n_loads);
  g_autoptr (GError) error = NULL;

  g_assert_false (bw_feed_restore (feed, (const guint8 *) "short", 5, &error));
  g_assert_nonnull (error);
}

/* Minutes that go from 100 up to 110, down to 90 and up to 105. */
static double
price_at (int minute)
{
  if (minute <= 100)
    return 100 + minute / 10.0;
  return minute <= 250 ? 110 - (minute - 100) / 7.5 : 90 + (minute - 250) * 15 / 140.0;
}

/* Three days that say what their minutes say, but for the second, whose minutes are of other shares,
 * and cents: a day opens at 99.98 and closes at 105.02. */
static BwBarSeries *
load_days_cb (BwInstrumentId instrument, BwTimeframe timeframe, BwTime first, BwTime end, gpointer user_data)
{
  BwBarSeries *series = bw_bar_series_new (timeframe, 0);

  for (int day = 1; day <= 3; day++)
    {
      double scale = day == 2 ? 0.5 : 1;

      if (timeframe == BW_TIMEFRAME_1D && june (day) >= first && june (day) < end)
        bw_bar_series_append (series, june (day), 99.98, 110.01, 89.99, 105.02, 39000);
      /* Those of the hour before the open don't belong to it. */
      for (int minute = -60; timeframe == BW_TIMEFRAME_1M && minute < 390; minute++)
        {
          double open = price_at (minute) * scale, close = price_at (minute + 1) * scale;
          BwTime start = june (day) + minute * BW_MINUTE;

          if (start >= first && start < end)
            bw_bar_series_append (series, start, open, MAX (open, close), MIN (open, close), close, 100);
        }
    }
  return series;
}

static BwFeed *
make_days (gboolean has_finer, BwTime start)
{
  g_autoptr (BwReplaySource) source = bw_replay_source_new ();
  BwTimeframe finer = BW_TIMEFRAME_1M;
  BwInstrument instrument;

  bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, "X");
  instrument.id = 1;
  source->timeframe = BW_TIMEFRAME_1D;
  source->start = start;
  source->end = june (4);
  g_array_append_val (source->instruments, instrument.id);
  if (has_finer)
    g_array_append_val (source->finer, finer);
  return bw_replay_feed_new (source, &instrument, load_days_cb, NULL, NULL);
}

static void
test_finer_stand_in (void)
{
  g_autoptr (BwFeed) feed = make_days (TRUE, june (1));
  BwMarketEvent events[800];

  g_assert_cmpint (bw_feed_peek (feed), ==, june (1) + BW_MINUTE);
  g_assert_cmpint (bw_feed_whole_end (feed), ==, june (1) + 390 * BW_MINUTE);
  g_assert_cmpint (bw_feed_horizon (feed), ==, june (1));
  g_assert_cmpuint (bw_feed_next (feed, BW_TIME_MAX, events, G_N_ELEMENTS (events)), ==, 390 + 1 + 390);
  for (guint i = 0; i < 390; i++)
    {
      g_assert_cmpint (events[i].time, ==, june (1) + (i + 1) * BW_MINUTE);
      g_assert_cmpint (events[i].bar.timeframe, ==, BW_TIMEFRAME_1M);
      g_assert_cmpint (events[i].part, ==,
                       BW_BAR_PART | (i == 0 ? BW_BAR_OPENS_DAY : 0) | (i == 389 ? BW_BAR_CLOSES_DAY : 0));
    }
  /* The day's official prices stay. */
  g_assert_cmpint (events[0].bar.open.e8, ==, G_GINT64_CONSTANT (9998000000));
  g_assert_cmpint (events[0].bar.low.e8, ==, G_GINT64_CONSTANT (9998000000));
  g_assert_cmpint (events[389].bar.close.e8, ==, G_GINT64_CONSTANT (10502000000));
  g_assert_cmpint (events[389].bar.high.e8, ==, G_GINT64_CONSTANT (10502000000));
  /* Where the minutes tell of something else, the day stands. */
  g_assert_cmpint (events[390].bar.timeframe, ==, BW_TIMEFRAME_1D);
  g_assert_cmpint (events[390].part, ==, 0);
  g_assert_cmpint (events[390].time, ==, june (2) + 390 * BW_MINUTE);
  g_assert_cmpint (bw_feed_whole_end (feed), ==, BW_TIME_MAX);
}

static void
test_finer_unused (void)
{
  g_autoptr (BwFeed) feed = make_days (FALSE, june (1));
  BwMarketEvent events[8];

  g_assert_cmpint (bw_feed_whole_end (feed), ==, bw_feed_peek (feed));
  g_assert_cmpuint (bw_feed_next (feed, BW_TIME_MAX, events, G_N_ELEMENTS (events)), ==, 3);
}

/* It begins, is saved and restored in the middle of a day like anywhere else. */
static void
test_finer_from_within (void)
{
  g_autoptr (BwFeed) feed = make_days (TRUE, june (1) + BW_HOUR);
  BwMarketEvent event;
  guint n_events = 0;

  g_assert_cmpint (bw_feed_peek (feed), ==, june (1) + 61 * BW_MINUTE);
  while (bw_feed_next (feed, BW_TIME_MAX, &event, 1) == 1)
    {
      g_autoptr (GByteArray) saved = g_byte_array_new ();

      /* Its opening is over. */
      g_assert_true (n_events > 330 || (event.part & BW_BAR_OPENS_DAY) == 0);
      if (++n_events % 7 != 0)
        continue;
      bw_feed_save (feed, saved);
      bw_feed_free (feed);
      feed = make_days (TRUE, june (1) + BW_HOUR);
      g_assert_true (bw_feed_restore (feed, saved->data, saved->len, NULL));
    }
  g_assert_cmpuint (n_events, ==, 330 + 1 + 390);
}

static void
test_finer_choice (void)
{
  static const BwStoredBars stored[] = {
    { .instrument = 1, .timeframe = BW_TIMEFRAME_1M, .first = 100, .last = 200 },
    { .instrument = 1, .timeframe = BW_TIMEFRAME_15M, .first = 0, .last = 900 },
    { .instrument = 1, .timeframe = BW_TIMEFRAME_1D, .first = 0, .last = 1000 },
    { .instrument = 2, .timeframe = BW_TIMEFRAME_5M, .first = 0, .last = 1000 },
  };
  static const struct
  {
    BwTimeframe timeframe;
    BwTime start, end;
    BwTimeframe finer;
  } cases[] = {
    { BW_TIMEFRAME_1D, 0, 1000, BW_TIMEFRAME_1M },   { BW_TIMEFRAME_1D, 201, 1000, BW_TIMEFRAME_15M },
    { BW_TIMEFRAME_1D, 0, 100, BW_TIMEFRAME_15M },   { BW_TIMEFRAME_1D, 901, 1000, BW_TIMEFRAME_NONE },
    { BW_TIMEFRAME_15M, 0, 1000, BW_TIMEFRAME_1M },  { BW_TIMEFRAME_1M, 0, 1000, BW_TIMEFRAME_NONE },
    { BW_TIMEFRAME_1W, 0, 1000, BW_TIMEFRAME_1D },
  };
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (BwStoredBars));

  g_array_append_vals (list, stored, G_N_ELEMENTS (stored));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (bw_finer_choose (list, 1, cases[i].timeframe, cases[i].start, cases[i].end), ==, cases[i].finer);
}

static const struct
{
  const char *name;
  BwCalendarId calendar;
  BwTimeframe timeframe;
  const char *start, *end;
} spans[] = {
  { "minute", BW_CALENDAR_XNYS, BW_TIMEFRAME_1M, "2026-06-01T13:30:00Z", "2026-06-01T13:31:00Z" },
  { "hour", BW_CALENDAR_XNYS, BW_TIMEFRAME_1H, "2026-06-01T13:30:00Z", "2026-06-01T14:30:00Z" },
  { "last hour, cut", BW_CALENDAR_XNYS, BW_TIMEFRAME_1H, "2026-06-01T19:30:00Z", "2026-06-01T20:00:00Z" },
  { "day", BW_CALENDAR_XNYS, BW_TIMEFRAME_1D, "2026-06-01T13:30:00Z", "2026-06-01T20:00:00Z" },
  { "early close", BW_CALENDAR_XNYS, BW_TIMEFRAME_1D, "2026-11-27T14:30:00Z", "2026-11-27T18:00:00Z" },
  { "crypto hour", BW_CALENDAR_CRYPTO, BW_TIMEFRAME_1H, "2026-06-01T23:00:00Z", "2026-06-02T00:00:00Z" },
  { "crypto day", BW_CALENDAR_CRYPTO, BW_TIMEFRAME_1D, "2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z" },
};

static void
test_spans (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      BwTime start, end;

      g_test_message ("%s", spans[i].name);
      g_assert_true (bw_time_parse_rfc3339 (spans[i].start, -1, &start));
      g_assert_true (bw_time_parse_rfc3339 (spans[i].end, -1, &end));
      g_assert_cmpint (bw_span_end (spans[i].calendar, spans[i].timeframe, start), ==, end);
      g_assert_cmpint (bw_span_start (spans[i].calendar, spans[i].timeframe, end), ==, start);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/replay-feed/order-and-bounds", test_order_and_bounds);
  g_test_add_func ("/engine/replay-feed/save-and-restore", test_save_and_restore);
  g_test_add_func ("/engine/replay-feed/damaged-place", test_damaged_place);
  g_test_add_func ("/engine/replay-feed/finer/stand-in", test_finer_stand_in);
  g_test_add_func ("/engine/replay-feed/finer/unused", test_finer_unused);
  g_test_add_func ("/engine/replay-feed/finer/from-within", test_finer_from_within);
  g_test_add_func ("/engine/replay-feed/finer/choice", test_finer_choice);
  g_test_add_func ("/engine/span/both-ways", test_spans);
  return g_test_run ();
}
