/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* What an order would do to the account, before and after, and what the limits say of it. */
#define BW_TYPE_TICKET_IMPACT (bw_ticket_impact_get_type ())
G_DECLARE_FINAL_TYPE (BwTicketImpact, bw_ticket_impact, BW, TICKET_IMPACT, AdwBin)

GtkWidget *bw_ticket_impact_new (void);
void bw_ticket_impact_show (BwTicketImpact *self, const BwOrderPreview *preview, const char *currency);

G_END_DECLS
