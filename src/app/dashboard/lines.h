/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/style.h"

G_BEGIN_DECLS

/**
 * BwLines:
 *
 * A short list of lines of text in aligned columns, written again and again in place. Signal
 * ::line-activated (guint64 key) when one is clicked or entered.
 */
#define BW_TYPE_LINES (bw_lines_get_type ())
G_DECLARE_FINAL_TYPE (BwLines, bw_lines, BW, LINES, GtkWidget)

/**
 * BwLineColumn:
 * @xalign: 0 words, 1 numbers
 * @is_expanding: takes what is left, and is cut when there is too little
 */
typedef struct
{
  float xalign;
  gboolean is_expanding;
} BwLineColumn;

GtkWidget *bw_lines_new (const char *name, const BwLineColumn *columns, guint n_columns, guint n_lines_max);
void bw_lines_set_n (BwLines *self, guint n_lines);
void bw_lines_show_column (BwLines *self, guint column_index, gboolean is_shown);
void bw_lines_set_key (BwLines *self, guint line_index, guint64 key, const char *tooltip);
void bw_lines_set_text (BwLines *self, guint line_index, guint column_index, const char *text, BwTone tone);

G_END_DECLS
