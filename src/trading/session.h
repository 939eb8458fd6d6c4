/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

#define BW_N_SESSION_STAGES 8

/* The boundary with which a session's day begins: what trades overnight is of the day it leads into. */
static inline guint8
bw_session_first_stage (const BwSession *session)
{
  return session->overnight_open != 0 ? 0 : 2; /* overnight, pre-open */
}

/* Has the first session told begun its day? */
static inline gboolean
bw_session_day_has_begun (const BwCalendarState *calendar)
{
  return calendar->sessions->len > 0 &&
         calendar->stage > bw_session_first_stage (&g_array_index (calendar->sessions, BwSession, 0));
}

void bw_session_init (BwCalendarState *calendar);
void bw_session_told (BwCore *core, BwCalendarId calendar, const BwSession *session);
void bw_session_force (BwCore *core, BwSessionPhase phase);
void bw_session_advance (BwCore *core, BwTime time);
gboolean bw_session_was_core (const BwCore *core, const BwInstrumentState *instrument, BwTime time);
BwTime bw_session_bar_start (const BwCore *core, const BwInstrumentState *instrument, BwTime end, BwTimeframe timeframe);
gboolean bw_session_is_opening (const BwCore *core, const BwInstrumentState *instrument);
void bw_session_begin_order (const BwCore *core, BwOrder *order, BwTime arrival);
BwOrderStatus bw_session_status (const BwCore *core, const BwOrder *order, BwTime arrival);
void bw_session_set_end (const BwCore *core, guint8 calendar, BwOrder *order);

static inline BwSessionPhase
bw_session_phase (const BwCore *core, guint8 calendar)
{
  return (BwSessionPhase) core->calendars[calendar].phase;
}

/* May an order trade now? */
static inline gboolean
bw_session_works (const BwCore *core, const BwInstrumentState *instrument, guint16 flags)
{
  BwSessionPhase phase = bw_session_phase (core, instrument->calendar);

  return phase == BW_PHASE_CORE ||
         (phase != BW_PHASE_CLOSED && (flags & BW_ORDER_EXTENDED_HOURS) != 0);
}

G_END_DECLS
