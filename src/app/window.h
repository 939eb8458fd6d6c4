/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

#define BW_TYPE_WINDOW (bw_window_get_type ())
G_DECLARE_FINAL_TYPE (BwWindow, bw_window, BW, WINDOW, AdwApplicationWindow)

GtkWidget *bw_window_new (GtkApplication *application, BwDesk *desk);
void bw_window_save (BwWindow *self);
BwDesk *bw_window_get_desk (BwWindow *self);
void bw_window_show_notice (BwWindow *self, GVariant *notice);
const char *bw_window_get_page (BwWindow *self);
void bw_window_set_page (BwWindow *self, const char *page);

G_END_DECLS
