/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/extra.h"

G_BEGIN_DECLS

/**
 * BwVerdict:
 * @order: the order as it would be accepted: notional turned into a quantity, prices its type has
 *   no use for at 0, what the profile makes of it
 * @price: what it is valued at; 0 when there is no price at all
 * @reserve_price: buying power a unit of quantity takes; 0 for an order that closes
 * @extra: what the order has of it; all 0: nothing
 * @power: buying power before it; 0 for an order that closes
 * @verdicts: what the risk rules made of it, those of the account's own terms included; its ids are
 *   for the caller to fill in
 *
 * What the checks make of an order.
 */
typedef struct
{
  BwReason reason;
  gboolean opens;
  BwOrder order;
  BwFixed price;
  BwFixed reserve_price;
  __int128 cost_e16;
  BwFixed power;
  BwOrderExtra extra;
  BwVerdicts verdicts; /* last: its rules are not zeroed */
} BwVerdict;

void bw_check_order (const BwCore *core, const BwNewOrder *request, guint32 replacing, const BwAccountFigures *figures, BwVerdict *verdict);

G_END_DECLS
