/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rig.h"

#include "base/random.h"

#include <stdlib.h>

/* The core allocates nothing once it is warm: a lively minute is played twice, and in the second one
 * every allocation of the process is counted. */

#define N_INSTRUMENTS 20

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define CAN_COUNT 0 /* the sanitizer's own allocator is in the way */
#else
#define CAN_COUNT 1

static gsize n_allocations;

extern void *__libc_malloc (size_t n_bytes);
extern void *__libc_calloc (size_t n_items, size_t n_bytes);
extern void *__libc_realloc (void *old, size_t n_bytes);

void *
malloc (size_t n_bytes)
{
  n_allocations++;
  return __libc_malloc (n_bytes);
}

void *
calloc (size_t n_items, size_t n_bytes)
{
  n_allocations++;
  return __libc_calloc (n_items, n_bytes);
}

void *
realloc (void *old, size_t n_bytes)
{
  n_allocations++;
  return __libc_realloc (old, n_bytes);
}

static void
quote (Rig *rig, BwInstrumentId instrument, gint64 ask_cents)
{
  BwInput input = { .kind = BW_INPUT_MARKET };

  input.market = (BwMarketEvent){ .time = rig->now, .instrument = instrument, .kind = BW_MARKET_QUOTE };
  input.market.quote.bid.e8 = (ask_cents - 2) * 1000000;
  input.market.quote.ask.e8 = ask_cents * 1000000;
  input.market.quote.bid_size = input.market.quote.ask_size = BW_FIXED (50);
  rig_step (rig, &input);
}

static void
trade (Rig *rig, BwInstrumentId instrument, gint64 cents)
{
  BwInput input = { .kind = BW_INPUT_MARKET };

  input.market = (BwMarketEvent){ .time = rig->now, .instrument = instrument, .kind = BW_MARKET_TRADE };
  input.market.trade.price.e8 = cents * 1000000;
  input.market.trade.size = BW_FIXED (20);
  rig_step (rig, &input);
}

/* Returns: the order that was sent, refused or not */
static BwOrderId
send (Rig *rig, BwAccountId account, guint64 draw, gint64 cents)
{
  static const BwOrderType types[] = { BW_ORDER_MARKET, BW_ORDER_LIMIT, BW_ORDER_STOP, BW_ORDER_STOP_LIMIT,
                                       BW_ORDER_TRAILING_STOP, BW_ORDER_LIMIT_IF_TOUCHED };
  BwOrderType type = types[draw % G_N_ELEMENTS (types)];
  BwInput input = { .kind = BW_INPUT_NEW_ORDER };
  gint64 near = cents + (gint64) (draw >> 16) % 60 - 30;

  input.new_order.account = account;
  input.new_order.instrument = (BwInstrumentId) (1 + (draw >> 8) % N_INSTRUMENTS);
  input.new_order.side = (draw >> 5) % 2 != 0 ? BW_SIDE_BUY : BW_SIDE_SELL;
  input.new_order.type = (guint8) type;
  input.new_order.tif = BW_TIF_DAY;
  input.new_order.quantity = BW_FIXED (1 + (gint64) (draw >> 24) % 90);
  if (type == BW_ORDER_LIMIT || type == BW_ORDER_STOP_LIMIT || type == BW_ORDER_LIMIT_IF_TOUCHED)
    input.new_order.limit_price.e8 = near * 1000000;
  if (type == BW_ORDER_STOP || type == BW_ORDER_STOP_LIMIT || type == BW_ORDER_LIMIT_IF_TOUCHED)
    input.new_order.stop_price.e8 = near * 1000000;
  if (type == BW_ORDER_TRAILING_STOP)
    input.new_order.trail = BW_FIXED (1);
  rig_step (rig, &input);
  return rig_last_order (rig).id;
}

static void
cancel (Rig *rig, BwOrderId order)
{
  BwInput input = { .kind = BW_INPUT_CANCEL_ORDER };

  input.cancel_order.order = order;
  rig_step (rig, &input);
}

/* Ten moments a second, each with quotes, a trade, two orders and a cancel. Returns: fills */
static guint
play_minute (Rig *rig, BwAccountId account, guint64 minute)
{
  BwTime begin = RIG_OPEN + (gint64) minute * BW_MINUTE;
  BwOrderId sent[8] = { 0 };
  guint n_fills = 0;

  for (guint moment = 0; moment < 600; moment++)
    {
      guint64 draw = bw_random_at (5, moment, 0, 0, 0);
      gint64 cents = 10000 + (gint64) (draw >> 40) % 40;

      rig->now = begin + moment * 100 * BW_MILLISECOND;
      for (BwInstrumentId id = 1; id <= N_INSTRUMENTS; id += 3)
        quote (rig, (BwInstrumentId) (1 + (id + moment) % N_INSTRUMENTS), cents + id % 5);
      trade (rig, (BwInstrumentId) (1 + draw % N_INSTRUMENTS), cents);
      cancel (rig, sent[moment % G_N_ELEMENTS (sent)]);
      for (guint i = 0; i < 2; i++)
        {
          sent[moment % G_N_ELEMENTS (sent)] = send (rig, account, bw_random_at (6, moment, i, 0, 0), cents);
          for (const BwOutputHeader *h = bw_outputs_first (&rig->outputs); h != NULL;
               h = bw_outputs_next (&rig->outputs, h))
            n_fills += h->kind == BW_OUTPUT_FILL;
        }
    }
  return n_fills;
}
static void
flatten (Rig *rig, BwAccountId account)
{
  BwInput input = { .kind = BW_INPUT_FLATTEN };

  input.account.account = account;
  rig_step (rig, &input);
}
#endif

static void
test_lively_minute (void)
{
#if CAN_COUNT
  BwAccountTerms terms;
  BwAccountId account;
  gsize n_before;
  guint n_fills;
  Rig rig;

  rig_begin (&rig);
  for (guint i = 1; i <= N_INSTRUMENTS; i++)
    {
      char symbol[BW_SYMBOL_BYTES];

      g_snprintf (symbol, sizeof symbol, "S%u", i);
      rig_instrument (&rig, BW_INSTRUMENT_EQUITY, symbol, FALSE);
    }
  bw_account_terms_init (&terms, BW_ACCOUNT_MARGIN, "A");
  g_strlcpy (terms.fee_schedule, "us-equity-2026", sizeof terms.fee_schedule);
  account = rig_account (&rig, &terms, "10000000");
  play_minute (&rig, account, 1);
  flatten (&rig, account);
  n_before = n_allocations;
  g_assert_cmpuint (n_before, >, 0); /* it counts */
  n_fills = play_minute (&rig, account, 2);
  g_assert_cmpuint (n_allocations, ==, n_before);
  g_assert_cmpuint (n_fills, >, 100);
  rig_end (&rig);
#else
  g_test_skip ("the sanitizer's allocator is in the way");
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/allocation/lively-minute", test_lively_minute);
  return g_test_run ();
}
