/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/risk/kill-switch.h"

#include "trading/command.h"
#include "trading/execute.h"
#include "trading/order-legs.h"
#include "trading/risk/own.h"
#include "trading/risk/source.h"
#include "trading/working.h"

/* The kill switch has four ways: new orders stop (positions can be closed); open orders are cancelled
 * first; positions are closed too; or nothing but cancelling is possible. Of an account it is a state
 * of that account; of a strategy or an agent, of the name: what it sends is refused in any account, its
 * own orders are cancelled, and what it holds of each account's positions (own.c) is closed. */

static BwAccountHalt
halt_of (const BwLimit *limit)
{
  if (limit->mode != BW_LIMIT_ON)
    return BW_HALT_NONE;
  return g_str_equal (limit->list, "freeze") ? BW_HALT_FROZEN : BW_HALT_NEW_ORDERS;
}

static BwHaltAction
action_of (const BwLimit *limit)
{
  if (limit->mode == BW_LIMIT_ON && g_str_equal (limit->list, "cancel"))
    return BW_HALT_ACTION_CANCEL;
  return limit->mode == BW_LIMIT_ON && g_str_equal (limit->list, "flatten") ? BW_HALT_ACTION_FLATTEN
                                                                            : BW_HALT_ACTION_NONE;
}

/* One of several halts of one step: the orders that a flatten makes have names of their own. */
static BwUuid
next_uuid (const BwCore *core, BwAccountId account)
{
  return bw_order_derive_uuid (&bw_core_account_state (core, account)->account.uuid, core->next_order);
}

static void
halt_account (BwCore *core, BwAccountState *account, const BwLimit *limit)
{
  BwInput input = { .kind = BW_INPUT_HALT_ACCOUNT };

  input.halt_account.account = account->account.id;
  input.halt_account.halt = halt_of (limit);
  input.halt_account.reason = input.halt_account.halt != BW_HALT_NONE ? BW_REASON_KILL_SWITCH : BW_REASON_NONE;
  input.halt_account.action = action_of (limit);
  input.halt_account.uuid = next_uuid (core, account->account.id);
  bw_command_halt_account (core, &input, account);
}

static gboolean
is_of (const BwOrder *order, guint16 source)
{
  return order->strategy == source || order->agent == source;
}

static void
cancel_orders (BwCore *core, guint16 source)
{
  BwWorkingFilter everything = { 0 };
  GArray *slots = bw_working_list (core, &everything);

  for (guint i = 0; i < slots->len; i++)
    {
      guint32 slot = g_array_index (slots, guint32, i);

      if (bw_working_is_open (core, slot) && is_of (&bw_core_working (core, slot)->order, source))
        bw_execute_end_order (core, slot, BW_ORDER_CANCELED, BW_REASON_CANCELED_BY_USER);
    }
  g_array_unref (slots);
}

/* What it holds itself, at the market, under its name. A fill moves the book: it is read by index. */
static void
close_positions (BwCore *core, guint16 source)
{
  const BwRiskSource *named = bw_risk_source_at (core, source);

  for (guint i = 0; i < core->risk->own_positions->len; i++)
    {
      BwOwnPosition own = g_array_index (core->risk->own_positions, BwOwnPosition, i);
      BwUuid uuid;

      if (own.source != source || own.quantity.e8 == 0)
        continue;
      uuid = next_uuid (core, own.account);
      bw_command_close_part (core, &own, &uuid, named);
    }
}

/**
 * bw_kill_switch_set:
 * @account: whose; 0 with @source 0: all accounts'
 * @source: a strategy's or an agent's number; 0: none's
 * @limit: of %BW_LIMIT_KILL_SWITCH, valid
 */
void
bw_kill_switch_set (BwCore *core, BwAccountId account, guint16 source, const BwLimit *limit)
{
  BwRiskSource *named;

  if (source == 0)
    {
      for (guint i = 0; i < core->accounts->len; i++)
        if (account == 0 || account == i + 1)
          halt_account (core, g_ptr_array_index (core->accounts, i), limit);
      return;
    }
  named = g_ptr_array_index (core->risk->sources, source - 1);
  if (action_of (limit) != BW_HALT_ACTION_NONE)
    cancel_orders (core, source);
  if (action_of (limit) == BW_HALT_ACTION_FLATTEN)
    close_positions (core, source);
  core->risk->n_stopped -= named->halt != BW_HALT_NONE;
  named->halt = (guint8) halt_of (limit);
  core->risk->n_stopped += named->halt != BW_HALT_NONE;
}

static gboolean
is_stopped (const BwRiskSource *source, const BwVerdict *verdict)
{
  return source != NULL &&
         (source->halt == BW_HALT_FROZEN || (source->halt == BW_HALT_NEW_ORDERS && verdict->opens));
}

/**
 * bw_kill_switch_check:
 *
 * Returns: %BW_REASON_KILL_SWITCH where who sends the order is stopped, with its verdict recorded
 */
BwReason
bw_kill_switch_check (const BwCore *core, BwVerdict *verdict)
{
  const guint16 numbers[] = { verdict->order.strategy, verdict->order.agent };

  if (G_LIKELY (core->risk->n_stopped == 0))
    return BW_REASON_NONE;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      const BwRiskSource *source = bw_risk_source_at (core, numbers[i]);
      BwRuleVerdict refused = { .rule = BW_LIMIT_KILL_SWITCH, .outcome = BW_VERDICT_REJECT };

      if (!is_stopped (source, verdict))
        continue;
      refused.scope = source->scope;
      bw_risk_record (verdict, &refused);
      return BW_REASON_KILL_SWITCH;
    }
  return BW_REASON_NONE;
}

void
bw_kill_switch_put (GByteArray *bytes, const BwCore *core)
{
  for (guint i = 0; i < core->risk->sources->len; i++)
    bw_codec_put_u64 (bytes, ((const BwRiskSource *) g_ptr_array_index (core->risk->sources, i))->halt);
}

void
bw_kill_switch_get (BwReader *reader, BwCore *core)
{
  for (guint i = 0; i < core->risk->sources->len && !reader->failed; i++)
    {
      guint64 halt = bw_codec_get_u64 (reader);

      if (halt > BW_HALT_FROZEN)
        reader->failed = TRUE;
      ((BwRiskSource *) g_ptr_array_index (core->risk->sources, i))->halt = (guint8) halt;
      core->risk->n_stopped += halt != BW_HALT_NONE;
    }
}
