/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-server.h"

#include "service/local-json.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <sys/stat.h>
#include <unistd.h>

#define REQUEST_BYTES_MAX (1024 * 1024)
#define PATH_PREFIX "/v1/"

struct _BwLocalServer
{
  GObject parent_instance;
  BwLocalHandler handler;
  BwLocalHandlerFinish finish;
  gpointer user_data;
  GMainContext *home;    /* (owned): where the handler runs */
  GMainContext *context; /* (owned): the listening thread's */
  GMainLoop *loop;       /* (owned): the listening thread's */
  GThread *thread;       /* (owned) (nullable) */
  GSocket *socket;       /* (owned) (nullable) */
  char *socket_path;     /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): cancelled when the server stops */
};

G_DEFINE_FINAL_TYPE (BwLocalServer, bw_local_server, G_TYPE_OBJECT)

/* One request on its way: made on the listening thread, handled at home, answered where it came. */
typedef struct
{
  BwLocalServer *server;      /* (owned) */
  SoupServerMessage *message; /* (owned): touched on the listening thread only */
  char *command;              /* (owned) */
  JsonObject *parameters;     /* (owned) */
  char *body;                 /* (owned) (nullable): the answer */
  gboolean is_error;
} Request;

static void
request_free (Request *request)
{
  g_clear_object (&request->server);
  g_clear_object (&request->message);
  g_clear_pointer (&request->parameters, json_object_unref);
  g_free (request->command);
  g_free (request->body);
  g_free (request);
}

static char *
print_answer (const char *member, JsonNode *value)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_member (object, member, value);
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}

static char *
print_error (const char *code, const char *message)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "code", code);
  json_object_set_string_member (object, "message", message);
  json_node_take_object (node, object);
  return print_answer ("error", node);
}

static void
set_answer (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
refuse (SoupServerMessage *message, guint status, const char *code, const char *text)
{
  g_autofree char *body = print_error (code, text);

  set_answer (message, status, body);
}

static gboolean
send_answer_cb (gpointer user_data)
{
  Request *request = user_data;

  set_answer (request->message, request->is_error ? SOUP_STATUS_UNPROCESSABLE_ENTITY : SOUP_STATUS_OK,
              request->body);
  soup_server_message_unpause (request->message);
  return G_SOURCE_REMOVE;
}

static void
handler_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  g_autoptr (GError) error = NULL;
  JsonNode *node = request->server->finish (result, &error);

  request->is_error = node == NULL;
  request->body = node != NULL ? print_answer ("result", node)
                               : print_error (g_quark_to_string (error->domain), error->message);
  g_main_context_invoke_full (request->server->context, G_PRIORITY_DEFAULT, send_answer_cb, request,
                              (GDestroyNotify) request_free);
}

static gboolean
run_handler_cb (gpointer user_data)
{
  Request *request = user_data;
  BwLocalServer *self = request->server;

  self->handler (request->command, request->parameters, self->cancellable, handler_done_cb, request,
                 self->user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
is_same_user (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  g_autoptr (GCredentials) credentials =
      socket != NULL ? g_socket_get_credentials (socket, NULL) : NULL;

  return credentials != NULL && g_credentials_get_unix_user (credentials, NULL) == geteuid ();
}

/* Before the body is read: who asks, and how much. */
static void
request_begun_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
                  gpointer user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (!is_same_user (message))
    refuse (message, SOUP_STATUS_FORBIDDEN, "forbidden", "This socket serves its own user alone.");
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED ||
           soup_message_headers_get_content_length (headers) > REQUEST_BYTES_MAX)
    refuse (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "too-large",
            "A request holds 1 MiB at most, and states its length.");
}

static JsonObject *
parse_parameters (SoupServerMessage *message, GError **error)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

  return bw_json_parse_object (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

static void
request_read_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
                 gpointer user_data)
{
  BwLocalServer *self = user_data;
  g_autoptr (GError) error = NULL;
  JsonObject *parameters;
  Request *request;

  if (!g_str_equal (soup_server_message_get_method (message), SOUP_METHOD_POST) ||
      !g_str_has_prefix (path, PATH_PREFIX))
    {
      refuse (message, SOUP_STATUS_NOT_FOUND, "not-found", "Use POST " PATH_PREFIX "COMMAND.");
      return;
    }
  parameters = parse_parameters (message, &error);
  if (parameters == NULL)
    {
      refuse (message, SOUP_STATUS_BAD_REQUEST, "bad-request", error->message);
      return;
    }
  request = g_new0 (Request, 1);
  request->server = g_object_ref (self);
  request->message = g_object_ref (message);
  request->command = g_strdup (path + strlen (PATH_PREFIX));
  request->parameters = parameters;
  soup_server_message_pause (message);
  g_main_context_invoke (self->home, run_handler_cb, request);
}

static gpointer
listen_thread (gpointer user_data)
{
  BwLocalServer *self = user_data;
  g_autoptr (SoupServer) soup = NULL;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (self->context);
  soup = g_object_new (SOUP_TYPE_SERVER, "server-header", "bellwether", NULL);
  soup_server_add_early_handler (soup, NULL, request_begun_cb, self, NULL);
  soup_server_add_handler (soup, NULL, request_read_cb, self, NULL);
  if (soup_server_listen_socket (soup, self->socket, 0, &error))
    g_main_loop_run (self->loop);
  else
    g_warning ("The private socket can't be listened on: %s", error->message);
  soup_server_disconnect (soup);
  /* Answers under way are dropped with their connections; let their sources go. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
make_private_folder (const char *folder, GError **error)
{
  struct stat status;

  if (g_mkdir_with_parents (folder, 0700) != 0 || g_lstat (folder, &status) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   "The folder “%s” can't be made: %s", folder, g_strerror (errno));
      return FALSE;
    }
  if (!S_ISDIR (status.st_mode) || status.st_uid != geteuid () || g_chmod (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                   "The folder “%s” is not this user's own.", folder);
      return FALSE;
    }
  return TRUE;
}

static GSocket *
bind_socket (const char *socket_path, GError **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (socket_path);
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);

  if (socket == NULL)
    return NULL;
  /* The profile's lock is ours, so a socket that is there belongs to a process that is gone. */
  g_unlink (socket_path);
  if (!g_socket_bind (socket, address, FALSE, error))
    return NULL;
  g_chmod (socket_path, 0600);
  if (!g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

/**
 * bw_local_server_start:
 * @socket_path: see bw_local_socket_path(); the caller holds the profile's lock
 *
 * Binds and listens. Errors: %G_IO_ERROR when the folder is not the user's own or can't be written.
 */
gboolean
bw_local_server_start (BwLocalServer *self, const char *socket_path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (socket_path);

  g_return_val_if_fail (self->thread == NULL, FALSE);

  if (!make_private_folder (folder, error))
    return FALSE;
  self->socket = bind_socket (socket_path, error);
  if (self->socket == NULL)
    return FALSE;
  self->socket_path = g_strdup (socket_path);
  self->thread = g_thread_new ("bw-local", listen_thread, self);
  return TRUE;
}

static gboolean
quit_loop_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * bw_local_server_stop:
 *
 * Stops listening and removes the socket. Harmless when it never started.
 */
void
bw_local_server_stop (BwLocalServer *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->thread == NULL)
    return;
  g_main_context_invoke_full (self->context, G_PRIORITY_HIGH, quit_loop_cb,
                              g_main_loop_ref (self->loop), (GDestroyNotify) g_main_loop_unref);
  g_thread_join (g_steal_pointer (&self->thread));
  g_unlink (self->socket_path);
  g_clear_pointer (&self->socket_path, g_free);
  g_clear_object (&self->socket);
}

static void
bw_local_server_dispose (GObject *object)
{
  BwLocalServer *self = BW_LOCAL_SERVER (object);

  bw_local_server_stop (self);
  G_OBJECT_CLASS (bw_local_server_parent_class)->dispose (object);
}

static void
bw_local_server_finalize (GObject *object)
{
  BwLocalServer *self = BW_LOCAL_SERVER (object);

  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_main_context_unref (self->home);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (bw_local_server_parent_class)->finalize (object);
}

static void
bw_local_server_class_init (BwLocalServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bw_local_server_dispose;
  object_class->finalize = bw_local_server_finalize;
}

static void
bw_local_server_init (BwLocalServer *self)
{
  self->home = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->cancellable = g_cancellable_new ();
}

/**
 * bw_local_server_new:
 * @handler: starts a command; runs on the thread-default context of the caller
 * @finish: reads what a command came to: (transfer full) a node, or an error
 */
BwLocalServer *
bw_local_server_new (BwLocalHandler handler, BwLocalHandlerFinish finish, gpointer user_data)
{
  BwLocalServer *self = g_object_new (BW_TYPE_LOCAL_SERVER, NULL);

  self->handler = handler;
  self->finish = finish;
  self->user_data = user_data;
  return self;
}
