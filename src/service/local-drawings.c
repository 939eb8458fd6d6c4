/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

#include "engine/drawings.h"
#include "store/drawing-json.h"

#include <string.h>

/* What is drawn on a symbol's charts: listed, added, removed, written to a file and read from one. */

/* Its stored form with its id in it. */
static JsonNode *
make_row (const BwDrawing *drawing)
{
  g_autofree char *text = bw_drawing_to_json (drawing);
  JsonNode *node = json_from_string (text, NULL);

  json_object_set_int_member (json_node_get_object (node), "id", (gint64) drawing->id);
  return node;
}

static JsonNode *
make_answer (BwLocalCall *call, BwInstrumentId instrument)
{
  GPtrArray *drawings = bw_engine_drawings (call->engine, instrument);
  GPtrArray *problems = bw_engine_drawing_problems (call->engine, instrument);
  JsonObject *answer = json_object_new ();
  JsonArray *rows = json_array_new (), *unread = json_array_new ();

  for (guint i = 0; i < drawings->len; i++)
    json_array_add_element (rows, make_row (g_ptr_array_index (drawings, i)));
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    json_array_add_string_element (unread, g_ptr_array_index (problems, i));
  json_object_set_array_member (answer, "drawings", rows);
  json_object_set_array_member (answer, "problems", unread);
  return bw_json_take_object (answer);
}

void
bw_local_drawings (BwLocalCall *call)
{
  BwInstrumentId instrument;
  GError *error = NULL;

  if (bw_local_need_instrument (call, &instrument, &error))
    bw_local_call_return (call, make_answer (call, instrument));
  else
    bw_local_call_fail (call, error);
}

/* Nothing is answered before it is on the disk. */
static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  GError *error = NULL;

  if (bw_engine_flush_finish (BW_ENGINE (object), result, &error))
    bw_local_drawings (call);
  else
    bw_local_call_fail (call, error);
}

static void
answer_when_kept (BwLocalCall *call)
{
  bw_engine_flush_async (call->engine, bw_local_call_cancellable (call), flushed_cb, call);
}

static void G_GNUC_PRINTF (2, 3)
fail (BwLocalCall *call, const char *format, ...)
{
  va_list arguments;
  GError *error;

  va_start (arguments, format);
  error = g_error_new_valist (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, format, arguments);
  va_end (arguments);
  bw_local_call_fail (call, error);
}

void
bw_local_add_drawing (BwLocalCall *call)
{
  g_autoptr (BwDrawing) drawing = NULL;
  BwInstrumentId instrument;
  JsonNode *node = json_object_get_member (call->parameters, "drawing");
  g_autofree char *text = node != NULL ? json_to_string (node, FALSE) : NULL;
  g_autoptr (GError) problem = NULL;
  GError *error = NULL;

  if (!bw_local_need_instrument (call, &instrument, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  drawing = text != NULL ? bw_drawing_from_json (text, strlen (text), &problem) : NULL;
  if (drawing == NULL)
    fail (call, "The drawing can't be read: %s.", problem != NULL ? problem->message : "there is none");
  else if (bw_engine_add_drawing (call->engine, instrument, drawing) == 0)
    fail (call, "A symbol has at most %d drawings.", BW_DRAWING_LIST_N_MAX);
  else
    answer_when_kept (call);
}

void
bw_local_remove_drawing (BwLocalCall *call)
{
  BwInstrumentId instrument;
  gint64 id = bw_local_get_int (call, "id", 0);
  GError *error = NULL;

  if (!bw_local_need_instrument (call, &instrument, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  if (bw_local_get_flag (call, "all"))
    bw_engine_remove_all_drawings (call->engine, instrument);
  else if (!bw_engine_remove_drawing (call->engine, instrument, (guint64) id))
    {
      fail (call, "There is no drawing %" G_GINT64_FORMAT " on that symbol.", id);
      return;
    }
  answer_when_kept (call);
}

void
bw_local_export_drawings (BwLocalCall *call)
{
  BwInstrumentId instrument;
  const char *path;
  GError *error = NULL;
  GPtrArray *drawings;
  g_autofree char *text = NULL;
  JsonObject *answer;

  if (!bw_local_need_instrument (call, &instrument, &error) || !bw_local_need_text (call, "path", &path, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  drawings = bw_engine_drawings (call->engine, instrument);
  text = bw_drawings_to_file (bw_engine_instrument (call->engine, instrument)->symbol,
                              (BwDrawing *const *) drawings->pdata, drawings->len);
  if (!g_file_set_contents (path, text, -1, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  answer = json_object_new ();
  json_object_set_string_member (answer, "path", path);
  json_object_set_int_member (answer, "drawings", drawings->len);
  bw_local_call_return (call, bw_json_take_object (answer));
}

void
bw_local_import_drawings (BwLocalCall *call)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) drawings = NULL;
  g_autoptr (GError) problem = NULL;
  g_autofree char *text = NULL;
  BwInstrumentId instrument;
  const char *path;
  gsize n_bytes;
  GError *error = NULL;

  if (!bw_local_need_instrument (call, &instrument, &error) || !bw_local_need_text (call, "path", &path, &error) ||
      !g_file_get_contents (path, &text, &n_bytes, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  drawings = bw_drawings_from_file (text, n_bytes, problems, &problem);
  if (drawings == NULL)
    fail (call, "%s can't be read: %s.", path, problem->message);
  else if (problems->len > 0)
    fail (call, "%s Nothing was taken over.", (const char *) g_ptr_array_index (problems, 0));
  else if (drawings->len > 0 && bw_engine_add_drawings (call->engine, instrument, drawings) == 0)
    fail (call, "A symbol has at most %d drawings.", BW_DRAWING_LIST_N_MAX);
  else
    answer_when_kept (call);
}
