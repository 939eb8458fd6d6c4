/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine-world.h"

/* Commands of all kinds, most of which make sense to the market as it is. */

typedef struct
{
  World *world;
  BwTimelineId timeline;
  BwAccountId account;
  BwInstrumentId instrument;
  BwFixed price; /* of the instrument, in whole cents; some price when it has none */
} Scene;

static BwFixed
cents (gint64 n)
{
  return (BwFixed){ MAX (n, 1) * (BW_FIXED_ONE_E8 / 100) };
}

/* Up to @percent away from the price. */
static BwFixed
price_near (const Scene *scene, int percent)
{
  gint64 price = scene->price.e8 / (BW_FIXED_ONE_E8 / 100);

  return cents (price + price * between (scene->world, -percent * 10, percent * 10) / 1000);
}

static BwAccountId
choose_account (World *world, BwTimelineId timeline)
{
  BwEngine *engine = world->fixture.engine;
  guint n_ours = 0;
  BwAccountId chosen = 1;

  for (gsize i = 0; i < bw_engine_n_accounts (engine); i++)
    if (bw_engine_account_at (engine, i)->timeline == timeline && one_in (world, (int) ++n_ours))
      chosen = bw_engine_account_at (engine, i)->account.id;
  return chosen;
}

/* A few symbols, so that orders meet. */
static void
set_scene (Scene *scene, World *world)
{
  BwEngine *engine = world->fixture.engine;
  const BwInstrumentId *instruments;
  const BwQuoteView *quote;
  gsize n_instruments;

  scene->world = world;
  scene->timeline = world_timeline (world);
  scene->account = choose_account (world, scene->timeline);
  instruments = bw_engine_timeline_instruments (engine, scene->timeline, &n_instruments);
  scene->instrument = instruments[between (world, 0, (int) MIN (n_instruments, 8) - 1)];
  quote = bw_engine_quote (engine, scene->timeline, scene->instrument);
  scene->price = quote != NULL && quote->market.last.e8 > 0 ? quote->market.last : BW_FIXED (100);
}

/* ---- Orders ---- */

static void
add_prices (const Scene *scene, BwNewOrder *order)
{
  World *world = scene->world;

  if (order->type == BW_ORDER_LIMIT || order->type == BW_ORDER_STOP_LIMIT || order->type == BW_ORDER_LIMIT_IF_TOUCHED)
    order->limit_price = price_near (scene, 2);
  if (order->type == BW_ORDER_STOP || order->type == BW_ORDER_STOP_LIMIT ||
      order->type == BW_ORDER_MARKET_IF_TOUCHED || order->type == BW_ORDER_LIMIT_IF_TOUCHED)
    order->stop_price = price_near (scene, 2);
  if (order->type == BW_ORDER_TRAILING_STOP || order->type == BW_ORDER_TRAILING_STOP_LIMIT)
    {
      order->trail = cents (between (world, 5, 300));
      if (one_in (world, 2))
        order->flags |= BW_ORDER_TRAIL_PERCENT;
    }
  if (order->type == BW_ORDER_TRAILING_STOP_LIMIT)
    order->limit_offset = cents (between (world, 1, 50));
}

/* Legs on the right side of the price. */
static void
add_legs (const Scene *scene, BwNewOrder *order)
{
  gint64 price = scene->price.e8 / (BW_FIXED_ONE_E8 / 100);
  gint64 away = MAX (price * between (scene->world, 1, 30) / 1000, 2);
  int sign = order->side == BW_SIDE_BUY ? 1 : -1;

  if (order->order_class == BW_ORDER_CLASS_OCO)
    {
      order->type = BW_ORDER_LIMIT;
      sign = -sign;
    }
  order->take_profit = cents (price + sign * away);
  if (order->order_class != BW_ORDER_CLASS_OTO || one_in (scene->world, 2))
    order->stop_loss = cents (price - sign * away);
  if (order->order_class == BW_ORDER_CLASS_OTO && order->stop_loss.e8 > 0)
    order->take_profit = BW_FIXED_ZERO;
}

static void
add_condition (const Scene *scene, BwNewOrder *order)
{
  const BwInstrument *instrument = bw_engine_instrument (scene->world->fixture.engine, scene->instrument);
  gint64 price = price_near (scene, 1).e8 / (BW_FIXED_ONE_E8 / 100);

  g_snprintf (order->when, sizeof order->when, "%s %s %" G_GINT64_FORMAT ".%02d", instrument->symbol,
              one_in (scene->world, 2) ? ">=" : "<=", price / 100, (int) (price % 100));
}

static void
send_order (const Scene *scene)
{
  World *world = scene->world;
  BwInput input = { .kind = BW_INPUT_NEW_ORDER };
  BwNewOrder *order = &input.new_order;

  order->account = scene->account;
  order->instrument = scene->instrument;
  order->side = one_in (world, 2) ? BW_SIDE_BUY : BW_SIDE_SELL;
  order->intent = one_in (world, 8) ? (guint8) between (world, BW_INTENT_OPEN, BW_INTENT_CLOSE) : BW_INTENT_AUTO;
  order->type = one_in (world, 2) ? (guint8) between (world, BW_ORDER_MARKET, BW_ORDER_LIMIT)
                                  : (guint8) between (world, BW_ORDER_MARKET, BW_ORDER_LIMIT_IF_TOUCHED);
  order->tif = one_in (world, 3) ? (guint8) between (world, BW_TIF_DAY, BW_TIF_GTD)
                                 : (guint8) between (world, BW_TIF_DAY, BW_TIF_GTC);
  order->quantity = BW_FIXED (between (world, 1, 60));
  if (one_in (world, 10) && order->type == BW_ORDER_MARKET)
    {
      order->quantity = BW_FIXED_ZERO;
      order->notional = cents (between (world, 100, 200000));
      order->tif = BW_TIF_DAY;
    }
  if (one_in (world, 5))
    {
      order->order_class = (guint8) between (world, BW_ORDER_CLASS_BRACKET, BW_ORDER_CLASS_OTO);
      add_legs (scene, order);
    }
  add_prices (scene, order);
  if (order->order_class == BW_ORDER_CLASS_OCO)
    order->limit_price = order->take_profit;
  if (one_in (world, 12))
    order->flags |= BW_ORDER_EXTENDED_HOURS;
  if (one_in (world, 12))
    order->flags |= BW_ORDER_REDUCE_ONLY;
  if (one_in (world, 12))
    add_condition (scene, order);
  if (one_in (world, 15) && order->type == BW_ORDER_LIMIT)
    order->display = BW_FIXED (between (world, 1, 10));
  if (order->tif == BW_TIF_GTD)
    order->expires = bw_engine_timeline (world->fixture.engine, scene->timeline)->now + between (world, 1, 3000) * BW_SECOND;
  if (one_in (world, 4))
    g_snprintf (order->client_id, sizeof order->client_id, "sim-%d", between (world, 1, 4000));
  world_command (world, scene->timeline, &input);
}

static const BwOrder *
choose_order (const Scene *scene)
{
  gsize n_orders;
  const BwOrder *const *orders =
      bw_engine_open_orders (scene->world->fixture.engine, scene->timeline, scene->account, &n_orders);

  return n_orders > 0 ? orders[between (scene->world, 0, (int) n_orders - 1)] : NULL;
}

static void
cancel_order (const Scene *scene)
{
  const BwOrder *order = choose_order (scene);
  BwInput input = { .kind = BW_INPUT_CANCEL_ORDER };

  /* One that there never was is refused. */
  input.cancel_order.order = order != NULL ? order->id : G_MAXUINT32;
  world_command (scene->world, scene->timeline, &input);
}

static void
replace_order (const Scene *scene)
{
  const BwOrder *order = choose_order (scene);
  BwInput input = { .kind = BW_INPUT_REPLACE_ORDER };

  if (order == NULL)
    return;
  input.replace_order.order = order->id;
  if (one_in (scene->world, 2))
    input.replace_order.quantity = BW_FIXED (between (scene->world, 1, 80));
  if (order->limit_price.e8 > 0)
    input.replace_order.limit_price = price_near (scene, 2);
  if (order->stop_price.e8 > 0 && order->trail.e8 == 0)
    input.replace_order.stop_price = price_near (scene, 2);
  world_command (scene->world, scene->timeline, &input);
}

static void
command_account (const Scene *scene)
{
  static const BwInputKind kinds[] = { BW_INPUT_CANCEL_ALL, BW_INPUT_CLOSE_POSITION, BW_INPUT_REVERSE_POSITION,
                                       BW_INPUT_CLOSE_POSITION, BW_INPUT_FLATTEN };
  BwInput input = { .kind = kinds[between (scene->world, 0, G_N_ELEMENTS (kinds) - 1)] };

  input.account.account = scene->account;
  input.account.instrument = scene->instrument;
  world_command (scene->world, scene->timeline, &input);
}

/* ---- Money and terms ---- */

static void
move_money (const Scene *scene)
{
  BwInput input = { .kind = one_in (scene->world, 2) ? BW_INPUT_DEPOSIT : BW_INPUT_WITHDRAW };

  input.cash.account = scene->account;
  input.cash.amount = cents (between (scene->world, 1, 500000));
  world_command (scene->world, scene->timeline, &input);
}

static void
transfer_in (const Scene *scene)
{
  BwInput input = { .kind = BW_INPUT_TRANSFER_IN };

  input.transfer_in.account = scene->account;
  input.transfer_in.instrument = scene->instrument;
  input.transfer_in.quantity = BW_FIXED (between (scene->world, 1, 20));
  input.transfer_in.price = scene->price;
  world_command (scene->world, scene->timeline, &input);
}

static void
reset_account (const Scene *scene)
{
  BwInput input = { .kind = BW_INPUT_RESET_ACCOUNT };

  input.cash.account = scene->account;
  input.cash.amount = BW_FIXED (between (scene->world, 1, 200) * 1000);
  world_command (scene->world, scene->timeline, &input);
}

static void
halt_account (const Scene *scene)
{
  BwInput input = { .kind = BW_INPUT_HALT_ACCOUNT };

  input.halt_account.account = scene->account;
  input.halt_account.halt = one_in (scene->world, 3) ? (BwAccountHalt) between (scene->world, 1, 2) : BW_HALT_NONE;
  input.halt_account.reason = BW_REASON_KILL_SWITCH;
  if (input.halt_account.halt != BW_HALT_NONE)
    input.halt_account.action = (guint32) between (scene->world, 0, BW_HALT_ACTION_FLATTEN);
  world_command (scene->world, scene->timeline, &input);
}

static void
set_limit (const Scene *scene)
{
  World *world = scene->world;
  BwInput input = { .kind = BW_INPUT_SET_LIMIT };
  BwLimitRule rule = (BwLimitRule) between (world, BW_LIMIT_DAILY_LOSS, BW_LIMIT_PRICE_COLLAR);

  input.set_limit.account = one_in (world, 3) ? 0 : scene->account;
  bw_limit_preset_get ((BwLimitPreset) between (world, 0, BW_N_LIMIT_PRESETS - 1), rule, &input.set_limit.limit);
  input.set_limit.limit.rule = rule;
  /* More often taken back than set, or soon nothing would be allowed. */
  if (!one_in (world, 3))
    input.set_limit.limit.mode = BW_LIMIT_INHERITED;
  world_command (world, scene->timeline, &input);
}

static void
vary_terms (World *world, BwAccountTerms *terms)
{
  terms->profile = (guint8) between (world, BW_PROFILE_REALISTIC, BW_PROFILE_IMMEDIATE);
  terms->latency_ns = between (world, 0, 3) * 20 * BW_MILLISECOND;
  terms->stale_after_ns = one_in (world, 4) ? 2 * BW_SECOND : 30 * BW_SECOND;
  terms->multiplier = (guint8) (terms->type == BW_ACCOUNT_CASH ? 1 : between (world, 1, 2));
  terms->fills = (BwFillTerms){ 0 };
  if (one_in (world, 3))
    terms->fills.participation = cents (between (world, 1, 50));
  if (one_in (world, 3))
    terms->fills.touch = BW_TOUCH_REACHED;
}

static void
change_terms (const Scene *scene)
{
  const BwAccountView *account = bw_engine_account (scene->world->fixture.engine, scene->timeline, scene->account);
  BwInput input = { .kind = BW_INPUT_CHANGE_TERMS };

  if (account == NULL)
    return;
  input.change_terms.account = scene->account;
  input.change_terms.terms = account->account.terms;
  vary_terms (scene->world, &input.change_terms.terms);
  world_command (scene->world, scene->timeline, &input);
}

static void
open_account (const Scene *scene)
{
  World *world = scene->world;
  BwInput input = { .kind = BW_INPUT_OPEN_ACCOUNT };

  if (bw_engine_n_accounts (world->fixture.engine) >= 10)
    return;
  bw_account_terms_init (&input.open_account.terms, one_in (world, 2) ? BW_ACCOUNT_CASH : BW_ACCOUNT_MARGIN, "Another");
  vary_terms (world, &input.open_account.terms);
  world_command (world, scene->timeline, &input);
}

/* ---- Time ---- */

static void
move_clock (const Scene *scene)
{
  World *world = scene->world;
  const BwTimelineView *view = bw_engine_timeline (world->fixture.engine, scene->timeline);
  gint64 most = view->timeframe == BW_TIMEFRAME_NONE ? 4 : 400;

  world_jump (world, scene->timeline, MIN (view->now + between (world, 1, (int) most) * BW_SECOND, view->end));
}

static void
branch_off (const Scene *scene)
{
  const BwTimelineView *view = bw_engine_timeline (scene->world->fixture.engine, scene->timeline);

  if (scene->world->n_timelines < WORLD_TIMELINES_MAX)
    world_branch (scene->world, scene->timeline, view->now - between (scene->world, 0, 30) * BW_SECOND);
}

/* How often of 200. */
static const struct
{
  int weight;
  void (*act) (const Scene *scene);
} acts[] = {
  { 92, send_order },  { 12, cancel_order }, { 14, replace_order }, { 50, move_clock },    { 6, command_account },
  { 4, move_money },   { 2, transfer_in },   { 2, reset_account },  { 4, halt_account },   { 5, set_limit },
  { 6, change_terms }, { 2, open_account },  { 1, branch_off },
};

void
world_act (World *world)
{
  int left = between (world, 0, 199);
  Scene scene;

  set_scene (&scene, world);
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if ((left -= acts[i].weight) < 0)
      {
        acts[i].act (&scene);
        return;
      }
}
