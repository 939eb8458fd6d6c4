/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* What is known of a symbol and its day. */
#define BW_TYPE_INFO_PANEL (bw_info_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwInfoPanel, bw_info_panel, BW, INFO_PANEL, BwPanel)

G_END_DECLS
