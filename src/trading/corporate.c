/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/corporate.h"

#include "trading/book.h"
#include "trading/execute.h"
#include "trading/ledger.h"
#include "trading/lots.h"
#include "trading/margin-fill.h"
#include "trading/margin.h"
#include "trading/risk/own.h"
#include "trading/working.h"

#include <string.h>

/* Corporate actions come before the open of their day. The instrument's prices change first, then its
 * open orders, then what accounts hold, by rising account. What does not fit the range of numbers is
 * refused whole. */

#define CENT ((BwFixed){ 1000000 })

/* Multiplied by to ÷ from. */
static gboolean
scale (BwFixed number, BwFixed to, BwFixed from, BwFixed *scaled)
{
  return bw_fixed_mul_div (number, to, from, BW_ROUND_HALF_EVEN, scaled) &&
         scaled->e8 > G_MININT64 / 2 && scaled->e8 < G_MAXINT64 / 2;
}

/* A record of what the event does to the holder; quantities are of now. */
BwCorporateAction *
bw_corporate_say (BwCore *core, const BwMarketEvent *event, const BwInstrumentState *instrument,
                  const BwPositionState *position)
{
  BwCorporateAction *action = bw_execute_say (core, BW_OUTPUT_CORPORATE_ACTION, sizeof *action);

  action->kind = event->kind;
  action->account = position->account;
  action->instrument = position->instrument;
  action->time = core->now;
  action->quantity_before = action->quantity_after = position->quantity;
  memcpy (action->symbol, instrument->definition.symbol, sizeof action->symbol);
  return action;
}

typedef void (*HolderFunc) (BwCore *core, BwInstrumentState *instrument, BwAccountState *account,
                            BwPositionState *position, const BwMarketEvent *event);

/* Those who hold it now, long or short. */
static void
foreach_holder (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event, HolderFunc func)
{
  for (guint i = 0; i < core->accounts->len; i++)
    {
      BwAccountState *account = g_ptr_array_index (core->accounts, i);
      guint32 slot = bw_position_find (core, account->account.id, instrument->definition.id);
      BwPositionState *position = slot == BW_NIL ? NULL : bw_core_position_at (core, slot);

      if (position != NULL && position->quantity.e8 != 0)
        func (core, instrument, account, position, event);
    }
}

/* Out at what it cost and in again: as many lots, at the same cost, of another quantity or name. */
static void
exchange_quantity (BwCore *core, BwAccountState *account, const BwPositionState *position,
                   BwActivity activity, BwFixed before)
{
  BwPostingSet *set = bw_ledger_begin_set (core, account, activity, 2, 0);

  bw_ledger_write (&set->postings[0], BW_LEDGER_SECURITIES, position->instrument,
                   bw_ledger_negated (position->cost), bw_ledger_negated (before));
  bw_ledger_write (&set->postings[1], BW_LEDGER_SECURITIES, position->instrument, position->cost,
                   position->quantity);
  bw_ledger_post_set (account, set);
}

/* The part that can't be held: fractions of a lot, but for long positions in what is fractionable. */
static BwFixed
fraction_of (const BwInstrument *definition, BwFixed quantity)
{
  BwFixed whole;

  if (definition->fractionable && quantity.e8 > 0)
    return BW_FIXED_ZERO;
  if (!bw_fixed_round_to (quantity, definition->lot, BW_ROUND_TRUNCATE, &whole))
    return BW_FIXED_ZERO;
  return (BwFixed){ quantity.e8 - whole.e8 };
}

/* At the mark, to the cent; without a price for what it cost. */
static BwFixed
cash_out (BwCore *core, BwInstrumentState *instrument, BwAccountState *account,
          BwPositionState *position, BwActivity activity, BwFixed quantity, BwFixed price)
{
  BwFixed cash;

  if (quantity.e8 == 0)
    return BW_FIXED_ZERO;
  if (!bw_ledger_money_of (&instrument->definition, quantity, price, &cash) ||
      !bw_fixed_round_to (cash, CENT, BW_ROUND_HALF_EVEN, &cash) ||
      !bw_ledger_cash_out (core, account, position, instrument, activity, quantity, cash))
    {
      /* Out of the range of money: worth nothing rather than something wrong. */
      cash = BW_FIXED_ZERO;
      bw_invariant (bw_ledger_cash_out (core, account, position, instrument, activity, quantity, cash));
    }
  return cash;
}

static void
split_position (BwCore *core, BwInstrumentState *instrument, BwAccountState *account,
                BwPositionState *position, const BwMarketEvent *event)
{
  BwFixed before = position->quantity, after, cash;
  BwFixed mark = bw_mark_of (instrument, before);
  BwCorporateAction *action;

  bw_invariant (scale (before, event->split.to, event->split.from, &after));
  if (after.e8 == 0)
    {
      /* Less than the smallest number there is: all of it is a fraction. */
      BwFixed old_mark;

      if (!bw_fixed_mul_div (mark, event->split.from, event->split.to, BW_ROUND_HALF_EVEN, &old_mark))
        old_mark = BW_FIXED_ZERO;
      cash = cash_out (core, instrument, account, position, BW_ACTIVITY_CIL, before, old_mark);
    }
  else
    {
      bw_lots_scale (core, position, after);
      position->quantity = after;
      bw_margin_scale_position (position, event->split.to, event->split.from);
      exchange_quantity (core, account, position, BW_ACTIVITY_SPLIT, before);
      cash = cash_out (core, instrument, account, position, BW_ACTIVITY_CIL,
                       fraction_of (&instrument->definition, after), mark);
    }
  position->consumed[0] = position->consumed[1] = position->trade_used = BW_FIXED_ZERO;
  action = bw_corporate_say (core, event, instrument, position);
  action->quantity_before = before;
  bw_own_changed (core, account->account.id, instrument->definition.id, before, position->quantity, cash);
  action->cash = cash;
  action->to = event->split.to;
  action->from = event->split.from;
}

/* Every price the instrument keeps, divided; every size, multiplied. */
static gboolean
split_market (BwInstrumentState *instrument, BwFixed to, BwFixed from)
{
  BwInstrumentState after = *instrument;
  BwFixed *prices[] = { &after.bid, &after.ask, &after.last, &after.bar_close, &after.hold_price,
                        &after.day_open, &after.day_high, &after.day_low, &after.previous_close,
                        &after.bar_open, &after.bar_high, &after.bar_low };
  BwFixed *sizes[] = { &after.bid_size, &after.ask_size, &after.last_size };

  for (gsize i = 0; i < G_N_ELEMENTS (prices); i++)
    {
      BwFixed price = *prices[i];

      if (!scale (price, from, to, prices[i]))
        return FALSE;
      /* A price that was there stays one. */
      if (price.e8 > 0 && prices[i]->e8 == 0)
        prices[i]->e8 = 1;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      BwFixed size = *sizes[i];

      if (!scale (size, to, from, sizes[i]))
        return FALSE;
      if (size.e8 > 0 && sizes[i]->e8 == 0)
        sizes[i]->e8 = 1;
    }
  if (!scale (after.day_volume, to, from, &after.day_volume))
    after.day_volume = BW_FIXED_MAX;
  if (!scale (after.bar_volume, to, from, &after.bar_volume))
    after.bar_volume = BW_FIXED_MAX;
  after.has_depth = FALSE;
  after.book_number++;
  *instrument = after;
  return TRUE;
}

static gboolean
positions_fit (const BwCore *core, BwInstrumentId instrument, BwFixed to, BwFixed from)
{
  for (guint i = 0; i < core->accounts->len; i++)
    {
      guint32 slot = bw_position_find (core, i + 1, instrument);
      BwFixed after;

      if (slot != BW_NIL && !scale (bw_core_position_at (core, slot)->quantity, to, from, &after))
        return FALSE;
    }
  return TRUE;
}

static BwReason
take_split (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event)
{
  BwFixed to = event->split.to, from = event->split.from;
  BwInstrumentId id = instrument->definition.id;

  if (to.e8 <= 0 || from.e8 <= 0)
    return BW_REASON_QUANTITY;
  if (!positions_fit (core, id, to, from) || !bw_corporate_split_fits (core, id, to, from) ||
      !split_market (instrument, to, from))
    return BW_REASON_NOTIONAL_TOO_LARGE;
  bw_corporate_split_orders (core, instrument, to, from);
  foreach_holder (core, instrument, event, split_position);
  return BW_REASON_NONE;
}

static void
say_instrument (BwCore *core, const BwInstrumentState *instrument)
{
  memcpy (bw_execute_say (core, BW_OUTPUT_INSTRUMENT, sizeof (BwInstrument)), &instrument->definition,
          sizeof (BwInstrument));
}

static void
rename_position (BwCore *core, BwInstrumentState *instrument, BwAccountState *account,
                 BwPositionState *position, const BwMarketEvent *event)
{
  exchange_quantity (core, account, position, BW_ACTIVITY_NC, position->quantity);
  bw_corporate_say (core, event, instrument, position);
}

/* Symbols are unique within a source. */
static gboolean
is_taken (const BwCore *core, const BwInstrumentState *instrument, const char *symbol)
{
  for (BwInstrumentId id = 1; id < core->instruments->len; id++)
    {
      const BwInstrumentState *other = bw_core_instrument_state (core, id);

      if (other != NULL && other != instrument && !other->is_delisted &&
          g_str_equal (other->definition.symbol, symbol) &&
          g_str_equal (other->definition.source, instrument->definition.source))
        return TRUE;
    }
  return FALSE;
}

static BwReason
take_rename (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event)
{
  char symbol[BW_SYMBOL_BYTES];

  g_strlcpy (symbol, event->rename.symbol, sizeof symbol);
  if (symbol[0] == '\0' || is_taken (core, instrument, symbol))
    return BW_REASON_NOT_ALLOWED;
  memset (instrument->definition.symbol, 0, sizeof instrument->definition.symbol);
  g_strlcpy (instrument->definition.symbol, symbol, sizeof instrument->definition.symbol);
  say_instrument (core, instrument);
  foreach_holder (core, instrument, event, rename_position);
  return BW_REASON_NONE;
}

static void
delist_position (BwCore *core, BwInstrumentState *instrument, BwAccountState *account,
                 BwPositionState *position, const BwMarketEvent *event)
{
  BwFixed before = position->quantity;
  BwFixed cash = cash_out (core, instrument, account, position, BW_ACTIVITY_REORG, before,
                           event->delist.price);
  BwCorporateAction *action = bw_corporate_say (core, event, instrument, position);

  action->quantity_before = before;
  action->cash = cash;
  bw_own_changed (core, account->account.id, instrument->definition.id, before, position->quantity, cash);
}

static BwReason
take_delist (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event)
{
  if (event->delist.price.e8 < 0)
    return BW_REASON_PRICE;
  instrument->is_delisted = TRUE;
  bw_corporate_cancel_orders (core, instrument->definition.id, BW_REASON_DELISTED);
  foreach_holder (core, instrument, event, delist_position);
  return BW_REASON_NONE;
}

static BwReason
take_borrow (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event)
{
  gboolean was_easy = instrument->definition.easy_to_borrow;

  if (event->borrow.rate.e8 < 0 || event->borrow.rate.e8 > BW_FIXED (100).e8)
    return BW_REASON_PRICE;
  instrument->borrow_rate = event->borrow.rate;
  instrument->has_borrow_rate = TRUE;
  if (was_easy == (event->borrow.is_easy != 0))
    return BW_REASON_NONE;
  instrument->definition.easy_to_borrow = event->borrow.is_easy != 0;
  say_instrument (core, instrument);
  if (was_easy)
    bw_corporate_cancel_shorts (core, instrument->definition.id);
  return BW_REASON_NONE;
}

/**
 * bw_corporate_take:
 * @event: a corporate action or what borrowing costs
 *
 * Source: SEMANTICS 1 and 3; FINRA rule 5330 for open orders; design notes in tests/scenarios/README.md.
 *
 * Returns: why it is refused, with nothing changed; %BW_REASON_NONE when it is done
 */
BwReason
bw_corporate_take (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event)
{
  if (instrument->is_delisted)
    return BW_REASON_DELISTED;
  switch ((BwMarketEventKind) event->kind)
    {
    case BW_MARKET_SPLIT:
      return take_split (core, instrument, event);
    case BW_MARKET_DIVIDEND:
      return bw_dividend_take (core, instrument, event);
    case BW_MARKET_RENAME:
      return take_rename (core, instrument, event);
    case BW_MARKET_DELIST:
      return take_delist (core, instrument, event);
    case BW_MARKET_BORROW:
      return take_borrow (core, instrument, event);
    case BW_MARKET_QUOTE:
    case BW_MARKET_TRADE:
    case BW_MARKET_DEPTH:
    case BW_MARKET_BAR:
    case BW_MARKET_HALT:
    case BW_MARKET_RESUME:
    case BW_MARKET_IMBALANCE:
    case BW_MARKET_EARNINGS:
    case BW_MARKET_NEWS:
      break;
    }
  return BW_REASON_NOT_ALLOWED;
}
