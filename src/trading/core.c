/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/core.h"

#include "trading/command.h"
#include "trading/corporate.h"
#include "trading/execute.h"
#include "trading/margin-check.h"
#include "trading/extra.h"
#include "trading/halt.h"
#include "trading/in-flight.h"
#include "trading/match.h"
#include "trading/risk/risk.h"
#include "trading/session.h"
#include "trading/trail.h"
#include "trading/wait.h"
#include "trading/working.h"

static void
free_instrument (gpointer data)
{
  BwInstrumentState *instrument = data;

  if (instrument != NULL)
    g_free (instrument->depth);
  if (instrument != NULL && instrument->waiting != NULL)
    g_array_unref (instrument->waiting);
  g_free (instrument);
}

static void
free_account (gpointer data)
{
  bw_risk_account_free (((BwAccountState *) data)->risk);
  g_free (data);
}

/**
 * bw_core_new:
 * @seed: of all that is random in fill profiles
 *
 * Returns: (transfer full): a core without instruments and accounts, before all time
 */
BwCore *
bw_core_new (guint64 seed)
{
  BwCore *core = g_new0 (BwCore, 1);

  core->seed = seed;
  core->now = BW_TIME_NONE;
  core->next_due = core->halt_due = core->margin_due = BW_TIME_MAX;
  core->next_order = core->next_fill = core->next_posting_set = core->next_rank = 1;
  for (int i = 0; i < BW_N_CALENDARS; i++)
    bw_session_init (&core->calendars[i]);
  core->calendars[BW_CALENDAR_CRYPTO].phase = BW_PHASE_CORE;
  core->instruments = g_ptr_array_new_with_free_func (free_instrument);
  g_ptr_array_add (core->instruments, NULL); /* id 0 is none */
  core->accounts = g_ptr_array_new_with_free_func (free_account);
  core->risk = bw_risk_state_new ();
  bw_pool_init (&core->orders, sizeof (BwWorkingOrder));
  bw_pool_init (&core->positions, sizeof (BwPositionState));
  bw_pool_init (&core->lots, sizeof (BwLot));
  bw_pool_init (&core->extras, sizeof (BwOrderExtra));
  bw_pool_init (&core->trail_groups, BW_TRAIL_GROUP_BYTES);
  bw_pool_init (&core->waiting, sizeof (BwWaiting));
  core->account_waiting = g_array_new (FALSE, FALSE, sizeof (guint32));
  core->let_go = g_array_new (FALSE, FALSE, sizeof (BwOrderId));
  core->in_flight = g_array_new (FALSE, FALSE, sizeof (BwInFlight));
  core->timers = g_array_new (FALSE, FALSE, sizeof (guint32));
  core->touched = g_array_sized_new (FALSE, FALSE, sizeof (guint32), 1024);
  core->bar_entries = g_array_new (FALSE, FALSE, sizeof (BwBarEntry));
  core->reversals = g_array_new (FALSE, FALSE, sizeof (BwOrder));
  core->dividends = g_array_new (FALSE, FALSE, sizeof (BwReceivable));
  return core;
}

void
bw_core_free (BwCore *core)
{
  if (core == NULL)
    return;
  for (int i = 0; i < BW_N_CALENDARS; i++)
    g_array_unref (core->calendars[i].sessions);
  g_ptr_array_unref (core->instruments);
  g_ptr_array_unref (core->accounts);
  bw_pool_clear (&core->orders);
  bw_pool_clear (&core->positions);
  bw_pool_clear (&core->lots);
  bw_pool_clear (&core->extras);
  bw_pool_clear (&core->trail_groups);
  bw_pool_clear (&core->waiting);
  g_array_unref (core->account_waiting);
  g_array_unref (core->let_go);
  g_array_unref (core->in_flight);
  g_free (core->order_slots);
  g_free (core->position_slots);
  g_free (core->client_ids);
  g_array_unref (core->timers);
  g_array_unref (core->touched);
  g_array_unref (core->bar_entries);
  g_array_unref (core->reversals);
  g_array_unref (core->dividends);
  bw_risk_state_free (core->risk);
  g_free (core);
}

static inline void
move_clock (BwCore *core, BwTime time)
{
  if (time < core->now)
    return;
  if (G_LIKELY (time < core->next_due))
    core->now = time;
  else
    bw_session_advance (core, time);
}

/* The calendar's day, as instruments keep it: 1 is before the first session, 0 is never. */
static gint32
day_of (const BwCore *core, const BwInstrumentState *instrument)
{
  return core->calendars[instrument->calendar].day + 1;
}

static void
begin_figures_day (const BwCore *core, BwInstrumentState *instrument)
{
  gint32 day = day_of (core, instrument);

  if (instrument->figures_day == day)
    return;
  if (instrument->figures_day != 0)
    instrument->previous_close = instrument->last_time >= instrument->bar_time && instrument->last.e8 > 0
                                     ? instrument->last
                                     : instrument->bar_close;
  instrument->figures_day = day;
  instrument->day_open = instrument->day_high = instrument->day_low = instrument->day_volume =
      BW_FIXED_ZERO;
}

static void
add_to_day (const BwCore *core, BwInstrumentState *instrument, BwFixed open, BwFixed high,
            BwFixed low, BwFixed volume)
{
  begin_figures_day (core, instrument);
  if (instrument->day_open.e8 == 0)
    {
      instrument->day_open = open;
      instrument->day_low = low;
    }
  instrument->day_high = bw_fixed_max (instrument->day_high, high);
  instrument->day_low = bw_fixed_min (instrument->day_low, low);
  if (!bw_fixed_add (instrument->day_volume, volume, &instrument->day_volume))
    instrument->day_volume = BW_FIXED_MAX;
}

static void
refuse_event (BwCore *core, const BwMarketEvent *event, BwReason reason)
{
  bw_command_refuse (core, BW_INPUT_MARKET, reason, 0, event->instrument, 0);
}

/* Could the quote that was just stored touch an order? The trees' first prices say so. */
static inline gboolean
touches (const BwInstrumentState *instrument)
{
  return (instrument->ask_size.e8 > 0 &&
          (instrument->ask.e8 <= instrument->best[BW_BOOK_BUY_LIMIT] ||
           instrument->ask.e8 >= instrument->best[BW_BOOK_BUY_STOP])) ||
         (instrument->bid_size.e8 > 0 &&
          (instrument->bid.e8 >= instrument->best[BW_BOOK_SELL_LIMIT] ||
           instrument->bid.e8 <= instrument->best[BW_BOOK_SELL_STOP])) ||
         instrument->has_waiting;
}

/* The same for what waits for a price in other ways. */
static gboolean
is_watched (const BwCore *core, const BwInstrumentState *instrument)
{
  gboolean has_bid = instrument->bid_size.e8 > 0, has_ask = instrument->ask_size.e8 > 0;

  if (instrument->traded_day == day_of (core, instrument))
    return FALSE;
  return (has_ask && (instrument->ask.e8 <= instrument->best[BW_BOOK_BUY_TOUCH] ||
                      bw_trail_is_moved (core, instrument, BW_SIDE_BUY, instrument->ask))) ||
         (has_bid && (instrument->bid.e8 >= instrument->best[BW_BOOK_SELL_TOUCH] ||
                      bw_trail_is_moved (core, instrument, BW_SIDE_SELL, instrument->bid)));
}

/* Does anything wait that the quote that was just stored could touch? */
static inline gboolean
is_touching (const BwCore *core, const BwInstrumentState *instrument)
{
  return touches (instrument) ||
         (G_UNLIKELY (instrument->has_watching) && is_watched (core, instrument));
}

static inline gboolean
may_trade (const BwCore *core, const BwInstrumentState *instrument)
{
  BwSessionPhase phase = bw_session_phase (core, instrument->calendar);

  return !instrument->is_halted &&
         (phase == BW_PHASE_CORE || (phase != BW_PHASE_CLOSED && instrument->n_extended > 0));
}

/* At the very opening what has waited arrives with the first quote. */
static void
meet_new_book (BwCore *core, BwInstrumentState *instrument)
{
  if (bw_session_is_opening (core, instrument))
    bw_match_standing (core, instrument);
  else
    bw_match_quote (core, instrument);
}

static inline void
take_quote (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event)
{
  BwFixed bid = event->quote.bid, bid_size = event->quote.bid_size;
  BwFixed ask = event->quote.ask, ask_size = event->quote.ask_size;

  if (G_UNLIKELY (bid_size.e8 < 0 || ask_size.e8 < 0 || (bid_size.e8 > 0 && bid.e8 <= 0) ||
                  (ask_size.e8 > 0 && ask.e8 <= 0) ||
                  (bid_size.e8 > 0 && ask_size.e8 > 0 && bid.e8 > ask.e8)))
    {
      refuse_event (core, event, BW_REASON_PRICE);
      return;
    }
  instrument->bid = bid_size.e8 > 0 ? bid : BW_FIXED_ZERO;
  instrument->bid_size = bid_size;
  instrument->ask = ask_size.e8 > 0 ? ask : BW_FIXED_ZERO;
  instrument->ask_size = ask_size;
  instrument->quote_time = core->now;
  instrument->has_depth = FALSE;
  instrument->book_number++;
  if (G_UNLIKELY (instrument->is_watched))
    bw_wait_mark (core, instrument);
  if (G_UNLIKELY (is_touching (core, instrument)) && may_trade (core, instrument))
    meet_new_book (core, instrument);
}

static gboolean
is_valid_side (const BwDepthLevel *levels, guint n_levels, gboolean is_bid)
{
  if (n_levels > BW_DEPTH_LEVELS_MAX)
    return FALSE;
  for (guint i = 0; i < n_levels; i++)
    if (levels[i].price.e8 <= 0 || levels[i].size.e8 <= 0 ||
        (i > 0 && (is_bid ? levels[i].price.e8 >= levels[i - 1].price.e8
                          : levels[i].price.e8 <= levels[i - 1].price.e8)))
      return FALSE;
  return TRUE;
}

static void
take_depth (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event)
{
  const BwDepth *depth = event->depth;

  if (depth == NULL || !is_valid_side (depth->bids, depth->n_bids, TRUE) ||
      !is_valid_side (depth->asks, depth->n_asks, FALSE) ||
      (depth->n_bids > 0 && depth->n_asks > 0 && depth->bids[0].price.e8 > depth->asks[0].price.e8))
    {
      refuse_event (core, event, BW_REASON_PRICE);
      return;
    }
  if (instrument->depth == NULL)
    instrument->depth = g_new0 (BwDepth, 1);
  *instrument->depth = *depth;
  instrument->has_depth = TRUE;
  instrument->bid = depth->n_bids > 0 ? depth->bids[0].price : BW_FIXED_ZERO;
  instrument->bid_size = depth->n_bids > 0 ? depth->bids[0].size : BW_FIXED_ZERO;
  instrument->ask = depth->n_asks > 0 ? depth->asks[0].price : BW_FIXED_ZERO;
  instrument->ask_size = depth->n_asks > 0 ? depth->asks[0].size : BW_FIXED_ZERO;
  instrument->quote_time = core->now;
  instrument->book_number++;
  if (is_touching (core, instrument) && may_trade (core, instrument))
    meet_new_book (core, instrument);
}

static void
take_trade (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event)
{
  if (event->trade.price.e8 <= 0 || event->trade.size.e8 < 0)
    {
      refuse_event (core, event, BW_REASON_PRICE);
      return;
    }
  add_to_day (core, instrument, event->trade.price, event->trade.price, event->trade.price,
              event->trade.size);
  instrument->last = event->trade.price;
  instrument->last_size = event->trade.size;
  instrument->last_time = core->now;
  instrument->traded_day = day_of (core, instrument);
  bw_margin_watch_fall (core, instrument, event->trade.price);
  instrument->trade_number++;
  if (may_trade (core, instrument))
    bw_match_trade (core, instrument, event);
}

static void
take_bar (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event)
{
  BwTime start;

  if (event->bar.low.e8 <= 0 || event->bar.low.e8 > event->bar.open.e8 ||
      event->bar.low.e8 > event->bar.close.e8 || event->bar.high.e8 < event->bar.open.e8 ||
      event->bar.high.e8 < event->bar.close.e8 || event->bar.volume.e8 < 0 ||
      event->bar.timeframe <= 0)
    {
      move_clock (core, event->time);
      refuse_event (core, event, BW_REASON_PRICE);
      return;
    }
  start = bw_session_bar_start (core, instrument, event->time, event->bar.timeframe);
  if (start > core->now)
    {
      bw_session_advance (core, start);
      /* A session told for this day is known only now. */
      start = bw_session_bar_start (core, instrument, event->time, event->bar.timeframe);
      bw_session_advance (core, MAX (core->now, start));
    }
  instrument->bar_number++;
  bw_match_bar (core, instrument, event, start);
  begin_figures_day (core, instrument);
  bw_margin_watch_fall (core, instrument, event->bar.low);
  add_to_day (core, instrument, event->bar.open, event->bar.high, event->bar.low, event->bar.volume);
  instrument->bar_close = event->bar.close;
  instrument->bar_open = event->bar.open;
  instrument->bar_high = event->bar.high;
  instrument->bar_low = event->bar.low;
  instrument->bar_volume = event->bar.volume;
  instrument->bar_timeframe = event->bar.timeframe;
  instrument->bar_time = core->now;
  instrument->traded_day = day_of (core, instrument);
}

static void
take_corporate_action (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event)
{
  BwReason reason = bw_corporate_take (core, instrument, event);

  if (reason != BW_REASON_NONE)
    refuse_event (core, event, reason);
}

static void
take_other_event (BwCore *core, const BwMarketEvent *event)
{
  BwInstrumentState *instrument = bw_core_instrument_state (core, event->instrument);

  if (event->kind != BW_MARKET_BAR)
    move_clock (core, event->time);
  if (instrument == NULL &&
      (event->instrument != 0 || (event->kind != BW_MARKET_HALT && event->kind != BW_MARKET_RESUME)))
    {
      refuse_event (core, event, BW_REASON_UNKNOWN_SYMBOL);
      return;
    }
  if (instrument != NULL && instrument->is_watched)
    bw_wait_mark (core, instrument);
  switch ((BwMarketEventKind) event->kind)
    {
    case BW_MARKET_QUOTE:
      take_quote (core, instrument, event);
      return;
    case BW_MARKET_TRADE:
      take_trade (core, instrument, event);
      return;
    case BW_MARKET_DEPTH:
      take_depth (core, instrument, event);
      return;
    case BW_MARKET_BAR:
      take_bar (core, instrument, event);
      return;
    case BW_MARKET_HALT:
    case BW_MARKET_RESUME:
      bw_halt_take (core, event);
      return;
    case BW_MARKET_IMBALANCE:
    case BW_MARKET_EARNINGS:
    case BW_MARKET_NEWS:
      return; /* told to who trades; the books know nothing of them */
    case BW_MARKET_SPLIT:
    case BW_MARKET_DIVIDEND:
    case BW_MARKET_RENAME:
    case BW_MARKET_DELIST:
    case BW_MARKET_BORROW:
      take_corporate_action (core, instrument, event);
      return;
    }
  refuse_event (core, event, BW_REASON_NOT_ALLOWED);
}

/**
 * bw_core_step_market:
 * @events: (array length=n_events): in time order
 * @outputs: appended to
 *
 * The same as one bw_core_step() an event. Cost of one that touches no order: O(1); of others
 * O(log n + orders touched). Allocates nothing once warm.
 */
void
bw_core_step_market (BwCore *core, const BwMarketEvent *events, gsize n_events, BwOutputs *outputs)
{
  core->outputs = outputs;
  for (gsize i = 0; i < n_events; i++)
    {
      const BwMarketEvent *event = &events[i];
      BwInstrumentState *instrument;

      core->n_events++;
      if (G_LIKELY (event->kind == BW_MARKET_QUOTE) &&
          G_LIKELY ((instrument = bw_core_instrument_state (core, event->instrument)) != NULL))
        {
          move_clock (core, event->time);
          take_quote (core, instrument, event);
        }
      else
        take_other_event (core, event);
      if (G_UNLIKELY (core->reversals->len > 0))
        bw_command_run_reversals (core);
      if (G_UNLIKELY (core->risk->is_any_due))
        bw_risk_run_watches (core);
      if (G_UNLIKELY (core->has_look))
        bw_wait_run (core);
    }
  core->outputs = NULL;
}

/**
 * bw_core_step:
 * @outputs: appended to; the caller resets it
 *
 * Moves the clock to the input's time, firing what is due on the way, then does what it says. The
 * core depends on nothing but the inputs so far and its seed.
 */
void
bw_core_step (BwCore *core, const BwInput *input, BwOutputs *outputs)
{
  if (input->kind == BW_INPUT_MARKET)
    {
      bw_core_step_market (core, &input->market, 1, outputs);
      return;
    }
  core->outputs = outputs;
  move_clock (core, input->time);
  bw_command_run (core, input);
  if (core->reversals->len > 0)
    bw_command_run_reversals (core);
  if (core->risk->is_any_due)
    bw_risk_run_watches (core);
  if (core->has_look)
    bw_wait_run (core);
  core->outputs = NULL;
}
