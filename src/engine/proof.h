/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/trading-reader.h"
#include "trading/core.h"

G_BEGIN_DECLS

/**
 * BwProof:
 *
 * What one timeline's tables must hold, gathered from a replay of its journal.
 */
typedef struct
{
  GHashTable *orders;      /* BwOrderId -> BwOrder (owned), as it was last */
  GArray *fills;           /* BwFill */
  GArray *posting_sets;    /* BwPostingSet */
  guint64 n_entries;
} BwProof;

BwProof *bw_proof_new (void);
void bw_proof_free (BwProof *proof);
void bw_proof_add (BwProof *proof, const BwOutputs *outputs);

/* Compares with the tables; what differs is said in @failures, one sentence each. */
gboolean bw_proof_compare (BwProof *proof, BwTradingReader *reader, BwTimelineId timeline, const BwCore *core, GPtrArray *failures, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwProof, bw_proof_free)

G_END_DECLS
