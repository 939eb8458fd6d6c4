/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/calendar.h"
#include "market/injection.h"
#include "trading/account.h"
#include "trading/new-order.h"
#include "trading/risk/limit.h"

G_BEGIN_DECLS

/* Stored in the journal: never change a number. */
typedef enum
{
  BW_INPUT_TIME = 1,              /* the clock moved; timers strictly earlier fire */
  BW_INPUT_MARKET = 2,
  BW_INPUT_SESSION = 3,           /* a trading day of a calendar, told before it begins */
  BW_INPUT_DEFINE_INSTRUMENT = 4,
  BW_INPUT_OPEN_ACCOUNT = 5,
  BW_INPUT_NEW_ORDER = 6,
  BW_INPUT_REPLACE_ORDER = 7,
  BW_INPUT_CANCEL_ORDER = 8,
  BW_INPUT_CANCEL_ALL = 9,
  BW_INPUT_CLOSE_POSITION = 10,
  BW_INPUT_REVERSE_POSITION = 11, /* close it and, once flat, open the same size the other way */
  BW_INPUT_FLATTEN = 12,          /* cancel all, close all */
  BW_INPUT_DEPOSIT = 13,
  BW_INPUT_WITHDRAW = 14,
  BW_INPUT_TRANSFER_IN = 15,      /* a position brought along, at a price */
  BW_INPUT_HALT_ACCOUNT = 16,     /* the kill switch, on or off */
  BW_INPUT_PHASE = 17,            /* a phase that overrides the calendars; tests and lessons */
  BW_INPUT_SET_LIMIT = 19,        /* of one account, or of all */
  BW_INPUT_RESET_ACCOUNT = 20,    /* back to a starting cash; the history stays */
  BW_INPUT_CHANGE_TERMS = 18,     /* an account's terms, from here on */
  BW_INPUT_INJECT = 21,           /* to practise: the feed makes it happen; the core only sees the time */
} BwInputKind;

/* Ninety days after @created, or on gtd's @date: 16:15 in the calendar's zone (without hours: midnight).
 * Computed where the order is made, so that the core never sees a zone. */
BwTime bw_gtc_expiry (BwCalendarId calendar, BwTime created);
BwTime bw_gtd_expiry (BwCalendarId calendar, BwDate date);

/**
 * BwInput:
 * @time: when it happens, UTC; a time before the core's clock counts as the clock's
 *
 * Whatever can change the core's state.
 */
typedef struct
{
  guint8 kind; /* BwInputKind */
  BwTime time;
  union
  {
    BwMarketEvent market;
    struct
    {
      BwCalendarId calendar;
      BwSession session;
    } session;
    BwInstrument instrument; /* id 0: the core gives the next; else it must be unused */
    struct
    {
      BwUuid uuid;
      BwAccountTerms terms;
    } open_account;
    BwNewOrder new_order;
    BwReplaceOrder replace_order;
    struct
    {
      BwOrderId order;
    } cancel_order;
    struct
    {
      BwAccountId account; /* cancel all, flatten, close, reverse, halt */
      BwInstrumentId instrument; /* close, reverse */
      BwUuid uuid; /* close, reverse: of the order that is made; of a flatten the base of them */
    } account;
    struct
    {
      BwAccountId account;
      BwFixed amount; /* above 0; a reset: 0 or above */
    } cash;
    struct
    {
      BwAccountId account;
      BwInstrumentId instrument;
      BwFixed quantity; /* below 0: short */
      BwFixed price;
    } transfer_in;
    struct
    {
      BwAccountId account;
      BwAccountHalt halt;
      BwReason reason;
      guint32 action; /* BwHaltAction, before it halts */
      BwUuid uuid;    /* flatten: the base of its orders' */
    } halt_account;
    BwChangeTerms change_terms;
    struct
    {
      BwSessionPhase phase;
    } phase;
    BwInjection inject;
    struct
    {
      BwAccountId account; /* 0: all */
      BwLimit limit;
    } set_limit;
  };
} BwInput;

G_END_DECLS
