/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-view.h"
#include "app/desk.h"

G_BEGIN_DECLS

typedef void (*BwLinkedTimeframeFunc) (BwTimeframe timeframe, gpointer user_data);

/**
 * BwChartLinks:
 *
 * What the charts of a desk do together: the crosshair on the same moment, the same timeframe, the
 * same span of time; each can be switched. (The same symbol is the colours' affair.) Its actions,
 * chart-links.crosshair, .timeframe and .range, are for every chart's panel.
 */
typedef struct _BwChartLinks BwChartLinks;

BwChartLinks *bw_chart_links_new (void);
void bw_chart_links_free (BwChartLinks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwChartLinks, bw_chart_links_free)
BwChartLinks *bw_chart_links_of (BwDesk *desk);

GActionGroup *bw_chart_links_get_actions (BwChartLinks *self);
void bw_chart_links_add (BwChartLinks *self, BwChartView *view, BwLinkedTimeframeFunc set_timeframe, gpointer user_data);
void bw_chart_links_remove (BwChartLinks *self, BwChartView *view);
void bw_chart_links_tell_timeframe (BwChartLinks *self, BwChartView *view, BwTimeframe timeframe);

G_END_DECLS
