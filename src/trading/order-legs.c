/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/order-legs.h"

#include "base/random.h"

#include <string.h>

/**
 * bw_order_class_of_legs:
 *
 * Returns: the class of an order that has these legs and states no other
 */
BwOrderClass
bw_order_class_of_legs (BwFixed take_profit, BwFixed stop_loss)
{
  if (take_profit.e8 != 0 && stop_loss.e8 != 0)
    return BW_ORDER_CLASS_BRACKET;
  return take_profit.e8 != 0 || stop_loss.e8 != 0 ? BW_ORDER_CLASS_OTO : BW_ORDER_CLASS_SIMPLE;
}

/**
 * bw_order_derive_uuid:
 * @n: which of those made from @base
 *
 * Names made from a name: the same on every replay.
 */
BwUuid
bw_order_derive_uuid (const BwUuid *base, guint64 n)
{
  BwUuid derived = *base;
  guint64 tail;

  memcpy (&tail, base->bytes + 8, sizeof tail);
  tail = bw_random_mix (tail ^ bw_random_mix (n));
  memcpy (derived.bytes + 8, &tail, sizeof tail);
  derived.bytes[8] = (derived.bytes[8] & 0x3f) | 0x80;
  return derived;
}

/**
 * bw_order_leg_uuid:
 *
 * Returns: the name of the leg that was made with the order named @entry: what takes the profit or
 * what limits the loss
 */
BwUuid
bw_order_leg_uuid (const BwUuid *entry, gboolean is_stop)
{
  return bw_order_derive_uuid (entry, is_stop ? 3 : 2); /* 1 is a reversal's (command.c) */
}
