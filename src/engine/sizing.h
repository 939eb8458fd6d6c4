/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/sizing-history.h"
#include "engine/engine.h"

G_BEGIN_DECLS

/* What stored days and the account's closed trades say about the size of an order. What isn't known
 * is NaN: no failure. */
void bw_engine_sizing_history_async (BwEngine *self, BwTimelineId timeline, BwAccountId account, BwInstrumentId instrument, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bw_engine_sizing_history_finish (BwEngine *self, GAsyncResult *result, BwSizingHistory *history, GError **error);

G_END_DECLS
