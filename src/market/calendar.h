/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/instrument.h"
#include "market/zone.h"

G_BEGIN_DECLS

/* All zone conversion of the program happens here and in market/zone.h. */

typedef enum
{
  BW_PHASE_CLOSED,
  BW_PHASE_PRE,
  BW_PHASE_CORE,
  BW_PHASE_POST,
  BW_PHASE_OVERNIGHT,
} BwSessionPhase;

/**
 * BwSession:
 * @date: the market's local date
 * @pre_open: extended hours begin; equals @open where there are none
 * @post_close: extended hours end; equals @close where there are none
 * @overnight_open: overnight trading begins, which lasts to @pre_open; 0 where there is none
 *
 * One trading day as UTC instants. XNYS: 20:00 of the calendar day before, 04:00, 09:30, 16:00 and 20:00 New York, or an early
 * close at 13:00 with extended hours to 17:00. FX: Monday's begins on Sunday at 17:00 New York.
 */
typedef struct
{
  BwDate date;
  BwTime pre_open, open, close, post_close;
  gboolean is_early_close;
  BwTime overnight_open;
} BwSession;

gboolean bw_calendar_session (BwCalendarId calendar, BwDate date, BwSession *session);
gboolean bw_calendar_session_at_or_after (BwCalendarId calendar, BwTime time, BwSession *session);
gboolean bw_calendar_session_before (BwCalendarId calendar, BwTime time, BwSession *session);
gboolean bw_calendar_next_session (BwCalendarId calendar, BwDate date, BwSession *session);
gboolean bw_calendar_previous_session (BwCalendarId calendar, BwDate date, BwSession *session);
BwSessionPhase bw_calendar_phase_at (BwCalendarId calendar, BwTime time);
const char *bw_calendar_closure_reason (BwCalendarId calendar, BwDate date);
BwDate bw_calendar_date_of (BwCalendarId calendar, BwTime start);

const char *bw_calendar_zone (BwCalendarId calendar);
const char *bw_calendar_name (BwCalendarId calendar);
gboolean bw_calendar_parse (const char *name, BwCalendarId *calendar);

G_END_DECLS
