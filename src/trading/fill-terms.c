/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/fill-terms.h"

/* LEAN's VolumeShareSlippageModel: shares count up to 2.5 % of the volume, its price impact is 0.1. */
#define SHARE_ONE_E10 G_GINT64_CONSTANT (10000000000)
#define SHARE_MAX_E10 (SHARE_ONE_E10 / 40)

gboolean
bw_fill_terms_are_valid (const BwFillTerms *terms)
{
  return terms->slippage <= BW_SLIPPAGE_VOLUME_SHARE && terms->touch <= BW_TOUCH_CHANCE &&
         terms->touch_percent <= 100 && terms->bar_fill <= BW_BAR_FILL_AT_CLOSE &&
         terms->splits_volume <= 1 && terms->participation.e8 >= 0 &&
         terms->participation.e8 <= BW_FIXED_ONE_E8;
}

/**
 * bw_fill_terms_share:
 *
 * Returns: what the account can get of @volume, rounded down; all of it without a cap
 */
BwFixed
bw_fill_terms_share (const BwFillTerms *terms, BwFixed volume)
{
  BwFixed share;

  if (terms->participation.e8 == 0 ||
      !bw_fixed_mul (volume, terms->participation, BW_ROUND_FLOOR, &share))
    return volume;
  return share;
}

/* (min (quantity / volume, 0.025))² × 0.1 of the price: the share to ten decimals, rounded down,
 * the amount to eight, half-even. Where no volume is known the share is the most it can be. */
static BwFixed
volume_share_slippage (BwFixed price, BwFixed quantity, BwFixed volume)
{
  __int128 share_e10 = SHARE_MAX_E10, slippage_e16;
  BwFixed slippage;

  if (volume.e8 > 0)
    share_e10 = MIN (share_e10, (__int128) quantity.e8 * SHARE_ONE_E10 / volume.e8);
  /* 20 decimals of the square and one of the impact; eight of the price: 13 too many for 16. */
  slippage_e16 = price.e8 * share_e10 * share_e10 / G_GINT64_CONSTANT (10000000000000);
  return bw_fixed_from_e16 (slippage_e16, BW_ROUND_HALF_EVEN, &slippage) ? slippage : BW_FIXED_ZERO;
}

/**
 * bw_fill_terms_slipped:
 * @price: as the profile found it, above 0
 * @volume: of the bar, the trade or the level that gave it
 *
 * The price of an execution without a limit under the account's slippage model, always above 0. By
 * VolumeShare it may lie between two ticks, as executions do. Source: SEMANTICS section 2, Bars 7;
 * LEAN Common/Orders/Slippage/VolumeShareSlippageModel.cs.
 *
 * Returns: @price, or worse
 */
BwFixed
bw_fill_terms_slipped (const BwFillTerms *terms, const BwInstrument *instrument, gboolean is_buy,
                       BwFixed price, BwFixed quantity, BwFixed volume)
{
  BwFixed slippage = BW_FIXED_ZERO, slipped;

  if (terms->slippage == BW_SLIPPAGE_VOLUME_SHARE)
    slippage = volume_share_slippage (price, quantity, volume);
  else if (terms->slippage == BW_SLIPPAGE_TICKS &&
           !bw_fixed_mul_int (bw_instrument_tick_at (instrument, price), terms->slippage_ticks, &slippage))
    return price;
  if (is_buy)
    return bw_fixed_add (price, slippage, &slipped) ? slipped : price;
  /* A sale for nothing is no sale: it gets one tick at least. */
  return bw_fixed_sub (price, slippage, &slipped) && slipped.e8 > 0
             ? slipped
             : bw_fixed_min (price, bw_instrument_tick_at (instrument, price));
}
