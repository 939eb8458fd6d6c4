/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/run.h"
#include "store/database.h"
#include "store/journal.h"
#include "store/profile-folder.h"
#include "store/projection.h"

G_BEGIN_DECLS

/**
 * BwKeeper:
 * @held: while above 0 the projections stand still (a proof reads them)
 * @backlog: committed to the journal, not yet in the projections
 *
 * What the engine thread writes: the journal at once, the tables that people read soon after,
 * state snapshots now and then.
 */
typedef struct
{
  const BwClock *clock;    /* (borrowed) */
  BwProfileFolder *folder; /* (owned) */
  BwDatabase *trading;     /* (owned) */
  BwDatabase *market;      /* (owned) */
  BwJournal *journal;      /* (owned) */
  BwProjection *projection; /* (owned) */
  guint held;
  GQueue backlog;
  gsize n_backlog_bytes;
  gint64 backlog_mono; /* of its oldest */
  guint64 n_projected; /* entries, ever */
} BwKeeper;

gboolean bw_keeper_open (BwKeeper *keeper, const char *path, const BwClock *clock, GError **error);
void bw_keeper_close (BwKeeper *keeper);

/* One commit for the batches of @runs, which are left as they are; their samples go to the backlog. */
gboolean bw_keeper_commit (BwKeeper *keeper, BwRun **runs, gsize n_runs, GError **error);
/* A timeline's whole journal that was made elsewhere, with the samples in @run, in one commit. */
gboolean bw_keeper_adopt (BwKeeper *keeper, BwRun *run, BwJournalEntry *entries, gsize n_entries, GError **error);
gboolean bw_keeper_save (BwKeeper *keeper, BwRun *run, GError **error);

/* Asked between entries whether something more urgent waits. */
typedef gboolean (*BwKeeperIsUrgent) (gpointer user_data);

gboolean bw_keeper_project (BwKeeper *keeper, GPtrArray *runs, gsize n_least, BwKeeperIsUrgent is_urgent, gpointer user_data, GError **error);
void bw_keeper_add_samples (BwKeeper *keeper, BwRun *run, guint64 sequence);
/* What the journal has and the tables don't: after a crash. */
gboolean bw_keeper_catch_up (BwKeeper *keeper, GPtrArray *runs, GError **error);

static inline gboolean
bw_keeper_has_backlog (const BwKeeper *keeper)
{
  return keeper->backlog.length > 0;
}

G_END_DECLS
