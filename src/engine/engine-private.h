/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"
#include "engine/loop.h"
#include "engine/views.h"

G_BEGIN_DECLS

struct _BwEngine
{
  GObject parent_instance;
  char *profile_path;      /* (owned) */
  BwLoop *loop;            /* (owned) */
  GSource *wake;           /* (owned) */
  BwViews *views;          /* (owned) */
  BwTradingReader *reader; /* (owned) (nullable): opened when first asked for */
  BwDatabase *market;      /* (owned) (nullable): read-only, opened when first asked for */
  GHashTable *texts;       /* (owned): key -> text; NULL text: known to be absent */
  BwDatabase *texts_source; /* (owned) (nullable): read only */
  struct _BwDrawingBooks *drawings; /* (owned) (nullable): of drawings.c */
  BwEngineHealth health;
  GPtrArray *alerts;        /* (owned) (element-type BwAlert): by number */
  GHashTable *alerts_by_id; /* (owned): (borrowed) id -> BwAlert */
  GArray *notices;          /* (owned): BwNotice, newest last */
  gboolean is_closed;
};

/* A task for a call, and the request that will answer it. */
BwRequest *bw_engine_begin_call (BwEngine *self, BwRequestRun run, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* engine-alerts.c */
void bw_engine_apply_alerts (BwEngine *self, const BwUpdate *update);

gboolean bw_engine_finish_call (BwEngine *self, GAsyncResult *result, GError **error);
void bw_engine_set_data (BwRequest *request, gpointer data, GDestroyNotify free_data);

G_END_DECLS
