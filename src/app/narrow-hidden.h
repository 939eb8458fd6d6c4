/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on @widget is hidden while its window is narrow, and shown while it is not. */
void bw_hide_when_narrow (GtkWidget *widget);

G_END_DECLS
