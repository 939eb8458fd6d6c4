/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* Chosen symbols with price and change of the day; the chosen one leads the panels of its colour. */
#define BW_TYPE_WATCHLIST_PANEL (bw_watchlist_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwWatchlistPanel, bw_watchlist_panel, BW, WATCHLIST_PANEL, BwPanel)

G_END_DECLS
