/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/screener/screener-page.h"

#include "app/screener/breadth-panel.h"
#include "app/screener/heat-panel.h"
#include "app/screener/screen-panel.h"
#include "app/tabs-page.h"

#include <glib/gi18n.h>

static GtkWidget *
make_screen (BwDesk *desk)
{
  return g_object_new (BW_TYPE_SCREEN_PANEL, "desk", desk, "id", "screen", "title", _ ("Screen"),
                       NULL);
}

static GtkWidget *
make_heat (BwDesk *desk)
{
  return g_object_new (BW_TYPE_HEAT_PANEL, "desk", desk, "id", "heat", "title", _ ("Heat Map"),
                       NULL);
}

static GtkWidget *
make_breadth (BwDesk *desk)
{
  return g_object_new (BW_TYPE_BREADTH_PANEL, "desk", desk, "id", "breadth", "title", _ ("Breadth"),
                       NULL);
}

static const BwTab tabs[] = {
  { "screen", N_ ("Screen"), "bw-search-symbolic", make_screen },
  { "heat", N_ ("Heat Map"), "bw-dashboard-symbolic", make_heat },
  { "breadth", N_ ("Breadth"), "bw-analytics-symbolic", make_breadth },
};

GtkWidget *
bw_screener_page_new (BwDesk *desk)
{
  return bw_tabs_page_new (desk, "screener", _ ("Screener"), tabs, G_N_ELEMENTS (tabs));
}
