/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"
#include "strategy/alert/alert.h"

G_BEGIN_DECLS

/* Sets an alert, or changes one: what it waits for, how often it tells, and what it says. */
#define BW_TYPE_ALERT_DIALOG (bw_alert_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwAlertDialog, bw_alert_dialog, BW, ALERT_DIALOG, AdwWindow)

GtkWidget *bw_alert_dialog_new (BwDesk *desk, GtkWindow *parent, const BwAlert *alert);

G_END_DECLS
