/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/event.h"
#include "trading/order.h"

G_BEGIN_DECLS

typedef guint64 BwFillId;

/* How orders meet the market. Stored: never change a number. */
typedef enum
{
  BW_PROFILE_REALISTIC = 1,
  BW_PROFILE_ALPACA = 2,
  BW_PROFILE_IBKR = 3,
  BW_PROFILE_CONSERVATIVE = 4,
  BW_PROFILE_TOUCH = 5,
  BW_PROFILE_PINE = 6,
  BW_PROFILE_IMMEDIATE = 7,
} BwProfile;

/**
 * BwCertificate:
 * @market: the event that gave the price, with its time (a depth event carries no book here but
 *   its best level, as a quote; the level used is in @level_price, @level_size)
 * @age_ns: the fill's time less the event's
 * @level_index: which level of the book, 0 best; -1 where no book was used
 * @slippage: price paid beyond the best opposite price (above 0 is worse)
 * @seed, @draw: what randomness was used; @draw is 0 when none was
 *
 * Why this price: all that is needed to compute it again.
 */
typedef struct
{
  guint8 profile; /* BwProfile */
  guint8 rule;    /* BwRule */
  gint16 level_index;
  guint32 model_version;
  BwMarketEvent market;
  gint64 age_ns;
  BwFixed best_price;
  BwFixed level_price;
  BwFixed level_size;
  BwFixed slippage;
  gint64 latency_ns;
  guint64 seed;
  guint64 draw;
} BwCertificate;

/**
 * BwFill:
 * @fee: taken for this fill, in the account's currency, 0 or above
 * @realized: profit or loss of the lots it closed, before fees
 * @position_after: the account's signed quantity afterwards
 */
typedef struct
{
  BwFillId id;
  BwOrderId order;
  BwAccountId account;
  BwInstrumentId instrument;
  guint8 side; /* BwSide */
  guint8 is_last; /* it completed the order */
  BwTime time;
  BwFixed quantity;
  BwFixed price;
  BwFixed fee;
  BwFixed realized;
  BwFixed position_after;
  BwCertificate certificate;
} BwFill;

const char *bw_profile_word (BwProfile profile);
gboolean bw_profile_parse (const char *word, BwProfile *profile);

G_END_DECLS
