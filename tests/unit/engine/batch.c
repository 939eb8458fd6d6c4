/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/batch.h"

static void
fill (BwBatch *batch)
{
  BwInput input = { .kind = BW_INPUT_DEPOSIT, .time = 5 };

  input.cash.account = 3;
  input.cash.amount = BW_FIXED (7);
  bw_batch_add_market (batch, 1000, G_GUINT64_CONSTANT (0xfedcba9876543210));
  bw_batch_add_input (batch, &input);
  bw_batch_add_depth (batch, 42, TRUE);
  bw_batch_add_input (batch, &(BwInput){ .kind = BW_INPUT_TIME, .time = 6 });
}

static void
test_round_trip (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  BwBatchReader reader;
  BwSegment segment;
  BwBatch batch;

  bw_batch_init (&batch);
  g_assert_true (bw_batch_is_empty (&batch));
  fill (&batch);
  g_assert_cmpuint (batch.n_inputs, ==, 1);
  bw_batch_encode (&batch, bytes);
  bw_batch_clear (&batch);

  g_assert_true (bw_batch_reader_init (&reader, bytes->data, bytes->len, &error));
  g_assert_true (bw_batch_reader_next (&reader, &segment, &error));
  g_assert_cmpint (segment.kind, ==, BW_SEGMENT_MARKET);
  g_assert_cmpuint (segment.position, ==, 1000);
  g_assert_cmpuint (segment.market_hash, ==, G_GUINT64_CONSTANT (0xfedcba9876543210));
  g_assert_true (bw_batch_reader_next (&reader, &segment, &error));
  g_assert_cmpint (segment.kind, ==, BW_SEGMENT_INPUT);
  g_assert_cmpint (segment.input.kind, ==, BW_INPUT_DEPOSIT);
  g_assert_cmpint (segment.input.cash.amount.e8, ==, BW_FIXED (7).e8);
  g_assert_true (bw_batch_reader_next (&reader, &segment, &error));
  g_assert_cmpint (segment.kind, ==, BW_SEGMENT_DEPTH);
  g_assert_cmpuint (segment.instrument, ==, 42);
  g_assert_true (segment.is_on);
  g_assert_true (bw_batch_reader_next (&reader, &segment, &error));
  g_assert_cmpint (segment.input.time, ==, 6);
  g_assert_false (bw_batch_reader_next (&reader, &segment, &error));
  g_assert_no_error (error);
}

/* Reads to the end or to an error; never beyond the bytes. */
static gboolean
read_through (const guint8 *bytes, gsize n_bytes, GError **error)
{
  g_autofree guint8 *copy = g_memdup2 (bytes, n_bytes);
  g_autoptr (GError) local = NULL;
  BwBatchReader reader;
  BwSegment segment;

  if (!bw_batch_reader_init (&reader, copy, n_bytes, error))
    return FALSE;
  while (bw_batch_reader_next (&reader, &segment, &local))
    ;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
test_damage (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize n_segments;
  BwBatch batch;

  bw_batch_init (&batch);
  fill (&batch);
  n_segments = batch.segments->len;
  bw_batch_encode (&batch, bytes);
  bw_batch_clear (&batch);
  for (gsize n_bytes = 0; n_bytes < 5 + n_segments; n_bytes++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (read_through (bytes->data, n_bytes, &error));
      g_assert_error (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_DAMAGED);
    }
  for (gsize i = 0; i < 2000; i++)
    {
      g_autofree guint8 *changed = g_memdup2 (bytes->data, bytes->len);

      changed[g_test_rand_int_range (0, bytes->len)] = (guint8) g_test_rand_int ();
      read_through (changed, bytes->len, NULL);
    }
}

static void
test_version (void)
{
  g_autoptr (GError) error = NULL;
  const guint8 bytes[] = { 2, 0, 0, 0, 0 };

  g_assert_false (read_through (bytes, sizeof bytes, &error));
  g_assert_error (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_VERSION);
}

/* Every field of an event counts, and so does the order. */
static void
test_hash (void)
{
  BwMarketEvent events[2] = {
    { .time = 1, .instrument = 2, .kind = BW_MARKET_TRADE }, { .time = 1, .instrument = 3, .kind = BW_MARKET_QUOTE }
  };
  BwMarketEvent swapped[2] = { events[1], events[0] };
  guint64 hash;

  events[0].trade.price = swapped[1].trade.price = BW_FIXED (10);
  events[0].trade.size = swapped[1].trade.size = BW_FIXED (1);
  hash = bw_market_hash (0, events, 2);
  g_assert_cmpuint (hash, ==, bw_market_hash (bw_market_hash (0, events, 1), events + 1, 1));
  g_assert_cmpuint (hash, !=, bw_market_hash (0, swapped, 2));
  events[0].trade.size = BW_FIXED (2);
  g_assert_cmpuint (hash, !=, bw_market_hash (0, events, 2));
  events[0].trade.size = BW_FIXED (1);
  events[1].quote.ask = BW_FIXED (1);
  g_assert_cmpuint (hash, !=, bw_market_hash (0, events, 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/batch/round-trip", test_round_trip);
  g_test_add_func ("/engine/batch/damage", test_damage);
  g_test_add_func ("/engine/batch/version", test_version);
  g_test_add_func ("/engine/batch/hash", test_hash);
  return g_test_run ();
}
