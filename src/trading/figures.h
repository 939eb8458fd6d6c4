/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fixed.h"

G_BEGIN_DECLS

/**
 * BwAccountFigures:
 *
 * What follows from an account and the marks (SEMANTICS section 3), at one instant. All in the
 * account's currency; short values are negative.
 */
typedef struct
{
  BwFixed cash;
  BwFixed equity;
  BwFixed long_value;
  BwFixed short_value;
  BwFixed initial_margin;
  BwFixed maintenance_margin;
  BwFixed reserved;      /* by open orders */
  BwFixed buying_power;  /* left for new orders */
  BwFixed unrealized;
  BwFixed realized_today;
  BwFixed day_profit;    /* equity less the day's start, flows removed */
  BwFixed total_profit;  /* equity less net deposits */
  BwFixed receivable;    /* dividends between ex-date and payment: in the equity, not in buying power */
  BwFixed accrued;       /* interest and borrow fees owed, posted with the month: not in the equity */
  BwFixed settled_cash;
  BwFixed unsettled_cash;
  BwFixed withdrawable;
  BwFixed day_trading_power; /* left of multiplier 4's, by the pattern-day-trader rule; else 0 */
  BwFixed intraday_level;    /* equity less maintenance: margin in excess, below 0 a deficit */
  BwFixed largest_position;  /* its size */
  guint8 margin_rule;        /* BwMarginRule in force: never by date */
  guint8 n_day_trades;       /* of the last five business days */
} BwAccountFigures;

G_END_DECLS
