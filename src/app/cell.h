/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/style.h"

G_BEGIN_DECLS

/**
 * BwCell:
 *
 * One line of text in a table: tabular figures, a tone, an optional bar behind it, a soft flash
 * when its number changes. A label would do, but is measured and laid out for each of the some 200
 * rows a column view keeps; a cell's size is known beforehand and its text is laid out only when
 * it is drawn.
 */
#define BW_TYPE_CELL (bw_cell_get_type ())
G_DECLARE_FINAL_TYPE (BwCell, bw_cell, BW, CELL, GtkWidget)

GtkWidget *bw_cell_new (float xalign);
void bw_cell_set (BwCell *self, const char *text, BwTone tone);
void bw_cell_take (BwCell *self, char *text, BwTone tone);
void bw_cell_set_bar (BwCell *self, double share, BwTone tone, gboolean from_end);
void bw_cell_flash (BwCell *self, int sign);
const char *bw_cell_get_text (BwCell *self);
void bw_cell_forget (BwCell *self);
void bw_cell_set_flashing_allowed (gboolean is_allowed);

G_END_DECLS
