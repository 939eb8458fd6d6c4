/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/replay-feed.h"
#include "market/instrument.h"

G_BEGIN_DECLS

/**
 * BwFiner:
 * @bars: of [@first, @end)
 * @next, @last: parts of the bar under way that are still to come are [@next, @last) of @bars
 * @begin: where the parts of that bar begin
 *
 * Stored bars of a shorter timeframe, by which a replay says what came first within a longer one.
 */
typedef struct
{
  BwTimeframe timeframe; /* NONE: no part ever stands in */
  BwBarSeries *bars;     /* (owned) (nullable) */
  BwTime first, end;
  gsize begin, next, last;
} BwFiner;

void bw_finer_clear (BwFiner *finer);
gboolean bw_finer_stands_in (BwFiner *finer, const BwInstrument *instrument, const BwBarSeries *bars, gsize index, BwTime limit, BwReplayLoad load, gpointer user_data);
BwTimeframe bw_finer_choose (GArray *stored, BwInstrumentId instrument, BwTimeframe timeframe, BwTime start, BwTime end);

static inline gboolean
bw_finer_is_under_way (const BwFiner *finer)
{
  return finer->next < finer->last;
}

G_END_DECLS
