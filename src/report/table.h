/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/page.h"

G_BEGIN_DECLS

#define BW_TABLE_COLUMNS_MAX 12

typedef struct
{
  const char *title; /* translated */
  double share;      /* of the table's width; the shares add up to 1 */
  BwAlign align;
} BwTableColumn;

/**
 * BwTable:
 *
 * Rows on a growing page; its headings come again at the top of every page it goes on to.
 */
typedef struct
{
  BwPage *page;                 /* (borrowed) */
  const char *title;            /* (borrowed) */
  const BwTableColumn *columns; /* (borrowed) */
  guint n_columns;
} BwTable;

/* What a cell says, in which colour; a bold row is a sum. */
typedef struct
{
  const char *text; /* (nullable): nothing */
  BwInk ink;
} BwTableCell;

void bw_table_begin (BwTable *table, BwPage *page, const char *title, const char *detail, const BwTableColumn *columns, guint n_columns);
void bw_table_add_row (BwTable *table, const BwTableCell *cells);
void bw_table_add_sum (BwTable *table, const BwTableCell *cells);
void bw_table_add_note (BwTable *table, const char *text);
void bw_table_end (BwTable *table);

G_END_DECLS
