/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/series-table.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BwTwinTable:
 *
 * The table twin of a picture: the same numbers for screen readers, for reading and for copying.
 * It makes rows for what is on screen alone. Ctrl+C copies the chosen rows, as text for a
 * spreadsheet and as CSV. Signals:
 *   ::row-chosen (guint64 row): the user went to that row, from the oldest, 0, on
 *   ::told (const char *message): something to tell, such as how many rows were copied
 */
#define BW_TYPE_TWIN_TABLE (bw_twin_table_get_type ())
G_DECLARE_FINAL_TYPE (BwTwinTable, bw_twin_table, BW, TWIN_TABLE, GtkWidget)

GtkWidget *bw_twin_table_new (void);
void bw_twin_table_set_name (BwTwinTable *self, const char *name);
void bw_twin_table_set_zone (BwTwinTable *self, const char *zone);
void bw_twin_table_take (BwTwinTable *self, BwSeriesTable *table);
void bw_twin_table_rows_changed (BwTwinTable *self);
void bw_twin_table_rows_added (BwTwinTable *self);
void bw_twin_table_show_row (BwTwinTable *self, gsize row);
void bw_twin_table_show_newest (BwTwinTable *self);

G_END_DECLS
