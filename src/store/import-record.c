/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/database-private.h"
#include "store/import-record-private.h"

#include <json-glib/json-glib.h>

static const char what_saving[] = "Saving the import's report";
static const char what_reading[] = "Reading the imports";

/* The row that bars refer to; its figures come at the end. */
gboolean
bw_import_record_begin (BwDatabase *market, const BwImportSpec *spec, const char *source,
                        guint64 *import_id, GError **error)
{
  g_autofree char *path = spec->member != NULL
                              ? g_strdup_printf ("%s/%s", spec->path, spec->member)
                              : g_strdup (spec->path);
  g_autofree char *shown = g_filename_display_name (path);
  sqlite3_stmt *statement = bw_database_prepare (
      market,
      "INSERT INTO imports (path, source, finished, n_rows, n_accepted, n_quarantined, report)"
      " VALUES (?, ?, 0, 0, 0, 0, '{}')",
      what_saving, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_text (statement, 1, shown);
  bw_bind_text (statement, 2, source);
  if (!bw_database_run (market, statement, what_saving, error))
    return FALSE;
  *import_id = (guint64) sqlite3_last_insert_rowid (bw_database_handle (market));
  return TRUE;
}

static void
add_number (JsonBuilder *builder, const char *name, guint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64) number);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_time (JsonBuilder *builder, const char *name, BwTime time)
{
  g_autofree char *text = bw_time_to_rfc3339 (time);

  add_text (builder, name, text);
}

static void
add_timeframe (JsonBuilder *builder, BwTimeframe timeframe)
{
  char text[32];

  add_text (builder, "timeframe", bw_timeframe_print (timeframe, text));
}

static void
add_reasons (JsonBuilder *builder, const BwImportReport *report)
{
  json_builder_set_member_name (builder, "quarantined_by_reason");
  json_builder_begin_object (builder);
  for (int reason = 1; reason < BW_IMPORT_N_REASONS; reason++)
    if (report->n_by_reason[reason] > 0)
      add_number (builder, bw_import_reason_name (reason), report->n_by_reason[reason]);
  json_builder_end_object (builder);
}

static void
add_gaps (JsonBuilder *builder, const BwImportReport *report)
{
  json_builder_set_member_name (builder, "gaps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->gaps->len; i++)
    {
      const BwImportGap *gap = report->gaps->pdata[i];

      json_builder_begin_object (builder);
      add_text (builder, "symbol", gap->symbol);
      add_timeframe (builder, gap->timeframe);
      add_time (builder, "from", gap->from);
      add_time (builder, "to", gap->to);
      add_number (builder, "missing", gap->n_missing);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_series (JsonBuilder *builder, const GArray *all)
{
  json_builder_set_member_name (builder, "series");
  json_builder_begin_array (builder);
  for (guint i = 0; i < all->len; i++)
    {
      const BwImportedSeries *series = &g_array_index (all, BwImportedSeries, i);

      json_builder_begin_object (builder);
      add_text (builder, "symbol", series->instrument.symbol);
      add_timeframe (builder, series->timeframe);
      add_time (builder, "first", series->first);
      add_time (builder, "last", series->last);
      add_number (builder, "added", series->written.n_added);
      add_number (builder, "replaced", series->written.n_replaced);
      add_number (builder, "unchanged", series->written.n_unchanged);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* (transfer full) */
static char *
print_report (const BwImportOutcome *outcome)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  const BwImportReport *report = outcome->report;

  json_builder_begin_object (builder);
  add_text (builder, "message", outcome->message);
  add_number (builder, "rows", report->n_rows);
  add_number (builder, "accepted", report->n_accepted);
  add_number (builder, "quarantined", report->n_quarantined);
  add_reasons (builder, report);
  add_number (builder, "rounded", report->n_rounded);
  add_number (builder, "jumps", report->n_jumps);
  add_number (builder, "blank_lines", report->n_blank_lines);
  add_number (builder, "n_gaps", report->n_gaps);
  add_number (builder, "missing_bars", report->n_missing_bars);
  add_number (builder, "added", outcome->written.n_added);
  add_number (builder, "replaced", outcome->written.n_replaced);
  add_number (builder, "unchanged", outcome->written.n_unchanged);
  add_number (builder, "bytes", outcome->n_bytes);
  add_gaps (builder, report);
  add_series (builder, outcome->series);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static gboolean
save_refusal (BwDatabase *market, guint64 import_id, guint n, const BwImportRefusal *refusal,
              GError **error)
{
  sqlite3_stmt *statement
      = bw_database_prepare (market, "INSERT INTO import_rows (import_id, n, line, reason, detail, raw,"
                             " symbol, timeframe, time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                             what_saving, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, (gint64) import_id);
  bw_bind_int (statement, 2, n);
  bw_bind_int (statement, 3, (gint64) refusal->line);
  bw_bind_int (statement, 4, refusal->reason);
  bw_bind_text (statement, 5, refusal->detail != NULL ? refusal->detail : "");
  bw_bind_text (statement, 6, refusal->raw != NULL ? refusal->raw : "");
  bw_bind_text (statement, 7, refusal->symbol != NULL ? refusal->symbol : "");
  bw_bind_int (statement, 8, refusal->timeframe);
  bw_bind_int (statement, 9, refusal->time);
  return bw_database_run (market, statement, what_saving, error);
}

gboolean
bw_import_record_finish (BwDatabase *market, const BwImportOutcome *outcome, BwTime now,
                         GError **error)
{
  g_autofree char *report = print_report (outcome);
  const GPtrArray *refusals = outcome->report->refusals;
  sqlite3_stmt *statement = bw_database_prepare (
      market,
      "UPDATE imports SET finished = ?, n_rows = ?, n_accepted = ?, n_quarantined = ?, report = ?"
      " WHERE id = ?",
      what_saving, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, now);
  bw_bind_int (statement, 2, (gint64) outcome->report->n_rows);
  bw_bind_int (statement, 3, (gint64) outcome->report->n_accepted);
  bw_bind_int (statement, 4, (gint64) outcome->report->n_quarantined);
  bw_bind_text (statement, 5, report);
  bw_bind_int (statement, 6, (gint64) outcome->import_id);
  if (!bw_database_run (market, statement, what_saving, error))
    return FALSE;
  for (guint i = 0; i < refusals->len; i++)
    if (!save_refusal (market, outcome->import_id, i, refusals->pdata[i], error))
      return FALSE;
  return TRUE;
}

static char *
copy_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

/**
 * bw_import_records:
 *
 * Returns: (transfer full) (element-type BwImportRecord): what was imported, newest first
 */
GPtrArray *
bw_import_records (BwDatabase *market, GError **error)
{
  g_autoptr (GPtrArray) records
      = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_import_record_free);
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      market,
      "SELECT id, path, source, finished, n_rows, n_accepted, n_quarantined, report FROM imports"
      " ORDER BY id DESC",
      what_reading, error);

  if (statement == NULL)
    return NULL;
  while (bw_database_next (market, statement, what_reading, &failure))
    {
      BwImportRecord *record = g_new0 (BwImportRecord, 1);

      record->id = (guint64) sqlite3_column_int64 (statement, 0);
      record->path = copy_text (statement, 1);
      record->source = copy_text (statement, 2);
      record->finished = sqlite3_column_int64 (statement, 3);
      record->n_rows = (guint64) sqlite3_column_int64 (statement, 4);
      record->n_accepted = (guint64) sqlite3_column_int64 (statement, 5);
      record->n_quarantined = (guint64) sqlite3_column_int64 (statement, 6);
      record->report_json = copy_text (statement, 7);
      g_ptr_array_add (records, record);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&records);
}

/**
 * bw_import_record_refusals:
 *
 * Returns: (transfer full) (element-type BwImportRefusal): the rows of an import that were put
 *   aside, as many as are kept
 */
GPtrArray *
bw_import_record_refusals (BwDatabase *market, guint64 import_id, GError **error)
{
  g_autoptr (GPtrArray) refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_import_refusal_free);
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      market, "SELECT line, reason, detail, raw, symbol, timeframe, time FROM import_rows"
      " WHERE import_id = ? ORDER BY n",
      what_reading, error);

  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, (gint64) import_id);
  while (bw_database_next (market, statement, what_reading, &failure))
    {
      BwImportRefusal *refusal = g_new0 (BwImportRefusal, 1);

      refusal->line = (guint64) sqlite3_column_int64 (statement, 0);
      refusal->reason = sqlite3_column_int (statement, 1);
      refusal->detail = copy_text (statement, 2);
      refusal->raw = copy_text (statement, 3);
      refusal->symbol = copy_text (statement, 4);
      refusal->timeframe = sqlite3_column_int (statement, 5);
      refusal->time = sqlite3_column_int64 (statement, 6);
      g_ptr_array_add (refusals, refusal);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&refusals);
}
