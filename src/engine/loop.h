/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/keeper.h"
#include "engine/update.h"

G_BEGIN_DECLS

/* The main loop is told of changes no more often than this; playing timelines move on as often. */
#define BW_LOOP_FRAME_NS (16 * BW_MILLISECOND)

typedef struct _BwLoop BwLoop;
typedef struct _BwRequest BwRequest;

/* Runs on the engine thread. Calls bw_loop_answer(), now or later, if there is a task. */
typedef void (*BwRequestRun) (BwLoop *loop, BwRequest *request);

/**
 * BwRequest:
 * @task: (nullable): who waits for the answer
 * @submitted: monotonic
 *
 * Something for the engine thread to do; first in, first out.
 */
struct _BwRequest
{
  BwRequestRun run;
  GTask *task; /* (owned) (nullable) */
  gint64 submitted;
  BwTimelineId timeline;
  BwInstrumentId instrument;
  union
  {
    BwInput input;
    BwNewOrder order;
    double speed;
    gboolean is_on;
    BwTimeframe timeframe;
    BwTime time;
    struct
    {
      gpointer data; /* (owned) */
      GDestroyNotify free_data;
    };
  };
  gboolean has_data; /* whether the union holds @data */
};

/**
 * BwLoop:
 * @runs: (element-type BwRun): those that are open
 * @update: given to the main loop and not yet taken by it; exchanged atomically
 * @gathering: what the next one will be
 * @awaiting: (element-type BwReply): answers that wait for the commit
 *
 * The engine thread: takes requests in order, moves the timelines on, commits, and only then
 * answers and shows.
 */
struct _BwLoop
{
  BwClock clock;
  char *profile_path; /* (owned) */
  GThread *thread;    /* (owned) (nullable) */
  GSource *wake;      /* (borrowed): dispatches the update on the main loop */

  GMutex lock;
  GCond cond;
  GQueue requests; /* (guarded by lock) */
  gboolean is_quitting; /* (guarded by lock) */
  gboolean is_flushing; /* engine thread */

  BwUpdate *update; /* atomic */
  BwUpdate *gathering;
  GArray *awaiting;
  GPtrArray *flushers;  /* (element-type GTask) */
  gint64 published_mono;
  BwChanged unpublished; /* changed, waiting for the next frame */
  gboolean is_frame_due; /* an answer speaks of prices: it brings them */

  gint64 mono; /* of this turn */
  gint64 request_mono; /* of the last turn with requests */
  BwKeeper keeper;
  gboolean is_open;
  GPtrArray *runs;
  BwPracticeMarket *practice; /* (owned) (nullable) */
  guint64 n_commands;
  gint64 command_durable_ns;
  gint64 command_submitted; /* of this turn's last command; 0: none */
  GThreadPool *workers; /* (owned): pure and reading work */
  GHashTable *jobs;     /* of jobs.c */
  gint is_stopping;     /* atomic: workers leave off */
  guint64 last_job;
  gint64 archive_mono;
  gboolean is_archiving;
};

BwLoop *bw_loop_new (const char *profile_path, const BwClock *clock, GSource *wake);
void bw_loop_start (BwLoop *loop);
/* Ends the thread after what is queued; frees nothing that an update still holds. */
void bw_loop_free (BwLoop *loop);

BwRequest *bw_request_new (BwRequestRun run, GTask *task);
void bw_loop_push (BwLoop *loop, BwRequest *request);
BwUpdate *bw_loop_take_update (BwLoop *loop);

/* For the engine thread. */
BwRun *bw_loop_run (BwLoop *loop, BwTimelineId timeline);
void bw_loop_add_run (BwLoop *loop, BwRun *run);
void bw_loop_remove_run (BwLoop *loop, BwRun *run);
void bw_loop_answer (BwLoop *loop, GTask *task, gpointer value, GDestroyNotify free_value);
void bw_loop_answer_error (BwLoop *loop, GTask *task, GError *error);
void bw_loop_answer_refusal (BwLoop *loop, GTask *task, BwEngineError code, const char *message);
gboolean bw_loop_commit (BwLoop *loop, gboolean is_forced);
BwUpdate *bw_loop_gather (BwLoop *loop);

/* publish.c */
void bw_loop_publish (BwLoop *loop);
void bw_loop_show_run (BwLoop *loop, BwRun *run);

G_END_DECLS
