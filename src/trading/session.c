/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/session.h"

#include "trading/corporate.h"
#include "trading/day.h"
#include "trading/auction.h"
#include "trading/execute.h"
#include "trading/halt.h"
#include "trading/in-flight.h"
#include "trading/margin-call.h"
#include "trading/match.h"
#include "trading/risk/risk.h"
#include "trading/wait.h"
#include "trading/working.h"

/* Sessions are told as UTC instants before they begin. A session passes eight boundaries. Its hours
 * count from the very instant of the overnight session, pre-open and open on; but what has waited meets the book that
 * stands only when the clock goes beyond it, after everything that happens at that instant: a quote
 * of 09:30:00 comes before the one of yesterday. Close and post-close too fire when the clock goes
 * beyond theirs. */
typedef enum
{
  STAGE_OVERNIGHT,
  STAGE_OVERNIGHT_OPENED,
  STAGE_PRE_OPEN,
  STAGE_PRE_OPENED,
  STAGE_OPEN,
  STAGE_OPENED,
  STAGE_CLOSE,
  STAGE_POST_CLOSE,
  N_STAGES,
} Stage;

G_STATIC_ASSERT ((int) N_STAGES == BW_N_SESSION_STAGES);
G_STATIC_ASSERT ((int) STAGE_OVERNIGHT == 0 && (int) STAGE_PRE_OPEN == 2); /* bw_session_first_stage () */

static BwTime
boundary (const BwSession *session, int stage)
{
  switch ((Stage) stage)
    {
    case STAGE_OVERNIGHT:
    case STAGE_OVERNIGHT_OPENED:
      return session->overnight_open != 0 ? session->overnight_open : session->pre_open;
    case STAGE_PRE_OPEN:
    case STAGE_PRE_OPENED:
      return session->pre_open;
    case STAGE_OPEN:
    case STAGE_OPENED:
      return session->open;
    case STAGE_CLOSE:
      return session->close;
    case STAGE_POST_CLOSE:
    case N_STAGES:
      break;
    }
  return session->post_close;
}

/* Where there are no hours before the open, nothing waits for their beginning to pass. */
static gboolean
counts_at_once (const BwSession *session, int stage)
{
  return stage == STAGE_OVERNIGHT || stage == STAGE_PRE_OPEN || stage == STAGE_OPEN ||
         (stage == STAGE_OVERNIGHT_OPENED && session->overnight_open == 0) ||
         (stage == STAGE_PRE_OPENED && session->pre_open == session->open);
}

/* At this very instant the hours have begun, and what waited has yet to meet the book. */
gboolean
bw_session_is_opening (const BwCore *core, const BwInstrumentState *instrument)
{
  guint8 stage = core->calendars[instrument->calendar].stage;

  return (stage == STAGE_OVERNIGHT_OPENED || stage == STAGE_PRE_OPENED || stage == STAGE_OPENED) &&
         !core->is_phase_forced;
}

void
bw_session_init (BwCalendarState *calendar)
{
  calendar->sessions = g_array_new (FALSE, TRUE, sizeof (BwSession));
  calendar->phase = BW_PHASE_CLOSED;
}

/* The instant the calendar's next boundary counts from; BW_TIME_MAX when no session is known. A
 * closing boundary is due one nanosecond later, as it fires only when the clock has passed it. */
static BwTime
next_boundary (const BwCalendarState *calendar)
{
  const BwSession *session;
  BwTime time;

  if (calendar->sessions->len == 0)
    return BW_TIME_MAX;
  session = &g_array_index (calendar->sessions, BwSession, 0);
  time = boundary (session, calendar->stage);
  return counts_at_once (session, calendar->stage) ? time : time + 1;
}

static void
update_next_due (BwCore *core)
{
  guint32 slot = bw_timer_first (core);

  core->next_due = slot == BW_NIL ? BW_TIME_MAX : bw_working_due (bw_core_working (core, slot));
  bw_risk_schedule (core);
  core->next_due = MIN (core->next_due, core->risk->next_check);
  core->next_due = MIN (core->next_due, core->margin_due);
  for (int i = 1; i < BW_N_CALENDARS; i++)
    core->next_due = MIN (core->next_due, next_boundary (&core->calendars[i]));
  core->next_due = MIN (core->next_due, bw_dividend_due (core));
  core->next_due = MIN (core->next_due, bw_in_flight_due (core));
  if (core->halt_due != BW_TIME_MAX)
    core->next_due = MIN (core->next_due, core->halt_due + 1);
}

/* Orders that waited for the session begin to work; day orders get their end. */
static void
wake_orders (BwCore *core, int calendar)
{
  BwWorkingFilter queued = { .calendar = (BwCalendarId) calendar,
                             .statuses = 1u << BW_ORDER_ACCEPTED | 1u << BW_ORDER_DONE_FOR_DAY };
  GArray *slots = bw_working_list (core, &queued);

  for (guint i = 0; i < slots->len; i++)
    {
      guint32 slot = g_array_index (slots, guint32, i);
      BwWorkingOrder *working = bw_core_working (core, slot);
      BwInstrumentState *instrument = bw_core_instrument_state (core, working->order.instrument);

      if (!bw_session_works (core, instrument, working->order.flags))
        continue;
      working->order.status = (guint8) bw_session_status (core, &working->order, working->arrival);
      working->order.reason = instrument->is_halted ? BW_REASON_HALTED : BW_REASON_NONE;
      working->order.updated = core->now;
      bw_session_set_end (core, (guint8) calendar, &working->order);
      if ((working->bits & BW_WORKING_ARRIVED) != 0)
        bw_timer_set (core, slot);
      bw_execute_say_order (core, working);
    }
  g_array_unref (slots);
  bw_wait_begin_day (core, calendar);
  core->calendars[calendar].open_rank = core->next_rank;
}

/* Orders that stay for the next session say that this one is over. */
static void
rest_orders (BwCore *core, int calendar)
{
  BwWorkingFilter worked = {
    .calendar = (BwCalendarId) calendar,
    .statuses = 1u << BW_ORDER_NEW | 1u << BW_ORDER_PARTIALLY_FILLED | 1u << BW_ORDER_SUSPENDED,
  };
  GArray *slots = bw_working_list (core, &worked);

  for (guint i = 0; i < slots->len; i++)
    {
      BwWorkingOrder *working = bw_core_working (core, g_array_index (slots, guint32, i));
      BwOrder *order = &working->order;

      if ((order->tif != BW_TIF_GTC && order->tif != BW_TIF_GTD) ||
          bw_session_works (core, bw_core_instrument_state (core, order->instrument), order->flags))
        continue;
      order->status = BW_ORDER_DONE_FOR_DAY;
      order->reason = BW_REASON_NONE;
      order->updated = core->now;
      bw_execute_say_order (core, working);
    }
  g_array_unref (slots);
}

static void
meet_books (BwCore *core, int calendar)
{
  for (BwInstrumentId id = 1; id < core->instruments->len; id++)
    {
      BwInstrumentState *instrument = bw_core_instrument_state (core, id);

      if (instrument != NULL && instrument->calendar == calendar && !instrument->is_halted)
        bw_match_standing (core, instrument);
    }
}

static void
set_phase (BwCore *core, int calendar, BwSessionPhase phase)
{
  gboolean was_core = core->calendars[calendar].phase == BW_PHASE_CORE;

  core->calendars[calendar].phase = (guint8) phase;
  if (phase == BW_PHASE_CLOSED)
    core->calendars[calendar].closed_rank = core->next_rank;
  for (BwInstrumentId id = 1; was_core && phase != BW_PHASE_CORE && id < core->instruments->len; id++)
    {
      BwInstrumentState *instrument = bw_core_instrument_state (core, id);

      /* Orders from here on have not met the book when the next session opens. */
      if (instrument != NULL && instrument->calendar == calendar && !instrument->is_halted)
        instrument->dormant_rank = core->next_rank;
    }
  if (was_core && phase != BW_PHASE_CORE)
    rest_orders (core, calendar);
  if (phase != BW_PHASE_CLOSED)
    wake_orders (core, calendar);
}

static void
pass_boundary (BwCore *core, int calendar)
{
  static const BwSessionPhase phases[N_STAGES] = { BW_PHASE_OVERNIGHT, BW_PHASE_OVERNIGHT, BW_PHASE_PRE,
                                                   BW_PHASE_PRE,       BW_PHASE_CORE,      BW_PHASE_CORE,
                                                   BW_PHASE_POST,      BW_PHASE_CLOSED };
  BwCalendarState *state = &core->calendars[calendar];
  int stage = state->stage;
  const BwSession *session = &g_array_index (state->sessions, BwSession, 0);
  gboolean is_none = stage <= STAGE_OVERNIGHT_OPENED && session->overnight_open == 0;

  state->stage = (guint8) (stage + 1);
  if (stage == bw_session_first_stage (session))
    {
      state->day++;
      bw_session_start_of_day (core, calendar);
    }
  else if (stage == STAGE_CLOSE)
    bw_session_close_of_day (core, calendar);
  else if (stage == STAGE_POST_CLOSE)
    bw_session_end_of_day (core, calendar);
  if (state->stage == N_STAGES)
    {
      state->past = g_array_index (state->sessions, BwSession, 0);
      g_array_remove_index (state->sessions, 0);
      state->stage = 0;
    }
  if (core->is_phase_forced || calendar == BW_CALENDAR_CRYPTO || is_none)
    return;
  if (stage == STAGE_OVERNIGHT_OPENED || stage == STAGE_PRE_OPENED || stage == STAGE_OPENED)
    {
      meet_books (core, calendar);
      state->closed_rank = G_MAXUINT64; /* all have met it */
    }
  else
    set_phase (core, calendar, phases[stage]);
}

/* The order's time is over. */
static void
end_order (BwCore *core, guint32 slot)
{
  if (bw_order_is_for_auction (&bw_core_working (core, slot)->order))
    bw_execute_end_order (core, slot, BW_ORDER_CANCELED, BW_REASON_AUCTION_REMAINDER);
  else
    bw_execute_end_order (core, slot, BW_ORDER_EXPIRED, BW_REASON_EXPIRED);
}

static void
fire_order_timer (BwCore *core, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (core, slot);

  if ((working->order.flags & BW_ORDER_WAITS) != 0)
    {
      bw_wait_fire (core, slot);
      return;
    }
  if ((working->bits & BW_WORKING_ARRIVED) == 0)
    {
      bw_match_arrive (core, slot);
      return;
    }
  end_order (core, slot);
}

static BwTime
risk_due (const BwCore *core)
{
  return core->risk->next_check;
}

static BwTime
halt_due (const BwCore *core)
{
  return core->halt_due;
}

static BwTime
margin_due (const BwCore *core)
{
  return core->margin_due;
}

/* What fires beside sessions and orders. */
typedef struct
{
  BwTime (*due) (const BwCore *core);
  void (*fire) (BwCore *core);
} Timer;

/* The first of them; at one instant they come in this order. */
static const Timer *
first_timer (const BwCore *core)
{
  static const Timer timers[] = {
    { risk_due, bw_risk_check_minute },
    { bw_dividend_due, bw_dividend_pay_first },
    { halt_due, bw_halt_end_first },
    { bw_in_flight_due, bw_in_flight_arrive_first },
    { margin_due, bw_margin_timer },
  };
  const Timer *first = &timers[0];

  for (gsize i = 1; i < G_N_ELEMENTS (timers); i++)
    if (timers[i].due (core) < first->due (core))
      first = &timers[i];
  return first;
}

/**
 * bw_session_advance:
 * @time: the clock's new time, not before the old one
 *
 * Fires, in order, the openings up to and including @time and everything else strictly earlier.
 */
void
bw_session_advance (BwCore *core, BwTime time)
{
  for (;;)
    {
      BwTime due = BW_TIME_MAX;
      int calendar = 0;
      guint32 slot = bw_timer_first (core);
      const Timer *timer;

      for (int i = 1; i < BW_N_CALENDARS; i++)
        if (next_boundary (&core->calendars[i]) < due)
          {
            due = next_boundary (&core->calendars[i]);
            calendar = i;
          }
      timer = first_timer (core);
      if (timer->due (core) < time && timer->due (core) < due &&
          (slot == BW_NIL || timer->due (core) <= bw_working_due (bw_core_working (core, slot))))
        {
          core->now = MAX (core->now, timer->due (core));
          timer->fire (core);
        }
      else if (slot != BW_NIL && bw_working_due (bw_core_working (core, slot)) < time &&
          bw_working_due (bw_core_working (core, slot)) < due)
        {
          core->now = MAX (core->now, bw_working_due (bw_core_working (core, slot)));
          fire_order_timer (core, slot);
        }
      else if (calendar != 0 && due <= time)
        {
          const BwCalendarState *state = &core->calendars[calendar];

          core->now = MAX (core->now, boundary (&g_array_index (state->sessions, BwSession, 0), state->stage));
          pass_boundary (core, calendar);
        }
      else
        break;
    }
  core->now = MAX (core->now, time);
  update_next_due (core);
}

/**
 * bw_session_told:
 *
 * Takes in a trading day that is not over yet and begins after those told before; others are left.
 */
void
bw_session_told (BwCore *core, BwCalendarId calendar, const BwSession *session)
{
  BwCalendarState *state = &core->calendars[calendar];
  const GArray *told = state->sessions;
  BwTime told_until = told->len > 0 ? g_array_index (told, BwSession, told->len - 1).post_close
                                    : state->past.post_close;

  if (session->overnight_open > session->pre_open || session->pre_open > session->open || session->open >= session->close ||
      session->close > session->post_close || session->post_close == BW_TIME_MAX ||
      session->post_close < core->now || (state->day > 0 && session->pre_open < told_until))
    return;
  if (told->len > 0 && session->pre_open < told_until)
    return;
  g_array_append_val (state->sessions, *session);
  core->next_due = core->now; /* it may have begun already */
  bw_session_advance (core, core->now);
}

/* Those of the session that is over, of one time in force. */
static void
expire_orders (BwCore *core, int calendar, BwTif tif)
{
  BwWorkingFilter of_the_day = { .calendar = (BwCalendarId) calendar, .tif = tif };
  GArray *slots = bw_working_list (core, &of_the_day);

  for (guint i = 0; i < slots->len; i++)
    {
      guint32 slot = g_array_index (slots, guint32, i);
      const BwOrder *order = &bw_core_working (core, slot)->order;
      const BwInstrumentState *instrument = bw_core_instrument_state (core, order->instrument);

      /* Inert legs end with their entry; what waits since before the session has no end yet. */
      if (bw_working_is_open (core, slot) && order->status != BW_ORDER_ACCEPTED &&
          order->status != BW_ORDER_HELD && !bw_session_works (core, instrument, order->flags))
        end_order (core, slot);
    }
  g_array_unref (slots);
}

/**
 * bw_session_force:
 *
 * Every calendar is in @phase from now on. Leaving the core session this way ends the day: day
 * orders that worked in it expire.
 */
void
bw_session_force (BwCore *core, BwSessionPhase phase)
{
  core->is_phase_forced = TRUE;
  for (int calendar = 1; calendar < BW_N_CALENDARS; calendar++)
    {
      gboolean was_core = core->calendars[calendar].phase == BW_PHASE_CORE;

      if (calendar == BW_CALENDAR_CRYPTO)
        continue;
      set_phase (core, calendar, phase);
      if (phase != BW_PHASE_CLOSED)
        meet_books (core, calendar);
      if (was_core && phase != BW_PHASE_CORE)
        {
          expire_orders (core, calendar, BW_TIF_DAY);
          expire_orders (core, calendar, BW_TIF_OPG);
          expire_orders (core, calendar, BW_TIF_CLS);
        }
    }
}

/**
 * bw_session_set_end:
 *
 * Says when an order that works from now on ends, where its session does that: day orders at the end
 * of their hours, those for an auction when that is over. Nothing, where no session is known.
 */
void
bw_session_set_end (const BwCore *core, guint8 calendar, BwOrder *order)
{
  const BwCalendarState *state = &core->calendars[calendar];
  const BwSession *session;

  if (order->tif != BW_TIF_DAY && !bw_order_is_for_auction (order))
    return;
  order->expires = BW_TIME_MAX;
  if (state->sessions->len == 0 || state->stage == 0 || core->is_phase_forced)
    return;
  session = &g_array_index (state->sessions, BwSession, 0);
  if (order->tif == BW_TIF_OPG)
    order->expires = MIN (session->open + BW_AUCTION_OPEN_WAIT, session->close);
  else
    order->expires = (order->flags & BW_ORDER_EXTENDED_HOURS) != 0 ? session->post_close : session->close;
}

/**
 * bw_session_status:
 * @arrival: at the venue; not beyond now where it is there
 *
 * Returns: what an open order that is sent is now that nothing about it is in flight: on its way,
 * working, suspended by a halt, or waiting for a session, its first or its next
 */
BwOrderStatus
bw_session_status (const BwCore *core, const BwOrder *order, BwTime arrival)
{
  const BwInstrumentState *instrument = bw_core_instrument_state (core, order->instrument);

  if (!bw_session_works (core, instrument, order->flags))
    return order->status == BW_ORDER_PENDING_CANCEL || order->status == BW_ORDER_PENDING_REPLACE
               ? BW_ORDER_DONE_FOR_DAY
               : BW_ORDER_ACCEPTED;
  if (arrival > core->now)
    return BW_ORDER_PENDING_NEW;
  if (instrument->is_halted)
    return BW_ORDER_SUSPENDED;
  return order->filled.e8 > 0 ? BW_ORDER_PARTIALLY_FILLED : BW_ORDER_NEW;
}

/**
 * bw_session_begin_order:
 * @arrival: at the venue
 *
 * The order is on its way or works, or is queued where its market is closed; it says that that is
 * halted, where it has arrived. A day order that works gets its end.
 */
void
bw_session_begin_order (const BwCore *core, BwOrder *order, BwTime arrival)
{
  const BwInstrumentState *instrument = bw_core_instrument_state (core, order->instrument);

  order->status = BW_ORDER_ACCEPTED;
  order->status = (guint8) bw_session_status (core, order, arrival);
  order->reason = instrument->is_halted && order->status != BW_ORDER_PENDING_NEW ? BW_REASON_HALTED : BW_REASON_NONE;
  if (bw_session_works (core, instrument, order->flags))
    bw_session_set_end (core, instrument->calendar, order);
}

static const BwSession *
session_of (const BwCalendarState *state, BwTime time)
{
  if (state->sessions->len > 0)
    {
      const BwSession *session = &g_array_index (state->sessions, BwSession, 0);

      if (time >= session->pre_open && time <= session->post_close)
        return session;
    }
  if (state->past.close > state->past.open && time >= state->past.pre_open &&
      time <= state->past.post_close)
    return &state->past;
  return NULL;
}

/* Was the core session open at @time, now or in the session before? */
gboolean
bw_session_was_core (const BwCore *core, const BwInstrumentState *instrument, BwTime time)
{
  const BwCalendarState *state = &core->calendars[instrument->calendar];
  const BwSession *session = session_of (state, time);

  if (instrument->calendar == BW_CALENDAR_CRYPTO)
    return TRUE;
  if (core->is_phase_forced)
    return state->phase == BW_PHASE_CORE;
  return session != NULL && time >= session->open && time < session->close;
}

/**
 * bw_session_bar_start:
 *
 * Returns: when the bar that ended at @end began: a daily one at its session's open
 */
BwTime
bw_session_bar_start (const BwCore *core, const BwInstrumentState *instrument, BwTime end,
                      BwTimeframe timeframe)
{
  const BwSession *session;

  if (timeframe == BW_TIMEFRAME_1D)
    {
      session = session_of (&core->calendars[instrument->calendar], end);
      if (session != NULL && session->open < end)
        return session->open;
    }
  return end - timeframe * BW_SECOND;
}

/* See input.h. */
BwTime
bw_gtc_expiry (BwCalendarId calendar, BwTime created)
{
  const char *zone = bw_calendar_zone (calendar);
  BwTime expiry;

  if (!bw_zone_to_utc (zone, bw_zone_date_at (zone, created, NULL) + 90, 16 * BW_HOUR + 15 * BW_MINUTE,
                       &expiry))
    return created + 90 * BW_DAY;
  return expiry;
}

BwTime
bw_gtd_expiry (BwCalendarId calendar, BwDate date)
{
  const char *zone = bw_calendar_zone (calendar);
  gint64 time_of_day = calendar == BW_CALENDAR_CRYPTO ? BW_DAY : 16 * BW_HOUR + 15 * BW_MINUTE;
  BwTime expiry;

  return bw_zone_to_utc (zone, date, time_of_day, &expiry) ? expiry : date * BW_DAY + time_of_day;
}
