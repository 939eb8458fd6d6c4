/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-painter-gsk.h"

#include "report/chart-painter.h"

#include <math.h>

/*
 * Fills of many rectangles, curves and round shapes become cairo nodes; on a GPU renderer
 * rectangles become colour nodes, which batch there. On the cairo renderer a thousand colour nodes
 * cost several times one cairo node with a thousand rectangles. Text is text nodes everywhere.
 */

#define N_COLOUR_NODES_MAX 6  /* on the cairo renderer; more go into a cairo node */
#define N_PIECE_RECTS      96 /* in one cairo node */
#define N_PIECE_POINTS     48
#define NODE_COST          4000.0 /* of a node by itself, in pixels cleared and laid over */
#define SMALL_AREA         12000.0 /* of a text or box that may share a node with its neighbours, in pixels */
#define GAP_AREA           800.0 /* what may lie between two of them */

struct _BwGskPainter
{
  GtkWidget *widget;       /* (borrowed) */
  BwChartPainter *painter; /* (owned) */
};

BwGskPainter *
bw_gsk_painter_new (GtkWidget *widget)
{
  BwGskPainter *painter = g_new0 (BwGskPainter, 1);

  painter->widget = widget;
  bw_gsk_painter_reset (painter);
  return painter;
}

void
bw_gsk_painter_free (BwGskPainter *painter)
{
  bw_chart_painter_free (painter->painter);
  g_free (painter);
}

/**
 * bw_gsk_painter_reset:
 *
 * The widget's font may have changed: text layouts are made anew.
 */
void
bw_gsk_painter_reset (BwGskPainter *painter)
{
  PangoContext *context = gtk_widget_create_pango_context (painter->widget);

  g_clear_pointer (&painter->painter, bw_chart_painter_free);
  painter->painter = bw_chart_painter_new_for_context (context);
  g_object_unref (context);
}

/**
 * bw_gsk_painter_get_measure:
 * @measure: (out): good until the painter is reset
 */
void
bw_gsk_painter_get_measure (BwGskPainter *painter, BwTextMeasure *measure)
{
  bw_chart_painter_get_measure (painter->painter, measure);
}

static GdkRGBA
to_rgba (const BwColour *colour)
{
  return (GdkRGBA){ colour->red, colour->green, colour->blue, colour->alpha };
}

static graphene_rect_t
to_rect (const BwRect *rect)
{
  return GRAPHENE_RECT_INIT (rect->x, rect->y, rect->width, rect->height);
}

static void
widen (float x, float y, float *bounds)
{
  if (!isfinite (x) || !isfinite (y))
    return;
  bounds[0] = MIN (bounds[0], x);
  bounds[1] = MIN (bounds[1], y);
  bounds[2] = MAX (bounds[2], x);
  bounds[3] = MAX (bounds[3], y);
}

/* What an operation may touch, within @limits. */
static gboolean
get_bounds (const BwDisplayList *list,
            const BwDrawOp *op,
            const graphene_rect_t *limits,
            graphene_rect_t *bounds)
{
  float extent[] = { INFINITY, INFINITY, -INFINITY, -INFINITY }, margin = op->line_width + 1.0f;
  graphene_rect_t whole;

  if (op->kind == BW_DRAW_POLYLINE || op->kind == BW_DRAW_POLYGON)
    for (guint i = 0; i < op->n; i++)
      {
        const BwPoint *point = &g_array_index (list->points, BwPoint, op->first + i);

        widen (point->x, point->y, extent);
      }
  else
    for (guint i = 0; i < op->n; i++)
      {
        const BwRect *rect = &g_array_index (list->rects, BwRect, op->first + i);

        widen (rect->x, rect->y, extent);
        widen (rect->x + rect->width, rect->y + rect->height, extent);
      }
  if (extent[0] > extent[2])
    return FALSE;
  if (op->kind == BW_DRAW_RECTS)
    margin = 0.0f;
  whole = GRAPHENE_RECT_INIT (floorf (extent[0] - margin), floorf (extent[1] - margin),
                              ceilf (extent[2] + margin) - floorf (extent[0] - margin),
                              ceilf (extent[3] + margin) - floorf (extent[1] - margin));
  return graphene_rect_intersection (&whole, limits, bounds);
}

static void
append_colour_nodes (GtkSnapshot *snapshot, const BwDisplayList *list, const BwDrawOp *op)
{
  GdkRGBA colour = to_rgba (&op->colour);

  for (guint i = 0; i < op->n; i++)
    {
      graphene_rect_t rect = to_rect (&g_array_index (list->rects, BwRect, op->first + i));

      gtk_snapshot_append_color (snapshot, &colour, &rect);
    }
}

static void
append_cairo_node (BwGskPainter *painter,
                   GtkSnapshot *snapshot,
                   const BwDisplayList *list,
                   const BwDrawOp *op,
                   const graphene_rect_t *limits)
{
  graphene_rect_t bounds;
  cairo_t *cr;

  if (!get_bounds (list, op, limits, &bounds))
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  bw_chart_painter_paint_op (painter->painter, cr, list, op);
  cairo_destroy (cr);
}

/* The cairo renderer replays each node into a cleared image of its bounds and lays that over the
 * window: a node costs its area. Pieces of a curve or of a row of candles cover far less than the
 * whole. Pieces of a line share their end points. */
static void
append_in_pieces (BwGskPainter *painter,
                  GtkSnapshot *snapshot,
                  const BwDisplayList *list,
                  const BwDrawOp *op,
                  guint n_piece,
                  const graphene_rect_t *limits)
{
  guint n_shared = op->kind == BW_DRAW_POLYLINE ? 1 : 0;

  for (guint i = 0; i + n_shared < op->n; i += n_piece)
    {
      BwDrawOp piece = *op;

      piece.first += i;
      piece.n = MIN (op->n - i, n_piece + n_shared);
      append_cairo_node (painter, snapshot, list, &piece, limits);
    }
}

/* Where a text stands, and its layout. */
static PangoLayout *
place_text (BwGskPainter *painter, const BwDisplayList *list, const BwDrawOp *op, graphene_rect_t *box)
{
  PangoLayout *layout = bw_chart_painter_get_layout (
      painter->painter, bw_display_list_get_text (list, op), op->font_size, op->is_bold);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  *box = GRAPHENE_RECT_INIT (roundf (op->x - op->align * width), roundf (op->y - 0.5f * height), width, height);
  return layout;
}

static void
append_text (BwGskPainter *painter,
             GtkSnapshot *snapshot,
             const BwDisplayList *list,
             const BwDrawOp *op)
{
  GdkRGBA colour = to_rgba (&op->colour);
  graphene_rect_t box;
  PangoLayout *layout = place_text (painter, list, op, &box);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &box.origin);
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
append_op (BwGskPainter *painter,
           GtkSnapshot *snapshot,
           const BwDisplayList *list,
           guint op_index,
           gboolean is_cairo,
           const graphene_rect_t *limits)
{
  const BwDrawOp *op = bw_display_list_get_op (list, op_index);
  graphene_rect_t clip;

  switch (op->kind)
    {
    case BW_DRAW_RECTS:
      if (is_cairo && op->n > N_COLOUR_NODES_MAX)
        append_in_pieces (painter, snapshot, list, op, N_PIECE_RECTS, limits);
      else
        append_colour_nodes (snapshot, list, op);
      break;
    case BW_DRAW_POLYLINE:
      append_in_pieces (painter, snapshot, list, op,
                        is_cairo && op->dash_on <= 0.0f ? N_PIECE_POINTS : op->n, limits);
      break;
    case BW_DRAW_POLYGON:
    case BW_DRAW_ROUND_RECT:
      append_cairo_node (painter, snapshot, list, op, limits);
      break;
    case BW_DRAW_TEXT:
      append_text (painter, snapshot, list, op);
      break;
    case BW_DRAW_CLIP_PUSH:
      clip = to_rect (&g_array_index (list->rects, BwRect, op->first));
      gtk_snapshot_push_clip (snapshot, &clip);
      break;
    case BW_DRAW_CLIP_POP:
      gtk_snapshot_pop (snapshot);
      break;
    }
}

/* How many operations from @first on are curves or areas without anything else between them, and whether they
 * cover less as one node than as one each: long lines across each other do. */
static guint
find_run (const BwDisplayList *list, guint first, const graphene_rect_t *limits, graphene_rect_t *bounds)
{
  double separate = 0.0;
  guint n = 0;

  for (guint i = first; i < list->ops->len; i++)
    {
      const BwDrawOp *op = bw_display_list_get_op (list, i);
      graphene_rect_t own;

      if (op->kind != BW_DRAW_POLYLINE && op->kind != BW_DRAW_POLYGON)
        break;
      if (op->n > N_PIECE_POINTS)
        break;
      if (get_bounds (list, op, limits, &own))
        {
          separate += (double)own.size.width * own.size.height + NODE_COST;
          if (separate == (double)own.size.width * own.size.height + NODE_COST)
            *bounds = own;
          else
            graphene_rect_union (bounds, &own, bounds);
        }
      n++;
    }
  return n > 1 && separate > (double)bounds->size.width * bounds->size.height + NODE_COST ? n : 0;
}

/* What an operation paints on, texts too; %FALSE for a clip, and for what lies outside. */
static gboolean
get_painted (BwGskPainter *painter,
             const BwDisplayList *list,
             const BwDrawOp *op,
             const graphene_rect_t *limits,
             graphene_rect_t *bounds)
{
  graphene_rect_t box;

  if (op->kind == BW_DRAW_CLIP_PUSH || op->kind == BW_DRAW_CLIP_POP)
    return FALSE;
  if (op->kind != BW_DRAW_TEXT)
    return get_bounds (list, op, limits, bounds);
  place_text (painter, list, op, &box);
  graphene_rect_inset (&box, -2.0f, -2.0f);
  return graphene_rect_intersection (&box, limits, bounds);
}

/* How many operations from @first on are small and so near each other that one node of them all covers
 * little more. A renderer that compares two frames gives up, and paints all, where too many nodes differ:
 * a legend of thirty numbers must not be thirty nodes. */
static guint
find_cluster (BwGskPainter *painter, const BwDisplayList *list, guint first, const graphene_rect_t *limits,
              graphene_rect_t *bounds)
{
  double separate = 0.0;
  guint n = 0;

  for (guint i = first; i < list->ops->len; i++, n++)
    {
      const BwDrawOp *op = bw_display_list_get_op (list, i);
      graphene_rect_t own, all;

      if (!get_painted (painter, list, op, limits, &own) || op->n > N_PIECE_POINTS
          || (double)own.size.width * own.size.height > SMALL_AREA)
        break;
      if (n == 0)
        all = own;
      else
        graphene_rect_union (bounds, &own, &all);
      separate += (double)own.size.width * own.size.height + GAP_AREA;
      if ((double)all.size.width * all.size.height + GAP_AREA > separate)
        break;
      *bounds = all;
    }
  return n > 1 ? n : 0;
}

static void
append_run (BwGskPainter *painter, GtkSnapshot *snapshot, const BwDisplayList *list, guint first, guint n,
            const graphene_rect_t *bounds)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, bounds);

  for (guint i = first; i < first + n; i++)
    bw_chart_painter_paint_op (painter->painter, cr, list, bw_display_list_get_op (list, i));
  cairo_destroy (cr);
}

static gboolean
is_on_cairo (BwGskPainter *painter)
{
  GtkNative *native = gtk_widget_get_native (painter->widget);
  GskRenderer *renderer = native != NULL ? gtk_native_get_renderer (native) : NULL;

  return renderer == NULL || GSK_IS_CAIRO_RENDERER (renderer);
}

/* All that lies right of @left, and the clips, in one node from top to bottom. */
static void
append_column (BwGskPainter *painter, GtkSnapshot *snapshot, const BwDisplayList *list, float left,
               const graphene_rect_t *limits)
{
  graphene_rect_t column = GRAPHENE_RECT_INIT (left, 0.0f, limits->size.width - left, limits->size.height), own;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &column);

  for (guint i = 0; i < list->ops->len; i++)
    {
      const BwDrawOp *op = bw_display_list_get_op (list, i);
      gboolean is_clip = op->kind == BW_DRAW_CLIP_PUSH || op->kind == BW_DRAW_CLIP_POP;

      if (is_clip || (get_painted (painter, list, op, limits, &own) && own.origin.x >= left))
        bw_chart_painter_paint_op (painter->painter, cr, list, op);
    }
  cairo_destroy (cr);
}

/**
 * bw_gsk_painter_render:
 * @scale: device units in a logical pixel; the node is in logical pixels
 * @width, @height: logical; nothing is drawn outside
 * @column_left: device units. What lies right of it changes with each tick: on the cairo renderer it is one node
 *   from top to bottom, for a renderer that compares two frames paints everything where too many places
 *   differ. %INFINITY for none
 *
 * Returns: (transfer full) (nullable): the list as a render node, to be kept until it changes
 */
GskRenderNode *
bw_gsk_painter_render (BwGskPainter *painter, const BwDisplayList *list, double scale, float width, float height,
                       float column_left)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gboolean is_cairo = is_on_cairo (painter), has_column = FALSE;
  graphene_rect_t limits =
      GRAPHENE_RECT_INIT (0, 0, ceilf (width * (float)scale), ceilf (height * (float)scale));

  /* A transform node, even of nothing, would hide from the renderer that the rest is unchanged. */
  if (scale != 1.0)
    gtk_snapshot_scale (snapshot, (float)(1.0 / scale), (float)(1.0 / scale));
  for (guint i = 0, n; i < list->ops->len; i += MAX (n, 1u))
    {
      graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 0, 0);
      const BwDrawOp *op = bw_display_list_get_op (list, i);

      n = 0;
      if (is_cairo && isfinite (column_left)
          && (op->kind == BW_DRAW_CLIP_PUSH || op->kind == BW_DRAW_CLIP_POP
              || (get_painted (painter, list, op, &limits, &bounds) && bounds.origin.x >= column_left)))
        {
          has_column = TRUE;
          continue;
        }
      if (is_cairo && !isfinite (column_left))
        n = find_run (list, i, &limits, &bounds);
      if (is_cairo && n == 0 && !isfinite (column_left))
        n = find_cluster (painter, list, i, &limits, &bounds);
      if (n > 0)
        append_run (painter, snapshot, list, i, n, &bounds);
      else
        append_op (painter, snapshot, list, i, is_cairo, &limits);
    }
  if (has_column)
    append_column (painter, snapshot, list, column_left, &limits);
  return gtk_snapshot_free_to_node (snapshot);
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS /* GtkStyleContext is how GTK 4.8 tells named colours; nothing
                                    replaced it */
    static gboolean
    look_up (GtkStyleContext *context, const char *name, BwColour *colour)
{
  GdkRGBA rgba;

  if (!gtk_style_context_lookup_color (context, name, &rgba))
    return FALSE;
  *colour = (BwColour){ rgba.red, rgba.green, rgba.blue, rgba.alpha };
  return TRUE;
}

/**
 * bw_chart_style_init_from_widget:
 *
 * The colours that the style sheet names (bw_up, bw_down, bw_grid, bw_series_1…), where it does;
 * our own light or dark ones where it doesn't.
 */
void
bw_chart_style_init_from_widget (BwChartStyle *style, GtkWidget *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA text;

  gtk_style_context_get_color (context, &text);
  if (text.red + text.green + text.blue > 1.5f)
    bw_chart_style_init_dark (style);
  else
    bw_chart_style_init_light (style);
  if (!look_up (context, "bw_panel", &style->background))
    look_up (context, "view_bg_color", &style->background);
  if (!look_up (context, "bw_text", &style->text))
    style->text = (BwColour){ text.red, text.green, text.blue, text.alpha };
  look_up (context, "bw_dim", &style->text_dim);
  look_up (context, "bw_grid", &style->grid);
  look_up (context, "bw_separator", &style->separator);
  look_up (context, "bw_crosshair", &style->crosshair);
  look_up (context, "bw_up", &style->up);
  look_up (context, "bw_down", &style->down);
  look_up (context, "bw_flat", &style->flat);
  look_up (context, "bw_entry", &style->entry);
  look_up (context, "bw_stop", &style->stop);
  look_up (context, "bw_target", &style->target);
  look_up (context, "bw_badge", &style->badge);
  for (guint i = 0; i < BW_CHART_N_SERIES_COLOURS; i++)
    {
      char name[32];

      g_snprintf (name, sizeof name, "bw_series_%u", i + 1);
      look_up (context, name, &style->series[i]);
    }
}
G_GNUC_END_IGNORE_DEPRECATIONS
