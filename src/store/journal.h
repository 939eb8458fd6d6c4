/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

/* A timeline's number within the profile, from 1; given by bw_timelines_add(), never reused. */
typedef guint32 BwTimelineId;

/**
 * BwJournalEntry:
 * @sequence: its place, from 1, without gaps; given by bw_journal_append()
 * @kind: the writer's word for what @bytes are
 * @wall_time: the clock on the wall when it was written
 * @core_time: the timeline's clock
 * @bytes: (borrowed)
 */
typedef struct
{
  guint64 sequence;
  BwTimelineId timeline;
  guint32 kind;
  BwTime wall_time;
  BwTime core_time;
  const guint8 *bytes;
  gsize n_bytes;
} BwJournalEntry;

/**
 * BwJournal:
 *
 * The append-only record of everything that happened in a profile, all timelines in one order.
 * Every entry carries a check over itself and the entry before it, so that a changed, missing or
 * swapped one is noticed.
 */
typedef struct _BwJournal BwJournal;

BwJournal *bw_journal_open (BwDatabase *database, GError **error);
void bw_journal_free (BwJournal *journal);

guint64 bw_journal_last (const BwJournal *journal);
gboolean bw_journal_append (BwJournal *journal, BwJournalEntry *entries, gsize n_entries, GError **error);

/* Returns FALSE to stop. @entry's bytes are good during the call. */
typedef gboolean (*BwJournalVisit) (const BwJournalEntry *entry, gpointer user_data);

gboolean bw_journal_read (BwDatabase *database, guint64 first, BwTimelineId timeline, BwJournalVisit visit, gpointer user_data, GError **error);
gboolean bw_journal_verify (BwDatabase *database, guint64 *n_entries, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwJournal, bw_journal_free)

G_END_DECLS
