/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layer-private.h"

#include <math.h>

BwPriceMap
bw_layer_get_price_map (const BwChartAxis *axis)
{
  BwPriceMap map = { .is_log = axis->is_log };
  double low = axis->is_log ? log (axis->price_low) : axis->price_low;
  double high = axis->is_log ? log (axis->price_high) : axis->price_high;

  map.b = axis->height / (high - low);
  map.a = axis->y + axis->height + low * map.b;
  return map;
}

void
bw_layer_begin_rects (BwChartModel *model)
{
  g_array_set_size (model->scratch_rects[0], 0);
  g_array_set_size (model->scratch_rects[1], 0);
  g_array_set_size (model->scratch_rects[2], 0);
}

void
bw_layer_end_rects (BwChartModel *model, BwDisplayList *list, BwColour up, BwColour down)
{
  const GArray *ups = model->scratch_rects[0], *downs = model->scratch_rects[1];

  bw_display_list_add_rects (list, up, (const BwRect *)(void *)ups->data, ups->len);
  bw_display_list_add_rects (list, down, (const BwRect *)(void *)downs->data, downs->len);
}

/* The bars of pixel column @column, which may be none at the edges. */
gboolean
bw_layer_get_column (const BwChartModel *model, gsize n_bars, int column, gsize *first, gsize *end)
{
  double per_pixel = model->axis.n_visible / model->axis.width;
  double from = ceil (model->first_bar + column * per_pixel - 0.5);
  double to = ceil (model->first_bar + (column + 1) * per_pixel - 0.5);

  from = CLAMP (from, 0.0, (double)n_bars);
  to = CLAMP (to, 0.0, (double)n_bars);
  *first = (gsize)from;
  *end = (gsize)to;
  return *first < *end;
}

/**
 * bw_layer_is_split:
 *
 * Returns: whether the newest bar is drawn apart from those before it: where each bar is drawn by itself
 */
gboolean
bw_layer_is_split (const BwChartModel *model)
{
  return !bw_layer_is_folded (model) && !bw_chart_type_is_line (model->type.type) &&
         model->type.type != BW_CHART_KAGI && model->type.type != BW_CHART_POINT_FIGURE &&
         bw_chart_bars_get_n (&model->bars) > 0;
}

/* What is built next are the bars that don't change any more. */
void
bw_layer_choose_history (BwChartModel *model)
{
  model->part_first = 0;
  model->part_end = bw_chart_bars_get_n (&model->bars) - (bw_layer_is_split (model) ? 1 : 0);
}

/* What is built next is the newest bar. */
void
bw_layer_choose_newest (BwChartModel *model)
{
  model->part_end = bw_chart_bars_get_n (&model->bars);
  model->part_first = model->part_end - 1;
}

/** bw_layer_get_part: whether any bar of the chosen part is in view, and which. */
gboolean
bw_layer_get_part (const BwChartModel *model, gsize *first, gsize *end)
{
  if (!bw_chart_model_get_visible (model, first, end))
    return FALSE;
  *first = MAX (*first, model->part_first);
  *end = MIN (*end, model->part_end);
  return *first < *end;
}

gboolean
bw_layer_is_folded (const BwChartModel *model)
{
  return model->axis.n_visible > model->axis.width;
}

BwCandleRects
bw_layer_get_candle_rects (const BwChartModel *model)
{
  double spacing = model->axis.width / model->axis.n_visible;
  BwCandleRects shape = { .wick_width = MAX (1.0f, floorf ((float)model->scale + 0.25f)) };
  gboolean is_brick = model->type.type == BW_CHART_RENKO;
  float body = floorf ((float)(is_brick ? spacing - 1.0 : MIN (spacing * 0.74, spacing - 1.0)));
  gboolean wants_hollow =
      model->style.candle_shape == BW_CANDLES_HOLLOW || model->type.type == BW_CHART_HOLLOW;

  /* The wick stands in the middle of the body, so both are odd or both even. */
  if (((int)body - (int)shape.wick_width) % 2 != 0)
    body -= 1.0f;
  shape.has_body = body > shape.wick_width;
  shape.body_width = shape.has_body ? body : shape.wick_width;
  shape.wick_inset = (shape.body_width - shape.wick_width) / 2.0f;
  shape.is_hollow = wants_hollow && body >= shape.wick_width * 3.0f + 2.0f;
  shape.has_inside = !wants_hollow && body >= shape.wick_width * 5.0f;
  return shape;
}

const BwChartColumn *
bw_layer_ensure_columns (BwChartModel *model, int *n_columns)
{
  gsize n_bars = bw_chart_bars_get_n (&model->bars), first, end;

  *n_columns = (int)model->axis.width;
  if (!model->are_columns_valid)
    {
      g_array_set_size (model->columns, *n_columns);
      for (int i = 0; i < *n_columns; i++)
        {
          BwChartColumn *column = &g_array_index (model->columns, BwChartColumn, i);

          column->has_bars = bw_layer_get_column (model, n_bars, i, &first, &end);
          if (!column->has_bars)
            continue;
          column->extent = bw_pyramid_fold (model->pyramid, first, end);
          column->is_up = bw_chart_bars_get_close (&model->bars, end - 1) >=
                          bw_chart_bars_get_open (&model->bars, first);
        }
      model->are_columns_valid = TRUE;
    }
  return (const BwChartColumn *)(const void *)model->columns->data;
}

/**
 * bw_layer_put_curve_columns:
 * @fold: the extremes of the curve over some bars
 *
 * A curve as one rectangle a pixel column, each joined to the one before.
 */
void
bw_layer_put_curve_columns (BwChartModel *model, BwLayerFoldFunc fold, gpointer data,
                            const BwPriceMap *map, float thickness)
{
  gsize n_bars = bw_chart_bars_get_n (&model->bars), first, end;
  gboolean is_aligned = model->axis.n_visible / model->axis.width > BW_LAYER_N_FOLD_ALIGNED;
  double before_top = NAN, before_bottom = NAN;

  for (int column = 0; column < (int)model->axis.width; column++)
    {
      BwExtent extent;
      double top, bottom;

      if (!bw_layer_get_column (model, n_bars, column, &first, &end))
        continue;
      if (is_aligned)
        {
          first = first / BW_PYRAMID_FAN * BW_PYRAMID_FAN;
          end = MAX (end == n_bars ? end : end / BW_PYRAMID_FAN * BW_PYRAMID_FAN, first + 1);
        }
      extent = fold (data, first, end);
      if (!(extent.low <= extent.high) || (map->is_log && extent.low <= 0.0))
        continue;
      top = bw_layer_map_price (map, extent.high);
      bottom = bw_layer_map_price (map, extent.low);
      /* Halfway to the neighbour closes the gap where ranges do not meet. */
      if (before_top > bottom)
        bottom = before_top;
      else if (before_bottom < top)
        top = before_bottom;
      before_top = bw_layer_map_price (map, extent.high);
      before_bottom = bw_layer_map_price (map, extent.low);
      top = bw_layer_snap (top - thickness / 2.0);
      bottom = bw_layer_snap (bottom + thickness / 2.0);
      bw_layer_put_rect (model, TRUE, column, top, 1.0f, MAX (bottom - top, thickness));
    }
}
