/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window.h"

#include <glib/gstdio.h>

/* replay.1000x: 20 symbols of minute bars replayed at 1000 times the speed in the real window, its
 * trade page in front: what a frame costs, from the engine's news to the last pixel. */

#define N_SYMBOLS 20
#define N_DAYS 6
#define N_FRAMES 600
#define N_WARM_UP 60

typedef struct
{
  BwEngine *engine;
  BwDesk *desk;
  char *csv_path;
  double frames_ms[N_FRAMES];
  int frame;
  gint64 began_us, news_us;
  gboolean is_done;
} Bench;

static void
write_bars (const char *path)
{
  g_autoptr (GString) text = g_string_new ("symbol,datetime,open,high,low,close,volume\n");
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int symbol = 0; symbol < N_SYMBOLS; symbol++)
    {
      double price = 20 + 7 * symbol;

      for (int day = 0; day < N_DAYS; day++)
        for (int minute = 0; minute < 390; minute++)
          {
            double close = price * (1 + g_rand_double_range (rand, -0.001, 0.001));

            /* Monday 2 to Saturday 7 June 2014 without the weekend: 2, 3, 4, 5, 6, 9. */
            g_string_append_printf (text, "BW%c%c,2014-06-%02d %02d:%02d:00,%.2f,%.2f,%.2f,%.2f,%d\n", 'A' + symbol / 5,
                                    'A' + symbol % 5, day < 5 ? 2 + day : 9, (570 + minute) / 60, (570 + minute) % 60, price,
                                    MAX (price, close) + 0.01, MIN (price, close) - 0.01, close,
                                    g_rand_int_range (rand, 100, 9000));
            price = close;
          }
    }
  g_file_set_contents (path, text->str, (gssize) text->len, NULL);
}

static void
replay_opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;
  BwTimelineId timeline = bw_engine_open_replay_finish (bench->engine, result, &error);

  if (error != NULL)
    g_error ("can't open the replay: %s", error->message);
  bw_desk_set_timeline (bench->desk, timeline);
  bw_engine_set_playing (bench->engine, timeline, TRUE);
  bench->frame = -N_WARM_UP;
}

static void
imported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportOutcome) outcome = bw_engine_import_finish (bench->engine, result, &error);
  BwInstrumentId instruments[N_SYMBOLS];
  BwReplaySpec spec = { "bench", instruments, N_SYMBOLS, 1401715800 * BW_SECOND, BW_TIMEFRAME_1M, 1000, BW_FIXED (100000) };

  if (outcome == NULL)
    g_error ("can't import: %s", error->message);
  for (int i = 0; i < N_SYMBOLS; i++)
    {
      char symbol[] = { 'B', 'W', (char) ('A' + i / 5), (char) ('A' + i % 5), '\0' };

      instruments[i] = bw_engine_find_instrument (bench->engine, symbol)->id;
    }
  bw_engine_open_replay_async (bench->engine, &spec, NULL, replay_opened_cb, bench);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportSpec) spec = bw_import_spec_new (bench->csv_path);

  if (!bw_engine_open_finish (bench->engine, result, &error))
    g_error ("can't open: %s", error->message);
  bw_desk_set_open (bench->desk, TRUE);
  bw_engine_set_playing (bench->engine, BW_TIMELINE_PRACTICE, FALSE);
  bw_engine_import_async (bench->engine, spec, NULL, imported_cb, bench);
}

/* The engine's news are taken outside the frame: their time counts to the frame that shows them. */
static void
news_begin_cb (BwEngine *engine, guint what, gpointer user_data)
{
  ((Bench *) user_data)->began_us = g_get_monotonic_time ();
}

static void
news_end_cb (BwEngine *engine, guint what, gpointer user_data)
{
  Bench *bench = user_data;

  bench->news_us += g_get_monotonic_time () - bench->began_us;
}

static void
before_paint_cb (GdkFrameClock *frame_clock, gpointer user_data)
{
  ((Bench *) user_data)->began_us = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *frame_clock, gpointer user_data)
{
  Bench *bench = user_data;
  gint64 us = g_get_monotonic_time () - bench->began_us + bench->news_us;

  bench->news_us = 0;
  if (bench->frame == G_MININT)
    return; /* the replay isn't there yet */
  if (bench->frame >= 0)
    bench->frames_ms[bench->frame] = (double) us * 1e-3;
  if (++bench->frame == N_FRAMES)
    bench->is_done = TRUE;
}

static void
closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  bw_engine_close_finish (BW_ENGINE (object), result, NULL);
  *(gboolean *) user_data = TRUE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static void
run (Bench *bench, const char *profile)
{
  g_autoptr (GSettings) settings = g_settings_new (BW_APP_ID);
  g_autoptr (BwStyle) style = bw_style_new (settings);
  GtkWidget *window;
  gboolean is_closed = FALSE;

  g_settings_set_string (settings, "page", "trade");
  bench->engine = bw_engine_new (profile, bw_clock_system ());
  g_signal_connect (bench->engine, "changed", G_CALLBACK (news_begin_cb), bench);
  bench->desk = bw_desk_new (bench->engine, bw_clock_system (), settings, style);
  window = bw_window_new (NULL, bench->desk);
  g_signal_connect_after (bench->engine, "changed", G_CALLBACK (news_end_cb), bench);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "before-paint", G_CALLBACK (before_paint_cb), bench);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), bench);
  bw_engine_open_async (bench->engine, NULL, opened_cb, bench);
  while (!bench->is_done)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
  bw_desk_set_open (bench->desk, FALSE);
  bw_engine_close_async (bench->engine, closed_cb, &is_closed);
  while (!is_closed)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (bench->desk);
  g_object_unref (bench->engine);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bw-bench-XXXXXX", NULL);
  g_autofree char *profile = g_build_filename (folder, "profile", NULL);
  Bench *bench = g_new0 (Bench, 1);

  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  if (!gtk_init_check ())
    {
      g_printerr ("no display: not measured\n");
      return 0;
    }
  adw_init ();
  bench->frame = G_MININT;
  bench->csv_path = g_build_filename (folder, "bars.csv", NULL);
  write_bars (bench->csv_path);
  run (bench, profile);
  qsort (bench->frames_ms, N_FRAMES, sizeof (double), compare_doubles);
  g_print ("replay.1000x.p50 %.2f ms\n", bench->frames_ms[N_FRAMES / 2]);
  g_print ("replay.1000x.p95 %.2f ms\n", bench->frames_ms[N_FRAMES * 95 / 100]);
  g_print ("replay.1000x.p99 %.2f ms\n", bench->frames_ms[N_FRAMES * 99 / 100]);
  remove_folder (folder);
  g_free (bench->csv_path);
  g_free (bench);
  return 0;
}
