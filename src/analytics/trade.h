/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/output.h"

G_BEGIN_DECLS

/**
 * BwInstrumentLookup:
 *
 * Returns: (transfer none) (nullable): the instrument with this id
 */
typedef const BwInstrument *(*BwInstrumentLookup) (BwInstrumentId id, gpointer user_data);

/**
 * BwTrade:
 * @side: %BW_SIDE_BUY for a long trade, %BW_SIDE_SELL for a short one
 * @quantity: above 0
 * @profit: money after @fees
 * @fees: of both ends, shared out by quantity
 *
 * A round trip: a quantity that was opened by one fill and closed by a later one, first in
 * first out. Doubles: this is for judging, the books keep their own account.
 */
typedef struct
{
  BwInstrumentId instrument;
  BwSide side;
  double quantity;
  BwTime entry_time;
  BwTime exit_time;
  double entry_price;
  double exit_price;
  double profit;
  double fees;
} BwTrade;

GArray *bw_trades_from_history (const BwFill *fills, gsize n_fills, const BwCorporateAction *actions, gsize n_actions, BwInstrumentLookup lookup, gpointer user_data);
GArray *bw_trades_from_fills (const BwFill *fills, gsize n_fills, BwInstrumentLookup lookup, gpointer user_data);

G_END_DECLS
