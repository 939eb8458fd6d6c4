/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-view.h"
#include "chart/chart-drawings.h"

G_BEGIN_DECLS

/*
 * Drawing on a chart by pointer, finger and keyboard. Signals of BwChartView:
 *   "drawing-tool-changed" (): another tool is in hand, or none
 *   "drawing-added" (gpointer BwDrawing): one was placed; good during the emission, like the next
 *   "drawing-changed" (gpointer BwDrawing): one was moved
 *   "drawing-selected" (guint64 id): 0 for none
 *   "drawing-command" (const char *): what a key asks for the selected one: "delete", "duplicate", "settings",
 *     or for all: "undo", "redo"
 */

#define BW_DRAWING_TOOL_NONE (-1)

void bw_chart_view_set_drawings (BwChartView *self, BwDrawing *const *drawings, guint n_drawings);
void bw_chart_view_set_drawing_tool (BwChartView *self, int tool);
int bw_chart_view_get_drawing_tool (BwChartView *self);
void bw_chart_view_set_magnet (BwChartView *self, BwMagnet magnet);
void bw_chart_view_set_keeps_tool (BwChartView *self, gboolean keeps_tool);
void bw_chart_view_select_drawing (BwChartView *self, guint64 id);
void bw_chart_view_show_drawing (BwChartView *self, const BwDrawing *drawing);

/* For chart-input.c; logical units. */
void bw_drawing_input_class_init (GType type);
void bw_drawing_input_init (BwChartView *self);
void bw_drawing_input_clear (BwChartView *self);
gboolean bw_drawing_input_press (BwChartView *self, double x, double y, GdkModifierType state, gboolean is_touch);
void bw_drawing_input_drag (BwChartView *self, double x, double y, GdkModifierType state);
void bw_drawing_input_release (BwChartView *self, double x, double y, GdkModifierType state, gboolean has_moved);
void bw_drawing_input_click (BwChartView *self, double x, double y);
gboolean bw_drawing_input_double (BwChartView *self, double x, double y);
void bw_drawing_input_hover (BwChartView *self, double x, double y, GdkModifierType state);
gboolean bw_drawing_input_cancel (BwChartView *self);
const char *bw_drawing_input_cursor (BwChartView *self, double x, double y);

G_END_DECLS
