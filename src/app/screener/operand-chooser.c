/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/screener/operand-chooser.h"

#include "strategy/vocabulary.h"

#include <glib/gi18n.h>
#include <string.h>

#define TEXT_CHARS_MAX 22

/* One line of the list; one of the two is set. */
typedef struct
{
  const BwWord *word;
  const BwIndicatorInfo *indicator;
  char *key; /* (owned): what is looked for in */
} Item;

struct _BwOperandChooser
{
  AdwBin parent_instance;
  char *title; /* (owned) */
  gboolean has_text;
  GtkWidget *button, *popover, *search, *list, *details, *use;
  GPtrArray *fields;  /* (owned): entries of parameters */
  GtkWidget *output;  /* (borrowed) (nullable) */
  const Item *chosen; /* (borrowed) */
};

G_DEFINE_FINAL_TYPE (BwOperandChooser, bw_operand_chooser, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->key);
  g_free (item);
}

static const Item *
item_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "bw-item");
}

/* ---- What was chosen, as text ---- */

static gboolean
is_default (const Item *item)
{
  return item->indicator == NULL || item->indicator->outputs[1] == NULL;
}

static char *
write_text (BwOperandChooser *self)
{
  const Item *item = self->chosen;
  g_autoptr (GString) text =
      g_string_new (item->word != NULL ? item->word->name : item->indicator->name);

  for (guint k = 0; k < self->fields->len; k++)
    g_string_append_printf (
        text, "%s%s", k == 0 ? "(" : ", ",
        gtk_editable_get_text (GTK_EDITABLE (g_ptr_array_index (self->fields, k))));
  if (self->fields->len > 0)
    g_string_append_c (text, ')');
  if (!is_default (item) && self->output != NULL)
    g_string_append_printf (
        text, ".%s",
        item->indicator->outputs[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->output))]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
use_cb (BwOperandChooser *self)
{
  g_autofree char *text = NULL;

  if (self->chosen == NULL)
    return;
  text = write_text (self);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  bw_operand_chooser_set_text (self, text);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, text);
}

/* ---- Parameters ---- */

static void
add_detail (BwOperandChooser *self, const char *title, GtkWidget *field)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), field);
  gtk_box_append (GTK_BOX (self->details), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
add_parameter (BwOperandChooser *self, const char *title, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 8);
  g_signal_connect_object (entry, "activate", G_CALLBACK (use_cb), self, G_CONNECT_SWAPPED);
  add_detail (self, title, entry);
  g_ptr_array_add (self->fields, entry);
}

static void
add_word_parameters (BwOperandChooser *self, const BwWord *word)
{
  g_autofree char *period = g_strdup_printf ("%d", word->period > 0 ? word->period : 20);

  if (word->n_values_max == 0)
    return;
  if (word->id == BW_WORD_COUNT)
    add_parameter (self, _ ("Condition"), "close > open");
  else if (word->n_values_max >= 2 || word->id == BW_WORD_ABS)
    add_parameter (self, _ ("Of"),
                   word->id == BW_WORD_ABS       ? "change"
                   : word->id == BW_WORD_LOWEST  ? "low"
                   : word->id == BW_WORD_HIGHEST ? "high"
                                                 : "close");
  if (word->period != 0)
    add_parameter (self, _ ("Bars"), period);
  else if (word->n_values_max > 2)
    add_parameter (self, _ ("And of"), "open");
}

static void
add_indicator_parameters (BwOperandChooser *self, const BwIndicatorInfo *info)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint k = 0; info->parameters[k].name != NULL; k++)
    add_parameter (self, info->parameters[k].name,
                   g_ascii_formatd (text, sizeof text, "%.10g", info->parameters[k].value));
  if (info->outputs[1] == NULL)
    return;
  self->output = gtk_drop_down_new_from_strings ((const char *const *)info->outputs);
  add_detail (self, _ ("Output"), self->output);
}

static void
clear_details (BwOperandChooser *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->details)) != NULL)
    gtk_box_remove (GTK_BOX (self->details), child);
  g_ptr_array_set_size (self->fields, 0);
  self->output = NULL;
}

/* A field without parameters is taken at once. */
static void
row_activated_cb (BwOperandChooser *self, GtkListBoxRow *row)
{
  self->chosen = item_of (GTK_WIDGET (row));
  clear_details (self);
  if (self->chosen->word != NULL)
    add_word_parameters (self, self->chosen->word);
  else
    add_indicator_parameters (self, self->chosen->indicator);
  gtk_widget_set_visible (self->details, self->fields->len > 0 || self->output != NULL);
  gtk_widget_set_visible (self->use, self->fields->len > 0 || self->output != NULL);
  if (self->fields->len == 0 && self->output == NULL)
    use_cb (self);
  else if (self->fields->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->fields, 0));
}

/* ---- The list ---- */

static void
add_row (BwOperandChooser *self, const BwWord *word, const BwIndicatorInfo *info)
{
  const char *name = word != NULL ? word->name : info->name;
  const char *title = word != NULL ? _ (word->title) : info->title;
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *left = gtk_label_new (title), *right = gtk_label_new (name),
            *row = gtk_list_box_row_new ();
  Item *item = g_new0 (Item, 1);
  g_autofree char *key = g_strconcat (title, " ", name, NULL);

  item->word = word;
  item->indicator = info;
  item->key = g_utf8_casefold (key, -1);
  gtk_label_set_xalign (GTK_LABEL (left), 0);
  gtk_label_set_ellipsize (GTK_LABEL (left), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (left, TRUE);
  gtk_widget_add_css_class (right, "dim-label");
  gtk_box_append (GTK_BOX (line), left);
  gtk_box_append (GTK_BOX (line), right);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  if (word != NULL)
    gtk_widget_set_tooltip_text (row, _ (word->summary));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "bw-item", item, item_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  BwOperandChooser *self = user_data;
  g_autofree char *wanted =
      g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);

  return strstr (item_of (GTK_WIDGET (row))->key, g_strstrip (wanted)) != NULL;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const Item *item = item_of (GTK_WIDGET (row));
  const Item *last = before != NULL ? item_of (GTK_WIDGET (before)) : NULL;
  GtkWidget *header;

  if (last != NULL && (last->word == NULL) == (item->word == NULL) &&
      (item->word == NULL || item->word->group == last->word->group))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  header = gtk_label_new (item->word != NULL ? _ (bw_word_group_get_title (item->word->group))
                                             : _ ("Indicators"));
  gtk_label_set_xalign (GTK_LABEL (header), 0);
  gtk_widget_add_css_class (header, "heading");
  gtk_widget_set_margin_start (header, 8);
  gtk_widget_set_margin_top (header, 6);
  gtk_list_box_row_set_header (row, header);
}

static gboolean
is_called (const Item *item, const char *text)
{
  return g_ascii_strcasecmp (item->word != NULL ? item->word->name : item->indicator->name, text) ==
         0;
}

/* Enter takes the one that is called so, else the first that is left. */
static void
search_activate_cb (BwOperandChooser *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  GtkWidget *found = NULL;

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (GTK_IS_LIST_BOX_ROW (row) && (is_called (item_of (row), text) ||
                                      (found == NULL && filter_cb (GTK_LIST_BOX_ROW (row), self))))
      {
        found = row;
        if (is_called (item_of (row), text))
          break;
      }
  if (found == NULL)
    return;
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (found));
  row_activated_cb (self, GTK_LIST_BOX_ROW (found));
}

/* Two hundred rows are made when they are first looked at. */
static void
show_cb (BwOperandChooser *self)
{
  if (gtk_widget_get_first_child (self->list) == NULL)
    {
      for (guint k = 0; k < BW_N_WORDS; k++)
        add_row (self, bw_word_get (k), NULL);
      for (gsize k = 0; k < bw_indicator_get_n_infos (); k++)
        add_row (self, NULL, bw_indicator_get_info (k));
    }
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_set_visible (self->details, FALSE);
  gtk_widget_set_visible (self->use, FALSE);
  gtk_widget_grab_focus (self->search);
}

static void
bw_operand_chooser_finalize (GObject *object)
{
  BwOperandChooser *self = BW_OPERAND_CHOOSER (object);

  g_free (self->title);
  g_ptr_array_unref (self->fields);
  G_OBJECT_CLASS (bw_operand_chooser_parent_class)->finalize (object);
}

static void
bw_operand_chooser_class_init (BwOperandChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_operand_chooser_finalize;

  /**
   * BwOperandChooser::chosen:
   * @text: an expression
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bw_operand_chooser_init (BwOperandChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6),
            *scroller = gtk_scrolled_window_new ();

  self->fields = g_ptr_array_new ();
  self->button = gtk_menu_button_new ();
  self->popover = gtk_popover_new ();
  self->search = gtk_search_entry_new ();
  self->list = gtk_list_box_new ();
  self->details = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->use = gtk_button_new_with_label (_ ("Use It"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_SINGLE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), filter_cb, self, NULL);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), header_cb, NULL, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, 300, 240);
  gtk_widget_add_css_class (self->use, "suggested-action");
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->details);
  gtk_box_append (GTK_BOX (box), self->use);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  adw_bin_set_child (ADW_BIN (self), self->button);
  g_signal_connect_object (self->popover, "show", G_CALLBACK (show_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed",
                           G_CALLBACK (gtk_list_box_invalidate_filter), self->list,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->use, "clicked", G_CALLBACK (use_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bw_operand_chooser_set_text:
 * @text: what is chosen; the button says it
 */
void
bw_operand_chooser_set_text (BwOperandChooser *self, const char *text)
{
  g_autofree char *named = NULL;
  GtkWidget *label;

  if (!self->has_text)
    return;
  named = g_strdup_printf ("%s: %s", self->title, text);
  label = gtk_label_new (*text != '\0' ? text : _ ("Choose…"));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TEXT_CHARS_MAX);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), label);
  gtk_widget_set_tooltip_text (self->button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  named, -1);
}

/**
 * bw_operand_chooser_new:
 * @title: (nullable): what is chosen, for its name; %NULL: a small button that keeps no text
 */
GtkWidget *
bw_operand_chooser_new (const char *title)
{
  BwOperandChooser *self = g_object_new (BW_TYPE_OPERAND_CHOOSER, NULL);

  self->has_text = title != NULL;
  self->title = g_strdup (title);
  if (title != NULL)
    bw_operand_chooser_set_text (self, "");
  else
    {
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "bw-more-symbolic");
      gtk_widget_set_tooltip_text (self->button, _ ("Choose a field or indicator"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Choose a field or indicator"), -1);
    }
  return GTK_WIDGET (self);
}
