/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/session.h"

#include "engine/engine.h"
#include "service/local-api.h"
#include "service/local-client.h"
#include "service/local-path.h"
#include "store/error.h"

struct _BwCliSession
{
  char *profile_path; /* (owned) */
  char *socket_path;  /* (owned) */
  BwEngine *engine;   /* (owned) (nullable): when this process owns the profile */
};

/* One asynchronous call waited for. */
typedef struct
{
  GAsyncResult *result; /* (owned) (nullable) */
} Wait;

static void
wait_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  wait->result = g_object_ref (result);
}

static void
run_until_done (Wait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
open_engine (BwCliSession *session, GError **error)
{
  g_autoptr (BwEngine) engine = bw_engine_new (session->profile_path, bw_clock_system ());
  Wait wait = { NULL };
  gboolean is_open;

  bw_engine_open_async (engine, NULL, wait_done_cb, &wait);
  run_until_done (&wait);
  is_open = bw_engine_open_finish (engine, wait.result, error);
  g_object_unref (wait.result);
  if (!is_open)
    return FALSE;
  session->engine = g_steal_pointer (&engine);
  return TRUE;
}

/* Whether somebody answers on the profile's socket. */
static gboolean
owner_answers (BwCliSession *session)
{
  g_autoptr (JsonObject) nothing = NULL;
  g_autoptr (JsonNode) answer = NULL;

  if (!g_file_test (session->socket_path, G_FILE_TEST_EXISTS))
    return FALSE;
  nothing = json_object_new ();
  answer = bw_local_call (session->socket_path, "status", nothing, NULL, NULL);
  return answer != NULL;
}

/**
 * bw_cli_session_open:
 * @profile_path: the profile's folder; made when it does not exist
 *
 * Errors: the store's, when the profile can neither be reached nor opened.
 */
BwCliSession *
bw_cli_session_open (const char *profile_path, GError **error)
{
  g_autoptr (BwCliSession) session = g_new0 (BwCliSession, 1);

  session->profile_path = g_canonicalize_filename (profile_path, NULL);
  session->socket_path = bw_local_socket_path (session->profile_path);
  if (owner_answers (session) || open_engine (session, error))
    return g_steal_pointer (&session);
  return NULL;
}

gboolean
bw_cli_session_is_owner (BwCliSession *session)
{
  return session->engine != NULL;
}

/**
 * bw_cli_session_call:
 * @command: of service/local-api.h
 * @parameters: (transfer none): its parameters
 *
 * Returns: (transfer full): the result
 */
JsonNode *
bw_cli_session_call (BwCliSession *session, const char *command, JsonObject *parameters, GError **error)
{
  Wait wait = { NULL };
  JsonNode *answer;

  if (session->engine == NULL)
    return bw_local_call (session->socket_path, command, parameters, NULL, error);
  bw_local_api_call_async (session->engine, command, parameters, NULL, wait_done_cb, &wait);
  run_until_done (&wait);
  answer = bw_local_api_call_finish (wait.result, error);
  g_object_unref (wait.result);
  return answer;
}

static gboolean
time_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/**
 * bw_cli_session_wait:
 *
 * Lets the market run for @ms milliseconds of wall time.
 */
void
bw_cli_session_wait (BwCliSession *session, guint ms)
{
  gboolean is_up = FALSE;

  g_timeout_add (ms, time_up_cb, &is_up);
  while (!is_up)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * bw_cli_session_close:
 *
 * Saves the state when this process owns the profile, and frees the session.
 */
void
bw_cli_session_close (BwCliSession *session)
{
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  if (session == NULL)
    return;
  if (session->engine != NULL)
    {
      bw_engine_close_async (session->engine, wait_done_cb, &wait);
      run_until_done (&wait);
      if (!bw_engine_close_finish (session->engine, wait.result, &error))
        g_printerr ("bellwether-cli: the profile did not close cleanly: %s\n", error->message);
      g_object_unref (wait.result);
      g_object_unref (session->engine);
    }
  g_free (session->profile_path);
  g_free (session->socket_path);
  g_free (session);
}
