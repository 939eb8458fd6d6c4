/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/order-columns.h"
#include "app/paged-model.h"
#include "app/panel.h"
#include "store/profile-folder.h"
#include "store/projection.h"
#include "store/trading-reader.h"

#include <glib/gstdio.h>
#include <string.h>

/* list.scroll: a table of a million orders read from the store a page at a time: what a frame of
 * three-row wheel steps costs, and one that jumps by hundreds of rows. */

#define N_ORDERS 1000000
#define N_FRAMES 400
#define ROWS_A_STEP 3
#define ROWS_A_JUMP 700

/* A panel only to be asked for its desk, whose engine isn't open. */
typedef struct
{
  BwPanel parent_instance;
} BwBenchPanel;

typedef struct
{
  BwPanelClass parent_class;
} BwBenchPanelClass;

GType bw_bench_panel_get_type (void);
G_DEFINE_TYPE (BwBenchPanel, bw_bench_panel, BW_TYPE_PANEL)

static void
bw_bench_panel_class_init (BwBenchPanelClass *klass)
{
}

static void
bw_bench_panel_init (BwBenchPanel *self)
{
}

typedef struct
{
  BwTradingReader *reader;
  GtkAdjustment *adjustment;
  double row_height;
  int frame;
  gint64 began_us, set_us;
  double scroll_ms[N_FRAMES], jump_ms[N_FRAMES];
  gboolean is_done;
} Bench;

static void
put_order (BwProjection *projection, BwOutputs *outputs, guint64 id)
{
  BwOrder order = { .id = id, .account = 1, .instrument = 1 + id % 120, .side = 1 + id % 2,
                    .type = id % 3 == 0 ? BW_ORDER_LIMIT : BW_ORDER_MARKET, .tif = BW_TIF_DAY,
                    .status = id % 10 == 0 ? BW_ORDER_CANCELED : BW_ORDER_FILLED,
                    .quantity = BW_FIXED (1 + id % 900), .filled = BW_FIXED (id % 10 == 0 ? 0 : 1 + id % 900),
                    .limit_price = BW_FIXED (id % 3 == 0 ? 20 + id % 300 : 0),
                    .created = (BwTime) (1700000000 + id) * BW_SECOND, .updated = (BwTime) (1700000000 + id) * BW_SECOND };
  guint64 uuid_begin = GUINT64_TO_BE (id);

  memcpy (order.uuid.bytes, &uuid_begin, sizeof uuid_begin);
  bw_outputs_reset (outputs);
  memcpy (bw_outputs_append (outputs, BW_OUTPUT_ORDER, id, sizeof order), &order, sizeof order);
  if (!bw_projection_outputs (projection, 1, id, outputs, NULL))
    g_error ("can't project");
}

static void
fill_orders (const char *path)
{
  BwDatabase *database = bw_database_open (BW_DATABASE_TRADING, path, 0, NULL);
  BwProjection *projection = bw_projection_new (database, NULL);
  BwOutputs outputs;

  bw_outputs_init (&outputs);
  for (guint64 id = 1; id <= N_ORDERS;)
    {
      guint64 end = id + 10000;

      if (!bw_projection_begin (projection, NULL))
        g_error ("can't begin");
      for (; id < end; id++)
        put_order (projection, &outputs, id);
      if (!bw_projection_commit (projection, end - 1, NULL))
        g_error ("can't commit");
    }
  bw_outputs_clear (&outputs);
  bw_projection_free (projection);
  bw_database_close (database);
}

static guint64
get_key (gconstpointer payload)
{
  return ((const BwOrder *) payload)->id;
}

static GArray *
read_page (guint64 offset, gsize n_max, gpointer user_data)
{
  Bench *bench = user_data;
  BwOrdersQuery query = { .timeline = 1, .account = 1, .is_descending = TRUE };

  return bw_trading_reader_orders (bench->reader, &query, offset, n_max, NULL);
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
  gint64 now_us = g_get_monotonic_time ();
  double ms = (double) (now_us - bench->began_us + bench->set_us) * 1e-3;
  gboolean is_jump = bench->frame >= N_FRAMES;
  gint64 set_us;

  if (bench->frame >= 0)
    (is_jump ? bench->jump_ms : bench->scroll_ms)[bench->frame % N_FRAMES] = ms;
  if (++bench->frame == 2 * N_FRAMES)
    {
      bench->is_done = TRUE;
      g_main_context_wakeup (NULL);
      return;
    }
  set_us = g_get_monotonic_time ();
  gtk_adjustment_set_value (bench->adjustment,
                            gtk_adjustment_get_value (bench->adjustment) +
                                bench->row_height * (bench->frame >= N_FRAMES ? ROWS_A_JUMP : ROWS_A_STEP));
  bench->set_us = g_get_monotonic_time () - set_us;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static void
print_quantiles (const char *name, double *times)
{
  qsort (times, N_FRAMES, sizeof *times, compare_doubles);
  g_print ("%s.p50 %.2f ms\n%s.p95 %.2f ms\n", name, times[N_FRAMES / 2], name, times[N_FRAMES * 95 / 100]);
}

static void
run (Bench *bench)
{
  g_autoptr (BwEngine) engine = bw_engine_new (g_get_tmp_dir (), bw_clock_system ());
  g_autoptr (GSettings) settings = g_settings_new (BW_APP_ID);
  g_autoptr (BwStyle) style = bw_style_new (settings);
  g_autoptr (BwDesk) desk = bw_desk_new (engine, bw_clock_system (), settings, style);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *panel = g_object_new (bw_bench_panel_get_type (), "desk", desk, "id", "bench", NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkColumnView *view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  BwPagedModel *model = bw_paged_model_new (sizeof (BwOrder), get_key, read_page, bench);
  gsize n_columns;
  const BwColumn *columns = bw_order_columns (&n_columns);

  bw_columns_dress (view);
  bw_columns_add (view, columns, n_columns, panel);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view));
  adw_bin_set_child (ADW_BIN (panel), scroller);
  gtk_window_set_child (GTK_WINDOW (window), panel);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  bw_paged_model_reset (model, N_ORDERS);
  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (model))));
  gtk_window_present (GTK_WINDOW (window));
  bench->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  while (gtk_adjustment_get_upper (bench->adjustment) <= gtk_adjustment_get_page_size (bench->adjustment))
    g_main_context_iteration (NULL, TRUE);
  bench->row_height = gtk_adjustment_get_upper (bench->adjustment) / N_ORDERS;
  bench->frame = -20; /* the first frames warm up */
  g_signal_connect (gtk_widget_get_frame_clock (window), "before-paint", G_CALLBACK (before_paint_cb), bench);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), bench);
  gtk_widget_queue_draw (window);
  while (!bench->is_done)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bw-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "trading.db", NULL);
  Bench *bench = g_new0 (Bench, 1);

  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  if (!gtk_init_check ())
    {
      g_printerr ("no display: not measured\n");
      return 0;
    }
  adw_init ();
  fill_orders (path);
  bench->reader = bw_trading_reader_open (path, NULL);
  run (bench);
  print_quantiles ("list.scroll", bench->scroll_ms);
  print_quantiles ("list.jump", bench->jump_ms);
  bw_trading_reader_free (bench->reader);
  g_free (bench);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
