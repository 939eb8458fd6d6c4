/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"

G_BEGIN_DECLS

/**
 * BwRiskView:
 * @all, @own: what is set for all accounts and for this one, by rule
 * @used: how much of each counts now, in the rule's unit
 * @sourced: what strategies and agents are held to, @n_sourced of it; with whose it is
 */
#define BW_RISK_VIEW_SOURCED_MAX 64
typedef struct
{
  BwLimit sourced[BW_RISK_VIEW_SOURCED_MAX];
  guint n_sourced;
  BwLimit all[BW_N_LIMITS], own[BW_N_LIMITS];
  BwFixed used[BW_N_LIMITS];
} BwRiskView;

/* The limit that counts: the account's own, else everybody's. */
static inline const BwLimit *
bw_risk_view_limit (const BwRiskView *view, BwLimitRule rule)
{
  return view->own[rule].mode != BW_LIMIT_INHERITED ? &view->own[rule] : &view->all[rule];
}

void bw_engine_risk_async (BwEngine *self, BwTimelineId timeline, BwAccountId account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bw_engine_risk_finish (BwEngine *self, GAsyncResult *result, BwRiskView *view, GError **error);

/* @account 0: for all. Ends as bw_engine_command_finish() says. */
void bw_engine_set_limit_async (BwEngine *self, BwTimelineId timeline, BwAccountId account, const BwLimit *limit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
