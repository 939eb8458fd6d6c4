/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/requests.h"

#include "engine/boot.h"
#include "engine/jobs.h"
#include "market/halts.h"
#include "store/values.h"

#include <string.h>

/* How long the market may be caught up with before a command is stepped. */
#define CATCH_UP_NS (2 * BW_MILLISECOND)
/* A way shorter than this needs no word. */
#define JOB_LEAST BW_DAY

BwRun *
bw_request_find_run (BwLoop *loop, BwRequest *request)
{
  BwRun *run = bw_loop_run (loop, request->timeline);

  if (run == NULL)
    {
      if (request->task != NULL)
        bw_loop_answer_refusal (loop, request->task, loop->is_open ? BW_ENGINE_ERROR_UNKNOWN : BW_ENGINE_ERROR_CLOSED,
                                loop->is_open ? "There is no such timeline" : "The engine is not open");
      return NULL;
    }
  if (run->frozen != NULL)
    {
      if (request->task != NULL)
        bw_loop_answer_refusal (loop, request->task, BW_ENGINE_ERROR_FROZEN, run->frozen);
      return NULL;
    }
  if (bw_run_is_active (run))
    bw_run_tick (run, loop->mono, loop->mono + CATCH_UP_NS);
  return run;
}

static gboolean
is_for_front_ends (BwInputKind kind)
{
  switch (kind)
    {
    case BW_INPUT_OPEN_ACCOUNT:
    case BW_INPUT_NEW_ORDER:
    case BW_INPUT_REPLACE_ORDER:
    case BW_INPUT_CANCEL_ORDER:
    case BW_INPUT_CANCEL_ALL:
    case BW_INPUT_CLOSE_POSITION:
    case BW_INPUT_REVERSE_POSITION:
    case BW_INPUT_FLATTEN:
    case BW_INPUT_DEPOSIT:
    case BW_INPUT_WITHDRAW:
    case BW_INPUT_TRANSFER_IN:
    case BW_INPUT_INJECT:
    case BW_INPUT_HALT_ACCOUNT:
    case BW_INPUT_RESET_ACCOUNT:
    case BW_INPUT_SET_LIMIT:
    case BW_INPUT_CHANGE_TERMS:
      return TRUE;
    case BW_INPUT_TIME:
    case BW_INPUT_MARKET:
    case BW_INPUT_SESSION:
    case BW_INPUT_DEFINE_INSTRUMENT:
    case BW_INPUT_PHASE:
      return FALSE;
    }
  return FALSE;
}

static void
fill_uuid (BwUuid *uuid, BwTime wall)
{
  if (bw_uuid_is_null (uuid))
    bw_uuid_new_v7 (wall, uuid);
}

/* What is made at the edge: ids, and the end of an order that is good till cancelled. */
static void
complete_input (BwLoop *loop, const BwRun *run, BwInput *input)
{
  BwTime wall = bw_clock_wall (&loop->clock);
  const BwInstrument *instrument;

  input->time = run->now;
  switch ((BwInputKind) input->kind)
    {
    case BW_INPUT_OPEN_ACCOUNT:
      fill_uuid (&input->open_account.uuid, wall);
      break;
    case BW_INPUT_NEW_ORDER:
      fill_uuid (&input->new_order.uuid, wall);
      instrument = bw_core_instrument (run->core, input->new_order.instrument);
      if (input->new_order.tif == BW_TIF_GTC && input->new_order.expires == 0 && instrument != NULL)
        input->new_order.expires = bw_gtc_expiry (instrument->calendar, run->now);
      break;
    case BW_INPUT_REPLACE_ORDER:
      fill_uuid (&input->replace_order.uuid, wall);
      break;
    case BW_INPUT_CLOSE_POSITION:
    case BW_INPUT_REVERSE_POSITION:
    case BW_INPUT_FLATTEN:
    case BW_INPUT_CANCEL_ALL:
      fill_uuid (&input->account.uuid, wall);
      break;
    case BW_INPUT_HALT_ACCOUNT:
      fill_uuid (&input->halt_account.uuid, wall);
      break;
    case BW_INPUT_TIME:
    case BW_INPUT_MARKET:
    case BW_INPUT_SESSION:
    case BW_INPUT_DEFINE_INSTRUMENT:
    case BW_INPUT_CANCEL_ORDER:
    case BW_INPUT_DEPOSIT:
    case BW_INPUT_WITHDRAW:
    case BW_INPUT_TRANSFER_IN:
    case BW_INPUT_RESET_ACCOUNT:
    case BW_INPUT_SET_LIMIT:
    case BW_INPUT_CHANGE_TERMS:
    case BW_INPUT_PHASE:
    case BW_INPUT_INJECT:
      break;
    }
}

/* Which order the command is about: its uuid for those it makes, else its number. */
static gboolean
is_own_order (const BwInput *input, const BwOrder *order)
{
  switch ((BwInputKind) input->kind)
    {
    case BW_INPUT_NEW_ORDER:
      return memcmp (&order->uuid, &input->new_order.uuid, sizeof (BwUuid)) == 0;
    case BW_INPUT_REPLACE_ORDER: /* while it is on its way, the order it is to replace */
      return memcmp (&order->uuid, &input->replace_order.uuid, sizeof (BwUuid)) == 0 ||
             (order->id == input->replace_order.order && order->status == BW_ORDER_PENDING_REPLACE);
    case BW_INPUT_CANCEL_ORDER:
      return order->id == input->cancel_order.order;
    case BW_INPUT_CLOSE_POSITION:
    case BW_INPUT_REVERSE_POSITION:
      return memcmp (&order->uuid, &input->account.uuid, sizeof (BwUuid)) == 0;
    case BW_INPUT_CANCEL_ALL:
    case BW_INPUT_FLATTEN:
      return order->account == input->account.account;
    case BW_INPUT_TIME:
    case BW_INPUT_MARKET:
    case BW_INPUT_SESSION:
    case BW_INPUT_DEFINE_INSTRUMENT:
    case BW_INPUT_OPEN_ACCOUNT:
    case BW_INPUT_DEPOSIT:
    case BW_INPUT_WITHDRAW:
    case BW_INPUT_TRANSFER_IN:
    case BW_INPUT_HALT_ACCOUNT:
    case BW_INPUT_RESET_ACCOUNT:
    case BW_INPUT_SET_LIMIT:
    case BW_INPUT_CHANGE_TERMS:
    case BW_INPUT_PHASE:
    case BW_INPUT_INJECT:
      return FALSE;
    }
  return FALSE;
}

/* What the outputs from @offset on say of the command. */
static void
read_result (const BwRun *run, const BwInput *input, gsize offset, BwCommandResult *result)
{
  BwOutputs outputs = { .bytes = run->batch.outputs.bytes + offset,
                        .n_bytes = run->batch.outputs.n_bytes - offset };

  for (const BwOutputHeader *h = bw_outputs_first (&outputs); h != NULL; h = bw_outputs_next (&outputs, h))
    {
      const BwRefusal *refusal = bw_output_body (h);
      const BwOrder *order = bw_output_body (h);
      const BwAccount *account = bw_output_body (h);

      if (h->kind == BW_OUTPUT_REFUSED && result->reason == BW_REASON_NONE && refusal->input_kind == input->kind)
        result->reason = refusal->reason;
      else if (h->kind == BW_OUTPUT_ORDER && is_own_order (input, order))
        result->order = *order;
      else if (h->kind == BW_OUTPUT_ACCOUNT && input->kind == BW_INPUT_OPEN_ACCOUNT)
        result->account = account->id;
    }
  if (result->order.status == BW_ORDER_REJECTED && result->reason == BW_REASON_NONE)
    result->reason = result->order.reason;
  result->instrument = result->order.instrument;
}

/* An order is matched against the book if there is one: ask for it before the order arrives. */
static void
want_book (BwRun *run, BwInstrumentId instrument)
{
  BwTrack *track = bw_run_track (run, instrument);

  if (track == NULL || run->market == NULL || track->is_depth_on)
    return;
  bw_run_set_depth (run, instrument, TRUE);
  bw_run_advance (run, run->now, G_MAXINT64);
}

static gboolean
refuse_injection (GError **error, const char *why)
{
  g_set_error_literal (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_INVALID, why);
  return FALSE;
}

static gboolean
make_halt (const BwInjection *injection, BwMarketEvent *event, GError **error)
{
  gint64 level = injection->magnitude.e8 / BW_FIXED_ONE_E8;

  event->kind = injection->kind == BW_INJECTION_RESUME ? BW_MARKET_RESUME : BW_MARKET_HALT;
  event->instrument = injection->instrument;
  switch ((BwInjectionKind) injection->kind)
    {
    case BW_INJECTION_HALT:
    case BW_INJECTION_RESUME:
      event->cause = BW_HALT_CAUSE_USER;
      return TRUE;
    case BW_INJECTION_LULD:
      event->cause = BW_HALT_CAUSE_LULD;
      return TRUE;
    case BW_INJECTION_BREAKER:
      if (injection->magnitude.e8 % BW_FIXED_ONE_E8 != 0 || level < 1 || level > 3)
        return refuse_injection (error, "A breaker has the level 1, 2 or 3.");
      event->cause = (guint8) (BW_HALT_CAUSE_BREAKER_1 + level - 1);
      return TRUE;
    case BW_INJECTION_GAP:
    case BW_INJECTION_MARKET:
    case BW_INJECTION_VOLATILITY:
    case BW_INJECTION_NEWS_GOOD:
    case BW_INJECTION_NEWS_BAD:
    case BW_INJECTION_EARNINGS:
    case BW_INJECTION_SPLIT:
    case BW_INJECTION_DIVIDEND:
    case BW_INJECTION_DELIST:
    case BW_INJECTION_RENAME:
      break;
    }
  return refuse_injection (error, "A replay's prices are what they were. It can be halted and resumed, nothing else.");
}

/* A replay's prices are what they were: it can only be halted and go on. Its bars tell of no price
 * bands and of no index, so that neither is watched there (SEMANTICS 3): a halt of the past is where
 * there are no bars, and others are made by hand. */
static gboolean
inject_into_replay (BwRun *run, const BwInput *input, GError **error)
{
  const BwInjection *injection = &input->inject;
  BwInput market = { .kind = BW_INPUT_MARKET, .time = input->time, .market = { .time = input->time } };
  gboolean is_market_wide = bw_injection_is_market_wide ((BwInjectionKind) injection->kind);
  const BwTrack *track = bw_run_track (run, injection->instrument);
  BwMarketState state;
  BwSession session;

  if (!make_halt (injection, &market.market, error))
    return FALSE;
  if (is_market_wide ? injection->instrument != 0 : track == NULL)
    return refuse_injection (error, is_market_wide ? "What concerns the whole market names no symbol."
                                                   : "The replay has no such symbol.");
  if (injection->kind != BW_INJECTION_HALT && injection->kind != BW_INJECTION_RESUME &&
      bw_calendar_phase_at (BW_CALENDAR_XNYS, input->time) != BW_PHASE_CORE)
    return refuse_injection (error, "Price bands and market-wide breakers are there from the open to the close alone.");
  if (is_market_wide && bw_calendar_session_at_or_after (BW_CALENDAR_XNYS, input->time, &session) &&
      bw_halt_until ((BwHaltCause) market.market.cause, input->time, &session) <= input->time)
    return refuse_injection (error, "Levels 1 and 2 stop nothing in the last 35 minutes.");
  if (injection->kind == BW_INJECTION_LULD && track->calendar != BW_CALENDAR_XNYS)
    return refuse_injection (error, "Only shares have price bands: not coins or currencies.");
  if (!is_market_wide && bw_core_market_state (run->core, injection->instrument, &state) &&
      state.is_halted == (injection->kind != BW_INJECTION_RESUME))
    return refuse_injection (error, state.is_halted ? "It is halted already." : "It isn't halted.");
  bw_run_input (run, &market);
  return TRUE;
}

/* Makes something happen in the market, and lets it happen before the answer. */
static void
inject (BwLoop *loop, BwRun *run, BwRequest *request)
{
  GError *error = NULL;
  gboolean is_done = run->market != NULL ? bw_run_inject (run, &request->input, &error)
                                         : inject_into_replay (run, &request->input, &error);

  if (!is_done)
    {
      bw_loop_answer_refusal (loop, request->task, BW_ENGINE_ERROR_INVALID, error->message);
      g_error_free (error);
      return;
    }
  bw_run_advance (run, run->now, G_MAXINT64);
  loop->is_frame_due = TRUE;
  loop->n_commands++;
  loop->command_submitted = request->submitted;
  bw_loop_answer (loop, request->task, g_new0 (BwCommandResult, 1), g_free);
}

void
bw_request_command_run (BwLoop *loop, BwRequest *request)
{
  BwRun *run = bw_request_find_run (loop, request);
  BwCommandResult *result;
  gsize offset;

  if (run == NULL)
    return;
  if (!is_for_front_ends (request->input.kind))
    {
      bw_loop_answer_refusal (loop, request->task, BW_ENGINE_ERROR_INVALID, "Front ends can't send this input");
      return;
    }
  complete_input (loop, run, &request->input);
  if (request->input.kind == BW_INPUT_INJECT)
    {
      inject (loop, run, request);
      return;
    }
  if (request->input.kind == BW_INPUT_NEW_ORDER)
    want_book (run, request->input.new_order.instrument);
  else if (request->input.kind == BW_INPUT_CLOSE_POSITION || request->input.kind == BW_INPUT_REVERSE_POSITION)
    want_book (run, request->input.account.instrument);
  offset = run->batch.outputs.n_bytes;
  bw_run_input (run, &request->input);
  result = g_new0 (BwCommandResult, 1);
  read_result (run, &request->input, offset, result);
  loop->n_commands++;
  loop->command_submitted = request->submitted;
  bw_loop_answer (loop, request->task, result, g_free);
}

void
bw_request_preview_run (BwLoop *loop, BwRequest *request)
{
  BwRun *run = bw_loop_run (loop, request->timeline);
  BwOrderPreview *preview;

  if (run == NULL)
    {
      bw_loop_answer_refusal (loop, request->task, BW_ENGINE_ERROR_UNKNOWN, "There is no such timeline");
      return;
    }
  preview = g_new0 (BwOrderPreview, 1);
  bw_core_preview (run->core, &request->order, preview);
  bw_loop_answer (loop, request->task, preview, g_free);
}

void
bw_request_playing_run (BwLoop *loop, BwRequest *request)
{
  BwRun *run = bw_request_find_run (loop, request);

  if (run == NULL || run->is_playing == request->is_on)
    return;
  run->is_playing = request->is_on;
  run->lag = 0;
  run->last_mono = loop->mono;
  run->is_view_dirty = TRUE;
  bw_boot_keep_pace (loop, run);
}

void
bw_request_speed_run (BwLoop *loop, BwRequest *request)
{
  BwRun *run = bw_request_find_run (loop, request);

  if (run == NULL)
    return;
  run->speed = CLAMP (request->speed, 1, 1000);
  run->is_view_dirty = TRUE;
  bw_boot_keep_pace (loop, run);
}

void
bw_request_step_run (BwLoop *loop, BwRequest *request)
{
  BwRun *run = bw_request_find_run (loop, request);

  if (run == NULL)
    return;
  run->is_playing = FALSE;
  run->jump_target = bw_run_step_target (run, request->timeframe);
  run->is_view_dirty = TRUE;
  bw_boot_keep_pace (loop, run);
}

/* A practice market has no dead hours to leap over: it hurries through them. */
static void
skip_to_next_open (BwRun *run)
{
  BwCalendarId calendar = run->calendars[0].calendar;
  BwTime early = 2 * BW_SECOND;
  BwSession session;

  if (bw_calendar_session_at_or_after (calendar, run->now, &session) &&
      (run->now < session.open - early || bw_calendar_next_session (calendar, session.date, &session)))
    run->jump_target = session.open - early;
}

void
bw_request_skip_run (BwLoop *loop, BwRequest *request)
{
  BwRun *run = bw_request_find_run (loop, request);
  BwSession session;

  if (run == NULL || run->jump_target != BW_TIME_NONE)
    return;
  run->is_view_dirty = TRUE;
  if (run->market != NULL && bw_practice_market_version (run->market) >= 2)
    {
      skip_to_next_open (run);
      return;
    }
  run->jump_target = run->now;
  run->is_jump_to_open = TRUE;
  if (bw_calendar_session_at_or_after (run->calendars[0].calendar, run->now, &session) && session.open <= run->now &&
      run->now < session.close)
    run->jump_target = session.close + BW_SECOND;
}

void
bw_request_subscribe_run (BwLoop *loop, BwRequest *request)
{
  BwRun *run = bw_loop_run (loop, request->timeline);
  BwTrack *track = run != NULL ? bw_run_track (run, request->instrument) : NULL;

  if (track == NULL)
    return;
  track->n_subscribers = request->is_on ? 1 : 0;
  bw_track_set_subscribed (track, request->is_on);
  if (run->frozen != NULL || run->market == NULL)
    return;
  /* It goes on being wanted where an order may meet it. */
  if (request->is_on || !bw_run_has_open_orders (run, request->instrument))
    bw_run_set_depth (run, request->instrument, request->is_on);
  if (request->is_on)
    bw_run_advance (run, run->now, loop->mono + CATCH_UP_NS);
}

void
bw_request_flush_run (BwLoop *loop, BwRequest *request)
{
  if (loop->is_open)
    bw_loop_commit (loop, TRUE);
  if (!loop->is_open || !bw_keeper_has_backlog (&loop->keeper))
    {
      bw_loop_answer (loop, request->task, NULL, NULL);
      return;
    }
  g_ptr_array_add (loop->flushers, g_object_ref (request->task));
}

void
bw_request_set_text_run (BwLoop *loop, BwRequest *request)
{
  const char *key = request->data;
  const char *value = key + strlen (key) + 1;
  g_autoptr (GError) error = NULL;

  if (loop->is_open && !bw_values_set (loop->keeper.trading, key, value, &error))
    g_message ("Keeping a text: %s", error->message);
}

/**
 * bw_loop_begin_jump:
 * @task: (nullable): answered with the timeline's number when it has arrived
 */
void
bw_loop_begin_jump (BwLoop *loop, BwRun *run, BwTime target, GTask *task)
{
  run->jump_target = MAX (target, run->now);
  run->jump_from = run->now;
  run->is_view_dirty = TRUE;
  if (run->jump_target - run->now >= JOB_LEAST && run->jump_job == 0)
    {
      g_autofree char *title = g_strdup_printf ("%s: on the way", run->name);

      g_clear_object (&run->jump_cancellable);
      run->jump_cancellable = g_cancellable_new ();
      run->jump_job = bw_jobs_begin (loop, title, run->jump_cancellable);
    }
  if (task != NULL)
    g_ptr_array_add (run->jump_waiters, g_object_ref (task));
}

void
bw_loop_stop_jumps (BwLoop *loop, BwRun *run)
{
  run->jump_target = BW_TIME_NONE;
  run->is_jump_to_open = FALSE;
  run->is_view_dirty = TRUE;
  bw_loop_end_jumps (loop, run);
}

void
bw_loop_end_jumps (BwLoop *loop, BwRun *run)
{
  if (run->jump_target != BW_TIME_NONE && run->jump_cancellable != NULL &&
      g_cancellable_is_cancelled (run->jump_cancellable))
    {
      g_clear_object (&run->jump_cancellable);
      bw_loop_stop_jumps (loop, run);
      return;
    }
  if (run->jump_target != BW_TIME_NONE)
    {
      if (run->jump_job != 0)
        bw_jobs_progress (loop, run->jump_job,
                          (double) (run->now - run->jump_from) / (double) (run->jump_target - run->jump_from + 1));
      return;
    }
  if (run->jump_job != 0)
    bw_jobs_end (loop, run->jump_job, "Arrived");
  run->jump_job = 0;
  g_clear_object (&run->jump_cancellable);
  loop->is_frame_due |= run->jump_waiters->len > 0;
  for (guint i = 0; i < run->jump_waiters->len; i++)
    {
      GTask *task = g_ptr_array_index (run->jump_waiters, i);

      bw_loop_answer (loop, task, GUINT_TO_POINTER (run->id), NULL);
      g_object_unref (task);
    }
  g_ptr_array_set_size (run->jump_waiters, 0);
}
