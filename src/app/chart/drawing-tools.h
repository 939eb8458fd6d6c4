/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-view.h"
#include "app/panel.h"
#include "chart/drawing.h"

G_BEGIN_DECLS

/**
 * BwDrawingTools:
 *
 * Joins a panel's chart with the drawings of its symbol: the actions "drawing.*" on the panel, the tool bar
 * at the chart's left edge, the menu's entries, the windows for settings and for the list.
 */
typedef struct _BwDrawingTools BwDrawingTools;

BwDrawingTools *bw_drawing_tools_new (BwPanel *panel, BwChartView *view);
void bw_drawing_tools_free (BwDrawingTools *tools);
void bw_drawing_tools_set_instrument (BwDrawingTools *tools, BwInstrumentId instrument);
GtkWidget *bw_drawing_tools_get_bar (BwDrawingTools *tools);
GtkWidget *bw_drawing_tools_get_button (BwDrawingTools *tools);
void bw_drawing_tools_append_menu (BwDrawingTools *tools, GMenu *menu, double x, double y);
BwTime bw_drawing_tools_oldest (BwDrawingTools *tools);

/* What a kind's key is: "Alt+T"; NULL: none. */
const char *bw_drawing_tool_key (BwDrawingKind kind);
void bw_drawing_tools_class_init (GtkWidgetClass *widget_class);

G_END_DECLS
