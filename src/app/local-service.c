/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/local-service.h"

#include "service/local-api.h"
#include "service/local-path.h"

/* While the window owns a profile, the command line reaches the engine through the private socket. */

static void
handle (const char *command, JsonObject *parameters, GCancellable *cancellable,
        GAsyncReadyCallback callback, gpointer callback_data, gpointer user_data)
{
  bw_local_api_call_async (BW_ENGINE (user_data), command, parameters, cancellable, callback,
                           callback_data);
}

/**
 * bw_local_service_start:
 * @engine: open, so that its profile's lock is ours; it must outlive the server
 *
 * Failing is no reason to stop: the window works, the command line alone can't reach it.
 *
 * Returns: (transfer full) (nullable): what answers until bw_local_server_stop()
 */
BwLocalServer *
bw_local_service_start (BwEngine *engine)
{
  g_autoptr (BwLocalServer) server = bw_local_server_new (handle, bw_local_api_call_finish, engine);
  g_autofree char *path = bw_local_socket_path (bw_engine_profile_path (engine));
  g_autoptr (GError) error = NULL;

  if (!bw_local_server_start (server, path, &error))
    {
      g_message ("the command line can't reach this window: %s", error->message);
      return NULL;
    }
  return g_steal_pointer (&server);
}
