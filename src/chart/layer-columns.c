/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layer-private.h"

#include <math.h>

/* Kagi lines, and the columns of X and O. Both say up or down by shape: thick and thin, X and O. */

#define CELL_MIN        6.0  /* device units, below which boxes are drawn as one block a column */
#define N_CELLS_MAX     6000 /* in view, above which too */
#define N_CIRCLE_POINTS 13

static void
put_vertical (BwChartModel *model, gboolean is_thick, double x, float width, float from, float to)
{
  float top = MIN (from, to), bottom = MAX (from, to);

  bw_layer_put_rect (model, is_thick, bw_layer_snap (x - width / 2.0), bw_layer_snap (top), width,
                     MAX (bw_layer_snap (bottom) - bw_layer_snap (top), 1.0f));
}

/* One line, and the short level line that joins it to the one before. */
static void
put_kagi (BwChartModel *model, const BwPriceMap *map, gsize i, const float *widths)
{
  const BwKagiBar *kagi = bw_transform_get_kagi (model->transform, i);
  const BwBarSeries *bars = model->bars.tail;
  double spacing = model->axis.width / model->axis.n_visible;
  double x = (i + 0.5 - model->first_bar) * spacing;
  gboolean has_turn = !isnan (kagi->turn), begins_thick = has_turn ? !kagi->is_thick : kagi->is_thick;
  float open = (float) bw_layer_map_price (map, bars->open[i]);
  float close = (float) bw_layer_map_price (map, bars->close[i]);
  float turn = has_turn ? (float) bw_layer_map_price (map, kagi->turn) : close;

  if (isnan (open + close + turn))
    return;
  if (i > 0)
    {
      float width = widths[begins_thick], left = bw_layer_snap (x - spacing - width / 2.0);

      bw_layer_put_rect (model, begins_thick, left, bw_layer_snap (open - width / 2.0),
                         bw_layer_snap (x + width / 2.0) - left, width);
    }
  put_vertical (model, begins_thick, x, widths[begins_thick], open, turn);
  if (has_turn)
    put_vertical (model, kagi->is_thick, x, widths[kagi->is_thick], turn, close);
}

void
bw_layer_draw_kagi (BwChartModel *model, BwDisplayList *list, const BwPriceMap *map)
{
  double spacing = model->axis.width / model->axis.n_visible;
  float thin = MAX (1.0f, floorf ((float) model->scale + 0.25f));
  float widths[] = { thin, MAX (thin, MIN (3.0f * thin, floorf ((float) spacing / 2.0f))) };
  gsize first, end;

  if (bw_layer_is_folded (model))
    bw_layer_put_folded_bars (model, map);
  else if (bw_chart_model_get_visible (model, &first, &end))
    for (gsize i = first; i < end; i++)
      put_kagi (model, map, i, widths);
  bw_layer_end_rects (model, list, model->style.up, model->style.down);
}

typedef struct
{
  double half_width, half_height; /* device units */
  double box;
} Cell;

static void
add_cross (BwPoint *points, float x, float y, const Cell *cell)
{
  float dx = (float) cell->half_width, dy = (float) cell->half_height;

  points[0] = (BwPoint){ x - dx, y - dy };
  points[1] = (BwPoint){ x + dx, y + dy };
  points[2] = (BwPoint){ NAN, NAN };
  points[3] = (BwPoint){ x - dx, y + dy };
  points[4] = (BwPoint){ x + dx, y - dy };
  points[5] = (BwPoint){ NAN, NAN };
}

static void
add_circle (BwPoint *points, float x, float y, const Cell *cell)
{
  for (guint i = 0; i < N_CIRCLE_POINTS; i++)
    {
      double angle = 2.0 * G_PI * i / (N_CIRCLE_POINTS - 1);

      points[i] = (BwPoint){ x + (float) (cell->half_width * cos (angle)),
                             y + (float) (cell->half_height * sin (angle)) };
    }
  points[N_CIRCLE_POINTS] = (BwPoint){ NAN, NAN };
}

/* A column of one box rises or falls as its neighbour does not. */
static gboolean
is_rising (const BwBarSeries *bars, gsize i)
{
  if (bars->close[i] != bars->open[i])
    return bars->close[i] > bars->open[i];
  if (i > 0)
    return bars->open[i] > bars->close[i - 1];
  return i + 1 >= bars->n_bars || bars->open[i + 1] < bars->close[i];
}

/* The boxes of column @i that are in view. */
static void
draw_boxes (BwChartModel *model, BwDisplayList *list, const BwPriceMap *map, gsize i, const Cell *cell)
{
  const BwBarSeries *bars = model->bars.tail;
  gboolean is_up = is_rising (bars, i);
  double low = MAX (bars->low[i], model->axis.price_low - cell->box);
  double high = MIN (bars->high[i], model->axis.price_high + cell->box);
  double from = ceil (low / cell->box - 1e-6), to = floor (high / cell->box + 1e-6);
  float x = (float) ((i + 0.5 - model->first_bar) * model->axis.width / model->axis.n_visible);
  guint n_a_box = is_up ? 6 : N_CIRCLE_POINTS + 1, n_boxes;
  BwPoint *points;

  if (!(to >= from))
    return;
  n_boxes = (guint) MIN (to - from + 1.0, N_CELLS_MAX);
  points = bw_display_list_add_polyline (list, is_up ? model->style.up : model->style.down,
                                         (float) (1.5 * model->scale), n_boxes * n_a_box);
  for (guint box = 0; box < n_boxes; box++, points += n_a_box)
    {
      float y = (float) bw_layer_map_price (map, (from + box) * cell->box);

      if (is_up)
        add_cross (points, x, y, cell);
      else
        add_circle (points, x, y, cell);
    }
}

/* Too small for letters: a block a column. */
static void
put_blocks (BwChartModel *model, const BwPriceMap *map, gsize first, gsize end, double box)
{
  const BwBarSeries *bars = model->bars.tail;
  double spacing = model->axis.width / model->axis.n_visible;
  float width = MAX (1.0f, floorf ((float) spacing - 1.0f));

  for (gsize i = first; i < end; i++)
    {
      float top = bw_layer_snap (bw_layer_map_price (map, bars->high[i] + box / 2.0));
      float bottom = bw_layer_snap (bw_layer_map_price (map, bars->low[i] - box / 2.0));
      double x = (i + 0.5 - model->first_bar) * spacing;

      if (!isnan (top + bottom))
        bw_layer_put_rect (model, is_rising (bars, i), bw_layer_snap (x - width / 2.0), top,
                           width, MAX (bottom - top, 1.0f));
    }
}

static double
count_boxes (const BwChartModel *model, gsize first, gsize end, double box)
{
  const BwBarSeries *bars = model->bars.tail;
  double n = 0.0;

  for (gsize i = first; i < end; i++)
    n += (bars->high[i] - bars->low[i]) / box + 1.0;
  return n;
}

void
bw_layer_draw_point_figure (BwChartModel *model, BwDisplayList *list, const BwPriceMap *map)
{
  double spacing = model->axis.width / model->axis.n_visible, box = bw_chart_model_get_box (model);
  double middle = (model->axis.price_low + model->axis.price_high) / 2.0;
  double height = fabs (bw_layer_map_price (map, middle) - bw_layer_map_price (map, middle + box));
  Cell cell = { MIN (spacing, height * 1.6) * 0.40, height * 0.42, box };
  gsize first, end;

  if (!bw_chart_model_get_visible (model, &first, &end))
    return;
  if (bw_layer_is_folded (model))
    bw_layer_put_folded_bars (model, map);
  else if (!(MIN (height, spacing) >= CELL_MIN * model->scale) ||
           count_boxes (model, first, end, box) > N_CELLS_MAX)
    put_blocks (model, map, first, end, box);
  else
    for (gsize i = first; i < end; i++)
      draw_boxes (model, list, map, i, &cell);
  bw_layer_end_rects (model, list, model->style.up, model->style.down);
}
