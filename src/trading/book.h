/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

void bw_book_init (BwInstrumentState *instrument);
void bw_book_insert (BwCore *core, BwInstrumentState *instrument, guint32 slot);
void bw_book_remove (BwCore *core, BwInstrumentState *instrument, guint32 slot);
void bw_book_collect (BwCore *core, const BwInstrumentState *instrument, BwBookKind book, gint64 price);

/* A tree of the same sort elsewhere. */
void bw_book_tree_insert (BwCore *core, guint32 *tree, guint32 slot);
void bw_book_tree_remove (BwCore *core, guint32 *tree, guint32 slot);
guint32 bw_book_first (const BwCore *core, guint32 tree);

/* Does it wait there for a price that turns it into a market or a limit order? */
static inline gboolean
bw_book_watches (guint8 book)
{
  return book == BW_BOOK_BUY_STOP || book == BW_BOOK_SELL_STOP || book == BW_BOOK_BUY_TOUCH ||
         book == BW_BOOK_SELL_TOUCH || book > BW_BOOK_NONE;
}

/* Its place in its tree: smaller is nearer to the market. */
gint64 bw_book_key (const BwWorkingOrder *working);

/* The tree an order belongs to as it is now. */
BwBookKind bw_book_of (const BwOrder *order);

G_END_DECLS
