/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layer-private.h"

#include <math.h>

/*
 * Charts of closes: a line, a line in steps, an area, and a baseline with an area on either side. One path
 * where bars are wide; below that one rectangle a pixel column from the lowest close to the highest, so
 * that here too no extreme is lost. A close that is no number breaks the line.
 */

#define WIDTH_LINE      1.6
#define SPACING_PATH    2.0 /* device units a bar from which a path is drawn */
#define AREA_ALPHA      0.16f
#define N_POINTS_A_BAR  2   /* at most: a step has two */

/* The line, as points in scratch values: x, y, x, y…; NaN where it breaks. */
static guint
collect_points (BwChartModel *model, const BwPriceMap *map, gsize first, gsize end)
{
  double spacing = model->axis.width / model->axis.n_visible, before = NAN, *values;
  gboolean is_stepped = model->type.type == BW_CHART_STEP_LINE;
  guint n = 0;

  g_array_set_size (model->scratch_values, (guint) (end - first) * 2 * N_POINTS_A_BAR);
  values = (double *) (void *) model->scratch_values->data;
  while (first < end)
    {
      BwBarRun run = bw_chart_bars_get_run (&model->bars, first, end);

      for (gsize i = 0; i < run.n; i++)
        {
          double x = (first + i + 0.5 - model->first_bar) * spacing;
          double y = bw_layer_map_price (map, run.close[i]);

          if (is_stepped && !isnan (before) && !isnan (y))
            {
              values[2 * n] = x;
              values[2 * n++ + 1] = before;
            }
          values[2 * n] = x;
          values[2 * n++ + 1] = y;
          before = y;
        }
      first += run.n;
    }
  return n;
}

/* A polygon for each unbroken part of the line. */
static void
fill_path (BwChartModel *model, BwDisplayList *list, guint n, BwColour colour, float base)
{
  const double *values = (const double *) (void *) model->scratch_values->data;

  for (guint first = 0, end; first < n; first = end + 1)
    {
      BwPoint *points;

      for (end = first; end < n && !isnan (values[2 * end + 1]); end++)
        ;
      if (end - first < 2)
        continue;
      points = bw_display_list_add_polygon (list, colour, end - first + 2);
      for (guint i = first; i < end; i++)
        points[i - first] = (BwPoint){ (float) values[2 * i], (float) values[2 * i + 1] };
      points[end - first] = (BwPoint){ (float) values[2 * (end - 1)], base };
      points[end - first + 1] = (BwPoint){ (float) values[2 * first], base };
    }
}

static void
stroke_path (BwChartModel *model, BwDisplayList *list, guint n, BwColour colour)
{
  const double *values = (const double *) (void *) model->scratch_values->data;
  BwPoint *points =
      bw_display_list_add_polyline (list, colour, (float) (WIDTH_LINE * model->scale), n);

  for (guint i = 0; i < n; i++)
    points[i] = (BwPoint){ (float) values[2 * i], (float) values[2 * i + 1] };
}

static BwExtent
fold_closes (gpointer data, gsize first, gsize end)
{
  return bw_chart_model_fold_closes (data, first, end);
}

/* From the line's columns, which are there already, to the base. */
static void
fill_columns (BwChartModel *model, float base)
{
  const GArray *line = model->scratch_rects[0];

  for (guint i = 0; i < line->len; i++)
    {
      BwRect rect = g_array_index (line, BwRect, i);
      float top = MIN (rect.y + rect.height, base), bottom = MAX (rect.y, base);

      if (bottom > top)
        bw_layer_put_rect (model, FALSE, rect.x, top, 1.0f, bottom - top);
    }
}

/* One side of the baseline, or all there is; @base is where the area ends, NaN for no area. */
static void
draw_part (BwChartModel *model, BwDisplayList *list, guint n_points, BwColour colour, float base)
{
  BwColour area = bw_colour_with_alpha (colour, AREA_ALPHA);

  if (n_points == 0)
    {
      bw_layer_end_rects (model, list, colour, area);
      return;
    }
  if (!isnan (base))
    fill_path (model, list, n_points, area, base);
  stroke_path (model, list, n_points, colour);
}

static void
draw_baseline (BwChartModel *model, BwDisplayList *list, guint n_points, float base)
{
  float width = bw_layer_snap (model->axis.width), height = bw_layer_snap (model->axis.height);

  bw_display_list_push_clip (list, (BwRect){ 0, 0, width, base });
  draw_part (model, list, n_points, model->style.up, base);
  bw_display_list_pop_clip (list);
  bw_display_list_push_clip (list, (BwRect){ 0, base, width, height - base });
  draw_part (model, list, n_points, model->style.down, base);
  bw_display_list_pop_clip (list);
  bw_display_list_add_line (list, model->style.flat, (float) model->scale, 0.0f, base, width, base,
                            (float) (3.0 * model->scale));
}

void
bw_layer_draw_line (BwChartModel *model, BwDisplayList *list, const BwPriceMap *map)
{
  double spacing = model->axis.width / model->axis.n_visible;
  float height = bw_layer_snap (model->axis.height), base = NAN;
  gsize first, end;
  guint n_points = 0;

  if (!bw_chart_model_get_visible (model, &first, &end))
    return;
  first -= MIN (first, (gsize) 1);
  end = MIN (end + 1, bw_chart_bars_get_n (&model->bars));
  if (model->type.type == BW_CHART_AREA)
    base = height;
  if (model->type.type == BW_CHART_BASELINE)
    base = bw_layer_snap (model->axis.height * (1.0 - model->type.baseline / 100.0));
  if (spacing >= SPACING_PATH)
    n_points = collect_points (model, map, first, end);
  else
    {
      bw_layer_put_curve_columns (model, fold_closes, model, map,
                                  MAX (1.0f, floorf ((float) (WIDTH_LINE * model->scale))));
      if (!isnan (base))
        fill_columns (model, base);
    }
  if (model->type.type == BW_CHART_BASELINE)
    draw_baseline (model, list, n_points, base);
  else
    draw_part (model, list, n_points, model->style.series[0], base);
}
