/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialog.h"
#include "app/dock/layouts.h"

#include <glib/gi18n.h>

/* ---- A name ---- */

typedef struct
{
  BwLayouts *layouts;       /* (borrowed): as long as the desk */
  char *id;                 /* (owned) (nullable): renamed; %NULL saves the present one under a new name */
  AdwMessageDialog *dialog; /* (borrowed): owns this */
  GtkEditable *name;
} Naming;

static void
naming_free (Naming *naming)
{
  g_free (naming->id);
  g_free (naming);
}

static void
name_changed_cb (Naming *naming)
{
  adw_message_dialog_set_response_enabled (
      naming->dialog, "save",
      bw_layout_list_is_name_free (bw_layouts_get_list (naming->layouts), gtk_editable_get_text (naming->name), naming->id));
}

static void
named_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Naming *naming = user_data;
  const char *name = gtk_editable_get_text (naming->name);

  if (!g_str_equal (response, "save"))
    return;
  if (naming->id != NULL)
    bw_layouts_rename (naming->layouts, naming->id, name);
  else
    bw_layouts_save_as (naming->layouts, name);
}

/**
 * bw_layouts_ask_name:
 * @id: (nullable): the layout to rename; %NULL saves the present arrangement as a new one
 */
void
bw_layouts_ask_name (BwDesk *desk, GtkWindow *parent, const char *id)
{
  BwLayouts *layouts = bw_layouts_of (desk);
  const BwLayout *layout = bw_layout_list_find (bw_layouts_get_list (layouts), id, NULL);
  GtkWidget *dialog = adw_message_dialog_new (parent, id != NULL ? _("Rename Layout") : _("Save Layout As"),
                                              _("A name that no other layout has"));
  GtkWidget *list = gtk_list_box_new (), *name = adw_entry_row_new ();
  Naming *naming = g_new0 (Naming, 1);

  naming->layouts = layouts;
  naming->id = g_strdup (id);
  naming->dialog = ADW_MESSAGE_DIALOG (dialog);
  naming->name = GTK_EDITABLE (name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _("Name"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (name), TRUE);
  if (layout != NULL)
    gtk_editable_set_text (naming->name, bw_layout_list_get_title (bw_layouts_get_list (layouts), layout));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), name);
  adw_message_dialog_set_extra_child (naming->dialog, list);
  adw_message_dialog_add_responses (naming->dialog, "leave", _("_Cancel"), "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (naming->dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (naming->dialog, "save");
  adw_message_dialog_set_close_response (naming->dialog, "leave");
  g_signal_connect_swapped (name, "changed", G_CALLBACK (name_changed_cb), naming);
  g_signal_connect (dialog, "response", G_CALLBACK (named_cb), naming);
  g_object_set_data_full (G_OBJECT (dialog), "bw-naming", naming, (GDestroyNotify) naming_free);
  name_changed_cb (naming);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- All of them ---- */

typedef struct
{
  BwDesk *desk;       /* (owned) */
  BwLayouts *layouts; /* (borrowed): the desk's */
  GtkWindow *window;  /* (borrowed): owns this */
  GtkListBox *list;
} Managing;

static void
managing_free (Managing *managing)
{
  g_object_unref (managing->desk);
  g_free (managing);
}

typedef enum
{
  ACT_UP,
  ACT_DOWN,
  ACT_RENAME,
  ACT_RESET,
  ACT_DELETE,
} Act;

static const struct { const char *icon_name; const char *label; } acts[] = {
  [ACT_UP] = { "go-up-symbolic", N_("Move “%s” up") },
  [ACT_DOWN] = { "go-down-symbolic", N_("Move “%s” down") },
  [ACT_RENAME] = { "document-edit-symbolic", N_("Rename “%s”") },
  [ACT_RESET] = { "edit-undo-symbolic", N_("Reset “%s” to how it came") },
  [ACT_DELETE] = { "user-trash-symbolic", N_("Delete “%s”") },
};

static void
act_cb (GtkButton *button, gpointer user_data)
{
  Managing *managing = user_data;
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "bw-id"));

  switch ((Act) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "bw-act")))
    {
    case ACT_UP:
      bw_layouts_move (managing->layouts, id, -1);
      break;
    case ACT_DOWN:
      bw_layouts_move (managing->layouts, id, 1);
      break;
    case ACT_RENAME:
      bw_layouts_ask_name (managing->desk, managing->window, id);
      break;
    case ACT_RESET:
      bw_layouts_reset (managing->layouts, id);
      break;
    case ACT_DELETE:
      bw_layouts_remove (managing->layouts, id);
      break;
    }
}

static void
add_button (Managing *managing, GtkWidget *row, const char *id, const char *title, Act act)
{
  GtkWidget *button = gtk_button_new_from_icon_name (acts[act].icon_name);
  g_autofree char *label = NULL;
  g_auto (GStrv) parts = g_strsplit (_(acts[act].label), "%s", 2);

  label = g_strjoinv (title, parts);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "bw-id", g_strdup (id), g_free);
  g_object_set_data (G_OBJECT (button), "bw-act", GINT_TO_POINTER (act));
  g_signal_connect (button, "clicked", G_CALLBACK (act_cb), managing);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
fill (Managing *managing)
{
  const BwLayoutList *list = bw_layouts_get_list (managing->layouts);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (managing->list))) != NULL)
    gtk_list_box_remove (managing->list, row);
  for (guint i = 0; i < list->layouts->len; i++)
    {
      const BwLayout *layout = g_ptr_array_index (list->layouts, i);
      const char *title = bw_layout_list_get_title (list, layout);
      g_autofree char *keys = i < 9 ? g_strdup_printf ("Ctrl+Alt+%u", i + 1) : NULL;
      gboolean is_current = g_str_equal (layout->id, list->current);

      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), is_current ? _("In use") : keys != NULL ? keys : "");
      add_button (managing, row, layout->id, title, ACT_UP);
      add_button (managing, row, layout->id, title, ACT_DOWN);
      add_button (managing, row, layout->id, title, layout->name != NULL ? ACT_RENAME : ACT_RESET);
      if (layout->name != NULL)
        add_button (managing, row, layout->id, title, ACT_DELETE);
      gtk_list_box_append (managing->list, row);
    }
}

/* A list is filled anew after the click that changed it is over: the clicked button is one of it. */
static gboolean
fill_cb (gpointer user_data)
{
  fill (g_object_get_data (user_data, "bw-managing"));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (GtkWidget *window)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, fill_cb, g_object_ref (window), g_object_unref);
}

/** bw_layouts_dialog_show: names, order, deletion. */
void
bw_layouts_dialog_show (BwDesk *desk, GtkWindow *parent)
{
  GtkWidget *window = adw_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();
  Managing *managing = g_new0 (Managing, 1);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  managing->desk = g_object_ref (desk);
  managing->layouts = bw_layouts_of (desk);
  managing->window = GTK_WINDOW (window);
  managing->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (managing->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (managing->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (managing->list), GTK_ALIGN_START);
  gtk_widget_set_margin_top (clamp, 12);
  gtk_widget_set_margin_bottom (clamp, 12);
  gtk_widget_set_margin_start (clamp, 12);
  gtk_widget_set_margin_end (clamp, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (managing->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _("Layouts"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  bw_dialog_fit (GTK_WINDOW (window), 460, 480);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Escape"),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  g_object_set_data_full (G_OBJECT (window), "bw-managing", managing, (GDestroyNotify) managing_free);
  g_signal_connect_object (managing->layouts, "changed", G_CALLBACK (changed_cb), window, G_CONNECT_SWAPPED);
  fill (managing);
  gtk_window_present (GTK_WINDOW (window));
}
