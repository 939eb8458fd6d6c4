/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"
#include "store/alerts.h"
#include "store/notices.h"

G_BEGIN_DECLS

/* Alerts and notices of a profile. The engine's signal ::alert-fired (const BwAlertFiring *) tells a
 * firing when it is durable. */

/* By number; those of closed timelines are not among them. */
gsize bw_engine_n_alerts (BwEngine *self);
const BwAlert *bw_engine_alert_at (BwEngine *self, gsize index);
const BwAlert *bw_engine_alert (BwEngine *self, guint64 id);

/* @alert's id 0: a new one; else its rule is replaced and it is armed anew. Errors:
 * BW_ENGINE_ERROR_INVALID with a sentence for people, BW_ENGINE_ERROR_UNKNOWN. */
void bw_engine_save_alert_async (BwEngine *self, const BwAlert *alert, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bw_engine_save_alert_finish (BwEngine *self, GAsyncResult *result, BwAlert *alert, GError **error);

typedef enum
{
  BW_ALERT_ACT_ENABLE, /* arms it anew */
  BW_ALERT_ACT_DISABLE,
  BW_ALERT_ACT_SNOOZE, /* for @duration_ns of its timeline's time */
  BW_ALERT_ACT_REMOVE,
} BwAlertAct;

void bw_engine_change_alert_async (BwEngine *self, guint64 id, BwAlertAct act, BwTime duration_ns, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bw_engine_change_alert_finish (BwEngine *self, GAsyncResult *result, GError **error);

/* Whether an expression can be a condition. (transfer full) (nullable): what is wrong, and where;
 * @translate: (nullable) */
char *bw_engine_check_condition (const char *expression, BwTimeframe timeframe, const char *(*translate) (const char *text));

/* What the bell tells; 0 is the newest. */
gsize bw_engine_n_notices (BwEngine *self);
const BwNotice *bw_engine_notice_at (BwEngine *self, gsize index);
guint bw_engine_n_unread_notices (BwEngine *self);
void bw_engine_add_notice (BwEngine *self, const BwNotice *notice);
/* @id 0: all of them. */
void bw_engine_read_notices (BwEngine *self, gint64 id);

G_END_DECLS
