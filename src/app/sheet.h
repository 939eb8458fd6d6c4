/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwSheet:
 *
 * A page over which a sheet can slide up from the bottom edge, as a phone has it. While it is open
 * the keyboard stays in it; Escape, the button on it, a pull downwards and a press on what is still seen of
 * the page close it, and the keyboard is back where it was. The property "open" says which it is; the
 * action "sheet.close" closes it from within.
 */
#define BW_TYPE_SHEET (bw_sheet_get_type ())
G_DECLARE_FINAL_TYPE (BwSheet, bw_sheet, BW, SHEET, GtkWidget)

GtkWidget *bw_sheet_new (const char *title, GtkWidget *content);
AdwBin *bw_sheet_get_slot (BwSheet *self);
gboolean bw_sheet_is_open (BwSheet *self);
void bw_sheet_set_open (BwSheet *self, gboolean is_open);

G_END_DECLS
