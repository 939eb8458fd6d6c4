/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/**
 * BwTicketSizing:
 *
 * How many? Rows of the ticket that work a quantity out: a method, its numbers, the reasoning in a
 * sentence, a button that uses it. What can be known (ranges, volatility, odds) is filled in and
 * says where it comes from; what is typed instead is the user's own. Signals:
 *   ::used (gint64 quantity_e8): the button was pressed
 */
#define BW_TYPE_TICKET_SIZING (bw_ticket_sizing_get_type ())
G_DECLARE_FINAL_TYPE (BwTicketSizing, bw_ticket_sizing, BW, TICKET_SIZING, AdwBin)

GtkWidget *bw_ticket_sizing_new (void);
void bw_ticket_sizing_update (BwTicketSizing *self, BwDesk *desk, const BwNewOrder *order, BwFixed price);
gboolean bw_ticket_sizing_get_step (BwTicketSizing *self, GtkWidget *entry, BwFixed *step);

G_END_DECLS
