/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/journal.h"
#include "trading/output.h"

G_BEGIN_DECLS

/**
 * BwEquitySample:
 * @time: the timeline's clock
 * @deposits: net of withdrawals, so that returns can leave flows out
 */
typedef struct
{
  BwTime time;
  BwFixed equity;
  BwFixed cash;
  BwFixed long_value;
  BwFixed short_value;
  BwFixed realized;
  BwFixed fees;
  BwFixed deposits;
} BwEquitySample;

/**
 * BwProjection:
 *
 * Writes the tables that lists, pages, reports and exports read: orders and their events, fills,
 * the ledger, accounts, positions, equity curves. They follow from the journal, are written in
 * bulk after it (bw_projection_sequence() says how far they got) and can be made again from it.
 *
 * Use: begin; outputs, accounts, positions, samples in any number; commit. Between begin and
 * commit everything is in one transaction: don't append to the journal meanwhile.
 */
typedef struct _BwProjection BwProjection;

BwProjection *bw_projection_new (BwDatabase *database, GError **error);
void bw_projection_free (BwProjection *projection);

guint64 bw_projection_sequence (const BwProjection *projection);
gboolean bw_projection_begin (BwProjection *projection, GError **error);
gboolean bw_projection_outputs (BwProjection *projection, BwTimelineId timeline, guint64 journal_sequence, const BwOutputs *outputs, GError **error);
gboolean bw_projection_account (BwProjection *projection, BwTimelineId timeline, const BwAccount *account, GError **error);
gboolean bw_projection_position (BwProjection *projection, BwTimelineId timeline, const BwPosition *position, GError **error);
gboolean bw_projection_equity (BwProjection *projection, BwTimelineId timeline, BwAccountId account, const BwEquitySample *sample, GError **error);
gboolean bw_projection_commit (BwProjection *projection, guint64 journal_sequence, GError **error);
void bw_projection_rollback (BwProjection *projection);
gboolean bw_projection_reset (BwProjection *projection, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwProjection, bw_projection_free)

G_END_DECLS
