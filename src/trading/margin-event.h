/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/order.h"

G_BEGIN_DECLS

/* Stored: never change a number. */
typedef enum
{
  BW_MARGIN_CALL_ISSUED = 1,
  BW_MARGIN_CALL_MET = 2,
  BW_MARGIN_CALL_UNMET = 3,    /* past its due time */
  BW_MARGIN_LIQUIDATION = 4,   /* the broker begins to close positions */
  BW_MARGIN_VIOLATION = 5,     /* of good faith, or free-riding */
  BW_MARGIN_RESTRICTED = 6,    /* @until says how long */
  BW_MARGIN_RELEASED = 7,      /* a restriction is over */
  BW_MARGIN_PATTERN = 8,       /* the account is a pattern day trader's from here on */
} BwMarginEventKind;

/**
 * BwMarginEvent:
 * @reason: which call, violation or restriction: %BW_REASON_MAINTENANCE_MARGIN, INITIAL_MARGIN,
 *   INTRADAY_DEFICIT, GOOD_FAITH, FREE_RIDING, FROZEN, DAY_TRADES
 * @amount: of the call; else 0
 * @until: when the call is due (0: not known yet), the restriction ends; else 0
 */
typedef struct
{
  guint8 kind;   /* BwMarginEventKind */
  guint8 reason; /* BwReason */
  BwAccountId account;
  BwInstrumentId instrument;
  BwOrderId order;
  BwTime time;
  BwFixed amount;
  BwTime until;
} BwMarginEvent;

const char *bw_margin_event_word (BwMarginEventKind kind);

G_END_DECLS
