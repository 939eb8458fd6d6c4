/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/series-table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The rows of a picture as text: as files for programs (times RFC 3339 in UTC, RFC 4180, CRLF), and
 * as what a spreadsheet takes from the clipboard (tabs, times in the zone that is shown). */

void bw_series_csv_append_header (GString *text, const BwSeriesTable *table);
void bw_series_csv_append_row (GString *text, const BwSeriesTable *table, gsize row);
gboolean bw_series_csv_write (const BwSeriesTable *table, gsize first, gsize end, const char *path, GError **error);

void bw_series_tsv_append_header (GString *text, const BwSeriesTable *table, const char *time_title);
void bw_series_tsv_append_row (GString *text, const BwSeriesTable *table, gsize row, const char *zone);

G_END_DECLS
