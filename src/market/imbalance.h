/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/event.h"

G_BEGIN_DECLS

/**
 * BwImbalance:
 * @time: when it was told; %BW_TIME_NONE: no auction is near
 * @print: BwPrint: which auction
 * @paired: quantity that would meet at @reference
 * @imbalance: what is left over then; above 0: to buy
 * @reference: the indicative price
 *
 * What a market tells ahead of an auction.
 */
typedef struct
{
  BwTime time;
  guint8 print;
  BwFixed paired, imbalance, reference;
} BwImbalance;

G_END_DECLS
