/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/order.h"

G_BEGIN_DECLS

/* The ledger's own accounts inside a trading account. Debits are above 0, credits below; the
 * postings of a set sum to zero. Stored: never change a number. */
typedef enum
{
  BW_LEDGER_CASH = 1,
  BW_LEDGER_SECURITIES = 2, /* at cost, per instrument */
  BW_LEDGER_REALIZED = 3,   /* credit: profit */
  BW_LEDGER_FEES = 4,
  BW_LEDGER_CAPITAL = 5,    /* deposits, withdrawals, transfers */
  BW_LEDGER_DIVIDENDS = 6,
  BW_LEDGER_INTEREST = 7,   /* debit: paid, for money and shares borrowed */
  BW_LEDGER_RECEIVABLE = 8, /* dividends between ex-date and payment */
} BwLedger;

/* Activity types (SEMANTICS section 1). Stored: never change a number. */
typedef enum
{
  BW_ACTIVITY_FILL = 1,
  BW_ACTIVITY_FEE = 2,
  BW_ACTIVITY_CSD = 3,   /* cash deposit */
  BW_ACTIVITY_CSW = 4,   /* cash withdrawal */
  BW_ACTIVITY_ACATS = 5, /* securities transferred in */
  BW_ACTIVITY_DIV = 6,
  BW_ACTIVITY_INT = 7,
  BW_ACTIVITY_SPLIT = 8,
  BW_ACTIVITY_CFEE = 9,    /* fee on coins, taken from what was credited */
  BW_ACTIVITY_NC = 10,     /* name change */
  BW_ACTIVITY_CIL = 11,    /* cash in lieu of a fraction */
  BW_ACTIVITY_REORG = 12,  /* delisted: cashed or worthless */
  BW_ACTIVITY_DIVEX = 13,  /* dividend: owed from its ex-date on; DIV when it is paid */
  BW_ACTIVITY_BORROW = 14, /* fee for shares sold short */
  BW_ACTIVITY_JNLC = 15,   /* a reset: the books are closed, cash begins anew */
  BW_ACTIVITY_JNLS = 16,   /* … a position leaves */
} BwActivity;

typedef struct
{
  guint8 ledger; /* BwLedger */
  BwInstrumentId instrument; /* securities, realized, dividends, receivable; else 0 */
  BwFixed amount;   /* money, in the account's currency */
  BwFixed quantity; /* of the instrument; else 0 */
} BwPosting;

#define BW_POSTING_SET_MAX 8

/* One balanced event of the books. */
typedef struct
{
  guint64 id;
  BwAccountId account;
  guint8 activity; /* BwActivity */
  guint8 n_postings;
  BwTime time;
  guint64 fill; /* BwFillId; 0 where none */
  BwPosting postings[BW_POSTING_SET_MAX];
} BwPostingSet;

const char *bw_ledger_word (BwLedger ledger);
const char *bw_activity_word (BwActivity activity);

G_END_DECLS
