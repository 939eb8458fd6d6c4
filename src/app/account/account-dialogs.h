/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* The windows about accounts, and their actions win.new-account, win.account, win.change-terms,
 * win.deposit, win.withdraw. @desk: of the window that has them. */
void bw_account_install_actions (GtkWidgetClass *widget_class);
void bw_account_dialog_open (BwDesk *desk, GtkWindow *parent);
void bw_account_dialog_change (BwDesk *desk, GtkWindow *parent);
void bw_account_cash_dialog (BwDesk *desk, GtkWindow *parent, BwInputKind kind);
void bw_account_reset_dialog (BwDesk *desk, GtkWindow *parent);
GtkWidget *bw_account_details_new (BwDesk *desk, GtkWindow *parent);

/* Tells of margin events in toasts, and of an open call or a restriction as long as it lasts. */
GtkWidget *bw_account_banner_new (BwDesk *desk);

G_END_DECLS
