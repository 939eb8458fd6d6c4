/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/account/account-words.h"
#include "app/branch-dialog.h"
#include "app/certificate-dialog.h"
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
  g_test_add_func ("/app/words/reasons", test_reasons);
  g_test_add_func ("/app/words/certificate", test_certificate);
  g_test_add_func ("/app/words/branch-times", test_branch_times);
  g_test_add_func ("/app/words/terms", test_terms);
  return g_test_run ();
}
