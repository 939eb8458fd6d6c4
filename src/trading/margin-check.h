/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

/**
 * BwMarginOrder:
 * @position: (nullable)
 * @replacing: (nullable): its own pending quantity does not count
 *
 * An order as the account's standing with its broker judges it.
 */
typedef struct
{
  const BwAccountState *account;
  const BwInstrumentState *instrument;
  const BwPositionState *position;
  const BwWorkingOrder *replacing;
  const BwOrder *order;
  gboolean opens;
} BwMarginOrder;

BwReason bw_margin_check_standing (const BwCore *core, const BwMarginOrder *margin_order);
BwReason bw_margin_check_ratio (const BwMarginOrder *margin_order, const BwAccountFigures *figures);
BwReason bw_margin_check_short_sale (const BwCore *core, const BwMarginOrder *margin_order);
BwReason bw_margin_check_day_trades (const BwCore *core, const BwMarginOrder *margin_order);
BwReason bw_margin_check_money (const BwCore *core, const BwMarginOrder *margin_order, const BwAccountFigures *figures, BwFixed price);

void bw_margin_watch_fall (const BwCore *core, BwInstrumentState *instrument, BwFixed price);
gboolean bw_margin_is_short_restricted (const BwCore *core, const BwInstrumentState *instrument);

G_END_DECLS
