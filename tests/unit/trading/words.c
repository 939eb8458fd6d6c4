/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/fill.h"
#include "trading/posting.h"

/* Every word reads back as what it says, and no two are the same. */

static void
test_reasons (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  BwReason reason;
  int n_reasons = 0;

#define X(number, name, word)                                        \
  g_assert_cmpstr (bw_reason_word (BW_REASON_##name), ==, word);     \
  g_assert_true (bw_reason_parse (word, &reason));                   \
  g_assert_cmpint (reason, ==, BW_REASON_##name);                    \
  g_assert_true (g_hash_table_add (seen, (gpointer) word));          \
  n_reasons++;
  BW_REASONS (X)
#undef X
  g_assert_cmpint (n_reasons, >=, 49);
  g_assert_false (bw_reason_parse ("none", &reason));
  g_assert_false (bw_reason_parse ("", &reason));
  g_assert_cmpstr (bw_reason_word (BW_REASON_NONE), ==, "none");
  g_assert_cmpstr (bw_reason_word ((BwReason) 200), ==, "none");
}

/* Numbers of Alpaca's error bodies: its specification has 403 with 40310000, 422 with 42210000. */
static void
test_codes (void)
{
  g_assert_cmpuint (bw_reason_http_status (BW_REASON_NONE), ==, 200);
  g_assert_cmpuint (bw_reason_api_code (BW_REASON_NONE), ==, 0);
  g_assert_cmpuint (bw_reason_api_code (BW_REASON_UNKNOWN_ORDER), ==, 40410000);
#define X(number, name, word)                                                         \
  g_assert_true (bw_reason_http_status (BW_REASON_##name) == 403 ||                   \
                 bw_reason_http_status (BW_REASON_##name) == 404 ||                   \
                 bw_reason_http_status (BW_REASON_##name) == 422);                    \
  g_assert_cmpuint (bw_reason_api_code (BW_REASON_##name) / 100000, ==, bw_reason_http_status (BW_REASON_##name));
  BW_REASONS (X)
#undef X
}

static void
test_rules (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  BwRule rule;

#define X(number, name, word)                                    \
  g_assert_cmpstr (bw_rule_word (BW_RULE_##name), ==, word);     \
  g_assert_true (bw_rule_parse (word, &rule));                   \
  g_assert_cmpint (rule, ==, BW_RULE_##name);                    \
  g_assert_true (g_hash_table_add (seen, (gpointer) word));
  BW_RULES (X)
#undef X
  g_assert_false (bw_rule_parse ("walk", &rule));
  g_assert_cmpstr (bw_rule_word ((BwRule) 99), ==, "none");
}

static void
test_order_words (void)
{
  static const char *const types[] = { "market", "limit", "stop", "stop_limit", "trailing_stop",
                                       "trailing_stop_limit", "market_if_touched", "limit_if_touched" };
  static const char *const tifs[] = { "day", "gtc", "ioc", "fok", "opg", "cls", "gtd" };
  static const char *const statuses[] = { "new", "accepted", "held", "partially_filled", "filled",
                                          "canceled", "expired", "replaced", "rejected" };
  BwOrderType type;
  BwTif tif;
  BwOrderStatus status;
  BwSide side;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_assert_cmpstr (bw_order_type_word ((BwOrderType) (i + 1)), ==, types[i]);
      g_assert_true (bw_order_type_parse (types[i], &type));
      g_assert_cmpint (type, ==, i + 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tifs); i++)
    {
      g_assert_cmpstr (bw_tif_word ((BwTif) (i + 1)), ==, tifs[i]);
      g_assert_true (bw_tif_parse (tifs[i], &tif));
      g_assert_cmpint (tif, ==, i + 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_assert_cmpstr (bw_order_status_word ((BwOrderStatus) (i + 1)), ==, statuses[i]);
      g_assert_true (bw_order_status_parse (statuses[i], &status));
      g_assert_cmpint (status, ==, i + 1);
      g_assert_cmpint (bw_order_status_is_open (status), ==, i < 4);
    }
  g_assert_true (bw_side_parse ("sell", &side));
  g_assert_cmpint (side, ==, BW_SIDE_SELL);
  g_assert_cmpstr (bw_side_word (BW_SIDE_BUY), ==, "buy");
  g_assert_false (bw_side_parse ("short", &side));
  g_assert_false (bw_order_type_parse ("Market", &type));
  g_assert_cmpstr (bw_side_word ((BwSide) 7), ==, "unknown");
}

static void
test_profiles_and_ledgers (void)
{
  BwProfile profile;

  for (int i = BW_PROFILE_REALISTIC; i <= BW_PROFILE_IMMEDIATE; i++)
    {
      g_assert_true (bw_profile_parse (bw_profile_word ((BwProfile) i), &profile));
      g_assert_cmpint (profile, ==, i);
    }
  g_assert_false (bw_profile_parse ("unknown", &profile));
  g_assert_cmpstr (bw_profile_word ((BwProfile) 0), ==, "unknown");
  for (int i = BW_LEDGER_CASH; i <= BW_LEDGER_INTEREST; i++)
    g_assert_cmpstr (bw_ledger_word ((BwLedger) i), !=, "unknown");
  g_assert_cmpstr (bw_ledger_word ((BwLedger) 99), ==, "unknown");
  for (int i = BW_ACTIVITY_FILL; i <= BW_ACTIVITY_SPLIT; i++)
    g_assert_cmpstr (bw_activity_word ((BwActivity) i), !=, "unknown");
  g_assert_cmpstr (bw_activity_word ((BwActivity) 99), ==, "unknown");
}

static const struct
{
  const char *name;
  gint64 filled_e8;
  gint64 cost_e16_high, cost_e16_low; /* × 10^10 + */
  gint64 average_e8;
} average_cases[] = {
  { "nothing filled", 0, 0, 0, 0 },
  { "even", 200000000, 2000000000, 0, 100000000000 },
  { "a third, down", 300000000, 1000000000, 0, 33333333333 },
  { "two thirds, up", 300000000, 2000000000, 0, 66666666667 },
  { "half to even below", 2, 0, 5, 2 },
  { "half to even above", 2, 0, 7, 4 },
};

static void
test_average_price (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (average_cases); i++)
    {
      BwOrder order = { .filled = { average_cases[i].filled_e8 } };

      order.filled_cost_e16 = (__int128) average_cases[i].cost_e16_high * 10000000000 +
                              average_cases[i].cost_e16_low;
      g_test_message ("%s", average_cases[i].name);
      g_assert_cmpint (bw_order_average_price (&order).e8, ==, average_cases[i].average_e8);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/words/reasons", test_reasons);
  g_test_add_func ("/trading/words/codes", test_codes);
  g_test_add_func ("/trading/words/rules", test_rules);
  g_test_add_func ("/trading/words/orders", test_order_words);
  g_test_add_func ("/trading/words/profiles-and-ledgers", test_profiles_and_ledgers);
  g_test_add_func ("/trading/words/average-price", test_average_price);
  return g_test_run ();
}
