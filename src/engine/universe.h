/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"

G_BEGIN_DECLS

/* Lists of symbols that a user keeps, by name; the first one is always there. */
#define BW_WATCHLIST_MAIN           "main"
#define BW_WATCHLIST_NAME_BYTES_MAX 60
#define BW_WATCHLIST_SYMBOLS_MAX    500

GStrv bw_watchlist_names (BwEngine *engine);
GArray *bw_watchlist_load (BwEngine *engine, const char *name);
gboolean bw_watchlist_save (BwEngine *engine,
                            const char *name,
                            const BwInstrumentId *instruments,
                            gsize n_instruments);
void bw_watchlist_remove (BwEngine *engine, const char *name);

/* Which instruments a word means: "all", "practice", "imported", "sector:Energy",
 * "watchlist", "watchlist:NAME", "symbols:ABC,DEF". Errors: BW_ENGINE_ERROR_INVALID, _UNKNOWN. */
GArray *bw_universe_find (BwEngine *engine, const char *word, GError **error);

G_END_DECLS
