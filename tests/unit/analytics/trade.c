/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analytics/trade-statistics.h"

#include <math.h>

static BwFill
make_fill (BwInstrumentId instrument, BwSide side, double quantity, double price, double fee, gint64 second)
{
  BwFill fill = { .instrument = instrument, .side = side, .time = second * BW_SECOND };

  g_assert_true (bw_fixed_from_double (quantity, &fill.quantity));
  g_assert_true (bw_fixed_from_double (price, &fill.price));
  g_assert_true (bw_fixed_from_double (fee, &fill.fee));
  return fill;
}

static const BwTrade *
trade_at (GArray *trades, guint index)
{
  g_assert_cmpuint (index, <, trades->len);
  return &g_array_index (trades, BwTrade, index);
}

static void
assert_trade (const BwTrade *trade, BwSide side, double quantity, double entry, double exit, double profit)
{
  g_assert_cmpint (trade->side, ==, side);
  g_assert_cmpfloat_with_epsilon (trade->quantity, quantity, 1e-9);
  g_assert_cmpfloat_with_epsilon (trade->entry_price, entry, 1e-9);
  g_assert_cmpfloat_with_epsilon (trade->exit_price, exit, 1e-9);
  g_assert_cmpfloat_with_epsilon (trade->profit, profit, 1e-9);
}

static void
test_round_trip (void)
{
  const BwFill fills[] = {
    make_fill (1, BW_SIDE_BUY, 100, 10, 1, 1),
    make_fill (1, BW_SIDE_SELL, 100, 12, 2, 61),
  };
  g_autoptr (GArray) trades = bw_trades_from_fills (fills, 2, NULL, NULL);

  g_assert_cmpuint (trades->len, ==, 1);
  assert_trade (trade_at (trades, 0), BW_SIDE_BUY, 100, 10, 12, 197);
  g_assert_cmpfloat_with_epsilon (trade_at (trades, 0)->fees, 3, 1e-9);
  g_assert_cmpint (trade_at (trades, 0)->exit_time - trade_at (trades, 0)->entry_time, ==, BW_MINUTE);
}

/* The oldest lot goes first, and fees go with the quantity. */
static void
test_first_in_first_out (void)
{
  const BwFill fills[] = {
    make_fill (1, BW_SIDE_BUY, 100, 10, 1, 1), make_fill (1, BW_SIDE_BUY, 50, 20, 0, 2),
    make_fill (2, BW_SIDE_SELL, 5, 7, 0, 3),   make_fill (1, BW_SIDE_SELL, 120, 30, 12, 4),
  };
  g_autoptr (GArray) trades = bw_trades_from_fills (fills, 4, NULL, NULL);

  g_assert_cmpuint (trades->len, ==, 2);
  assert_trade (trade_at (trades, 0), BW_SIDE_BUY, 100, 10, 30, 2000 - 11);
  assert_trade (trade_at (trades, 1), BW_SIDE_BUY, 20, 20, 30, 200 - 2);
}

static void
test_short_and_flip (void)
{
  const BwFill fills[] = {
    make_fill (1, BW_SIDE_SELL, 10, 50, 0, 1),
    make_fill (1, BW_SIDE_BUY, 15, 40, 0, 2),
    make_fill (1, BW_SIDE_SELL, 5, 39, 0, 3),
  };
  g_autoptr (GArray) trades = bw_trades_from_fills (fills, 3, NULL, NULL);

  g_assert_cmpuint (trades->len, ==, 2);
  assert_trade (trade_at (trades, 0), BW_SIDE_SELL, 10, 50, 40, 100);
  assert_trade (trade_at (trades, 1), BW_SIDE_BUY, 5, 40, 39, -5);
}

static void
test_fractions (void)
{
  const BwFill fills[] = {
    make_fill (1, BW_SIDE_BUY, 0.1, 100, 0, 1),
    make_fill (1, BW_SIDE_BUY, 0.2, 100, 0, 2),
    make_fill (1, BW_SIDE_SELL, 0.3, 110, 0, 3),
  };
  g_autoptr (GArray) trades = bw_trades_from_fills (fills, 3, NULL, NULL);

  g_assert_cmpuint (trades->len, ==, 2);
  assert_trade (trade_at (trades, 1), BW_SIDE_BUY, 0.2, 100, 110, 2);
}

static const BwInstrument *
lookup_contract (BwInstrumentId id, gpointer user_data)
{
  return id == 7 ? user_data : NULL;
}

static void
test_multiplier (void)
{
  BwInstrument contract;
  const BwFill fills[] = {
    make_fill (7, BW_SIDE_BUY, 2, 1.5, 0, 1), make_fill (7, BW_SIDE_SELL, 2, 2, 0, 2),
    make_fill (8, BW_SIDE_BUY, 2, 1.5, 0, 3), make_fill (8, BW_SIDE_SELL, 2, 2, 0, 4),
  };
  g_autoptr (GArray) trades = NULL;

  bw_instrument_init (&contract, BW_INSTRUMENT_OPTION, "XYZ");
  contract.multiplier = BW_FIXED (100);
  trades = bw_trades_from_fills (fills, 4, lookup_contract, &contract);
  g_assert_cmpfloat_with_epsilon (trade_at (trades, 0)->profit, 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (trade_at (trades, 1)->profit, 1, 1e-9);
}

static void
test_statistics (void)
{
  const BwTrade trades[] = {
    { .instrument = 1, .side = BW_SIDE_BUY, .quantity = 1, .profit = 100, .fees = 1, .exit_time = BW_HOUR },
    { .instrument = 2, .side = BW_SIDE_SELL, .quantity = 2, .profit = -50, .fees = 1, .exit_time = BW_HOUR },
    { .instrument = 1, .side = BW_SIDE_BUY, .quantity = 3, .profit = -30, .fees = 1, .exit_time = BW_HOUR },
    { .instrument = 2, .side = BW_SIDE_BUY, .quantity = 4, .profit = 0, .fees = 0, .exit_time = BW_HOUR },
    { .instrument = 3, .side = BW_SIDE_BUY, .quantity = 5, .profit = 60, .fees = 0, .exit_time = 6 * BW_HOUR },
  };
  BwTradeStatistics s;
  g_autoptr (GArray) rows = NULL;

  bw_trade_statistics (trades, G_N_ELEMENTS (trades), &s);
  g_assert_cmpuint (s.n_winners, ==, 2);
  g_assert_cmpuint (s.n_losers, ==, 2);
  g_assert_cmpuint (s.n_long, ==, 4);
  g_assert_cmpfloat_with_epsilon (s.win_rate, 0.4, 1e-15);
  g_assert_cmpfloat_with_epsilon (s.net_profit, 80, 1e-12);
  g_assert_cmpfloat_with_epsilon (s.profit_factor, 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (s.expectancy, 16, 1e-12);
  g_assert_cmpfloat_with_epsilon (s.average_win, 80, 1e-12);
  g_assert_cmpfloat_with_epsilon (s.average_loss, -40, 1e-12);
  g_assert_cmpfloat_with_epsilon (s.payoff_ratio, 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (s.kelly, 0.1, 1e-12);
  g_assert_cmpfloat (s.best, ==, 100);
  g_assert_cmpfloat (s.worst, ==, -50);
  g_assert_cmpfloat_with_epsilon (s.quality, sqrt (5) * 16 / sqrt (15720.0 / 4), 1e-12);
  g_assert_cmpfloat_with_epsilon (s.average_holding_ns, 2.0 * BW_HOUR, 1);
  g_assert_cmpuint (s.longest_losing_run, ==, 2);
  g_assert_cmpuint (s.longest_winning_run, ==, 1);

  rows = bw_trades_by_instrument (trades, G_N_ELEMENTS (trades));
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpuint (g_array_index (rows, BwInstrumentProfit, 0).instrument, ==, 1);
  g_assert_cmpfloat (g_array_index (rows, BwInstrumentProfit, 0).profit, ==, 70);
  g_assert_cmpuint (g_array_index (rows, BwInstrumentProfit, 0).n_winners, ==, 1);
  g_assert_cmpuint (g_array_index (rows, BwInstrumentProfit, 2).instrument, ==, 2);
  g_assert_cmpfloat (g_array_index (rows, BwInstrumentProfit, 2).profit, ==, -50);
}

static void
test_statistics_of_none (void)
{
  const BwTrade winner = { .profit = 5 };
  BwTradeStatistics s;

  bw_trade_statistics (NULL, 0, &s);
  g_assert_cmpuint (s.n_trades, ==, 0);
  g_assert_cmpfloat (s.net_profit, ==, 0);
  g_assert_true (isnan (s.win_rate) && isnan (s.best) && isnan (s.expectancy) && isnan (s.quality));
  bw_trade_statistics (&winner, 1, &s);
  g_assert_cmpfloat (s.win_rate, ==, 1);
  g_assert_true (isnan (s.profit_factor) && isnan (s.average_loss) && isnan (s.kelly));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trade/round-trip", test_round_trip);
  g_test_add_func ("/trade/first-in-first-out", test_first_in_first_out);
  g_test_add_func ("/trade/short-and-flip", test_short_and_flip);
  g_test_add_func ("/trade/fractions", test_fractions);
  g_test_add_func ("/trade/multiplier", test_multiplier);
  g_test_add_func ("/trade/statistics", test_statistics);
  g_test_add_func ("/trade/statistics-of-none", test_statistics_of_none);
  return g_test_run ();
}
