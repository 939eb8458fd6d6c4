/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"
#include "engine/alerts.h"

G_BEGIN_DECLS

/* What is done with alerts, from wherever: the panel, the chart, the watchlist, Ctrl+K.
 *   win.new-alert (u): of a symbol; 0: the blue panels'
 *   win.alert-at (ux): of a symbol, at a price in 1e-8
 *   win.edit-alert (t), win.notices
 *   desk.toggle-alert (t), desk.remove-alert (t), desk.restore-alert (t), desk.snooze-alert (t),
 *   desk.move-alert (tx) */
void bw_alert_actions_add (GActionMap *map, BwDesk *desk);
void bw_alert_actions_install (GtkWidgetClass *window_class);

void bw_alert_actions_save (BwDesk *desk, const BwAlert *alert);
void bw_alert_actions_move (BwDesk *desk, guint64 id, BwFixed level);

G_END_DECLS
