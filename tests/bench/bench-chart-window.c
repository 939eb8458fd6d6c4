/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-view.h"
#include "app/chart/drawing-input.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The real chart in a real 1280x800 window, with volume, and then "full": with ten indicators, five of them in
 * panes, and 200 drawings as well: the time from the frame clock's before-paint to its after-paint while panning,
 * and from a live tick to the after-paint of the frame that shows it. Run it under Xvfb with
 * GSK_RENDERER=cairo. With any argument it measures memory and ticks alone.
 */

#define N_BARS      1000000
#define N_BARS_MANY 10000000
#define N_FRAMES    150
#define N_DRAWINGS  200

typedef struct
{
  const char *name;
  double n_visible;
} Part;

static const Part parts[] = { { "500", 500.0 }, { "50k", 50000.0 }, { "all", N_BARS } };

typedef struct
{
  GMainLoop *loop;
  BwChartView *view;
  guint part, n_frames;
  const char *with; /* what is on the chart besides: of the figure's name */
  double start_ms;
  double times[N_FRAMES];
} Run;

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
  guint64 state = 88172645463325252u;
  double price = 100.0;

  for (gsize i = 0; i < n; i++)
    {
      double open = price, close, range;

      state ^= state << 13;
      state ^= state >> 7;
      state ^= state << 17;
      close = open * (1.0 + 0.002 * ((double)(state >> 40) / (1 << 24) - 0.5));
      range = open * 0.0006 * ((double)(state & 0xffff) / 65536.0);
      bw_bar_series_append (series, (BwTime)i * BW_MINUTE + 1500000000 * BW_SECOND, open,
                            MAX (open, close) + range, MIN (open, close) - range, close,
                            1000.0 * (double)(state >> 54));
      price = close;
    }
  return series;
}

static double
get_resident_mib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return NAN;
  line = strstr (status, "VmRSS:");
  return line != NULL ? g_ascii_strtoull (line + 6 + strspn (line + 6, " \t"), NULL, 10) / 1024.0
                      : NAN;
}

static void
before_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Run *run = user_data;

  run->start_ms = get_ms ();
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Run *run = user_data;

  /* The first frames of a part fold what is seen for the first time. */
  if (run->n_frames >= 5 && run->n_frames < N_FRAMES + 5)
    run->times[run->n_frames - 5] = get_ms () - run->start_ms;
  run->n_frames++;
}

static void
report_part (Run *run)
{
  qsort (run->times, N_FRAMES, sizeof *run->times, compare_doubles);
  g_print ("chart.frame%s.%s.p50 %.3f ms\n", run->with, parts[run->part].name, run->times[N_FRAMES / 2]);
  g_print ("chart.frame%s.%s.p95 %.3f ms\n", run->with, parts[run->part].name, run->times[N_FRAMES * 95 / 100]);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Run *run = user_data;
  const Part *part = &parts[run->part];
  double step = part->n_visible >= N_BARS ? 1000.0 : part->n_visible / 40.0;

  if (run->n_frames >= N_FRAMES + 6)
    {
      report_part (run);
      run->n_frames = 0;
      if (++run->part == G_N_ELEMENTS (parts))
        {
          g_main_loop_quit (run->loop);
          return G_SOURCE_REMOVE;
        }
      part = &parts[run->part];
    }
  bw_chart_view_set_range (run->view, N_BARS - part->n_visible - run->n_frames * step,
                           part->n_visible);
  return G_SOURCE_CONTINUE;
}

static void
measure_frames (Run *run, const char *with)
{
  run->part = run->n_frames = 0;
  run->with = with;
  gtk_widget_add_tick_callback (GTK_WIDGET (run->view), tick_cb, run, NULL);
  g_main_loop_run (run->loop);
}

/* Drawings of every kind: a third within the newest 700 bars, a third within 60,000, a third over all. */
static void
add_drawings (BwChartView *view, const BwBarSeries *series)
{
  static const double reaches[] = { 700.0, 60000.0, N_BARS };
  g_autoptr (GPtrArray) drawings = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_drawing_unref);
  guint64 state = 88172645463325252u;

  for (guint i = 0; i < N_DRAWINGS; i++)
    {
      BwDrawing *drawing = bw_drawing_new ((BwDrawingKind) (i / 3 % BW_DRAWING_N_KINDS));
      double reach = reaches[i % 3];
      guint n_min, n_max;
      gsize bar;

      state ^= state << 13;
      state ^= state >> 7;
      state ^= state << 17;
      bar = (gsize) (N_BARS - 1 - reach * ((double) (state >> 40) / (1 << 24)) * 0.95);
      bw_drawing_kind_n_anchors (drawing->kind, &n_min, &n_max);
      drawing->id = i + 1;
      drawing->colour_index = i % 8;
      for (guint k = 0; k < (n_max > n_min ? 40 : n_min); k++)
        {
          gsize at = MIN (bar + (gsize) (reach * 0.02 * k), N_BARS - 1);

          bw_drawing_add_anchor (drawing, series->start[at], series->close[at] * (1.0 + 0.01 * (k % 3) - 0.005 * (i % 4)));
        }
      g_ptr_array_add (drawings, drawing);
    }
  bw_chart_view_set_drawings (view, (BwDrawing *const *) drawings->pdata, drawings->len);
}

/* ---- Ticks ---- */

#define N_TICKS 200

typedef struct
{
  GMainLoop *loop;
  BwChartView *view;
  double open, high, low, close, start_ms;
  gboolean is_waiting;
  guint n_ticks;
  double times[N_TICKS];
} Ticks;

static void
tick_painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  Ticks *ticks = user_data;

  if (!ticks->is_waiting)
    return;
  ticks->is_waiting = FALSE;
  if (ticks->n_ticks >= 5)
    ticks->times[ticks->n_ticks - 5] = get_ms () - ticks->start_ms;
  if (++ticks->n_ticks == N_TICKS + 5)
    g_main_loop_quit (ticks->loop);
}

/* What comes between two frames: the bar changes, and the frame begins when it is due. */
static void
tick_before_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Ticks *ticks = user_data;
  double price = ticks->low + (ticks->high - ticks->low) * (0.2 + 0.6 * (ticks->n_ticks % 7) / 7.0);

  if (ticks->is_waiting)
    return;
  ticks->start_ms = get_ms ();
  ticks->is_waiting = TRUE;
  bw_chart_view_update_last (ticks->view, ticks->open, ticks->high, ticks->low, price, 700.0);
  bw_chart_view_set_last (ticks->view, price);
}

static gboolean
keep_drawing_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_BEFORE_PAINT);
  return G_SOURCE_CONTINUE;
}

static void
measure_ticks (Run *run, GdkFrameClock *clock)
{
  Ticks ticks = { .loop = run->loop, .view = run->view };
  BwChartModel *model = bw_chart_view_get_model (run->view);
  double ohlcv[5], n_bars = bw_chart_model_get_n_bars (model);
  gulong before, after;
  guint drawing;

  bw_chart_model_get_bar (model, (gsize)n_bars - 1, ohlcv);
  ticks.open = ohlcv[0];
  ticks.high = ohlcv[1];
  ticks.low = ohlcv[2];
  bw_chart_view_set_range (run->view, n_bars + 20.0 - 500.0, 500.0);
  before = g_signal_connect (clock, "before-paint", G_CALLBACK (tick_before_paint_cb), &ticks);
  after = g_signal_connect (clock, "after-paint", G_CALLBACK (tick_painted_cb), &ticks);
  drawing = gtk_widget_add_tick_callback (GTK_WIDGET (run->view), keep_drawing_cb, NULL, NULL);
  g_main_loop_run (run->loop);
  gtk_widget_remove_tick_callback (GTK_WIDGET (run->view), drawing);
  g_signal_handler_disconnect (clock, before);
  g_signal_handler_disconnect (clock, after);
  qsort (ticks.times, N_TICKS, sizeof *ticks.times, compare_doubles);
  g_print ("chart.tick.p50 %.3f ms\n", ticks.times[N_TICKS / 2]);
  g_print ("chart.tick.p95 %.3f ms\n", ticks.times[N_TICKS * 95 / 100]);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
measure_memory (Run *run)
{
  g_autoptr (BwBarSeries) series = make_series (N_BARS_MANY);

  bw_chart_view_set_series (run->view, series);
  bw_chart_view_set_range (run->view, 0.0, N_BARS_MANY);
  g_timeout_add (1500, quit_cb, run->loop);
  g_main_loop_run (run->loop);
  g_print ("chart.memory.10m %.1f MiB\n", get_resident_mib ());
}

int
main (int argc, char **argv)
{
  static const struct { const char *name; double period; } names[] = {
    { "SMA", 20 }, { "EMA", 50 },  { "BBANDS", 20 }, { "KAMA", 30 }, { "DONCHIAN", 20 },
    { "RSI", 14 }, { "MACD", 12 }, { "STOCH", 5 },   { "ATR", 14 },  { "ADX", 14 },
  };
  BwStudySpec studies[G_N_ELEMENTS (names)];
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  BwBarSeries *series;
  GtkWidget *window;
  GdkFrameClock *clock;
  Run run = { .loop = loop, .with = "" };

  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  if (!gtk_init_check ())
    {
      g_printerr ("bench-chart-window: no display\n");
      return 77;
    }
  series = make_series (N_BARS);
  window = gtk_window_new ();
  run.view = BW_CHART_VIEW (bw_chart_view_new ());
  bw_chart_view_set_title (run.view, "BENCH", "1m");
  bw_chart_view_set_series (run.view, series);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (run.view));
  gtk_window_present (GTK_WINDOW (window));
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), &run);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &run);
  if (argc < 2)
    measure_frames (&run, "");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    bw_study_spec_init_period (&studies[i], names[i].name, names[i].period, i + 1);
  bw_chart_view_set_studies (run.view, studies, G_N_ELEMENTS (studies));
  add_drawings (run.view, series);
  if (argc < 2)
    measure_frames (&run, ".full");
  g_print ("chart.memory.1m %.1f MiB\n", get_resident_mib ());
  g_signal_handlers_disconnect_by_data (clock, &run);
  measure_ticks (&run, clock);
  bw_chart_view_set_studies (run.view, NULL, 0);
  bw_chart_view_set_drawings (run.view, NULL, 0);
  bw_chart_view_set_series (run.view, NULL);
  bw_bar_series_unref (series);
  measure_memory (&run);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
