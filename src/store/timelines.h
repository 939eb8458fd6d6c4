/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/journal.h"

G_BEGIN_DECLS

/**
 * BwTimeline:
 * @kind: the engine's word: "practice", "replay", "live"
 * @source: what its feed is made from, as the engine spells it (JSON)
 * @parent: the timeline it was forked from; 0 for none
 * @forked_at: the parent's journal sequence
 */
typedef struct
{
  BwTimelineId id;
  char *kind;   /* (owned) */
  char *name;   /* (owned) */
  char *source; /* (owned) */
  guint64 seed;
  BwTimelineId parent;
  guint64 forked_at;
  BwTime created; /* wall */
  gboolean is_closed;
} BwTimeline;

void bw_timeline_free (BwTimeline *timeline);

gboolean bw_timelines_add (BwDatabase *database, BwTimeline *timeline, GError **error);
gboolean bw_timelines_set_closed (BwDatabase *database, BwTimelineId timeline, gboolean is_closed, GError **error);
GPtrArray *bw_timelines_list (BwDatabase *database, GError **error); /* (element-type BwTimeline) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTimeline, bw_timeline_free)

G_END_DECLS
