/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

BwFixed bw_mark_of (const BwInstrumentState *instrument, BwFixed quantity);
gboolean bw_margin_can_hold (const BwAccount *account, const BwInstrument *instrument);
gboolean bw_margin_is_marginable (const BwInstrument *instrument);
gboolean bw_margin_size_e8 (const BwInstrument *instrument, BwFixed quantity, BwFixed *size);
gboolean bw_margin_value_e16 (const BwInstrument *instrument, BwFixed quantity, BwFixed price, __int128 *value_e16);
gboolean bw_margin_figures (const BwCore *core, const BwAccountState *account, BwAccountFigures *figures);
gboolean bw_margin_profit (const BwCore *core, const BwAccountState *account, BwFixed *equity, BwFixed *total_profit);

/* What buying power is computed from. */
typedef enum
{
  BW_POWER_CASH,     /* cash; settled cash while restricted to it */
  BW_POWER_REG_T,    /* 2 x (equity - initial margin) */
  BW_POWER_DAY,      /* 4 x (equity - maintenance) at the last close, less what is used today */
  BW_POWER_INTRADAY, /* what 30 % of is the margin in excess now */
} BwMarginPower;

/* Of a day trader, at the last close; and of accounts that borrow at all, now. */
#define BW_MARGIN_DAY_TRADER_EQUITY BW_FIXED (25000)

BwMarginRule bw_margin_regime (const BwCore *core, const BwAccountState *account);
BwMarginPower bw_margin_power_of (const BwCore *core, const BwAccountState *account, BwFixed equity);
BwFixed bw_margin_unsettled (const BwAccount *account);
__int128 bw_margin_maintenance_e16 (const BwInstrument *instrument, BwFixed quantity, BwFixed price, __int128 value_e16, BwTime time);
gboolean bw_margin_cost (const BwCore *core, const BwAccountState *account, const BwInstrument *instrument, BwSide side, BwFixed price, BwFixed equity, BwFixed size, BwFixed *cost);

/* Price an order is valued at for buying power, a unit; 0 when there is no price at all. */
BwFixed bw_margin_check_price (const BwCore *core, const BwInstrumentState *instrument, const BwOrder *order);

G_END_DECLS
