/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/extra.h"

G_BEGIN_DECLS

/* Whether a price moves the mark of an order. */
typedef gboolean (*BwTrailFilter) (const BwWorkingOrder *working, gpointer user_data);

/* Trailing orders before their stop is elected. */
BwFixed bw_trail_stop (const BwInstrument *definition, const BwOrder *order, BwFixed water_mark);
BwFixed bw_trail_limit (const BwInstrument *definition, const BwOrder *order, BwFixed limit_offset);
BwFixed bw_trail_market_price (const BwCore *core, const BwInstrumentState *instrument, BwSide side);
BwFixed bw_trail_better_mark (BwSide side, BwFixed a, BwFixed b);
void bw_trail_set_mark (const BwInstrument *definition, BwOrder *order, BwOrderExtra *extra, BwFixed water_mark);

void bw_trail_insert (BwCore *core, BwInstrumentState *instrument, guint32 slot);
void bw_trail_remove (BwCore *core, BwInstrumentState *instrument, guint32 slot);
void bw_trail_refresh (const BwCore *core, BwWorkingOrder *working);
gboolean bw_trail_is_moved (const BwCore *core, const BwInstrumentState *instrument, BwSide side, BwFixed price);
void bw_trail_collect (BwCore *core, BwInstrumentState *instrument, BwSide side, BwFixed price);
void bw_trail_raise (BwCore *core, BwInstrumentState *instrument, BwSide side, BwFixed price, BwTime arrived_by, BwTrailFilter is_moved, gpointer user_data);

static inline gboolean
bw_trail_any (const BwInstrumentState *instrument)
{
  return instrument->trail_root[0] != BW_NIL || instrument->trail_root[1] != BW_NIL;
}

G_END_DECLS
