/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model-private.h"

#include <math.h>

G_BEGIN_DECLS

/* What the layers over bars have in common: prices to whole pixels, rectangles by colour, and one fold
 * a pixel column where bars are narrower than that. */

#define BW_LAYER_Y_FAR 1e5

/* Bars a pixel column from which curves fold to whole nodes of their index. */
#define BW_LAYER_N_FOLD_ALIGNED 64.0

typedef struct
{
  double a, b; /* y = a - b * f (price) */
  gboolean is_log;
} BwPriceMap;

/* How a candle is built up, in device units. */
typedef struct
{
  float body_width, wick_width, wick_inset;
  gboolean is_hollow, has_body, has_inside;
} BwCandleRects;

typedef BwExtent (*BwLayerFoldFunc) (gpointer data, gsize first, gsize end);

BwPriceMap bw_layer_get_price_map (const BwChartAxis *axis);
void bw_layer_begin_rects (BwChartModel *model);
void bw_layer_end_rects (BwChartModel *model, BwDisplayList *list, BwColour up, BwColour down);
gboolean bw_layer_get_column (const BwChartModel *model, gsize n_bars, int column, gsize *first, gsize *end);
gboolean bw_layer_is_folded (const BwChartModel *model);
gboolean bw_layer_is_split (const BwChartModel *model);
void bw_layer_choose_history (BwChartModel *model);
void bw_layer_choose_newest (BwChartModel *model);
gboolean bw_layer_get_part (const BwChartModel *model, gsize *first, gsize *end);
BwCandleRects bw_layer_get_candle_rects (const BwChartModel *model);
const BwChartColumn *bw_layer_ensure_columns (BwChartModel *model, int *n_columns);
void bw_layer_put_curve_columns (BwChartModel *model, BwLayerFoldFunc fold, gpointer data, const BwPriceMap *map, float thickness);

void bw_chart_note_greatest_volume (BwChartModel *model);
void bw_chart_draw_sessions (BwChartModel *model, BwDisplayList *list);
void bw_chart_build_newest (BwChartModel *model, BwDisplayList *list);
void bw_chart_draw_volume (BwChartModel *model, BwDisplayList *list);
void bw_chart_draw_studies (BwChartModel *model, BwDisplayList *list);
void bw_layer_put_folded_bars (BwChartModel *model, const BwPriceMap *map);
void bw_layer_draw_line (BwChartModel *model, BwDisplayList *list, const BwPriceMap *map);
void bw_layer_draw_kagi (BwChartModel *model, BwDisplayList *list, const BwPriceMap *map);
void bw_layer_draw_point_figure (BwChartModel *model, BwDisplayList *list, const BwPriceMap *map);

/* Far outside is far enough: painters' coordinates are bounded. NaN stays NaN. */
static inline double
bw_layer_map_price (const BwPriceMap *map, double price)
{
  double y = map->a - map->b * (map->is_log ? log (price) : price);

  return y < -BW_LAYER_Y_FAR ? -BW_LAYER_Y_FAR : y > BW_LAYER_Y_FAR ? BW_LAYER_Y_FAR : y;
}

static inline float
bw_layer_snap (double position)
{
  return floorf ((float)position + 0.5f);
}

static inline void
bw_layer_put_rect (BwChartModel *model, gboolean is_up, float x, float y, float width, float height)
{
  BwRect rect = { x, y, width, height };

  g_array_append_val (model->scratch_rects[is_up ? 0 : 1], rect);
}

G_END_DECLS
