/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* What the market tells ahead of an auction, and of borrowing its shares. */

gboolean bw_auction_is_near (const BwQuoteView *quote);
char *bw_auction_left_text (const BwImbalance *imbalance);
char *bw_auction_text (const BwInstrument *instrument, const BwImbalance *imbalance);
char *bw_borrow_text (const BwInstrument *instrument, const BwMarketState *market);

G_END_DECLS
