/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/import-job.h"

G_BEGIN_DECLS

/* Both in the caller's transaction. */
gboolean bw_import_record_begin (BwDatabase *market, const BwImportSpec *spec, const char *source, guint64 *import_id, GError **error);
gboolean bw_import_record_finish (BwDatabase *market, const BwImportOutcome *outcome, BwTime now, GError **error);

G_END_DECLS
