/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/random.h"
#include "order-model.h"
#include "rig.h"
#include "trading/order-type.h"

/* The core beside a slow model of it, on seeded random sequences. */

typedef struct
{
  Rig rig;
  Model *model;
  guint64 seed, n_draws;
} Pair;

static gint64
draw (Pair *pair, gint64 min, gint64 max)
{
  return min + (gint64) (bw_random_at (pair->seed, 1, pair->n_draws++, 0, 0) % (guint64) (max - min + 1));
}

static BwFixed
cents (gint64 n)
{
  return (BwFixed){ n * 1000000 };
}

static void
do_quote (Pair *pair, int instrument)
{
  gint64 middle = 3000 + 2000 * instrument + draw (pair, -40, 40);
  gint64 bid = middle - draw (pair, 0, 3), ask = middle + draw (pair, 0, 3);
  gint64 bid_size = draw (pair, 0, 9) == 0 ? 0 : draw (pair, 1, 30);
  gint64 ask_size = draw (pair, 0, 9) == 0 ? 0 : draw (pair, 1, 30);
  BwInput input = { .kind = BW_INPUT_MARKET };

  input.market = (BwMarketEvent){ .time = pair->rig.now, .instrument = (BwInstrumentId) instrument + 1,
                                  .kind = BW_MARKET_QUOTE };
  input.market.quote.bid = cents (bid);
  input.market.quote.ask = cents (ask);
  input.market.quote.bid_size = BW_FIXED (bid_size);
  input.market.quote.ask_size = BW_FIXED (ask_size);
  rig_step (&pair->rig, &input);
  model_quote (pair->model, instrument, bid, bid_size, ask, ask_size);
}

static void
do_trade (Pair *pair, int instrument)
{
  gint64 price = 3000 + 2000 * instrument + draw (pair, -42, 42), size = draw (pair, 1, 40);
  BwInput input = { .kind = BW_INPUT_MARKET };

  input.market = (BwMarketEvent){ .time = pair->rig.now, .instrument = (BwInstrumentId) instrument + 1,
                                  .kind = BW_MARKET_TRADE };
  input.market.trade.price = cents (price);
  input.market.trade.size = BW_FIXED (size);
  rig_step (&pair->rig, &input);
  model_trade (pair->model, instrument, price, size);
}

static void
do_bar (Pair *pair, int instrument)
{
  gint64 middle = 3000 + 2000 * instrument;
  gint64 open = middle + draw (pair, -50, 50), close = middle + draw (pair, -50, 50);
  gint64 high = MAX (open, close) + draw (pair, 0, 30), low = MIN (open, close) - draw (pair, 0, 30);
  BwInput input = { .kind = BW_INPUT_MARKET };

  pair->rig.now += BW_MINUTE;
  input.market = (BwMarketEvent){ .time = pair->rig.now, .instrument = (BwInstrumentId) instrument + 1,
                                  .kind = BW_MARKET_BAR };
  input.market.bar.open = cents (open);
  input.market.bar.high = cents (high);
  input.market.bar.low = cents (low);
  input.market.bar.close = cents (close);
  input.market.bar.volume = BW_FIXED (1);
  input.market.bar.timeframe = BW_TIMEFRAME_1M;
  rig_step (&pair->rig, &input);
  model_bar (pair->model, instrument, open, high, low, close);
}

static void
do_order (Pair *pair, int instrument)
{
  static const BwOrderType types[] = { BW_ORDER_MARKET,     BW_ORDER_LIMIT,
                                       BW_ORDER_LIMIT,      BW_ORDER_STOP,
                                       BW_ORDER_STOP_LIMIT, BW_ORDER_MARKET_IF_TOUCHED,
                                       BW_ORDER_LIMIT_IF_TOUCHED };
  Order order = { .account = (int) draw (pair, 0, N_ACCOUNTS - 1), .instrument = instrument };
  gint64 middle = 3000 + 2000 * instrument;
  BwInput input = { .kind = BW_INPUT_NEW_ORDER };
  BwReason expected;
  BwOrder first = { 0 };

  order.type = types[draw (pair, 0, G_N_ELEMENTS (types) - 1)];
  order.is_buy = draw (pair, 0, 1) == 0;
  order.quantity = draw (pair, 1, 50);
  if (bw_order_type_has_limit (order.type))
    order.limit = middle + draw (pair, -60, 60);
  if (bw_order_type_has_trigger (order.type))
    order.stop = middle + draw (pair, -60, 60);
  input.new_order.account = (BwAccountId) order.account + 1;
  input.new_order.instrument = (BwInstrumentId) instrument + 1;
  input.new_order.side = order.is_buy ? BW_SIDE_BUY : BW_SIDE_SELL;
  input.new_order.type = (guint8) order.type;
  input.new_order.tif = BW_TIF_GTC;
  input.new_order.quantity = BW_FIXED (order.quantity);
  input.new_order.limit_price = cents (order.limit);
  input.new_order.stop_price = cents (order.stop);
  rig_step (&pair->rig, &input);
  first = *(const BwOrder *) bw_output_body (bw_outputs_first (&pair->rig.outputs));
  order.id = first.id;
  expected = model_order (pair->model, &order);
  if (first.reason != expected)
    g_error ("order %" G_GUINT64_FORMAT ": the core says %s, the model %s", first.id,
             bw_reason_word (first.reason), bw_reason_word (expected));
}

static void
do_cancel (Pair *pair)
{
  BwInput input = { .kind = BW_INPUT_CANCEL_ORDER };
  Order *order;

  if (pair->model->n_orders == 0)
    return;
  order = &pair->model->orders[draw (pair, MAX (0, pair->model->n_orders - 20), pair->model->n_orders - 1)];
  input.cancel_order.order = order->id;
  rig_step (&pair->rig, &input);
  order->is_open = FALSE;
}

static void
compare (Pair *pair)
{
  Model *model = pair->model;
  gsize n_open = 0;

  for (int i = 0; i < model->n_orders; i++)
    {
      const Order *order = &model->orders[i];
      const BwOrder *found = bw_core_open_order (pair->rig.core, order->id);

      n_open += order->is_open;
      if ((found != NULL) != order->is_open)
        g_error ("order %" G_GUINT64_FORMAT " is %s in the model", order->id, order->is_open ? "open" : "closed");
      if (found != NULL)
        g_assert_cmpint (found->filled.e8, ==, BW_FIXED (order->filled).e8);
    }
  g_assert_cmpuint (bw_core_n_open_orders (pair->rig.core), ==, n_open);
  for (int a = 0; a < N_ACCOUNTS; a++)
    {
      BwAccountFigures figures;

      g_assert_true (bw_core_account_figures (pair->rig.core, (BwAccountId) a + 1, &figures));
      g_assert_cmpint (figures.cash.e8, ==, cents (model->cash[a]).e8);
      g_assert_cmpint (figures.buying_power.e8, ==, model_buying_power (model, a) * 1000);
      for (int i = 0; i < N_INSTRUMENTS; i++)
        {
          BwPosition position = { 0 };

          bw_core_position (pair->rig.core, (BwAccountId) a + 1, (BwInstrumentId) i + 1, &position);
          g_assert_cmpint (position.quantity.e8, ==, BW_FIXED (model->positions[a][i].quantity).e8);
          g_assert_cmpint (position.realized.e8, ==, cents (model->positions[a][i].realized).e8);
        }
    }
  rig_assert_balanced (&pair->rig);
}

/* A core that is saved and loaded in the middle goes on the same. */
static void
reload (Pair *pair)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  guint8 before[BW_CORE_DIGEST_BYTES], after[BW_CORE_DIGEST_BYTES];

  bw_core_digest (pair->rig.core, before);
  bw_core_save (pair->rig.core, bytes);
  bw_core_free (pair->rig.core);
  pair->rig.core = bw_core_load (bytes->data, bytes->len, &error);
  g_assert_no_error (error);
  bw_core_digest (pair->rig.core, after);
  g_assert_cmpmem (before, sizeof before, after, sizeof after);
}

static void
begin_pair (Pair *pair)
{
  BwAccountTerms terms;

  g_test_message ("seed %" G_GUINT64_FORMAT, pair->seed);
  pair->model = g_new0 (Model, 1);
  rig_begin (&pair->rig);
  for (int i = 0; i < N_INSTRUMENTS; i++)
    rig_instrument (&pair->rig, BW_INSTRUMENT_EQUITY, (const char *[]){ "AAA", "BBB", "CCC" }[i], FALSE);
  for (int a = 0; a < N_ACCOUNTS; a++)
    {
      bw_account_terms_init (&terms, BW_ACCOUNT_MARGIN, "A");
      terms.margin_rule = BW_MARGIN_RULE_INTRADAY; /* the model knows no day trades */
      terms.profile = a == 0 ? BW_PROFILE_REALISTIC : BW_PROFILE_TOUCH;
      rig_account (&pair->rig, &terms, a == 0 ? "50000" : "6000");
      pair->model->cash[a] = a == 0 ? 5000000 : 600000;
    }
  rig_at (&pair->rig, 60);
}

static void
end_pair (Pair *pair, guint64 n_fills_min)
{
  g_assert_cmpuint (pair->model->n_fills, >, n_fills_min);
  rig_end (&pair->rig);
  g_free (pair->model);
}

/* Bars alone, a session of minutes; an order goes in between every two. */
static void
play_bars (guint64 seed)
{
  Pair pair = { .seed = seed };

  begin_pair (&pair);
  for (int step = 0; step < 370; step++)
    {
      do_bar (&pair, (int) draw (&pair, 0, N_INSTRUMENTS - 1));
      compare (&pair);
      do_order (&pair, (int) draw (&pair, 0, N_INSTRUMENTS - 1));
      if (draw (&pair, 0, 4) == 0)
        do_cancel (&pair);
      if (draw (&pair, 0, 50) == 0)
        reload (&pair);
      compare (&pair);
    }
  end_pair (&pair, 50);
}

static void
play (guint64 seed, int n_steps)
{
  Pair pair = { .seed = seed };

  begin_pair (&pair);
  for (int step = 0; step < n_steps; step++)
    {
      int instrument = (int) draw (&pair, 0, N_INSTRUMENTS - 1);
      gint64 what = draw (&pair, 0, 99);

      pair.rig.now += BW_MILLISECOND;
      if (what < 30)
        do_quote (&pair, instrument);
      else if (what < 50)
        do_trade (&pair, instrument);
      else if (what < 90)
        do_order (&pair, instrument);
      else if (what < 99)
        do_cancel (&pair);
      else
        reload (&pair);
      compare (&pair);
    }
  end_pair (&pair, (guint64) n_steps / 20);
}

static void
test_random_sequences (void)
{
  const char *seed = g_getenv ("BW_TEST_SEED");

  if (seed != NULL)
    {
      play (g_ascii_strtoull (seed, NULL, 10), 2000);
      return;
    }
  for (guint64 i = 1; i <= 200; i++)
    play (i, 1500);
}

static void
test_random_bars (void)
{
  const char *seed = g_getenv ("BW_TEST_SEED");

  if (seed != NULL)
    {
      play_bars (g_ascii_strtoull (seed, NULL, 10));
      return;
    }
  for (guint64 i = 1; i <= 200; i++)
    play_bars (i);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/model/random-sequences", test_random_sequences);
  g_test_add_func ("/trading/model/random-bars", test_random_bars);
  return g_test_run ();
}
