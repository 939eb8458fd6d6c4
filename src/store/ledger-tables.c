/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each table's row to struct and back, in the order of the migration's columns. */
#include "config.h"

#include "store/ledger-tables-private.h"

#include "trading/fields.h"

#include <string.h>

BwOrderState
bw_order_state_of (BwOrderStatus status)
{
  switch (status)
    {
    case BW_ORDER_NEW:
    case BW_ORDER_ACCEPTED:
    case BW_ORDER_HELD:
    case BW_ORDER_PARTIALLY_FILLED:
    case BW_ORDER_PENDING_NEW:
    case BW_ORDER_PENDING_CANCEL:
    case BW_ORDER_PENDING_REPLACE:
    case BW_ORDER_DONE_FOR_DAY:
    case BW_ORDER_SUSPENDED:
    case BW_ORDER_STOPPED:
    case BW_ORDER_ACCEPTED_FOR_BIDDING:
      return BW_ORDER_STATE_WORKING;
    case BW_ORDER_FILLED:
    case BW_ORDER_CALCULATED:
      return BW_ORDER_STATE_FILLED;
    case BW_ORDER_CANCELED:
    case BW_ORDER_EXPIRED:
    case BW_ORDER_REPLACED:
      return BW_ORDER_STATE_CANCELED;
    case BW_ORDER_REJECTED:
      return BW_ORDER_STATE_REJECTED;
    }
  g_assert_not_reached ();
}

void
bw_bind_order (sqlite3_stmt *statement, BwTimelineId timeline, guint64 place, const BwOrder *order)
{
  const gint64 numbers_after_uuid[]
      = { (gint64) order->client_id_hash[0], (gint64) order->client_id_hash[1], order->instrument,
          order->side, order->intent, order->type, order->tif, order->order_class, order->status,
          order->flags, order->reason, order->quantity.e8, order->filled.e8,
          (gint64) (order->filled_cost_e16 >> 64), (gint64) (guint64) order->filled_cost_e16,
          order->limit_price.e8, order->stop_price.e8, order->trail.e8, order->notional.e8,
          order->created, order->updated, order->expires, (gint64) order->parent,
          (gint64) order->replaces, (gint64) order->replaced_by };

  bw_bind_int (statement, 1, bw_table_key (timeline, order->id));
  bw_bind_int (statement, 2, timeline);
  bw_bind_int (statement, 3, order->account);
  bw_bind_int (statement, 4, (gint64) place);
  bw_bind_int (statement, 5, bw_order_state_of (order->status));
  bw_bind_bytes (statement, 6, order->uuid.bytes, sizeof order->uuid.bytes);
  for (int i = 0; i < (int) G_N_ELEMENTS (numbers_after_uuid); i++)
    bw_bind_int (statement, 7 + i, numbers_after_uuid[i]);
}

static void
take_uuid (sqlite3_stmt *statement, int column, BwUuid *uuid)
{
  const guint8 *bytes = sqlite3_column_blob (statement, column);

  if (bytes != NULL && sqlite3_column_bytes (statement, column) == sizeof uuid->bytes)
    memcpy (uuid->bytes, bytes, sizeof uuid->bytes);
}

void
bw_take_order (sqlite3_stmt *statement, BwOrder *order)
{
  memset (order, 0, sizeof *order);
  order->id = bw_table_key_id (sqlite3_column_int64 (statement, 0));
  order->account = (BwAccountId) sqlite3_column_int64 (statement, 2);
  take_uuid (statement, 5, &order->uuid);
  order->client_id_hash[0] = (guint64) sqlite3_column_int64 (statement, 6);
  order->client_id_hash[1] = (guint64) sqlite3_column_int64 (statement, 7);
  order->instrument = (BwInstrumentId) sqlite3_column_int64 (statement, 8);
  order->side = (guint8) sqlite3_column_int (statement, 9);
  order->intent = (guint8) sqlite3_column_int (statement, 10);
  order->type = (guint8) sqlite3_column_int (statement, 11);
  order->tif = (guint8) sqlite3_column_int (statement, 12);
  order->order_class = (guint8) sqlite3_column_int (statement, 13);
  order->status = (guint8) sqlite3_column_int (statement, 14);
  order->flags = (guint16) sqlite3_column_int (statement, 15);
  order->reason = (guint8) sqlite3_column_int (statement, 16);
  order->quantity = bw_column_fixed (statement, 17);
  order->filled = bw_column_fixed (statement, 18);
  order->filled_cost_e16
      = (__int128) ((unsigned __int128) (guint64) sqlite3_column_int64 (statement, 19) << 64
                    | (guint64) sqlite3_column_int64 (statement, 20));
  order->limit_price = bw_column_fixed (statement, 21);
  order->stop_price = bw_column_fixed (statement, 22);
  order->trail = bw_column_fixed (statement, 23);
  order->notional = bw_column_fixed (statement, 24);
  order->created = sqlite3_column_int64 (statement, 25);
  order->updated = sqlite3_column_int64 (statement, 26);
  order->expires = sqlite3_column_int64 (statement, 27);
  order->parent = (BwOrderId) sqlite3_column_int64 (statement, 28);
  order->replaces = (BwOrderId) sqlite3_column_int64 (statement, 29);
  order->replaced_by = (BwOrderId) sqlite3_column_int64 (statement, 30);
}

/* The event's numbers in the order of its struct; a depth event has none (its book is not kept). */
static void
list_market_numbers (const BwMarketEvent *event, gint64 numbers[6])
{
  memset (numbers, 0, 6 * sizeof numbers[0]);
  switch ((BwMarketEventKind) event->kind)
    {
    case BW_MARKET_QUOTE:
      numbers[0] = event->quote.bid.e8;
      numbers[1] = event->quote.bid_size.e8;
      numbers[2] = event->quote.ask.e8;
      numbers[3] = event->quote.ask_size.e8;
      break;
    case BW_MARKET_TRADE:
      numbers[0] = event->trade.price.e8;
      numbers[1] = event->trade.size.e8;
      break;
    case BW_MARKET_BAR:
      numbers[0] = event->bar.open.e8;
      numbers[1] = event->bar.high.e8;
      numbers[2] = event->bar.low.e8;
      numbers[3] = event->bar.close.e8;
      numbers[4] = event->bar.volume.e8;
      numbers[5] = event->bar.timeframe;
      break;
    case BW_MARKET_DEPTH:
    case BW_MARKET_HALT:
    case BW_MARKET_RESUME:
    case BW_MARKET_SPLIT:
    case BW_MARKET_DIVIDEND:
    case BW_MARKET_RENAME:
    case BW_MARKET_DELIST:
    case BW_MARKET_BORROW:
    case BW_MARKET_IMBALANCE:
    case BW_MARKET_EARNINGS:
    case BW_MARKET_NEWS:
      break;
    }
}

static void
take_market_numbers (sqlite3_stmt *statement, int column, BwMarketEvent *event)
{
  BwFixed numbers[5];

  for (int i = 0; i < 5; i++)
    numbers[i] = bw_column_fixed (statement, column + i);
  switch ((BwMarketEventKind) event->kind)
    {
    case BW_MARKET_QUOTE:
      event->quote.bid = numbers[0];
      event->quote.bid_size = numbers[1];
      event->quote.ask = numbers[2];
      event->quote.ask_size = numbers[3];
      break;
    case BW_MARKET_TRADE:
      event->trade.price = numbers[0];
      event->trade.size = numbers[1];
      break;
    case BW_MARKET_BAR:
      event->bar.open = numbers[0];
      event->bar.high = numbers[1];
      event->bar.low = numbers[2];
      event->bar.close = numbers[3];
      event->bar.volume = numbers[4];
      event->bar.timeframe = (BwTimeframe) sqlite3_column_int64 (statement, column + 5);
      break;
    case BW_MARKET_DEPTH:
    case BW_MARKET_HALT:
    case BW_MARKET_RESUME:
    case BW_MARKET_SPLIT:
    case BW_MARKET_DIVIDEND:
    case BW_MARKET_RENAME:
    case BW_MARKET_DELIST:
    case BW_MARKET_BORROW:
    case BW_MARKET_IMBALANCE:
    case BW_MARKET_EARNINGS:
    case BW_MARKET_NEWS:
      break;
    }
}

void
bw_bind_fill (sqlite3_stmt *statement, BwTimelineId timeline, const BwFill *fill)
{
  const BwCertificate *certificate = &fill->certificate;
  gint64 market[6];

  list_market_numbers (&certificate->market, market);
  {
    const gint64 numbers[]
        = { bw_table_key (timeline, fill->id), timeline, fill->account,
            bw_table_key (timeline, fill->order), fill->instrument, fill->side, fill->is_last,
            fill->time, fill->quantity.e8, fill->price.e8, fill->fee.e8, fill->realized.e8,
            fill->position_after.e8, certificate->profile, certificate->rule,
            certificate->level_index, certificate->model_version, certificate->market.kind,
            certificate->market.print, certificate->market.time, market[0], market[1], market[2],
            market[3], market[4], market[5], certificate->age_ns, certificate->best_price.e8,
            certificate->level_price.e8, certificate->level_size.e8, certificate->slippage.e8,
            certificate->latency_ns, (gint64) certificate->seed, (gint64) certificate->draw,
            certificate->consumed.e8, certificate->model_slippage.e8, certificate->flags };

    for (int i = 0; i < (int) G_N_ELEMENTS (numbers); i++)
      bw_bind_int (statement, 1 + i, numbers[i]);
  }
}

void
bw_take_fill (sqlite3_stmt *statement, BwFill *fill)
{
  BwCertificate *certificate = &fill->certificate;

  memset (fill, 0, sizeof *fill);
  fill->id = bw_table_key_id (sqlite3_column_int64 (statement, 0));
  fill->account = (BwAccountId) sqlite3_column_int64 (statement, 2);
  fill->order = bw_table_key_id (sqlite3_column_int64 (statement, 3));
  fill->instrument = (BwInstrumentId) sqlite3_column_int64 (statement, 4);
  fill->side = (guint8) sqlite3_column_int (statement, 5);
  fill->is_last = (guint8) sqlite3_column_int (statement, 6);
  fill->time = sqlite3_column_int64 (statement, 7);
  fill->quantity = bw_column_fixed (statement, 8);
  fill->price = bw_column_fixed (statement, 9);
  fill->fee = bw_column_fixed (statement, 10);
  fill->realized = bw_column_fixed (statement, 11);
  fill->position_after = bw_column_fixed (statement, 12);
  certificate->profile = (guint8) sqlite3_column_int (statement, 13);
  certificate->rule = (guint8) sqlite3_column_int (statement, 14);
  certificate->level_index = (gint16) sqlite3_column_int (statement, 15);
  certificate->model_version = (guint32) sqlite3_column_int64 (statement, 16);
  certificate->market.instrument = fill->instrument;
  certificate->market.kind = (guint8) sqlite3_column_int (statement, 17);
  certificate->market.print = (guint8) sqlite3_column_int (statement, 18);
  certificate->market.time = sqlite3_column_int64 (statement, 19);
  take_market_numbers (statement, 20, &certificate->market);
  certificate->age_ns = sqlite3_column_int64 (statement, 26);
  certificate->best_price = bw_column_fixed (statement, 27);
  certificate->level_price = bw_column_fixed (statement, 28);
  certificate->level_size = bw_column_fixed (statement, 29);
  certificate->slippage = bw_column_fixed (statement, 30);
  certificate->latency_ns = sqlite3_column_int64 (statement, 31);
  certificate->seed = (guint64) sqlite3_column_int64 (statement, 32);
  certificate->draw = (guint64) sqlite3_column_int64 (statement, 33);
  certificate->consumed = bw_column_fixed (statement, 34);
  certificate->model_slippage = bw_column_fixed (statement, 35);
  certificate->flags = (guint8) sqlite3_column_int (statement, 36);
}

/* The account whole, as the journal writes it: new terms need no column. */
static void
bind_record (sqlite3_stmt *statement, int at, const BwAccount *account)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  bw_fields_put (bytes, &bw_fields_account, account);
  bw_fields_put (bytes, &bw_fields_account_terms, &account->terms);
  /* A copy: the bytes end here, before the statement runs. */
  sqlite3_bind_blob64 (statement, at, bytes->data, bytes->len, SQLITE_TRANSIENT);
}

/* Of rows from before there was one, the columns are all there is. */
static void
take_record (sqlite3_stmt *statement, int column, BwAccount *account)
{
  BwAccount whole = { 0 };
  BwReader reader;

  if (sqlite3_column_type (statement, column) != SQLITE_BLOB)
    return;
  bw_reader_init (&reader, sqlite3_column_blob (statement, column),
                  (gsize) sqlite3_column_bytes (statement, column));
  bw_fields_get (&reader, &bw_fields_account, &whole);
  bw_fields_get (&reader, &bw_fields_account_terms, &whole.terms);
  if (!reader.failed && reader.cursor == reader.end)
    *account = whole;
}

void
bw_bind_account (sqlite3_stmt *statement, BwTimelineId timeline, const BwAccount *account)
{
  const BwAccountTerms *terms = &account->terms;
  const gint64 numbers_after_texts[]
      = { terms->type, terms->multiplier, terms->margin_rule, terms->profile, terms->lot_method,
          terms->is_shorting_allowed, terms->latency_ns, terms->stale_after_ns, account->halt,
          account->halt_reason, account->opened, account->cash.e8, account->deposits.e8,
          account->realized.e8, account->fees.e8, account->day_start_equity.e8,
          account->day_start_realized.e8, account->n_positions, account->n_open_orders };

  bw_bind_int (statement, 1, timeline);
  bw_bind_int (statement, 2, account->id);
  bw_bind_bytes (statement, 3, account->uuid.bytes, sizeof account->uuid.bytes);
  bw_bind_text (statement, 4, terms->name);
  bw_bind_text (statement, 5, terms->currency);
  bw_bind_text (statement, 6, terms->fee_schedule);
  for (int i = 0; i < (int) G_N_ELEMENTS (numbers_after_texts); i++)
    bw_bind_int (statement, 7 + i, numbers_after_texts[i]);
  bind_record (statement, 7 + G_N_ELEMENTS (numbers_after_texts), account);
}

static void
take_text (sqlite3_stmt *statement, int column, char *text, gsize n_bytes)
{
  const char *stored = (const char *) sqlite3_column_text (statement, column);

  g_strlcpy (text, stored != NULL ? stored : "", n_bytes);
}

void
bw_take_account (sqlite3_stmt *statement, BwAccount *account)
{
  BwAccountTerms *terms = &account->terms;

  memset (account, 0, sizeof *account);
  account->id = (BwAccountId) sqlite3_column_int64 (statement, 1);
  take_uuid (statement, 2, &account->uuid);
  take_text (statement, 3, terms->name, sizeof terms->name);
  take_text (statement, 4, terms->currency, sizeof terms->currency);
  take_text (statement, 5, terms->fee_schedule, sizeof terms->fee_schedule);
  terms->type = (guint8) sqlite3_column_int (statement, 6);
  terms->multiplier = (guint8) sqlite3_column_int (statement, 7);
  terms->margin_rule = (guint8) sqlite3_column_int (statement, 8);
  terms->profile = (guint8) sqlite3_column_int (statement, 9);
  terms->lot_method = (guint8) sqlite3_column_int (statement, 10);
  terms->is_shorting_allowed = (guint8) sqlite3_column_int (statement, 11);
  terms->latency_ns = sqlite3_column_int64 (statement, 12);
  terms->stale_after_ns = sqlite3_column_int64 (statement, 13);
  account->halt = (guint8) sqlite3_column_int (statement, 14);
  account->halt_reason = (guint8) sqlite3_column_int (statement, 15);
  account->opened = sqlite3_column_int64 (statement, 16);
  account->cash = bw_column_fixed (statement, 17);
  account->deposits = bw_column_fixed (statement, 18);
  account->realized = bw_column_fixed (statement, 19);
  account->fees = bw_column_fixed (statement, 20);
  account->day_start_equity = bw_column_fixed (statement, 21);
  account->day_start_realized = bw_column_fixed (statement, 22);
  account->n_positions = (guint32) sqlite3_column_int64 (statement, 23);
  account->n_open_orders = (guint32) sqlite3_column_int64 (statement, 24);
  take_record (statement, 25, account);
}

void
bw_bind_position (sqlite3_stmt *statement, BwTimelineId timeline, const BwPosition *position)
{
  const gint64 numbers[]
      = { timeline, position->account, position->instrument, position->quantity.e8,
          position->cost.e8, position->average_price.e8, position->mark.e8,
          position->market_value.e8, position->unrealized.e8, position->realized.e8,
          position->realized_today.e8, position->opened };

  for (int i = 0; i < (int) G_N_ELEMENTS (numbers); i++)
    bw_bind_int (statement, 1 + i, numbers[i]);
}

void
bw_take_position (sqlite3_stmt *statement, BwPosition *position)
{
  memset (position, 0, sizeof *position);
  position->account = (BwAccountId) sqlite3_column_int64 (statement, 1);
  position->instrument = (BwInstrumentId) sqlite3_column_int64 (statement, 2);
  position->quantity = bw_column_fixed (statement, 3);
  position->cost = bw_column_fixed (statement, 4);
  position->average_price = bw_column_fixed (statement, 5);
  position->mark = bw_column_fixed (statement, 6);
  position->market_value = bw_column_fixed (statement, 7);
  position->unrealized = bw_column_fixed (statement, 8);
  position->realized = bw_column_fixed (statement, 9);
  position->realized_today = bw_column_fixed (statement, 10);
  position->opened = sqlite3_column_int64 (statement, 11);
}
