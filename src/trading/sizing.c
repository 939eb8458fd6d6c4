/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/sizing.h"

/* Sizing calculators: integers in, a quantity on step out, rounded down so that a risk is never
 * beyond what was asked for. Percent and risk: van Tharp, *Trade Your Way to Financial Freedom*;
 * Kelly: f = W - (1 - W) / R, J. L. Kelly, *A New Interpretation of Information Rate* (1956). */

static const char *const words[BW_N_SIZINGS] = {
  [BW_SIZING_FIXED] = "fixed", [BW_SIZING_PERCENT] = "percent",
  [BW_SIZING_RISK] = "risk",   [BW_SIZING_ATR] = "atr",
  [BW_SIZING_VOLATILITY] = "volatility", [BW_SIZING_KELLY] = "kelly",
};

const char *
bw_sizing_word (BwSizingMethod method)
{
  return method >= BW_SIZING_FIXED && method < BW_N_SIZINGS ? words[method] : "none";
}

gboolean
bw_sizing_parse (const char *word, BwSizingMethod *method)
{
  for (int i = BW_SIZING_FIXED; i < BW_N_SIZINGS; i++)
    if (g_str_equal (words[i], word))
      {
        *method = (BwSizingMethod) i;
        return TRUE;
      }
  return FALSE;
}

/* Shares in hundredths of a percent; Kelly in percent of its size. */
void
bw_sizing_preset (BwSizingMethod method, BwSizingPreset preset, BwSizing *sizing)
{
  static const struct
  {
    int invest_bps, risk_bps, swing_bps, kelly_percent, ranges;
  } presets[BW_N_SIZING_PRESETS] = {
    [BW_SIZING_CONSERVATIVE] = { 500, 50, 500, 25, 3 },
    [BW_SIZING_MODERATE] = { 1000, 100, 1000, 50, 2 },
    [BW_SIZING_AGGRESSIVE] = { 2500, 200, 2000, 100, 1 },
  };
  int share_bps;

  g_return_if_fail ((guint) preset < BW_N_SIZING_PRESETS);

  share_bps = method == BW_SIZING_PERCENT      ? presets[preset].invest_bps
              : method == BW_SIZING_VOLATILITY ? presets[preset].swing_bps
                                               : presets[preset].risk_bps;
  *sizing = (BwSizing){
    .method = method,
    .amount = BW_FIXED (100),
    .share = { share_bps * (BW_FIXED_ONE_E8 / 10000) },
    .multiple = BW_FIXED (presets[preset].ranges),
    .kelly = { presets[preset].kelly_percent * (BW_FIXED_ONE_E8 / 100) },
  };
}

/* @share of the equity ÷ what a unit takes of it. */
static gboolean
divide_share (const BwSizingFacts *facts, BwFixed share, BwFixed unit, BwFixed *quantity)
{
  BwFixed money;

  return facts->equity.e8 > 0 && share.e8 > 0 && unit.e8 > 0 &&
         bw_fixed_mul (facts->equity, share, BW_ROUND_FLOOR, &money) &&
         bw_fixed_mul (unit, facts->multiplier, BW_ROUND_CEILING, &unit) && unit.e8 > 0 &&
         bw_fixed_div (money, unit, BW_ROUND_FLOOR, quantity);
}

static gboolean
size_by_volatility (const BwSizing *sizing, const BwSizingFacts *facts, BwFixed *quantity)
{
  BwFixed swing;

  return facts->volatility.e8 > 0 &&
         bw_fixed_mul (facts->price, facts->volatility, BW_ROUND_CEILING, &swing) &&
         divide_share (facts, sizing->share, swing, quantity);
}

/* Nothing, where the odds are against it; never more than all there is. */
static gboolean
size_by_kelly (const BwSizing *sizing, const BwSizingFacts *facts, BwFixed *quantity)
{
  BwFixed lost = { BW_FIXED_ONE_E8 - facts->win_rate.e8 };
  BwFixed against, share;

  if (facts->payoff.e8 <= 0 || facts->win_rate.e8 < 0 || lost.e8 < 0 ||
      !bw_fixed_div (lost, facts->payoff, BW_ROUND_CEILING, &against) ||
      !bw_fixed_sub (facts->win_rate, against, &share))
    return FALSE;
  if (share.e8 <= 0)
    {
      *quantity = BW_FIXED_ZERO;
      return TRUE;
    }
  return bw_fixed_mul (share, sizing->kelly, BW_ROUND_FLOOR, &share) &&
         divide_share (facts, bw_fixed_min (share, BW_FIXED (1)), facts->price, quantity);
}

static gboolean
size_by_range (const BwSizing *sizing, const BwSizingFacts *facts, BwFixed *quantity)
{
  BwFixed distance;

  return bw_fixed_mul (facts->range, sizing->multiple, BW_ROUND_CEILING, &distance) &&
         divide_share (facts, sizing->share, distance, quantity);
}

static gboolean
size (const BwSizing *sizing, const BwSizingFacts *facts, BwFixed *quantity)
{
  switch (sizing->method)
    {
    case BW_SIZING_FIXED:
      *quantity = sizing->amount;
      return sizing->amount.e8 > 0;
    case BW_SIZING_PERCENT:
      return divide_share (facts, sizing->share, facts->price, quantity);
    case BW_SIZING_RISK:
      return facts->stop.e8 > 0 &&
             divide_share (facts, sizing->share,
                           bw_fixed_abs ((BwFixed){ facts->price.e8 - facts->stop.e8 }), quantity);
    case BW_SIZING_ATR:
      return size_by_range (sizing, facts, quantity);
    case BW_SIZING_VOLATILITY:
      return size_by_volatility (sizing, facts, quantity);
    case BW_SIZING_KELLY:
      return size_by_kelly (sizing, facts, quantity);
    case BW_N_SIZINGS:
      break;
    }
  return FALSE;
}

/**
 * bw_sizing_quantity:
 * @quantity: (out): on @facts->step, rounded down; may be 0
 *
 * Returns: %FALSE when a fact that the method needs is missing (no stop, no range …) or a number is
 * out of range
 */
gboolean
bw_sizing_quantity (const BwSizing *sizing, const BwSizingFacts *facts, BwFixed *quantity)
{
  return facts->price.e8 > 0 && facts->step.e8 > 0 && size (sizing, facts, quantity) &&
         bw_fixed_round_to (*quantity, facts->step, BW_ROUND_FLOOR, quantity);
}
