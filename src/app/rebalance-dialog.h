/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* Target weights, the drift from them, and the orders that would bring the portfolio there. */
#define BW_TYPE_REBALANCE_DIALOG (bw_rebalance_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwRebalanceDialog, bw_rebalance_dialog, BW, REBALANCE_DIALOG, AdwWindow)

GtkWidget *bw_rebalance_dialog_new (BwDesk *desk, GtkWindow *parent);

G_END_DECLS
