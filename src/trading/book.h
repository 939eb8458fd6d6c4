/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

void bw_book_init (BwInstrumentState *instrument);
void bw_book_insert (BwCore *core, BwInstrumentState *instrument, guint32 slot);
void bw_book_remove (BwCore *core, BwInstrumentState *instrument, guint32 slot);
void bw_book_collect (BwCore *core, const BwInstrumentState *instrument, BwBookKind book, gint64 price);

/* Its place in its tree: smaller is nearer to the market. */
gint64 bw_book_key (const BwWorkingOrder *working);

/* The tree an order belongs to as it is now. */
BwBookKind bw_book_of (const BwOrder *order);

G_END_DECLS
