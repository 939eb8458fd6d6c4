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

static BwCorporateAction
make_split (BwInstrumentId instrument, int to, int from, double after, double cash, gint64 second)
{
  BwCorporateAction action = { .kind = BW_MARKET_SPLIT, .instrument = instrument, .time = second * BW_SECOND,
                               .to = BW_FIXED (to), .from = BW_FIXED (from) };

  g_assert_true (bw_fixed_from_double (after, &action.quantity_after));
  g_assert_true (bw_fixed_from_double (cash, &action.cash));
  return action;
}

/* 10 bought at 100 are 40 at 25 after 4:1, in long and short; another instrument's lots stay. */
static void
test_split (void)
{
  const BwFill fills[] = {
    make_fill (1, BW_SIDE_BUY, 10, 100, 4, 1), make_fill (2, BW_SIDE_BUY, 10, 100, 0, 2),
    make_fill (3, BW_SIDE_SELL, 3, 60, 0, 3),  make_fill (1, BW_SIDE_SELL, 40, 26, 4, 20),
    make_fill (2, BW_SIDE_SELL, 10, 90, 0, 21), make_fill (3, BW_SIDE_BUY, 12, 14, 0, 22),
  };
  const BwCorporateAction actions[] = { make_split (1, 4, 1, 40, 0, 10), make_split (3, 4, 1, -12, 0, 10) };
  g_autoptr (GArray) trades = bw_trades_from_history (fills, G_N_ELEMENTS (fills), actions, 2, NULL, NULL);

  g_assert_cmpuint (trades->len, ==, 3);
  assert_trade (trade_at (trades, 0), BW_SIDE_BUY, 40, 25, 26, 32);
  g_assert_cmpfloat_with_epsilon (trade_at (trades, 0)->fees, 8, 1e-9);
  assert_trade (trade_at (trades, 1), BW_SIDE_BUY, 10, 100, 90, -100);
  assert_trade (trade_at (trades, 2), BW_SIDE_SELL, 12, 15, 14, 12);
}

/* 1:4 of 10 leaves 2 and cash for half a share: a sale of it. */
static void
test_split_pays_for_the_rest (void)
{
  const BwFill fills[] = { make_fill (1, BW_SIDE_BUY, 10, 5, 0, 1), make_fill (1, BW_SIDE_SELL, 2, 22, 0, 20) };
  const BwCorporateAction actions[] = { make_split (1, 1, 4, 2, 10.5, 10) };
  g_autoptr (GArray) trades = bw_trades_from_history (fills, 2, actions, 1, NULL, NULL);

  g_assert_cmpuint (trades->len, ==, 2);
  assert_trade (trade_at (trades, 0), BW_SIDE_BUY, 0.5, 20, 21, 0.5);
  assert_trade (trade_at (trades, 1), BW_SIDE_BUY, 2, 20, 22, 4);
}

/* A delisting behind the last fill closes all that is left, for nothing if need be. */
static void
test_delisting (void)
{
  const BwFill fills[] = { make_fill (1, BW_SIDE_BUY, 10, 5, 0, 1), make_fill (1, BW_SIDE_SELL, 4, 6, 0, 2) };
  const BwCorporateAction end = { .kind = BW_MARKET_DELIST, .instrument = 1, .time = 9 * BW_SECOND };
  const BwCorporateAction dividend = { .kind = BW_MARKET_DIVIDEND, .instrument = 1, .time = 1, .to = BW_FIXED (2),
                                       .quantity_after = BW_FIXED (10) };
  const BwCorporateAction actions[] = { dividend, end };
  g_autoptr (GArray) trades = bw_trades_from_history (fills, 2, actions, 2, NULL, NULL);

  g_assert_cmpuint (trades->len, ==, 2);
  assert_trade (trade_at (trades, 0), BW_SIDE_BUY, 4, 5, 6, 4);
  assert_trade (trade_at (trades, 1), BW_SIDE_BUY, 6, 5, 0, -30);
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
  g_test_add_func ("/trade/split", test_split);
  g_test_add_func ("/trade/split-pays-for-the-rest", test_split_pays_for_the_rest);
  g_test_add_func ("/trade/delisting", test_delisting);
  g_test_add_func ("/trade/short-and-flip", test_short_and_flip);
  g_test_add_func ("/trade/fractions", test_fractions);
  g_test_add_func ("/trade/multiplier", test_multiplier);
  g_test_add_func ("/trade/statistics", test_statistics);
  g_test_add_func ("/trade/statistics-of-none", test_statistics_of_none);
  return g_test_run ();
}
