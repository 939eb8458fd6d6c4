/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

void bw_book_init (BwInstrumentState *instrument);
void bw_book_insert (BwCore *core, BwInstrumentState *instrument, guint32 slot);
void bw_book_remove (BwCore *core, BwInstrumentState *instrument, guint32 slot);
void bw_book_collect (BwCore *core, const BwInstrumentState *instrument, BwBookKind book, gint64 price, gboolean with_equal);

/* The tree an order belongs to as it is now. */
BwBookKind bw_book_of (const BwOrder *order);

/* Is a resting order of @book at @price reached by a market at @market? */
static inline gboolean
bw_book_reaches (BwBookKind book, gint64 price, gint64 market)
{
  return book == BW_BOOK_BUY_LIMIT || book == BW_BOOK_SELL_STOP ? market <= price : market >= price;
}

G_END_DECLS
