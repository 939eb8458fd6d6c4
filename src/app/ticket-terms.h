/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BwTicketTerms:
 *
 * Fields of the ticket that only some types and times in force have: a trail and the offset of its
 * limit, a last day; and whether the order may only reduce. Each says beside it why it can't be.
 */
typedef struct _BwTicketTerms BwTicketTerms;

BwTicketTerms *bw_ticket_terms_new (GtkWidget *below_prices, GtkWidget *below_tif, GCallback edited, GCallback entered, gpointer user_data);
void bw_ticket_terms_free (BwTicketTerms *self);

gboolean bw_ticket_terms_is_distance (BwTicketTerms *self, GtkEntry *entry);
void bw_ticket_terms_show_fields (BwTicketTerms *self, BwOrderType type, BwTif tif);
gboolean bw_ticket_terms_read (BwTicketTerms *self, BwDesk *desk, BwNewOrder *order);
gboolean bw_ticket_terms_show_reason (BwTicketTerms *self, const BwNewOrder *order, BwReason reason, const char *text);

G_END_DECLS
