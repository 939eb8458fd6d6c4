/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/calendar.h"

#include "base/translatable.h"
#include "market/calendar-private.h"

/* XNYS keeps a table of sessions for each year asked for, published by one atomic pointer and never
 * freed. The other two follow from the date by arithmetic. */

#define YEAR_FIRST 1680
#define YEAR_LAST 2260

/* Longer than any closure. */
#define DAYS_SEARCHED 40

#define PRE_OPEN_MINUTE (4 * 60)
#define POST_MINUTES (4 * 60)
#define OVERNIGHT_MINUTES (8 * 60) /* 20:00 to 04:00 */
#define FX_CLOSE_MINUTE (17 * 60)

typedef struct
{
  BwSession sessions[366]; /* a date of BW_DATE_NONE: no session */
  const char *closures[366];
} XnysYear;

static const struct
{
  BwCalendarId calendar;
  const char *name;
  const char *zone;
} calendars[] = {
  { BW_CALENDAR_XNYS, "XNYS", BW_ZONE_NEW_YORK },
  { BW_CALENDAR_CRYPTO, "CRYPTO", BW_ZONE_UTC },
  { BW_CALENDAR_FX, "FX", BW_ZONE_NEW_YORK },
};

static XnysYear *xnys_years[YEAR_LAST - YEAR_FIRST + 1]; /* set once each, atomically */

static const BwZone *
get_new_york (void)
{
  static const BwZone *zone;
  const BwZone *known = g_atomic_pointer_get (&zone);

  if (G_LIKELY (known != NULL))
    return known;
  known = bw_zone_lookup (BW_ZONE_NEW_YORK);
  if (known == NULL)
    g_error ("The time zone America/New_York is missing: install the package tzdata.");
  g_atomic_pointer_set (&zone, known);
  return known;
}

/* None of the minutes asked for is ever skipped or repeated: clocks change at 02:00. */
static BwTime
new_york_instant (BwDate date, int minute)
{
  gint64 local = (gint64) date * BW_DAY + minute * BW_MINUTE;

  return local - bw_zone_offset (get_new_york (), local + 5 * BW_HOUR);
}

static XnysYear *
build_xnys_year (int year)
{
  XnysYear *built = g_new0 (XnysYear, 1);
  g_autofree BwXnysDay *days = g_new0 (BwXnysDay, 366);
  BwDate first = bw_date_from_ymd (year, 1, 1);

  bw_xnys_fill_year (year, days);
  for (int i = 0; i < 366; i++)
    {
      BwSession *session = &built->sessions[i];
      int close = days[i].close_minute;

      session->date = BW_DATE_NONE;
      built->closures[i] = days[i].closure;
      if (days[i].closure != NULL)
        continue;
      session->date = first + i;
      session->pre_open = new_york_instant (first + i, PRE_OPEN_MINUTE);
      session->overnight_open
          = new_york_instant (first + i - 1, 24 * 60 + PRE_OPEN_MINUTE - OVERNIGHT_MINUTES);
      session->open = new_york_instant (first + i, BW_XNYS_OPEN_MINUTE);
      session->close = new_york_instant (first + i, close);
      session->post_close = new_york_instant (first + i, close + POST_MINUTES);
      session->is_early_close = close != BW_XNYS_CLOSE_MINUTE;
    }
  return built;
}

/* The year's table and the date's place in it; %NULL outside of the years that BwTime holds. */
static const XnysYear *
get_xnys_year (BwDate date, int *day_index)
{
  int year, month, day;
  XnysYear **slot;
  XnysYear *known;
  XnysYear *built;

  bw_date_to_ymd (date, &year, &month, &day);
  if (year < YEAR_FIRST || year > YEAR_LAST)
    return NULL;
  *day_index = date - bw_date_from_ymd (year, 1, 1);
  slot = &xnys_years[year - YEAR_FIRST];
  known = g_atomic_pointer_get (slot);
  if (G_LIKELY (known != NULL))
    return known;
  built = build_xnys_year (year);
  if (g_atomic_pointer_compare_and_exchange (slot, NULL, built))
    return built;
  g_free (built);
  return g_atomic_pointer_get (slot);
}

static gboolean
find_xnys_session (BwDate date, BwSession *session)
{
  int i;
  const XnysYear *year = get_xnys_year (date, &i);

  if (year == NULL || year->sessions[i].date == BW_DATE_NONE)
    return FALSE;
  *session = year->sessions[i];
  return TRUE;
}

static gboolean
is_date_held (BwDate date)
{
  int year, month, day;

  bw_date_to_ymd (date, &year, &month, &day);
  return year >= YEAR_FIRST && year <= YEAR_LAST;
}

static void
set_plain_session (BwSession *session, BwDate date, BwTime open, BwTime close)
{
  *session = (BwSession){ .date = date, .pre_open = open, .open = open, .close = close,
                          .post_close = close };
}

/**
 * bw_calendar_session:
 * @session: (out caller-allocates) (nullable)
 *
 * Any thread may ask. XNYS is exact from 1990 to 2040, by rule outside. Cost: some 20 ns.
 *
 * Returns: %TRUE when @date is a session of @calendar
 */
gboolean
bw_calendar_session (BwCalendarId calendar, BwDate date, BwSession *session)
{
  BwSession ignored;

  if (session == NULL)
    session = &ignored;
  switch (calendar)
    {
    case BW_CALENDAR_XNYS:
      return find_xnys_session (date, session);
    case BW_CALENDAR_CRYPTO:
      if (!is_date_held (date))
        return FALSE;
      set_plain_session (session, date, date * BW_DAY, (date + 1) * BW_DAY);
      return TRUE;
    case BW_CALENDAR_FX:
      if (!is_date_held (date) || bw_date_weekday (date) > 5)
        return FALSE;
      set_plain_session (session, date, new_york_instant (date - 1, FX_CLOSE_MINUTE),
                         new_york_instant (date, FX_CLOSE_MINUTE));
      return TRUE;
    }
  return FALSE;
}

/* A time's date, in whole days of UTC; at most one day away from any market's date. */
static BwDate
utc_date (BwTime time)
{
  return bw_time_utc_date (time);
}

/**
 * bw_calendar_session_at_or_after:
 * @session: (out caller-allocates)
 *
 * The session whose hours, extended ones included, @time is in, or else the next: the first
 * with @post_close after @time. It and bw_calendar_session_before() are neighbours.
 */
gboolean
bw_calendar_session_at_or_after (BwCalendarId calendar, BwTime time, BwSession *session)
{
  BwDate first = utc_date (time) - 1;

  for (int i = 0; i < DAYS_SEARCHED; i++)
    if (bw_calendar_session (calendar, first + i, session) && session->post_close > time)
      return TRUE;
  return FALSE;
}

/**
 * bw_calendar_session_before:
 * @session: (out caller-allocates)
 *
 * The last session that is over at @time, extended hours included.
 */
gboolean
bw_calendar_session_before (BwCalendarId calendar, BwTime time, BwSession *session)
{
  BwDate last = utc_date (time) + 1;

  for (int i = 0; i < DAYS_SEARCHED; i++)
    if (bw_calendar_session (calendar, last - i, session) && session->post_close <= time)
      return TRUE;
  return FALSE;
}

/**
 * bw_calendar_next_session:
 * @session: (out caller-allocates): the first one dated after @date
 */
gboolean
bw_calendar_next_session (BwCalendarId calendar, BwDate date, BwSession *session)
{
  for (int i = 1; i <= DAYS_SEARCHED; i++)
    if (bw_calendar_session (calendar, date + i, session))
      return TRUE;
  return FALSE;
}

/**
 * bw_calendar_previous_session:
 * @session: (out caller-allocates): the last one dated before @date
 */
gboolean
bw_calendar_previous_session (BwCalendarId calendar, BwDate date, BwSession *session)
{
  for (int i = 1; i <= DAYS_SEARCHED; i++)
    if (bw_calendar_session (calendar, date - i, session))
      return TRUE;
  return FALSE;
}

/**
 * bw_calendar_phase_at:
 *
 * Overnight trading (XNYS) leads into a session: 20:00 of the calendar day before to 04:00, so there
 * is none on the eve of a full holiday nor on Friday and Saturday evenings.
 */
BwSessionPhase
bw_calendar_phase_at (BwCalendarId calendar, BwTime time)
{
  BwSession session;

  if (!bw_calendar_session_at_or_after (calendar, time, &session))
    return BW_PHASE_CLOSED;
  if (time >= session.close)
    return BW_PHASE_POST;
  if (time >= session.open)
    return BW_PHASE_CORE;
  if (time >= session.pre_open)
    return BW_PHASE_PRE;
  if (session.overnight_open != 0 && time >= session.overnight_open)
    return BW_PHASE_OVERNIGHT;
  return BW_PHASE_CLOSED;
}

/**
 * bw_calendar_closure_reason:
 *
 * Returns: (nullable): `Good Friday`, `Weekend`, `Hurricane Sandy`; %NULL on a session
 */
const char *
bw_calendar_closure_reason (BwCalendarId calendar, BwDate date)
{
  const XnysYear *year;
  int i;

  if (bw_calendar_session (calendar, date, NULL))
    return NULL;
  if (calendar != BW_CALENDAR_XNYS)
    return N_("Weekend");
  year = get_xnys_year (date, &i);
  return year != NULL ? year->closures[i] : N_("Outside of the calendar");
}

/**
 * bw_calendar_date_of:
 * @start: of a bar of a day or more
 *
 * The date by which such a bar is known: its session's. For FX that is not the date on the market's
 * clock, as Monday's session starts on Sunday evening.
 */
BwDate
bw_calendar_date_of (BwCalendarId calendar, BwTime start)
{
  BwSession session;

  if (!bw_calendar_session_at_or_after (calendar, start, &session))
    return bw_time_utc_date (start);
  return session.date;
}

/**
 * bw_calendar_zone:
 *
 * Returns: the zone of the market's own clock, for the names of its days and for display
 */
const char *
bw_calendar_zone (BwCalendarId calendar)
{
  for (gsize i = 0; i < G_N_ELEMENTS (calendars); i++)
    if (calendars[i].calendar == calendar)
      return calendars[i].zone;
  return BW_ZONE_UTC;
}

const char *
bw_calendar_name (BwCalendarId calendar)
{
  for (gsize i = 0; i < G_N_ELEMENTS (calendars); i++)
    if (calendars[i].calendar == calendar)
      return calendars[i].name;
  return "";
}

gboolean
bw_calendar_parse (const char *name, BwCalendarId *calendar)
{
  for (gsize i = 0; i < G_N_ELEMENTS (calendars); i++)
    if (g_ascii_strcasecmp (calendars[i].name, name) == 0)
      {
        *calendar = calendars[i].calendar;
        return TRUE;
      }
  return FALSE;
}
