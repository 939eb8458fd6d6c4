/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BwRow:
 *
 * One row of a table on screen: a key and a copy of a plain struct (a BwOrder, a BwPosition …).
 * ::changed when the copy has become another.
 */
#define BW_TYPE_ROW (bw_row_get_type ())
G_DECLARE_FINAL_TYPE (BwRow, bw_row, BW, ROW, GObject)

BwRow *bw_row_new (guint64 key, gconstpointer payload, gsize payload_bytes);
guint64 bw_row_get_key (BwRow *self);
gconstpointer bw_row_get_payload (BwRow *self);
gboolean bw_row_update (BwRow *self, gconstpointer payload, gsize payload_bytes);
void bw_row_touch (BwRow *self);

typedef guint64 (*BwRowKeyFunc) (gconstpointer payload);

void bw_row_store_sync (GListStore *store, gconstpointer const *payloads, gsize n_payloads, gsize payload_bytes, BwRowKeyFunc key);
BwRow *bw_row_store_find (GListModel *model, guint64 key, guint *position);

G_END_DECLS
