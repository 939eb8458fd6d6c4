/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * BwCliSession:
 *
 * A way to one profile: through the private socket of the process that owns it, else by owning it
 * for the time of the session. Which one makes no difference to its callers.
 */
typedef struct _BwCliSession BwCliSession;

BwCliSession *bw_cli_session_open (const char *profile_path, GError **error);
JsonNode *bw_cli_session_call (BwCliSession *session, const char *command, JsonObject *parameters, GError **error);
gboolean bw_cli_session_is_owner (BwCliSession *session);
void bw_cli_session_wait (BwCliSession *session, guint ms);
void bw_cli_session_close (BwCliSession *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCliSession, bw_cli_session_close)

G_END_DECLS
