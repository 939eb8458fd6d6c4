/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *title; /* marked with N_() */
  const char *icon_name;
  GtkWidget *(*make) (BwDesk *desk);
} BwTab;

/**
 * BwTabsPage:
 *
 * A page of the window that is several, with their names in a row above them.
 */
#define BW_TYPE_TABS_PAGE (bw_tabs_page_get_type ())
G_DECLARE_FINAL_TYPE (BwTabsPage, bw_tabs_page, BW, TABS_PAGE, BwPanel)

GtkWidget *bw_tabs_page_new (BwDesk *desk, const char *id, const char *title, const BwTab *tabs, guint n_tabs);

G_END_DECLS
