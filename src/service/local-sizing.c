/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

#include "base/percent.h"
#include "engine/sizing.h"
#include "market/calendar.h"

/* How large should an order be? What isn't stated is what the preset says, or what the past knows. */

typedef struct
{
  BwLocalCall *call;
  BwTimelineId timeline;
  BwAccountId account;
  BwInstrumentId instrument;
  BwSizingMethod method;
  BwSizingPreset preset;
  BwSide side;
} Request;

static char *
member_of (BwSizingNumber number)
{
  return g_strdelimit (g_strdup (bw_sizing_number_word (number)), "-", '_');
}

static gboolean
need (const char *name, const char *text, gboolean is_known, GError **error)
{
  if (!is_known)
    g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“%s” can't be “%s”.", name, text);
  return is_known;
}

static gboolean
read_request (Request *request, GError **error)
{
  BwLocalCall *call = request->call;
  const char *method;
  const char *preset = bw_local_get_text (call, "preset", bw_sizing_preset_word (BW_SIZING_MODERATE));
  const char *side = bw_local_get_text (call, "side", "buy");

  return bw_local_get_account (call, &request->timeline, &request->account, error) &&
         bw_local_need_instrument (call, &request->instrument, error) &&
         bw_local_need_text (call, "method", &method, error) &&
         need ("method", method, bw_sizing_parse (method, &request->method), error) &&
         need ("preset", preset, bw_sizing_preset_parse (preset, &request->preset), error) &&
         need ("side", side, bw_side_parse (side, &request->side), error);
}

static gboolean
read_numbers (BwLocalCall *call, BwSizing *sizing, BwSizingFacts *facts, GError **error)
{
  for (int i = 0; i < BW_N_SIZING_NUMBERS; i++)
    {
      g_autofree char *member = member_of (i);
      const char *text = bw_local_get_text (call, member, NULL);

      if (text == NULL || bw_sizing_number_parse (i, text, sizing, facts))
        continue;
      g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“%s” should be above 0%s, not “%s”.",
                   member, bw_sizing_number_is_percent (i) ? ", like 1%" : "", text);
      return FALSE;
    }
  return TRUE;
}

static void
add_number (JsonObject *answer, BwSizingNumber number, BwFixed value)
{
  g_autofree char *member = member_of (number);
  char text[BW_PERCENT_TEXT_BYTES];

  if (value.e8 <= 0)
    json_object_set_null_member (answer, member);
  else if (bw_sizing_number_is_percent (number))
    json_object_set_string_member (answer, member, bw_percent_print (value, text));
  else
    bw_json_set_fixed (answer, member, value);
}

/* Where a fact comes from: stated, of so many days until a date, of so many trades. */
static void
add_source (JsonObject *sources, const Request *request, BwSizingNumber number, const BwSizingHistory *history,
            BwFixed value)
{
  const BwInstrument *instrument = bw_engine_instrument (request->call->engine, request->instrument);
  g_autofree char *member = member_of (number);
  g_autofree char *text = NULL;
  gboolean is_of_trades = number == BW_SIZING_NUMBER_WIN_RATE || number == BW_SIZING_NUMBER_PAYOFF;
  char date[16];

  if (json_object_has_member (request->call->parameters, member))
    text = g_strdup ("stated");
  else if (value.e8 <= 0)
    text = g_strdup (is_of_trades ? "unknown: too few closed trades"
                     : number == BW_SIZING_NUMBER_STOP ? "unknown: state it"
                                                       : "unknown: too few days are stored");
  else if (is_of_trades)
    text = g_strdup_printf ("%" G_GSIZE_FORMAT " closed trades", history->n_trades);
  else
    text = g_strdup_printf ("%d days until %s",
                            number == BW_SIZING_NUMBER_RANGE ? BW_SIZING_RANGE_DAYS : BW_SIZING_VOLATILITY_DAYS,
                            bw_date_print (bw_calendar_date_of (instrument->calendar, history->last_day), date));
  json_object_set_string_member (sources, member, text);
}

static JsonNode *
describe (const Request *request, const BwSizingHistory *history, BwSizing *sizing, BwSizingFacts *facts)
{
  const BwInstrument *instrument = bw_engine_instrument (request->call->engine, request->instrument);
  JsonObject *answer = json_object_new (), *sources = json_object_new ();
  char text[BW_PERCENT_TEXT_BYTES];
  BwSizingAnswer found;
  gboolean is_known = bw_sizing_quantity (sizing, facts, &found);

  json_object_set_string_member (answer, "symbol", instrument->symbol);
  json_object_set_string_member (answer, "method", bw_sizing_word (sizing->method));
  json_object_set_string_member (answer, "preset", bw_sizing_preset_word (request->preset));
  json_object_set_string_member (answer, "side", bw_side_word (request->side));
  if (is_known)
    bw_json_set_fixed (answer, "qty", found.quantity);
  else
    json_object_set_null_member (answer, "qty");
  json_object_set_string_member (answer, "missing", is_known ? "" : bw_sizing_lack_word (found.lack));
  bw_json_set_money (answer, "equity", facts->equity);
  add_number (answer, BW_SIZING_NUMBER_PRICE, facts->price);
  json_object_set_string_member (answer, "of_equity", bw_percent_print (found.share, text));
  bw_json_set_money (answer, "money", found.money);
  bw_json_set_fixed (answer, "a_unit", found.unit);
  for (int i = 0; i < BW_N_SIZING_NUMBERS; i++)
    if (bw_sizing_number_is_of (i, sizing->method))
      {
        BwFixed value = *bw_sizing_number_of (i, sizing, facts);

        add_number (answer, i, value);
        if (bw_sizing_number_is_fact (i))
          add_source (sources, request, i, history, value);
      }
  json_object_set_object_member (answer, "sources", sources);
  return bw_json_take_object (answer);
}

static void
history_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Request *request = user_data;
  BwLocalCall *call = request->call;
  const BwAccountView *account = bw_engine_account (call->engine, request->timeline, request->account);
  const BwQuoteView *quote = bw_engine_quote (call->engine, request->timeline, request->instrument);
  GError *error = NULL;
  BwSizingHistory history;
  BwSizingFacts facts;
  BwSizing sizing;

  if (!bw_engine_sizing_history_finish (BW_ENGINE (object), result, &history, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  bw_sizing_preset (request->method, request->preset, &sizing);
  bw_sizing_facts_init (&facts, bw_engine_instrument (call->engine, request->instrument),
                        quote != NULL ? &quote->market : NULL, request->side,
                        account != NULL ? account->figures.equity : BW_FIXED_ZERO);
  bw_sizing_history_fill (&history, &facts);
  if (!read_numbers (call, &sizing, &facts, &error))
    bw_local_call_fail (call, error);
  else
    bw_local_call_return (call, describe (request, &history, &sizing, &facts));
}

/**
 * bw_local_size:
 *
 * `symbol`, `method`; `preset`, `side`, and the method's numbers by their words, "1%" for percentages.
 */
void
bw_local_size (BwLocalCall *call)
{
  Request *request = g_new0 (Request, 1);
  GError *error = NULL;

  request->call = call;
  if (read_request (request, &error))
    {
      bw_engine_sizing_history_async (call->engine, request->timeline, request->account, request->instrument,
                                      bw_local_call_cancellable (call), history_read_cb, request);
      return;
    }
  g_free (request);
  bw_local_call_fail (call, error);
}
