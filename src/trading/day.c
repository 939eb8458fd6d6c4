/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/day.h"

#include "trading/carry.h"
#include "trading/margin-call.h"
#include "trading/margin.h"
#include "trading/risk/own.h"
#include "trading/risk/risk.h"
#include "trading/wait.h"

/**
 * bw_session_is_leading:
 *
 * Accounts count the days of the stock exchange; where none of its sessions has been told yet, those
 * of whatever calendar there is.
 */
gboolean
bw_session_is_leading (const BwCore *core, int calendar)
{
  return calendar == BW_CALENDAR_XNYS || core->calendars[BW_CALENDAR_XNYS].day == 0;
}

/* Of the session whose boundary this is. */
static BwDate
date_of (const BwCore *core, int calendar)
{
  return g_array_index (core->calendars[calendar].sessions, BwSession, 0).date;
}

/* The day's start of an account: after all flows before it. */
static void
begin_account_day (BwCore *core, BwAccountState *account)
{
  BwAccountFigures figures;

  if (bw_margin_figures (core, account, &figures))
    account->account.day_start_equity = figures.equity;
  account->account.day_start_realized = account->account.realized;
  bw_own_begin_day (core, account->account.id);
  bw_risk_begin_day (core, account);
}

/**
 * bw_session_start_of_day:
 *
 * The first of its hours begin (overnight, before the open, the open): the calendar's day has just been
 * counted.
 */
void
bw_session_start_of_day (BwCore *core, int calendar)
{
  if (!bw_session_is_leading (core, calendar))
    return;
  bw_carry_start_of_day (core, date_of (core, calendar));
  bw_wait_mark_accounts (core);
  for (guint i = 0; i < core->accounts->len; i++)
    {
      BwAccountState *account = g_ptr_array_index (core->accounts, i);

      if (calendar == BW_CALENDAR_XNYS)
        bw_margin_start_of_day (core, account);
      begin_account_day (core, account);
    }
  if (calendar == BW_CALENDAR_XNYS)
    bw_margin_arm (core);
}

/**
 * bw_session_close_of_day:
 *
 * The core session is over (16:00 New York, 13:00 on an early close).
 */
void
bw_session_close_of_day (BwCore *core, int calendar)
{
  for (guint i = 0; calendar == BW_CALENDAR_XNYS && i < core->accounts->len; i++)
    bw_margin_close_of_day (core, g_ptr_array_index (core->accounts, i));
}

/**
 * bw_session_end_of_day:
 *
 * Extended hours are over (the close, where there are none): what the day's end costs.
 */
void
bw_session_end_of_day (BwCore *core, int calendar)
{
  if (bw_session_is_leading (core, calendar))
    bw_carry_end_of_day (core, date_of (core, calendar));
}
