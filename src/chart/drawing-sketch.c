/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/drawing-sketch-private.h"

#include "chart/text.h"

#include <math.h>

/* The lines, areas and handles of each kind. */

#define N_ELLIPSE_PLACES 64
#define ARROW_LENGTH     12.0 /* logical pixels */
#define ARROW_ANGLE      0.45
#define WORDS_WIDTH_MIN  24.0 /* logical pixels: a smaller drawing is not spoken of */

/* ---- Parts ---- */

static void
add_stroke (BwDrawingSketch *sketch, BwPlace a, BwPlace b, gboolean before_a, gboolean beyond_b,
            BwSketchRole role, guint level)
{
  BwSketchPart part = { .first = sketch->points->len, .n = 2, .role = role, .level = level };
  BwPlace ends[2];

  if (!bw_clip_line (&sketch->clip, a, b, before_a, beyond_b, &ends[0], &ends[1]))
    return;
  g_array_append_vals (sketch->points, ends, 2);
  g_array_append_val (sketch->strokes, part);
}

/* A curve's pieces in the plot; where it is outside, the line is broken by a NaN. */
static void
add_curve (BwDrawingSketch *sketch, const BwPlace *places, guint n)
{
  BwSketchPart part = { .first = sketch->points->len };
  BwPlace gap = { NAN, NAN }, last = gap;

  for (guint i = 0; i + 1 < n; i++)
    {
      BwPlace from, to;

      if (!bw_clip_line (&sketch->clip, places[i], places[i + 1], FALSE, FALSE, &from, &to))
        continue;
      if (from.x != last.x || from.y != last.y)
        {
          if (sketch->points->len > part.first)
            g_array_append_val (sketch->points, gap);
          g_array_append_val (sketch->points, from);
        }
      g_array_append_val (sketch->points, to);
      last = to;
    }
  part.n = sketch->points->len - part.first;
  if (part.n > 0)
    g_array_append_val (sketch->strokes, part);
}

/* Cuts a polygon off at one edge: what has a positive distance to it stays (Sutherland and Hodgman). */
static guint
cut_polygon (const BwPlace *places, guint n, gboolean is_x, double sign, double limit, BwPlace *kept)
{
  guint n_kept = 0;

  for (guint i = 0; i < n; i++)
    {
      BwPlace a = places[i], b = places[(i + 1) % n];
      double distance_a = sign * ((is_x ? a.x : a.y) - limit), distance_b = sign * ((is_x ? b.x : b.y) - limit);

      if (distance_a >= 0.0)
        kept[n_kept++] = a;
      if ((distance_a >= 0.0) != (distance_b >= 0.0))
        {
          double t = distance_a / (distance_a - distance_b);

          kept[n_kept++] = (BwPlace){ a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };
        }
    }
  return n_kept;
}

static void
add_fill (BwDrawingSketch *sketch, const BwPlace *places, guint n, BwSketchRole role, guint level)
{
  BwPlace buffers[2][2 * N_ELLIPSE_PLACES];
  const BwRect *clip = &sketch->clip;
  BwSketchPart part = { .first = sketch->points->len, .role = role, .level = level };

  n = cut_polygon (places, n, TRUE, 1.0, clip->x, buffers[0]);
  n = cut_polygon (buffers[0], n, TRUE, -1.0, clip->x + clip->width, buffers[1]);
  n = cut_polygon (buffers[1], n, FALSE, 1.0, clip->y, buffers[0]);
  n = cut_polygon (buffers[0], n, FALSE, -1.0, clip->y + clip->height, buffers[1]);
  if (n < 3)
    return;
  part.n = n;
  g_array_append_vals (sketch->points, buffers[1], n);
  g_array_append_val (sketch->fills, part);
}

static void
add_box_fill (BwDrawingSketch *sketch, double left, double top, double right, double bottom, BwSketchRole role,
              guint level)
{
  BwPlace corners[] = { { left, top }, { right, top }, { right, bottom }, { left, bottom } };

  add_fill (sketch, corners, G_N_ELEMENTS (corners), role, level);
}

static void
add_handle (BwDrawingSketch *sketch, double x, double y)
{
  BwPlace handle = { x, y };

  g_array_append_val (sketch->handles, handle);
}

/* ---- Kinds ---- */

/* Where the words of a line go: over the middle of what is seen of it. */
static void
add_line_label (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view)
{
  const BwPlace *ends;

  if (drawing->text[0] == '\0' || sketch->strokes->len == 0)
    return;
  ends = &g_array_index (sketch->points, BwPlace, g_array_index (sketch->strokes, BwSketchPart, 0).first);
  bw_drawing_sketch_words (sketch, view, drawing->text,
                           (BwPlace){ (ends[0].x + ends[1].x) / 2.0, (ends[0].y + ends[1].y) / 2.0 },
                           BW_SKETCH_OVER, BW_SKETCH_MAIN, 0, TRUE);
}

static void
sketch_line (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view)
{
  BwPlace a = bw_drawing_view_place (view, bw_drawing_anchor (drawing, 0));
  BwPlace b = bw_drawing_view_place (view, bw_drawing_anchor (drawing, 1));
  gboolean is_forward = b.x >= a.x;
  gboolean left = drawing->extends_left, right = drawing->extends_right;

  if (drawing->kind == BW_DRAWING_RAY)
    add_stroke (sketch, a, b, FALSE, TRUE, BW_SKETCH_MAIN, 0);
  else if (drawing->kind == BW_DRAWING_EXTENDED_LINE)
    add_stroke (sketch, a, b, TRUE, TRUE, BW_SKETCH_MAIN, 0);
  else
    add_stroke (sketch, a, b, is_forward ? left : right, is_forward ? right : left, BW_SKETCH_MAIN, 0);
  add_line_label (sketch, drawing, view);
  add_handle (sketch, a.x, a.y);
  add_handle (sketch, b.x, b.y);
}

static void
sketch_horizontal (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view)
{
  BwPlace a = bw_drawing_view_place (view, bw_drawing_anchor (drawing, 0));
  double left = view->axis.x, right = left + view->axis.width;
  char number[BW_CHART_TEXT_BYTES];
  g_autofree char *words = NULL;

  add_stroke (sketch, (BwPlace){ left, a.y }, (BwPlace){ right, a.y }, FALSE, FALSE, BW_SKETCH_MAIN, 0);
  if (sketch->strokes->len > 0)
    {
      bw_chart_print_number (bw_drawing_anchor (drawing, 0)->price, view->n_decimals, number);
      words = g_strdup_printf ("%s%s%s", drawing->text, drawing->text[0] != '\0' ? "  " : "", number);
      bw_drawing_sketch_words (sketch, view, words, (BwPlace){ right - 28.0 * view->scale, a.y }, BW_SKETCH_BEFORE,
                               BW_SKETCH_MAIN, 0, FALSE);
    }
  add_handle (sketch, CLAMP (a.x, left, right), a.y);
}

static void
sketch_vertical (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view)
{
  BwPlace a = bw_drawing_view_place (view, bw_drawing_anchor (drawing, 0));
  double top = view->axis.y, bottom = top + view->axis.height;

  add_stroke (sketch, (BwPlace){ a.x, top }, (BwPlace){ a.x, bottom }, FALSE, FALSE, BW_SKETCH_MAIN, 0);
  if (sketch->strokes->len > 0 && drawing->text[0] != '\0')
    bw_drawing_sketch_words (sketch, view, drawing->text,
                             (BwPlace){ a.x + 4.0 * view->scale, bottom - 4.0 * view->scale }, BW_SKETCH_ABOVE,
                             BW_SKETCH_MAIN, 0, FALSE);
  add_handle (sketch, a.x, CLAMP (a.y, top, bottom));
}

/* The parallel is parallel on the screen: the third anchor says how far above or below it runs. */
static void
sketch_channel (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view)
{
  BwPlace a = bw_drawing_view_place (view, bw_drawing_anchor (drawing, 0));
  BwPlace b = bw_drawing_view_place (view, bw_drawing_anchor (drawing, 1));
  BwPlace third = bw_drawing_view_place (view, bw_drawing_anchor (drawing, MIN (2, drawing->anchors->len - 1)));
  gboolean is_forward = b.x >= a.x;
  gboolean before = is_forward ? drawing->extends_left : drawing->extends_right;
  gboolean beyond = is_forward ? drawing->extends_right : drawing->extends_left;
  double slope = b.x != a.x ? (b.y - a.y) / (b.x - a.x) : 0.0, apart = third.y - (a.y + slope * (third.x - a.x));
  double reach = view->axis.width * 2.0 + fabs (b.x - a.x);
  BwPlace from = before ? (BwPlace){ a.x - (is_forward ? reach : -reach), a.y - slope * (is_forward ? reach : -reach) } : a;
  BwPlace to = beyond ? (BwPlace){ b.x + (is_forward ? reach : -reach), b.y + slope * (is_forward ? reach : -reach) } : b;
  BwPlace corners[] = { from, to, { to.x, to.y + apart }, { from.x, from.y + apart } };

  add_stroke (sketch, a, b, before, beyond, BW_SKETCH_MAIN, 0);
  add_line_label (sketch, drawing, view);
  if (drawing->anchors->len > 2)
    {
      add_stroke (sketch, (BwPlace){ a.x, a.y + apart }, (BwPlace){ b.x, b.y + apart }, before, beyond,
                  BW_SKETCH_MAIN, 0);
      add_fill (sketch, corners, G_N_ELEMENTS (corners), BW_SKETCH_MAIN, 0);
      add_handle (sketch, a.x, a.y);
      add_handle (sketch, b.x, b.y);
      add_handle (sketch, third.x, third.y);
    }
}

static void
sketch_levels (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view)
{
  guint n = drawing->anchors->len;
  const BwDrawingAnchor *first = bw_drawing_anchor (drawing, 0), *second = bw_drawing_anchor (drawing, MIN (1, n - 1));
  const BwDrawingAnchor *base = drawing->kind == BW_DRAWING_FIB_RETRACEMENT ? second : bw_drawing_anchor (drawing, n - 1);
  double span = drawing->kind == BW_DRAWING_FIB_RETRACEMENT ? first->price - second->price : second->price - first->price;
  double left = INFINITY, right = -INFINITY, y_before = NAN, y_words = -INFINITY;
  gboolean has_words;

  for (guint i = 0; i < n; i++)
    {
      BwPlace place = bw_drawing_view_place (view, bw_drawing_anchor (drawing, i));

      left = MIN (left, place.x);
      right = MAX (right, place.x);
      add_handle (sketch, place.x, place.y);
    }
  left = drawing->extends_left ? view->axis.x : left;
  right = drawing->extends_right ? view->axis.x + view->axis.width : right;
  has_words = right - left >= WORDS_WIDTH_MIN * view->scale;
  for (guint i = 0; i + 1 < n; i++)
    add_stroke (sketch, g_array_index (sketch->handles, BwPlace, i), g_array_index (sketch->handles, BwPlace, i + 1),
                FALSE, FALSE, BW_SKETCH_MAIN, 0);
  for (guint i = 0; i < drawing->levels->len; i++)
    {
      double level = g_array_index (drawing->levels, double, i), price = base->price + span * level;
      double y = bw_chart_axis_y (&view->axis, price);

      add_stroke (sketch, (BwPlace){ left, y }, (BwPlace){ right, y }, FALSE, FALSE, BW_SKETCH_LEVEL, i);
      if (i > 0)
        add_box_fill (sketch, left, MIN (y, y_before), right, MAX (y, y_before), BW_SKETCH_LEVEL, i);
      /* Words that would stand on others are left out. */
      if (y >= view->axis.y && y <= view->axis.y + view->axis.height && right > view->axis.x && has_words &&
          fabs (y - y_words) >= view->font_size * 1.2)
        {
          bw_drawing_sketch_level_words (sketch, view, level, price, (BwPlace){ MAX (left, view->axis.x), y }, i);
          y_words = y;
        }
      y_before = y;
    }
}

static void
add_box_strokes (BwDrawingSketch *sketch, double left, double top, double right, double bottom, BwSketchRole role)
{
  add_stroke (sketch, (BwPlace){ left, top }, (BwPlace){ right, top }, FALSE, FALSE, role, 0);
  add_stroke (sketch, (BwPlace){ right, top }, (BwPlace){ right, bottom }, FALSE, FALSE, role, 0);
  add_stroke (sketch, (BwPlace){ right, bottom }, (BwPlace){ left, bottom }, FALSE, FALSE, role, 0);
  add_stroke (sketch, (BwPlace){ left, bottom }, (BwPlace){ left, top }, FALSE, FALSE, role, 0);
}

static void
add_ellipse (BwDrawingSketch *sketch, BwPlace a, BwPlace b)
{
  BwPlace places[N_ELLIPSE_PLACES + 1];

  for (guint i = 0; i <= N_ELLIPSE_PLACES; i++)
    {
      double angle = 2.0 * G_PI * (i % N_ELLIPSE_PLACES) / N_ELLIPSE_PLACES;

      places[i] = (BwPlace){ (a.x + b.x) / 2.0 + (b.x - a.x) / 2.0 * cos (angle),
                             (a.y + b.y) / 2.0 + (b.y - a.y) / 2.0 * sin (angle) };
    }
  add_fill (sketch, places, N_ELLIPSE_PLACES, BW_SKETCH_MAIN, 0);
  add_curve (sketch, places, N_ELLIPSE_PLACES + 1);
}

/* Rectangle, ellipse and measure: a box by two opposite corners. */
static void
sketch_box (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view)
{
  BwPlace a = bw_drawing_view_place (view, bw_drawing_anchor (drawing, 0));
  BwPlace b = bw_drawing_view_place (view, bw_drawing_anchor (drawing, 1));
  double left = MIN (a.x, b.x), right = MAX (a.x, b.x), top = MIN (a.y, b.y), bottom = MAX (a.y, b.y);
  BwSketchRole role = BW_SKETCH_MAIN;

  if (drawing->kind == BW_DRAWING_MEASURE)
    role = b.y <= a.y ? BW_SKETCH_PROFIT : BW_SKETCH_LOSS;
  left = drawing->extends_left ? MIN (left, view->axis.x) : left;
  right = drawing->extends_right ? MAX (right, view->axis.x + view->axis.width) : right;
  if (drawing->kind == BW_DRAWING_ELLIPSE)
    {
      add_ellipse (sketch, a, b);
    }
  else
    {
      add_box_fill (sketch, left, top, right, bottom, role, 0);
      add_box_strokes (sketch, left, top, right, bottom, role);
    }
  if (drawing->kind == BW_DRAWING_MEASURE)
    bw_drawing_sketch_measure_words (sketch, drawing, view, a, b);
  else if (drawing->text[0] != '\0')
    bw_drawing_sketch_words (sketch, view, drawing->text, (BwPlace){ (left + right) / 2.0, (top + bottom) / 2.0 },
                             BW_SKETCH_MIDDLE, BW_SKETCH_MAIN, 0, FALSE);
  add_handle (sketch, a.x, a.y);
  add_handle (sketch, b.x, b.y);
  add_handle (sketch, a.x, b.y);
  add_handle (sketch, b.x, a.y);
}

static void
sketch_arrow (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view)
{
  BwPlace a = bw_drawing_view_place (view, bw_drawing_anchor (drawing, 0));
  BwPlace b = bw_drawing_view_place (view, bw_drawing_anchor (drawing, 1));
  double angle = atan2 (b.y - a.y, b.x - a.x), length = (ARROW_LENGTH + 2.0 * drawing->width) * view->scale;

  length = MIN (length, hypot (b.x - a.x, b.y - a.y) * 0.6);
  add_stroke (sketch, a, b, FALSE, FALSE, BW_SKETCH_MAIN, 0);
  add_line_label (sketch, drawing, view);
  for (int side = -1; side <= 1; side += 2)
    add_stroke (sketch, b,
                (BwPlace){ b.x - length * cos (angle + side * ARROW_ANGLE),
                           b.y - length * sin (angle + side * ARROW_ANGLE) },
                FALSE, FALSE, BW_SKETCH_MAIN, 0);
  add_handle (sketch, a.x, a.y);
  add_handle (sketch, b.x, b.y);
}

static void
sketch_path (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view)
{
  g_autofree BwPlace *places = g_new (BwPlace, drawing->anchors->len);

  for (guint i = 0; i < drawing->anchors->len; i++)
    {
      places[i] = bw_drawing_view_place (view, bw_drawing_anchor (drawing, i));
      if (drawing->kind == BW_DRAWING_POLYLINE)
        add_handle (sketch, places[i].x, places[i].y);
    }
  add_curve (sketch, places, drawing->anchors->len);
}

static void
sketch_text (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view)
{
  BwPlace a = bw_drawing_view_place (view, bw_drawing_anchor (drawing, 0));

  if (a.x <= view->axis.x + view->axis.width && a.y >= view->axis.y && a.y <= view->axis.y + view->axis.height)
    bw_drawing_sketch_words (sketch, view, drawing->text[0] != '\0' ? drawing->text : bw_chart_translate ("drawing", "Text"),
                             a, BW_SKETCH_ABOVE, BW_SKETCH_MAIN, 0, TRUE);
  add_handle (sketch, a.x, a.y);
}

static void
sketch_position (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view)
{
  BwPlace entry = bw_drawing_view_place (view, bw_drawing_anchor (drawing, 0));
  BwPlace stop, target;
  double left, right;

  add_handle (sketch, entry.x, entry.y);
  if (drawing->anchors->len < 3)
    return;
  stop = bw_drawing_view_place (view, bw_drawing_anchor (drawing, 1));
  target = bw_drawing_view_place (view, bw_drawing_anchor (drawing, 2));
  left = MIN (entry.x, stop.x);
  right = MAX (entry.x, stop.x);
  add_box_fill (sketch, left, MIN (entry.y, target.y), right, MAX (entry.y, target.y), BW_SKETCH_PROFIT, 0);
  add_box_fill (sketch, left, MIN (entry.y, stop.y), right, MAX (entry.y, stop.y), BW_SKETCH_LOSS, 0);
  add_stroke (sketch, (BwPlace){ left, entry.y }, (BwPlace){ right, entry.y }, FALSE, FALSE, BW_SKETCH_MAIN, 0);
  add_stroke (sketch, (BwPlace){ left, stop.y }, (BwPlace){ right, stop.y }, FALSE, FALSE, BW_SKETCH_LOSS, 0);
  add_stroke (sketch, (BwPlace){ left, target.y }, (BwPlace){ right, target.y }, FALSE, FALSE, BW_SKETCH_PROFIT, 0);
  if (right > view->axis.x && left < view->axis.x + view->axis.width && right - left >= WORDS_WIDTH_MIN * view->scale)
    bw_drawing_sketch_position_words (sketch, drawing, view, left, right);
  add_handle (sketch, stop.x, stop.y);
  add_handle (sketch, target.x, target.y);
}

/* One that is being placed has fewer anchors yet than its kind needs: a line as far as it goes. */
static void
sketch_beginning (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view)
{
  for (guint i = 0; i < drawing->anchors->len; i++)
    {
      BwPlace place = bw_drawing_view_place (view, bw_drawing_anchor (drawing, i));

      add_handle (sketch, place.x, place.y);
      if (i > 0)
        add_stroke (sketch, g_array_index (sketch->handles, BwPlace, i - 1), place, FALSE, FALSE, BW_SKETCH_MAIN, 0);
    }
}

void
bw_drawing_sketch_shape (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view)
{
  guint n_min, n_max;

  bw_drawing_kind_n_anchors (drawing->kind, &n_min, &n_max);
  if (drawing->anchors->len < n_min)
    {
      sketch_beginning (sketch, drawing, view);
      return;
    }
  switch (drawing->kind)
    {
    case BW_DRAWING_TREND_LINE:
    case BW_DRAWING_RAY:
    case BW_DRAWING_EXTENDED_LINE:
      sketch_line (sketch, drawing, view);
      break;
    case BW_DRAWING_HORIZONTAL_LINE:
      sketch_horizontal (sketch, drawing, view);
      break;
    case BW_DRAWING_VERTICAL_LINE:
      sketch_vertical (sketch, drawing, view);
      break;
    case BW_DRAWING_CHANNEL:
      sketch_channel (sketch, drawing, view);
      break;
    case BW_DRAWING_FIB_RETRACEMENT:
    case BW_DRAWING_FIB_EXTENSION:
      sketch_levels (sketch, drawing, view);
      break;
    case BW_DRAWING_RECTANGLE:
    case BW_DRAWING_ELLIPSE:
    case BW_DRAWING_MEASURE:
      sketch_box (sketch, drawing, view);
      break;
    case BW_DRAWING_ARROW:
      sketch_arrow (sketch, drawing, view);
      break;
    case BW_DRAWING_BRUSH:
    case BW_DRAWING_POLYLINE:
      sketch_path (sketch, drawing, view);
      break;
    case BW_DRAWING_TEXT:
      sketch_text (sketch, drawing, view);
      break;
    case BW_DRAWING_LONG_POSITION:
    case BW_DRAWING_SHORT_POSITION:
      sketch_position (sketch, drawing, view);
      break;
    case BW_DRAWING_N_KINDS:
      break;
    }
}
