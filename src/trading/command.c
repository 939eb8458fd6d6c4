/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/command.h"

#include "trading/check.h"
#include "trading/execute.h"
#include "trading/fees.h"
#include "trading/group.h"
#include "trading/in-flight.h"
#include "trading/ledger.h"
#include "trading/margin-call.h"
#include "trading/margin.h"
#include "trading/match.h"
#include "trading/order-legs.h"
#include "trading/reset.h"
#include "trading/risk/source.h"
#include "trading/session.h"
#include "trading/trail.h"
#include "trading/setup.h"
#include "trading/wait.h"
#include "trading/working.h"

#include <string.h>

void
bw_command_refuse (BwCore *core, BwInputKind kind, BwReason reason, BwAccountId account,
                   BwInstrumentId instrument, BwOrderId order)
{
  BwRefusal *refusal = bw_execute_say (core, BW_OUTPUT_REFUSED, sizeof *refusal);

  refusal->input_kind = (guint8) kind;
  refusal->reason = (guint8) reason;
  refusal->account = account;
  refusal->instrument = instrument;
  refusal->order = order;
  refusal->time = core->now;
}

/* An order and what belongs to it, as it was before it was replaced. */
typedef struct
{
  BwOrder order;
  BwOrderExtra extra;
  guint32 waiting; /* what it waits for; BW_NIL */
  guint8 bits;     /* BwWorkingBits */
  gboolean has_travelled; /* the replacement, to the venue */
} Replaced;

/* What the risk rules made of an order, where limits are set or one of the account's own terms
 * refused: an account without limits pays nothing for the record. */
void
bw_command_say_verdicts (BwCore *core, BwVerdict *verdict, BwOrderId order)
{
  const BwAccountState *account = bw_core_account_state (core, verdict->order.account);
  BwVerdicts *record = &verdict->verdicts;
  gsize n_bytes = bw_verdicts_bytes (record->n_rules);

  if (account == NULL || record->n_rules == 0 ||
      (record->outcome != BW_VERDICT_REJECT && !bw_risk_is_limited (core, account, &verdict->order)))
    return;
  record->order = order;
  record->account = verdict->order.account;
  record->instrument = verdict->order.instrument;
  record->time = core->now;
  record->reason = (guint8) verdict->reason;
  record->side = verdict->order.side;
  record->price = verdict->price;
  if (record->asked.e8 == 0)
    record->asked = verdict->order.quantity;
  record->allowed = verdict->reason == BW_REASON_NONE ? verdict->order.quantity : BW_FIXED_ZERO;
  memcpy (bw_execute_say (core, BW_OUTPUT_VERDICTS, n_bytes), record, n_bytes);
}

static gboolean
has_extra (const BwOrderExtra *extra)
{
  return extra->limit_offset.e8 != 0 || extra->display.e8 != 0 || extra->water_mark.e8 != 0;
}

static void
keep_extra (BwCore *core, BwWorkingOrder *working, const BwOrderExtra *wanted)
{
  BwOrderExtra *extra = bw_extra_ensure (core, working);

  extra->limit_offset = wanted->limit_offset;
  extra->display = wanted->display;
  extra->shown = bw_fixed_min (wanted->display, bw_order_remaining (&working->order));
  extra->water_mark = wanted->water_mark;
}

/* What the order's own record has no room for is said once. */
static void
say_detail (BwCore *core, const BwWorkingOrder *working)
{
  const BwOrderExtra *extra = bw_core_extra (core, working);
  BwOrderDetail *detail;

  if (extra == NULL || (extra->limit_offset.e8 == 0 && extra->display.e8 == 0))
    return;
  detail = bw_execute_say (core, BW_OUTPUT_ORDER_DETAIL, sizeof *detail);
  detail->order = working->order.id;
  detail->limit_offset = extra->limit_offset;
  detail->display = extra->display;
}

/* A replacement waits for what the order waited for. One that is true already lets it go when this
 * event is over. */
static void
wait_for_condition (BwCore *core, guint32 slot, const char *when, const Replaced *old)
{
  if (old != NULL)
    bw_wait_attach (core, slot, old->waiting);
  else
    bw_wait_begin (core, slot, when);
  bw_wait_say (core, slot);
  if (bw_wait_is_over (core, slot))
    bw_wait_fire (core, slot);
}

/* The order passed: it is in the core from here on, and meets the market once its latency is over;
 * an inert one when its group lets it. */
static void
accept_order (BwCore *core, BwVerdict *verdict, const BwNewOrder *request, const Replaced *old)
{
  BwOrder order = verdict->order;
  gboolean waits = (order.flags & BW_ORDER_WAITS) != 0;
  gboolean is_inert = waits || (old != NULL && old->order.status == BW_ORDER_HELD);
  const BwAccountState *account = bw_core_account_state (core, order.account);
  BwTime arrival = bw_core_later (core->now, old != NULL && old->has_travelled ? 0 : account->account.terms.latency_ns);
  BwWorkingOrder *working;
  guint32 slot;

  if (order.strategy == 0 && request->strategy[0] != '\0')
    order.strategy = bw_risk_source_ensure (core, BW_LIMIT_SCOPE_STRATEGY, request->strategy);
  if (order.agent == 0 && request->agent[0] != '\0')
    order.agent = bw_risk_source_ensure (core, BW_LIMIT_SCOPE_AGENT, request->agent);
  if (!is_inert || waits)
    bw_session_begin_order (core, &order, arrival);
  if (is_inert)
    {
      order.status = BW_ORDER_HELD;
      order.reason = BW_REASON_NONE;
    }
  if (order.tif == BW_TIF_GTC)
    order.expires =
        request->expires > core->now ? request->expires : bw_core_later (core->now, 90 * BW_DAY);
  if (order.client_id_hash[0] != 0)
    bw_client_id_add (core, order.client_id_hash);
  slot = bw_working_new (core, &order, bw_position_ensure (core, order.account, order.instrument));
  working = bw_core_working (core, slot);
  working->reserve_price = is_inert ? BW_FIXED_ZERO : verdict->reserve_price;
  working->bits |= verdict->opens ? BW_WORKING_OPENS : 0;
  if (has_extra (&verdict->extra))
    keep_extra (core, working, &verdict->extra);
  working->arrival = is_inert ? BW_TIME_MAX : arrival;
  if (old != NULL)
    bw_working_set_aside (core, slot, (old->bits & BW_WORKING_ASIDE) != 0);
  bw_execute_reserve (core, working);
  bw_risk_note_order (core, bw_core_account_state (core, order.account), &order);
  bw_execute_say_order (core, working);
  say_detail (core, working);
  bw_command_say_verdicts (core, verdict, order.id);
  if (old != NULL)
    bw_group_carry_over (core, &old->order, &old->extra, slot);
  else
    bw_group_begin (core, slot, request);
  if (waits)
    {
      wait_for_condition (core, slot, request->when, old);
      return;
    }
  if (working->arrival <= core->now)
    bw_match_arrive (core, slot);
  else
    bw_timer_set (core, slot);
  bw_group_follow (core, order.id);
}

/* Losses are looked at before each order: what they halt, it finds halted. Returns: whether @figures
 * are the account's now. */
static gboolean
watch_losses (BwCore *core, BwAccountId id, BwAccountFigures *figures)
{
  BwAccountState *account = bw_core_account_state (core, id);

  return account != NULL && account->risk->watches_losses &&
         bw_risk_watch_figures (core, account, figures);
}

static void
submit_order (BwCore *core, const BwNewOrder *request)
{
  BwAccountFigures figures;
  gboolean are_known = watch_losses (core, request->account, &figures);
  BwVerdict verdict;

  bw_check_order (core, request, BW_NIL, are_known ? &figures : NULL, &verdict);
  verdict.order.id = core->next_order++;
  if (verdict.reason == BW_REASON_NONE)
    {
      accept_order (core, &verdict, request, NULL);
      return;
    }
  verdict.order.status = BW_ORDER_REJECTED;
  verdict.order.reason = (guint8) verdict.reason;
  memcpy (bw_execute_say (core, BW_OUTPUT_ORDER, sizeof (BwOrder)), &verdict.order, sizeof (BwOrder));
  bw_command_say_verdicts (core, &verdict, verdict.order.id);
}

/* The open order of that id; says why not where there is none. */
static guint32
find_open (BwCore *core, BwInputKind kind, BwOrderId id)
{
  guint32 slot = bw_working_find (core, id);

  if (slot == BW_NIL)
    bw_command_refuse (core, kind,
                       id >= 1 && id < core->next_order ? BW_REASON_ORDER_CLOSED
                                                        : BW_REASON_UNKNOWN_ORDER,
                       0, 0, id);
  return slot;
}

/* A field that the order's type has no use for, or that it is too late to change. */
static BwReason
check_change (const BwReplaceOrder *change, const BwOrder *old)
{
  BwOrderType type = (BwOrderType) old->type;
  gboolean is_triggered = (old->flags & BW_ORDER_TRIGGERED) != 0;

  if (change->limit_price.e8 != 0 && !bw_order_type_has_limit (type) &&
      !(type == BW_ORDER_TRAILING_STOP_LIMIT && is_triggered))
    return BW_REASON_ORDER_TYPE;
  if (change->stop_price.e8 != 0 && (!bw_order_type_has_trigger (type) || is_triggered))
    return BW_REASON_ORDER_TYPE;
  if (change->trail.e8 != 0 && (!bw_order_type_trails (type) || is_triggered))
    return BW_REASON_ORDER_TYPE;
  return BW_REASON_NONE;
}

static BwReason
merge_replacement (const BwCore *core, const BwReplaceOrder *change, const BwWorkingOrder *working,
                   BwNewOrder *request)
{
  const BwOrderExtra *extra = bw_core_extra (core, working);
  const BwOrder *old = &working->order;

  *request = (BwNewOrder){
    .uuid = change->uuid,
    .account = old->account,
    .instrument = old->instrument,
    .side = old->side,
    .intent = old->intent,
    .type = old->type,
    .tif = old->tif,
    .flags = old->flags & (BW_ORDER_EXTENDED_HOURS | BW_ORDER_REDUCE_ONLY | BW_ORDER_TRAIL_PERCENT),
    .quantity = change->quantity.e8 != 0 ? change->quantity : old->quantity,
    .limit_price = change->limit_price.e8 != 0 ? change->limit_price : old->limit_price,
    .stop_price = change->stop_price.e8 != 0 ? change->stop_price : old->stop_price,
    .trail = change->trail.e8 != 0 ? change->trail : old->trail,
    .expires = old->expires,
  };
  g_strlcpy (request->client_id, change->client_id, sizeof request->client_id);
  if (extra != NULL)
    {
      request->limit_offset = extra->limit_offset;
      request->display = bw_fixed_min (extra->display, request->quantity);
    }
  return check_change (change, old);
}

/**
 * bw_command_replace:
 * @has_travelled: the change is at the venue
 *
 * The old order ends only when its replacement has passed; it carries its fills over. What passes
 * and has to travel to the venue first is checked again when it is there.
 */
void
bw_command_replace (BwCore *core, guint32 slot, const BwReplaceOrder *change, gboolean has_travelled)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwNewOrder request;
  BwVerdict verdict;
  BwReason reason;
  Replaced old = { .has_travelled = has_travelled };

  bw_trail_refresh (core, working);
  old.order = working->order;
  old.bits = working->bits;
  if (bw_core_extra (core, working) != NULL)
    old.extra = *bw_core_extra (core, working);
  reason = merge_replacement (core, change, working, &request);
  if (reason == BW_REASON_NONE)
    reason = bw_group_recall (core, slot, change, &request);
  if (reason == BW_REASON_NONE)
    {
      bw_check_order (core, &request, slot, NULL, &verdict);
      reason = verdict.reason;
      if (reason != BW_REASON_NONE)
        bw_command_say_verdicts (core, &verdict, old.order.id);
    }
  if (reason != BW_REASON_NONE)
    {
      bw_command_refuse (core, BW_INPUT_REPLACE_ORDER, reason, old.order.account,
                         old.order.instrument, old.order.id);
      return;
    }
  if (!has_travelled && bw_in_flight_takes_time (core, working))
    {
      bw_in_flight_send_replacement (core, slot, change);
      return;
    }
  old.waiting = (old.order.flags & BW_ORDER_WAITS) != 0 ? bw_wait_detach (core, slot) : BW_NIL;
  verdict.order.id = core->next_order++;
  bw_core_working (core, slot)->order.replaced_by = verdict.order.id;
  bw_execute_end_order (core, slot, BW_ORDER_REPLACED, BW_REASON_REPLACED);
  accept_order (core, &verdict, &request, &old);
}

static gboolean
is_changing (BwCore *core, BwInputKind kind, guint32 slot)
{
  const BwOrder *order = &bw_core_working (core, slot)->order;

  if (!bw_order_status_is_in_flight ((BwOrderStatus) order->status))
    return FALSE;
  bw_command_refuse (core, kind, BW_REASON_ORDER_PENDING, order->account, order->instrument, order->id);
  return TRUE;
}

static void
replace_order (BwCore *core, const BwReplaceOrder *change)
{
  guint32 slot = find_open (core, BW_INPUT_REPLACE_ORDER, change->order);

  if (slot != BW_NIL && !is_changing (core, BW_INPUT_REPLACE_ORDER, slot))
    bw_command_replace (core, slot, change, FALSE);
}

static void
cancel_order (BwCore *core, BwOrderId order)
{
  guint32 slot = find_open (core, BW_INPUT_CANCEL_ORDER, order);

  if (slot == BW_NIL || is_changing (core, BW_INPUT_CANCEL_ORDER, slot))
    return;
  if (bw_in_flight_takes_time (core, bw_core_working (core, slot)))
    bw_in_flight_send_cancel (core, slot);
  else
    bw_execute_end_order (core, slot, BW_ORDER_CANCELED, BW_REASON_CANCELED_BY_USER);
}

/* What the broker does by itself needs no time, as it is one act with what it makes room for. */
static void
cancel_orders (BwCore *core, BwAccountId account, BwInstrumentId instrument)
{
  BwWorkingFilter filter = { .account = account, .instrument = instrument };

  bw_execute_cancel_all (core, &filter, BW_REASON_CANCELED_BY_USER);
}

static void
begin_market_order (const BwCore *core, BwAccountId account, BwInstrumentId instrument,
                    const BwUuid *uuid, BwNewOrder *request)
{
  const BwInstrumentState *state = bw_core_instrument_state (core, instrument);
  gboolean is_crypto = state->definition.instrument_class == BW_INSTRUMENT_CRYPTO;

  *request = (BwNewOrder){
    .uuid = *uuid,
    .account = account,
    .instrument = instrument,
    .type = BW_ORDER_MARKET,
    .tif = is_crypto ? BW_TIF_GTC : BW_TIF_DAY,
  };
}

/* The symbol's open orders go first: they would hold the shares, or trade against the exit. */
static void
close_position (BwCore *core, BwInputKind kind, BwAccountId account, BwInstrumentId instrument,
                const BwUuid *uuid)
{
  guint32 slot = bw_position_find (core, account, instrument);
  const BwPositionState *position = slot == BW_NIL ? NULL : bw_core_position_at (core, slot);
  BwNewOrder request;

  if (position == NULL || position->quantity.e8 == 0)
    {
      bw_command_refuse (core, kind, BW_REASON_INSUFFICIENT_POSITION, account, instrument, 0);
      return;
    }
  cancel_orders (core, account, instrument);
  begin_market_order (core, account, instrument, uuid, &request);
  request.side = position->quantity.e8 > 0 ? BW_SIDE_SELL : BW_SIDE_BUY;
  request.intent = BW_INTENT_CLOSE;
  request.quantity = bw_fixed_abs (position->quantity);
  request.flags = kind == BW_INPUT_REVERSE_POSITION ? BW_ORDER_REVERSES : 0;
  submit_order (core, &request);
}

/**
 * bw_command_run_reversals:
 *
 * Opens the other side of positions whose closing order has just been filled.
 */
void
bw_command_run_reversals (BwCore *core)
{
  for (guint i = 0; i < core->reversals->len; i++)
    {
      BwOrder closed = g_array_index (core->reversals, BwOrder, i);
      BwUuid uuid = bw_order_derive_uuid (&closed.uuid, 1);
      BwNewOrder request;

      begin_market_order (core, closed.account, closed.instrument, &uuid, &request);
      request.side = closed.side;
      request.intent = closed.side == BW_SIDE_SELL ? BW_INTENT_OPEN : BW_INTENT_AUTO;
      request.quantity = closed.quantity;
      submit_order (core, &request);
    }
  g_array_set_size (core->reversals, 0);
}

/**
 * bw_command_liquidate:
 * @side: that closes
 *
 * The broker closes @quantity of a position at the market.
 */
void
bw_command_liquidate (BwCore *core, BwAccountId account, BwInstrumentId instrument, BwSide side,
                      BwFixed quantity)
{
  BwUuid uuid = bw_order_derive_uuid (&bw_core_account_state (core, account)->account.uuid, core->next_order);
  BwNewOrder request;

  begin_market_order (core, account, instrument, &uuid, &request);
  request.side = (guint8) side;
  request.intent = BW_INTENT_CLOSE;
  request.quantity = quantity;
  core->is_liquidating = TRUE;
  submit_order (core, &request);
  core->is_liquidating = FALSE;
}

/**
 * bw_command_close_part:
 * @own: what is to be closed, of an account's position
 * @source: under whose name
 *
 * Sends a market order for it.
 */
void
bw_command_close_part (BwCore *core, const BwOwnPosition *own, const BwUuid *uuid, const BwRiskSource *source)
{
  BwNewOrder request;

  begin_market_order (core, own->account, own->instrument, uuid, &request);
  request.side = own->quantity.e8 > 0 ? BW_SIDE_SELL : BW_SIDE_BUY;
  request.intent = BW_INTENT_CLOSE;
  request.quantity = bw_fixed_abs (own->quantity);
  g_strlcpy (source->scope == BW_LIMIT_SCOPE_STRATEGY ? request.strategy : request.agent, source->name, BW_SOURCE_BYTES);
  submit_order (core, &request);
}

static void
flatten (BwCore *core, BwAccountId account, const BwUuid *base)
{
  cancel_orders (core, account, 0);
  for (BwInstrumentId id = 1; id < core->instruments->len; id++)
    {
      guint32 slot = bw_position_find (core, account, id);
      BwUuid uuid = bw_order_derive_uuid (base, id);

      if (slot != BW_NIL && bw_core_position_at (core, slot)->quantity.e8 != 0)
        close_position (core, BW_INPUT_FLATTEN, account, id, &uuid);
    }
}

/* Only settled cash leaves; what has not settled would be there otherwise. */
static BwReason
check_withdrawal (const BwCore *core, const BwAccountState *account, BwFixed amount)
{
  BwAccountFigures figures;
  BwFixed with_unsettled;

  if (!bw_margin_figures (core, account, &figures))
    return BW_REASON_BUYING_POWER;
  if (bw_fixed_compare (amount, figures.withdrawable) <= 0)
    return BW_REASON_NONE;
  return bw_fixed_add (figures.withdrawable, figures.unsettled_cash, &with_unsettled) &&
                 bw_fixed_compare (amount, with_unsettled) <= 0
             ? BW_REASON_UNSETTLED : BW_REASON_BUYING_POWER;
}

static BwReason
move_cash (BwCore *core, BwInputKind kind, BwAccountState *account, BwFixed amount)
{
  BwReason reason = kind == BW_INPUT_DEPOSIT ? BW_REASON_NONE : check_withdrawal (core, account, amount);
  BwFixed change = { kind == BW_INPUT_DEPOSIT ? amount.e8 : -amount.e8 };

  if (amount.e8 <= 0)
    return BW_REASON_QUANTITY;
  if (reason != BW_REASON_NONE)
    return reason;
  if (!bw_ledger_move_cash (core, account, change))
    return BW_REASON_NOTIONAL_TOO_LARGE;
  bw_margin_move_cash (core, account, change);
  return BW_REASON_NONE;
}

static BwReason
transfer_in (BwCore *core, const BwInput *input, BwAccountState *account)
{
  BwInstrumentState *instrument = bw_core_instrument_state (core, input->transfer_in.instrument);
  BwPositionState *position;
  BwFixed quantity = input->transfer_in.quantity, cost;

  if (instrument == NULL)
    return BW_REASON_UNKNOWN_SYMBOL;
  if (instrument->is_delisted)
    return BW_REASON_DELISTED;
  if (!bw_margin_can_hold (&account->account, &instrument->definition))
    return BW_REASON_NOT_ALLOWED;
  if (quantity.e8 == 0 || quantity.e8 == G_MININT64)
    return BW_REASON_QUANTITY;
  if (input->transfer_in.price.e8 <= 0)
    return BW_REASON_PRICE;
  position = bw_core_position_at (
      core, bw_position_ensure (core, account->account.id, instrument->definition.id));
  /* Orders that wait count on the position's direction. */
  if (position->quantity.e8 != 0 ? (position->quantity.e8 > 0) != (quantity.e8 > 0)
                                 : position->pending[quantity.e8 > 0 ? 1 : 0].e8 > 0)
    return BW_REASON_POSITION_FLIP;
  cost = position->cost;
  if (!bw_ledger_transfer_in (core, account, position, instrument, quantity, input->transfer_in.price))
    return BW_REASON_NOTIONAL_TOO_LARGE;
  bw_margin_bring (core, account, (BwFixed){ position->cost.e8 - cost.e8 });
  return BW_REASON_NONE;
}

/* What positions rest on stays: the currency, with lots the way they are counted, with debts or shorts
 * the right to them. */
static BwReason
change_terms (BwCore *core, const BwInput *input, BwAccountState *account)
{
  const BwAccountTerms *terms = &input->change_terms.terms;
  BwAccountFigures figures;

  if (!bw_setup_are_valid_terms (terms) || !g_str_equal (terms->currency, account->account.terms.currency) ||
      (terms->lot_method != account->account.terms.lot_method && account->account.n_positions > 0) ||
      !bw_margin_figures (core, account, &figures))
    return BW_REASON_NOT_ALLOWED;
  if (terms->type == BW_ACCOUNT_CASH &&
      (figures.cash.e8 < 0 || figures.short_value.e8 < 0 || account->account.n_open_orders > 0))
    return BW_REASON_NOT_ALLOWED;
  account->account.terms = *terms;
  bw_setup_say_account (core, account);
  return BW_REASON_NONE;
}

/* Also for who halts several at once. */
BwReason
bw_command_halt_account (BwCore *core, const BwInput *input, BwAccountState *account)
{
  if ((guint) input->halt_account.halt > BW_HALT_FROZEN ||
      input->halt_account.action > BW_HALT_ACTION_FLATTEN)
    return BW_REASON_NOT_ALLOWED;
  if (input->halt_account.action == BW_HALT_ACTION_CANCEL)
    cancel_orders (core, account->account.id, 0);
  else if (input->halt_account.action == BW_HALT_ACTION_FLATTEN)
    flatten (core, account->account.id, &input->halt_account.uuid);
  account->account.halt = (guint8) input->halt_account.halt;
  account->account.halt_reason = account->account.halt == BW_HALT_NONE
                                     ? BW_REASON_NONE
                                     : (guint8) input->halt_account.reason;
  if (account->account.halt == BW_HALT_NONE)
    bw_risk_forget_peak (core, account);
  bw_setup_say_account (core, account);
  return BW_REASON_NONE;
}

/* Inputs about one account that make no order. */
static void
run_on_account (BwCore *core, const BwInput *input)
{
  BwAccountId id = input->account.account; /* the first field of every one of them */
  BwAccountState *account = bw_core_account_state (core, id);
  BwReason reason = BW_REASON_UNKNOWN_ACCOUNT;

  if (account != NULL)
    switch ((BwInputKind) input->kind)
      {
      case BW_INPUT_DEPOSIT:
      case BW_INPUT_WITHDRAW:
        reason = move_cash (core, (BwInputKind) input->kind, account, input->cash.amount);
        break;
      case BW_INPUT_TRANSFER_IN:
        reason = transfer_in (core, input, account);
        break;
      case BW_INPUT_HALT_ACCOUNT:
        reason = bw_command_halt_account (core, input, account);
        break;
      case BW_INPUT_RESET_ACCOUNT:
        reason = bw_reset_account (core, account, input->cash.amount);
        break;
      case BW_INPUT_CHANGE_TERMS:
        reason = change_terms (core, input, account);
        break;
      case BW_INPUT_CANCEL_ALL:
        bw_in_flight_cancel_all (core, id);
        return;
      case BW_INPUT_FLATTEN:
        flatten (core, id, &input->account.uuid);
        return;
      case BW_INPUT_CLOSE_POSITION:
      case BW_INPUT_REVERSE_POSITION:
        close_position (core, (BwInputKind) input->kind, id, input->account.instrument,
                        &input->account.uuid);
        return;
      case BW_INPUT_TIME:
      case BW_INPUT_MARKET:
      case BW_INPUT_SESSION:
      case BW_INPUT_DEFINE_INSTRUMENT:
      case BW_INPUT_OPEN_ACCOUNT:
      case BW_INPUT_NEW_ORDER:
      case BW_INPUT_REPLACE_ORDER:
      case BW_INPUT_CANCEL_ORDER:
      case BW_INPUT_PHASE:
      case BW_INPUT_INJECT:
      case BW_INPUT_SET_LIMIT:
        g_assert_not_reached ();
      }
  if (reason != BW_REASON_NONE)
    bw_command_refuse (core, (BwInputKind) input->kind, reason, id, 0, 0);
}

/**
 * bw_command_run:
 * @input: any but time and market; the core's clock is at its time
 */
void
bw_command_run (BwCore *core, const BwInput *input)
{
  switch ((BwInputKind) input->kind)
    {
    case BW_INPUT_TIME:
    case BW_INPUT_MARKET:
    case BW_INPUT_INJECT:
      return;
    case BW_INPUT_SESSION:
      if (input->session.calendar >= 1 && input->session.calendar < BW_N_CALENDARS)
        bw_session_told (core, input->session.calendar, &input->session.session);
      return;
    case BW_INPUT_PHASE:
      if ((guint) input->phase.phase <= BW_PHASE_OVERNIGHT)
        bw_session_force (core, input->phase.phase);
      return;
    case BW_INPUT_SET_LIMIT:
      bw_risk_set_limit (core, input->set_limit.account, &input->set_limit.limit);
      return;
    case BW_INPUT_DEFINE_INSTRUMENT:
      bw_setup_define_instrument (core, &input->instrument);
      return;
    case BW_INPUT_OPEN_ACCOUNT:
      bw_setup_open_account (core, &input->open_account.uuid, &input->open_account.terms);
      return;
    case BW_INPUT_NEW_ORDER:
      submit_order (core, &input->new_order);
      return;
    case BW_INPUT_REPLACE_ORDER:
      replace_order (core, &input->replace_order);
      return;
    case BW_INPUT_CANCEL_ORDER:
      cancel_order (core, input->cancel_order.order);
      return;
    case BW_INPUT_CANCEL_ALL:
    case BW_INPUT_CLOSE_POSITION:
    case BW_INPUT_REVERSE_POSITION:
    case BW_INPUT_FLATTEN:
    case BW_INPUT_DEPOSIT:
    case BW_INPUT_WITHDRAW:
    case BW_INPUT_TRANSFER_IN:
    case BW_INPUT_HALT_ACCOUNT:
    case BW_INPUT_RESET_ACCOUNT:
    case BW_INPUT_CHANGE_TERMS:
      run_on_account (core, input);
      return;
    }
}
