/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/heat-map.h"

#include <math.h>
#include <string.h>

#define GROUP_HEADER 16.0
#define GAP          1.0
#define PADDING      4.0
#define FONT_MIN     8.0
#define FONT_MAX     22.0

/* ---- Squarified treemap (Bruls, Huizing, van Wijk 2000) ---- */

typedef struct
{
  const double *sizes;
  const guint *order; /* the largest first */
  guint n;
  BwRect *tiles;
  double scale;               /* area of a unit of size */
  double x, y, width, height; /* what is free */
} Layout;

static int
compare_sizes (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const double *sizes = user_data;
  double left = sizes[*(const guint *)a], right = sizes[*(const guint *)b];

  if (left != right)
    return left < right ? 1 : -1;
  return *(const guint *)a < *(const guint *)b ? -1 : 1;
}

/* How far from square the worst of a row is whose areas come to @sum, along a side. */
static double
worst_of (double largest, double smallest, double sum, double side)
{
  double s2 = sum * sum, w2 = side * side;

  return MAX (w2 * largest / s2, s2 / (w2 * smallest));
}

/* Puts a row along the shorter side of what is free, and takes its strip away. */
static void
place_row (Layout *layout, guint first, guint end, double sum)
{
  gboolean is_column = layout->width >= layout->height;
  double side = is_column ? layout->height : layout->width;
  double depth = side > 0 ? sum / side : 0, at = 0;

  for (guint k = first; k < end; k++)
    {
      double length = depth > 0 ? layout->sizes[layout->order[k]] * layout->scale / depth : 0;

      layout->tiles[layout->order[k]] =
          is_column
              ? (BwRect){ (float)layout->x, (float)(layout->y + at), (float)depth, (float)length }
              : (BwRect){ (float)(layout->x + at), (float)layout->y, (float)length, (float)depth };
      at += length;
    }
  if (is_column)
    {
      layout->x += depth;
      layout->width = MAX (layout->width - depth, 0);
    }
  else
    {
      layout->y += depth;
      layout->height = MAX (layout->height - depth, 0);
    }
}

static void
place_all (Layout *layout)
{
  for (guint first = 0, end; first < layout->n; first = end)
    {
      double side = MIN (layout->width, layout->height);
      double largest = layout->sizes[layout->order[first]] * layout->scale;
      double sum = largest, worst = worst_of (largest, largest, sum, side);

      for (end = first + 1; end < layout->n; end++)
        {
          double area = layout->sizes[layout->order[end]] * layout->scale;
          double next = worst_of (largest, area, sum + area, side);

          if (next > worst)
            break;
          worst = next;
          sum += area;
        }
      place_row (layout, first, end, sum);
    }
}

/**
 * bw_treemap_lay_out:
 * @tiles: (out caller-allocates) (array length=n_sizes): their areas are as the sizes are, they
 * fill
 *   @area and are as square as can be; a size that is not above 0, or no number, gets an empty one
 */
void
bw_treemap_lay_out (const double *sizes, guint n_sizes, BwRect area, BwRect *tiles)
{
  g_autofree guint *order = g_new (guint, MAX (n_sizes, 1u));
  Layout layout = { sizes, order, 0, tiles, 0, area.x, area.y, area.width, area.height };
  double sum = 0;

  for (guint k = 0; k < n_sizes; k++)
    {
      tiles[k] = (BwRect){ area.x, area.y, 0, 0 };
      if (!(sizes[k] > 0) || !isfinite (sizes[k]))
        continue;
      sum += sizes[k];
      order[layout.n++] = k;
    }
  if (layout.n == 0 || !(area.width > 0) || !(area.height > 0))
    return;
  g_qsort_with_data (order, (gint)layout.n, sizeof *order, compare_sizes, (gpointer)sizes);
  layout.scale = (double)area.width * area.height / sum;
  place_all (&layout);
}

/* ---- The map ---- */

/* Green and red go with a sign in the text: colour is not the only one to say it. */
static BwColour
colour_of (const BwHeatMap *map, const BwChartStyle *style, double change)
{
  double share = isnan (change) ? 0 : CLAMP (fabs (change) / map->full_change, 0.12, 1);

  if (isnan (change) || change == 0)
    return bw_colour_mix (style->background, style->flat, 0.45f);
  return bw_colour_mix (style->background, change > 0 ? style->up : style->down,
                        (float)(0.2 + 0.7 * share));
}

static void
print_change (double change, char *text, gsize n_bytes)
{
  if (isnan (change))
    g_strlcpy (text, "—", n_bytes);
  else
    g_snprintf (text, n_bytes, "%s%.2f %%",
                change > 0   ? "▲ +"
                : change < 0 ? "▼ −"
                             : "",
                fabs (change) * 100);
}

/* The largest size, at most @size, at which @text is no wider than @room. */
static float
fit_size (const BwTextMeasure *measure, const char *text, gboolean is_bold, float size, double room)
{
  float width, height;

  measure->measure (measure->data, text, size, is_bold, &width, &height);
  return width > room ? (float)(size * room / width) : size;
}

/* The name over the change, as large as the tile allows; else the name behind an arrow; nothing
 * where not even that fits. */
static void
add_words (const BwHeatMap *map,
           const BwTextMeasure *measure,
           BwDisplayList *list,
           BwRect tile,
           const BwHeatItem *item,
           BwColour ink)
{
  float room = tile.width - (float)(2 * PADDING * map->scale),
        least = (float)(FONT_MIN * map->scale);
  float x = tile.x + tile.width / 2, y = tile.y + tile.height / 2;
  float name, both;
  char change[32];
  g_autofree char *marked = NULL;

  if (room < least)
    return;
  name = fit_size (measure, item->label, TRUE, (float)(FONT_MAX * map->scale), room);
  print_change (item->change, change, sizeof change);
  both = MIN (fit_size (measure, change, FALSE, name * 0.8f, room) / 0.8f, tile.height / 2.4f);
  bw_display_list_push_clip (list, tile);
  if (both >= least)
    {
      bw_display_list_add_text (list, ink, x, y - both * 0.55f, 0.5f, both, TRUE, item->label);
      bw_display_list_add_text (list, ink, x, y + both * 0.6f, 0.5f, both * 0.8f, FALSE, change);
    }
  else
    {
      marked = g_strconcat (item->change > 0   ? "▲"
                            : item->change < 0 ? "▼"
                                               : "",
                            item->label, NULL);
      name = MIN (fit_size (measure, marked, TRUE, name, room), tile.height / 1.3f);
      if (name >= least)
        bw_display_list_add_text (list, ink, x, y, 0.5f, name, TRUE, marked);
    }
  bw_display_list_pop_clip (list);
}

static void
add_tile (const BwHeatMap *map,
          const BwChartStyle *style,
          const BwTextMeasure *measure,
          BwDisplayList *list,
          guint index,
          BwRect *tile)
{
  double gap = GAP * map->scale;
  BwColour ground = colour_of (map, style, map->items[index].change);
  /* On whole pixels, so that the gaps are all the same. */
  float x = roundf (tile->x), y = roundf (tile->y);
  float right = roundf (tile->x + tile->width), bottom = roundf (tile->y + tile->height);

  *tile = (BwRect){ x, y, (float)MAX (right - x - gap, 0), (float)MAX (bottom - y - gap, 0) };
  if (tile->width <= 0 || tile->height <= 0)
    return;
  bw_display_list_add_rect (list, ground, tile->x, tile->y, tile->width, tile->height);
  add_words (map, measure, list, *tile, &map->items[index], bw_colour_ink_on (ground));
  bw_display_list_add_hit (list, *tile, BW_HIT_MARK, index + 1);
}

/* Returns: how many groups there are; each item's is in @groups */
static guint
find_groups (const BwHeatMap *map, guint *groups, guint *firsts, double *sums)
{
  guint n_groups = 0;

  for (guint i = 0; i < map->n_items; i++)
    {
      guint g = 0;

      while (g < n_groups && strcmp (map->items[firsts[g]].group, map->items[i].group) != 0)
        g++;
      if (g == n_groups)
        {
          firsts[n_groups] = i;
          sums[n_groups++] = 0;
        }
      groups[i] = g;
      if (map->items[i].size > 0 && isfinite (map->items[i].size))
        sums[g] += map->items[i].size;
    }
  return n_groups;
}

static BwRect
add_header (const BwHeatMap *map,
            const BwChartStyle *style,
            BwDisplayList *list,
            BwRect area,
            const char *name)
{
  float header = (float)(GROUP_HEADER * map->scale);

  if (*name == '\0' || area.height < 2.5f * header || area.width < 3 * header)
    return area;
  bw_display_list_push_clip (list, (BwRect){ area.x, area.y, area.width - 2, header });
  bw_display_list_add_text (list, style->text, area.x + (float)(2 * map->scale),
                            area.y + header / 2, 0, (float)(11 * map->scale), TRUE, name);
  bw_display_list_pop_clip (list);
  return (BwRect){ area.x, area.y + header, area.width, area.height - header };
}

/**
 * bw_heat_map_build:
 * @list: is added to; a hit region's id is an item's index + 1
 * @tiles: (out caller-allocates) (array): where each item is; empty for one without a size
 */
void
bw_heat_map_build (const BwHeatMap *map,
                   const BwChartStyle *style,
                   const BwTextMeasure *measure,
                   BwDisplayList *list,
                   BwRect *tiles)
{
  guint n = MAX (map->n_items, 1u);
  g_autofree guint *groups = g_new (guint, n), *firsts = g_new (guint, n);
  g_autofree double *sums = g_new (double, n), *sizes = g_new (double, n);
  g_autofree BwRect *areas = g_new (BwRect, n), *within = g_new (BwRect, n);
  guint n_groups = find_groups (map, groups, firsts, sums);

  bw_treemap_lay_out (sums, n_groups, (BwRect){ 0, 0, (float)map->width, (float)map->height },
                      areas);
  for (guint g = 0; g < n_groups; g++)
    {
      BwRect area = add_header (map, style, list, areas[g], map->items[firsts[g]].group);

      for (guint i = 0; i < map->n_items; i++)
        sizes[i] = groups[i] == g ? map->items[i].size : 0;
      bw_treemap_lay_out (sizes, map->n_items, area, within);
      for (guint i = 0; i < map->n_items; i++)
        if (groups[i] == g)
          {
            tiles[i] = within[i];
            add_tile (map, style, measure, list, i, &tiles[i]);
          }
    }
}
