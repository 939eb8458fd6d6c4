/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* The order book: ten levels a side with size bars; a click on a price proposes an order. */
#define BW_TYPE_BOOK_PANEL (bw_book_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwBookPanel, bw_book_panel, BW, BOOK_PANEL, BwPanel)

G_END_DECLS
