/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* A popover in which a symbol is found by its letters or its company's name.
 * ::chosen (guint instrument) when one was. */
#define BW_TYPE_SYMBOL_CHOOSER (bw_symbol_chooser_get_type ())
G_DECLARE_FINAL_TYPE (BwSymbolChooser, bw_symbol_chooser, BW, SYMBOL_CHOOSER, GtkWidget)

GtkWidget *bw_symbol_chooser_new (BwDesk *desk, const char *icon_name, const char *tooltip);
void bw_symbol_chooser_set_label (BwSymbolChooser *self, const char *label);
void bw_symbol_chooser_open (BwSymbolChooser *self);

/* How well @instrument answers @text (case-folded): 0 not at all; more is better. */
guint bw_symbol_match (const BwInstrument *instrument, const char *folded_text);

G_END_DECLS
