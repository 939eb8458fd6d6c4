/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/margin.h"

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

/* Alpaca's maintenance table (SEMANTICS section 3), at 16 decimals. */
static __int128
maintenance_e16 (const BwInstrument *instrument, BwFixed quantity, BwFixed price, __int128 value_e16)
{
  __int128 size_e16 = value_e16 < 0 ? -value_e16 : value_e16;
  __int128 floor_e16;

  if (!bw_margin_is_marginable (instrument))
    return size_e16;
  if (quantity.e8 >= 0)
    return price.e8 < 250000000 ? size_e16 : size_e16 * 3 / 10;
  floor_e16 = -bw_fixed_product_e16 (quantity, price.e8 < 500000000 ? (BwFixed){ 250000000 }
                                                                    : BW_FIXED (5));
  if (price.e8 >= 500000000)
    size_e16 = size_e16 * 3 / 10;
  return MAX (floor_e16, size_e16);
}

typedef struct
{
  __int128 long_e16, short_e16, maintenance_e16;
  __int128 marginable_e16, full_e16; /* sizes */
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
      __int128 value_e16;

      if (!bw_margin_value_e16 (&instrument->definition, position->quantity, mark, &value_e16))
        return FALSE;
      if (value_e16 >= 0)
        sums->long_e16 += value_e16;
      else
        sums->short_e16 += value_e16;
      if (bw_margin_is_marginable (&instrument->definition))
        sums->marginable_e16 += value_e16 < 0 ? -value_e16 : value_e16;
      else
        sums->full_e16 += value_e16 < 0 ? -value_e16 : value_e16;
      sums->maintenance_e16 +=
          maintenance_e16 (&instrument->definition, position->quantity, mark, value_e16);
      sums->unrealized_e16 += value_e16 - (__int128) position->cost.e8 * BW_FIXED_ONE_E8;
      slot = position->next_held;
    }
  return TRUE;
}

/**
 * bw_margin_multiplier:
 *
 * Returns: the multiplier that counts now: 1 where the account's equity is below $2,000
 */
int
bw_margin_multiplier (const BwAccountState *account, BwFixed equity)
{
  return bw_fixed_compare (equity, SHORTING_EQUITY_MIN) < 0 ? 1 : account->account.terms.multiplier;
}

/**
 * bw_margin_figures:
 *
 * Returns: %FALSE when a figure is out of range
 */
gboolean
bw_margin_figures (const BwCore *core, const BwAccountState *account, BwAccountFigures *figures)
{
  const BwAccount *a = &account->account;
  Sums sums = { 0 };
  __int128 cash_e16 = (__int128) a->cash.e8 * BW_FIXED_ONE_E8;
  __int128 receivable_e16 = (__int128) a->receivable.e8 * BW_FIXED_ONE_E8;
  __int128 equity_e16, initial_e16, power_e16;
  gboolean fits = TRUE;

  if (!sum_positions (core, account, &sums))
    return FALSE;
  equity_e16 = cash_e16 + sums.long_e16 + sums.short_e16 + receivable_e16;
  figures->cash = a->cash;
  figures->receivable = a->receivable;
  figures->accrued = a->accrued;
  fits &= bw_fixed_from_e16 (equity_e16, BW_ROUND_HALF_EVEN, &figures->equity);
  if (!fits)
    return FALSE;
  initial_e16 = a->terms.multiplier == 1 ? sums.marginable_e16 : sums.marginable_e16 / 2;
  initial_e16 += sums.full_e16;
  if (bw_margin_multiplier (account, figures->equity) == 1)
    power_e16 = cash_e16 + MIN (receivable_e16, 0);
  else
    power_e16 = 2 * (equity_e16 - MAX (receivable_e16, 0)) - sums.marginable_e16 - 2 * sums.full_e16;
  power_e16 = MAX (power_e16, 0) - account->reserved_e16;
  fits &= bw_fixed_from_e16 (sums.long_e16, BW_ROUND_HALF_EVEN, &figures->long_value);
  fits &= bw_fixed_from_e16 (sums.short_e16, BW_ROUND_HALF_EVEN, &figures->short_value);
  fits &= bw_fixed_from_e16 (initial_e16, BW_ROUND_HALF_EVEN, &figures->initial_margin);
  fits &= bw_fixed_from_e16 (sums.maintenance_e16, BW_ROUND_HALF_EVEN, &figures->maintenance_margin);
  fits &= bw_fixed_from_e16 (account->reserved_e16, BW_ROUND_CEILING, &figures->reserved);
  /* Twice a large equity may not fit; power beyond the range is as good as its end. */
  if (!bw_fixed_from_e16 (MAX (power_e16, 0), BW_ROUND_FLOOR, &figures->buying_power))
    figures->buying_power = BW_FIXED_MAX;
  fits &= bw_fixed_from_e16 (sums.unrealized_e16, BW_ROUND_HALF_EVEN, &figures->unrealized);
  fits &= bw_fixed_sub (a->realized, a->day_start_realized, &figures->realized_today);
  fits &= bw_fixed_sub (figures->equity, a->day_start_equity, &figures->day_profit);
  fits &= bw_fixed_sub (figures->equity, a->deposits, &figures->total_profit);
  return fits;
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
