/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/practice/actions.h"
#include "market/practice/agenda.h"

G_BEGIN_DECLS

/* Of the tournament; a power of two above the number of instruments. */
#define BW_PRACTICE_LEAVES 256
/* Where the tape ends: prices grow with the trend and would leave what the core can count. */
#define BW_PRACTICE_YEAR_END 2100
/* The last leaf: what is on the agenda. */
#define BW_PRACTICE_LEAF_AGENDA (BW_PRACTICE_LEAVES - 1)
#define BW_PRACTICE_GRID_MAX     (BW_PRACTICE_PRE_MINUTES + BW_PRACTICE_MINUTES_MAX + BW_PRACTICE_POST_MINUTES)

/* A day's prices minute by minute, extended hours included; as BwPracticePath. */
typedef struct
{
  double price[BW_PRACTICE_GRID_MAX + 1];
  float sd[BW_PRACTICE_GRID_MAX];
} BwPracticeGrid;

/* Where one instrument's tape stands. Prices in its ticks. */
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
  double spread; /* over the usual one */
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
  BwPracticePace pace[BW_PRACTICE_GRID_MAX];
  BwPracticePath *paths; /* (owned): one a share; scratch of bw_practice_feed_prepare_session() */
  BwPracticeGrid *grids; /* (owned): likewise */
  BwTime grid_start;
  gint32 n_grid, core_first; /* minutes; where the open is */

  BwPracticeFate fates[BW_PRACTICE_N_INSTRUMENTS];
  GArray *agenda; /* (owned): BwPracticeAgendaItem, in order of time, then of arrival */
  GArray *bends;  /* (owned): BwPracticeBend, of this session */
  gint32 breaker; /* levels reached today */
  double heat;    /* by what all volatility is multiplied at the end of the session */

  BwPracticeTape tapes[BW_PRACTICE_N_INSTRUMENTS];
  BwTime next_time[BW_PRACTICE_LEAVES];
  guint8 winner[2 * BW_PRACTICE_LEAVES]; /* 1 is the root */

  GPtrArray *books; /* (owned): chunks of BwDepth, so that none moves during a call */
  gsize n_books;
} BwPracticeFeed;

static inline gboolean
bw_practice_feed_is_grown (const BwPracticeFeed *feed)
{
  return feed->market->version >= 2;
}

/* In shares, of today's size. */
static inline double
bw_practice_usual_trade (const BwPracticeFeed *feed, gsize index)
{
  const BwPracticeTraits *traits = &feed->market->traits[index];

  return traits->volume_daily / (traits->events_per_second * BW_PRACTICE_TRADE_SHARE * 23400);
}

/* tape.c */
void bw_practice_tape_open (BwPracticeFeed *feed, gsize index, BwTime time);
gboolean bw_practice_tape_step (BwPracticeFeed *feed, gsize index, BwMarketEvent *event);
void bw_practice_tape_settle (BwPracticeFeed *feed, gsize index, BwTime now);
double bw_practice_tape_look (BwPracticeFeed *feed, gsize index, BwTime now);
gint32 bw_practice_grid_minute (const BwPracticeFeed *feed, BwTime time);

void bw_practice_round_open (BwPracticeFeed *feed, gsize index, BwTime time);
void bw_practice_round_advance (BwPracticeFeed *feed, gsize index, BwTime now, guint64 bits);
double bw_practice_round_rate (const BwPracticeFeed *feed, BwTime now);
BwTime bw_practice_round_next (const BwPracticeFeed *feed, gsize index, BwTime next);

/* hours.c, agenda.c, morning.c, halts.c, inject.c */
void bw_practice_hours_pin (const BwPracticeFeed *feed, gsize company, BwPracticePath *path);
void bw_practice_hours_fill (BwPracticeFeed *feed);
void bw_practice_bend (BwPracticeFeed *feed, const BwPracticeBend *bend);
void bw_practice_bends_again (BwPracticeFeed *feed);
void bw_practice_agenda_add (BwPracticeFeed *feed, const BwPracticeAgendaItem *item);
gboolean bw_practice_agenda_step (BwPracticeFeed *feed, BwMarketEvent *event);
void bw_practice_agenda_renew (BwPracticeFeed *feed);
void bw_practice_morning (BwPracticeFeed *feed, BwTime time);
void bw_practice_plan_day (BwPracticeFeed *feed, BwTime from);
void bw_practice_band_renew (BwPracticeFeed *feed, gsize index);
double bw_practice_band_hold (BwPracticeFeed *feed, gsize index, BwTime now);
gboolean bw_practice_breaker_is_on (const BwPracticeFeed *feed, BwTime now, gint32 level);
void bw_practice_breaker_halt (BwPracticeFeed *feed, BwTime now, gint32 level);
void bw_practice_pause (BwPracticeFeed *feed, gsize index, BwTime now);
void bw_practice_breaker_look (BwPracticeFeed *feed, BwTime now);
gboolean bw_practice_is_halted (const BwPracticeFeed *feed, gsize index);
void bw_practice_halt (BwPracticeFeed *feed, gsize index, BwHaltCause cause, BwTime until);
void bw_practice_resume (BwPracticeFeed *feed, gsize index, BwTime now);
gboolean bw_practice_feed_inject (BwFeed *base, BwTime time, const BwInjection *injection, GError **error);

/* book.c */
gint64 bw_practice_round_lot (gint64 price);
gint64 bw_practice_book_size (
    const BwPracticeFeed *feed, gsize index, gint64 price, gboolean is_bid, int level, BwTime time);
void bw_practice_book_fill (const BwPracticeFeed *feed, gsize index, BwTime time, BwDepth *depth);

/* feed.c */
void bw_practice_feed_prepare_session (BwPracticeFeed *feed, const BwSession *session);
void bw_practice_feed_rebuild_tournament (BwPracticeFeed *feed);
void bw_practice_feed_set_time (BwPracticeFeed *feed, gsize leaf, BwTime time);
void bw_practice_feed_open_tapes (BwPracticeFeed *feed, BwTime time);

/* feed-state.c */
void bw_practice_feed_save (BwFeed *base, GByteArray *bytes);
gboolean
bw_practice_feed_restore (BwFeed *base, const guint8 *bytes, gsize n_bytes, GError **error);

G_END_DECLS
