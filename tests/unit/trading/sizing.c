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
  const char *quantity;
  BwSizingLack lack;
} cases[] = {
  { "fixed", BW_SIZING_FIXED, "0", "0", "0", "0", "0", "0", "1", "1", "100", BW_SIZING_LACK_NOTHING },
  { "ten percent", BW_SIZING_PERCENT, "0.1", "0", "0", "0", "0", "0", "1", "1", "200", BW_SIZING_LACK_NOTHING },
  { "ten percent of a contract", BW_SIZING_PERCENT, "0.1", "0", "0", "0", "0", "0", "100", "1", "2", BW_SIZING_LACK_NOTHING },
  { "risk to a stop below", BW_SIZING_RISK, "0.01", "47.50", "0", "0", "0", "0", "1", "1", "400", BW_SIZING_LACK_NOTHING },
  { "risk to a stop above", BW_SIZING_RISK, "0.01", "53", "0", "0", "0", "0", "1", "1", "333", BW_SIZING_LACK_NOTHING },
  { "risk in lots", BW_SIZING_RISK, "0.01", "53", "0", "0", "0", "0", "1", "100", "300", BW_SIZING_LACK_NOTHING },
  { "risk in fractions", BW_SIZING_RISK, "0.01", "53", "0", "0", "0", "0", "1", "0.00000001", "333.33333333", BW_SIZING_LACK_NOTHING },
  { "risk without a stop", BW_SIZING_RISK, "0.01", "0", "0", "0", "0", "0", "1", "1", "0", BW_SIZING_LACK_STOP },
  { "risk to a stop at the price", BW_SIZING_RISK, "0.01", "50", "0", "0", "0", "0", "1", "1", "0", BW_SIZING_LACK_STOP },
  { "two ranges", BW_SIZING_ATR, "0.01", "0", "1.25", "0", "0", "0", "1", "1", "400", BW_SIZING_LACK_NOTHING },
  { "no range", BW_SIZING_ATR, "0.01", "0", "0", "0", "0", "0", "1", "1", "0", BW_SIZING_LACK_RANGE },
  { "no volatility", BW_SIZING_VOLATILITY, "0.1", "0", "0", "0", "0", "0", "1", "1", "0", BW_SIZING_LACK_VOLATILITY },
  { "a share of nothing", BW_SIZING_PERCENT, "0", "0", "0", "0", "0", "0", "1", "1", "0", BW_SIZING_LACK_SENSE },
  { "volatility", BW_SIZING_VOLATILITY, "0.1", "0", "0", "0.25", "0", "0", "1", "1", "800", BW_SIZING_LACK_NOTHING },
  { "half Kelly", BW_SIZING_KELLY, "0", "0", "0", "0", "0.6", "2", "1", "1", "400", BW_SIZING_LACK_NOTHING },
  { "Kelly against the odds", BW_SIZING_KELLY, "0", "0", "0", "0", "0.3", "1", "1", "1", "0", BW_SIZING_LACK_NOTHING },
  { "Kelly of nothing known", BW_SIZING_KELLY, "0", "0", "0", "0", "0.6", "0", "1", "1", "0", BW_SIZING_LACK_ODDS },
  { "certain to win", BW_SIZING_KELLY, "0", "0", "0", "0", "1", "2", "1", "1", "1000", BW_SIZING_LACK_NOTHING },
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
      BwSizingAnswer answer;
      gboolean is_known;

      bw_sizing_preset (cases[i].method, BW_SIZING_MODERATE, &sizing);
      sizing.share = fx (cases[i].share);
      is_known = bw_sizing_quantity (&sizing, &facts, &answer);
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (is_known, ==, cases[i].lack == BW_SIZING_LACK_NOTHING);
      g_assert_cmpint (answer.lack, ==, cases[i].lack);
      g_assert_cmpint (answer.quantity.e8, ==, fx (cases[i].quantity).e8);
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
          BwSizingAnswer answer;
          BwSizingPreset same;

          g_assert_true (bw_sizing_preset_parse (bw_sizing_preset_word ((BwSizingPreset) preset), &same));
          g_assert_cmpint (same, ==, preset);
          bw_sizing_preset (method, (BwSizingPreset) preset, &sizing);
          g_assert_true (bw_sizing_quantity (&sizing, &facts, &answer));
          g_assert_cmpint (answer.quantity.e8, >, previous_e8); /* each is bolder than the one before */
          previous_e8 = answer.quantity.e8;
        }
    }
}

/* How it comes about: 1 % of 100,000 is 1,000; a share of 50 with a stop at 47.50 takes 2.50 of it. */
static void
test_reasoning (void)
{
  BwSizingFacts facts = { .equity = BW_FIXED (100000), .price = BW_FIXED (50), .multiplier = BW_FIXED (1),
                          .step = BW_FIXED (1), .stop = fx ("47.50") };
  BwSizing sizing;
  BwSizingAnswer answer;

  bw_sizing_preset (BW_SIZING_RISK, BW_SIZING_MODERATE, &sizing);
  g_assert_true (bw_sizing_quantity (&sizing, &facts, &answer));
  g_assert_cmpint (answer.share.e8, ==, fx ("0.01").e8);
  g_assert_cmpint (answer.money.e8, ==, fx ("1000").e8);
  g_assert_cmpint (answer.unit.e8, ==, fx ("2.50").e8);
  facts.equity = BW_FIXED (-5);
  g_assert_false (bw_sizing_quantity (&sizing, &facts, &answer));
  g_assert_cmpint (answer.lack, ==, BW_SIZING_LACK_EQUITY);
  facts.price = BW_FIXED_ZERO;
  g_assert_false (bw_sizing_quantity (&sizing, &facts, &answer));
  g_assert_cmpint (answer.lack, ==, BW_SIZING_LACK_PRICE);
}

static const struct
{
  BwSizingNumber number;
  const char *text;
  const char *value; /* NULL: refused */
} numbers[] = {
  { BW_SIZING_NUMBER_SHARE, "1%", "0.01" },       { BW_SIZING_NUMBER_SHARE, "0.5%", "0.005" },
  { BW_SIZING_NUMBER_SHARE, "1", NULL },          { BW_SIZING_NUMBER_SHARE, "0%", NULL },
  { BW_SIZING_NUMBER_SHARE, "-1%", NULL },        { BW_SIZING_NUMBER_SHARE, "%", NULL },
  { BW_SIZING_NUMBER_SHARE, "0.00000001%", NULL }, { BW_SIZING_NUMBER_AMOUNT, "120", "120" },
  { BW_SIZING_NUMBER_AMOUNT, "1%", NULL },        { BW_SIZING_NUMBER_STOP, "47.50", "47.5" },
  { BW_SIZING_NUMBER_PAYOFF, "1.5", "1.5" },      { BW_SIZING_NUMBER_WIN_RATE, "55%", "0.55" },
  { BW_SIZING_NUMBER_PRICE, "", NULL },
};

static void
test_numbers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      BwSizing sizing = { 0 };
      BwSizingFacts facts = { 0 };
      gboolean is_fine = bw_sizing_number_parse (numbers[i].number, numbers[i].text, &sizing, &facts);

      g_test_message ("%s %s", bw_sizing_number_word (numbers[i].number), numbers[i].text);
      g_assert_cmpint (is_fine, ==, numbers[i].value != NULL);
      if (is_fine)
        g_assert_cmpint (bw_sizing_number_of (numbers[i].number, &sizing, &facts)->e8, ==, fx (numbers[i].value).e8);
    }
  g_assert_true (bw_sizing_number_is_of (BW_SIZING_NUMBER_STOP, BW_SIZING_RISK));
  g_assert_false (bw_sizing_number_is_of (BW_SIZING_NUMBER_STOP, BW_SIZING_ATR));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/sizing/quantities", test_quantities);
  g_test_add_func ("/trading/sizing/presets", test_presets);
  g_test_add_func ("/trading/sizing/reasoning", test_reasoning);
  g_test_add_func ("/trading/sizing/numbers", test_numbers);
  return g_test_run ();
}
