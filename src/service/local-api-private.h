/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/local-api.h"
#include "service/local-json.h"

G_BEGIN_DECLS

/**
 * BwLocalCall:
 *
 * One command under way. A handler ends it exactly once, by bw_local_call_return() or
 * bw_local_call_fail(), which free it.
 */
typedef struct
{
  BwEngine *engine;       /* (owned) */
  JsonObject *parameters; /* (owned) */
  GTask *task;            /* (owned) */
} BwLocalCall;

typedef void (*BwLocalCommand) (BwLocalCall *call);

void bw_local_call_return (BwLocalCall *call, JsonNode *result);
void bw_local_call_fail (BwLocalCall *call, GError *error);

/* Parameters. An optional one that is absent leaves @value as it is. */
const char *bw_local_get_text (BwLocalCall *call, const char *name, const char *fallback);
gboolean bw_local_need_text (BwLocalCall *call, const char *name, const char **text, GError **error);
gboolean bw_local_get_fixed (BwLocalCall *call, const char *name, BwFixed *value, GError **error);
gboolean bw_local_get_time (BwLocalCall *call, const char *name, BwTime *value, GError **error);
gint64 bw_local_get_int (BwLocalCall *call, const char *name, gint64 fallback);
gboolean bw_local_get_flag (BwLocalCall *call, const char *name);
gboolean bw_local_get_account (BwLocalCall *call, BwTimelineId *timeline, BwAccountId *account, GError **error);
gboolean bw_local_need_instrument (BwLocalCall *call, BwInstrumentId *instrument, GError **error);
GCancellable *bw_local_call_cancellable (BwLocalCall *call);

/* local-trading.c */
gboolean bw_local_read_group (BwLocalCall *call, BwTimelineId timeline, BwNewOrder *order, GError **error);
void bw_local_order (BwLocalCall *call);
void bw_local_replace (BwLocalCall *call);
void bw_local_cancel (BwLocalCall *call);
void bw_local_cancel_all (BwLocalCall *call);
void bw_local_close (BwLocalCall *call);
void bw_local_reverse (BwLocalCall *call);
void bw_local_flatten (BwLocalCall *call);
void bw_local_deposit (BwLocalCall *call);
void bw_local_reset (BwLocalCall *call);
void bw_local_withdraw (BwLocalCall *call);

/* local-queries.c */
void bw_local_status (BwLocalCall *call);
void bw_local_symbols (BwLocalCall *call);
void bw_local_bars (BwLocalCall *call);
void bw_local_accounts (BwLocalCall *call);
void bw_local_account (BwLocalCall *call);
void bw_local_positions (BwLocalCall *call);
void bw_local_orders (BwLocalCall *call);
void bw_local_fills (BwLocalCall *call);

/* local-accounts.c */
void bw_local_open_account (BwLocalCall *call);
void bw_local_account_terms (BwLocalCall *call);

/* local-alerts.c */
void bw_local_alerts (BwLocalCall *call);
void bw_local_alert_add (BwLocalCall *call);
void bw_local_alert_change (BwLocalCall *call);
void bw_local_alert_log (BwLocalCall *call);

/* local-risk.c */
void bw_local_limits (BwLocalCall *call);
void bw_local_set_limit (BwLocalCall *call);
void bw_local_verdicts (BwLocalCall *call);
/* local-drawings.c */
void bw_local_drawings (BwLocalCall *call);
void bw_local_add_drawing (BwLocalCall *call);
void bw_local_remove_drawing (BwLocalCall *call);
void bw_local_export_drawings (BwLocalCall *call);
void bw_local_import_drawings (BwLocalCall *call);
/* local-sizing.c */
void bw_local_size (BwLocalCall *call);
/* local-screen.c */
void bw_local_screen (BwLocalCall *call);

/* local-practice.c */
void bw_local_inject (BwLocalCall *call);

/* local-rebalance.c */
void bw_local_rebalance (BwLocalCall *call);

/* local-timelines.c */
void bw_local_timelines (BwLocalCall *call);
void bw_local_branch (BwLocalCall *call);
void bw_local_jump (BwLocalCall *call);
void bw_local_open_replay (BwLocalCall *call);
void bw_local_close_timeline (BwLocalCall *call);
void bw_local_rerun (BwLocalCall *call);

/* local-care.c */
void bw_local_import (BwLocalCall *call);
void bw_local_export_csv (BwLocalCall *call);
void bw_local_export_pdf (BwLocalCall *call);
void bw_local_verify (BwLocalCall *call);
void bw_local_backup (BwLocalCall *call);
void bw_local_play (BwLocalCall *call);

G_END_DECLS
