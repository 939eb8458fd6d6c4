/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-view.h"
#include "app/panel.h"
#include "chart/setup.h"

G_BEGIN_DECLS

#define BW_TYPE_CHART_KEEPER (bw_chart_keeper_get_type ())
G_DECLARE_FINAL_TYPE (BwChartKeeper, bw_chart_keeper, BW, CHART_KEEPER, GObject)

/*
 * A chart panel's setup: shown in its view, saved with the profile, changed by the panel and its
 * dialogs. Signals:
 *   "changed" (): what the setup says, by whomever
 */
BwChartKeeper *bw_chart_keeper_new (BwPanel *panel, BwChartView *view);

BwPanel *bw_chart_keeper_get_panel (BwChartKeeper *self);
BwChartView *bw_chart_keeper_get_view (BwChartKeeper *self);
BwChartSetup *bw_chart_keeper_get_setup (BwChartKeeper *self);
gboolean bw_chart_keeper_load (BwChartKeeper *self);
void bw_chart_keeper_note (BwChartKeeper *self);
void bw_chart_keeper_changed (BwChartKeeper *self);
void bw_chart_keeper_replace (BwChartKeeper *self, const BwChartSetup *setup);

gboolean bw_chart_keeper_add (BwChartKeeper *self, const BwIndicatorInfo *info, guint64 *id);
void bw_chart_keeper_remove (BwChartKeeper *self, guint64 id);
void bw_chart_keeper_set_visible (BwChartKeeper *self, guint64 id, gboolean is_visible);
void bw_chart_keeper_update (BwChartKeeper *self, const BwStudySpec *spec);
void bw_chart_keeper_move (BwChartKeeper *self, guint64 id, int direction);

G_END_DECLS
