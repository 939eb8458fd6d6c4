/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

/* Timelines: replays of stored history, jumps, branches, and the proof that live equals replay. */

static gboolean
need_time (BwLocalCall *call, const char *name, BwTime *time, GError **error)
{
  *time = BW_TIME_NONE;
  if (!bw_local_get_time (call, name, time, error))
    return FALSE;
  if (*time != BW_TIME_NONE)
    return TRUE;
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“%s” is missing.", name);
  return FALSE;
}

static void
return_timeline (BwLocalCall *call, BwTimelineId timeline, GError *error)
{
  const BwTimelineView *view = timeline != 0 ? bw_engine_timeline (call->engine, timeline) : NULL;

  if (view != NULL)
    bw_local_call_return (call, bw_json_take_object (bw_json_timeline (view)));
  else
    bw_local_call_fail (call, error != NULL ? error
                                            : g_error_new_literal (BW_ENGINE_ERROR, BW_ENGINE_ERROR_UNKNOWN,
                                                                   "The timeline was closed meanwhile."));
}

static BwTimelineId
get_timeline (BwLocalCall *call)
{
  return (BwTimelineId) bw_local_get_int (call, "timeline", BW_TIMELINE_PRACTICE);
}

void
bw_local_timelines (BwLocalCall *call)
{
  JsonArray *rows = json_array_new ();

  for (gsize i = 0; i < bw_engine_n_timelines (call->engine); i++)
    json_array_add_object_element (rows, bw_json_timeline (bw_engine_timeline_at (call->engine, i)));
  bw_local_call_return (call, bw_json_take_array (rows));
}

static void
branched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  BwTimelineId timeline = bw_engine_branch_finish (BW_ENGINE (object), result, &error);

  return_timeline (user_data, timeline, error);
}

void
bw_local_branch (BwLocalCall *call)
{
  GError *error = NULL;
  BwTime time;

  if (!need_time (call, "at", &time, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  bw_engine_branch_async (call->engine, get_timeline (call), time, bw_local_get_text (call, "name", NULL),
                          bw_local_call_cancellable (call), branched_cb, call);
}

static void
jumped_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  BwTimelineId timeline = bw_engine_jump_finish (BW_ENGINE (object), result, &error);

  return_timeline (user_data, timeline, error);
}

void
bw_local_jump (BwLocalCall *call)
{
  GError *error = NULL;
  BwTime time;

  if (!need_time (call, "to", &time, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  bw_engine_jump_async (call->engine, get_timeline (call), time, bw_local_call_cancellable (call), jumped_cb, call);
}

static void
closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  GError *error = NULL;

  if (bw_engine_close_timeline_finish (BW_ENGINE (object), result, &error))
    bw_local_call_return (call, bw_json_take_object (json_object_new ()));
  else
    bw_local_call_fail (call, error);
}

void
bw_local_close_timeline (BwLocalCall *call)
{
  bw_engine_close_timeline_async (call->engine, get_timeline (call), closed_cb, call);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  BwTimelineId timeline = bw_engine_open_replay_finish (BW_ENGINE (object), result, &error);

  return_timeline (user_data, timeline, error);
}

/* "AAPL,MSFT" as instruments. */
static GArray *
find_instruments (BwLocalCall *call, const char *symbols, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (symbols, ", ", -1);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));

  for (char **word = words; *word != NULL; word++)
    {
      const BwInstrument *instrument;

      if (**word == '\0')
        continue;
      instrument = bw_engine_find_instrument (call->engine, *word);
      if (instrument == NULL)
        {
          g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                       "%s: there is no “%s” here; “symbols” lists what there is.",
                       bw_reason_word (BW_REASON_UNKNOWN_SYMBOL), *word);
          return NULL;
        }
      g_array_append_val (ids, instrument->id);
    }
  return g_steal_pointer (&ids);
}

void
bw_local_open_replay (BwLocalCall *call)
{
  BwReplaySpec spec = { .speed = 1, .cash = BW_FIXED (100000), .timeframe = BW_TIMEFRAME_NONE };
  const char *symbols, *timeframe = bw_local_get_text (call, "timeframe", NULL);
  g_autoptr (GArray) ids = NULL;
  GError *error = NULL;

  if (bw_local_need_text (call, "symbols", &symbols, &error) && need_time (call, "start", &spec.start, &error) &&
      bw_local_get_fixed (call, "cash", &spec.cash, &error))
    ids = find_instruments (call, symbols, &error);
  if (ids != NULL && timeframe != NULL && !bw_timeframe_parse (timeframe, &spec.timeframe))
    g_set_error (&error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                 "“timeframe” is “%s”; write 1m, 5m, 1h, 1d …", timeframe);
  if (error != NULL)
    {
      bw_local_call_fail (call, error);
      return;
    }
  g_strlcpy (spec.name, bw_local_get_text (call, "name", symbols), sizeof spec.name);
  spec.uses_finer = !bw_local_get_flag (call, "bars-alone");
  spec.instruments = (const BwInstrumentId *) ids->data;
  spec.n_instruments = ids->len;
  bw_engine_open_replay_async (call->engine, &spec, bw_local_call_cancellable (call), opened_cb, call);
}

static void
rerun_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  GError *error = NULL;
  g_autoptr (BwRerun) rerun = bw_engine_rerun_finish (BW_ENGINE (object), result, &error);
  JsonObject *answer;

  if (rerun == NULL)
    {
      bw_local_call_fail (call, error);
      return;
    }
  answer = json_object_new ();
  json_object_set_boolean_member (answer, "same", g_str_equal (rerun->recorded, rerun->replayed));
  json_object_set_string_member (answer, "recorded", rerun->recorded);
  json_object_set_string_member (answer, "replayed", rerun->replayed);
  if (rerun->difference != NULL)
    json_object_set_string_member (answer, "difference", rerun->difference);
  json_object_set_int_member (answer, "commands", (gint64) rerun->n_commands);
  json_object_set_int_member (answer, "market_events", (gint64) rerun->n_events);
  json_object_set_int_member (answer, "results", (gint64) rerun->n_outputs);
  json_object_set_double_member (answer, "seconds", (double) rerun->took_ns / (double) BW_SECOND);
  bw_local_call_return (call, bw_json_take_object (answer));
}

/* The timeline's commands again, from its first moment at full speed. */
void
bw_local_rerun (BwLocalCall *call)
{
  bw_engine_rerun_async (call->engine, get_timeline (call), bw_local_call_cancellable (call), rerun_cb, call);
}
