/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-links.h"

/* Two charts side by side, of another timeframe each: what one does, the other does as far as it is
 * switched on. Without a display the tests are skipped. */

#define START (BwTime) (1772461800 * BW_SECOND)

typedef struct
{
  GtkWidget *window;
  BwChartView *views[2];
  BwChartLinks *links;
  BwTimeframe told;
  guint n_told;
} Fixture;

static void
timeframe_told (BwTimeframe timeframe, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->told = timeframe;
  fixture->n_told++;
}

static BwBarSeries *
make_bars (BwTimeframe timeframe, gsize n)
{
  BwBarSeries *series = bw_bar_series_new (timeframe, n);

  for (gsize i = 0; i < n; i++)
    bw_bar_series_append (series, START + (BwTime) i * (gint64) timeframe * BW_SECOND, 10, 11, 9, 10, 100);
  return series;
}

static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *n_frames = user_data;

  gtk_widget_queue_draw (widget);
  return ++*n_frames < 4 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const struct { BwTimeframe timeframe; gsize n; } charts[2] = { { BW_TIMEFRAME_1M, 600 }, { BW_TIMEFRAME_5M, 120 } };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  guint n_frames = 0;

  fixture->window = gtk_window_new ();
  fixture->links = bw_chart_links_new ();
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (BwBarSeries) series = make_bars (charts[i].timeframe, charts[i].n);

      fixture->views[i] = BW_CHART_VIEW (bw_chart_view_new ());
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->views[i]));
      bw_chart_view_set_series (fixture->views[i], series);
      bw_chart_links_add (fixture->links, fixture->views[i], timeframe_told, fixture);
    }
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 400);
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_widget_add_tick_callback (fixture->window, frame_cb, &n_frames, NULL);
  while (n_frames < 4)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bw_chart_links_free (fixture->links);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static void
switch_to (Fixture *fixture, const char *name, gboolean is_on)
{
  g_action_group_change_action_state (bw_chart_links_get_actions (fixture->links), name, g_variant_new_boolean (is_on));
}

static void
test_crosshair (Fixture *fixture, gconstpointer data)
{
  BwTime pointed;

  bw_chart_view_set_range (fixture->views[0], 100, 400);
  bw_chart_view_set_range (fixture->views[1], 0, 120);
  bw_chart_view_point_at (fixture->views[0], START + 303 * BW_MINUTE, 10.0, FALSE);
  g_assert_cmpint (bw_chart_view_get_pointed (fixture->views[1]), ==, BW_TIME_NONE); /* not by the user */
  gtk_widget_activate_action (GTK_WIDGET (fixture->views[0]), "chart.crosshair-right", NULL);
  pointed = bw_chart_view_get_pointed (fixture->views[0]);
  g_assert_cmpint (pointed, !=, BW_TIME_NONE);
  g_assert_cmpint (bw_chart_view_get_pointed (fixture->views[1]), ==, pointed - (pointed - START) % (5 * BW_MINUTE));
  gtk_widget_activate_action (GTK_WIDGET (fixture->views[0]), "chart.crosshair-off", NULL);
  g_assert_cmpint (bw_chart_view_get_pointed (fixture->views[1]), ==, BW_TIME_NONE);
  switch_to (fixture, "crosshair", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->views[0]), "chart.crosshair-right", NULL);
  g_assert_cmpint (bw_chart_view_get_pointed (fixture->views[1]), ==, BW_TIME_NONE);
}

static void
test_range (Fixture *fixture, gconstpointer data)
{
  double first_bar, n_visible, before;

  bw_chart_view_get_range (fixture->views[1], &before, &n_visible);
  bw_chart_view_set_range (fixture->views[0], 100, 200);
  bw_chart_view_get_range (fixture->views[1], &first_bar, &n_visible);
  g_assert_cmpfloat (first_bar, ==, before);
  switch_to (fixture, "range", TRUE);
  bw_chart_view_set_range (fixture->views[0], 100, 250);
  bw_chart_view_get_range (fixture->views[1], &first_bar, &n_visible);
  g_assert_cmpfloat (first_bar, >=, 18);
  g_assert_cmpfloat (first_bar, <=, 21);
  g_assert_cmpfloat (n_visible, >=, 48);
  g_assert_cmpfloat (n_visible, <=, 56);
  /* The first one stays where the user put it: nothing goes in circles. */
  bw_chart_view_get_range (fixture->views[0], &first_bar, &n_visible);
  g_assert_cmpfloat (first_bar, ==, 100);
  g_assert_cmpfloat (n_visible, ==, 250);
}

static void
test_timeframe (Fixture *fixture, gconstpointer data)
{
  bw_chart_links_tell_timeframe (fixture->links, fixture->views[0], BW_TIMEFRAME_1H);
  g_assert_cmpuint (fixture->n_told, ==, 0);
  switch_to (fixture, "timeframe", TRUE);
  bw_chart_links_tell_timeframe (fixture->links, fixture->views[0], BW_TIMEFRAME_1H);
  g_assert_cmpuint (fixture->n_told, ==, 1); /* the other one, not itself */
  g_assert_cmpint (fixture->told, ==, BW_TIMEFRAME_1H);
  bw_chart_links_remove (fixture->links, fixture->views[1]);
  bw_chart_links_tell_timeframe (fixture->links, fixture->views[0], BW_TIMEFRAME_1D);
  g_assert_cmpuint (fixture->n_told, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  g_test_add ("/chart-links/crosshair", Fixture, NULL, set_up, test_crosshair, tear_down);
  g_test_add ("/chart-links/range", Fixture, NULL, set_up, test_range, tear_down);
  g_test_add ("/chart-links/timeframe", Fixture, NULL, set_up, test_timeframe, tear_down);
  return g_test_run ();
}
