/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BW_LOCAL_ERROR (bw_local_error_quark ())
GQuark bw_local_error_quark (void);

typedef enum
{
  BW_LOCAL_ERROR_ABSENT,  /* nobody listens: open the profile yourself */
  BW_LOCAL_ERROR_REFUSED, /* the owner said no; the message says why */
  BW_LOCAL_ERROR_BROKEN,  /* the answer could not be understood */
} BwLocalError;

JsonNode *bw_local_call (const char *socket_path, const char *command, JsonObject *parameters, GCancellable *cancellable, GError **error);

G_END_DECLS
