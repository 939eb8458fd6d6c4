/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-studies.h"

#include "report/chart-painter.h"

#include "report/chart-export.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* Pictures, judged by what must be where whatever the fonts: colours at places that the axis gives.
 */

#define WIDTH  800
#define HEIGHT 600

typedef struct
{
  BwChartPainter *painter;
  BwChartModel *model;
  BwChartStyle style;
  cairo_surface_t *surface;
} Picture;

static BwBarSeries *
make_bars (gsize n)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_5M, n);

  /* Up, down, up, down, with long bodies. */
  for (gsize i = 0; i < n; i++)
    {
      gboolean is_up = i % 2 == 0;

      bw_bar_series_append (series, (BwTime)i * 5 * BW_MINUTE, is_up ? 100.0 : 104.0, 106.0, 98.0,
                            is_up ? 104.0 : 100.0, is_up ? 1000.0 : 500.0);
    }
  return series;
}

static void
open_picture (Picture *picture, gsize n_bars)
{
  g_autoptr (BwBarSeries) series = make_bars (n_bars);
  BwTextMeasure measure;

  picture->painter = bw_chart_painter_new (NULL);
  picture->model = bw_chart_model_new ();
  bw_chart_painter_get_measure (picture->painter, &measure);
  bw_chart_model_set_text_measure (picture->model, &measure);
  bw_chart_style_init_light (&picture->style);
  bw_chart_model_set_style (picture->model, &picture->style);
  bw_chart_model_set_legend_visible (picture->model, FALSE);
  bw_chart_model_set_size (picture->model, WIDTH, HEIGHT, 1.0);
  bw_chart_model_set_series (picture->model, series);
  picture->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
}

static void
paint (Picture *picture)
{
  cairo_t *cr = cairo_create (picture->surface);

  bw_chart_painter_paint_model (picture->painter, cr, picture->model);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (picture->surface);
}

static void
close_picture (Picture *picture)
{
  bw_chart_model_free (picture->model);
  bw_chart_painter_free (picture->painter);
  cairo_surface_destroy (picture->surface);
}

static guint32
get_pixel (Picture *picture, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (picture->surface);
  const guint32 *row =
      (const guint32 *)(const void *)(data +
                                      (gsize)y * cairo_image_surface_get_stride (picture->surface));

  return row[x] & 0xffffff;
}

static gboolean
is_colour (guint32 pixel, BwColour colour)
{
  return abs ((int)((pixel >> 16) & 0xff) - (int)lroundf (colour.red * 255.0f)) <= 2 &&
         abs ((int)((pixel >> 8) & 0xff) - (int)lroundf (colour.green * 255.0f)) <= 2 &&
         abs ((int)(pixel & 0xff) - (int)lroundf (colour.blue * 255.0f)) <= 2;
}

/* An antialiased line is mixed with what lies under it: nearer to its colour than a third off. */
static gboolean
has_line (Picture *picture, BwColour colour, int x0, int y0, int x1, int y1)
{
  for (int y = MAX (y0, 0); y < MIN (y1, HEIGHT); y++)
    for (int x = MAX (x0, 0); x < MIN (x1, WIDTH); x++)
      {
        guint32 pixel = get_pixel (picture, x, y);
        float off = fabsf (((pixel >> 16) & 0xff) / 255.0f - colour.red) +
                    fabsf (((pixel >> 8) & 0xff) / 255.0f - colour.green) +
                    fabsf ((pixel & 0xff) / 255.0f - colour.blue);

        if (off < 0.4f)
          return TRUE;
      }
  return FALSE;
}

static gboolean
has_colour (Picture *picture, BwColour colour, int x0, int y0, int x1, int y1)
{
  for (int y = MAX (y0, 0); y < MIN (y1, HEIGHT); y++)
    for (int x = MAX (x0, 0); x < MIN (x1, WIDTH); x++)
      if (is_colour (get_pixel (picture, x, y), colour))
        return TRUE;
  return FALSE;
}

static void
test_candles (void)
{
  Picture picture;
  const BwChartAxis *axis;
  BwColour volume_up;

  open_picture (&picture, 40);
  bw_chart_model_set_range (picture.model, 0.0, 40.0);
  paint (&picture);
  axis = bw_chart_model_get_axis (picture.model);
  volume_up =
      bw_colour_mix (picture.style.background, picture.style.up, picture.style.volume_alpha);
  for (guint i = 2; i < 38; i++)
    {
      int x = (int)bw_chart_axis_x (axis, i + 0.5);
      BwColour colour = i % 2 == 0 ? picture.style.up : picture.style.down;

      int edge = (int)bw_chart_axis_y (axis, 104.0);
      guint32 inside = get_pixel (&picture, x - 2, (int)bw_chart_axis_y (axis, 102.3));

      /* Both have their outline; an up body is lighter inside, a down body is solid. */
      g_assert_true (has_colour (&picture, colour, x - 3, edge - 1, x + 3, edge + 2));
      g_assert_true (is_colour (inside, colour) == (i % 2 != 0));
      g_assert_false (is_colour (inside, picture.style.background));
      /* Wicks reach further, and are no wider than a pixel. */
      g_assert_true (has_colour (&picture, colour, x - 1, (int)bw_chart_axis_y (axis, 105.5), x + 2,
                                 (int)bw_chart_axis_y (axis, 105.0)));
      g_assert_false (
          is_colour (get_pixel (&picture, x - 3, (int)bw_chart_axis_y (axis, 105.0)), colour));
      /* Between two candles lies the ground. */
      g_assert_false (is_colour (
          get_pixel (&picture, (int)bw_chart_axis_x (axis, i), (int)bw_chart_axis_y (axis, 102.3)),
          colour));
    }
  g_assert_true (
      is_colour (get_pixel (&picture, (int)bw_chart_axis_x (axis, 4.5), HEIGHT - 60), volume_up));
  /* Half the volume is half as high. */
  g_assert_false (has_colour (
      &picture,
      bw_colour_mix (picture.style.background, picture.style.down, picture.style.volume_alpha),
      (int)bw_chart_axis_x (axis, 5.2), HEIGHT - 100, (int)bw_chart_axis_x (axis, 5.8),
      HEIGHT - 80));
  close_picture (&picture);
}

static void
test_hollow (void)
{
  Picture picture;
  const BwChartAxis *axis;
  int y;

  open_picture (&picture, 40);
  picture.style.candle_shape = BW_CANDLES_HOLLOW;
  bw_chart_model_set_style (picture.model, &picture.style);
  bw_chart_model_set_range (picture.model, 0.0, 40.0);
  paint (&picture);
  axis = bw_chart_model_get_axis (picture.model);
  y = (int)bw_chart_axis_y (axis, 102.3);
  g_assert_false (
      is_colour (get_pixel (&picture, (int)bw_chart_axis_x (axis, 4.5) - 3, y), picture.style.up));
  g_assert_true (is_colour (get_pixel (&picture, (int)bw_chart_axis_x (axis, 5.5) - 3, y),
                            picture.style.down));
  close_picture (&picture);
}

static void
test_lines_and_tags (void)
{
  BwStudySpec study;
  static const BwChartOrder order = {
    9, 99.0, BW_ORDER_ROLE_ENTRY, TRUE, TRUE, TRUE, "Buy 5 limit"
  };
  BwChartFill fill = { 3, 30 * 5 * BW_MINUTE, 105.0, FALSE };
  Picture picture;
  const BwChartAxis *axis;
  int y, axis_x;

  open_picture (&picture, 40);
  bw_study_spec_init_period (&study, "SMA", 2, 1);
  bw_study_spec_shift_colours (&study, 2);
  bw_chart_model_set_studies (picture.model, &study, 1);
  bw_chart_model_set_orders (picture.model, &order, 1);
  bw_chart_model_set_fills (picture.model, &fill, 1);
  bw_chart_model_set_badge (picture.model, "Practice market");
  paint (&picture);
  axis = bw_chart_model_get_axis (picture.model);
  axis_x = (int)axis->width;
  /* The mean of two closes is 102 throughout. */
  y = (int)bw_chart_axis_y (axis, 102.0);
  g_assert_true (has_line (&picture, picture.style.series[2], 200, y - 2, 400, y + 3));
  g_assert_false (has_line (&picture, picture.style.series[2], 200, y + 8, 400, y + 80));
  y = (int)bw_chart_axis_y (axis, 99.0);
  g_assert_true (has_colour (&picture, picture.style.entry, axis_x - 60, y - 1, axis_x, y + 2));
  g_assert_true (is_colour (get_pixel (&picture, axis_x + 5, y), picture.style.entry));
  y = (int)bw_chart_axis_y (axis, 105.0);
  g_assert_true (has_colour (&picture, picture.style.series[4], (int)bw_chart_axis_x (axis, 30.0),
                             y - 10, (int)bw_chart_axis_x (axis, 31.0), y));
  g_assert_true (has_line (&picture, picture.style.badge, axis_x - 140, 4, axis_x - 4, 30));
  close_picture (&picture);
}

static void
test_folded (void)
{
  Picture picture;
  const BwChartAxis *axis;
  int top, bottom;

  open_picture (&picture, 100000);
  bw_chart_model_set_range (picture.model, 0.0, 100000.0);
  paint (&picture);
  axis = bw_chart_model_get_axis (picture.model);
  top = (int)bw_chart_axis_y (axis, 105.8);
  bottom = (int)bw_chart_axis_y (axis, 98.2);
  for (int x = 2; x < (int)axis->width - 2; x++)
    for (int y = top; y <= bottom; y += (bottom - top) / 4)
      g_assert_true (is_colour (get_pixel (&picture, x, y), picture.style.up) ||
                     is_colour (get_pixel (&picture, x, y), picture.style.down) ||
                     y == (int)bw_chart_axis_y (axis, 100.0));
  close_picture (&picture);
}

static void
test_curves (void)
{
  Picture picture;
  BwTime times[300];
  double values[300], falls[300];
  g_autoptr (BwDisplayList) list = bw_display_list_new ();
  BwTextMeasure measure;
  BwLineChart chart = { .times = times,
                        .values = values,
                        .n_points = 300,
                        .kind = BW_LINE_CHART_AREA,
                        .number = BW_NUMBER_MONEY,
                        .width = WIDTH,
                        .height = HEIGHT,
                        .scale = 1.0,
                        .hover_x = NAN };
  static const BwBarItem items[] = { { "AAA", 100.0 }, { "BBB", -50.0 } };
  BwBarChart bars = { items, 2, BW_NUMBER_MONEY, WIDTH, 100.0, 1.0 };
  cairo_t *cr;

  open_picture (&picture, 10);
  for (guint i = 0; i < 300; i++)
    {
      times[i] = i * BW_DAY;
      values[i] = 100000.0 + i * 10.0;
      falls[i] = -0.0005 * (i % 50);
    }
  cr = cairo_create (picture.surface);
  chart.colour = picture.style.series[0];
  bw_chart_painter_get_measure (picture.painter, &measure);
  bw_line_chart_build (&chart, &picture.style, &measure, list);
  chart.values = falls;
  chart.kind = BW_LINE_CHART_BASELINE;
  chart.number = BW_NUMBER_PERCENT;
  chart.hover_x = 100.0;
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_paint (cr);
  bw_chart_painter_paint (picture.painter, cr, list);
  cairo_surface_flush (picture.surface);
  /* The curve rises from the lower left to the upper right; under it the tint. */
  g_assert_true (has_line (&picture, chart.colour, 0, HEIGHT - 120, 60, HEIGHT - 20));
  g_assert_true (has_line (&picture, chart.colour, WIDTH - 140, 10, WIDTH - 60, 120));
  g_assert_false (has_line (&picture, chart.colour, 0, 0, 200, 200));
  g_assert_cmphex (get_pixel (&picture, WIDTH / 2 + 33, HEIGHT - 61), !=, 0xffffff);
  bw_display_list_clear (list);
  bw_line_chart_build (&chart, &picture.style, &measure, list);
  bw_bar_chart_build (&bars, &picture.style, &measure, list);
  bw_sparkline_build (values, 300, chart.colour, 96.0, 24.0, 1.0, list);
  bw_chart_painter_paint (picture.painter, cr, list);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (picture.surface);
  g_assert_true (has_colour (&picture, picture.style.up, WIDTH / 2, 8, WIDTH - 100, 18));
  g_assert_true (has_colour (&picture, picture.style.down, 40, 34, WIDTH / 2, 44));
  cairo_destroy (cr);
  close_picture (&picture);
}

static const struct
{
  const char *name;
  BwChartFile file;
  const char *start; /* of the file */
  gsize n_bytes_min;
} file_cases[] = {
  { "chart.png", BW_CHART_FILE_PNG, "\x89PNG\r\n\x1a\n", 2000 },
  { "chart.pdf", BW_CHART_FILE_PDF, "%PDF-", 2000 },
  { "chart.SVG", BW_CHART_FILE_SVG, "<?xml", 2000 },
  { "chart.csv", BW_CHART_FILE_CSV, "time_utc,open,", 2000 },
};

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bw-chart-XXXXXX", NULL);
  BwChartExport export = { .width = 640, .height = 400, .scale = 2, .caption = "Simulated", .end = G_MAXSIZE };
  BwChartStyle dark;
  Picture picture;

  bw_chart_style_init_dark (&dark);
  open_picture (&picture, 200);
  for (guint i = 0; i < G_N_ELEMENTS (file_cases); i++)
    {
      g_autofree char *path = g_build_filename (folder, file_cases[i].name, NULL);
      g_autofree char *nowhere = g_build_filename (folder, "absent", file_cases[i].name, NULL);
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;
      gsize n_bytes;

      export.style = i % 2 == 0 ? &dark : NULL;
      g_assert_true (bw_chart_file_of_path (path, &export.file));
      g_assert_cmpint (export.file, ==, file_cases[i].file);
      g_assert_true (bw_chart_export_write (picture.model, &export, path, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &contents, &n_bytes, NULL));
      g_assert_cmpuint (n_bytes, >, file_cases[i].n_bytes_min);
      g_assert_cmpmem (contents, strlen (file_cases[i].start), file_cases[i].start, strlen (file_cases[i].start));
      g_assert_false (bw_chart_export_write (picture.model, &export, nowhere, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
      g_assert_nonnull (strstr (error->message, nowhere));
      g_unlink (path);
    }
  g_assert_false (bw_chart_file_of_path ("chart.doc", &export.file));
  close_picture (&picture);
  g_rmdir (folder);
}

/* The size is the asked one, the caption takes its strip, the model keeps its colours. */
static void
test_render (void)
{
  static const struct { double width, height, scale; gboolean is_good; } cases[] = {
    { 640, 400, 1, TRUE }, { 64, 64, 1, TRUE }, { 63, 400, 1, FALSE }, { 640, NAN, 1, FALSE }, { 10000, 400, 2, FALSE },
  };
  BwChartStyle dark;
  Picture picture;

  bw_chart_style_init_dark (&dark);
  open_picture (&picture, 200);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwChartExport export = { BW_CHART_FILE_PNG, cases[i].width, cases[i].height, cases[i].scale, &dark, "Simulated", 0, 0, 0 };
      BwColour background = bw_chart_model_get_style (picture.model)->background;
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = bw_chart_export_render (picture.model, &export, &error);

      g_assert_cmpint (bytes != NULL, ==, cases[i].is_good);
      g_assert_cmpint (error == NULL, ==, cases[i].is_good);
      g_assert_true (bw_colour_equal (bw_chart_model_get_style (picture.model)->background, background));
      if (bytes != NULL)
        {
          const guint8 *header = g_bytes_get_data (bytes, NULL); /* width and height follow 16 bytes */

          g_assert_cmpuint ((guint) header[18] << 8 | header[19], ==, (guint) cases[i].width);
          g_assert_cmpuint ((guint) header[22] << 8 | header[23], ==, (guint) cases[i].height);
        }
    }
  close_picture (&picture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-painter/candles", test_candles);
  g_test_add_func ("/chart-painter/hollow", test_hollow);
  g_test_add_func ("/chart-painter/lines-and-tags", test_lines_and_tags);
  g_test_add_func ("/chart-painter/folded", test_folded);
  g_test_add_func ("/chart-painter/curves", test_curves);
  g_test_add_func ("/chart-painter/files", test_files);
  g_test_add_func ("/chart-painter/render", test_render);
  return g_test_run ();
}
