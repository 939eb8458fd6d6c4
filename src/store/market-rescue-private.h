/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

/* Reads what can be read of a damaged market.db, chunk by chunk, and writes it to @target, a new
 * one; NULL: only counts. FALSE: @target could not be written. */
gboolean bw_market_rescue (const char *damaged_path, BwDatabase *target, guint64 *n_bars_kept, guint64 *n_bars_lost, GError **error);

G_END_DECLS
