/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/trade.h"
#include "market/bar-series.h"
#include "trading/sizing.h"

G_BEGIN_DECLS

#define BW_SIZING_RANGE_DAYS 14      /* J. W. Wilder, New Concepts in Technical Trading Systems (1978) */
#define BW_SIZING_VOLATILITY_DAYS 20 /* a month of sessions */

/**
 * BwSizingHistory:
 * @last_day: start of the last day that counts
 * @range: average true range of the days, in money; NaN when there are too few
 * @volatility: yearly, of the days' returns, a fraction; NaN when there are too few
 * @n_trades: closed ones of the account
 * @win_rate: a fraction; NaN without a trade
 * @payoff: average win over average loss; NaN without a win or without a loss
 *
 * What the past says about how large an order should be.
 */
typedef struct
{
  gsize n_days;
  BwTime last_day;
  double range;
  double volatility;
  gsize n_trades;
  double win_rate;
  double payoff;
} BwSizingHistory;

void bw_sizing_history_init (BwSizingHistory *history);
void bw_sizing_history_take_days (BwSizingHistory *history, const BwBarSeries *days, gsize n_days, double days_per_year);
void bw_sizing_history_take_trades (BwSizingHistory *history, const BwTrade *trades, gsize n_trades);
void bw_sizing_history_fill (const BwSizingHistory *history, BwSizingFacts *facts);

G_END_DECLS
