/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/loop.h"

G_BEGIN_DECLS

/* Runs on a worker. Results go back by bw_loop_push(). */
typedef void (*BwJobRun) (BwLoop *loop, gpointer data);

void bw_jobs_push (BwLoop *loop, BwJobRun run, gpointer data);
/* Cancels and waits for all of them. */
void bw_jobs_stop (BwLoop *loop);

/* Jobs that people see. Engine thread. */
guint64 bw_jobs_begin (BwLoop *loop, const char *title, GCancellable *cancellable);
void bw_jobs_progress (BwLoop *loop, guint64 job, double fraction);
void bw_jobs_end (BwLoop *loop, guint64 job, const char *message);
void bw_jobs_cancel_run (BwLoop *loop, BwRequest *request);
/* From a worker, whenever it likes. */
void bw_jobs_report (BwLoop *loop, guint64 job, double fraction);

G_END_DECLS
