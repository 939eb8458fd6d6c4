/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/journal.h"

G_BEGIN_DECLS

/* The place and check of the newest entry at or before @limit; 0 and the chain's start for none. */
gboolean bw_journal_find_last (BwDatabase *database, guint64 limit, guint64 *last, guint64 *check, GError **error);

/* The newest entry that snapshots and projections were made from. */
gboolean bw_journal_find_last_used (BwDatabase *database, guint64 *last_used, GError **error);

G_END_DECLS
