/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/feed-private.h"

#include <math.h>

/* Between the points of the minute grid the latent price is a Brownian bridge, drawn only when
 * something happens to the instrument. What happens is a quote or a trade; a trade that finds the
 * quote left behind lets it move first and prints within milliseconds. Words are drawn by number,
 * the same number of them whoever looks. */

#define BURST_SHARE  0.3  /* of the waits: the next of a burst */
#define BURST_SCALE  0.1  /* of the mean wait */
#define EDGE         0.2  /* of the spread: how near the latent price may come to either side */
#define FLIP_SHARE   0.38 /* of the trades: the other side crosses */
#define INSIDE_SHARE 0.1  /* of the trades, where there is room between bid and ask */
#define FOLLOW_SHARE 0.5  /* of the trades: the quote that answers comes at once */

static guint64
draw (BwPracticeTape *tape)
{
  return bw_practice_draw (tape->key, tape->n_draws++);
}

static gboolean
draw_chance (guint64 bits, int shift, double share)
{
  return (double) (bits >> shift & 0xffff) < share * 65536;
}

static void
advance_latent (BwPracticeFeed *feed, gsize index, BwTime now)
{
  BwPracticeTape *tape = &feed->tapes[index];
  const BwPracticePath *path = &feed->paths[index];
  gint32 minute = (gint32) ((now - feed->day.session.open) / BW_MINUTE);
  double left, passed, sd;

  if (minute >= feed->day.n_minutes)
    minute = feed->day.n_minutes - 1;
  if (minute > tape->minute)
    {
      tape->minute = minute;
      tape->latent = path->price[minute] * 100;
      tape->latent_time = feed->day.session.open + minute * BW_MINUTE;
    }
  left = (double) (feed->day.session.open + (minute + 1) * BW_MINUTE - tape->latent_time);
  passed = (double) (now - tape->latent_time);
  if (passed <= 0 || left <= passed)
    return;
  sd = path->sd[minute] * path->price[minute] * 100 *
       sqrt (passed * (left - passed) / (left * (double) BW_MINUTE));
  tape->latent += (path->price[minute + 1] * 100 - tape->latent) * (passed / left) +
                  sd * bw_quantile_signed (&bw_practice_tables ()->normal, draw (tape));
  tape->latent = MAX (tape->latent, 2);
  tape->latent_time = now;
}

/* Half the spread that the minute's volatility asks for, in cents. */
static double
wanted_half_spread (const BwPracticeFeed *feed, gsize index, guint64 bits)
{
  const BwPracticeTape *tape = &feed->tapes[index];
  const BwPracticeTraits *traits = &feed->market->traits[index];
  double heat = feed->paths[index].sd[tape->minute] / traits->minute_sd;
  double scatter = 0.75 + 0.5 * (double) (bits & 0xffff) / 65536;

  return MAX (0.5, tape->latent * traits->half_spread * (0.4 + 0.6 * heat) * scatter);
}

static gboolean
is_quote_stale (const BwPracticeTape *tape, double half_spread)
{
  double spread = (double) (tape->ask - tape->bid);

  return tape->ask == 0 || tape->latent < (double) tape->bid + EDGE * spread ||
         tape->latent > (double) tape->ask - EDGE * spread || spread > 4 * half_spread + 1 ||
         spread < half_spread - 1;
}

static void
requote (BwPracticeTape *tape, double half_spread)
{
  tape->bid = MAX (1, (gint64) (tape->latent - half_spread + 0.5));
  tape->ask = MAX (tape->bid + 1, (gint64) (tape->latent + half_spread + 0.5));
  tape->taken = 0;
}

/* What is displayed at the best price: the book's, flickering a little, less what was just taken.
 */
static gint64
displayed_size (const BwPracticeFeed *feed,
                gsize index,
                gboolean is_bid,
                BwTime now,
                guint64 bits,
                gint64 taken)
{
  const BwPracticeTape *tape = &feed->tapes[index];
  gint64 price = is_bid ? tape->bid : tape->ask;
  gint64 lot = bw_practice_round_lot (price);
  gint64 size = bw_practice_book_size (feed, index, price, is_bid, 0, now);
  gint64 flickering =
      (gint64) ((double) size * (0.75 + 0.5 * (double) (bits & 0xff) / 256)) - taken;

  return MAX (1, (flickering + lot / 2) / lot) * lot;
}

static void
emit_quote (BwPracticeFeed *feed, gsize index, BwTime now, guint64 bits, BwMarketEvent *event)
{
  BwPracticeTape *tape = &feed->tapes[index];

  tape->bid_size =
      displayed_size (feed, index, TRUE, now, bits >> 8, tape->is_buyer ? 0 : tape->taken);
  tape->ask_size =
      displayed_size (feed, index, FALSE, now, bits >> 16, tape->is_buyer ? tape->taken : 0);
  tape->taken /= 2; /* others come in its place */
  tape->is_quote_due = FALSE;
  event->kind = BW_MARKET_QUOTE;
  event->quote.bid.e8 = tape->bid * BW_PRACTICE_TICK_E8;
  event->quote.ask.e8 = tape->ask * BW_PRACTICE_TICK_E8;
  event->quote.bid_size = BW_FIXED (tape->bid_size);
  event->quote.ask_size = BW_FIXED (tape->ask_size);
}

static void
emit_trade (BwPracticeFeed *feed, gsize index, guint64 bits, BwMarketEvent *event)
{
  BwPracticeTape *tape = &feed->tapes[index];
  const BwPracticeTraits *traits = &feed->market->traits[index];
  double usual =
      traits->volume_daily / (traits->events_per_second * BW_PRACTICE_TRADE_SHARE * 23400);
  double size = usual * feed->activity[index] * feed->pace[tape->minute].volume *
                bw_quantile_magnitude (&bw_practice_tables ()->lognormal, draw (tape));
  gint64 shares = (gint64) MAX (1, size + 0.5);
  gint64 price;

  if (draw_chance (bits, 16, FLIP_SHARE))
    {
      tape->is_buyer = !tape->is_buyer;
      tape->taken = 0;
    }
  price = tape->is_buyer ? tape->ask : tape->bid;
  if (tape->ask - tape->bid > 1 && draw_chance (bits, 32, INSIDE_SHARE))
    price = (tape->bid + tape->ask) / 2;
  /* Three in four larger orders are round. */
  if (shares >= 150 && draw_chance (bits, 48, 0.75))
    shares = (shares + 50) / 100 * 100;
  tape->taken += shares;
  tape->is_quote_due = draw_chance (bits, 8, FOLLOW_SHARE);
  event->kind = BW_MARKET_TRADE;
  event->trade.price.e8 = price * BW_PRACTICE_TICK_E8;
  event->trade.size = BW_FIXED (shares);
}

static void
schedule (BwPracticeFeed *feed, gsize index, BwTime now)
{
  BwPracticeTape *tape = &feed->tapes[index];
  guint64 bits = draw (tape);
  double mean =
      1e9 / (feed->market->traits[index].events_per_second * feed->pace[tape->minute].rate);
  double wait = mean * bw_quantile_magnitude (&bw_practice_tables ()->exponential, bits);
  BwTime next;

  /* The low bits are free: the magnitude reads the high ones. */
  if (tape->is_trade_due || tape->is_quote_due)
    next = now + 80 * BW_MICROSECOND + (BwTime) (bits & 0xfff) * BW_MICROSECOND / 2;
  else if (draw_chance (bits, 0, BURST_SHARE))
    next = now + 60 * BW_MICROSECOND + (BwTime) (wait * BURST_SCALE);
  else
    next = now + 60 * BW_MICROSECOND +
           (BwTime) (wait * ((1 - BURST_SHARE * BURST_SCALE) / (1 - BURST_SHARE)));
  feed->next_time[index] = next < feed->day.session.close ? next : BW_TIME_MAX;
}

/* Sets the tape to where the session's path is at @time, a minute of the grid; the first event
 * comes at once, a microsecond after that of the instrument before. */
void
bw_practice_tape_open (BwPracticeFeed *feed, gsize index, BwTime time)
{
  gint32 minute = (gint32) ((time - feed->day.session.open) / BW_MINUTE);

  feed->tapes[index] = (BwPracticeTape){
    .latent = feed->paths[index].price[minute] * 100,
    .latent_time = time,
    .key = bw_practice_key (feed->market, BW_PRACTICE_STREAM_TAPE, index, feed->day.session.date),
    .minute = minute,
  };
  feed->next_time[index] = time + (BwTime) index * BW_MICROSECOND;
}

/**
 * bw_practice_tape_step:
 * @event: (out caller-allocates)
 *
 * Makes what is due for the instrument and says when the next is.
 *
 * Returns: whether it is a quote
 */
gboolean
bw_practice_tape_step (BwPracticeFeed *feed, gsize index, BwMarketEvent *event)
{
  BwPracticeTape *tape = &feed->tapes[index];
  BwTime now = feed->next_time[index];
  gboolean is_opening = tape->ask == 0;
  guint64 bits = draw (tape);
  gboolean is_trade = tape->is_trade_due || is_opening ||
                      (!tape->is_quote_due && draw_chance (bits, 0, BW_PRACTICE_TRADE_SHARE));
  double half_spread;

  *event = (BwMarketEvent){ .time = now, .instrument = feed->ids[index] };
  advance_latent (feed, index, now);
  half_spread = wanted_half_spread (feed, index, bits >> 20);
  if (tape->is_trade_due || (is_trade && !is_quote_stale (tape, half_spread)))
    {
      tape->is_trade_due = FALSE;
      emit_trade (feed, index, bits, event);
    }
  else
    {
      if (is_quote_stale (tape, half_spread))
        requote (tape, half_spread);
      tape->is_trade_due = is_trade;
      emit_quote (feed, index, now, bits >> 36, event);
    }
  schedule (feed, index, now);
  return event->kind == BW_MARKET_QUOTE;
}
