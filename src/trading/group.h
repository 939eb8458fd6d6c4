/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/extra.h"

G_BEGIN_DECLS

/* Bracket, OCO and OTO: orders that live and end together (group.c says how). */

/* Is it one of the two exits of a group? The order of an OCO is the one that takes the profit. */
static inline gboolean
bw_group_is_exit (const BwOrder *order)
{
  return (order->flags & (BW_ORDER_TAKE_PROFIT | BW_ORDER_STOP_LOSS)) != 0;
}

/* Made together with another order, which is its parent. */
static inline gboolean
bw_group_is_leg (const BwOrder *order)
{
  return bw_group_is_exit (order) && order->parent != 0;
}

/* The checks of a group's terms (group-check.c). @request holds the prices of its legs. */
BwReason bw_group_check_class (const BwNewOrder *request, const BwInstrument *definition);
BwReason bw_group_check_increments (const BwNewOrder *request, const BwInstrument *definition);
BwReason bw_group_check_prices (const BwNewOrder *request, const BwInstrumentState *instrument);
BwReason bw_group_check_direction (const BwNewOrder *request, gboolean opens);
BwReason bw_group_recall (const BwCore *core, guint32 slot, const BwReplaceOrder *change, BwNewOrder *request);

/* What happens to the orders of a group. */
void bw_group_begin (BwCore *core, guint32 slot, const BwNewOrder *request);
void bw_group_follow (BwCore *core, BwOrderId id);
void bw_group_filled (BwCore *core, guint32 slot, BwFixed quantity);
void bw_group_ended (BwCore *core, const BwOrder *order, const BwOrderExtra *links);
void bw_group_carry_over (BwCore *core, const BwOrder *old, const BwOrderExtra *links, guint32 slot);

G_END_DECLS
