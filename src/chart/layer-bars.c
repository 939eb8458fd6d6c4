/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-model-private.h"

#include <math.h>

/*
 * Candles, volume and overlays. As long as a bar has a pixel of its own each is drawn; below that,
 * each pixel column is the fold of its bars, so that no extreme is ever lost and the cost is that
 * of the columns. Everything but wide curves is rectangles on whole pixels.
 */

#define N_FOLD_ALIGNED                                                                             \
  128.0 /* bars a column from which overlays fold to whole nodes of the index */

#define Y_FAR           1e5
#define UP_INSIDE_SHARE 0.45f

typedef struct
{
  double a, b; /* y = a - b * f (price) */
  gboolean is_log;
} PriceMap;

static PriceMap
get_price_map (const BwChartAxis *axis)
{
  PriceMap map = { .is_log = axis->is_log };
  double low = axis->is_log ? log (axis->price_low) : axis->price_low;
  double high = axis->is_log ? log (axis->price_high) : axis->price_high;

  map.b = axis->height / (high - low);
  map.a = axis->y + axis->height + low * map.b;
  return map;
}

/* Far outside is far enough: painters' coordinates are bounded. NaN stays NaN. */
static inline double
map_price (const PriceMap *map, double price)
{
  double y = map->a - map->b * (map->is_log ? log (price) : price);

  return y < -Y_FAR ? -Y_FAR : y > Y_FAR ? Y_FAR : y;
}

static inline float
snap (double position)
{
  return floorf ((float)position + 0.5f);
}

static void
begin_rects (BwChartModel *model)
{
  g_array_set_size (model->scratch_rects[0], 0);
  g_array_set_size (model->scratch_rects[1], 0);
  g_array_set_size (model->scratch_rects[2], 0);
}

static void
end_rects (BwChartModel *model, BwDisplayList *list, BwColour up, BwColour down)
{
  const GArray *ups = model->scratch_rects[0], *downs = model->scratch_rects[1];

  bw_display_list_add_rects (list, up, (const BwRect *)(void *)ups->data, ups->len);
  bw_display_list_add_rects (list, down, (const BwRect *)(void *)downs->data, downs->len);
}

static inline void
put_rect (BwChartModel *model, gboolean is_up, float x, float y, float width, float height)
{
  BwRect rect = { x, y, width, height };

  g_array_append_val (model->scratch_rects[is_up ? 0 : 1], rect);
}

/* The bars of pixel column @column, which may be none at the edges. */
static gboolean
get_column (const BwChartModel *model, gsize n_bars, int column, gsize *first, gsize *end)
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

static gboolean
is_folded (const BwChartModel *model)
{
  return model->axis.n_visible > model->axis.width;
}

typedef struct
{
  float body_width, wick_width, wick_inset;
  gboolean is_hollow, has_body, has_inside;
} CandleShape;

static CandleShape
get_candle_shape (const BwChartModel *model)
{
  double spacing = model->axis.width / model->axis.n_visible;
  CandleShape shape = { .wick_width = MAX (1.0f, floorf ((float)model->scale + 0.25f)) };
  float body = floorf ((float)MIN (spacing * 0.74, spacing - 1.0));

  /* The wick stands in the middle of the body, so both are odd or both even. */
  if (((int)body - (int)shape.wick_width) % 2 != 0)
    body -= 1.0f;
  shape.has_body = body > shape.wick_width;
  shape.body_width = shape.has_body ? body : shape.wick_width;
  shape.wick_inset = (shape.body_width - shape.wick_width) / 2.0f;
  shape.is_hollow =
      model->style.candle_shape == BW_CANDLES_HOLLOW && body >= shape.wick_width * 3.0f + 2.0f;
  shape.has_inside = !shape.is_hollow && body >= shape.wick_width * 5.0f;
  return shape;
}

static void
put_candle (BwChartModel *model,
            const CandleShape *shape,
            const PriceMap *map,
            double middle,
            const BwBarRun *run,
            gsize i)
{
  gboolean is_up = run->close[i] >= run->open[i];
  float high = snap (map_price (map, run->high[i])), low = snap (map_price (map, run->low[i]));
  float x = snap (middle - shape->body_width / 2.0);
  float top, bottom, wick = shape->wick_width, wick_x = x + shape->wick_inset;

  if (isnan (high + low) || isnan (run->open[i] + run->close[i]))
    return;
  if (!shape->has_body)
    {
      put_rect (model, is_up, x, high, wick, MAX (low - high, wick));
      return;
    }
  top = snap (map_price (map, is_up ? run->close[i] : run->open[i]));
  bottom = snap (map_price (map, is_up ? run->open[i] : run->close[i]));
  if (isnan (top + bottom))
    return;
  bottom = MAX (bottom, top + wick);
  if (is_up && shape->is_hollow && bottom - top > 2.0f * wick)
    {
      put_rect (model, TRUE, x, top, shape->body_width, wick);
      put_rect (model, TRUE, x, bottom - wick, shape->body_width, wick);
      put_rect (model, TRUE, x, top + wick, wick, bottom - top - 2.0f * wick);
      put_rect (model, TRUE, x + shape->body_width - wick, top + wick, wick,
                bottom - top - 2.0f * wick);
    }
  else
    {
      put_rect (model, is_up, x, top, shape->body_width, bottom - top);
      if (is_up && shape->has_inside && bottom - top > 2.0f * wick)
        {
          BwRect inside = { x + wick, top + wick, shape->body_width - 2.0f * wick,
                            bottom - top - 2.0f * wick };

          g_array_append_val (model->scratch_rects[2], inside);
        }
    }
  if (high < top)
    put_rect (model, is_up, wick_x, high, wick, top - high);
  if (low > bottom)
    put_rect (model, is_up, wick_x, bottom, wick, low - bottom);
}

static void
put_candles (BwChartModel *model, const PriceMap *map)
{
  CandleShape shape = get_candle_shape (model);
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

static const BwChartColumn *
ensure_columns (BwChartModel *model, int *n_columns)
{
  gsize n_bars = bw_chart_bars_get_n (&model->bars), first, end;

  *n_columns = (int)model->axis.width;
  if (!model->are_columns_valid)
    {
      g_array_set_size (model->columns, *n_columns);
      for (int i = 0; i < *n_columns; i++)
        {
          BwChartColumn *column = &g_array_index (model->columns, BwChartColumn, i);

          column->has_bars = get_column (model, n_bars, i, &first, &end);
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

static void
put_folded_candles (BwChartModel *model, const PriceMap *map)
{
  int n_columns;
  const BwChartColumn *columns = ensure_columns (model, &n_columns);

  for (int i = 0; i < n_columns; i++)
    {
      const BwExtent *extent = &columns[i].extent;
      float high, low;

      if (!columns[i].has_bars || !(extent->low <= extent->high))
        continue;
      high = snap (map_price (map, extent->high));
      low = snap (map_price (map, extent->low));
      if (!isnan (high + low))
        put_rect (model, columns[i].is_up, i, high, 1.0f, MAX (low - high, 1.0f));
    }
}

void
bw_chart_build_bars (BwChartModel *model, BwDisplayList *list)
{
  PriceMap map = get_price_map (&model->axis);

  begin_rects (model);
  if (is_folded (model))
    put_folded_candles (model, &map);
  else
    put_candles (model, &map);
  bw_display_list_push_clip (list,
                             (BwRect){ 0, 0, snap (model->axis.width), snap (model->axis.height) });
  end_rects (model, list, model->style.up, model->style.down);
  /* Up differs from down by more than its colour: where a body is wide enough, it is an outline
   * with a lighter inside. */
  bw_display_list_add_rects (
      list, bw_colour_mix (model->style.background, model->style.up, UP_INSIDE_SHARE),
      (const BwRect *)(void *)model->scratch_rects[2]->data, model->scratch_rects[2]->len);
  bw_display_list_pop_clip (list);
}

static void
put_folded_volumes (BwChartModel *model, float bottom, float height)
{
  int n_columns;
  const BwChartColumn *columns = ensure_columns (model, &n_columns);
  double greatest = 0.0;

  for (int i = 0; i < n_columns; i++)
    if (columns[i].has_bars && columns[i].extent.volume > greatest &&
        isfinite (columns[i].extent.volume))
      greatest = columns[i].extent.volume;
  for (int i = 0; greatest > 0.0 && i < n_columns; i++)
    if (columns[i].has_bars && columns[i].extent.volume > 0.0)
      {
        double share = MIN (columns[i].extent.volume / greatest, 1.0);
        float size = MAX (1.0f, snap (height * share));

        put_rect (model, columns[i].is_up, i, bottom - size, 1.0f, size);
      }
}

static double
find_greatest_volume (BwChartModel *model, gsize first, gsize end)
{
  double greatest = 0.0;

  while (first < end)
    {
      BwBarRun run = bw_chart_bars_get_run (&model->bars, first, end);

      for (gsize i = 0; i < run.n; i++)
        if (run.volume[i] > greatest && isfinite (run.volume[i]))
          greatest = run.volume[i];
      first += run.n;
    }
  return greatest;
}

static void
put_volumes (BwChartModel *model, float bottom, float height)
{
  CandleShape shape = get_candle_shape (model);
  double spacing = model->axis.width / model->axis.n_visible, greatest;
  gsize first, end;

  if (!bw_chart_model_get_visible (model, &first, &end))
    return;
  greatest = find_greatest_volume (model, first, end);
  while (greatest > 0.0 && first < end)
    {
      BwBarRun run = bw_chart_bars_get_run (&model->bars, first, end);

      for (gsize i = 0; i < run.n; i++)
        if (run.volume[i] > 0.0)
          {
            double middle = (first + i + 0.5 - model->first_bar) * spacing;
            float size = MAX (1.0f, snap (height * MIN (run.volume[i] / greatest, 1.0)));

            put_rect (model, run.close[i] >= run.open[i], snap (middle - shape.body_width / 2.0),
                      bottom - size, shape.body_width, size);
          }
      first += run.n;
    }
}

void
bw_chart_build_volume (BwChartModel *model, BwDisplayList *list)
{
  BwRect strip = model->volume_rect;
  float top_gap = (float)(6.0 * model->scale);
  BwColour up = bw_colour_mix (model->style.background, model->style.up, model->style.volume_alpha);
  BwColour down =
      bw_colour_mix (model->style.background, model->style.down, model->style.volume_alpha);

  if (strip.height <= top_gap)
    return;
  begin_rects (model);
  if (is_folded (model))
    put_folded_volumes (model, snap (strip.y + strip.height), strip.height - top_gap);
  else
    put_volumes (model, snap (strip.y + strip.height), strip.height - top_gap);
  bw_display_list_push_clip (
      list, (BwRect){ strip.x, snap (strip.y), snap (strip.width), snap (strip.height) });
  end_rects (model, list, up, down);
  bw_display_list_pop_clip (list);
}

/* A curve as one rectangle a pixel column, each joined to the one before. */
static void
put_curve_columns (BwChartModel *model, BwOverlayLine *line, const PriceMap *map, float thickness)
{
  gsize n_bars = bw_chart_bars_get_n (&model->bars), first, end;
  gboolean is_aligned = model->axis.n_visible / model->axis.width > N_FOLD_ALIGNED;
  double before_top = NAN, before_bottom = NAN;

  for (int column = 0; column < (int)model->axis.width; column++)
    {
      BwExtent extent;
      double top, bottom;

      if (!get_column (model, n_bars, column, &first, &end))
        continue;
      if (is_aligned)
        {
          first = first / BW_PYRAMID_FAN * BW_PYRAMID_FAN;
          end = MAX (end == n_bars ? end : end / BW_PYRAMID_FAN * BW_PYRAMID_FAN, first + 1);
        }
      extent = bw_overlay_line_fold (line, first, end);
      if (!(extent.low <= extent.high) || (map->is_log && extent.low <= 0.0))
        continue;
      top = map_price (map, extent.high);
      bottom = map_price (map, extent.low);
      /* Halfway to the neighbour closes the gap where ranges do not meet. */
      if (before_top > bottom)
        bottom = before_top;
      else if (before_bottom < top)
        top = before_bottom;
      before_top = map_price (map, extent.high);
      before_bottom = map_price (map, extent.low);
      top = snap (top - thickness / 2.0);
      bottom = snap (bottom + thickness / 2.0);
      put_rect (model, TRUE, column, top, 1.0f, MAX (bottom - top, thickness));
    }
}

static void
add_curve (BwChartModel *model,
           BwDisplayList *list,
           BwOverlayLine *line,
           const PriceMap *map,
           BwColour colour,
           gsize first,
           gsize end)
{
  double spacing = model->axis.width / model->axis.n_visible;
  const double *values;
  BwPoint *points;

  g_array_set_size (model->scratch_values, end - first);
  bw_overlay_line_get_values (line, first, end, (double *)(void *)model->scratch_values->data);
  values = (const double *)(const void *)model->scratch_values->data;
  points = bw_display_list_add_polyline (list, colour, (float)(1.5 * model->scale), end - first);
  for (gsize i = 0; i < end - first; i++)
    {
      points[i].x = (float)((first + i + 0.5 - model->first_bar) * spacing);
      points[i].y = (float)map_price (map, values[i]);
    }
}

void
bw_chart_build_overlays (BwChartModel *model, BwDisplayList *list)
{
  PriceMap map = get_price_map (&model->axis);
  double spacing = model->axis.width / model->axis.n_visible;
  gsize first, end;

  if (model->overlays->len == 0 || !bw_chart_model_get_visible (model, &first, &end))
    return;
  first -= MIN (first, (gsize)1);
  end = MIN (end + 1, bw_chart_bars_get_n (&model->bars));
  bw_display_list_push_clip (list,
                             (BwRect){ 0, 0, snap (model->axis.width), snap (model->axis.height) });
  for (guint i = 0; i < model->overlays->len; i++)
    {
      BwOverlayLine *line = g_ptr_array_index (model->overlays, i);
      guint colour_index =
          bw_overlay_line_get_spec (line)->colour_index % BW_CHART_N_SERIES_COLOURS;
      BwColour colour = model->style.series[colour_index];

      if (spacing >= 2.0)
        {
          add_curve (model, list, line, &map, colour, first, end);
          continue;
        }
      begin_rects (model);
      put_curve_columns (model, line, &map, MAX (1.0f, floorf ((float)model->scale * 1.5f)));
      end_rects (model, list, colour, colour);
    }
  bw_display_list_pop_clip (list);
}
