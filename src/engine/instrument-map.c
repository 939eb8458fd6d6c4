/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/instrument-map.h"

/** bw_instrument_map_new: Returns: (transfer full): the instruments as they are now */
GHashTable *
bw_instrument_map_new (BwEngine *engine)
{
  GHashTable *map = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (gsize i = 0; i < bw_engine_n_instruments (engine); i++)
    {
      const BwInstrument *instrument = bw_engine_instrument_at (engine, i);

      g_hash_table_insert (map, GUINT_TO_POINTER (instrument->id), g_memdup2 (instrument, sizeof *instrument));
    }
  return map;
}

/** bw_instrument_map_look_up: a BwInstrumentLookup. Returns: (transfer none) (nullable) */
const BwInstrument *
bw_instrument_map_look_up (BwInstrumentId id, gpointer map)
{
  return g_hash_table_lookup (map, GUINT_TO_POINTER (id));
}
