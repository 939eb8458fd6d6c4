/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/drawing-list-window.h"

#include "app/chart/drawing-dialog.h"
#include "app/chart/drawing-input.h"
#include "app/dialog.h"
#include "engine/drawings.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct
{
  BwDesk *desk;      /* (owned) */
  BwChartView *view; /* (owned): that goes to what is chosen */
  BwInstrumentId instrument;
  GtkWidget *window; /* (borrowed): it owns this */
  GtkListBox *list;
} ListWindow;

static void
list_window_free (gpointer data)
{
  ListWindow *self = data;

  while (g_idle_remove_by_data (self))
    continue;
  g_signal_handlers_disconnect_by_data (bw_desk_get_engine (self->desk), self);
  g_object_unref (self->desk);
  g_object_unref (self->view);
  g_free (self);
}

static guint64
get_id (gpointer widget)
{
  return *(guint64 *) g_object_get_data (G_OBJECT (widget), "id");
}

static void
set_id (gpointer widget, guint64 id)
{
  g_object_set_data_full (G_OBJECT (widget), "id", g_memdup2 (&id, sizeof id), g_free);
}

/* (transfer full) (nullable): to be changed */
static BwDrawing *
copy_of (ListWindow *self, gpointer widget)
{
  BwDrawing *drawing = bw_engine_drawing (bw_desk_get_engine (self->desk), self->instrument, get_id (widget));

  return drawing != NULL ? bw_drawing_copy (drawing) : NULL;
}

static void
shown_cb (GtkToggleButton *button, gpointer user_data)
{
  ListWindow *self = user_data;
  g_autoptr (BwDrawing) copy = copy_of (self, button);

  if (copy == NULL || copy->is_hidden == !gtk_toggle_button_get_active (button))
    return;
  copy->is_hidden = !gtk_toggle_button_get_active (button);
  bw_engine_replace_drawing (bw_desk_get_engine (self->desk), self->instrument, copy);
}

static void
locked_cb (GtkToggleButton *button, gpointer user_data)
{
  ListWindow *self = user_data;
  g_autoptr (BwDrawing) copy = copy_of (self, button);

  if (copy == NULL || copy->is_locked == gtk_toggle_button_get_active (button))
    return;
  copy->is_locked = gtk_toggle_button_get_active (button);
  bw_engine_replace_drawing (bw_desk_get_engine (self->desk), self->instrument, copy);
}

static void
settings_cb (GtkButton *button, gpointer user_data)
{
  ListWindow *self = user_data;

  bw_drawing_dialog_present (self->desk, self->window, self->instrument, get_id (button));
}

static void
delete_cb (GtkButton *button, gpointer user_data)
{
  ListWindow *self = user_data;

  bw_engine_remove_drawing (bw_desk_get_engine (self->desk), self->instrument, get_id (button));
}

/* Goes there and selects it. */
static void
activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  ListWindow *self = user_data;
  const BwDrawing *drawing = bw_engine_drawing (bw_desk_get_engine (self->desk), self->instrument, get_id (row));

  if (drawing == NULL)
    return;
  bw_chart_view_select_drawing (self->view, drawing->id);
  bw_chart_view_show_drawing (self->view, drawing);
}

static void
add_button (ListWindow *self, GtkWidget *row, GtkWidget *button, const char *icon, const char *label, guint64 id)
{
  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  set_id (button, id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (ListWindow *self, const BwDrawing *drawing)
{
  g_autofree char *words = bw_chart_model_describe_drawing (bw_chart_view_get_model (self->view), drawing);
  g_autofree char *icon = g_strdup_printf ("bw-draw-%s-symbolic", bw_drawing_kind_word (drawing->kind));
  g_autofree char *subtitle = g_markup_escape_text (words, -1);
  GtkWidget *row = adw_action_row_new (), *shown = gtk_toggle_button_new (), *locked = gtk_toggle_button_new ();
  GtkWidget *settings = gtk_button_new (), *gone = gtk_button_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), bw_drawing_kind_name (drawing->kind));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  set_id (row, drawing->id);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (shown), !drawing->is_hidden);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (locked), drawing->is_locked);
  add_button (self, row, shown, "bw-eye-symbolic", _ ("Shown"), drawing->id);
  add_button (self, row, locked, "bw-lock-symbolic", _ ("Locked"), drawing->id);
  add_button (self, row, settings, "bw-draw-symbolic", _ ("Settings"), drawing->id);
  add_button (self, row, gone, "bw-remove-symbolic", _ ("Delete"), drawing->id);
  g_signal_connect (shown, "toggled", G_CALLBACK (shown_cb), self);
  g_signal_connect (locked, "toggled", G_CALLBACK (locked_cb), self);
  g_signal_connect (settings, "clicked", G_CALLBACK (settings_cb), self);
  g_signal_connect (gone, "clicked", G_CALLBACK (delete_cb), self);
  return row;
}

static void
fill (ListWindow *self)
{
  GPtrArray *drawings = bw_engine_drawings (bw_desk_get_engine (self->desk), self->instrument);
  GtkListBoxRow *focused = gtk_list_box_get_selected_row (self->list);
  int at = focused != NULL ? gtk_list_box_row_get_index (focused) : 0;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window)), *child;
  gboolean has_focus = gtk_widget_get_mapped (self->window) &&
                       (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)));
  GtkListBoxRow *row;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL &&
         GTK_IS_LIST_BOX_ROW (child))
    gtk_list_box_remove (self->list, child);
  for (guint i = drawings->len; i > 0; i--)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (drawings, i - 1)));
  row = gtk_list_box_get_row_at_index (self->list, MIN (at, (int) drawings->len - 1));
  gtk_list_box_select_row (self->list, row);
  /* The keyboard stays where it was, though the rows are others. */
  if (has_focus)
    gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->window);
}

static gboolean
fill_cb (gpointer user_data)
{
  ListWindow *self = user_data;

  g_object_set_data (G_OBJECT (self->window), "filling", NULL);
  fill (self);
  return G_SOURCE_REMOVE;
}

/* Not from within the button that was pressed, whose row goes. */
static void
drawings_changed_cb (BwEngine *engine, guint instrument, gpointer user_data)
{
  ListWindow *self = user_data;

  if (instrument != self->instrument || g_object_get_data (G_OBJECT (self->window), "filling") != NULL)
    return;
  g_object_set_data (G_OBJECT (self->window), "filling", self);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, fill_cb, self, NULL);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static GtkWidget *
make_empty_note (void)
{
  GtkWidget *note = gtk_label_new (_ ("Nothing is drawn on this symbol yet. Choose a tool at the chart’s left edge, or press Alt+T for a trend line."));

  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_add_css_class (note, "empty-note");
  return note;
}

static GtkWidget *
make_window (ListWindow *self, GtkWindow *parent, const char *symbol)
{
  GtkWidget *window = adw_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroll = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  g_autofree char *title = g_strdup_printf (_ ("Drawings on %s"), symbol);

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_placeholder (self->list, make_empty_note ());
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_margin_start (list, 12);
  gtk_widget_set_margin_end (list, 12);
  gtk_widget_set_margin_top (list, 12);
  gtk_widget_set_margin_bottom (list, 12);
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect (list, "row-activated", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), list);
  gtk_widget_set_vexpand (scroll, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroll);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (window, shortcuts);
  bw_dialog_fit (GTK_WINDOW (window), 520, 480);
  return window;
}

void
bw_drawing_list_window_present (BwDesk *desk, BwChartView *view, BwInstrumentId instrument)
{
  const BwInstrument *of = bw_engine_instrument (bw_desk_get_engine (desk), instrument);
  ListWindow *self;

  if (of == NULL)
    return;
  self = g_new0 (ListWindow, 1);
  self->desk = g_object_ref (desk);
  self->view = g_object_ref (view);
  self->instrument = instrument;
  self->window = make_window (self, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (view))), of->symbol);
  g_object_set_data_full (G_OBJECT (self->window), "bw-drawing-list", self, list_window_free);
  g_signal_connect (bw_desk_get_engine (desk), "drawings-changed", G_CALLBACK (drawings_changed_cb), self);
  fill (self);
  gtk_window_present (GTK_WINDOW (self->window));
}
