/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/margin-check.h"

#include "trading/margin-call.h"
#include "trading/margin.h"
#include "trading/working.h"

/* The checks of an order that ask for the account's standing with its broker. Nothing is changed. */

#define CONCENTRATION_MAX 6 /* times the equity */

/**
 * bw_margin_check_standing:
 *
 * While a call is open the account may only close. A frozen account sells nothing short.
 * Source: Alpaca support, account restricted to liquidation; FINRA 4210(d)(2).
 */
BwReason
bw_margin_check_standing (const BwCore *core, const BwMarginOrder *margin_order)
{
  const BwAccountMargin *margin = &margin_order->account->account.margin;

  if (!margin_order->opens)
    return BW_REASON_NONE;
  if (margin->call.kind != BW_CALL_NONE)
    return BW_REASON_MARGIN_CALL;
  return core->now < margin->frozen_until && margin_order->order->side == BW_SIDE_SELL ? BW_REASON_FROZEN
                                                                                      : BW_REASON_NONE;
}

/* While a position is larger than 600 % of equity the account may only close. Source: [AL-prot]
 * equity/order ratio. */
BwReason
bw_margin_check_ratio (const BwMarginOrder *margin_order, const BwAccountFigures *figures)
{
  if (!margin_order->opens)
    return BW_REASON_NONE;
  return figures->largest_position.e8 / CONCENTRATION_MAX > MAX (figures->equity.e8, 0)
             ? BW_REASON_CLOSING_ONLY : BW_REASON_NONE;
}

/**
 * bw_margin_is_short_restricted:
 *
 * Returns: whether Reg SHO 201 lets the instrument be sold short above the best bid only
 */
gboolean
bw_margin_is_short_restricted (const BwCore *core, const BwInstrumentState *instrument)
{
  return instrument->restricted_until != 0 &&
         core->calendars[instrument->calendar].day <= instrument->restricted_until;
}

/**
 * bw_margin_watch_fall:
 * @price: a trade's, or a bar's low
 *
 * Ten percent below the previous close begins the restriction: for this day and the next.
 * Source: Reg SHO Rule 201 (17 CFR 242.201).
 */
void
bw_margin_watch_fall (const BwCore *core, BwInstrumentState *instrument, BwFixed price)
{
  gint64 previous_e8 = instrument->previous_close.e8;

  if (previous_e8 <= 0 || price.e8 > previous_e8 - previous_e8 / 10 ||
      !bw_margin_is_marginable (&instrument->definition))
    return;
  instrument->restricted_until = core->calendars[instrument->calendar].day + 1;
}

/* A short sale must ask for more than the best bid. */
BwReason
bw_margin_check_short_sale (const BwCore *core, const BwMarginOrder *margin_order)
{
  const BwOrder *order = margin_order->order;
  const BwInstrumentState *instrument = margin_order->instrument;

  if (!margin_order->opens || order->side != BW_SIDE_SELL ||
      !bw_margin_is_short_restricted (core, instrument))
    return BW_REASON_NONE;
  if (order->limit_price.e8 == 0)
    return BW_REASON_SHORT_SALE_RESTRICTED;
  return instrument->bid_size.e8 > 0 && order->limit_price.e8 <= instrument->bid.e8
             ? BW_REASON_SHORT_SALE_RESTRICTED : BW_REASON_NONE;
}

/* Could orders that are open, with @order if it is of this position, make one more day trade? */
static gboolean
may_day_trade (const BwCore *core, const BwPositionState *position, const BwMarginOrder *margin_order)
{
  gboolean was_opened = position->margin_day == core->calendars[BW_CALENDAR_XNYS].day && position->opened_today;
  guint32 n_buys = position->n_open[0], n_sells = position->n_open[1];

  if (position == margin_order->position)
    {
      if (margin_order->replacing != NULL)
        *(margin_order->replacing->order.side == BW_SIDE_BUY ? &n_buys : &n_sells) -= 1;
      *(margin_order->order->side == BW_SIDE_BUY ? &n_buys : &n_sells) += 1;
    }
  if (n_buys > 0 && n_sells > 0)
    return TRUE;
  return was_opened && position->quantity.e8 != 0 && (position->quantity.e8 > 0 ? n_sells > 0 : n_buys > 0);
}

/**
 * bw_margin_check_day_trades:
 *
 * An order that could make the account a pattern day trader's is refused while its equity was below
 * $25,000 at the last close: a pair of open orders to buy and to sell counts as a day trade whichever
 * came first. Source: [AL-prot 2025], pattern day trader protection. Cost: O(1) unless the order could
 * make a day trade, then O(positions).
 */
BwReason
bw_margin_check_day_trades (const BwCore *core, const BwMarginOrder *margin_order)
{
  const BwAccountState *account = margin_order->account;
  const BwAccountMargin *margin = &account->account.margin;
  guint n_day_trades = 0, n_trades = 1;

  if (account->account.terms.type != BW_ACCOUNT_MARGIN || margin_order->position == NULL ||
      !bw_margin_is_marginable (&margin_order->instrument->definition) ||
      bw_fixed_compare (margin->last_equity, BW_MARGIN_DAY_TRADER_EQUITY) >= 0 ||
      bw_margin_regime (core, account) != BW_MARGIN_RULE_REGT_PDT ||
      !may_day_trade (core, margin_order->position, margin_order))
    return BW_REASON_NONE;
  for (int i = 0; i < BW_DAY_TRADE_DAYS; i++)
    {
      n_day_trades += margin->n_day_trades[i];
      n_trades += margin->n_trades[i];
    }
  for (guint32 slot = account->first_position; slot != BW_NIL;)
    {
      const BwPositionState *position = bw_core_position_at (core, slot);

      if (bw_margin_is_marginable (&bw_core_instrument_state (core, position->instrument)->definition))
        n_day_trades += may_day_trade (core, position, margin_order);
      slot = position->next_position;
    }
  return bw_margin_is_pattern (n_day_trades, n_trades) ? BW_REASON_DAY_TRADES : BW_REASON_NONE;
}

/* What the order would need to be kept up with. */
static gboolean
maintenance_of (const BwCore *core, const BwMarginOrder *margin_order, BwFixed price, BwFixed *maintenance)
{
  const BwInstrument *definition = &margin_order->instrument->definition;
  gint64 left_e8 = margin_order->order->quantity.e8 - margin_order->order->filled.e8;
  BwFixed quantity = { margin_order->order->side == BW_SIDE_SELL ? -left_e8 : left_e8 };
  __int128 value_e16;

  return bw_margin_value_e16 (definition, quantity, price, &value_e16) &&
         bw_fixed_from_e16 (bw_margin_maintenance_e16 (definition, quantity, price, value_e16, core->now),
                            BW_ROUND_CEILING, maintenance);
}

/**
 * bw_margin_check_money:
 * @price: a unit's, the order is valued at
 *
 * Beyond buying power: a frozen account makes no new debit; by the intraday rule an order that would
 * create a deficit is blocked, unless the account's terms allow it. Source: [AL-imr].
 */
BwReason
bw_margin_check_money (const BwCore *core, const BwMarginOrder *margin_order,
                       const BwAccountFigures *figures, BwFixed price)
{
  const BwAccount *account = &margin_order->account->account;
  gint64 left_e8 = margin_order->order->quantity.e8 - margin_order->order->filled.e8;
  BwFixed maintenance;
  __int128 value_e16;

  if (!margin_order->opens || account->terms.type != BW_ACCOUNT_MARGIN)
    return BW_REASON_NONE;
  if (core->now < account->margin.frozen_until &&
      (!bw_margin_value_e16 (&margin_order->instrument->definition, (BwFixed){ left_e8 }, price, &value_e16) ||
       value_e16 > (__int128) (figures->cash.e8 - figures->reserved.e8) * BW_FIXED_ONE_E8))
    return BW_REASON_FROZEN;
  if (figures->margin_rule != BW_MARGIN_RULE_INTRADAY || account->terms.allows_deficits ||
      account->terms.multiplier == 1)
    return BW_REASON_NONE;
  if (!maintenance_of (core, margin_order, price, &maintenance) ||
      bw_fixed_compare (maintenance, figures->intraday_level) > 0)
    return BW_REASON_INTRADAY_DEFICIT;
  return BW_REASON_NONE;
}
