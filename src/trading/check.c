/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/check.h"

#include "trading/auction.h"
#include "trading/check-terms.h"
#include "trading/group.h"
#include "trading/margin-check.h"
#include "trading/margin.h"
#include "trading/reduce.h"
#include "trading/risk/kill-switch.h"
#include "trading/risk/source.h"
#include "trading/session.h"
#include "trading/trail.h"
#include "trading/wait.h"
#include "trading/working.h"

#include <string.h>

/* The checks of an order, in the order SCENARIOS.md gives. Each is a small rule over the state that
 * says BW_REASON_NONE or why not; the first that refuses decides. Nothing is changed. */

typedef struct
{
  const BwCore *core;
  const BwAccountState *account;
  const BwInstrumentState *instrument;
  const BwPositionState *position;  /* (nullable) */
  const BwWorkingOrder *replacing;  /* (nullable): does not count */
  const BwNewOrder *request;
  BwOrder *order;
  BwVerdict *verdict;
  gboolean waits;  /* for a condition: when it holds, it is checked again */
  gboolean is_leg; /* of a group: it leaves what its entry opens, and no more */
  const BwAccountFigures *figures; /* of the account; NULL until asked for */
  BwAccountFigures own_figures;
} Check;

static gboolean
get_figures (Check *check)
{
  if (check->figures == NULL && bw_margin_figures (check->core, check->account, &check->own_figures))
    check->figures = &check->own_figures;
  return check->figures != NULL;
}

static BwMarginOrder
margin_order (const Check *check)
{
  return (BwMarginOrder){ check->account,   check->instrument, check->position,
                          check->replacing, check->order,      check->verdict->opens };
}

static gboolean
has_limit (const BwOrder *order)
{
  return bw_order_type_has_limit ((BwOrderType) order->type);
}

static gboolean
has_stop (const BwOrder *order)
{
  return bw_order_type_has_trigger ((BwOrderType) order->type);
}

static BwReason
check_quantity (Check *check)
{
  BwOrder *order = check->order;
  BwFixed price;

  if (order->notional.e8 != 0)
    {
      if (order->notional.e8 == G_MININT64) /* stands for what is beyond the range */
        return BW_REASON_NOTIONAL_TOO_LARGE;
      if (order->notional.e8 < 0 || order->quantity.e8 != 0)
        return BW_REASON_NOTIONAL;
      if (check->instrument == NULL)
        return BW_REASON_UNKNOWN_SYMBOL;
      if (!check->instrument->definition.fractionable)
        return BW_REASON_NOTIONAL;
      price = has_limit (order) ? order->limit_price : BW_FIXED_ZERO;
      if (price.e8 <= 0 && has_stop (order))
        price = order->stop_price;
      if (price.e8 <= 0)
        price = bw_mark_of (check->instrument, (BwFixed){ order->side == BW_SIDE_BUY ? -1 : 1 });
      if (price.e8 <= 0)
        return BW_REASON_PRICE;
      if (!bw_fixed_mul_div (order->notional, BW_FIXED (1), price, BW_ROUND_FLOOR, &order->quantity))
        return BW_REASON_QUANTITY;
    }
  return order->quantity.e8 > 0 ? BW_REASON_NONE : BW_REASON_QUANTITY;
}

static BwReason
check_symbol (Check *check)
{
  if (check->instrument == NULL)
    return BW_REASON_UNKNOWN_SYMBOL;
  if (check->instrument->is_delisted)
    return BW_REASON_DELISTED;
  return bw_margin_can_hold (&check->account->account, &check->instrument->definition)
             ? BW_REASON_NONE
             : BW_REASON_NOT_ALLOWED;
}

static BwReason
check_client_id (Check *check)
{
  if (check->order->client_id_hash[0] != 0 && check->request->client_id[0] != '\0' &&
      bw_client_id_is_used (check->core, check->order->client_id_hash))
    return BW_REASON_DUPLICATE_CLIENT_ID;
  return BW_REASON_NONE;
}

static gboolean
is_fraction (const Check *check)
{
  return !bw_fixed_is_multiple (check->order->quantity, check->instrument->definition.lot);
}

static BwReason
check_type (Check *check)
{
  const BwOrder *order = check->order;

  if (order->side != BW_SIDE_BUY && order->side != BW_SIDE_SELL)
    return BW_REASON_NOT_ALLOWED;
  if (order->intent > BW_INTENT_CLOSE)
    return BW_REASON_NOT_ALLOWED;
  return bw_check_terms (check->core, check->instrument, check->request, order);
}

static BwReason
check_condition (Check *check)
{
  return bw_wait_check (check->core, check->request);
}

static BwReason
check_class (Check *check)
{
  return check->is_leg ? BW_REASON_NONE
                       : bw_group_check_class (check->request, &check->instrument->definition);
}

static BwReason
check_increments (Check *check)
{
  BwReason reason = bw_check_terms_increments (check->instrument, check->request, check->order);

  if (reason == BW_REASON_NONE && is_fraction (check) && !check->instrument->definition.fractionable)
    return BW_REASON_LOT_SIZE;
  if (reason != BW_REASON_NONE || check->is_leg)
    return reason;
  return bw_group_check_increments (check->request, &check->instrument->definition);
}

static BwReason
check_market_hours (Check *check)
{
  const BwOrder *order = check->order;

  if (check->waits)
    return BW_REASON_NONE;
  if (bw_order_is_for_auction (order) &&
      bw_auction_is_closed (check->core, check->instrument, (BwTif) order->tif))
    return BW_REASON_AUCTION_WINDOW;
  if (order->tif != BW_TIF_IOC && order->tif != BW_TIF_FOK)
    return BW_REASON_NONE;
  if (check->instrument->is_halted)
    return BW_REASON_HALTED;
  if (!bw_session_works (check->core, check->instrument, order->flags))
    return BW_REASON_MARKET_CLOSED;
  return BW_REASON_NONE;
}

static BwReason
check_price (Check *check)
{
  const BwOrder *order = check->order;
  BwVerdict *verdict = check->verdict;
  BwReason reason = bw_check_terms_prices (check->instrument, check->request, order);
  __int128 value_e16;
  BwFixed value;

  if (reason != BW_REASON_NONE)
    return reason;
  verdict->price = bw_margin_check_price (check->core, check->instrument, order);
  if (verdict->price.e8 <= 0)
    return verdict->opens ? BW_REASON_PRICE : BW_REASON_NONE;
  if (!check->is_leg && bw_group_check_prices (check->request, check->instrument) != BW_REASON_NONE)
    return bw_group_check_prices (check->request, check->instrument);
  if (!bw_margin_value_e16 (&check->instrument->definition, order->quantity, verdict->price, &value_e16) ||
      !bw_fixed_from_e16 (value_e16, BW_ROUND_CEILING, &value) || value.e8 > G_MAXINT64 / 2)
    return BW_REASON_NOTIONAL_TOO_LARGE;
  return BW_REASON_NONE;
}

static BwReason
check_account_halt (Check *check)
{
  const BwAccount *account = &check->account->account;

  if (account->halt == BW_HALT_FROZEN || (account->halt == BW_HALT_NEW_ORDERS && check->verdict->opens))
    return account->halt_reason != BW_REASON_NONE ? (BwReason) account->halt_reason
                                                  : BW_REASON_KILL_SWITCH;
  return BW_REASON_NONE;
}

static BwReason
check_source_halt (Check *check)
{
  return bw_kill_switch_check (check->core, check->verdict);
}

static BwReason
check_standing (Check *check)
{
  BwMarginOrder order = margin_order (check);

  return bw_margin_check_standing (check->core, &order);
}

static BwReason
check_day_trades (Check *check)
{
  BwMarginOrder order = margin_order (check);

  return bw_margin_check_day_trades (check->core, &order);
}

/* The wash-trade matrix: orders of opposite sides, one of them market or stop, or limits that
 * cross. */
static BwReason
check_wash_trade (Check *check)
{
  const BwOrder *order = check->order;
  int other = 1 - bw_side_index (order->side);
  guint32 n_other, slot;

  if (check->position == NULL || bw_working_is_wash_exempt (order))
    return BW_REASON_NONE;
  n_other = check->position->n_open[other];
  if (n_other == 0)
    return BW_REASON_NONE;
  if (bw_working_is_market_like (order) || check->position->n_market_like[other] > 0)
    return BW_REASON_WASH_TRADE;
  for (slot = check->position->first_order; slot != BW_NIL;)
    {
      const BwWorkingOrder *working = bw_core_working (check->core, slot);
      gboolean is_crossing = order->side == BW_SIDE_BUY
                                 ? order->limit_price.e8 >= working->order.limit_price.e8
                                 : working->order.limit_price.e8 >= order->limit_price.e8;

      if (bw_side_index (working->order.side) == other && is_crossing &&
          !bw_working_is_wash_exempt (&working->order))
        return BW_REASON_WASH_TRADE;
      slot = working->next;
    }
  return BW_REASON_NONE;
}

/* What the account holds and what its open orders still want to trade, without the order that is
 * being replaced. */
static void
get_exposure (const Check *check, gint64 *held_e8, gint64 pending_e8[2])
{
  *held_e8 = pending_e8[0] = pending_e8[1] = 0;
  if (check->position == NULL)
    return;
  *held_e8 = check->position->quantity.e8;
  for (int side = 0; side < 2; side++)
    pending_e8[side] = check->position->pending[side].e8 - check->position->pending_reduce[side].e8;
  if (check->replacing != NULL && (check->replacing->bits & BW_WORKING_ASIDE) == 0 &&
      (check->replacing->order.flags & BW_ORDER_REDUCE_ONLY) == 0)
    pending_e8[bw_side_index (check->replacing->order.side)] -=
        bw_order_remaining (&check->replacing->order).e8;
}

static void
classify (Check *check)
{
  gint64 held_e8, pending_e8[2];

  get_exposure (check, &held_e8, pending_e8);
  check->verdict->opens =
      !check->is_leg && (check->order->side == BW_SIDE_BUY ? held_e8 >= 0 : held_e8 <= 0);
}

static BwReason
check_short (Check *check)
{
  const BwInstrument *definition = &check->instrument->definition;
  gboolean is_stated = check->order->intent == BW_INTENT_OPEN;
  BwMarginOrder order = margin_order (check);
  gboolean is_allowed = check->account->account.terms.is_shorting_allowed &&
                        bw_margin_is_marginable (definition) &&
                        get_figures (check) &&
                        bw_fixed_compare (check->figures->equity, BW_FIXED (2000)) >= 0;

  if (!is_allowed)
    return is_stated ? BW_REASON_NOT_SHORTABLE : BW_REASON_INSUFFICIENT_POSITION;
  if (!definition->easy_to_borrow)
    return BW_REASON_HARD_TO_BORROW;
  if (is_fraction (check))
    return BW_REASON_NOT_SHORTABLE;
  return bw_margin_check_short_sale (check->core, &order);
}

/* It asks for what there is to reduce at most, whatever else is pending. */
static BwReason
check_reduce_only (Check *check)
{
  BwOrder *order = check->order;
  BwFixed room = bw_reduce_room (check->position, (BwSide) order->side);

  if (room.e8 == 0 || order->intent == BW_INTENT_OPEN)
    return BW_REASON_REDUCE_ONLY;
  order->quantity.e8 = MIN (order->quantity.e8, order->filled.e8 + room.e8);
  return BW_REASON_NONE;
}

/* No order may turn a long position into a short one or back, alone or with those pending. */
static BwReason
check_position (Check *check)
{
  const BwOrder *order = check->order;
  gint64 quantity_e8 = order->quantity.e8 - order->filled.e8;
  gint64 held_e8, pending_e8[2], sum_e8;
  gboolean may_short = check->account->account.terms.is_shorting_allowed &&
                       bw_margin_is_marginable (&check->instrument->definition);
  BwReason reason = bw_group_check_direction (check->request, check->verdict->opens);

  if (check->is_leg)
    return BW_REASON_NONE;
  if (reason != BW_REASON_NONE)
    return reason;
  get_exposure (check, &held_e8, pending_e8);
  if ((order->flags & BW_ORDER_REDUCE_ONLY) != 0)
    return check_reduce_only (check);
  if (__builtin_add_overflow (pending_e8[bw_side_index (order->side)], quantity_e8, &sum_e8) ||
      sum_e8 > G_MAXINT64 / 2)
    return BW_REASON_QUANTITY;
  if (!check->verdict->opens)
    {
      if (order->intent == BW_INTENT_OPEN)
        return BW_REASON_POSITION_FLIP;
      if (sum_e8 <= ABS (held_e8))
        return BW_REASON_NONE;
      if (order->intent == BW_INTENT_CLOSE || (order->side == BW_SIDE_SELL && !may_short))
        return BW_REASON_INSUFFICIENT_POSITION;
      return BW_REASON_POSITION_FLIP;
    }
  if (order->intent == BW_INTENT_CLOSE)
    return BW_REASON_INSUFFICIENT_POSITION;
  if (order->side == BW_SIDE_SELL)
    {
      reason = check_short (check);
      if (reason != BW_REASON_NONE)
        return reason;
    }
  if (held_e8 == 0 && pending_e8[1 - bw_side_index (order->side)] > 0)
    return BW_REASON_POSITION_FLIP;
  return BW_REASON_NONE;
}

static BwReason
check_limits (Check *check)
{
  check->verdict->verdicts.asked = check->order->quantity;
  if (!bw_risk_is_limited (check->core, check->account, check->order))
    return BW_REASON_NONE;
  if (!get_figures (check))
    return BW_REASON_NOTIONAL_TOO_LARGE;
  return bw_risk_run_chain (check->core, check->account, check->instrument, check->replacing,
                            check->figures, check->verdict);
}

/* The broker's own collar, where the account has not set one. */
static BwReason
check_price_away (Check *check)
{
  if (check->account->account.terms.profile != BW_PROFILE_ALPACA || check->is_leg ||
      check->account->risk->active[BW_LIMIT_PRICE_COLLAR] != NULL)
    return BW_REASON_NONE;
  return bw_check_terms_price_away (check->instrument, check->order);
}

static BwReason
check_buying_power (Check *check)
{
  const BwOrder *order = check->order;
  BwVerdict *verdict = check->verdict;
  BwMarginOrder money_order = margin_order (check);
  BwReason reason;
  BwFixed unit;
  __int128 power_e16;

  if (!verdict->opens)
    return BW_REASON_NONE;
  if (!get_figures (check) ||
      !bw_margin_size_e8 (&check->instrument->definition, verdict->price, &unit) ||
      !bw_margin_cost (check->core, check->account, &check->instrument->definition, (BwSide) order->side,
                       verdict->price, check->figures->equity, unit, &unit))
    return BW_REASON_NOTIONAL_TOO_LARGE;
  reason = bw_margin_check_ratio (&money_order, check->figures);
  if (reason != BW_REASON_NONE)
    return reason;
  verdict->reserve_price = unit;
  verdict->cost_e16 =
      bw_fixed_product_e16 (unit, (BwFixed){ order->quantity.e8 - order->filled.e8 });
  power_e16 = (__int128) check->figures->buying_power.e8 * BW_FIXED_ONE_E8;
  if (check->replacing != NULL)
    power_e16 += bw_fixed_product_e16 (check->replacing->reserve_price,
                                       bw_order_remaining (&check->replacing->order));
  if (!bw_fixed_from_e16 (power_e16, BW_ROUND_FLOOR, &verdict->power))
    verdict->power = BW_FIXED_MAX;
  if (verdict->cost_e16 <= power_e16)
    return bw_margin_check_money (check->core, &money_order, check->figures, verdict->price);
  return check->core->now < check->account->account.margin.settled_only_until &&
                 verdict->cost_e16 <= power_e16 + (__int128) check->figures->unsettled_cash.e8 * BW_FIXED_ONE_E8
             ? BW_REASON_GOOD_FAITH : BW_REASON_BUYING_POWER;
}

/* Alpaca turns buy stops into stop-limits, 4 % (from $50: 2.5 %) above the stop, on tick. */
static void
convert_alpaca_stop (Check *check)
{
  BwOrder *order = check->order;
  gint64 per_mille = order->stop_price.e8 < BW_FIXED (50).e8 ? 1040 : 1025;
  BwFixed limit;

  if (check->account->account.terms.profile != BW_PROFILE_ALPACA ||
      order->type != BW_ORDER_STOP || order->side != BW_SIDE_BUY ||
      !bw_fixed_mul (order->stop_price, (BwFixed){ per_mille * 100000 }, BW_ROUND_FLOOR, &limit) ||
      !bw_fixed_round_to (limit, bw_instrument_tick_at (&check->instrument->definition, limit),
                          BW_ROUND_FLOOR, &order->limit_price))
    return;
  order->type = BW_ORDER_STOP_LIMIT;
}

static void
begin_order (Check *check)
{
  const BwNewOrder *request = check->request;
  BwOrder *order = check->order;

  /* The caller has zeroed it. */
  order->uuid = request->uuid;
  order->account = request->account;
  order->instrument = request->instrument;
  order->side = request->side;
  order->intent = request->intent;
  order->type = request->type;
  order->tif = request->tif;
  order->order_class = request->order_class;
  order->flags = (request->flags & (BW_ORDER_EXTENDED_HOURS | BW_ORDER_REVERSES | BW_ORDER_REDUCE_ONLY)) |
                 (check->core->is_liquidating ? BW_ORDER_LIQUIDATES : 0);
  order->quantity = request->quantity;
  order->notional = request->notional;
  order->created = check->core->now;
  order->updated = check->core->now;
  order->expires = BW_TIME_MAX;
  order->strategy = bw_risk_source_find (check->core, BW_LIMIT_SCOPE_STRATEGY, request->strategy);
  order->agent = bw_risk_source_find (check->core, BW_LIMIT_SCOPE_AGENT, request->agent);
  if (request->when[0] != '\0')
    order->flags |= BW_ORDER_WAITS;
  if (request->client_id[0] != '\0')
    bw_client_id_hash (request->account, request->client_id, order->client_id_hash);
  if (has_limit (order))
    order->limit_price = request->limit_price;
  if (has_stop (order))
    order->stop_price = request->stop_price;
  if (order->tif == BW_TIF_GTD)
    order->expires = request->expires;
  if (order->order_class == BW_ORDER_CLASS_OCO && check->replacing == NULL)
    {
      order->flags |= BW_ORDER_TAKE_PROFIT;
      order->intent = order->intent == BW_INTENT_AUTO ? BW_INTENT_CLOSE : order->intent;
    }
  if (check->replacing != NULL)
    {
      const BwOrder *old = &check->replacing->order;

      if (order->client_id_hash[0] == 0)
        memcpy (order->client_id_hash, old->client_id_hash, sizeof order->client_id_hash);
      order->filled = old->filled;
      order->filled_cost_e16 = old->filled_cost_e16;
      order->replaces = old->id;
      order->parent = old->parent;
      order->strategy = old->strategy;
      order->agent = old->agent;
      order->flags |= old->flags & (BW_ORDER_TRIGGERED | BW_ORDER_REVERSES | BW_ORDER_TAKE_PROFIT |
                                    BW_ORDER_STOP_LOSS | BW_ORDER_WAITS);
    }
}

/* What the account's own terms made of the order, for the record beside its limits. */
static void
note_check (const Check *check, BwLimitRule rule, BwReason reason)
{
  BwVerdict *verdict = check->verdict;
  BwRuleVerdict noted = { .rule = (guint8) rule,
                          .outcome = reason == BW_REASON_NONE ? BW_VERDICT_PASS : BW_VERDICT_REJECT };

  if (rule == BW_LIMIT_EASY_TO_BORROW)
    {
      if (!verdict->opens || check->order->side != BW_SIDE_SELL ||
          (reason != BW_REASON_NONE && reason != BW_REASON_HARD_TO_BORROW))
        return;
    }
  else if (rule == BW_LIMIT_BUYING_POWER)
    {
      BwFixed cost;

      if (!verdict->opens || !bw_fixed_from_e16 (verdict->cost_e16, BW_ROUND_CEILING, &cost))
        return;
      noted.before = verdict->power;
      if (!bw_fixed_sub (verdict->power, cost, &noted.after))
        noted.after = BW_FIXED_MIN;
    }
  bw_risk_record (verdict, &noted);
}

/* What an order has beyond a BwOrder; a trailing one starts from the market, or goes on from the mark
 * of the order it replaces. */
static void
begin_extra (Check *check)
{
  const BwNewOrder *request = check->request;
  BwOrderExtra *extra = &check->verdict->extra;
  BwOrder *order = check->order;
  const BwOrderExtra *old = check->replacing != NULL ? bw_core_extra (check->core, check->replacing) : NULL;

  extra->limit_offset = request->limit_offset;
  extra->display = extra->shown = request->display;
  if (!bw_order_type_trails ((BwOrderType) order->type))
    return;
  order->trail = request->trail;
  order->flags |= request->flags & BW_ORDER_TRAIL_PERCENT;
  if ((order->flags & BW_ORDER_TRIGGERED) != 0)
    {
      order->stop_price = check->replacing->order.stop_price;
      order->limit_price = request->limit_price;
      return;
    }
  bw_trail_set_mark (&check->instrument->definition, order, extra,
                     old != NULL ? old->water_mark
                                 : bw_trail_market_price (check->core, check->instrument, (BwSide) order->side));
}

/**
 * bw_check_order:
 * @replacing: slot of the order that this one would take the place of; %BW_NIL
 * @figures: (nullable): the account's now, where they are known
 *
 * Runs all checks up to the first that refuses. @verdict->order is filled in whatever comes out.
 */
void
bw_check_order (const BwCore *core, const BwNewOrder *request, guint32 replacing,
                const BwAccountFigures *figures, BwVerdict *verdict)
{
  static const struct
  {
    BwReason (*run) (Check *);
    BwLimitRule noted; /* 0: its verdict is not recorded */
  } rules[] = {
    { check_quantity, 0 },
    { check_symbol, 0 },
    { check_client_id, 0 },
    { check_type, 0 },
    { check_class, 0 },
    { check_condition, 0 },
    { check_increments, 0 },
    { check_market_hours, 0 },
    { check_price, 0 },
    { check_account_halt, BW_LIMIT_KILL_SWITCH },
    { check_source_halt, 0 },
    { check_standing, 0 },
    { check_wash_trade, BW_LIMIT_WASH_TRADE },
    { check_position, BW_LIMIT_EASY_TO_BORROW },
    { check_limits, 0 },
    { check_price_away, 0 },
    { check_day_trades, 0 },
    { check_buying_power, BW_LIMIT_BUYING_POWER },
  };
  /* What the broker closes asks nobody. */
  static BwReason (*const broker_rules[]) (Check *) = { check_quantity, check_symbol, check_position };
  Check check;

  /* All but what is large and has its own count or mark. */
  memset (&check, 0, G_STRUCT_OFFSET (Check, own_figures));
  check.core = core;
  check.account = bw_core_account_state (core, request->account);
  check.instrument = bw_core_instrument_state (core, request->instrument);
  check.replacing = replacing == BW_NIL ? NULL : bw_core_working (core, replacing);
  check.request = request;
  check.order = &verdict->order;
  check.verdict = verdict;
  check.figures = figures;
  memset (verdict, 0, G_STRUCT_OFFSET (BwVerdict, verdicts.rules));
  check.is_leg = check.replacing != NULL && bw_group_is_leg (&check.replacing->order);
  begin_order (&check);
  check.waits = (verdict->order.flags & BW_ORDER_WAITS) != 0;
  if (check.account == NULL)
    {
      verdict->reason = BW_REASON_UNKNOWN_ACCOUNT;
      return;
    }
  if (check.instrument != NULL)
    {
      guint32 slot = bw_position_find (core, request->account, request->instrument);

      check.position = slot == BW_NIL ? NULL : bw_core_position_at (core, slot);
      convert_alpaca_stop (&check);
      begin_extra (&check);
    }
  classify (&check);
  if (core->is_liquidating)
    for (gsize i = 0; i < G_N_ELEMENTS (broker_rules) && verdict->reason == BW_REASON_NONE; i++)
      verdict->reason = broker_rules[i](&check);
  else
    for (gsize i = 0; i < G_N_ELEMENTS (rules) && verdict->reason == BW_REASON_NONE; i++)
      {
        verdict->reason = rules[i].run (&check);
        if (rules[i].noted != 0)
          note_check (&check, rules[i].noted, verdict->reason);
      }
  if (verdict->reason == BW_REASON_NONE && verdict->order.filled.e8 >= verdict->order.quantity.e8)
    verdict->reason = BW_REASON_QUANTITY;
}
