/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/drawing-geometry.h"

#include "chart/drawing-sketch-private.h"

#include <math.h>

/*
 * Where a drawing lies. A line between two anchors is straight on the screen, on a linear price scale and on a
 * logarithmic one: that is what a trader sees and drags. Horizontally it is straight in bars.
 */

#define LABEL_REACH 320.0 /* logical pixels that a drawing's words may stand out from its anchors */

BwPlace
bw_drawing_view_place (const BwDrawingView *view, const BwDrawingAnchor *anchor)
{
  return (BwPlace){ bw_chart_axis_x (&view->axis, bw_drawing_bars_index (&view->bars, anchor->time)),
                    bw_chart_axis_y (&view->axis, anchor->price) };
}

/**
 * bw_drawing_view_anchor:
 * @anchor: (out): at that place; the bar's start is its middle
 */
void
bw_drawing_view_anchor (const BwDrawingView *view, double x, double y, BwDrawingAnchor *anchor)
{
  anchor->time = bw_drawing_bars_time (&view->bars, bw_chart_axis_bar (&view->axis, x));
  anchor->price = bw_chart_axis_price (&view->axis, y);
}

/* ---- Clipping ---- */

/* Narrows [@t0, @t1] to where start + t * step lies in [low, high]. */
static gboolean
narrow (double start, double step, double low, double high, double *t0, double *t1)
{
  double enter, leave;

  if (step == 0.0)
    return start >= low && start <= high;
  enter = (low - start) / step;
  leave = (high - start) / step;
  *t0 = MAX (*t0, MIN (enter, leave));
  *t1 = MIN (*t1, MAX (enter, leave));
  return *t0 <= *t1;
}

/**
 * bw_clip_line:
 * @before_a: it goes on beyond @a
 * @beyond_b: it goes on beyond @b
 * @from, @to: (out): the part within @clip, in the direction from @a to @b
 *
 * Returns: whether there is such a part. A line of no length is a point and goes nowhere.
 */
gboolean
bw_clip_line (const BwRect *clip, BwPlace a, BwPlace b, gboolean before_a, gboolean beyond_b, BwPlace *from,
              BwPlace *to)
{
  double dx = b.x - a.x, dy = b.y - a.y, t0 = before_a ? -INFINITY : 0.0, t1 = beyond_b ? INFINITY : 1.0;

  if (dx == 0.0 && dy == 0.0)
    t0 = t1 = 0.0;
  if (!narrow (a.x, dx, clip->x, clip->x + clip->width, &t0, &t1) ||
      !narrow (a.y, dy, clip->y, clip->y + clip->height, &t0, &t1) || !isfinite (t0) || !isfinite (t1))
    return FALSE;
  *from = (BwPlace){ a.x + dx * t0, a.y + dy * t0 };
  *to = (BwPlace){ a.x + dx * t1, a.y + dy * t1 };
  return TRUE;
}

/* ---- Touching ---- */

static double
get_distance (BwPlace a, BwPlace b, double x, double y)
{
  double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  double t = length > 0.0 ? CLAMP (((x - a.x) * dx + (y - a.y) * dy) / length, 0.0, 1.0) : 0.0;

  return hypot (a.x + t * dx - x, a.y + t * dy - y);
}

/**
 * bw_drawing_sketch_distance:
 *
 * Returns: from the point to the nearest line or text; infinity without any in the plot
 */
double
bw_drawing_sketch_distance (const BwDrawingSketch *sketch, double x, double y)
{
  double nearest = INFINITY;

  for (guint i = 0; i < sketch->strokes->len; i++)
    {
      const BwSketchPart *part = &g_array_index (sketch->strokes, BwSketchPart, i);
      const BwPlace *places = &g_array_index (sketch->points, BwPlace, part->first);

      for (guint k = 0; k + 1 < part->n; k++)
        if (!isnan (places[k].x) && !isnan (places[k + 1].x))
          nearest = MIN (nearest, get_distance (places[k], places[k + 1], x, y));
    }
  for (guint i = 0; i < sketch->texts->len; i++)
    {
      const BwSketchText *text = &g_array_index (sketch->texts, BwSketchText, i);
      double dx = MAX (MAX (text->x - x, x - text->x - text->width), 0.0);
      double dy = MAX (fabs (text->y - y) - text->height / 2.0, 0.0);

      nearest = MIN (nearest, hypot (dx, dy));
    }
  return nearest;
}

static gboolean
is_inside (const BwPlace *places, guint n, double x, double y)
{
  gboolean inside = FALSE;

  for (guint i = 0, j = n - 1; i < n; j = i++)
    if ((places[i].y > y) != (places[j].y > y) &&
        x < (places[j].x - places[i].x) * (y - places[i].y) / (places[j].y - places[i].y) + places[i].x)
      inside = !inside;
  return inside;
}

/**
 * bw_drawing_sketch_hit:
 * @tolerance: device units
 *
 * Returns: which part of the drawing the point touches, handles left aside
 */
BwDrawingPart
bw_drawing_sketch_hit (const BwDrawingSketch *sketch, double x, double y, double tolerance)
{
  if (bw_drawing_sketch_distance (sketch, x, y) <= tolerance)
    return BW_DRAWING_PART_LINE;
  for (guint i = 0; i < sketch->fills->len; i++)
    {
      const BwSketchPart *part = &g_array_index (sketch->fills, BwSketchPart, i);

      if (is_inside (&g_array_index (sketch->points, BwPlace, part->first), part->n, x, y))
        return BW_DRAWING_PART_INSIDE;
    }
  return BW_DRAWING_PART_NONE;
}

/**
 * bw_drawing_sketch_hit_handle:
 * @tolerance: device units; 22 logical pixels make a target of 44
 *
 * Returns: the nearest handle within @tolerance; -1 without one
 */
int
bw_drawing_sketch_hit_handle (const BwDrawingSketch *sketch, double x, double y, double tolerance)
{
  double nearest = tolerance;
  int found = -1;

  for (guint i = 0; i < sketch->handles->len; i++)
    {
      const BwPlace *handle = &g_array_index (sketch->handles, BwPlace, i);
      double distance = hypot (handle->x - x, handle->y - y);

      if (distance <= nearest && (found < 0 || distance < nearest))
        {
          nearest = distance;
          found = (int) i;
        }
    }
  return found;
}

/* ---- Culling ---- */

static gboolean
is_near_across (const BwDrawing *drawing, const BwDrawingView *view)
{
  double left = INFINITY, right = -INFINITY, reach = LABEL_REACH * view->scale;

  if (drawing->kind == BW_DRAWING_HORIZONTAL_LINE || drawing->kind == BW_DRAWING_RAY ||
      drawing->kind == BW_DRAWING_EXTENDED_LINE)
    return TRUE;
  for (guint i = 0; i < drawing->anchors->len; i++)
    {
      double x = bw_chart_axis_x (&view->axis,
                                  bw_drawing_bars_index (&view->bars, bw_drawing_anchor (drawing, i)->time));

      left = MIN (left, x);
      right = MAX (right, x);
    }
  return (left <= view->axis.x + view->axis.width + reach || drawing->extends_left) &&
         (right >= view->axis.x - reach || drawing->extends_right);
}

/**
 * bw_drawing_is_near:
 *
 * Returns: %FALSE when no part of @drawing can be in the plot; told from the box around its anchors, at the
 *   cost of a look-up each
 */
gboolean
bw_drawing_is_near (const BwDrawing *drawing, const BwDrawingView *view)
{
  double low = INFINITY, high = -INFINITY, top, bottom, reach = 40.0 * view->scale;

  if (!is_near_across (drawing, view))
    return FALSE;
  if (drawing->kind == BW_DRAWING_VERTICAL_LINE || drawing->kind == BW_DRAWING_RAY ||
      drawing->kind == BW_DRAWING_EXTENDED_LINE || drawing->kind == BW_DRAWING_CHANNEL ||
      drawing->extends_left || drawing->extends_right || bw_drawing_kind_has_levels (drawing->kind) ||
      drawing->kind == BW_DRAWING_TEXT)
    return TRUE;
  for (guint i = 0; i < drawing->anchors->len; i++)
    {
      low = MIN (low, bw_drawing_anchor (drawing, i)->price);
      high = MAX (high, bw_drawing_anchor (drawing, i)->price);
    }
  top = bw_chart_axis_y (&view->axis, high);
  bottom = bw_chart_axis_y (&view->axis, low);
  return bottom >= view->axis.y - reach && top <= view->axis.y + view->axis.height + reach;
}

/* ---- Changing ---- */

static void
set_anchor (BwDrawing *drawing, guint index, BwTime time, double price)
{
  g_array_index (drawing->anchors, BwDrawingAnchor, index) = (BwDrawingAnchor){ time, price };
}

/* Corners 2 and 3 of a box are made of its two anchors' times and prices. */
static void
move_corner (BwDrawing *drawing, guint handle, const BwDrawingAnchor *to)
{
  BwDrawingAnchor *a = &g_array_index (drawing->anchors, BwDrawingAnchor, 0);
  BwDrawingAnchor *b = &g_array_index (drawing->anchors, BwDrawingAnchor, 1);
  BwDrawingAnchor *of_time = handle == 0 || handle == 2 ? a : b;
  BwDrawingAnchor *of_price = handle == 0 || handle == 3 ? a : b;

  of_time->time = to->time;
  of_price->price = to->price;
}

/* The entry takes its left edge along; stop and target share the right one. */
static void
move_position_handle (BwDrawing *drawing, guint handle, const BwDrawingAnchor *to)
{
  set_anchor (drawing, handle, to->time, to->price);
  if (handle != 0)
    set_anchor (drawing, handle == 1 ? 2 : 1, to->time, bw_drawing_anchor (drawing, handle == 1 ? 2 : 1)->price);
}

/**
 * bw_drawing_move_handle:
 * @handle: as the sketch numbers them
 *
 * Takes the handle to another place.
 */
void
bw_drawing_move_handle (BwDrawing *drawing, guint handle, const BwDrawingAnchor *to)
{
  g_return_if_fail (drawing->n_references == 1);

  switch (drawing->kind)
    {
    case BW_DRAWING_RECTANGLE:
    case BW_DRAWING_ELLIPSE:
    case BW_DRAWING_MEASURE:
      if (handle < 4)
        move_corner (drawing, handle, to);
      return;
    case BW_DRAWING_LONG_POSITION:
    case BW_DRAWING_SHORT_POSITION:
      if (handle < 3)
        move_position_handle (drawing, handle, to);
      return;
    case BW_DRAWING_TREND_LINE:
    case BW_DRAWING_RAY:
    case BW_DRAWING_EXTENDED_LINE:
    case BW_DRAWING_HORIZONTAL_LINE:
    case BW_DRAWING_VERTICAL_LINE:
    case BW_DRAWING_CHANNEL:
    case BW_DRAWING_FIB_RETRACEMENT:
    case BW_DRAWING_FIB_EXTENSION:
    case BW_DRAWING_ARROW:
    case BW_DRAWING_POLYLINE:
    case BW_DRAWING_TEXT:
      if (handle < drawing->anchors->len)
        set_anchor (drawing, handle, to->time, to->price);
      return;
    case BW_DRAWING_BRUSH: /* it has none: it is moved whole */
    case BW_DRAWING_N_KINDS:
      return;
    }
}

/**
 * bw_drawing_shift:
 * @n_bars: to the right
 * @from_price, @to_price: what was at the one is to be at the other
 * @is_log: prices keep their ratios rather than their differences
 *
 * Moves the whole drawing, so that its shape on the screen stays. What would no longer be a price or a time
 * leaves it where it is.
 */
void
bw_drawing_shift (BwDrawing *drawing, const BwDrawingBars *bars, double n_bars, double from_price,
                  double to_price, gboolean is_log)
{
  g_autoptr (GArray) before = g_array_copy (drawing->anchors);

  g_return_if_fail (drawing->n_references == 1);

  for (guint i = 0; i < drawing->anchors->len; i++)
    {
      BwDrawingAnchor *anchor = &g_array_index (drawing->anchors, BwDrawingAnchor, i);

      if (n_bars != 0.0)
        anchor->time = bw_drawing_bars_time (bars, bw_drawing_bars_index (bars, anchor->time) + n_bars);
      if (is_log && from_price > 0.0 && to_price > 0.0)
        anchor->price *= to_price / from_price;
      else
        anchor->price += to_price - from_price;
    }
  if (bw_drawing_check (drawing) != NULL)
    {
      g_array_unref (drawing->anchors);
      drawing->anchors = g_steal_pointer (&before);
    }
}

/**
 * bw_drawing_finish:
 *
 * Gives a drawing that was placed by fewer clicks than it has anchors the rest: a position's stop a tenth of
 * what is in view away, its target twice that, over an eighth of the view's bars.
 */
void
bw_drawing_finish (BwDrawing *drawing, const BwDrawingView *view)
{
  double direction = drawing->kind == BW_DRAWING_LONG_POSITION ? 1.0 : -1.0, index, y, step;
  BwDrawingAnchor entry, at;

  g_return_if_fail (drawing->n_references == 1);

  if (!bw_drawing_kind_is_position (drawing->kind) || drawing->anchors->len != 1)
    return;
  entry = *bw_drawing_anchor (drawing, 0);
  index = bw_drawing_bars_index (&view->bars, entry.time) + MAX (5.0, round (view->axis.n_visible / 8.0));
  y = bw_chart_axis_y (&view->axis, entry.price);
  step = view->axis.height / 10.0;
  at.time = bw_drawing_bars_time (&view->bars, index);
  at.price = bw_chart_axis_price (&view->axis, y + direction * step);
  bw_drawing_add_anchor (drawing, at.time, at.price);
  at.price = bw_chart_axis_price (&view->axis, y - direction * 2.0 * step);
  bw_drawing_add_anchor (drawing, at.time, at.price);
}

/**
 * bw_drawing_constrain:
 * @x, @y: (inout): taken to the nearest direction that is a multiple of 45 degrees on the screen
 */
void
bw_drawing_constrain (double from_x, double from_y, double *x, double *y)
{
  double dx = *x - from_x, dy = *y - from_y, length = MAX (fabs (dx), fabs (dy));
  double angle = round (atan2 (dy, dx) / G_PI_4) * G_PI_4;
  double along_x = round (cos (angle) * 2.0), along_y = round (sin (angle) * 2.0);

  *x = from_x + (along_x > 0.0 ? length : along_x < 0.0 ? -length : 0.0);
  *y = from_y + (along_y > 0.0 ? length : along_y < 0.0 ? -length : 0.0);
}

BwDrawingSketch *
bw_drawing_sketch_new (void)
{
  BwDrawingSketch *sketch = g_new0 (BwDrawingSketch, 1);

  sketch->points = g_array_new (FALSE, FALSE, sizeof (BwPlace));
  sketch->strokes = g_array_new (FALSE, FALSE, sizeof (BwSketchPart));
  sketch->fills = g_array_new (FALSE, FALSE, sizeof (BwSketchPart));
  sketch->texts = g_array_new (FALSE, FALSE, sizeof (BwSketchText));
  sketch->handles = g_array_new (FALSE, FALSE, sizeof (BwPlace));
  sketch->words = g_string_new (NULL);
  return sketch;
}

void
bw_drawing_sketch_free (BwDrawingSketch *sketch)
{
  g_array_unref (sketch->points);
  g_array_unref (sketch->strokes);
  g_array_unref (sketch->fills);
  g_array_unref (sketch->texts);
  g_array_unref (sketch->handles);
  g_string_free (sketch->words, TRUE);
  g_free (sketch);
}

/**
 * bw_drawing_sketch_build:
 *
 * Returns: whether anything of @drawing is in the plot; then the sketch holds it. The sketch of a sound
 *   drawing (bw_drawing_check()) alone: NaN must not get here.
 */
gboolean
bw_drawing_sketch_build (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view)
{
  g_array_set_size (sketch->points, 0);
  g_array_set_size (sketch->strokes, 0);
  g_array_set_size (sketch->fills, 0);
  g_array_set_size (sketch->texts, 0);
  g_array_set_size (sketch->handles, 0);
  g_string_truncate (sketch->words, 0);
  sketch->clip = (BwRect){ (float) view->axis.x, (float) view->axis.y, (float) view->axis.width,
                           (float) view->axis.height };
  if (!bw_drawing_is_near (drawing, view))
    return FALSE;
  bw_drawing_sketch_shape (sketch, drawing, view);
  return sketch->strokes->len > 0 || sketch->fills->len > 0 || sketch->texts->len > 0;
}
