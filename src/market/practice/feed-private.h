/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/injection.h"
#include "market/practice/actions.h"

G_BEGIN_DECLS

/* Of the tournament; a power of two above the number of instruments. */
#define BW_PRACTICE_LEAVES 256
/* Where the tape ends: prices grow with the trend and would leave what the core can count. */
#define BW_PRACTICE_YEAR_END 2100
/* The last leaf: what is on the agenda. */
#define BW_PRACTICE_LEAF_AGENDA (BW_PRACTICE_LEAVES - 1)

/* Version 2 trades from 90 minutes before the open to two hours after the close. */
#define BW_PRACTICE_PRE_MINUTES  90
#define BW_PRACTICE_POST_MINUTES 120
#define BW_PRACTICE_GRID_MAX     (BW_PRACTICE_PRE_MINUTES + BW_PRACTICE_MINUTES_MAX + BW_PRACTICE_POST_MINUTES)

/* A day's prices minute by minute, extended hours included; as BwPracticePath. */
typedef struct
{
  double price[BW_PRACTICE_GRID_MAX + 1];
  float sd[BW_PRACTICE_GRID_MAX];
} BwPracticeGrid;

/* What is going to happen at a given time besides quotes and trades. Saved: never change a number. */
typedef enum
{
  BW_AGENDA_MORNING = 1,    /* the next session is made */
  BW_AGENDA_NEWS = 2,       /* a: headline */
  BW_AGENDA_EARNINGS = 3,   /* a: earned, b: expected */
  BW_AGENDA_DIVIDEND = 4,   /* a: amount, b: pay time */
  BW_AGENDA_SPLIT = 5,      /* a: to, b: from */
  BW_AGENDA_DELIST = 6,     /* a: price */
  BW_AGENDA_HALT = 7,       /* a: cause, b: until */
  BW_AGENDA_RESUME = 8,     /* a: whether it was asked for, and ends any halt */
  BW_AGENDA_REOPEN = 9,     /* the print after a halt */
  BW_AGENDA_GAP = 10,       /* a: thousand millionths of the price's logarithm, b: minutes it takes */
  BW_AGENDA_MARKET_GAP = 11, /* likewise, of all shares */
  /* These go through all shares, one event a step; index: the next one. */
  BW_AGENDA_BORROW = 12,       /* a: whether all are told */
  BW_AGENDA_IMBALANCE = 13,    /* a: BwPrint, b: when the next comes, or 0 */
  BW_AGENDA_OPEN_AUCTION = 14,
  BW_AGENDA_CLOSE_AUCTION = 15,
  BW_AGENDA_HALT_ALL = 16,     /* a: cause, b: until */
} BwPracticeAgendaKind;

typedef struct
{
  BwTime time;
  gint32 kind; /* BwPracticeAgendaKind */
  gint32 index;
  gint64 a, b;
} BwPracticeAgendaItem;

/* A change of the session's grid; replayed when a saved feed is restored. */
typedef struct
{
  gint32 index; /* of a company; -1: all */
  gint32 minute;
  gint32 ramp;   /* minutes until it is whole; -1: it scales what the price still does, no gap */
  double number; /* logarithm, or factor */
} BwPracticeBend;

/**
 * BwPracticeFate:
 * @scale: shares today a share of the start
 * @reference: the last close
 * @carry: log price added to the model's at the end of the session
 * @heat: by what its volatility is multiplied then
 * @cash_price, @cash_date: of a takeover under way; 0: none
 * @halted_until: 0: it trades
 * @limit_since: how long it has been at its price band; 0: it isn't
 * @band_low, @band_high: in ticks
 * @band_first: the grid's minute from which the band's average counts
 * @due_kind, @due_e8: the injected action of the next morning
 *
 * What has happened to a share.
 */
typedef struct
{
  double scale, reference, carry, heat, cash_price;
  gint64 cash_date;
  BwTime halted_until, limit_since;
  double band_low, band_high;
  gint32 band_first;
  guint8 halt_cause;
  guint8 is_gone;
  guint8 due_kind; /* BwInjectionKind */
  gint64 due_e8;
} BwPracticeFate;

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

/* tape-round.c */
void bw_practice_round_open (BwPracticeFeed *feed, gsize index, BwTime time);
void bw_practice_round_advance (BwPracticeFeed *feed, gsize index, BwTime now, guint64 bits);
double bw_practice_round_rate (const BwPracticeFeed *feed, BwTime now);
BwTime bw_practice_round_next (const BwPracticeFeed *feed, gsize index, BwTime next);

/* hours.c */
void bw_practice_hours_pin (const BwPracticeFeed *feed, gsize company, BwPracticePath *path);
void bw_practice_hours_fill (BwPracticeFeed *feed);
void bw_practice_bend (BwPracticeFeed *feed, const BwPracticeBend *bend);
void bw_practice_bends_again (BwPracticeFeed *feed);

/* agenda.c */
void bw_practice_agenda_add (BwPracticeFeed *feed, const BwPracticeAgendaItem *item);
gboolean bw_practice_agenda_step (BwPracticeFeed *feed, BwMarketEvent *event);
void bw_practice_agenda_renew (BwPracticeFeed *feed);

/* morning.c */
void bw_practice_morning (BwPracticeFeed *feed, BwTime time);
void bw_practice_plan_day (BwPracticeFeed *feed, BwTime from);

/* halts.c */
void bw_practice_band_renew (BwPracticeFeed *feed, gsize index);
double bw_practice_band_hold (BwPracticeFeed *feed, gsize index, BwTime now);
void bw_practice_breaker_look (BwPracticeFeed *feed, BwTime now);
gboolean bw_practice_is_halted (const BwPracticeFeed *feed, gsize index);
void bw_practice_halt (BwPracticeFeed *feed, gsize index, BwHaltCause cause, BwTime until);
void bw_practice_resume (BwPracticeFeed *feed, gsize index, BwTime now);

/* inject.c */
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
