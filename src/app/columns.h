/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/cell.h"
#include "app/row.h"

G_BEGIN_DECLS

typedef void (*BwPresentFunc) (BwRow *row, BwCell *cell, gpointer user_data);
typedef int (*BwCompareFunc) (BwRow *a, BwRow *b, gpointer user_data);

/**
 * BwColumn:
 * @id: unique in the table; saved with it, never translated
 * @title: marked with N_(); unit or currency in it, once
 * @width: in pixels at the default font; the expanding column takes what is left
 * @xalign: 0 words, 1 numbers
 * @compare: (nullable): makes the column sortable
 * @rank: 0 stays; of the others the highest goes first where there isn't room for all
 * @user_data: (nullable): what @present and @compare get instead of the table's
 * @index: for @present of columns made at run time, which asks bw_columns_get_column() for it
 *
 * One column of a table of #BwRow. @present writes what is shown into the cell.
 */
typedef struct
{
  const char *id;
  const char *title;
  int width;
  gboolean is_expanding;
  float xalign;
  BwPresentFunc present;
  BwCompareFunc compare;
  guint rank;
  guint index;
  gpointer user_data;
} BwColumn;

void bw_columns_add (GtkColumnView *view, const BwColumn *columns, gsize n_columns, gpointer user_data);

/* The column that @cell stands in. */
const BwColumn *bw_columns_get_column (BwCell *cell);
void bw_columns_remove_all (GtkColumnView *view);

/* A column with a small button in each row that activates @action with the row's key (t). */
void bw_columns_add_button (GtkColumnView *view, const char *label, const char *icon_name, const char *tooltip, const char *action, int width, guint rank);

/* The width of a column that shows @text (bold), in pixels; at least @least. */
int bw_columns_measure (GtkColumnView *view, const char *text, int least);
BwRow *bw_columns_pick (GtkColumnView *view, double x, double y);
void bw_columns_dress (GtkColumnView *view);
void bw_columns_scroll_to (GtkColumnView *view, guint position);
void bw_columns_focus (GtkColumnView *view, guint position);

G_END_DECLS
