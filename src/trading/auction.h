/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/match.h"

G_BEGIN_DECLS

/* How long opg orders wait for a print that does not come. */
#define BW_AUCTION_OPEN_WAIT (30 * BW_MINUTE)

void bw_match_auction (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *print);
void bw_match_auction_bar (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *bar, BwTime start, BwPrint print, BwFixed price, int point);
gboolean bw_auction_is_closed (const BwCore *core, const BwInstrumentState *instrument, BwTif tif);

G_END_DECLS
