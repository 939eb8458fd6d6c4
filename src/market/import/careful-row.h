/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/csv-scanner.h"
#include "market/import/reader-private.h"

G_BEGIN_DECLS

BwImportReason bw_import_careful_read (BwImportReader *reader, const BwCsvRow *cells, BwImportStream **stream, BwImportRow *row, char **detail);

G_END_DECLS
