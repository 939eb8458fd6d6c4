/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-client.h"

#include "base/json-guard.h"

#include <gio/gunixsocketaddress.h>
#include <libsoup/soup.h>

G_DEFINE_QUARK (bw-local-error-quark, bw_local_error)

static GBytes *
print_parameters (JsonObject *parameters)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  char *text;

  json_node_set_object (root, parameters);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

static JsonNode *
read_answer (GBytes *body, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *answer;
  JsonObject *failure;

  if (!bw_json_is_safe (g_bytes_get_data (body, NULL), g_bytes_get_size (body)) ||
      !json_parser_load_from_data (parser, g_bytes_get_data (body, NULL),
                                   (gssize) g_bytes_get_size (body), NULL) ||
      json_parser_get_root (parser) == NULL || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error_literal (error, BW_LOCAL_ERROR, BW_LOCAL_ERROR_BROKEN,
                           "The running Bellwether gave an answer that can't be understood.");
      return NULL;
    }
  answer = json_node_get_object (json_parser_get_root (parser));
  if (json_object_has_member (answer, "result"))
    return json_object_dup_member (answer, "result");
  failure = json_object_has_member (answer, "error") ? json_object_get_object_member (answer, "error") : NULL;
  g_set_error_literal (error, BW_LOCAL_ERROR, BW_LOCAL_ERROR_REFUSED,
                       failure != NULL
                           ? json_object_get_string_member_with_default (failure, "message", "It refused.")
                           : "The running Bellwether refused without saying why.");
  return NULL;
}

/**
 * bw_local_call:
 * @socket_path: see bw_local_socket_path()
 * @command: a command of the local interface
 * @parameters: (transfer none): its parameters
 *
 * Asks the process that owns the profile, and waits. Never call it from a window.
 *
 * Returns: (transfer full): the result. Errors: %BW_LOCAL_ERROR_ABSENT when nobody listens.
 */
JsonNode *
bw_local_call (const char *socket_path, const char *command, JsonObject *parameters,
               GCancellable *cancellable, GError **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (socket_path);
  g_autoptr (SoupSession) session =
      g_object_new (SOUP_TYPE_SESSION, "remote-connectable", address, "timeout", 0, NULL);
  g_autofree char *uri = g_strdup_printf ("http://localhost/v1/%s", command);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_POST, uri);
  g_autoptr (GBytes) request = print_parameters (parameters);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (message != NULL, NULL);

  soup_message_set_request_body_from_bytes (message, "application/json", request);
  body = soup_session_send_and_read (session, message, cancellable, &failure);
  if (body == NULL)
    {
      if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        g_set_error (error, BW_LOCAL_ERROR, BW_LOCAL_ERROR_ABSENT,
                     "No running Bellwether answers for this profile: %s", failure->message);
      return NULL;
    }
  return read_answer (body, error);
}
