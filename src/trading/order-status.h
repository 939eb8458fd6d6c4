/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How an order stands. The numbers are stored: never change one. The words are SEMANTICS section 1's. */
typedef enum
{
  BW_ORDER_NEW = 1,      /* works in a session */
  BW_ORDER_ACCEPTED = 2, /* queued outside one, since it was sent */
  BW_ORDER_HELD = 3,     /* an inert leg */
  BW_ORDER_PARTIALLY_FILLED = 4,
  BW_ORDER_FILLED = 5,
  BW_ORDER_CANCELED = 6,
  BW_ORDER_EXPIRED = 7,
  BW_ORDER_REPLACED = 8,
  BW_ORDER_REJECTED = 9,
  BW_ORDER_PENDING_NEW = 10,     /* on its way to the venue (latency) */
  BW_ORDER_PENDING_CANCEL = 11,  /* its cancel is on its way; the order still works */
  BW_ORDER_PENDING_REPLACE = 12, /* its replacement is; the order still works as it is */
  BW_ORDER_DONE_FOR_DAY = 13,    /* worked in a session that is over, and will in the next */
  BW_ORDER_SUSPENDED = 14,       /* would work, but its symbol is halted */
  BW_ORDER_STOPPED = 15,              /* words of a venue's back office, which the core never … */
  BW_ORDER_CALCULATED = 16,           /* … comes to (tests/scenarios/README.md says why): others' … */
  BW_ORDER_ACCEPTED_FOR_BIDDING = 17, /* … orders can be told with them */
} BwOrderStatus;

static inline gboolean
bw_order_status_is_open (BwOrderStatus status)
{
  return (status >= BW_ORDER_NEW && status <= BW_ORDER_PARTIALLY_FILLED) ||
         (status >= BW_ORDER_PENDING_NEW && status <= BW_ORDER_SUSPENDED);
}

/* A cancel or a replacement of it is on its way to the venue. */
static inline gboolean
bw_order_status_is_in_flight (BwOrderStatus status)
{
  return status == BW_ORDER_PENDING_CANCEL || status == BW_ORDER_PENDING_REPLACE;
}

const char *bw_order_status_word (BwOrderStatus status);
gboolean bw_order_status_parse (const char *word, BwOrderStatus *status);

G_END_DECLS
