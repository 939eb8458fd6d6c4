/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A CSV file of the shared data, gunzipped if need be. Fields may stand in quotes. */
typedef struct
{
  GPtrArray *rows; /* (owned): GStrv; the first is the header */
} Table;

Table *table_load (const char *relative);
void table_free (Table *table);
double *table_get_column (const Table *table, guint column, gsize *n_values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Table, table_free)
