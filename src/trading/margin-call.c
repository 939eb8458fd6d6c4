/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/margin-call.h"

#include "trading/execute.h"
#include "trading/liquidation.h"
#include "trading/margin.h"
#include "trading/session.h"

/* Calls and restrictions. An account that has borrowed money or shares is looked at after each of its
 * fills and flows, every minute of the core session, and at the close: never on a tick. A maintenance
 * call is due at the close of the next business day; left unmet, or when equity falls below half of the
 * maintenance margin, the broker liquidates. (Own choice: the rules only say "as promptly as possible",
 * FINRA 4210(f)(6), and that the broker may act earlier, [AL-old].) */

#define CHECK_EVERY BW_MINUTE
#define RESTRICTION (90 * BW_DAY)
#define A_YEAR (365 * BW_DAY)
#define CALL_DAYS 1
#define INTRADAY_CALL_DAYS 2
#define INTRADAY_FINAL_DAYS 5
#define DEFICIT_DE_MINIMIS BW_FIXED (1000)

void
bw_margin_say (BwCore *core, const BwAccountState *account, BwMarginEventKind kind, BwReason reason,
               BwFixed amount, BwTime until)
{
  BwMarginEvent *event = bw_execute_say (core, BW_OUTPUT_MARGIN_EVENT, sizeof *event);

  event->kind = (guint8) kind;
  event->reason = (guint8) reason;
  event->account = account->account.id;
  event->time = core->now;
  event->amount = amount;
  event->until = until;
}

static gint32
business_day (const BwCore *core)
{
  return core->calendars[BW_CALENDAR_XNYS].day;
}

static BwTime
later (const BwCore *core, gint64 ns)
{
  BwTime time;

  return __builtin_add_overflow (core->now, ns, &time) ? BW_TIME_MAX : time;
}

static void
restrict_to_settled (BwCore *core, BwAccountState *account, BwReason reason)
{
  account->account.margin.settled_only_until = later (core, RESTRICTION);
  bw_margin_say (core, account, BW_MARGIN_RESTRICTED, reason, BW_FIXED_ZERO,
                 account->account.margin.settled_only_until);
}

/**
 * bw_margin_violate:
 * @reason: %BW_REASON_GOOD_FAITH or %BW_REASON_FREE_RIDING
 *
 * Three violations of good faith within twelve months, or one of free-riding, restrict a cash account
 * to settled cash for ninety days. Source: Reg T 220.8(c) (free-riding); the brokers' common practice
 * for good faith [K].
 */
void
bw_margin_violate (BwCore *core, BwAccountState *account, BwReason reason, BwInstrumentId instrument,
                   BwOrderId order)
{
  BwTime *violations = account->account.margin.violations;
  BwMarginEvent *event = bw_execute_say (core, BW_OUTPUT_MARGIN_EVENT, sizeof *event);

  event->kind = BW_MARGIN_VIOLATION;
  event->reason = (guint8) reason;
  event->account = account->account.id;
  event->instrument = instrument;
  event->order = order;
  event->time = core->now;
  if (reason == BW_REASON_FREE_RIDING)
    {
      restrict_to_settled (core, account, reason);
      return;
    }
  for (int i = BW_GOOD_FAITH_MAX - 1; i > 0; i--)
    violations[i] = violations[i - 1];
  violations[0] = core->now;
  if (violations[BW_GOOD_FAITH_MAX - 1] != 0 &&
      core->now - violations[BW_GOOD_FAITH_MAX - 1] <= A_YEAR)
    restrict_to_settled (core, account, reason);
}

static BwReason
reason_of (const BwMarginCall *call)
{
  switch ((BwMarginCallKind) call->kind)
    {
    case BW_CALL_INITIAL:
      return BW_REASON_INITIAL_MARGIN;
    case BW_CALL_INTRADAY:
      return BW_REASON_INTRADAY_DEFICIT;
    case BW_CALL_MAINTENANCE:
    case BW_CALL_NONE:
      break;
    }
  return BW_REASON_MAINTENANCE_MARGIN;
}

/* The close of the business day @day, when its session has been told; else 0. */
static BwTime
close_of (const BwCore *core, gint32 day)
{
  const BwCalendarState *state = &core->calendars[BW_CALENDAR_XNYS];
  gint32 first = bw_session_day_has_begun (state) ? state->day : state->day + 1; /* of the first session told */

  if (day < first || (guint) (day - first) >= state->sessions->len)
    return 0;
  return g_array_index (state->sessions, BwSession, day - first).close;
}

static void
issue (BwCore *core, BwAccountState *account, BwMarginCall *call, BwMarginCallKind kind, BwFixed amount)
{
  gint32 n_days = kind == BW_CALL_INTRADAY ? INTRADAY_CALL_DAYS : CALL_DAYS;

  *call = (BwMarginCall){
    .kind = (guint8) kind,
    .amount = amount,
    .issued = core->now,
    .due_day = business_day (core) + n_days,
    .final_day = business_day (core) + (kind == BW_CALL_INTRADAY ? INTRADAY_FINAL_DAYS : n_days),
  };
  call->due = close_of (core, call->due_day);
  bw_margin_say (core, account, BW_MARGIN_CALL_ISSUED, reason_of (call), amount, call->due);
}

static void
meet (BwCore *core, BwAccountState *account, BwMarginCall *call)
{
  bw_margin_say (core, account, BW_MARGIN_CALL_MET, reason_of (call), call->amount, 0);
  *call = (BwMarginCall){ 0 };
}

/* An intraday call is met by deposits of its amount, or once margin exceeds maintenance by it. */
static void
check_intraday_call (BwCore *core, BwAccountState *account, const BwAccountFigures *figures)
{
  BwMarginCall *call = &account->account.margin.intraday_call;

  if (call->kind != BW_CALL_NONE && (bw_fixed_compare (call->deposited, call->amount) >= 0 ||
                                     bw_fixed_compare (figures->intraday_level, call->amount) >= 0))
    meet (core, account, call);
}

static void
check_call (BwCore *core, BwAccountState *account, const BwAccountFigures *figures)
{
  BwMarginCall *call = &account->account.margin.call;
  BwFixed missing = { -figures->intraday_level.e8 };

  if (call->kind == BW_CALL_INITIAL)
    {
      if (bw_fixed_compare (figures->equity, figures->initial_margin) >= 0)
        meet (core, account, call);
    }
  else if (call->kind == BW_CALL_MAINTENANCE)
    {
      if (missing.e8 <= 0)
        meet (core, account, call);
      else
        call->amount = missing;
    }
  else if (missing.e8 > 0)
    issue (core, account, call, BW_CALL_MAINTENANCE, missing);
}

/**
 * bw_margin_check:
 * @is_reducing: a transaction has just lowered the margin in excess
 *
 * The largest deficit right after such a transaction is the day's intraday margin deficit; what the
 * market does to positions makes none. Source: FINRA 4210(d)(2) as amended, 91 FR 20731.
 */
void
bw_margin_check (BwCore *core, BwAccountState *account, gboolean is_reducing)
{
  BwAccountMargin *margin = &account->account.margin;
  BwAccountFigures figures;

  if (account->account.terms.type != BW_ACCOUNT_MARGIN || !bw_margin_figures (core, account, &figures))
    return;
  if (is_reducing && figures.margin_rule == BW_MARGIN_RULE_INTRADAY && figures.intraday_level.e8 < 0)
    margin->deficit.e8 = MAX (margin->deficit.e8, -figures.intraday_level.e8);
  check_call (core, account, &figures);
  check_intraday_call (core, account, &figures);
  margin->is_exposed = figures.cash.e8 < 0 || figures.short_value.e8 < 0 || margin->call.kind != BW_CALL_NONE;
}

/* From here on the account is looked at. */
void
bw_margin_expose (BwCore *core, BwAccountState *account)
{
  if (account->account.margin.is_exposed)
    return;
  account->account.margin.is_exposed = TRUE;
  if (core->margin_due == BW_TIME_MAX)
    bw_margin_arm (core);
}

/**
 * bw_margin_move_cash:
 * @amount: below 0: taken out
 *
 * Money has come or gone. Before an account's first close it belongs to what it began with.
 */
void
bw_margin_move_cash (BwCore *core, BwAccountState *account, BwFixed amount)
{
  BwAccountMargin *margin = &account->account.margin;

  if ((!margin->has_closed || amount.e8 < 0) && !bw_fixed_add (margin->last_equity, amount, &margin->last_equity))
    margin->last_equity = account->account.cash;
  if (amount.e8 > 0 && margin->intraday_call.kind != BW_CALL_NONE)
    margin->intraday_call.deposited.e8 =
        MIN (margin->intraday_call.amount.e8, margin->intraday_call.deposited.e8 + MIN (amount.e8, G_MAXINT64 / 2));
  if (margin->is_exposed || margin->intraday_call.kind != BW_CALL_NONE)
    bw_margin_check (core, account, amount.e8 < 0);
}

/**
 * bw_margin_bring:
 * @cost: of a position that was brought along; below 0: short
 */
void
bw_margin_bring (BwCore *core, BwAccountState *account, BwFixed cost)
{
  BwAccountMargin *margin = &account->account.margin;
  BwAccountFigures figures;

  if (!margin->has_closed && !bw_fixed_add (margin->last_equity, cost, &margin->last_equity))
    margin->last_equity = BW_FIXED_ZERO;
  /* Its day may have begun before: until it trades, all it holds is what it brought. */
  if (!margin->has_closed && margin->n_trades[0] == 0 && bw_margin_figures (core, account, &figures))
    margin->last_maintenance = figures.maintenance_margin;
  if (account->account.terms.type == BW_ACCOUNT_MARGIN && (cost.e8 < 0 || account->account.cash.e8 < 0))
    bw_margin_expose (core, account);
}

static void
release (BwCore *core, BwAccountState *account, BwTime *until, BwReason reason)
{
  if (*until == 0 || core->now < *until)
    return;
  *until = 0;
  bw_margin_say (core, account, BW_MARGIN_RELEASED, reason, BW_FIXED_ZERO, 0);
}

/**
 * bw_margin_start_of_day:
 *
 * Proceeds settle, the window of day trades moves on, restrictions end.
 */
void
bw_margin_start_of_day (BwCore *core, BwAccountState *account)
{
  BwAccountMargin *margin = &account->account.margin;
  BwAccountFigures figures;

  for (int i = 0; i + 1 < BW_SETTLEMENT_DAYS_MAX; i++)
    margin->unsettled[i] = margin->unsettled[i + 1];
  margin->unsettled[BW_SETTLEMENT_DAYS_MAX - 1] = BW_FIXED_ZERO;
  for (int i = BW_DAY_TRADE_DAYS - 1; i > 0; i--)
    {
      margin->n_day_trades[i] = margin->n_day_trades[i - 1];
      margin->n_trades[i] = margin->n_trades[i - 1];
    }
  margin->n_day_trades[0] = margin->n_trades[0] = 0;
  margin->deficit = margin->day_power_used = BW_FIXED_ZERO;
  release (core, account, &margin->frozen_until, BW_REASON_FROZEN);
  release (core, account, &margin->settled_only_until, BW_REASON_GOOD_FAITH);
  if (margin->call.kind != BW_CALL_NONE && margin->call.due == 0)
    margin->call.due = close_of (core, margin->call.due_day);
  if (margin->intraday_call.kind != BW_CALL_NONE && margin->intraday_call.due == 0)
    margin->intraday_call.due = close_of (core, margin->intraday_call.due_day);
  if (!margin->has_closed && bw_margin_figures (core, account, &figures))
    {
      margin->last_equity = figures.equity;
      margin->last_maintenance = figures.maintenance_margin;
    }
}

static gboolean
is_de_minimis (BwFixed deficit, BwFixed equity)
{
  gint64 twentieth_e8 = MAX (equity.e8, 0) / 20;

  return deficit.e8 < MIN (DEFICIT_DE_MINIMIS.e8, twentieth_e8);
}

/* Not met at the close of the fifth business day: the second time within a year is a practice of it,
 * and freezes new debits and shorts for ninety days. */
static void
close_intraday_call (BwCore *core, BwAccountState *account)
{
  BwAccountMargin *margin = &account->account.margin;
  BwMarginCall *call = &margin->intraday_call;
  gboolean is_practice = margin->deficit_unmet != 0 && core->now - margin->deficit_unmet <= A_YEAR;

  if (call->kind == BW_CALL_NONE)
    return;
  if (!call->is_overdue && business_day (core) >= call->due_day)
    {
      call->is_overdue = TRUE;
      bw_margin_say (core, account, BW_MARGIN_CALL_UNMET, reason_of (call), call->amount, call->due);
    }
  if (business_day (core) < call->final_day)
    return;
  *call = (BwMarginCall){ 0 };
  margin->deficit_unmet = core->now;
  if (!is_practice)
    return;
  margin->frozen_until = later (core, RESTRICTION);
  bw_margin_say (core, account, BW_MARGIN_RESTRICTED, BW_REASON_FROZEN, BW_FIXED_ZERO, margin->frozen_until);
}

static void
close_call (BwCore *core, BwAccountState *account, const BwAccountFigures *figures)
{
  BwAccountMargin *margin = &account->account.margin;
  BwMarginCall *call = &margin->call;
  BwFixed missing;

  if (call->kind == BW_CALL_NONE && account->account.terms.multiplier == 4 &&
      margin->day_power_used.e8 > 0 && bw_fixed_sub (figures->initial_margin, figures->equity, &missing) &&
      missing.e8 > 0)
    issue (core, account, call, BW_CALL_INITIAL, missing);
  if (call->kind == BW_CALL_NONE || call->is_overdue || business_day (core) < call->due_day)
    return;
  call->is_overdue = TRUE;
  bw_margin_say (core, account, BW_MARGIN_CALL_UNMET, reason_of (call), call->amount, call->due);
}

/**
 * bw_margin_close_of_day:
 *
 * What the next day counts from, and what the day has left open.
 */
void
bw_margin_close_of_day (BwCore *core, BwAccountState *account)
{
  BwAccountMargin *margin = &account->account.margin;
  BwAccountFigures figures;

  if (margin->is_exposed)
    bw_margin_check (core, account, FALSE);
  if (!bw_margin_figures (core, account, &figures))
    return;
  margin->last_equity = figures.equity;
  margin->last_maintenance = figures.maintenance_margin;
  margin->has_closed = TRUE;
  if (account->account.terms.type != BW_ACCOUNT_MARGIN)
    return;
  check_intraday_call (core, account, &figures);
  close_call (core, account, &figures);
  close_intraday_call (core, account);
  if (margin->deficit.e8 > 0 && margin->intraday_call.kind == BW_CALL_NONE &&
      !is_de_minimis (margin->deficit, figures.equity))
    issue (core, account, &margin->intraday_call, BW_CALL_INTRADAY, margin->deficit);
  if (margin->call.kind != BW_CALL_NONE)
    bw_margin_expose (core, account);
}

/**
 * bw_margin_arm:
 *
 * Sets when accounts that have borrowed are looked at next: the next whole minute of the core
 * session, the first one after its open.
 */
void
bw_margin_arm (BwCore *core)
{
  const BwCalendarState *state = &core->calendars[BW_CALENDAR_XNYS];
  BwTime from = core->now;
  gboolean is_exposed = FALSE;

  for (guint i = 0; i < core->accounts->len && !is_exposed; i++)
    is_exposed = ((BwAccountState *) g_ptr_array_index (core->accounts, i))->account.margin.is_exposed;
  core->margin_due = BW_TIME_MAX;
  if (!is_exposed)
    return;
  if (state->phase != BW_PHASE_CORE)
    {
      if (core->is_phase_forced || state->sessions->len == 0 ||
          g_array_index (state->sessions, BwSession, 0).open < core->now)
        return;
      from = g_array_index (state->sessions, BwSession, 0).open;
    }
  core->margin_due = from - (from % CHECK_EVERY + CHECK_EVERY) % CHECK_EVERY + CHECK_EVERY;
  core->next_due = MIN (core->next_due, core->margin_due);
}

/* Equity below half of what must be kept: the broker doesn't wait for the call's due time. */
static gboolean
is_severe (const BwCore *core, const BwAccountState *account)
{
  BwAccountFigures figures;

  return account->account.margin.call.kind == BW_CALL_MAINTENANCE &&
         bw_margin_figures (core, account, &figures) &&
         figures.equity.e8 < figures.maintenance_margin.e8 / 2;
}

/**
 * bw_margin_timer:
 *
 * A minute of the core session is over. Cost: O(positions of the accounts that have borrowed).
 */
void
bw_margin_timer (BwCore *core)
{
  for (guint i = 0; i < core->accounts->len; i++)
    {
      BwAccountState *account = g_ptr_array_index (core->accounts, i);

      if (!account->account.margin.is_exposed)
        continue;
      bw_margin_check (core, account, FALSE);
      if (bw_session_phase (core, BW_CALENDAR_XNYS) == BW_PHASE_CORE &&
          (account->account.margin.call.is_overdue || is_severe (core, account)))
        bw_liquidate (core, account);
    }
  bw_margin_arm (core);
}
