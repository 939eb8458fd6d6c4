/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/instrument.h"
#include "store/database.h"

G_BEGIN_DECLS

/* The profile's numbering of instruments, in market.db. A source and a symbol name one instrument
 * for ever; ids rise and are never reused. */

gboolean bw_instruments_add (BwDatabase *market, BwInstrument *instrument, GError **error);
gboolean bw_instruments_update (BwDatabase *market, const BwInstrument *instrument, GError **error);
gboolean bw_instruments_find (BwDatabase *market, const char *source, const char *symbol, BwInstrument *instrument, GError **error);
gboolean bw_instruments_get (BwDatabase *market, BwInstrumentId id, BwInstrument *instrument, GError **error);
GArray *bw_instruments_list (BwDatabase *market, const char *source, GError **error); /* BwInstrument, by symbol */

G_END_DECLS
