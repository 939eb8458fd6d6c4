/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"
#include "store/order-details.h"

G_BEGIN_DECLS

/* What is recorded of an order, put together for people. */

GArray *bw_order_story_chain (BwTradingReader *reader, BwTimelineId timeline, const BwOrder *order); /* BwOrder */
GArray *bw_order_story_group (BwTradingReader *reader, BwTimelineId timeline, const BwOrder *order); /* BwOrder */
const char *bw_order_story_role (const BwOrder *order);
char *bw_order_story_what (const BwInstrument *instrument, const BwOrder *order);
char *bw_order_story_new (const BwInstrument *instrument, const BwNewOrder *order);
char *bw_order_story_trail (const BwInstrument *instrument, BwFixed trail, guint flags);
char *bw_order_story_change (const BwInstrument *instrument, const BwOrderEvent *before, const BwOrderEvent *event);

/* An order's terms, one at a time; @value is %NULL where @title says it all. */
typedef void (*BwOrderTermFunc) (const char *title, const char *value, gpointer user_data);

void bw_order_story_foreach_term (const BwInstrument *instrument, const BwOrder *order, const BwOrderDetails *details, const char *zone, BwOrderTermFunc func, gpointer user_data);
char *bw_order_story_all (const BwInstrument *instrument, const BwOrder *order, const BwOrderDetails *details, const char *zone);
char *bw_order_story_type (const BwInstrument *instrument, const BwOrder *order, const BwOrderDetails *details);
gboolean bw_order_story_outcome (const BwInstrument *instrument, const BwOrder *leg, BwFixed base, BwFixed price, BwFixed *gain);

G_END_DECLS
