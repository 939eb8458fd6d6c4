/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * BwTableColumn:
 * @member: of the row object
 * @title: of the column, with its unit
 * @is_number: right-aligned on the decimal point
 */
typedef struct
{
  const char *member;
  const char *title;
  gboolean is_number;
} BwTableColumn;

char *bw_number_to_text (double number);
void bw_table_print (JsonArray *rows, const BwTableColumn *columns, gsize n_columns, GString *text);
void bw_table_print_record (JsonObject *record, const BwTableColumn *columns, gsize n_columns, GString *text);

G_END_DECLS
