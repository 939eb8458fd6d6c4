/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* The timeline's alerts, and what they have told. */
#define BW_TYPE_ALERTS_PANEL (bw_alerts_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwAlertsPanel, bw_alerts_panel, BW, ALERTS_PANEL, BwPanel)

G_END_DECLS
