/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

/* Named values of a profile: layout, drawings, watchlists, last used settings. UTF-8, as the
 * writer spells it (JSON). Durable in trading.db when the call returns. */

gboolean bw_values_set (BwDatabase *database, const char *key, const char *value, GError **error);
char *bw_values_get (BwDatabase *database, const char *key, GError **error);
char **bw_values_keys (BwDatabase *database, const char *prefix, GError **error);

G_END_DECLS
