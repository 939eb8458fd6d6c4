/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/adaptive.h"
#include "app/panel.h"

G_BEGIN_DECLS

/* The window's bottom: where prices come from, the market's clock and its controls, how old the
 * data is, what is being worked on. */
#define BW_TYPE_STATUS_BAR (bw_status_bar_get_type ())
G_DECLARE_FINAL_TYPE (BwStatusBar, bw_status_bar, BW, STATUS_BAR, BwPanel)

GtkWidget *bw_status_bar_new (BwDesk *desk);
GtkBox *bw_status_bar_get_box (BwStatusBar *self);
void bw_status_bar_set_width_class (BwStatusBar *self, BwWidthClass width_class);

G_END_DECLS
