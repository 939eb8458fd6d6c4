/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dashboard/lines.h"

struct _BwLines
{
  GtkWidget parent_instance;
  GtkWidget *list;
  GPtrArray *lines;        /* (owned): GtkListBoxRow */
  GPtrArray *labels;       /* (owned): GtkLabel, row by row */
  GPtrArray *size_groups;  /* (owned): one a column that does not expand */
  guint64 *keys;           /* (owned) */
  guint n_columns;
};

G_DEFINE_FINAL_TYPE (BwLines, bw_lines, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_LINE_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
row_activated_cb (BwLines *self, GtkListBoxRow *row)
{
  int line_index = gtk_list_box_row_get_index (row);

  if (line_index >= 0 && self->keys[line_index] != 0)
    g_signal_emit (self, signals[SIGNAL_LINE_ACTIVATED], 0, self->keys[line_index]);
}

static void
bw_lines_dispose (GObject *object)
{
  BwLines *self = BW_LINES (object);

  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->size_groups, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_free);
  G_OBJECT_CLASS (bw_lines_parent_class)->dispose (object);
}

static void
bw_lines_class_init (BwLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_lines_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * BwLines::line-activated:
   * @key: of the line
   */
  signals[SIGNAL_LINE_ACTIVATED] =
      g_signal_new ("line-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
}

static void
bw_lines_init (BwLines *self)
{
  self->lines = g_ptr_array_new ();
  self->labels = g_ptr_array_new ();
  self->size_groups = g_ptr_array_new_with_free_func (g_object_unref);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "bw-lines");
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}

static void
add_line (BwLines *self, const BwLineColumn *columns)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  for (guint i = 0; i < self->n_columns; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), columns[i].xalign);
      gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
      gtk_widget_set_hexpand (label, columns[i].is_expanding);
      if (columns[i].is_expanding)
        gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      else
        gtk_size_group_add_widget (g_ptr_array_index (self->size_groups, i), label);
      gtk_box_append (GTK_BOX (box), label);
      g_ptr_array_add (self->labels, label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_visible (row, FALSE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  g_ptr_array_add (self->lines, row);
}

/**
 * bw_lines_new:
 * @name: what screen readers call the list; translated
 * @columns: (array length=n_columns): how each is aligned
 * @n_lines_max: lines kept ready
 */
GtkWidget *
bw_lines_new (const char *name, const BwLineColumn *columns, guint n_columns, guint n_lines_max)
{
  BwLines *self = g_object_new (BW_TYPE_LINES, NULL);

  self->n_columns = n_columns;
  self->keys = g_new0 (guint64, n_lines_max);
  for (guint i = 0; i < n_columns; i++)
    g_ptr_array_add (self->size_groups, gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL));
  for (guint i = 0; i < n_lines_max; i++)
    add_line (self, columns);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

/** bw_lines_show_column: leaves a column out where there is no room for it, or shows it again. */
void
bw_lines_show_column (BwLines *self, guint column_index, gboolean is_shown)
{
  for (guint i = column_index; i < self->labels->len; i += self->n_columns)
    gtk_widget_set_visible (g_ptr_array_index (self->labels, i), is_shown);
}

void
bw_lines_set_n (BwLines *self, guint n_lines)
{
  for (guint i = 0; i < self->lines->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->lines, i), i < n_lines);
}

/**
 * bw_lines_set_key:
 * @key: told when the line is activated; 0: it can't be
 * @tooltip: (nullable): of the line
 */
void
bw_lines_set_key (BwLines *self, guint line_index, guint64 key, const char *tooltip)
{
  GtkWidget *row = g_ptr_array_index (self->lines, line_index);

  self->keys[line_index] = key;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), key != 0);
  gtk_widget_set_tooltip_text (row, tooltip);
}

void
bw_lines_set_text (BwLines *self, guint line_index, guint column_index, const char *text, BwTone tone)
{
  GtkWidget *label = g_ptr_array_index (self->labels, line_index * self->n_columns + column_index);

  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) != 0)
    gtk_label_set_text (GTK_LABEL (label), text);
  bw_style_set_tone (label, tone);
}
