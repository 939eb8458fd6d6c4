/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/style.h"
#include "engine/engine.h"

G_BEGIN_DECLS

/* Panels of one colour follow one symbol. */
typedef enum
{
  BW_LINK_NONE,
  BW_LINK_BLUE,
  BW_LINK_ORANGE,
  BW_LINK_PURPLE,
  BW_N_LINKS
} BwLink;

/**
 * BwDesk:
 *
 * What all widgets of a window share: the engine, the settings, and where the user is: which
 * timeline, which account, which symbol. Signals:
 *   ::changed (guint what): the engine's views are newer; @what is BwChanged
 *   ::timeline-changed (): another timeline or account is looked at
 *   ::instrument-changed (guint link)
 *   ::toast (AdwToast *): something to tell
 *   ::time-chosen (guint instrument, gint64 time): the chart of @instrument shall show that moment
 *   ::order-proposed (const BwNewOrder *): fill the ticket with it, and show the ticket
 */
#define BW_TYPE_DESK (bw_desk_get_type ())
G_DECLARE_FINAL_TYPE (BwDesk, bw_desk, BW, DESK, GObject)

BwDesk *bw_desk_new (BwEngine *engine, const BwClock *clock, GSettings *settings, BwStyle *style);

BwEngine *bw_desk_get_engine (BwDesk *self);
GSettings *bw_desk_get_settings (BwDesk *self);
BwStyle *bw_desk_get_style (BwDesk *self);
const BwClock *bw_desk_get_clock (BwDesk *self);
GActionGroup *bw_desk_get_actions (BwDesk *self);
void bw_desk_set_actions (BwDesk *self, GActionGroup *actions);
gboolean bw_desk_is_open (BwDesk *self);
void bw_desk_set_open (BwDesk *self, gboolean is_open);

BwTimelineId bw_desk_get_timeline (BwDesk *self);
void bw_desk_set_timeline (BwDesk *self, BwTimelineId timeline);
const BwTimelineView *bw_desk_get_timeline_view (BwDesk *self);
BwAccountId bw_desk_get_account (BwDesk *self);
void bw_desk_set_account (BwDesk *self, BwTimelineId timeline, BwAccountId account);
const BwAccountView *bw_desk_get_account_view (BwDesk *self);
const char *bw_desk_get_currency (BwDesk *self);
const char *bw_desk_get_zone (BwDesk *self);
BwTime bw_desk_get_now (BwDesk *self);

BwInstrumentId bw_desk_get_instrument (BwDesk *self, BwLink link);
void bw_desk_set_instrument (BwDesk *self, BwLink link, BwInstrumentId instrument);
const BwInstrument *bw_desk_lookup_instrument (BwDesk *self, BwInstrumentId instrument);
gboolean bw_desk_get_change (BwDesk *self, const BwQuoteView *quote, BwFixed *change, double *share);

gboolean bw_desk_wants_flashes (BwDesk *self);

void bw_desk_tell (BwDesk *self, const char *message);
void bw_desk_tell_toast (BwDesk *self, AdwToast *toast);
void bw_desk_tell_with_action (BwDesk *self, const char *message, const char *label, const char *action, GVariant *target);
void bw_desk_choose_time (BwDesk *self, BwInstrumentId instrument, BwTime time);
void bw_desk_propose_order (BwDesk *self, const BwNewOrder *order);

G_END_DECLS
