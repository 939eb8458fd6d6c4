/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"

G_BEGIN_DECLS

/* A copy of all instruments, by their ids, for a worker thread: (element-type guint32 BwInstrument). */
GHashTable *bw_instrument_map_new (BwEngine *engine);
const BwInstrument *bw_instrument_map_look_up (BwInstrumentId id, gpointer map);

G_END_DECLS
