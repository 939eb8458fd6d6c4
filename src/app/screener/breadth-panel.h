/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* How many of a market's shares rise, stand high, and are above their averages. */
#define BW_TYPE_BREADTH_PANEL (bw_breadth_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwBreadthPanel, bw_breadth_panel, BW, BREADTH_PANEL, BwPanel)

G_END_DECLS
