/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

#include "engine/screener.h"
#include "engine/universe.h"

#include <math.h>

#define COLUMNS_MAX 40

/* Which symbols meet a condition? */

typedef struct
{
  BwLocalCall *call;
  BwScreener *screener; /* (owned) */
  char **columns;       /* (owned) */
  char *sort; /* (owned) (nullable): one of @columns, "-" in front: from the highest down */
  gint64 limit;
} Request;

static void
request_free (Request *request)
{
  g_clear_object (&request->screener);
  g_strfreev (request->columns);
  g_free (request->sort);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* Returns: (transfer full): the texts between commas that stand in no brackets and no quotes */
static char **
split_columns (const char *text)
{
  g_autoptr (GStrvBuilder) columns = g_strv_builder_new ();
  const char *first = text, *at = text;
  int depth = 0;
  char quote = '\0';

  for (;; at++)
    {
      if (*at == '\0' || (*at == ',' && depth <= 0 && quote == '\0'))
        {
          g_autofree char *column = g_strstrip (g_strndup (first, at - first));

          if (*column != '\0')
            g_strv_builder_add (columns, column);
          first = at + 1;
          if (*at == '\0')
            return g_strv_builder_end (columns);
        }
      else if (quote != '\0')
        quote = *at == quote ? '\0' : quote;
      else if (*at == '"' || *at == '\'')
        quote = *at;
      else if (*at == '(' || *at == '[')
        depth++;
      else if (*at == ')' || *at == ']')
        depth--;
    }
}

static int
find_sort (const Request *request, gboolean *is_descending)
{
  const char *sort = request->sort;

  *is_descending = sort != NULL && *sort == '-';
  for (int k = 0; sort != NULL && request->columns[k] != NULL; k++)
    if (g_str_equal (request->columns[k], sort + *is_descending))
      return k;
  return -1;
}

static JsonNode *
describe (const Request *request, const BwScreenResult *result)
{
  JsonObject *answer = json_object_new ();
  JsonArray *rows = json_array_new (), *columns = json_array_new ();
  g_autofree guint *order = g_new (guint, MAX (result->rows->len, 1u));
  gboolean is_descending;
  int sort = find_sort (request, &is_descending);
  guint n_shown = request->limit > 0 ? (guint)MIN (request->limit, (gint64)result->rows->len)
                                     : result->rows->len;

  bw_screen_result_sort (result, sort, is_descending, order);
  for (guint i = 0; i < n_shown; i++)
    {
      const BwScreenEntry *entry = g_ptr_array_index (result->rows, order[i]);
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "symbol", entry->instrument.symbol);
      for (guint k = 0; k < result->n_columns; k++)
        {
          const char *text = bw_screen_result_text (result, order[i], k);
          double value = bw_screen_result_value (result, order[i], k);

          if (text != NULL)
            json_object_set_string_member (row, request->columns[k], text);
          else if (isnan (value))
            json_object_set_null_member (row, request->columns[k]);
          else if (bw_program_get_root (result->program, result->first_column + k)->type ==
                   BW_VALUE_TRUTH)
            json_object_set_boolean_member (row, request->columns[k], bw_value_is_met (value));
          else
            json_object_set_double_member (row, request->columns[k], value);
        }
      json_array_add_object_element (rows, row);
    }
  for (guint k = 0; request->columns[k] != NULL; k++)
    json_array_add_string_element (columns, request->columns[k]);
  json_object_set_array_member (answer, "columns", columns);
  json_object_set_array_member (answer, "rows", rows);
  json_object_set_int_member (answer, "n_found", result->rows->len);
  json_object_set_int_member (answer, "n_universe", (gint64)result->n_universe);
  json_object_set_int_member (answer, "n_unknown", (gint64)result->n_unknown);
  json_object_set_int_member (answer, "n_without_bars", (gint64)result->n_without_bars);
  json_object_set_double_member (answer, "read_ms", (double)result->load_ns / 1e6);
  json_object_set_double_member (answer, "took_ms", (double)result->took_ns / 1e6);
  return bw_json_take_object (answer);
}

static void
screened_cb (GObject *object, GAsyncResult *answer, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  GError *error = NULL;
  g_autoptr (BwScreenResult) result = bw_screener_run_finish (BW_SCREENER (object), answer, &error);

  if (result == NULL)
    bw_local_call_fail (request->call, error);
  else
    bw_local_call_return (request->call, describe (request, result));
}

static gboolean
read_timeframe (BwLocalCall *call, BwTimeframe *timeframe, GError **error)
{
  const char *text = bw_local_get_text (call, "timeframe", "1d");

  if (bw_timeframe_parse (text, timeframe))
    return TRUE;
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
               "“%s” is no timeframe: expected 1d, 1h, …", text);
  return FALSE;
}

/* A column to sort by that isn't shown becomes one. */
static gboolean
read_columns (Request *request, GError **error)
{
  g_autofree char *text =
      g_strdup (bw_local_get_text (request->call, "columns", "close, change%, volume"));
  const char *sort =
      request->sort != NULL && *request->sort == '-' ? request->sort + 1 : request->sort;
  g_auto (GStrv) columns = split_columns (text);

  if (sort != NULL && !g_str_equal (sort, "symbol") &&
      !g_strv_contains ((const char *const *)columns, sort))
    {
      g_autofree char *more = g_strconcat (text, ",", sort, NULL);

      request->columns = split_columns (more);
    }
  else
    request->columns = g_steal_pointer (&columns);
  if (g_strv_length (request->columns) <= COLUMNS_MAX)
    return TRUE;
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "At most %d columns",
               COLUMNS_MAX);
  return FALSE;
}

/**
 * bw_local_screen:
 *
 * "condition" in the language of data/help/screener.md, "universe", "timeframe", "columns", "sort"
 * (-X: from the highest down), "limit".
 */
void
bw_local_screen (BwLocalCall *call)
{
  g_autoptr (Request) request = g_new0 (Request, 1);
  g_autoptr (GArray) universe = NULL;
  GError *error = NULL;
  BwScreenQuery query = { .timeline = (BwTimelineId)bw_local_get_int (call, "timeline",
                                                                      BW_TIMELINE_PRACTICE) };

  request->call = call;
  request->sort = g_strdup (bw_local_get_text (call, "sort", NULL));
  request->limit = bw_local_get_int (call, "limit", 0);
  universe = bw_universe_find (call->engine, bw_local_get_text (call, "universe", "all"), &error);
  if (universe == NULL || !read_timeframe (call, &query.timeframe, &error) ||
      !read_columns (request, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  query.condition = bw_local_get_text (call, "condition", NULL);
  query.columns = (const char *const *)request->columns;
  query.n_columns = g_strv_length (request->columns);
  query.instruments = (const BwInstrumentId *)(gpointer)universe->data;
  query.n_instruments = universe->len;
  request->screener = bw_screener_new (call->engine);
  bw_screener_run_async (request->screener, &query, bw_local_call_cancellable (call), screened_cb,
                         request);
  g_steal_pointer (&request);
}
