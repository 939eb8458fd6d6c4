/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"
#include "report/account-export.h"

G_BEGIN_DECLS

/* Asks where to, exports the account that is looked at, tells with a toast that opens it. */
void bw_export_choose (BwDesk *desk, GtkWindow *parent, BwExportKind kind);

G_END_DECLS
