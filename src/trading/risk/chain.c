/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/risk/risk.h"

#include "trading/margin.h"
#include "trading/risk/exposure.h"
#include "trading/risk/own.h"
#include "trading/risk/source.h"
#include "trading/session.h"

/* The chain of limits: (order, state, limits) -> pass | resize | reject. Each rule says what it
 * measures without and with the order, and how much of the order it has room for; nothing is
 * changed. All active rules look at every order, in the order of the table, so that the record says
 * what each made of it; the first that refuses is the reason. A rule behind one that cut the order
 * sees it cut.
 *
 * An order that closes is held up by the price collar alone: getting out is never limited. */

typedef struct
{
  const BwCore *core;
  const BwAccountState *account;
  const BwInstrumentState *instrument;
  const BwWorkingOrder *replacing; /* (nullable) */
  BwVerdict *verdict;
  BwOrder *order;
  const BwRiskAccount *risk; /* whose limits: the account's, or those of who sends the order */
  BwLimitScope scope;
  const BwLimit *limit; /* the one that is looked at */
  BwFixed equity, day_start_equity;
  BwFixed day_loss, drawdown;
  BwFixed price;       /* the order's own, else the far side of the market */
  BwFixed unit;        /* money a unit of quantity is worth at it */
  BwExposure exposure;
} Chain;

/* What a rule finds: numbers for the record, and the largest quantity that it lets pass. */
typedef struct
{
  BwFixed before, after, limit;
  gint64 room_e8;
} Finding;

#define ANY_QUANTITY G_MAXINT64

typedef void (*Measure) (const Chain *chain, gint64 quantity_e8, Finding *finding);

static gint64
clamp_e8 (__int128 number)
{
  return (gint64) CLAMP (number, 0, G_MAXINT64);
}

/* @money_e16 as a fraction of @base; without a base anything is all there is. */
static BwFixed
share_of (__int128 money_e16, BwFixed base)
{
  if (base.e8 <= 0)
    return money_e16 > 0 ? BW_FIXED_MAX : BW_FIXED_ZERO;
  return (BwFixed){ clamp_e8 ((money_e16 + base.e8 / 2) / base.e8) };
}

static __int128
value_e16 (const Chain *chain, gint64 quantity_e8)
{
  return bw_fixed_product_e16 (chain->unit, (BwFixed){ quantity_e8 });
}

/* The most of a limit's share of @base, in money. */
static __int128
cap_e16 (const Chain *chain, BwFixed base)
{
  return bw_fixed_product_e16 (chain->limit->value, bw_fixed_max (base, BW_FIXED_ZERO));
}

static void
find_share (const Chain *chain, gint64 quantity_e8, BwFixed base, __int128 before_e16,
            __int128 after_e16, __int128 room_e16, Finding *finding)
{
  finding->before = share_of (before_e16, base);
  finding->after = share_of (after_e16, base);
  finding->limit = chain->limit->value;
  if (after_e16 <= cap_e16 (chain, base))
    finding->room_e8 = quantity_e8;
  else
    finding->room_e8 = chain->unit.e8 > 0 && room_e16 > 0 ? clamp_e8 (room_e16 / chain->unit.e8) : 0;
}

static void
measure_loss (const Chain *chain, gint64 quantity_e8, Finding *finding)
{
  finding->before = chain->limit->rule == BW_LIMIT_DAILY_LOSS ? chain->day_loss : chain->drawdown;
  finding->after = finding->before;
  finding->limit = chain->limit->value;
  finding->room_e8 = finding->before.e8 < finding->limit.e8 ? quantity_e8 : 0;
}

static void
measure_list (const Chain *chain, gint64 quantity_e8, Finding *finding)
{
  gboolean is_in = bw_limit_list_has (chain->limit->list, chain->instrument->definition.symbol);

  finding->room_e8 = is_in == (chain->limit->rule == BW_LIMIT_SYMBOLS) ? quantity_e8 : 0;
}

static void
measure_session (const Chain *chain, gint64 quantity_e8, Finding *finding)
{
  BwSessionPhase phase = bw_session_phase (chain->core, chain->instrument->calendar);

  finding->room_e8
      = bw_limit_list_has (chain->limit->list, bw_limit_session_word (phase)) ? quantity_e8 : 0;
}

static void
measure_rate (const Chain *chain, gint64 quantity_e8, Finding *finding)
{
  BwTime since;
  guint32 n_orders;

  if (__builtin_sub_overflow (chain->core->now, chain->limit->period, &since))
    since = BW_TIME_NONE;
  n_orders = bw_risk_orders_since (chain->risk, since);
  finding->before = BW_FIXED (n_orders);
  finding->after = BW_FIXED (n_orders + 1);
  finding->limit = chain->limit->value;
  finding->room_e8 = finding->after.e8 <= finding->limit.e8 ? quantity_e8 : 0;
}

static void
measure_size (const Chain *chain, gint64 quantity_e8, Finding *finding)
{
  __int128 size_e16 = value_e16 (chain, quantity_e8);
  __int128 room_e16 = (__int128) chain->limit->value.e8 * BW_FIXED_ONE_E8;

  if (!bw_fixed_from_e16 (size_e16, BW_ROUND_CEILING, &finding->after))
    finding->after = BW_FIXED_MAX;
  finding->limit = chain->limit->value;
  if (size_e16 <= room_e16)
    finding->room_e8 = quantity_e8;
  else
    finding->room_e8 = chain->unit.e8 > 0 ? clamp_e8 (room_e16 / chain->unit.e8) : 0;
}

static void
measure_quantity (const Chain *chain, gint64 quantity_e8, Finding *finding)
{
  finding->after.e8 = quantity_e8;
  finding->limit = chain->limit->value;
  finding->room_e8 = MIN (quantity_e8, chain->limit->value.e8);
}

static void
measure_position (const Chain *chain, gint64 quantity_e8, Finding *finding)
{
  __int128 own_e16 = chain->exposure.own_e16;

  find_share (chain, quantity_e8, chain->equity, own_e16, own_e16 + value_e16 (chain, quantity_e8),
              cap_e16 (chain, chain->equity) - own_e16, finding);
}

/* What has no sector is in none. */
static void
measure_sector (const Chain *chain, gint64 quantity_e8, Finding *finding)
{
  __int128 sector_e16 = chain->exposure.sector_e16;

  if (chain->instrument->definition.sector == BW_SECTOR_NONE)
    {
      finding->limit = chain->limit->value;
      return;
    }
  find_share (chain, quantity_e8, chain->equity, sector_e16,
              sector_e16 + value_e16 (chain, quantity_e8),
              cap_e16 (chain, chain->equity) - sector_e16, finding);
}

/* The three largest together. What stays smaller than the third of the others changes nothing. */
static void
measure_concentration (const Chain *chain, gint64 quantity_e8, Finding *finding)
{
  const __int128 *others_e16 = chain->exposure.others_e16;
  __int128 own_e16 = chain->exposure.own_e16;
  __int128 grown_e16 = own_e16 + value_e16 (chain, quantity_e8);
  __int128 two_e16 = others_e16[0] + others_e16[1];
  __int128 room_e16 = MAX (cap_e16 (chain, chain->equity) - two_e16, others_e16[2]) - own_e16;

  find_share (chain, quantity_e8, chain->equity, two_e16 + MAX (own_e16, others_e16[2]),
              two_e16 + MAX (grown_e16, others_e16[2]), room_e16, finding);
  if (grown_e16 <= others_e16[2])
    finding->room_e8 = quantity_e8;
}

static void
measure_gross (const Chain *chain, gint64 quantity_e8, Finding *finding)
{
  __int128 gross_e16 = chain->exposure.gross_e16;
  BwFixed base = chain->equity;

  if (chain->limit->rule == BW_LIMIT_LEVERAGE)
    base = bw_fixed_min (base, chain->day_start_equity);
  find_share (chain, quantity_e8, base, gross_e16, gross_e16 + value_e16 (chain, quantity_e8),
              cap_e16 (chain, base) - gross_e16, finding);
}

/* An order towards the other side of zero makes the net exposure smaller first. */
static void
measure_net (const Chain *chain, gint64 quantity_e8, Finding *finding)
{
  __int128 net_e16 = chain->exposure.net_e16, after_e16;

  if (chain->order->side == BW_SIDE_SELL)
    net_e16 = -net_e16;
  after_e16 = net_e16 + value_e16 (chain, quantity_e8);
  find_share (chain, quantity_e8, chain->equity, ABS (net_e16), ABS (after_e16),
              cap_e16 (chain, chain->equity) - net_e16, finding);
  if (ABS (after_e16) <= ABS (net_e16))
    finding->room_e8 = quantity_e8;
}

/* How far an order's own price is worse than the far side of the market: a buy above the ask, a sale
 * below the bid. A stop-limit's is looked at from its stop. An order without a limit pays what the
 * book asks. */
static void
measure_collar (const Chain *chain, gint64 quantity_e8, Finding *finding)
{
  const BwOrder *order = chain->order;
  gboolean is_buy = order->side == BW_SIDE_BUY;
  BwFixed market = order->stop_price;
  __int128 beyond_e16;

  if (market.e8 <= 0)
    market = bw_mark_of (chain->instrument, (BwFixed){ is_buy ? -1 : 1 });
  finding->limit = chain->limit->value;
  if (order->limit_price.e8 <= 0 || market.e8 <= 0)
    return;
  beyond_e16 = (__int128) (is_buy ? order->limit_price.e8 - market.e8 : market.e8 - order->limit_price.e8);
  beyond_e16 *= BW_FIXED_ONE_E8;
  finding->after = share_of (beyond_e16, market);
  finding->room_e8
      = beyond_e16 <= bw_fixed_product_e16 (chain->limit->value, market) ? quantity_e8 : 0;
}

static const struct
{
  BwLimitRule rule;
  Measure measure;
  gboolean holds_for_closing;
} rules[] = {
  { BW_LIMIT_DAILY_LOSS, measure_loss, FALSE },
  { BW_LIMIT_DRAWDOWN, measure_loss, FALSE },
  { BW_LIMIT_SYMBOLS, measure_list, FALSE },
  { BW_LIMIT_DENIED_SYMBOLS, measure_list, FALSE },
  { BW_LIMIT_SESSIONS, measure_session, FALSE },
  { BW_LIMIT_ORDER_RATE, measure_rate, FALSE },
  { BW_LIMIT_ORDER_SIZE, measure_size, FALSE },
  { BW_LIMIT_ORDER_QUANTITY, measure_quantity, FALSE },
  { BW_LIMIT_POSITION, measure_position, FALSE },
  { BW_LIMIT_SECTOR, measure_sector, FALSE },
  { BW_LIMIT_CONCENTRATION, measure_concentration, FALSE },
  { BW_LIMIT_GROSS, measure_gross, FALSE },
  { BW_LIMIT_NET, measure_net, FALSE },
  { BW_LIMIT_LEVERAGE, measure_gross, FALSE },
  { BW_LIMIT_PRICE_COLLAR, measure_collar, TRUE },
};

/* Appends a rule's verdict to the order's record; the gravest outcome is the record's. */
void
bw_risk_record (BwVerdict *verdict, const BwRuleVerdict *rule)
{
  BwVerdicts *record = &verdict->verdicts;

  g_return_if_fail (record->n_rules < BW_N_RULE_VERDICTS);

  record->rules[record->n_rules++] = *rule;
  record->outcome = MAX (record->outcome, rule->outcome);
}

/* On lot, or on the smallest fraction there is. */
static gint64
round_down (const BwInstrument *definition, gint64 quantity_e8)
{
  BwFixed rounded;

  if (definition->fractionable)
    return quantity_e8;
  return bw_fixed_round_to ((BwFixed){ quantity_e8 }, definition->lot, BW_ROUND_FLOOR, &rounded)
             ? rounded.e8
             : 0;
}

/* One rule's verdict; an order that is cut is cut here. */
static BwReason
judge (Chain *chain, Measure measure)
{
  BwOrder *order = chain->order;
  gint64 asked_e8 = order->quantity.e8 - order->filled.e8;
  Finding finding = { .room_e8 = ANY_QUANTITY };
  BwRuleVerdict verdict = { .rule = chain->limit->rule, .outcome = BW_VERDICT_PASS,
                            .scope = (guint8) chain->scope };

  measure (chain, asked_e8, &finding);
  if (finding.room_e8 < asked_e8)
    {
      gint64 cut_e8 = chain->limit->resizes ? round_down (&chain->instrument->definition, finding.room_e8) : 0;

      verdict.outcome = cut_e8 > 0 ? BW_VERDICT_RESIZE : BW_VERDICT_REJECT;
      if (cut_e8 > 0)
        {
          order->quantity.e8 = order->filled.e8 + cut_e8;
          measure (chain, cut_e8, &finding);
        }
    }
  verdict.before = finding.before;
  verdict.after = finding.after;
  verdict.limit = finding.limit;
  bw_risk_record (chain->verdict, &verdict);
  return verdict.outcome == BW_VERDICT_REJECT ? bw_limit_reason ((BwLimitRule) chain->limit->rule)
                                              : BW_REASON_NONE;
}

/* Limits use the plain market (SCENARIOS "Marks and values"): the order's own price, else the far
 * side. */
static BwFixed
price_of (const BwInstrumentState *instrument, const BwVerdict *verdict)
{
  const BwOrder *order = &verdict->order;
  BwFixed market;

  if (order->limit_price.e8 > 0)
    return order->limit_price;
  if (order->stop_price.e8 > 0)
    return order->stop_price;
  market = bw_mark_of (instrument, (BwFixed){ order->side == BW_SIDE_BUY ? -1 : 1 });
  return market.e8 > 0 ? market : verdict->price;
}

/* The rules of one of those whose limits count. */
static BwReason
run_rules (Chain *chain, const BwRiskAccount *risk, BwLimitScope scope)
{
  BwReason reason = BW_REASON_NONE;

  chain->risk = risk;
  chain->scope = scope;
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      BwReason found;

      chain->limit = risk->active[rules[i].rule];
      if (chain->limit == NULL || (!chain->verdict->opens && !rules[i].holds_for_closing))
        continue;
      found = judge (chain, rules[i].measure);
      if (reason == BW_REASON_NONE)
        reason = found;
    }
  return reason;
}

/* What the sender's own limits make of what the account's have left. */
static BwReason
run_rules_of_source (Chain *chain, guint16 number)
{
  const BwRiskSource *source = bw_risk_source_at (chain->core, number);

  if (source != NULL && source->risk->n_active > 0)
    bw_own_losses (chain->core, number, chain->account, &chain->day_loss, &chain->drawdown);
  return source != NULL ? run_rules (chain, source->risk, (BwLimitScope) source->scope) : BW_REASON_NONE;
}

/**
 * bw_risk_run_chain:
 * @replacing: (nullable): the order that does not count, as this one takes its place
 * @figures: the account's, now
 * @verdict: (inout): its order's quantity may be cut; gets the verdicts
 *
 * Cost: O(active limits + positions held or with open orders); allocates nothing.
 *
 * Returns: why not, or %BW_REASON_NONE
 */
BwReason
bw_risk_run_chain (const BwCore *core, const BwAccountState *account,
                   const BwInstrumentState *instrument, const BwWorkingOrder *replacing,
                   const BwAccountFigures *figures, BwVerdict *verdict)
{
  BwReason reasons[3];
  Chain chain = {
    .core = core,
    .account = account,
    .instrument = instrument,
    .replacing = replacing,
    .verdict = verdict,
    .order = &verdict->order,
    .equity = figures->equity,
    .day_start_equity = account->account.day_start_equity,
    .price = price_of (instrument, verdict),
  };

  if (!bw_margin_size_e8 (&instrument->definition, chain.price, &chain.unit) ||
      !bw_exposure_sum (core, account, instrument, replacing, &chain.exposure))
    return BW_REASON_NOTIONAL_TOO_LARGE;
  if (!bw_risk_losses_of (account, figures->equity, figures->total_profit, &chain.day_loss, &chain.drawdown))
    chain.day_loss = chain.drawdown = BW_FIXED_MAX;
  reasons[0] = run_rules (&chain, account->risk, BW_LIMIT_SCOPE_ACCOUNT);
  reasons[1] = run_rules_of_source (&chain, verdict->order.strategy);
  reasons[2] = run_rules_of_source (&chain, verdict->order.agent);
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i] != BW_REASON_NONE)
      return reasons[i];
  return BW_REASON_NONE;
}
