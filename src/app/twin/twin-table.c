/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/twin/twin-table.h"

#include "app/columns.h"
#include "app/format.h"
#include "app/twin/twin-rows.h"
#include "report/series-csv.h"

#include <glib/gi18n.h>
#include <math.h>

#define COPIED_ROWS_MAX 1000000u /* some 100 MB of text; whole files are for exporting */
#define TIME_WIDTH 138
#define DATE_WIDTH 104
#define NUMBER_WIDTH 84

struct _BwTwinTable
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *count_label;
  GtkColumnView *view;
  BwTwinRows *rows;             /* (owned) */
  GtkMultiSelection *selection; /* (owned) */
  BwSeriesTable *table;         /* (owned) (nullable) */
  BwColumn *columns;            /* (owned) (nullable): of @view; titles are @table's */
  char *zone;                   /* (owned) (nullable) */
  BwTime chosen_time;           /* of the one row chosen; BW_TIME_NONE */
  gboolean is_showing;          /* the choice is the program's, not the user's */
};

G_DEFINE_FINAL_TYPE (BwTwinTable, bw_twin_table, GTK_TYPE_WIDGET)

enum
{
  ROW_CHOSEN,
  TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- Cells ---- */

/* The rows may be fewer than the list yet knows: what a cell shows is asked with care. */
static gboolean
is_there (BwTwinTable *self, guint64 row)
{
  return self->table != NULL && row < self->table->count (self->table);
}

static void
present_time (BwRow *row, BwCell *cell, gpointer user_data)
{
  BwTwinTable *self = user_data;
  guint64 index = bw_row_get_key (row);

  if (is_there (self, index))
    bw_cell_take (cell, bw_format_sortable (self->table->get_time (self->table, index), self->zone, self->table->has_clock),
                  BW_TONE_NORMAL);
}

static void
present_value (BwRow *row, BwCell *cell, gpointer user_data)
{
  BwTwinTable *self = user_data;
  guint64 index = bw_row_get_key (row);
  guint column = bw_columns_get_column (cell)->index;
  BwTone tone = BW_TONE_NORMAL;
  double value;

  if (!is_there (self, index) || column >= self->table->columns->len)
    return;
  value = self->table->get_value (self->table, index, column);
  if (!isfinite (value))
    tone = BW_TONE_DIM;
  else if (bw_series_table_get_column (self->table, column)->kind == BW_SERIES_SHARE)
    tone = bw_tone_of_sign ((value > 0.0) - (value < 0.0));
  bw_cell_take (cell, bw_series_table_print (self->table, column, value), tone);
}

static void
make_columns (BwTwinTable *self)
{
  guint n_columns = self->table->columns->len + 1;
  BwColumn *columns = g_new0 (BwColumn, n_columns);

  columns[0] = (BwColumn){ .id = "time", .title = N_("Time"), .width = self->table->has_clock ? TIME_WIDTH : DATE_WIDTH,
                           .present = present_time };
  for (guint i = 1; i < n_columns; i++)
    {
      const BwSeriesColumn *shown = bw_series_table_get_column (self->table, i - 1);

      columns[i] = (BwColumn){ .id = shown->id, .title = shown->title, .xalign = 1, .present = present_value, .index = i - 1,
                               .width = bw_columns_measure (self->view, shown->title, NUMBER_WIDTH) };
    }
  self->columns = columns;
  bw_columns_add (self->view, columns, n_columns, self);
}

/* ---- Choosing ---- */

static gsize
count (BwTwinTable *self)
{
  return self->table != NULL ? self->table->count (self->table) : 0;
}

static void
update_count (BwTwinTable *self)
{
  g_autofree char *n_rows = bw_format_count (count (self));
  g_autofree char *text = g_strdup_printf (_("%s rows · times in %s"), n_rows, self->zone != NULL ? self->zone : "UTC");

  gtk_label_set_text (self->count_label, text);
}

/* The one position chosen, or GTK_INVALID_LIST_POSITION. */
static guint
get_only_position (BwTwinTable *self)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return gtk_bitset_get_size (chosen) == 1 ? gtk_bitset_get_minimum (chosen) : GTK_INVALID_LIST_POSITION;
}

static void
selection_changed_cb (BwTwinTable *self)
{
  guint position = get_only_position (self);
  guint64 row;

  if (self->is_showing)
    return;
  self->chosen_time = BW_TIME_NONE;
  if (position == GTK_INVALID_LIST_POSITION)
    return;
  row = bw_twin_rows_turn (self->rows, position);
  if (!is_there (self, row))
    return;
  self->chosen_time = self->table->get_time (self->table, row);
  g_signal_emit (self, signals[ROW_CHOSEN], 0, row);
}

/* The last row that begins at or before @time; the first when none does. */
static gsize
find_row (BwTwinTable *self, BwTime time)
{
  gsize low = 0, high = count (self);

  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (self->table->get_time (self->table, middle) <= time)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/**
 * bw_twin_table_show_row:
 * @row: from the oldest, 0, on
 *
 * Chooses it and brings it into sight, unless the user has chosen several.
 */
void
bw_twin_table_show_row (BwTwinTable *self, gsize row)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint position;

  if (row >= g_list_model_get_n_items (G_LIST_MODEL (self->rows)) || gtk_bitset_get_size (chosen) > 1)
    return;
  position = bw_twin_rows_turn (self->rows, (guint) row);
  self->chosen_time = self->table->get_time (self->table, row);
  self->is_showing = TRUE;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  self->is_showing = FALSE;
  bw_columns_scroll_to (self->view, position);
}

void
bw_twin_table_show_newest (BwTwinTable *self)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  if (n_rows > 0)
    bw_columns_scroll_to (self->view, bw_twin_rows_turn (self->rows, n_rows - 1));
}

/* ---- Copying ---- */

static void
copy_rows (BwTwinTable *self, GtkBitset *chosen)
{
  g_autoptr (GString) tabbed = g_string_new (NULL);
  g_autoptr (GString) comma = g_string_new (NULL);
  g_autofree char *title = g_strdup_printf ("%s (%s)", _("Time"), self->zone != NULL ? self->zone : "UTC");
  GdkContentProvider *providers[2];
  GtkBitsetIter iter;
  guint position;

  bw_series_tsv_append_header (tabbed, self->table, title);
  bw_series_csv_append_header (comma, self->table);
  if (gtk_bitset_iter_init_first (&iter, chosen, &position))
    do
      {
        guint row = bw_twin_rows_turn (self->rows, position);

        bw_series_tsv_append_row (tabbed, self->table, row, self->zone);
        bw_series_csv_append_row (comma, self->table, row);
      }
    while (gtk_bitset_iter_next (&iter, &position));
  providers[0] = gdk_content_provider_new_typed (G_TYPE_STRING, tabbed->str);
  providers[1] = gdk_content_provider_new_for_bytes ("text/csv", g_string_free_to_bytes (g_steal_pointer (&comma)));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                             gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers)));
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwTwinTable *self = BW_TWIN_TABLE (widget);
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autofree char *most = bw_format_count (COPIED_ROWS_MAX);
  g_autofree char *n_rows = bw_format_count (gtk_bitset_get_size (chosen));
  g_autofree char *message = NULL;

  if (self->table == NULL || gtk_bitset_is_empty (chosen))
    message = g_strdup (_("Choose rows to copy: Shift+arrows, or Ctrl+A for all"));
  else if (gtk_bitset_get_size (chosen) > COPIED_ROWS_MAX)
    message = g_strdup_printf (_("Up to %s rows can be copied at once; export the chart’s data instead"), most);
  else
    {
      copy_rows (self, chosen);
      message = g_strdup_printf (ngettext ("%s row copied", "%s rows copied", (gulong) gtk_bitset_get_size (chosen)), n_rows);
    }
  g_signal_emit (self, signals[TOLD], 0, message);
}

/* ---- Widget ---- */

static void
order_toggled_cb (BwTwinTable *self, GtkToggleButton *button)
{
  BwTime time = self->chosen_time;

  self->is_showing = TRUE;
  bw_twin_rows_set_newest_first (self->rows, gtk_toggle_button_get_active (button));
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  self->is_showing = FALSE;
  if (time != BW_TIME_NONE && count (self) > 0)
    bw_twin_table_show_row (self, find_row (self, time));
  else
    bw_twin_table_show_newest (self);
}

static GtkWidget *
make_bar (BwTwinTable *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *order = gtk_toggle_button_new_with_label (_("Newest first"));
  GtkWidget *copy = gtk_button_new_with_label (_("Copy"));

  self->count_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (bar, "panel-toolbar");
  gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "dim-label");
  gtk_label_set_xalign (self->count_label, 0);
  gtk_label_set_ellipsize (self->count_label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->count_label), TRUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (order), TRUE);
  gtk_widget_add_css_class (order, "flat");
  gtk_widget_add_css_class (copy, "flat");
  gtk_widget_set_tooltip_text (copy, _("Copy the chosen rows (Ctrl+C)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (copy), "twin.copy");
  g_signal_connect_object (order, "toggled", G_CALLBACK (order_toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->count_label));
  gtk_box_append (GTK_BOX (bar), order);
  gtk_box_append (GTK_BOX (bar), copy);
  return bar;
}

static gboolean
bw_twin_table_grab_focus (GtkWidget *widget)
{
  BwTwinTable *self = BW_TWIN_TABLE (widget);
  guint position = get_only_position (self);

  if (count (self) > 0)
    bw_columns_focus (self->view, position != GTK_INVALID_LIST_POSITION ? position : bw_twin_rows_turn (self->rows, (guint) count (self) - 1));
  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
bw_twin_table_dispose (GObject *object)
{
  BwTwinTable *self = BW_TWIN_TABLE (object);

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (bw_twin_table_parent_class)->dispose (object);
}

static void
bw_twin_table_finalize (GObject *object)
{
  BwTwinTable *self = BW_TWIN_TABLE (object);

  g_free (self->columns);
  bw_series_table_free (self->table);
  g_free (self->zone);
  G_OBJECT_CLASS (bw_twin_table_parent_class)->finalize (object);
}

static void
bw_twin_table_class_init (BwTwinTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_twin_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_twin_table_finalize;
  widget_class->grab_focus = bw_twin_table_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "bwtwin");
  gtk_widget_class_install_action (widget_class, "twin.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "twin.copy", NULL);

  /**
   * BwTwinTable::row-chosen:
   * @row: from the oldest, 0, on
   *
   * The user went to that row, by pointer or by key.
   */
  signals[ROW_CHOSEN] = g_signal_new ("row-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  /**
   * BwTwinTable::told:
   * @message: plain text
   *
   * Something to tell the user.
   */
  signals[TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bw_twin_table_init (BwTwinTable *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->chosen_time = BW_TIME_NONE;
  self->rows = bw_twin_rows_new ();
  bw_twin_rows_set_newest_first (self->rows, TRUE);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  bw_columns_dress (self->view);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), make_bar (self));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_box_append (GTK_BOX (self->box), scroller);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
bw_twin_table_new (void)
{
  return g_object_new (BW_TYPE_TWIN_TABLE, NULL);
}

/** bw_twin_table_set_name: what a screen reader calls it. */
void
bw_twin_table_set_name (BwTwinTable *self, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * bw_twin_table_set_zone:
 * @zone: (nullable): in which times are shown; %NULL is UTC
 */
void
bw_twin_table_set_zone (BwTwinTable *self, const char *zone)
{
  if (g_strcmp0 (self->zone, zone) == 0)
    return;
  g_free (self->zone);
  self->zone = g_strdup (zone);
  bw_twin_rows_touch (self->rows, 0);
  update_count (self);
}

static gboolean
has_same_columns (const BwSeriesTable *a, const BwSeriesTable *b)
{
  if (a == NULL || a->columns->len != b->columns->len || a->has_clock != b->has_clock)
    return FALSE;
  for (guint i = 0; i < a->columns->len; i++)
    {
      const BwSeriesColumn *left = bw_series_table_get_column (a, i), *right = bw_series_table_get_column (b, i);

      if (!g_str_equal (left->title, right->title) || left->kind != right->kind || left->n_decimals != right->n_decimals)
        return FALSE;
    }
  return TRUE;
}

/* The view's columns borrow the titles of those they were made of. */
static void
swap_columns (BwSeriesTable *a, BwSeriesTable *b)
{
  GArray *columns = a->columns;

  a->columns = b->columns;
  b->columns = columns;
}

/**
 * bw_twin_table_take:
 * @table: (transfer full): what is shown from now on
 */
void
bw_twin_table_take (BwTwinTable *self, BwSeriesTable *table)
{
  gboolean is_same = has_same_columns (self->table, table);

  if (!is_same)
    {
      bw_columns_remove_all (self->view);
      g_clear_pointer (&self->columns, g_free);
    }
  else
    swap_columns (table, self->table);
  bw_series_table_free (self->table);
  self->table = table;
  if (!is_same)
    make_columns (self);
  bw_twin_table_rows_changed (self);
  if (gtk_column_view_get_model (self->view) == NULL)
    gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

/** bw_twin_table_rows_changed: all rows may be others; the chosen one stays chosen, by its time. */
void
bw_twin_table_rows_changed (BwTwinTable *self)
{
  BwTime time = self->chosen_time;

  self->is_showing = TRUE;
  bw_twin_rows_reset (self->rows, count (self));
  self->is_showing = FALSE;
  if (time != BW_TIME_NONE && count (self) > 0)
    bw_twin_table_show_row (self, find_row (self, time));
  update_count (self);
}

/** bw_twin_table_rows_added: rows came at the newer end, or the newest one is another. */
void
bw_twin_table_rows_added (BwTwinTable *self)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  bw_twin_rows_touch (self->rows, n_before > 0 ? n_before - 1 : 0);
  if (count (self) == n_before)
    return;
  self->is_showing = TRUE;
  bw_twin_rows_grow (self->rows, count (self));
  self->is_showing = FALSE;
  update_count (self);
}
