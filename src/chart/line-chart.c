/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/line-chart.h"
#include "chart/text.h"

#include <math.h>

#define N_TICKS_MAX 32
#define EDGE_GAP 4.0 /* between the first time and the edge */

typedef struct
{
  const BwLineChart *chart;
  const BwChartStyle *style;
  const BwTextMeasure *measure;
  BwDisplayList *list;
  BwChartAxis axis;
  double ticks[N_TICKS_MAX];
  double step;
  guint n_ticks;
  double font_size;
} Plot;

static float
snap (double position)
{
  return floorf ((float)position + 0.5f);
}

static void
widen (const double *values, gsize n_values, double *low, double *high)
{
  for (gsize i = 0; i < n_values; i++)
    {
      *low = values[i] < *low ? values[i] : *low;
      *high = values[i] > *high ? values[i] : *high;
    }
}

static void
fit_values (Plot *plot)
{
  const BwLineChart *chart = plot->chart;
  double low = INFINITY, high = -INFINITY, span;

  widen (chart->values, chart->n_points, &low, &high);
  if (chart->others != NULL)
    widen (chart->others, chart->n_points, &low, &high);
  if (!(low <= high) || !isfinite (low) || !isfinite (high))
    low = high = 0.0;
  if (chart->kind == BW_LINE_CHART_BASELINE)
    {
      low = MIN (low, 0.0);
      high = MAX (high, 0.0);
    }
  span = high - low;
  if (span <= fabs (high) * 1e-9)
    span = chart->number == BW_NUMBER_PERCENT ? 0.01 : MAX (fabs (high) * 0.01, 1.0);
  plot->axis.price_low =
      low < 0.0 || chart->kind != BW_LINE_CHART_BASELINE ? low - span * 0.06 : low;
  plot->axis.price_high =
      high > 0.0 || chart->kind != BW_LINE_CHART_BASELINE ? high + span * 0.08 : high + span * 0.02;
  if (!(plot->axis.price_high > plot->axis.price_low))
    plot->axis.price_high = plot->axis.price_low + span;
}

static void
print_value (const Plot *plot, double value, char *text)
{
  bw_chart_print_axis_number (value, plot->step, plot->chart->number, text);
}

static void
place_value_axis (Plot *plot)
{
  double widest = 0.0, scale = plot->chart->scale;

  plot->n_ticks =
      bw_chart_axis_price_ticks (&plot->axis, 40.0 * scale, 0.0, plot->ticks, N_TICKS_MAX);
  plot->step = plot->n_ticks > 1 ? plot->ticks[1] - plot->ticks[0]
                                 : (plot->axis.price_high - plot->axis.price_low);
  for (guint i = 0; i < plot->n_ticks; i++)
    {
      char text[BW_CHART_TEXT_BYTES];
      float width, height;

      print_value (plot, plot->ticks[i], text);
      plot->measure->measure (plot->measure->data, text, (float)plot->font_size, FALSE, &width,
                              &height);
      widest = MAX (widest, width);
    }
  plot->axis.width = MAX (0.0, floor (plot->chart->width - widest - 16.0 * scale));
}

static void
draw_value_axis (Plot *plot)
{
  double scale = plot->chart->scale;

  for (guint i = 0; i < plot->n_ticks; i++)
    {
      double y = bw_chart_axis_y (&plot->axis, plot->ticks[i]);
      gboolean is_zero =
          plot->chart->kind == BW_LINE_CHART_BASELINE && fabs (plot->ticks[i]) < plot->step * 1e-6;
      char text[BW_CHART_TEXT_BYTES];

      bw_display_list_add_rect (plot->list, is_zero ? plot->style->separator : plot->style->grid, 0,
                                snap (y), (float)plot->axis.width,
                                MAX (1.0f, floorf ((float)scale)));
      y = CLAMP (y, plot->font_size * 0.7,
                 MAX (plot->font_size * 0.7, plot->axis.height - plot->font_size * 0.7));
      print_value (plot, plot->ticks[i], text);
      bw_display_list_add_text (plot->list, plot->style->text_dim,
                                (float)(plot->chart->width - 6.0 * scale), (float)y, 1.0f,
                                (float)plot->font_size, FALSE, text);
    }
}

static BwTime
get_time (gpointer data, gsize index)
{
  return ((const BwTime *)data)[index];
}

/* Where no calendar unit begins within the curve but at its start, its end is named as well. */
static guint
name_the_end (const BwTimeSource *source, BwTimeTick *ticks, guint n_ticks)
{
  gsize last = source->n_bars - 1;
  BwTime time = source->n_bars > 0 ? source->start (source->data, last) : 0;
  gint64 local_ns = time + (source->offset_at != NULL ? source->offset_at (source->zone, time) : 0);

  if (n_ticks > 1 || source->n_bars < 2)
    return n_ticks;
  ticks[n_ticks] = (BwTimeTick){ .bar_index = last, .kind = BW_TICK_TIME, .local_ns = local_ns };
  if (n_ticks == 1 && local_ns / BW_DAY != ticks[0].local_ns / BW_DAY)
    ticks[n_ticks].kind = BW_TICK_DAY;
  return n_ticks + 1;
}

static void
draw_time_axis (Plot *plot)
{
  const BwLineChart *chart = plot->chart;
  BwTimeSource source = { get_time, (gpointer)chart->times, chart->n_points, chart->zone,
                          chart->offset_at };
  BwTimeTick ticks[N_TICKS_MAX];
  guint n =
      bw_chart_axis_time_ticks (&plot->axis, &source, 72.0 * chart->scale, ticks, N_TICKS_MAX - 1);
  double right_before = -1e9;

  n = name_the_end (&source, ticks, n);
  for (guint i = 0; i < n; i++)
    {
      double x = bw_chart_axis_x (&plot->axis, ticks[i].bar_index + 0.5);
      char text[BW_CHART_TEXT_BYTES];
      float width, height;

      bw_chart_print_tick (&ticks[i], FALSE, text);
      plot->measure->measure (plot->measure->data, text, (float)plot->font_size, FALSE, &width,
                              &height);
      x = CLAMP (x, width / 2.0 + EDGE_GAP * chart->scale,
                 MAX (width / 2.0 + EDGE_GAP * chart->scale, plot->axis.width - width / 2.0));
      if (x - width / 2.0 < right_before + 8.0 * chart->scale)
        continue;
      right_before = x + width / 2.0;
      bw_display_list_add_text (plot->list, plot->style->text_dim, (float)x,
                                (float)(chart->height - 11.0 * chart->scale), 0.5f,
                                (float)plot->font_size, FALSE, text);
    }
}

/* At most four points a column (first, extremes, last), so the cost is that of the pixels. */
static guint
fold_points (const Plot *plot, const double *values, BwPoint *points)
{
  const BwLineChart *chart = plot->chart;
  double per_pixel = plot->axis.n_visible / MAX (plot->axis.width, 1.0);
  gsize first = 0;
  guint n = 0;

  while (first < chart->n_points)
    {
      gsize end = first + 1, lowest = first, highest = first;
      double column = floor ((first + 0.5) / per_pixel);

      if (per_pixel > 4.0)
        {
          end = (gsize)CLAMP (ceil ((column + 1.0) * per_pixel - 0.5), first + 1.0,
                              (double)chart->n_points);
          for (gsize i = first; i < end; i++)
            {
              if (values[i] < values[lowest] || isnan (values[lowest]))
                lowest = i;
              if (values[i] > values[highest] || isnan (values[highest]))
                highest = i;
            }
        }
      for (guint k = 0; k < 4; k++)
        {
          gsize at[] = { first, MIN (lowest, highest), MAX (lowest, highest), end - 1 };

          if (k == 0 || at[k] != at[k - 1])
            points[n++] = (BwPoint){ (float)bw_chart_axis_x (&plot->axis, at[k] + 0.5),
                                     (float)bw_chart_axis_y (&plot->axis, values[at[k]]) };
        }
      first = end;
    }
  return n;
}

static void
fill_under (Plot *plot, const BwPoint *points, guint n_points, double base)
{
  BwColour tint = bw_colour_with_alpha (plot->chart->colour, 0.15f);

  for (guint i = 0; i < n_points;)
    {
      guint end = i;
      BwPoint *polygon;

      while (end < n_points && isfinite (points[end].y))
        end++;
      if (end - i >= 2)
        {
          polygon = bw_display_list_add_polygon (plot->list, tint, end - i + 2);
          for (guint j = i; j < end; j++)
            polygon[j - i] = points[j];
          polygon[end - i] = (BwPoint){ points[end - 1].x, (float)base };
          polygon[end - i + 1] = (BwPoint){ points[i].x, (float)base };
        }
      i = end + 1;
    }
}

static void
draw_curve (Plot *plot, const double *values, BwColour colour, gboolean is_filled)
{
  g_autofree BwPoint *points = g_new (BwPoint, plot->chart->n_points * 4 + 4);
  guint n = fold_points (plot, values, points);
  double base = plot->chart->kind == BW_LINE_CHART_BASELINE ? bw_chart_axis_y (&plot->axis, 0.0)
                                                            : plot->axis.height;
  BwPoint *line;

  /* One value alone is a level. */
  if (plot->chart->n_points == 1)
    {
      points[0].x = 0.0f;
      points[1] = (BwPoint){ (float)plot->axis.width, points[0].y };
      n = 2;
    }
  if (is_filled)
    fill_under (plot, points, n, base);
  line = bw_display_list_add_polyline (plot->list, colour, (float)(1.6 * plot->chart->scale), n);
  for (guint i = 0; i < n; i++)
    line[i] = points[i];
}

static void
draw_hover (Plot *plot)
{
  const BwLineChart *chart = plot->chart;
  double scale = chart->scale, index = floor (bw_chart_axis_bar (&plot->axis, chart->hover_x));
  gsize at = (gsize)CLAMP (index, 0.0, chart->n_points - 1.0);
  float x = snap (bw_chart_axis_x (&plot->axis, at + 0.5)) + 0.5f, width, height, box_x;
  char number[BW_CHART_TEXT_BYTES], instant[BW_CHART_TEXT_BYTES] = "",
                                    text[3 * BW_CHART_TEXT_BYTES];
  double y = bw_chart_axis_y (&plot->axis, chart->values[at]);

  bw_chart_print_axis_number (chart->values[at], chart->number == BW_NUMBER_PERCENT ? 1e-4 : 0.01,
                              chart->number, number);
  if (chart->times != NULL)
    {
      gboolean has_time = chart->n_points > 1 && chart->times[1] - chart->times[0] < BW_DAY / 2;

      bw_chart_print_instant (
          chart->times[at] +
              (chart->offset_at != NULL ? chart->offset_at (chart->zone, chart->times[at]) : 0),
          has_time, instant);
    }
  g_snprintf (text, sizeof text, "%s   %s", instant, number);
  bw_display_list_add_line (plot->list, plot->style->crosshair, (float)scale, x, 0, x,
                            (float)plot->axis.height, (float)(3.0 * scale));
  if (isfinite (y))
    {
      BwRect dot = { x - 3.5f * (float)scale, (float)(y - 3.5 * scale), 7.0f * (float)scale,
                     7.0f * (float)scale };

      bw_display_list_add_round_rect (plot->list, chart->colour, dot, dot.width / 2.0f, 0.0f);
    }
  plot->measure->measure (plot->measure->data, text, (float)plot->font_size, TRUE, &width, &height);
  width += (float)(16.0 * scale);
  box_x = CLAMP (x - width / 2.0f, 0.0f, MAX (0.0f, (float)plot->axis.width - width));
  bw_display_list_add_round_rect (
      plot->list, bw_colour_mix (plot->style->background, plot->style->text, 0.9f),
      (BwRect){ snap (box_x), snap (2.0 * scale), snap (width), snap (20.0 * scale) },
      (float)(4.0 * scale), 0.0f);
  bw_display_list_add_text (plot->list, plot->style->background, box_x + width / 2.0f,
                            (float)(12.0 * scale), 0.5f, (float)plot->font_size, TRUE, text);
}

/**
 * bw_line_chart_build:
 * @list: added to; the background is left to the caller
 *
 * Cost: one look at each point, and drawing in proportion to the pixels.
 */
void
bw_line_chart_build (const BwLineChart *chart,
                     const BwChartStyle *style,
                     const BwTextMeasure *measure,
                     BwDisplayList *list)
{
  Plot plot = { .chart = chart,
                .style = style,
                .measure = measure,
                .list = list,
                .font_size = style->font_size * chart->scale };

  if (chart->n_points == 0 || chart->width < 4.0 || chart->height < 4.0)
    return;
  plot.axis.height = MAX (1.0, chart->height - (chart->times != NULL ? 22.0 * chart->scale : 0.0));
  /* From edge to edge: the first point's middle is at the left, the last's at the right. */
  plot.axis.first_bar = chart->n_points > 1 ? 0.5 : 0.0;
  plot.axis.n_visible = chart->n_points > 1 ? chart->n_points - 1.0 : 1.0;
  fit_values (&plot);
  place_value_axis (&plot);
  if (plot.axis.width <= 0.0)
    return;
  draw_value_axis (&plot);
  if (chart->times != NULL)
    draw_time_axis (&plot);
  bw_display_list_push_clip (list,
                             (BwRect){ 0, 0, (float)plot.axis.width, (float)plot.axis.height });
  if (chart->others != NULL)
    draw_curve (&plot, chart->others, bw_colour_with_alpha (style->text_dim, 0.8f), FALSE);
  draw_curve (&plot, chart->values, chart->colour, chart->kind != BW_LINE_CHART_LINE);
  bw_display_list_pop_clip (list);
  if (isfinite (chart->hover_x) && chart->hover_x >= 0.0 && chart->hover_x <= plot.axis.width)
    draw_hover (&plot);
}

/**
 * bw_sparkline_build:
 *
 * A bare curve over its tinted ground, without axes, for a table's cell.
 */
void
bw_sparkline_build (const double *values,
                    gsize n_values,
                    BwColour colour,
                    double width,
                    double height,
                    double scale,
                    BwDisplayList *list)
{
  BwLineChart chart = { .values = values,
                        .n_points = n_values,
                        .kind = BW_LINE_CHART_AREA,
                        .colour = colour,
                        .width = width,
                        .height = height,
                        .scale = scale };
  Plot plot = { .chart = &chart, .list = list };
  double low = INFINITY, high = -INFINITY, pad = 1.5 * scale;

  widen (values, n_values, &low, &high);
  if (n_values < 2 || !(low <= high) || height <= 2.0 * pad)
    return;
  if (low == high)
    high = low + MAX (fabs (low), 1.0);
  plot.axis = (BwChartAxis){ .width = width,
                             .y = pad,
                             .height = height - 2.0 * pad,
                             .first_bar = 0.5,
                             .n_visible = n_values - 1.0,
                             .price_low = low,
                             .price_high = high };
  draw_curve (&plot, values, colour, TRUE);
}
