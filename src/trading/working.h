/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

/* The open orders: found by id, by position, by the time of their next timer. */
guint32 bw_working_new (BwCore *core, const BwOrder *order, guint32 position);
void bw_working_free (BwCore *core, guint32 slot);
void bw_working_take_pending (BwCore *core, const BwWorkingOrder *working, BwFixed quantity);
gboolean bw_working_is_open (const BwCore *core, guint32 slot);
guint32 bw_working_find (const BwCore *core, BwOrderId id);
void bw_working_index (BwCore *core, guint32 slot); /* makes it findable; grows the table */
void bw_working_set_aside (BwCore *core, guint32 slot, gboolean is_aside);
gboolean bw_working_is_market_like (const BwOrder *order);

/* Orders of groups and trailing stops: the wash-trade rule knows nothing of them. */
static inline gboolean
bw_working_is_wash_exempt (const BwOrder *order)
{
  return order->order_class != BW_ORDER_CLASS_SIMPLE || order->type == BW_ORDER_TRAILING_STOP ||
         order->type == BW_ORDER_TRAILING_STOP_LIMIT;
}

void bw_timer_set (BwCore *core, guint32 slot);
void bw_timer_clear (BwCore *core, guint32 slot);
guint32 bw_timer_first (const BwCore *core);

/* When the order's next timer is due: its arrival, then its end; of one that waits for a condition
 * the next time to look (in @arrival), or its end. */
static inline BwTime
bw_working_due (const BwWorkingOrder *working)
{
  if (G_UNLIKELY ((working->order.flags & BW_ORDER_WAITS) != 0))
    return MIN (working->arrival, working->order.expires);
  return (working->bits & BW_WORKING_ARRIVED) != 0 ? working->order.expires : working->arrival;
}

/* Which open orders a list is of; 0 is any. */
typedef struct
{
  BwAccountId account;
  BwInstrumentId instrument;
  BwCalendarId calendar;
  BwTif tif;
  guint32 statuses; /* 1 << BwOrderStatus, of each */
} BwWorkingFilter;

GArray *bw_working_list (const BwCore *core, const BwWorkingFilter *filter);

guint32 bw_position_find (const BwCore *core, BwAccountId account, BwInstrumentId instrument);
guint32 bw_position_ensure (BwCore *core, BwAccountId account, BwInstrumentId instrument);

void bw_client_id_hash (BwAccountId account, const char *client_id, guint64 hash[2]);
gboolean bw_client_id_is_used (const BwCore *core, const guint64 hash[2]);
void bw_client_id_add (BwCore *core, const guint64 hash[2]);

G_END_DECLS
