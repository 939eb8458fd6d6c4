/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* What is recorded of an order, put together for people. */

GArray *bw_order_story_chain (BwTradingReader *reader, BwTimelineId timeline, const BwOrder *order); /* BwOrder */
GArray *bw_order_story_group (BwTradingReader *reader, BwTimelineId timeline, const BwOrder *order); /* BwOrder */
const char *bw_order_story_role (const BwOrder *order);
char *bw_order_story_what (const BwInstrument *instrument, const BwOrder *order);
char *bw_order_story_new (const BwInstrument *instrument, const BwNewOrder *order);
char *bw_order_story_trail (const BwInstrument *instrument, BwFixed trail, guint flags);
char *bw_order_story_change (const BwInstrument *instrument, const BwOrderEvent *before, const BwOrderEvent *event);

G_END_DECLS
