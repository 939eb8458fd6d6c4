/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/alerts.h"
#include "engine/loop.h"
#include "engine/run-alerts.h"

G_BEGIN_DECLS

/* Alerts on the engine thread: requests, and what is written when. */

typedef struct
{
  guint64 id;
  BwAlertAct act;
  BwTime duration_ns;
} BwAlertChange;

/* @data: a BwAlert. */
void bw_alert_save_run (BwLoop *loop, BwRequest *request);
/* @data: a BwAlertChange. */
void bw_alert_change_run (BwLoop *loop, BwRequest *request);
/* @data: a BwNotice; one with a number has been read (number -1: all have). */
void bw_notice_run (BwLoop *loop, BwRequest *request);

void bw_alerts_show (BwLoop *loop, BwRun *run);
void bw_notices_show (BwLoop *loop);
/* Looks at conditions whose bars have ended. */
void bw_alerts_tick (BwLoop *loop, BwRun *run);
/* After a commit: what fired is written, then told. */
void bw_alerts_flush (BwLoop *loop, BwRun *run);
/* Before a state snapshot: all states as of its place. */
gboolean bw_alerts_keep_all (BwLoop *loop, BwRun *run, GError **error);

G_END_DECLS
