/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/practice/market-private.h"

G_BEGIN_DECLS

/* Of the tournament; a power of two above the number of instruments. */
#define BW_PRACTICE_LEAVES 256
/* Where the tape ends: prices grow with the trend and would leave what the core can count. */
#define BW_PRACTICE_YEAR_END 2100
#define BW_PRACTICE_TICK_E8  (BW_FIXED_ONE_E8 / 100)

/* Where one instrument's tape stands. Prices in cents. */
typedef struct
{
  double latent;      /* what the next quote will be around */
  BwTime latent_time; /* when it was that */
  guint64 key;        /* of the session's words */
  guint64 n_draws;
  gint64 bid, ask, bid_size, ask_size; /* 0: no quote yet in this session */
  gint32 minute;                       /* of the session */
  gint64 taken;                        /* shares just taken from the side that was hit */
  guint8 is_trade_due;                 /* the quote has moved out of its way: it prints next */
  guint8 is_quote_due;                 /* the last trade is answered next */
  guint8 is_buyer;                     /* who crossed the spread last */
} BwPracticeTape;

/* What a minute of a session means for all instruments. */
typedef struct
{
  double rate;   /* of events, over the session's mean */
  double volume; /* a trade's size over its usual one */
} BwPracticePace;

typedef struct
{
  BwFeed parent;
  BwPracticeMarket *market; /* (owned) */
  BwInstrumentId ids[BW_PRACTICE_N_INSTRUMENTS];
  guint depth_levels;
  guint8 is_depth_wanted[BW_PRACTICE_N_INSTRUMENTS];
  guint8 is_depth_fresh[BW_PRACTICE_N_INSTRUMENTS]; /* wanted since the last event: one at once */
  guint n_depths_fresh;
  gint32 depth_pending; /* whose book follows its quote; -1: nobody's */
  guint64 position;
  BwTime last_time;
  gboolean is_over;

  BwPracticeState factors[BW_PRACTICE_N_FACTORS]; /* before the session */
  BwPracticeState stocks[BW_PRACTICE_N_COMPANIES];
  BwPracticeDay day;
  double activity[BW_PRACTICE_N_INSTRUMENTS];
  BwPracticePace pace[BW_PRACTICE_MINUTES_MAX];
  BwPracticePath *paths; /* (owned): one an instrument */

  BwPracticeTape tapes[BW_PRACTICE_N_INSTRUMENTS];
  BwTime next_time[BW_PRACTICE_LEAVES];
  guint8 winner[2 * BW_PRACTICE_LEAVES]; /* 1 is the root */

  GPtrArray *books; /* (owned): chunks of BwDepth, so that none moves during a call */
  gsize n_books;
} BwPracticeFeed;

/* tape.c */
void bw_practice_tape_open (BwPracticeFeed *feed, gsize index, BwTime time);
gboolean bw_practice_tape_step (BwPracticeFeed *feed, gsize index, BwMarketEvent *event);

/* book.c */
gint64 bw_practice_round_lot (gint64 price);
gint64 bw_practice_book_size (
    const BwPracticeFeed *feed, gsize index, gint64 price, gboolean is_bid, int level, BwTime time);
void bw_practice_book_fill (const BwPracticeFeed *feed, gsize index, BwTime time, BwDepth *depth);

/* feed.c */
void bw_practice_feed_prepare_session (BwPracticeFeed *feed, const BwSession *session);
void bw_practice_feed_rebuild_tournament (BwPracticeFeed *feed);

/* feed-state.c */
void bw_practice_feed_save (BwFeed *base, GByteArray *bytes);
gboolean
bw_practice_feed_restore (BwFeed *base, const guint8 *bytes, gsize n_bytes, GError **error);

G_END_DECLS
