/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/trade.h"
#include "store/trading-reader.h"

G_BEGIN_DECLS

GArray *bw_closed_trades_read (BwTradingReader *reader, BwTimelineId timeline, BwAccountId account, BwTime opened, BwInstrumentLookup lookup, gpointer user_data, GError **error);

G_END_DECLS
