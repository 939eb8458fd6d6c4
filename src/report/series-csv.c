/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/series-csv.h"

#include "base/time.h"
#include "report/csv-export.h"
#include "report/durable-file.h"
#include "report/format.h"

#include <math.h>
#include <string.h>

#define CHUNK_BYTES (1u << 20)
#define SIGNIFICANT "%.15g" /* of a double: what was read from text comes back as that text */

/* Doubles with a point whatever the locale; nothing where there is no value. */
static void
append_value (GString *text, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (value))
    g_string_append (text, g_ascii_formatd (number, sizeof number, SIGNIFICANT, value));
}

/** bw_series_csv_append_header: the columns' ids, which no translation changes. */
void
bw_series_csv_append_header (GString *text, const BwSeriesTable *table)
{
  g_string_append (text, "time_utc");
  for (guint i = 0; i < table->columns->len; i++)
    {
      g_string_append_c (text, ',');
      bw_csv_append_field (text, bw_series_table_get_column (table, i)->id);
    }
  g_string_append (text, "\r\n");
}

void
bw_series_csv_append_row (GString *text, const BwSeriesTable *table, gsize row)
{
  g_autofree char *time = bw_time_to_rfc3339 (table->get_time (table, row));

  g_string_append (text, time);
  for (guint i = 0; i < table->columns->len; i++)
    {
      g_string_append_c (text, ',');
      append_value (text, table->get_value (table, row, i));
    }
  g_string_append (text, "\r\n");
}

/**
 * bw_series_csv_write:
 * @first, @end: rows [first, end)
 *
 * A file of them, oldest first; whole or not at all.
 *
 * Errors: %G_IO_ERROR, as of #BwDurableFile.
 */
gboolean
bw_series_csv_write (const BwSeriesTable *table, gsize first, gsize end, const char *path, GError **error)
{
  g_autoptr (BwDurableFile) file = bw_durable_file_new (path, error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (file == NULL)
    return FALSE;
  bw_series_csv_append_header (text, table);
  for (gsize row = first; row < end; row++)
    {
      bw_series_csv_append_row (text, table, row);
      if (text->len < CHUNK_BYTES)
        continue;
      if (!bw_durable_file_write (file, text->str, text->len, error))
        return FALSE;
      g_string_truncate (text, 0);
    }
  return bw_durable_file_write (file, text->str, text->len, error) && bw_durable_file_commit (file, error);
}

/**
 * bw_series_tsv_append_header:
 * @time_title: what the times are, their zone in it
 */
void
bw_series_tsv_append_header (GString *text, const BwSeriesTable *table, const char *time_title)
{
  g_string_append (text, time_title);
  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (text, "\t%s", bw_series_table_get_column (table, i)->title);
  g_string_append_c (text, '\n');
}

void
bw_series_tsv_append_row (GString *text, const BwSeriesTable *table, gsize row, const char *zone)
{
  g_autofree char *time = bw_format_sortable (table->get_time (table, row), zone, table->has_clock);

  g_string_append (text, time);
  for (guint i = 0; i < table->columns->len; i++)
    {
      g_string_append_c (text, '\t');
      append_value (text, table->get_value (table, row, i));
    }
  g_string_append_c (text, '\n');
}
