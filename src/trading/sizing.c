/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/sizing.h"

#include "base/percent.h"

/* Sizing calculators: integers in, a quantity on step out, rounded down so that a risk is never
 * beyond what was asked for. Percent and risk: van Tharp, *Trade Your Way to Financial Freedom*;
 * Kelly: f = W - (1 - W) / R, J. L. Kelly, *A New Interpretation of Information Rate* (1956). */

/* ---- Words ---- */

static const char *const words[BW_N_SIZINGS] = {
  [BW_SIZING_FIXED] = "fixed", [BW_SIZING_PERCENT] = "percent",
  [BW_SIZING_RISK] = "risk",   [BW_SIZING_ATR] = "atr",
  [BW_SIZING_VOLATILITY] = "volatility", [BW_SIZING_KELLY] = "kelly",
};

static const char *const preset_words[BW_N_SIZING_PRESETS] = {
  [BW_SIZING_CONSERVATIVE] = "conservative",
  [BW_SIZING_MODERATE] = "moderate",
  [BW_SIZING_AGGRESSIVE] = "aggressive",
};

static const char *const lack_words[] = {
  [BW_SIZING_LACK_NOTHING] = "nothing", [BW_SIZING_LACK_PRICE] = "price",
  [BW_SIZING_LACK_EQUITY] = "equity",   [BW_SIZING_LACK_STOP] = "stop",
  [BW_SIZING_LACK_RANGE] = "range",     [BW_SIZING_LACK_VOLATILITY] = "volatility",
  [BW_SIZING_LACK_ODDS] = "odds",       [BW_SIZING_LACK_SENSE] = "sense",
};

static gboolean
find_word (const char *const *list, int first, int n_words, const char *word, int *found)
{
  for (int i = first; i < n_words; i++)
    if (g_str_equal (list[i], word))
      {
        *found = i;
        return TRUE;
      }
  return FALSE;
}

const char *
bw_sizing_word (BwSizingMethod method)
{
  return method >= BW_SIZING_FIXED && method < BW_N_SIZINGS ? words[method] : "none";
}

gboolean
bw_sizing_parse (const char *word, BwSizingMethod *method)
{
  int found;

  if (!find_word (words, BW_SIZING_FIXED, BW_N_SIZINGS, word, &found))
    return FALSE;
  *method = (BwSizingMethod) found;
  return TRUE;
}

const char *
bw_sizing_preset_word (BwSizingPreset preset)
{
  return preset_words[preset];
}

gboolean
bw_sizing_preset_parse (const char *word, BwSizingPreset *preset)
{
  int found;

  if (!find_word (preset_words, 0, BW_N_SIZING_PRESETS, word, &found))
    return FALSE;
  *preset = (BwSizingPreset) found;
  return TRUE;
}

const char *
bw_sizing_lack_word (BwSizingLack lack)
{
  return lack_words[lack];
}

/* ---- Numbers ---- */

#define OF(method) (1u << BW_SIZING_##method)

/* @methods: those that look at it. The price is everybody's: what is bought at. */
static const struct
{
  const char *word;
  gboolean is_percent, is_fact;
  guint methods;
  gsize offset; /* in BwSizingFacts, or in BwSizing */
} numbers[BW_N_SIZING_NUMBERS] = {
#define CHOICE(member) G_STRUCT_OFFSET (BwSizing, member)
#define FACT(member) G_STRUCT_OFFSET (BwSizingFacts, member)
  [BW_SIZING_NUMBER_AMOUNT] = { "amount", FALSE, FALSE, OF (FIXED), CHOICE (amount) },
  [BW_SIZING_NUMBER_SHARE] = { "share", TRUE, FALSE, OF (PERCENT) | OF (RISK) | OF (ATR) | OF (VOLATILITY), CHOICE (share) },
  [BW_SIZING_NUMBER_STOP] = { "stop", FALSE, TRUE, OF (RISK), FACT (stop) },
  [BW_SIZING_NUMBER_RANGE] = { "range", FALSE, TRUE, OF (ATR), FACT (range) },
  [BW_SIZING_NUMBER_MULTIPLE] = { "multiple", FALSE, FALSE, OF (ATR), CHOICE (multiple) },
  [BW_SIZING_NUMBER_VOLATILITY] = { "volatility", TRUE, TRUE, OF (VOLATILITY), FACT (volatility) },
  [BW_SIZING_NUMBER_KELLY] = { "kelly", TRUE, FALSE, OF (KELLY), CHOICE (kelly) },
  [BW_SIZING_NUMBER_WIN_RATE] = { "win-rate", TRUE, TRUE, OF (KELLY), FACT (win_rate) },
  [BW_SIZING_NUMBER_PAYOFF] = { "payoff", FALSE, TRUE, OF (KELLY), FACT (payoff) },
  [BW_SIZING_NUMBER_PRICE] = { "price", FALSE, TRUE, 0, FACT (price) },
#undef FACT
#undef CHOICE
};

const char *
bw_sizing_number_word (BwSizingNumber number)
{
  return numbers[number].word;
}

/** bw_sizing_number_is_percent: it is written "1%" and counts as 0.01. */
gboolean
bw_sizing_number_is_percent (BwSizingNumber number)
{
  return numbers[number].is_percent;
}

/** bw_sizing_number_is_fact: it is found out, not chosen. */
gboolean
bw_sizing_number_is_fact (BwSizingNumber number)
{
  return numbers[number].is_fact;
}

/** bw_sizing_number_is_of: whether @method looks at it. */
gboolean
bw_sizing_number_is_of (BwSizingNumber number, BwSizingMethod method)
{
  return (numbers[number].methods & 1u << method) != 0;
}

/** bw_sizing_number_of: (transfer none): where it is kept. */
BwFixed *
bw_sizing_number_of (BwSizingNumber number, BwSizing *sizing, BwSizingFacts *facts)
{
  return numbers[number].is_fact ? &G_STRUCT_MEMBER (BwFixed, facts, numbers[number].offset)
                                 : &G_STRUCT_MEMBER (BwFixed, sizing, numbers[number].offset);
}

/**
 * bw_sizing_number_parse:
 * @text: "100", "2.5"; "1%" of what is a percentage
 *
 * Returns: %FALSE when it isn't above 0, or not so written
 */
gboolean
bw_sizing_number_parse (BwSizingNumber number, const char *text, BwSizing *sizing, BwSizingFacts *facts)
{
  BwFixed value;

  if (numbers[number].is_percent ? !bw_percent_parse (text, &value)
                                 : bw_fixed_parse (text, -1, &value) != BW_FIXED_PARSE_OK)
    return FALSE;
  *bw_sizing_number_of (number, sizing, facts) = value;
  return value.e8 > 0;
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

/* ---- Quantities ---- */

/**
 * bw_sizing_facts_init:
 * @market: (nullable): of the instrument, now
 *
 * What is known of any order: bought at the ask, sold at the bid, else at the last price; whole lots.
 * What only the past knows is left out.
 */
void
bw_sizing_facts_init (BwSizingFacts *facts, const BwInstrument *instrument, const BwMarketState *market, BwSide side,
                      BwFixed equity)
{
  *facts = (BwSizingFacts){ .equity = equity, .multiplier = instrument->multiplier, .step = instrument->lot };
  if (market == NULL)
    return;
  facts->price = side == BW_SIDE_BUY ? market->ask : market->bid;
  if (facts->price.e8 <= 0)
    facts->price = market->last;
}

/* @share of the equity ÷ what a unit takes of it. */
static BwSizingLack
divide_share (const BwSizingFacts *facts, BwFixed share, BwFixed unit, BwSizingAnswer *answer)
{
  if (facts->equity.e8 <= 0)
    return BW_SIZING_LACK_EQUITY;
  if (share.e8 <= 0 || unit.e8 <= 0)
    return BW_SIZING_LACK_SENSE;
  answer->share = share;
  return bw_fixed_mul (facts->equity, share, BW_ROUND_FLOOR, &answer->money) &&
                 bw_fixed_mul (unit, facts->multiplier, BW_ROUND_CEILING, &answer->unit) && answer->unit.e8 > 0 &&
                 bw_fixed_div (answer->money, answer->unit, BW_ROUND_FLOOR, &answer->quantity)
             ? BW_SIZING_LACK_NOTHING
             : BW_SIZING_LACK_SENSE;
}

static BwSizingLack
size_by_risk (const BwSizing *sizing, const BwSizingFacts *facts, BwSizingAnswer *answer)
{
  BwFixed distance = bw_fixed_abs ((BwFixed){ facts->price.e8 - facts->stop.e8 });

  if (facts->stop.e8 <= 0 || distance.e8 == 0)
    return BW_SIZING_LACK_STOP;
  return divide_share (facts, sizing->share, distance, answer);
}

static BwSizingLack
size_by_range (const BwSizing *sizing, const BwSizingFacts *facts, BwSizingAnswer *answer)
{
  BwFixed distance;

  if (facts->range.e8 <= 0)
    return BW_SIZING_LACK_RANGE;
  if (!bw_fixed_mul (facts->range, sizing->multiple, BW_ROUND_CEILING, &distance))
    return BW_SIZING_LACK_SENSE;
  return divide_share (facts, sizing->share, distance, answer);
}

static BwSizingLack
size_by_volatility (const BwSizing *sizing, const BwSizingFacts *facts, BwSizingAnswer *answer)
{
  BwFixed swing;

  if (facts->volatility.e8 <= 0)
    return BW_SIZING_LACK_VOLATILITY;
  if (!bw_fixed_mul (facts->price, facts->volatility, BW_ROUND_CEILING, &swing))
    return BW_SIZING_LACK_SENSE;
  return divide_share (facts, sizing->share, swing, answer);
}

/* Nothing, where the odds are against it; never more than all there is. */
static BwSizingLack
size_by_kelly (const BwSizing *sizing, const BwSizingFacts *facts, BwSizingAnswer *answer)
{
  BwFixed lost = { BW_FIXED_ONE_E8 - facts->win_rate.e8 };
  BwFixed against, share;

  if (facts->payoff.e8 <= 0 || facts->win_rate.e8 < 0 || lost.e8 < 0)
    return BW_SIZING_LACK_ODDS;
  if (!bw_fixed_div (lost, facts->payoff, BW_ROUND_CEILING, &against) ||
      !bw_fixed_sub (facts->win_rate, against, &share))
    return BW_SIZING_LACK_SENSE;
  if (share.e8 <= 0)
    return BW_SIZING_LACK_NOTHING;
  if (!bw_fixed_mul (share, sizing->kelly, BW_ROUND_FLOOR, &share))
    return BW_SIZING_LACK_SENSE;
  return divide_share (facts, bw_fixed_min (share, BW_FIXED (1)), facts->price, answer);
}

static BwSizingLack
size (const BwSizing *sizing, const BwSizingFacts *facts, BwSizingAnswer *answer)
{
  switch (sizing->method)
    {
    case BW_SIZING_FIXED:
      answer->quantity = sizing->amount;
      return sizing->amount.e8 > 0 ? BW_SIZING_LACK_NOTHING : BW_SIZING_LACK_SENSE;
    case BW_SIZING_PERCENT:
      return divide_share (facts, sizing->share, facts->price, answer);
    case BW_SIZING_RISK:
      return size_by_risk (sizing, facts, answer);
    case BW_SIZING_ATR:
      return size_by_range (sizing, facts, answer);
    case BW_SIZING_VOLATILITY:
      return size_by_volatility (sizing, facts, answer);
    case BW_SIZING_KELLY:
      return size_by_kelly (sizing, facts, answer);
    case BW_N_SIZINGS:
      break;
    }
  return BW_SIZING_LACK_SENSE;
}

/**
 * bw_sizing_quantity:
 * @answer: (out): how much, and how it comes about; only @answer->lack where nothing can be said
 *
 * Returns: %FALSE when a fact that the method needs is missing (no stop, no range …) or a number is
 * out of range
 */
gboolean
bw_sizing_quantity (const BwSizing *sizing, const BwSizingFacts *facts, BwSizingAnswer *answer)
{
  BwSizingLack lack = facts->price.e8 <= 0 ? BW_SIZING_LACK_PRICE : BW_SIZING_LACK_SENSE;

  *answer = (BwSizingAnswer){ 0 };
  if (facts->price.e8 > 0 && facts->step.e8 > 0)
    lack = size (sizing, facts, answer);
  if (lack == BW_SIZING_LACK_NOTHING &&
      !bw_fixed_round_to (answer->quantity, facts->step, BW_ROUND_FLOOR, &answer->quantity))
    lack = BW_SIZING_LACK_SENSE;
  if (lack != BW_SIZING_LACK_NOTHING)
    *answer = (BwSizingAnswer){ .lack = lack };
  return lack == BW_SIZING_LACK_NOTHING;
}
