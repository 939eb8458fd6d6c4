/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* Importing history: look at what was guessed, correct it, import, read the report. */
#define BW_TYPE_IMPORT_DIALOG (bw_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwImportDialog, bw_import_dialog, BW, IMPORT_DIALOG, AdwWindow)

/* Asks for files, then shows the dialog. */
void bw_import_dialog_choose (BwDesk *desk, GtkWindow *parent);
/* Shows the dialog for files and folders (a folder: all the files in it that could hold bars). */
void bw_import_dialog_open (BwDesk *desk, GtkWindow *parent, GSList *files);

G_END_DECLS
