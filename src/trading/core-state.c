/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/book.h"
#include "trading/costs-state.h"
#include "trading/execute.h"
#include "trading/extra.h"
#include "trading/fields.h"
#include "trading/halt.h"
#include "trading/in-flight.h"
#include "trading/journal.h"
#include "trading/lots.h"
#include "trading/risk/exposure.h"
#include "trading/risk/kill-switch.h"
#include "trading/risk/own.h"
#include "trading/session.h"
#include "trading/setup.h"
#include "trading/trail.h"
#include "trading/wait.h"
#include "trading/working.h"

#include <stdlib.h>
#include <string.h>

/* The whole state as bytes. One state has one form: what has no order of its own is written
 * sorted, and nothing is written that follows from the rest (tree and list links, counts, the
 * first prices), so that a core that was loaded and one that lived through it give the same bytes. */

static const char magic[4] = { 'B', 'W', 'C', 'S' };

#define F BW_FIELD

static const BwField core_fields[] = {
  F (BwCore, seed, U64),      F (BwCore, now, I64),        F (BwCore, sequence, U64),
  F (BwCore, n_events, U64),  F (BwCore, next_order, U64), F (BwCore, next_fill, U64),
  F (BwCore, next_posting_set, U64), F (BwCore, next_rank, U64), F (BwCore, is_phase_forced, U8),
  F (BwCore, margin_due, I64),
};

static const BwField calendar_fields[] = {
  F (BwCalendarState, open_rank, U64), F (BwCalendarState, closed_rank, U64), F (BwCalendarState, stage, U8),
  F (BwCalendarState, phase, U8),      F (BwCalendarState, day, I32),
};

#define T BwInstrumentState
static const BwField instrument_fields[] = {
  F (T, bid, I64), F (T, bid_size, I64), F (T, ask, I64), F (T, ask_size, I64), F (T, quote_time, I64),
  F (T, book_number, U64), F (T, dormant_rank, U64), F (T, resumed_rank, U64), F (T, traded_day, I32), F (T, is_halted, U8),
  F (T, has_depth, U8), F (T, last, I64), F (T, last_size, I64), F (T, bar_close, I64),
  F (T, hold_price, I64), F (T, last_time, I64), F (T, bar_time, I64), F (T, trade_number, U64),
  F (T, figures_day, I32), F (T, day_open, I64), F (T, day_high, I64), F (T, day_low, I64),
  F (T, day_volume, I64), F (T, previous_close, I64), F (T, bar_number, U64), F (T, bar_open, I64),
  F (T, bar_high, I64), F (T, bar_low, I64), F (T, bar_volume, I64), F (T, bar_timeframe, I32),
  F (T, borrow_rate, I64), F (T, has_borrow_rate, U8), F (T, is_delisted, U8),
  F (T, halt_cause, U8), F (T, halt_until, I64),
  F (T, restricted_until, I32),
};
#undef T

#define T BwPositionState
static const BwField position_fields[] = {
  F (T, account, U32), F (T, instrument, U32), F (T, quantity, I64), F (T, cost, I64),
  F (T, realized, I64), F (T, realized_before_day, I64), F (T, opened, I64), F (T, day, I32),
  F (T, consumed[0], I64), F (T, consumed[1], I64), F (T, book_number, U64), F (T, trade_used, I64),
  F (T, trade_number, U64), F (T, bar_used, I64), F (T, bar_key, U64),
  F (T, margin_day, I32), F (T, opened_today, U8), F (T, is_unpaid, U8), F (T, day_quantity, I64),
  F (T, day_cost, I64), F (T, day_trade_order, U64), F (T, unfunded, I64), F (T, unfunded_until, I32),
  F (T, violation_order, U64),
};
#undef T

static const BwField lot_fields[] = {
  F (BwLot, quantity, I64), F (BwLot, cost, I64), F (BwLot, opened, I64),
};

#define T BwWorkingOrder
static const BwField working_fields[] = {
  F (T, rank, U64), F (T, arrival, I64), F (T, queue_ahead, I64),
  F (T, reserve_price, I64), F (T, bits, U8),
};
#undef T

#define PUT(bytes, fields, record) bw_codec_put (bytes, fields, G_N_ELEMENTS (fields), record)
#define GET(reader, fields, record) bw_codec_get (reader, fields, G_N_ELEMENTS (fields), record)

static void
put_calendars (GByteArray *bytes, const BwCore *core)
{
  for (int i = 1; i < BW_N_CALENDARS; i++)
    {
      const BwCalendarState *calendar = &core->calendars[i];

      PUT (bytes, calendar_fields, calendar);
      bw_fields_put (bytes, &bw_fields_session, &calendar->past);
      bw_codec_put_u64 (bytes, calendar->sessions->len);
      for (guint j = 0; j < calendar->sessions->len; j++)
        bw_fields_put (bytes, &bw_fields_session, &g_array_index (calendar->sessions, BwSession, j));
    }
}

static void
put_instruments (GByteArray *bytes, const BwCore *core)
{
  guint n_defined = 0;

  for (guint id = 1; id < core->instruments->len; id++)
    n_defined += bw_core_instrument_state (core, id) != NULL;
  bw_codec_put_u64 (bytes, n_defined);
  for (guint id = 1; id < core->instruments->len; id++)
    {
      const BwInstrumentState *instrument = bw_core_instrument_state (core, id);

      if (instrument == NULL)
        continue;
      bw_fields_put (bytes, &bw_fields_instrument, &instrument->definition);
      PUT (bytes, instrument_fields, instrument);
      if (instrument->has_depth)
        bw_fields_put_depth (bytes, instrument->depth);
    }
}

static gint
compare_instruments (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const BwCore *core = user_data;
  BwInstrumentId first = bw_core_position_at (core, *(const guint32 *) a)->instrument;
  BwInstrumentId second = bw_core_position_at (core, *(const guint32 *) b)->instrument;

  return first < second ? -1 : first > second;
}

static void
put_positions (GByteArray *bytes, const BwCore *core, const BwAccountState *account)
{
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 slot = account->first_position; slot != BW_NIL;
       slot = bw_core_position_at (core, slot)->next_position)
    g_array_append_val (slots, slot);
  g_array_sort_with_data (slots, compare_instruments, (gpointer) core);
  bw_codec_put_u64 (bytes, slots->len);
  for (guint i = 0; i < slots->len; i++)
    {
      const BwPositionState *position = bw_core_position_at (core, g_array_index (slots, guint32, i));

      PUT (bytes, position_fields, position);
      bw_codec_put_u64 (bytes, position->n_lots);
      for (guint32 slot = position->first_lot; slot != BW_NIL;)
        {
          const BwLot *lot = bw_pool_at (&core->lots, slot);

          PUT (bytes, lot_fields, lot);
          slot = lot->next;
        }
    }
}

static void
put_accounts (GByteArray *bytes, const BwCore *core)
{
  bw_codec_put_u64 (bytes, core->accounts->len);
  for (guint i = 0; i < core->accounts->len; i++)
    {
      const BwAccountState *account = g_ptr_array_index (core->accounts, i);

      bw_fields_put (bytes, &bw_fields_account, &account->account);
      bw_fields_put (bytes, &bw_fields_account_terms, &account->account.terms);
      for (int ledger = 1; ledger < BW_N_LEDGERS; ledger++)
        {
          static const BwField sum_field[] = { { 0, BW_FIELD_I128, sizeof (__int128) } };

          PUT (bytes, sum_field, &account->ledger_e8[ledger]);
        }
      bw_costs_put_account (bytes, account);
      put_positions (bytes, core, account);
    }
}

static void
put_orders (GByteArray *bytes, const BwCore *core)
{
  BwWorkingFilter everything = { 0 };
  g_autoptr (GArray) slots = bw_working_list (core, &everything);

  bw_codec_put_u64 (bytes, slots->len);
  for (guint i = 0; i < slots->len; i++)
    {
      BwWorkingOrder *working = bw_core_working (core, g_array_index (slots, guint32, i));

      bw_trail_refresh (core, working);
      bw_fields_put (bytes, &bw_fields_order, &working->order);
      PUT (bytes, working_fields, working);
      bw_extra_put (bytes, core, working);
      bw_wait_put (bytes, core, working);
    }
}

static int
compare_hashes (const void *a, const void *b)
{
  const guint64 *first = a, *second = b;

  if (first[0] != second[0])
    return first[0] < second[0] ? -1 : 1;
  return first[1] < second[1] ? -1 : first[1] > second[1];
}

static void
put_client_ids (GByteArray *bytes, const BwCore *core)
{
  g_autofree guint64 *sorted = g_new (guint64, 2 * (gsize) core->n_client_ids + 2);
  gsize n = 0;

  for (guint32 i = 0; i < core->n_client_slots; i++)
    if (core->client_ids[i][0] != 0)
      memcpy (&sorted[2 * n++], core->client_ids[i], 2 * sizeof (guint64));
  qsort (sorted, n, 2 * sizeof (guint64), compare_hashes);
  bw_codec_put_u64 (bytes, n);
  g_byte_array_append (bytes, (const guint8 *) sorted, (guint) (n * 2 * sizeof (guint64)));
}

/* What came after the format: sections with a number, in rising order, and only where they hold
 * something. Stored: never change one. */
typedef enum
{
  SECTION_IN_FLIGHT = 1,
  SECTION_SOURCES = 2,
} Section;

static void
put_tail (GByteArray *bytes, const BwCore *core)
{
  if (core->in_flight->len > 0)
    {
      bw_codec_put_u64 (bytes, SECTION_IN_FLIGHT);
      bw_in_flight_put (bytes, core);
    }
  if (core->risk->own_marks->len > 0 || core->risk->n_stopped > 0)
    {
      bw_codec_put_u64 (bytes, SECTION_SOURCES);
      bw_own_put (bytes, core);
      bw_kill_switch_put (bytes, core);
    }
}

static void
get_section (BwReader *reader, BwCore *core)
{
  switch (bw_codec_get_u64 (reader))
    {
    case SECTION_IN_FLIGHT:
      bw_in_flight_get (reader, core);
      return;
    case SECTION_SOURCES:
      bw_own_get (reader, core);
      bw_kill_switch_get (reader, core);
      return;
    default: /* of a later program, or damaged */
      reader->failed = TRUE;
    }
}

/**
 * bw_core_save:
 *
 * Appends the state, all of it, in its one form. Not between the events of a step.
 */
void
bw_core_save (const BwCore *core, GByteArray *bytes)
{
  g_byte_array_append (bytes, (const guint8 *) magic, sizeof magic);
  bw_codec_put_u64 (bytes, BW_TRADING_FORMAT_VERSION);
  PUT (bytes, core_fields, core);
  put_calendars (bytes, core);
  put_instruments (bytes, core);
  put_accounts (bytes, core);
  put_orders (bytes, core);
  put_client_ids (bytes, core);
  bw_costs_put_dividends (bytes, core);
  bw_risk_save (core, bytes);
  put_tail (bytes, core);
}

/**
 * bw_core_digest:
 * @digest: (out caller-allocates): SHA-256 of the bytes of bw_core_save()
 */
void
bw_core_digest (const BwCore *core, guint8 digest[BW_CORE_DIGEST_BYTES])
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize n_bytes = BW_CORE_DIGEST_BYTES;

  bw_core_save (core, bytes);
  g_checksum_update (checksum, bytes->data, bytes->len);
  g_checksum_get_digest (checksum, digest, &n_bytes);
}

static void
get_calendars (BwReader *reader, BwCore *core)
{
  for (int i = 1; i < BW_N_CALENDARS && !reader->failed; i++)
    {
      BwCalendarState *calendar = &core->calendars[i];
      guint32 n_sessions;

      GET (reader, calendar_fields, calendar);
      bw_fields_get (reader, &bw_fields_session, &calendar->past);
      n_sessions = bw_codec_get_count (reader, G_MAXUINT32 - 1);
      for (guint32 j = 0; j < n_sessions && !reader->failed; j++)
        {
          BwSession session = { 0 };

          bw_fields_get (reader, &bw_fields_session, &session);
          g_array_append_val (calendar->sessions, session);
        }
      if (calendar->stage >= BW_N_SESSION_STAGES || calendar->phase > BW_PHASE_OVERNIGHT)
        reader->failed = TRUE;
    }
}

static void
get_instruments (BwReader *reader, BwCore *core)
{
  guint32 n_defined = bw_codec_get_count (reader, G_MAXUINT32 - 1);

  for (guint32 i = 0; i < n_defined && !reader->failed; i++)
    {
      BwInstrument definition = { 0 };
      BwInstrumentState *instrument;

      bw_fields_get (reader, &bw_fields_instrument, &definition);
      if (reader->failed || definition.id == 0 || !bw_setup_is_valid_instrument (&definition) ||
          bw_core_instrument_state (core, definition.id) != NULL)
        {
          reader->failed = TRUE;
          return;
        }
      instrument = bw_setup_add_instrument (core, &definition);
      GET (reader, instrument_fields, instrument);
      if (instrument->has_depth)
        {
          instrument->depth = g_new0 (BwDepth, 1);
          bw_fields_get_depth (reader, instrument->depth);
        }
    }
}

static void
get_position (BwReader *reader, BwCore *core, BwAccountState *account)
{
  BwPositionState read = { 0 }, *position;
  guint32 n_lots, slot;

  GET (reader, position_fields, &read);
  n_lots = bw_codec_get_count (reader, G_MAXUINT32 - 1);
  if (reader->failed || read.account != account->account.id ||
      bw_core_instrument_state (core, read.instrument) == NULL ||
      bw_position_find (core, read.account, read.instrument) != BW_NIL)
    {
      reader->failed = TRUE;
      return;
    }
  slot = bw_position_ensure (core, read.account, read.instrument);
  position = bw_core_position_at (core, slot);
  read.first_lot = read.last_lot = read.first_order = BW_NIL;
  read.previous_held = BW_NIL;
  read.next_held = position->next_held;
  read.next_position = position->next_position;
  *position = read;
  for (guint32 i = 0; i < n_lots && !reader->failed; i++)
    {
      BwLot lot = { 0 };

      GET (reader, lot_fields, &lot);
      bw_lots_add (core, position, lot.quantity, lot.cost, lot.opened, BW_LOTS_FIFO);
    }
  if (position->quantity.e8 == 0)
    return;
  bw_exposure_note (core, slot);
  position->next_held = account->first_held;
  if (account->first_held != BW_NIL)
    bw_core_position_at (core, account->first_held)->previous_held = slot;
  account->first_held = slot;
}

static void
get_accounts (BwReader *reader, BwCore *core)
{
  guint32 n_accounts = bw_codec_get_count (reader, G_MAXUINT32 - 1);

  for (guint32 i = 0; i < n_accounts && !reader->failed; i++)
    {
      static const BwField sum_field[] = { { 0, BW_FIELD_I128, sizeof (__int128) } };
      BwAccountState *account = bw_setup_add_account (core);
      guint32 n_positions;

      bw_fields_get (reader, &bw_fields_account, &account->account);
      bw_fields_get (reader, &bw_fields_account_terms, &account->account.terms);
      for (int ledger = 1; ledger < BW_N_LEDGERS; ledger++)
        GET (reader, sum_field, &account->ledger_e8[ledger]);
      account->account.n_open_orders = 0; /* counted as they come */
      if (account->account.id != i + 1)
        reader->failed = TRUE;
      bw_costs_get_account (reader, account);
      n_positions = bw_codec_get_count (reader, G_MAXUINT32 - 1);
      for (guint32 j = 0; j < n_positions && !reader->failed; j++)
        get_position (reader, core, account);
    }
}

static gboolean
is_sound_order (const BwCore *core, const BwOrder *order)
{
  return bw_core_account_state (core, order->account) != NULL &&
         bw_core_instrument_state (core, order->instrument) != NULL &&
         bw_position_find (core, order->account, order->instrument) != BW_NIL &&
         order->id >= 1 && order->id < core->next_order && bw_order_status_is_open (order->status) &&
         order->filled.e8 >= 0 && order->filled.e8 < order->quantity.e8 &&
         (order->side == BW_SIDE_BUY || order->side == BW_SIDE_SELL) &&
         bw_working_find (core, order->id) == BW_NIL &&
         ((order->flags & BW_ORDER_WAITS) == 0 || order->status == BW_ORDER_HELD);
}

static void
get_order (BwReader *reader, BwCore *core)
{
  BwWorkingOrder read = { 0 }, *working;
  BwPositionState *position;
  BwFixed pending;
  guint32 slot;

  bw_fields_get (reader, &bw_fields_order, &read.order);
  GET (reader, working_fields, &read);
  if (reader->failed || !is_sound_order (core, &read.order) ||
      ((read.order.status == BW_ORDER_HELD || read.order.status == BW_ORDER_PENDING_NEW) &&
       (read.bits & BW_WORKING_ARRIVED) != 0))
    {
      reader->failed = TRUE;
      return;
    }
  slot = bw_position_find (core, read.order.account, read.order.instrument);
  position = bw_core_position_at (core, slot);
  if (!bw_fixed_add (position->pending[bw_side_index (read.order.side)],
                     bw_order_remaining (&read.order), &pending))
    {
      reader->failed = TRUE;
      return;
    }
  slot = bw_working_new (core, &read.order, slot);
  working = bw_core_working (core, slot);
  bw_working_set_aside (core, slot, (read.bits & BW_WORKING_ASIDE) != 0);
  working->rank = read.rank;
  working->arrival = read.arrival;
  working->queue_ahead = read.queue_ahead;
  working->reserve_price = read.reserve_price;
  working->bits = read.bits;
  bw_extra_get (reader, core, working);
  bw_wait_get (reader, core, slot);
  bw_execute_reserve (core, working);
  bw_timer_set (core, slot);
  if ((read.bits & BW_WORKING_ARRIVED) != 0)
    bw_book_insert (core, bw_core_instrument_state (core, read.order.instrument), slot);
}

static void
get_client_ids (BwReader *reader, BwCore *core)
{
  guint32 n = bw_codec_get_count (reader, G_MAXUINT32 / 16);

  if ((gsize) (reader->end - reader->cursor) < (gsize) n * 2 * sizeof (guint64))
    reader->failed = TRUE;
  for (guint32 i = 0; i < n && !reader->failed; i++)
    {
      guint64 hash[2];

      memcpy (hash, reader->cursor, sizeof hash);
      reader->cursor += sizeof hash;
      if (hash[0] == 0)
        reader->failed = TRUE;
      else
        bw_client_id_add (core, hash);
    }
}

/**
 * bw_core_load:
 * @bytes: (array length=n_bytes): what bw_core_save() appended, exactly
 *
 * Errors: %BW_JOURNAL_ERROR_VERSION when it is of a newer format, %BW_JOURNAL_ERROR_DAMAGED when
 * it is anything else than a state whose books balance.
 *
 * Returns: (transfer full) (nullable): the core
 */
BwCore *
bw_core_load (const guint8 *bytes, gsize n_bytes, GError **error)
{
  BwCore *core = bw_core_new (0);
  BwReader reader;
  guint64 version = 0;
  guint32 n_orders;

  bw_reader_init (&reader, bytes, n_bytes);
  if (n_bytes >= sizeof magic && memcmp (bytes, magic, sizeof magic) == 0)
    {
      reader.cursor += sizeof magic;
      version = bw_codec_get_u64 (&reader);
    }
  if (version >= 1 && version != BW_TRADING_FORMAT_VERSION)
    {
      g_set_error (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_VERSION,
                   "The state was saved by %s version of Bellwether (format %" G_GUINT64_FORMAT
                   "). Use that version to read it.",
                   version > BW_TRADING_FORMAT_VERSION ? "a newer" : "an older trial", version);
      bw_core_free (core);
      return NULL;
    }
  reader.failed |= version != BW_TRADING_FORMAT_VERSION;
  GET (&reader, core_fields, core);
  get_calendars (&reader, core);
  get_instruments (&reader, core);
  get_accounts (&reader, core);
  n_orders = bw_codec_get_count (&reader, G_MAXUINT32 - 1);
  for (guint32 i = 0; i < n_orders && !reader.failed; i++)
    get_order (&reader, core);
  get_client_ids (&reader, core);
  bw_costs_get_dividends (&reader, core);
  if (!reader.failed)
    bw_risk_load (&reader, core);
  while (!reader.failed && reader.cursor != reader.end)
    get_section (&reader, core);
  if (!reader.failed && reader.cursor == reader.end && bw_core_is_balanced (core, NULL))
    {
      bw_halt_update_due (core);
      core->next_due = core->now; /* the next step looks at all timers */
      return core;
    }
  g_set_error (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_DAMAGED,
               "The saved state is damaged near byte %" G_GSIZE_FORMAT ". Rebuild it from the journal.",
               (gsize) (reader.cursor - reader.start));
  bw_core_free (core);
  return NULL;
}
