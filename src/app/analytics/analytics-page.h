/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* How one has done: equity, drawdown, profit by symbol, what the trades say. */
#define BW_TYPE_ANALYTICS_PAGE (bw_analytics_page_get_type ())
G_DECLARE_FINAL_TYPE (BwAnalyticsPage, bw_analytics_page, BW, ANALYTICS_PAGE, BwPanel)

GtkWidget *bw_analytics_page_new (BwDesk *desk);

G_END_DECLS
