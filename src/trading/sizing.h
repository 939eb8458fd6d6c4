/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core.h"

G_BEGIN_DECLS

/* How large should an order be? Stored in preferences: never change a number. */
typedef enum
{
  BW_SIZING_FIXED = 1,      /* @amount of the instrument */
  BW_SIZING_PERCENT = 2,    /* a share of equity */
  BW_SIZING_RISK = 3,       /* a share of equity is lost at the stop */
  BW_SIZING_ATR = 4,        /* … at a multiple of the average true range */
  BW_SIZING_VOLATILITY = 5, /* the position's yearly volatility is a share of equity */
  BW_SIZING_KELLY = 6,      /* a fraction of what Kelly says of a win rate and payoff */
  BW_N_SIZINGS,
} BwSizingMethod;

typedef enum
{
  BW_SIZING_CONSERVATIVE,
  BW_SIZING_MODERATE,
  BW_SIZING_AGGRESSIVE,
  BW_N_SIZING_PRESETS,
} BwSizingPreset;

/**
 * BwSizing:
 * @share: of equity: to invest, to lose, or to swing a year; a fraction
 * @multiple: ATR: how many of them away the stop is
 * @kelly: the fraction of Kelly's size
 */
typedef struct
{
  BwSizingMethod method;
  BwFixed amount;
  BwFixed share;
  BwFixed multiple;
  BwFixed kelly;
} BwSizing;

/**
 * BwSizingFacts:
 * @stop: the price at which it is given up; 0 when there is none
 * @range: average true range, money a unit of price
 * @volatility: of a year, a fraction
 * @win_rate: a fraction; @payoff: average win over average loss
 * @step: the lot, or the smallest fraction
 */
typedef struct
{
  BwFixed equity, price, multiplier, step;
  BwFixed stop, range, volatility, win_rate, payoff;
} BwSizingFacts;

/* What a method needs and hasn't got. */
typedef enum
{
  BW_SIZING_LACK_NOTHING,
  BW_SIZING_LACK_PRICE,
  BW_SIZING_LACK_EQUITY,
  BW_SIZING_LACK_STOP, /* none, or at the price */
  BW_SIZING_LACK_RANGE,
  BW_SIZING_LACK_VOLATILITY,
  BW_SIZING_LACK_ODDS,
  BW_SIZING_LACK_SENSE, /* a number that is not above 0, or beyond what can be counted */
} BwSizingLack;

/**
 * BwSizingAnswer:
 * @quantity: on the step, rounded down; may be 0
 * @share: of the equity: to invest, to lose or to swing a year; 0 for a fixed amount and for Kelly
 *   against the odds
 * @money: @share of the equity
 * @unit: how much of @money a unit of the instrument takes
 */
typedef struct
{
  BwFixed quantity;
  BwFixed share, money, unit;
  BwSizingLack lack;
} BwSizingAnswer;

/* The numbers of a method and of its facts, by their words: in scenarios, options and the API. */
typedef enum
{
  BW_SIZING_NUMBER_AMOUNT,
  BW_SIZING_NUMBER_SHARE,
  BW_SIZING_NUMBER_STOP,
  BW_SIZING_NUMBER_RANGE,
  BW_SIZING_NUMBER_MULTIPLE,
  BW_SIZING_NUMBER_VOLATILITY,
  BW_SIZING_NUMBER_KELLY,
  BW_SIZING_NUMBER_WIN_RATE,
  BW_SIZING_NUMBER_PAYOFF,
  BW_SIZING_NUMBER_PRICE,
  BW_N_SIZING_NUMBERS,
} BwSizingNumber;

const char *bw_sizing_word (BwSizingMethod method);
gboolean bw_sizing_parse (const char *word, BwSizingMethod *method);
const char *bw_sizing_preset_word (BwSizingPreset preset);
gboolean bw_sizing_preset_parse (const char *word, BwSizingPreset *preset);
void bw_sizing_preset (BwSizingMethod method, BwSizingPreset preset, BwSizing *sizing);

const char *bw_sizing_number_word (BwSizingNumber number);
gboolean bw_sizing_number_is_percent (BwSizingNumber number);
gboolean bw_sizing_number_is_fact (BwSizingNumber number);
gboolean bw_sizing_number_is_of (BwSizingNumber number, BwSizingMethod method);
BwFixed *bw_sizing_number_of (BwSizingNumber number, BwSizing *sizing, BwSizingFacts *facts);
gboolean bw_sizing_number_parse (BwSizingNumber number, const char *text, BwSizing *sizing, BwSizingFacts *facts);

void bw_sizing_facts_init (BwSizingFacts *facts, const BwInstrument *instrument, const BwMarketState *market, BwSide side, BwFixed equity);
gboolean bw_sizing_quantity (const BwSizing *sizing, const BwSizingFacts *facts, BwSizingAnswer *answer);
const char *bw_sizing_lack_word (BwSizingLack lack);

G_END_DECLS
