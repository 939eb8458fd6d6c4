/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

/* What is made to happen in the practice market, to practise. */

static void
injected_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  GError *error = NULL;

  if (!bw_engine_inject_finish (BW_ENGINE (object), result, &error))
    bw_local_call_fail (call, error);
  else
    bw_local_call_return (call, bw_json_take_object (json_object_new ()));
}

static gboolean
read_injection (BwLocalCall *call, BwInjection *injection, GError **error)
{
  const char *event;
  BwInjectionKind kind;

  if (!bw_local_need_text (call, "event", &event, error))
    return FALSE;
  if (!bw_injection_kind_parse (event, &kind))
    {
      g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "There is no practice event “%s”.",
                   event);
      return FALSE;
    }
  injection->kind = (guint8) kind;
  if (*bw_local_get_text (call, "symbol", "") != '\0' &&
      !bw_local_need_instrument (call, &injection->instrument, error))
    return FALSE;
  return bw_local_get_fixed (call, "magnitude", &injection->magnitude, error);
}

/**
 * bw_local_inject:
 *
 * `event`, and what it needs of `symbol` and `magnitude`.
 */
void
bw_local_inject (BwLocalCall *call)
{
  BwTimelineId timeline = (BwTimelineId) bw_local_get_int (call, "timeline", BW_TIMELINE_PRACTICE);
  BwInjection injection = { 0 };
  GError *error = NULL;

  if (!read_injection (call, &injection, &error))
    bw_local_call_fail (call, error);
  else
    bw_engine_inject_async (call->engine, timeline, &injection, bw_local_call_cancellable (call), injected_cb, call);
}
