/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/journal.h"

G_BEGIN_DECLS

#define BW_SNAPSHOTS_KEPT 3

/**
 * BwSnapshot:
 * @journal_sequence: the last journal entry whose effect is in it
 * @core: what bw_core_save() wrote
 * @feed: what bw_feed_save() wrote; may be empty
 * @n_skipped: on loading, how many newer ones were damaged and passed over
 *
 * A timeline's whole state at one place of the journal.
 */
typedef struct
{
  BwTimelineId timeline;
  guint64 journal_sequence;
  BwTime wall_time;
  BwTime core_time;
  GBytes *core; /* (owned) */
  GBytes *feed; /* (owned) */
  guint n_skipped;
} BwSnapshot;

void bw_snapshot_free (BwSnapshot *snapshot);

gboolean bw_snapshot_save (BwDatabase *database, const BwSnapshot *snapshot, GError **error);
BwSnapshot *bw_snapshot_load (BwDatabase *database, BwTimelineId timeline, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSnapshot, bw_snapshot_free)

G_END_DECLS
