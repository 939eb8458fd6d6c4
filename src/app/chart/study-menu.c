/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/study-menu.h"

#include "app/chart/study-dialog.h"

#include <glib/gi18n.h>

/* What a click on an indicator's legend entry offers. */

static const BwStudySpec *
find_study (BwChartKeeper *keeper, GVariant *parameter)
{
  return bw_chart_setup_find_study (bw_chart_keeper_get_setup (keeper), g_variant_get_uint64 (parameter), NULL);
}

static void
settings_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (bw_chart_keeper_get_view (user_data)));

  bw_study_dialog_show (user_data, GTK_WINDOW (root), g_variant_get_uint64 (parameter));
}

static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const BwStudySpec *spec = find_study (user_data, parameter);

  if (spec != NULL)
    bw_chart_keeper_set_visible (user_data, spec->id, !spec->is_visible);
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bw_chart_keeper_remove (user_data, g_variant_get_uint64 (parameter));
}

static void
append_item (GMenu *menu, const char *label, const char *action, guint64 id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, g_variant_new_uint64 (id));
  g_menu_append_item (menu, item);
}

static gboolean
drop_popover_cb (gpointer user_data)
{
  if (gtk_widget_get_parent (user_data) != NULL)
    gtk_widget_unparent (user_data);
  return G_SOURCE_REMOVE;
}

/* Its item is activated behind this, so that it can't go yet. */
static void
closed_cb (GtkPopover *popover, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_popover_cb, g_object_ref (popover), g_object_unref);
}

static void
activated_cb (BwChartView *view, guint64 id, double x, double y, gpointer user_data)
{
  BwChartKeeper *keeper = user_data;
  const BwStudySpec *spec = bw_chart_setup_find_study (bw_chart_keeper_get_setup (keeper), id, NULL);
  g_autoptr (GMenu) menu = g_menu_new (), section = g_menu_new ();
  char title[BW_STUDY_TITLE_BYTES];
  GtkWidget *popover;

  if (spec == NULL)
    return;
  append_item (section, _("Settings…"), "chart-study.settings", id);
  append_item (section, spec->is_visible ? _("Hide") : _("Show"), "chart-study.show", id);
  append_item (section, _("Remove"), "chart-study.remove", id);
  g_menu_append_section (menu, bw_study_spec_print_title (spec, title), G_MENU_MODEL (section));
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_parent (popover, GTK_WIDGET (view));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
removed_cb (BwChartView *view, guint64 id, gpointer user_data)
{
  bw_chart_keeper_remove (user_data, id);
}

/**
 * bw_study_menu_install:
 * @panel: gets the actions "chart-study.*"
 */
void
bw_study_menu_install (BwChartKeeper *keeper, GtkWidget *panel)
{
  static const GActionEntry entries[] = {
    { "settings", settings_cb, "t", NULL, NULL },
    { "show", show_cb, "t", NULL, NULL },
    { "remove", remove_cb, "t", NULL, NULL },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  BwChartView *view = bw_chart_keeper_get_view (keeper);

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), keeper);
  gtk_widget_insert_action_group (panel, "chart-study", G_ACTION_GROUP (actions));
  g_signal_connect_object (view, "study-activated", G_CALLBACK (activated_cb), keeper, 0);
  g_signal_connect_object (view, "study-removed", G_CALLBACK (removed_cb), keeper, 0);
}
