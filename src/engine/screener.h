/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"
#include "engine/screen.h"

G_BEGIN_DECLS

/**
 * BwScreener:
 *
 * Looks through many instruments for those that meet a condition. Bars that were read once are kept,
 * and read again when there are newer ones; a price that moves within the bar under way costs no
 * reading. For the engine's thread of origin; nothing here waits.
 */
#define BW_TYPE_SCREENER (bw_screener_get_type ())
G_DECLARE_FINAL_TYPE (BwScreener, bw_screener, BW, SCREENER, GObject)

/**
 * BwScreenQuery:
 * @timeline: whose now counts
 * @condition: (nullable): %NULL or blank: all meet it
 * @columns: (array length=n_columns): expressions
 * @instruments: the universe
 */
typedef struct
{
  BwTimelineId timeline;
  BwTimeframe timeframe;
  const char *condition;
  const char *const *columns;
  gsize n_columns;
  const BwInstrumentId *instruments;
  gsize n_instruments;
} BwScreenQuery;

BwScreener *bw_screener_new (BwEngine *engine);
BwProgram *bw_screen_compile (BwTimeframe timeframe, const char *condition, const char *const *columns, gsize n_columns, int *bad, BwFault *fault);
gboolean bw_screen_is_blank (const char *condition);

/* Errors: %BW_ENGINE_ERROR_INVALID with what is wrong with an expression, and where; the store's.
 * A newer call doesn't end an older one: cancel it. */
void bw_screener_run_async (BwScreener *self, const BwScreenQuery *query, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BwScreenResult *bw_screener_run_finish (BwScreener *self, GAsyncResult *result, GError **error);
double bw_screener_get_progress (BwScreener *self);

/* Bars of some instruments, as the screener keeps them: (element-type BwScreenEntry). For what draws
 * whole markets. */
void bw_screener_load_async (BwScreener *self, const BwScreenQuery *query, gsize n_bars, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *bw_screener_load_finish (BwScreener *self, GAsyncResult *result, GError **error);

G_END_DECLS
