/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/trade.h"

G_BEGIN_DECLS

/**
 * BwTradeStatistics:
 * @win_rate: winners over all; a trade without profit is not a winner
 * @profit_factor: gross profit over gross loss, in money; NaN without a loss
 * @expectancy: mean profit of a trade, money
 * @payoff_ratio: average win over average loss, without signs
 * @average_loss, @worst, @gross_loss: below 0
 * @longest_losing_run: trades in a row
 * @quality: √n · mean ÷ deviation of the profits (SQN)
 * @kelly: win rate − loss rate ÷ payoff ratio
 */
typedef struct
{
  gsize n_trades;
  gsize n_winners;
  gsize n_losers;
  gsize n_long;
  double net_profit;
  double gross_profit;
  double gross_loss;
  double fees;
  double win_rate;
  double profit_factor;
  double expectancy;
  double average_win;
  double average_loss;
  double payoff_ratio;
  double best;
  double worst;
  double quality;
  double kelly;
  double average_holding_ns;
  gsize longest_winning_run;
  gsize longest_losing_run;
} BwTradeStatistics;

void bw_trade_statistics (const BwTrade *trades, gsize n_trades, BwTradeStatistics *statistics);

/* What one instrument brought. */
typedef struct
{
  BwInstrumentId instrument;
  gsize n_trades;
  gsize n_winners;
  double quantity;
  double profit;
  double fees;
} BwInstrumentProfit;

GArray *bw_trades_by_instrument (const BwTrade *trades, gsize n_trades);

G_END_DECLS
