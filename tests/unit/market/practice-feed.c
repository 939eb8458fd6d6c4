/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/random.h"
#include "market/calendar.h"
#include "market/practice/market.h"

#include <string.h>

#define SEED    1
#define N_BATCH 512

typedef struct
{
  GChecksum *checksum;
  guint64 n_events;
  gint64 words[4 * BW_DEPTH_LEVELS_MAX + 8]; /* of the event at hand */
  gsize n_words;
} Digest;

/* Every field that means something, in a fixed byte order. */
static void
digest_word (Digest *digest, gint64 word)
{
  digest->words[digest->n_words++] = GINT64_TO_LE (word);
}

static void
digest_other (Digest *digest, const BwMarketEvent *event)
{
  digest_word (digest, event->print);
  digest_word (digest, event->cause);
  if (event->kind == BW_MARKET_BORROW)
    digest_word (digest, event->borrow.rate.e8);
  else if (event->kind == BW_MARKET_NEWS)
    digest_word (digest, (gint64) event->news.headline);
  else if (event->kind == BW_MARKET_IMBALANCE)
    {
      digest_word (digest, event->imbalance.paired.e8);
      digest_word (digest, event->imbalance.imbalance.e8);
      digest_word (digest, event->imbalance.reference.e8);
    }
}

static void
digest_event (Digest *digest, const BwMarketEvent *event)
{
  digest_word (digest, event->time);
  digest_word (digest, event->instrument);
  digest_word (digest, event->kind);
  if (event->kind == BW_MARKET_QUOTE)
    {
      digest_word (digest, event->quote.bid.e8);
      digest_word (digest, event->quote.bid_size.e8);
      digest_word (digest, event->quote.ask.e8);
      digest_word (digest, event->quote.ask_size.e8);
    }
  else if (event->kind == BW_MARKET_TRADE)
    {
      digest_word (digest, event->trade.price.e8);
      digest_word (digest, event->trade.size.e8);
    }
  else if (event->kind == BW_MARKET_DEPTH)
    for (guint i = 0; i < event->depth->n_bids; i++)
      {
        digest_word (digest, event->depth->bids[i].price.e8);
        digest_word (digest, event->depth->bids[i].size.e8);
        digest_word (digest, event->depth->asks[i].price.e8);
        digest_word (digest, event->depth->asks[i].size.e8);
      }
  else
    digest_other (digest, event);
  g_checksum_update (digest->checksum, (const guchar *) digest->words,
                     digest->n_words * sizeof (gint64));
  digest->n_words = 0;
  digest->n_events++;
}

/* The digest of the next @n_events, read @n_batch at a time. */
static char *
digest_next (BwFeed *feed, guint64 n_events, gsize n_batch)
{
  Digest digest = { .checksum = g_checksum_new (G_CHECKSUM_SHA256) };
  BwMarketEvent events[N_BATCH];
  char *text;

  while (digest.n_events < n_events)
    {
      gsize n =
          bw_feed_next (feed, BW_TIME_MAX - 1, events, MIN (n_batch, n_events - digest.n_events));

      g_assert_cmpuint (n, >, 0);
      for (gsize i = 0; i < n; i++)
        digest_event (&digest, &events[i]);
    }
  text = g_strdup (g_checksum_get_string (digest.checksum));
  g_checksum_free (digest.checksum);
  return text;
}

static void
skip (BwFeed *feed, guint64 n_events)
{
  BwMarketEvent events[N_BATCH];

  while (n_events > 0)
    n_events -= bw_feed_next (feed, BW_TIME_MAX - 1, events, MIN (N_BATCH, n_events));
}

/* The promise that the same seed and version is the same market everywhere: when a change of the
 * generator breaks it, BW_PRACTICE_VERSION must rise with it, and the older ones stay. */
static const struct
{
  int version;
  const char *digest, *name;
} goldens[] = {
  { 1, "bcd192afdd4fe6dc58d66a1434da3a624c2b9d68c9bb993ce036f76e4a79ddbe", "practice:seed=1:version=1" },
  { 2, "02ac7b6e4556d5d4800ef6e1a6783cbda0ab8006d74cbf26c55ed26dd6e2b963", "practice:seed=1:version=2" },
  { 3, "02ac7b6e4556d5d4800ef6e1a6783cbda0ab8006d74cbf26c55ed26dd6e2b963", "practice:seed=1:version=3" },
};

static void
test_golden (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (goldens); i++)
    {
      g_autoptr (BwPracticeMarket) market = bw_practice_market_new_version (SEED, goldens[i].version);
      g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 0);
      g_autofree char *digest = digest_next (feed, 100000, N_BATCH);
      g_autofree char *name = bw_feed_identify (feed);

      g_assert_cmpstr (digest, ==, goldens[i].digest);
      g_assert_cmpuint (bw_feed_position (feed), ==, 100000);
      g_assert_cmpstr (name, ==, goldens[i].name);
    }
}

static void
test_batches (void)
{
  static const gsize batches[] = { 1, 2, 3, 7, 13, 500 };
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (SEED);
  g_autofree char *expected = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (batches); i++)
    {
      g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 10);
      g_autofree char *digest = digest_next (feed, 30000, batches[i]);

      if (expected == NULL)
        expected = g_steal_pointer (&digest);
      else
        g_assert_cmpstr (digest, ==, expected);
    }
}

static void
test_until (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (SEED);
  g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 10);
  BwTime start = bw_practice_market_start (market), last = 0;
  BwMarketEvent events[N_BATCH];

  g_assert_cmpint (start, ==,
                   G_GINT64_CONSTANT (1772463600) * BW_SECOND); /* 15:00 UTC: 10:00 EST */
  g_assert_cmpint (bw_feed_peek (feed), ==, start);
  g_assert_cmpuint (bw_feed_next (feed, start - 1, events, N_BATCH), ==, 0);
  for (BwTime until = start; until < start + 5 * BW_SECOND; until += 10 * BW_MILLISECOND)
    for (gsize n = N_BATCH; n == N_BATCH;)
      {
        n = bw_feed_next (feed, until, events, N_BATCH);
        for (gsize i = 0; i < n; i++)
          {
            g_assert_cmpint (events[i].time, >=, last);
            g_assert_cmpint (events[i].time, <=, until);
            last = events[i].time;
          }
        if (n < N_BATCH)
          g_assert_cmpint (bw_feed_peek (feed), >, until);
      }
}

static void
check_side (const BwInstrument *instrument, const BwDepthLevel *levels, guint n, gboolean is_bid)
{
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (levels[i].size.e8, >, 0);
      g_assert_true (bw_fixed_is_multiple (levels[i].size, instrument->lot));
      g_assert_true (bw_fixed_is_multiple (levels[i].price, instrument->tick));
      g_assert_cmpint (levels[i].price.e8, >, 0);
      if (i > 0 && is_bid)
        g_assert_cmpint (levels[i].price.e8, <, levels[i - 1].price.e8);
      if (i > 0 && !is_bid)
        g_assert_cmpint (levels[i].price.e8, >, levels[i - 1].price.e8);
    }
}

/* Whether it may trade then: a share from 90 minutes before the open to two hours after the close. */
static gboolean
is_within_hours (const BwInstrument *instrument, BwTime time)
{
  BwSession session;

  if (!bw_calendar_session_at_or_after (instrument->calendar, time, &session))
    return FALSE;
  if (instrument->calendar != BW_CALENDAR_XNYS)
    return time >= session.open && time <= session.close;
  return time >= session.open - 90 * BW_MINUTE && time <= session.close + 2 * BW_HOUR;
}

/* Two sessions and a bit: quotes uncrossed and on tick, trades within them but for the auctions'
 * prints, books in order and topped by the quote, nothing outside the hours, every instrument quoted
 * at once. */
static void
test_tape (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (SEED);
  g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 10);
  gsize n_instruments = bw_practice_market_n_instruments (market);
  BwTime end = bw_practice_market_start (market) + 26 * BW_HOUR;
  g_autofree BwMarketEvent *quotes = g_new0 (BwMarketEvent, n_instruments + 1);
  BwMarketEvent events[N_BATCH];
  guint64 n_quotes = 0, n_trades = 0, n_depths = 0, position = 0;
  gsize n;

  while ((n = bw_feed_next (feed, end, events, N_BATCH)) > 0)
    for (gsize i = 0; i < n; i++)
      {
        const BwMarketEvent *event = &events[i], *quote = &quotes[event->instrument];
        const BwInstrument *instrument;

        position += event->kind != BW_MARKET_DEPTH;
        if (event->instrument == 0)
          continue;
        instrument = bw_practice_market_instrument (market, event->instrument - 1);
        g_assert_true (is_within_hours (instrument, event->time));
        if (event->kind == BW_MARKET_QUOTE)
          {
            check_side (instrument, &(BwDepthLevel){ event->quote.bid, event->quote.bid_size }, 1, TRUE);
            check_side (instrument, &(BwDepthLevel){ event->quote.ask, event->quote.ask_size }, 1, FALSE);
            g_assert_cmpint (event->quote.bid.e8, <, event->quote.ask.e8);
            quotes[event->instrument] = *event;
            n_quotes++;
            if (n_quotes <= n_instruments)
              g_assert_cmpint (event->time, <, bw_practice_market_start (market) + BW_SECOND);
          }
        else if (event->kind == BW_MARKET_TRADE)
          {
            check_side (instrument, &(BwDepthLevel){ event->trade.price, event->trade.size }, 1, TRUE);
            if (event->print == BW_PRINT_REGULAR)
              {
                g_assert_cmpint (event->trade.price.e8, >=, quote->quote.bid.e8);
                g_assert_cmpint (event->trade.price.e8, <=, quote->quote.ask.e8);
              }
            n_trades++;
          }
        else if (event->kind == BW_MARKET_DEPTH)
          {
            g_assert_cmpint (event->time, ==, quote->time);
            check_side (instrument, event->depth->bids, event->depth->n_bids, TRUE);
            check_side (instrument, event->depth->asks, event->depth->n_asks, FALSE);
            g_assert_cmpuint (event->depth->n_asks, ==, 10);
            g_assert_cmpint (event->depth->bids[0].price.e8, ==, quote->quote.bid.e8);
            g_assert_cmpint (event->depth->asks[0].price.e8, ==, quote->quote.ask.e8);
            g_assert_cmpint (event->depth->bids[0].size.e8, ==, quote->quote.bid_size.e8);
            g_assert_cmpint (event->depth->asks[0].size.e8, ==, quote->quote.ask_size.e8);
            n_depths++;
          }
      }
  for (gsize i = 1; i <= n_instruments; i++)
    g_assert_cmpint (quotes[i].time, >, end - BW_HOUR);
  g_assert_cmpuint (n_depths, ==, n_quotes);
  g_assert_cmpuint (n_trades, >, n_quotes / 4);
  g_assert_cmpuint (bw_feed_position (feed), ==, position);
}

/* Quotes and trades are the same whoever looks at which book. */
static void
test_depth_mask (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (SEED);
  g_autoptr (BwFeed) bare = bw_practice_feed_new (market, NULL, 0);
  g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 10);
  guint64 n_depths = 0;

  bw_practice_feed_set_depth_all (feed, FALSE);
  for (guint64 i = 0; i < 200000; i++)
    {
      BwMarketEvent a, b;

      if (i % 100 == 0)
        bw_practice_feed_set_depth (feed, i / 100 % 153, i / 15300 % 2 == 0);
      g_assert_cmpuint (bw_feed_next (bare, BW_TIME_MAX - 1, &a, 1), ==, 1);
      for (;;)
        {
          g_assert_cmpuint (bw_feed_next (feed, BW_TIME_MAX - 1, &b, 1), ==, 1);
          if (b.kind != BW_MARKET_DEPTH)
            break;
          n_depths++;
          g_assert_cmpint (b.time, <=, a.time);
        }
      g_assert_cmpint (a.time, ==, b.time);
      g_assert_cmpint (memcmp (&a, &b, sizeof a), ==, 0);
      g_assert_cmpuint (bw_feed_position (feed), ==, bw_feed_position (bare));
    }
  g_assert_cmpuint (n_depths, >, 10000);
}

/* Saved anywhere and restored into a new feed, the tape goes on as if nothing had been. */
static void
test_save (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (SEED);
  g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 10);
  guint64 state = 42;

  for (int round = 0; round < 23; round++)
    {
      g_autoptr (BwFeed) other = bw_practice_feed_new (market, NULL, 10);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GByteArray) again = g_byte_array_new ();
      g_autoptr (GError) error = NULL;
      guint64 n_skipped = bw_random_mix (state++) % (round < 20 ? 3000 : 2000000);
      g_autofree char *expected = NULL, *actual = NULL;

      skip (feed, n_skipped);
      bw_practice_feed_set_depth (feed, bw_random_mix (state) % 153, round % 2);
      bw_feed_save (feed, bytes);
      g_assert_true (bw_feed_restore (other, bytes->data, bytes->len, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (bw_feed_position (other), ==, bw_feed_position (feed));
      g_assert_cmpint (bw_feed_peek (other), ==, bw_feed_peek (feed));
      bw_feed_save (other, again);
      g_assert_cmpmem (bytes->data, bytes->len, again->data, again->len);
      expected = digest_next (feed, 20000, N_BATCH);
      actual = digest_next (other, 20000, 13);
      g_assert_cmpstr (actual, ==, expected);
    }
}

static void
test_restore_refuses (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (SEED);
  g_autoptr (BwPracticeMarket) other_market = bw_practice_market_new (SEED + 1);
  g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 10);
  g_autoptr (BwFeed) other = bw_practice_feed_new (other_market, NULL, 10);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwFeed) twin = bw_practice_feed_new (market, NULL, 10);

  skip (feed, 1000);
  skip (twin, 1000);
  bw_feed_save (feed, bytes);
  g_assert_false (bw_feed_restore (other, bytes->data, bytes->len, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  for (gsize i = 0; i < bytes->len; i += 97)
    {
      bytes->data[i] ^= 1 << i % 8;
      g_assert_false (bw_feed_restore (feed, bytes->data, bytes->len, NULL));
      bytes->data[i] ^= 1 << i % 8;
      g_assert_false (bw_feed_restore (feed, bytes->data, i, NULL));
    }
  before = digest_next (twin, 5000, N_BATCH);
  after = digest_next (feed, 5000, N_BATCH);
  g_assert_cmpstr (after, ==, before); /* a refusal changed nothing */
}

/* The profile's numbers are used, and the market may go before its feed. */
static void
test_ids (void)
{
  BwPracticeMarket *market = bw_practice_market_new (SEED);
  BwInstrumentId ids[256];
  g_autoptr (BwFeed) feed = NULL;
  BwMarketEvent events[N_BATCH];

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = (BwInstrumentId) (1000 + 3 * i);
  feed = bw_practice_feed_new (market, ids, 0);
  bw_practice_market_unref (market);
  g_assert_cmpuint (bw_feed_next (feed, BW_TIME_MAX - 1, events, N_BATCH), ==, N_BATCH);
  for (gsize i = 0; i < N_BATCH; i++)
    g_assert_cmpuint (events[i].instrument % 3, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market/practice/feed/golden", test_golden);
  g_test_add_func ("/market/practice/feed/batches", test_batches);
  g_test_add_func ("/market/practice/feed/until", test_until);
  g_test_add_func ("/market/practice/feed/tape", test_tape);
  g_test_add_func ("/market/practice/feed/depth-mask", test_depth_mask);
  g_test_add_func ("/market/practice/feed/save", test_save);
  g_test_add_func ("/market/practice/feed/restore-refuses", test_restore_refuses);
  g_test_add_func ("/market/practice/feed/ids", test_ids);
  return g_test_run ();
}
