/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/twin/twin-table.h"

/* A table of ten million rows in a real window: what it costs to show is what is on screen. Without a
 * display the tests are skipped. */

#define N_ROWS 10000000u
#define ROWS_MADE_MAX 1200u /* some 200 are kept about each end and about the row gone to */

typedef struct
{
  gsize n_rows;
  gsize n_asked;
  guint64 chosen;
  guint n_chosen;
} Source;

static gsize
count (const BwSeriesTable *table)
{
  return ((Source *) table->source)->n_rows;
}

static BwTime
get_time (const BwSeriesTable *table, gsize row)
{
  return (BwTime) row * BW_MINUTE;
}

static double
get_value (const BwSeriesTable *table, gsize row, guint column)
{
  ((Source *) table->source)->n_asked++;
  return (double) row;
}

static BwSeriesTable *
make_table (Source *source)
{
  BwSeriesTable *table = bw_series_table_new (source);

  table->count = count;
  table->get_time = get_time;
  table->get_value = get_value;
  table->has_clock = TRUE;
  bw_series_table_add (table, "value", "Value", BW_SERIES_NUMBER, 2);
  return table;
}

static void
chosen_cb (BwTwinTable *twin, guint64 row, Source *source)
{
  source->chosen = row;
  source->n_chosen++;
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *n_frames = user_data;

  gtk_widget_queue_draw (widget);
  return ++*n_frames < 4 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Until what was asked for has been laid out and drawn. */
static void
settle (GtkWidget *window)
{
  guint n_frames = 0;

  gtk_widget_add_tick_callback (window, frame_cb, &n_frames, NULL);
  while (n_frames < 4)
    g_main_context_iteration (NULL, TRUE);
}

static double
get_scroll (GtkColumnView *view)
{
  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)));
}

static gboolean
is_chosen (GtkColumnView *view, guint position)
{
  return gtk_selection_model_is_selected (gtk_column_view_get_model (view), position);
}

static void
test_ten_million (void)
{
  Source source = { .n_rows = N_ROWS };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *twin = bw_twin_table_new ();
  GtkColumnView *view;
  double top;

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 500);
  gtk_window_set_child (GTK_WINDOW (window), twin);
  g_signal_connect (twin, "row-chosen", G_CALLBACK (chosen_cb), &source);
  bw_twin_table_take (BW_TWIN_TABLE (twin), make_table (&source));
  gtk_window_present (GTK_WINDOW (window));
  settle (window);
  view = GTK_COLUMN_VIEW (find (twin, GTK_TYPE_COLUMN_VIEW));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view))), ==, N_ROWS);
  g_assert_cmpuint (source.n_asked, >, 10);
  g_assert_cmpuint (source.n_asked, <, ROWS_MADE_MAX);

  /* To the oldest, which stands last, and to one in the middle: a few hundred rows more, no signal. */
  top = get_scroll (view);
  bw_twin_table_show_row (BW_TWIN_TABLE (twin), 0);
  settle (window);
  g_assert_true (is_chosen (view, N_ROWS - 1));
  g_assert_cmpfloat (get_scroll (view), >, top + 1e7);
  bw_twin_table_show_row (BW_TWIN_TABLE (twin), N_ROWS / 2);
  settle (window);
  g_assert_true (is_chosen (view, N_ROWS - 1 - N_ROWS / 2));
  g_assert_cmpuint (source.n_asked, <, 4 * ROWS_MADE_MAX);
  g_assert_cmpuint (source.n_chosen, ==, 0);

  /* The user's own choice is told, by the row's number from the oldest on. */
  gtk_selection_model_select_item (gtk_column_view_get_model (view), 4, TRUE);
  g_assert_cmpuint (source.n_chosen, ==, 1);
  g_assert_cmpuint (source.chosen, ==, N_ROWS - 5);

  /* A bar comes: the choice stays on its row, which stands one lower now. */
  source.n_rows++;
  bw_twin_table_rows_added (BW_TWIN_TABLE (twin));
  settle (window);
  g_assert_true (is_chosen (view, 5));
  g_assert_false (is_chosen (view, 4));
  g_assert_cmpuint (source.n_chosen, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Other rows, fewer rows, none, other columns: nothing that is asked for is out of range. */
static void
test_changes (void)
{
  Source source = { .n_rows = 300 };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *twin = bw_twin_table_new ();
  GtkColumnView *view;
  BwSeriesTable *other;

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 500);
  gtk_window_set_child (GTK_WINDOW (window), twin);
  bw_twin_table_take (BW_TWIN_TABLE (twin), make_table (&source));
  gtk_window_present (GTK_WINDOW (window));
  settle (window);
  view = GTK_COLUMN_VIEW (find (twin, GTK_TYPE_COLUMN_VIEW));
  bw_twin_table_show_row (BW_TWIN_TABLE (twin), 100);
  source.n_rows = 200;
  bw_twin_table_rows_changed (BW_TWIN_TABLE (twin));
  settle (window);
  g_assert_true (is_chosen (view, 99)); /* by its time */
  source.n_rows = 50;
  bw_twin_table_rows_added (BW_TWIN_TABLE (twin));
  settle (window);
  source.n_rows = 0;
  bw_twin_table_rows_changed (BW_TWIN_TABLE (twin));
  settle (window);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view))), ==, 0);
  source.n_rows = 3;
  other = make_table (&source);
  bw_series_table_add (other, "more", "More", BW_SERIES_SHARE, 2);
  bw_twin_table_take (BW_TWIN_TABLE (twin), other);
  settle (window);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (view)), ==, 3);
  gtk_window_destroy (GTK_WINDOW (window));
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
  g_test_add_func ("/twin-table/ten-million", test_ten_million);
  g_test_add_func ("/twin-table/changes", test_changes);
  return g_test_run ();
}
