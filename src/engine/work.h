/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/history.h"
#include "engine/loop.h"
#include "engine/replay-feed.h"
#include "store/import-job.h"

G_BEGIN_DECLS

/* Requests that take longer than a turn of the engine thread: reading bars, replays, imports,
 * backups, proofs. Each has a task; what it needs is @data. */

/* What a query of bars is about; @query's now and live minutes are filled on the engine thread. */
typedef struct
{
  BwTimelineId timeline;
  BwHistoryQuery query;
} BwWorkBars;

BwWorkBars *bw_work_bars_new (void);
void bw_work_bars_free (BwWorkBars *bars);
void bw_work_bars_run (BwLoop *loop, BwRequest *request);
/* @data: a GArray of BwInstrumentId. */
void bw_work_list_bars_run (BwLoop *loop, BwRequest *request);

/* @start without an end, @timeframe maybe NONE. */
typedef struct
{
  char name[64];
  BwReplaySource *source; /* (owned) */
  double speed;
  gboolean uses_finer;
} BwWorkReplay;

void bw_work_replay_free (BwWorkReplay *replay);
void bw_work_replay_run (BwLoop *loop, BwRequest *request);
void bw_work_jump_run (BwLoop *loop, BwRequest *request);
void bw_work_close_timeline_run (BwLoop *loop, BwRequest *request);

/* @data: a BwImportSpec. */
void bw_work_import_run (BwLoop *loop, BwRequest *request);
void bw_work_backup_run (BwLoop *loop, BwRequest *request);
/* verify.c */
void bw_work_verify_run (BwLoop *loop, BwRequest *request);

G_END_DECLS
