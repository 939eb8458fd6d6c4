/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/calendar.h"
#include "trading/account.h"

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
  BW_INPUT_RESET_ACCOUNT = 20,    /* back to a starting cash; the history stays */
} BwInputKind;

#define BW_CLIENT_ID_BYTES 129
#define BW_CONDITION_BYTES 256

/**
 * BwNewOrder:
 * @uuid: made at the edge
 * @client_id: the sender's idempotency key; empty for none
 * @quantity: 0 when @notional is given
 * @trail: trailing types: money, or percent with %BW_ORDER_TRAIL_PERCENT
 * @limit_offset: trailing_stop_limit: how far beyond its stop the limit is, above 0
 * @display: iceberg: how much of it the book shows at a time; 0: all
 * @take_profit, @stop_loss, @stop_loss_limit: prices of the legs of a bracket, oco or oto; 0: none
 * @expires: gtc: bw_gtc_expiry() of the moment it is sent (0: 90 times 24 hours on); gtd: its end
 * @when: the condition it waits for, as SCENARIOS.md writes it; empty for none
 */
typedef struct
{
  BwUuid uuid;
  char client_id[BW_CLIENT_ID_BYTES];
  BwAccountId account;
  BwInstrumentId instrument;
  guint8 side;   /* BwSide */
  guint8 intent; /* BwIntent */
  guint8 type;   /* BwOrderType */
  guint8 tif;    /* BwTif */
  guint8 order_class; /* BwOrderClass */
  guint16 flags; /* BwOrderFlags the sender may set */
  BwFixed quantity;
  BwFixed notional;
  BwFixed limit_price;
  BwFixed stop_price;
  BwFixed trail;
  BwFixed limit_offset;
  BwFixed display;
  BwFixed take_profit;
  BwFixed stop_loss;
  BwFixed stop_loss_limit;
  BwTime expires;
  char when[BW_CONDITION_BYTES];
} BwNewOrder;

/* A field at 0 stays as it is. The replacement is a new order with a new id. */
typedef struct
{
  BwUuid uuid;
  BwOrderId order;
  BwFixed quantity;
  BwFixed limit_price;
  BwFixed stop_price;
  BwFixed trail;
} BwReplaceOrder;

/* Ninety days after @created, 16:15 in the calendar's zone: computed where the order is made, so
 * that the core never sees a zone. */
BwTime bw_gtc_expiry (BwCalendarId calendar, BwTime created);

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
    } halt_account;
    struct
    {
      BwSessionPhase phase;
    } phase;
  };
} BwInput;

G_END_DECLS
