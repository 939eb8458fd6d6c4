/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layer-private.h"
#include "chart/panes-private.h"

#include <math.h>

/* What stands around a pane's curves: its grid, levels and separator, and the labels and tags of its
 * value axis. */

#define SEPARATOR_HIT    7.0 /* logical pixels in which the separator can be caught */
#define TAG_HEIGHT       17.0
#define LEVEL_GROUND     0.05f
#define LEVEL_STRENGTH   0.45f

static BwColour
get_study_colour (const BwChartModel *model, const BwStudySpec *spec)
{
  return bw_chart_studies_get_colour (model, &spec->outputs[0], 1.0);
}

/* The levels, and the ground between the outermost of them. */
static void
draw_levels (BwChartModel *model, BwDisplayList *list, const BwChartPane *pane)
{
  const BwStudySpec *spec = bw_study_get_spec (pane->study);
  const BwIndicatorInfo *info = spec->info;
  float width = bw_layer_snap (pane->rect.width), line = MAX (1.0f, floorf ((float)model->scale));
  BwColour colour = bw_colour_mix (model->style.background, model->style.text_dim, LEVEL_STRENGTH);

  if (info->n_levels >= 2 && spec->has_ground)
    {
      float low = bw_layer_snap (bw_chart_axis_y (&pane->axis, info->levels[0]));
      float high = bw_layer_snap (bw_chart_axis_y (&pane->axis, info->levels[info->n_levels - 1]));

      bw_display_list_add_rect (list,
                                bw_colour_with_alpha (get_study_colour (model, spec), LEVEL_GROUND),
                                0.0f, MIN (low, high), width, fabsf (high - low));
    }
  for (guint i = 0; i < info->n_levels; i++)
    {
      float y = bw_layer_snap (bw_chart_axis_y (&pane->axis, info->levels[i])) + line / 2.0f;

      bw_display_list_add_line (list, colour, line, 0.0f, y, width, y, (float)(3.0 * model->scale));
    }
}

/**
 * bw_chart_draw_pane_grid:
 *
 * Part of the grid's layer: what doesn't move with the pointer or the newest bar.
 */
void
bw_chart_draw_pane_grid (BwChartModel *model, BwDisplayList *list)
{
  float line = MAX (1.0f, floorf ((float)model->scale));
  float catch_height = bw_layer_snap (SEPARATOR_HIT * model->scale);

  for (guint i = 0; i < bw_chart_panes_get_n (model); i++)
    {
      const BwChartPane *pane = bw_chart_panes_get (model, i);
      guint64 id = bw_study_get_spec (pane->study)->id;
      float top = bw_layer_snap (pane->rect.y), width = bw_layer_snap (pane->rect.width);

      bw_display_list_push_clip (list, (BwRect){ 0, top, width, bw_layer_snap (pane->rect.height) });
      for (guint t = 0; t < pane->n_ticks; t++)
        bw_display_list_add_rect (list, model->style.grid, 0,
                                  bw_layer_snap (bw_chart_axis_y (&pane->axis, pane->ticks[t])), width,
                                  line);
      draw_levels (model, list, pane);
      bw_display_list_pop_clip (list);
      bw_display_list_add_rect (list, model->style.separator, 0, top, (float)model->width, line);
      bw_display_list_add_hit (list, pane->rect, BW_HIT_PANE, id);
      bw_display_list_add_hit (list, pane->axis_rect, BW_HIT_PANE_AXIS, id);
    }
  /* On top of the panes on both sides of it. */
  for (guint i = 0; i < bw_chart_panes_get_n (model); i++)
    {
      const BwChartPane *pane = bw_chart_panes_get (model, i);

      bw_display_list_add_hit (list,
                               (BwRect){ 0, bw_layer_snap (pane->rect.y) - floorf (catch_height / 2.0f),
                                         (float)model->width, catch_height },
                               BW_HIT_PANE_SEPARATOR, bw_study_get_spec (pane->study)->id);
    }
}

typedef struct
{
  double value;
  BwColour colour;
} Tag;

/* The newest value of each output that is shown. */
static guint
collect_tags (BwChartModel *model, const BwChartPane *pane, Tag *tags, double *middles, double *sizes)
{
  const BwStudySpec *spec = bw_study_get_spec (pane->study);
  gsize n_bars = bw_chart_bars_get_n (&model->bars);
  guint n = 0;

  for (guint k = 0; n_bars > 0 && k < bw_study_get_n_outputs (pane->study); k++)
    {
      double value = bw_study_get_value (pane->study, k, n_bars - 1), y;

      if (!spec->outputs[k].is_visible || !isfinite (value))
        continue;
      y = bw_chart_axis_y (&pane->axis, value);
      if (y < pane->axis.y || y > pane->axis.y + pane->axis.height)
        continue;
      /* One that equals another is told apart by the legend. */
      tags[n] = (Tag){ value, bw_chart_studies_get_colour (model, &spec->outputs[k], value) };
      middles[n] = y;
      sizes[n] = round (TAG_HEIGHT * model->scale);
      n++;
    }
  while (n > 0 && n * sizes[0] > pane->axis.height)
    n--;
  return n;
}

static void
draw_label (BwChartModel *model, BwDisplayList *list, BwColour colour, double y, gboolean is_bold, const char *text)
{
  double font_size = model->style.font_size * model->scale, x = model->width - 8.0 * model->scale, width,
         height;
  BwRect rect;

  bw_chart_model_measure_text (model, text, font_size, is_bold, &width, &height);
  rect = (BwRect){ floorf ((float)(x - width)) - 1.0f, floorf ((float)(y - height / 2.0)),
                   ceilf ((float)width) + 2.0f, ceilf ((float)height) + 1.0f };
  g_array_append_val (model->label_rects, rect);
  bw_display_list_add_text (list, colour, (float)x, (float)y, 1.0f, (float)font_size, is_bold, text);
}

static void
draw_tag (BwChartModel *model, BwDisplayList *list, const BwChartPane *pane, const Tag *tag, double middle, double size)
{
  double scale = model->scale;
  BwRect rect = { bw_layer_snap (pane->axis_rect.x + 2.0 * scale), bw_layer_snap (middle - size / 2.0 + scale / 2.0),
                  bw_layer_snap (pane->axis_rect.width - 4.0 * scale), bw_layer_snap (size - scale) };
  char text[BW_CHART_TEXT_BYTES];

  bw_display_list_add_round_rect (list, tag->colour, rect, (float)(3.0 * scale), 0.0f);
  draw_label (model, list, bw_colour_ink_on (tag->colour), rect.y + rect.height / 2.0, TRUE,
              bw_chart_panes_print_value (pane, tag->value, text));
}

static gboolean
is_covered (double y, double half, const double *middles, const double *sizes, guint n)
{
  for (guint i = 0; i < n; i++)
    if (fabs (y - middles[i]) < half + sizes[i] / 2.0)
      return TRUE;
  return FALSE;
}

/**
 * bw_chart_draw_pane_axes:
 *
 * Part of the axes' layer. Labels under a tag or at the pane's edge are left out.
 */
void
bw_chart_draw_pane_axes (BwChartModel *model, BwDisplayList *list)
{
  double half = model->style.font_size * model->scale * 0.7;

  for (guint i = 0; i < bw_chart_panes_get_n (model); i++)
    {
      const BwChartPane *pane = bw_chart_panes_get (model, i);
      double top = pane->axis.y, bottom = pane->axis.y + pane->axis.height;
      double middles[BW_INDICATOR_OUTPUTS_MAX], sizes[BW_INDICATOR_OUTPUTS_MAX];
      Tag tags[BW_INDICATOR_OUTPUTS_MAX];
      guint n_tags = collect_tags (model, pane, tags, middles, sizes);

      bw_separate_spans (middles, sizes, n_tags, top, bottom);
      for (guint t = 0; t < pane->n_ticks; t++)
        {
          double y = bw_chart_axis_y (&pane->axis, pane->ticks[t]);
          char text[BW_CHART_TEXT_BYTES];

          if (y >= top + half + 2.0 && y <= bottom - half && !is_covered (y, half, middles, sizes, n_tags))
            draw_label (model, list, model->style.text_dim, y, FALSE,
                        bw_chart_panes_print_tick (pane, pane->ticks[t], text));
        }
      for (guint t = 0; t < n_tags; t++)
        draw_tag (model, list, pane, &tags[t], middles[t], sizes[t]);
    }
}
