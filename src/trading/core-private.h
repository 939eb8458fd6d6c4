/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/invariant.h"
#include "trading/order-type.h"
#include "trading/pool.h"
#include "trading/state-private.h"

G_BEGIN_DECLS

struct _BwCore
{
  guint64 seed;
  BwTime now;
  BwTime next_due;      /* the earliest timer of all */
  BwTime halt_due;      /* when the first halt that has a time ends */
  guint64 sequence;
  guint64 n_events;     /* market events seen */
  guint64 next_order, next_fill, next_posting_set, next_rank;
  guint8 is_phase_forced;
  guint8 has_look;          /* conditions to look at when the event is over (wait.c) … */
  guint8 looks_at_all;
  guint8 looks_at_accounts;
  BwInstrumentId looks_at;  /* … those that read this one's prices; 0: none */
  guint8 is_liquidating; /* the order that is made is the broker's; never between steps */
  BwTime margin_due;     /* when accounts that have borrowed are looked at next */

  BwCalendarState calendars[BW_N_CALENDARS];
  GPtrArray *instruments; /* (owned): BwInstrumentState by id; NULL where undefined */
  GPtrArray *accounts;    /* (owned): BwAccountState by id less 1 */
  BwPool orders, positions, lots;
  BwPool extras; /* BwOrderExtra */
  BwPool trail_groups; /* of trail.c */
  BwPool waiting; /* BwWaiting */

  guint32 *order_slots;   /* (owned): open addressing by order id */
  guint32 n_order_slots;
  guint32 *position_slots; /* (owned): by account and instrument */
  guint32 n_position_slots;
  guint64 (*client_ids)[2]; /* (owned): hashes that were used */
  guint32 n_client_ids, n_client_slots;

  GArray *timers;    /* (owned): heap of order slots */
  GArray *touched;   /* (owned): scratch of matching */
  GArray *bar_entries; /* (owned): scratch of match-bar.c, BwBarEntry */
  struct _BwRiskState *risk; /* (owned): everybody's limits, risk/risk.h */
  GArray *reversals; /* (owned): orders to open once the event is done */
  GArray *dividends; /* (owned): BwReceivable, the soonest first */
  GArray *account_waiting; /* (owned): slots of orders whose condition reads their account */
  GArray *let_go;    /* (owned): scratch of wait.c, order ids */
  GArray *in_flight; /* (owned): BwInFlight, the soonest first (in-flight.c) */
  BwOutputs *outputs; /* (borrowed): where the step writes */
};

/* The entry of a group that a bar fills on its way. */
typedef struct
{
  BwOrderId entry;
  guint32 position;
  gint64 price_e8, extreme_e8; /* the bar's, that certainly came after it; else the price */
} BwBarEntry;

static inline BwWorkingOrder *
bw_core_working (const BwCore *core, guint32 slot)
{
  return bw_pool_at (&core->orders, slot);
}

static inline BwPositionState *
bw_core_position_at (const BwCore *core, guint32 slot)
{
  return bw_pool_at (&core->positions, slot);
}

static inline BwInstrumentState *
bw_core_instrument_state (const BwCore *core, BwInstrumentId id)
{
  return id < core->instruments->len ? g_ptr_array_index (core->instruments, id) : NULL;
}

static inline BwAccountState *
bw_core_account_state (const BwCore *core, BwAccountId id)
{
  return id >= 1 && id <= core->accounts->len ? g_ptr_array_index (core->accounts, id - 1) : NULL;
}

/* Saturating: what is too late never comes. */
static inline BwTime
bw_core_later (BwTime time, gint64 ns)
{
  BwTime sum;

  return __builtin_add_overflow (time, ns, &sum) ? BW_TIME_MAX : sum;
}

/* 0 for buys, 1 for sells. */
static inline int
bw_side_index (guint8 side)
{
  return side == BW_SIDE_BUY ? 0 : 1;
}

G_END_DECLS
