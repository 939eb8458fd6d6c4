/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rig.h"

/* The core's life as a whole; the rules one by one are in tests/scenarios. */

static void
test_buy_and_sell (void)
{
  Rig rig;
  BwAccountTerms terms;
  BwInstrumentId xyz;
  BwAccountId account;
  BwAccountFigures figures;
  BwPosition position;
  BwOrder order;

  rig_begin (&rig);
  bw_account_terms_init (&terms, BW_ACCOUNT_MARGIN, "A");
  xyz = rig_instrument (&rig, BW_INSTRUMENT_EQUITY, "XYZ", FALSE);
  account = rig_account (&rig, &terms, "100000");
  rig_at (&rig, 60);
  rig_quote (&rig, xyz, "99.98", "300", "100.00", "500");
  order = rig_order (&rig, account, xyz, BW_SIDE_BUY, "700", BW_ORDER_MARKET, NULL);
  g_assert_cmpint (order.status, ==, BW_ORDER_FILLED);
  assert_fixed (bw_order_average_price (&order), "100.00285714");
  g_assert_true (bw_core_position (rig.core, account, xyz, &position));
  assert_fixed (position.quantity, "700");
  assert_fixed (position.cost, "70002");
  assert_fixed (position.market_value, "69986");
  assert_fixed (position.unrealized, "-16");
  order = rig_order (&rig, account, xyz, BW_SIDE_SELL, "700", BW_ORDER_LIMIT, "101");
  g_assert_cmpint (order.status, ==, BW_ORDER_NEW);
  rig_quote (&rig, xyz, "101.05", "400", "101.10", "500");
  g_assert_cmpint (rig_last_order (&rig).status, ==, BW_ORDER_PARTIALLY_FILLED);
  rig_quote (&rig, xyz, "101.05", "400", "101.10", "500");
  g_assert_cmpint (rig_last_order (&rig).status, ==, BW_ORDER_FILLED);
  g_assert_true (bw_core_account_figures (rig.core, account, &figures));
  assert_fixed (figures.cash, "100698");
  assert_fixed (figures.equity, "100698");
  assert_fixed (figures.buying_power, "201396");
  assert_fixed (figures.reserved, "0");
  assert_fixed (figures.realized_today, "698");
  g_assert_cmpuint (bw_core_n_open_orders (rig.core), ==, 0);
  rig_end (&rig);
}

static void
test_day_order_expires (void)
{
  Rig rig;
  BwAccountTerms terms;
  BwInstrumentId xyz;
  BwAccountId account;
  BwOrder order;

  rig_begin (&rig);
  bw_account_terms_init (&terms, BW_ACCOUNT_CASH, "A");
  xyz = rig_instrument (&rig, BW_INSTRUMENT_EQUITY, "XYZ", FALSE);
  account = rig_account (&rig, &terms, "1000");
  order = rig_order (&rig, account, xyz, BW_SIDE_BUY, "1", BW_ORDER_LIMIT, "10");
  g_assert_cmpint (order.status, ==, BW_ORDER_ACCEPTED);
  rig_at (&rig, 0);
  g_assert_cmpint (rig_last_order (&rig).status, ==, BW_ORDER_NEW);
  rig_at (&rig, 390 * 60);
  g_assert_nonnull (bw_core_open_order (rig.core, order.id));
  rig_at (&rig, 390 * 60 + 1);
  g_assert_cmpint (rig_last_order (&rig).status, ==, BW_ORDER_EXPIRED);
  g_assert_cmpint (rig_last_order (&rig).reason, ==, BW_REASON_EXPIRED);
  g_assert_null (bw_core_open_order (rig.core, order.id));
  rig_end (&rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/core/buy-and-sell", test_buy_and_sell);
  g_test_add_func ("/trading/core/day-order-expires", test_day_order_expires);
  return g_test_run ();
}
