/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core.h"

G_BEGIN_DECLS

/* A slow and obvious model of orders, quotes, trades, bars, cash and positions, in whole cents and
 * whole shares. It keeps everything in plain arrays and looks through all of it every time. */

#define N_INSTRUMENTS 3
#define N_ACCOUNTS 2
#define N_ORDERS_MAX 4000
#define N_LOTS_MAX 4000

typedef struct
{
  int account, instrument;
  gboolean is_buy;
  BwOrderType type;
  gint64 limit, stop; /* cents */
  gint64 quantity, filled, ahead, reserve; /* reserve: a share, in 1/1000 of a cent */
  gboolean is_open, is_triggered;
  gint64 rank;
  BwOrderId id;
} Order;

typedef struct
{
  gint64 quantity, price; /* cents a share */
} Lot;

typedef struct
{
  gint64 quantity, realized, consumed[2], trade_used;
  Lot lots[N_LOTS_MAX];
  int n_lots;
} Position;

typedef struct
{
  gint64 bid, bid_size, ask, ask_size, last;
  gboolean has_traded;
} Market;

typedef struct
{
  Order orders[N_ORDERS_MAX];
  int n_orders;
  gint64 next_rank;
  gint64 cash[N_ACCOUNTS]; /* cents */
  Position positions[N_ACCOUNTS][N_INSTRUMENTS];
  Market markets[N_INSTRUMENTS];
  guint64 n_fills;
} Model;

void model_quote (Model *model, int instrument, gint64 bid, gint64 bid_size, gint64 ask, gint64 ask_size);
void model_trade (Model *model, int instrument, gint64 price, gint64 size);
void model_bar (Model *model, int instrument, gint64 open, gint64 high, gint64 low, gint64 close);
BwReason model_order (Model *model, const Order *request);
gint64 model_buying_power (Model *model, int account); /* in 1/1000 of a cent */

G_END_DECLS
