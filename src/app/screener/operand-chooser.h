/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwOperandChooser:
 *
 * A button that opens a list of what an expression can be about: fields, calculations and
 * indicators with their parameters and outputs. ::chosen (const char *text) when one was.
 */
#define BW_TYPE_OPERAND_CHOOSER (bw_operand_chooser_get_type ())
G_DECLARE_FINAL_TYPE (BwOperandChooser, bw_operand_chooser, BW, OPERAND_CHOOSER, AdwBin)

GtkWidget *bw_operand_chooser_new (const char *title);
void bw_operand_chooser_set_text (BwOperandChooser *self, const char *text);

G_END_DECLS
