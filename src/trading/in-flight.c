/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/in-flight.h"

#include "trading/command.h"
#include "trading/execute.h"
#include "trading/fields.h"
#include "trading/group.h"
#include "trading/match.h"
#include "trading/session.h"
#include "trading/working.h"

/* A cancel or a replacement of an order that is at the venue, or on its way there, travels as long as
 * the order does (the account's latency). Meanwhile the order is `pending_cancel` or
 * `pending_replace`: it works on as it was, and what fills it first has won. The change then finds no
 * order and is refused. An order has one change in flight; what the broker still has (queued, held,
 * waiting for its next session) is changed at once. */

/**
 * bw_in_flight_takes_time:
 *
 * Returns: whether a change of the order has to travel
 */
gboolean
bw_in_flight_takes_time (const BwCore *core, const BwWorkingOrder *working)
{
  const BwOrder *order = &working->order;

  return bw_core_account_state (core, order->account)->account.terms.latency_ns > 0 &&
         order->status != BW_ORDER_HELD && order->status != BW_ORDER_ACCEPTED &&
         order->status != BW_ORDER_DONE_FOR_DAY &&
         bw_session_works (core, bw_core_instrument_state (core, order->instrument), order->flags);
}

/* By arrival; of one instant in the order they were sent. */
static void
add (BwCore *core, const BwInFlight *sent)
{
  guint index = core->in_flight->len;

  while (index > 0 && g_array_index (core->in_flight, BwInFlight, index - 1).due > sent->due)
    index--;
  g_array_insert_val (core->in_flight, index, *sent);
  core->next_due = MIN (core->next_due, sent->due);
}

/* It never overtakes its order. */
static void
send (BwCore *core, guint32 slot, BwInputKind kind, const BwReplaceOrder *change, BwOrderStatus status)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  const BwAccountState *account = bw_core_account_state (core, working->order.account);
  BwTime due = bw_core_later (core->now, account->account.terms.latency_ns);
  BwInFlight sent = {
    .due = MAX (due, working->arrival),
    .kind = (guint8) kind,
    .account = working->order.account,
    .instrument = working->order.instrument,
    .change = *change,
  };

  working->order.status = (guint8) status;
  working->order.updated = core->now;
  bw_execute_say_order (core, working);
  add (core, &sent);
}

void
bw_in_flight_send_cancel (BwCore *core, guint32 slot)
{
  BwReplaceOrder nothing = { .order = bw_core_working (core, slot)->order.id };

  send (core, slot, BW_INPUT_CANCEL_ORDER, &nothing, BW_ORDER_PENDING_CANCEL);
}

/**
 * bw_in_flight_send_replacement:
 * @change: that has passed the checks
 */
void
bw_in_flight_send_replacement (BwCore *core, guint32 slot, const BwReplaceOrder *change)
{
  send (core, slot, BW_INPUT_REPLACE_ORDER, change, BW_ORDER_PENDING_REPLACE);
}

static void
forget (BwCore *core, BwOrderId order)
{
  for (guint i = core->in_flight->len; i > 0; i--)
    if (g_array_index (core->in_flight, BwInFlight, i - 1).change.order == order)
      g_array_remove_index (core->in_flight, i - 1);
}

/* A leg that its entry takes along when its own cancel arrives. */
static gboolean
goes_with_its_entry (const BwCore *core, const BwWorkingOrder *working)
{
  guint32 entry = working->order.status == BW_ORDER_HELD && bw_group_is_leg (&working->order)
                      ? bw_working_find (core, working->order.parent)
                      : BW_NIL;

  return entry != BW_NIL && bw_core_working (core, entry)->order.status == BW_ORDER_PENDING_CANCEL;
}

/**
 * bw_in_flight_cancel_all:
 *
 * Cancels the account's open orders, by rising id. A replacement that is in flight is called off.
 */
void
bw_in_flight_cancel_all (BwCore *core, BwAccountId account)
{
  BwWorkingFilter filter = { .account = account };
  GArray *slots = bw_working_list (core, &filter);

  for (guint i = 0; i < slots->len; i++)
    {
      guint32 slot = g_array_index (slots, guint32, i);
      BwWorkingOrder *working = bw_core_working (core, slot);

      if (!bw_working_is_open (core, slot) || working->order.status == BW_ORDER_PENDING_CANCEL ||
          goes_with_its_entry (core, working))
        continue;
      forget (core, working->order.id);
      if (bw_in_flight_takes_time (core, working))
        bw_in_flight_send_cancel (core, slot);
      else
        bw_execute_end_order (core, slot, BW_ORDER_CANCELED, BW_REASON_CANCELED_BY_USER);
    }
  g_array_unref (slots);
}

/**
 * bw_in_flight_overtaken:
 * @order: that ends with a change of it in flight
 * @status: as what
 *
 * Where the venue ended it, the change arrives too late and is refused; what the broker ended wants
 * nothing any more.
 */
void
bw_in_flight_overtaken (BwCore *core, BwOrderId order, BwOrderStatus status)
{
  if (status == BW_ORDER_CANCELED || status == BW_ORDER_REPLACED)
    forget (core, order);
}

BwTime
bw_in_flight_due (const BwCore *core)
{
  return core->in_flight->len > 0 ? g_array_index (core->in_flight, BwInFlight, 0).due : BW_TIME_MAX;
}

/* What was asked for happens now; an order that is refused its replacement goes on as it was. */
static void
arrive (BwCore *core, guint32 slot, const BwInFlight *sent)
{
  BwWorkingOrder *working = bw_core_working (core, slot);

  if (sent->kind == BW_INPUT_CANCEL_ORDER)
    {
      bw_execute_end_order (core, slot, BW_ORDER_CANCELED, BW_REASON_CANCELED_BY_USER);
      return;
    }
  working->order.status = (guint8) bw_session_status (core, &working->order, working->arrival);
  bw_command_replace (core, slot, &sent->change, TRUE);
  slot = bw_working_find (core, sent->change.order);
  if (slot == BW_NIL)
    return;
  working = bw_core_working (core, slot);
  working->order.updated = core->now;
  bw_execute_say_order (core, working);
}

/**
 * bw_in_flight_arrive_first:
 *
 * The change that is due first reaches the venue; the core's clock is there. Its order reaches it
 * first, where both left at one time.
 */
void
bw_in_flight_arrive_first (BwCore *core)
{
  BwInFlight sent = g_array_index (core->in_flight, BwInFlight, 0);
  guint32 slot = bw_working_find (core, sent.change.order);

  g_array_remove_index (core->in_flight, 0);
  if (slot != BW_NIL && (bw_core_working (core, slot)->bits & BW_WORKING_ARRIVED) == 0)
    {
      bw_match_arrive (core, slot);
      slot = bw_working_find (core, sent.change.order);
    }
  if (slot != BW_NIL)
    arrive (core, slot, &sent);
  else
    bw_command_refuse (core, (BwInputKind) sent.kind, BW_REASON_ORDER_CLOSED, sent.account, sent.instrument,
                       sent.change.order);
}

#define F BW_FIELD
static const BwField fields[] = {
  F (BwInFlight, due, I64), F (BwInFlight, kind, U8), F (BwInFlight, account, U32), F (BwInFlight, instrument, U32),
};
#undef F

void
bw_in_flight_put (GByteArray *bytes, const BwCore *core)
{
  bw_codec_put_u64 (bytes, core->in_flight->len);
  for (guint i = 0; i < core->in_flight->len; i++)
    {
      const BwInFlight *sent = &g_array_index (core->in_flight, BwInFlight, i);

      bw_codec_put (bytes, fields, G_N_ELEMENTS (fields), sent);
      bw_fields_put (bytes, &bw_fields_replace_order, &sent->change);
    }
}

void
bw_in_flight_get (BwReader *reader, BwCore *core)
{
  guint32 n = bw_codec_get_count (reader, G_MAXUINT32 - 1);

  for (guint32 i = 0; i < n && !reader->failed; i++)
    {
      BwInFlight sent = { 0 };

      bw_codec_get (reader, fields, G_N_ELEMENTS (fields), &sent);
      bw_fields_get (reader, &bw_fields_replace_order, &sent.change);
      if (sent.change.order < 1 || sent.change.order >= core->next_order ||
          (sent.kind != BW_INPUT_CANCEL_ORDER && sent.kind != BW_INPUT_REPLACE_ORDER))
        reader->failed = TRUE;
      else
        add (core, &sent);
    }
}
