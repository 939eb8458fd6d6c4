/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/random.h"
#include "chart/heat-map.h"

#include <math.h>
#include <string.h>

/* Areas say sizes, fill their room, don't overlap; what has no size has no area. */

static double
area_of (BwRect rect)
{
  return (double)rect.width * rect.height;
}

static gboolean
overlaps (BwRect a, BwRect b)
{
  return MIN (a.x + a.width, b.x + b.width) - MAX (a.x, b.x) > 0.01 &&
         MIN (a.y + a.height, b.y + b.height) - MAX (a.y, b.y) > 0.01;
}

static void
check_layout (const double *sizes, guint n, BwRect area)
{
  g_autofree BwRect *tiles = g_new (BwRect, n);
  double sum = 0, covered = 0;

  for (guint k = 0; k < n; k++)
    sum += sizes[k] > 0 && isfinite (sizes[k]) ? sizes[k] : 0;
  bw_treemap_lay_out (sizes, n, area, tiles);
  for (guint k = 0; k < n; k++)
    {
      double expected = sizes[k] > 0 && isfinite (sizes[k]) ? sizes[k] / sum * area_of (area) : 0;

      g_assert_cmpfloat_with_epsilon (area_of (tiles[k]), expected, 0.5 + expected * 1e-3);
      covered += area_of (tiles[k]);
      if (expected <= 0)
        continue;
      g_assert_cmpfloat (tiles[k].x, >=, area.x - 0.01);
      g_assert_cmpfloat (tiles[k].y, >=, area.y - 0.01);
      g_assert_cmpfloat (tiles[k].x + tiles[k].width, <=, area.x + area.width + 0.05);
      g_assert_cmpfloat (tiles[k].y + tiles[k].height, <=, area.y + area.height + 0.05);
      for (guint other = 0; other < k; other++)
        g_assert_false (overlaps (tiles[k], tiles[other]));
    }
  g_assert_cmpfloat_with_epsilon (covered, sum > 0 ? area_of (area) : 0, 1 + area_of (area) * 1e-3);
}

static void
test_random (void)
{
  double sizes[120];

  for (guint64 seed = 1; seed <= 40; seed++)
    {
      guint n = 1 + (guint)(119 * bw_random_unit (bw_random_at (seed, 0, 0, 0, 0)));

      for (guint k = 0; k < n; k++)
        sizes[k] = pow (bw_random_unit (bw_random_at (seed, k, 1, 0, 0)), 4) * 1000 + 0.1;
      check_layout (sizes, n, (BwRect){ 10, 20, 100 + 9 * (float)seed, 700 - 9 * (float)seed });
    }
}

static void
test_edges (void)
{
  static const double one[] = { 5 }, none[] = { 0, -1, NAN, INFINITY },
                      some[] = { 3, 0, NAN, 1, INFINITY, 2 };
  BwRect tile;

  check_layout (one, 1, (BwRect){ 0, 0, 640, 480 });
  check_layout (none, 4, (BwRect){ 0, 0, 640, 480 });
  check_layout (some, 6, (BwRect){ 0, 0, 640, 480 });
  bw_treemap_lay_out (one, 1, (BwRect){ 5, 5, 0, 100 }, &tile);
  g_assert_cmpfloat (area_of (tile), ==, 0);
  bw_treemap_lay_out (one, 0, (BwRect){ 0, 0, 100, 100 }, &tile);
}

/* The paper's own example: 6, 6, 4, 3, 2, 2, 1 in 6 x 4. */
static void
test_paper (void)
{
  static const double sizes[] = { 6, 6, 4, 3, 2, 2, 1 };
  static const BwRect expected[] = { { 0, 0, 3, 2 }, { 0, 2, 3, 2 } };
  BwRect tiles[7];

  bw_treemap_lay_out (sizes, 7, (BwRect){ 0, 0, 6, 4 }, tiles);
  for (guint k = 0; k < 2; k++)
    {
      g_assert_cmpfloat_with_epsilon (tiles[k].x, expected[k].x, 1e-4);
      g_assert_cmpfloat_with_epsilon (tiles[k].y, expected[k].y, 1e-4);
      g_assert_cmpfloat_with_epsilon (tiles[k].width, expected[k].width, 1e-4);
      g_assert_cmpfloat_with_epsilon (tiles[k].height, expected[k].height, 1e-4);
    }
  g_assert_cmpfloat_with_epsilon (tiles[2].width, 12.0 / 7, 1e-4);
  g_assert_cmpfloat_with_epsilon (tiles[2].height, 7.0 / 3, 1e-4);
}

/* Each item can be hit where it is drawn, stands in its group, and says its change with a sign. */
static void
test_map (void)
{
  static const BwHeatItem items[] = {
    { "AAA", "Energy", 10, 0.021 }, { "BBB", "Energy", 5, -0.013 },
    { "CCC", "Materials", 7, NAN }, { "DDD", "Materials", NAN, 0.5 },
    { "EEE", "Materials", 3, 0 },
  };
  BwHeatMap map = { items, G_N_ELEMENTS (items), 0.03, 900, 500, 1 };
  g_autoptr (BwDisplayList) list = bw_display_list_new ();
  BwRect tiles[G_N_ELEMENTS (items)];
  BwTextMeasure measure;
  BwChartStyle style;
  BwHitRegion hit;

  bw_chart_style_init_light (&style);
  bw_text_measure_init_estimate (&measure);
  bw_heat_map_build (&map, &style, &measure, list, tiles);
  for (guint k = 0; k < G_N_ELEMENTS (items); k++)
    {
      if (k == 3)
        {
          g_assert_cmpfloat (area_of (tiles[k]), ==, 0);
          continue;
        }
      g_assert_true (bw_display_list_hit (list, tiles[k].x + tiles[k].width / 2,
                                          tiles[k].y + tiles[k].height / 2, &hit));
      g_assert_cmpuint (hit.id, ==, k + 1);
    }
  g_assert_nonnull (memmem (list->texts->str, list->texts->len, "▲ +2.10 %", strlen ("▲ +2.10 %")));
  g_assert_nonnull (memmem (list->texts->str, list->texts->len, "▼ −1.30 %", strlen ("▼ −1.30 %")));
  g_assert_nonnull (memmem (list->texts->str, list->texts->len, "Materials", strlen ("Materials")));
  map.n_items = 0;
  bw_display_list_clear (list);
  bw_heat_map_build (&map, &style, &measure, list, tiles);
  g_assert_cmpuint (list->ops->len, ==, 0);
}

static void
measure_checked (
    gpointer data, const char *text, float font_size, gboolean is_bold, float *width, float *height)
{
  g_assert_cmpfloat (font_size, >, 0);
  *width = font_size * 0.6f * (float)strlen (text);
  *height = font_size * 1.2f;
}

/* Tiles too small for a word have none, down to no room at all. */
static void
test_small (void)
{
  BwTextMeasure measure = { measure_checked, NULL };
  BwHeatItem items[50];
  BwRect tiles[50];
  BwChartStyle style;

  bw_chart_style_init_dark (&style);
  for (guint k = 0; k < 50; k++)
    items[k] = (BwHeatItem){ "ABCDE", k % 2 == 0 ? "Energy" : "", 1.0 / (k + 1), k / 100.0 - 0.25 };
  for (guint size = 0; size < 400; size += 7)
    {
      BwHeatMap map = { items, 50, 0.03, size, 400 - size, 1 + size % 2 };
      g_autoptr (BwDisplayList) list = bw_display_list_new ();

      bw_heat_map_build (&map, &style, &measure, list, tiles);
      for (guint k = 0; k < list->ops->len; k++)
        if (bw_display_list_get_op (list, k)->kind == BW_DRAW_TEXT)
          g_assert_cmpfloat (bw_display_list_get_op (list, k)->font_size, >=, 6);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heat-map/random", test_random);
  g_test_add_func ("/heat-map/edges", test_edges);
  g_test_add_func ("/heat-map/paper", test_paper);
  g_test_add_func ("/heat-map/map", test_map);
  g_test_add_func ("/heat-map/small", test_small);
  return g_test_run ();
}
