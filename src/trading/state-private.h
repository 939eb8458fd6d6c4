/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/book-kind.h"
#include "trading/core.h"
#include "trading/costs-private.h"
#include "trading/risk/limit.h"

G_BEGIN_DECLS

/* What the core's state is made of. */

#define BW_TRAIL_GROUP_BYTES 64

typedef enum
{
  BW_WORKING_ARRIVED = 1 << 0, /* its latency is over */
  BW_WORKING_OPENS = 1 << 1,   /* opens or adds to a position: reserves buying power */
  BW_WORKING_ASIDE = 1 << 2,   /* inert, or its sibling stands for both: in no count of the position */
} BwWorkingBits;

/* An open order. Everything but the tree and list links is state; those follow from it. */
typedef struct
{
  BwOrder order;
  guint64 rank;          /* time priority: when it came to the book */
  BwTime arrival;        /* at the market, after its latency */
  BwFixed queue_ahead;   /* displayed before it; below 0: not known yet */
  BwFixed reserve_price; /* buying power it holds, a unit of quantity; 0: none */
  guint32 left, right;
  guint32 position;
  guint32 previous, next; /* open orders of the position */
  guint32 timer_index;    /* in the heap; BW_NIL */
  guint8 book;            /* BwBookKind */
  guint8 bits;            /* BwWorkingBits */
  guint32 extra;          /* BwOrderExtra; BW_NIL */
} BwWorkingOrder;

typedef struct
{
  /* What a quote touches, first. */
  BwFixed bid, bid_size, ask, ask_size;
  BwTime quote_time;
  guint64 book_number;       /* rises with every quote and depth */
  guint32 n_extended;        /* working orders that may trade outside the core session */
  gint32 traded_day;         /* the calendar's day of the last trade */
  guint8 is_halted;
  guint8 has_depth;
  guint8 calendar;
  guint8 has_waiting;        /* market orders in the trees */
  guint8 has_watching;       /* if-touched or trailing orders */
  gint64 best[BW_N_BOOKS];   /* price of each tree's first; what nothing reaches when empty */
  guint32 root[BW_N_BOOKS];
  guint32 trail_root[2];     /* groups of trailing buys, sales */
  guint64 dormant_rank;      /* orders from this rank on came while it could not be traded */
  guint64 resumed_rank;      /* … and before this one, when that was a halt */
  guint8 is_watched;         /* a condition may read its prices, or the worth of who holds it */

  BwFixed last, last_size, bar_close, hold_price;
  BwTime last_time, bar_time;
  guint64 trade_number;      /* rises with every trade */
  gint32 figures_day;        /* the day_… figures are of this day */
  BwFixed day_open, day_high, day_low, day_volume, previous_close;
  BwDepth *depth;            /* (owned) (nullable) */
  BwInstrument definition;
  guint64 bar_number;        /* rises with every bar */
  BwFixed bar_open, bar_high, bar_low, bar_volume; /* of the last one, as is bar_close */
  BwTimeframe bar_timeframe;
  BwFixed borrow_rate;       /* a year, as a fraction; where has_borrow_rate */
  guint8 has_borrow_rate;
  guint8 is_delisted;
  guint8 halt_cause;         /* BwHaltCause */
  BwTime halt_until;         /* while it is halted: when that ends by itself */
  GArray *waiting;           /* (owned) (nullable): slots of orders whose condition reads its prices */
  gint32 restricted_until;   /* short sales: the calendar's last day of Reg SHO 201's rule; 0: none */
} BwInstrumentState;

#define BW_N_LEDGERS 16

typedef struct
{
  BwAccount account;
  __int128 reserved_e16;
  __int128 ledger_e8[BW_N_LEDGERS]; /* sum of all postings */
  guint32 first_held;     /* positions that are not flat */
  guint32 first_position; /* all */
  BwFeeTally tally;
  BwCarry carry;
  guint32 first_busy;     /* positions that are not flat or have open orders */
  struct _BwRiskAccount *risk; /* (owned): its limits, risk/risk.h */
} BwAccountState;

typedef struct
{
  BwFixed quantity, cost; /* below 0: short */
  BwTime opened;
  guint32 previous, next;
} BwLot;

typedef struct
{
  BwAccountId account;
  BwInstrumentId instrument;
  BwFixed quantity, cost, realized, realized_before_day;
  BwTime opened;
  gint32 day;
  guint32 first_lot, last_lot, n_lots;
  guint32 previous_held, next_held, next_position;
  guint32 first_order;
  guint32 n_open[2];        /* orders a wash trade could be with, buys and sells */
  guint32 n_market_like[2]; /* of them market and stop */
  BwFixed pending[2];       /* what they have left to trade */
  BwFixed pending_reduce[2]; /* of it reduce-only */
  guint32 n_reduce_only;    /* of the open orders */
  BwFixed consumed[2];      /* of the displayed bids, asks, of book_number */
  guint64 book_number;
  BwFixed trade_used;       /* of the trade trade_number */
  guint64 trade_number;
  BwFixed bar_used;         /* of the volume of the bar (or its quarter) bar_key */
  guint64 bar_key;
  guint64 path_bar;         /* within a bar: the one whose path it follows … */
  guint8 is_short_path;     /* … as a short position */
  guint32 previous_busy, next_busy; /* follow from quantity and open orders */
  guint8 is_busy;
  gint32 margin_day, unfunded_until; /* day trades are of the one; unfunded settles on the other */
  guint8 opened_today;       /* and not closed since: the next closing order makes a day trade */
  guint8 is_unpaid;          /* bought with more than there was: selling it first is free-riding */
  BwFixed day_quantity, day_cost; /* opened today and still held; what it took of day-trading power */
  BwFixed unfunded;          /* bought with proceeds that have not settled */
  BwOrderId day_trade_order, violation_order; /* the last that made one: each counts once */
} BwPositionState;

/* A calendar's told sessions and where in the first of them the clock is. */
typedef struct
{
  GArray *sessions;     /* (owned): BwSession, the current one and those to come */
  BwSession past;       /* the last one that ended; close 0: none */
  guint64 open_rank;    /* orders before this rank were there when its hours last began */
  guint8 stage;         /* boundaries of the first session already passed */
  guint8 phase;         /* BwSessionPhase */
  gint32 day;           /* rises with every session begun */
  guint64 closed_rank;  /* orders from this rank on came while no hours were open; none once they met the book */
} BwCalendarState;

#define BW_N_CALENDARS 4 /* by BwCalendarId; 0 is none */

G_END_DECLS
