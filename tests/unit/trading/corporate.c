/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/random.h"
#include "rig.h"

#include <string.h>

/* A slow and obvious model of lots, splits, dividends, delistings and resets, against the core, on
 * seeded random sequences. Everything is counted in units of 10^-8, in plain arrays. */

#define N_STEPS 600
#define N_LOTS_MAX 2000
#define N_OWED_MAX 600
#define UNIT BW_FIXED_ONE_E8
#define CENT 1000000

typedef struct
{
  __int128 quantity, cost;
} Lot;

typedef struct
{
  Lot lots[N_LOTS_MAX];
  int n_lots;
  __int128 realized;
} Holding;

typedef struct
{
  BwTime pay;
  __int128 amount;
} Owed;

#define N_METHODS 3

typedef struct
{
  guint64 seed, n_draws;
  Rig rig;
  BwInstrumentId instrument;
  BwAccountId accounts[N_METHODS];
  Holding holdings[N_METHODS];
  __int128 cash[N_METHODS], dividends[N_METHODS], deposits[N_METHODS];
  __int128 realized_before[N_METHODS]; /* of instruments that are delisted */
  Owed owed[N_METHODS][N_OWED_MAX];
  int n_owed[N_METHODS];
  __int128 price;
  gint64 seconds;
  int n_listings;
} Pair;

static gint64
draw (Pair *pair, gint64 min, gint64 max)
{
  return min + (gint64) (bw_random_at (pair->seed, 2, pair->n_draws++, 0, 0) % (guint64) (max - min + 1));
}

/* a × b ÷ c to the nearest, ties to even; c above 0. */
static __int128
mul_div (__int128 a, __int128 b, __int128 c)
{
  __int128 product = a * b;
  __int128 floor = product / c - (product % c < 0);
  __int128 rest = product - floor * c;

  if (2 * rest > c || (2 * rest == c && floor % 2 != 0))
    floor++;
  return floor;
}

static __int128
to_cent (__int128 amount)
{
  return mul_div (amount, 1, CENT) * CENT;
}

static __int128
quantity_of (const Holding *holding)
{
  __int128 sum = 0;

  for (int i = 0; i < holding->n_lots; i++)
    sum += holding->lots[i].quantity;
  return sum;
}

static __int128
cost_of (const Holding *holding)
{
  __int128 sum = 0;

  for (int i = 0; i < holding->n_lots; i++)
    sum += holding->lots[i].cost;
  return sum;
}

static void
drop_lot (Holding *holding, int at)
{
  memmove (&holding->lots[at], &holding->lots[at + 1], (gsize) (holding->n_lots - at - 1) * sizeof (Lot));
  holding->n_lots--;
}

static void
add_lot (Holding *holding, int method, __int128 quantity, __int128 cost)
{
  if (method == BW_LOTS_AVERAGE && holding->n_lots > 0)
    {
      holding->lots[0].quantity += quantity;
      holding->lots[0].cost += cost;
      return;
    }
  g_assert_cmpint (holding->n_lots, <, N_LOTS_MAX);
  holding->lots[holding->n_lots++] = (Lot){ quantity, cost };
}

/* @quantity has the holding's sign; what comes in for it is @proceeds. */
static void
take (Pair *pair, int k, __int128 quantity, __int128 proceeds)
{
  Holding *holding = &pair->holdings[k];
  __int128 cost = 0;

  while (quantity != 0)
    {
      int at = k + 1 == BW_LOTS_LIFO ? holding->n_lots - 1 : 0;
      Lot *lot = &holding->lots[at];
      gboolean is_part = quantity > 0 ? quantity < lot->quantity : quantity > lot->quantity;
      __int128 taken = is_part ? quantity : lot->quantity;
      gboolean is_short = lot->quantity < 0;
      __int128 share = is_part ? mul_div (lot->cost, is_short ? -taken : taken, is_short ? -lot->quantity : lot->quantity)
                               : lot->cost;

      cost += share;
      quantity -= taken;
      lot->quantity -= taken;
      lot->cost -= share;
      if (!is_part)
        drop_lot (holding, at);
    }
  holding->realized += proceeds - cost;
  pair->cash[k] += proceeds;
}

static void
step_market (Pair *pair, BwMarketEvent event)
{
  BwInput input = { .kind = BW_INPUT_MARKET, .market = event };

  input.market.time = pair->rig.now;
  input.market.instrument = pair->instrument;
  rig_step (&pair->rig, &input);
}

static void
quote (Pair *pair)
{
  BwMarketEvent event = { .kind = BW_MARKET_QUOTE };
  gint64 cents = draw (pair, 500, 9000);

  pair->price = (__int128) cents * CENT;
  event.quote.bid.e8 = event.quote.ask.e8 = (gint64) pair->price;
  event.quote.bid_size = event.quote.ask_size = BW_FIXED (100000000);
  step_market (pair, event);
}

static void
trade (Pair *pair, int k)
{
  Holding *holding = &pair->holdings[k];
  __int128 held = quantity_of (holding);
  gboolean closes = held != 0 && draw (pair, 0, 2) == 0;
  __int128 largest = held < 0 ? -held : held;
  gint64 shares = closes ? draw (pair, 1, (gint64) (largest / UNIT)) : draw (pair, 1, 300);
  gboolean is_buy = held == 0 ? draw (pair, 0, 1) : (held > 0) != closes;
  __int128 quantity = (__int128) shares * UNIT * (is_buy ? 1 : -1);
  BwInput input = { .kind = BW_INPUT_NEW_ORDER };

  quote (pair);
  input.new_order.account = pair->accounts[k];
  input.new_order.instrument = pair->instrument;
  input.new_order.side = is_buy ? BW_SIDE_BUY : BW_SIDE_SELL;
  input.new_order.type = BW_ORDER_MARKET;
  input.new_order.tif = BW_TIF_DAY;
  input.new_order.quantity.e8 = (gint64) ABS (quantity);
  rig_step (&pair->rig, &input);
  g_assert_cmpint (rig_last_order (&pair->rig).status, ==, BW_ORDER_FILLED);
  if (closes)
    take (pair, k, -quantity, -quantity * pair->price / UNIT);
  else
    {
      pair->cash[k] -= quantity * pair->price / UNIT;
      add_lot (holding, k + 1, quantity, quantity * pair->price / UNIT);
    }
}

static void
split_holding (Pair *pair, int k, int to, int from)
{
  Holding *holding = &pair->holdings[k];
  __int128 before = quantity_of (holding), after = mul_div (before, to, from), sum = 0, done = 0, rest;

  if (before == 0)
    return;
  for (int i = 0; i < holding->n_lots; i++)
    {
      __int128 until;

      sum += holding->lots[i].quantity;
      until = before > 0 ? mul_div (after, sum, before) : mul_div (after, -sum, -before);
      holding->lots[i].quantity = until - done;
      done = until;
    }
  for (int i = holding->n_lots - 1; i >= 0; i--)
    if (holding->lots[i].quantity == 0)
      {
        holding->lots[i > 0 ? i - 1 : 1].cost += holding->lots[i].cost;
        drop_lot (holding, i);
      }
  rest = after % UNIT;
  if (rest != 0)
    take (pair, k, rest, to_cent (mul_div (rest, pair->price, UNIT)));
}

static void
split (Pair *pair)
{
  static const int ratios[][2] = { { 2, 1 }, { 3, 1 }, { 3, 2 }, { 5, 4 }, { 1, 2 }, { 1, 3 }, { 1, 7 }, { 1, 20 } };
  const int *ratio = ratios[draw (pair, 0, G_N_ELEMENTS (ratios) - 1)];
  BwMarketEvent event = { .kind = BW_MARKET_SPLIT };

  for (int k = 0; k < N_METHODS; k++)
    {
      __int128 held = quantity_of (&pair->holdings[k]);

      if (held > (__int128) 5000 * UNIT || held < (__int128) -5000 * UNIT)
        ratio = ratios[7];
    }
  event.split.to = BW_FIXED (ratio[0]);
  event.split.from = BW_FIXED (ratio[1]);
  step_market (pair, event);
  pair->price = mul_div (pair->price, ratio[1], ratio[0]);
  for (int k = 0; k < N_METHODS; k++)
    split_holding (pair, k, ratio[0], ratio[1]);
}

static void
pay (Pair *pair)
{
  for (int k = 0; k < N_METHODS; k++)
    for (int i = 0; i < pair->n_owed[k];)
      if (pair->owed[k][i].pay < pair->rig.now)
        {
          pair->cash[k] += pair->owed[k][i].amount;
          pair->owed[k][i] = pair->owed[k][--pair->n_owed[k]];
        }
      else
        i++;
}

static void
dividend (Pair *pair)
{
  BwMarketEvent event = { .kind = BW_MARKET_DIVIDEND };
  gint64 wait = draw (pair, 0, 60);

  event.dividend.amount.e8 = draw (pair, 1, 3 * UNIT);
  event.dividend.pay = pair->rig.now + wait * BW_SECOND;
  step_market (pair, event);
  for (int k = 0; k < N_METHODS; k++)
    {
      __int128 amount = to_cent (mul_div (quantity_of (&pair->holdings[k]), event.dividend.amount.e8, UNIT));

      pair->dividends[k] += amount;
      if (wait == 0)
        pair->cash[k] += amount;
      else if (amount != 0)
        pair->owed[k][pair->n_owed[k]++] = (Owed){ event.dividend.pay, amount };
      g_assert_cmpint (pair->n_owed[k], <, N_OWED_MAX);
    }
}

static void
list_instrument (Pair *pair)
{
  g_autofree char *symbol = g_strdup_printf ("S%d", ++pair->n_listings);

  pair->instrument = rig_instrument (&pair->rig, BW_INSTRUMENT_EQUITY, symbol, FALSE);
  quote (pair);
}

static void
delist (Pair *pair)
{
  BwMarketEvent event = { .kind = BW_MARKET_DELIST };

  event.delist.price.e8 = draw (pair, 0, 1) * draw (pair, 1, 9000) * CENT;
  step_market (pair, event);
  for (int k = 0; k < N_METHODS; k++)
    {
      Holding *holding = &pair->holdings[k];
      __int128 held = quantity_of (holding);

      take (pair, k, held, to_cent (mul_div (held, event.delist.price.e8, UNIT)));
      pair->realized_before[k] += holding->realized;
      holding->realized = 0;
    }
  list_instrument (pair);
}

static void
reset (Pair *pair, int k)
{
  BwInput input = { .kind = BW_INPUT_RESET_ACCOUNT };

  input.cash.account = pair->accounts[k];
  input.cash.amount = BW_FIXED (50000000);
  rig_step (&pair->rig, &input);
  pair->holdings[k].n_lots = 0;
  pair->holdings[k].realized = pair->realized_before[k] = pair->dividends[k] = 0;
  pair->n_owed[k] = 0;
  pair->cash[k] = pair->deposits[k] = input.cash.amount.e8;
}

static void
check_account (Pair *pair, int k)
{
  const Holding *holding = &pair->holdings[k];
  const BwAccount *account = bw_core_account (pair->rig.core, pair->accounts[k]);
  __int128 owed = 0;
  BwPosition position = { 0 };
  BwAccountFigures figures;

  for (int i = 0; i < pair->n_owed[k]; i++)
    owed += pair->owed[k][i].amount;
  bw_core_position (pair->rig.core, pair->accounts[k], pair->instrument, &position);
  g_assert_true (position.quantity.e8 == quantity_of (holding));
  g_assert_true (position.cost.e8 == cost_of (holding));
  g_assert_true (position.realized.e8 == holding->realized);
  g_assert_true (account->cash.e8 == pair->cash[k]);
  g_assert_true (account->dividends.e8 == pair->dividends[k]);
  g_assert_true (account->receivable.e8 == owed);
  g_assert_true (account->realized.e8 == holding->realized + pair->realized_before[k]);
  g_assert_true (bw_core_account_figures (pair->rig.core, pair->accounts[k], &figures));
  g_assert_true (figures.equity.e8 == pair->deposits[k] + account->realized.e8 + pair->dividends[k] + figures.unrealized.e8);
}

/* Each set of postings that the step wrote sums to zero. */
static void
check_postings (const Rig *rig)
{
  for (const BwOutputHeader *h = bw_outputs_first (&rig->outputs); h != NULL; h = bw_outputs_next (&rig->outputs, h))
    if (h->kind == BW_OUTPUT_POSTINGS)
      {
        const BwPostingSet *set = bw_output_body (h);
        __int128 sum = 0;

        for (guint i = 0; i < set->n_postings; i++)
          sum += set->postings[i].amount.e8;
        g_assert_true (sum == 0);
      }
}

/* The state comes back from its bytes. */
static void
reload (Pair *pair)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 before[BW_CORE_DIGEST_BYTES], after[BW_CORE_DIGEST_BYTES];
  g_autoptr (GError) error = NULL;

  bw_core_digest (pair->rig.core, before);
  bw_core_save (pair->rig.core, bytes);
  bw_core_free (pair->rig.core);
  pair->rig.core = bw_core_load (bytes->data, bytes->len, &error);
  g_assert_no_error (error);
  bw_core_digest (pair->rig.core, after);
  g_assert_cmpmem (before, sizeof before, after, sizeof after);
}

static void
step (Pair *pair)
{
  gint64 what = draw (pair, 0, 19);

  pair->seconds += draw (pair, 0, 20);
  rig_at (&pair->rig, pair->seconds);
  pay (pair);
  if (what < 12)
    trade (pair, (int) draw (pair, 0, N_METHODS - 1));
  else if (what < 15)
    split (pair);
  else if (what < 18)
    dividend (pair);
  else if (what == 18)
    reload (pair);
  else if (draw (pair, 0, 4) == 0)
    reset (pair, (int) draw (pair, 0, N_METHODS - 1));
  else if (draw (pair, 0, 4) == 0)
    delist (pair);
}

static void
play (guint64 seed)
{
  g_autofree Pair *pair = g_new0 (Pair, 1);

  pair->seed = seed;
  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  rig_begin (&pair->rig);
  rig_at (&pair->rig, 0);
  for (int k = 0; k < N_METHODS; k++)
    {
      BwAccountTerms terms;

      bw_account_terms_init (&terms, BW_ACCOUNT_MARGIN, "lots");
      terms.multiplier = 2;
      terms.lot_method = (guint8) (k + 1);
      pair->accounts[k] = rig_account (&pair->rig, &terms, "50000000");
      pair->cash[k] = pair->deposits[k] = (__int128) 50000000 * UNIT;
    }
  list_instrument (pair);
  for (int i = 0; i < N_STEPS; i++)
    {
      step (pair);
      check_postings (&pair->rig);
      rig_assert_balanced (&pair->rig);
      for (int k = 0; k < N_METHODS; k++)
        check_account (pair, k);
    }
  rig_end (&pair->rig);
}

/* BW_TEST_SEED plays one sequence again. */
static void
test_random_actions (void)
{
  const char *seed = g_getenv ("BW_TEST_SEED");

  if (seed != NULL)
    {
      play (g_ascii_strtoull (seed, NULL, 10));
      return;
    }
  for (guint64 i = 1; i <= 40; i++)
    play (i);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/corporate/random-actions", test_random_actions);
  return g_test_run ();
}
