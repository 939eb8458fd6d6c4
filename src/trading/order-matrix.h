/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/instrument.h"
#include "trading/order-type.h"

G_BEGIN_DECLS

BwReason bw_order_matrix_check (const BwInstrument *definition, const BwOrder *order, gboolean is_fraction);

G_END_DECLS
