/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/columns.h"
#include "engine/screen.h"

G_BEGIN_DECLS

/**
 * BwScreenTable:
 *
 * What a screen found, with columns that are expressions. ::activated (guint instrument) by Enter
 * or a double click. A newer result of the same columns keeps what is chosen and where it is
 * scrolled to.
 */
#define BW_TYPE_SCREEN_TABLE (bw_screen_table_get_type ())
G_DECLARE_FINAL_TYPE (BwScreenTable, bw_screen_table, BW, SCREEN_TABLE, AdwBin)

GtkWidget *bw_screen_table_new (void);
void
bw_screen_table_set_columns (BwScreenTable *self, const char *const *columns, const char *sort);
void bw_screen_table_take_result (BwScreenTable *self, BwScreenResult *result);
GArray *bw_screen_table_get_instruments (BwScreenTable *self);
char *bw_screen_table_write_csv (BwScreenTable *self);
char *bw_screen_table_get_sort (BwScreenTable *self);

G_END_DECLS
