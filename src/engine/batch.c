/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/batch.h"

#include "base/random.h"

#include <string.h>

/* An entry: u8 version, u32 length of the segments, the segments, the outputs. A segment: u8 kind
 * and its body. All numbers are little-endian. */
#define BATCH_VERSION 1
#define HEADER_BYTES 5

void
bw_batch_init (BwBatch *batch)
{
  batch->segments = g_byte_array_sized_new (4096);
  bw_outputs_init (&batch->outputs);
  batch->n_inputs = 0;
}

void
bw_batch_clear (BwBatch *batch)
{
  g_clear_pointer (&batch->segments, g_byte_array_unref);
  bw_outputs_clear (&batch->outputs);
}

void
bw_batch_reset (BwBatch *batch)
{
  g_byte_array_set_size (batch->segments, 0);
  bw_outputs_reset (&batch->outputs);
  batch->n_inputs = 0;
}

static void
append_u8 (GByteArray *bytes, guint8 number)
{
  g_byte_array_append (bytes, &number, 1);
}

static void
append_u32 (GByteArray *bytes, guint32 number)
{
  number = GUINT32_TO_LE (number);
  g_byte_array_append (bytes, (const guint8 *) &number, sizeof number);
}

static void
append_u64 (GByteArray *bytes, guint64 number)
{
  number = GUINT64_TO_LE (number);
  g_byte_array_append (bytes, (const guint8 *) &number, sizeof number);
}

void
bw_batch_add_input (BwBatch *batch, const BwInput *input)
{
  append_u8 (batch->segments, BW_SEGMENT_INPUT);
  bw_journal_encode_input (batch->segments, input);
  if (input->kind != BW_INPUT_TIME)
    batch->n_inputs++;
}

void
bw_batch_add_market (BwBatch *batch, guint64 position, guint64 market_hash)
{
  append_u8 (batch->segments, BW_SEGMENT_MARKET);
  append_u64 (batch->segments, position);
  append_u64 (batch->segments, market_hash);
}

void
bw_batch_add_depth (BwBatch *batch, BwInstrumentId instrument, gboolean is_on)
{
  append_u8 (batch->segments, BW_SEGMENT_DEPTH);
  append_u32 (batch->segments, instrument);
  append_u8 (batch->segments, is_on ? 1 : 0);
}

void
bw_batch_encode (const BwBatch *batch, GByteArray *bytes)
{
  append_u8 (bytes, BATCH_VERSION);
  append_u32 (bytes, batch->segments->len);
  g_byte_array_append (bytes, batch->segments->data, batch->segments->len);
  bw_journal_encode_outputs (bytes, &batch->outputs);
}

static guint32
read_u32 (const guint8 *bytes)
{
  guint32 number;

  memcpy (&number, bytes, sizeof number);
  return GUINT32_FROM_LE (number);
}

static guint64
read_u64 (const guint8 *bytes)
{
  guint64 number;

  memcpy (&number, bytes, sizeof number);
  return GUINT64_FROM_LE (number);
}

static gboolean
refuse_damaged (GError **error)
{
  g_set_error_literal (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_DAMAGED,
                       "A journal entry is cut short or holds what it can't hold");
  return FALSE;
}

/**
 * bw_batch_reader_init:
 * @bytes: (array length=n_bytes): an entry's bytes; borrowed as long as @reader is used
 *
 * Errors: %BW_JOURNAL_ERROR_DAMAGED, %BW_JOURNAL_ERROR_VERSION.
 */
gboolean
bw_batch_reader_init (BwBatchReader *reader, const guint8 *bytes, gsize n_bytes, GError **error)
{
  guint32 n_segments_bytes;

  if (n_bytes < HEADER_BYTES)
    return refuse_damaged (error);
  if (bytes[0] != BATCH_VERSION)
    {
      g_set_error (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_VERSION,
                   "The journal was written by a newer version of Bellwether (entry version %d)", bytes[0]);
      return FALSE;
    }
  n_segments_bytes = read_u32 (bytes + 1);
  if (n_segments_bytes > n_bytes - HEADER_BYTES)
    return refuse_damaged (error);
  reader->next = bytes + HEADER_BYTES;
  reader->segments_end = reader->next + n_segments_bytes;
  reader->outputs = reader->segments_end;
  reader->n_outputs_bytes = n_bytes - HEADER_BYTES - n_segments_bytes;
  return TRUE;
}

gboolean
bw_batch_reader_next (BwBatchReader *reader, BwSegment *segment, GError **error)
{
  gsize n_left = reader->segments_end - reader->next;
  gsize n_read;

  if (n_left == 0)
    return FALSE;
  segment->kind = reader->next[0];
  reader->next++;
  n_left--;
  switch (segment->kind)
    {
    case BW_SEGMENT_INPUT:
      n_read = bw_journal_decode_input (reader->next, n_left, &segment->input, NULL, error);
      if (n_read == 0)
        return FALSE;
      reader->next += n_read;
      return TRUE;

    case BW_SEGMENT_MARKET:
      if (n_left < 16)
        return refuse_damaged (error);
      segment->position = read_u64 (reader->next);
      segment->market_hash = read_u64 (reader->next + 8);
      reader->next += 16;
      return TRUE;

    case BW_SEGMENT_DEPTH:
      if (n_left < 5)
        return refuse_damaged (error);
      segment->instrument = read_u32 (reader->next);
      segment->is_on = reader->next[4] != 0;
      reader->next += 5;
      return TRUE;
    }
  return refuse_damaged (error);
}

static inline guint64
mix_in (guint64 hash, gint64 number)
{
  return (hash ^ (guint64) number) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + (hash >> 29);
}

static guint64
hash_levels (guint64 hash, const BwDepthLevel *levels, gsize n_levels)
{
  for (gsize i = 0; i < n_levels; i++)
    hash = mix_in (mix_in (hash, levels[i].price.e8), levels[i].size.e8);
  return hash;
}

/**
 * bw_market_hash:
 * @hash: of the events before; 0 at the feed's start
 *
 * Goes on with @events. Not cryptographic: it notices data that has changed, not an adversary.
 *
 * Cost: about 10 ns an event.
 */
guint64
bw_market_hash (guint64 hash, const BwMarketEvent *events, gsize n_events)
{
  for (gsize i = 0; i < n_events; i++)
    {
      const BwMarketEvent *event = &events[i];

      hash = mix_in (hash, event->time);
      hash = mix_in (hash, (gint64) event->instrument << 16 | event->kind << 8 | event->print);
      switch ((BwMarketEventKind) event->kind)
        {
        case BW_MARKET_QUOTE:
          hash = mix_in (mix_in (hash, event->quote.bid.e8), event->quote.bid_size.e8);
          hash = mix_in (mix_in (hash, event->quote.ask.e8), event->quote.ask_size.e8);
          break;
        case BW_MARKET_TRADE:
          hash = mix_in (mix_in (hash, event->trade.price.e8), event->trade.size.e8);
          break;
        case BW_MARKET_BAR:
          hash = mix_in (mix_in (hash, event->bar.open.e8), event->bar.high.e8);
          hash = mix_in (mix_in (hash, event->bar.low.e8), event->bar.close.e8);
          hash = mix_in (mix_in (hash, event->bar.volume.e8), event->bar.timeframe);
          break;
        case BW_MARKET_DEPTH:
          hash = hash_levels (hash, event->depth->bids, event->depth->n_bids);
          hash = hash_levels (hash, event->depth->asks, event->depth->n_asks);
          break;
        case BW_MARKET_SPLIT:
          hash = mix_in (mix_in (hash, event->split.to.e8), event->split.from.e8);
          break;
        case BW_MARKET_DIVIDEND:
          hash = mix_in (mix_in (hash, event->dividend.amount.e8), event->dividend.pay);
          break;
        case BW_MARKET_RENAME:
          for (const char *c = event->rename.symbol; *c != '\0'; c++)
            hash = mix_in (hash, *c);
          break;
        case BW_MARKET_DELIST:
          hash = mix_in (hash, event->delist.price.e8);
          break;
        case BW_MARKET_BORROW:
          hash = mix_in (mix_in (hash, event->borrow.rate.e8), event->borrow.is_easy);
          break;
        case BW_MARKET_IMBALANCE:
          hash = mix_in (mix_in (hash, event->imbalance.paired.e8), event->imbalance.imbalance.e8);
          hash = mix_in (hash, event->imbalance.reference.e8);
          break;
        case BW_MARKET_EARNINGS:
          hash = mix_in (mix_in (hash, event->earnings.earned.e8), event->earnings.expected.e8);
          break;
        case BW_MARKET_NEWS:
          hash = mix_in (hash, (gint64) event->news.headline);
          break;
        case BW_MARKET_HALT:
        case BW_MARKET_RESUME:
          hash = mix_in (hash, event->cause);
          break;
        }
      hash = bw_random_mix (hash);
    }
  return hash;
}
