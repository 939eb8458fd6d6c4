/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fixed.h"

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

const char *bw_sizing_word (BwSizingMethod method);
gboolean bw_sizing_parse (const char *word, BwSizingMethod *method);
void bw_sizing_preset (BwSizingMethod method, BwSizingPreset preset, BwSizing *sizing);
gboolean bw_sizing_quantity (const BwSizing *sizing, const BwSizingFacts *facts, BwFixed *quantity);

G_END_DECLS
