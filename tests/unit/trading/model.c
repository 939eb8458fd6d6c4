/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/random.h"
#include "rig.h"

#include <string.h>

/* A slow and obvious model of orders, quotes, trades, cash and positions, in whole cents and whole
 * shares, against the core, on seeded random sequences. The model keeps everything in plain arrays
 * and looks through all of it every time. */

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

static Position *
position_of (Model *model, const Order *order)
{
  return &model->positions[order->account][order->instrument];
}

static gboolean
within (const Order *order, gint64 price)
{
  if (order->limit == 0)
    return TRUE;
  return order->is_buy ? price <= order->limit : price >= order->limit;
}

static void
book_fill (Model *model, Order *order, gint64 quantity, gint64 price)
{
  Position *position = position_of (model, order);
  gint64 sign = order->is_buy ? 1 : -1;
  gint64 left = quantity;

  model->n_fills++;
  model->cash[order->account] -= sign * quantity * price;
  while (left > 0 && position->n_lots > 0 && (position->lots[0].quantity > 0) != (sign > 0))
    {
      Lot *lot = &position->lots[0];
      gint64 taken = MIN (left, ABS (lot->quantity));

      position->realized += -sign * taken * (price - lot->price);
      lot->quantity += sign * taken;
      left -= taken;
      if (lot->quantity == 0)
        memmove (lot, lot + 1, (gsize) --position->n_lots * sizeof *lot);
    }
  if (left > 0)
    position->lots[position->n_lots++] = (Lot){ sign * left, price };
  position->quantity += sign * quantity;
  order->filled += quantity;
  if (order->filled == order->quantity)
    order->is_open = FALSE;
}

/* Against the standing quote: what is displayed, then for a market order tick by tick. */
static void
meet_quote (Model *model, Order *order, gboolean is_arriving)
{
  Market *market = &model->markets[order->instrument];
  gint64 price = order->is_buy ? market->ask : market->bid;
  gint64 size = order->is_buy ? market->ask_size : market->bid_size;
  gint64 *consumed = &position_of (model, order)->consumed[order->is_buy];
  gint64 taken;

  if (size == 0 || !within (order, price))
    return;
  taken = MIN (order->quantity - order->filled, size - *consumed);
  if (taken > 0)
    {
      *consumed += taken;
      book_fill (model, order, taken, is_arriving ? price : order->limit);
    }
  while (order->is_open && order->limit == 0)
    {
      price += order->is_buy ? 1 : -1;
      book_fill (model, order, MIN (order->quantity - order->filled, size), price);
    }
}

static gboolean
is_waiting_stop (const Order *order)
{
  return order->stop != 0 && !order->is_triggered;
}

/* From its election on the order stands behind those that wait already. */
static void
elect (Model *model, Order *order)
{
  order->is_triggered = TRUE;
  order->rank = model->next_rank++;
}

static void
rest (Model *model, Order *order)
{
  const Market *market = &model->markets[order->instrument];
  gint64 best = order->is_buy ? market->bid : market->ask;
  gint64 size = order->is_buy ? market->bid_size : market->ask_size;

  if (order->limit == 0)
    return;
  if (size == 0 || (order->is_buy ? order->limit < best : order->limit > best))
    order->ahead = -1;
  else
    order->ahead = order->limit == best ? size : 0;
}

/* The order in which the market meets orders: markets, limits, stops; buys before sells; the
 * better price, then the earlier. */
static int
group_of (const Order *order)
{
  return 2 * (is_waiting_stop (order) ? 2 : order->limit != 0 ? 1 : 0) + !order->is_buy;
}

static gint64
key_of (const Order *order)
{
  if (is_waiting_stop (order))
    return order->is_buy ? order->stop : -order->stop;
  return order->is_buy ? -order->limit : order->limit;
}

static gboolean
comes_before (const Order *a, const Order *b)
{
  if (group_of (a) != group_of (b))
    return group_of (a) < group_of (b);
  return key_of (a) != key_of (b) ? key_of (a) < key_of (b) : a->rank < b->rank;
}

static int
collect (Model *model, int instrument, gboolean (*reaches) (const Model *, const Order *, gint64),
         gint64 price, Order **touched)
{
  int n = 0;

  for (int i = 0; i < model->n_orders; i++)
    {
      Order *order = &model->orders[i];
      int at;

      if (!order->is_open || order->instrument != instrument || !reaches (model, order, price))
        continue;
      for (at = n++; at > 0 && comes_before (order, touched[at - 1]); at--)
        touched[at] = touched[at - 1];
      touched[at] = order;
    }
  return n;
}

static gboolean
quote_reaches (const Model *model, const Order *order, gint64 price)
{
  const Market *market = &model->markets[order->instrument];

  if (is_waiting_stop (order))
    return !market->has_traded && (order->is_buy ? market->ask_size > 0 && market->ask >= order->stop
                                                 : market->bid_size > 0 && market->bid <= order->stop);
  if (order->limit == 0)
    return TRUE;
  return order->is_buy ? market->ask_size > 0 && market->ask <= order->limit
                       : market->bid_size > 0 && market->bid >= order->limit;
}

static void
model_quote (Model *model, int instrument, gint64 bid, gint64 bid_size, gint64 ask, gint64 ask_size)
{
  static Order *touched[N_ORDERS_MAX];
  Market *market = &model->markets[instrument];
  int n;

  market->bid = bid;
  market->bid_size = bid_size;
  market->ask = ask;
  market->ask_size = ask_size;
  for (int i = 0; i < N_ACCOUNTS; i++)
    memset (model->positions[i][instrument].consumed, 0, sizeof (gint64[2]));
  n = collect (model, instrument, quote_reaches, 0, touched);
  for (int i = 0; i < n; i++)
    {
      gboolean was_stop = is_waiting_stop (touched[i]);

      if (was_stop)
        elect (model, touched[i]);
      meet_quote (model, touched[i], was_stop || touched[i]->limit == 0);
      if (was_stop)
        rest (model, touched[i]);
    }
}

static gboolean
trade_reaches (const Model *model, const Order *order, gint64 price)
{
  const Market *market = &model->markets[order->instrument];
  gboolean is_inside = (market->bid_size == 0 || price >= market->bid) &&
                       (market->ask_size == 0 || price <= market->ask);

  if (is_waiting_stop (order))
    return is_inside && (order->is_buy ? price >= order->stop : price <= order->stop);
  if (order->limit == 0)
    return TRUE;
  return order->is_buy ? price <= order->limit : price >= order->limit;
}

static void
meet_trade (Model *model, Order *order, gint64 price, gint64 size, gint64 at, gboolean is_resting)
{
  Position *position = position_of (model, order);
  const Market *market = &model->markets[order->instrument];
  gint64 ahead = 0, taken;

  if (is_resting && order->limit == price)
    {
      if (order->ahead < 0)
        order->ahead = order->is_buy ? (market->bid == price ? market->bid_size : 0)
                                     : (market->ask == price ? market->ask_size : 0);
      ahead = MIN (order->ahead, size);
      order->ahead -= ahead;
    }
  taken = MIN (MIN (size - ahead, size - position->trade_used), order->quantity - order->filled);
  if (taken <= 0)
    return;
  position->trade_used += taken;
  book_fill (model, order, taken, at);
}

static void
model_trade (Model *model, int instrument, gint64 price, gint64 size)
{
  static Order *touched[N_ORDERS_MAX];
  Market *market = &model->markets[instrument];
  int n;

  market->last = price;
  market->has_traded = TRUE;
  for (int i = 0; i < N_ACCOUNTS; i++)
    model->positions[i][instrument].trade_used = 0;
  n = collect (model, instrument, trade_reaches, price, touched);
  for (int i = 0; i < n; i++)
    {
      Order *order = touched[i];
      gboolean was_stop = is_waiting_stop (order);

      if (was_stop)
        elect (model, order);
      if (was_stop && (order->is_buy ? market->ask_size : market->bid_size) > 0)
        meet_quote (model, order, TRUE);
      else if (!was_stop || within (order, price))
        meet_trade (model, order, price, size, was_stop || order->limit == 0 ? price : order->limit, !was_stop);
      if (was_stop)
        rest (model, order);
    }
}

/* The price at which an order is met on the stretch of a bar's path from @from to @to; 0: not met.
 * The open is a stretch from nowhere. */
static gint64
price_on (const Order *order, gint64 from, gint64 to)
{
  gboolean is_touch = order->account == 1; /* the second account's profile */

  if (is_waiting_stop (order))
    {
      gboolean is_reached = order->is_buy ? to >= order->stop : to <= order->stop;
      gboolean is_its_way = order->is_buy ? to > from : to < from;

      if (from == 0)
        return is_reached ? to : 0;
      return is_reached && is_its_way ? order->stop : 0;
    }
  if (from == 0)
    return order->limit == 0 || (order->is_buy ? to < order->limit + is_touch : to > order->limit - is_touch) ? to : 0;
  if (order->is_buy ? to < from && to < order->limit + is_touch : to > from && to > order->limit - is_touch)
    return order->limit;
  return 0;
}

/* At the open markets, stops, limits; on the way whatever comes first, stops before limits. */
static gboolean
is_met_before (const Order *a, const Order *b, gint64 from, gint64 to)
{
  static const int open_groups[] = { 0, 1, 4, 5, 2, 3 }; /* by group_of () */

  if (from == 0 && group_of (a) != group_of (b))
    return open_groups[group_of (a)] < open_groups[group_of (b)];
  if (from != 0 && price_on (a, from, to) != price_on (b, from, to))
    return (price_on (a, from, to) < price_on (b, from, to)) == (to > from);
  if (from != 0 && is_waiting_stop (a) != is_waiting_stop (b))
    return is_waiting_stop (a);
  return key_of (a) != key_of (b) ? key_of (a) < key_of (b) : a->rank < b->rank;
}

static void
walk_stretch (Model *model, int instrument, const gboolean *walks, gint64 from, gint64 to)
{
  static Order *met[N_ORDERS_MAX];
  int n = 0;

  for (int i = 0; i < model->n_orders; i++)
    {
      Order *order = &model->orders[i];
      int at;

      if (!order->is_open || order->instrument != instrument || !walks[order->account] || price_on (order, from, to) == 0)
        continue;
      for (at = n++; at > 0 && is_met_before (order, met[at - 1], from, to); at--)
        met[at] = met[at - 1];
      met[at] = order;
    }
  for (int i = 0; i < n; i++)
    {
      gint64 price = price_on (met[i], from, to);

      if (is_waiting_stop (met[i]))
        elect (model, met[i]);
      if (within (met[i], price))
        book_fill (model, met[i], met[i]->quantity - met[i]->filled, price);
    }
}

static void
model_bar (Model *model, int instrument, gint64 open, gint64 high, gint64 low, gint64 close)
{
  gboolean is_tie = high - open == open - low;
  gint64 first = high - open < open - low ? high : low, second = high + low - first;
  gboolean walks[N_ACCOUNTS] = { TRUE, TRUE }, mirrors[N_ACCOUNTS];

  walk_stretch (model, instrument, walks, 0, open);
  /* An open in the middle: up first for who is short, down first for others. */
  for (int i = 0; i < N_ACCOUNTS; i++)
    {
      mirrors[i] = is_tie && model->positions[i][instrument].quantity < 0;
      walks[i] = !mirrors[i];
    }
  walk_stretch (model, instrument, walks, open, first);
  walk_stretch (model, instrument, mirrors, open, second);
  walk_stretch (model, instrument, walks, first, second);
  walk_stretch (model, instrument, mirrors, second, first);
  walk_stretch (model, instrument, walks, second, close);
  walk_stretch (model, instrument, mirrors, first, close);
  model->markets[instrument].last = close;
}

static gint64
mark_of (const Market *market, gint64 quantity)
{
  if (quantity >= 0 && market->bid_size > 0)
    return market->bid;
  return quantity < 0 && market->ask_size > 0 ? market->ask : market->last;
}

/* Buying power of a margin account of multiplier 2, in 1/1000 of a cent. */
static gint64
buying_power (Model *model, int account)
{
  gint64 equity = model->cash[account], exposure = 0, reserved = 0;

  for (int i = 0; i < N_INSTRUMENTS; i++)
    {
      gint64 quantity = model->positions[account][i].quantity;
      gint64 value = quantity * mark_of (&model->markets[i], quantity);

      equity += value;
      exposure += ABS (value);
    }
  for (int i = 0; i < model->n_orders; i++)
    if (model->orders[i].is_open && model->orders[i].account == account)
      reserved += model->orders[i].reserve * (model->orders[i].quantity - model->orders[i].filled);
  if (equity < 200000)
    return MAX (MAX (model->cash[account], 0) * 1000 - reserved, 0);
  return MAX (MAX (2 * equity - exposure, 0) * 1000 - reserved, 0);
}

static gint64
value_of (Model *model, const Order *order)
{
  const Market *market = &model->markets[order->instrument];
  gint64 price = market->ask_size > 0 ? market->ask : market->last > 0 ? market->last
                 : market->bid_size > 0 ? market->bid : 0;
  gint64 own = order->limit != 0 ? order->limit : order->stop;

  if (!order->is_buy)
    return MAX (own * 1000, price * 1030);
  if (order->limit != 0)
    return own * 1000;
  price = order->stop != 0 ? order->stop : price;
  return price * (price < 5000 ? 1040 : 1025);
}

static BwReason
check_wash (Model *model, const Order *order)
{
  for (int i = 0; i < model->n_orders; i++)
    {
      const Order *other = &model->orders[i];

      if (!other->is_open || other->account != order->account ||
          other->instrument != order->instrument || other->is_buy == order->is_buy)
        continue;
      if (order->limit == 0 || other->limit == 0)
        return BW_REASON_WASH_TRADE;
      if (order->is_buy ? order->limit >= other->limit : other->limit >= order->limit)
        return BW_REASON_WASH_TRADE;
    }
  return BW_REASON_NONE;
}

static gint64
equity_of (Model *model, int account)
{
  gint64 equity = model->cash[account];

  for (int i = 0; i < N_INSTRUMENTS; i++)
    equity += model->positions[account][i].quantity *
              mark_of (&model->markets[i], model->positions[account][i].quantity);
  return equity;
}

static BwReason
check (Model *model, Order *order)
{
  gint64 held = position_of (model, order)->quantity;
  gboolean opens = order->is_buy ? held >= 0 : held <= 0;
  gint64 pending[2] = { 0, 0 };
  BwReason reason;

  if (opens && value_of (model, order) == 0)
    return BW_REASON_PRICE;
  reason = check_wash (model, order);
  if (reason != BW_REASON_NONE)
    return reason;
  for (int i = 0; i < model->n_orders; i++)
    if (model->orders[i].is_open && model->orders[i].account == order->account &&
        model->orders[i].instrument == order->instrument)
      pending[model->orders[i].is_buy] += model->orders[i].quantity - model->orders[i].filled;
  if (!opens)
    return pending[order->is_buy] + order->quantity > ABS (held) ? BW_REASON_POSITION_FLIP
                                                                 : BW_REASON_NONE;
  if (!order->is_buy && equity_of (model, order->account) < 200000)
    return BW_REASON_INSUFFICIENT_POSITION;
  if (held == 0 && pending[!order->is_buy] > 0)
    return BW_REASON_POSITION_FLIP;
  if (value_of (model, order) * order->quantity > buying_power (model, order->account))
    return BW_REASON_BUYING_POWER;
  order->reserve = value_of (model, order);
  return BW_REASON_NONE;
}

static BwReason
model_order (Model *model, const Order *request)
{
  Order order = *request;
  BwReason reason = check (model, &order);
  const Market *market = &model->markets[order.instrument];
  Order *kept;

  if (reason != BW_REASON_NONE)
    return reason;
  order.is_open = TRUE;
  order.rank = model->next_rank++;
  kept = &model->orders[model->n_orders++];
  *kept = order;
  if (is_waiting_stop (kept) && quote_reaches (model, kept, 0))
    elect (model, kept);
  if (!is_waiting_stop (kept) && (kept->is_buy ? market->ask_size : market->bid_size) > 0)
    meet_quote (model, kept, TRUE);
  rest (model, kept);
  return BW_REASON_NONE;
}

/* The two side by side. */

typedef struct
{
  Rig rig;
  Model *model;
  guint64 seed, n_draws;
} Pair;

static gint64
draw (Pair *pair, gint64 min, gint64 max)
{
  return min + (gint64) (bw_random_at (pair->seed, 1, pair->n_draws++, 0, 0) % (guint64) (max - min + 1));
}

static BwFixed
cents (gint64 n)
{
  return (BwFixed){ n * 1000000 };
}

static void
do_quote (Pair *pair, int instrument)
{
  gint64 middle = 3000 + 2000 * instrument + draw (pair, -40, 40);
  gint64 bid = middle - draw (pair, 0, 3), ask = middle + draw (pair, 0, 3);
  gint64 bid_size = draw (pair, 0, 9) == 0 ? 0 : draw (pair, 1, 30);
  gint64 ask_size = draw (pair, 0, 9) == 0 ? 0 : draw (pair, 1, 30);
  BwInput input = { .kind = BW_INPUT_MARKET };

  input.market = (BwMarketEvent){ .time = pair->rig.now, .instrument = (BwInstrumentId) instrument + 1,
                                  .kind = BW_MARKET_QUOTE };
  input.market.quote.bid = cents (bid);
  input.market.quote.ask = cents (ask);
  input.market.quote.bid_size = BW_FIXED (bid_size);
  input.market.quote.ask_size = BW_FIXED (ask_size);
  rig_step (&pair->rig, &input);
  model_quote (pair->model, instrument, bid, bid_size, ask, ask_size);
}

static void
do_trade (Pair *pair, int instrument)
{
  gint64 price = 3000 + 2000 * instrument + draw (pair, -42, 42), size = draw (pair, 1, 40);
  BwInput input = { .kind = BW_INPUT_MARKET };

  input.market = (BwMarketEvent){ .time = pair->rig.now, .instrument = (BwInstrumentId) instrument + 1,
                                  .kind = BW_MARKET_TRADE };
  input.market.trade.price = cents (price);
  input.market.trade.size = BW_FIXED (size);
  rig_step (&pair->rig, &input);
  model_trade (pair->model, instrument, price, size);
}

static void
do_bar (Pair *pair, int instrument)
{
  gint64 middle = 3000 + 2000 * instrument;
  gint64 open = middle + draw (pair, -50, 50), close = middle + draw (pair, -50, 50);
  gint64 high = MAX (open, close) + draw (pair, 0, 30), low = MIN (open, close) - draw (pair, 0, 30);
  BwInput input = { .kind = BW_INPUT_MARKET };

  pair->rig.now += BW_MINUTE;
  input.market = (BwMarketEvent){ .time = pair->rig.now, .instrument = (BwInstrumentId) instrument + 1,
                                  .kind = BW_MARKET_BAR };
  input.market.bar.open = cents (open);
  input.market.bar.high = cents (high);
  input.market.bar.low = cents (low);
  input.market.bar.close = cents (close);
  input.market.bar.volume = BW_FIXED (1);
  input.market.bar.timeframe = BW_TIMEFRAME_1M;
  rig_step (&pair->rig, &input);
  model_bar (pair->model, instrument, open, high, low, close);
}

static void
do_order (Pair *pair, int instrument)
{
  static const BwOrderType types[] = { BW_ORDER_MARKET, BW_ORDER_LIMIT, BW_ORDER_LIMIT,
                                       BW_ORDER_STOP, BW_ORDER_STOP_LIMIT };
  Order order = { .account = (int) draw (pair, 0, N_ACCOUNTS - 1), .instrument = instrument };
  gint64 middle = 3000 + 2000 * instrument;
  BwInput input = { .kind = BW_INPUT_NEW_ORDER };
  BwReason expected;
  BwOrder first = { 0 };

  order.type = types[draw (pair, 0, 4)];
  order.is_buy = draw (pair, 0, 1) == 0;
  order.quantity = draw (pair, 1, 50);
  if (order.type == BW_ORDER_LIMIT || order.type == BW_ORDER_STOP_LIMIT)
    order.limit = middle + draw (pair, -60, 60);
  if (order.type == BW_ORDER_STOP || order.type == BW_ORDER_STOP_LIMIT)
    order.stop = middle + draw (pair, -60, 60);
  input.new_order.account = (BwAccountId) order.account + 1;
  input.new_order.instrument = (BwInstrumentId) instrument + 1;
  input.new_order.side = order.is_buy ? BW_SIDE_BUY : BW_SIDE_SELL;
  input.new_order.type = (guint8) order.type;
  input.new_order.tif = BW_TIF_GTC;
  input.new_order.quantity = BW_FIXED (order.quantity);
  input.new_order.limit_price = cents (order.limit);
  input.new_order.stop_price = cents (order.stop);
  rig_step (&pair->rig, &input);
  first = *(const BwOrder *) bw_output_body (bw_outputs_first (&pair->rig.outputs));
  order.id = first.id;
  expected = model_order (pair->model, &order);
  if (first.reason != expected)
    g_error ("order %" G_GUINT64_FORMAT ": the core says %s, the model %s", first.id,
             bw_reason_word (first.reason), bw_reason_word (expected));
}

static void
do_cancel (Pair *pair)
{
  BwInput input = { .kind = BW_INPUT_CANCEL_ORDER };
  Order *order;

  if (pair->model->n_orders == 0)
    return;
  order = &pair->model->orders[draw (pair, MAX (0, pair->model->n_orders - 20), pair->model->n_orders - 1)];
  input.cancel_order.order = order->id;
  rig_step (&pair->rig, &input);
  order->is_open = FALSE;
}

static void
compare (Pair *pair)
{
  Model *model = pair->model;
  gsize n_open = 0;

  for (int i = 0; i < model->n_orders; i++)
    {
      const Order *order = &model->orders[i];
      const BwOrder *found = bw_core_open_order (pair->rig.core, order->id);

      n_open += order->is_open;
      if ((found != NULL) != order->is_open)
        g_error ("order %" G_GUINT64_FORMAT " is %s in the model", order->id, order->is_open ? "open" : "closed");
      if (found != NULL)
        g_assert_cmpint (found->filled.e8, ==, BW_FIXED (order->filled).e8);
    }
  g_assert_cmpuint (bw_core_n_open_orders (pair->rig.core), ==, n_open);
  for (int a = 0; a < N_ACCOUNTS; a++)
    {
      BwAccountFigures figures;

      g_assert_true (bw_core_account_figures (pair->rig.core, (BwAccountId) a + 1, &figures));
      g_assert_cmpint (figures.cash.e8, ==, cents (model->cash[a]).e8);
      g_assert_cmpint (figures.buying_power.e8, ==, buying_power (model, a) * 1000);
      for (int i = 0; i < N_INSTRUMENTS; i++)
        {
          BwPosition position = { 0 };

          bw_core_position (pair->rig.core, (BwAccountId) a + 1, (BwInstrumentId) i + 1, &position);
          g_assert_cmpint (position.quantity.e8, ==, BW_FIXED (model->positions[a][i].quantity).e8);
          g_assert_cmpint (position.realized.e8, ==, cents (model->positions[a][i].realized).e8);
        }
    }
  rig_assert_balanced (&pair->rig);
}

/* A core that is saved and loaded in the middle goes on the same. */
static void
reload (Pair *pair)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  guint8 before[BW_CORE_DIGEST_BYTES], after[BW_CORE_DIGEST_BYTES];

  bw_core_digest (pair->rig.core, before);
  bw_core_save (pair->rig.core, bytes);
  bw_core_free (pair->rig.core);
  pair->rig.core = bw_core_load (bytes->data, bytes->len, &error);
  g_assert_no_error (error);
  bw_core_digest (pair->rig.core, after);
  g_assert_cmpmem (before, sizeof before, after, sizeof after);
}

static void
begin_pair (Pair *pair)
{
  BwAccountTerms terms;

  g_test_message ("seed %" G_GUINT64_FORMAT, pair->seed);
  pair->model = g_new0 (Model, 1);
  rig_begin (&pair->rig);
  for (int i = 0; i < N_INSTRUMENTS; i++)
    rig_instrument (&pair->rig, BW_INSTRUMENT_EQUITY, (const char *[]){ "AAA", "BBB", "CCC" }[i], FALSE);
  for (int a = 0; a < N_ACCOUNTS; a++)
    {
      bw_account_terms_init (&terms, BW_ACCOUNT_MARGIN, "A");
      terms.margin_rule = BW_MARGIN_RULE_INTRADAY; /* the model knows no day trades */
      terms.profile = a == 0 ? BW_PROFILE_REALISTIC : BW_PROFILE_TOUCH;
      rig_account (&pair->rig, &terms, a == 0 ? "50000" : "6000");
      pair->model->cash[a] = a == 0 ? 5000000 : 600000;
    }
  rig_at (&pair->rig, 60);
}

static void
end_pair (Pair *pair, guint64 n_fills_min)
{
  g_assert_cmpuint (pair->model->n_fills, >, n_fills_min);
  rig_end (&pair->rig);
  g_free (pair->model);
}

/* Bars alone, a session of minutes; an order goes in between every two. */
static void
play_bars (guint64 seed)
{
  Pair pair = { .seed = seed };

  begin_pair (&pair);
  for (int step = 0; step < 370; step++)
    {
      do_bar (&pair, (int) draw (&pair, 0, N_INSTRUMENTS - 1));
      compare (&pair);
      do_order (&pair, (int) draw (&pair, 0, N_INSTRUMENTS - 1));
      if (draw (&pair, 0, 4) == 0)
        do_cancel (&pair);
      if (draw (&pair, 0, 50) == 0)
        reload (&pair);
      compare (&pair);
    }
  end_pair (&pair, 50);
}

static void
play (guint64 seed, int n_steps)
{
  Pair pair = { .seed = seed };

  begin_pair (&pair);
  for (int step = 0; step < n_steps; step++)
    {
      int instrument = (int) draw (&pair, 0, N_INSTRUMENTS - 1);
      gint64 what = draw (&pair, 0, 99);

      pair.rig.now += BW_MILLISECOND;
      if (what < 30)
        do_quote (&pair, instrument);
      else if (what < 50)
        do_trade (&pair, instrument);
      else if (what < 90)
        do_order (&pair, instrument);
      else if (what < 99)
        do_cancel (&pair);
      else
        reload (&pair);
      compare (&pair);
    }
  end_pair (&pair, (guint64) n_steps / 20);
}

static void
test_random_sequences (void)
{
  const char *seed = g_getenv ("BW_TEST_SEED");

  if (seed != NULL)
    {
      play (g_ascii_strtoull (seed, NULL, 10), 2000);
      return;
    }
  for (guint64 i = 1; i <= 200; i++)
    play (i, 1500);
}

static void
test_random_bars (void)
{
  const char *seed = g_getenv ("BW_TEST_SEED");

  if (seed != NULL)
    {
      play_bars (g_ascii_strtoull (seed, NULL, 10));
      return;
    }
  for (guint64 i = 1; i <= 200; i++)
    play_bars (i);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/model/random-sequences", test_random_sequences);
  g_test_add_func ("/trading/model/random-bars", test_random_bars);
  return g_test_run ();
}
