/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwHelpWindow:
 *
 * The user's guide: a list of topics that a search narrows, and the topic beside it.
 */
#define BW_TYPE_HELP_WINDOW (bw_help_window_get_type ())
G_DECLARE_FINAL_TYPE (BwHelpWindow, bw_help_window, BW, HELP_WINDOW, AdwWindow)

GtkWidget *bw_help_window_new (GtkWindow *parent);
void bw_help_window_show_topic (BwHelpWindow *self, const char *file);

G_END_DECLS
