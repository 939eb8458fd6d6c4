/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* Asks what the account shown begins again with, and resets it. */
void bw_reset_dialog_present (BwDesk *desk, GtkWindow *parent);

G_END_DECLS
