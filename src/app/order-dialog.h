/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

#define BW_TYPE_ORDER_DIALOG (bw_order_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwOrderDialog, bw_order_dialog, BW, ORDER_DIALOG, AdwWindow)

/* The timeline of an order of the desk's timeline; follows it while it is open. */
GtkWidget *bw_order_dialog_new (BwDesk *desk, GtkWindow *parent, BwOrderId order);

G_END_DECLS
