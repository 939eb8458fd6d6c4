/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layer-private.h"

#include <math.h>

/*
 * Candles. As long as a bar has a pixel of its own each is drawn; below that, each pixel column is the
 * fold of its bars, so that no extreme is ever lost and the cost is that of the columns. Everything is
 * rectangles on whole pixels.
 */

#define UP_INSIDE_SHARE 0.45f

static void
put_candle (BwChartModel *model,
            const BwCandleRects *shape,
            const BwPriceMap *map,
            double middle,
            const BwBarRun *run,
            gsize i)
{
  gboolean is_up = run->close[i] >= run->open[i];
  float high = bw_layer_snap (bw_layer_map_price (map, run->high[i])), low = bw_layer_snap (bw_layer_map_price (map, run->low[i]));
  float x = bw_layer_snap (middle - shape->body_width / 2.0);
  float top, bottom, wick = shape->wick_width, wick_x = x + shape->wick_inset;

  if (isnan (high + low) || isnan (run->open[i] + run->close[i]))
    return;
  if (!shape->has_body)
    {
      bw_layer_put_rect (model, is_up, x, high, wick, MAX (low - high, wick));
      return;
    }
  top = bw_layer_snap (bw_layer_map_price (map, is_up ? run->close[i] : run->open[i]));
  bottom = bw_layer_snap (bw_layer_map_price (map, is_up ? run->open[i] : run->close[i]));
  if (isnan (top + bottom))
    return;
  bottom = MAX (bottom, top + wick);
  if (is_up && shape->is_hollow && bottom - top > 2.0f * wick)
    {
      bw_layer_put_rect (model, TRUE, x, top, shape->body_width, wick);
      bw_layer_put_rect (model, TRUE, x, bottom - wick, shape->body_width, wick);
      bw_layer_put_rect (model, TRUE, x, top + wick, wick, bottom - top - 2.0f * wick);
      bw_layer_put_rect (model, TRUE, x + shape->body_width - wick, top + wick, wick,
                bottom - top - 2.0f * wick);
    }
  else
    {
      bw_layer_put_rect (model, is_up, x, top, shape->body_width, bottom - top);
      if (is_up && shape->has_inside && bottom - top > 2.0f * wick)
        {
          BwRect inside = { x + wick, top + wick, shape->body_width - 2.0f * wick,
                            bottom - top - 2.0f * wick };

          g_array_append_val (model->scratch_rects[2], inside);
        }
    }
  if (high < top)
    bw_layer_put_rect (model, is_up, wick_x, high, wick, top - high);
  if (low > bottom)
    bw_layer_put_rect (model, is_up, wick_x, bottom, wick, low - bottom);
}

static void
put_candles (BwChartModel *model, const BwPriceMap *map)
{
  BwCandleRects shape = bw_layer_get_candle_rects (model);
  double spacing = model->axis.width / model->axis.n_visible;
  gsize first, end;

  if (!bw_chart_model_get_visible (model, &first, &end))
    return;
  while (first < end)
    {
      BwBarRun run = bw_chart_bars_get_run (&model->bars, first, end);

      for (gsize i = 0; i < run.n; i++)
        put_candle (model, &shape, map, (first + i + 0.5 - model->first_bar) * spacing, &run, i);
      first += run.n;
    }
}

static void
put_folded_candles (BwChartModel *model, const BwPriceMap *map)
{
  int n_columns;
  const BwChartColumn *columns = bw_layer_ensure_columns (model, &n_columns);

  for (int i = 0; i < n_columns; i++)
    {
      const BwExtent *extent = &columns[i].extent;
      float high, low;

      if (!columns[i].has_bars || !(extent->low <= extent->high))
        continue;
      high = bw_layer_snap (bw_layer_map_price (map, extent->high));
      low = bw_layer_snap (bw_layer_map_price (map, extent->low));
      if (!isnan (high + low))
        bw_layer_put_rect (model, columns[i].is_up, i, high, 1.0f, MAX (low - high, 1.0f));
    }
}

void
bw_chart_build_bars (BwChartModel *model, BwDisplayList *list)
{
  BwPriceMap map = bw_layer_get_price_map (&model->axis);

  bw_layer_begin_rects (model);
  if (bw_layer_is_folded (model))
    put_folded_candles (model, &map);
  else
    put_candles (model, &map);
  bw_display_list_push_clip (list,
                             (BwRect){ 0, 0, bw_layer_snap (model->axis.width), bw_layer_snap (model->axis.height) });
  bw_layer_end_rects (model, list, model->style.up, model->style.down);
  /* Up differs from down by more than its colour: where a body is wide enough, it is an outline
   * with a lighter inside. */
  bw_display_list_add_rects (
      list, bw_colour_mix (model->style.background, model->style.up, UP_INSIDE_SHARE),
      (const BwRect *)(void *)model->scratch_rects[2]->data, model->scratch_rects[2]->len);
  bw_display_list_pop_clip (list);
}
