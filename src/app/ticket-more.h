/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BwTicketMore:
 *
 * What few orders need, folded away under the ticket: exits (bracket, OTO, OCO), a condition to wait
 * for, extended hours, an iceberg's displayed part. Signals:
 *   ::edited (): a field has changed
 *   ::entered (): Enter was pressed in one
 */
#define BW_TYPE_TICKET_MORE (bw_ticket_more_get_type ())
G_DECLARE_FINAL_TYPE (BwTicketMore, bw_ticket_more, BW, TICKET_MORE, GtkWidget)

gboolean bw_ticket_more_read (BwTicketMore *self, BwDesk *desk, BwNewOrder *order);
gboolean bw_ticket_more_is_quantity (BwTicketMore *self, GtkEntry *entry);
gboolean bw_ticket_more_show_reason (BwTicketMore *self, BwReason reason, const char *text);

G_END_DECLS
