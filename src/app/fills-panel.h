/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* The blotter's fills; each answers why it got its price. */
#define BW_TYPE_FILLS_PANEL (bw_fills_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwFillsPanel, bw_fills_panel, BW, FILLS_PANEL, BwPanel)

G_END_DECLS
