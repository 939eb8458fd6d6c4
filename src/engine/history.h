/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/view.h"
#include "market/practice/market.h"
#include "market/split.h"
#include "store/bar-store.h"

G_BEGIN_DECLS

/**
 * BwHistory:
 *
 * All bars of a profile: imported ones, and the practice market's, made when they are asked for and
 * gone on with by what its tape has left behind. For one thread at a time, with a connection of its
 * own.
 */
typedef struct _BwHistory BwHistory;

/* @practice: (nullable) */
BwHistory *bw_history_open (const char *market_path, BwPracticeMarket *practice, GError **error);
void bw_history_free (BwHistory *history);

/* What there is of an instrument: BwStoredBars, one a timeframe. */
GArray *bw_history_list (BwHistory *history, const BwInstrument *instrument, GError **error);
/* Bars of exactly that timeframe that start in [first, end). */
BwBarSeries *bw_history_stored (BwHistory *history, const BwInstrument *instrument, BwTimeframe timeframe, BwTime first, BwTime end, GError **error);
gboolean bw_history_close_before (BwHistory *history, const BwInstrument *instrument, BwTime time, double *close);

/**
 * BwHistoryQuery:
 * @before: bars that start before it
 * @now: nothing that was not known then
 * @splits: (nullable) (element-type BwSplit): those that bars are restated for, of any instrument
 * @live: (nullable) (element-type BwMinuteView): minutes that are not stored yet, the last growing
 */
typedef struct
{
  BwInstrument instrument;
  BwTimeframe timeframe;
  BwTime before;
  BwTime now;
  gsize n_max;
  GArray *splits; /* (owned) (nullable) */
  GArray *live; /* (owned) (nullable) */
} BwHistoryQuery;

BwBarSeries *bw_history_load (BwHistory *history, const BwHistoryQuery *query, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHistory, bw_history_free)

G_END_DECLS
