/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/check.h"
#include "trading/codec.h"

G_BEGIN_DECLS

/* The limits of the core: how they are kept, what they make of an order (chain.c), and the losses
 * that are watched between orders (watch.c). */

/**
 * BwRiskAccount:
 * @own: what was set for this account, by rule
 * @active: (nullable elements): what counts, by rule: its own, else everybody's; NULL where off
 * @keeps_peak: somebody's drawdown limit looks at it
 * @peak_profit: the highest total profit since the drawdown limit was set: flows are no profit
 * @times: when the last orders were accepted, a ring of as many as the order rate allows
 * @is_due: something was filled in this event: its losses are looked at when it is over
 */
typedef struct _BwRiskAccount
{
  BwLimit own[BW_N_LIMITS];
  const BwLimit *active[BW_N_LIMITS];
  guint32 n_active;
  gboolean watches_losses;
  gboolean keeps_peak;
  gboolean is_due;
  BwFixed peak_profit;
  BwTime *times; /* (owned) (nullable) */
  guint32 n_times, n_times_max, next_time;
} BwRiskAccount;

/* @next_check: the minute at which losses are looked at next; %BW_TIME_MAX where nobody's are */
/* @sources: strategies and agents by number less 1; @n_drawdowns: of them that have such a limit, so
 * that each account's highest equity is kept */
typedef struct _BwRiskState
{
  BwLimit all[BW_N_LIMITS];
  GPtrArray *sources; /* (owned): BwRiskSource */
  guint32 n_drawdowns;
  guint32 n_stopped;      /* of the sources, by their kill switch */
  GArray *own_positions;  /* (owned): BwOwnPosition, in the order they were first traded (own.c) */
  GArray *own_marks;      /* (owned): BwOwnMark */
  gboolean is_any_due;
  BwTime next_check;
} BwRiskState;

BwRiskState *bw_risk_state_new (void);
void bw_risk_state_free (BwRiskState *risk);
BwRiskAccount *bw_risk_account_new (void);
void bw_risk_account_free (BwRiskAccount *risk);

void bw_risk_set_limit (BwCore *core, BwAccountId account, const BwLimit *limit);
void bw_risk_refresh (BwCore *core, BwAccountState *account);
void bw_risk_choose (BwRiskAccount *risk, const BwLimit *all);
void bw_risk_note_order (const BwCore *core, BwAccountState *account, const BwOrder *order);
guint32 bw_risk_orders_since (const BwRiskAccount *risk, BwTime time);

void bw_risk_save (const BwCore *core, GByteArray *bytes);
void bw_risk_load (BwReader *reader, BwCore *core);

/* chain.c */
void bw_risk_record (BwVerdict *verdict, const BwRuleVerdict *rule);
BwReason bw_risk_run_chain (const BwCore *core, const BwAccountState *account, const BwInstrumentState *instrument, const BwWorkingOrder *replacing, const BwAccountFigures *figures, BwVerdict *verdict);

/* watch.c */
gboolean bw_risk_losses (const BwCore *core, const BwAccountState *account, BwFixed *day_loss, BwFixed *drawdown);
gboolean bw_risk_losses_of (const BwAccountState *account, BwFixed equity, BwFixed total_profit, BwFixed *day_loss, BwFixed *drawdown);
gboolean bw_risk_watch_figures (BwCore *core, BwAccountState *account, BwAccountFigures *figures);
void bw_risk_watch (BwCore *core, BwAccountState *account);
void bw_risk_run_watches (BwCore *core);
void bw_risk_check_minute (BwCore *core);
void bw_risk_schedule (BwCore *core);
void bw_risk_begin_day (BwCore *core, BwAccountState *account);
void bw_risk_forget_peak (BwCore *core, BwAccountState *account);

/* An execution changed the account; called amid matching, where nothing may be cancelled. */
static inline void
bw_risk_note_fill (BwCore *core, BwAccountState *account)
{
  if (account->risk->watches_losses)
    account->risk->is_due = core->risk->is_any_due = TRUE;
}

G_END_DECLS
