/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The tool bar at a chart's left edge, and the button in a panel's header that has the same in a popover. */
GtkWidget *bw_drawing_bar_new (void);
GtkWidget *bw_drawing_button_new (void);
void bw_drawing_bar_show_tool (GtkWidget *bar, int tool);

G_END_DECLS
