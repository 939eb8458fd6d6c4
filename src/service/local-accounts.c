/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

#include "trading/terms.h"

#include <string.h>

/* Accounts are opened, and their terms changed. The parameters are the words of scenarios, with _ for -. */

static gboolean
read_terms (BwLocalCall *call, BwAccountTerms *terms, GError **error)
{
  for (int term = 0; term < BW_N_TERMS; term++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (bw_term_word (term)), "-", '_');
      JsonNode *node = json_object_get_member (call->parameters, name);
      g_autofree char *text = NULL;

      if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
        continue;
      if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
        text = g_strdup (json_node_get_boolean (node) ? "yes" : "no");
      else if (json_node_get_value_type (node) == G_TYPE_INT64)
        text = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
      else
        text = json_node_dup_string (node);
      if (text == NULL || !bw_term_parse (term, text, terms))
        {
          g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“%s” can't be “%s”; it is %s.", name,
                       text != NULL ? text : "", bw_term_choices (term));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_name (BwLocalCall *call, BwAccountTerms *terms, GError **error)
{
  const char *name = bw_local_get_text (call, "name", terms->name);

  if (*name != '\0' && strlen (name) < sizeof terms->name && g_utf8_validate (name, -1, NULL))
    {
      g_strlcpy (terms->name, name, sizeof terms->name);
      return TRUE;
    }
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“name” is missing, or longer than %d bytes.",
               BW_ACCOUNT_NAME_BYTES - 1);
  return FALSE;
}

/* ---- Opening ---- */

typedef struct
{
  BwLocalCall *call;
  BwTimelineId timeline;
  BwAccountId account;
  BwFixed cash;
} Opening;

static void
return_account (BwLocalCall *call, BwTimelineId timeline, BwAccountId account)
{
  const BwAccountView *view = bw_engine_account (call->engine, timeline, account);

  if (view != NULL)
    bw_local_call_return (call, bw_json_take_object (bw_json_account (call->engine, view)));
  else
    bw_local_call_fail (call, g_error_new_literal (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                                                   "The account's timeline has ended."));
}

static gboolean
is_done (BwLocalCall *call, GObject *engine, GAsyncResult *result, BwCommandResult *outcome)
{
  GError *error = NULL;

  if (!bw_engine_command_finish (BW_ENGINE (engine), result, outcome, &error))
    bw_local_call_fail (call, error);
  else if (outcome->reason != BW_REASON_NONE)
    bw_local_call_fail (call, g_error_new (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_REFUSED,
                                           "%s: an account can't have these terms now.", bw_reason_word (outcome->reason)));
  else
    return TRUE;
  return FALSE;
}

static void
paid_in_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Opening *opening = user_data;
  BwCommandResult outcome = { 0 };

  if (is_done (opening->call, object, result, &outcome))
    return_account (opening->call, opening->timeline, opening->account);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Opening *opening = user_data;
  BwInput input = { .kind = BW_INPUT_DEPOSIT };
  BwCommandResult outcome = { 0 };

  if (!is_done (opening->call, object, result, &outcome))
    return;
  opening->account = outcome.account;
  if (opening->cash.e8 == 0)
    {
      return_account (opening->call, opening->timeline, opening->account);
      return;
    }
  input.cash.account = opening->account;
  input.cash.amount = opening->cash;
  bw_engine_command_async (BW_ENGINE (object), opening->timeline, &input, bw_local_call_cancellable (opening->call),
                           paid_in_cb, opening);
  g_steal_pointer (&opening);
}

/* `preset`, then what else is said; `cash` to begin with. */
static gboolean
read_account (BwLocalCall *call, const BwTimelineView *timeline, BwAccountTerms *terms, BwFixed *cash, GError **error)
{
  const char *word = bw_local_get_text (call, "preset", bw_terms_preset_word (BW_TERMS_REALISTIC_MARGIN));
  BwTermsPreset preset;

  if (!bw_terms_preset_parse (word, &preset))
    {
      g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                   "There is no preset “%s”; there are beginner-cash, realistic-margin, alpaca-paper and conservative.", word);
      return FALSE;
    }
  bw_terms_preset_get (preset, timeline->kind == BW_TIMELINE_KIND_PRACTICE, "", terms, cash);
  if (!bw_local_get_fixed (call, "cash", cash, error) || !read_name (call, terms, error) || !read_terms (call, terms, error))
    return FALSE;
  if (cash->e8 >= 0)
    return TRUE;
  g_set_error_literal (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“cash” must not be below 0.");
  return FALSE;
}

void
bw_local_open_account (BwLocalCall *call)
{
  BwTimelineId number = (BwTimelineId) bw_local_get_int (call, "timeline", BW_TIMELINE_PRACTICE);
  const BwTimelineView *timeline = bw_engine_timeline (call->engine, number);
  BwInput input = { .kind = BW_INPUT_OPEN_ACCOUNT };
  BwFixed cash = BW_FIXED_ZERO;
  GError *error = NULL;
  Opening *opening;

  if (timeline == NULL)
    {
      bw_local_call_fail (call, g_error_new (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "There is no timeline %u.", number));
      return;
    }
  if (!read_account (call, timeline, &input.open_account.terms, &cash, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  opening = g_new (Opening, 1);
  *opening = (Opening){ .call = call, .timeline = number, .cash = cash };
  bw_engine_command_async (call->engine, number, &input, bw_local_call_cancellable (call), opened_cb, opening);
}

/* ---- Changing ---- */

static void
changed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  BwCommandResult outcome = { 0 };
  BwTimelineId timeline;
  BwAccountId account;
  GError *error = NULL;

  if (!is_done (call, object, result, &outcome))
    return;
  if (bw_local_get_account (call, &timeline, &account, &error))
    return_account (call, timeline, account);
  else
    bw_local_call_fail (call, error);
}

/* What is not said stays. */
void
bw_local_account_terms (BwLocalCall *call)
{
  BwInput input = { .kind = BW_INPUT_CHANGE_TERMS };
  BwTimelineId timeline;
  GError *error = NULL;

  if (!bw_local_get_account (call, &timeline, &input.change_terms.account, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  input.change_terms.terms = bw_engine_account (call->engine, timeline, input.change_terms.account)->account.terms;
  if (!read_name (call, &input.change_terms.terms, &error) || !read_terms (call, &input.change_terms.terms, &error))
    bw_local_call_fail (call, error);
  else
    bw_engine_command_async (call->engine, timeline, &input, bw_local_call_cancellable (call), changed_cb, call);
}

/* ---- What an account's standing is, in JSON ---- */

static void
add_call (JsonArray *calls, const BwMarginCall *call)
{
  JsonObject *row;

  if (call->kind == BW_CALL_NONE)
    return;
  row = json_object_new ();
  json_object_set_string_member (row, "kind", bw_margin_call_word ((BwMarginCallKind) call->kind));
  bw_json_set_money (row, "amount", call->amount);
  bw_json_set_money (row, "deposited", call->deposited);
  bw_json_set_time (row, "issued_at", call->issued);
  bw_json_set_time (row, "due_at", call->due == 0 ? BW_TIME_NONE : call->due);
  json_object_set_boolean_member (row, "overdue", call->is_overdue != 0);
  json_array_add_object_element (calls, row);
}

static void
add_restriction (JsonArray *restrictions, const char *kind, BwTime until, BwTime now)
{
  JsonObject *row;

  if (until <= now)
    return;
  row = json_object_new ();
  json_object_set_string_member (row, "kind", kind);
  bw_json_set_time (row, "until", until);
  json_array_add_object_element (restrictions, row);
}

/* Day trades and executed orders of the last five business days, today first. */
static JsonArray *
counts (const guint16 *numbers)
{
  JsonArray *array = json_array_new ();

  for (int i = 0; i < BW_DAY_TRADE_DAYS; i++)
    json_array_add_int_element (array, numbers[i]);
  return array;
}

/**
 * bw_json_set_standing:
 *
 * Adds calls with their due times, restrictions, violations of good faith, day trades by day, and the
 * terms as bw_local_account_terms() takes them.
 */
void
bw_json_set_standing (JsonObject *object, BwEngine *engine, const BwAccountView *view)
{
  const BwAccountMargin *margin = &view->account.margin;
  const BwTimelineView *timeline = bw_engine_timeline (engine, view->timeline);
  BwTime now = timeline != NULL ? timeline->now : BW_TIME_NONE;
  JsonArray *calls = json_array_new (), *restrictions = json_array_new (), *violations = json_array_new ();
  JsonObject *terms = json_object_new ();
  char text[BW_TERM_TEXT_BYTES];

  add_call (calls, &margin->call);
  add_call (calls, &margin->intraday_call);
  add_restriction (restrictions, "frozen", margin->frozen_until, now);
  add_restriction (restrictions, "settled-cash-only", margin->settled_only_until, now);
  for (int i = 0; i < BW_GOOD_FAITH_MAX && margin->violations[i] != 0; i++)
    {
      g_autofree char *time = bw_time_to_rfc3339 (margin->violations[i]);

      json_array_add_string_element (violations, time);
    }
  for (int term = 0; term < BW_N_TERMS; term++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (bw_term_word (term)), "-", '_');

      json_object_set_string_member (terms, name, bw_term_print (term, &view->account.terms, text));
    }
  json_object_set_array_member (object, "calls", calls);
  json_object_set_array_member (object, "restrictions", restrictions);
  json_object_set_array_member (object, "violations", violations);
  json_object_set_array_member (object, "day_trades_by_day", counts (margin->n_day_trades));
  json_object_set_array_member (object, "trades_by_day", counts (margin->n_trades));
  json_object_set_boolean_member (object, "pattern_day_trader", margin->is_pattern_day_trader != 0);
  bw_json_set_money (object, "intraday_deficit", margin->deficit);
  json_object_set_object_member (object, "terms", terms);
}
