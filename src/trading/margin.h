/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

BwFixed bw_mark_of (const BwInstrumentState *instrument, BwFixed quantity);
gboolean bw_margin_can_hold (const BwAccount *account, const BwInstrument *instrument);
gboolean bw_margin_is_marginable (const BwInstrument *instrument);
gboolean bw_margin_size_e8 (const BwInstrument *instrument, BwFixed quantity, BwFixed *size);
gboolean bw_margin_value_e16 (const BwInstrument *instrument, BwFixed quantity, BwFixed price, __int128 *value_e16);
gboolean bw_margin_figures (const BwCore *core, const BwAccountState *account, BwAccountFigures *figures);
int bw_margin_multiplier (const BwAccountState *account, BwFixed equity);

/* Price an order is valued at for buying power, a unit; 0 when there is no price at all. */
BwFixed bw_margin_check_price (const BwCore *core, const BwInstrumentState *instrument, const BwOrder *order);

G_END_DECLS
