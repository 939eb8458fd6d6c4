/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/compare-private.h"
#include "chart/layer-private.h"

#include <math.h>

/* Lines of compared symbols over the bars: one path where bars are wide, else a rectangle a column. */

typedef struct
{
  BwChartModel *model;
  BwComparedLine *line;
} Source;

static BwTime
get_start_or_end (const BwChartModel *model, gsize bar_index)
{
  return bar_index < bw_chart_bars_get_n (&model->bars)
             ? bw_chart_bars_get_start (&model->bars, bar_index)
             : BW_TIME_MAX;
}

static BwExtent
fold_line (gpointer data, gsize first, gsize end)
{
  const Source *source = data;
  const BwComparedLine *line = source->line;
  BwExtent extent = bw_pyramid_fold (
      line->closes, bw_chart_bars_find (&line->bars, get_start_or_end (source->model, first)),
      bw_chart_bars_find (&line->bars, get_start_or_end (source->model, end)));

  extent.low *= line->factor;
  extent.high *= line->factor;
  return extent;
}

/* A bar without one of the compared symbol has no point: the line goes on to the next. */
static void
add_path (BwChartModel *model, BwDisplayList *list, const BwComparedLine *line, const BwPriceMap *map,
          gsize first, gsize end)
{
  double spacing = model->axis.width / model->axis.n_visible;
  gsize at = bw_chart_bars_find (&line->bars, bw_chart_bars_get_start (&model->bars, first));
  gsize n_line = bw_chart_bars_get_n (&line->bars);
  guint n = 0;
  double *values;
  BwPoint *points;

  g_array_set_size (model->scratch_values, (guint) (2 * (end - first)));
  values = (double *) (void *) model->scratch_values->data;
  for (gsize i = first; i < end; i++)
    {
      BwTime until = get_start_or_end (model, i + 1);
      gsize before = at;

      while (at < n_line && bw_chart_bars_get_start (&line->bars, at) < until)
        at++;
      if (at == before)
        continue;
      values[2 * n] = (i + 0.5 - model->first_bar) * spacing;
      values[2 * n++ + 1] =
          bw_layer_map_price (map, bw_chart_bars_get_close (&line->bars, at - 1) * line->factor);
    }
  if (n < 2)
    return;
  points = bw_display_list_add_polyline (list, model->style.series[line->colour_index],
                                         (float) (1.6 * model->scale), n);
  for (guint i = 0; i < n; i++)
    points[i] = (BwPoint){ (float) values[2 * i], (float) values[2 * i + 1] };
}

void
bw_chart_build_compared (BwChartModel *model, BwDisplayList *list)
{
  BwPriceMap map = bw_layer_get_price_map (&model->axis);
  double spacing = model->axis.width / model->axis.n_visible;
  gsize first, end;

  if (model->compared->len == 0 || !bw_chart_model_get_visible (model, &first, &end))
    return;
  first -= MIN (first, (gsize) 1);
  end = MIN (end + 1, bw_chart_bars_get_n (&model->bars));
  bw_display_list_push_clip (list, (BwRect){ 0, 0, bw_layer_snap (model->axis.width),
                                             bw_layer_snap (model->axis.height) });
  for (guint i = 0; i < model->compared->len; i++)
    {
      BwComparedLine *line = bw_chart_compared_get (model, i);
      BwColour colour = model->style.series[line->colour_index];
      Source source = { model, line };

      if (isnan (line->factor))
        continue;
      if (spacing >= 2.0)
        {
          add_path (model, list, line, &map, first, end);
          continue;
        }
      bw_layer_begin_rects (model);
      bw_layer_put_curve_columns (model, fold_line, &source, &map,
                                  MAX (1.0f, floorf ((float) model->scale * 1.5f)));
      bw_layer_end_rects (model, list, colour, colour);
    }
  bw_display_list_pop_clip (list);
}

/* ---- Their legend, under that of the bars: a dot, the symbol, its change, a × ---- */

#define ROW_HEIGHT 17.0 /* logical pixels */

/**
 * bw_chart_measure_compared_legend:
 *
 * Returns: how high it is; 0 without one
 */
double
bw_chart_measure_compared_legend (const BwChartModel *model)
{
  return model->has_legend ? model->compared->len * ROW_HEIGHT * model->scale : 0.0;
}

static void
draw_row (BwChartModel *model, BwDisplayList *list, guint index, double y, gsize bar_index)
{
  const BwComparedLine *line = bw_chart_compared_get (model, index);
  BwColour colour = model->style.series[line->colour_index];
  double scale = model->scale, size = model->style.font_size * scale, x = 10.0 * scale, width;
  double change = bw_chart_model_get_compared_change (model, index, bar_index);
  char number[BW_CHART_TEXT_BYTES], text[BW_CHART_TEXT_BYTES + 8];
  float row = (float) (ROW_HEIGHT * scale);
  BwRect dot = { (float) x, (float) (y - 4.0 * scale), (float) (8.0 * scale), (float) (8.0 * scale) };
  BwRect remove = { 0, (float) y - row / 2.0f, row, row };

  bw_chart_print_number (change, 2, number);
  g_snprintf (text, sizeof text, "%s%s %%", change >= 0.005 ? "+" : "", number);
  bw_chart_model_measure_text (model, line->symbol, size, TRUE, &width, NULL);
  remove.x = (float) (x + 14.0 * scale + width + 6.0 * scale);
  if (isnan (change))
    g_strlcpy (text, bw_chart_translate ("compare", "no data here"), sizeof text);
  bw_chart_model_measure_text (model, text, size, FALSE, &width, NULL);
  bw_display_list_add_rect (list, bw_colour_with_alpha (model->style.background, 0.92f),
                            bw_layer_snap (4.0 * scale), bw_layer_snap (remove.y),
                            bw_layer_snap (remove.x + width + row), row);
  bw_display_list_add_round_rect (list, colour, dot, dot.width / 2.0f, 0.0f);
  bw_display_list_add_text (list, model->style.text, (float) (x + 14.0 * scale), (float) y, 0.0f,
                            (float) size, TRUE, line->symbol);
  bw_display_list_add_text (list, colour, remove.x, (float) y, 0.0f, (float) size, FALSE, text);
  remove.x += (float) (width + 2.0 * scale);
  bw_display_list_add_text (list, model->style.text_dim, remove.x + row / 2.0f, (float) y, 0.5f,
                            (float) (size * 1.2), FALSE, "×");
  bw_display_list_add_hit (list, remove, BW_HIT_COMPARED_REMOVE, line->id);
}

void
bw_chart_draw_compared_legend (BwChartModel *model, BwDisplayList *list, gsize bar_index)
{
  double row = ROW_HEIGHT * model->scale, y = bw_chart_measure_legend (model);

  for (guint i = 0; i < model->compared->len && y + row <= model->axis.height; i++, y += row)
    draw_row (model, list, i, y + row / 2.0 - 2.0 * model->scale, bar_index);
}
