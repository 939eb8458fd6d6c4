/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fixed.h"
#include "base/time.h"

G_BEGIN_DECLS

#define BW_ALERT_WINDOW_SLOTS 60

/**
 * BwAlertWindow:
 * @slot: which slot of time was written last; 0: none yet
 * @low, @high: the extremes of each slot, a ring; 0: nothing was traded in it
 * @close: what a move since the close before is counted from; 0 while unknown
 * @closes_at: when the next session closes, and its last price takes the place of @close; 0 while unknown
 *
 * What a move is measured against: the extremes of the last minutes in at most sixty slots (up to an
 * hour they are minutes), or a session's close. Plain numbers, stored as they are.
 */
typedef struct
{
  gint64 slot;
  BwFixed low[BW_ALERT_WINDOW_SLOTS], high[BW_ALERT_WINDOW_SLOTS];
  BwFixed close;
  BwTime closes_at;
} BwAlertWindow;

BwTime bw_alert_window_slot_ns (gint32 minutes);
void bw_alert_window_add (BwAlertWindow *window, gint32 minutes, BwTime time, BwFixed price);
gboolean bw_alert_window_extremes (const BwAlertWindow *window, BwFixed *low, BwFixed *high);
void bw_alert_window_restate (BwAlertWindow *window, BwFixed to, BwFixed from);
/* For the profile. */
GVariant *bw_alert_window_pack (const BwAlertWindow *window);
gboolean bw_alert_window_unpack (BwAlertWindow *window, GVariant *state);

G_END_DECLS
