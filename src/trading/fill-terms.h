/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/instrument.h"

G_BEGIN_DECLS

/* The numbers below are stored: never change one. */

/* What an order without a limit pays beyond the price that its profile finds. */
typedef enum
{
  BW_SLIPPAGE_NONE = 0,
  BW_SLIPPAGE_TICKS = 1,
  BW_SLIPPAGE_VOLUME_SHARE = 2, /* LEAN: (the lesser of quantity ÷ volume and 0.025)² × 0.1 */
} BwSlippageModel;

/* Does a bar that just reaches a limit fill it? */
typedef enum
{
  BW_TOUCH_BY_PROFILE = 0, /* touch, pine, immediate: yes; the others: no */
  BW_TOUCH_STRICT = 1,     /* no: the price has to go through */
  BW_TOUCH_REACHED = 2,    /* yes */
  BW_TOUCH_CHANCE = 3,     /* with a stated probability */
} BwTouchRule;

/* Where an order that was sent at a bar's close fills when only bars are known. */
typedef enum
{
  BW_BAR_FILL_NEXT_OPEN = 0,
  BW_BAR_FILL_AT_CLOSE = 1, /* at the bar that it was decided on: optimistic, and labelled so */
} BwBarFill;

/**
 * BwFillTerms:
 * @touch_percent: with %BW_TOUCH_CHANCE, 0 to 100
 * @splits_volume: a bar's volume is there in quarters, at its open, high, low and close
 * @slippage_ticks: with %BW_SLIPPAGE_TICKS
 * @limit_ticks: how far beyond a limit a bar has to go to fill it
 * @participation: the part of a bar's or a trade's volume that the account can get, a fraction up
 *   to 1; 0: no cap
 *
 * What an account chooses about its fills beside the profile (SEMANTICS section 2). All zero is
 * each profile's own way.
 */
typedef struct
{
  guint8 slippage; /* BwSlippageModel */
  guint8 touch;    /* BwTouchRule */
  guint8 touch_percent;
  guint8 bar_fill; /* BwBarFill */
  guint8 splits_volume;
  guint16 slippage_ticks;
  guint16 limit_ticks;
  BwFixed participation;
} BwFillTerms;

gboolean bw_fill_terms_are_valid (const BwFillTerms *terms);
BwFixed bw_fill_terms_share (const BwFillTerms *terms, BwFixed volume);
BwFixed bw_fill_terms_slipped (const BwFillTerms *terms, const BwInstrument *instrument, gboolean is_buy, BwFixed price, BwFixed quantity, BwFixed volume);

G_END_DECLS
