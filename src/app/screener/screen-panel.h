/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* Symbols that meet a condition, which is pointed together or typed. */
#define BW_TYPE_SCREEN_PANEL (bw_screen_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwScreenPanel, bw_screen_panel, BW, SCREEN_PANEL, BwPanel)

G_END_DECLS
