/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-view.h"
#include "app/curve-view.h"
#include "market/calendar.h"

#include <adwaita.h>
#include <math.h>
#include <stdlib.h>

/* A window with a chart of made-up bars and everything that can lie on it, to drive by hand and by
 * xdotool: chart-demo [--dark] [--bars N] [--width W] [--height H] [--png FILE] [--curves]
 * [--hollow]. */

static gboolean is_dark, is_hollow, has_curves;
static int n_bars = 1200, width = 1280, height = 800;
static char *png_path;

static double
draw_normal (GRand *random)
{
  double sum = -6.0;

  for (guint i = 0; i < 12; i++)
    sum += g_rand_double (random);
  return sum;
}

static BwBarSeries *
make_series (gsize n)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_5M, n);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  double price = 58.0;
  BwSession session;
  BwTime time;

  bw_calendar_parse ("XNYS", &(BwCalendarId){ 0 });
  bw_calendar_session (BW_CALENDAR_XNYS, bw_date_from_ymd (2026, 2, 9), &session);
  time = session.open;
  for (gsize i = 0; i < n; i++)
    {
      double open = price, close, high, low, u;

      if (time >= session.close)
        {
          if (!bw_calendar_next_session (BW_CALENDAR_XNYS, session.date, &session))
            break;
          time = session.open;
          open *= exp (0.004 * draw_normal (random));
        }
      close = open * exp (0.0011 * draw_normal (random) + 0.00004);
      high = MAX (open, close) * (1.0 + 0.0007 * fabs (draw_normal (random)));
      low = MIN (open, close) * (1.0 - 0.0007 * fabs (draw_normal (random)));
      u = (double)(time - session.open) / (session.close - session.open);
      bw_bar_series_append (
          series, time, round (open * 100) / 100, round (high * 100) / 100, round (low * 100) / 100,
          round (close * 100) / 100,
          floor ((9000 + 26000 * (u - 0.5) * (u - 0.5) * 4) * (0.4 + g_rand_double (random))));
      price = close;
      time += 5 * BW_MINUTE;
    }
  return series;
}

static void
moved_cb (BwChartView *view, guint64 id, double price)
{
  g_print ("moved %" G_GUINT64_FORMAT " %.2f\n", id, price);
}

static void
cancelled_cb (BwChartView *view, guint64 id)
{
  g_print ("cancelled %" G_GUINT64_FORMAT "\n", id);
}

static void
price_cb (BwChartView *view, double price)
{
  g_print ("price %.2f\n", price);
}

static void
fill_cb (BwChartView *view, guint64 id)
{
  g_print ("fill %" G_GUINT64_FORMAT "\n", id);
}

static GtkWidget *
make_chart (void)
{
  BwStudySpec studies[4];
  g_autoptr (BwBarSeries) series = make_series (n_bars);
  BwChartView *view = BW_CHART_VIEW (bw_chart_view_new ());
  gsize last = series->n_bars - 1;
  double price = series->close[last];
  BwChartOrder orders[] = {
    { 11, round (price * 98.9) / 100, BW_ORDER_ROLE_ENTRY, TRUE, TRUE, TRUE, "Buy 200 limit" },
    { 12, round (price * 98.6) / 100, BW_ORDER_ROLE_STOP, FALSE, TRUE, TRUE, "Stop 200  −$144.00" },
    { 13, round (price * 101.8) / 100, BW_ORDER_ROLE_TARGET, FALSE, TRUE, TRUE,
      "Target 200  +$450.00" },
  };
  BwChartPosition position = { round (price * 98.75) / 100, 166.0,
                               "Long 200 @ 61.12  +$166.00 (+1.36 %)" };

  bw_chart_view_set_candle_shape (view, is_hollow ? BW_CANDLES_HOLLOW : BW_CANDLES_FILLED);
  bw_chart_view_set_title (view, "HLVN", "Halvorsen Marine · 5m");
  bw_chart_view_set_zone (view, "America/New_York", bw_zone_offset_at);
  bw_chart_view_set_series (view, series);
  bw_study_spec_init_period (&studies[0], "SMA", 20, 1);
  bw_study_spec_init_period (&studies[1], "BBANDS", 20, 2);
  bw_study_spec_shift_colours (&studies[1], 1);
  bw_study_spec_init_period (&studies[2], "RSI", 14, 3);
  bw_study_spec_init_period (&studies[3], "MACD", 12, 4);
  bw_chart_view_set_studies (view, studies, G_N_ELEMENTS (studies));
  bw_chart_view_set_orders (view, orders, G_N_ELEMENTS (orders));
  bw_chart_view_set_position (view, &position);
  if (last > 60)
    {
      BwChartFill fills[] = {
        { 21, series->start[last - 40], series->low[last - 40], TRUE },
        { 22, series->start[last - 22], series->high[last - 22], FALSE },
        { 23, series->start[last - 12], series->close[last - 12], TRUE },
      };

      bw_chart_view_set_fills (view, fills, G_N_ELEMENTS (fills));
    }
  bw_chart_view_set_countdown (view, "3:12");
  bw_chart_view_set_badge (view, "Practice market");
  g_signal_connect (view, "order-line-moved", G_CALLBACK (moved_cb), NULL);
  g_signal_connect (view, "order-line-cancelled", G_CALLBACK (cancelled_cb), NULL);
  g_signal_connect (view, "price-activated", G_CALLBACK (price_cb), NULL);
  g_signal_connect (view, "fill-activated", G_CALLBACK (fill_cb), NULL);
  return GTK_WIDGET (view);
}

static GtkWidget *
make_curves (void)
{
  static const BwBarItem items[] = { { "LUMR", 464.0 }, { "KESL", 222.0 }, { "HLVN", 166.0 },
                                     { "GRVL", 115.5 }, { "Fees", -39.7 }, { "TARN", -210.25 } };
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *equity = bw_curve_view_new (),
            *drawdown = bw_curve_view_new (), *bars = bw_curve_view_new (),
            *spark = bw_curve_view_new ();
  BwTime times[250];
  double values[250], others[250], falls[250], best = 0.0;
  BwSession session;

  bw_calendar_session (BW_CALENDAR_XNYS, bw_date_from_ymd (2025, 3, 3), &session);
  for (guint i = 0; i < 250; i++)
    {
      times[i] = session.open;
      values[i] =
          (i > 0 ? values[i - 1] : 100000.0) * (1.0 + 0.006 * draw_normal (random) + 0.0006);
      others[i] =
          (i > 0 ? others[i - 1] : 100000.0) * (1.0 + 0.004 * draw_normal (random) + 0.0003);
      best = MAX (best, values[i]);
      falls[i] = values[i] / best - 1.0;
      bw_calendar_next_session (BW_CALENDAR_XNYS, session.date, &session);
    }
  bw_curve_view_set_curve (BW_CURVE_VIEW (equity), BW_LINE_CHART_AREA, BW_NUMBER_MONEY, times,
                           values, others, 250);
  bw_curve_view_set_colour_name (BW_CURVE_VIEW (equity), "bw_up");
  bw_curve_view_set_curve (BW_CURVE_VIEW (drawdown), BW_LINE_CHART_BASELINE, BW_NUMBER_PERCENT,
                           times, falls, NULL, 250);
  bw_curve_view_set_colour_name (BW_CURVE_VIEW (drawdown), "bw_down");
  bw_curve_view_set_bars (BW_CURVE_VIEW (bars), BW_NUMBER_MONEY, items, G_N_ELEMENTS (items));
  bw_curve_view_set_sparkline (BW_CURVE_VIEW (spark), values, 80);
  gtk_widget_set_halign (spark, GTK_ALIGN_START);
  gtk_widget_set_vexpand (equity, TRUE);
  gtk_box_append (GTK_BOX (box), equity);
  gtk_box_append (GTK_BOX (box), drawdown);
  gtk_box_append (GTK_BOX (box), bars);
  gtk_box_append (GTK_BOX (box), spark);
  return box;
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = gtk_application_window_new (application),
            *child = has_curves ? make_curves () : make_chart ();

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      is_dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                              : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  if (png_path != NULL && !has_curves)
    {
      g_autoptr (GError) error = NULL;
      BwChartExport export = { .width = width, .height = height, .scale = 1, .end = G_MAXSIZE };

      if (!bw_chart_file_of_path (png_path, &export.file) ||
          !bw_chart_view_export (BW_CHART_VIEW (child), &export, png_path, &error))
        g_printerr ("%s\n", error != NULL ? error->message : "a chart is no such file");
    }
}

int
main (int argc, char **argv)
{
  static const GOptionEntry entries[] = {
    { "dark", 0, 0, G_OPTION_ARG_NONE, &is_dark, "Dark", NULL },
    { "hollow", 0, 0, G_OPTION_ARG_NONE, &is_hollow, "Hollow candles", NULL },
    { "curves", 0, 0, G_OPTION_ARG_NONE, &has_curves, "Curves instead of candles", NULL },
    { "bars", 0, 0, G_OPTION_ARG_INT, &n_bars, "How many bars", "N" },
    { "width", 0, 0, G_OPTION_ARG_INT, &width, "Window width", "W" },
    { "height", 0, 0, G_OPTION_ARG_INT, &height, "Window height", "H" },
    { "png", 0, 0, G_OPTION_ARG_FILENAME, &png_path, "Export to this file too (.png, .svg, .pdf, .csv)",
      "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (AdwApplication) application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  g_application_add_main_option_entries (G_APPLICATION (application), entries);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
