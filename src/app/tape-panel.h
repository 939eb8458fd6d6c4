/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* Time and sales: the newest prints of a symbol. */
#define BW_TYPE_TAPE_PANEL (bw_tape_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwTapePanel, bw_tape_panel, BW, TAPE_PANEL, BwPanel)

G_END_DECLS
