/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/ledger.h"

G_BEGIN_DECLS

/**
 * BwMarginFill:
 * @held: the position's quantity before the fill
 * @cash: the account's before the fill
 *
 * One execution as the account's standing with its broker sees it.
 */
typedef struct
{
  const BwOrder *order;
  const BwInstrumentState *instrument;
  const BwLedgerFill *booked;
  BwFixed held, cash;
  gboolean is_first; /* of its order */
} BwMarginFill;

void bw_margin_after_fill (BwCore *core, BwAccountState *account, BwPositionState *position, const BwMarginFill *fill);
void bw_margin_roll_position (const BwCore *core, BwPositionState *position);
void bw_margin_scale_position (BwPositionState *position, BwFixed to, BwFixed from);
int bw_margin_settles_in (const BwCore *core, const BwInstrument *instrument);

G_END_DECLS
