/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report-data.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Comma separated files for spreadsheets and programs: RFC 4180, UTF-8, CRLF, one header line with
 * units, times as RFC 3339 in UTC, numbers with a point and no grouping. */

typedef enum
{
  BW_CSV_ORDERS,
  BW_CSV_FILLS,
  BW_CSV_POSITIONS,
  BW_CSV_LEDGER,
} BwCsvTable;

#define BW_CSV_N_TABLES 4

const char *bw_csv_table_file_name (BwCsvTable table);
void bw_csv_append_field (GString *text, const char *field);
void bw_csv_append_header (GString *text, BwCsvTable table, const char *currency);
void bw_csv_append_rows (GString *text, BwCsvTable table, const BwReportData *data);
gboolean bw_csv_export_table (const BwReportData *data, BwCsvTable table, const char *path, GError **error);

G_END_DECLS
