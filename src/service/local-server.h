/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * BwLocalServer:
 *
 * The owner's end of the private socket: HTTP on a Unix socket in a 0700 folder, open to the same
 * user's processes alone. `POST /v1/COMMAND` with a JSON object of parameters; the answer is
 * `{"result": …}` or `{"error": {"code": …, "message": …}}`. It listens on a thread of its own and
 * hands each request to the handler on the context that made it.
 */
#define BW_TYPE_LOCAL_SERVER (bw_local_server_get_type ())
G_DECLARE_FINAL_TYPE (BwLocalServer, bw_local_server, BW, LOCAL_SERVER, GObject)

/* Starts the work; the callback gets a task that bw_local_server_handler's finish reads. */
typedef void (*BwLocalHandler) (const char *command, JsonObject *parameters, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer callback_data, gpointer user_data);
typedef JsonNode *(*BwLocalHandlerFinish) (GAsyncResult *result, GError **error);

BwLocalServer *bw_local_server_new (BwLocalHandler handler, BwLocalHandlerFinish finish, gpointer user_data);
gboolean bw_local_server_start (BwLocalServer *self, const char *socket_path, GError **error);
void bw_local_server_stop (BwLocalServer *self);

G_END_DECLS
