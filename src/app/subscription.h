/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/**
 * BwSubscription:
 * @timeline: where the symbol is looked at
 * @instrument: whose tape, book and growing bar come; 0: none's
 *
 * What a panel wants to be told of beyond the quotes: of one symbol at a time, while it is awake.
 */
typedef struct
{
  BwTimelineId timeline;
  BwInstrumentId instrument;
} BwSubscription;

gboolean bw_subscription_follow (BwSubscription *self, BwPanel *panel);
void bw_subscription_end (BwSubscription *self, BwPanel *panel);

G_END_DECLS
