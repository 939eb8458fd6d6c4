/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/drawing-sketch-private.h"

#include "chart/text.h"

#include <math.h>
#include <string.h>

/* What drawings say about themselves on the chart. */

#define ROW_HEIGHT 1.5 /* of the font's size */

static double
get_left (BwSketchSide side, double x, double width)
{
  switch (side)
    {
    case BW_SKETCH_MIDDLE:
    case BW_SKETCH_OVER:
    case BW_SKETCH_UNDER:
      return x - width / 2.0;
    case BW_SKETCH_BEFORE:
      return x - width;
    case BW_SKETCH_ABOVE:
    case BW_SKETCH_BELOW:
      break;
    }
  return x;
}

/* The middle of the first of @n_rows rows. */
static double
get_first_middle (BwSketchSide side, double y, double row, guint n_rows)
{
  switch (side)
    {
    case BW_SKETCH_ABOVE:
    case BW_SKETCH_OVER:
    case BW_SKETCH_BEFORE:
      return y - row * ((double) n_rows - 0.5) - row * 0.1;
    case BW_SKETCH_BELOW:
    case BW_SKETCH_UNDER:
      return y + row * 0.6;
    case BW_SKETCH_MIDDLE:
      break;
    }
  return y - row * ((double) n_rows - 1.0) / 2.0;
}

/**
 * bw_drawing_sketch_words:
 * @words: rows, divided by line ends
 * @has_ground: on a patch of the chart's colour, to be readable over bars
 *
 * Rows that lie outside the plot are left out.
 */
void
bw_drawing_sketch_words (BwDrawingSketch *sketch, const BwDrawingView *view, const char *words, BwPlace at,
                         BwSketchSide side, BwSketchRole role, guint level, gboolean has_ground)
{
  g_auto (GStrv) rows = g_strsplit (words, "\n", 12);
  double row_height = view->font_size * ROW_HEIGHT;
  double middle = get_first_middle (side, at.y, row_height, g_strv_length (rows));

  for (guint i = 0; rows[i] != NULL; i++, middle += row_height)
    {
      float width, height;
      BwSketchText text = { .y = middle, .role = role, .level = level, .has_ground = has_ground };

      if (rows[i][0] == '\0' || middle < sketch->clip.y || middle > sketch->clip.y + sketch->clip.height)
        continue;
      view->measure->measure (view->measure->data, rows[i], (float) view->font_size, FALSE, &width, &height);
      text.x = get_left (side, at.x, width);
      text.width = width;
      text.height = row_height;
      text.offset = sketch->words->len;
      g_string_append_len (sketch->words, rows[i], strlen (rows[i]) + 1);
      g_array_append_val (sketch->texts, text);
    }
}

/* "+1.20 (+1.97 %)" and below it "24 bars, 2 h 0 m", on the side that the move went to. */
void
bw_drawing_sketch_measure_words (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view,
                                 BwPlace a, BwPlace b)
{
  const BwDrawingAnchor *from = bw_drawing_anchor (drawing, 0), *to = bw_drawing_anchor (drawing, 1);
  char change[BW_CHART_TEXT_BYTES], share[BW_CHART_TEXT_BYTES], duration[BW_CHART_TEXT_BYTES];
  const char *plus = to->price >= from->price ? "+" : "";
  int n_bars = (int) CLAMP (round (bw_drawing_bars_index (&view->bars, to->time) -
                                   bw_drawing_bars_index (&view->bars, from->time)), -1e9, 1e9);
  g_autofree char *numbers = NULL, *words = NULL;

  bw_chart_print_number (to->price - from->price, view->n_decimals, change);
  bw_chart_print_number ((to->price / from->price - 1.0) * 100.0, 2, share);
  bw_chart_print_duration (to->time - from->time, duration);
  numbers = g_strdup_printf (ABS (n_bars) == 1 ? bw_chart_translate ("measure", "%s%s (%s%s %%)  %d bar, %s")
                                               : bw_chart_translate ("measure", "%s%s (%s%s %%)  %d bars, %s"),
                             plus, change, plus, share, n_bars, duration);
  words = g_strdup_printf ("%s%s%s", numbers, drawing->text[0] != '\0' ? "\n" : "", drawing->text);
  bw_drawing_sketch_words (sketch, view, words, (BwPlace){ (a.x + b.x) / 2.0, b.y },
                           b.y <= a.y ? BW_SKETCH_OVER : BW_SKETCH_UNDER,
                           b.y <= a.y ? BW_SKETCH_PROFIT : BW_SKETCH_LOSS, 0, TRUE);
}

static char *
print_edge (const char *name, double price, double share, double amount, guint n_decimals)
{
  char at[BW_CHART_TEXT_BYTES], percent[BW_CHART_TEXT_BYTES], money[BW_CHART_TEXT_BYTES];

  bw_chart_print_number (price, n_decimals, at);
  bw_chart_print_number (share * 100.0, 2, percent);
  if (!(amount > 0.0))
    return g_strdup_printf ("%s %s (%s %%)", name, at, percent);
  bw_chart_print_number (amount, 2, money);
  return g_strdup_printf ("%s %s (%s %%)  %s", name, at, percent, money);
}

/* What the position would win, lose and be worth, at its three lines. */
void
bw_drawing_sketch_position_words (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view,
                                  double left, double right)
{
  gboolean is_long = drawing->kind == BW_DRAWING_LONG_POSITION;
  const double *prices[3] = { &bw_drawing_anchor (drawing, 0)->price, &bw_drawing_anchor (drawing, 1)->price,
                              &bw_drawing_anchor (drawing, 2)->price };
  double middle = (left + right) / 2.0, y[3];
  char ratio[BW_CHART_TEXT_BYTES], quantity[BW_CHART_TEXT_BYTES];
  g_autofree char *stop = NULL, *target = NULL, *entry = NULL;
  BwDrawingPlan plan;

  for (guint i = 0; i < 3; i++)
    y[i] = bw_chart_axis_y (&view->axis, *prices[i]);
  if (!bw_drawing_get_plan (drawing, &plan))
    {
      bw_drawing_sketch_words (sketch, view, bw_chart_translate ("drawing", "The stop is on the wrong side of the entry"),
                               (BwPlace){ middle, y[0] }, BW_SKETCH_OVER, BW_SKETCH_MAIN, 0, TRUE);
      return;
    }
  stop = print_edge (bw_chart_translate ("drawing", "Stop"), *prices[1], plan.stop_share, plan.amount_at_risk, view->n_decimals);
  target = print_edge (bw_chart_translate ("drawing", "Target"), *prices[2], plan.target_share, plan.amount_to_win, view->n_decimals);
  bw_chart_print_number (plan.ratio, 2, ratio);
  bw_chart_print_number (plan.quantity, 0, quantity);
  entry = plan.quantity > 0.0 ? g_strdup_printf (bw_chart_translate ("drawing", "Reward to risk %s  Quantity %s"), ratio, quantity)
                              : g_strdup_printf (bw_chart_translate ("drawing", "Reward to risk %s"), ratio);
  bw_drawing_sketch_words (sketch, view, target, (BwPlace){ middle, y[2] }, is_long ? BW_SKETCH_OVER : BW_SKETCH_UNDER,
                           BW_SKETCH_PROFIT, 0, TRUE);
  bw_drawing_sketch_words (sketch, view, stop, (BwPlace){ middle, y[1] }, is_long ? BW_SKETCH_UNDER : BW_SKETCH_OVER,
                           BW_SKETCH_LOSS, 0, TRUE);
  bw_drawing_sketch_words (sketch, view, entry, (BwPlace){ middle, y[0] }, BW_SKETCH_MIDDLE, BW_SKETCH_MAIN, 0, TRUE);
}

/* "61.8 %  60.21", at the left end of a level. */
void
bw_drawing_sketch_level_words (BwDrawingSketch *sketch, const BwDrawingView *view, double level, double price,
                               BwPlace at, guint index)
{
  char percent[BW_CHART_TEXT_BYTES], number[BW_CHART_TEXT_BYTES];
  g_autofree char *words = NULL;

  bw_chart_print_number (level * 100.0, 1, percent);
  bw_chart_print_number (price, view->n_decimals, number);
  words = g_strdup_printf ("%s %%  %s", percent, number);
  at.x += 4.0 * view->scale;
  bw_drawing_sketch_words (sketch, view, words, at, BW_SKETCH_ABOVE, BW_SKETCH_LEVEL, index, FALSE);
}
