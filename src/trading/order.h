/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/instrument.h"
#include "trading/order-status.h"
#include "trading/words.h"

G_BEGIN_DECLS

/* Small integers of one timeline, rising, never reused; 0 is none. */
typedef guint64 BwOrderId;
typedef guint32 BwAccountId;

/* The numbers below are stored: never change one. The words are SCENARIOS.md's. */
typedef enum
{
  BW_SIDE_BUY = 1,
  BW_SIDE_SELL = 2,
} BwSide;

/* What the sender says the order is for; `sell` and `buy` leave it open (AUTO). */
typedef enum
{
  BW_INTENT_AUTO = 0,
  BW_INTENT_OPEN = 1,  /* buy_to_open, sell_to_open (`short`) */
  BW_INTENT_CLOSE = 2, /* buy_to_close (`cover`), sell_to_close */
} BwIntent;

typedef enum
{
  BW_ORDER_MARKET = 1,
  BW_ORDER_LIMIT = 2,
  BW_ORDER_STOP = 3,
  BW_ORDER_STOP_LIMIT = 4,
  BW_ORDER_TRAILING_STOP = 5,
  BW_ORDER_TRAILING_STOP_LIMIT = 6,
  BW_ORDER_MARKET_IF_TOUCHED = 7,
  BW_ORDER_LIMIT_IF_TOUCHED = 8,
} BwOrderType;

typedef enum
{
  BW_TIF_DAY = 1,
  BW_TIF_GTC = 2,
  BW_TIF_IOC = 3,
  BW_TIF_FOK = 4,
  BW_TIF_OPG = 5,
  BW_TIF_CLS = 6,
  BW_TIF_GTD = 7,
} BwTif;

typedef enum
{
  BW_ORDER_CLASS_SIMPLE = 0,
  BW_ORDER_CLASS_BRACKET = 1,
  BW_ORDER_CLASS_OCO = 2,
  BW_ORDER_CLASS_OTO = 3,
} BwOrderClass;

typedef enum
{
  BW_ORDER_EXTENDED_HOURS = 1 << 0,
  BW_ORDER_REDUCE_ONLY = 1 << 1,
  BW_ORDER_TRIGGERED = 1 << 2, /* its stop has been elected */
  BW_ORDER_REVERSES = 1 << 3,  /* once filled, the same size is opened the same way */
  BW_ORDER_TRAIL_PERCENT = 1 << 4, /* @trail is in percent of the best price, else in money */
  BW_ORDER_TAKE_PROFIT = 1 << 5,   /* the leg of a group that takes the profit */
  BW_ORDER_STOP_LOSS = 1 << 6,     /* the leg of a group that limits the loss */
  BW_ORDER_WAITS = 1 << 7,         /* its condition (`when`) does not hold yet */
  BW_ORDER_LIQUIDATES = 1 << 12,   /* the broker's, to meet a margin call */
} BwOrderFlags;

/**
 * BwOrder:
 * @uuid: its name outside
 * @client_id_hash: of the sender's idempotency key; 0,0 for none. The text is in the journal.
 * @quantity: asked for, above 0; the side says the direction
 * @filled_cost_e16: exact sum of price × quantity of its fills, 16 decimals
 * @limit_price, @stop_price, @trail: 0 where the type has none
 * @expires: %BW_TIME_MAX when nothing ends it
 * @filled: a replacement carries over what the order it replaced had filled
 * @reason: why it ended; %BW_REASON_STALE_DATA while it waits for a fresh quote, %BW_REASON_HALTED
 *   for a halt to end; else %BW_REASON_NONE
 *
 * An order as the core holds and reports it.
 */
typedef struct
{
  BwOrderId id;
  BwUuid uuid;
  guint64 client_id_hash[2];
  BwAccountId account;
  BwInstrumentId instrument;
  guint8 side;        /* BwSide */
  guint8 intent;      /* BwIntent */
  guint8 type;        /* BwOrderType */
  guint8 tif;         /* BwTif */
  guint8 order_class; /* BwOrderClass */
  guint8 status;      /* BwOrderStatus */
  guint8 reason;      /* BwReason */
  BwFixed quantity;
  BwFixed filled;
  guint16 flags; /* BwOrderFlags */
  guint16 strategy, agent; /* who sent it, by the core's numbers (risk/source.h); 0: nobody of the kind */
  __int128 filled_cost_e16;
  BwFixed limit_price;
  BwFixed stop_price;
  BwFixed trail;
  BwFixed notional;
  BwTime created;
  BwTime updated;
  BwTime expires;
  BwOrderId parent;      /* the bracket's entry, or the order this one waits for */
  BwOrderId replaces;    /* the order it took the place of */
  BwOrderId replaced_by;
} BwOrder;

BwFixed bw_order_average_price (const BwOrder *order);
BwFixed bw_order_remaining (const BwOrder *order);

const char *bw_side_word (BwSide side);
const char *bw_order_type_word (BwOrderType type);
const char *bw_tif_word (BwTif tif);
const char *bw_order_class_word (BwOrderClass order_class);
gboolean bw_side_parse (const char *word, BwSide *side);
gboolean bw_order_type_parse (const char *word, BwOrderType *type);
gboolean bw_tif_parse (const char *word, BwTif *tif);
gboolean bw_order_class_parse (const char *word, BwOrderClass *order_class);

G_END_DECLS
