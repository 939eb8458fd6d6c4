/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* Open positions with what they gain, and buttons to close and to reverse them. */
#define BW_TYPE_POSITIONS_PANEL (bw_positions_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwPositionsPanel, bw_positions_panel, BW, POSITIONS_PANEL, BwPanel)

G_END_DECLS
