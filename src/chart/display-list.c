/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/display-list.h"

#include <string.h>

BwDisplayList *
bw_display_list_new (void)
{
  BwDisplayList *list = g_new0 (BwDisplayList, 1);

  list->ops = g_array_new (FALSE, FALSE, sizeof (BwDrawOp));
  list->rects = g_array_new (FALSE, FALSE, sizeof (BwRect));
  list->points = g_array_new (FALSE, FALSE, sizeof (BwPoint));
  list->hits = g_array_new (FALSE, FALSE, sizeof (BwHitRegion));
  list->texts = g_string_new (NULL);
  return list;
}

void
bw_display_list_free (BwDisplayList *list)
{
  g_array_unref (list->ops);
  g_array_unref (list->rects);
  g_array_unref (list->points);
  g_array_unref (list->hits);
  g_string_free (list->texts, TRUE);
  g_free (list);
}

/**
 * bw_display_list_clear:
 *
 * Empties the list and keeps its memory, so that building again allocates nothing.
 */
void
bw_display_list_clear (BwDisplayList *list)
{
  g_array_set_size (list->ops, 0);
  g_array_set_size (list->rects, 0);
  g_array_set_size (list->points, 0);
  g_array_set_size (list->hits, 0);
  g_string_truncate (list->texts, 0);
}

static void
append_array (GArray *array, const GArray *other)
{
  if (other->len > 0)
    g_array_append_vals (array, other->data, other->len);
}

/**
 * bw_display_list_append:
 *
 * What @other paints is painted after what @list paints.
 */
void
bw_display_list_append (BwDisplayList *list, const BwDisplayList *other)
{
  guint n_rects = list->rects->len, n_points = list->points->len, n_bytes = (guint)list->texts->len;

  for (guint i = 0; i < other->ops->len; i++)
    {
      BwDrawOp op = g_array_index (other->ops, BwDrawOp, i);

      if (op.kind == BW_DRAW_TEXT)
        op.first += n_bytes;
      else if (op.kind == BW_DRAW_POLYLINE || op.kind == BW_DRAW_POLYGON)
        op.first += n_points;
      else if (op.kind != BW_DRAW_CLIP_POP)
        op.first += n_rects;
      g_array_append_val (list->ops, op);
    }
  append_array (list->rects, other->rects);
  append_array (list->points, other->points);
  append_array (list->hits, other->hits);
  g_string_append_len (list->texts, other->texts->str, (gssize)other->texts->len);
}

/**
 * bw_display_list_add_rects:
 *
 * One operation for @n_rects rectangles of one colour; they join the operation before when that has
 * the same colour. Painters fill them without antialiasing: give whole pixels.
 */
void
bw_display_list_add_rects (BwDisplayList *list, BwColour colour, const BwRect *rects, guint n_rects)
{
  BwDrawOp op = {
    .kind = BW_DRAW_RECTS, .colour = colour, .first = list->rects->len, .n = n_rects
  };

  if (n_rects == 0)
    return;
  g_array_append_vals (list->rects, rects, n_rects);
  if (list->ops->len > 0)
    {
      BwDrawOp *last = &g_array_index (list->ops, BwDrawOp, list->ops->len - 1);

      if (last->kind == BW_DRAW_RECTS && memcmp (&last->colour, &colour, sizeof colour) == 0)
        {
          last->n += n_rects;
          return;
        }
    }
  g_array_append_val (list->ops, op);
}

void
bw_display_list_add_rect (
    BwDisplayList *list, BwColour colour, float x, float y, float width, float height)
{
  BwRect rect = { x, y, width, height };

  bw_display_list_add_rects (list, colour, &rect, 1);
}

static BwPoint *
add_points (BwDisplayList *list, const BwDrawOp *op)
{
  g_array_set_size (list->points, op->first + op->n);
  g_array_append_val (list->ops, *op);
  return &g_array_index (list->points, BwPoint, op->first);
}

/**
 * bw_display_list_add_polyline:
 *
 * Returns: (array length=n_points): the points, to be filled in before the list is touched again
 */
BwPoint *
bw_display_list_add_polyline (BwDisplayList *list,
                              BwColour colour,
                              float line_width,
                              guint n_points)
{
  BwDrawOp op = { .kind = BW_DRAW_POLYLINE,
                  .colour = colour,
                  .line_width = line_width,
                  .first = list->points->len,
                  .n = n_points };

  return add_points (list, &op);
}

/**
 * bw_display_list_add_polygon:
 *
 * Returns: (array length=n_points): the points, to be filled in before the list is touched again
 */
BwPoint *
bw_display_list_add_polygon (BwDisplayList *list, BwColour colour, guint n_points)
{
  BwDrawOp op = {
    .kind = BW_DRAW_POLYGON, .colour = colour, .first = list->points->len, .n = n_points
  };

  return add_points (list, &op);
}

/**
 * bw_display_list_add_line:
 * @dash: length of a dash and of a gap; 0 draws a solid line
 */
void
bw_display_list_add_line (BwDisplayList *list,
                          BwColour colour,
                          float line_width,
                          float x0,
                          float y0,
                          float x1,
                          float y1,
                          float dash)
{
  BwDrawOp op = { .kind = BW_DRAW_POLYLINE,
                  .colour = colour,
                  .line_width = line_width,
                  .dash_on = dash,
                  .dash_off = dash,
                  .first = list->points->len,
                  .n = 2 };
  BwPoint *points = add_points (list, &op);

  points[0] = (BwPoint){ x0, y0 };
  points[1] = (BwPoint){ x1, y1 };
}

/**
 * bw_display_list_add_round_rect:
 * @line_width: 0 fills; otherwise the outline is stroked inside @rect
 */
void
bw_display_list_add_round_rect (
    BwDisplayList *list, BwColour colour, BwRect rect, float radius, float line_width)
{
  BwDrawOp op = { .kind = BW_DRAW_ROUND_RECT,
                  .colour = colour,
                  .line_width = line_width,
                  .radius = radius,
                  .first = list->rects->len,
                  .n = 1 };

  g_array_append_val (list->rects, rect);
  g_array_append_val (list->ops, op);
}

void
bw_display_list_add_text (BwDisplayList *list,
                          BwColour colour,
                          float x,
                          float y,
                          float align,
                          float font_size,
                          gboolean is_bold,
                          const char *text)
{
  BwDrawOp op = { .kind = BW_DRAW_TEXT,
                  .colour = colour,
                  .x = x,
                  .y = y,
                  .align = align,
                  .font_size = font_size,
                  .is_bold = is_bold,
                  .first = list->texts->len };

  if (text[0] == '\0')
    return;
  g_string_append_len (list->texts, text, strlen (text) + 1);
  g_array_append_val (list->ops, op);
}

void
bw_display_list_push_clip (BwDisplayList *list, BwRect rect)
{
  BwDrawOp op = { .kind = BW_DRAW_CLIP_PUSH, .first = list->rects->len, .n = 1 };

  g_array_append_val (list->rects, rect);
  g_array_append_val (list->ops, op);
}

void
bw_display_list_pop_clip (BwDisplayList *list)
{
  BwDrawOp op = { .kind = BW_DRAW_CLIP_POP };

  g_array_append_val (list->ops, op);
}

void
bw_display_list_add_hit (BwDisplayList *list, BwRect rect, BwHitKind kind, guint64 id)
{
  BwHitRegion region = { .rect = rect, .kind = kind, .id = id };

  g_array_append_val (list->hits, region);
}

/**
 * bw_display_list_hit:
 *
 * Returns: whether a hit region of @list holds the point; the topmost goes to @region
 */
gboolean
bw_display_list_hit (const BwDisplayList *list, float x, float y, BwHitRegion *region)
{
  for (guint i = list->hits->len; i > 0; i--)
    {
      const BwHitRegion *candidate = &g_array_index (list->hits, BwHitRegion, i - 1);
      const BwRect *rect = &candidate->rect;

      if (x >= rect->x && x < rect->x + rect->width && y >= rect->y && y < rect->y + rect->height)
        {
          *region = *candidate;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
equal_arrays (const GArray *a, const GArray *b)
{
  gsize n_bytes = (gsize)a->len * g_array_get_element_size ((GArray *)a);

  return a->len == b->len && (n_bytes == 0 || memcmp (a->data, b->data, n_bytes) == 0);
}

/**
 * bw_display_list_equal:
 *
 * Returns: whether both lists hold the same operations, bit by bit
 */
gboolean
bw_display_list_equal (const BwDisplayList *a, const BwDisplayList *b)
{
  return equal_arrays (a->ops, b->ops) && equal_arrays (a->rects, b->rects) &&
         equal_arrays (a->points, b->points) && equal_arrays (a->hits, b->hits) &&
         g_string_equal (a->texts, b->texts);
}
