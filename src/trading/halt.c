/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/halt.h"

#include "market/halts.h"
#include "trading/execute.h"
#include "trading/match.h"
#include "trading/session.h"
#include "trading/wait.h"
#include "trading/working.h"

/* Halts and their ends: said by an event, or by the cause's own time (market/halts.h). */

/* When the first halt that has a time ends; the clock must go beyond it, as an event of that very
 * instant comes first. */
void
bw_halt_update_due (BwCore *core)
{
  core->halt_due = BW_TIME_MAX;
  for (BwInstrumentId id = 1; id < core->instruments->len; id++)
    {
      const BwInstrumentState *instrument = bw_core_instrument_state (core, id);

      if (instrument != NULL && instrument->is_halted)
        core->halt_due = MIN (core->halt_due, instrument->halt_until);
    }
  /* A timer's end of it is never before now. */
  if (core->halt_due != BW_TIME_MAX)
    core->next_due = MIN (core->next_due, core->halt_due + 1);
}

/* What works says that it can't; while a cancel or a replacement of it is in flight, that is said. */
static void
suspend_orders (BwCore *core, const BwInstrumentState *instrument)
{
  BwWorkingFilter working_ones = { .instrument = instrument->definition.id,
                                   .statuses = 1u << BW_ORDER_NEW | 1u << BW_ORDER_PARTIALLY_FILLED };
  GArray *slots = bw_working_list (core, &working_ones);

  for (guint i = 0; i < slots->len; i++)
    {
      BwWorkingOrder *working = bw_core_working (core, g_array_index (slots, guint32, i));

      if (!bw_session_works (core, instrument, working->order.flags))
        continue;
      working->order.status = BW_ORDER_SUSPENDED;
      working->order.reason = BW_REASON_HALTED;
      working->order.updated = core->now;
      bw_execute_say_order (core, working);
    }
  g_array_unref (slots);
}

/* They go on, and those that came meanwhile begin. */
static void
release_orders (BwCore *core, const BwInstrumentState *instrument)
{
  BwWorkingFilter filter = { .instrument = instrument->definition.id };
  GArray *slots = bw_working_list (core, &filter);

  for (guint i = 0; i < slots->len; i++)
    {
      BwWorkingOrder *working = bw_core_working (core, g_array_index (slots, guint32, i));

      if (working->order.reason != BW_REASON_HALTED)
        continue;
      if (working->order.status == BW_ORDER_SUSPENDED)
        working->order.status = (guint8) bw_session_status (core, &working->order, working->arrival);
      working->order.reason = BW_REASON_NONE;
      working->order.updated = core->now;
      bw_execute_say_order (core, working);
    }
  g_array_unref (slots);
}

static void
begin_halt (BwCore *core, BwInstrumentState *instrument, BwHaltCause cause, BwTime until)
{
  instrument->halt_cause = (guint8) cause;
  instrument->halt_until = until;
  if (instrument->is_halted)
    return;
  instrument->is_halted = TRUE;
  /* What stood in the book is gone. */
  instrument->bid = instrument->bid_size = instrument->ask = instrument->ask_size = BW_FIXED_ZERO;
  instrument->has_depth = FALSE;
  instrument->book_number++;
  instrument->dormant_rank = core->next_rank;
  suspend_orders (core, instrument);
  if (instrument->is_watched)
    bw_wait_mark (core, instrument);
}

static void
end_halt (BwCore *core, BwInstrumentState *instrument)
{
  if (!instrument->is_halted)
    return;
  instrument->is_halted = FALSE;
  instrument->halt_cause = BW_HALT_CAUSE_UNSTATED;
  instrument->halt_until = 0;
  instrument->resumed_rank = core->next_rank;
  release_orders (core, instrument);
  bw_match_standing (core, instrument);
}

static gboolean
is_breaker (BwHaltCause cause)
{
  return cause == BW_HALT_CAUSE_BREAKER_1 || cause == BW_HALT_CAUSE_BREAKER_2 ||
         cause == BW_HALT_CAUSE_BREAKER_3;
}

static void
take_one (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *event)
{
  const BwCalendarState *calendar = &core->calendars[instrument->calendar];
  const BwSession *session =
      calendar->sessions->len > 0 ? &g_array_index (calendar->sessions, BwSession, 0) : NULL;
  BwHaltCause cause = (BwHaltCause) event->cause;
  BwTime until;

  if (event->kind == BW_MARKET_RESUME)
    {
      end_halt (core, instrument);
      return;
    }
  /* The breakers are those of the stock market. */
  if (is_breaker (cause) && instrument->calendar != BW_CALENDAR_XNYS)
    return;
  until = bw_halt_until (cause, core->now, session != NULL && core->now >= session->pre_open ? session : NULL);
  if (until > core->now)
    begin_halt (core, instrument, cause, until);
}

/**
 * bw_halt_take:
 * @event: a halt or its end, of one instrument or (0) of all
 */
void
bw_halt_take (BwCore *core, const BwMarketEvent *event)
{
  if (event->instrument != 0)
    take_one (core, bw_core_instrument_state (core, event->instrument), event);
  for (BwInstrumentId id = 1; event->instrument == 0 && id < core->instruments->len; id++)
    if (bw_core_instrument_state (core, id) != NULL)
      take_one (core, bw_core_instrument_state (core, id), event);
  bw_halt_update_due (core);
}

/**
 * bw_halt_end_first:
 *
 * Ends the halts whose time is over first; the core's clock is there.
 */
void
bw_halt_end_first (BwCore *core)
{
  BwTime due = core->halt_due;

  for (BwInstrumentId id = 1; id < core->instruments->len; id++)
    {
      BwInstrumentState *instrument = bw_core_instrument_state (core, id);

      if (instrument != NULL && instrument->is_halted && instrument->halt_until == due)
        end_halt (core, instrument);
    }
  bw_halt_update_due (core);
}
