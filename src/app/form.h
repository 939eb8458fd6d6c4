/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* What windows of fields have in common: a template, Esc to leave, and a note that says what the fields
 * mean or why they can't be sent. */

void bw_form_set_up (GtkWidgetClass *widget_class, const char *template_name);
void bw_form_say (GtkLabel *note, GtkWidget *done_button, const char *message, gboolean is_error);
const BwInstrument *bw_form_find_symbol (BwDesk *desk, const char *text);

G_END_DECLS
