/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/symbol-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#define SHOWN_MAX 40

struct _BwSymbolChooser
{
  GtkWidget parent_instance;
  GtkMenuButton *button; /* (owned) */
  GtkPopover *popover;   /* of the button */
  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkLabel *label;       /* (nullable): in place of an icon */
  BwDesk *desk;          /* (owned) */
};

G_DEFINE_FINAL_TYPE (BwSymbolChooser, bw_symbol_chooser, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

guint
bw_symbol_match (const BwInstrument *instrument, const char *folded_text)
{
  g_autofree char *symbol = g_utf8_casefold (instrument->symbol, -1);
  g_autofree char *name = g_utf8_casefold (instrument->name, -1);
  const char *in_name;

  if (*folded_text == '\0' || strcmp (symbol, folded_text) == 0)
    return 5;
  if (g_str_has_prefix (symbol, folded_text))
    return 4;
  in_name = strstr (name, folded_text);
  if (in_name != NULL)
    return in_name == name || in_name[-1] == ' ' ? 3 : 2;
  return strstr (symbol, folded_text) != NULL ? 1 : 0;
}

typedef struct
{
  const BwInstrument *instrument;
  guint score;
} Match;

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const Match *left = a, *right = b;

  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;
  return strcmp (left->instrument->symbol, right->instrument->symbol);
}

static GtkWidget *
make_row (const BwInstrument *instrument)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *symbol = gtk_label_new (instrument->symbol);
  GtkWidget *name = gtk_label_new (instrument->name);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (symbol), 0);
  gtk_label_set_width_chars (GTK_LABEL (symbol), 8);
  gtk_widget_add_css_class (symbol, "heading");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (name, "dim-label");
  gtk_box_append (GTK_BOX (box), symbol);
  gtk_box_append (GTK_BOX (box), name);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "bw-instrument", GUINT_TO_POINTER (instrument->id));
  return row;
}

static void
fill_list (BwSymbolChooser *self)
{
  BwEngine *engine = bw_desk_get_engine (self->desk);
  g_autofree char *text = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  if (!bw_desk_is_open (self->desk))
    return;
  for (gsize i = 0; i < bw_engine_n_instruments (engine); i++)
    {
      Match match = { bw_engine_instrument_at (engine, i), 0 };

      match.score = bw_symbol_match (match.instrument, g_strstrip (text));
      if (match.score > 0)
        g_array_append_val (matches, match);
    }
  g_array_sort (matches, compare_matches);
  for (guint i = 0; i < MIN (matches->len, SHOWN_MAX); i++)
    gtk_list_box_append (self->list, make_row (g_array_index (matches, Match, i).instrument));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  BwSymbolChooser *self = BW_SYMBOL_CHOOSER (user_data);
  guint instrument = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "bw-instrument"));

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, instrument);
}

static void
entry_activated_cb (GtkSearchEntry *entry, gpointer user_data)
{
  BwSymbolChooser *self = BW_SYMBOL_CHOOSER (user_data);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    row_activated_cb (self->list, row, self);
}

static void
shown_cb (GtkPopover *popover, gpointer user_data)
{
  BwSymbolChooser *self = BW_SYMBOL_CHOOSER (user_data);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill_list (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                gpointer user_data)
{
  BwSymbolChooser *self = BW_SYMBOL_CHOOSER (user_data);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : 0;

  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->list, index + (keyval == GDK_KEY_Down ? 1 : -1));
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  return GDK_EVENT_STOP;
}

static void
make_popover (GtkMenuButton *button, gpointer user_data)
{
  BwSymbolChooser *self = BW_SYMBOL_CHOOSER (user_data);
  GtkWidget *box, *scroller;
  GtkEventController *keys;

  if (self->popover != NULL)
    return;
  self->popover = GTK_POPOVER (gtk_popover_new ());
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->entry, "placeholder-text", _("Symbol or name"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Symbol or name"), -1);
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  scroller = gtk_scrolled_window_new ();
  gtk_widget_set_size_request (scroller, 300, 320);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "symbol-list");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (self->popover, box);
  gtk_menu_button_set_popover (button, GTK_WIDGET (self->popover));
  g_signal_connect_object (self->popover, "show", G_CALLBACK (shown_cb), self, 0);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (fill_list), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activated_cb), self, 0);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, 0);
}

static void
bw_symbol_chooser_dispose (GObject *object)
{
  BwSymbolChooser *self = BW_SYMBOL_CHOOSER (object);

  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->button = NULL;
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (bw_symbol_chooser_parent_class)->dispose (object);
}

static void
bw_symbol_chooser_class_init (BwSymbolChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_symbol_chooser_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * BwSymbolChooser::chosen:
   * @instrument: its id
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
bw_symbol_chooser_init (BwSymbolChooser *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_menu_button_set_create_popup_func (self->button, make_popover, self, NULL);
}

/**
 * bw_symbol_chooser_new:
 * @icon_name: (nullable): %NULL for a text, see bw_symbol_chooser_set_label()
 */
GtkWidget *
bw_symbol_chooser_new (BwDesk *desk, const char *icon_name, const char *tooltip)
{
  BwSymbolChooser *self = g_object_new (BW_TYPE_SYMBOL_CHOOSER, NULL);

  self->desk = g_object_ref (desk);
  if (icon_name != NULL)
    gtk_menu_button_set_icon_name (self->button, icon_name);
  else
    {
      self->label = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_add_css_class (GTK_WIDGET (self->label), "heading");
      gtk_menu_button_set_child (self->button, GTK_WIDGET (self->label));
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  return GTK_WIDGET (self);
}

void
bw_symbol_chooser_set_label (BwSymbolChooser *self, const char *label)
{
  if (self->label != NULL)
    gtk_label_set_text (self->label, label);
}

void
bw_symbol_chooser_open (BwSymbolChooser *self)
{
  gtk_menu_button_popup (self->button);
}
