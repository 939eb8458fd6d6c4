/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/journal.h"

G_BEGIN_DECLS

/* The bytes of a journal entry: what went into a core, in order, and what came out of it. Market
 * events are named, not copied: the feed's position, and a running hash over all it has handed out,
 * so that a feed which would give other events than those the core saw is noticed. */

/* Stored: the journal's kind of these entries. Never change it. */
#define BW_JOURNAL_BATCH 1

/* Stored: never change a number. */
typedef enum
{
  BW_SEGMENT_INPUT = 1,  /* a BwInput, in full */
  BW_SEGMENT_MARKET = 2, /* the feed's events up to a position */
  BW_SEGMENT_DEPTH = 3,  /* the feed begins or stops to give an instrument's book */
} BwSegmentKind;

/**
 * BwSegment:
 * @position, @market_hash: MARKET: the feed's afterwards
 * @instrument, @is_on: DEPTH
 */
typedef struct
{
  BwSegmentKind kind;
  BwInput input;
  guint64 position;
  guint64 market_hash;
  BwInstrumentId instrument;
  gboolean is_on;
} BwSegment;

/**
 * BwBatch:
 *
 * What is being gathered for the next entry.
 */
typedef struct
{
  GByteArray *segments; /* (owned) */
  BwOutputs outputs;
  guint n_inputs;       /* inputs other than time */
} BwBatch;

void bw_batch_init (BwBatch *batch);
void bw_batch_clear (BwBatch *batch);
void bw_batch_reset (BwBatch *batch);
void bw_batch_add_input (BwBatch *batch, const BwInput *input);
void bw_batch_add_market (BwBatch *batch, guint64 position, guint64 market_hash);
void bw_batch_add_depth (BwBatch *batch, BwInstrumentId instrument, gboolean is_on);
void bw_batch_encode (const BwBatch *batch, GByteArray *bytes);

static inline gboolean
bw_batch_is_empty (const BwBatch *batch)
{
  return batch->segments->len == 0;
}

/**
 * BwBatchReader:
 * @outputs, @n_outputs_bytes: (borrowed): as bw_journal_encode_outputs() wrote them
 */
typedef struct
{
  const guint8 *next;
  const guint8 *segments_end;
  const guint8 *outputs;
  gsize n_outputs_bytes;
} BwBatchReader;

gboolean bw_batch_reader_init (BwBatchReader *reader, const guint8 *bytes, gsize n_bytes, GError **error);
/* FALSE without an error: no more. */
gboolean bw_batch_reader_next (BwBatchReader *reader, BwSegment *segment, GError **error);

/* The running hash of what a feed handed out. */
guint64 bw_market_hash (guint64 hash, const BwMarketEvent *events, gsize n_events);

G_END_DECLS
