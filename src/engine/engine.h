/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"
#include "engine/types.h"
#include "engine/view.h"
#include "store/import-job.h"
#include "store/trading-reader.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BwEngine:
 *
 * The one façade of a profile that window, command line, REST and MCP use. It owns the engine
 * thread. Everything here is called from the thread that made it; callbacks and signals come on
 * that thread's main context. The view functions return borrowed values that stay good until the
 * next ::changed.
 *
 * Signals:
 *   ::changed (BwChanged what): at most once a frame, after the views were refreshed
 *   ::order-event (BwTimelineId, const BwOrder *)
 *   ::fill (BwTimelineId, const BwFill *)
 *   ::margin-event (BwTimelineId, const BwMarginEvent *)
 */
#define BW_TYPE_ENGINE (bw_engine_get_type ())
G_DECLARE_FINAL_TYPE (BwEngine, bw_engine, BW, ENGINE, GObject)

BwEngine *bw_engine_new (const char *profile_path, const BwClock *clock);
const char *bw_engine_profile_path (BwEngine *self);

/* Opening takes the lock, migrates, recovers, and starts the clocks where they were. Errors:
 * BW_STORE_ERROR (owned by another process, damaged, newer, read-only, full). */
void bw_engine_open_async (BwEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bw_engine_open_finish (BwEngine *self, GAsyncResult *result, GError **error);
/* Saves a state snapshot and stops; the engine can't be opened again. */
void bw_engine_close_async (BwEngine *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean bw_engine_close_finish (BwEngine *self, GAsyncResult *result, GError **error);

/* Views */
gsize bw_engine_n_timelines (BwEngine *self);
const BwTimelineView *bw_engine_timeline_at (BwEngine *self, gsize index);
const BwTimelineView *bw_engine_timeline (BwEngine *self, BwTimelineId timeline);
gsize bw_engine_n_accounts (BwEngine *self);
const BwAccountView *bw_engine_account_at (BwEngine *self, gsize index);
const BwAccountView *bw_engine_account (BwEngine *self, BwTimelineId timeline, BwAccountId account);
const BwPosition *bw_engine_positions (BwEngine *self, BwTimelineId timeline, BwAccountId account, gsize *n_positions);
const BwOrder *const *bw_engine_open_orders (BwEngine *self, BwTimelineId timeline, BwAccountId account, gsize *n_orders);
const BwQuoteView *bw_engine_quote (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument);
gsize bw_engine_n_activities (BwEngine *self);
const BwActivityView *bw_engine_activity_at (BwEngine *self, gsize index); /* 0 is the newest */
/* Halts, actions, reports and headlines since the start; 0 is the newest. */
gsize bw_engine_n_happenings (BwEngine *self);
const BwHappeningView *bw_engine_happening_at (BwEngine *self, gsize index);
gsize bw_engine_n_jobs (BwEngine *self);
const BwJobView *bw_engine_job_at (BwEngine *self, gsize index);
void bw_engine_cancel_job (BwEngine *self, guint64 job);

gsize bw_engine_n_instruments (BwEngine *self);
const BwInstrument *bw_engine_instrument_at (BwEngine *self, gsize index);
const BwInstrument *bw_engine_instrument (BwEngine *self, BwInstrumentId instrument);
const BwInstrument *bw_engine_find_instrument (BwEngine *self, const char *symbol);
const char *bw_engine_instrument_description (BwEngine *self, BwInstrumentId instrument);
/* Which instruments a timeline has prices for, in symbol order. */
const BwInstrumentId *bw_engine_timeline_instruments (BwEngine *self, BwTimelineId timeline, gsize *n_instruments);

/* Depth, tape and minutes come for subscribed instruments only; calls nest. */
void bw_engine_subscribe (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument);
void bw_engine_unsubscribe (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument);
gboolean bw_engine_depth (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument, BwDepth *depth);
const BwTapeView *bw_engine_tape (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument, gsize *n_prints);
/* The minutes that changed since the last ::changed, oldest first; the last is still growing. */
const BwMinuteView *bw_engine_new_minutes (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument, gsize *n_minutes);

/* Bars up to the timeline's now, aggregated from what is stored; at most @n_max of the newest before
 * @before (BW_TIME_MAX: now). The last one may be still growing. %BW_TIMELINE_LIBRARY reads all that
 * is stored, whatever the time: how imported history is looked at before it is replayed. */
void bw_engine_load_bars_async (BwEngine *self, BwTimelineId timeline, BwInstrumentId instrument, BwTimeframe timeframe, BwTime before, gsize n_max, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BwBarSeries *bw_engine_load_bars_finish (BwEngine *self, GAsyncResult *result, GError **error);

/* What is stored of each of the instruments, imported or of the practice market: BwStoredBars, the
 * instruments in the order they are named. */
void bw_engine_list_bars_async (BwEngine *self, const BwInstrumentId *instruments, gsize n_instruments, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GArray *bw_engine_list_bars_finish (BwEngine *self, GAsyncResult *result, GError **error);

/* Any input of a front end: new, replace, cancel, close, deposit, open account … @input->time is
 * set by the engine; null uuids are filled in. Errors: BW_ENGINE_ERROR. */
void bw_engine_command_async (BwEngine *self, BwTimelineId timeline, const BwInput *input, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bw_engine_command_finish (BwEngine *self, GAsyncResult *result, BwCommandResult *outcome, GError **error);

/* To practise: makes something happen in the market. */
void bw_engine_inject_async (BwEngine *self, BwTimelineId timeline, const BwInjection *injection, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bw_engine_inject_finish (BwEngine *self, GAsyncResult *result, GError **error);

void bw_engine_preview_async (BwEngine *self, BwTimelineId timeline, const BwNewOrder *order, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bw_engine_preview_finish (BwEngine *self, GAsyncResult *result, BwOrderPreview *preview, GError **error);

/* Timelines */
void bw_engine_set_playing (BwEngine *self, BwTimelineId timeline, gboolean is_playing);
void bw_engine_set_speed (BwEngine *self, BwTimelineId timeline, double speed);
/* Goes to the end of the next bar of @timeframe and pauses there. */
void bw_engine_step (BwEngine *self, BwTimelineId timeline, BwTimeframe timeframe);
/* Plays at full speed to the close, if the market is open, and goes to the next open. */
void bw_engine_skip_to_open (BwEngine *self, BwTimelineId timeline);

void bw_engine_open_replay_async (BwEngine *self, const BwReplaySpec *spec, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BwTimelineId bw_engine_open_replay_finish (BwEngine *self, GAsyncResult *result, GError **error);
/* Ahead: plays there at full speed (a job). Back: a fork, a new timeline with the accounts as they
 * were opened. Returns the timeline to look at. */
void bw_engine_jump_async (BwEngine *self, BwTimelineId timeline, BwTime time, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BwTimelineId bw_engine_jump_finish (BwEngine *self, GAsyncResult *result, GError **error);
/* A copy of the timeline as it was at @time, with its accounts, orders and past, to play on from
 * there on the same market ("what if?"). It stands still at first. @name: (nullable). Errors:
 * BW_ENGINE_ERROR_INVALID when @time is not in the timeline's past or before its first account. */
void bw_engine_branch_async (BwEngine *self, BwTimelineId timeline, BwTime time, const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BwTimelineId bw_engine_branch_finish (BwEngine *self, GAsyncResult *result, GError **error);
void bw_engine_close_timeline_async (BwEngine *self, BwTimelineId timeline, GAsyncReadyCallback callback, gpointer user_data);
gboolean bw_engine_close_timeline_finish (BwEngine *self, GAsyncResult *result, GError **error);

/* History: paged reads of what is durable, on this thread's own read-only connection. */
BwTradingReader *bw_engine_trading_reader (BwEngine *self);
BwDatabase *bw_engine_market_reader (BwEngine *self);
/* Ends when the reader sees everything that was acknowledged before the call. */
void bw_engine_flush_async (BwEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bw_engine_flush_finish (BwEngine *self, GAsyncResult *result, GError **error);

/* Data */
void bw_engine_import_async (BwEngine *self, const BwImportSpec *spec, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BwImportOutcome *bw_engine_import_finish (BwEngine *self, GAsyncResult *result, GError **error);

/* Small texts of the front ends (layout, watchlists, drawings), durable. */
char *bw_engine_get_text (BwEngine *self, const char *key);
void bw_engine_set_text (BwEngine *self, const char *key, const char *text);

/* Proof and care */
void bw_engine_verify_async (BwEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bw_engine_verify_finish (BwEngine *self, GAsyncResult *result, char **report, GError **error);
/* The timeline's commands again, from its first moment at full speed; see BwRerun. */
void bw_engine_rerun_async (BwEngine *self, BwTimelineId timeline, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BwRerun *bw_engine_rerun_finish (BwEngine *self, GAsyncResult *result, GError **error);
void bw_engine_backup_async (BwEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *bw_engine_backup_finish (BwEngine *self, GAsyncResult *result, GError **error); /* its path */

void bw_engine_health (BwEngine *self, BwEngineHealth *health);

G_END_DECLS
