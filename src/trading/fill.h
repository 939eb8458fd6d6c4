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

/* What else has to be said of a fill. Stored: never change a number. */
typedef enum
{
  BW_CERTIFICATE_OPTIMISTIC = 1 << 0,  /* at the close of the bar that the order came with */
  BW_CERTIFICATE_AMBIGUOUS = 1 << 1,   /* the bar reached a stop and a target: the stop was taken */
  BW_CERTIFICATE_CAPPED = 1 << 2,      /* the account's participation cap left the rest unfilled */
  BW_CERTIFICATE_PART_BY_CHANCE = 1 << 3, /* a random part (profile alpaca) */
  BW_CERTIFICATE_TOUCH_BY_CHANCE = 1 << 4, /* the draw let a touched limit fill */
  BW_CERTIFICATE_FINER_BAR = 1 << 5, /* a bar that stands in for a part of a longer one decided */
} BwCertificateFlags;

/**
 * BwCertificate:
 * @market: the event that gave the price, with its time (a depth event carries no book here but
 *   its best level, as a quote; the level used is in @level_price, @level_size)
 * @age_ns: the fill's time less the event's
 * @level_index: which level of the book, 0 best; -1 where no book was used
 * @slippage: price paid beyond the best opposite price (above 0 is worse)
 * @consumed: what the account had taken of @level_size before
 * @model_slippage: the part of @slippage that the account's slippage model added, 0 or above
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
  BwFixed consumed;
  BwFixed model_slippage;
  guint8 flags; /* BwCertificateFlags */
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
const char *bw_certificate_flag_word (BwCertificateFlags flag);
gboolean bw_certificate_flag_parse (const char *word, BwCertificateFlags *flag);
gboolean bw_profile_parse (const char *word, BwProfile *profile);

G_END_DECLS
