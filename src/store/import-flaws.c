/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/database-private.h"
#include "store/import-flaws.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define N_FLAWS_MAX 2000 /* of each kind */

static const char what_reading[] = "Reading what is wrong with imported data";

void
bw_data_flaw_free (BwDataFlaw *flaw)
{
  g_free (flaw->detail);
  g_free (flaw->path);
  g_free (flaw);
}

static gboolean
read_rows (BwDatabase *market, const char *source, const char *symbol, BwTimeframe timeframe,
           GPtrArray *flaws, GError **error)
{
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      market,
      "SELECT rows.time, rows.line, rows.reason, rows.detail, imports.path FROM import_rows AS rows"
      " JOIN imports ON imports.id = rows.import_id"
      " WHERE rows.symbol = ? AND rows.symbol != '' AND imports.source = ? AND rows.timeframe <= ?"
      " AND rows.time > ? ORDER BY rows.time LIMIT ?",
      what_reading, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_text (statement, 1, symbol);
  bw_bind_text (statement, 2, source);
  bw_bind_int (statement, 3, timeframe);
  bw_bind_int (statement, 4, BW_TIME_NONE);
  bw_bind_int (statement, 5, N_FLAWS_MAX);
  while (bw_database_next (market, statement, what_reading, &failure))
    {
      BwDataFlaw *flaw = g_new0 (BwDataFlaw, 1);

      flaw->from = flaw->to = sqlite3_column_int64 (statement, 0);
      flaw->line = (guint64) sqlite3_column_int64 (statement, 1);
      flaw->reason = sqlite3_column_int (statement, 2);
      flaw->detail = g_strdup ((const char *) sqlite3_column_text (statement, 3));
      flaw->path = g_strdup ((const char *) sqlite3_column_text (statement, 4));
      g_ptr_array_add (flaws, flaw);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static void
take_gap (JsonObject *gap, const char *symbol, BwTimeframe timeframe, const char *path, GPtrArray *flaws)
{
  const char *name = json_object_get_string_member_with_default (gap, "symbol", "");
  const char *from = json_object_get_string_member_with_default (gap, "from", "");
  const char *to = json_object_get_string_member_with_default (gap, "to", "");
  const char *length = json_object_get_string_member_with_default (gap, "timeframe", "");
  BwDataFlaw flaw = { .n_missing = (guint64) json_object_get_int_member_with_default (gap, "missing", 0) };
  BwTimeframe gap_timeframe;

  if (!g_str_equal (name, symbol) || !bw_timeframe_parse (length, &gap_timeframe) ||
      gap_timeframe > timeframe || !bw_time_parse_rfc3339 (from, (gssize) strlen (from), &flaw.from) ||
      !bw_time_parse_rfc3339 (to, (gssize) strlen (to), &flaw.to) || flaws->len >= 2 * N_FLAWS_MAX)
    return;
  flaw.path = g_strdup (path);
  g_ptr_array_add (flaws, g_memdup2 (&flaw, sizeof flaw));
}

/* A report that can't be read says nothing of gaps. */
static void
take_report (const char *report, const char *symbol, BwTimeframe timeframe, const char *path,
             GPtrArray *flaws)
{
  g_autoptr (JsonNode) root = json_from_string (report, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *gaps = object != NULL ? json_object_get_member (object, "gaps") : NULL;

  if (gaps == NULL || !JSON_NODE_HOLDS_ARRAY (gaps))
    return;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (gaps)); i++)
    {
      JsonNode *gap = json_array_get_element (json_node_get_array (gaps), i);

      if (JSON_NODE_HOLDS_OBJECT (gap))
        take_gap (json_node_get_object (gap), symbol, timeframe, path, flaws);
    }
}

static gboolean
read_gaps (BwDatabase *market, const char *source, const char *symbol, BwTimeframe timeframe,
           GPtrArray *flaws, GError **error)
{
  g_autofree char *wanted = g_strdup_printf ("\"symbol\":\"%s\"", symbol);
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      market, "SELECT path, report FROM imports WHERE source = ? AND instr (report, ?) > 0",
      what_reading, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_text (statement, 1, source);
  bw_bind_text (statement, 2, wanted);
  while (bw_database_next (market, statement, what_reading, &failure))
    take_report ((const char *) sqlite3_column_text (statement, 1), symbol, timeframe,
                 (const char *) sqlite3_column_text (statement, 0), flaws);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static int
compare_flaws (gconstpointer a, gconstpointer b)
{
  const BwDataFlaw *left = *(BwDataFlaw *const *) a, *right = *(BwDataFlaw *const *) b;

  return (left->from > right->from) - (left->from < right->from);
}

/**
 * bw_import_flaws:
 * @source, @symbol: of the instrument
 * @timeframe: of the bars that are looked at; rows and gaps of finer bars count too
 *
 * Rows put aside whose symbol and time could be read, and gaps that importing found, at most 2,000 of
 * each. A later import may have filled a gap: whoever shows it looks whether there are bars in it.
 *
 * Returns: (transfer full) (element-type BwDataFlaw): by time
 */
GPtrArray *
bw_import_flaws (BwDatabase *market, const char *source, const char *symbol, BwTimeframe timeframe,
                 GError **error)
{
  g_autoptr (GPtrArray) flaws = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_data_flaw_free);

  if (!read_rows (market, source, symbol, timeframe, flaws, error) ||
      !read_gaps (market, source, symbol, timeframe, flaws, error))
    return NULL;
  g_ptr_array_sort (flaws, compare_flaws);
  return g_steal_pointer (&flaws);
}
