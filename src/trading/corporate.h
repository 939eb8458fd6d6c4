/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

/* Splits, dividends, changes of symbol, delistings, what borrowing costs. */
BwReason bw_corporate_take (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event);
BwCorporateAction *bw_corporate_say (BwCore *core, const BwMarketEvent *event, const BwInstrumentState *instrument, const BwPositionState *position);

/* Its open orders. */
gboolean bw_corporate_split_fits (const BwCore *core, BwInstrumentId instrument, BwFixed to, BwFixed from);
void bw_corporate_split_orders (BwCore *core, BwInstrumentState *instrument, BwFixed to, BwFixed from);
void bw_corporate_reduce_orders (BwCore *core, BwInstrumentState *instrument, BwFixed amount);
void bw_corporate_cancel_orders (BwCore *core, BwInstrumentId instrument, BwReason reason);
void bw_corporate_cancel_shorts (BwCore *core, BwInstrumentId instrument);

/* dividend.c */
BwReason bw_dividend_take (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event);
void bw_dividend_pay_first (BwCore *core);
void bw_dividend_add (BwCore *core, const BwReceivable *receivable);

/* When the next dividend is paid; BW_TIME_MAX when none is owed. */
static inline BwTime
bw_dividend_due (const BwCore *core)
{
  return core->dividends->len > 0 ? g_array_index (core->dividends, BwReceivable, 0).pay : BW_TIME_MAX;
}

/* Do the account's fills know of what companies pay and lenders ask? Alpaca's paper accounts do not. */
static inline gboolean
bw_corporate_pays (const BwAccountState *account)
{
  return account->account.terms.profile != BW_PROFILE_ALPACA;
}

G_END_DECLS
