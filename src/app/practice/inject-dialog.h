/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

#define BW_TYPE_INJECT_DIALOG (bw_inject_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwInjectDialog, bw_inject_dialog, BW, INJECT_DIALOG, AdwWindow)

/* Chooses what is to happen in the practice market, says what it does, and makes it happen. */
GtkWidget *bw_inject_dialog_new (BwDesk *desk, GtkWindow *parent, BwInstrumentId instrument);

G_END_DECLS
