/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/fields.h"

#include "trading/risk/source.h"

#define F BW_FIELD
#define DEFINE_FIELDS(name) \
  const BwFields bw_fields_##name = { name##_fields, G_N_ELEMENTS (name##_fields) };

#define T BwOrder
static const BwField order_fields[] = {
  F (T, id, U64), F (T, uuid, BYTES), F (T, client_id_hash[0], U64), F (T, client_id_hash[1], U64),
  F (T, account, U32), F (T, instrument, U32), F (T, side, U8), F (T, intent, U8), F (T, type, U8),
  F (T, tif, U8), F (T, order_class, U8), F (T, status, U8), F (T, flags, U16), F (T, reason, U8),
  F (T, quantity, I64), F (T, filled, I64), F (T, filled_cost_e16, I128), F (T, limit_price, I64),
  F (T, stop_price, I64), F (T, trail, I64), F (T, notional, I64), F (T, created, I64),
  F (T, updated, I64), F (T, expires, I64), F (T, parent, U64), F (T, replaces, U64),
  F (T, replaced_by, U64), F (T, strategy, U16), F (T, agent, U16),
};
#undef T
DEFINE_FIELDS (order)

#define T BwNewOrder
static const BwField new_order_fields[] = {
  F (T, uuid, BYTES), F (T, client_id, TEXT), F (T, account, U32), F (T, instrument, U32),
  F (T, side, U8), F (T, intent, U8), F (T, type, U8), F (T, tif, U8), F (T, order_class, U8),
  F (T, flags, U16), F (T, quantity, I64), F (T, notional, I64), F (T, limit_price, I64),
  F (T, stop_price, I64), F (T, trail, I64), F (T, limit_offset, I64), F (T, display, I64),
  F (T, take_profit, I64), F (T, stop_loss, I64), F (T, stop_loss_limit, I64), F (T, expires, I64),
  F (T, when, TEXT), F (T, strategy, TEXT), F (T, agent, TEXT),
};
#undef T
DEFINE_FIELDS (new_order)

#define T BwReplaceOrder
static const BwField replace_order_fields[] = {
  F (T, uuid, BYTES), F (T, order, U64), F (T, quantity, I64), F (T, limit_price, I64),
  F (T, stop_price, I64), F (T, trail, I64), F (T, client_id, TEXT),
};
#undef T
DEFINE_FIELDS (replace_order)

#define T BwInstrument
static const BwField instrument_fields[] = {
  F (T, id, U32), F (T, instrument_class, U32), F (T, sector, U32), F (T, calendar, U32),
  F (T, symbol, TEXT), F (T, name, TEXT), F (T, currency, TEXT), F (T, source, TEXT),
  F (T, tick, I64), F (T, lot, I64), F (T, multiplier, I64), F (T, easy_to_borrow, I32),
  F (T, fractionable, I32), F (T, is_ipo, I32), F (T, leverage, U32),
};
#undef T
DEFINE_FIELDS (instrument)

#define T BwAccountTerms
static const BwField account_terms_fields[] = {
  F (T, name, TEXT), F (T, currency, TEXT), F (T, fee_schedule, TEXT), F (T, type, U8),
  F (T, multiplier, U8), F (T, margin_rule, U8), F (T, profile, U8), F (T, lot_method, U8),
  F (T, is_shorting_allowed, U8), F (T, latency_ns, I64), F (T, stale_after_ns, I64),
  F (T, fills.slippage, U8), F (T, fills.touch, U8), F (T, fills.touch_percent, U8),
  F (T, fills.bar_fill, U8), F (T, fills.splits_volume, U8),
  F (T, fills.slippage_ticks, U16), F (T, fills.limit_ticks, U16), F (T, fills.participation, I64),
  F (T, allows_deficits, U8),
};
#undef T
DEFINE_FIELDS (account_terms)

#define T BwAccount
static const BwField account_fields[] = {
  F (T, id, U32), F (T, uuid, BYTES), F (T, halt, U8), F (T, halt_reason, U8), F (T, opened, I64),
  F (T, cash, I64), F (T, deposits, I64), F (T, realized, I64), F (T, fees, I64),
  F (T, day_start_equity, I64), F (T, day_start_realized, I64), F (T, n_positions, U32),
  F (T, n_open_orders, U32), F (T, n_ambiguous, U32),
  F (T, dividends, I64), F (T, interest, I64), F (T, receivable, I64), F (T, accrued, I64),
  F (T, margin.last_equity, I64), F (T, margin.last_maintenance, I64), F (T, margin.has_closed, U8),
  F (T, margin.is_pattern_day_trader, U8), F (T, margin.is_exposed, U8),
  F (T, margin.n_day_trades[0], U16), F (T, margin.n_day_trades[1], U16), F (T, margin.n_day_trades[2], U16), F (T, margin.n_day_trades[3], U16), F (T, margin.n_day_trades[4], U16),
  F (T, margin.n_trades[0], U16), F (T, margin.n_trades[1], U16), F (T, margin.n_trades[2], U16), F (T, margin.n_trades[3], U16), F (T, margin.n_trades[4], U16),
  F (T, margin.day_power_used, I64),
  F (T, margin.unsettled[0], I64), F (T, margin.unsettled[1], I64), F (T, margin.unsettled[2], I64), F (T, margin.unsettled[3], I64), F (T, margin.unsettled[4], I64),
  F (T, margin.deficit, I64), F (T, margin.call.kind, U8), F (T, margin.call.is_overdue, U8), F (T, margin.call.amount, I64), F (T, margin.call.deposited, I64), F (T, margin.call.issued, I64), F (T, margin.call.due, I64), F (T, margin.call.due_day, I32), F (T, margin.call.final_day, I32),
  F (T, margin.intraday_call.kind, U8), F (T, margin.intraday_call.is_overdue, U8), F (T, margin.intraday_call.amount, I64), F (T, margin.intraday_call.deposited, I64), F (T, margin.intraday_call.issued, I64), F (T, margin.intraday_call.due, I64), F (T, margin.intraday_call.due_day, I32), F (T, margin.intraday_call.final_day, I32),
  F (T, margin.frozen_until, I64), F (T, margin.settled_only_until, I64),
  F (T, margin.violations[0], I64), F (T, margin.violations[1], I64), F (T, margin.violations[2], I64),
  F (T, margin.deficit_unmet, I64),
};
#undef T
DEFINE_FIELDS (account)

#define T BwSession
static const BwField session_fields[] = {
  F (T, date, I32), F (T, pre_open, I64), F (T, open, I64), F (T, close, I64),
  F (T, post_close, I64), F (T, is_early_close, I32), F (T, overnight_open, I64),
};
#undef T
DEFINE_FIELDS (session)

#define T BwFill
static const BwField fill_fields[] = {
  F (T, id, U64), F (T, order, U64), F (T, account, U32), F (T, instrument, U32), F (T, side, U8),
  F (T, is_last, U8), F (T, time, I64), F (T, quantity, I64), F (T, price, I64), F (T, fee, I64),
  F (T, realized, I64), F (T, position_after, I64),
};
#undef T
DEFINE_FIELDS (fill)

#define T BwCertificate
static const BwField certificate_fields[] = {
  F (T, profile, U8), F (T, rule, U8), F (T, level_index, I16), F (T, model_version, U32),
  F (T, age_ns, I64), F (T, best_price, I64), F (T, level_price, I64), F (T, level_size, I64),
  F (T, slippage, I64), F (T, latency_ns, I64), F (T, seed, U64), F (T, draw, U64),
  F (T, consumed, I64), F (T, model_slippage, I64), F (T, flags, U8),
};
#undef T
DEFINE_FIELDS (certificate)

#define T BwPostingSet
static const BwField posting_set_fields[] = {
  F (T, id, U64), F (T, account, U32), F (T, activity, U8), F (T, n_postings, U8), F (T, time, I64),
  F (T, fill, U64),
};
#undef T
DEFINE_FIELDS (posting_set)

#define T BwPosting
static const BwField posting_fields[] = {
  F (T, ledger, U8), F (T, instrument, U32), F (T, amount, I64), F (T, quantity, I64),
};
#undef T
DEFINE_FIELDS (posting)

#define T BwRefusal
static const BwField refusal_fields[] = {
  F (T, input_kind, U8), F (T, reason, U8), F (T, account, U32), F (T, instrument, U32),
  F (T, order, U64), F (T, time, I64),
};
#undef T
DEFINE_FIELDS (refusal)

#define T BwCorporateAction
static const BwField corporate_action_fields[] = {
  F (T, kind, U8), F (T, account, U32), F (T, instrument, U32), F (T, time, I64),
  F (T, quantity_before, I64), F (T, quantity_after, I64), F (T, cash, I64), F (T, to, I64),
  F (T, from, I64), F (T, pay, I64), F (T, symbol, TEXT),
};
#undef T
DEFINE_FIELDS (corporate_action)
#define T BwLimit
static const BwField limit_fields[] = {
  F (T, scope, U8), F (T, rule, U8), F (T, mode, U8), F (T, resizes, U8), F (T, value, I64),
  F (T, period, I64), F (T, list, TEXT), F (T, source, TEXT),
};
#undef T
DEFINE_FIELDS (limit)

#define T BwRiskSource
static const BwField risk_source_fields[] = { F (T, scope, U8), F (T, name, TEXT) };
#undef T
DEFINE_FIELDS (risk_source)

#define T BwVerdicts
static const BwField verdicts_fields[] = {
  F (T, order, U64), F (T, account, U32), F (T, instrument, U32), F (T, time, I64),
  F (T, outcome, U8), F (T, reason, U8), F (T, side, U8), F (T, n_rules, U8), F (T, asked, I64),
  F (T, allowed, I64), F (T, price, I64),
};
#undef T
DEFINE_FIELDS (verdicts)

#define T BwRuleVerdict
static const BwField rule_verdict_fields[] = {
  F (T, rule, U8), F (T, outcome, U8), F (T, before, I64), F (T, after, I64), F (T, limit, I64),
  F (T, scope, U8),
};
#undef T
DEFINE_FIELDS (rule_verdict)
#define T BwOrderCondition
static const BwField order_condition_fields[] = {
  F (T, order, U64), F (T, time, I64), F (T, account, U32), F (T, when, TEXT),
};
#undef T
DEFINE_FIELDS (order_condition)

#define T BwOrderDetail
static const BwField order_detail_fields[] = {
  F (T, order, U64), F (T, limit_offset, I64), F (T, display, I64),
};
#undef T
DEFINE_FIELDS (order_detail)

#define T BwMarginEvent
static const BwField margin_event_fields[] = {
  F (T, kind, U8), F (T, reason, U8), F (T, account, U32), F (T, instrument, U32), F (T, order, U64),
  F (T, time, I64), F (T, amount, I64), F (T, until, I64),
};
#undef T
DEFINE_FIELDS (margin_event)

#define T BwMarketEvent
static const BwField event_fields[] = {
  F (T, kind, U8), F (T, time, I64), F (T, instrument, U32), F (T, print, U8), F (T, cause, U8),
};
static const BwField quote_fields[] = {
  F (T, quote.bid, I64), F (T, quote.bid_size, I64), F (T, quote.ask, I64),
  F (T, quote.ask_size, I64),
};
static const BwField trade_fields[] = { F (T, trade.price, I64), F (T, trade.size, I64) };
static const BwField bar_fields[] = {
  F (T, bar.open, I64), F (T, bar.high, I64), F (T, bar.low, I64), F (T, bar.close, I64),
  F (T, bar.volume, I64), F (T, bar.timeframe, I32),
};
static const BwField split_fields[] = { F (T, split.to, I64), F (T, split.from, I64) };
static const BwField dividend_fields[] = { F (T, dividend.amount, I64), F (T, dividend.pay, I64) };
static const BwField rename_fields[] = { F (T, rename.symbol, TEXT) };
static const BwField delist_fields[] = { F (T, delist.price, I64) };
static const BwField borrow_fields[] = { F (T, borrow.rate, I64), F (T, borrow.is_easy, I32) };
static const BwField imbalance_fields[] = {
  F (T, imbalance.paired, I64), F (T, imbalance.imbalance, I64), F (T, imbalance.reference, I64),
};
static const BwField earnings_fields[] = {
  F (T, earnings.earned, I64), F (T, earnings.expected, I64),
};
static const BwField news_fields[] = { F (T, news.headline, U64) };
#undef T

/* The fields of an event of @kind beyond those that all have; a depth has none of this sort. */
static gboolean
get_event_fields (guint8 kind, BwFields *fields)
{
#define EVENT(KIND, name)                                               \
  case BW_MARKET_##KIND:                                                \
    *fields = (BwFields){ name##_fields, G_N_ELEMENTS (name##_fields) }; \
    return TRUE
  switch ((BwMarketEventKind) kind)
    {
      EVENT (QUOTE, quote);
      EVENT (TRADE, trade);
      EVENT (BAR, bar);
      EVENT (SPLIT, split);
      EVENT (DIVIDEND, dividend);
      EVENT (RENAME, rename);
      EVENT (DELIST, delist);
      EVENT (BORROW, borrow);
      EVENT (IMBALANCE, imbalance);
      EVENT (EARNINGS, earnings);
      EVENT (NEWS, news);
    case BW_MARKET_DEPTH:
    case BW_MARKET_HALT:
    case BW_MARKET_RESUME:
      *fields = (BwFields){ NULL, 0 };
      return TRUE;
    }
#undef EVENT
  return FALSE;
}

static const BwField level_fields[] = {
  F (BwDepthLevel, price, I64), F (BwDepthLevel, size, I64),
};

void
bw_fields_put_depth (GByteArray *bytes, const BwDepth *depth)
{
  bw_codec_put_u64 (bytes, depth->n_bids);
  for (guint i = 0; i < depth->n_bids; i++)
    bw_codec_put (bytes, level_fields, G_N_ELEMENTS (level_fields), &depth->bids[i]);
  bw_codec_put_u64 (bytes, depth->n_asks);
  for (guint i = 0; i < depth->n_asks; i++)
    bw_codec_put (bytes, level_fields, G_N_ELEMENTS (level_fields), &depth->asks[i]);
}

void
bw_fields_get_depth (BwReader *reader, BwDepth *depth)
{
  *depth = (BwDepth){ 0 };
  depth->n_bids = (guint8) bw_codec_get_count (reader, BW_DEPTH_LEVELS_MAX);
  for (guint i = 0; i < depth->n_bids; i++)
    bw_codec_get (reader, level_fields, G_N_ELEMENTS (level_fields), &depth->bids[i]);
  depth->n_asks = (guint8) bw_codec_get_count (reader, BW_DEPTH_LEVELS_MAX);
  for (guint i = 0; i < depth->n_asks; i++)
    bw_codec_get (reader, level_fields, G_N_ELEMENTS (level_fields), &depth->asks[i]);
}

/**
 * bw_fields_put_event:
 *
 * A depth event carries its book; one without a book (in a certificate) an empty one.
 */
void
bw_fields_put_event (GByteArray *bytes, const BwMarketEvent *event)
{
  static const BwDepth empty;
  BwFields own;

  bw_codec_put (bytes, event_fields, G_N_ELEMENTS (event_fields), event);
  if (event->kind == BW_MARKET_DEPTH)
    bw_fields_put_depth (bytes, event->depth != NULL ? event->depth : &empty);
  else if (get_event_fields (event->kind, &own))
    bw_fields_put (bytes, &own, event);
}

/**
 * bw_fields_get_event:
 * @depth: (nullable): where a depth event's book goes, and what it borrows; without it a depth
 *   event reads with no book
 */
void
bw_fields_get_event (BwReader *reader, BwMarketEvent *event, BwDepth *depth)
{
  BwDepth unused;
  BwFields own;

  *event = (BwMarketEvent){ 0 };
  bw_codec_get (reader, event_fields, G_N_ELEMENTS (event_fields), event);
  if (event->kind == BW_MARKET_DEPTH)
    {
      bw_fields_get_depth (reader, depth != NULL ? depth : &unused);
      event->depth = depth;
    }
  else if (get_event_fields (event->kind, &own))
    bw_fields_get (reader, &own, event);
  else if (event->kind != 0) /* a certificate of no event has none */
    reader->failed = TRUE;
}
