/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rig.h"

#include <malloc.h>

/* What scenarios have no words for: refusals of commands, reversing, previews, memory. */

typedef struct
{
  Rig rig;
  BwInstrumentId xyz, btc;
  BwAccountId account;
} Desk;

static void
begin (Desk *desk, const char *cash)
{
  BwAccountTerms terms;

  rig_begin (&desk->rig);
  bw_account_terms_init (&terms, BW_ACCOUNT_MARGIN, "A");
  desk->xyz = rig_instrument (&desk->rig, BW_INSTRUMENT_EQUITY, "XYZ", FALSE);
  desk->btc = rig_instrument (&desk->rig, BW_INSTRUMENT_CRYPTO, "BTC", TRUE);
  desk->account = rig_account (&desk->rig, &terms, cash);
  rig_at (&desk->rig, 60);
  rig_quote (&desk->rig, desk->xyz, "9.99", "500", "10.00", "500");
}

static BwReason
refusal_of (const Rig *rig)
{
  for (const BwOutputHeader *h = bw_outputs_first (&rig->outputs); h != NULL;
       h = bw_outputs_next (&rig->outputs, h))
    if (h->kind == BW_OUTPUT_REFUSED)
      return (BwReason) ((const BwRefusal *) bw_output_body (h))->reason;
  return BW_REASON_NONE;
}

static BwReason
give (Desk *desk, BwInput *input)
{
  rig_step (&desk->rig, input);
  return refusal_of (&desk->rig);
}

static BwFixed
held (const Desk *desk, BwInstrumentId instrument)
{
  BwPosition position = { 0 };

  bw_core_position (desk->rig.core, desk->account, instrument, &position);
  return position.quantity;
}

static void
test_refused_commands (void)
{
  Desk desk;
  BwInput input;

  begin (&desk, "10000");
  input = (BwInput){ .kind = BW_INPUT_CANCEL_ORDER };
  input.cancel_order.order = 99;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_UNKNOWN_ORDER);
  input.cancel_order.order = 0;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_UNKNOWN_ORDER);
  for (int kind = BW_INPUT_CANCEL_ALL; kind <= BW_INPUT_HALT_ACCOUNT; kind++)
    {
      input = (BwInput){ .kind = (guint8) kind };
      input.account.account = 9;
      g_assert_cmpint (give (&desk, &input), ==, BW_REASON_UNKNOWN_ACCOUNT);
    }
  input = (BwInput){ .kind = BW_INPUT_DEPOSIT };
  input.cash.account = desk.account;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_QUANTITY);
  input.cash.amount = BW_FIXED_MAX;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_NOTIONAL_TOO_LARGE);
  input.kind = BW_INPUT_WITHDRAW;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_BUYING_POWER);
  input = (BwInput){ .kind = BW_INPUT_HALT_ACCOUNT };
  input.halt_account.account = desk.account;
  input.halt_account.halt = (BwAccountHalt) 7;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_NOT_ALLOWED);
  input = (BwInput){ .kind = BW_INPUT_CLOSE_POSITION };
  input.account.account = desk.account;
  input.account.instrument = desk.xyz;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_INSUFFICIENT_POSITION);
  input.account.instrument = 999;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_INSUFFICIENT_POSITION);
  input = (BwInput){ .kind = BW_INPUT_NEW_ORDER };
  rig_step (&desk.rig, &input);
  g_assert_cmpint (rig_last_order (&desk.rig).reason, ==, BW_REASON_UNKNOWN_ACCOUNT);
  rig_end (&desk.rig);
}

static void
test_refused_setups (void)
{
  Desk desk;
  BwInput input = { .kind = BW_INPUT_OPEN_ACCOUNT };

  begin (&desk, "10000");
  for (int what = 0; what < 14; what++)
    {
      BwAccountTerms *terms = &input.open_account.terms;

      bw_account_terms_init (terms, BW_ACCOUNT_MARGIN, "B");
      terms->type = what == 0 ? 9 : terms->type;
      terms->multiplier = what == 1 ? 3 : terms->multiplier;
      terms->margin_rule = what == 2 ? BW_MARGIN_RULE_INTRADAY + 1 : terms->margin_rule;
      terms->profile = what == 3 ? BW_PROFILE_IMMEDIATE + 1 : terms->profile;
      terms->lot_method = what == 4 ? 0 : terms->lot_method;
      terms->latency_ns = what == 5 ? -1 : terms->latency_ns;
      terms->stale_after_ns = what == 6 ? -1 : terms->stale_after_ns;
      terms->currency[0] = what == 7 ? '\0' : 'U';
      terms->fee_schedule[0] = what == 8 ? 'x' : 'n';
      terms->fills.slippage = what == 9 ? 3 : 0;
      terms->fills.touch = what == 10 ? 4 : 0;
      terms->fills.touch_percent = what == 11 ? 101 : 0;
      terms->fills.bar_fill = what == 12 ? 2 : 0;
      terms->fills.participation = what == 13 ? fx ("1.00000001") : BW_FIXED_ZERO;
      g_assert_cmpint (give (&desk, &input), ==, BW_REASON_NOT_ALLOWED);
    }
  input = (BwInput){ .kind = BW_INPUT_DEFINE_INSTRUMENT };
  for (int what = 0; what < 6; what++)
    {
      BwInstrument *instrument = &input.instrument;

      bw_instrument_init (instrument, BW_INSTRUMENT_EQUITY, "NEW");
      instrument->id = what == 0 ? desk.xyz : 0;
      instrument->lot.e8 = what == 1 ? 0 : instrument->lot.e8;
      instrument->tick.e8 = what == 2 ? -1 : 0;
      instrument->multiplier.e8 = what == 3 ? 0 : instrument->multiplier.e8;
      instrument->calendar = what == 4 ? (BwCalendarId) 9 : instrument->calendar;
      instrument->symbol[0] = what == 5 ? '\0' : 'N';
      g_assert_cmpint (give (&desk, &input), ==, BW_REASON_NOT_ALLOWED);
    }
  rig_end (&desk.rig);
}

static void
test_refused_events (void)
{
  static const struct
  {
    const char *name;
    BwMarketEvent event;
    BwReason reason;
  } cases[] = {
    { "quote of nothing", { .instrument = 99, .kind = BW_MARKET_QUOTE }, BW_REASON_UNKNOWN_SYMBOL },
    { "negative size", { .instrument = 1, .kind = BW_MARKET_QUOTE, .quote = { .bid_size = { -1 } } }, BW_REASON_PRICE },
    { "size without a price", { .instrument = 1, .kind = BW_MARKET_QUOTE, .quote = { .ask_size = { 1 } } }, BW_REASON_PRICE },
    { "trade at nothing", { .instrument = 1, .kind = BW_MARKET_TRADE }, BW_REASON_PRICE },
    { "depth without a book", { .instrument = 1, .kind = BW_MARKET_DEPTH }, BW_REASON_PRICE },
    { "bar with high below close", { .instrument = 1, .kind = BW_MARKET_BAR, .bar = { { 2 }, { 2 }, { 1 }, { 3 }, { 1 }, 60 } }, BW_REASON_PRICE },
    { "bar with low above open", { .instrument = 1, .kind = BW_MARKET_BAR, .bar = { { 1 }, { 4 }, { 2 }, { 3 }, { 1 }, 60 } }, BW_REASON_PRICE },
    { "bar of no time", { .instrument = 1, .kind = BW_MARKET_BAR, .bar = { { 1 }, { 1 }, { 1 }, { 1 }, { 1 }, 0 } }, BW_REASON_PRICE },
    { "halt of nothing", { .instrument = 99, .kind = BW_MARKET_HALT }, BW_REASON_UNKNOWN_SYMBOL },
    { "no such event", { .instrument = 1, .kind = 77 }, BW_REASON_NOT_ALLOWED },
  };
  Desk desk;

  begin (&desk, "10000");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwInput input = { .kind = BW_INPUT_MARKET };

      g_test_message ("%s", cases[i].name);
      input.market = cases[i].event;
      input.market.time = desk.rig.now;
      g_assert_cmpint (give (&desk, &input), ==, cases[i].reason);
    }
  rig_end (&desk.rig);
}

static void
test_refused_depths (void)
{
  BwDepth depths[] = {
    { .n_bids = 11 },
    { .n_bids = 2, .bids = { { { 5 }, { 1 } }, { { 5 }, { 1 } } } },
    { .n_asks = 2, .asks = { { { 5 }, { 1 } }, { { 4 }, { 1 } } } },
    { .n_bids = 1, .n_asks = 1, .bids = { { { 6 }, { 1 } } }, .asks = { { { 5 }, { 1 } } } },
    { .n_bids = 1, .bids = { { { 5 }, { 0 } } } },
  };
  Desk desk;

  begin (&desk, "10000");
  for (gsize i = 0; i < G_N_ELEMENTS (depths); i++)
    {
      BwInput input = { .kind = BW_INPUT_MARKET };

      input.market = (BwMarketEvent){ .time = desk.rig.now, .instrument = 1, .kind = BW_MARKET_DEPTH };
      input.market.depth = &depths[i];
      g_assert_cmpint (give (&desk, &input), ==, BW_REASON_PRICE);
    }
  rig_end (&desk.rig);
}

static void
test_reverse (void)
{
  Desk desk;
  BwInput input = { .kind = BW_INPUT_REVERSE_POSITION };

  begin (&desk, "10000");
  rig_order (&desk.rig, desk.account, desk.xyz, BW_SIDE_BUY, "100", BW_ORDER_MARKET, NULL);
  rig_order (&desk.rig, desk.account, desk.xyz, BW_SIDE_SELL, "40", BW_ORDER_LIMIT, "12");
  input.account.account = desk.account;
  input.account.instrument = desk.xyz;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_NONE);
  assert_fixed (held (&desk, desk.xyz), "-100");
  g_assert_cmpuint (bw_core_n_open_orders (desk.rig.core), ==, 0);
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_NONE);
  assert_fixed (held (&desk, desk.xyz), "100");
  rig_end (&desk.rig);
}

/* The other side opens only once the position is flat, and not at all when the exit is cancelled. */
static void
test_reverse_waits_until_flat (void)
{
  Desk desk;
  BwInput input = { .kind = BW_INPUT_REVERSE_POSITION };

  begin (&desk, "10000");
  rig_order (&desk.rig, desk.account, desk.xyz, BW_SIDE_BUY, "100", BW_ORDER_MARKET, NULL);
  rig_quote (&desk.rig, desk.xyz, "0", "0", "10.00", "500");
  input.account.account = desk.account;
  input.account.instrument = desk.xyz;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_NONE);
  assert_fixed (held (&desk, desk.xyz), "100");
  rig_trade (&desk.rig, desk.xyz, "10.00", "70");
  assert_fixed (held (&desk, desk.xyz), "30");
  rig_quote (&desk.rig, desk.xyz, "9.90", "500", "10.00", "500");
  assert_fixed (held (&desk, desk.xyz), "-100");
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_NONE);
  assert_fixed (held (&desk, desk.xyz), "100");
  rig_quote (&desk.rig, desk.xyz, "0", "0", "10.00", "500");
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_NONE);
  input = (BwInput){ .kind = BW_INPUT_CANCEL_ALL };
  input.account.account = desk.account;
  rig_step (&desk.rig, &input);
  rig_quote (&desk.rig, desk.xyz, "9.90", "500", "10.00", "500");
  assert_fixed (held (&desk, desk.xyz), "100");
  rig_end (&desk.rig);
}

static void
test_frozen_account (void)
{
  Desk desk;
  BwInput input = { .kind = BW_INPUT_HALT_ACCOUNT };
  BwOrder order;

  begin (&desk, "10000");
  rig_order (&desk.rig, desk.account, desk.xyz, BW_SIDE_BUY, "100", BW_ORDER_MARKET, NULL);
  order = rig_order (&desk.rig, desk.account, desk.xyz, BW_SIDE_SELL, "50", BW_ORDER_LIMIT, "11");
  input.halt_account.account = desk.account;
  input.halt_account.halt = BW_HALT_FROZEN;
  input.halt_account.reason = BW_REASON_FROZEN;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_NONE);
  g_assert_cmpint (rig_order (&desk.rig, desk.account, desk.xyz, BW_SIDE_SELL, "10", BW_ORDER_LIMIT, "12").reason,
                   ==, BW_REASON_FROZEN);
  input = (BwInput){ .kind = BW_INPUT_CANCEL_ORDER };
  input.cancel_order.order = order.id;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_NONE);
  g_assert_cmpint (rig_last_order (&desk.rig).status, ==, BW_ORDER_CANCELED);
  rig_end (&desk.rig);
}

static void
test_transfer_must_not_flip (void)
{
  Desk desk;
  BwInput input = { .kind = BW_INPUT_TRANSFER_IN };

  begin (&desk, "10000");
  input.transfer_in.account = desk.account;
  input.transfer_in.instrument = desk.xyz;
  input.transfer_in.quantity = fx ("10");
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_PRICE);
  input.transfer_in.price = fx ("9");
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_NONE);
  input.transfer_in.quantity = fx ("-1");
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_POSITION_FLIP);
  input.transfer_in.quantity = BW_FIXED_ZERO;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_QUANTITY);
  input.transfer_in.quantity = BW_FIXED_MAX;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_NOTIONAL_TOO_LARGE);
  input.transfer_in.instrument = 77;
  g_assert_cmpint (give (&desk, &input), ==, BW_REASON_UNKNOWN_SYMBOL);
  rig_end (&desk.rig);
}

static const struct
{
  const char *name;
  BwSide side;
  const char *quantity;
  BwOrderType type;
  const char *price;
  BwReason reason;
  const char *notional, *cost, *power_after, *position_after, *quantity_max;
} previews[] = {
  /* equity 10000, long 100 at 10: power 2 x (9999 - 499.5) */
  { "buy at market", BW_SIDE_BUY, "100", BW_ORDER_MARKET, NULL, BW_REASON_NONE, "1000", "1040", "17959", "200", "1826" },
  { "buy at a limit", BW_SIDE_BUY, "100", BW_ORDER_LIMIT, "9", BW_REASON_NONE, "900", "900", "18099", "200", "2111" },
  { "more than there is power for", BW_SIDE_BUY, "2112", BW_ORDER_LIMIT, "9", BW_REASON_BUYING_POWER, "19008", "19008", "-9", "2212", "2111" },
  { "sell", BW_SIDE_SELL, "100", BW_ORDER_MARKET, NULL, BW_REASON_NONE, "999", "0", "18999", "0", "100" },
  { "sell too much", BW_SIDE_SELL, "101", BW_ORDER_LIMIT, "11", BW_REASON_POSITION_FLIP, "1111", "0", "18999", "-1", "100" },
  { "nothing", BW_SIDE_BUY, "0", BW_ORDER_MARKET, NULL, BW_REASON_QUANTITY, "0", "0", "18999", "0", "0" },
  { "off tick", BW_SIDE_BUY, "10", BW_ORDER_LIMIT, "9.001", BW_REASON_PRICE_INCREMENT, "90.01", "0", "18999", "110", "2110" },
};

static void
test_preview (void)
{
  Desk desk;

  begin (&desk, "10000");
  rig_order (&desk.rig, desk.account, desk.xyz, BW_SIDE_BUY, "100", BW_ORDER_LIMIT, "10");
  for (gsize i = 0; i < G_N_ELEMENTS (previews); i++)
    {
      BwNewOrder order = { .account = desk.account, .instrument = desk.xyz, .tif = BW_TIF_DAY };
      BwOrderPreview preview;
      guint8 before[BW_CORE_DIGEST_BYTES], after[BW_CORE_DIGEST_BYTES];

      g_test_message ("%s", previews[i].name);
      order.side = (guint8) previews[i].side;
      order.type = (guint8) previews[i].type;
      order.quantity = fx (previews[i].quantity);
      if (previews[i].price != NULL)
        order.limit_price = fx (previews[i].price);
      bw_core_digest (desk.rig.core, before);
      bw_core_preview (desk.rig.core, &order, &preview);
      bw_core_digest (desk.rig.core, after);
      g_assert_cmpmem (before, sizeof before, after, sizeof after);
      g_assert_cmpint (preview.reason, ==, previews[i].reason);
      assert_fixed (preview.buying_power_before, "18999");
      assert_fixed (preview.notional, previews[i].notional);
      assert_fixed (preview.cost, previews[i].cost);
      assert_fixed (preview.buying_power_after, previews[i].power_after);
      assert_fixed (preview.position_after, previews[i].position_after);
      if (preview.reason != BW_REASON_QUANTITY)
        assert_fixed (preview.quantity_max, previews[i].quantity_max);
    }
  rig_end (&desk.rig);
}

static void
test_preview_of_unknowns (void)
{
  BwNewOrder order = { .account = 9, .instrument = 1, .side = BW_SIDE_BUY, .quantity = BW_FIXED (1) };
  BwOrderPreview preview;
  Desk desk;

  begin (&desk, "10000");
  bw_core_preview (desk.rig.core, &order, &preview);
  g_assert_cmpint (preview.reason, ==, BW_REASON_UNKNOWN_ACCOUNT);
  order.account = desk.account;
  order.instrument = 99;
  bw_core_preview (desk.rig.core, &order, &preview);
  g_assert_cmpint (preview.reason, ==, BW_REASON_UNKNOWN_SYMBOL);
  order.instrument = desk.btc;
  order.type = BW_ORDER_MARKET;
  order.tif = BW_TIF_GTC;
  bw_core_preview (desk.rig.core, &order, &preview);
  g_assert_cmpint (preview.reason, ==, BW_REASON_PRICE);
  rig_end (&desk.rig);
}

static void
trade_for_a_while (Desk *desk, int n_rounds)
{
  for (int i = 0; i < n_rounds; i++)
    {
      BwInput input = { .kind = BW_INPUT_CANCEL_ALL };

      desk->rig.now += BW_MILLISECOND;
      rig_quote (&desk->rig, desk->xyz, "9.99", "500", "10.00", "500");
      rig_order (&desk->rig, desk->account, desk->xyz, BW_SIDE_BUY, "10", BW_ORDER_MARKET, NULL);
      rig_order (&desk->rig, desk->account, desk->xyz, BW_SIDE_SELL, "5", BW_ORDER_LIMIT, "10.05");
      rig_order (&desk->rig, desk->account, desk->xyz, BW_SIDE_SELL, "5", BW_ORDER_STOP, "9");
      rig_quote (&desk->rig, desk->xyz, "10.05", "500", "10.06", "500");
      rig_trade (&desk->rig, desk->xyz, "10.05", "50");
      input.account.account = desk->account;
      rig_step (&desk->rig, &input);
      rig_order (&desk->rig, desk->account, desk->xyz, BW_SIDE_SELL, "5", BW_ORDER_MARKET, NULL);
    }
}

/* Once warm, trading takes no memory. */
static void
test_steady_state_allocates_nothing (void)
{
  Desk desk;
  gsize before;

  begin (&desk, "100000");
  trade_for_a_while (&desk, 100);
  before = mallinfo2 ().uordblks;
  trade_for_a_while (&desk, 1000);
  g_assert_cmpuint (mallinfo2 ().uordblks, ==, before);
  assert_fixed (held (&desk, desk.xyz), "0");
  rig_end (&desk.rig);
}

static void
count_order (const BwOrder *order, gpointer user_data)
{
  BwOrderId *last = user_data;

  g_assert_cmpuint (order->id, >, *last);
  *last = order->id;
}

static void
test_queries (void)
{
  BwMarketState state;
  BwOrderId last = 0;
  BwPosition positions[4];
  Desk desk;

  begin (&desk, "10000");
  g_assert_cmpuint (bw_core_n_accounts (desk.rig.core), ==, 1);
  g_assert_null (bw_core_account (desk.rig.core, 2));
  g_assert_null (bw_core_instrument (desk.rig.core, 0));
  g_assert_null (bw_core_instrument (desk.rig.core, 50));
  g_assert_cmpstr (bw_core_instrument (desk.rig.core, desk.btc)->symbol, ==, "BTC");
  g_assert_false (bw_core_market_state (desk.rig.core, 50, &state));
  for (int i = 0; i < 5; i++)
    rig_order (&desk.rig, desk.account, desk.xyz, BW_SIDE_BUY, "1", BW_ORDER_LIMIT, "9");
  bw_core_foreach_open_order (desk.rig.core, desk.account, count_order, &last);
  g_assert_cmpuint (last, ==, 5);
  rig_trade (&desk.rig, desk.xyz, "10", "3");
  rig_trade (&desk.rig, desk.xyz, "11", "3");
  rig_trade (&desk.rig, desk.xyz, "9.50", "3");
  g_assert_true (bw_core_market_state (desk.rig.core, desk.xyz, &state));
  assert_fixed (state.day_open, "10");
  assert_fixed (state.day_high, "11");
  assert_fixed (state.day_low, "9.5");
  assert_fixed (state.day_volume, "9");
  assert_fixed (state.last, "9.5");
  rig_tell_session (&desk.rig, 1);
  rig_at (&desk.rig, 86400 + 60);
  rig_trade (&desk.rig, desk.xyz, "9.60", "3");
  g_assert_true (bw_core_market_state (desk.rig.core, desk.xyz, &state));
  assert_fixed (state.previous_close, "9.5");
  assert_fixed (state.day_open, "9.6");
  g_assert_cmpuint (bw_core_positions (desk.rig.core, desk.account, positions, 4), ==, 0);
  rig_quote (&desk.rig, desk.btc, "99", "5", "100", "5");
  rig_quote (&desk.rig, desk.xyz, "9.59", "500", "9.60", "500");
  rig_order (&desk.rig, desk.account, desk.xyz, BW_SIDE_BUY, "1", BW_ORDER_MARKET, NULL);
  {
    BwInput input = { .kind = BW_INPUT_TRANSFER_IN };

    input.transfer_in.account = desk.account;
    input.transfer_in.instrument = desk.btc;
    input.transfer_in.quantity = input.transfer_in.price = fx ("2");
    rig_step (&desk.rig, &input);
  }
  g_assert_cmpuint (bw_core_positions (desk.rig.core, desk.account, positions, 4), ==, 2);
  g_assert_cmpuint (positions[0].instrument, ==, desk.xyz);
  g_assert_cmpuint (positions[1].instrument, ==, desk.btc);
  g_assert_cmpuint (bw_core_positions (desk.rig.core, desk.account, NULL, 0), ==, 2);
  g_assert_cmpuint (bw_core_positions (desk.rig.core, 77, positions, 4), ==, 0);
  rig_end (&desk.rig);
}

/* A day begins with the session: profit of the day starts at nothing, flows do not count. */
static void
test_day_profit (void)
{
  BwAccountFigures figures;
  BwInput input = { .kind = BW_INPUT_DEPOSIT };
  Desk desk;

  begin (&desk, "10000");
  rig_order (&desk.rig, desk.account, desk.xyz, BW_SIDE_BUY, "100", BW_ORDER_LIMIT, "10");
  rig_quote (&desk.rig, desk.xyz, "10.50", "500", "10.60", "500");
  input.cash.account = desk.account;
  input.cash.amount = fx ("500");
  rig_step (&desk.rig, &input);
  g_assert_true (bw_core_account_figures (desk.rig.core, desk.account, &figures));
  assert_fixed (figures.day_profit, "50");
  assert_fixed (figures.total_profit, "50");
  rig_tell_session (&desk.rig, 1);
  rig_at (&desk.rig, 86400 + 60);
  g_assert_true (bw_core_account_figures (desk.rig.core, desk.account, &figures));
  assert_fixed (figures.day_profit, "0");
  rig_quote (&desk.rig, desk.xyz, "10.40", "500", "10.60", "500");
  rig_order (&desk.rig, desk.account, desk.xyz, BW_SIDE_SELL, "50", BW_ORDER_MARKET, NULL);
  g_assert_true (bw_core_account_figures (desk.rig.core, desk.account, &figures));
  assert_fixed (figures.day_profit, "-10");
  assert_fixed (figures.total_profit, "40");
  assert_fixed (figures.realized_today, "20");
  rig_end (&desk.rig);
}

/* However many ids were used, each is refused the second time, and only those. */
static void
test_many_client_ids (void)
{
  Desk desk;

  begin (&desk, "100000");
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < 1000; i++)
      {
        BwInput input = { .kind = BW_INPUT_NEW_ORDER };
        BwOrder order;

        input.new_order = (BwNewOrder){ .account = desk.account, .instrument = desk.xyz, .side = BW_SIDE_BUY,
                                        .type = BW_ORDER_LIMIT, .tif = BW_TIF_GTC };
        input.new_order.quantity = input.new_order.limit_price = fx ("1");
        g_snprintf (input.new_order.client_id, BW_CLIENT_ID_BYTES, "id-%d", i);
        rig_step (&desk.rig, &input);
        order = rig_last_order (&desk.rig);
        g_assert_cmpint (order.reason, ==, round == 0 ? BW_REASON_NONE : BW_REASON_DUPLICATE_CLIENT_ID);
      }
  g_assert_cmpuint (bw_core_n_open_orders (desk.rig.core), ==, 1000);
  rig_end (&desk.rig);
}

static const struct
{
  const char *name;
  BwNewOrder order;
  BwReason reason;
} odd_orders[] = {
  { "no side", { .side = 0, .type = BW_ORDER_MARKET, .tif = BW_TIF_DAY }, BW_REASON_NOT_ALLOWED },
  { "no such intent", { .side = BW_SIDE_BUY, .intent = 3, .type = BW_ORDER_MARKET, .tif = BW_TIF_DAY }, BW_REASON_NOT_ALLOWED },
  { "no type", { .side = BW_SIDE_BUY, .type = 0, .tif = BW_TIF_DAY }, BW_REASON_ORDER_TYPE },
  { "a trailing stop without a trail", { .side = BW_SIDE_BUY, .type = BW_ORDER_TRAILING_STOP, .tif = BW_TIF_DAY }, BW_REASON_PRICE },
  { "no time in force", { .side = BW_SIDE_BUY, .type = BW_ORDER_MARKET, .tif = 0 }, BW_REASON_TIME_IN_FORCE },
  { "a stop at the close", { .side = BW_SIDE_BUY, .type = BW_ORDER_STOP, .tif = BW_TIF_CLS, .stop_price = { 1000000 } }, BW_REASON_TIME_IN_FORCE },
  { "good till no date", { .side = BW_SIDE_BUY, .type = BW_ORDER_LIMIT, .tif = BW_TIF_GTD, .limit_price = { 100000000 } }, BW_REASON_TIME_IN_FORCE },
  { "closing what is not there", { .side = BW_SIDE_SELL, .intent = BW_INTENT_CLOSE, .type = BW_ORDER_MARKET, .tif = BW_TIF_DAY }, BW_REASON_INSUFFICIENT_POSITION },
};

static void
test_odd_orders (void)
{
  Desk desk;

  begin (&desk, "10000");
  for (gsize i = 0; i < G_N_ELEMENTS (odd_orders); i++)
    {
      BwInput input = { .kind = BW_INPUT_NEW_ORDER };

      g_test_message ("%s", odd_orders[i].name);
      input.new_order = odd_orders[i].order;
      input.new_order.account = desk.account;
      input.new_order.instrument = desk.xyz;
      input.new_order.quantity = fx ("1");
      rig_step (&desk.rig, &input);
      g_assert_cmpint (rig_last_order (&desk.rig).status, ==, BW_ORDER_REJECTED);
      g_assert_cmpint (rig_last_order (&desk.rig).reason, ==, odd_orders[i].reason);
    }
  rig_end (&desk.rig);
}

/* An execution that would take the books out of range ends the order instead. */
static void
test_out_of_range_fill (void)
{
  Desk desk;
  BwAccountTerms terms;
  BwAccountId rich;
  BwOrder order;

  begin (&desk, "10000");
  bw_account_terms_init (&terms, BW_ACCOUNT_MARGIN, "R");
  rich = rig_account (&desk.rig, &terms, "92233720000");
  rig_quote (&desk.rig, desk.xyz, "9.99", "0", "10.00", "0");
  rig_trade (&desk.rig, desk.xyz, "10.00", "1");
  order = rig_order (&desk.rig, rich, desk.xyz, BW_SIDE_SELL, "1000", BW_ORDER_MARKET, NULL);
  g_assert_cmpint (order.status, ==, BW_ORDER_NEW);
  rig_quote (&desk.rig, desk.xyz, "9999999999", "1000", "9999999999", "1000");
  g_assert_cmpint (rig_last_order (&desk.rig).status, ==, BW_ORDER_CANCELED);
  g_assert_cmpint (rig_last_order (&desk.rig).reason, ==, BW_REASON_NOTIONAL_TOO_LARGE);
  rig_end (&desk.rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/rules/refused-commands", test_refused_commands);
  g_test_add_func ("/trading/rules/refused-setups", test_refused_setups);
  g_test_add_func ("/trading/rules/refused-events", test_refused_events);
  g_test_add_func ("/trading/rules/refused-depths", test_refused_depths);
  g_test_add_func ("/trading/rules/reverse", test_reverse);
  g_test_add_func ("/trading/rules/reverse-waits-until-flat", test_reverse_waits_until_flat);
  g_test_add_func ("/trading/rules/frozen-account", test_frozen_account);
  g_test_add_func ("/trading/rules/transfer-must-not-flip", test_transfer_must_not_flip);
  g_test_add_func ("/trading/rules/preview", test_preview);
  g_test_add_func ("/trading/rules/preview-of-unknowns", test_preview_of_unknowns);
  g_test_add_func ("/trading/rules/steady-state-allocates-nothing", test_steady_state_allocates_nothing);
  g_test_add_func ("/trading/rules/queries", test_queries);
  g_test_add_func ("/trading/rules/day-profit", test_day_profit);
  g_test_add_func ("/trading/rules/many-client-ids", test_many_client_ids);
  g_test_add_func ("/trading/rules/odd-orders", test_odd_orders);
  g_test_add_func ("/trading/rules/out-of-range-fill", test_out_of_range_fill);
  return g_test_run ();
}
