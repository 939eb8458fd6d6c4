/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/instrument.h"
#include "trading/words.h"

G_BEGIN_DECLS

/**
 * BwRebalanceItem:
 * @quantity: held now; below 0 is short
 * @bid, @ask, @last: the market; 0 where there is none
 * @target: the share of equity it should have, a fraction: 0.2 is 20 %; below 0: short
 * @has_target: without one it is left as it is, or closed with @closes_others
 *
 * A symbol of the portfolio, or one that should be in it.
 */
typedef struct
{
  const BwInstrument *instrument; /* (borrowed) */
  BwFixed quantity;
  BwFixed bid, ask, last;
  BwFixed target;
  gboolean has_target;
} BwRebalanceItem;

/**
 * BwRebalanceTerms:
 * @equity: the account's, above 0
 * @band: a drift up to this share of equity is left alone; 0: none is
 * @closes_others: positions without a target are sold
 */
typedef struct
{
  BwFixed equity;
  BwFixed band;
  gboolean closes_others;
} BwRebalanceTerms;

/**
 * BwRebalanceLine:
 * @price: it is valued at: the bid to sell, the ask to buy, else the last trade
 * @weight, @drift: share of equity now, and less the target
 * @order: quantity to trade, on lot: above 0 to buy, below to sell; 0: nothing
 * @is_first_stage: it frees money: to be filled before the others are sent
 * @weight_after: once @order is filled at @price
 * @reason: why nothing can be planned for it (`price`: it has none)
 */
typedef struct
{
  BwFixed price;
  BwFixed weight, drift;
  BwFixed order;
  BwFixed weight_after;
  guint8 reason; /* BwReason */
  guint8 is_first_stage;
} BwRebalanceLine;

BwReason bw_rebalance_plan (const BwRebalanceTerms *terms, const BwRebalanceItem *items, gsize n_items, BwRebalanceLine *lines);

G_END_DECLS
