/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The commands of the private socket, and of the command line when it owns the profile itself: one
 * implementation for both. `timeline` defaults to the practice market, `account` to its first. */

#define BW_LOCAL_API_ERROR (bw_local_api_error_quark ())
GQuark bw_local_api_error_quark (void);

typedef enum
{
  BW_LOCAL_API_ERROR_COMMAND,   /* there is no such command */
  BW_LOCAL_API_ERROR_PARAMETER, /* missing, or not understood; the message names it */
  BW_LOCAL_API_ERROR_REFUSED,   /* the rules of trading refuse; the message starts with the word */
} BwLocalApiError;

void bw_local_api_call_async (BwEngine *engine, const char *command, JsonObject *parameters, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
JsonNode *bw_local_api_call_finish (GAsyncResult *result, GError **error);

G_END_DECLS
