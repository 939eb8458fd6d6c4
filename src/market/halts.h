/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/calendar.h"
#include "market/event.h"

G_BEGIN_DECLS

/* Why and how long trading stands still: price bands and market-wide breakers as pure functions of
 * a reference price and the time (SEMANTICS section 3). */

/* How actively a share is traded: S&P 500, Russell 1000 and some funds are tier 1. */
typedef enum
{
  BW_LULD_TIER_1 = 1,
  BW_LULD_TIER_2 = 2,
} BwLuldTier;

typedef struct
{
  BwFixed lower, upper; /* on the cent; quotes beyond them can't trade */
} BwLuldBand;

/**
 * BwLuld:
 * @limit_since: when the national best bid or offer came to its band; %BW_TIME_NONE while it is not
 * @paused_until: %BW_TIME_NONE while it trades
 *
 * The limit state machine of one share.
 */
typedef struct
{
  BwTime limit_since;
  BwTime paused_until;
} BwLuld;

#define BW_LULD_LIMIT_STATE_NS (15 * BW_SECOND) /* at its band so long, a share pauses … */
#define BW_LULD_PAUSE_NS       (5 * BW_MINUTE)  /* … for so long */

guint bw_luld_percent (BwLuldTier tier, BwFixed reference);
gboolean bw_luld_is_wide (BwLuldTier tier, BwFixed reference, BwTime now, const BwSession *session);
gboolean bw_luld_band (BwLuldTier tier, BwFixed reference, BwTime now, const BwSession *session, BwLuldBand *band);
void bw_luld_init (BwLuld *luld);
gboolean bw_luld_step (BwLuld *luld, const BwLuldBand *band, BwFixed bid, BwFixed ask, BwTime now);

BwHaltCause bw_breaker_reached (BwFixed index, BwFixed previous_close);
BwTime bw_halt_until (BwHaltCause cause, BwTime now, const BwSession *session);

const char *bw_halt_cause_word (BwHaltCause cause);
gboolean bw_halt_cause_parse (const char *word, BwHaltCause *cause);

G_END_DECLS
