/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/fill-terms.h"
#include "trading/fill.h"
#include "trading/figures.h"
#include "trading/standing.h"

G_BEGIN_DECLS

/* Stored: never change a number. */
typedef enum
{
  BW_ACCOUNT_CASH = 1,
  BW_ACCOUNT_MARGIN = 2,
} BwAccountType;

typedef enum
{
  BW_MARGIN_RULE_BY_DATE = 0,
  BW_MARGIN_RULE_REGT_PDT = 1,
  BW_MARGIN_RULE_INTRADAY = 2,
} BwMarginRule;

typedef enum
{
  BW_LOTS_FIFO = 1,
  BW_LOTS_LIFO = 2,
  BW_LOTS_AVERAGE = 3,
} BwLotMethod;

/* What a halted account may still do. */
typedef enum
{
  BW_HALT_NONE = 0,
  BW_HALT_NEW_ORDERS = 1, /* closing orders and cancels only */
  BW_HALT_FROZEN = 2,     /* cancels only */
} BwAccountHalt;

/* What a halt does first. Stored: never change a number. */
typedef enum
{
  BW_HALT_ACTION_NONE = 0,
  BW_HALT_ACTION_CANCEL = 1,  /* cancels all open orders */
  BW_HALT_ACTION_FLATTEN = 2, /* and closes all positions */
} BwHaltAction;

#define BW_ACCOUNT_NAME_BYTES 64

/**
 * BwAccountTerms:
 * @latency_ns: from an order's acceptance to its arrival at the market
 * @stale_after_ns: a quote older than this fills nothing; %G_MAXINT64: never stale
 * @fee_schedule: a name of data/tables/schedules.def ("none", "us-equity-2026"): fees, commissions,
 *   and the rates of what is borrowed
 *
 * What an account agrees to when it is opened.
 */
typedef struct
{
  char name[BW_ACCOUNT_NAME_BYTES];
  char currency[8];
  char fee_schedule[32];
  guint8 type;        /* BwAccountType */
  guint8 multiplier;  /* 1, 2 or 4 */
  guint8 margin_rule; /* BwMarginRule */
  guint8 profile;     /* BwProfile */
  guint8 lot_method;  /* BwLotMethod */
  guint8 is_shorting_allowed;
  gint64 latency_ns;
  gint64 stale_after_ns;
  BwFillTerms fills;
  guint8 allows_deficits; /* orders that would create an intraday margin deficit are not blocked */
} BwAccountTerms;

typedef struct
{
  BwAccountId id;
  BwUuid uuid;
  BwAccountTerms terms;
  guint8 halt;        /* BwAccountHalt */
  guint8 halt_reason; /* BwReason */
  BwTime opened;
  BwFixed cash;
  BwFixed deposits;  /* net of withdrawals */
  BwFixed realized;  /* since opened, before fees */
  BwFixed fees;      /* since opened */
  BwFixed day_start_equity;
  BwFixed day_start_realized;
  guint32 n_positions;
  guint32 n_open_orders;
  guint32 n_ambiguous; /* exits that a bar could not order, settled against it */
  BwFixed dividends;  /* since opened; below 0: paid on shares sold short */
  BwFixed interest;   /* paid since opened, borrow fees with it; below 0: received */
  BwFixed receivable; /* dividends owed to it (below 0: by it), part of its equity */
  BwFixed accrued;    /* interest and borrow fees it owes that are not posted yet */
  BwAccountMargin margin;
} BwAccount;

/**
 * BwPosition:
 * @quantity: below 0 is short
 * @cost: exact cost of the open lots: money paid (long) or received (short, negative)
 * @average_price: cost ÷ quantity, half-even at eight decimals
 * @mark: the price it is valued at; 0 when there is none
 */
typedef struct
{
  BwAccountId account;
  BwInstrumentId instrument;
  BwFixed quantity;
  BwFixed cost;
  BwFixed average_price;
  BwFixed mark;
  BwFixed market_value;
  BwFixed unrealized;
  BwFixed realized;       /* since opened, in this instrument */
  BwFixed realized_today;
  BwTime opened;
} BwPosition;

/* An account's terms from here on. */
typedef struct
{
  BwAccountId account;
  BwAccountTerms terms;
} BwChangeTerms;

void bw_account_terms_init (BwAccountTerms *terms, BwAccountType type, const char *name);

G_END_DECLS
