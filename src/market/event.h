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
} BwMarketEventKind;

/* Stored: never change a number. */
typedef enum
{
  BW_PRINT_REGULAR = 0,
  BW_PRINT_AUCTION_OPEN = 1,
  BW_PRINT_AUCTION_CLOSE = 2,
} BwPrint;

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
  guint8 print; /* BwPrint; trades only */
  guint8 reserved[2];
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
  };
} BwMarketEvent;

G_END_DECLS
