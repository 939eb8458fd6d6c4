/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/subscription.h"

void
bw_subscription_end (BwSubscription *self, BwPanel *panel)
{
  if (self->instrument != 0)
    bw_engine_unsubscribe (bw_panel_get_engine (panel), self->timeline, self->instrument);
  self->instrument = 0;
}

/**
 * bw_subscription_follow:
 *
 * Asks for what @panel follows now, and no more for what it followed.
 *
 * Returns: whether that is another than before
 */
gboolean
bw_subscription_follow (BwSubscription *self, BwPanel *panel)
{
  BwDesk *desk = bw_panel_get_desk (panel);
  BwTimelineId timeline = bw_desk_get_timeline (desk);
  BwInstrumentId instrument = bw_panel_get_instrument (panel);

  if (!bw_desk_is_open (desk) || (timeline == self->timeline && instrument == self->instrument))
    return FALSE;
  bw_subscription_end (self, panel);
  self->timeline = timeline;
  self->instrument = instrument;
  if (instrument != 0)
    bw_engine_subscribe (bw_desk_get_engine (desk), timeline, instrument);
  return TRUE;
}
