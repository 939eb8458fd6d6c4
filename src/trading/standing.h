/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fixed.h"
#include "base/time.h"

G_BEGIN_DECLS

/* Stored: never change a number. */
typedef enum
{
  BW_CALL_NONE = 0,
  BW_CALL_MAINTENANCE = 1, /* equity is below the maintenance margin */
  BW_CALL_INITIAL = 2,     /* bought with day-trading power and kept overnight */
  BW_CALL_INTRADAY = 3,    /* an intraday margin deficit */
} BwMarginCallKind;

/**
 * BwMarginCall:
 * @amount: what is missing; of a maintenance call as last checked
 * @deposited: since it was issued
 * @due_day: business day, as the core counts them, at whose close it is due
 * @final_day: the intraday call's fifth business day
 * @due: that close; 0 while it is not known yet
 */
typedef struct
{
  guint8 kind; /* BwMarginCallKind */
  guint8 is_overdue;
  BwFixed amount;
  BwFixed deposited;
  BwTime issued;
  BwTime due;
  gint32 due_day;
  gint32 final_day;
} BwMarginCall;

#define BW_DAY_TRADE_DAYS 5
#define BW_SETTLEMENT_DAYS_MAX 5
#define BW_GOOD_FAITH_MAX 3

/**
 * BwAccountMargin:
 * @last_equity, @last_maintenance: at the last close; before an account's first close what it brought
 * @n_day_trades, @n_trades: of the last five business days, today first
 * @day_power_used: day-trading buying power in positions opened today
 * @unsettled: proceeds of sales by the business day they settle, tomorrow first
 * @deficit: today's largest intraday margin deficit
 * @call: for maintenance or initial margin; @intraday_call: for a deficit
 * @frozen_until: no new debits and shorts; @settled_only_until: only settled cash buys
 * @violations: of good faith, newest first; 0 where none
 * @deficit_unmet: when an intraday call was last left unmet
 * @is_exposed: it has borrowed money or shares: looked at every minute of the core session
 *
 * An account's standing with its broker (SEMANTICS section 3).
 */
typedef struct
{
  BwFixed last_equity, last_maintenance;
  guint8 has_closed;
  guint8 is_pattern_day_trader;
  guint8 is_exposed;
  guint16 n_day_trades[BW_DAY_TRADE_DAYS];
  guint16 n_trades[BW_DAY_TRADE_DAYS];
  BwFixed day_power_used;
  BwFixed unsettled[BW_SETTLEMENT_DAYS_MAX];
  BwFixed deficit;
  BwMarginCall call;
  BwMarginCall intraday_call;
  BwTime frozen_until;
  BwTime settled_only_until;
  BwTime violations[BW_GOOD_FAITH_MAX];
  BwTime deficit_unmet;
} BwAccountMargin;

const char *bw_margin_call_word (BwMarginCallKind kind);

G_END_DECLS
