/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-model-private.h"
#include "chart/compare.h"
#include "chart/layer-private.h"
#include "chart/panes-private.h"

#include <math.h>

/* Grid, axis labels and the price tags on the axis, which are moved apart so that none covers
 * another; axis labels under a tag are left out. */

#define N_TAGS_MAX 64

typedef struct
{
  double price;
  BwColour ground;
  const char *below; /* (nullable): a second line */
  char text[BW_CHART_TEXT_BYTES];
} Tag;

static float
snap (double position)
{
  return floorf ((float)position + 0.5f);
}

/**
 * bw_chart_measure_badge:
 * @rect: (out): where the badge stands; empty without one
 */
void
bw_chart_measure_badge (const BwChartModel *model, BwRect *rect)
{
  double width, height, scale = model->scale;

  *rect = (BwRect){ 0 };
  if (model->badge == NULL || model->badge[0] == '\0')
    return;
  bw_chart_model_measure_text (model, model->badge, model->style.font_size * scale, TRUE, &width,
                               &height);
  rect->width = snap (width + 18.0 * scale);
  rect->height = snap (20.0 * scale);
  rect->x = snap (model->axis.width - rect->width - 8.0 * scale);
  rect->y = snap (6.0 * scale);
}

void
bw_chart_build_grid (BwChartModel *model, BwDisplayList *list)
{
  const BwChartStyle *style = &model->style;
  float width = (float)model->width, height = (float)model->height;
  float plot_width = snap (model->axis.width), plot_height = snap (model->axis.height);
  float line = MAX (1.0f, floorf ((float)model->scale));
  float strip_bottom = snap (model->time_axis_rect.y);
  gboolean is_intraday = bw_timeframe_is_intraday (model->bars.tail->timeframe);

  bw_display_list_add_rect (list, style->background, 0, 0, width, height);
  bw_chart_draw_sessions (model, list);
  for (guint i = 0; i < model->n_price_ticks; i++)
    bw_display_list_add_rect (list, style->grid, 0,
                              snap (bw_chart_axis_y (&model->axis, model->price_ticks[i])),
                              plot_width, line);
  for (guint i = 0; i < model->n_time_ticks; i++)
    if (!is_intraday || model->time_ticks[i].kind == BW_TICK_TIME)
      bw_display_list_add_rect (
          list, style->grid,
          snap (bw_chart_axis_x (&model->axis, model->time_ticks[i].bar_index + 0.5)), 0, line,
          strip_bottom);
  bw_display_list_add_rect (list, style->grid, 0, strip_bottom, plot_width, line);
  if (model->volume_rect.height > 0.0f)
    bw_display_list_add_rect (list, style->grid, 0, plot_height, plot_width, line);
  bw_display_list_add_rect (list, style->grid, plot_width, 0, line, strip_bottom + line);
  /* A session starts between two bars. */
  for (guint i = 0; is_intraday && i < model->n_time_ticks; i++)
    if (model->time_ticks[i].kind != BW_TICK_TIME)
      bw_display_list_add_rect (
          list, style->separator,
          snap (bw_chart_axis_x (&model->axis, model->time_ticks[i].bar_index)), 0, line,
          strip_bottom);
  bw_display_list_add_hit (list, (BwRect){ 0, 0, plot_width, plot_height }, BW_HIT_PLOT, 0);
  bw_display_list_add_hit (list, model->volume_rect, BW_HIT_VOLUME, 0);
  bw_display_list_add_hit (list, model->price_axis_rect, BW_HIT_PRICE_AXIS, 0);
  bw_display_list_add_hit (list, model->time_axis_rect, BW_HIT_TIME_AXIS, 0);
  bw_chart_draw_pane_grid (model, list);
}

BwColour
bw_chart_get_role_colour (const BwChartStyle *style, BwOrderRole role)
{
  switch (role)
    {
    case BW_ORDER_ROLE_STOP:
      return style->stop;
    case BW_ORDER_ROLE_TARGET:
      return style->target;
    case BW_ORDER_ROLE_ALERT:
      return style->badge;
    case BW_ORDER_ROLE_ENTRY:
      break;
    }
  return style->entry;
}

static void
collect_tag (BwChartModel *model, Tag *tags, guint *n_tags, double price, BwColour ground,
             gboolean is_money)
{
  Tag *tag = &tags[*n_tags];
  char number[BW_CHART_TEXT_BYTES];
  const char *arrow = "";

  if (!isfinite (price) || *n_tags == N_TAGS_MAX)
    return;
  /* Out of sight: the tag stays at the edge and points there. */
  if (price > model->axis.price_high)
    arrow = "↑";
  else if (price < model->axis.price_low)
    arrow = "↓";
  if (is_money)
    bw_chart_print_number (price, model->n_decimals, number);
  else
    bw_chart_model_print_axis_price (model, price, number);
  *tag = (Tag){ .price = price, .ground = ground };
  g_snprintf (tag->text, sizeof tag->text, "%s%s", arrow, number);
  (*n_tags)++;
}

static guint
collect_tags (BwChartModel *model, Tag *tags)
{
  const BwChartStyle *style = &model->style;
  gsize n_bars = bw_chart_bars_get_n (&model->bars);
  double last = bw_chart_model_get_last (model);
  guint n_tags = 0;

  if (n_bars > 0)
    {
      gboolean is_up = last >= bw_chart_bars_get_open (&model->bars, n_bars - 1);

      collect_tag (model, tags, &n_tags, last, is_up ? style->up : style->down, FALSE);
      if (n_tags > 0)
        tags[0].below = model->countdown;
    }
  if (model->has_position)
    collect_tag (model, tags, &n_tags, model->position.price, style->flat, TRUE);
  for (guint i = 0; i < model->orders->len; i++)
    {
      const BwChartOrder *order = &g_array_index (model->orders, BwChartOrder, i);

      collect_tag (model, tags, &n_tags, bw_chart_model_get_order_price (model, order),
                   bw_chart_get_role_colour (style, order->role), TRUE);
    }
  return n_tags;
}

static void
draw_tag (BwChartModel *model,
          BwDisplayList *list,
          const Tag *tag,
          double middle,
          double size,
          double wished)
{
  const BwChartStyle *style = &model->style;
  double scale = model->scale, font_size = style->font_size * scale;
  BwRect rect = { snap (model->axis.width + 2.0 * scale), snap (middle - size / 2.0 + scale),
                  snap (model->price_axis_rect.width - 4.0 * scale), snap (size - 2.0 * scale) };
  double text_x = model->width - 8.0 * scale;
  BwColour ink = bw_colour_ink_on (tag->ground);
  gboolean has_below = tag->below != NULL && tag->below[0] != '\0';

  g_array_append_val (model->label_rects, rect);
  bw_display_list_add_round_rect (list, tag->ground, rect, (float)(3.0 * scale), 0.0f);
  /* Where a tag had to move, a foot shows the price it belongs to. */
  if (fabs (wished - middle) > 1.0 && wished >= 0.0 && wished <= model->axis.height)
    bw_display_list_add_line (list, tag->ground, (float)scale, (float)model->axis.width,
                              (float)wished, rect.x + (float)(4.0 * scale), (float)middle, 0.0f);
  bw_display_list_add_text (
      list, ink, (float)text_x,
      (float)(has_below ? rect.y + rect.height * 0.29 : rect.y + rect.height * 0.5), 1.0f,
      (float)font_size, TRUE, tag->text);
  if (has_below)
    bw_display_list_add_text (list, bw_colour_with_alpha (ink, 0.85f), (float)text_x,
                              rect.y + rect.height * 0.73f, 1.0f, (float)(font_size * 0.9), FALSE,
                              tag->below);
}

/* Returns whether a label at @y would touch a tag. */
static gboolean
is_covered (double y, double half, const double *middles, const double *sizes, guint n_tags)
{
  for (guint i = 0; i < n_tags; i++)
    if (fabs (y - middles[i]) < half + sizes[i] / 2.0)
      return TRUE;
  return FALSE;
}

/* Draws an axis label and remembers where it is. */
static void
draw_axis_label (BwChartModel *model,
                 BwDisplayList *list,
                 BwColour colour,
                 double x,
                 double y,
                 double align,
                 gboolean is_bold,
                 const char *text)
{
  double font_size = model->style.font_size * model->scale, width, height;
  BwRect rect;

  bw_chart_model_measure_text (model, text, font_size, is_bold, &width, &height);
  rect = (BwRect){ floorf ((float)(x - align * width)) - 1.0f, floorf ((float)(y - height / 2.0)),
                   ceilf ((float)width) + 2.0f, ceilf ((float)height) + 1.0f };
  g_array_append_val (model->label_rects, rect);
  bw_display_list_add_text (list, colour, (float)x, (float)y, (float)align, (float)font_size,
                            is_bold, text);
}

static void
draw_price_labels (BwChartModel *model,
                   BwDisplayList *list,
                   const double *middles,
                   const double *sizes,
                   guint n_tags)
{
  double scale = model->scale, font_size = model->style.font_size * scale, half = font_size * 0.7;

  for (guint i = 0; i < model->n_price_ticks; i++)
    {
      double y = bw_chart_axis_y (&model->axis, model->price_ticks[i]);
      char text[BW_CHART_TEXT_BYTES];

      if (y < half || y > model->axis.height - half || is_covered (y, half, middles, sizes, n_tags))
        continue;
      bw_chart_model_print_axis_price (model, model->price_ticks[i], text);
      draw_axis_label (model, list, model->style.text_dim, model->width - 8.0 * scale, y, 1.0,
                       FALSE, text);
    }
}

static void
draw_tags (BwChartModel *model, BwDisplayList *list)
{
  Tag tags[N_TAGS_MAX];
  double middles[N_TAGS_MAX], wished[N_TAGS_MAX], sizes[N_TAGS_MAX];
  guint n_tags = collect_tags (model, tags);
  double height = model->axis.height, total = 0.0;

  for (guint i = 0; i < n_tags; i++)
    {
      gboolean has_below = tags[i].below != NULL && tags[i].below[0] != '\0';

      wished[i] = bw_chart_axis_y (&model->axis, tags[i].price);
      /* Those out of sight gather at the edge, still in the order of their prices. */
      middles[i] = CLAMP (wished[i], 0.0, model->axis.height) + 1e-6 * CLAMP (wished[i], -1e5, 1e5);
      sizes[i] = round ((has_below ? 34.0 : 20.0) * model->scale);
      /* Too many to stand apart: the rest is left to the lines. */
      if (total + sizes[i] > height)
        n_tags = i;
      total += sizes[i];
    }
  bw_separate_spans (middles, sizes, n_tags, 0.0, height);
  draw_price_labels (model, list, middles, sizes, n_tags);
  for (guint i = 0; i < n_tags; i++)
    draw_tag (model, list, &tags[i], middles[i], sizes[i], wished[i]);
}

static void
draw_time_labels (BwChartModel *model, BwDisplayList *list)
{
  const BwChartStyle *style = &model->style;
  double scale = model->scale, font_size = style->font_size * scale, right_before = -1e9;
  float y = model->time_axis_rect.y + model->time_axis_rect.height * 0.5f;

  for (guint i = 0; i < model->n_time_ticks; i++)
    {
      const BwTimeTick *tick = &model->time_ticks[i];
      double x = bw_chart_axis_x (&model->axis, tick->bar_index + 0.5), width;
      gboolean is_great = tick->kind != BW_TICK_TIME;
      char text[BW_CHART_TEXT_BYTES];

      bw_chart_print_tick (tick, bw_timeframe_is_intraday (model->bars.tail->timeframe), text);
      bw_chart_model_measure_text (model, text, font_size, is_great, &width, NULL);
      if (x - width / 2.0 < 2.0 * scale || x + width / 2.0 > model->axis.width - 2.0 * scale ||
          x - width / 2.0 < right_before + 8.0 * scale)
        continue;
      draw_axis_label (model, list, is_great ? style->text : style->text_dim, x, y, 0.5, is_great,
                       text);
      right_before = x + width / 2.0;
    }
}

static void
draw_volume_label (BwChartModel *model, BwDisplayList *list)
{
  gsize first, end;
  double greatest = 0.0, scale = model->scale;
  char text[BW_CHART_TEXT_BYTES];

  if (model->volume_rect.height < 30.0 * scale || model->axis.n_visible > model->axis.width ||
      !bw_chart_model_get_visible (model, &first, &end))
    return;
  while (first < end)
    {
      BwBarRun run = bw_chart_bars_get_run (&model->bars, first, end);

      for (gsize i = 0; i < run.n; i++)
        if (run.volume[i] > greatest && isfinite (run.volume[i]))
          greatest = run.volume[i];
      first += run.n;
    }
  if (greatest > 0.0)
    bw_display_list_add_text (list, model->style.text_dim, (float)(model->width - 8.0 * scale),
                              model->volume_rect.y + (float)(22.0 * scale), 1.0f,
                              (float)(model->style.font_size * 0.9 * scale), FALSE,
                              bw_chart_print_short (greatest, text));
}

static void
draw_badge (BwChartModel *model, BwDisplayList *list)
{
  const BwChartStyle *style = &model->style;
  BwRect rect;

  bw_chart_measure_badge (model, &rect);
  if (rect.width <= 0.0f)
    return;
  bw_display_list_add_round_rect (list, bw_colour_with_alpha (style->background, 0.85f), rect,
                                  rect.height / 2.0f, 0.0f);
  bw_display_list_add_round_rect (list, style->badge, rect, rect.height / 2.0f,
                                  (float)model->scale);
  bw_display_list_add_text (list, style->badge, rect.x + rect.width / 2.0f,
                            rect.y + rect.height / 2.0f, 0.5f,
                            (float)(style->font_size * model->scale), TRUE, model->badge);
}

void
bw_chart_build_axes (BwChartModel *model, BwDisplayList *list)
{
  g_array_set_size (model->label_rects, 0);
  draw_time_labels (model, list);
  draw_volume_label (model, list);
  draw_tags (model, list);
  bw_chart_draw_pane_axes (model, list);
  draw_badge (model, list);
}
