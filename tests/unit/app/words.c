/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/account/account-words.h"
#include "app/branch-dialog.h"
#include "app/certificate-dialog.h"
#include "app/order-story.h"
#include "app/words.h"

#include <string.h>

static const struct
{
  BwSide side;
  int quantity;
  BwOrderType type;
  int limit, stop;
  const char *words;
} orders[] = {
  { BW_SIDE_BUY, 100, BW_ORDER_MARKET, 0, 0, "Buy 100 XYZ at market" },
  { BW_SIDE_SELL, 1500, BW_ORDER_LIMIT, 61, 0, "Sell 1,500 XYZ at 61.00" },
  { BW_SIDE_SELL, 7, BW_ORDER_STOP, 0, 60, "Sell 7 XYZ stop 60.00" },
};

static void
test_orders (void)
{
  BwInstrument instrument;

  bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, "XYZ");
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *words =
          bw_words_order (&instrument, orders[i].side, BW_FIXED (orders[i].quantity), orders[i].type,
                          BW_FIXED (orders[i].limit), BW_FIXED (orders[i].stop));

      g_assert_cmpstr (words, ==, orders[i].words);
    }
}

#define TRAILS_PERCENT (BW_ORDER_TRAIL_PERCENT | BW_ORDER_REDUCE_ONLY)

static const struct
{
  BwOrder order;
  int display;
  const char *when;
  const char *type, *all;
} stories[] = {
  { { .side = BW_SIDE_SELL, .type = BW_ORDER_TRAILING_STOP, .tif = BW_TIF_DAY, .status = BW_ORDER_NEW,
      .quantity = { 1000000000 }, .trail = { 200000000 }, .flags = TRAILS_PERCENT },
    0, "", "Trailing stop 2\u202f% · reduce-only",
    "Sell 10 XYZ trailing 2\u202f%\nTrailing stop · Day · Working\nTrail: 2\u202f%\nOnly reduces the position" },
  { { .side = BW_SIDE_BUY, .type = BW_ORDER_LIMIT, .tif = BW_TIF_DAY, .status = BW_ORDER_NEW,
      .quantity = { 10000000000 }, .limit_price = { 6100000000 }, .flags = BW_ORDER_EXTENDED_HOURS },
    20, "", "Limit · iceberg · extended",
    "Buy 100 XYZ at 61.00\nLimit · Day · Working\nShow at a time: 20\nBefore and after hours too" },
  { { .side = BW_SIDE_BUY, .type = BW_ORDER_MARKET, .tif = BW_TIF_GTC, .status = BW_ORDER_HELD,
      .quantity = { 500000000 }, .flags = BW_ORDER_WAITS },
    0, "XYZ.bid > 9", "Market · conditional",
    "Buy 5 XYZ at market\nMarket · Good till cancelled · Held\nWaits until: XYZ.bid > 9" },
  { { .side = BW_SIDE_SELL, .type = BW_ORDER_STOP, .tif = BW_TIF_GTC, .status = BW_ORDER_CANCELED, .parent = 7,
      .order_class = BW_ORDER_CLASS_BRACKET, .reason = BW_REASON_SIBLING_FILLED,
      .quantity = { 500000000 }, .stop_price = { 6000000000 }, .flags = BW_ORDER_STOP_LOSS },
    0, "", "Stop · Stop loss",
    "Sell 5 XYZ stop 60.00\nStop · Good till cancelled · Cancelled\nGroup: bracket · Stop loss\nIts sibling was filled" },
  { { .side = BW_SIDE_BUY, .type = BW_ORDER_MARKET, .tif = BW_TIF_DAY, .status = BW_ORDER_NEW,
      .order_class = BW_ORDER_CLASS_OTO, .notional = { 50000000000 } },
    0, "", "Market · entry and exit",
    "Buy $500.00 of XYZ\nMarket · Day · Working\nGroup: entry and exit · Entry\nAmount of money: 500.00" },
};

static void
test_stories (void)
{
  BwInstrument instrument;

  bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, "XYZ");
  for (gsize i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      BwOrderDetails details = { .display = BW_FIXED (stories[i].display) };
      g_autofree char *type = NULL, *all = NULL;

      g_strlcpy (details.when, stories[i].when, sizeof details.when);
      type = bw_order_story_type (&instrument, &stories[i].order, &details);
      all = bw_order_story_all (&instrument, &stories[i].order, &details, "America/New_York");
      g_assert_cmpstr (type, ==, stories[i].type);
      g_assert_cmpstr (all, ==, stories[i].all);
    }
}

/* What a leg gains or loses when it is hit: of what is left of it, each way. */
static const struct
{
  BwSide side;
  int quantity, filled, base, price, multiplier;
  gboolean is_known;
  int gain;
} outcomes[] = {
  { BW_SIDE_SELL, 100, 0, 50, 55, 1, TRUE, 500 },   { BW_SIDE_SELL, 100, 0, 50, 48, 1, TRUE, -200 },
  { BW_SIDE_SELL, 100, 40, 50, 55, 1, TRUE, 300 },  { BW_SIDE_BUY, 100, 0, 50, 45, 1, TRUE, 500 },
  { BW_SIDE_BUY, 100, 0, 50, 53, 1, TRUE, -300 },   { BW_SIDE_SELL, 2, 0, 50, 55, 100, TRUE, 1000 },
  { BW_SIDE_SELL, 100, 0, 0, 55, 1, FALSE, 0 },
};

static void
test_outcomes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      BwOrder leg = { .side = outcomes[i].side, .quantity = BW_FIXED (outcomes[i].quantity),
                      .filled = BW_FIXED (outcomes[i].filled) };
      BwInstrument instrument;
      BwFixed gain;

      bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, "XYZ");
      instrument.multiplier = BW_FIXED (outcomes[i].multiplier);
      g_assert_cmpint (bw_order_story_outcome (&instrument, &leg, BW_FIXED (outcomes[i].base),
                                               BW_FIXED (outcomes[i].price), &gain),
                       ==, outcomes[i].is_known);
      if (outcomes[i].is_known)
        g_assert_cmpint (gain.e8, ==, outcomes[i].gain * BW_FIXED_ONE_E8);
    }
}

/* Every reason the core can give has words of its own. */
static void
test_reasons (void)
{
  const char *unknown = bw_words_reason (250);

#define X(number, name, word) g_assert_cmpstr (bw_words_reason (BW_REASON_##name), !=, unknown);
  BW_REASONS (X)
#undef X
#define X(number, name, word) g_assert_cmpstr (bw_words_rule (BW_RULE_##name), !=, "\xe2\x80\x94");
  BW_RULES (X)
#undef X
}

/* The certificate names the quote, the rule, the slippage and the chance. */
static void
test_certificate (void)
{
  BwInstrument instrument;
  BwFill fill = { .id = 3, .order = 9, .side = BW_SIDE_BUY, .quantity = BW_FIXED (100), .price = BW_FIXED (61) };
  BwCertificate *certificate = &fill.certificate;
  g_autofree char *text = NULL;

  bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, "XYZ");
  certificate->profile = BW_PROFILE_REALISTIC;
  certificate->rule = BW_RULE_BOOK_WALK;
  certificate->market.kind = BW_MARKET_QUOTE;
  certificate->market.quote.bid = BW_FIXED (59);
  certificate->market.quote.ask = BW_FIXED (60);
  certificate->market.quote.bid_size = certificate->market.quote.ask_size = BW_FIXED (300);
  certificate->level_index = 1;
  certificate->level_price = BW_FIXED (61);
  certificate->level_size = BW_FIXED (500);
  certificate->best_price = BW_FIXED (60);
  certificate->slippage = BW_FIXED (1);
  certificate->seed = 42;
  certificate->draw = 5;
  text = bw_certificate_explain (&fill, &instrument, NULL, "USD");
  g_assert_nonnull (strstr (text, "59.00 bid for 300 and 60.00 asked for 300"));
  g_assert_nonnull (strstr (text, "level 2 of the book offered 61.00, for 500"));
  g_assert_nonnull (strstr (text, "1.00 worse than the best price of 60.00"));
  g_assert_nonnull (strstr (text, "draw 5 of seed 42"));
  g_assert_nonnull (strstr (text, "Fill number 3 of order 9"));
  certificate->draw = 0;
  certificate->slippage = BW_FIXED_ZERO;
  g_free (text);
  text = bw_certificate_explain (&fill, &instrument, NULL, "USD");
  g_assert_nonnull (strstr (text, "No chance was involved"));
  g_assert_nonnull (strstr (text, "no slippage"));
}

static const struct
{
  const char *text;
  const char *utc; /* NULL: refused */
} branch_times[] = {
  { "2026-03-02 10:30", "2026-03-02T15:30:00Z" },
  { "2026-03-02 10:30:15", "2026-03-02T15:30:15Z" },
  { "  2026-03-02   09:05 ", "2026-03-02T14:05:00Z" },
  { "2026-03-02", NULL },
  { "2026-03-02 24:00", NULL },
  { "2026-02-30 10:30", NULL },
  { "2026-03-02 10:30:15:1", NULL },
  { "2026-03-0210:30", NULL },
  { "", NULL },
};

static void
test_branch_times (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (branch_times); i++)
    {
      BwTime time = 0, expected = 0;
      gboolean is_good = bw_branch_parse_time (branch_times[i].text, "America/New_York", &time);

      g_test_message ("%s", branch_times[i].text);
      g_assert_cmpint (is_good, ==, branch_times[i].utc != NULL);
      if (!is_good)
        continue;
      g_assert_true (bw_time_parse_rfc3339 (branch_times[i].utc, -1, &expected));
      g_assert_cmpint (time, ==, expected);
    }
}

/* Every term of the scenario language has a field of its own in the window's form. */
static void
test_terms (void)
{
  for (int term = 0; term < BW_N_TERMS; term++)
    {
      g_test_message ("%s", bw_term_word ((BwTerm) term));
      g_assert_nonnull (bw_account_words_term ((BwTerm) term));
      for (int other = 0; other < term; other++)
        g_assert_cmpstr (bw_account_words_term ((BwTerm) term), !=, bw_account_words_term ((BwTerm) other));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/words/orders", test_orders);
  g_test_add_func ("/app/words/stories", test_stories);
  g_test_add_func ("/app/words/outcomes", test_outcomes);
  g_test_add_func ("/app/words/reasons", test_reasons);
  g_test_add_func ("/app/words/certificate", test_certificate);
  g_test_add_func ("/app/words/branch-times", test_branch_times);
  g_test_add_func ("/app/words/terms", test_terms);
  return g_test_run ();
}
