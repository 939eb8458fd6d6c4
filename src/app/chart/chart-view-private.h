/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-painter-gsk.h"
#include "app/chart/chart-view.h"
#include "app/chart/drawing-input.h"

G_BEGIN_DECLS

typedef enum
{
  BW_CHART_DRAG_NONE,
  BW_CHART_DRAG_PAN,
  BW_CHART_DRAG_PRICE_AXIS,
  BW_CHART_DRAG_TIME_AXIS,
  BW_CHART_DRAG_MEASURE,
  BW_CHART_DRAG_ORDER,
  BW_CHART_DRAG_SEPARATOR,
  BW_CHART_DRAG_DRAWING,
  BW_CHART_DRAG_CLICK, /* on something that acts when let go */
} BwChartDrag;

struct _BwChartView
{
  GtkWidget parent_instance;
  BwChartModel *model;     /* (owned) */
  BwGskPainter *painter;   /* (owned) */
  GskRenderNode *nodes[BW_CHART_N_LAYERS]; /* (owned) (nullable) */
  guint64 serials[BW_CHART_N_LAYERS];
  char *message;           /* (owned) (nullable) */
  BwCandleShape candle_shape;
  double tick;
  BwSnapPriceFunc snap;
  gpointer snap_data;
  BwChartDrag drag;
  BwHitRegion drag_region;
  double drag_start_x, drag_start_y; /* logical */
  double drag_x, drag_y;   /* where the last update was, device units */
  double pointer_x, pointer_y; /* logical; of the crosshair */
  double mouse_x, mouse_y;     /* logical; NaN while it is elsewhere */
  gboolean has_asked_for_older;
  BwTime pointed;          /* told last by ::pointed */
  guint describe_source;   /* 0: none */

  /* drawing-input.c */
  int tool;                /* a BwDrawingKind or BW_DRAWING_TOOL_NONE */
  BwMagnet magnet;
  gboolean keeps_tool;
  BwDrawing *placing;      /* (owned) (nullable): the anchors that are set, and one that follows the pointer */
  guint n_placed;
  gboolean has_begun_here; /* the button is still down from the first anchor */
  BwDrawingHit held;
  BwDrawing *held_drawing; /* (owned) (nullable): as it was before the drag */
};

void bw_chart_view_init_input (BwChartView *self);
void bw_chart_view_class_init_input (GtkWidgetClass *widget_class);
void bw_chart_view_range_changed (BwChartView *self);
void bw_chart_view_describe (BwChartView *self);
double bw_chart_view_snap_price (BwChartView *self, double price);
double bw_chart_view_get_device_scale (BwChartView *self);
void bw_chart_view_emit_order_moved (BwChartView *self, guint64 id, double price);
void bw_chart_view_emit_order_cancelled (BwChartView *self, guint64 id);
void bw_chart_view_emit_price_activated (BwChartView *self, double price);
void bw_chart_view_emit_menu_asked (BwChartView *self, double x, double y);
void bw_chart_view_tell_pointed (BwChartView *self);
void bw_chart_view_emit_study_activated (BwChartView *self, guint64 id, double x, double y);
void bw_chart_view_emit_study_removed (BwChartView *self, guint64 id);
void bw_chart_view_emit_panes_resized (BwChartView *self);
void bw_chart_view_emit_compared_removed (BwChartView *self, guint64 id);
void bw_chart_view_queue_change (BwChartView *self);
void bw_chart_view_emit_fill_activated (BwChartView *self, guint64 id);

G_END_DECLS
