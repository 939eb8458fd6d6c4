/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/bar-series.h"
#include "market/feed.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Rises with every change that alters a generated bit; journaled with the seed. */
#define BW_PRACTICE_VERSION 3
/* The oldest one that is still made, bit by bit: a timeline goes on with the version it began with. */
#define BW_PRACTICE_VERSION_OLDEST 1

/**
 * BwPracticeMarket:
 *
 * A fictional market, all of it a function of the seed: companies, funds, coins and currencies, years
 * of history and a live tape that goes on where history ends, at 10:00 New York on Monday 2 March 2026. Immutable
 * once made; shared between threads.
 */
typedef struct _BwPracticeMarket BwPracticeMarket;

BwPracticeMarket *bw_practice_market_new (guint64 seed);
BwPracticeMarket *bw_practice_market_new_version (guint64 seed, int version);
int bw_practice_market_version (const BwPracticeMarket *market);
BwPracticeMarket *bw_practice_market_ref (BwPracticeMarket *market);
void bw_practice_market_unref (BwPracticeMarket *market);

gsize bw_practice_market_n_instruments (const BwPracticeMarket *market);
const BwInstrument *bw_practice_market_instrument (const BwPracticeMarket *market, gsize index);
const char *bw_practice_market_description (const BwPracticeMarket *market, gsize index);
const char *bw_practice_market_sub_industry (const BwPracticeMarket *market, gsize index);
gboolean bw_practice_market_find (const BwPracticeMarket *market, const char *symbol, gsize *index);
BwFixed bw_practice_market_shares_outstanding (const BwPracticeMarket *market, gsize index);
void bw_practice_market_fundamentals (const BwPracticeMarket *market, gsize index, double *earnings, double *dividend);
BwTime bw_practice_market_start (const BwPracticeMarket *market);
gboolean bw_practice_market_rests (const BwPracticeMarket *market, BwTime time, BwTime *until);

BwBarSeries *bw_practice_market_daily (const BwPracticeMarket *market, gsize index);
BwBarSeries *bw_practice_market_minutes (const BwPracticeMarket *market, gsize index);

BwFeed *
bw_practice_feed_new (BwPracticeMarket *market, const BwInstrumentId *ids, guint depth_levels);
void bw_practice_feed_set_depth (BwFeed *feed, gsize index, gboolean is_wanted);
void bw_practice_feed_set_depth_all (BwFeed *feed, gboolean is_wanted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPracticeMarket, bw_practice_market_unref)

G_END_DECLS
