/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/bar-series.h"
#include "market/imbalance.h"
#include "trading/core.h"

G_BEGIN_DECLS

/* What front ends see: plain values, refreshed at most once a frame. */

typedef guint32 BwTimelineId; /* 1 is the practice market; never reused */

#define BW_TIMELINE_PRACTICE 1
/* Where a timeline is asked for to read bars from: all stored history, without a clock or accounts. */
#define BW_TIMELINE_LIBRARY 0

/* Stored: never change a number. */
typedef enum
{
  BW_TIMELINE_KIND_PRACTICE = 1,
  BW_TIMELINE_KIND_REPLAY = 2,
} BwTimelineKind;

/**
 * BwTimelineView:
 * @start, @end: a replay's first and last instant; the practice market has no end (%BW_TIME_MAX)
 * @speed: market seconds a second, 1 to 1000
 * @is_jumping: it hurries to where it was asked to go
 * @skips_at: when the market is closed: the instant of its clock at which it goes to @resumes_at;
 *   0 while it is open
 * @timeframe: of the bars a replay plays; %BW_TIMEFRAME_NONE for the practice market. Bars of a day
 *   and longer take a minute of play time each.
 * @parent: what it is a branch of, or was forked from; 0 for none
 * @frozen_reason: (nullable): why nothing can be done here (disk full, …), in a sentence for people
 */
typedef struct
{
  BwTimelineId id;
  BwTimelineKind kind;
  char name[64];
  BwTime start, end, now;
  double speed;
  gboolean is_playing;
  gboolean is_jumping;
  BwTime skips_at, resumes_at;
  BwTimeframe timeframe;
  BwCalendarId calendar;
  BwSessionPhase phase;
  BwSession session; /* the one under way, else the next */
  BwTimelineId parent;
  const char *frozen_reason;
} BwTimelineView;

typedef struct
{
  BwTimelineId timeline;
  BwAccount account;
  BwAccountFigures figures;
} BwAccountView;

typedef struct
{
  BwInstrumentId instrument;
  BwMarketState market;
  BwImbalance imbalance;
} BwQuoteView;

/* A print, newest last in its list. @aggressor: +1 at or above the ask, -1 at or below the bid, 0 between. */
typedef struct
{
  BwTime time;
  BwFixed price, size;
  gint8 aggressor;
  guint8 print; /* BwPrint */
} BwTapeView;

typedef struct
{
  BwTime start; /* of the minute */
  double open, high, low, close, volume;
} BwMinuteView;

/* Stored: never change a number. */
typedef enum
{
  BW_ACTIVITY_KIND_ORDER = 1,
  BW_ACTIVITY_KIND_FILL = 2,
  BW_ACTIVITY_KIND_REFUSAL = 3,
  BW_ACTIVITY_KIND_CASH = 4,
  BW_ACTIVITY_KIND_ACCOUNT = 5,
  BW_ACTIVITY_KIND_MARGIN = 7, /* a call, a restriction, a liquidation */
  BW_ACTIVITY_KIND_CORPORATE = 6, /* a split, a dividend, a new symbol, a delisting */
} BwActivityKind;

/* One line of recent activity; the part that @kind names is filled. */
typedef struct
{
  BwActivityKind kind;
  BwTimelineId timeline;
  BwTime time;
  BwOrder order;
  BwFill fill;
  BwRefusal refusal;
  BwAccountId account;
  BwFixed amount;
  guint8 activity; /* BwActivity; cash */
  BwInstrumentId instrument; /* cash: what it comes from; 0: nothing */
  BwCorporateAction corporate;
  BwMarginEvent margin;
} BwActivityView;

typedef enum
{
  BW_CHANGED_TIMELINES = 1 << 0,   /* clock, speed, playing, session, freeze */
  BW_CHANGED_QUOTES = 1 << 1,
  BW_CHANGED_ACCOUNTS = 1 << 2,
  BW_CHANGED_POSITIONS = 1 << 3,
  BW_CHANGED_ORDERS = 1 << 4,
  BW_CHANGED_TAPE = 1 << 5,        /* trades, depth or minutes of a subscribed instrument */
  BW_CHANGED_ACTIVITY = 1 << 6,
  BW_CHANGED_INSTRUMENTS = 1 << 7,
  BW_CHANGED_JOBS = 1 << 8,
  BW_CHANGED_HISTORY = 1 << 9,     /* what bw_engine_trading_reader() reads has grown */
  BW_CHANGED_HAPPENINGS = 1 << 10, /* halts, actions, reports, headlines */
  BW_CHANGED_ALERTS = 1 << 11,
  BW_CHANGED_NOTICES = 1 << 12,
} BwChanged;

/* A halt, action, report or headline of a market: never a price. */
#define BW_HAPPENINGS_KEPT 400

typedef struct
{
  BwTimelineId timeline;
  BwMarketEvent event;
} BwHappeningView;

/* Long work under way or lately ended. */
typedef struct
{
  guint64 id;
  char title[128];
  double fraction;      /* 0 to 1; below 0: unknown */
  gboolean is_running;
  char message[256];    /* its outcome */
} BwJobView;

G_END_DECLS
