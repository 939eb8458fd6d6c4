/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/import-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwImportPreview:
 *
 * How one file is going to be read: what was guessed and why, each correctable, above its first
 * rows with a role over each column. Signal ::changed () after a correction.
 */
#define BW_TYPE_IMPORT_PREVIEW (bw_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (BwImportPreview, bw_import_preview, BW, IMPORT_PREVIEW, GtkWidget)

GtkWidget *bw_import_preview_new (void);
void bw_import_preview_set_guess (BwImportPreview *self, BwImportGuess *guess);

G_END_DECLS
