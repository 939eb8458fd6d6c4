/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/random.h"
#include "trading/rebalance.h"

static BwFixed
fixed (const char *text)
{
  BwFixed number;

  g_assert_cmpint (bw_fixed_parse (text, -1, &number), ==, BW_FIXED_PARSE_OK);
  return number;
}

static BwInstrument
make_instrument (gboolean is_fractionable)
{
  BwInstrument instrument;

  bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, "XYZ");
  instrument.lot = BW_FIXED (1);
  instrument.multiplier = BW_FIXED (1);
  instrument.fractionable = is_fractionable;
  return instrument;
}

static const struct
{
  const char *name;
  const char *quantity, *bid, *ask, *last, *target; /* target NULL: none */
  gboolean is_fractionable, closes_others;
  const char *band;
  const char *order, *price, *weight_after;
  gboolean is_first_stage;
  BwReason reason;
} cases[] = {
  { "buys at the ask, whole shares", "0", "99.9", "100.1", "100", "0.2", FALSE, FALSE, "0", "199", "100.1", "0.199199", FALSE, 0 },
  { "buys a fraction where it may", "0", "99.9", "100", "100", "0.33333333", TRUE, FALSE, "0", "333.33333", "100", "0.33333333", FALSE, 0 },
  { "sells down to its target at the bid", "500", "100", "100.2", "100", "0.3", FALSE, FALSE, "0", "-200", "100", "0.3", TRUE, 0 },
  { "within the band nothing is done", "210", "100", "100.2", "100", "0.2", FALSE, FALSE, "0.01", "0", "100", "0.21", FALSE, 0 },
  { "beyond the band it is", "211", "100", "100.2", "100", "0.2", FALSE, FALSE, "0.01", "-11", "100", "0.2", TRUE, 0 },
  { "a target of nothing closes, band or not", "1", "100", "100.2", "100", "0", FALSE, FALSE, "0.05", "-1", "100", "0", TRUE, 0 },
  { "without a target it is left alone", "100", "100", "100.2", "100", NULL, FALSE, FALSE, "0", "0", "100", "0.1", FALSE, 0 },
  { "or closed, when that is asked for", "100", "100", "100.2", "100", NULL, FALSE, TRUE, "0", "-100", "100", "0", TRUE, 0 },
  { "covers a short", "-100", "99.8", "100", "100", "0", FALSE, FALSE, "0", "100", "100", "0", TRUE, 0 },
  { "opens a short of whole shares", "0", "100", "100.2", "100", "-0.10005", TRUE, FALSE, "0", "-100", "100", "-0.1", FALSE, 0 },
  { "through zero it only closes", "100", "100", "100.2", "100", "-0.2", FALSE, FALSE, "0", "-100", "100", "0", TRUE, 0 },
  { "without a quote the last trade counts", "0", "0", "0", "50", "0.1", FALSE, FALSE, "0", "200", "50", "0.1", FALSE, 0 },
  { "without any price it says so", "0", "0", "0", "0", "0.1", FALSE, FALSE, "0", "0", "0", "0", FALSE, BW_REASON_PRICE },
  { "a share dearer than its target stays unbought", "0", "0", "0", "60000", "0.5", FALSE, FALSE, "0", "0", "60000", "0", FALSE, 0 },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwInstrument instrument = make_instrument (cases[i].is_fractionable);
      BwRebalanceTerms terms = { BW_FIXED (100000), fixed (cases[i].band), cases[i].closes_others };
      BwRebalanceItem item = { .instrument = &instrument };
      BwRebalanceLine line;

      item.quantity = fixed (cases[i].quantity);
      item.bid = fixed (cases[i].bid);
      item.ask = fixed (cases[i].ask);
      item.last = fixed (cases[i].last);
      item.has_target = cases[i].target != NULL;
      item.target = fixed (cases[i].target != NULL ? cases[i].target : "0");
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (bw_rebalance_plan (&terms, &item, 1, &line), ==, BW_REASON_NONE);
      g_assert_cmpint (line.reason, ==, cases[i].reason);
      g_assert_cmpint (line.order.e8, ==, fixed (cases[i].order).e8);
      g_assert_cmpint (line.price.e8, ==, fixed (cases[i].price).e8);
      g_assert_cmpint (line.weight_after.e8, ==, fixed (cases[i].weight_after).e8);
      g_assert_cmpint (line.is_first_stage, ==, cases[i].is_first_stage);
    }
}

static void
test_refused (void)
{
  BwInstrument instrument = make_instrument (FALSE);
  BwRebalanceItem items[2] = { { .instrument = &instrument, .has_target = TRUE, .target = fixed ("0.6") },
                               { .instrument = &instrument, .has_target = TRUE, .target = fixed ("-0.40000001") } };
  BwRebalanceTerms terms = { .equity = BW_FIXED (1000) };
  BwRebalanceLine lines[2];

  g_assert_cmpint (bw_rebalance_plan (&terms, items, 2, lines), ==, BW_REASON_BUYING_POWER);
  terms.equity = BW_FIXED_ZERO;
  g_assert_cmpint (bw_rebalance_plan (&terms, items, 1, lines), ==, BW_REASON_NOTIONAL);
}

/* Whatever the numbers: never beyond the target, never an order that makes the drift worse. */
static void
test_random (void)
{
  BwInstrument instrument = make_instrument (FALSE);

  for (guint i = 0; i < 100000; i++)
    {
      guint64 a = bw_random_at (7, i, 0, 0, 0), b = bw_random_at (7, i, 1, 0, 0), c = bw_random_at (7, i, 2, 0, 0);
      BwRebalanceTerms terms = { { (gint64) (a % 1000000000000000) + 1 }, BW_FIXED_ZERO, FALSE };
      BwRebalanceItem item = { .instrument = &instrument, .has_target = TRUE };
      BwRebalanceLine line;
      __int128 money_e16, target_e16;

      item.quantity = BW_FIXED (b % 4000);
      item.last = (BwFixed){ (gint64) (c % 50000000000) + 1 };
      item.target = (BwFixed){ (gint64) ((b >> 32) % (BW_FIXED_ONE_E8 + 1)) };
      g_assert_cmpint (bw_rebalance_plan (&terms, &item, 1, &line), ==, BW_REASON_NONE);
      if (line.reason != BW_REASON_NONE)
        continue;
      money_e16 = bw_fixed_product_e16 (item.last, (BwFixed){ item.quantity.e8 + line.order.e8 });
      target_e16 = bw_fixed_product_e16 (terms.equity, item.target);
      if (line.order.e8 > 0)
        g_assert_true (money_e16 <= target_e16);
      if (line.order.e8 < 0)
        g_assert_true (bw_fixed_product_e16 (item.last, item.quantity) > target_e16);
      g_assert_cmpint (line.order.e8 % BW_FIXED_ONE_E8, ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/rebalance/cases", test_cases);
  g_test_add_func ("/trading/rebalance/refused", test_refused);
  g_test_add_func ("/trading/rebalance/random", test_random);
  return g_test_run ();
}
