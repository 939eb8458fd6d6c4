/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "base/random.h"
#include "trading/core.h"

#include <malloc.h>
#include <stdlib.h>

/* The core alone: quotes against resting orders, and orders accepted, filled and posted. */

#define N_INSTRUMENTS 100
#define N_EVENTS 65536
#define ROUND_ORDERS (2 * N_INSTRUMENTS) /* short, so that few rounds are interrupted */
#define OPEN (G_GINT64_CONSTANT (1772461800) * BW_SECOND) /* 2026-03-02 09:30 New York */

typedef struct
{
  BwCore *core;
  BwOutputs outputs;
  BwTime now;
} Bench;

static gint64
read_ns (void)
{
  return bw_clock_monotonic (bw_clock_system ());
}

static void
step (Bench *bench, BwInput *input)
{
  input->time = bench->now;
  bw_outputs_reset (&bench->outputs);
  bw_core_step (bench->core, input, &bench->outputs);
}

static void
quote_at (BwMarketEvent *event, BwTime time, BwInstrumentId instrument, gint64 ask_e8)
{
  *event = (BwMarketEvent){ .time = time, .instrument = instrument, .kind = BW_MARKET_QUOTE };
  event->quote.bid.e8 = ask_e8 - 2000000;
  event->quote.ask.e8 = ask_e8;
  event->quote.bid_size = event->quote.ask_size = BW_FIXED (1000);
}

/* Every limit there is, wide enough that all orders pass: each is looked at for each of them. */
static void
set_limits (Bench *bench)
{
  static const struct
  {
    BwLimitRule rule;
    const char *value;
  } limits[] = {
    { BW_LIMIT_DAILY_LOSS, "50%" },      { BW_LIMIT_DRAWDOWN, "50%" },
    { BW_LIMIT_DENIED_SYMBOLS, "AAPL MSFT NVDA" }, { BW_LIMIT_SESSIONS, "pre core post" },
    { BW_LIMIT_ORDER_RATE, "1000/s" },   { BW_LIMIT_ORDER_SIZE, "1000000" },
    { BW_LIMIT_ORDER_QUANTITY, "100000" }, { BW_LIMIT_POSITION, "90%" },
    { BW_LIMIT_SECTOR, "90%" },          { BW_LIMIT_CONCENTRATION, "90%" },
    { BW_LIMIT_GROSS, "150%" },          { BW_LIMIT_NET, "150%" },
    { BW_LIMIT_LEVERAGE, "2" },          { BW_LIMIT_PRICE_COLLAR, "5%" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      BwInput input = { .kind = BW_INPUT_SET_LIMIT };
      BwLimit found;

      input.set_limit.limit.rule = (guint8) limits[i].rule;
      if (!bw_limit_parse_value (limits[i].value, &input.set_limit.limit))
        g_error ("no value of %s", bw_limit_word (limits[i].rule));
      step (bench, &input);
      if (!bw_core_limit (bench->core, 0, limits[i].rule, &found) || found.mode != BW_LIMIT_ON)
        g_error ("%s was not set", bw_limit_word (limits[i].rule));
    }
}

static void
begin (Bench *bench, gboolean is_full)
{
  BwInput input = { .kind = BW_INPUT_SESSION };

  bench->core = bw_core_new (1);
  bench->now = OPEN;
  bw_outputs_init (&bench->outputs);
  input.session.calendar = BW_CALENDAR_XNYS;
  input.session.session = (BwSession){ .pre_open = OPEN, .open = OPEN, .close = OPEN + BW_DAY / 4,
                                       .post_close = OPEN + BW_DAY / 4 };
  step (bench, &input);
  for (guint i = 1; i <= N_INSTRUMENTS; i++)
    {
      char symbol[BW_SYMBOL_BYTES];

      input = (BwInput){ .kind = BW_INPUT_DEFINE_INSTRUMENT };
      g_snprintf (symbol, sizeof symbol, "S%u", i);
      bw_instrument_init (&input.instrument, BW_INSTRUMENT_EQUITY, symbol);
      input.instrument.sector = (BwSector) (10 + 5 * (i % 11));
      step (bench, &input);
    }
  input = (BwInput){ .kind = BW_INPUT_OPEN_ACCOUNT };
  bw_account_terms_init (&input.open_account.terms, BW_ACCOUNT_MARGIN, "bench");
  if (is_full)
    g_strlcpy (input.open_account.terms.fee_schedule, "us-equity-2026",
               sizeof input.open_account.terms.fee_schedule);
  step (bench, &input);
  input = (BwInput){ .kind = BW_INPUT_DEPOSIT };
  input.cash.account = 1;
  input.cash.amount = BW_FIXED (40000000000);
  step (bench, &input);
  if (is_full)
    set_limits (bench);
}

static void
end (Bench *bench)
{
  bw_core_free (bench->core);
  bw_outputs_clear (&bench->outputs);
}

static void
quote_all (Bench *bench)
{
  for (guint i = 1; i <= N_INSTRUMENTS; i++)
    {
      BwMarketEvent event;

      quote_at (&event, bench->now, i, G_GINT64_CONSTANT (10000000000));
      bw_core_step_market (bench->core, &event, 1, &bench->outputs);
    }
}

/* Buys 1 % to 21 % from a market that wanders within 0.5 %, which touches none: limits below it, or
 * trailing stops above it, whose marks it moves. */
static void
rest_orders (Bench *bench, guint n_orders, BwOrderType type)
{
  for (guint i = 0; i < n_orders; i++)
    {
      BwInput input = { .kind = BW_INPUT_NEW_ORDER };
      guint64 draw = bw_random_at (7, i, 0, 0, 0);

      input.new_order.account = 1;
      input.new_order.instrument = 1 + i % N_INSTRUMENTS;
      input.new_order.side = BW_SIDE_BUY;
      input.new_order.type = (guint8) type;
      input.new_order.tif = BW_TIF_GTC;
      input.new_order.quantity = BW_FIXED (1);
      if (type == BW_ORDER_LIMIT)
        input.new_order.limit_price.e8 = (gint64) (7900 + draw % 2000) * 1000000;
      else
        input.new_order.trail.e8 = (gint64) (200 + draw % 2000) * 1000000;
      step (bench, &input);
    }
  if (bw_core_n_open_orders (bench->core) != n_orders)
    g_error ("%u orders were to rest, %" G_GSIZE_FORMAT " do", n_orders,
             bw_core_n_open_orders (bench->core));
}

static int
compare_ns (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

/* The median round, as a rate. */
static double
rate_of (gint64 *round_ns, guint n_rounds, guint n_in_round)
{
  qsort (round_ns, n_rounds, sizeof *round_ns, compare_ns);
  return n_in_round * 1e9 / (double) round_ns[n_rounds / 2];
}

static double
measure_ticks (guint n_resting, guint n_rounds, gboolean is_full, BwOrderType type)
{
  g_autofree BwMarketEvent *events = g_new (BwMarketEvent, N_EVENTS);
  g_autofree gint64 *round_ns = g_new (gint64, n_rounds);
  Bench bench;

  begin (&bench, is_full);
  quote_all (&bench);
  rest_orders (&bench, n_resting, type);
  for (guint round = 0; round < n_rounds; round++)
    {
      gint64 started;

      for (guint i = 0; i < N_EVENTS; i++)
        {
          guint64 draw = bw_random_at (11, round, i, 0, 0);

          bench.now += 1000;
          quote_at (&events[i], bench.now, (BwInstrumentId) (1 + draw % N_INSTRUMENTS),
                    (gint64) (9950 + (draw >> 32) % 100) * 1000000);
        }
      bw_outputs_reset (&bench.outputs);
      started = read_ns ();
      bw_core_step_market (bench.core, events, N_EVENTS, &bench.outputs);
      round_ns[round] = read_ns () - started;
    }
  end (&bench);
  return rate_of (round_ns, n_rounds, N_EVENTS);
}

/* Market orders, bought and sold in turn over all instruments; a quote refreshes each now and then. */
static double
measure_orders (guint n_rounds, gboolean is_full)
{
  g_autofree gint64 *round_ns = g_new (gint64, n_rounds);
  guint64 n_orders = 0;
  Bench bench;

  begin (&bench, is_full);
  for (guint round = 0; round < n_rounds; round++)
    {
      gint64 started;

      bench.now += BW_MILLISECOND;
      quote_all (&bench);
      started = read_ns ();
      for (guint i = 0; i < ROUND_ORDERS; i++)
        {
          BwInput input;

          bench.now += is_full ? BW_MILLISECOND : 0; /* as many a second as the order rate allows */
          input.kind = BW_INPUT_NEW_ORDER;
          input.new_order = (BwNewOrder){
            .account = 1,
            .instrument = 1 + (i / 2) % N_INSTRUMENTS,
            .side = i % 2 == 0 ? BW_SIDE_BUY : BW_SIDE_SELL,
            .type = BW_ORDER_MARKET,
            .tif = BW_TIF_DAY,
            .quantity = BW_FIXED (10),
          };
          step (&bench, &input);
          n_orders++;
        }
      round_ns[round] = read_ns () - started;
    }
  if (bw_core_account (bench.core, 1)->n_positions != 0 || !bw_core_is_balanced (bench.core, NULL) ||
      bw_core_n_open_orders (bench.core) != 0 || n_orders == 0)
    g_error ("the orders did not trade");
  end (&bench);
  return rate_of (round_ns, n_rounds, ROUND_ORDERS);
}

/* All that is allocated for an order at rest: itself, what it has of extras, its places in the index,
 * in its tree and among the timers. */
static double
measure_bytes (guint n_orders, BwOrderType type)
{
  struct mallinfo2 before, after;
  Bench bench;

  begin (&bench, FALSE);
  quote_all (&bench);
  before = mallinfo2 ();
  rest_orders (&bench, n_orders, type);
  after = mallinfo2 ();
  end (&bench);
  return (double) (after.uordblks + after.hblkhd - before.uordblks - before.hblkhd) / n_orders;
}

/* Is the figure asked for? All are, where none is named. */
static gboolean
is_asked (int argc, char **argv, const char *figure)
{
  gboolean is_any = FALSE;

  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], figure))
      return TRUE;
    else
      is_any |= argv[i][0] != '-';
  return !is_any;
}

int
main (int argc, char **argv)
{
  if (is_asked (argc, argv, "core.tick"))
    g_print ("core.tick %.0f quotes/s\n", measure_ticks (1000, 100, FALSE, BW_ORDER_LIMIT));
  if (is_asked (argc, argv, "core.order"))
    g_print ("core.order %.0f orders/s\n", measure_orders (2000, FALSE));
  if (is_asked (argc, argv, "core.tick.full"))
    g_print ("core.tick.full %.0f quotes/s\n", measure_ticks (1000, 100, TRUE, BW_ORDER_LIMIT));
  if (is_asked (argc, argv, "core.order.full"))
    g_print ("core.order.full %.0f orders/s\n", measure_orders (2000, TRUE));
  if (is_asked (argc, argv, "core.tick.resting_ratio"))
    g_print ("core.tick.resting_ratio %.3f x\n",
             measure_ticks (1000, 100, FALSE, BW_ORDER_LIMIT) / measure_ticks (1000000, 20, FALSE, BW_ORDER_LIMIT));
  if (is_asked (argc, argv, "core.tick.trailing"))
    g_print ("core.tick.trailing %.0f quotes/s\n", measure_ticks (1000, 100, FALSE, BW_ORDER_TRAILING_STOP));
  if (is_asked (argc, argv, "core.order.bytes"))
    g_print ("core.order.bytes %.0f bytes\n", measure_bytes (1000000, BW_ORDER_LIMIT));
  if (is_asked (argc, argv, "core.order.bytes.trailing"))
    g_print ("core.order.bytes.trailing %.0f bytes\n", measure_bytes (1000000, BW_ORDER_TRAILING_STOP));
  return 0;
}
