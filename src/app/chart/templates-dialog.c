/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/templates-dialog.h"

#include "app/dialog.h"
#include "chart/templates.h"

#include <glib/gi18n.h>
#include <string.h>

#define TEXT_KEY "chart-templates"

/* Setups under names: saved from the chart, taken over by it, renamed, deleted, one for new charts. */

typedef struct
{
  BwChartKeeper *keeper; /* (owned) */
  GtkWindow *window;     /* (borrowed): owns this */
  AdwEntryRow *name;
  GtkListBox *list;
  GtkLabel *note;
} Dialog;

static void fill (Dialog *dialog);

static void
dialog_free (Dialog *dialog)
{
  g_object_unref (dialog->keeper);
  g_free (dialog);
}

static BwEngine *
get_engine (Dialog *dialog)
{
  return bw_panel_get_engine (bw_chart_keeper_get_panel (dialog->keeper));
}

/* Returns: (nullable): none when they can't be read; then they must not be written over */
static BwChartTemplates *
load (BwEngine *engine, GError **error)
{
  g_autofree char *text = bw_engine_get_text (engine, TEXT_KEY);

  return text != NULL ? bw_chart_templates_parse (text, error) : bw_chart_templates_new ();
}

static void
store (Dialog *dialog, const BwChartTemplates *templates)
{
  g_autofree char *text = bw_chart_templates_print (templates);

  bw_engine_set_text (get_engine (dialog), TEXT_KEY, text);
}

static void
say (Dialog *dialog, const char *text)
{
  gtk_label_set_text (dialog->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (dialog->note), text != NULL);
}

/**
 * bw_templates_load_preferred:
 *
 * Returns: (transfer full) (nullable): what new charts begin with
 */
BwChartSetup *
bw_templates_load_preferred (BwEngine *engine)
{
  g_autoptr (BwChartTemplates) templates = load (engine, NULL);
  const BwChartTemplate *template =
      templates != NULL && templates->preferred != NULL ? bw_chart_templates_find (templates, templates->preferred) : NULL;

  return template != NULL ? bw_chart_setup_parse (template->setup, NULL) : NULL;
}

static void
save_cb (Dialog *dialog)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwChartTemplates) templates = load (get_engine (dialog), &error);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (dialog->name))));
  g_autofree char *setup = bw_chart_setup_print (bw_chart_keeper_get_setup (dialog->keeper), BW_CHART_SETUP_TEMPLATE);

  if (templates == NULL)
    {
      say (dialog, error->message);
      return;
    }
  if (!bw_chart_templates_set (templates, name, setup))
    {
      say (dialog, *name == '\0' ? _("Give the template a name.") : _("That name is too long, or there are too many templates."));
      return;
    }
  store (dialog, templates);
  gtk_editable_set_text (GTK_EDITABLE (dialog->name), "");
  say (dialog, NULL);
  fill (dialog);
}

static const char *
get_name (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), "bw-name");
}

static void
apply (Dialog *dialog, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwChartTemplates) templates = load (get_engine (dialog), &error);
  const BwChartTemplate *template = templates != NULL ? bw_chart_templates_find (templates, name) : NULL;
  g_autoptr (BwChartSetup) setup = template != NULL ? bw_chart_setup_parse (template->setup, &error) : NULL;
  g_autofree char *text = NULL;

  if (setup != NULL)
    {
      bw_chart_keeper_replace (dialog->keeper, setup);
      say (dialog, NULL);
      return;
    }
  text = g_strdup_printf (_("“%s” can’t be used. %s"), name, error != NULL ? error->message : "");
  say (dialog, text);
}

static void
prefer_cb (GtkToggleButton *button, gpointer user_data)
{
  Dialog *dialog = user_data;
  g_autoptr (BwChartTemplates) templates = load (get_engine (dialog), NULL);

  if (templates == NULL)
    return;
  bw_chart_templates_prefer (templates, gtk_toggle_button_get_active (button) ? get_name (button) : NULL);
  store (dialog, templates);
  fill (dialog);
}

static void
delete_cb (GtkButton *button, gpointer user_data)
{
  Dialog *dialog = user_data;
  g_autoptr (BwChartTemplates) templates = load (get_engine (dialog), NULL);

  if (templates == NULL || !bw_chart_templates_remove (templates, get_name (button)))
    return;
  store (dialog, templates);
  fill (dialog);
  gtk_widget_grab_focus (GTK_WIDGET (dialog->name));
}

/* A row's own title is its name: it is changed in place. */
static void
renamed_cb (AdwEntryRow *row, gpointer user_data)
{
  Dialog *dialog = user_data;
  g_autoptr (BwChartTemplates) templates = load (get_engine (dialog), NULL);
  g_autofree char *to = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (templates == NULL)
    return;
  if (!bw_chart_templates_rename (templates, get_name (row), to))
    {
      say (dialog, _("Another template has that name, or it can’t be a name."));
      return;
    }
  store (dialog, templates);
  say (dialog, NULL);
  fill (dialog);
}

static void
apply_cb (GtkButton *button, gpointer user_data)
{
  apply (user_data, get_name (button));
}

static void
set_name (GtkWidget *widget, const char *name)
{
  g_object_set_data_full (G_OBJECT (widget), "bw-name", g_strdup (name), g_free);
}

static GtkWidget *
finish_button (GtkWidget *button, const char *name, const char *words)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  set_name (button, name);
  return button;
}

static void
add_template (Dialog *dialog, const BwChartTemplate *template, gboolean is_preferred)
{
  GtkWidget *row = adw_entry_row_new (), *button;
  g_autofree char *use = g_strdup_printf (_("Use %s"), template->name);
  g_autofree char *prefer = g_strdup_printf (_("Begin new charts with %s"), template->name);
  g_autofree char *removal = g_strdup_printf (_("Delete %s"), template->name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Template"));
  gtk_editable_set_text (GTK_EDITABLE (row), template->name);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  set_name (row, template->name);
  g_signal_connect (row, "apply", G_CALLBACK (renamed_cb), dialog);
  button = finish_button (gtk_button_new_with_label (_("Use")), template->name, use);
  g_signal_connect (button, "clicked", G_CALLBACK (apply_cb), dialog);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  button = finish_button (gtk_toggle_button_new_with_label (_("Default")), template->name, prefer);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), is_preferred);
  g_signal_connect (button, "toggled", G_CALLBACK (prefer_cb), dialog);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  button = finish_button (gtk_button_new_from_icon_name ("bw-remove-symbolic"), template->name, removal);
  g_signal_connect (button, "clicked", G_CALLBACK (delete_cb), dialog);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  gtk_list_box_append (dialog->list, row);
}

static void
fill (Dialog *dialog)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwChartTemplates) templates = load (get_engine (dialog), &error);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (dialog->list))) != NULL)
    gtk_list_box_remove (dialog->list, child);
  if (templates == NULL)
    {
      say (dialog, error->message);
      return;
    }
  for (guint i = 0; i < templates->items->len; i++)
    {
      const BwChartTemplate *template = g_ptr_array_index (templates->items, i);

      add_template (dialog, template, g_strcmp0 (templates->preferred, template->name) == 0);
    }
  gtk_widget_set_visible (GTK_WIDGET (dialog->list), templates->items->len > 0);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer user_data)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_window_close (user_data);
  return GDK_EVENT_STOP;
}

static GtkWidget *
make_content (Dialog *dialog)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *saving = gtk_list_box_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  dialog->name = ADW_ENTRY_ROW (adw_entry_row_new ());
  dialog->list = GTK_LIST_BOX (gtk_list_box_new ());
  dialog->note = GTK_LABEL (gtk_label_new (NULL));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (dialog->name), _("Save this chart’s setup as"));
  adw_entry_row_set_show_apply_button (dialog->name, TRUE);
  g_signal_connect_swapped (dialog->name, "apply", G_CALLBACK (save_cb), dialog);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (saving), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (saving, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (saving), GTK_WIDGET (dialog->name));
  gtk_list_box_set_selection_mode (dialog->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (dialog->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Templates"), -1);
  gtk_label_set_wrap (dialog->note, TRUE);
  gtk_label_set_xalign (dialog->note, 0);
  gtk_widget_add_css_class (GTK_WIDGET (dialog->note), "error");
  gtk_box_append (GTK_BOX (box), saving);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (dialog->note));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (dialog->list));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

void
bw_templates_dialog_show (BwChartKeeper *keeper, GtkWindow *parent)
{
  Dialog *dialog = g_new0 (Dialog, 1);
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "modal", TRUE, "title",
                                    _("Chart templates"), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *keys = gtk_event_controller_key_new ();

  dialog->keeper = g_object_ref (keeper);
  dialog->window = GTK_WINDOW (window);
  g_object_set_data_full (G_OBJECT (window), "dialog", dialog, (GDestroyNotify) dialog_free);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), make_content (dialog));
  adw_window_set_content (ADW_WINDOW (window), box);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), window);
  gtk_widget_add_controller (window, keys);
  say (dialog, NULL);
  fill (dialog);
  bw_dialog_fit (GTK_WINDOW (window), 480, 420);
  gtk_window_present (GTK_WINDOW (window));
}
