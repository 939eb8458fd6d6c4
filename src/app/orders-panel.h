/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* The blotter's orders: working, filled, all; a million of them scroll, read a page at a time. */
#define BW_TYPE_ORDERS_PANEL (bw_orders_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwOrdersPanel, bw_orders_panel, BW, ORDERS_PANEL, BwPanel)

G_END_DECLS
