/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layer-private.h"

#include <math.h>

/*
 * Candles and bars. As long as a bar has a pixel of its own each is drawn; below that, each pixel column
 * is the fold of its bars, so that no extreme is ever lost and the cost is that of the columns.
 * Everything is rectangles on whole pixels. Lines, Kagi and point and figure have files of their own.
 */

#define UP_INSIDE_SHARE 0.45f

/* What one bar is drawn from: a body that rose or fell, in the colour of up or down. */
typedef struct
{
  double middle, open, high, low, close;
  gboolean has_risen, is_up, is_hollow;
} Candle;

static void
put_body (BwChartModel *model, const BwCandleRects *shape, const Candle *candle, float x, float top,
          float bottom)
{
  float wick = shape->wick_width, inner = bottom - top - 2.0f * wick;

  if (candle->is_hollow && inner > 0.0f)
    {
      bw_layer_put_rect (model, candle->is_up, x, top, shape->body_width, wick);
      bw_layer_put_rect (model, candle->is_up, x, bottom - wick, shape->body_width, wick);
      bw_layer_put_rect (model, candle->is_up, x, top + wick, wick, inner);
      bw_layer_put_rect (model, candle->is_up, x + shape->body_width - wick, top + wick, wick, inner);
      return;
    }
  bw_layer_put_rect (model, candle->is_up, x, top, shape->body_width, bottom - top);
  if (candle->has_risen && candle->is_up && shape->has_inside && inner > 0.0f)
    {
      BwRect inside = { x + wick, top + wick, shape->body_width - 2.0f * wick, inner };

      g_array_append_val (model->scratch_rects[2], inside);
    }
}

static void
put_candle (BwChartModel *model, const BwCandleRects *shape, const BwPriceMap *map, const Candle *candle)
{
  float high = bw_layer_snap (bw_layer_map_price (map, candle->high));
  float low = bw_layer_snap (bw_layer_map_price (map, candle->low));
  float x = bw_layer_snap (candle->middle - shape->body_width / 2.0);
  float top, bottom, wick = shape->wick_width, wick_x = x + shape->wick_inset;

  if (isnan (high + low) || isnan (candle->open + candle->close))
    return;
  if (!shape->has_body)
    {
      bw_layer_put_rect (model, candle->is_up, x, high, wick, MAX (low - high, wick));
      return;
    }
  top = bw_layer_snap (bw_layer_map_price (map, candle->has_risen ? candle->close : candle->open));
  bottom = bw_layer_snap (bw_layer_map_price (map, candle->has_risen ? candle->open : candle->close));
  if (isnan (top + bottom))
    return;
  bottom = MAX (bottom, top + wick);
  put_body (model, shape, candle, x, top, bottom);
  if (high < top)
    bw_layer_put_rect (model, candle->is_up, wick_x, high, wick, top - high);
  if (low > bottom)
    bw_layer_put_rect (model, candle->is_up, wick_x, bottom, wick, low - bottom);
}

/* Open to the left, close to the right of a stem from high to low. */
static void
put_stem (BwChartModel *model, const BwCandleRects *shape, const BwPriceMap *map, const Candle *candle)
{
  float line = shape->wick_width * (shape->body_width >= 9.0f * shape->wick_width ? 2.0f : 1.0f);
  float x = bw_layer_snap (candle->middle - line / 2.0), arm = (shape->body_width - line) / 2.0f;
  float high = bw_layer_snap (bw_layer_map_price (map, candle->high));
  float low = bw_layer_snap (bw_layer_map_price (map, candle->low));
  float open = bw_layer_snap (bw_layer_map_price (map, candle->open) - line / 2.0);
  float close = bw_layer_snap (bw_layer_map_price (map, candle->close) - line / 2.0);

  if (isnan (high + low) || isnan (open + close))
    return;
  bw_layer_put_rect (model, candle->is_up, x, high, line, MAX (low - high, line));
  if (!shape->has_body || arm < 1.0f)
    return;
  arm = floorf (arm + 0.5f);
  bw_layer_put_rect (model, candle->is_up, x - arm, open, arm, line);
  bw_layer_put_rect (model, candle->is_up, x + line, close, arm, line);
}

/* A hollow candle's colour is that of its close against the close before. */
static void
get_candle (const BwChartModel *model, const BwCandleRects *shape, const BwBarRun *run, gsize i,
            double before, Candle *candle)
{
  candle->open = run->open[i];
  candle->high = run->high[i];
  candle->low = run->low[i];
  candle->close = run->close[i];
  candle->has_risen = candle->is_up = run->close[i] >= run->open[i];
  candle->is_hollow = shape->is_hollow && candle->has_risen;
  if (model->type.type != BW_CHART_HOLLOW)
    return;
  candle->is_hollow = shape->is_hollow && run->close[i] > run->open[i];
  if (!isnan (before))
    candle->is_up = run->close[i] >= before;
}

static void
put_candles (BwChartModel *model, const BwPriceMap *map)
{
  BwCandleRects shape = bw_layer_get_candle_rects (model);
  double spacing = model->axis.width / model->axis.n_visible, before = NAN;
  gsize first, end;

  if (!bw_layer_get_part (model, &first, &end))
    return;
  if (first > 0)
    before = bw_chart_bars_get_close (&model->bars, first - 1);
  while (first < end)
    {
      BwBarRun run = bw_chart_bars_get_run (&model->bars, first, end);

      for (gsize i = 0; i < run.n; i++)
        {
          Candle candle = { .middle = (first + i + 0.5 - model->first_bar) * spacing };

          get_candle (model, &shape, &run, i, before, &candle);
          if (model->type.type == BW_CHART_BARS)
            put_stem (model, &shape, map, &candle);
          else
            put_candle (model, &shape, map, &candle);
          before = run.close[i];
        }
      first += run.n;
    }
}

/** bw_layer_put_folded_bars: one rectangle a pixel column, whatever the bars look like. */
void
bw_layer_put_folded_bars (BwChartModel *model, const BwPriceMap *map)
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

static void
draw_candles (BwChartModel *model, BwDisplayList *list, const BwPriceMap *map)
{
  if (bw_layer_is_folded (model))
    bw_layer_put_folded_bars (model, map);
  else
    put_candles (model, map);
  bw_layer_end_rects (model, list, model->style.up, model->style.down);
  /* Up differs from down by more than its colour: where a body is wide enough, it is an outline
   * with a lighter inside. */
  bw_display_list_add_rects (
      list, bw_colour_mix (model->style.background, model->style.up, UP_INSIDE_SHARE),
      (const BwRect *)(void *)model->scratch_rects[2]->data, model->scratch_rects[2]->len);
}

static void
draw_bars (BwChartModel *model, BwDisplayList *list)
{
  BwPriceMap map = bw_layer_get_price_map (&model->axis);

  bw_layer_begin_rects (model);
  bw_display_list_push_clip (list, (BwRect){ 0, 0, bw_layer_snap (model->axis.width),
                                             bw_layer_snap (model->axis.height) });
  switch (model->type.type)
    {
    case BW_CHART_LINE:
    case BW_CHART_STEP_LINE:
    case BW_CHART_AREA:
    case BW_CHART_BASELINE:
      bw_layer_draw_line (model, list, &map);
      break;
    case BW_CHART_KAGI:
      bw_layer_draw_kagi (model, list, &map);
      break;
    case BW_CHART_POINT_FIGURE:
      bw_layer_draw_point_figure (model, list, &map);
      break;
    case BW_CHART_CANDLES:
    case BW_CHART_HOLLOW:
    case BW_CHART_HEIKIN_ASHI:
    case BW_CHART_BARS:
    case BW_CHART_RENKO:
    case BW_CHART_RANGE:
    case BW_CHART_N_TYPES:
      draw_candles (model, list, &map);
      break;
    }
  bw_display_list_pop_clip (list);
}

void
bw_chart_build_bars (BwChartModel *model, BwDisplayList *list)
{
  bw_layer_choose_history (model);
  draw_bars (model, list);
}

/* Nothing where bars aren't drawn one by one: then the other layers have it. */
void
bw_chart_build_newest (BwChartModel *model, BwDisplayList *list)
{
  gsize first, end;

  if (!bw_layer_is_split (model))
    return;
  bw_layer_choose_newest (model);
  if (!bw_layer_get_part (model, &first, &end))
    return;
  bw_chart_draw_volume (model, list);
  draw_bars (model, list);
  bw_chart_draw_studies (model, list);
}
