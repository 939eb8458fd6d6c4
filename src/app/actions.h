/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/**
 * bw_actions_new:
 *
 * What the user can do with accounts, orders and clocks, as one group of actions ("desk.*") that
 * every window of the desk carries, so that buttons, menus, shortcuts and the palette do the same.
 */
GActionGroup *bw_actions_new (BwDesk *desk);

/* Sends @order after the confirmation the settings ask for; tells how it went. */
void bw_actions_send_order (BwDesk *desk, GtkWidget *near, const BwNewOrder *order, const BwOrderPreview *preview);
void bw_actions_reset (BwDesk *desk, BwFixed cash);
void bw_actions_move_cash (BwDesk *desk, BwInputKind kind, BwFixed amount);
void bw_actions_move_order (BwDesk *desk, const BwOrder *order, BwFixed price);

G_END_DECLS
