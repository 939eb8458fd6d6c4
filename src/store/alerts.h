/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/trading-reader.h"
#include "strategy/alert/alert-firing.h"
#include "strategy/alert/alert-window.h"

G_BEGIN_DECLS

/* Firings kept in the log; older ones go. */
#define BW_ALERT_LOG_KEPT 10000

typedef struct
{
  BwAlert alert;
  BwAlertWindow window; /* of a MOVE */
} BwStoredAlert;

gboolean bw_alerts_add (BwDatabase *database, BwAlert *alert, GError **error);
gboolean bw_alerts_update (BwDatabase *database, guint64 id, GBytes *record, GError **error);
gboolean bw_alerts_remove (BwDatabase *database, guint64 id, GError **error);
GArray *bw_alerts_list (BwDatabase *database, BwTimelineId timeline, GError **error); /* BwStoredAlert */

gboolean bw_alert_log_add (BwDatabase *database, const BwAlertFiring *firing, GError **error);
/* @alert 0: all of the timeline; @timeline 0: all. Newest first. */
gboolean bw_trading_reader_count_firings (BwTradingReader *reader, BwTimelineId timeline, guint64 alert, guint64 *n_firings, GError **error);
GArray *bw_trading_reader_firings (BwTradingReader *reader, BwTimelineId timeline, guint64 alert, guint64 offset, gsize n_max, GError **error); /* BwAlertFiring */

G_END_DECLS
