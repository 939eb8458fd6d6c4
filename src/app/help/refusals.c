/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/help/refusals.h"

/* Which page of the guide has the rule. What is missing here has the page of all refusals. */
static const char *const topics[] = {
  [BW_REASON_BUYING_POWER] = "accounts.md",
  [BW_REASON_NOT_SHORTABLE] = "accounts.md",
  [BW_REASON_HARD_TO_BORROW] = "costs.md",
  [BW_REASON_MARGIN_CALL] = "accounts.md",
  [BW_REASON_DAY_TRADES] = "accounts.md",
  [BW_REASON_GOOD_FAITH] = "accounts.md",
  [BW_REASON_UNSETTLED] = "accounts.md",
  [BW_REASON_CLOSING_ONLY] = "accounts.md",
  [BW_REASON_SHORT_SALE_RESTRICTED] = "accounts.md",
  [BW_REASON_FREE_RIDING] = "accounts.md",
  [BW_REASON_INTRADAY_DEFICIT] = "accounts.md",
  [BW_REASON_MAINTENANCE_MARGIN] = "accounts.md",
  [BW_REASON_INITIAL_MARGIN] = "accounts.md",
  [BW_REASON_INSUFFICIENT_POSITION] = "trading.md",
  [BW_REASON_POSITION_FLIP] = "trading.md",
  [BW_REASON_PRICE_INCREMENT] = "orders.md",
  [BW_REASON_LOT_SIZE] = "orders.md",
  [BW_REASON_QUANTITY] = "orders.md",
  [BW_REASON_PRICE] = "orders.md",
  [BW_REASON_NOTIONAL] = "orders.md",
  [BW_REASON_TIME_IN_FORCE] = "orders.md",
  [BW_REASON_ORDER_TYPE] = "orders.md",
  [BW_REASON_EXTENDED_HOURS] = "orders.md",
  [BW_REASON_MARKET_CLOSED] = "orders.md",
  [BW_REASON_REDUCE_ONLY] = "orders.md",
  [BW_REASON_IOC_REMAINDER] = "orders.md",
  [BW_REASON_FOK] = "orders.md",
  [BW_REASON_DUPLICATE_CLIENT_ID] = "orders.md",
  [BW_REASON_ORDER_CLASS] = "brackets-and-conditions.md",
  [BW_REASON_LEG_PRICE] = "brackets-and-conditions.md",
  [BW_REASON_CONDITION] = "brackets-and-conditions.md",
  [BW_REASON_AUCTION_WINDOW] = "auctions-and-halts.md",
  [BW_REASON_AUCTION_REMAINDER] = "auctions-and-halts.md",
  [BW_REASON_HALTED] = "auctions-and-halts.md",
  [BW_REASON_STALE_DATA] = "fills.md",
  [BW_REASON_BOOK_REMAINDER] = "fills.md",
  [BW_REASON_CORPORATE_ACTION] = "costs.md",
  [BW_REASON_DELISTED] = "costs.md",
  [BW_REASON_PRICE_COLLAR] = "risk.md",
  [BW_REASON_POSITION_LIMIT] = "risk.md",
  [BW_REASON_SECTOR_LIMIT] = "risk.md",
  [BW_REASON_GROSS_LIMIT] = "risk.md",
  [BW_REASON_NET_LIMIT] = "risk.md",
  [BW_REASON_LEVERAGE] = "risk.md",
  [BW_REASON_CONCENTRATION] = "risk.md",
  [BW_REASON_SYMBOL_LIST] = "risk.md",
  [BW_REASON_SESSION_LIST] = "risk.md",
  [BW_REASON_DAILY_LOSS] = "risk.md",
  [BW_REASON_DRAWDOWN] = "risk.md",
  [BW_REASON_ORDER_SIZE] = "risk.md",
  [BW_REASON_ORDER_RATE] = "risk.md",
  [BW_REASON_KILL_SWITCH] = "risk.md",
};

/**
 * bw_help_topic_of_reason:
 *
 * Returns: (transfer none): the guide's file that has the rule behind @reason
 */
const char *
bw_help_topic_of_reason (BwReason reason)
{
  return (gsize) reason < G_N_ELEMENTS (topics) && topics[reason] != NULL ? topics[reason] : "refusals.md";
}
