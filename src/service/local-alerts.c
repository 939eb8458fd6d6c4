/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

#include "base/percent.h"
#include "engine/alerts.h"
#include "strategy/alert/alert-words.h"

#include <string.h>

/* Alerts: the same rules, sentences and engine as the window's. */

static const BwInstrument *
find_instrument (BwLocalCall *call, const BwAlert *alert)
{
  return bw_engine_instrument (call->engine, alert->instrument);
}

static void
set_symbol (BwLocalCall *call, JsonObject *row, const BwAlert *alert)
{
  const BwInstrument *instrument = find_instrument (call, alert);

  json_object_set_string_member (row, "symbol", instrument != NULL ? instrument->symbol : "");
}

static JsonObject *
alert_object (BwLocalCall *call, const BwAlert *alert)
{
  const BwTimelineView *timeline = bw_engine_timeline (call->engine, alert->timeline);
  g_autofree char *condition = bw_alert_describe (NULL, alert, find_instrument (call, alert));
  g_autofree char *repeat = bw_alert_describe_repeat (NULL, alert);
  JsonObject *row = json_object_new ();

  json_object_set_int_member (row, "id", (gint64) alert->id);
  json_object_set_int_member (row, "timeline", alert->timeline);
  set_symbol (call, row, alert);
  json_object_set_string_member (row, "kind", bw_alert_kind_word ((BwAlertKind) alert->kind));
  json_object_set_string_member (row, "test", bw_alert_test_word ((BwAlertTest) alert->test));
  json_object_set_string_member (row, "status", bw_alert_status_word ((BwAlertStatus) alert->status));
  json_object_set_string_member (row, "state", bw_alert_describe_status (NULL, alert, timeline != NULL ? timeline->now : 0));
  json_object_set_string_member (row, "condition", condition);
  json_object_set_string_member (row, "repeat", repeat);
  json_object_set_string_member (row, "message", alert->message);
  json_object_set_int_member (row, "fired", alert->n_fired);
  if (alert->n_fired > 0)
    bw_json_set_time (row, "last", alert->fired);
  if (alert->expires != 0)
    bw_json_set_time (row, "expires", alert->expires);
  return row;
}

static JsonNode *
list_alerts (BwLocalCall *call)
{
  gint64 timeline = bw_local_get_int (call, "timeline", BW_TIMELINE_PRACTICE);
  JsonArray *rows = json_array_new ();

  for (gsize i = 0; i < bw_engine_n_alerts (call->engine); i++)
    if (bw_engine_alert_at (call->engine, i)->timeline == timeline)
      json_array_add_object_element (rows, alert_object (call, bw_engine_alert_at (call->engine, i)));
  return bw_json_take_array (rows);
}

void
bw_local_alerts (BwLocalCall *call)
{
  bw_local_call_return (call, list_alerts (call));
}

/* ---- A new one ---- */

static gboolean G_GNUC_PRINTF (2, 3)
complain (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, message);
  return FALSE;
}

static gboolean
read_fixed (const char *text, BwFixed *number, GError **error)
{
  if (text != NULL && bw_fixed_parse (text, -1, number) == BW_FIXED_PARSE_OK)
    return TRUE;
  return complain (error, "“%s” is no number.", text != NULL ? text : "");
}

/* The words behind the symbol: "crosses 61.20", "enters 60 62", "falls 5% 30", "volume 100000", "when RSI(14) > 70". */
static gboolean
read_words (BwLocalCall *call, BwAlert *alert, GError **error)
{
  const char *words = bw_local_get_text (call, "words", "");
  g_auto (GStrv) parts = g_strsplit (words, " ", 2);
  g_auto (GStrv) values = g_strsplit (parts[0] != NULL && parts[1] != NULL ? parts[1] : "", " ", 3);
  BwAlertTest test;

  if (parts[0] == NULL || *parts[0] == '\0')
    return complain (error, "What it is to wait for is missing: “%s”.", words);
  if (g_str_equal (parts[0], "volume"))
    {
      bw_alert_init (alert, BW_ALERT_VOLUME, alert->instrument);
      return read_fixed (values[0], &alert->level, error);
    }
  if (!bw_alert_test_parse (parts[0], &test))
    return complain (error, "“%s” is nothing an alert can wait for: crosses, crosses-up, crosses-down, above, below, enters, "
                            "leaves, rises, falls, moves, volume, when.", parts[0]);
  if (test == BW_ALERT_HOLDS)
    {
      bw_alert_init (alert, BW_ALERT_EXPRESSION, alert->instrument);
      if (g_strlcpy (alert->expression, parts[1] != NULL ? parts[1] : "", sizeof alert->expression) >= sizeof alert->expression)
        return complain (error, "The condition is too long: “%s”.", parts[1]);
      return TRUE;
    }
  if (bw_alert_test_fits (BW_ALERT_MOVE, test))
    {
      bw_alert_init (alert, BW_ALERT_MOVE, alert->instrument);
      alert->test = test;
      if (values[0] == NULL || !bw_percent_parse (values[0], &alert->share))
        return complain (error, "“%s” is no percentage, such as 5%%.", values[0] != NULL ? values[0] : "");
      alert->window_minutes = values[0] != NULL && values[1] != NULL ? (gint32) g_ascii_strtoll (values[1], NULL, 10) : 0;
      return TRUE;
    }
  bw_alert_init (alert, bw_alert_test_fits (BW_ALERT_CHANNEL, test) ? BW_ALERT_CHANNEL : BW_ALERT_PRICE, alert->instrument);
  alert->test = test;
  return read_fixed (values[0], &alert->level, error) &&
         (alert->kind != BW_ALERT_CHANNEL || read_fixed (values[0] != NULL ? values[1] : NULL, &alert->high, error));
}

static gboolean
read_terms (BwLocalCall *call, BwAlert *alert, GError **error)
{
  const char *repeat = bw_local_get_text (call, "repeat", "once");
  const char *timeframe = bw_local_get_text (call, "timeframe", "1m");
  BwAlertRepeat number;

  if (!bw_alert_repeat_parse (repeat, &number))
    return complain (error, "“%s” should be once, bar or every.", repeat);
  alert->repeat = number;
  if (!bw_timeframe_parse (timeframe, &alert->timeframe))
    return complain (error, "“%s” is no timeframe.", timeframe);
  alert->pause_ns = bw_local_get_int (call, "pause", 60) * BW_SECOND;
  alert->is_on_tick = bw_local_get_flag (call, "tick");
  g_strlcpy (alert->message, bw_local_get_text (call, "message", ""), sizeof alert->message);
  return bw_local_get_time (call, "expires", &alert->expires, error);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  JsonArray *rows;
  GError *error = NULL;
  BwAlert alert;

  if (!bw_engine_save_alert_finish (BW_ENGINE (object), result, &alert, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  rows = json_array_new ();
  json_array_add_object_element (rows, alert_object (call, &alert));
  bw_local_call_return (call, bw_json_take_array (rows));
}

void
bw_local_alert_add (BwLocalCall *call)
{
  BwAlert alert = { 0 };
  GError *error = NULL;

  if (!bw_local_need_instrument (call, &alert.instrument, &error) || !read_words (call, &alert, &error) ||
      !read_terms (call, &alert, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  alert.timeline = (guint32) bw_local_get_int (call, "timeline", BW_TIMELINE_PRACTICE);
  bw_engine_save_alert_async (call->engine, &alert, bw_local_call_cancellable (call), saved_cb, call);
}

/* ---- Changes ---- */

static void
changed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  GError *error = NULL;

  if (bw_engine_change_alert_finish (BW_ENGINE (object), result, &error))
    bw_local_call_return (call, list_alerts (call));
  else
    bw_local_call_fail (call, error);
}

void
bw_local_alert_change (BwLocalCall *call)
{
  static const char *const acts[] = {
    [BW_ALERT_ACT_ENABLE] = "enable", [BW_ALERT_ACT_DISABLE] = "disable", [BW_ALERT_ACT_SNOOZE] = "snooze", [BW_ALERT_ACT_REMOVE] = "remove",
  };
  const char *word = bw_local_get_text (call, "act", "");
  gint64 minutes = CLAMP (bw_local_get_int (call, "minutes", 15), 1, 7 * 24 * 60);

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i], word))
      {
        bw_engine_change_alert_async (call->engine, (guint64) bw_local_get_int (call, "id", 0), (BwAlertAct) i,
                                      minutes * BW_MINUTE, bw_local_call_cancellable (call), changed_cb, call);
        return;
      }
  bw_local_call_fail (call, g_error_new (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                                         "“%s” should be enable, disable, snooze or remove.", word));
}

/* ---- The log ---- */

static JsonObject *
firing_object (BwLocalCall *call, const BwAlertFiring *firing)
{
  const BwInstrument *instrument = find_instrument (call, &firing->alert);
  g_autofree char *why = bw_alert_explain (NULL, firing, instrument);
  g_autofree char *time = bw_time_to_rfc3339 (firing->time);
  g_autofree char *message = bw_alert_expand (NULL, firing, instrument, time);
  JsonObject *row = json_object_new ();

  json_object_set_int_member (row, "alert", (gint64) firing->alert.id);
  json_object_set_int_member (row, "n", firing->alert.n_fired);
  bw_json_set_time (row, "time", firing->time);
  set_symbol (call, row, &firing->alert);
  bw_json_set_fixed (row, "price", firing->price);
  json_object_set_string_member (row, "why", why);
  json_object_set_string_member (row, "message", message);
  return row;
}

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  GError *error = NULL;
  g_autoptr (GArray) firings = NULL;
  JsonArray *rows;

  if (bw_engine_flush_finish (BW_ENGINE (object), result, &error))
    firings = bw_trading_reader_firings (bw_engine_trading_reader (call->engine),
                                         (BwTimelineId) bw_local_get_int (call, "timeline", BW_TIMELINE_PRACTICE),
                                         (guint64) bw_local_get_int (call, "id", 0), 0,
                                         (gsize) CLAMP (bw_local_get_int (call, "limit", 100), 1, 10000), &error);
  if (firings == NULL)
    {
      bw_local_call_fail (call, error);
      return;
    }
  rows = json_array_sized_new (firings->len);
  for (guint i = 0; i < firings->len; i++)
    json_array_add_object_element (rows, firing_object (call, &g_array_index (firings, BwAlertFiring, i)));
  bw_local_call_return (call, bw_json_take_array (rows));
}

void
bw_local_alert_log (BwLocalCall *call)
{
  bw_engine_flush_async (call->engine, bw_local_call_cancellable (call), flushed_cb, call);
}
