/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/row.h"

G_BEGIN_DECLS

/**
 * BwPageFunc:
 *
 * Reads up to @n_max payloads from @offset on, in the order of the table.
 *
 * Returns: (transfer full) (nullable): an array of payloads
 */
typedef GArray *(*BwPageFunc) (guint64 offset, gsize n_max, gpointer user_data);

/**
 * BwPagedModel:
 *
 * A list of any length that reads a page at a time and makes rows for those on screen alone: how a
 * million orders scroll. Rows handed out are told when their payload changes.
 */
#define BW_TYPE_PAGED_MODEL (bw_paged_model_get_type ())
G_DECLARE_FINAL_TYPE (BwPagedModel, bw_paged_model, BW, PAGED_MODEL, GObject)

BwPagedModel *bw_paged_model_new (gsize payload_bytes, BwRowKeyFunc key, BwPageFunc read, gpointer user_data);
void bw_paged_model_reset (BwPagedModel *self, guint64 n_rows);
void bw_paged_model_grow (BwPagedModel *self, guint64 n_rows);
void bw_paged_model_update_row (BwPagedModel *self, gconstpointer payload);

G_END_DECLS
