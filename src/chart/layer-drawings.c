/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-drawings.h"
#include "chart/chart-model-private.h"

#include <math.h>

/* Trend lines, levels, areas, words: what the user drew, over the bars and under the orders. */

#define MAGNET_REACH 24.0  /* logical pixels */
#define LINE_REACH   7.0
#define HANDLE_REACH 12.0
#define TOUCH_REACH  22.0  /* a target of 44 */

static float
snap (double position)
{
  return floorf ((float) position + 0.5f);
}

static BwTime
get_bar_start (gpointer data, gsize bar_index)
{
  return bw_chart_bars_get_start (data, bar_index);
}

static void
fill_view (BwChartModel *model, BwDrawingView *view)
{
  *view = (BwDrawingView){
    .axis = model->axis,
    .bars = { get_bar_start, &model->bars, bw_chart_bars_get_n (&model->bars), model->bars.tail->timeframe },
    .scale = model->scale,
    .font_size = model->style.font_size * model->scale,
    .n_decimals = model->n_decimals,
    .measure = &model->measure,
  };
}

/**
 * bw_chart_model_get_drawing_view:
 * @view: (out caller-allocates): good until the model is touched again
 */
void
bw_chart_model_get_drawing_view (BwChartModel *model, BwDrawingView *view)
{
  bw_chart_model_ensure_layout (model);
  fill_view (model, view);
}

/* ---- Painting ---- */

static BwColour
get_colour (const BwChartStyle *style, const BwDrawing *drawing, BwSketchRole role, guint level)
{
  switch (role)
    {
    case BW_SKETCH_PROFIT:
      return style->target;
    case BW_SKETCH_LOSS:
      return style->stop;
    case BW_SKETCH_LEVEL:
      if (!drawing->has_rgb)
        return style->series[(drawing->colour_index + level) % BW_CHART_N_SERIES_COLOURS];
      break;
    case BW_SKETCH_MAIN:
      break;
    }
  return drawing->has_rgb ? bw_colour_from_rgb (drawing->rgb)
                          : style->series[drawing->colour_index % BW_CHART_N_SERIES_COLOURS];
}

static void
draw_fills (BwDisplayList *list, const BwChartStyle *style, const BwDrawing *drawing, const BwDrawingSketch *sketch)
{
  for (guint i = 0; i < sketch->fills->len; i++)
    {
      const BwSketchPart *part = &g_array_index (sketch->fills, BwSketchPart, i);
      const BwPlace *places = &g_array_index (sketch->points, BwPlace, part->first);
      BwColour colour = bw_colour_with_alpha (get_colour (style, drawing, part->role, part->level),
                                              (float) drawing->fill_opacity);
      float left = snap (places[0].x), top = snap (places[0].y);

      if (drawing->fill_opacity <= 0.0)
        continue;
      /* Upright boxes are rectangles on whole pixels: they cost a painter least. */
      if (part->n == 4 && ((places[0].y == places[1].y && places[1].x == places[2].x && places[2].y == places[3].y) ||
                           (places[0].x == places[1].x && places[1].y == places[2].y && places[2].x == places[3].x)))
        {
          float right = snap (places[2].x), bottom = snap (places[2].y);

          bw_display_list_add_rect (list, colour, MIN (left, right), MIN (top, bottom), fabsf (right - left),
                                    fabsf (bottom - top));
          continue;
        }
      {
        BwPoint *points = bw_display_list_add_polygon (list, colour, part->n);

        for (guint k = 0; k < part->n; k++)
          points[k] = (BwPoint){ (float) places[k].x, (float) places[k].y };
      }
    }
}

static gboolean
is_upright (const BwPlace *places, guint n)
{
  return n == 2 && (fabs (places[0].x - places[1].x) < 0.01 || fabs (places[0].y - places[1].y) < 0.01);
}

static void
draw_upright (BwDisplayList *list, BwColour colour, const BwPlace *places, float line)
{
  gboolean is_level = fabs (places[0].y - places[1].y) < 0.01;
  float left = snap (MIN (places[0].x, places[1].x)), right = snap (MAX (places[0].x, places[1].x));
  float top = snap (MIN (places[0].y, places[1].y)), bottom = snap (MAX (places[0].y, places[1].y));

  if (is_level)
    bw_display_list_add_rect (list, colour, left, top - floorf (line / 2.0f), MAX (right - left, 1.0f), line);
  else
    bw_display_list_add_rect (list, colour, left - floorf (line / 2.0f), top, line, MAX (bottom - top, 1.0f));
}

static void
draw_strokes (BwChartModel *model, BwDisplayList *list, const BwDrawing *drawing, const BwDrawingSketch *sketch)
{
  float line = (float) (drawing->width * model->scale);
  float dash = drawing->dash == BW_DRAWING_SOLID ? 0.0f : drawing->dash == BW_DRAWING_DASHED ? 6.0f : 2.0f;

  for (guint i = 0; i < sketch->strokes->len; i++)
    {
      const BwSketchPart *part = &g_array_index (sketch->strokes, BwSketchPart, i);
      const BwPlace *places = &g_array_index (sketch->points, BwPlace, part->first);
      BwColour colour = get_colour (&model->style, drawing, part->role, part->level);
      BwPoint *points;
      BwDrawOp *op;

      /* The head of an arrow is whole. */
      if (drawing->kind == BW_DRAWING_ARROW && i > 0)
        dash = 0.0f;
      if (dash == 0.0f && is_upright (places, part->n))
        {
          draw_upright (list, colour, places, MAX (1.0f, floorf (line)));
          continue;
        }
      points = bw_display_list_add_polyline (list, colour, line, part->n);
      for (guint k = 0; k < part->n; k++)
        points[k] = (BwPoint){ (float) places[k].x, (float) places[k].y };
      op = &g_array_index (list->ops, BwDrawOp, list->ops->len - 1);
      op->dash_on = op->dash_off = dash * (float) model->scale;
    }
}

static void
draw_texts (BwChartModel *model, BwDisplayList *list, const BwDrawing *drawing, const BwDrawingSketch *sketch)
{
  const BwChartStyle *style = &model->style;
  float pad = (float) (4.0 * model->scale);

  for (guint i = 0; i < sketch->texts->len; i++)
    {
      const BwSketchText *text = &g_array_index (sketch->texts, BwSketchText, i);

      if (text->has_ground)
        bw_display_list_add_round_rect (list, bw_colour_with_alpha (style->background, 0.85f),
                                        (BwRect){ snap (text->x) - pad, snap (text->y - text->height / 2.0),
                                                  snap (text->width) + 2.0f * pad, snap (text->height) },
                                        (float) (3.0 * model->scale), 0.0f);
      bw_display_list_add_text (list, get_colour (style, drawing, text->role, text->level), (float) text->x,
                                (float) text->y, 0.0f, (float) (style->font_size * model->scale), FALSE,
                                sketch->words->str + text->offset);
    }
}

/* A ring filled with the chart's ground; a locked drawing's can't be moved and are filled squares. */
static void
draw_handles (BwChartModel *model, BwDisplayList *list, const BwDrawing *drawing, const BwDrawingSketch *sketch)
{
  BwColour colour = get_colour (&model->style, drawing, BW_SKETCH_MAIN, 0);
  float half = (float) (5.0 * model->scale);

  for (guint i = 0; i < sketch->handles->len; i++)
    {
      const BwPlace *place = &g_array_index (sketch->handles, BwPlace, i);
      BwRect rect = { snap (place->x) - half, snap (place->y) - half, 2.0f * half, 2.0f * half };

      if (place->x < -1e6 || place->x > 1e6 || place->y < -1e6 || place->y > 1e6)
        continue;
      if (drawing->is_locked)
        {
          bw_display_list_add_rect (list, colour, rect.x + 1.0f, rect.y + 1.0f, rect.width - 2.0f, rect.height - 2.0f);
          continue;
        }
      bw_display_list_add_round_rect (list, model->style.background, rect, half, 0.0f);
      bw_display_list_add_round_rect (list, colour, rect, half, (float) (2.0 * model->scale));
    }
}

static gboolean
sketch_one (BwChartModel *model, const BwDrawing *drawing, const BwDrawingView *view)
{
  return !drawing->is_hidden && bw_drawing_sketch_build (model->sketch, drawing, view);
}

static void
draw_one (BwChartModel *model, BwDisplayList *list, const BwDrawing *drawing, const BwDrawingView *view)
{
  if (!sketch_one (model, drawing, view))
    return;
  draw_fills (list, &model->style, drawing, model->sketch);
  draw_strokes (model, model->drawing_lines, drawing, model->sketch);
  draw_texts (model, model->drawing_words, drawing, model->sketch);
}

/* What is shown of a kept drawing: the one that is being changed stands for it meanwhile. */
static const BwDrawing *
get_shown (const BwChartModel *model, guint index)
{
  const BwDrawing *kept = g_ptr_array_index (model->drawings, index);

  return model->draft != NULL && model->draft->id != 0 && model->draft->id == kept->id ? model->draft : kept;
}

/* Areas lie under lines, and lines under words, whoever's they are: that is easier to read, and the lines come in
 * one run, which costs a painter far less than a line here and a word there. */
void
bw_chart_build_drawings (BwChartModel *model, BwDisplayList *list)
{
  BwDrawingView view;
  const BwDrawing *selected = NULL;
  BwRect plot = { (float) model->axis.x, (float) model->axis.y, (float) model->axis.width, (float) model->axis.height };

  if ((model->drawings->len == 0 && model->draft == NULL) || bw_chart_bars_get_n (&model->bars) == 0)
    return;
  fill_view (model, &view);
  bw_display_list_clear (model->drawing_lines);
  bw_display_list_clear (model->drawing_words);
  bw_display_list_push_clip (list, plot);
  for (guint i = 0; i < model->drawings->len; i++)
    {
      const BwDrawing *drawing = get_shown (model, i);

      draw_one (model, list, drawing, &view);
      if (drawing->id == model->selected_drawing && !drawing->is_hidden)
        selected = drawing;
    }
  if (model->draft != NULL && model->draft->id == 0)
    draw_one (model, list, selected = model->draft, &view);
  bw_display_list_append (list, model->drawing_lines);
  bw_display_list_append (list, model->drawing_words);
  if (selected != NULL && sketch_one (model, selected, &view))
    draw_handles (model, list, selected, model->sketch);
  bw_display_list_pop_clip (list);
}

/* ---- What is shown ---- */

static void
changed (BwChartModel *model)
{
  bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_DRAWINGS));
}

/**
 * bw_chart_model_set_drawings:
 * @drawings: (array length=n_drawings): in painting order; kept by reference. One that is not sound
 *   (bw_drawing_check()) is left out.
 */
void
bw_chart_model_set_drawings (BwChartModel *model, BwDrawing *const *drawings, guint n_drawings)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_drawing_unref);

  for (guint i = 0; i < n_drawings; i++)
    if (bw_drawing_check (drawings[i]) == NULL)
      g_ptr_array_add (kept, bw_drawing_ref (drawings[i]));
  g_ptr_array_unref (model->drawings);
  model->drawings = g_steal_pointer (&kept);
  if (bw_chart_model_find_drawing (model, model->selected_drawing) == NULL)
    model->selected_drawing = 0;
  changed (model);
}

/**
 * bw_chart_model_set_drafted:
 * @draft: (nullable): shown instead of the drawing of its id, or besides all when it has none
 */
void
bw_chart_model_set_drafted (BwChartModel *model, BwDrawing *draft)
{
  if (draft != NULL)
    bw_drawing_ref (draft);
  g_clear_pointer (&model->draft, bw_drawing_unref);
  model->draft = draft;
  changed (model);
}

/** bw_chart_model_get_drafted: (nullable) (transfer none) */
BwDrawing *
bw_chart_model_get_drafted (BwChartModel *model)
{
  return model->draft;
}

void
bw_chart_model_select_drawing (BwChartModel *model, guint64 id)
{
  if (model->selected_drawing == id)
    return;
  model->selected_drawing = bw_chart_model_find_drawing (model, id) != NULL ? id : 0;
  changed (model);
}

guint64
bw_chart_model_get_selected_drawing (const BwChartModel *model)
{
  return model->selected_drawing;
}

/** bw_chart_model_find_drawing: (nullable) (transfer none) */
BwDrawing *
bw_chart_model_find_drawing (const BwChartModel *model, guint64 id)
{
  for (guint i = 0; id != 0 && i < model->drawings->len; i++)
    {
      BwDrawing *drawing = g_ptr_array_index (model->drawings, i);

      if (drawing->id == id)
        return drawing;
    }
  return NULL;
}

/**
 * bw_chart_model_next_drawing:
 * @id: 0 begins at either end
 * @direction: 1 or -1
 *
 * Returns: the next drawing that is shown; 0 after the last
 */
guint64
bw_chart_model_next_drawing (const BwChartModel *model, guint64 id, int direction)
{
  int n = (int) model->drawings->len, at = direction > 0 ? -1 : n;

  for (int i = 0; i < n; i++)
    if (((BwDrawing *) g_ptr_array_index (model->drawings, i))->id == id)
      at = i;
  for (at += direction; at >= 0 && at < n; at += direction)
    {
      const BwDrawing *drawing = g_ptr_array_index (model->drawings, at);

      if (!drawing->is_hidden)
        return drawing->id;
    }
  return 0;
}

/* ---- The pointer ---- */

static gboolean
hit_one (BwChartModel *model, const BwDrawing *drawing, const BwDrawingView *view, double x, double y, double reach,
         BwDrawingHit *hit)
{
  BwDrawingPart part;

  if (!sketch_one (model, drawing, view))
    return FALSE;
  part = bw_drawing_sketch_hit (model->sketch, x, y, reach + drawing->width * model->scale / 2.0);
  if (part == BW_DRAWING_PART_NONE)
    return FALSE;
  *hit = (BwDrawingHit){ drawing->id, part, -1 };
  return TRUE;
}

/**
 * bw_chart_model_hit_drawing:
 * @is_touch: a finger needs more room than a pointer
 *
 * The selected drawing's handles come first, then lines and words from the topmost down, then areas.
 *
 * Returns: whether there is one at the point
 */
gboolean
bw_chart_model_hit_drawing (BwChartModel *model, double x, double y, gboolean is_touch, BwDrawingHit *hit)
{
  const BwDrawing *selected = bw_chart_model_find_drawing (model, model->selected_drawing);
  BwDrawingHit inside = { 0 }, found;
  BwDrawingView view;

  bw_chart_model_get_drawing_view (model, &view);
  if (view.bars.n_bars == 0 || x < view.axis.x || x > view.axis.x + view.axis.width || y < view.axis.y ||
      y > view.axis.y + view.axis.height)
    return FALSE;
  if (selected != NULL && !selected->is_locked && sketch_one (model, selected, &view))
    {
      int handle = bw_drawing_sketch_hit_handle (model->sketch, x, y,
                                                 (is_touch ? TOUCH_REACH : HANDLE_REACH) * model->scale);

      *hit = (BwDrawingHit){ selected->id, BW_DRAWING_PART_HANDLE, handle };
      if (handle >= 0)
        return TRUE;
    }
  for (guint i = model->drawings->len; i > 0; i--)
    {
      const BwDrawing *drawing = get_shown (model, i - 1);

      if (!hit_one (model, drawing, &view, x, y, (is_touch ? TOUCH_REACH : LINE_REACH) * model->scale, &found))
        continue;
      *hit = found;
      if (found.part == BW_DRAWING_PART_LINE)
        return TRUE;
      if (inside.id == 0)
        inside = found;
    }
  *hit = inside;
  return inside.id != 0;
}

static double
find_magnet_price (BwChartModel *model, gsize bar_index, double y, double reach, double price)
{
  double ohlcv[5], nearest = reach;

  bw_chart_model_get_bar (model, bar_index, ohlcv);
  for (guint i = 0; i < 4; i++)
    {
      double distance = fabs (bw_chart_axis_y (&model->axis, ohlcv[i]) - y);

      if (isfinite (ohlcv[i]) && distance <= nearest)
        {
          nearest = distance;
          price = ohlcv[i];
        }
    }
  return price;
}

/**
 * bw_chart_model_point_at:
 * @anchor: (out): what a click there sets: the time of the bar there, or of one that is yet to come, and
 *   the price; to a tick where there is one
 */
void
bw_chart_model_point_at (BwChartModel *model, double x, double y, BwMagnet magnet, BwDrawingAnchor *anchor)
{
  double n_bars = (double) bw_chart_model_get_n_bars (model), bar, price;
  BwDrawingView view;

  bw_chart_model_get_drawing_view (model, &view);
  bar = floor (bw_chart_axis_bar (&view.axis, x));
  price = bw_chart_axis_price (&view.axis, y);
  if (model->tick > 0.0 && fabs (price) / model->tick < 1e15)
    price = round (price / model->tick) * model->tick;
  if (magnet != BW_MAGNET_OFF && bar >= 0.0 && bar < n_bars)
    price = find_magnet_price (model, (gsize) bar, y, magnet == BW_MAGNET_STRONG ? INFINITY : MAGNET_REACH * model->scale,
                               price);
  anchor->time = bw_drawing_bars_time (&view.bars, bar + 0.5);
  anchor->price = price;
}

/* ---- Words ---- */

const char *
bw_drawing_kind_name (BwDrawingKind kind)
{
  static const char *const names[] = {
    [BW_DRAWING_TREND_LINE] = BW_CHART_WORD ("drawing", "Trend line"),
    [BW_DRAWING_RAY] = BW_CHART_WORD ("drawing", "Ray"),
    [BW_DRAWING_EXTENDED_LINE] = BW_CHART_WORD ("drawing", "Extended line"),
    [BW_DRAWING_HORIZONTAL_LINE] = BW_CHART_WORD ("drawing", "Horizontal line"),
    [BW_DRAWING_VERTICAL_LINE] = BW_CHART_WORD ("drawing", "Vertical line"),
    [BW_DRAWING_CHANNEL] = BW_CHART_WORD ("drawing", "Parallel channel"),
    [BW_DRAWING_FIB_RETRACEMENT] = BW_CHART_WORD ("drawing", "Fibonacci retracement"),
    [BW_DRAWING_FIB_EXTENSION] = BW_CHART_WORD ("drawing", "Fibonacci extension"),
    [BW_DRAWING_RECTANGLE] = BW_CHART_WORD ("drawing", "Rectangle"),
    [BW_DRAWING_ELLIPSE] = BW_CHART_WORD ("drawing", "Ellipse"),
    [BW_DRAWING_ARROW] = BW_CHART_WORD ("drawing", "Arrow"),
    [BW_DRAWING_BRUSH] = BW_CHART_WORD ("drawing", "Brush"),
    [BW_DRAWING_POLYLINE] = BW_CHART_WORD ("drawing", "Polyline"),
    [BW_DRAWING_TEXT] = BW_CHART_WORD ("drawing", "Text"),
    [BW_DRAWING_MEASURE] = BW_CHART_WORD ("drawing", "Measure"),
    [BW_DRAWING_LONG_POSITION] = BW_CHART_WORD ("drawing", "Long position"),
    [BW_DRAWING_SHORT_POSITION] = BW_CHART_WORD ("drawing", "Short position"),
  };

  return bw_chart_translate ("drawing", names[kind]);
}

static char *
describe_anchor (BwChartModel *model, const BwDrawingAnchor *anchor)
{
  char number[BW_CHART_TEXT_BYTES], instant[BW_CHART_TEXT_BYTES];

  bw_chart_print_number (anchor->price, model->n_decimals, number);
  bw_chart_print_instant (bw_chart_model_to_local (model, anchor->time),
                          bw_timeframe_is_intraday (model->bars.tail->timeframe), instant);
  return g_strdup_printf ("%s, %s", instant, number);
}

/**
 * bw_chart_model_describe_drawing:
 *
 * Returns: (transfer full): it in one sentence, for lists and screen readers: "Trend line from Mon 2 Mar
 *   2026 10:14, 61.20 to Mon 2 Mar 2026 15:10, 62.05"
 */
char *
bw_chart_model_describe_drawing (BwChartModel *model, const BwDrawing *drawing)
{
  const char *name = bw_drawing_kind_name (drawing->kind);
  g_autofree char *first = NULL, *last = NULL, *words = NULL;
  const char *locked = drawing->is_locked ? bw_chart_translate ("drawing", ", locked") : "";
  const char *hidden = drawing->is_hidden ? bw_chart_translate ("drawing", ", hidden") : "";

  if (drawing->anchors->len == 0)
    return g_strdup (name);
  first = describe_anchor (model, bw_drawing_anchor (drawing, 0));
  last = describe_anchor (model, bw_drawing_anchor (drawing, drawing->anchors->len - 1));
  words = drawing->anchors->len == 1 ? g_strdup_printf (bw_chart_translate ("drawing", "%s at %s"), name, first)
                                     : g_strdup_printf (bw_chart_translate ("drawing", "%s from %s to %s"), name, first, last);
  return g_strdup_printf ("%s%s%s%s%s", words, drawing->text[0] != '\0' ? ": " : "", drawing->text, locked, hidden);
}
