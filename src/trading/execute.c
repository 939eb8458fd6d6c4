/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/execute.h"

#include "trading/book.h"
#include "trading/fees.h"
#include "trading/group.h"
#include "trading/iceberg.h"
#include "trading/in-flight.h"
#include "trading/ledger.h"
#include "trading/margin-check.h"
#include "trading/margin-fill.h"
#include "trading/margin.h"
#include "trading/reduce.h"
#include "trading/trail.h"
#include "trading/risk/own.h"
#include "trading/risk/risk.h"
#include "trading/wait.h"

#include <string.h>

/* The version of the fill models; a change of any of them raises it. */
#define MODEL_VERSION 1

gboolean bw_execute_forgets_pending;

/* Appends an output of the core's next sequence number. */
gpointer
bw_execute_say (BwCore *core, BwOutputKind kind, gsize body_bytes)
{
  /* Zeroed: padding is part of what is compared and hashed. */
  return memset (bw_outputs_append (core->outputs, kind, ++core->sequence, body_bytes), 0, body_bytes);
}

void
bw_execute_say_order (BwCore *core, BwWorkingOrder *working)
{
  bw_trail_refresh (core, working);
  memcpy (bw_execute_say (core, BW_OUTPUT_ORDER, sizeof (BwOrder)), &working->order, sizeof (BwOrder));
}

/* What an open order still holds of its account's buying power. */
static __int128
reserved_e16 (const BwWorkingOrder *working)
{
  return bw_fixed_product_e16 (working->reserve_price, bw_order_remaining (&working->order));
}

void
bw_execute_reserve (BwCore *core, const BwWorkingOrder *working)
{
  bw_core_account_state (core, working->order.account)->reserved_e16 += reserved_e16 (working);
}

/**
 * bw_execute_end_order:
 *
 * The order leaves the core, whatever it has left untraded; its slot is free afterwards.
 */
void
bw_execute_end_order (BwCore *core, guint32 slot, BwOrderStatus status, BwReason reason)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  const BwOrderExtra *extra = bw_core_extra (core, working);
  BwOrderExtra links;
  BwOrder ended;

  if (working->position == BW_NIL) /* it ended with another one of its group */
    return;
  if (G_UNLIKELY ((working->order.flags & BW_ORDER_WAITS) != 0))
    bw_wait_end (core, slot);
  if (G_UNLIKELY (bw_order_status_is_in_flight ((BwOrderStatus) working->order.status)))
    bw_in_flight_overtaken (core, working->order.id, status);
  bw_book_remove (core, bw_core_instrument_state (core, working->order.instrument), slot);
  bw_core_account_state (core, working->order.account)->reserved_e16 -= reserved_e16 (working);
  working->order.status = (guint8) status;
  working->order.reason = (guint8) reason;
  working->order.updated = core->now;
  bw_execute_say_order (core, working);
  if (G_LIKELY (working->order.order_class == BW_ORDER_CLASS_SIMPLE || extra == NULL))
    {
      bw_working_free (core, slot);
      return;
    }
  links = *extra;
  ended = working->order;
  bw_working_free (core, slot);
  bw_group_ended (core, &ended, &links);
}

/**
 * bw_execute_cancel_all:
 * @filter: which orders
 *
 * Cancels them by rising id. Ending one may end others with it. Cost: O(n log n) of the orders.
 */
void
bw_execute_cancel_all (BwCore *core, const BwWorkingFilter *filter, BwReason reason)
{
  GArray *slots = bw_working_list (core, filter);

  for (guint i = 0; i < slots->len; i++)
    if (bw_working_is_open (core, g_array_index (slots, guint32, i)))
      bw_execute_end_order (core, g_array_index (slots, guint32, i), BW_ORDER_CANCELED, reason);
  g_array_unref (slots);
}

static guint8
certificate_flags (const BwMatchSource *source)
{
  gboolean is_finer = source->market.kind == BW_MARKET_BAR && source->market.part != 0;

  return (guint8) (source->flags | (is_finer ? BW_CERTIFICATE_FINER_BAR : 0));
}

static void
write_certificate (const BwCore *core, const BwAccountTerms *terms, const BwMatchSource *source,
                   const BwOrder *order, BwFixed price, BwFixed found, BwCertificate *certificate)
{
  gint64 beyond_e8 = order->side == BW_SIDE_BUY ? price.e8 - source->best_price.e8
                                         : source->best_price.e8 - price.e8;

  *certificate = (BwCertificate){
    .profile = terms->profile,
    .rule = (guint8) ((order->flags & BW_ORDER_LIQUIDATES) != 0 ? BW_RULE_LIQUIDATION : source->rule),
    .level_index = (gint16) source->level_index,
    .model_version = MODEL_VERSION,
    .market = source->market,
    .age_ns = MAX (core->now - source->market.time, 0),
    .best_price = source->best_price,
    .level_price = source->level_price,
    .level_size = source->level_size,
    .slippage = { beyond_e8 },
    .latency_ns = terms->latency_ns,
    .seed = core->seed,
    .draw = source->draw,
    .consumed = source->consumed,
    .model_slippage = bw_fixed_abs ((BwFixed){ price.e8 - found.e8 }),
    .flags = certificate_flags (source),
  };
}

static void
say_fill (BwCore *core, const BwWorkingOrder *working, const BwLedgerFill *booked, BwFixed found,
          const BwMatchSource *source)
{
  const BwOrder *order = &working->order;
  BwFill *fill = bw_execute_say (core, BW_OUTPUT_FILL, sizeof *fill);

  fill->id = booked->fill;
  fill->order = order->id;
  fill->account = order->account;
  fill->instrument = order->instrument;
  fill->side = order->side;
  fill->is_last = order->status == BW_ORDER_FILLED;
  fill->time = core->now;
  fill->quantity = booked->quantity;
  fill->price = booked->price;
  fill->fee = booked->fee;
  fill->realized = booked->realized;
  fill->position_after = bw_core_position_at (core, working->position)->quantity;
  write_certificate (core, &bw_core_account_state (core, order->account)->account.terms, source,
                     order, booked->price, found, &fill->certificate);
}

/* Official prints have one price for all, and a limit is kept. */
static gboolean
slips (const BwOrder *order, const BwMatchSource *source)
{
  return order->limit_price.e8 == 0 && source->rule != BW_RULE_AUCTION_OPEN &&
         source->rule != BW_RULE_AUCTION_CLOSE && source->rule != BW_RULE_EXERCISE &&
         source->rule != BW_RULE_ASSIGNMENT;
}

/* It rested in the book, and somebody came to it. */
static gboolean
is_maker (const BwMatchSource *source)
{
  return source->rule == BW_RULE_TOUCH || source->rule == BW_RULE_TRADE_THROUGH ||
         source->rule == BW_RULE_QUEUE;
}

/* Reg SHO 201: what sells short at the bid. A limit that rests above the bid may be hit as it rises. */
static gboolean
is_short_sale_refused (const BwCore *core, const BwWorkingOrder *working,
                       const BwInstrumentState *instrument, const BwPositionState *position, BwFixed price)
{
  return instrument->restricted_until != 0 && working->order.side == BW_SIDE_SELL &&
         position->quantity.e8 <= 0 && (working->order.flags & BW_ORDER_LIQUIDATES) == 0 &&
         bw_margin_is_short_restricted (core, instrument) && instrument->bid_size.e8 > 0 &&
         price.e8 <= instrument->bid.e8 && price.e8 != working->order.limit_price.e8;
}

/**
 * bw_execute_fill:
 * @quantity: above 0, at most what the order has left
 * @price: above 0; the account's slippage model may make it worse
 *
 * Books one execution, says it, and ends the order when it is complete. An execution that would
 * take the account's figures out of range ends the order instead (`notional-too-large`).
 *
 * Returns: %FALSE when the order is no longer open
 */
gboolean
bw_execute_fill (BwCore *core, guint32 slot, BwFixed quantity, BwFixed price,
                 const BwMatchSource *source)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwOrder *order = &working->order;
  BwAccountState *account = bw_core_account_state (core, order->account);
  BwPositionState *position = bw_core_position_at (core, working->position);
  const BwInstrumentState *instrument = bw_core_instrument_state (core, order->instrument);
  BwLedgerFill booked = {
    .side = (BwSide) order->side,
    .quantity = quantity,
    .price = price,
    .order_quantity = order->filled,
    .is_maker = is_maker (source),
    .is_coin = instrument->definition.instrument_class == BW_INSTRUMENT_CRYPTO,
  };
  BwMarginFill margin_fill = {
    order, instrument, &booked, position->quantity, account->account.cash, order->filled.e8 == 0
  };

  if (G_UNLIKELY (is_short_sale_refused (core, working, instrument, position, price)))
    {
      bw_execute_end_order (core, slot, BW_ORDER_CANCELED, BW_REASON_SHORT_SALE_RESTRICTED);
      return FALSE;
    }
  if (G_UNLIKELY (account->account.terms.fills.slippage != BW_SLIPPAGE_NONE) && slips (order, source))
    booked.price = bw_fill_terms_slipped (&account->account.terms.fills, &instrument->definition,
                                          order->side == BW_SIDE_BUY, price, quantity,
                                          source->level_size);
  if (!bw_fixed_from_e16 (order->filled_cost_e16, BW_ROUND_HALF_EVEN, &booked.order_amount))
    booked.order_amount = BW_FIXED_MAX;
  if (!bw_ledger_book_fill (core, account, position, instrument, &booked))
    {
      bw_execute_end_order (core, slot, BW_ORDER_CANCELED, BW_REASON_NOTIONAL_TOO_LARGE);
      return FALSE;
    }
  account->reserved_e16 -= bw_fixed_product_e16 (working->reserve_price, quantity);
  if (G_LIKELY (!bw_execute_forgets_pending))
    bw_working_take_pending (core, working, quantity);
  order->filled.e8 += quantity.e8;
  order->filled_cost_e16 += bw_fixed_product_e16 (booked.price, quantity);
  order->updated = core->now;
  order->reason = BW_REASON_NONE;
  /* What is in flight is said until it is there: FIX's order of precedence. */
  if (order->filled.e8 == order->quantity.e8)
    order->status = BW_ORDER_FILLED;
  else if (G_LIKELY (!bw_order_status_is_in_flight ((BwOrderStatus) order->status)))
    order->status = BW_ORDER_PARTIALLY_FILLED;
  say_fill (core, working, &booked, price, source);
  bw_ledger_say_fill (core, account, instrument, &booked);
  if (G_UNLIKELY (core->risk->sources->len > 0))
    bw_own_filled (core, &(BwOwnFill){ order, quantity, booked.price, booked.fee, position->quantity });
  bw_margin_after_fill (core, account, position, &margin_fill);
  bw_risk_note_fill (core, account);
  if (G_UNLIKELY (order->order_class != BW_ORDER_CLASS_SIMPLE))
    bw_group_filled (core, slot, quantity);
  bw_reduce_after (core, working->position, slot);
  if (order->status != BW_ORDER_FILLED)
    {
      bw_iceberg_traded (core, slot, quantity);
      return TRUE;
    }
  if ((order->flags & BW_ORDER_REVERSES) != 0)
    g_array_append_val (core->reversals, *order);
  bw_execute_end_order (core, slot, BW_ORDER_FILLED, BW_REASON_NONE);
  return FALSE;
}
