/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/margin.h"

#include "trading/margin-table.h"
#include "trading/session.h"

/* SEMANTICS section 3 and SCENARIOS "Marks and values". Values are summed exactly, at 16 decimals,
 * and rounded once. */

#define SHORTING_EQUITY_MIN BW_FIXED (2000)

static BwFixed
last_price (const BwInstrumentState *instrument)
{
  if (instrument->last.e8 > 0)
    return instrument->last;
  if (instrument->bar_close.e8 > 0)
    return instrument->bar_close;
  return instrument->hold_price;
}

/**
 * bw_mark_of:
 * @quantity: the position's; its sign picks the side
 *
 * Returns: the bid for a long, the ask for a short position; else the last trade, the bar's close,
 * the price it was brought along at; 0 when there is none
 */
BwFixed
bw_mark_of (const BwInstrumentState *instrument, BwFixed quantity)
{
  if (quantity.e8 >= 0 && instrument->bid_size.e8 > 0)
    return instrument->bid;
  if (quantity.e8 < 0 && instrument->ask_size.e8 > 0)
    return instrument->ask;
  return last_price (instrument);
}

/* Stocks, funds, coins and currencies priced in the account's money. An index is no instrument to
 * hold; options and futures need margin rules that are not here yet. */
gboolean
bw_margin_can_hold (const BwAccount *account, const BwInstrument *instrument)
{
  return instrument->instrument_class != BW_INSTRUMENT_INDEX &&
         instrument->instrument_class != BW_INSTRUMENT_OPTION &&
         instrument->instrument_class != BW_INSTRUMENT_FUTURE &&
         g_str_equal (instrument->currency, account->terms.currency);
}

/* Stocks and funds can be bought on margin; the rest is paid in full. */
gboolean
bw_margin_is_marginable (const BwInstrument *instrument)
{
  return instrument->instrument_class == BW_INSTRUMENT_EQUITY ||
         instrument->instrument_class == BW_INSTRUMENT_ETF;
}

/* quantity × multiplier: money a point of price is worth. */
gboolean
bw_margin_size_e8 (const BwInstrument *instrument, BwFixed quantity, BwFixed *size)
{
  if (instrument->multiplier.e8 == BW_FIXED_ONE_E8)
    {
      *size = quantity;
      return TRUE;
    }
  return bw_fixed_mul (quantity, instrument->multiplier, BW_ROUND_HALF_EVEN, size);
}

gboolean
bw_margin_value_e16 (const BwInstrument *instrument, BwFixed quantity, BwFixed price,
                     __int128 *value_e16)
{
  BwFixed size;

  if (!bw_margin_size_e8 (instrument, quantity, &size))
    return FALSE;
  *value_e16 = bw_fixed_product_e16 (size, price);
  return TRUE;
}

/**
 * bw_margin_maintenance_e16:
 * @value_e16: the position's, at @price
 *
 * What the position must be kept up with: by the dated table for stocks and funds, all of it for the
 * rest. Source: data/tables/margin.def.
 */
__int128
bw_margin_maintenance_e16 (const BwInstrument *instrument, BwFixed quantity, BwFixed price,
                           __int128 value_e16, BwTime time)
{
  __int128 size_e16 = value_e16 < 0 ? -value_e16 : value_e16;
  __int128 floor_e16;
  BwMarginRate rate;

  if (!bw_margin_is_marginable (instrument))
    return size_e16;
  rate = bw_margin_table_rate (quantity.e8 < 0, MAX (instrument->leverage, 1), price, time);
  size_e16 = rate.rate_e4 == 10000 ? size_e16 : size_e16 * rate.rate_e4 / 10000;
  if (rate.floor_e8 == 0)
    return size_e16;
  floor_e16 = bw_fixed_product_e16 (bw_fixed_abs (quantity), (BwFixed){ rate.floor_e8 });
  return MAX (floor_e16, size_e16);
}

typedef struct
{
  __int128 long_e16, short_e16, maintenance_e16;
  __int128 marginable_e16, full_e16; /* sizes */
  __int128 largest_e16;
  __int128 unrealized_e16;
} Sums;

static gboolean
sum_positions (const BwCore *core, const BwAccountState *account, Sums *sums)
{
  for (guint32 slot = account->first_held; slot != BW_NIL;)
    {
      const BwPositionState *position = bw_core_position_at (core, slot);
      const BwInstrumentState *instrument = bw_core_instrument_state (core, position->instrument);
      BwFixed mark = bw_mark_of (instrument, position->quantity);
      __int128 value_e16, size_e16, maintenance_e16;

      if (!bw_margin_value_e16 (&instrument->definition, position->quantity, mark, &value_e16))
        return FALSE;
      size_e16 = value_e16 < 0 ? -value_e16 : value_e16;
      if (value_e16 >= 0)
        sums->long_e16 += value_e16;
      else
        sums->short_e16 += value_e16;
      maintenance_e16 = bw_margin_maintenance_e16 (&instrument->definition, position->quantity, mark,
                                                   value_e16, core->now);
      if (maintenance_e16 < size_e16)
        sums->marginable_e16 += size_e16;
      else
        sums->full_e16 += size_e16;
      sums->largest_e16 = MAX (sums->largest_e16, size_e16);
      sums->maintenance_e16 += maintenance_e16;
      sums->unrealized_e16 += value_e16 - (__int128) position->cost.e8 * BW_FIXED_ONE_E8;
      slot = position->next_held;
    }
  return TRUE;
}

/**
 * bw_margin_regime:
 *
 * Returns: the day-trading rule that the account is under now: its own, else that of the date
 */
BwMarginRule
bw_margin_regime (const BwCore *core, const BwAccountState *account)
{
  BwMarginRule rule = (BwMarginRule) account->account.terms.margin_rule;

  return rule != BW_MARGIN_RULE_BY_DATE ? rule : bw_margin_table_regime (core->now);
}

/**
 * bw_margin_power_of:
 * @equity: now
 *
 * How the account's buying power is computed now (SEMANTICS section 3). Accounts below $2,000 have
 * their cash; day-trading power needs $25,000 at the last close.
 */
BwMarginPower
bw_margin_power_of (const BwCore *core, const BwAccountState *account, BwFixed equity)
{
  const BwAccount *a = &account->account;

  if (a->terms.multiplier == 1 || bw_fixed_compare (equity, SHORTING_EQUITY_MIN) < 0)
    return BW_POWER_CASH;
  if (a->terms.multiplier < 4)
    return BW_POWER_REG_T;
  if (bw_margin_regime (core, account) == BW_MARGIN_RULE_INTRADAY)
    return BW_POWER_INTRADAY;
  return bw_fixed_compare (a->margin.last_equity, BW_MARGIN_DAY_TRADER_EQUITY) < 0 ? BW_POWER_REG_T
                                                                                   : BW_POWER_DAY;
}

/* Proceeds of sales that have not settled. */
BwFixed
bw_margin_unsettled (const BwAccount *account)
{
  BwFixed sum = BW_FIXED_ZERO;

  for (int i = 0; i < BW_SETTLEMENT_DAYS_MAX; i++)
    sum.e8 += account->margin.unsettled[i].e8;
  return sum;
}

static __int128
day_power_e16 (const BwAccount *a)
{
  __int128 excess_e8 = (__int128) a->margin.last_equity.e8 - a->margin.last_maintenance.e8;

  return (MAX (4 * excess_e8, 0) - a->margin.day_power_used.e8) * BW_FIXED_ONE_E8;
}

static __int128
power_e16 (const BwCore *core, const BwAccountState *account, const BwAccountFigures *figures,
           __int128 equity_e16, const Sums *sums)
{
  const BwAccount *a = &account->account;
  __int128 owed_e16 = (__int128) MAX (a->receivable.e8, 0) * BW_FIXED_ONE_E8; /* buys nothing yet */
  __int128 cash_e8;

  switch (bw_margin_power_of (core, account, figures->equity))
    {
    case BW_POWER_CASH:
      cash_e8 = core->now < a->margin.settled_only_until ? figures->settled_cash.e8 : a->cash.e8;
      return (cash_e8 + MIN (a->receivable.e8, 0)) * BW_FIXED_ONE_E8;
    case BW_POWER_REG_T:
      return 2 * (equity_e16 - owed_e16) - sums->marginable_e16 - 2 * sums->full_e16;
    case BW_POWER_DAY:
      return day_power_e16 (a);
    case BW_POWER_INTRADAY:
      break;
    }
  return (equity_e16 - owed_e16 - sums->maintenance_e16) * 10 / 3;
}

/* What can be taken out: settled cash that no order holds and no margin needs. */
static BwFixed
withdrawable (const BwAccountState *account, const BwAccountFigures *figures)
{
  BwFixed free_cash, excess;

  if (!bw_fixed_sub (figures->settled_cash, figures->reserved, &free_cash) ||
      !bw_fixed_sub (figures->equity, figures->initial_margin, &excess))
    return BW_FIXED_ZERO;
  if (account->account.terms.type == BW_ACCOUNT_MARGIN && account->account.terms.multiplier > 1 &&
      bw_fixed_compare (figures->equity, SHORTING_EQUITY_MIN) >= 0)
    free_cash = bw_fixed_min (free_cash, excess);
  return bw_fixed_max (free_cash, BW_FIXED_ZERO);
}

static gboolean
fill_values (const BwAccountState *account, const Sums *sums, __int128 initial_e16,
             BwAccountFigures *figures)
{
  gboolean fits = TRUE;

  fits &= bw_fixed_from_e16 (sums->long_e16, BW_ROUND_HALF_EVEN, &figures->long_value);
  fits &= bw_fixed_from_e16 (sums->short_e16, BW_ROUND_HALF_EVEN, &figures->short_value);
  fits &= bw_fixed_from_e16 (initial_e16, BW_ROUND_HALF_EVEN, &figures->initial_margin);
  fits &= bw_fixed_from_e16 (sums->maintenance_e16, BW_ROUND_HALF_EVEN, &figures->maintenance_margin);
  fits &= bw_fixed_from_e16 (account->reserved_e16, BW_ROUND_CEILING, &figures->reserved);
  fits &= bw_fixed_from_e16 (sums->largest_e16, BW_ROUND_HALF_EVEN, &figures->largest_position);
  return fits && bw_fixed_sub (figures->equity, figures->maintenance_margin, &figures->intraday_level);
}

/* Twice a large equity may not fit; power beyond the range is as good as its end. */
static BwFixed
clamp_power (__int128 power_e16)
{
  BwFixed power;

  return bw_fixed_from_e16 (MAX (power_e16, 0), BW_ROUND_FLOOR, &power) ? power : BW_FIXED_MAX;
}

/**
 * bw_margin_figures:
 *
 * Returns: %FALSE when a figure is out of range. Cost: O(positions held)
 */
gboolean
bw_margin_figures (const BwCore *core, const BwAccountState *account, BwAccountFigures *figures)
{
  const BwAccount *a = &account->account;
  Sums sums = { 0 };
  __int128 receivable_e16 = (__int128) a->receivable.e8 * BW_FIXED_ONE_E8;
  __int128 equity_e16, initial_e16;

  if (!sum_positions (core, account, &sums))
    return FALSE;
  equity_e16 = (__int128) a->cash.e8 * BW_FIXED_ONE_E8 + sums.long_e16 + sums.short_e16 + receivable_e16;
  figures->cash = a->cash;
  figures->receivable = a->receivable;
  figures->accrued = a->accrued;
  if (!bw_fixed_from_e16 (equity_e16, BW_ROUND_HALF_EVEN, &figures->equity))
    return FALSE;
  figures->unsettled_cash = bw_margin_unsettled (a);
  figures->settled_cash = (BwFixed){ MIN (a->cash.e8, MAX (a->cash.e8 - figures->unsettled_cash.e8, 0)) };
  figures->margin_rule = (guint8) bw_margin_regime (core, account);
  figures->n_day_trades = 0;
  for (int i = 0; i < BW_DAY_TRADE_DAYS; i++)
    figures->n_day_trades = (guint8) MIN (G_MAXUINT8, figures->n_day_trades + a->margin.n_day_trades[i]);
  initial_e16 = a->terms.multiplier == 1 ? sums.marginable_e16 : sums.marginable_e16 / 2;
  initial_e16 += sums.full_e16;
  /* Equity and unrealized differ by what is whole. Each rounded by itself could end on another side
   * of a tie, and equity would not be capital and profits. */
  if (!fill_values (account, &sums, initial_e16, figures) ||
      !bw_fixed_from_e16 ((__int128) figures->equity.e8 * BW_FIXED_ONE_E8 -
                              (equity_e16 - sums.unrealized_e16),
                          BW_ROUND_HALF_EVEN, &figures->unrealized))
    return FALSE;
  figures->buying_power = clamp_power (MAX (power_e16 (core, account, figures, equity_e16, &sums), 0) -
                                       account->reserved_e16);
  figures->day_trading_power = bw_margin_power_of (core, account, figures->equity) == BW_POWER_DAY
                                   ? figures->buying_power : BW_FIXED_ZERO;
  figures->withdrawable = withdrawable (account, figures);
  return bw_fixed_sub (a->realized, a->day_start_realized, &figures->realized_today) &&
         bw_fixed_sub (figures->equity, a->day_start_equity, &figures->day_profit) &&
         bw_fixed_sub (figures->equity, a->deposits, &figures->total_profit);
}

/**
 * bw_margin_profit:
 * @equity, @total_profit: (out): as bw_margin_figures() has them, and nothing else: what losses are
 *   measured by after each fill
 *
 * Returns: %FALSE when one is out of range. Cost: O(positions held)
 */
gboolean
bw_margin_profit (const BwCore *core, const BwAccountState *account, BwFixed *equity, BwFixed *total_profit)
{
  const BwAccount *a = &account->account;
  __int128 equity_e16 = ((__int128) a->cash.e8 + a->receivable.e8) * BW_FIXED_ONE_E8;

  for (guint32 slot = account->first_held; slot != BW_NIL;)
    {
      const BwPositionState *position = bw_core_position_at (core, slot);
      const BwInstrumentState *instrument = bw_core_instrument_state (core, position->instrument);
      __int128 value_e16;

      if (!bw_margin_value_e16 (&instrument->definition, position->quantity,
                                bw_mark_of (instrument, position->quantity), &value_e16))
        return FALSE;
      equity_e16 += value_e16;
      slot = position->next_held;
    }
  return bw_fixed_from_e16 (equity_e16, BW_ROUND_HALF_EVEN, equity) &&
         bw_fixed_sub (*equity, a->deposits, total_profit);
}

/**
 * bw_margin_cost:
 * @size: price × quantity × multiplier
 * @price: a unit's, which picks the maintenance
 * @cost: (out): the buying power it takes
 *
 * What nothing is lent against takes its value of all of the account's own money: as much buying
 * power as that money would give.
 *
 * Returns: %FALSE when it is out of range
 */
gboolean
bw_margin_cost (const BwCore *core, const BwAccountState *account, const BwInstrument *instrument,
                BwSide side, BwFixed price, BwFixed equity, BwFixed size, BwFixed *cost)
{
  BwMarginPower power = bw_margin_power_of (core, account, equity);
  BwFixed one = { side == BW_SIDE_SELL ? -BW_FIXED_ONE_E8 : BW_FIXED_ONE_E8 };
  __int128 price_e16 = (__int128) price.e8 * BW_FIXED_ONE_E8;

  *cost = size;
  if (power == BW_POWER_CASH ||
      bw_margin_maintenance_e16 (instrument, one, price, price_e16, core->now) < price_e16)
    return TRUE;
  switch (power)
    {
    case BW_POWER_CASH:
    case BW_POWER_REG_T:
      return bw_fixed_mul_int (size, 2, cost);
    case BW_POWER_DAY:
      return bw_fixed_mul_int (size, 4, cost);
    case BW_POWER_INTRADAY:
      break;
    }
  return bw_fixed_mul_div (size, BW_FIXED (10), BW_FIXED (3), BW_ROUND_CEILING, cost);
}

/* The far side in the core session, the middle in extended hours, the last trade when closed; what
 * there is where that is missing. */
static BwFixed
reference_price (const BwCore *core, const BwInstrumentState *instrument)
{
  BwSessionPhase phase = bw_session_phase (core, instrument->calendar);
  gboolean has_bid = instrument->bid_size.e8 > 0, has_ask = instrument->ask_size.e8 > 0;
  BwFixed last = last_price (instrument);

  if (phase == BW_PHASE_CORE && has_ask)
    return instrument->ask;
  if (phase != BW_PHASE_CORE && phase != BW_PHASE_CLOSED && has_bid && has_ask)
    return (BwFixed){ instrument->bid.e8 + (instrument->ask.e8 - instrument->bid.e8) / 2 };
  if (last.e8 > 0)
    return last;
  if (has_ask)
    return instrument->ask;
  return has_bid ? instrument->bid : BW_FIXED_ZERO;
}

/* price × per_mille ÷ 1000, rounded up; saturating: what is too large is refused later. */
static BwFixed
scale_up (BwFixed price, gint64 per_mille)
{
  BwFixed scaled;

  if (!bw_fixed_mul (price, (BwFixed){ per_mille * (BW_FIXED_ONE_E8 / 1000) }, BW_ROUND_CEILING, &scaled))
    return BW_FIXED_MAX;
  return scaled;
}

/**
 * bw_margin_check_price:
 *
 * An opening buy is valued at its limit, or 4 % (below $50; else 2.5 %) above the market or the
 * stop; an opening sale at the higher of its price and 1.03 × the market (SEMANTICS section 1).
 */
BwFixed
bw_margin_check_price (const BwCore *core, const BwInstrumentState *instrument, const BwOrder *order)
{
  BwFixed own = order->limit_price.e8 > 0 ? order->limit_price : order->stop_price;
  BwFixed market = reference_price (core, instrument);

  if (order->side == BW_SIDE_SELL)
    return bw_fixed_max (own, scale_up (market, 1030));
  if (order->limit_price.e8 > 0)
    return order->limit_price;
  if (order->stop_price.e8 > 0)
    market = order->stop_price;
  return scale_up (market, market.e8 < BW_FIXED (50).e8 ? 1040 : 1025);
}
