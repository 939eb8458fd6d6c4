/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  BW_NAVIGATION_LABELLED, /* a column of icons with labels */
  BW_NAVIGATION_ICONS,    /* a column of icons */
  BW_NAVIGATION_BAR,      /* a row at the bottom, icons over labels */
} BwNavigationMode;

/* The pages to go to; each button activates win.page. */
#define BW_TYPE_NAVIGATION (bw_navigation_get_type ())
G_DECLARE_FINAL_TYPE (BwNavigation, bw_navigation, BW, NAVIGATION, GtkWidget)

void bw_navigation_add (BwNavigation *self, const char *page, const char *title, const char *icon_name, const char *shortcut);
void bw_navigation_set_mode (BwNavigation *self, BwNavigationMode mode);

G_END_DECLS
