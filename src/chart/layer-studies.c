/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layer-private.h"
#include "chart/panes-private.h"

#include <math.h>
#include <string.h>

/*
 * Indicators over the bars and in their panes. Where bars are wide a curve is one path; where they are
 * not, each pixel column is the fold of its bars, one rectangle, so that no extreme is lost. Columns,
 * dots and marks are rectangles on whole pixels always.
 */

#define CURVE_SPACING    2.0  /* pixels a bar from which a curve is a path */
#define GROUND_ALPHA     0.08f
#define AREA_ALPHA       0.16f
#define FALLING_STRENGTH 0.5f /* of a histogram's column that is nearer to 0 than the one before */

/* One output being drawn. */
typedef struct
{
  BwChartModel *model;
  BwDisplayList *list;
  BwStudy *study;
  guint output;
  const BwChartAxis *axis;
  BwPriceMap map;
  gsize first, end; /* the bars in view and one on either side */
  gsize from;       /* the first that is drawn by itself; those before it only begin curves */
} Plot;

static const BwStudyOutput *
get_output (const Plot *plot)
{
  return &bw_study_get_spec (plot->study)->outputs[plot->output];
}

static BwColour
get_colour (const Plot *plot, double value)
{
  return bw_chart_studies_get_colour (plot->model, get_output (plot), value);
}

static double
get_spacing (const Plot *plot)
{
  return plot->axis->width / plot->axis->n_visible;
}

static double
get_line_width (const Plot *plot)
{
  return (get_output (plot)->width + 0.5) * plot->model->scale;
}

static const double *
get_values (const Plot *plot, guint output)
{
  GArray *values = plot->model->scratch_values;

  g_array_set_size (values, (guint)(plot->end - plot->first));
  bw_study_get_values (plot->study, output, plot->first, plot->end,
                       (double *)(void *)values->data);
  return (const double *)(const void *)values->data;
}

/* What an output comes to in pixel column @column. */
static gboolean
fold_column (const Plot *plot, guint output, int column, BwExtent *extent)
{
  gsize n_bars = bw_chart_bars_get_n (&plot->model->bars), first, end;

  if (!bw_layer_get_column (plot->model, n_bars, column, &first, &end))
    return FALSE;
  if (plot->axis->n_visible / plot->axis->width > BW_LAYER_N_FOLD_ALIGNED)
    {
      first = first / BW_PYRAMID_FAN * BW_PYRAMID_FAN;
      end = MAX (end == n_bars ? end : end / BW_PYRAMID_FAN * BW_PYRAMID_FAN, first + 1);
    }
  *extent = bw_study_fold (plot->study, output, first, end);
  return extent->low <= extent->high && !(plot->map.is_log && extent->low <= 0.0);
}

static void
put (GArray *rects, float x, float y, float width, float height)
{
  BwRect rect = { x, y, width, height };

  g_array_append_val (rects, rect);
}

static void
begin_rects (const Plot *plot)
{
  for (guint i = 0; i < G_N_ELEMENTS (plot->model->study_rects); i++)
    g_array_set_size (plot->model->study_rects[i], 0);
}

static void
add_rects (const Plot *plot, guint kind, BwColour colour)
{
  const GArray *rects = plot->model->study_rects[kind];

  bw_display_list_add_rects (plot->list, colour, (const BwRect *)(void *)rects->data, rects->len);
}

/* ---- Curves ---- */

static BwExtent
fold_output (gpointer data, gsize first, gsize end)
{
  const Plot *plot = data;

  return bw_study_fold (plot->study, plot->output, first, end);
}

static void
draw_folded_curve (const Plot *plot)
{
  BwColour colour = get_colour (plot, 1.0);

  bw_layer_begin_rects (plot->model);
  bw_layer_put_curve_columns (plot->model, fold_output, (gpointer)plot, &plot->map,
                              (float)MAX (1.0, floor (get_line_width (plot))));
  bw_layer_end_rects (plot->model, plot->list, colour, colour);
}

static void
draw_curve (const Plot *plot)
{
  double spacing = get_spacing (plot);
  guint n = (guint)(plot->end - plot->first);
  const double *values = get_values (plot, plot->output);
  BwPoint *points = bw_display_list_add_polyline (plot->list, get_colour (plot, 1.0),
                                                  (float)get_line_width (plot), n);

  for (guint i = 0; i < n; i++)
    {
      points[i].x = (float)((plot->first + i + 0.5 - plot->axis->first_bar) * spacing);
      points[i].y = (float)bw_layer_map_price (&plot->map, values[i]);
    }
}

/* Each value from its bar's left to its right; values that differ are not joined. */
static void
draw_steps (const Plot *plot)
{
  double spacing = get_spacing (plot), thickness = MAX (1.0, floor (get_line_width (plot)));
  const double *values = get_values (plot, plot->output);

  begin_rects (plot);
  for (gsize i = plot->from - plot->first, n = plot->end - plot->first, stop; i < n; i = stop)
    {
      float left, right, y = bw_layer_snap (bw_layer_map_price (&plot->map, values[i]) - thickness / 2.0);

      for (stop = i + 1; stop < n && values[stop] == values[i]; stop++)
        ;
      left = bw_layer_snap ((plot->first + i - plot->axis->first_bar) * spacing);
      right = bw_layer_snap ((plot->first + stop - plot->axis->first_bar) * spacing);
      if (!isnan (y))
        put (plot->model->study_rects[0], left, y, MAX (right - left, 1.0f), (float)thickness);
    }
  add_rects (plot, 0, get_colour (plot, 1.0));
}

/* ---- Grounds ---- */

/* Between two outputs, or an output and a level line, run by run of bars that have both. */
static void
draw_ground_run (const Plot *plot, const double *upper, const double *lower, gsize from, gsize to,
                 BwColour colour)
{
  double spacing = get_spacing (plot);
  guint n = (guint)(to - from);
  BwPoint *points = bw_display_list_add_polygon (plot->list, colour, 2 * n);

  for (guint i = 0; i < n; i++)
    {
      float x = (float)((plot->first + from + i + 0.5 - plot->axis->first_bar) * spacing);

      points[i] = (BwPoint){ x, (float)bw_layer_map_price (&plot->map, upper[from + i]) };
      points[2 * n - 1 - i] = (BwPoint){ x, (float)bw_layer_map_price (&plot->map, lower[from + i]) };
    }
}

static void
draw_ground (const Plot *plot, guint upper_output, guint lower_output, BwColour colour)
{
  gsize n = plot->end - plot->first, from = 0;
  g_autofree double *upper = g_memdup2 (get_values (plot, upper_output), n * sizeof *upper);
  const double *lower = get_values (plot, lower_output);

  for (gsize i = 0; i <= n; i++)
    if (i == n || isnan (upper[i] + lower[i]))
      {
        if (i > from + 1)
          draw_ground_run (plot, upper, lower, from, i, colour);
        from = i + 1;
      }
}

static void
draw_folded_ground (const Plot *plot, guint upper_output, guint lower_output, BwColour colour)
{
  begin_rects (plot);
  for (int column = 0; column < (int)plot->axis->width; column++)
    {
      BwExtent upper, lower;
      float top, bottom;

      if (!fold_column (plot, upper_output, column, &upper) ||
          !fold_column (plot, lower_output, column, &lower))
        continue;
      top = bw_layer_snap (bw_layer_map_price (&plot->map, MAX (upper.high, lower.high)));
      bottom = bw_layer_snap (bw_layer_map_price (&plot->map, MIN (upper.low, lower.low)));
      if (bottom > top)
        put (plot->model->study_rects[0], column, top, 1.0f, bottom - top);
    }
  add_rects (plot, 0, colour);
}

/* The outputs that bound the study's ground: its bands, or the two spans of a cloud. */
static gboolean
find_bounds (const BwIndicatorInfo *info, guint *upper, guint *lower)
{
  gboolean has_upper = FALSE, has_lower = FALSE;

  for (guint k = 0; info->outputs[k] != NULL; k++)
    if (strstr (info->outputs[k], "Upper") != NULL || strcmp (info->outputs[k], "SpanA") == 0)
      {
        *upper = k;
        has_upper = TRUE;
      }
    else if (strstr (info->outputs[k], "Lower") != NULL || strcmp (info->outputs[k], "SpanB") == 0)
      {
        *lower = k;
        has_lower = TRUE;
      }
  return has_upper && has_lower;
}

static void
draw_bands (Plot *plot)
{
  const BwStudySpec *spec = bw_study_get_spec (plot->study);
  guint upper = 0, lower = 0;
  BwColour colour;

  if (!spec->has_ground || !find_bounds (spec->info, &upper, &lower) ||
      !spec->outputs[upper].is_visible || !spec->outputs[lower].is_visible)
    return;
  colour = bw_colour_with_alpha (
      bw_chart_studies_get_colour (plot->model, &spec->outputs[upper], 1.0), GROUND_ALPHA);
  if (get_spacing (plot) >= CURVE_SPACING)
    draw_ground (plot, upper, lower, colour);
  else
    draw_folded_ground (plot, upper, lower, colour);
}

/* ---- Columns ---- */

static double
get_base_y (const Plot *plot)
{
  double bottom = plot->axis->y + plot->axis->height;
  double zero = plot->map.is_log ? bottom : bw_layer_map_price (&plot->map, 0.0);

  return CLAMP (zero, plot->axis->y, bottom);
}

static void
put_column (const Plot *plot, guint kind, float x, float width, double value_y)
{
  float base = bw_layer_snap (get_base_y (plot)), y = bw_layer_snap (value_y);
  float top = MIN (base, y), bottom = MAX (base, y);

  put (plot->model->study_rects[kind], x, top, width, MAX (bottom - top, 1.0f));
}

static void
draw_histogram (const Plot *plot)
{
  double spacing = get_spacing (plot);
  float width = bw_layer_get_candle_rects (plot->model).body_width;
  const double *values = get_values (plot, plot->output);
  BwColour ground = plot->model->style.background;

  begin_rects (plot);
  for (gsize i = plot->from - plot->first; i < plot->end - plot->first; i++)
    {
      double middle = (plot->first + i + 0.5 - plot->axis->first_bar) * spacing;
      gboolean is_falling = i > 0 && fabs (values[i]) < fabs (values[i - 1]);

      if (isfinite (values[i]))
        put_column (plot, (values[i] >= 0.0 ? 0 : 1) + (is_falling ? 2 : 0),
                    bw_layer_snap (middle - width / 2.0), width,
                    bw_layer_map_price (&plot->map, values[i]));
    }
  for (guint kind = 0; kind < 4; kind++)
    add_rects (plot, kind,
               bw_colour_mix (ground, get_colour (plot, kind % 2 == 0 ? 1.0 : -1.0),
                              kind < 2 ? 0.85f : FALLING_STRENGTH));
}

static void
draw_folded_histogram (const Plot *plot)
{
  begin_rects (plot);
  for (int column = 0; column < (int)plot->axis->width; column++)
    {
      BwExtent extent;

      if (!fold_column (plot, plot->output, column, &extent))
        continue;
      if (extent.high > 0.0)
        put_column (plot, 0, column, 1.0f, bw_layer_map_price (&plot->map, extent.high));
      if (extent.low < 0.0)
        put_column (plot, 1, column, 1.0f, bw_layer_map_price (&plot->map, extent.low));
    }
  add_rects (plot, 0, get_colour (plot, 1.0));
  add_rects (plot, 1, get_colour (plot, -1.0));
}

/* The ground under a curve, down to 0 or to the pane's edge. */
static void
draw_area_ground (const Plot *plot)
{
  double spacing = get_spacing (plot);
  gboolean is_folded = spacing < CURVE_SPACING;
  const double *values = is_folded ? NULL : get_values (plot, plot->output);

  begin_rects (plot);
  for (int column = 0; is_folded && column < (int)plot->axis->width; column++)
    {
      BwExtent extent;

      if (fold_column (plot, plot->output, column, &extent))
        put_column (plot, 0, column, 1.0f,
                    bw_layer_map_price (&plot->map, extent.high > 0.0 ? extent.high : extent.low));
    }
  for (gsize i = plot->from - plot->first; !is_folded && i < plot->end - plot->first; i++)
    {
      double left = (plot->first + i - plot->axis->first_bar) * spacing;
      float x = bw_layer_snap (left);

      if (isfinite (values[i]))
        put_column (plot, 0, x, bw_layer_snap (left + spacing) - x,
                    bw_layer_map_price (&plot->map, values[i]));
    }
  add_rects (plot, 0, bw_colour_with_alpha (get_colour (plot, 1.0), AREA_ALPHA));
}

/* ---- Points ---- */

static void
draw_dots (const Plot *plot)
{
  double spacing = get_spacing (plot);
  float side = bw_layer_snap ((1.5 + get_output (plot)->width) * plot->model->scale);
  const double *values;

  if (spacing < 1.0)
    {
      draw_folded_curve (plot);
      return;
    }
  values = get_values (plot, plot->output);
  begin_rects (plot);
  for (gsize i = plot->from - plot->first; i < plot->end - plot->first; i++)
    if (isfinite (values[i]))
      put (plot->model->study_rects[0],
           bw_layer_snap ((plot->first + i + 0.5 - plot->axis->first_bar) * spacing - side / 2.0),
           bw_layer_snap (bw_layer_map_price (&plot->map, values[i]) - side / 2.0), side, side);
  add_rects (plot, 0, get_colour (plot, 1.0));
}

/* A triangle of whole rows, its tip at @y; it stands below its bar when @is_up, else hangs above. */
static void
put_mark (const Plot *plot, double middle, double y, gboolean is_up)
{
  float row = MAX (1.0f, floorf ((float)plot->model->scale)), gap = 3.0f * row;

  for (int i = 0; i < 4; i++)
    {
      float width = row * (float)(2 * i + 1), x = bw_layer_snap (middle - width / 2.0);

      put (plot->model->study_rects[is_up ? 0 : 1], x,
           is_up ? bw_layer_snap (y) + gap + row * i : bw_layer_snap (y) - gap - row * (i + 1), width,
           row);
    }
}

static void
draw_marks (const Plot *plot)
{
  double spacing = get_spacing (plot);
  const double *values = get_values (plot, plot->output);

  begin_rects (plot);
  for (gsize at = plot->from; at < plot->end;)
    {
      BwBarRun run = bw_chart_bars_get_run (&plot->model->bars, at, plot->end);

      for (gsize i = 0; i < run.n; i++)
        {
          double value = values[at - plot->first + i];
          double middle = (at + i + 0.5 - plot->axis->first_bar) * spacing;

          if (isfinite (value) && value != 0.0)
            put_mark (plot, middle,
                      bw_layer_map_price (&plot->map, value > 0.0 ? run.low[i] : run.high[i]),
                      value > 0.0);
        }
      at += run.n;
    }
  add_rects (plot, 0, get_colour (plot, 1.0));
  add_rects (plot, 1, get_colour (plot, -1.0));
}

static void
draw_folded_marks (const Plot *plot)
{
  int n_columns;
  const BwChartColumn *columns = bw_layer_ensure_columns (plot->model, &n_columns);

  begin_rects (plot);
  for (int column = 0; column < n_columns; column++)
    {
      BwExtent extent;

      if (!columns[column].has_bars || !fold_column (plot, plot->output, column, &extent))
        continue;
      if (extent.high > 0.0)
        put (plot->model->study_rects[0], column,
             bw_layer_snap (bw_layer_map_price (&plot->map, columns[column].extent.low)) + 3.0f, 1.0f,
             3.0f);
      if (extent.low < 0.0)
        put (plot->model->study_rects[1], column,
             bw_layer_snap (bw_layer_map_price (&plot->map, columns[column].extent.high)) - 6.0f, 1.0f,
             3.0f);
    }
  add_rects (plot, 0, get_colour (plot, 1.0));
  add_rects (plot, 1, get_colour (plot, -1.0));
}

/* ---- Studies ---- */

static void
draw_output (const Plot *plot)
{
  gboolean is_folded = get_spacing (plot) < CURVE_SPACING;
  gboolean in_pane = bw_study_get_spec (plot->study)->in_pane;

  switch (get_output (plot)->plot)
    {
    case BW_PLOT_HISTOGRAM:
      is_folded ? draw_folded_histogram (plot) : draw_histogram (plot);
      return;
    case BW_PLOT_MARKS:
      if (in_pane)
        is_folded ? draw_folded_histogram (plot) : draw_histogram (plot);
      else
        is_folded ? draw_folded_marks (plot) : draw_marks (plot);
      return;
    case BW_PLOT_DOTS:
      draw_dots (plot);
      return;
    case BW_PLOT_STEPS:
      is_folded ? draw_folded_curve (plot) : draw_steps (plot);
      return;
    case BW_PLOT_AREA:
      draw_area_ground (plot);
      break;
    case BW_PLOT_LINE:
    case BW_N_PLOTS:
      break;
    }
  is_folded ? draw_folded_curve (plot) : draw_curve (plot);
}

/* Histograms lie under the curves of their study. */
static void
draw_study (BwChartModel *model, BwDisplayList *list, BwStudy *study, const BwChartAxis *axis)
{
  Plot plot = { .model = model, .list = list, .study = study, .axis = axis };
  const BwStudySpec *spec = bw_study_get_spec (study);

  if (!bw_layer_get_part (model, &plot.first, &plot.end))
    return;
  plot.from = model->part_first > 0 ? plot.first : plot.first - MIN (plot.first, (gsize)1);
  plot.first -= MIN (plot.first, (gsize)1);
  plot.end = MIN (plot.end + 1, model->part_end);
  plot.map = bw_layer_get_price_map (axis);
  draw_bands (&plot);
  for (guint pass = 0; pass < 2; pass++)
    for (plot.output = 0; plot.output < bw_study_get_n_outputs (study); plot.output++)
      {
        gboolean is_below = get_output (&plot)->plot == BW_PLOT_HISTOGRAM;

        if (spec->outputs[plot.output].is_visible && is_below == (pass == 0))
          draw_output (&plot);
      }
}

static void
draw_overlays (BwChartModel *model, BwDisplayList *list)
{
  gboolean has_clip = FALSE;

  for (guint i = 0; i < model->studies->len; i++)
    {
      BwStudy *study = g_ptr_array_index (model->studies, i);
      const BwStudySpec *spec = bw_study_get_spec (study);

      if (spec->in_pane || !spec->is_visible)
        continue;
      if (!has_clip)
        bw_display_list_push_clip (list, (BwRect){ 0, 0, bw_layer_snap (model->axis.width),
                                                   bw_layer_snap (model->axis.height) });
      has_clip = TRUE;
      draw_study (model, list, study, &model->axis);
    }
  if (has_clip)
    bw_display_list_pop_clip (list);
}

static void
draw_panes (BwChartModel *model, BwDisplayList *list)
{
  for (guint i = 0; i < bw_chart_panes_get_n (model); i++)
    {
      const BwChartPane *pane = bw_chart_panes_get (model, i);

      bw_display_list_push_clip (list, (BwRect){ 0, bw_layer_snap (pane->rect.y) + 1.0f,
                                                 bw_layer_snap (pane->rect.width),
                                                 bw_layer_snap (pane->rect.height) - 1.0f });
      draw_study (model, list, pane->study, &pane->axis);
      bw_display_list_pop_clip (list);
    }
}

void
bw_chart_build_overlays (BwChartModel *model, BwDisplayList *list)
{
  bw_layer_choose_history (model);
  draw_overlays (model, list);
}

void
bw_chart_build_panes (BwChartModel *model, BwDisplayList *list)
{
  bw_layer_choose_history (model);
  draw_panes (model, list);
}

/* Of the chosen part. */
void
bw_chart_draw_studies (BwChartModel *model, BwDisplayList *list)
{
  draw_overlays (model, list);
  draw_panes (model, list);
}
