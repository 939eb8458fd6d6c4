/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/line-chart.h"
#include "chart/text.h"

#include <math.h>

static double
measure_text (const BwTextMeasure *measure, const char *text, double font_size, gboolean is_bold)
{
  float width, height;

  measure->measure (measure->data, text, (float)font_size, is_bold, &width, &height);
  return width;
}

static void
print_item (const BwBarChart *chart, double value, char *text)
{
  char number[BW_CHART_TEXT_BYTES];

  bw_chart_print_axis_number (value, chart->number == BW_NUMBER_PERCENT ? 1e-4 : 0.01,
                              chart->number, number);
  g_snprintf (text, BW_CHART_TEXT_BYTES, "%s%s", value > 0.0 ? "+" : "", number);
}

/**
 * bw_bar_chart_build:
 *
 * One row an item, in the given order; as many rows as fit. Gains go right from the zero line,
 * losses left, and the sign is written.
 */
void
bw_bar_chart_build (const BwBarChart *chart,
                    const BwChartStyle *style,
                    const BwTextMeasure *measure,
                    BwDisplayList *list)
{
  double scale = chart->scale, font_size = style->font_size * scale, row = round (26.0 * scale);
  double label_width = 0.0, value_width = 0.0, low = 0.0, high = 0.0, left, right, zero;
  guint n_rows = MIN (chart->n_items, (guint)MAX (0.0, floor (chart->height / row)));
  char text[BW_CHART_TEXT_BYTES];

  for (guint i = 0; i < n_rows; i++)
    {
      print_item (chart, chart->items[i].value, text);
      label_width =
          MAX (label_width, measure_text (measure, chart->items[i].label, font_size, TRUE));
      value_width = MAX (value_width, measure_text (measure, text, font_size, FALSE));
      low = MIN (low, chart->items[i].value);
      high = MAX (high, chart->items[i].value);
    }
  left = label_width + 24.0 * scale;
  right = chart->width - value_width - 24.0 * scale;
  if (right - left < 8.0 * scale || n_rows == 0)
    return;
  zero = high > low ? left + (right - left) * (-low / (high - low)) : left;
  for (guint i = 0; i < n_rows; i++)
    {
      double value = chart->items[i].value, top = i * row, middle = top + row / 2.0;
      double size = high > low ? fabs (value) / (high - low) * (right - left) : 0.0;
      BwColour colour = value > 0.0 ? style->up : value < 0.0 ? style->down : style->flat;
      BwRect bar = { (float)(value < 0.0 ? zero - size : zero), (float)round (middle - 5.0 * scale),
                     (float)MAX (size, scale), (float)round (10.0 * scale) };

      print_item (chart, value, text);
      bw_display_list_add_text (list, style->text, (float)(10.0 * scale), (float)middle, 0.0f,
                                (float)font_size, TRUE, chart->items[i].label);
      bw_display_list_add_round_rect (list, colour, bar, (float)(2.0 * scale), 0.0f);
      bw_display_list_add_text (list, colour, (float)(chart->width - 10.0 * scale), (float)middle,
                                1.0f, (float)font_size, FALSE, text);
    }
  bw_display_list_add_rect (list, style->separator, floorf ((float)zero), 0.0f,
                            MAX (1.0f, floorf ((float)scale)), (float)(n_rows * row));
}
