/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layer-private.h"

#include <math.h>

/* Curves over the bars: one path where bars are wide, else one rectangle a pixel column. */

static BwExtent
fold_line (gpointer data, gsize first, gsize end)
{
  return bw_overlay_line_fold (data, first, end);
}

static void
add_curve (BwChartModel *model,
           BwDisplayList *list,
           BwOverlayLine *line,
           const BwPriceMap *map,
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
      points[i].y = (float)bw_layer_map_price (map, values[i]);
    }
}

void
bw_chart_build_overlays (BwChartModel *model, BwDisplayList *list)
{
  BwPriceMap map = bw_layer_get_price_map (&model->axis);
  double spacing = model->axis.width / model->axis.n_visible;
  gsize first, end;

  if (model->overlays->len == 0 || !bw_chart_model_get_visible (model, &first, &end))
    return;
  first -= MIN (first, (gsize)1);
  end = MIN (end + 1, bw_chart_bars_get_n (&model->bars));
  bw_display_list_push_clip (list,
                             (BwRect){ 0, 0, bw_layer_snap (model->axis.width), bw_layer_snap (model->axis.height) });
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
      bw_layer_begin_rects (model);
      bw_layer_put_curve_columns (model, fold_line, line, &map, MAX (1.0f, floorf ((float)model->scale * 1.5f)));
      bw_layer_end_rects (model, list, colour, colour);
    }
  bw_display_list_pop_clip (list);
}
