/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* How things stand: figures, the equity curve, positions, the market, what happened. */
#define BW_TYPE_DASHBOARD_PAGE (bw_dashboard_page_get_type ())
G_DECLARE_FINAL_TYPE (BwDashboardPage, bw_dashboard_page, BW, DASHBOARD_PAGE, AdwBin)

GtkWidget *bw_dashboard_page_new (BwDesk *desk);

G_END_DECLS
