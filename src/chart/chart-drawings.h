/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model.h"
#include "chart/drawing-geometry.h"

G_BEGIN_DECLS

/* What the user drew on the chart of a BwChartModel. */

typedef enum
{
  BW_MAGNET_OFF,
  BW_MAGNET_WEAK,   /* to a bar's open, high, low or close that is near */
  BW_MAGNET_STRONG, /* to the nearest of them, however far */
} BwMagnet;

typedef struct
{
  guint64 id;
  BwDrawingPart part;
  int handle;       /* -1 unless the part is a handle */
} BwDrawingHit;

void bw_chart_model_set_drawings (BwChartModel *model, BwDrawing *const *drawings, guint n_drawings);
void bw_chart_model_set_drafted (BwChartModel *model, BwDrawing *draft);
BwDrawing *bw_chart_model_get_drafted (BwChartModel *model);
void bw_chart_model_select_drawing (BwChartModel *model, guint64 id);
guint64 bw_chart_model_get_selected_drawing (const BwChartModel *model);
BwDrawing *bw_chart_model_find_drawing (const BwChartModel *model, guint64 id);
guint64 bw_chart_model_next_drawing (const BwChartModel *model, guint64 id, int direction);
gboolean bw_chart_model_hit_drawing (BwChartModel *model, double x, double y, gboolean is_touch, BwDrawingHit *hit);
void bw_chart_model_get_drawing_view (BwChartModel *model, BwDrawingView *view);
void bw_chart_model_point_at (BwChartModel *model, double x, double y, BwMagnet magnet, BwDrawingAnchor *anchor);
char *bw_chart_model_describe_drawing (BwChartModel *model, const BwDrawing *drawing);
const char *bw_drawing_kind_name (BwDrawingKind kind);

G_END_DECLS
