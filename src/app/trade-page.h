/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/adaptive.h"
#include "app/panel.h"

G_BEGIN_DECLS

/* Where one trades: the dock with all its panels. */
#define BW_TYPE_TRADE_PAGE (bw_trade_page_get_type ())
G_DECLARE_FINAL_TYPE (BwTradePage, bw_trade_page, BW, TRADE_PAGE, BwPanel)

GtkWidget *bw_trade_page_new (BwDesk *desk);
void bw_trade_page_set_width_class (BwTradePage *self, BwWidthClass width_class);
void bw_trade_page_save_layout (BwTradePage *self);
BwPanel *bw_trade_page_get_panel (BwTradePage *self, const char *id);
void bw_trade_page_show_panel (BwTradePage *self, const char *id);
void bw_trade_page_focus_next (BwTradePage *self, int direction);
BwTimeframe bw_trade_page_get_timeframe (BwTradePage *self);

G_END_DECLS
