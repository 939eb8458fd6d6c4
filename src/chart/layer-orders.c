/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-model-private.h"
#include "chart/compare-private.h"

#include <math.h>

/* Lines across the plot for orders, the position and the last price, with labels that are moved
 * apart, and the markers of fills. */

#define N_LABELS_MAX 64
#define CANCEL_SIGN  "\303\227"
#define BELL_ROOM    14.0

typedef struct
{
  const BwChartOrder *order; /* (nullable): the position */
  double price;
  double wished;
  double text_width, width;
  BwColour colour;
} Label;

static float
snap (double position)
{
  return floorf ((float)position + 0.5f);
}

static void
draw_level (BwChartModel *model, BwDisplayList *list, double price, BwColour colour, float dash)
{
  float line = MAX (1.0f, floorf ((float)model->scale));
  float y = snap (bw_chart_axis_y (&model->axis, price)) + line / 2.0f;

  if (y < 0.0f || y > model->axis.height)
    return;
  bw_display_list_add_line (list, colour, line, 0.0f, y, snap (model->axis.width), y,
                            dash * (float)model->scale);
}

static guint
collect_labels (BwChartModel *model, Label *labels)
{
  double font_size = model->style.font_size * model->scale;
  guint n = 0;

  for (guint i = 0; i <= model->orders->len && n < N_LABELS_MAX; i++)
    {
      gboolean is_order = i < model->orders->len;
      const BwChartOrder *order = is_order ? &g_array_index (model->orders, BwChartOrder, i) : NULL;
      Label *label = &labels[n];

      if (!is_order && !model->has_position)
        continue;
      *label = (Label){ .order = order };
      label->price =
          is_order ? bw_chart_model_get_order_price (model, order) : model->position.price;
      label->colour =
          is_order ? bw_chart_get_role_colour (&model->style, order->role) : model->style.flat;
      label->wished = bw_chart_axis_y (&model->axis, label->price);
      if (!(label->wished >= 0.0 && label->wished <= model->axis.height))
        continue;
      bw_chart_model_measure_text (model, is_order ? order->label : model->position.label,
                                   font_size, FALSE, &label->text_width, NULL);
      label->width = label->text_width + 16.0 * model->scale;
      if (is_order && order->is_cancellable)
        label->width += 18.0 * model->scale;
      if (is_order && order->role == BW_ORDER_ROLE_ALERT)
        label->width += BELL_ROOM * model->scale;
      n++;
    }
  return n;
}

static BwColour
get_label_ink (BwChartModel *model, const Label *label)
{
  if (label->order != NULL || model->position.gain == 0.0)
    return label->order != NULL ? label->colour : model->style.text;
  return model->position.gain > 0.0 ? model->style.up : model->style.down;
}

/* A bell in front of an alert's label: dome, rim, clapper. */
static void
draw_bell (BwDisplayList *list, BwColour colour, float x, float middle, float scale)
{
  BwRect dome = { x + 1.5f * scale, middle - 5.0f * scale, 7.0f * scale, 8.0f * scale };

  bw_display_list_add_round_rect (list, colour, dome, 3.5f * scale, 0.0f);
  bw_display_list_add_rect (list, colour, x, middle + 1.5f * scale, 10.0f * scale, 1.5f * scale);
  bw_display_list_add_rect (list, colour, x + 4.0f * scale, middle + 4.0f * scale, 2.0f * scale, 1.5f * scale);
}

static void
draw_label (BwChartModel *model, BwDisplayList *list, const Label *label, double middle)
{
  const BwChartStyle *style = &model->style;
  double scale = model->scale, font_size = style->font_size * scale;
  BwRect rect = { snap (10.0 * scale), snap (middle - 10.0 * scale), snap (label->width),
                  snap (20.0 * scale) };
  const char *text = label->order != NULL ? label->order->label : model->position.label;
  float indent = (float)(8.0 * scale);

  g_array_append_val (model->order_label_rects, rect);
  if (fabs (middle - label->wished) > 2.0)
    bw_display_list_add_line (list, label->colour, (float)scale, rect.x + rect.width, (float)middle,
                              rect.x + rect.width + (float)(14.0 * scale), (float)label->wished,
                              0.0f);
  bw_display_list_add_round_rect (list, style->background, rect, (float)(4.0 * scale), 0.0f);
  bw_display_list_add_round_rect (list, bw_colour_with_alpha (label->colour, 0.14f), rect,
                                  (float)(4.0 * scale), 0.0f);
  bw_display_list_add_round_rect (list, label->colour, rect, (float)(4.0 * scale), (float)scale);
  if (label->order != NULL && label->order->role == BW_ORDER_ROLE_ALERT)
    {
      draw_bell (list, label->colour, rect.x + (float)(7.0 * scale), (float)middle, (float)scale);
      indent += (float)(BELL_ROOM * scale);
    }
  bw_display_list_add_text (list, get_label_ink (model, label), rect.x + indent,
                            (float)middle, 0.0f, (float)font_size, FALSE, text);
  if (label->order == NULL)
    {
      bw_display_list_add_hit (list, rect, BW_HIT_POSITION, 0);
      return;
    }
  if (label->order->is_draggable)
    bw_display_list_add_hit (list, rect, BW_HIT_ORDER_LINE, label->order->id);
  if (label->order->is_cancellable)
    {
      float side = (float)(22.0 * scale);
      BwRect cancel = { rect.x + rect.width - side, rect.y, side, rect.height };

      bw_display_list_add_text (list, label->colour, cancel.x + cancel.width / 2.0f, (float)middle,
                                0.5f, (float)(font_size * 1.2), FALSE, CANCEL_SIGN);
      bw_display_list_add_hit (list, cancel, BW_HIT_ORDER_CANCEL, label->order->id);
    }
}

static void
draw_lines (BwChartModel *model, BwDisplayList *list)
{
  gsize n_bars = bw_chart_bars_get_n (&model->bars);
  float grip = (float)(4.0 * model->scale);

  if (n_bars > 0)
    {
      double last = bw_chart_model_get_last (model);
      gboolean is_up = last >= bw_chart_bars_get_open (&model->bars, n_bars - 1);

      draw_level (model, list, last,
                  bw_colour_with_alpha (is_up ? model->style.up : model->style.down, 0.8f), 2.0f);
    }
  if (model->has_position)
    draw_level (model, list, model->position.price, model->style.flat, 0.0f);
  for (guint i = 0; i < model->orders->len; i++)
    {
      const BwChartOrder *order = &g_array_index (model->orders, BwChartOrder, i);
      double price = bw_chart_model_get_order_price (model, order);
      float y = (float)bw_chart_axis_y (&model->axis, price);

      draw_level (model, list, price, bw_chart_get_role_colour (&model->style, order->role),
                  order->is_waiting ? 5.0f : 0.0f);
      if (order->is_draggable && y >= 0.0f && y <= model->axis.height)
        bw_display_list_add_hit (list,
                                 (BwRect){ 0, y - grip, (float)model->axis.width, 2.0f * grip },
                                 BW_HIT_ORDER_LINE, order->id);
    }
}

void
bw_chart_build_orders (BwChartModel *model, BwDisplayList *list)
{
  Label labels[N_LABELS_MAX];
  double middles[N_LABELS_MAX], sizes[N_LABELS_MAX];
  double size = round (23.0 * model->scale), legend = bw_chart_measure_legend (model) + bw_chart_measure_compared_legend (model);
  guint n = collect_labels (model, labels);

  g_array_set_size (model->order_label_rects, 0);
  draw_lines (model, list);
  /* More labels than fit: the lines stay, and the tags on the axis. */
  n = MIN (n, (guint)MAX (0.0, floor ((model->axis.height - legend) / size)));
  for (guint i = 0; i < n; i++)
    {
      middles[i] = labels[i].wished;
      sizes[i] = size;
    }
  bw_separate_spans (middles, sizes, n, legend, model->axis.height);
  for (guint i = 0; i < n; i++)
    draw_label (model, list, &labels[i], middles[i]);
}

static void
draw_triangle (BwDisplayList *list, BwColour colour, float x, float tip, float half, float height)
{
  BwPoint *points = bw_display_list_add_polygon (list, colour, 3);

  points[0] = (BwPoint){ x, tip };
  points[1] = (BwPoint){ x + half, tip + height };
  points[2] = (BwPoint){ x - half, tip + height };
}

/* The tip is at the price: a buy points up to it, a sale down to it. */
static void
draw_fill (BwChartModel *model, BwDisplayList *list, const BwChartFill *fill, float x, float y)
{
  float scale = (float)model->scale, half = 6.0f * scale, sign = fill->is_buy ? 1.0f : -1.0f;
  float top = fill->is_buy ? y : y - 12.0f * scale;

  draw_triangle (list, model->style.background, x, y - sign * 2.5f * scale, half + 3.0f * scale,
                 sign * 14.5f * scale);
  draw_triangle (list, fill->is_buy ? model->style.entry : model->style.series[4], x, y, half,
                 sign * 10.0f * scale);
  bw_display_list_add_hit (
      list, (BwRect){ x - half - 2.0f * scale, top, 2.0f * half + 4.0f * scale, 12.0f * scale },
      BW_HIT_FILL, fill->id);
}

/* Fills that would lie on one another in a crowded column are drawn once, at the newest. */
void
bw_chart_build_fills (BwChartModel *model, BwDisplayList *list)
{
  gsize first, end;
  float apart = (float)(5.0 * model->scale);
  float before_x[2] = { -1e9f, -1e9f }, before_y[2] = { -1e9f, -1e9f };
  BwTime from, to;

  if (model->fills->len == 0 || !bw_chart_model_get_visible (model, &first, &end))
    return;
  from = bw_chart_bars_get_start (&model->bars, first);
  to = end < bw_chart_bars_get_n (&model->bars) ? bw_chart_bars_get_start (&model->bars, end)
                                                : BW_TIME_MAX;
  bw_display_list_push_clip (list,
                             (BwRect){ 0, 0, snap (model->axis.width), snap (model->axis.height) });
  for (guint i = model->fills->len; i > 0; i--)
    {
      const BwChartFill *fill = &g_array_index (model->fills, BwChartFill, i - 1);
      gsize bar_index;
      float x, y;

      if (fill->time >= to)
        continue;
      if (fill->time < from)
        break;
      bar_index = bw_chart_model_find_bar (model, fill->time);
      x = snap (bw_chart_axis_x (&model->axis, bar_index + 0.5)) + 0.5f;
      y = (float)bw_chart_axis_y (&model->axis, fill->price);
      if (!(y > -1e4f && y < 1e5f))
        continue;
      if (fabsf (x - before_x[fill->is_buy]) < apart && fabsf (y - before_y[fill->is_buy]) < apart)
        continue;
      before_x[fill->is_buy] = x;
      before_y[fill->is_buy] = y;
      draw_fill (model, list, fill, x, y);
    }
  bw_display_list_pop_clip (list);
}
