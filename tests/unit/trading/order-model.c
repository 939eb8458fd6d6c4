/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "order-model.h"

#include <string.h>

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

/* For a price: a stop for the market's going against it, an if-touched order for its coming to it. */
static gboolean
is_waiting (const Order *order)
{
  return order->stop != 0 && !order->is_triggered;
}

static gboolean
is_if_touched (const Order *order)
{
  return order->type == BW_ORDER_MARKET_IF_TOUCHED || order->type == BW_ORDER_LIMIT_IF_TOUCHED;
}

/* By a market that rises? */
static gboolean
is_reached_rising (const Order *order)
{
  return order->is_buy != is_if_touched (order);
}

static gboolean
is_at_trigger (const Order *order, gint64 price)
{
  return is_reached_rising (order) ? price >= order->stop : price <= order->stop;
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

/* The order in which the market meets orders: markets, limits, stops, if-touched ones; buys before
 * sells; the better price, then the earlier. */
static int
group_of (const Order *order)
{
  int kind = is_waiting (order) ? 2 + is_if_touched (order) : order->limit != 0;

  return 2 * kind + !order->is_buy;
}

static gint64
key_of (const Order *order)
{
  if (is_waiting (order))
    return is_reached_rising (order) ? order->stop : -order->stop;
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

  if (is_waiting (order))
    return !market->has_traded && (order->is_buy ? market->ask_size : market->bid_size) > 0 &&
           is_at_trigger (order, order->is_buy ? market->ask : market->bid);
  if (order->limit == 0)
    return TRUE;
  return order->is_buy ? market->ask_size > 0 && market->ask <= order->limit
                       : market->bid_size > 0 && market->bid >= order->limit;
}

void
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
      gboolean was_waiting = is_waiting (touched[i]);

      if (was_waiting)
        elect (model, touched[i]);
      meet_quote (model, touched[i], was_waiting || touched[i]->limit == 0);
      if (was_waiting)
        rest (model, touched[i]);
    }
}

static gboolean
trade_reaches (const Model *model, const Order *order, gint64 price)
{
  const Market *market = &model->markets[order->instrument];
  gboolean is_inside = (market->bid_size == 0 || price >= market->bid) &&
                       (market->ask_size == 0 || price <= market->ask);

  if (is_waiting (order))
    return is_inside && is_at_trigger (order, price);
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

void
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
      gboolean was_waiting = is_waiting (order);

      if (was_waiting)
        elect (model, order);
      if (was_waiting && (order->is_buy ? market->ask_size : market->bid_size) > 0)
        meet_quote (model, order, TRUE);
      else if (!was_waiting || within (order, price))
        meet_trade (model, order, price, size, was_waiting || order->limit == 0 ? price : order->limit, !was_waiting);
      if (was_waiting)
        rest (model, order);
    }
}

/* The price at which an order is met on the stretch of a bar's path from @from to @to; 0: not met.
 * The open is a stretch from nowhere. */
static gint64
price_on (const Order *order, gint64 from, gint64 to)
{
  gboolean is_touch = order->account == 1; /* the second account's profile */

  if (is_waiting (order))
    {
      gboolean is_reached = is_at_trigger (order, to);
      gboolean is_its_way = is_reached_rising (order) ? to > from : to < from;

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

/* At the open markets, what waits for a rise, for a fall, limits; on the way whatever comes first, what
 * waits before limits. */
static gboolean
is_met_before (const Order *a, const Order *b, gint64 from, gint64 to)
{
  static const int open_groups[] = { 0, 1, 6, 7, 2, 4, 5, 3 }; /* by group_of () */

  if (from == 0 && group_of (a) != group_of (b))
    return open_groups[group_of (a)] < open_groups[group_of (b)];
  if (from != 0 && price_on (a, from, to) != price_on (b, from, to))
    return (price_on (a, from, to) < price_on (b, from, to)) == (to > from);
  if (from != 0 && is_waiting (a) != is_waiting (b))
    return is_waiting (a);
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

      if (is_waiting (met[i]))
        elect (model, met[i]);
      if (within (met[i], price))
        book_fill (model, met[i], met[i]->quantity - met[i]->filled, price);
    }
}

void
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
gint64
model_buying_power (Model *model, int account)
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
  if (value_of (model, order) * order->quantity > model_buying_power (model, order->account))
    return BW_REASON_BUYING_POWER;
  order->reserve = value_of (model, order);
  return BW_REASON_NONE;
}

BwReason
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
  if (is_waiting (kept) && quote_reaches (model, kept, 0))
    elect (model, kept);
  if (!is_waiting (kept) && (kept->is_buy ? market->ask_size : market->bid_size) > 0)
    meet_quote (model, kept, TRUE);
  rest (model, kept);
  return BW_REASON_NONE;
}
