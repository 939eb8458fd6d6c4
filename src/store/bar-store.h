/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/bar-series.h"
#include "market/instrument.h"
#include "store/database.h"

G_BEGIN_DECLS

/* What is stored of one instrument in one timeframe. */
typedef struct
{
  BwInstrumentId instrument;
  BwTimeframe timeframe;
  BwTime first; /* start of the first bar */
  BwTime last;  /* start of the last bar */
  guint64 n_bars;
  guint64 n_bytes;
} BwStoredBars;

/* What an upsert did. */
typedef struct
{
  guint64 n_added;
  guint64 n_replaced;  /* there already, with other values */
  guint64 n_unchanged; /* there already, the same */
} BwBarsWritten;

gboolean bw_bars_write (BwDatabase *market, BwInstrumentId instrument, const BwBarSeries *series, guint64 import_id, BwBarsWritten *written, GError **error);
BwBarSeries *bw_bars_load (BwDatabase *market, BwInstrumentId instrument, BwTimeframe timeframe, BwTime first, BwTime end, GError **error);
gboolean bw_bars_delete (BwDatabase *market, BwInstrumentId instrument, BwTimeframe timeframe, GError **error);
GArray *bw_bars_list (BwDatabase *market, BwInstrumentId instrument, GError **error); /* BwStoredBars; instrument 0: all */

G_END_DECLS
