/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"
#include "report/account-export.h"

G_BEGIN_DECLS

/* Asks where to, exports the account that is looked at, tells with a toast that opens it. */
void bw_export_choose (BwDesk *desk, GtkWindow *parent, BwExportKind kind);

typedef void (*BwPathFunc) (const char *path, gpointer user_data);

/* Asks for a file to write, in the folder used last; nothing is called when the user leaves. */
void bw_export_choose_path (BwDesk *desk, GtkWindow *parent, const char *title, const char *name, BwPathFunc chosen, gpointer user_data, GObject *held);
void bw_export_tell (BwDesk *desk, const char *path, const GError *error);

G_END_DECLS
