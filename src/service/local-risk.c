/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

#include "engine/risk.h"
#include "store/verdict-log.h"

/* Limits, what counts against them, and what they made of orders. */

static JsonObject *
limit_object (const BwRiskView *view, BwLimitRule rule)
{
  const BwLimit *limit = bw_risk_view_limit (view, rule);
  JsonObject *row = json_object_new ();
  char text[BW_LIMIT_TEXT_BYTES];
  gboolean is_own = view->own[rule].mode != BW_LIMIT_INHERITED;

  json_object_set_string_member (row, "rule", bw_limit_word (rule));
  json_object_set_boolean_member (row, "on", limit->mode == BW_LIMIT_ON);
  json_object_set_string_member (row, "value",
                                 limit->mode == BW_LIMIT_ON ? bw_limit_print_value (limit, text) : "off");
  json_object_set_string_member (row, "scope", is_own ? "account" : "all");
  json_object_set_boolean_member (row, "resize", limit->resizes != 0);
  json_object_set_string_member (row, "used", bw_limit_print_number (rule, view->used[rule], text));
  return row;
}

/* A strategy's or an agent's: "strategy:NAME". */
static JsonObject *
source_limit_object (const BwLimit *limit)
{
  g_autofree char *whose = g_strdup_printf ("%s:%s", bw_limit_scope_word ((BwLimitScope) limit->scope), limit->source);
  JsonObject *row = json_object_new ();
  char text[BW_LIMIT_TEXT_BYTES];

  json_object_set_string_member (row, "rule", bw_limit_word (limit->rule));
  json_object_set_boolean_member (row, "on", TRUE);
  json_object_set_string_member (row, "value", bw_limit_print_value (limit, text));
  json_object_set_string_member (row, "scope", whose);
  json_object_set_boolean_member (row, "resize", limit->resizes != 0);
  json_object_set_string_member (row, "used", "");
  return row;
}

static void
risk_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  GError *error = NULL;
  BwRiskView view;
  JsonArray *rows;

  if (!bw_engine_risk_finish (BW_ENGINE (object), result, &view, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  rows = json_array_new ();
  for (int rule = BW_LIMIT_DAILY_LOSS; rule <= BW_LIMIT_PRICE_COLLAR; rule++)
    json_array_add_object_element (rows, limit_object (&view, rule));
  for (guint i = 0; i < view.n_sourced; i++)
    json_array_add_object_element (rows, source_limit_object (&view.sourced[i]));
  bw_local_call_return (call, bw_json_take_array (rows));
}

void
bw_local_limits (BwLocalCall *call)
{
  BwTimelineId timeline;
  BwAccountId account;
  GError *error = NULL;

  if (bw_local_get_account (call, &timeline, &account, &error))
    bw_engine_risk_async (call->engine, timeline, account, bw_local_call_cancellable (call), risk_read_cb, call);
  else
    bw_local_call_fail (call, error);
}

static void
limit_set_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  GError *error = NULL;
  BwCommandResult outcome;

  if (!bw_engine_command_finish (BW_ENGINE (object), result, &outcome, &error))
    bw_local_call_fail (call, error);
  else if (outcome.reason != BW_REASON_NONE)
    bw_local_call_fail (call, g_error_new (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_REFUSED,
                                           "%s: such a limit can't be set.", bw_reason_word (outcome.reason)));
  else
    bw_local_limits (call);
}

/* "of": `strategy:NAME` or `agent:NAME`; without it the account's. */
static gboolean
read_source (BwLocalCall *call, BwLimit *limit, GError **error)
{
  const char *text = bw_local_get_text (call, "of", "");
  BwLimitScope scope = BW_LIMIT_SCOPE_ACCOUNT;

  if (text[0] != '\0' && !bw_limit_parse_source (text, &scope, limit->source))
    {
      g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                   "“%s” should be strategy:NAME or agent:NAME, with a name of %d bytes at most.", text, BW_SOURCE_BYTES - 1);
      return FALSE;
    }
  limit->scope = (guint8) scope;
  return TRUE;
}

static gboolean
read_limit (BwLocalCall *call, BwLimit *limit, GError **error)
{
  const char *rule_text, *value;
  BwLimitRule rule;

  if (!bw_local_need_text (call, "rule", &rule_text, error) || !bw_local_need_text (call, "value", &value, error))
    return FALSE;
  if (!bw_limit_parse_word (rule_text, &rule) || rule > BW_LIMIT_KILL_SWITCH)
    {
      g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "No limit is called “%s”.", rule_text);
      return FALSE;
    }
  *limit = (BwLimit){ .rule = (guint8) rule };
  if (g_str_equal (value, "off") || g_str_equal (value, "inherit"))
    limit->mode = g_str_equal (value, "off") ? BW_LIMIT_OFF : BW_LIMIT_INHERITED;
  else if (!bw_limit_parse_value (value, limit))
    {
      g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“%s” is no value of %s.", value, rule_text);
      return FALSE;
    }
  limit->resizes = bw_local_get_flag (call, "resize");
  return read_source (call, limit, error);
}

void
bw_local_set_limit (BwLocalCall *call)
{
  BwTimelineId timeline;
  BwAccountId account;
  BwLimit limit;
  GError *error = NULL;

  if (!bw_local_get_account (call, &timeline, &account, &error) || !read_limit (call, &limit, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  bw_engine_set_limit_async (call->engine, timeline, bw_local_get_flag (call, "all") || limit.scope != BW_LIMIT_SCOPE_ACCOUNT ? 0 : account, &limit,
                             bw_local_call_cancellable (call), limit_set_cb, call);
}

static JsonObject *
verdicts_object (BwEngine *engine, const BwVerdicts *verdicts)
{
  const BwInstrument *instrument = bw_engine_instrument (engine, verdicts->instrument);
  JsonObject *row = json_object_new ();
  JsonArray *rules = json_array_new ();

  bw_json_set_time (row, "time", verdicts->time);
  json_object_set_int_member (row, "order", (gint64) verdicts->order);
  json_object_set_string_member (row, "symbol", instrument != NULL ? instrument->symbol : "");
  json_object_set_string_member (row, "side", bw_side_word (verdicts->side));
  bw_json_set_fixed (row, "asked", verdicts->asked);
  bw_json_set_fixed (row, "allowed", verdicts->allowed);
  json_object_set_string_member (row, "outcome", bw_verdict_word (verdicts->outcome));
  json_object_set_string_member (row, "reason", verdicts->reason != 0 ? bw_reason_word (verdicts->reason) : "");
  for (guint i = 0; i < verdicts->n_rules; i++)
    {
      const BwRuleVerdict *rule = &verdicts->rules[i];
      JsonObject *object = json_object_new ();
      char text[BW_LIMIT_TEXT_BYTES];

      json_object_set_string_member (object, "rule", bw_limit_word (rule->rule));
      json_object_set_string_member (object, "scope", bw_limit_scope_word ((BwLimitScope) rule->scope));
      json_object_set_string_member (object, "outcome", bw_verdict_word (rule->outcome));
      json_object_set_string_member (object, "before", bw_limit_print_number (rule->rule, rule->before, text));
      json_object_set_string_member (object, "after", bw_limit_print_number (rule->rule, rule->after, text));
      json_object_set_string_member (object, "limit", bw_limit_print_number (rule->rule, rule->limit, text));
      json_array_add_object_element (rules, object);
    }
  json_object_set_array_member (row, "rules", rules);
  return row;
}

static JsonNode *
read_verdicts (BwLocalCall *call, GError **error)
{
  gint64 n_max = CLAMP (bw_local_get_int (call, "limit", 100), 1, 10000);
  gint64 offset = MAX (bw_local_get_int (call, "offset", 0), 0);
  BwVerdictsQuery query = { .is_held_only = bw_local_get_flag (call, "held") };
  g_autoptr (GArray) found = NULL;
  JsonArray *rows;

  if (!bw_local_get_account (call, &query.timeline, &query.account, error))
    return NULL;
  found = bw_trading_reader_verdicts (bw_engine_trading_reader (call->engine), &query, (guint64) offset,
                                      (gsize) n_max, error);
  if (found == NULL)
    return NULL;
  rows = json_array_sized_new (found->len);
  for (guint i = 0; i < found->len; i++)
    json_array_add_object_element (rows, verdicts_object (call->engine, &g_array_index (found, BwVerdicts, i)));
  return bw_json_take_array (rows);
}

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  GError *error = NULL;
  JsonNode *node = NULL;

  if (bw_engine_flush_finish (BW_ENGINE (object), result, &error))
    node = read_verdicts (call, &error);
  if (node != NULL)
    bw_local_call_return (call, node);
  else
    bw_local_call_fail (call, error);
}

void
bw_local_verdicts (BwLocalCall *call)
{
  bw_engine_flush_async (call->engine, bw_local_call_cancellable (call), flushed_cb, call);
}
