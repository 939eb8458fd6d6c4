/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/study-dialog.h"

#include "app/chart/study-words.h"
#include "app/dialog.h"

#include <glib/gi18n.h>
#include <string.h>

/* An indicator's settings. What is changed is seen on the chart at once; a number that can't be is said
 * to be wrong beside its field and not taken over. */

typedef struct
{
  BwChartKeeper *keeper; /* (owned) */
  BwStudySpec spec;      /* as the chart has it */
  GtkWindow *window;     /* (borrowed): owns this */
  AdwBin *slot;          /* the fields */
  gboolean is_filling;
} Settings;

static void fill (Settings *settings);

static void
settings_free (Settings *settings)
{
  g_object_unref (settings->keeper);
  g_free (settings);
}

static void
take_over (Settings *settings)
{
  if (!settings->is_filling)
    bw_chart_keeper_update (settings->keeper, &settings->spec);
}

static guint
get_index (gpointer widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "bw-index"));
}

static void
set_index (gpointer widget, guint index)
{
  g_object_set_data (G_OBJECT (widget), "bw-index", GUINT_TO_POINTER (index));
}

static void
name_widget (GtkWidget *widget, const char *what, const char *of)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", of, what);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (widget, what);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
}

/* ---- Parameters ---- */

static void
number_changed_cb (GtkEditable *entry, gpointer user_data)
{
  Settings *settings = user_data;
  guint k = get_index (entry);
  AdwActionRow *row = g_object_get_data (G_OBJECT (entry), "bw-row");
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autofree char *range = bw_study_words_range (&settings->spec.info->parameters[k]);
  gboolean is_good;

  g_strdelimit (text, ",", '.');
  is_good = bw_indicator_info_set_parameter (settings->spec.info, settings->spec.parameters,
                                             settings->spec.info->parameters[k].name, text, NULL);
  adw_action_row_set_subtitle (row, range);
  if (is_good)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (is_good)
    {
      take_over (settings);
      return;
    }
  g_free (text);
  text = g_strdup_printf (_("Not taken over. %s"), range);
  adw_action_row_set_subtitle (row, text);
}

static void
average_cb (GtkDropDown *choice, GParamSpec *pspec, gpointer user_data)
{
  Settings *settings = user_data;

  settings->spec.parameters[get_index (choice)] = gtk_drop_down_get_selected (choice);
  take_over (settings);
}

static GtkWidget *
make_average (Settings *settings, guint k)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkWidget *choice;

  for (guint i = 0; i <= settings->spec.info->parameters[k].max && bw_study_words_average (i) != NULL; i++)
    gtk_string_list_append (list, bw_study_words_average (i));
  choice = gtk_drop_down_new (G_LIST_MODEL (list), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), (guint) settings->spec.parameters[k]);
  set_index (choice, k);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (average_cb), settings);
  return choice;
}

static GtkWidget *
make_number (Settings *settings, AdwActionRow *row, guint k)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *text = g_strdup_printf ("%.10g", settings->spec.parameters[k]);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 9);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 9);
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
  gtk_widget_add_css_class (entry, "numeric");
  g_object_set_data (G_OBJECT (entry), "bw-row", row);
  set_index (entry, k);
  g_signal_connect (entry, "changed", G_CALLBACK (number_changed_cb), settings);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (gtk_window_close), settings->window);
  return entry;
}

static GtkWidget *
make_parameters (Settings *settings)
{
  GtkWidget *group = adw_preferences_group_new ();
  const BwIndicatorParameter *parameters = settings->spec.info->parameters;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Parameters"));
  for (guint k = 0; parameters[k].name != NULL; k++)
    {
      GtkWidget *row = adw_action_row_new (), *field;
      g_autofree char *name = bw_study_words_name (parameters[k].name);
      g_autofree char *range = bw_study_words_range (&parameters[k]);
      gboolean is_average = g_str_has_suffix (parameters[k].name, "MAType");

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
      if (!is_average)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), range);
      field = is_average ? make_average (settings, k) : make_number (settings, ADW_ACTION_ROW (row), k);
      gtk_widget_set_valign (field, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), field);
      /* This names the field by the row's title too. */
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), field);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

/* ---- Outputs ---- */

static void
colour_cb (GtkDropDown *choice, GParamSpec *pspec, gpointer user_data)
{
  Settings *settings = user_data;

  settings->spec.outputs[get_index (choice)].colour_index = gtk_drop_down_get_selected (choice);
  take_over (settings);
}

static void
plot_cb (GtkDropDown *choice, GParamSpec *pspec, gpointer user_data)
{
  Settings *settings = user_data;

  settings->spec.outputs[get_index (choice)].plot = gtk_drop_down_get_selected (choice);
  take_over (settings);
}

static void
width_cb (GtkDropDown *choice, GParamSpec *pspec, gpointer user_data)
{
  Settings *settings = user_data;

  settings->spec.outputs[get_index (choice)].width = gtk_drop_down_get_selected (choice) + 1;
  take_over (settings);
}

static void
seen_cb (GtkSwitch *toggle, GParamSpec *pspec, gpointer user_data)
{
  Settings *settings = user_data;

  settings->spec.outputs[get_index (toggle)].is_visible = gtk_switch_get_active (toggle);
  take_over (settings);
}

static void
bind_colour_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  Settings *settings = user_data;
  const BwChartStyle *style =
      bw_chart_model_get_style (bw_chart_view_get_model (bw_chart_keeper_get_view (settings->keeper)));
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));
  guint position = gtk_list_item_get_position (item);
  BwColour colour = position < BW_CHART_N_SERIES_COLOURS ? style->series[position] : style->up;
  g_autofree char *markup = NULL;

  markup = g_markup_printf_escaped ("<span foreground=\"#%02x%02x%02x\">■</span> %s", (guint) (colour.red * 255),
                                    (guint) (colour.green * 255), (guint) (colour.blue * 255), name);
  gtk_label_set_markup (label, markup);
  gtk_label_set_xalign (label, 0);
}

static void
set_up_colour_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static GtkWidget *
make_colour (Settings *settings, guint k)
{
  const char *const names[] = { _("Blue"),   _("Amber"),  _("Violet"), _("Teal"), _("Pink"),
                                _("Olive"),  _("Orange"), _("Grey"),   _("Up and down"), NULL };
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (names)), NULL);

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == BW_STUDY_COLOUR_SIGN + 2);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_colour_cb), settings);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_colour_cb), settings);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (choice), factory);
  g_object_unref (factory);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), settings->spec.outputs[k].colour_index);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (colour_cb), settings);
  return choice;
}

static GtkWidget *
make_plot (Settings *settings, guint k)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkWidget *choice;

  for (guint i = 0; i < BW_N_PLOTS; i++)
    gtk_string_list_append (list, bw_study_words_plot (i));
  choice = gtk_drop_down_new (G_LIST_MODEL (list), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), settings->spec.outputs[k].plot);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (plot_cb), settings);
  return choice;
}

static GtkWidget *
make_width (Settings *settings, guint k)
{
  const char *const widths[] = { "1", "2", "3", "4", NULL };
  GtkWidget *choice = gtk_drop_down_new_from_strings (widths);

  G_STATIC_ASSERT (G_N_ELEMENTS (widths) == BW_STUDY_WIDTH_MAX + 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), settings->spec.outputs[k].width - 1);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (width_cb), settings);
  return choice;
}

static GtkWidget *
make_seen (Settings *settings, guint k)
{
  GtkWidget *toggle = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (toggle), settings->spec.outputs[k].is_visible);
  g_signal_connect (toggle, "notify::active", G_CALLBACK (seen_cb), settings);
  return toggle;
}

static GtkWidget *
make_output (Settings *settings, guint k)
{
  g_autofree char *name = bw_study_words_name (settings->spec.info->outputs[k]);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *list = gtk_list_box_row_new ();
  GtkWidget *flow = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *label = gtk_label_new (name);
  GtkWidget *controls[] = { make_colour (settings, k), make_plot (settings, k), make_width (settings, k) };
  const char *const words[] = { _("Colour"), _("Drawn as"), _("Width of the line") };
  GtkWidget *seen = make_seen (settings, k), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (head), label);
  set_index (seen, k);
  name_widget (seen, _("Shown"), name);
  gtk_box_append (GTK_BOX (head), seen);
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      set_index (controls[i], k);
      name_widget (controls[i], words[i], name);
      gtk_widget_set_hexpand (controls[i], i < 2);
      gtk_box_append (GTK_BOX (box), controls[i]);
    }
  gtk_box_append (GTK_BOX (flow), head);
  gtk_box_append (GTK_BOX (flow), box);
  gtk_widget_set_margin_top (flow, 8);
  gtk_widget_set_margin_bottom (flow, 8);
  gtk_widget_set_margin_start (flow, 12);
  gtk_widget_set_margin_end (flow, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (list), flow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (list), FALSE);
  gtk_widget_set_focusable (list, FALSE);
  return list;
}

static GtkWidget *
make_outputs (Settings *settings)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Lines"));
  for (guint k = 0; settings->spec.info->outputs[k] != NULL; k++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_output (settings, k));
  return group;
}

/* ---- Place ---- */

static void
pane_cb (GtkSwitch *toggle, GParamSpec *pspec, gpointer user_data)
{
  Settings *settings = user_data;

  settings->spec.in_pane = gtk_switch_get_active (toggle);
  take_over (settings);
}

static void
ground_cb (GtkSwitch *toggle, GParamSpec *pspec, gpointer user_data)
{
  Settings *settings = user_data;

  settings->spec.has_ground = gtk_switch_get_active (toggle);
  take_over (settings);
}

static GtkWidget *
make_switch (const char *title, const char *subtitle, gboolean is_on, GCallback changed, Settings *settings)
{
  GtkWidget *row = adw_action_row_new (), *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_switch_set_active (GTK_SWITCH (toggle), is_on);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_signal_connect (toggle, "notify::active", changed, settings);
  return row;
}

static GtkWidget *
make_place (Settings *settings)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Place"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             make_switch (_("Own pane"), _("Under the prices, with an axis of its own"),
                                          settings->spec.in_pane, G_CALLBACK (pane_cb), settings));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             make_switch (_("Tinted ground"), _("Between the bands, or between the levels"),
                                          settings->spec.has_ground, G_CALLBACK (ground_cb), settings));
  return group;
}

static void
reset_cb (Settings *settings)
{
  BwStudySpec spec;

  bw_study_spec_init (&spec, settings->spec.info);
  spec.id = settings->spec.id;
  settings->spec = spec;
  take_over (settings);
  fill (settings);
}

static void
fill (Settings *settings)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  settings->is_filling = TRUE;
  if (settings->spec.info->parameters[0].name != NULL)
    gtk_box_append (GTK_BOX (box), make_parameters (settings));
  gtk_box_append (GTK_BOX (box), make_outputs (settings));
  gtk_box_append (GTK_BOX (box), make_place (settings));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 18);
  adw_bin_set_child (settings->slot, box);
  settings->is_filling = FALSE;
}

/* The study is gone: by a template, from the legend. */
static void
keeper_changed_cb (GtkWindow *window)
{
  Settings *settings = g_object_get_data (G_OBJECT (window), "settings");
  const BwStudySpec *spec =
      bw_chart_setup_find_study (bw_chart_keeper_get_setup (settings->keeper), settings->spec.id, NULL);

  if (spec == NULL || spec->info != settings->spec.info)
    gtk_window_close (window);
  else
    settings->spec = *spec;
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer user_data)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_window_close (user_data);
  return GDK_EVENT_STOP;
}

/**
 * bw_study_dialog_show:
 * @id: of a study on @keeper's chart; nothing happens when there is none
 */
void
bw_study_dialog_show (BwChartKeeper *keeper, GtkWindow *parent, guint64 id)
{
  const BwStudySpec *spec = bw_chart_setup_find_study (bw_chart_keeper_get_setup (keeper), id, NULL);
  GtkWidget *window, *box, *header, *scrolled, *reset;
  GtkEventController *keys;
  Settings *settings;

  if (spec == NULL)
    return;
  settings = g_new0 (Settings, 1);
  settings->keeper = g_object_ref (keeper);
  settings->spec = *spec;
  window = g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "modal", TRUE, "title",
                         bw_study_words_title (spec->info), NULL);
  settings->window = GTK_WINDOW (window);
  settings->slot = ADW_BIN (adw_bin_new ());
  g_object_set_data_full (G_OBJECT (window), "settings", settings, (GDestroyNotify) settings_free);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  header = adw_header_bar_new ();
  reset = gtk_button_new_with_label (_("Reset"));
  gtk_widget_set_tooltip_text (reset, _("Back to the defaults"));
  g_signal_connect_swapped (reset, "clicked", G_CALLBACK (reset_cb), settings);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), reset);
  scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (settings->slot));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (window), box);
  keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), window);
  gtk_widget_add_controller (window, keys);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (keeper_changed_cb), window, G_CONNECT_SWAPPED);
  fill (settings);
  bw_dialog_fit (GTK_WINDOW (window), 460, 560);
  gtk_window_present (GTK_WINDOW (window));
}
