/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/order.h"

G_BEGIN_DECLS

/* What is known of a group's orders before the core makes them. */

BwOrderClass bw_order_class_of_legs (BwFixed take_profit, BwFixed stop_loss);
BwUuid bw_order_derive_uuid (const BwUuid *base, guint64 n);
BwUuid bw_order_leg_uuid (const BwUuid *entry, gboolean is_stop);

G_END_DECLS
