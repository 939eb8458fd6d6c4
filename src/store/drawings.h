/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/drawing.h"
#include "market/instrument.h"
#include "store/database.h"

G_BEGIN_DECLS

/* The table of what the user drew, in trading.db. */

gboolean bw_drawings_save (BwDatabase *database, BwInstrumentId instrument, guint64 id, const char *json, GError **error);
GPtrArray *bw_drawings_load (BwDatabase *database, BwInstrumentId instrument, GPtrArray *problems, GError **error);
gboolean bw_drawings_last_id (BwDatabase *database, guint64 *last_id, GError **error);

G_END_DECLS
