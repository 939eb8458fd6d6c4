/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/time.h"
#include "market/calendar.h"
#include "trading/new-order.h"

G_BEGIN_DECLS

/* What an account's orders are held to. Those up to %BW_LIMIT_PRICE_COLLAR are set by people; those
 * behind are the account's own terms and always there. Stored: never change a number. */
typedef enum
{
  BW_LIMIT_DAILY_LOSS = 1,      /* of the day's starting equity; halts the account */
  BW_LIMIT_DRAWDOWN = 2,        /* of the highest equity since it was set; halts the account */
  BW_LIMIT_SYMBOLS = 3,         /* only these */
  BW_LIMIT_DENIED_SYMBOLS = 4,  /* not these */
  BW_LIMIT_SESSIONS = 5,        /* only in these phases of the market */
  BW_LIMIT_ORDER_RATE = 6,      /* orders in any stretch of a period */
  BW_LIMIT_ORDER_SIZE = 7,      /* money */
  BW_LIMIT_ORDER_QUANTITY = 8,
  BW_LIMIT_POSITION = 9,        /* one symbol, of equity */
  BW_LIMIT_SECTOR = 10,         /* all of a sector, of equity */
  BW_LIMIT_CONCENTRATION = 11,  /* the three largest positions, of equity */
  BW_LIMIT_GROSS = 12,          /* long and short added, of equity */
  BW_LIMIT_NET = 13,            /* long less short, either way, of equity */
  BW_LIMIT_LEVERAGE = 14,       /* gross as a multiple of the lower of equity now and at the day's start */
  BW_LIMIT_PRICE_COLLAR = 15,   /* how far beyond the market an order's own price may pay */
  BW_LIMIT_KILL_SWITCH = 16,    /* can be set too, but is a state of who is stopped */
  BW_LIMIT_WASH_TRADE = 17,
  BW_LIMIT_EASY_TO_BORROW = 18,
  BW_LIMIT_BUYING_POWER = 19,
} BwLimitRule;

#define BW_N_LIMITS 16       /* room for those that are set, by BwLimitRule */
#define BW_N_LIMIT_RULES 20  /* and for all */
#define BW_N_RULE_VERDICTS 56 /* of one order: an account's, a strategy's, an agent's */

/* How a limit's value reads. */
typedef enum
{
  BW_LIMIT_KIND_SHARE,    /* a fraction: 0.1 is 10% */
  BW_LIMIT_KIND_MULTIPLE, /* 2 is twice */
  BW_LIMIT_KIND_MONEY,
  BW_LIMIT_KIND_QUANTITY,
  BW_LIMIT_KIND_RATE,     /* a count a period */
  BW_LIMIT_KIND_LIST,     /* symbols, parted by blanks */
  BW_LIMIT_KIND_SESSIONS, /* pre core post overnight */
  BW_LIMIT_KIND_SWITCH,   /* on, on cancel, on flatten, on freeze */
} BwLimitKind;

/* Whose orders it is for. What a strategy or an agent sends is held to its limits beside the account's,
 * in whatever account it trades. Stored: never change a number. */
typedef enum
{
  BW_LIMIT_SCOPE_ACCOUNT = 0, /* an account's, or with account 0 everybody's */
  BW_LIMIT_SCOPE_STRATEGY = 1,
  BW_LIMIT_SCOPE_AGENT = 2,
} BwLimitScope;

/* Stored: never change a number. */
typedef enum
{
  BW_LIMIT_INHERITED = 0, /* nothing of its own: what all accounts have */
  BW_LIMIT_ON = 1,
  BW_LIMIT_OFF = 2,       /* an account's own: free of what all have */
} BwLimitMode;

#define BW_LIMIT_LIST_BYTES 192
#define BW_LIMIT_RATE_MAX 1000
#define BW_LIMIT_TEXT_BYTES (BW_LIMIT_LIST_BYTES + 64)

/**
 * BwLimit:
 * @value: by the rule's kind: a fraction, a multiple, money, a quantity, a count
 * @period: order rate: of the stretch, in nanoseconds
 * @resizes: an order that is too large is cut to what is allowed instead of refused
 * @list: symbols or sessions, parted by blanks; kill switch: stop, cancel, flatten or freeze
 * @source: the strategy's or the agent's name; empty for an account's
 *
 * One limit as it is set.
 */
typedef struct
{
  guint8 scope; /* BwLimitScope */
  guint8 rule;  /* BwLimitRule */
  guint8 mode;  /* BwLimitMode */
  guint8 resizes;
  BwFixed value;
  gint64 period;
  char list[BW_LIMIT_LIST_BYTES];
  char source[BW_SOURCE_BYTES];
} BwLimit;

const char *bw_limit_word (BwLimitRule rule);
gboolean bw_limit_parse_word (const char *word, BwLimitRule *rule);
BwLimitKind bw_limit_kind (BwLimitRule rule);
BwReason bw_limit_reason (BwLimitRule rule);
gboolean bw_limit_can_resize (BwLimitRule rule);
const char *bw_limit_scope_word (BwLimitScope scope);
gboolean bw_limit_parse_source (const char *text, BwLimitScope *scope, char source[BW_SOURCE_BYTES]);
gboolean bw_limit_is_valid (const BwLimit *limit);
gboolean bw_limit_parse_value (const char *text, BwLimit *limit);
char *bw_limit_print_value (const BwLimit *limit, char *text);
char *bw_limit_print_number (BwLimitRule rule, BwFixed number, char *text);
gboolean bw_limit_list_has (const char *list, const char *word);
const char *bw_limit_session_word (BwSessionPhase phase);

/* Sensible limits to begin with. */
typedef enum
{
  BW_LIMITS_CONSERVATIVE,
  BW_LIMITS_MODERATE,
  BW_LIMITS_AGGRESSIVE,
  BW_N_LIMIT_PRESETS,
} BwLimitPreset;

const char *bw_limit_preset_word (BwLimitPreset preset);
gboolean bw_limit_preset_parse (const char *word, BwLimitPreset *preset);
void bw_limit_preset_get (BwLimitPreset preset, BwLimitRule rule, BwLimit *limit);

G_END_DECLS
