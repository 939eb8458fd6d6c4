/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rig.h"

#include "trading/sizing.h"

/* Equity 100,000, price 50 unless a row says otherwise. */
static const struct
{
  const char *name;
  BwSizingMethod method;
  const char *share, *stop, *range, *volatility, *win_rate, *payoff, *multiplier, *step;
  const char *quantity; /* NULL: can't be said */
} cases[] = {
  { "fixed", BW_SIZING_FIXED, "0", "0", "0", "0", "0", "0", "1", "1", "100" },
  { "ten percent", BW_SIZING_PERCENT, "0.1", "0", "0", "0", "0", "0", "1", "1", "200" },
  { "ten percent of a contract", BW_SIZING_PERCENT, "0.1", "0", "0", "0", "0", "0", "100", "1", "2" },
  { "risk to a stop below", BW_SIZING_RISK, "0.01", "47.50", "0", "0", "0", "0", "1", "1", "400" },
  { "risk to a stop above", BW_SIZING_RISK, "0.01", "53", "0", "0", "0", "0", "1", "1", "333" },
  { "risk in lots", BW_SIZING_RISK, "0.01", "53", "0", "0", "0", "0", "1", "100", "300" },
  { "risk in fractions", BW_SIZING_RISK, "0.01", "53", "0", "0", "0", "0", "1", "0.00000001", "333.33333333" },
  { "risk without a stop", BW_SIZING_RISK, "0.01", "0", "0", "0", "0", "0", "1", "1", NULL },
  { "risk to a stop at the price", BW_SIZING_RISK, "0.01", "50", "0", "0", "0", "0", "1", "1", NULL },
  { "two ranges", BW_SIZING_ATR, "0.01", "0", "1.25", "0", "0", "0", "1", "1", "400" },
  { "no range", BW_SIZING_ATR, "0.01", "0", "0", "0", "0", "0", "1", "1", NULL },
  { "volatility", BW_SIZING_VOLATILITY, "0.1", "0", "0", "0.25", "0", "0", "1", "1", "800" },
  { "half Kelly", BW_SIZING_KELLY, "0", "0", "0", "0", "0.6", "2", "1", "1", "400" },
  { "Kelly against the odds", BW_SIZING_KELLY, "0", "0", "0", "0", "0.3", "1", "1", "1", "0" },
  { "Kelly of nothing known", BW_SIZING_KELLY, "0", "0", "0", "0", "0.6", "0", "1", "1", NULL },
  { "certain to win", BW_SIZING_KELLY, "0", "0", "0", "0", "1", "2", "1", "1", "1000" },
};

static void
test_quantities (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwSizing sizing;
      BwSizingFacts facts = {
        .equity = BW_FIXED (100000),
        .price = BW_FIXED (50),
        .multiplier = fx (cases[i].multiplier),
        .step = fx (cases[i].step),
        .stop = fx (cases[i].stop),
        .range = fx (cases[i].range),
        .volatility = fx (cases[i].volatility),
        .win_rate = fx (cases[i].win_rate),
        .payoff = fx (cases[i].payoff),
      };
      BwFixed quantity;
      gboolean is_known;

      bw_sizing_preset (cases[i].method, BW_SIZING_MODERATE, &sizing);
      sizing.share = fx (cases[i].share);
      is_known = bw_sizing_quantity (&sizing, &facts, &quantity);
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (is_known, ==, cases[i].quantity != NULL);
      if (is_known)
        g_assert_cmpint (quantity.e8, ==, fx (cases[i].quantity).e8);
    }
}

static void
test_presets (void)
{
  for (int method = BW_SIZING_PERCENT; method < BW_N_SIZINGS; method++)
    {
      gint64 previous_e8 = 0;
      BwSizingMethod found;

      g_assert_true (bw_sizing_parse (bw_sizing_word (method), &found));
      g_assert_cmpint (found, ==, method);
      for (int preset = 0; preset < BW_N_SIZING_PRESETS; preset++)
        {
          BwSizingFacts facts = { .equity = BW_FIXED (100000), .price = BW_FIXED (50),
                                  .multiplier = BW_FIXED (1), .step = BW_FIXED (1),
                                  .stop = BW_FIXED (48), .range = BW_FIXED (1),
                                  .volatility = { 30000000 }, .win_rate = { 55000000 },
                                  .payoff = { 150000000 } };
          BwSizing sizing;
          BwFixed quantity;

          bw_sizing_preset (method, (BwSizingPreset) preset, &sizing);
          g_assert_true (bw_sizing_quantity (&sizing, &facts, &quantity));
          g_assert_cmpint (quantity.e8, >, previous_e8); /* each is bolder than the one before */
          previous_e8 = quantity.e8;
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/sizing/quantities", test_quantities);
  g_test_add_func ("/trading/sizing/presets", test_presets);
  return g_test_run ();
}
