/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

G_DEFINE_QUARK (bw-local-api-error-quark, bw_local_api_error)

static const struct
{
  const char *name;
  BwLocalCommand run;
} commands[] = {
  { "status", bw_local_status },
  { "symbols", bw_local_symbols },
  { "bars", bw_local_bars },
  { "accounts", bw_local_accounts },
  { "account", bw_local_account },
  { "open-account", bw_local_open_account },
  { "account-terms", bw_local_account_terms },
  { "positions", bw_local_positions },
  { "orders", bw_local_orders },
  { "fills", bw_local_fills },
  { "order", bw_local_order },
  { "replace", bw_local_replace },
  { "cancel", bw_local_cancel },
  { "cancel-all", bw_local_cancel_all },
  { "close", bw_local_close },
  { "reverse", bw_local_reverse },
  { "flatten", bw_local_flatten },
  { "deposit", bw_local_deposit },
  { "reset", bw_local_reset },
  { "inject", bw_local_inject },
  { "withdraw", bw_local_withdraw },
  { "import", bw_local_import },
  { "export-csv", bw_local_export_csv },
  { "export-pdf", bw_local_export_pdf },
  { "verify", bw_local_verify },
  { "backup", bw_local_backup },
  { "play", bw_local_play },
  { "rebalance", bw_local_rebalance },
  { "screen", bw_local_screen },
  { "size", bw_local_size },
  { "alerts", bw_local_alerts },
  { "alert-add", bw_local_alert_add },
  { "alert-change", bw_local_alert_change },
  { "alert-log", bw_local_alert_log },
  { "limits", bw_local_limits },
  { "set-limit", bw_local_set_limit },
  { "verdicts", bw_local_verdicts },
  { "drawings", bw_local_drawings },
  { "add-drawing", bw_local_add_drawing },
  { "remove-drawing", bw_local_remove_drawing },
  { "export-drawings", bw_local_export_drawings },
  { "import-drawings", bw_local_import_drawings },
  { "timelines", bw_local_timelines },
  { "branch", bw_local_branch },
  { "jump", bw_local_jump },
  { "open-replay", bw_local_open_replay },
  { "close-timeline", bw_local_close_timeline },
  { "rerun", bw_local_rerun },
};

static void
call_free (BwLocalCall *call)
{
  g_clear_object (&call->engine);
  g_clear_pointer (&call->parameters, json_object_unref);
  g_clear_object (&call->task);
  g_free (call);
}

/**
 * bw_local_call_return:
 * @result: (transfer full): what the command came to
 */
void
bw_local_call_return (BwLocalCall *call, JsonNode *result)
{
  g_task_return_pointer (call->task, result, (GDestroyNotify) json_node_unref);
  call_free (call);
}

/**
 * bw_local_call_fail:
 * @error: (transfer full): why it failed
 */
void
bw_local_call_fail (BwLocalCall *call, GError *error)
{
  g_task_return_error (call->task, error);
  call_free (call);
}

GCancellable *
bw_local_call_cancellable (BwLocalCall *call)
{
  return g_task_get_cancellable (call->task);
}

/* A parameter as text; a JSON number counts as what it was written as, as far as it can be told. */
static char *
dup_value (BwLocalCall *call, const char *name)
{
  JsonNode *node = json_object_get_member (call->parameters, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node) || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return json_to_string (node, FALSE);
}

const char *
bw_local_get_text (BwLocalCall *call, const char *name, const char *fallback)
{
  JsonNode *node = json_object_get_member (call->parameters, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return fallback;
  return json_node_get_string (node);
}

gboolean
bw_local_need_text (BwLocalCall *call, const char *name, const char **text, GError **error)
{
  *text = bw_local_get_text (call, name, NULL);
  if (*text != NULL && **text != '\0')
    return TRUE;
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“%s” is missing.", name);
  return FALSE;
}

gboolean
bw_local_get_fixed (BwLocalCall *call, const char *name, BwFixed *value, GError **error)
{
  g_autofree char *text = dup_value (call, name);
  BwFixedParse outcome;

  if (text == NULL)
    return TRUE;
  outcome = bw_fixed_parse (text, -1, value);
  if (outcome == BW_FIXED_PARSE_OK)
    return TRUE;
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“%s” is “%s”: %s.", name, text,
               bw_fixed_parse_describe (outcome));
  return FALSE;
}

/* A date means its first instant, UTC. */
gboolean
bw_local_get_time (BwLocalCall *call, const char *name, BwTime *value, GError **error)
{
  const char *text = bw_local_get_text (call, name, NULL);
  BwDate date;

  if (text == NULL)
    return TRUE;
  if (bw_time_parse_rfc3339 (text, -1, value))
    return TRUE;
  if (bw_date_parse (text, -1, &date))
    {
      *value = date * BW_DAY;
      return TRUE;
    }
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
               "“%s” is “%s”; write a date (2026-03-02) or a time (2026-03-02T09:30:00-05:00).", name,
               text);
  return FALSE;
}

gint64
bw_local_get_int (BwLocalCall *call, const char *name, gint64 fallback)
{
  return json_object_get_int_member_with_default (call->parameters, name, fallback);
}

gboolean
bw_local_get_flag (BwLocalCall *call, const char *name)
{
  return json_object_get_boolean_member_with_default (call->parameters, name, FALSE);
}

gboolean
bw_local_get_account (BwLocalCall *call, BwTimelineId *timeline, BwAccountId *account, GError **error)
{
  gint64 account_number = bw_local_get_int (call, "account", 0);

  *timeline = (BwTimelineId) bw_local_get_int (call, "timeline", BW_TIMELINE_PRACTICE);
  for (gsize i = 0; i < bw_engine_n_accounts (call->engine); i++)
    {
      const BwAccountView *view = bw_engine_account_at (call->engine, i);

      if (view->timeline == *timeline && (account_number == 0 || view->account.id == account_number))
        {
          *account = view->account.id;
          return TRUE;
        }
    }
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
               "There is no account %" G_GINT64_FORMAT " on timeline %u.", account_number, *timeline);
  return FALSE;
}

gboolean
bw_local_need_instrument (BwLocalCall *call, BwInstrumentId *instrument, GError **error)
{
  const char *symbol;
  g_autofree char *upper = NULL;
  const BwInstrument *found;

  if (!bw_local_need_text (call, "symbol", &symbol, error))
    return FALSE;
  found = bw_engine_find_instrument (call->engine, symbol);
  if (found == NULL)
    {
      upper = g_utf8_strup (symbol, -1);
      found = bw_engine_find_instrument (call->engine, upper);
    }
  if (found != NULL)
    {
      *instrument = found->id;
      return TRUE;
    }
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
               "%s: there is no “%s” here; “symbols” lists what there is.",
               bw_reason_word (BW_REASON_UNKNOWN_SYMBOL), symbol);
  return FALSE;
}

/**
 * bw_local_api_call_async:
 * @engine: an open engine, on its own thread
 * @command: a name from the table
 * @parameters: (transfer none): its parameters
 */
void
bw_local_api_call_async (BwEngine *engine, const char *command, JsonObject *parameters,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  BwLocalCall *call = g_new0 (BwLocalCall, 1);

  call->engine = g_object_ref (engine);
  call->parameters = json_object_ref (parameters);
  call->task = g_task_new (engine, cancellable, callback, user_data);
  g_task_set_source_tag (call->task, bw_local_api_call_async);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, command))
      {
        commands[i].run (call);
        return;
      }
  bw_local_call_fail (call, g_error_new (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_COMMAND,
                                         "There is no command “%s”.", command));
}

/**
 * bw_local_api_call_finish:
 *
 * Returns: (transfer full): the result. Errors: %BW_LOCAL_API_ERROR, the engine's, the store's.
 */
JsonNode *
bw_local_api_call_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
