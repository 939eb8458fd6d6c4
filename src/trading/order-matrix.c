/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/order-matrix.h"

/* The type × time-in-force matrix of SEMANTICS section 1. Where gtc goes, gtd does; what the source
 * has no row for (if-touched, trailing stop-limit) goes like a stop. */

#define DAY (1 << BW_TIF_DAY)
#define GTC (1 << BW_TIF_GTC | 1 << BW_TIF_GTD)
#define IOC (1 << BW_TIF_IOC)
#define FOK (1 << BW_TIF_FOK)
#define AUCTIONS (1 << BW_TIF_OPG | 1 << BW_TIF_CLS)

#define N_TYPES (BW_ORDER_LIMIT_IF_TOUCHED + 1)

static const guint16 whole[N_TYPES] = {
  [BW_ORDER_MARKET] = DAY | GTC | IOC | FOK | AUCTIONS,
  [BW_ORDER_LIMIT] = DAY | GTC | IOC | FOK | AUCTIONS,
  [BW_ORDER_STOP] = DAY | GTC,
  [BW_ORDER_STOP_LIMIT] = DAY | GTC,
  [BW_ORDER_TRAILING_STOP] = DAY | GTC,
  [BW_ORDER_TRAILING_STOP_LIMIT] = DAY | GTC,
  [BW_ORDER_MARKET_IF_TOUCHED] = DAY | GTC,
  [BW_ORDER_LIMIT_IF_TOUCHED] = DAY | GTC,
};

static const guint16 fraction[N_TYPES] = {
  [BW_ORDER_MARKET] = DAY,
  [BW_ORDER_LIMIT] = DAY,
  [BW_ORDER_STOP] = DAY,
  [BW_ORDER_STOP_LIMIT] = DAY,
};

static const guint16 crypto[N_TYPES] = {
  [BW_ORDER_MARKET] = GTC | IOC,
  [BW_ORDER_LIMIT] = GTC | IOC,
  [BW_ORDER_STOP_LIMIT] = GTC,
  [BW_ORDER_MARKET_IF_TOUCHED] = GTC,
  [BW_ORDER_LIMIT_IF_TOUCHED] = GTC,
};

static const guint16 options[N_TYPES] = {
  [BW_ORDER_MARKET] = DAY,
  [BW_ORDER_LIMIT] = DAY,
};

static const guint16 *
get_row (const BwInstrument *definition, const BwOrder *order, gboolean is_fraction)
{
  if (definition->instrument_class == BW_INSTRUMENT_CRYPTO)
    return crypto;
  if (definition->instrument_class == BW_INSTRUMENT_OPTION)
    return options;
  /* A fraction of what can't be divided is refused for that. */
  if ((order->notional.e8 != 0 || is_fraction) && definition->fractionable)
    return fraction;
  return whole;
}

/**
 * bw_order_matrix_check:
 * @is_fraction: its quantity is not a whole number of lots
 *
 * Returns: %BW_REASON_ORDER_TYPE for a type that no time in force makes possible, else
 * %BW_REASON_TIME_IN_FORCE or %BW_REASON_EXTENDED_HOURS, or %BW_REASON_NONE
 */
BwReason
bw_order_matrix_check (const BwInstrument *definition, const BwOrder *order, gboolean is_fraction)
{
  guint16 allowed;

  if (order->type < BW_ORDER_MARKET || order->type >= N_TYPES)
    return BW_REASON_ORDER_TYPE;
  if (order->tif < BW_TIF_DAY || order->tif > BW_TIF_GTD)
    return BW_REASON_TIME_IN_FORCE;
  allowed = get_row (definition, order, is_fraction)[order->type];
  if (allowed == 0)
    return BW_REASON_ORDER_TYPE;
  if ((allowed & (1 << order->tif)) == 0 ||
      (bw_order_is_for_auction (order) && definition->calendar != BW_CALENDAR_XNYS))
    return BW_REASON_TIME_IN_FORCE;
  if ((order->flags & BW_ORDER_EXTENDED_HOURS) != 0 &&
      (order->type != BW_ORDER_LIMIT || order->tif != BW_TIF_DAY))
    return BW_REASON_EXTENDED_HOURS;
  return BW_REASON_NONE;
}
