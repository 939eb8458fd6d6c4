/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/performance.h"
#include "analytics/trade-statistics.h"
#include "engine/engine.h"

G_BEGIN_DECLS

/**
 * BwAnalysis:
 * @n_points: of the curve; @times, @equity and @drawdown have as many
 * @n_days: daily values behind @performance
 *
 * What an account's history comes to. Computed away from the window's thread.
 */
typedef struct
{
  BwTime *times;          /* (owned) */
  double *equity;         /* (owned) */
  double *drawdown;       /* (owned) */
  gsize n_points;
  gsize n_days;
  BwPerformance performance;
  BwTradeStatistics trades;
  GArray *by_instrument;  /* (owned): BwInstrumentProfit, best first */
} BwAnalysis;

void bw_analysis_load_async (BwEngine *engine, BwTimelineId timeline, BwAccountId account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BwAnalysis *bw_analysis_load_finish (GAsyncResult *result, GError **error);
void bw_analysis_free (BwAnalysis *analysis);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAnalysis, bw_analysis_free)

G_END_DECLS
