/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core.h"

G_BEGIN_DECLS

/* A core with its outputs, for tests: one session of XNYS, 2026-03-02, times as seconds from its
 * open at 14:30 UTC. */
#define RIG_OPEN (G_GINT64_CONSTANT (1772461800) * BW_SECOND)
#define RIG_HOURS 6.5

typedef struct
{
  BwCore *core;
  BwOutputs outputs;
  BwTime now;
} Rig;

/* Numbers in tests are read as decimals and converted exactly. */
static inline BwFixed
fx (const char *text)
{
  BwFixed number;

  g_assert_cmpint (bw_fixed_parse (text, -1, &number), ==, BW_FIXED_PARSE_OK);
  return number;
}

static inline void
rig_step (Rig *rig, BwInput *input)
{
  input->time = rig->now;
  bw_outputs_reset (&rig->outputs);
  bw_core_step (rig->core, input, &rig->outputs);
}

static inline void
rig_tell_session (Rig *rig, int day)
{
  BwInput input = { .kind = BW_INPUT_SESSION };
  BwTime open = RIG_OPEN + day * BW_DAY;

  input.session.calendar = BW_CALENDAR_XNYS;
  input.session.session = (BwSession){ .date = bw_time_utc_date (open), .pre_open = open - 330 * BW_MINUTE,
                                       .open = open, .close = open + 390 * BW_MINUTE,
                                       .post_close = open + 630 * BW_MINUTE };
  rig_step (rig, &input);
}

static inline void
rig_at (Rig *rig, gint64 seconds)
{
  BwInput input = { .kind = BW_INPUT_TIME };

  rig->now = RIG_OPEN + seconds * BW_SECOND;
  rig_step (rig, &input);
}

static inline BwInstrumentId
rig_instrument (Rig *rig, BwInstrumentClass instrument_class, const char *symbol, gboolean fractionable)
{
  BwInput input = { .kind = BW_INPUT_DEFINE_INSTRUMENT };

  bw_instrument_init (&input.instrument, instrument_class, symbol);
  input.instrument.fractionable = fractionable;
  rig_step (rig, &input);
  g_assert_cmpint (bw_outputs_first (&rig->outputs)->kind, ==, BW_OUTPUT_INSTRUMENT);
  return ((const BwInstrument *) bw_output_body (bw_outputs_first (&rig->outputs)))->id;
}

static inline BwAccountId
rig_account (Rig *rig, const BwAccountTerms *terms, const char *cash)
{
  BwInput input = { .kind = BW_INPUT_OPEN_ACCOUNT };
  BwAccountId id;

  input.open_account.terms = *terms;
  rig_step (rig, &input);
  g_assert_cmpint (bw_outputs_first (&rig->outputs)->kind, ==, BW_OUTPUT_ACCOUNT);
  id = ((const BwAccount *) bw_output_body (bw_outputs_first (&rig->outputs)))->id;
  input = (BwInput){ .kind = BW_INPUT_DEPOSIT };
  input.cash.account = id;
  input.cash.amount = fx (cash);
  rig_step (rig, &input);
  return id;
}

static inline void
rig_quote (Rig *rig, BwInstrumentId instrument, const char *bid, const char *bid_size,
           const char *ask, const char *ask_size)
{
  BwInput input = { .kind = BW_INPUT_MARKET };

  input.market = (BwMarketEvent){ .time = rig->now, .instrument = instrument, .kind = BW_MARKET_QUOTE };
  input.market.quote.bid = fx (bid);
  input.market.quote.bid_size = fx (bid_size);
  input.market.quote.ask = fx (ask);
  input.market.quote.ask_size = fx (ask_size);
  rig_step (rig, &input);
}

static inline void
rig_trade (Rig *rig, BwInstrumentId instrument, const char *price, const char *size)
{
  BwInput input = { .kind = BW_INPUT_MARKET };

  input.market = (BwMarketEvent){ .time = rig->now, .instrument = instrument, .kind = BW_MARKET_TRADE };
  input.market.trade.price = fx (price);
  input.market.trade.size = fx (size);
  rig_step (rig, &input);
}

/* The last order that the step spoke of. */
static inline BwOrder
rig_last_order (const Rig *rig)
{
  BwOrder order = { 0 };

  for (const BwOutputHeader *h = bw_outputs_first (&rig->outputs); h != NULL;
       h = bw_outputs_next (&rig->outputs, h))
    if (h->kind == BW_OUTPUT_ORDER)
      order = *(const BwOrder *) bw_output_body (h);
  g_assert_cmpuint (order.id, !=, 0);
  return order;
}

static inline BwOrder
rig_order (Rig *rig, BwAccountId account, BwInstrumentId instrument, BwSide side,
           const char *quantity, BwOrderType type, const char *price)
{
  BwInput input = { .kind = BW_INPUT_NEW_ORDER };

  input.new_order.account = account;
  input.new_order.instrument = instrument;
  input.new_order.side = (guint8) side;
  input.new_order.quantity = fx (quantity);
  input.new_order.type = (guint8) type;
  input.new_order.tif = BW_TIF_DAY;
  if (type == BW_ORDER_LIMIT)
    input.new_order.limit_price = fx (price);
  if (type == BW_ORDER_STOP)
    input.new_order.stop_price = fx (price);
  rig_step (rig, &input);
  return rig_last_order (rig);
}

static inline void
rig_assert_balanced (const Rig *rig)
{
  g_autofree char *why_not = NULL;

  if (!bw_core_is_balanced (rig->core, &why_not))
    g_error ("%s", why_not);
}

static inline void
rig_begin (Rig *rig)
{
  rig->core = bw_core_new (1);
  bw_outputs_init (&rig->outputs);
  rig->now = RIG_OPEN - 9 * BW_HOUR;
  rig_tell_session (rig, 0);
}

static inline void
rig_end (Rig *rig)
{
  rig_assert_balanced (rig);
  bw_core_free (rig->core);
  bw_outputs_clear (&rig->outputs);
}

#define assert_fixed(found, expected) g_assert_cmpint ((found).e8, ==, fx (expected).e8)

G_END_DECLS
