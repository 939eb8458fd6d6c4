/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void bw_dialog_fit (GtkWindow *dialog, int width, int height);

G_END_DECLS
