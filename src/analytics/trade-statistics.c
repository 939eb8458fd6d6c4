/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analytics/trade-statistics.h"

#include <math.h>

static double
divide (double numerator, double denominator)
{
  return denominator != 0 ? numerator / denominator : NAN;
}

static void
add_runs (const BwTrade *trades, gsize n_trades, BwTradeStatistics *statistics)
{
  gsize winning = 0, losing = 0;

  for (gsize i = 0; i < n_trades; i++)
    {
      winning = trades[i].profit > 0 ? winning + 1 : 0;
      losing = trades[i].profit < 0 ? losing + 1 : 0;
      statistics->longest_winning_run = MAX (statistics->longest_winning_run, winning);
      statistics->longest_losing_run = MAX (statistics->longest_losing_run, losing);
    }
}

static double
measure_quality (const BwTrade *trades, gsize n_trades, double mean)
{
  double squares = 0, n = (double) n_trades;

  if (n_trades < 2)
    return NAN;
  for (gsize i = 0; i < n_trades; i++)
    squares += (trades[i].profit - mean) * (trades[i].profit - mean);
  return divide (sqrt (n) * mean, sqrt (squares / (n - 1)));
}

/**
 * bw_trade_statistics:
 * @trades: (array length=n_trades): in order of their exits (for the runs)
 * @statistics: (out caller-allocates): NaN where there is nothing to divide by
 *
 * Source: SEMANTICS section 4.
 */
void
bw_trade_statistics (const BwTrade *trades, gsize n_trades, BwTradeStatistics *statistics)
{
  BwTradeStatistics sums = { .n_trades = n_trades, .best = NAN, .worst = NAN };
  double held_ns = 0, n = (double) n_trades;

  for (gsize i = 0; i < n_trades; i++)
    {
      double profit = trades[i].profit;

      sums.n_winners += profit > 0;
      sums.n_losers += profit < 0;
      sums.n_long += trades[i].side == BW_SIDE_BUY;
      sums.net_profit += profit;
      sums.gross_profit += MAX (profit, 0);
      sums.gross_loss += MIN (profit, 0);
      sums.fees += trades[i].fees;
      sums.best = i == 0 ? profit : MAX (sums.best, profit);
      sums.worst = i == 0 ? profit : MIN (sums.worst, profit);
      held_ns += (double) (trades[i].exit_time - trades[i].entry_time);
    }
  sums.win_rate = divide ((double) sums.n_winners, n);
  sums.profit_factor = divide (sums.gross_profit, -sums.gross_loss);
  sums.expectancy = divide (sums.net_profit, n);
  sums.average_win = divide (sums.gross_profit, (double) sums.n_winners);
  sums.average_loss = divide (sums.gross_loss, (double) sums.n_losers);
  sums.payoff_ratio = divide (sums.average_win, -sums.average_loss);
  sums.kelly = sums.win_rate - divide (1 - sums.win_rate, sums.payoff_ratio);
  sums.average_holding_ns = divide (held_ns, n);
  sums.quality = measure_quality (trades, n_trades, sums.expectancy);
  add_runs (trades, n_trades, &sums);
  *statistics = sums;
}

static int
compare_profit (gconstpointer a, gconstpointer b)
{
  const BwInstrumentProfit *left = a, *right = b;

  if (left->profit != right->profit)
    return left->profit < right->profit ? 1 : -1;
  return (left->instrument > right->instrument) - (left->instrument < right->instrument);
}

/**
 * bw_trades_by_instrument:
 *
 * Returns: (transfer full) (element-type BwInstrumentProfit): one row an instrument, the most
 *   profitable first
 */
GArray *
bw_trades_by_instrument (const BwTrade *trades, gsize n_trades)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (BwInstrumentProfit));
  g_autoptr (GHashTable) indices = g_hash_table_new (NULL, NULL);

  for (gsize i = 0; i < n_trades; i++)
    {
      const BwTrade *trade = &trades[i];
      gpointer key = GUINT_TO_POINTER (trade->instrument), index;
      BwInstrumentProfit *row;

      if (!g_hash_table_lookup_extended (indices, key, NULL, &index))
        {
          index = GUINT_TO_POINTER (rows->len);
          g_hash_table_insert (indices, key, index);
          g_array_set_size (rows, rows->len + 1);
        }
      row = &g_array_index (rows, BwInstrumentProfit, GPOINTER_TO_UINT (index));
      row->instrument = trade->instrument;
      row->n_trades++;
      row->n_winners += trade->profit > 0;
      row->quantity += trade->quantity;
      row->profit += trade->profit;
      row->fees += trade->fees;
    }
  g_array_sort (rows, compare_profit);
  return rows;
}
