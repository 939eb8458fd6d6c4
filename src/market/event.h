/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/instrument.h"
#include "market/timeframe.h"

G_BEGIN_DECLS

/* Stored: never change a number. */
typedef enum
{
  BW_MARKET_QUOTE = 1,
  BW_MARKET_TRADE = 2,
  BW_MARKET_DEPTH = 3,
  BW_MARKET_BAR = 4,
  BW_MARKET_HALT = 5,
  BW_MARKET_RESUME = 6,
  BW_MARKET_SPLIT = 7,     /* before the open of its ex-date, as all corporate actions */
  BW_MARKET_DIVIDEND = 8,
  BW_MARKET_RENAME = 9,
  BW_MARKET_DELIST = 10,
  BW_MARKET_BORROW = 11,   /* what a short sale of it costs, and whether it is easy to borrow */
  BW_MARKET_IMBALANCE = 12, /* ahead of an auction */
  BW_MARKET_EARNINGS = 13, /* of no effect on the books */
  BW_MARKET_NEWS = 14,     /* of no effect on the books */
} BwMarketEventKind;

/* Why trading stands still. Stored: never change a number. */
typedef enum
{
  BW_HALT_CAUSE_UNSTATED = 0,
  BW_HALT_CAUSE_NEWS = 1,
  BW_HALT_CAUSE_LULD = 2,      /* a price band was left: five minutes */
  BW_HALT_CAUSE_BREAKER_1 = 3, /* the market fell by 7 %: fifteen minutes, before 15:25 */
  BW_HALT_CAUSE_BREAKER_2 = 4, /* by 13 % */
  BW_HALT_CAUSE_BREAKER_3 = 5, /* by 20 %: for the day */
  BW_HALT_CAUSE_USER = 6,      /* injected, to practise */
} BwHaltCause;

/* Stored: never change a number. */
typedef enum
{
  BW_PRINT_REGULAR = 0,
  BW_PRINT_AUCTION_OPEN = 1,
  BW_PRINT_AUCTION_CLOSE = 2,
} BwPrint;

/* What a bar is of a longer one that it stands in for; 0: it is a bar of its own. Stored: never
 * change a number. */
typedef enum
{
  BW_BAR_PART = 1 << 0,
  BW_BAR_OPENS_DAY = 1 << 1,  /* of a day's bar, the first: the opening auction is in it */
  BW_BAR_CLOSES_DAY = 1 << 2, /* the last: the closing auction is */
} BwBarPart;

#define BW_DEPTH_LEVELS_MAX 10

typedef struct
{
  BwFixed price;
  BwFixed size;
} BwDepthLevel;

/* One whole book, best first; replaces what stood before. */
typedef struct
{
  guint8 n_bids, n_asks;
  BwDepthLevel bids[BW_DEPTH_LEVELS_MAX];
  BwDepthLevel asks[BW_DEPTH_LEVELS_MAX];
} BwDepth;

/**
 * BwMarketEvent:
 * @time: when it became true, UTC; a bar: its end
 *
 * What a feed hands to the core, in time order. A missing side of a quote has size 0.
 * A depth event borrows its book from the feed until the feed's next call.
 */
typedef struct
{
  BwTime time;
  BwInstrumentId instrument;
  guint8 kind; /* BwMarketEventKind */
  union
  {
    guint8 print; /* BwPrint; trades, and the auction of an imbalance */
    guint8 part;  /* BwBarPart; bars */
  };
  guint8 cause;  /* BwHaltCause; halts only */
  guint8 reserved;
  union
  {
    struct
    {
      BwFixed bid, bid_size, ask, ask_size;
    } quote;
    struct
    {
      BwFixed price, size;
    } trade;
    struct
    {
      BwFixed open, high, low, close, volume;
      BwTimeframe timeframe;
    } bar;
    const BwDepth *depth; /* (borrowed) */
    struct
    {
      BwFixed to, from; /* 4:1 is to 4, from 1; both above 0 */
    } split;
    struct
    {
      BwFixed amount; /* a share, before tax, in the instrument's currency; above 0 */
      BwTime pay;     /* when it is paid */
    } dividend;
    struct
    {
      char symbol[BW_SYMBOL_BYTES]; /* from now on */
    } rename;
    struct
    {
      BwFixed price; /* paid a share; 0: worthless */
    } delist;
    struct
    {
      BwFixed rate; /* a year, as a fraction: 0.035 is 3.5 % */
      gboolean is_easy;
    } borrow;
    struct
    {
      BwFixed paired;    /* quantity that meets at @reference */
      BwFixed imbalance; /* left over; above 0: to buy */
      BwFixed reference; /* indicative price */
    } imbalance;
    struct
    {
      BwFixed earned, expected; /* a share; below 0: a loss */
    } earnings;
    struct
    {
      guint64 headline; /* its number; the feed has the words */
    } news;
  };
} BwMarketEvent;

G_END_DECLS
