/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* The market as areas, in their sectors, coloured by what they did. */
#define BW_TYPE_HEAT_PANEL (bw_heat_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwHeatPanel, bw_heat_panel, BW, HEAT_PANEL, BwPanel)

G_END_DECLS
