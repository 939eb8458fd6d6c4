/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/input.h"
#include "trading/output.h"

G_BEGIN_DECLS

/**
 * BwCore:
 *
 * The trading core of one timeline: a function from (state, input) to (state', outputs). No clock,
 * no thread, no I/O, no floating point in money. Owned by one thread.
 */
typedef struct _BwCore BwCore;

BwCore *bw_core_new (guint64 seed);
void bw_core_free (BwCore *core);

void bw_core_step (BwCore *core, const BwInput *input, BwOutputs *outputs);
void bw_core_step_market (BwCore *core, const BwMarketEvent *events, gsize n_events, BwOutputs *outputs);

/* What is now. Pointers stay good until the next step. */
BwTime bw_core_now (const BwCore *core);
guint64 bw_core_sequence (const BwCore *core);
const BwInstrument *bw_core_instrument (const BwCore *core, BwInstrumentId instrument);
gsize bw_core_n_accounts (const BwCore *core);
const BwAccount *bw_core_account_at (const BwCore *core, gsize index);
const BwAccount *bw_core_account (const BwCore *core, BwAccountId account);
gboolean bw_core_account_figures (const BwCore *core, BwAccountId account, BwAccountFigures *figures);
gsize bw_core_positions (const BwCore *core, BwAccountId account, BwPosition *positions, gsize n_max);
gboolean bw_core_position (const BwCore *core, BwAccountId account, BwInstrumentId instrument, BwPosition *position);
gboolean bw_core_limits_used (const BwCore *core, BwAccountId account, BwFixed used[BW_N_LIMITS]);
gboolean bw_core_limit (const BwCore *core, BwAccountId account, BwLimitRule rule, BwLimit *limit);
guint bw_core_n_sources (const BwCore *core);
void bw_core_source_limit (const BwCore *core, guint index, BwLimitRule rule, BwLimit *limit);
const BwOrder *bw_core_open_order (const BwCore *core, BwOrderId order);
gsize bw_core_n_open_orders (const BwCore *core);
void bw_core_foreach_open_order (const BwCore *core, BwAccountId account, void (*visit) (const BwOrder *order, gpointer user_data), gpointer user_data);

/**
 * BwMarketState:
 *
 * What the core knows of an instrument. Sizes are 0 and prices 0 where nothing has been seen.
 */
typedef struct
{
  BwTime quote_time;
  BwFixed bid, bid_size, ask, ask_size;
  BwTime last_time;
  BwFixed last;        /* last trade or bar close */
  BwFixed day_open, day_high, day_low, day_volume;
  BwFixed previous_close;
  gboolean is_halted;
  BwHaltCause halt_cause;
  BwTime halt_until;   /* BW_TIME_MAX: when somebody says so */
  gboolean has_borrow_rate; /* the market has told one */
  BwFixed borrow_rate; /* a year, as a fraction */
} BwMarketState;

gboolean bw_core_market_state (const BwCore *core, BwInstrumentId instrument, BwMarketState *state);

/**
 * BwOrderPreview:
 *
 * What an order would do if it were sent now: the ticket's lines. @reason is %BW_REASON_NONE when
 * it would be accepted; the figures are filled as far as they can be known.
 */
typedef struct
{
  BwReason reason;
  BwFixed price;               /* it is valued at */
  BwFixed notional;            /* price × quantity × multiplier */
  BwFixed cost;                /* buying power it takes */
  BwFixed fees;
  BwFixed buying_power_before;
  BwFixed buying_power_after;
  BwFixed position_after;
  BwFixed weight_before;       /* the position's share of equity, a fraction */
  BwFixed weight_after;
  BwFixed quantity_max;        /* the most that buying power (or the position) allows, on lot */
  BwFixed quantity;            /* what would be sent: a limit may cut it */
  BwFixed cash_before, cash_after;
  BwFixed sector_before, sector_after; /* shares of equity, open orders counted */
  BwFixed gross_before, gross_after;
  BwFixed net_before, net_after;       /* below 0: short */
  BwFixed worst_case;          /* what it can lose, fees included */
  gboolean worst_case_is_stop; /* … where its stop-loss holds */
  gboolean worst_case_is_open; /* a short without a stop: there is no worst case */
  BwVerdicts verdicts;
} BwOrderPreview;

void bw_core_preview (const BwCore *core, const BwNewOrder *order, BwOrderPreview *preview);

/* The whole state as versioned bytes, and its SHA-256. */
#define BW_CORE_DIGEST_BYTES 32

void bw_core_save (const BwCore *core, GByteArray *bytes);
BwCore *bw_core_load (const guint8 *bytes, gsize n_bytes, GError **error);
void bw_core_digest (const BwCore *core, guint8 digest[BW_CORE_DIGEST_BYTES]);
gboolean bw_core_is_balanced (const BwCore *core, char **why_not);

G_END_DECLS
