/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words of trading: why an order was refused or ended, and which rule filled it. The same in
 * the window's messages, the API's error bodies, scenarios and certificates. The list is the only
 * place that spells them. Stored: never change a number or a word. */
#define BW_REASONS(X)                                    \
  X (1, BUYING_POWER, "buying-power")                    \
  X (2, INSUFFICIENT_POSITION, "insufficient-position")  \
  X (3, POSITION_FLIP, "position-flip")                  \
  X (4, NOT_SHORTABLE, "not-shortable")                  \
  X (5, HARD_TO_BORROW, "hard-to-borrow")                \
  X (6, PRICE_INCREMENT, "price-increment")              \
  X (7, LOT_SIZE, "lot-size")                            \
  X (8, QUANTITY, "quantity")                            \
  X (9, PRICE, "price")                                  \
  X (10, NOTIONAL, "notional")                           \
  X (11, NOTIONAL_TOO_LARGE, "notional-too-large")       \
  X (12, TIME_IN_FORCE, "time-in-force")                 \
  X (13, ORDER_TYPE, "order-type")                       \
  X (14, ORDER_CLASS, "order-class")                     \
  X (15, AUCTION_WINDOW, "auction-window")               \
  X (16, EXTENDED_HOURS, "extended-hours")               \
  X (17, MARKET_CLOSED, "market-closed")                 \
  X (18, HALTED, "halted")                               \
  X (19, UNKNOWN_SYMBOL, "unknown-symbol")               \
  X (20, NOT_ALLOWED, "not-allowed")                     \
  X (21, DUPLICATE_CLIENT_ID, "duplicate-client-id")     \
  X (22, WASH_TRADE, "wash-trade")                       \
  X (23, STALE_DATA, "stale-data")                       \
  X (24, PRICE_COLLAR, "price-collar")                   \
  X (25, POSITION_LIMIT, "position-limit")               \
  X (26, SECTOR_LIMIT, "sector-limit")                   \
  X (27, GROSS_LIMIT, "gross-limit")                     \
  X (28, CONCENTRATION, "concentration")                 \
  X (29, DAILY_LOSS, "daily-loss")                       \
  X (30, DRAWDOWN, "drawdown")                           \
  X (31, ORDER_SIZE, "order-size")                       \
  X (32, ORDER_RATE, "order-rate")                       \
  X (33, KILL_SWITCH, "kill-switch")                     \
  X (34, MARGIN_CALL, "margin-call")                     \
  X (35, FROZEN, "frozen")                               \
  X (36, DAY_TRADES, "day-trades")                       \
  X (37, GOOD_FAITH, "good-faith")                       \
  X (38, UNSETTLED, "unsettled")                         \
  X (39, EXPIRED, "expired")                             \
  X (40, REPLACED, "replaced")                           \
  X (41, CANCELED_BY_USER, "canceled-by-user")           \
  X (42, SIBLING_FILLED, "sibling-filled")               \
  X (43, PARENT_CANCELED, "parent-canceled")             \
  X (44, AUCTION_REMAINDER, "auction-remainder")         \
  X (45, IOC_REMAINDER, "ioc-remainder")                 \
  X (46, FOK, "fok")                                     \
  X (47, UNKNOWN_ORDER, "unknown-order")                 \
  X (48, ORDER_CLOSED, "order-closed")                   \
  X (49, UNKNOWN_ACCOUNT, "unknown-account")             \
  X (120, REDUCE_ONLY, "reduce-only")                    \
  X (121, IPO_LIMIT_ONLY, "ipo-limit-only")             \
  X (140, SIBLING_CANCELED, "sibling-canceled")          \
  X (141, LEG_PRICE, "leg-price")                        \
  X (142, CONDITION, "condition")             \
  X (143, ORDER_PENDING, "order-pending")                \
  X (150, CLOSING_ONLY, "closing-only")                  \
  X (151, SHORT_SALE_RESTRICTED, "short-sale-restricted") \
  X (152, FREE_RIDING, "free-riding")                    \
  X (153, INTRADAY_DEFICIT, "intraday-deficit")          \
  X (154, MAINTENANCE_MARGIN, "maintenance-margin")      \
  X (155, INITIAL_MARGIN, "initial-margin")              \
  X (160, CORPORATE_ACTION, "corporate-action")          \
  X (161, DELISTED, "delisted")                          \
  X (170, LEVERAGE, "leverage")                          \
  X (171, NET_LIMIT, "net-limit")                        \
  X (172, SYMBOL_LIST, "symbol-list")                    \
  X (173, SESSION_LIST, "session-list")                  \
  X (180, BOOK_REMAINDER, "book-remainder")

#define BW_RULES(X)                                      \
  X (1, BOOK_WALK, "book-walk")                          \
  X (2, TOUCH, "touch")                                  \
  X (3, TRADE_THROUGH, "trade-through")                  \
  X (4, QUEUE, "queue")                                  \
  X (5, GAP_OPEN, "gap-open")                            \
  X (6, STOP_TRIGGER, "stop-trigger")                    \
  X (7, TRAIL_TRIGGER, "trail-trigger")                  \
  X (8, AUCTION_OPEN, "auction-open")                    \
  X (9, AUCTION_CLOSE, "auction-close")                  \
  X (10, BAR_OPEN, "bar-open")                           \
  X (11, BAR_PATH, "bar-path")                           \
  X (12, AMBIGUOUS_PESSIMISTIC, "ambiguous-pessimistic") \
  X (13, PARTICIPATION, "participation")                 \
  X (14, LIQUIDATION, "liquidation")                     \
  X (15, EXERCISE, "exercise")                           \
  X (16, ASSIGNMENT, "assignment")                       \
  X (17, TRADE_PRINT, "trade-print")                     \
  X (18, LAST_PRICE, "last-price")                       \
  X (19, PAPER_QUOTE, "paper-quote")                     \
  X (40, TOUCH_TRIGGER, "touch-trigger")                 \
  X (50, BAR_CLOSE, "bar-close")                         \
  X (51, TOP_OF_BOOK, "top-of-book")

typedef enum
{
  BW_REASON_NONE = 0,
#define X(number, name, word) BW_REASON_##name = number,
  BW_REASONS (X)
#undef X
} BwReason;

typedef enum
{
  BW_RULE_NONE = 0,
#define X(number, name, word) BW_RULE_##name = number,
  BW_RULES (X)
#undef X
} BwRule;

const char *bw_reason_word (BwReason reason);
gboolean bw_reason_parse (const char *word, BwReason *reason);
guint bw_reason_http_status (BwReason reason);
guint bw_reason_api_code (BwReason reason);
const char *bw_rule_word (BwRule rule);
gboolean bw_rule_parse (const char *word, BwRule *rule);

G_END_DECLS
