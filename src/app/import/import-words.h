/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/import-job.h"

G_BEGIN_DECLS

/* What an import tells, in the user's language. All (transfer full). */
char *bw_import_words (const char *english);
char *bw_import_words_outcome (const BwImportOutcome *outcome);
char *bw_import_words_error (const char *file_name, const GError *error);

G_END_DECLS
