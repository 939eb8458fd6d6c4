/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rig.h"
#include "trading/margin-call.h" /* the room's own: what makes a pattern day trader */
#include "trading/margin-table.h"

static const struct
{
  const char *name;
  gboolean is_short;
  guint32 leverage;
  const char *price;
  gint32 rate_e4;
  const char *floor;
} rates[] = {
  { "long, a cent below", FALSE, 1, "2.4999", 10000, "0" },
  { "long, at $2.50", FALSE, 1, "2.50", 3000, "0" },
  { "long, twofold, however dear", FALSE, 2, "500", 10000, "0" },
  { "long, threefold", FALSE, 3, "500", 10000, "0" },
  { "short, a cent below $5", TRUE, 1, "4.99", 10000, "2.50" },
  { "short, at $5", TRUE, 1, "5", 3000, "5" },
  { "short, twofold", TRUE, 2, "50", 6000, "5" },
  { "short, threefold", TRUE, 3, "50", 9000, "5" },
  { "short, threefold and cheap", TRUE, 3, "4.99", 10000, "2.50" },
};

static void
test_rates (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      BwMarginRate rate = bw_margin_table_rate (rates[i].is_short, rates[i].leverage, fx (rates[i].price), RIG_OPEN);

      g_test_message ("%s", rates[i].name);
      g_assert_cmpint (rate.rate_e4, ==, rates[i].rate_e4);
      g_assert_cmpint (rate.floor_e8, ==, fx (rates[i].floor).e8);
    }
}

/* FINRA 4210(c): 25 % of long positions; of short ones 30 % and $5 a share, below $5 all and $2.50. */
static void
test_floors (void)
{
  for (gint64 cents = 1; cents < 2000; cents++)
    for (guint32 leverage = 1; leverage <= 3; leverage++)
      {
        BwFixed price = { cents * 1000000 };
        BwMarginRate is_long = bw_margin_table_rate (FALSE, leverage, price, RIG_OPEN);
        BwMarginRate is_short = bw_margin_table_rate (TRUE, leverage, price, RIG_OPEN);

        g_assert_cmpint (is_long.rate_e4, >=, 2500);
        g_assert_cmpint (is_long.rate_e4, <=, 10000);
        g_assert_cmpint (is_short.rate_e4, >=, cents < 500 ? 10000 : 3000);
        g_assert_cmpint (is_short.floor_e8, >=, cents < 500 ? 250000000 : 500000000);
      }
}

static const struct
{
  const char *time;
  BwMarginRule regime;
  int settlement_days;
} dates[] = {
  { "1995-06-07T03:59:59Z", BW_MARGIN_RULE_REGT_PDT, 5 },
  { "1995-06-07T04:00:00Z", BW_MARGIN_RULE_REGT_PDT, 3 },
  { "2017-09-05T03:59:59Z", BW_MARGIN_RULE_REGT_PDT, 3 },
  { "2017-09-05T04:00:00Z", BW_MARGIN_RULE_REGT_PDT, 2 },
  { "2024-05-28T03:59:59Z", BW_MARGIN_RULE_REGT_PDT, 2 },
  { "2024-05-28T04:00:00Z", BW_MARGIN_RULE_REGT_PDT, 1 },
  { "2026-06-04T03:59:59Z", BW_MARGIN_RULE_REGT_PDT, 1 },
  { "2026-06-04T04:00:00Z", BW_MARGIN_RULE_INTRADAY, 1 },
};

static void
test_dates (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      BwTime time;

      g_test_message ("%s", dates[i].time);
      g_assert_true (bw_time_parse_rfc3339 (dates[i].time, -1, &time));
      g_assert_cmpint (bw_margin_table_regime (time), ==, dates[i].regime);
      g_assert_cmpint (bw_margin_table_settlement_days (time), ==, dates[i].settlement_days);
      g_assert_cmpint (bw_margin_table_settlement_days (time), <=, BW_SETTLEMENT_DAYS_MAX);
    }
}

/* At least four, and more than 6 % of the trades. */
static void
test_pattern (void)
{
  g_assert_false (bw_margin_is_pattern (3, 6));
  g_assert_true (bw_margin_is_pattern (4, 8));
  g_assert_true (bw_margin_is_pattern (4, 66));
  g_assert_false (bw_margin_is_pattern (4, 67));
  g_assert_false (bw_margin_is_pattern (6, 100));
  g_assert_true (bw_margin_is_pattern (7, 100));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/margin-table/rates", test_rates);
  g_test_add_func ("/trading/margin-table/floors", test_floors);
  g_test_add_func ("/trading/margin-table/dates", test_dates);
  g_test_add_func ("/trading/margin-table/pattern", test_pattern);
  return g_test_run ();
}
