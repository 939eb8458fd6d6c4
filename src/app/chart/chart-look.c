/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-look.h"

#include "app/chart/chart-look-dialog.h"
#include "app/chart/chart-view-types.h"

#include <glib/gi18n.h>

#define N_TYPE_COLUMNS 2

static const char *const type_titles[BW_CHART_N_TYPES] = {
  N_("Candles"), N_("Hollow candles"), N_("Heikin-Ashi"), N_("Bars"), N_("Line"), N_("Step line"),
  N_("Area"), N_("Baseline"), N_("Renko"), N_("Kagi"), N_("Point and figure"), N_("Range bars"),
};

static const char *const scale_names[BW_PRICE_N_SCALES] = { "linear", "log", "percent", "indexed" };

/* Marks that can be hidden, and the field of the setup that says so. */
static const struct { const char *name; gsize offset; const char *letters; const char *title; } marks[] = {
  { "sessions", G_STRUCT_OFFSET (BwChartSetup, hides_sessions), "", N_("Before and after hours") },
  { "dividends", G_STRUCT_OFFSET (BwChartSetup, hides_dividends), "D", N_("Dividends") },
  { "splits", G_STRUCT_OFFSET (BwChartSetup, hides_splits), "S", N_("Splits") },
  { "news", G_STRUCT_OFFSET (BwChartSetup, hides_news), "N", N_("News") },
  { "earnings", G_STRUCT_OFFSET (BwChartSetup, hides_earnings), "E", N_("Earnings") },
  { "halts", G_STRUCT_OFFSET (BwChartSetup, hides_halts), "H", N_("Trading halts") },
  { "bad-data", G_STRUCT_OFFSET (BwChartSetup, hides_bad_data), "!?", N_("Bad and missing data") },
};

struct _BwChartLook
{
  BwChartKeeper *keeper;          /* (borrowed) */
  BwChartComparison *comparison;  /* (borrowed) */
  GtkMenuButton *type_button;     /* (borrowed) */
  GtkWidget *type_settings;       /* (borrowed): in the menu of types */
  GSimpleActionGroup *actions;    /* (owned) */
  GMenu *compared_menu;           /* (owned) */
  gulong changed_id;
};

/** bw_chart_look_get_type_title: in the user's language. */
const char *
bw_chart_look_get_type_title (BwChartType type)
{
  return _(type_titles[type]);
}

static gboolean *
get_hidden (BwChartSetup *setup, guint mark)
{
  return (gboolean *) (gpointer) ((char *) setup + marks[mark].offset);
}

static void
set_state (BwChartLook *self, const char *name, GVariant *state)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)),
                             state);
}

static void
fill_compared_menu (BwChartLook *self)
{
  BwDesk *desk = bw_panel_get_desk (bw_chart_keeper_get_panel (self->keeper));
  BwInstrumentId instruments[BW_COMPARED_N_MAX];
  guint n = bw_chart_comparison_list (self->comparison, instruments);

  g_menu_remove_all (self->compared_menu);
  for (guint i = 0; i < n; i++)
    {
      const BwInstrument *instrument = bw_desk_lookup_instrument (desk, instruments[i]);
      g_autofree char *label = NULL;
      g_autoptr (GMenuItem) item = NULL;

      if (instrument == NULL)
        continue;
      label = g_strdup_printf (_("Stop comparing with %s"), instrument->symbol);
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "chart-look.remove-compared", "u", instruments[i]);
      g_menu_append_item (self->compared_menu, item);
    }
}

/** bw_chart_look_update: the view, the menus and the switches say what the setup says. */
void
bw_chart_look_update (BwChartLook *self)
{
  BwChartSetup *setup = bw_chart_keeper_get_setup (self->keeper);
  BwChartView *view = bw_chart_keeper_get_view (self->keeper);
  BwPanel *panel = bw_chart_keeper_get_panel (self->keeper);
  const BwInstrument *instrument = bw_panel_lookup_instrument (panel);
  const char *name = bw_chart_type_get_name (setup->type.type);
  g_autofree char *icon = g_strdup_printf ("bw-chart-%s-symbolic", name);
  g_autofree char *tooltip =
      g_strdup_printf (_("Chart type: %s (Alt+D)"), bw_chart_look_get_type_title (setup->type.type));
  gboolean has_settings = FALSE;

  bw_chart_view_set_type (view, &setup->type);
  bw_chart_view_set_profile (view, &setup->profile);
  bw_chart_view_set_sessions (view, instrument != NULL ? instrument->calendar : 0, !setup->hides_sessions);
  set_state (self, "type", g_variant_new_string (name));
  set_state (self, "scale", g_variant_new_string (scale_names[setup->scale]));
  set_state (self, "profile", g_variant_new_string (bw_profile_range_get_name (setup->profile.range)));
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    set_state (self, marks[i].name, g_variant_new_boolean (!*get_hidden (setup, i)));
  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_menu_button_get_child (self->type_button)), icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->type_button), tooltip);
  for (BwChartField field = 0; field < BW_CHART_N_FIELDS; field++)
    has_settings |= bw_chart_type_has_field (&setup->type, field);
  gtk_widget_set_sensitive (self->type_settings, has_settings);
  fill_compared_menu (self);
}

/* ---- Acts ---- */

static void
type_cb (GSimpleAction *action, GVariant *name, gpointer user_data)
{
  BwChartLook *self = user_data;
  BwChartType type;

  if (!bw_chart_type_find (g_variant_get_string (name, NULL), &type))
    return;
  gtk_menu_button_popdown (self->type_button);
  bw_chart_keeper_get_setup (self->keeper)->type.type = type;
  bw_chart_keeper_changed (self->keeper);
  gtk_widget_grab_focus (GTK_WIDGET (bw_chart_keeper_get_view (self->keeper)));
}

static void
scale_cb (GSimpleAction *action, GVariant *name, gpointer user_data)
{
  BwChartLook *self = user_data;

  for (BwPriceScale scale = 0; scale < BW_PRICE_N_SCALES; scale++)
    if (g_str_equal (scale_names[scale], g_variant_get_string (name, NULL)))
      bw_chart_keeper_get_setup (self->keeper)->scale = scale;
  bw_chart_keeper_changed (self->keeper);
}

static void
profile_cb (GSimpleAction *action, GVariant *name, gpointer user_data)
{
  BwChartLook *self = user_data;

  if (bw_profile_range_find (g_variant_get_string (name, NULL),
                             &bw_chart_keeper_get_setup (self->keeper)->profile.range))
    bw_chart_keeper_changed (self->keeper);
}

static void
mark_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BwChartLook *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_equal (marks[i].name, g_action_get_name (G_ACTION (action))))
      *get_hidden (bw_chart_keeper_get_setup (self->keeper), i) = !g_variant_get_boolean (state);
  bw_chart_keeper_changed (self->keeper);
}

static void
show_settings (BwChartLook *self, BwChartLookPart part)
{
  GtkWidget *view = GTK_WIDGET (bw_chart_keeper_get_view (self->keeper));

  gtk_menu_button_popdown (self->type_button);
  gtk_window_present (GTK_WINDOW (
      bw_chart_look_dialog_new (self->keeper, GTK_WINDOW (gtk_widget_get_root (view)), part)));
}

static void
type_settings_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_settings (user_data, BW_CHART_LOOK_TYPE);
}

static void
profile_settings_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_settings (user_data, BW_CHART_LOOK_PROFILE);
}

static void
remove_compared_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwChartLook *self = user_data;

  bw_chart_comparison_remove (self->comparison, g_variant_get_uint32 (parameter));
}

static void
types_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_menu_button_popup (((BwChartLook *) user_data)->type_button);
}

/* ---- Menus ---- */

static GtkWidget *
make_type_button (BwChartType type)
{
  g_autofree char *icon = g_strdup_printf ("bw-chart-%s-symbolic", bw_chart_type_get_name (type));
  GtkWidget *button = gtk_toggle_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (bw_chart_look_get_type_title (type));

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chart-look.type");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", bw_chart_type_get_name (type));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bw_chart_look_get_type_title (type), -1);
  return button;
}

static void
make_type_menu (BwChartLook *self)
{
  GtkWidget *popover = gtk_popover_new (), *grid = gtk_grid_new (), *child = gtk_image_new ();
  int n_rows = (BW_CHART_N_TYPES + N_TYPE_COLUMNS - 1) / N_TYPE_COLUMNS;

  for (BwChartType type = 0; type < BW_CHART_N_TYPES; type++)
    gtk_grid_attach (GTK_GRID (grid), make_type_button (type), (int) type / n_rows, (int) type % n_rows, 1, 1);
  self->type_settings = gtk_button_new_with_label (_("Settings of This Type…"));
  gtk_widget_add_css_class (self->type_settings, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->type_settings), "chart-look.type-settings");
  gtk_grid_attach (GTK_GRID (grid), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, n_rows, N_TYPE_COLUMNS, 1);
  gtk_grid_attach (GTK_GRID (grid), self->type_settings, 0, n_rows + 1, N_TYPE_COLUMNS, 1);
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  gtk_menu_button_set_popover (self->type_button, popover);
  gtk_menu_button_set_child (self->type_button, child);
}

/**
 * bw_chart_menu_append:
 * @target: (nullable) (transfer floating)
 */
void
bw_chart_menu_append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static void
append_choice (GMenu *menu, const char *label, const char *action, const char *target)
{
  bw_chart_menu_append (menu, label, action, target != NULL ? g_variant_new_string (target) : NULL);
}

static void
extend_menu (BwChartLook *self, GMenu *more_menu)
{
  g_autoptr (GMenu) scale = g_menu_new (), profile = g_menu_new (), shown = g_menu_new (), section = g_menu_new ();

  append_choice (scale, _("Linear"), "chart-look.scale", "linear");
  append_choice (scale, _("Logarithmic"), "chart-look.scale", "log");
  append_choice (scale, _("Percent"), "chart-look.scale", "percent");
  append_choice (scale, _("Indexed to 100"), "chart-look.scale", "indexed");
  append_choice (profile, _("None"), "chart-look.profile", "off");
  append_choice (profile, _("Of the Bars in View"), "chart-look.profile", "visible");
  append_choice (profile, _("Of Each Session"), "chart-look.profile", "sessions");
  append_choice (profile, _("Settings…"), "chart-look.profile-settings", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autofree char *action = g_strconcat ("chart-look.", marks[i].name, NULL);

      g_menu_append (shown, _(marks[i].title), action);
    }
  g_menu_append_submenu (section, _("Price Scale"), G_MENU_MODEL (scale));
  g_menu_append_submenu (section, _("Volume Profile"), G_MENU_MODEL (profile));
  g_menu_append_submenu (section, _("Marks"), G_MENU_MODEL (shown));
  g_menu_append_section (more_menu, NULL, G_MENU_MODEL (section));
  g_menu_append_section (more_menu, NULL, G_MENU_MODEL (self->compared_menu));
}

static void
add_actions (BwChartLook *self)
{
  static const GActionEntry entries[] = {
    { "type", NULL, "s", "'candles'", type_cb },
    { "scale", NULL, "s", "'linear'", scale_cb },
    { "profile", NULL, "s", "'off'", profile_cb },
    { "type-settings", type_settings_cb, NULL, NULL, NULL },
    { "profile-settings", profile_settings_cb, NULL, NULL, NULL },
    { "remove-compared", remove_compared_cb, "u", NULL, NULL },
    { "types", types_cb, NULL, NULL, NULL },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const GActionEntry entry = { marks[i].name, NULL, NULL, "true", mark_cb };

      g_action_map_add_action_entries (G_ACTION_MAP (self->actions), &entry, 1, self);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (bw_chart_keeper_get_panel (self->keeper)), "chart-look",
                                  G_ACTION_GROUP (self->actions));
}

/**
 * bw_chart_look_new:
 * @type_button: gets the menu of types
 * @more_menu: gets the scale, the profile, the marks and the compared symbols at its end
 */
BwChartLook *
bw_chart_look_new (BwChartKeeper *keeper, BwChartComparison *comparison, GtkMenuButton *type_button,
                   GMenu *more_menu)
{
  BwChartLook *self = g_new0 (BwChartLook, 1);

  self->keeper = keeper;
  self->comparison = comparison;
  self->type_button = type_button;
  self->compared_menu = g_menu_new ();
  add_actions (self);
  make_type_menu (self);
  extend_menu (self, more_menu);
  self->changed_id = g_signal_connect_swapped (keeper, "changed", G_CALLBACK (bw_chart_look_update), self);
  bw_chart_look_update (self);
  return self;
}

void
bw_chart_look_free (BwChartLook *self)
{
  g_clear_signal_handler (&self->changed_id, self->keeper);
  gtk_widget_insert_action_group (GTK_WIDGET (bw_chart_keeper_get_panel (self->keeper)), "chart-look", NULL);
  g_object_unref (self->actions);
  g_object_unref (self->compared_menu);
  g_free (self);
}

/**
 * bw_chart_look_print_hidden:
 * @letters: (out caller-allocates): 16 bytes
 *
 * Returns: @letters: of the marks that are not to be shown
 */
const char *
bw_chart_look_print_hidden (BwChartLook *self, char *letters)
{
  letters[0] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (*get_hidden (bw_chart_keeper_get_setup (self->keeper), i))
      g_strlcat (letters, marks[i].letters, 16);
  return letters;
}
