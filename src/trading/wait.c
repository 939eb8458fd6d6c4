/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/wait.h"

#include "trading/command.h"
#include "trading/execute.h"
#include "trading/group.h"
#include "trading/margin.h"
#include "trading/match.h"
#include "trading/session.h"
#include "trading/working.h"

#include <string.h>

/* An order with a condition is `held` with BW_ORDER_WAITS: in no tree, set aside, reserving nothing.
 * When its condition is true it passes the checks of a new order once more, as it then is, and works
 * or ends `rejected`.
 *
 * A condition is evaluated only when something it reads has changed: each instrument has the list of
 * those that read its prices, and the core the list of those that read their account's figures, which
 * follow the prices of what it holds. An event marks its instrument, a posting the accounts; when the
 * event is over, what is marked is looked at, and again while what that did marks more. Times are
 * timers. At rest no condition is true, so a core that was loaded needs to look at none. */

typedef struct
{
  const BwCore *core;
  BwAccountId account;
  BwAccountFigures figures;
  gboolean has_figures;
  gboolean are_figures_known;
} View;

static BwWaiting *
waiting_at (const BwCore *core, guint32 waiting)
{
  return bw_pool_at (&core->waiting, waiting);
}

static BwWaiting *
waiting_of (const BwCore *core, guint32 slot)
{
  return waiting_at (core, bw_core_extra (core, bw_core_working (core, slot))->condition);
}

static gboolean
read_figure (View *view, guint8 kind, gint64 *number)
{
  if (!view->has_figures)
    {
      view->are_figures_known = bw_margin_figures (
          view->core, bw_core_account_state (view->core, view->account), &view->figures);
      view->has_figures = TRUE;
    }
  *number = kind == BW_CONDITION_EQUITY ? view->figures.equity.e8
            : kind == BW_CONDITION_PNL ? view->figures.total_profit.e8
                                       : view->figures.day_profit.e8;
  return view->are_figures_known;
}

static gboolean
read_now (const BwConditionStep *step, gpointer user_data, gint64 *number)
{
  View *view = user_data;
  BwMarketState market;

  *number = 0;
  if (step->kind == BW_CONDITION_TIME)
    {
      *number = view->core->now;
      return TRUE;
    }
  if (step->kind >= BW_CONDITION_PNL)
    return read_figure (view, step->kind, number);
  if (!bw_core_market_state (view->core, step->instrument, &market))
    return FALSE;
  *number = step->kind == BW_CONDITION_BID   ? market.bid.e8
            : step->kind == BW_CONDITION_ASK ? market.ask.e8
                                             : market.last.e8;
  return *number > 0;
}

static gboolean
is_true (const BwCore *core, guint32 slot)
{
  View view = { .core = core, .account = bw_core_working (core, slot)->order.account };

  return bw_condition_evaluate (&waiting_of (core, slot)->condition, read_now, &view) == BW_TRUTH_TRUE;
}

typedef struct
{
  const BwCore *core;
  BwInstrumentId preferred;
} Names;

/* The order's own instrument comes first; of others of one symbol the first that was defined. */
static BwInstrumentId
find_symbol (const char *symbol, gpointer user_data)
{
  const Names *names = user_data;
  const BwInstrument *own = bw_core_instrument (names->core, names->preferred);

  if (own != NULL && g_str_equal (own->symbol, symbol))
    return own->id;
  for (BwInstrumentId id = 1; id < names->core->instruments->len; id++)
    {
      const BwInstrument *instrument = bw_core_instrument (names->core, id);

      if (instrument != NULL && g_str_equal (instrument->symbol, symbol))
        return id;
    }
  return 0;
}

static gboolean
parse (const BwCore *core, const char *when, BwInstrumentId instrument, BwCondition *condition,
       BwConditionProblem *problem)
{
  Names own = { core, instrument };
  BwConditionNames names = { .find = find_symbol, .user_data = &own };

  return bw_condition_parse (when, &names, condition, problem);
}

/**
 * bw_wait_check:
 *
 * Returns: `condition` where the text is none, `unknown-symbol` where it names what there isn't
 */
BwReason
bw_wait_check (const BwCore *core, const BwNewOrder *request)
{
  BwConditionProblem problem;
  BwCondition condition;

  if (request->when[0] == '\0' ||
      parse (core, request->when, request->instrument, &condition, &problem))
    return BW_REASON_NONE;
  return problem.expected == BW_CONDITION_EXPECTED_SYMBOL ? BW_REASON_UNKNOWN_SYMBOL
                                                          : BW_REASON_CONDITION;
}

static gboolean
reads (const BwCondition *condition, guint step, BwInstrumentId *instrument)
{
  *instrument = condition->steps[step].instrument;
  return condition->steps[step].kind >= BW_CONDITION_LAST && condition->steps[step].kind <= BW_CONDITION_ASK;
}

static void
remove_slot (GArray *slots, guint32 slot)
{
  for (guint i = slots->len; i > 0; i--)
    if (g_array_index (slots, guint32, i - 1) == slot)
      g_array_remove_index_fast (slots, i - 1);
}

/* Whatever the account holds moves its figures. */
static void
watch_holdings (const BwCore *core, BwAccountId account)
{
  guint32 position = bw_core_account_state (core, account)->first_held;

  for (; position != BW_NIL; position = bw_core_position_at (core, position)->next_held)
    bw_core_instrument_state (core, bw_core_position_at (core, position)->instrument)->is_watched = TRUE;
}

/**
 * bw_wait_attach:
 * @waiting: of the core's pool
 *
 * From here on the order is let go by it.
 */
void
bw_wait_attach (BwCore *core, guint32 slot, guint32 waiting)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  const BwCondition *condition = &waiting_at (core, waiting)->condition;

  bw_extra_ensure (core, working)->condition = waiting;
  for (guint i = 0; i < condition->n_steps; i++)
    {
      BwInstrumentState *instrument;
      BwInstrumentId id;

      if (!reads (condition, i, &id))
        continue;
      instrument = bw_core_instrument_state (core, id);
      if (instrument->waiting == NULL)
        instrument->waiting = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_array_append_val (instrument->waiting, slot);
      instrument->is_watched = TRUE;
    }
  if (bw_condition_reads_account (condition))
    {
      g_array_append_val (core->account_waiting, slot);
      watch_holdings (core, working->order.account);
    }
  working->arrival = bw_condition_next_instant (condition, core->now);
  bw_timer_set (core, slot);
}

/**
 * bw_wait_detach:
 *
 * Returns: the condition, which nothing lets go by it any more
 */
guint32
bw_wait_detach (BwCore *core, guint32 slot)
{
  BwOrderExtra *extra = bw_core_extra (core, bw_core_working (core, slot));
  guint32 waiting = extra->condition;
  const BwCondition *condition = &waiting_at (core, waiting)->condition;

  for (guint i = 0; i < condition->n_steps; i++)
    {
      BwInstrumentId id;

      if (reads (condition, i, &id))
        remove_slot (bw_core_instrument_state (core, id)->waiting, slot);
    }
  remove_slot (core->account_waiting, slot);
  bw_timer_clear (core, slot);
  extra->condition = BW_NIL;
  return waiting;
}

/* The order waits no longer, whatever becomes of it. */
void
bw_wait_end (BwCore *core, guint32 slot)
{
  BwOrderExtra *extra = bw_core_extra (core, bw_core_working (core, slot));

  if (extra != NULL && extra->condition != BW_NIL)
    bw_pool_give_back (&core->waiting, bw_wait_detach (core, slot));
}

/**
 * bw_wait_begin:
 * @when: has been checked
 *
 * The order waits from here on; one whose condition is true already is let go at once.
 */
void
bw_wait_begin (BwCore *core, guint32 slot, const char *when)
{
  guint32 waiting = bw_pool_take (&core->waiting);
  BwConditionProblem problem;
  gboolean is_parsed;

  g_strlcpy (waiting_at (core, waiting)->text, when, BW_CONDITION_BYTES);
  is_parsed = parse (core, when, bw_core_working (core, slot)->order.instrument,
                     &waiting_at (core, waiting)->condition, &problem);
  bw_invariant (is_parsed);
  bw_wait_attach (core, slot, waiting);
}

/* Does its condition hold? */
gboolean
bw_wait_is_over (const BwCore *core, guint32 slot)
{
  return is_true (core, slot);
}

/* What the order waits for, in the words it was sent with. */
void
bw_wait_say (BwCore *core, guint32 slot)
{
  const BwOrder *order = &bw_core_working (core, slot)->order;
  BwOrderCondition *said = bw_execute_say (core, BW_OUTPUT_CONDITION, sizeof *said);

  said->order = order->id;
  said->account = order->account;
  said->time = core->now;
  g_strlcpy (said->when, waiting_of (core, slot)->text, sizeof said->when);
}

/* What the order asks for, as a new one would. */
static void
request_again (const BwOrder *order, const BwOrderExtra *extra, BwNewOrder *request)
{
  *request = (BwNewOrder){
    .uuid = order->uuid,
    .account = order->account,
    .instrument = order->instrument,
    .side = order->side,
    .intent = order->intent,
    .type = order->type,
    .tif = order->tif,
    .flags = order->flags,
    .quantity = order->notional.e8 != 0 ? BW_FIXED_ZERO : order->quantity,
    .notional = order->notional,
    .limit_price = order->limit_price,
    .stop_price = order->stop_price,
    .trail = order->trail,
    .limit_offset = extra->limit_offset,
    .display = extra->display,
    .expires = order->expires,
  };
}

/* The condition holds. */
static void
let_go (BwCore *core, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  const BwAccountState *account = bw_core_account_state (core, working->order.account);
  BwOrderId id = working->order.id;
  BwReplaceOrder unchanged = { 0 };
  BwNewOrder request;
  BwVerdict verdict;
  BwOrderExtra *extra = bw_core_extra (core, working);

  bw_wait_end (core, slot);
  extra->water_mark = BW_FIXED_ZERO; /* it trails from now on */
  working->order.flags &= (guint16) ~BW_ORDER_WAITS;
  request_again (&working->order, extra, &request);
  verdict.reason = bw_group_recall (core, slot, &unchanged, &request);
  if (verdict.reason == BW_REASON_NONE)
    {
      bw_check_order (core, &request, slot, NULL, &verdict);
      bw_command_say_verdicts (core, &verdict, id);
    }
  if (verdict.reason != BW_REASON_NONE)
    {
      bw_execute_end_order (core, slot, BW_ORDER_REJECTED, verdict.reason);
      return;
    }
  working->order.type = verdict.order.type;
  working->order.quantity = verdict.order.quantity;
  working->order.limit_price = verdict.order.limit_price;
  working->order.stop_price = verdict.order.stop_price;
  working->arrival = bw_core_later (core->now, account->account.terms.latency_ns);
  bw_session_begin_order (core, &working->order, working->arrival);
  extra->water_mark = verdict.extra.water_mark;
  extra->shown = verdict.extra.shown;
  working->order.updated = core->now;
  working->bits |= verdict.opens ? BW_WORKING_OPENS : 0;
  working->reserve_price = verdict.reserve_price;
  bw_working_set_aside (core, slot, FALSE);
  bw_execute_reserve (core, working);
  bw_execute_say_order (core, working);
  if (working->arrival <= core->now)
    bw_match_arrive (core, slot);
  else
    bw_timer_set (core, slot);
  bw_group_follow (core, id);
}

/**
 * bw_wait_fire:
 *
 * The order's timer: its end, or a time that its condition reads.
 */
void
bw_wait_fire (BwCore *core, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (core, slot);

  if (working->order.expires <= core->now)
    {
      bw_execute_end_order (core, slot, BW_ORDER_EXPIRED, BW_REASON_EXPIRED);
      return;
    }
  if (is_true (core, slot))
    {
      let_go (core, slot);
      return;
    }
  working->arrival = bw_condition_next_instant (&waiting_of (core, slot)->condition, core->now);
  bw_timer_set (core, slot);
}

/**
 * bw_wait_mark:
 * @instrument: that is watched
 */
void
bw_wait_mark (BwCore *core, const BwInstrumentState *instrument)
{
  BwInstrumentId id = instrument->definition.id;

  core->looks_at_all |= core->looks_at != 0 && core->looks_at != id;
  core->looks_at = id;
  core->has_look = TRUE;
}

void
bw_wait_mark_accounts (BwCore *core)
{
  if (core->account_waiting->len == 0)
    return;
  core->looks_at_accounts = TRUE;
  core->has_look = TRUE;
}

static void
add_true (BwCore *core, const GArray *slots, BwInstrumentId held, GArray *ids)
{
  for (guint i = 0; slots != NULL && i < slots->len; i++)
    {
      guint32 slot = g_array_index (slots, guint32, i);
      const BwOrder *order = &bw_core_working (core, slot)->order;

      if (held != 0)
        {
          guint32 position = bw_position_find (core, order->account, held);

          if (position == BW_NIL || bw_core_position_at (core, position)->quantity.e8 == 0)
            continue;
        }
      if (is_true (core, slot))
        g_array_append_val (ids, order->id);
    }
}

static void
look_at (BwCore *core, BwInstrumentId id, GArray *ids)
{
  const BwInstrumentState *instrument = bw_core_instrument_state (core, id);

  if (instrument == NULL || !instrument->is_watched)
    return;
  add_true (core, instrument->waiting, 0, ids);
  add_true (core, core->account_waiting, id, ids);
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  BwOrderId first = *(const BwOrderId *) a, second = *(const BwOrderId *) b;

  return first < second ? -1 : first > second;
}

/* The orders whose condition what is marked has made true, by rising id; some may be twice in it. */
static void
collect_true (BwCore *core, GArray *ids)
{
  BwInstrumentId one = core->looks_at;
  gboolean is_all = core->looks_at_all, are_accounts = core->looks_at_accounts;

  core->has_look = core->looks_at_all = core->looks_at_accounts = FALSE;
  core->looks_at = 0;
  g_array_set_size (ids, 0);
  for (BwInstrumentId id = is_all ? 1 : one; id != 0 && id < core->instruments->len && (is_all || id == one); id++)
    look_at (core, id, ids);
  if (are_accounts)
    {
      for (guint i = 0; i < core->account_waiting->len; i++)
        watch_holdings (core, bw_core_working (core, g_array_index (core->account_waiting, guint32, i))
                                  ->order.account);
      add_true (core, core->account_waiting, 0, ids);
    }
  g_array_sort (ids, compare_ids);
}

/**
 * bw_wait_run:
 *
 * The event is over: lets go what it made true, and what that makes true.
 */
void
bw_wait_run (BwCore *core)
{
  while (core->has_look)
    {
      collect_true (core, core->let_go);
      for (guint i = 0; i < core->let_go->len; i++)
        {
          guint32 slot = bw_working_find (core, g_array_index (core->let_go, BwOrderId, i));

          if (slot != BW_NIL && (bw_core_working (core, slot)->order.flags & BW_ORDER_WAITS) != 0)
            let_go (core, slot);
        }
    }
}

/**
 * bw_wait_begin_day:
 *
 * A session of the calendar begins: day orders that wait since before it end with it.
 */
void
bw_wait_begin_day (BwCore *core, int calendar)
{
  BwWorkingFilter waiting = { .calendar = (BwCalendarId) calendar, .statuses = 1u << BW_ORDER_HELD };
  GArray *slots = bw_working_list (core, &waiting);

  for (guint i = 0; i < slots->len; i++)
    {
      guint32 slot = g_array_index (slots, guint32, i);
      BwWorkingOrder *working = bw_core_working (core, slot);
      BwOrder *order = &working->order;

      if ((order->flags & BW_ORDER_WAITS) == 0 || order->expires != BW_TIME_MAX ||
          order->tif == BW_TIF_GTC ||
          !bw_session_works (core, bw_core_instrument_state (core, order->instrument), order->flags))
        continue;
      bw_session_set_end (core, (guint8) calendar, order);
      order->updated = core->now;
      bw_timer_set (core, slot);
      bw_execute_say_order (core, working);
    }
  g_array_unref (slots);
}

#define F BW_FIELD
static const BwField text_field[] = { F (BwWaiting, text, TEXT) };
static const BwField step_fields[] = {
  F (BwConditionStep, kind, U8),
  F (BwConditionStep, instrument, U32),
  F (BwConditionStep, number, I64),
};
#undef F

void
bw_wait_put (GByteArray *bytes, const BwCore *core, const BwWorkingOrder *working)
{
  const BwWaiting *waiting;

  if ((working->order.flags & BW_ORDER_WAITS) == 0)
    return;
  waiting = waiting_at (core, bw_core_extra (core, working)->condition);
  bw_codec_put (bytes, text_field, G_N_ELEMENTS (text_field), waiting);
  bw_codec_put_u64 (bytes, waiting->condition.n_steps);
  for (guint i = 0; i < waiting->condition.n_steps; i++)
    bw_codec_put (bytes, step_fields, G_N_ELEMENTS (step_fields), &waiting->condition.steps[i]);
}

void
bw_wait_get (BwReader *reader, BwCore *core, guint32 slot)
{
  guint32 taken;
  BwWaiting *waiting;

  if ((bw_core_working (core, slot)->order.flags & BW_ORDER_WAITS) == 0)
    return;
  taken = bw_pool_take (&core->waiting);
  waiting = waiting_at (core, taken);
  bw_codec_get (reader, text_field, G_N_ELEMENTS (text_field), waiting);
  waiting->condition.n_steps = (guint8) bw_codec_get_count (reader, BW_CONDITION_STEPS_MAX);
  for (guint i = 0; i < waiting->condition.n_steps && !reader->failed; i++)
    {
      BwConditionStep *step = &waiting->condition.steps[i];

      bw_codec_get (reader, step_fields, G_N_ELEMENTS (step_fields), step);
      if (step->kind >= BW_CONDITION_LAST && step->kind <= BW_CONDITION_ASK &&
          bw_core_instrument_state (core, step->instrument) == NULL)
        reader->failed = TRUE;
    }
  if (reader->failed || !bw_condition_is_sound (&waiting->condition))
    {
      reader->failed = TRUE;
      bw_pool_give_back (&core->waiting, taken);
      return;
    }
  {
    BwWorkingOrder *working = bw_core_working (core, slot);
    BwTime arrival = working->arrival;

    bw_wait_attach (core, slot, taken);
    working->arrival = arrival; /* a time that is due now is still to come */
    bw_timer_set (core, slot);
  }
}
