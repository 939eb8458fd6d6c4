/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/update.h"

G_BEGIN_DECLS

/**
 * BwViews:
 *
 * What the main loop knows: the sum of all updates it took. Belongs to the engine's thread of
 * origin; pointers given out stay good until the next bw_views_apply().
 */
typedef struct _BwViews BwViews;

BwViews *bw_views_new (void);
void bw_views_free (BwViews *views);
void bw_views_apply (BwViews *views, const BwUpdate *update);

gsize bw_views_n_timelines (BwViews *views);
const BwTimelineView *bw_views_timeline_at (BwViews *views, gsize index);
const BwTimelineView *bw_views_timeline (BwViews *views, BwTimelineId timeline);
gsize bw_views_n_accounts (BwViews *views);
const BwAccountView *bw_views_account_at (BwViews *views, gsize index);
const BwAccountView *bw_views_account (BwViews *views, BwTimelineId timeline, BwAccountId account);
const BwPosition *bw_views_positions (BwViews *views, BwTimelineId timeline, BwAccountId account, gsize *n_positions);
const BwOrder *const *bw_views_open_orders (BwViews *views, BwTimelineId timeline, BwAccountId account, gsize *n_orders);
const BwQuoteView *bw_views_quote (BwViews *views, BwTimelineId timeline, BwInstrumentId instrument);
gsize bw_views_n_happenings (BwViews *views);
const BwHappeningView *bw_views_happening_at (BwViews *views, gsize index);
gsize bw_views_n_activities (BwViews *views);
const BwActivityView *bw_views_activity_at (BwViews *views, gsize index);
gsize bw_views_n_jobs (BwViews *views);
const BwJobView *bw_views_job_at (BwViews *views, gsize index);
gsize bw_views_n_instruments (BwViews *views);
const BwInstrument *bw_views_instrument_at (BwViews *views, gsize index);
const BwInstrument *bw_views_instrument (BwViews *views, BwInstrumentId instrument);
const BwInstrument *bw_views_find_instrument (BwViews *views, const char *symbol);
const char *bw_views_description (BwViews *views, BwInstrumentId instrument);
const BwInstrumentId *bw_views_listing (BwViews *views, BwTimelineId timeline, gsize *n_instruments);

/* Returns TRUE for the first subscriber (the last one that left). */
gboolean bw_views_subscribe (BwViews *views, BwTimelineId timeline, BwInstrumentId instrument);
gboolean bw_views_unsubscribe (BwViews *views, BwTimelineId timeline, BwInstrumentId instrument);
gboolean bw_views_depth (BwViews *views, BwTimelineId timeline, BwInstrumentId instrument, BwDepth *depth);
const BwTapeView *bw_views_tape (BwViews *views, BwTimelineId timeline, BwInstrumentId instrument, gsize *n_prints);
const BwMinuteView *bw_views_minutes (BwViews *views, BwTimelineId timeline, BwInstrumentId instrument, gsize *n_minutes);

G_END_DECLS
