/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layer-private.h"

#include <math.h>

/* Volume columns at the foot of the plot, folded as the bars are. */

static void
put_folded_volumes (BwChartModel *model, float bottom, float height)
{
  int n_columns;
  const BwChartColumn *columns = bw_layer_ensure_columns (model, &n_columns);
  double greatest = 0.0;

  for (int i = 0; i < n_columns; i++)
    if (columns[i].has_bars && columns[i].extent.volume > greatest &&
        isfinite (columns[i].extent.volume))
      greatest = columns[i].extent.volume;
  for (int i = 0; greatest > 0.0 && i < n_columns; i++)
    if (columns[i].has_bars && columns[i].extent.volume > 0.0)
      {
        double share = MIN (columns[i].extent.volume / greatest, 1.0);
        float size = MAX (1.0f, bw_layer_snap (height * share));

        bw_layer_put_rect (model, columns[i].is_up, i, bottom - size, 1.0f, size);
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
  BwCandleRects shape = bw_layer_get_candle_rects (model);
  double spacing = model->axis.width / model->axis.n_visible, greatest = model->greatest_volume;
  gsize first, end;

  if (!bw_layer_get_part (model, &first, &end))
    return;
  while (greatest > 0.0 && first < end)
    {
      BwBarRun run = bw_chart_bars_get_run (&model->bars, first, end);

      for (gsize i = 0; i < run.n; i++)
        if (run.volume[i] > 0.0)
          {
            double middle = (first + i + 0.5 - model->first_bar) * spacing;
            float size = MAX (1.0f, bw_layer_snap (height * MIN (run.volume[i] / greatest, 1.0)));

            bw_layer_put_rect (model, run.close[i] >= run.open[i], bw_layer_snap (middle - shape.body_width / 2.0),
                      bottom - size, shape.body_width, size);
          }
      first += run.n;
    }
}

/* Of the chosen part. */
void
bw_chart_draw_volume (BwChartModel *model, BwDisplayList *list)
{
  BwRect strip = model->volume_rect;
  float top_gap = (float)(6.0 * model->scale);
  BwColour up = bw_colour_mix (model->style.background, model->style.up, model->style.volume_alpha);
  BwColour down =
      bw_colour_mix (model->style.background, model->style.down, model->style.volume_alpha);

  if (strip.height <= top_gap)
    return;
  bw_layer_begin_rects (model);
  if (bw_layer_is_folded (model))
    put_folded_volumes (model, bw_layer_snap (strip.y + strip.height), strip.height - top_gap);
  else
    put_volumes (model, bw_layer_snap (strip.y + strip.height), strip.height - top_gap);
  bw_display_list_push_clip (
      list, (BwRect){ strip.x, bw_layer_snap (strip.y), bw_layer_snap (strip.width), bw_layer_snap (strip.height) });
  bw_layer_end_rects (model, list, up, down);
  bw_display_list_pop_clip (list);
}

/**
 * bw_chart_note_greatest_volume:
 *
 * All columns hang on the greatest in view: if that is another than when they were built, they are built
 * anew.
 */
void
bw_chart_note_greatest_volume (BwChartModel *model)
{
  double greatest = 0.0;
  gsize first, end;

  if (model->volume_rect.height <= 0.0f || bw_layer_is_folded (model))
    return;
  if (bw_chart_model_get_visible (model, &first, &end))
    greatest = find_greatest_volume (model, first, end);
  if (greatest == model->greatest_volume)
    return;
  model->greatest_volume = greatest;
  bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_VOLUME) |
                                        BW_CHART_LAYER_BIT (BW_CHART_LAYER_NEWEST));
}

void
bw_chart_build_volume (BwChartModel *model, BwDisplayList *list)
{
  bw_layer_choose_history (model);
  bw_chart_draw_volume (model, list);
}
