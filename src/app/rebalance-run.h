/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"
#include "trading/rebalance.h"

G_BEGIN_DECLS

/* What an account should be made of; @targets without a target are left alone or closed. */
typedef struct
{
  BwTimelineId timeline;
  BwAccountId account;
  BwFixed band;
  gboolean closes_others;
  GHashTable *targets; /* (owned): instrument id to BwFixed (owned) */
} BwRebalanceGoal;

BwRebalanceGoal *bw_rebalance_goal_new (BwTimelineId timeline, BwAccountId account);
void bw_rebalance_goal_free (BwRebalanceGoal *goal);

/* The plan as the market stands; items and lines are of the same length. */
BwReason bw_rebalance_goal_plan (const BwRebalanceGoal *goal, BwEngine *engine, GArray *items, GArray *lines);

/* Sends the sales, and once they are through the purchases; tells what came of it. */
void bw_rebalance_run (BwDesk *desk, BwRebalanceGoal *goal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRebalanceGoal, bw_rebalance_goal_free)

G_END_DECLS
