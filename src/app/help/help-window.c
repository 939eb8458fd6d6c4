/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/help/help-window.h"

#include "app/dialog.h"
#include "app/help/markdown.h"
#include "app/help/topics.h"

#include <glib/gi18n.h>

#define TEXT_WIDTH 640
#define TEXT_WIDTH_MIN 340
#define SIDEBAR_WIDTH 190

struct _BwHelpWindow
{
  AdwWindow parent_instance;
  GtkWidget *leaflet;
  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *scroller;
  GtkWidget *title;
  GtkWidget *back;
  GPtrArray *history; /* (owned): BwHelpTopic (borrowed), the shown one last */
  gboolean is_showing; /* we select, not the user */
};

G_DEFINE_FINAL_TYPE (BwHelpWindow, bw_help_window, ADW_TYPE_WINDOW)

/* ---- A topic as widgets ---- */

static gboolean
link_activated_cb (GtkLabel *label, const char *uri, gpointer user_data)
{
  BwHelpWindow *self = BW_HELP_WINDOW (user_data);

  if (bw_help_topic_find (uri) == NULL)
    return FALSE; /* GTK opens what is no topic of ours */
  bw_help_window_show_topic (self, uri);
  return TRUE;
}

static GtkWidget *
make_text (BwHelpWindow *self, const char *markup)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (link_activated_cb), self, 0);
  return label;
}

static GtkWidget *
make_heading (BwHelpWindow *self, const BwMarkdownBlock *block)
{
  static const char *const classes[] = { "title-1", "title-3", "heading" };
  GtkWidget *label = make_text (self, block->text);

  gtk_widget_add_css_class (label, classes[block->number - 1]);
  gtk_widget_set_margin_top (label, block->number > 1 ? 14 : 0);
  return label;
}

static GtkWidget *
make_item (BwHelpWindow *self, const BwMarkdownBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *number = block->number > 0 ? g_strdup_printf ("%u.", block->number) : g_strdup ("•");
  GtkWidget *mark = gtk_label_new (number);
  GtkWidget *text = make_text (self, block->text);

  gtk_label_set_yalign (GTK_LABEL (mark), 0);
  gtk_label_set_xalign (GTK_LABEL (mark), 1);
  gtk_label_set_width_chars (GTK_LABEL (mark), 3);
  gtk_widget_add_css_class (mark, "dim-label");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), text);
  return box;
}

static GtkWidget *
make_code (const BwMarkdownBlock *block)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *label = gtk_label_new (block->text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "help-code");
  gtk_widget_add_css_class (scroller, "bw-card");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  return scroller;
}

static void
add_row (BwHelpWindow *self, GtkGrid *grid, int row, const BwMarkdownBlock *block)
{
  for (int column = 0; block->cells[column] != NULL; column++)
    {
      GtkWidget *label = make_text (self, block->cells[column]);

      if (block->is_head)
        gtk_widget_add_css_class (label, "heading");
      gtk_widget_set_hexpand (label, block->cells[column + 1] == NULL);
      gtk_grid_attach (grid, label, column, row, 1, 1);
    }
}

static GtkWidget *
make_topic (BwHelpWindow *self, const BwHelpTopic *topic)
{
  g_autoptr (GPtrArray) blocks = bw_markdown_parse (topic->text);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *grid = NULL;
  int row = 0;

  gtk_widget_add_css_class (box, "help-topic");
  for (guint i = 0; i < blocks->len; i++)
    {
      const BwMarkdownBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == BW_MARKDOWN_ROW && (block->is_head || grid == NULL))
        {
          grid = gtk_grid_new ();
          gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
          gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
          gtk_box_append (GTK_BOX (box), grid);
          row = 0;
        }
      switch (block->kind)
        {
        case BW_MARKDOWN_HEADING:
          gtk_box_append (GTK_BOX (box), make_heading (self, block));
          break;
        case BW_MARKDOWN_PARAGRAPH:
          gtk_box_append (GTK_BOX (box), make_text (self, block->text));
          break;
        case BW_MARKDOWN_ITEM:
          gtk_box_append (GTK_BOX (box), make_item (self, block));
          break;
        case BW_MARKDOWN_CODE:
          gtk_box_append (GTK_BOX (box), make_code (block));
          break;
        case BW_MARKDOWN_ROW:
          add_row (self, GTK_GRID (grid), row++, block);
          break;
        }
    }
  return box;
}

/* ---- Going about ---- */

static const BwHelpTopic *
get_row_topic (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "bw-topic") : NULL;
}

static void
select_row_of (BwHelpWindow *self, const BwHelpTopic *topic)
{
  GtkListBoxRow *row;

  self->is_showing = TRUE;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (get_row_topic (row) == topic)
      gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  self->is_showing = FALSE;
}

static void
update_back (BwHelpWindow *self)
{
  gtk_widget_set_sensitive (self->back, self->history->len > 1 || adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet)));
}

static void
show (BwHelpWindow *self)
{
  const BwHelpTopic *topic = g_ptr_array_index (self->history, self->history->len - 1);
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), TEXT_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), make_topic (self, topic));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), topic->title);
  update_back (self);
  adw_leaflet_set_visible_child_name (ADW_LEAFLET (self->leaflet), "topic");
  select_row_of (self, topic);
}

/**
 * bw_help_window_show_topic:
 * @file: its name, as links in the guide write it; an unknown one changes nothing
 */
void
bw_help_window_show_topic (BwHelpWindow *self, const char *file)
{
  const BwHelpTopic *topic = bw_help_topic_find (file);

  if (topic == NULL)
    return;
  if (self->history->len == 0 || g_ptr_array_index (self->history, self->history->len - 1) != topic)
    g_ptr_array_add (self->history, (gpointer) topic);
  show (self);
}

/* Back through what was read; on a phone, where the list is a page of its own, back to the list. */
static void
back_cb (BwHelpWindow *self)
{
  if (self->history->len > 1)
    {
      g_ptr_array_set_size (self->history, (int) self->history->len - 1);
      show (self);
    }
  else if (adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet)))
    adw_leaflet_set_visible_child_name (ADW_LEAFLET (self->leaflet), "topics");
}

static void
row_chosen_cb (BwHelpWindow *self, GtkListBoxRow *row)
{
  const BwHelpTopic *topic = get_row_topic (row);

  if (topic != NULL && !self->is_showing)
    bw_help_window_show_topic (self, topic->file);
}

static void
fill_list (BwHelpWindow *self)
{
  g_autofree char *text = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  gsize n_topics;
  const BwHelpTopic *topics = bw_help_topics (&n_topics);
  GtkWidget *child;

  g_strstrip (text);
  self->is_showing = TRUE;
  while ((child = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0))) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (gsize i = 0; i < n_topics; i++)
    if (bw_help_topic_has_words (&topics[i], text, TRUE))
      {
        GtkWidget *row = gtk_list_box_row_new ();
        GtkWidget *label = gtk_label_new (topics[i].title);

        gtk_label_set_xalign (GTK_LABEL (label), 0);
        gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
        gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
        g_object_set_data (G_OBJECT (row), "bw-topic", (gpointer) &topics[i]);
        gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, topics[i].title, -1);
        gtk_list_box_append (GTK_LIST_BOX (self->list), row);
      }
  self->is_showing = FALSE;
  if (self->history->len > 0)
    select_row_of (self, g_ptr_array_index (self->history, self->history->len - 1));
}

/* Enter in the search shows the first that was found. */
static void
search_activated_cb (BwHelpWindow *self)
{
  row_chosen_cb (self, gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
}

/* ---- Building ---- */

static GtkWidget *
make_sidebar (BwHelpWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *empty = gtk_label_new (_("No topic has these words"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), adw_window_title_new (_("Help"), NULL));
  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _("Search the help"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search the help"), -1);
  gtk_widget_set_margin_start (self->entry, 8);
  gtk_widget_set_margin_end (self->entry, 8);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (fill_list), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (search_activated_cb), self, G_CONNECT_SWAPPED);
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_widget_add_css_class (empty, "dim-label");
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), empty);
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (self->list), TRUE);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_size_request (box, SIDEBAR_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scroller);
  return box;
}

static GtkWidget *
make_content (BwHelpWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();

  self->title = adw_window_title_new ("", NULL);
  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_set_tooltip_text (self->back, _("Back (Alt+Left)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back"), -1);
  g_signal_connect_object (self->back, "clicked", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), self->title);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->back);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_size_request (box, TEXT_WIDTH_MIN, -1); /* on a phone the list is a page of its own */
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), self->scroller);
  return box;
}

static void
back_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  back_cb (BW_HELP_WINDOW (widget));
}

static void
bw_help_window_finalize (GObject *object)
{
  g_ptr_array_unref (BW_HELP_WINDOW (object)->history);
  G_OBJECT_CLASS (bw_help_window_parent_class)->finalize (object);
}

static void
bw_help_window_class_init (BwHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_help_window_finalize;
  gtk_widget_class_install_action (widget_class, "help.back", NULL, back_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
bw_help_window_init (BwHelpWindow *self)
{
  self->history = g_ptr_array_new ();
  self->leaflet = adw_leaflet_new ();
  adw_leaflet_page_set_name (adw_leaflet_append (ADW_LEAFLET (self->leaflet), make_sidebar (self)), "topics");
  adw_leaflet_page_set_navigatable (
      adw_leaflet_append (ADW_LEAFLET (self->leaflet), gtk_separator_new (GTK_ORIENTATION_VERTICAL)), FALSE);
  adw_leaflet_page_set_name (adw_leaflet_append (ADW_LEAFLET (self->leaflet), make_content (self)), "topic");
  adw_window_set_content (ADW_WINDOW (self), self->leaflet);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (update_back), self, G_CONNECT_SWAPPED);
  gtk_window_set_title (GTK_WINDOW (self), _("Help"));
  fill_list (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->entry); /* not the first text, which would be selected */
}

GtkWidget *
bw_help_window_new (GtkWindow *parent)
{
  GtkWidget *self = g_object_new (BW_TYPE_HELP_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, NULL);

  bw_dialog_fit (GTK_WINDOW (self), 860, 640);
  return self;
}
