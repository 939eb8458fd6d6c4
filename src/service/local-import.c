/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

#define REFUSALS_SHOWN_MAX 100

/* The files of one path, imported one behind the other. */
typedef struct
{
  BwLocalCall *call;
  GPtrArray *specs;   /* (owned) (nullable): BwImportSpec */
  guint spec_index;
  JsonArray *answers; /* (owned) */
} Import;

static void import_next (Import *import);

static void
import_free (Import *import)
{
  g_clear_pointer (&import->specs, g_ptr_array_unref);
  g_clear_pointer (&import->answers, json_array_unref);
  g_free (import);
}

static void
import_fail (Import *import, GError *error)
{
  bw_local_call_fail (import->call, error);
  import_free (import);
}

static void
set_count (JsonObject *object, const char *member, guint64 count)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, count);

  json_object_set_string_member (object, member, text);
}

static JsonArray *
describe_series (const BwImportOutcome *outcome)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < outcome->series->len; i++)
    {
      const BwImportedSeries *series = &g_array_index (outcome->series, BwImportedSeries, i);
      JsonObject *row = json_object_new ();
      char text[16];

      json_object_set_string_member (row, "symbol", series->instrument.symbol);
      json_object_set_string_member (row, "timeframe", bw_timeframe_print (series->timeframe, text));
      bw_json_set_time (row, "first", series->first);
      bw_json_set_time (row, "last", series->last);
      set_count (row, "added", series->written.n_added);
      set_count (row, "replaced", series->written.n_replaced);
      set_count (row, "unchanged", series->written.n_unchanged);
      json_array_add_object_element (rows, row);
    }
  return rows;
}

static JsonArray *
describe_quarantine (const BwImportReport *report)
{
  JsonArray *rows = json_array_new ();

  for (guint reason = 1; reason < BW_IMPORT_N_REASONS; reason++)
    if (report->n_by_reason[reason] > 0)
      {
        JsonObject *row = json_object_new ();

        json_object_set_string_member (row, "reason", bw_import_reason_name (reason));
        json_object_set_string_member (row, "means", bw_import_reason_describe (reason));
        set_count (row, "rows", report->n_by_reason[reason]);
        json_array_add_object_element (rows, row);
      }
  return rows;
}

static JsonArray *
describe_refusals (const BwImportReport *report)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < MIN (report->refusals->len, REFUSALS_SHOWN_MAX); i++)
    {
      const BwImportRefusal *refusal = g_ptr_array_index (report->refusals, i);
      JsonObject *row = json_object_new ();

      json_object_set_int_member (row, "line", (gint64) refusal->line);
      json_object_set_string_member (row, "reason", bw_import_reason_name (refusal->reason));
      json_object_set_string_member (row, "detail", refusal->detail);
      json_object_set_string_member (row, "text", refusal->raw);
      json_array_add_object_element (rows, row);
    }
  return rows;
}

static JsonObject *
describe_outcome (const BwImportSpec *spec, const BwImportOutcome *outcome)
{
  JsonObject *object = json_object_new ();
  const BwImportReport *report = outcome->report;
  g_autofree char *base = g_path_get_basename (spec->path);
  g_autofree char *name =
      spec->member != NULL ? g_strdup_printf ("%s: %s", base, spec->member) : g_strdup (base);

  json_object_set_string_member (object, "file", name);
  json_object_set_string_member (object, "message", outcome->message);
  set_count (object, "read", report->n_rows);
  set_count (object, "accepted", report->n_accepted);
  set_count (object, "quarantined", report->n_quarantined);
  set_count (object, "gaps", report->n_gaps);
  set_count (object, "missing_bars", report->n_missing_bars);
  json_object_set_array_member (object, "series", describe_series (outcome));
  json_object_set_array_member (object, "quarantine", describe_quarantine (report));
  json_object_set_array_member (object, "refused_rows", describe_refusals (report));
  return object;
}

static void
imported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Import *import = user_data;
  GError *error = NULL;
  g_autoptr (BwImportOutcome) outcome = bw_engine_import_finish (BW_ENGINE (object), result, &error);

  if (outcome == NULL)
    {
      import_fail (import, error);
      return;
    }
  json_array_add_object_element (
      import->answers, describe_outcome (g_ptr_array_index (import->specs, import->spec_index), outcome));
  import->spec_index++;
  import_next (import);
}

static void
import_next (Import *import)
{
  if (import->spec_index < import->specs->len)
    {
      bw_engine_import_async (import->call->engine,
                              g_ptr_array_index (import->specs, import->spec_index),
                              bw_local_call_cancellable (import->call), imported_cb, import);
      return;
    }
  bw_local_call_return (import->call, bw_json_take_array (json_array_ref (import->answers)));
  import_free (import);
}

static gboolean
parameter_error (const char *name, const char *text, GError **error)
{
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“%s” can't be “%s”.", name, text);
  return FALSE;
}

/* What the caller knows better than the guess. */
static gboolean
correct_guess (BwLocalCall *call, BwImportGuess *guess, GError **error)
{
  const char *symbol = bw_local_get_text (call, "symbol", NULL);
  const char *zone = bw_local_get_text (call, "zone", NULL);
  const char *timeframe = bw_local_get_text (call, "timeframe", NULL);
  const char *stamp = bw_local_get_text (call, "stamp", NULL);
  const char *class_name = bw_local_get_text (call, "class", NULL);

  if (symbol != NULL)
    bw_import_guess_set_symbol (guess, symbol);
  if (zone != NULL && !bw_import_guess_set_zone (guess, zone))
    return parameter_error ("zone", zone, error);
  if (timeframe != NULL && !bw_timeframe_parse (timeframe, &guess->timeframe))
    return parameter_error ("timeframe", timeframe, error);
  if (stamp != NULL && !g_str_equal (stamp, "start") && !g_str_equal (stamp, "end"))
    return parameter_error ("stamp", stamp, error);
  if (stamp != NULL)
    guess->stamp = g_str_equal (stamp, "end") ? BW_IMPORT_STAMP_END : BW_IMPORT_STAMP_START;
  if (class_name != NULL && !bw_instrument_class_parse (class_name, &guess->instrument_class))
    return parameter_error ("class", class_name, error);
  if (bw_import_guess_check (guess) == BW_IMPORT_VERDICT_BARS)
    return TRUE;
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_REFUSED, "%s: %s", guess->file_name,
               guess->message);
  return FALSE;
}

static void
preview_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *specs = bw_import_preview (task_data, &error);

  if (specs == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, specs, (GDestroyNotify) g_ptr_array_unref);
}

static void
previewed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Import *import = user_data;
  GError *error = NULL;

  import->specs = g_task_propagate_pointer (G_TASK (result), &error);
  for (guint i = 0; error == NULL && i < import->specs->len; i++)
    {
      BwImportSpec *spec = g_ptr_array_index (import->specs, i);

      if (spec->guess != NULL)
        correct_guess (import->call, spec->guess, &error);
    }
  if (error != NULL)
    import_fail (import, error);
  else
    import_next (import);
}

/**
 * bw_local_import:
 *
 * `path`, and what is known better than guessed: `symbol`, `zone`, `timeframe`, `stamp`, `class`.
 */
void
bw_local_import (BwLocalCall *call)
{
  const char *path;
  GError *error = NULL;
  Import *import;
  g_autoptr (GTask) task = NULL;

  if (!bw_local_need_text (call, "path", &path, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  import = g_new0 (Import, 1);
  import->call = call;
  import->answers = json_array_new ();
  task = g_task_new (call->engine, bw_local_call_cancellable (call), previewed_cb, import);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, preview_thread);
}
