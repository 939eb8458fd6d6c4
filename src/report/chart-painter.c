/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/chart-painter.h"

#include <gio/gio.h>
#include <math.h>
#include <pango/pangocairo.h>

#define N_LAYOUTS_MAX 512

typedef struct
{
  char *text; /* (owned) */
  float font_size;
  gboolean is_bold;
} LayoutKey;

struct _BwChartPainter
{
  PangoContext *context; /* (owned) */
  GHashTable *layouts;   /* (owned): LayoutKey -> PangoLayout */
};

static guint
hash_key (gconstpointer data)
{
  const LayoutKey *key = data;

  return g_str_hash (key->text) ^ ((guint)(key->font_size * 64.0f) << 1) ^ (guint)key->is_bold;
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const LayoutKey *left = a, *right = b;

  return left->font_size == right->font_size && left->is_bold == right->is_bold &&
         g_str_equal (left->text, right->text);
}

static void
free_key (gpointer data)
{
  LayoutKey *key = data;

  g_free (key->text);
  g_free (key);
}

/**
 * bw_chart_painter_new_for_context:
 * @context: its font is used in other sizes; kept
 */
BwChartPainter *
bw_chart_painter_new_for_context (PangoContext *context)
{
  BwChartPainter *painter = g_new0 (BwChartPainter, 1);

  painter->context = g_object_ref (context);
  painter->layouts = g_hash_table_new_full (hash_key, equal_keys, free_key, g_object_unref);
  return painter;
}

/**
 * bw_chart_painter_new:
 * @font_family: (nullable): "Sans" when %NULL
 */
BwChartPainter *
bw_chart_painter_new (const char *font_family)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  BwChartPainter *painter;
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, font_family != NULL ? font_family : "Sans");
  pango_context_set_font_description (context, font);
  pango_font_description_free (font);
  painter = bw_chart_painter_new_for_context (context);
  g_object_unref (context);
  return painter;
}

void
bw_chart_painter_free (BwChartPainter *painter)
{
  g_hash_table_unref (painter->layouts);
  g_object_unref (painter->context);
  g_free (painter);
}

/**
 * bw_chart_painter_get_layout:
 * @font_size: one unit of text is one unit of the list
 *
 * Returns: (transfer none): good until the painter is used again
 */
PangoLayout *
bw_chart_painter_get_layout (BwChartPainter *painter,
                             const char *text,
                             float font_size,
                             gboolean is_bold)
{
  LayoutKey key = { (char *)text, font_size, is_bold };
  PangoLayout *layout = g_hash_table_lookup (painter->layouts, &key);
  PangoFontDescription *font;
  PangoAttrList *attributes;
  LayoutKey *held;

  if (layout != NULL)
    return layout;
  if (g_hash_table_size (painter->layouts) >= N_LAYOUTS_MAX)
    g_hash_table_remove_all (painter->layouts);
  layout = pango_layout_new (painter->context);
  font = pango_font_description_copy (pango_context_get_font_description (painter->context));
  pango_font_description_set_absolute_size (font, (double)font_size * PANGO_SCALE);
  pango_font_description_set_weight (font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_text (layout, text, -1);
  held = g_new (LayoutKey, 1);
  *held = (LayoutKey){ g_strdup (text), font_size, is_bold };
  g_hash_table_insert (painter->layouts, held, layout);
  return layout;
}

static void
measure_text (
    gpointer data, const char *text, float font_size, gboolean is_bold, float *width, float *height)
{
  int pango_width, pango_height;

  pango_layout_get_size (bw_chart_painter_get_layout (data, text, font_size, is_bold), &pango_width,
                         &pango_height);
  *width = (float)pango_width / PANGO_SCALE;
  *height = (float)pango_height / PANGO_SCALE;
}

/**
 * bw_chart_painter_get_measure:
 * @measure: (out): borrows @painter
 */
void
bw_chart_painter_get_measure (BwChartPainter *painter, BwTextMeasure *measure)
{
  *measure = (BwTextMeasure){ .measure = measure_text, .data = painter };
}

static void
set_colour (cairo_t *cr, const BwColour *colour)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
}

static void
paint_rects (cairo_t *cr, const BwDisplayList *list, const BwDrawOp *op)
{
  const BwRect *rects = &g_array_index (list->rects, BwRect, op->first);

  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (guint i = 0; i < op->n; i++)
    cairo_rectangle (cr, rects[i].x, rects[i].y, rects[i].width, rects[i].height);
  cairo_fill (cr);
}

static void
trace_points (cairo_t *cr, const BwPoint *points, guint n_points)
{
  gboolean is_down = FALSE;

  for (guint i = 0; i < n_points; i++)
    {
      if (!isfinite (points[i].y) || !isfinite (points[i].x))
        is_down = FALSE;
      else if (is_down)
        cairo_line_to (cr, points[i].x, points[i].y);
      else
        cairo_move_to (cr, points[i].x, points[i].y);
      is_down = isfinite (points[i].y) && isfinite (points[i].x);
    }
}

static void
paint_polyline (cairo_t *cr, const BwDisplayList *list, const BwDrawOp *op)
{
  double dashes[] = { op->dash_on, op->dash_off };

  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_line_width (cr, op->line_width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_set_dash (cr, dashes, op->dash_on > 0.0f ? 2 : 0, 0.0);
  trace_points (cr, &g_array_index (list->points, BwPoint, op->first), op->n);
  cairo_stroke (cr);
}

static void
trace_round_rect (cairo_t *cr, const BwRect *rect, double radius, double inset)
{
  double x = rect->x + inset, y = rect->y + inset, width = rect->width - 2.0 * inset,
         height = rect->height - 2.0 * inset;
  double r = MAX (0.0, MIN (radius - inset, MIN (width, height) / 2.0));

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI_2, 0.0);
  cairo_arc (cr, x + width - r, y + height - r, r, 0.0, G_PI_2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI_2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 3.0 * G_PI_2);
  cairo_close_path (cr);
}

static void
paint_round_rect (cairo_t *cr, const BwDisplayList *list, const BwDrawOp *op)
{
  const BwRect *rect = &g_array_index (list->rects, BwRect, op->first);

  cairo_set_antialias (cr, CAIRO_ANTIALIAS_GRAY);
  trace_round_rect (cr, rect, op->radius, op->line_width / 2.0);
  if (op->line_width > 0.0f)
    {
      cairo_set_line_width (cr, op->line_width);
      cairo_set_dash (cr, NULL, 0, 0.0);
      cairo_stroke (cr);
    }
  else
    {
      cairo_fill (cr);
    }
}

static void
paint_text (BwChartPainter *painter, cairo_t *cr, const BwDisplayList *list, const BwDrawOp *op)
{
  PangoLayout *layout = bw_chart_painter_get_layout (painter, bw_display_list_get_text (list, op),
                                                     op->font_size, op->is_bold);
  int width, height;

  pango_layout_get_size (layout, &width, &height);
  cairo_move_to (cr, op->x - op->align * width / PANGO_SCALE, op->y - 0.5 * height / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

/**
 * bw_chart_painter_paint_op:
 * @op: one of @list, or a copy with fewer of its rectangles or points
 *
 * Paints one operation; a clip stays with @cr until its end is painted.
 */
void
bw_chart_painter_paint_op (BwChartPainter *painter,
                           cairo_t *cr,
                           const BwDisplayList *list,
                           const BwDrawOp *op)
{
  const BwRect *rect;

  set_colour (cr, &op->colour);
  switch (op->kind)
    {
    case BW_DRAW_RECTS:
      paint_rects (cr, list, op);
      break;
    case BW_DRAW_POLYLINE:
      paint_polyline (cr, list, op);
      break;
    case BW_DRAW_POLYGON:
      cairo_set_antialias (cr, CAIRO_ANTIALIAS_GRAY);
      trace_points (cr, &g_array_index (list->points, BwPoint, op->first), op->n);
      cairo_close_path (cr);
      cairo_fill (cr);
      break;
    case BW_DRAW_ROUND_RECT:
      paint_round_rect (cr, list, op);
      break;
    case BW_DRAW_TEXT:
      paint_text (painter, cr, list, op);
      break;
    case BW_DRAW_CLIP_PUSH:
      rect = &g_array_index (list->rects, BwRect, op->first);
      cairo_save (cr);
      cairo_rectangle (cr, rect->x, rect->y, rect->width, rect->height);
      cairo_clip (cr);
      break;
    case BW_DRAW_CLIP_POP:
      cairo_restore (cr);
      break;
    }
}

/**
 * bw_chart_painter_paint:
 *
 * Paints @list at @cr's origin. The context's state is kept.
 */
void
bw_chart_painter_paint (BwChartPainter *painter, cairo_t *cr, const BwDisplayList *list)
{
  cairo_save (cr);
  cairo_new_path (cr);
  for (guint i = 0; i < list->ops->len; i++)
    bw_chart_painter_paint_op (painter, cr, list, bw_display_list_get_op (list, i));
  cairo_restore (cr);
}

/**
 * bw_chart_painter_paint_model:
 *
 * Paints all layers from the bottom up. The model's measure should be this painter's.
 */
void
bw_chart_painter_paint_model (BwChartPainter *painter, cairo_t *cr, BwChartModel *model)
{
  for (guint layer = 0; layer < BW_CHART_N_LAYERS; layer++)
    bw_chart_painter_paint (painter, cr, bw_chart_model_get_layer (model, layer, NULL));
}
