/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/row.h"

G_BEGIN_DECLS

/**
 * BwTwinRows:
 *
 * A list of any length whose rows are numbers alone: #BwRow by key, from the oldest, 0, on. What
 * they stand for is asked of a #BwSeriesTable when one is shown. The newest may stand first.
 */
#define BW_TYPE_TWIN_ROWS (bw_twin_rows_get_type ())
G_DECLARE_FINAL_TYPE (BwTwinRows, bw_twin_rows, BW, TWIN_ROWS, GObject)

BwTwinRows *bw_twin_rows_new (void);
void bw_twin_rows_reset (BwTwinRows *self, gsize n_rows);
void bw_twin_rows_grow (BwTwinRows *self, gsize n_rows);
void bw_twin_rows_touch (BwTwinRows *self, guint64 first_key);
void bw_twin_rows_set_newest_first (BwTwinRows *self, gboolean is_newest_first);
guint bw_twin_rows_turn (BwTwinRows *self, guint position_or_key);

G_END_DECLS
