/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/extra.h"
#include "trading/input.h"

G_BEGIN_DECLS

BwReason bw_check_terms (const BwCore *core, const BwInstrumentState *instrument, const BwNewOrder *request, const BwOrder *order);
BwReason bw_check_terms_increments (const BwInstrumentState *instrument, const BwNewOrder *request, const BwOrder *order);
BwReason bw_check_terms_prices (const BwInstrumentState *instrument, const BwNewOrder *request, const BwOrder *order);
BwReason bw_check_terms_price_away (const BwInstrumentState *instrument, const BwOrder *order);

G_END_DECLS
