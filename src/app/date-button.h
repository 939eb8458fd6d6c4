/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A button with a calendar for a field that holds a date: choosing a day writes it there. What stands
 * behind the date in the field (a time of day) stays. */
GtkWidget *bw_date_button_new (GtkEditable *field);

G_END_DECLS
