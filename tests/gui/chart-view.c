/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-painter-gsk.h"
#include "app/chart/chart-view.h"
#include "app/curve-view.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* The chart in a real window: its actions, its gestures (fed to the controllers themselves), and
 * what its render nodes look like. Without a display the tests are skipped. */

#define WIDTH  900
#define HEIGHT 600

typedef struct
{
  GtkWidget *window;
  BwChartView *view;
  GMainLoop *loop;
  guint64 id;
  double price;
  guint n_older, n_ranges, n_moved, n_cancelled, n_prices, n_fills;
} Fixture;

static void
moved_cb (BwChartView *view, guint64 id, double price, Fixture *fixture)
{
  fixture->id = id;
  fixture->price = price;
  fixture->n_moved++;
}

static void
cancelled_cb (BwChartView *view, guint64 id, Fixture *fixture)
{
  fixture->id = id;
  fixture->n_cancelled++;
}

static void
price_cb (BwChartView *view, double price, Fixture *fixture)
{
  fixture->price = price;
  fixture->n_prices++;
}

static void
fill_cb (BwChartView *view, guint64 id, Fixture *fixture)
{
  fixture->id = id;
  fixture->n_fills++;
}

static void
older_cb (BwChartView *view, Fixture *fixture)
{
  fixture->n_older++;
}

static void
range_cb (BwChartView *view, Fixture *fixture)
{
  fixture->n_ranges++;
}

static gboolean
painted_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GMainLoop *loop = user_data;

  if (gtk_widget_get_width (widget) == 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static BwBarSeries *
make_bars (gsize n)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_5M, n);

  for (gsize i = 0; i < n; i++)
    {
      double price = 100.0 + (double)(i % 20) * 0.1;

      bw_bar_series_append (series, (BwTime)i * 5 * BW_MINUTE, price, price + 0.5, price - 0.5,
                            price + 0.2, 100.0 + i % 7);
    }
  return series;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwBarSeries) series = make_bars (800);
  BwStudySpec study;

  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->window = gtk_window_new ();
  fixture->view = BW_CHART_VIEW (bw_chart_view_new ());
  bw_chart_view_set_series (fixture->view, series);
  bw_study_spec_init_period (&study, "EMA", 10, 1);
  bw_chart_view_set_studies (fixture->view, &study, 1);
  bw_chart_view_set_title (fixture->view, "TEST", "5m");
  g_signal_connect (fixture->view, "order-line-moved", G_CALLBACK (moved_cb), fixture);
  g_signal_connect (fixture->view, "order-line-cancelled", G_CALLBACK (cancelled_cb), fixture);
  g_signal_connect (fixture->view, "price-activated", G_CALLBACK (price_cb), fixture);
  g_signal_connect (fixture->view, "fill-activated", G_CALLBACK (fill_cb), fixture);
  g_signal_connect (fixture->view, "older-wanted", G_CALLBACK (older_cb), fixture);
  g_signal_connect (fixture->view, "range-changed", G_CALLBACK (range_cb), fixture);
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_widget_add_tick_callback (GTK_WIDGET (fixture->view), painted_cb, fixture->loop, NULL);
  g_main_loop_run (fixture->loop);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_main_loop_unref (fixture->loop);
}

static double
get_n_visible (Fixture *fixture, double *first_bar)
{
  double n_visible;

  bw_chart_view_get_range (fixture->view, first_bar, &n_visible);
  return n_visible;
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), action, NULL));
}

static GtkEventController *
find_controller (Fixture *fixture, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      /* What the other button is for is not asked for here. */
      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type) &&
          !(GTK_IS_GESTURE_SINGLE (controller) &&
            gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == GDK_BUTTON_SECONDARY))
        return controller;
    }
  g_error ("no %s", g_type_name (type));
}

static void
drag (Fixture *fixture, double x, double y, double dx, double dy)
{
  GtkEventController *gesture = find_controller (fixture, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  g_signal_emit_by_name (gesture, "drag-update", dx / 2.0, dy / 2.0);
  g_signal_emit_by_name (gesture, "drag-update", dx, dy);
  g_signal_emit_by_name (gesture, "drag-end", dx, dy);
}

static void
test_actions (Fixture *fixture, gconstpointer data)
{
  double first_bar, n_before = get_n_visible (fixture, &first_bar), n_visible, before;
  BwChartModel *model = bw_chart_view_get_model (fixture->view);

  act (fixture, "chart.zoom-in");
  n_visible = get_n_visible (fixture, &before);
  g_assert_cmpfloat_with_epsilon (n_visible, n_before / 1.2, 1e-9);
  act (fixture, "chart.pan-left");
  g_assert_cmpfloat (get_n_visible (fixture, &first_bar), ==, n_visible);
  g_assert_cmpfloat_with_epsilon (before - first_bar, n_visible * 0.1, 0.2);
  act (fixture, "chart.page-right");
  get_n_visible (fixture, &before);
  g_assert_cmpfloat (before, >, first_bar);
  g_assert_cmpuint (fixture->n_older, ==, 0);
  act (fixture, "chart.first");
  act (fixture, "chart.pan-left");
  g_assert_cmpuint (fixture->n_older, ==, 1);
  g_assert_false (bw_chart_model_is_following (model));
  act (fixture, "chart.last");
  g_assert_true (bw_chart_model_is_following (model));
  act (fixture, "chart.log-scale");
  g_assert_cmpint (bw_chart_model_get_scale (model), ==, BW_PRICE_SCALE_LOG);
  act (fixture, "chart.reset");
  g_assert_cmpfloat_with_epsilon (get_n_visible (fixture, &first_bar), n_before, 1e-9);
  g_assert_cmpuint (fixture->n_ranges, >=, 7);
}

static void
test_crosshair_keys (Fixture *fixture, gconstpointer data)
{
  BwChartModel *model = bw_chart_view_get_model (fixture->view);
  double ohlcv[5];
  GtkEventController *motion = find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  const BwChartAxis *axis = bw_chart_model_get_axis (model);
  gsize bar = 780;

  g_signal_emit_by_name (motion, "motion", bw_chart_axis_x (axis, bar + 0.5), 100.0);
  act (fixture, "chart.crosshair-left");
  act (fixture, "chart.crosshair-left");
  act (fixture, "chart.crosshair-right");
  act (fixture, "chart.place-order");
  bw_chart_model_get_bar (model, bar - 1, ohlcv);
  g_assert_cmpuint (fixture->n_prices, ==, 1);
  g_assert_cmpfloat_with_epsilon (fixture->price, ohlcv[3], 0.011);
  act (fixture, "chart.crosshair-up");
  act (fixture, "chart.place-order");
  g_assert_cmpfloat (fixture->price, >, ohlcv[3]);
  act (fixture, "chart.crosshair-off");
}

static double
snap_to_quarter (double price, gpointer user_data)
{
  return round (price * 4.0) / 4.0;
}

static void
test_order_line (Fixture *fixture, gconstpointer data)
{
  BwChartModel *model = bw_chart_view_get_model (fixture->view);
  BwChartOrder order = { 77, 101.0, BW_ORDER_ROLE_ENTRY, TRUE, TRUE, TRUE, "Buy 10 limit" };
  const BwChartAxis *axis;
  BwHitRegion region;
  double y, wanted;
  int x = 0;

  bw_chart_view_set_orders (fixture->view, &order, 1);
  bw_chart_view_set_snap_func (fixture->view, snap_to_quarter, NULL);
  axis = bw_chart_model_get_axis (model);
  y = bw_chart_axis_y (axis, 101.0);
  wanted = bw_chart_axis_y (axis, 100.3);
  drag (fixture, 500.0, y, 3.0, wanted - y);
  g_assert_cmpuint (fixture->n_moved, ==, 1);
  g_assert_cmpuint (fixture->id, ==, 77);
  g_assert_cmpfloat (fixture->price, ==, 100.25);
  /* A touch without a move changes nothing. */
  drag (fixture, 500.0, y, 1.0, 1.0);
  g_assert_cmpuint (fixture->n_moved, ==, 1);
  fixture->id = 0;
  while (x < 400 &&
         !(bw_chart_model_hit (model, x, y, &region) && region.kind == BW_HIT_ORDER_CANCEL))
    x++;
  g_assert_cmpint (x, <, 400);
  drag (fixture, x + 4.0, y, 0.0, 0.0);
  g_assert_cmpuint (fixture->n_cancelled, ==, 1);
  g_assert_cmpuint (fixture->id, ==, 77);
  /* Pressed on the × but let go elsewhere: nothing. */
  drag (fixture, x + 4.0, y, 60.0, 0.0);
  g_assert_cmpuint (fixture->n_cancelled, ==, 1);
}

static void
test_clicks (Fixture *fixture, gconstpointer data)
{
  BwChartModel *model = bw_chart_view_get_model (fixture->view);
  BwChartFill fill = { 31, 790 * 5 * BW_MINUTE, 101.2, TRUE };
  GtkEventController *motion = find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  const BwChartAxis *axis;

  bw_chart_view_set_fills (fixture->view, &fill, 1);
  axis = bw_chart_model_get_axis (model);
  drag (fixture, bw_chart_axis_x (axis, 790.5), bw_chart_axis_y (axis, 101.2) + 4.0, 0.0, 0.0);
  g_assert_cmpuint (fixture->n_fills, ==, 1);
  g_assert_cmpuint (fixture->id, ==, 31);
  g_signal_emit_by_name (motion, "motion", 300.0, 200.0);
  drag (fixture, axis->width - 10.0, 200.0, 0.0, 0.0);
  g_assert_cmpuint (fixture->n_prices, ==, 1);
  g_assert_cmpfloat_with_epsilon (fixture->price, bw_chart_axis_price (axis, 200.0), 0.006);
}

static void
test_pan_and_scale (Fixture *fixture, gconstpointer data)
{
  BwChartModel *model = bw_chart_view_get_model (fixture->view);
  BwChartAxis before = *bw_chart_model_get_axis (model), after;
  GtkEventController *scroll = find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_SCROLL);
  GtkEventController *click = find_controller (fixture, GTK_TYPE_GESTURE_CLICK);
  gboolean is_handled;

  drag (fixture, 300.0, 300.0, 120.0, 10.0);
  after = *bw_chart_model_get_axis (model);
  g_assert_cmpfloat_with_epsilon (before.first_bar - after.first_bar,
                                  120.0 * before.n_visible / before.width, 1e-6);
  g_assert_true (bw_chart_model_is_price_auto (model));
  drag (fixture, before.width + 20.0, 200.0, 0.0, 90.0);
  g_assert_false (bw_chart_model_is_price_auto (model));
  g_assert_cmpfloat (bw_chart_model_get_axis (model)->price_high -
                         bw_chart_model_get_axis (model)->price_low,
                     >, after.price_high - after.price_low);
  drag (fixture, 300.0, HEIGHT - 6.0, 60.0, 0.0);
  g_assert_cmpfloat (bw_chart_model_get_axis (model)->n_visible, <, after.n_visible);
  g_signal_emit_by_name (scroll, "scroll", 0.0, -1.0, &is_handled);
  g_assert_true (is_handled);
  g_signal_emit_by_name (click, "pressed", 2, 300.0, 300.0);
  g_assert_true (bw_chart_model_is_price_auto (model));
  g_assert_cmpfloat_with_epsilon (bw_chart_model_get_axis (model)->n_visible, before.n_visible,
                                  1e-6);
}

/* What the view's nodes look like, as pixels of the cairo renderer. */
static cairo_surface_t *
take_picture (GtkWidget *widget)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  cairo_t *cr = cairo_create (surface);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);

  return ((const guint32 *)(const void *)(data +
                                          (gsize)y * cairo_image_surface_get_stride (surface)))[x] &
         0xffffff;
}

static guint32
to_pixel (BwColour colour)
{
  return ((guint32)lroundf (colour.red * 255.0f) << 16) |
         ((guint32)lroundf (colour.green * 255.0f) << 8) | (guint32)lroundf (colour.blue * 255.0f);
}

static void
test_picture (Fixture *fixture, gconstpointer data)
{
  BwChartModel *model = bw_chart_view_get_model (fixture->view);
  const BwChartStyle *style = bw_chart_model_get_style (model);
  const BwChartAxis *axis = bw_chart_model_get_axis (model);
  cairo_surface_t *surface = take_picture (GTK_WIDGET (fixture->view));
  guint n_up = 0;

  /* Every bar closes above its open. */
  for (gsize bar = 760; bar < 795; bar++)
    {
      double ohlcv[5];

      bw_chart_model_get_bar (model, bar, ohlcv);
      n_up += get_pixel (surface, (int)bw_chart_axis_x (axis, bar + 0.5),
                         (int)bw_chart_axis_y (axis, ohlcv[1] - 0.1)) == to_pixel (style->up);
    }
  g_assert_cmpuint (n_up, >=, 30);
  g_assert_cmphex (get_pixel (surface, 3, 3), ==, to_pixel (style->background));
  cairo_surface_destroy (surface);
}

/* Only a named colour changes, as with another colour set: the rule in style.css makes it felt. */
static void
test_colours_follow_css (Fixture *fixture, gconstpointer data)
{
  static const char *const css =
      "@define-color bw_up %s; @define-color bw_down #123456;"
      "bwchart { caret-color: @bw_up; -gtk-secondary-caret-color: @bw_down; }";
  static const struct
  {
    const char *name;
    guint32 rgb;
  } colours[] = { { "#ff00ff", 0xff00ff }, { "#0000ff", 0x0000ff } };
  GtkCssProvider *provider = gtk_css_provider_new ();

  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      g_auto (GStrv) parts = g_strsplit (css, "%s", 2);
      g_autofree char *text = g_strjoinv (colours[i].name, parts);

      gtk_css_provider_load_from_data (provider, text, -1);
      gtk_widget_queue_draw (GTK_WIDGET (fixture->view));
      gtk_widget_add_tick_callback (GTK_WIDGET (fixture->view), painted_cb, fixture->loop, NULL);
      g_main_loop_run (fixture->loop);
      g_assert_cmphex (
          to_pixel (bw_chart_model_get_style (bw_chart_view_get_model (fixture->view))->up), ==,
          colours[i].rgb);
    }
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                 GTK_STYLE_PROVIDER (provider));
  g_object_unref (provider);
}

static void
test_live (Fixture *fixture, gconstpointer data)
{
  BwChartModel *model = bw_chart_view_get_model (fixture->view);
  cairo_surface_t *surface;

  for (guint i = 800; i < 900; i++)
    {
      bw_chart_view_append (fixture->view, (BwTime)i * 5 * BW_MINUTE, 100.0, 100.0, 100.0, 100.0,
                            1.0);
      bw_chart_view_update_last (fixture->view, 100.0, 100.5, 99.5, 100.2, 50.0);
      bw_chart_view_set_last (fixture->view, 100.2);
      bw_chart_view_set_countdown (fixture->view, "1:00");
    }
  g_assert_true (bw_chart_model_is_following (model));
  g_assert_cmpuint (bw_chart_model_get_n_bars (model), ==, 900);
  surface = take_picture (GTK_WIDGET (fixture->view));
  cairo_surface_destroy (surface);
  bw_chart_view_set_series (fixture->view, NULL);
  bw_chart_view_set_message (fixture->view, "Nothing here");
  surface = take_picture (GTK_WIDGET (fixture->view));
  cairo_surface_destroy (surface);
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bw-view-XXXXXX", &error), *contents = NULL;
  g_autofree char *png = g_build_filename (folder, "a.png", NULL),
                  *pdf = g_build_filename (folder, "a.pdf", NULL);
  BwChartAxis before = *bw_chart_model_get_axis (bw_chart_view_get_model (fixture->view));
  cairo_surface_t *surface;
  gsize n_bytes;

  g_assert_true (bw_chart_view_export (fixture->view, &(BwChartExport){ BW_CHART_FILE_PNG, 640, 400, 1, NULL, NULL, 0, 0, 0 }, png, &error));
  g_assert_true (bw_chart_view_export (fixture->view, &(BwChartExport){ BW_CHART_FILE_PDF, 640, 400, 1, NULL, NULL, 0, 0, 0 }, pdf, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (pdf, &contents, &n_bytes, NULL));
  g_assert_cmpmem (contents, 5, "%PDF-", 5);
  g_assert_false (bw_chart_view_export (fixture->view, &(BwChartExport){ BW_CHART_FILE_PNG, 640, 400, 1, NULL, NULL, 0, 0, 0 }, "/nonexistent/folder/a.png", &error));
  g_assert_nonnull (error);
  /* The view is as it was. */
  surface = take_picture (GTK_WIDGET (fixture->view));
  cairo_surface_destroy (surface);
  g_assert_cmpfloat (bw_chart_model_get_axis (bw_chart_view_get_model (fixture->view))->n_visible,
                     ==, before.n_visible);
  g_remove (png);
  g_remove (pdf);
  g_rmdir (folder);
}

static void
test_curves (void)
{
  static const BwBarItem items[] = { { "AAA", 10.0 }, { "BBB", -4.0 } };
  double values[] = { 1.0, 3.0, 2.0, 5.0 };
  BwTime times[] = { 0, BW_DAY, 2 * BW_DAY, 3 * BW_DAY };
  GMainLoop *loop = g_main_loop_new (NULL, FALSE);
  GtkWidget *window = gtk_window_new (), *curve = bw_curve_view_new ();
  cairo_surface_t *surface;

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 200);
  gtk_window_set_child (GTK_WINDOW (window), curve);
  bw_curve_view_set_curve (BW_CURVE_VIEW (curve), BW_LINE_CHART_AREA, BW_NUMBER_MONEY, times,
                           values, NULL, 4);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_add_tick_callback (curve, painted_cb, loop, NULL);
  g_main_loop_run (loop);
  surface = take_picture (curve);
  cairo_surface_destroy (surface);
  bw_curve_view_set_bars (BW_CURVE_VIEW (curve), BW_NUMBER_MONEY, items, G_N_ELEMENTS (items));
  surface = take_picture (curve);
  cairo_surface_destroy (surface);
  bw_curve_view_set_sparkline (BW_CURVE_VIEW (curve), values, 4);
  surface = take_picture (curve);
  cairo_surface_destroy (surface);
  gtk_window_destroy (GTK_WINDOW (window));
  g_main_loop_unref (loop);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/chart-view/actions", test_actions },
    { "/chart-view/crosshair-keys", test_crosshair_keys },
    { "/chart-view/order-line", test_order_line },
    { "/chart-view/clicks", test_clicks },
    { "/chart-view/pan-and-scale", test_pan_and_scale },
    { "/chart-view/picture", test_picture },
    { "/chart-view/colours-follow-css", test_colours_follow_css },
    { "/chart-view/live", test_live },
    { "/chart-view/export", test_export },
  };

  g_test_init (&argc, &argv, NULL);
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/curve-view/pictures", test_curves);
  return g_test_run ();
}
