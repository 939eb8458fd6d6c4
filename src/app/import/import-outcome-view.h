/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/import-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What an import did, or why it did nothing: a group of rows for the report. */
GtkWidget *bw_import_outcome_view_new (const char *file_name, const BwImportOutcome *outcome, const GError *error);

G_END_DECLS
