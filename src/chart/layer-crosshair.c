/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-model-private.h"

#include <math.h>

/* What follows the pointer: crosshair, its tags, the legend and the measure. */

#define N_LEGEND_ROWS_MAX 8
#define LEGEND_ROW        17.0 /* logical pixels */

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

typedef struct
{
  BwChartModel *model;
  BwDisplayList *list;
  double x, y;
  double right_limit;               /* of the first row; the badge stands there */
  double rights[N_LEGEND_ROWS_MAX]; /* reached so far, by row */
  guint n_rows;
  gboolean is_drawing; /* the first pass measures, the second draws */
} Legend;

static void
put_legend_text (Legend *legend,
                 const char *text,
                 BwColour colour,
                 gboolean is_bold,
                 double gap_after,
                 gboolean may_wrap)
{
  double font_size = legend->model->style.font_size * legend->model->scale, width;
  guint row;
  double limit = legend->n_rows == 1 ? legend->right_limit
                                     : legend->model->axis.width - 8.0 * legend->model->scale;

  bw_chart_model_measure_text (legend->model, text, font_size, is_bold, &width, NULL);
  if (may_wrap && legend->x + width > limit && legend->x > 10.0 * legend->model->scale)
    {
      legend->x = 10.0 * legend->model->scale;
      legend->y += LEGEND_ROW * legend->model->scale;
      legend->n_rows++;
    }
  if (legend->is_drawing)
    bw_display_list_add_text (legend->list, colour, (float)legend->x, (float)legend->y, 0.0f,
                              (float)font_size, is_bold, text);
  legend->x += width;
  row = MIN (legend->n_rows, N_LEGEND_ROWS_MAX) - 1;
  legend->rights[row] = MAX (legend->rights[row], legend->x);
  legend->x += gap_after * legend->model->scale;
}

static void
put_legend_value (Legend *legend, const char *name, const char *value, BwColour colour)
{
  double font_size = legend->model->style.font_size * legend->model->scale, name_width, width;

  /* A name and its value stay together. */
  bw_chart_model_measure_text (legend->model, name, font_size, FALSE, &name_width, NULL);
  bw_chart_model_measure_text (legend->model, value, font_size, FALSE, &width, NULL);
  if (legend->x + name_width + width + 4.0 * legend->model->scale >
          (legend->n_rows == 1 ? legend->right_limit
                               : legend->model->axis.width - 8.0 * legend->model->scale) &&
      legend->x > 10.0 * legend->model->scale)
    {
      legend->x = 10.0 * legend->model->scale;
      legend->y += LEGEND_ROW * legend->model->scale;
      legend->n_rows++;
    }
  put_legend_text (legend, name, legend->model->style.text_dim, FALSE, 4.0, FALSE);
  put_legend_text (legend, value, colour, FALSE, 9.0, FALSE);
}

static void
put_legend_bar (Legend *legend, gsize bar_index)
{
  static const char *const names[] = { BW_CHART_WORD ("legend", "O"), BW_CHART_WORD ("legend", "H"),
                                       BW_CHART_WORD ("legend", "L"),
                                       BW_CHART_WORD ("legend", "C") };
  BwChartModel *model = legend->model;
  double ohlcv[5], before;
  char text[BW_CHART_TEXT_BYTES], change[BW_CHART_TEXT_BYTES + 16];
  BwColour colour;

  bw_chart_model_get_bar (model, bar_index, ohlcv);
  colour = ohlcv[3] >= ohlcv[0] ? model->style.up : model->style.down;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    put_legend_value (legend, bw_chart_translate ("legend", names[i]),
                      bw_chart_print_number (ohlcv[i], model->n_decimals, text),
                      i == 3 ? colour : model->style.text);
  before = bar_index > 0 ? bw_chart_bars_get_close (&model->bars, bar_index - 1) : ohlcv[0];
  if (!isnan (ohlcv[4]))
    put_legend_value (legend, bw_chart_translate ("legend", "V"),
                      bw_chart_print_short (ohlcv[4], text), model->style.text);
  if (before > 0.0)
    {
      double share = (ohlcv[3] / before - 1.0) * 100.0;

      bw_chart_print_number (share, 2, text);
      g_snprintf (change, sizeof change, "%s %s%s %%", share >= 0.0 ? "▲" : "▼",
                  share >= 0.0 ? "+" : "", text);
      put_legend_text (legend, change, share >= 0.0 ? model->style.up : model->style.down, FALSE,
                       0.0, TRUE);
    }
}

static void
put_legend_overlays (Legend *legend, gsize bar_index)
{
  BwChartModel *model = legend->model;

  for (guint i = 0; i < model->overlays->len; i++)
    {
      BwOverlayLine *line = g_ptr_array_index (model->overlays, i);
      const BwChartOverlay *spec = bw_overlay_line_get_spec (line);
      char name[32], text[BW_CHART_TEXT_BYTES];

      if (i == 0)
        {
          legend->x = 10.0 * model->scale;
          legend->y += LEGEND_ROW * model->scale;
          legend->n_rows++;
        }
      g_snprintf (name, sizeof name, "%s %u", spec->kind == BW_OVERLAY_SMA ? "SMA" : "EMA",
                  spec->period);
      bw_chart_print_number (bw_overlay_line_get_value (line, bar_index), model->n_decimals, text);
      put_legend_value (legend, name, text,
                        model->style.series[spec->colour_index % BW_CHART_N_SERIES_COLOURS]);
    }
}

static void
put_legend (Legend *legend, gsize bar_index)
{
  BwChartModel *model = legend->model;
  char type[BW_CHART_TEXT_BYTES];
  BwRect badge;

  bw_chart_measure_badge (model, &badge);
  legend->x = 10.0 * model->scale;
  legend->y = LEGEND_ROW * model->scale;
  legend->n_rows = 1;
  legend->right_limit = (badge.width > 0.0f ? badge.x : model->axis.width) - 8.0 * model->scale;
  if (model->symbol != NULL)
    put_legend_text (legend, model->symbol, model->style.text, TRUE, 6.0, FALSE);
  if (model->detail != NULL)
    put_legend_text (legend, model->detail, model->style.text_dim, FALSE, 10.0, TRUE);
  if (bw_chart_model_print_type (model, type)[0] != '\0')
    put_legend_text (legend, type, model->style.text_dim, FALSE, 10.0, TRUE);
  put_legend_bar (legend, bar_index);
  put_legend_overlays (legend, bar_index);
}

/**
 * bw_chart_measure_legend:
 *
 * Returns: how far down the legend of the newest bar reaches; 0 without one
 */
double
bw_chart_measure_legend (BwChartModel *model)
{
  Legend legend = { .model = model };
  gsize n_bars = bw_chart_bars_get_n (&model->bars);

  if (!model->has_legend || n_bars == 0)
    return 0.0;
  put_legend (&legend, n_bars - 1);
  return legend.y + 11.0 * model->scale;
}

/* The bar's figures at the top left; rows wrap before the badge and the plot's edge. A ground lets
 * candles shine through without making the figures hard to read. */
static void
draw_legend (BwChartModel *model, BwDisplayList *list, gsize bar_index)
{
  Legend legend = { .model = model };
  double scale = model->scale;
  float row_height = snap (LEGEND_ROW * scale);

  put_legend (&legend, bar_index);
  for (guint i = 0; i < MIN (legend.n_rows, N_LEGEND_ROWS_MAX); i++)
    bw_display_list_add_rect (list, bw_colour_with_alpha (model->style.background, 0.92f),
                              snap (4.0 * scale), snap (9.0 * scale) + i * row_height,
                              snap (legend.rights[i]), row_height);
  legend = (Legend){ .model = model, .list = list, .is_drawing = TRUE };
  put_legend (&legend, bar_index);
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

  draw_axis_tag (model, list, tag, 1.0f, bw_chart_print_number (price, model->n_decimals, text));
  bw_display_list_add_round_rect (list, model->style.entry, plus, (float)(4.0 * scale), 0.0f);
  bw_display_list_add_text (list, bw_colour_ink_on (model->style.entry), plus.x + plus.width / 2.0f,
                            plus.y + plus.height / 2.0f, 0.5f,
                            (float)(model->style.font_size * 1.25 * scale), TRUE, "+");
  bw_display_list_add_hit (list, plus, BW_HIT_PRICE_PLUS, 0);
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
    draw_legend (model, list, bar_index);
}
