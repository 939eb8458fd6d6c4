/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-model-private.h"
#include "chart/compare-private.h"
#include "chart/compare.h"
#include "chart/panes-private.h"

#include <math.h>

/* What follows the pointer: crosshair, its tags and the measure; the legend has a file of its own. */

static float
snap (double position)
{
  return floorf ((float)position + 0.5f);
}

static gboolean
find_pointed_bar (const BwChartModel *model, gsize *bar_index)
{
  gsize n = bw_chart_bars_get_n (&model->bars);
  double bar = n > 0 ? n - 1.0 : 0.0;

  if (model->has_crosshair)
    bar = CLAMP (floor (bw_chart_axis_bar (&model->axis, model->crosshair_x)), 0.0,
                 n > 0 ? n - 1.0 : 0.0);
  *bar_index = (gsize)bar;
  return n > 0;
}

/* Labels that the tag would make hard to read are hidden whole; one that only touches it stays. */
static void
cover_labels (BwChartModel *model, BwDisplayList *list, const BwRect *tag)
{
  for (guint i = 0; i < model->label_rects->len; i++)
    {
      const BwRect *label = &g_array_index (model->label_rects, BwRect, i);
      float over_x = MIN (label->x + label->width, tag->x + tag->width) - MAX (label->x, tag->x);
      float over_y = MIN (label->y + label->height, tag->y + tag->height) - MAX (label->y, tag->y);

      if (over_x > 0.0f && over_y > 0.2f * MIN (label->height, tag->height))
        bw_display_list_add_rect (list, model->style.background, label->x, label->y, label->width,
                                  label->height);
    }
}

static void
draw_axis_tag (BwChartModel *model, BwDisplayList *list, BwRect rect, float align, const char *text)
{
  BwColour ground = bw_colour_mix (model->style.background, model->style.text, 0.82f);
  float x =
      align > 0.9f ? rect.x + rect.width - (float)(6.0 * model->scale) : rect.x + rect.width / 2.0f;

  cover_labels (model, list, &rect);
  bw_display_list_add_round_rect (list, ground, rect, (float)(3.0 * model->scale), 0.0f);
  bw_display_list_add_text (list, bw_colour_ink_on (ground), x, rect.y + rect.height / 2.0f, align,
                            (float)(model->style.font_size * model->scale), FALSE, text);
}

static void
draw_price_pointer (BwChartModel *model, BwDisplayList *list, float y)
{
  double scale = model->scale, price = bw_chart_axis_price (&model->axis, y);
  float half = (float)(9.0 * scale), side = (float)(18.0 * scale);
  float middle = CLAMP (y, half, (float)model->axis.height - half);
  BwRect tag = { snap (model->axis.width + 2.0 * scale), snap (middle - half),
                 snap (model->price_axis_rect.width - 4.0 * scale), snap (2.0 * half) };
  BwRect plus = { snap (model->axis.width) - side - (float)(3.0 * scale), snap (middle - half),
                  side, snap (2.0 * half) };
  char text[BW_CHART_TEXT_BYTES];

  draw_axis_tag (model, list, tag, 1.0f, bw_chart_model_print_axis_price (model, price, text));
  bw_display_list_add_round_rect (list, model->style.entry, plus, (float)(4.0 * scale), 0.0f);
  bw_display_list_add_text (list, bw_colour_ink_on (model->style.entry), plus.x + plus.width / 2.0f,
                            plus.y + plus.height / 2.0f, 0.5f,
                            (float)(model->style.font_size * 1.25 * scale), TRUE, "+");
  bw_display_list_add_hit (list, plus, BW_HIT_PRICE_PLUS, 0);
}

/* The pane's value at the pointer, on its axis. */
static void
draw_pane_pointer (BwChartModel *model, BwDisplayList *list, const BwChartPane *pane, float y)
{
  double scale = model->scale, value = bw_chart_axis_price (&pane->axis, y);
  float half = (float)(9.0 * scale);
  float middle = (float)CLAMP (y, pane->axis.y + half, pane->axis.y + pane->axis.height - half);
  char text[BW_CHART_TEXT_BYTES];

  draw_axis_tag (model, list,
                 (BwRect){ snap (model->axis.width + 2.0 * scale), snap (middle - half),
                           snap (model->price_axis_rect.width - 4.0 * scale), snap (2.0 * half) },
                 1.0f, bw_chart_panes_print_value (pane, value, text));
}

static void
draw_time_pointer (BwChartModel *model, BwDisplayList *list, gsize bar_index, double x)
{
  gboolean has_time = bw_timeframe_is_intraday (model->bars.tail->timeframe);
  gint64 local = bw_chart_model_to_local (model, bw_chart_bars_get_start (&model->bars, bar_index));
  char text[BW_CHART_TEXT_BYTES];
  double width, half, scale = model->scale;

  bw_chart_print_instant (local, has_time, text);
  bw_chart_model_measure_text (model, text, model->style.font_size * scale, FALSE, &width, NULL);
  half = width / 2.0 + 8.0 * scale;
  x = CLAMP (x, half, MAX (half, model->axis.width - half));
  draw_axis_tag (model, list,
                 (BwRect){ snap (x - half), model->time_axis_rect.y + (float)(3.0 * scale),
                           snap (2.0 * half), model->time_axis_rect.height - (float)(6.0 * scale) },
                 0.5f, text);
}

/* The level line starts behind an order's label, so as not to strike it out. */
static float
find_line_start (const BwChartModel *model, float y)
{
  float start = 0.0f;

  for (guint i = 0; i < model->order_label_rects->len; i++)
    {
      const BwRect *label = &g_array_index (model->order_label_rects, BwRect, i);

      if (y >= label->y && y <= label->y + label->height)
        start = MAX (start, label->x + label->width);
    }
  return start;
}

static void
draw_crosshair (BwChartModel *model, BwDisplayList *list, gsize bar_index)
{
  float line = MAX (1.0f, floorf ((float)model->scale)), dash = (float)(4.0 * model->scale);
  float x = snap (bw_chart_axis_x (&model->axis, bar_index + 0.5)) + line / 2.0f;
  float y = snap (model->crosshair_y) + line / 2.0f;
  float bottom = model->time_axis_rect.y;
  const BwChartPane *pane = bw_chart_panes_find_at (model, model->crosshair_y);

  if (model->crosshair_x < 0.0 || model->crosshair_x > model->axis.width || y < 0.0f || y > bottom)
    return;
  /* Past the newest bar the line follows the pointer. */
  if (model->crosshair_x > bw_chart_axis_x (&model->axis, bar_index + 1.0))
    x = snap (model->crosshair_x) + line / 2.0f;
  bw_display_list_add_line (list, model->style.crosshair, line, x, 0.0f, x, bottom, dash);
  if (y <= model->axis.height && !model->is_pointed_from_afar)
    {
      bw_display_list_add_line (list, model->style.crosshair, line, find_line_start (model, y), y,
                                snap (model->axis.width), y, dash);
      draw_price_pointer (model, list, snap (model->crosshair_y));
    }
  else if (pane != NULL && !model->is_pointed_from_afar)
    {
      bw_display_list_add_line (list, model->style.crosshair, line, 0.0f, y,
                                snap (model->axis.width), y, dash);
      draw_pane_pointer (model, list, pane, snap (model->crosshair_y));
    }
  draw_time_pointer (model, list, bar_index, x);
}

static void
print_measure (BwChartModel *model, char *text, gsize text_bytes)
{
  double from = bw_chart_axis_price (&model->axis, model->measure_y0);
  double to = bw_chart_axis_price (&model->axis, model->measure_y1);
  double bar_from = floor (bw_chart_axis_bar (&model->axis, model->measure_x0));
  double bar_to = floor (bw_chart_axis_bar (&model->axis, model->measure_x1));
  double last = bw_chart_bars_get_n (&model->bars) - 1.0;
  BwTime time_from = bw_chart_bars_get_start (&model->bars, (gsize)CLAMP (bar_from, 0.0, last));
  BwTime time_to = bw_chart_bars_get_start (&model->bars, (gsize)CLAMP (bar_to, 0.0, last));
  char change[BW_CHART_TEXT_BYTES], share[BW_CHART_TEXT_BYTES], duration[BW_CHART_TEXT_BYTES];
  const char *plus = to >= from ? "+" : "";
  int n_bars = (int)(bar_to - bar_from);

  bw_chart_print_number (to - from, model->n_decimals, change);
  bw_chart_print_number ((to / from - 1.0) * 100.0, 2, share);
  bw_chart_print_duration (time_to - time_from, duration);
  g_snprintf (text, text_bytes,
              ABS (n_bars) == 1 ? bw_chart_translate ("measure", "%s%s (%s%s %%)  %d bar, %s")
                                : bw_chart_translate ("measure", "%s%s (%s%s %%)  %d bars, %s"),
              plus, change, plus, share, n_bars, duration);
}

static void
draw_measure (BwChartModel *model, BwDisplayList *list)
{
  double scale = model->scale, width, height;
  BwRect rect = { (float)MIN (model->measure_x0, model->measure_x1),
                  (float)MIN (model->measure_y0, model->measure_y1),
                  (float)fabs (model->measure_x1 - model->measure_x0),
                  (float)fabs (model->measure_y1 - model->measure_y0) };
  gboolean is_up = model->measure_y1 <= model->measure_y0;
  BwColour colour = is_up ? model->style.up : model->style.down;
  char text[4 * BW_CHART_TEXT_BYTES];
  double x, y;

  print_measure (model, text, sizeof text);
  bw_display_list_add_round_rect (list, bw_colour_with_alpha (colour, 0.16f), rect, 0.0f, 0.0f);
  bw_display_list_add_round_rect (list, colour, rect, 0.0f, (float)scale);
  bw_chart_model_measure_text (model, text, model->style.font_size * scale, FALSE, &width, &height);
  width += 16.0 * scale;
  x = CLAMP (rect.x + rect.width / 2.0 - width / 2.0, 0.0, MAX (0.0, model->axis.width - width));
  y = is_up ? rect.y - 28.0 * scale : rect.y + rect.height + 6.0 * scale;
  y = CLAMP (y, 0.0, MAX (0.0, model->axis.height - 24.0 * scale));
  bw_display_list_add_round_rect (list, colour,
                                  (BwRect){ snap (x), snap (y), snap (width), snap (22.0 * scale) },
                                  (float)(4.0 * scale), 0.0f);
  bw_display_list_add_text (list, bw_colour_ink_on (colour), (float)(x + width / 2.0),
                            (float)(y + 11.0 * scale), 0.5f,
                            (float)(model->style.font_size * scale), FALSE, text);
}

void
bw_chart_build_crosshair (BwChartModel *model, BwDisplayList *list)
{
  gsize bar_index;

  if (!find_pointed_bar (model, &bar_index))
    return;
  /* What is drawn here gives way to the labels of the axes and the orders. */
  bw_chart_model_get_layer (model, BW_CHART_LAYER_AXES, NULL);
  bw_chart_model_get_layer (model, BW_CHART_LAYER_ORDERS, NULL);
  if (model->has_measure)
    draw_measure (model, list);
  if (model->has_crosshair)
    draw_crosshair (model, list, bar_index);
  if (model->has_legend)
    {
      bw_chart_draw_legend (model, list, bar_index);
      bw_chart_draw_compared_legend (model, list, bar_index);
    }
}
