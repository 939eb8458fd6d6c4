/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/random.h"
#include "rig.h"
#include "trading/fields.h"
#include "trading/journal.h"

#include <string.h>

/* One input of every kind, with every field set. */
static gsize
make_inputs (BwInput *inputs, const BwDepth *depth)
{
  gsize n = 0;

  for (int kind = BW_INPUT_TIME; kind <= BW_INPUT_CHANGE_TERMS; kind++)
    inputs[n++] = (BwInput){ .kind = (guint8) kind, .time = kind % 2 == 0 ? -kind : G_MAXINT64 - kind };
  for (int kind = BW_MARKET_QUOTE; kind <= BW_MARKET_NEWS; kind++)
    {
      BwInput *input = &inputs[n++];

      *input = (BwInput){ .kind = BW_INPUT_MARKET };
      input->market = (BwMarketEvent){ .time = 5, .instrument = G_MAXUINT32, .kind = (guint8) kind };
      if (kind == BW_MARKET_QUOTE)
        input->market.quote.ask_size = BW_FIXED_MAX;
      if (kind == BW_MARKET_TRADE)
        input->market.print = BW_PRINT_AUCTION_CLOSE;
      if (kind == BW_MARKET_BAR)
        input->market.bar.timeframe = BW_TIMEFRAME_1D;
      if (kind == BW_MARKET_DEPTH)
        input->market.depth = depth;
      if (kind == BW_MARKET_HALT)
        input->market.cause = BW_HALT_CAUSE_BREAKER_3;
      if (kind == BW_MARKET_RENAME)
        memset (input->market.rename.symbol, 'X', BW_SYMBOL_BYTES - 1);
      if (kind == BW_MARKET_IMBALANCE)
        input->market.imbalance.imbalance = BW_FIXED_MIN;
    }
  inputs[BW_INPUT_MARKET - 1].market.kind = BW_MARKET_RESUME;
  inputs[BW_INPUT_SESSION - 1].session.calendar = BW_CALENDAR_FX;
  inputs[BW_INPUT_SESSION - 1].session.session = (BwSession){ -1, 2, 3, 4, 5, TRUE };
  bw_instrument_init (&inputs[BW_INPUT_DEFINE_INSTRUMENT - 1].instrument, BW_INSTRUMENT_FX, "EURUSD");
  bw_account_terms_init (&inputs[BW_INPUT_OPEN_ACCOUNT - 1].open_account.terms, BW_ACCOUNT_CASH, "ä");
  memset (inputs[BW_INPUT_OPEN_ACCOUNT - 1].open_account.uuid.bytes, 0xfe, 16);
  inputs[BW_INPUT_NEW_ORDER - 1].new_order.trail = BW_FIXED_MIN;
  memset (inputs[BW_INPUT_NEW_ORDER - 1].new_order.client_id, 'x', BW_CLIENT_ID_BYTES - 1);
  inputs[BW_INPUT_REPLACE_ORDER - 1].replace_order.order = G_MAXUINT64;
  inputs[BW_INPUT_CANCEL_ORDER - 1].cancel_order.order = 1;
  inputs[BW_INPUT_WITHDRAW - 1].cash.amount = BW_FIXED (7);
  inputs[BW_INPUT_TRANSFER_IN - 1].transfer_in.quantity = BW_FIXED (-7);
  inputs[BW_INPUT_HALT_ACCOUNT - 1].halt_account.reason = BW_REASON_KILL_SWITCH;
  inputs[BW_INPUT_PHASE - 1].phase.phase = BW_PHASE_OVERNIGHT;
  bw_account_terms_init (&inputs[BW_INPUT_CHANGE_TERMS - 1].change_terms.terms, BW_ACCOUNT_MARGIN, "T");
  inputs[BW_INPUT_CHANGE_TERMS - 1].change_terms.account = 7;
  inputs[BW_INPUT_REVERSE_POSITION - 1].account.instrument = 77;
  inputs[n] = (BwInput){ .kind = BW_INPUT_SET_LIMIT, .time = 7 };
  inputs[n].set_limit.account = G_MAXUINT32;
  inputs[n].set_limit.limit
      = (BwLimit){ .rule = BW_LIMIT_ORDER_RATE, .mode = BW_LIMIT_ON, .resizes = 1,
                   .value = BW_FIXED_MAX, .period = G_MAXINT64, .list = "XYZ ABC" };
  n++;
  return n;
}

static void
test_inputs (void)
{
  BwDepth depth = { .n_bids = 1, .n_asks = 2 }, found_depth;
  BwInput inputs[64], found;
  gsize n_inputs = make_inputs (inputs, &depth);

  depth.bids[0] = (BwDepthLevel){ BW_FIXED (1), BW_FIXED (2) };
  depth.asks[1] = (BwDepthLevel){ BW_FIXED (3), BW_FIXED (4) };
  for (gsize i = 0; i < n_inputs; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GByteArray) again = g_byte_array_new ();
      g_autoptr (GError) error = NULL;

      bw_journal_encode_input (bytes, &inputs[i]);
      g_assert_cmpuint (bw_journal_decode_input (bytes->data, bytes->len, &found, &found_depth, &error),
                        ==, bytes->len);
      g_assert_no_error (error);
      bw_journal_encode_input (again, &found);
      g_assert_cmpmem (bytes->data, bytes->len, again->data, again->len);
      if (found.kind == BW_INPUT_MARKET && found.market.kind == BW_MARKET_DEPTH)
        g_assert_cmpmem (&depth, sizeof depth, &found_depth, sizeof found_depth);
      else
        g_assert_cmpmem (&inputs[i], sizeof found, &found, sizeof found);
      /* Cut anywhere it is refused, and says where. */
      for (gsize cut = 0; cut < bytes->len; cut++)
        {
          g_autoptr (GError) cut_error = NULL;

          g_assert_cmpuint (bw_journal_decode_input (bytes->data, cut, &found, &found_depth, &cut_error), ==, 0);
          g_assert_error (cut_error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_DAMAGED);
        }
    }
}

static const struct
{
  const char *name;
  guint8 bytes[8];
  gsize n_bytes;
  BwJournalError code;
} bad_inputs[] = {
  { "newer version", { BW_TRADING_FORMAT_VERSION + 1, 1, 0 }, 3, BW_JOURNAL_ERROR_VERSION },
  { "older version", { 1, 1, 0 }, 3, BW_JOURNAL_ERROR_VERSION },
  { "version 0", { 0, 1, 0 }, 3, BW_JOURNAL_ERROR_DAMAGED },
  { "unknown kind", { BW_TRADING_FORMAT_VERSION, 99, 0 }, 3, BW_JOURNAL_ERROR_DAMAGED },
  { "kind 0", { BW_TRADING_FORMAT_VERSION, 0, 0 }, 3, BW_JOURNAL_ERROR_DAMAGED },
  { "a number longer than it need be", { BW_TRADING_FORMAT_VERSION, 0x81, 0, 0 }, 4, BW_JOURNAL_ERROR_DAMAGED },
  { "unknown event", { BW_TRADING_FORMAT_VERSION, 2, 0, 77, 0, 0, 0, 0 }, 8, BW_JOURNAL_ERROR_DAMAGED },
};

static void
test_bad_inputs (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_inputs); i++)
    {
      g_autoptr (GError) error = NULL;
      BwDepth depth;
      BwInput input;

      g_test_message ("%s", bad_inputs[i].name);
      g_assert_cmpuint (bw_journal_decode_input (bad_inputs[i].bytes, bad_inputs[i].n_bytes, &input, &depth, &error), ==, 0);
      g_assert_error (error, BW_JOURNAL_ERROR, (int) bad_inputs[i].code);
    }
}

/* What a core says over a lively minute: all kinds of outputs. */
static void
make_outputs (BwOutputs *outputs)
{
  BwInput input = { .kind = BW_INPUT_MARKET };
  BwDepth depth = { .n_bids = 1, .n_asks = 1, .bids = { { BW_FIXED (9), BW_FIXED (9) } },
                    .asks = { { BW_FIXED (10), BW_FIXED (5) } } };
  BwAccountTerms terms;
  Rig rig;

  rig_begin (&rig);
  rig_at (&rig, 60);
  bw_account_terms_init (&terms, BW_ACCOUNT_MARGIN, "A");
  g_strlcpy (terms.fee_schedule, "us-equity-2026", sizeof terms.fee_schedule);
  rig_instrument (&rig, BW_INSTRUMENT_EQUITY, "XYZ", FALSE);
  rig_account (&rig, &terms, "10000");
  rig.outputs.n_bytes = 0;
  input.market = (BwMarketEvent){ .time = rig.now, .instrument = 1, .kind = BW_MARKET_DEPTH };
  input.market.depth = &depth;
  bw_core_step (rig.core, &input, outputs);
  input = (BwInput){ .kind = BW_INPUT_NEW_ORDER, .time = rig.now };
  input.new_order = (BwNewOrder){ .account = 1, .instrument = 1, .side = BW_SIDE_BUY, .type = BW_ORDER_MARKET,
                                  .tif = BW_TIF_DAY, .quantity = BW_FIXED (7) };
  bw_core_step (rig.core, &input, outputs);
  input.new_order.side = BW_SIDE_SELL;
  bw_core_step (rig.core, &input, outputs);
  input = (BwInput){ .kind = BW_INPUT_CANCEL_ORDER, .time = rig.now };
  bw_core_step (rig.core, &input, outputs);
  input = (BwInput){ .kind = BW_INPUT_HALT_ACCOUNT, .time = rig.now };
  input.halt_account.account = 1;
  bw_core_step (rig.core, &input, outputs);
  input = (BwInput){ .kind = BW_INPUT_DEFINE_INSTRUMENT, .time = rig.now };
  bw_instrument_init (&input.instrument, BW_INSTRUMENT_ETF, "ETF");
  bw_core_step (rig.core, &input, outputs);
  rig_end (&rig);
}

static void
test_outputs (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) again = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  BwOutputs outputs, found;
  guint kinds = 0;

  bw_outputs_init (&outputs);
  bw_outputs_init (&found);
  make_outputs (&outputs);
  for (const BwOutputHeader *h = bw_outputs_first (&outputs); h != NULL; h = bw_outputs_next (&outputs, h))
    kinds |= 1u << h->kind;
  g_assert_cmphex (kinds, ==, 0x7e);
  bw_journal_encode_outputs (bytes, &outputs);
  g_assert_true (bw_journal_decode_outputs (bytes->data, bytes->len, &found, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (found.n_bytes, ==, outputs.n_bytes);
  bw_journal_encode_outputs (again, &found);
  g_assert_cmpmem (bytes->data, bytes->len, again->data, again->len);
  for (gsize cut = 0; cut < bytes->len; cut++)
    {
      g_autoptr (GError) cut_error = NULL;

      g_assert_false (bw_journal_decode_outputs (bytes->data, cut, &found, &cut_error));
      g_assert_error (cut_error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_DAMAGED);
      g_assert_cmpuint (found.n_bytes, ==, outputs.n_bytes);
    }
  bytes->data[0] = 9;
  g_assert_false (bw_journal_decode_outputs (bytes->data, bytes->len, &found, &error));
  g_assert_error (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_VERSION);
  bw_outputs_clear (&outputs);
  bw_outputs_clear (&found);
}

/* A saved state that is damaged anywhere is refused or still a state whose books balance. */
static void
test_damaged_states (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  BwAccountTerms terms;
  Rig rig;
  guint n_refused = 0;

  rig_begin (&rig);
  bw_account_terms_init (&terms, BW_ACCOUNT_MARGIN, "A");
  rig_instrument (&rig, BW_INSTRUMENT_EQUITY, "XYZ", FALSE);
  rig_account (&rig, &terms, "10000");
  rig_at (&rig, 60);
  rig_quote (&rig, 1, "10.00", "50", "10.01", "50");
  rig_order (&rig, 1, 1, BW_SIDE_BUY, "60", BW_ORDER_LIMIT, "10.01");
  bw_core_save (rig.core, bytes);
  for (guint cut = 0; cut < bytes->len; cut++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (bw_core_load (bytes->data, cut, &error));
      g_assert_error (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_DAMAGED);
    }
  for (guint i = 0; i < 20000; i++)
    {
      guint64 draw = bw_random_at (5, i, 0, 0, 0);
      guint8 *at = &bytes->data[draw % bytes->len];
      guint8 kept = *at;
      BwCore *core;

      *at ^= (guint8) (1u << (draw >> 32) % 8);
      core = bw_core_load (bytes->data, bytes->len, NULL);
      n_refused += core == NULL;
      if (core != NULL)
        g_assert_true (bw_core_is_balanced (core, NULL));
      bw_core_free (core);
      *at = kept;
    }
  g_assert_cmpuint (n_refused, >, 1000);
  bytes->data[4] = 9;
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (bw_core_load (bytes->data, bytes->len, &error));
    g_assert_error (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_VERSION);
  }
  rig_end (&rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/journal/inputs", test_inputs);
  g_test_add_func ("/trading/journal/bad-inputs", test_bad_inputs);
  g_test_add_func ("/trading/journal/outputs", test_outputs);
  g_test_add_func ("/trading/journal/damaged-states", test_damaged_states);
  return g_test_run ();
}
