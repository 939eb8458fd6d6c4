/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* The order ticket. */
#define BW_TYPE_TICKET_PANEL (bw_ticket_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwTicketPanel, bw_ticket_panel, BW, TICKET_PANEL, BwPanel)

G_END_DECLS
