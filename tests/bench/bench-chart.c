/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/chart-painter.h"

#include <math.h>
#include <stdlib.h>

/* Drawing alone: a million candles with grid and axes, display lists and raster into a 1600x900
 * image. The steps are those of the peers' programs: a fortieth of the view to the left. */

#define N_BARS  1000000
#define N_STEPS 120
#define WIDTH   1600
#define HEIGHT  900

static double
get_ms (void)
{
  return g_get_monotonic_time () / 1000.0;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a, right = *(const double *)b;

  return (left > right) - (left < right);
}

static BwBarSeries *
make_series (gsize n)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_1M, n);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  double price = 100.0;

  for (gsize i = 0; i < n; i++)
    {
      double open = price, close = open * exp (0.002 * (g_rand_double (random) - 0.5));
      double high = MAX (open, close) * (1.0 + 0.0006 * g_rand_double (random));
      double low = MIN (open, close) * (1.0 - 0.0006 * g_rand_double (random));

      bw_bar_series_append (series, (BwTime)i * BW_MINUTE + 1500000000 * BW_SECOND, open, high, low,
                            close, 1000.0 * g_rand_double (random));
      price = close;
    }
  return series;
}

static BwChartModel *
make_model (BwChartPainter *painter)
{
  BwChartModel *model = bw_chart_model_new ();
  BwTextMeasure measure;

  bw_chart_painter_get_measure (painter, &measure);
  bw_chart_model_set_text_measure (model, &measure);
  bw_chart_model_set_volume_visible (model, FALSE);
  bw_chart_model_set_legend_visible (model, FALSE);
  bw_chart_model_set_size (model, WIDTH, HEIGHT, 1.0);
  return model;
}

static double
draw (BwChartPainter *painter, cairo_surface_t *surface, BwChartModel *model)
{
  double start = get_ms ();
  cairo_t *cr = cairo_create (surface);

  bw_chart_painter_paint_model (painter, cr, model);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return get_ms () - start;
}

static void
measure_first (BwChartPainter *painter,
               cairo_surface_t *surface,
               BwBarSeries *series,
               const char *name,
               gboolean is_all)
{
  double times[15];

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (BwChartModel) model = make_model (painter);
      double start = get_ms ();

      bw_chart_model_set_series (model, series);
      if (is_all)
        bw_chart_model_set_range (model, 0.0, N_BARS);
      draw (painter, surface, model);
      times[i] = get_ms () - start;
    }
  qsort (times, G_N_ELEMENTS (times), sizeof *times, compare_doubles);
  g_print ("%s %.3f ms\n", name, times[G_N_ELEMENTS (times) / 2]);
}

static void
measure_pan (BwChartPainter *painter,
             cairo_surface_t *surface,
             BwBarSeries *series,
             const char *name,
             double n_visible)
{
  g_autoptr (BwChartModel) model = make_model (painter);
  double times[N_STEPS], step = n_visible / 40.0;

  if (n_visible >= N_BARS)
    step = 1000.0;
  bw_chart_model_set_series (model, series);
  bw_chart_model_set_range (model, N_BARS - n_visible, n_visible);
  draw (painter, surface, model);
  for (guint i = 0; i < N_STEPS; i++)
    {
      double start = get_ms ();

      bw_chart_model_set_range (model, N_BARS - n_visible - (i + 1) * step, n_visible);
      draw (painter, surface, model);
      times[i] = get_ms () - start;
    }
  qsort (times, N_STEPS, sizeof *times, compare_doubles);
  g_print ("chart.pan.%s.p50 %.3f ms\n", name, times[N_STEPS / 2]);
  g_print ("chart.pan.%s.p95 %.3f ms\n", name, times[N_STEPS * 95 / 100]);
}

int
main (void)
{
  g_autoptr (BwBarSeries) series = make_series (N_BARS);
  g_autoptr (BwChartPainter) painter = bw_chart_painter_new (NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  g_autoptr (BwChartModel) warm = make_model (painter);

  /* The process's first text loads fonts, once for the whole program. */
  bw_chart_model_set_series (warm, series);
  draw (painter, surface, warm);
  measure_first (painter, surface, series, "chart.first", FALSE);
  measure_first (painter, surface, series, "chart.first.all", TRUE);
  measure_pan (painter, surface, series, "500", 500.0);
  measure_pan (painter, surface, series, "50k", 50000.0);
  measure_pan (painter, surface, series, "all", N_BARS);
  cairo_surface_destroy (surface);
  return 0;
}
