/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/execute.h"

G_BEGIN_DECLS

/* How an order meets the standing book. */
typedef enum
{
  BW_MEETS_ARRIVING, /* it takes what is displayed, level by level */
  BW_MEETS_RESTING,  /* the market came to it: it fills at its own limit */
} BwMeets;

void bw_match_arrive (BwCore *core, guint32 slot);
void bw_match_standing (BwCore *core, BwInstrumentState *instrument);
void bw_match_quote (BwCore *core, BwInstrumentState *instrument);
void bw_match_trade (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *trade);
void bw_match_bar (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *bar, BwTime start);

/* From a trade; %FALSE when the order is no longer open. */
gboolean bw_match_from_trade (BwCore *core, BwInstrumentState *instrument, guint32 slot, const BwMarketEvent *trade, gint64 available_e8, BwFixed price, BwRule rule);

/* Against the standing book; all return %FALSE when the order is no longer open. */
gboolean bw_match_meet_book (BwCore *core, BwInstrumentState *instrument, guint32 slot, BwMeets meets, BwRule rule);
gboolean bw_match_book_has (const BwCore *core, const BwInstrumentState *instrument, guint32 slot);
void bw_match_source_quote (const BwInstrumentState *instrument, BwRule rule, BwMatchSource *source);

/* The profiles that have a way of their own; all return %FALSE when the order is no longer open. */
gboolean bw_match_paper (BwCore *core, BwInstrumentState *instrument, guint32 slot);
gboolean bw_match_top (BwCore *core, BwInstrumentState *instrument, guint32 slot, BwMeets meets, BwRule rule);
gboolean bw_match_immediate (BwCore *core, BwInstrumentState *instrument, guint32 slot);
gboolean bw_match_tick (BwCore *core, BwInstrumentState *instrument, guint32 slot, const BwMarketEvent *trade, BwRule rule);
gboolean bw_match_closes (const BwCore *core, const BwInstrumentState *instrument, guint32 slot);
gboolean bw_match_at_close (BwCore *core, BwInstrumentState *instrument, guint32 slot);

/* Pieces shared by the ways of matching. */
gboolean bw_match_is_live (const BwCore *core, const BwInstrumentState *instrument, const BwWorkingOrder *working);
void bw_match_collect_watching (BwCore *core, BwInstrumentState *instrument, BwFixed buys_at, BwFixed sells_at);
BwRule bw_match_trigger_rule (const BwOrder *order);
void bw_match_elect (BwCore *core, BwInstrumentState *instrument, guint32 slot);
void bw_match_rest (BwCore *core, BwInstrumentState *instrument, guint32 slot);
BwProfile bw_match_profile (const BwCore *core, const BwWorkingOrder *working);
BwFixed bw_match_displayed_at (const BwInstrumentState *instrument, int side, BwFixed price);

BwFixed bw_match_take_of (const BwInstrumentState *instrument, const BwOrder *order, gint64 available_e8);
BwFixed *bw_match_consumed (const BwInstrumentState *instrument, BwPositionState *position, int side);
/* Where on its path a bar is: 0 open, 1 and 2 the extremes, 3 the close. */
#define BW_BAR_CLOSE_POINT 3
gboolean bw_match_from_bar (BwCore *core, BwInstrumentState *instrument, guint32 slot, BwFixed price, int point, BwMatchSource *source);
const BwFillTerms *bw_match_terms (const BwCore *core, const BwWorkingOrder *working);

static inline gboolean
bw_match_has_limit (const BwOrder *order)
{
  return order->limit_price.e8 > 0;
}

/* Is @price as good as the order's limit, or better? */
static inline gboolean
bw_match_within_limit (const BwOrder *order, gint64 price_e8)
{
  if (!bw_match_has_limit (order))
    return TRUE;
  return order->side == BW_SIDE_BUY ? price_e8 <= order->limit_price.e8
                                    : price_e8 >= order->limit_price.e8;
}

G_END_DECLS
