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

/* Never beyond the last one. */
gint32
bw_practice_grid_minute (const BwPracticeFeed *feed, BwTime time)
{
  gint64 minute = (time - feed->grid_start) / BW_MINUTE;

  return (gint32) CLAMP (minute, 0, feed->n_grid - 1);
}

static void
advance_latent (BwPracticeFeed *feed, gsize index, BwTime now)
{
  BwPracticeTape *tape = &feed->tapes[index];
  const BwPracticeGrid *path = &feed->grids[index];
  gint32 minute = bw_practice_grid_minute (feed, now);
  double left, passed, sd;

  if (minute > tape->minute)
    {
      tape->minute = minute;
      tape->latent = path->price[minute] * 100;
      tape->latent_time = feed->grid_start + minute * BW_MINUTE;
      if (bw_practice_feed_is_grown (feed))
        bw_practice_band_renew (feed, index);
    }
  left = (double) (feed->grid_start + (minute + 1) * BW_MINUTE - tape->latent_time);
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
  gboolean is_share = index < BW_PRACTICE_N_STOCKS;
  double heat = is_share ? feed->grids[index].sd[tape->minute] / traits->minute_sd : 1;
  double pace = is_share ? feed->pace[tape->minute].spread : 1;
  double scatter = 0.75 + 0.5 * (double) (bits & 0xffff) / 65536;

  return MAX (0.5, tape->latent * traits->half_spread * (0.4 + 0.6 * heat) * scatter * pace);
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
  event->quote.bid.e8 = tape->bid * feed->market->tick_e8[index];
  event->quote.ask.e8 = tape->ask * feed->market->tick_e8[index];
  event->quote.bid_size.e8 = tape->bid_size * feed->market->size_e8[index];
  event->quote.ask_size.e8 = tape->ask_size * feed->market->size_e8[index];
}

static void
emit_trade (BwPracticeFeed *feed, gsize index, guint64 bits, BwMarketEvent *event)
{
  BwPracticeTape *tape = &feed->tapes[index];
  double pace = index < BW_PRACTICE_N_STOCKS ? feed->pace[tape->minute].volume : 1;
  double size = bw_practice_usual_trade (feed, index) * feed->activity[index] * pace *
                bw_quantile_magnitude (&bw_practice_tables ()->lognormal, draw (tape)) *
                feed->fates[index].scale;
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
  event->trade.price.e8 = price * feed->market->tick_e8[index];
  event->trade.size.e8 = shares * feed->market->size_e8[index];
}

static void
schedule (BwPracticeFeed *feed, gsize index, BwTime now)
{
  BwPracticeTape *tape = &feed->tapes[index];
  guint64 bits = draw (tape);
  double rate = index < BW_PRACTICE_N_STOCKS ? feed->pace[tape->minute].rate : bw_practice_round_rate (feed, now);
  double mean = 1e9 / (feed->market->traits[index].events_per_second * rate);
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
  if (G_UNLIKELY (index >= BW_PRACTICE_N_STOCKS))
    next = bw_practice_round_next (feed, index, next);
  else if (next >= feed->grid_start + feed->n_grid * BW_MINUTE)
    next = BW_TIME_MAX;
  feed->next_time[index] = next;
}

/* Sets the tape to where the session's path is at @time, a minute of the grid; the first event
 * comes at once, a microsecond after that of the instrument before. */
void
bw_practice_tape_open (BwPracticeFeed *feed, gsize index, BwTime time)
{
  gint32 minute = bw_practice_grid_minute (feed, time);

  feed->tapes[index] = (BwPracticeTape){
    .latent = feed->grids[index].price[minute] * 100,
    .latent_time = time,
    .key = bw_practice_key (feed->market, BW_PRACTICE_STREAM_TAPE, index, feed->day.session.date),
    .minute = minute,
  };
  feed->next_time[index] = time + (BwTime) index * BW_MICROSECOND;
}

/**
 * bw_practice_tape_settle:
 *
 * Brings the latent price to @now, so that what is done to it then isn't undone by the minute's grid.
 */
void
bw_practice_tape_settle (BwPracticeFeed *feed, gsize index, BwTime now)
{
  if (index < BW_PRACTICE_N_STOCKS)
    advance_latent (feed, index, now);
}

/**
 * bw_practice_tape_look:
 *
 * Brings the latent price to @now and drops the standing quote: what comes next is a new one.
 *
 * Returns: the latent price, in ticks
 */
double
bw_practice_tape_look (BwPracticeFeed *feed, gsize index, BwTime now)
{
  BwPracticeTape *tape = &feed->tapes[index];

  advance_latent (feed, index, now);
  tape->bid = tape->ask = tape->taken = 0;
  tape->is_trade_due = tape->is_quote_due = FALSE;
  return tape->latent;
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
  double half_spread, true_latent = 0;

  *event = (BwMarketEvent){ .time = now, .instrument = feed->ids[index] };
  if (G_LIKELY (index < BW_PRACTICE_N_STOCKS))
    advance_latent (feed, index, now);
  else
    bw_practice_round_advance (feed, index, now, draw (tape));
  if (G_UNLIKELY (tape->latent < feed->fates[index].band_low || tape->latent > feed->fates[index].band_high))
    true_latent = bw_practice_band_hold (feed, index, now);
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
  if (G_UNLIKELY (true_latent > 0))
    tape->latent = true_latent;
  schedule (feed, index, now);
  return event->kind == BW_MARKET_QUOTE;
}
