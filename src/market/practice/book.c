/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/feed-private.h"

/* A book without memory: what rests at a price is a function of the price and of the time, constant
 * over a stretch of some seconds that differs from price to price. So levels stay put and change
 * one by one, as orders come and go, and asking for a book changes nothing for anybody. */

/* The exchange's round lot of a share at @price cents. */
gint64
bw_practice_round_lot (gint64 price)
{
  return price >= 100000 ? 10 : price >= 25000 ? 40 : 100;
}

static guint64
price_word (const BwPracticeFeed *feed, gsize index, gint64 price, gboolean is_bid)
{
  return bw_random_mix (feed->tapes[index].key ^ ((guint64) price << 1 | (guint64) is_bid) ^
                        G_GUINT64_CONSTANT (0x6b6f6f62));
}

/**
 * bw_practice_book_size:
 * @price: in cents
 * @level: 0 for the best price
 *
 * Returns: the shares displayed, a multiple of the round lot, above 0
 */
gint64
bw_practice_book_size (
    const BwPracticeFeed *feed, gsize index, gint64 price, gboolean is_bid, int level, BwTime time)
{
  static const double shape[BW_DEPTH_LEVELS_MAX] = { 0.6, 0.95, 1.2, 1.35, 1.4,
                                                     1.4, 1.35, 1.3, 1.25, 1.2 };
  guint64 word = price_word (feed, index, price, is_bid);
  gint64 stretch = 1500 * BW_MILLISECOND + (gint64) (word & 0xffff) * 150 * BW_MICROSECOND;
  gint64 phase = (gint64) (word >> 16 & 0xffff) * 150 * BW_MICROSECOND;
  guint64 when = (guint64) ((time - feed->day.session.open + phase) / stretch);
  double size =
      3.2 * bw_practice_usual_trade (feed, index) * feed->fates[index].scale * shape[level] *
      bw_quantile_magnitude (&bw_practice_tables ()->lognormal, bw_practice_draw (word, when));
  gint64 lot = bw_practice_round_lot (price);

  return lot * (gint64) MAX (1, size / (double) lot + 0.5);
}

/* Fills one side outwards from @best. Not every price is taken where the spread is wide. */
static guint8
fill_side (
    const BwPracticeFeed *feed, gsize index, gboolean is_bid, BwTime time, BwDepthLevel *levels)
{
  const BwPracticeTape *tape = &feed->tapes[index];
  gint64 spread = tape->ask - tape->bid;
  gint64 step = is_bid ? -1 : 1;
  gint64 price = is_bid ? tape->bid : tape->ask;
  /* Of 256: all where the spread is two cents at most, a quarter where it is eight or more. */
  guint64 taken = spread <= 2 ? 256 : MAX (64, 512 / (guint64) spread);
  guint8 n = 0;

  for (; n < feed->depth_levels && price > 0; price += step)
    {
      if (n > 0 && (price_word (feed, index, price, is_bid) >> 40 & 0xff) >= taken)
        continue;
      levels[n].price.e8 = price * feed->market->tick_e8[index];
      levels[n].size.e8 =
          (n == 0 ? (is_bid ? tape->bid_size : tape->ask_size)
                  : bw_practice_book_size (feed, index, price, is_bid, n, time)) *
          feed->market->size_e8[index];
      n++;
    }
  return n;
}

/* The best level is the standing quote's. */
void
bw_practice_book_fill (const BwPracticeFeed *feed, gsize index, BwTime time, BwDepth *depth)
{
  depth->n_bids = fill_side (feed, index, TRUE, time, depth->bids);
  depth->n_asks = fill_side (feed, index, FALSE, time, depth->asks);
}
