/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

#include "report/account-export.h"

/* An export under way, and where it goes. */
typedef struct
{
  BwLocalCall *call;
  char *path; /* (owned) */
} Export;

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  GError *error = NULL;
  JsonObject *answer;

  if (bw_account_export_finish (BW_ENGINE (object), result, &error))
    {
      answer = json_object_new ();
      json_object_set_string_member (answer, "path", export->path);
      bw_local_call_return (export->call, bw_json_take_object (answer));
    }
  else
    bw_local_call_fail (export->call, error);
  g_free (export->path);
  g_free (export);
}

static void
run_export (BwLocalCall *call, BwExportKind kind)
{
  const char *path;
  BwTimelineId timeline;
  BwAccountId account;
  GError *error = NULL;
  Export *export;

  if (!bw_local_need_text (call, "path", &path, &error) ||
      !bw_local_get_account (call, &timeline, &account, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  if (!g_path_is_absolute (path))
    {
      bw_local_call_fail (call, g_error_new_literal (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                                                     "“path” must be a whole path, from the root."));
      return;
    }
  export = g_new0 (Export, 1);
  export->call = call;
  export->path = g_strdup (path);
  bw_account_export_async (call->engine, timeline, account, kind, path, bw_local_call_cancellable (call),
                           exported_cb, export);
}

void
bw_local_export_csv (BwLocalCall *call)
{
  run_export (call, BW_EXPORT_CSV_FOLDER);
}

void
bw_local_export_pdf (BwLocalCall *call)
{
  run_export (call, BW_EXPORT_PDF);
}

static void
verified_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  GError *error = NULL;
  g_autofree char *report = NULL;
  gboolean is_proven = bw_engine_verify_finish (BW_ENGINE (object), result, &report, &error);
  JsonObject *answer;

  if (!is_proven)
    {
      /* What is wrong with the books is said in the report, and is a failure for a shell. */
      if (error == NULL)
        error = g_error_new_literal (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_REFUSED, report);
      bw_local_call_fail (call, error);
      return;
    }
  answer = json_object_new ();
  json_object_set_boolean_member (answer, "proven", TRUE);
  json_object_set_string_member (answer, "report", report);
  bw_local_call_return (call, bw_json_take_object (answer));
}

void
bw_local_verify (BwLocalCall *call)
{
  bw_engine_verify_async (call->engine, bw_local_call_cancellable (call), verified_cb, call);
}

static void
backed_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  GError *error = NULL;
  g_autofree char *path = bw_engine_backup_finish (BW_ENGINE (object), result, &error);
  JsonObject *answer;

  if (path == NULL)
    {
      bw_local_call_fail (call, error);
      return;
    }
  answer = json_object_new ();
  json_object_set_string_member (answer, "path", path);
  bw_local_call_return (call, bw_json_take_object (answer));
}

void
bw_local_backup (BwLocalCall *call)
{
  bw_engine_backup_async (call->engine, bw_local_call_cancellable (call), backed_up_cb, call);
}

/* Sets a timeline going or pauses it, and its speed. */
void
bw_local_play (BwLocalCall *call)
{
  BwTimelineId timeline = (BwTimelineId) bw_local_get_int (call, "timeline", BW_TIMELINE_PRACTICE);
  double speed = json_object_get_double_member_with_default (call->parameters, "speed", 0);

  if (bw_engine_timeline (call->engine, timeline) == NULL)
    {
      bw_local_call_fail (call, g_error_new (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                                             "There is no timeline %u.", timeline));
      return;
    }
  if (speed != 0 && !(speed >= 1 && speed <= 1000))
    {
      bw_local_call_fail (call, g_error_new_literal (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                                                     "“speed” goes from 1 to 1000."));
      return;
    }
  if (speed != 0)
    bw_engine_set_speed (call->engine, timeline, speed);
  bw_engine_set_playing (call->engine, timeline,
                         json_object_get_boolean_member_with_default (call->parameters, "playing", TRUE));
  bw_local_call_return (call, bw_json_take_object (bw_json_timeline (bw_engine_timeline (call->engine, timeline))));
}
